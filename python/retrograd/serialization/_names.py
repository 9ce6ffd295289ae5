"""What a file may name, and by which names: torch's, so that both read what either wrote.

A file is made of data. The classes and functions that it names are code, so that this list is
closed; what a program adds to it by add_safe_globals() it vouches for.
"""

from __future__ import annotations

import sys
from collections import Counter, OrderedDict
from collections.abc import Callable
from typing import Any

from .. import _core, _utils
from .._core import Tensor, device, dtype
from ..nn.parameter import Parameter
from ..storage import UntypedStorage
from ._failed import FileError

__all__ = [
    "CODE_IS_NOT_LOADED",
    "DTYPES",
    "STORAGES",
    "StorageType",
    "add_safe_globals",
    "check_key",
    "clear_safe_globals",
    "find",
    "get_safe_globals",
    "is_importable",
    "is_known",
    "maker_of",
    "may_have_state",
    "safe_globals",
    "torch_name",
    "vouched",
]

# Python 3's names that files of pickle protocol 2 have by those of Python 2, as torch's do.
_OLD = {
    ("builtins", "range"): ("__builtin__", "xrange"),
    ("builtins", "chr"): ("__builtin__", "unichr"),
}
_NEW = {old: new for new, old in _OLD.items()} | {("__builtin__", "unicode"): ("builtins", "str")}
_OLD_MODULES = {"builtins": "__builtin__", "copyreg": "copy_reg"}
_NEW_MODULES = {old: new for new, old in _OLD_MODULES.items()}

# Modules of nn that torch does not keep in nn.modules.
_BESIDE_MODULES = frozenset(
    ["attention", "functional", "grad", "init", "modules", "parallel", "parameter", "utils"]
)

# Nothing of these is made, even where a program allows it: torch's list.
_NEVER = frozenset({"nt", "os", "posix", "sys"})

# What may stand as a key of a dictionary or in a set, besides short tuples of the same.
_KEYS = frozenset({str, int, float, bool, bytes, complex, type(None), dtype, device, range})
_KEY_PARTS = 1000

CODE_IS_NOT_LOADED = (
    "a file's classes and functions are code, and code from a file is never run: load() makes"
    " tensors, numbers, strings and their containers, and what a program allows by"
    " serialization.add_safe_globals([...]) because it trusts where the file came from"
)


def check_key(key: object) -> None:
    """Refuse keys whose hash could take forever, as that of a tuple of the same tuple twice.

    Raises FileError.
    """
    waiting: list[object] = [key]
    for part in waiting:
        if isinstance(part, tuple):  # of other classes too, which hash as one
            waiting.extend(part)
        elif type(part) not in _KEYS and not vouched(type(part)):
            raise FileError(f"load: a {type(part).__name__} is a key of a dictionary or in a set")
        if len(waiting) > _KEY_PARTS:
            raise FileError(f"load: a key of a dictionary or set has over {_KEY_PARTS} parts")


class StorageType:
    """What torch calls ``FloatStorage`` and so on: the type of the elements of a storage."""

    def __init__(self, type: dtype) -> None:
        self.dtype: dtype = type


DTYPES: dict[str, dtype] = {
    str(value): value for value in vars(_core).values() if isinstance(value, dtype)
}
STORAGES: dict[dtype, str] = {
    value: _core._type_name(value).removeprefix("torch.").removesuffix("Tensor") + "Storage"
    for value in DTYPES.values()
}


def _fixed(maker: Callable[..., Any], *kinds: type) -> Callable[..., Any]:
    """Return ``maker`` for as many arguments as there are kinds, of these kinds, or for none."""

    def make(*args: object) -> Any:
        if args and tuple(type(arg) for arg in args) != kinds:
            raise TypeError(f"{maker.__name__} of {', '.join(type(arg).__name__ for arg in args)}")
        return maker(*args)

    return make


def _keyed(maker: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``maker`` for nothing, a list of keys, or a dict or pairs whose keys are checked."""

    def make(*args: Any) -> Any:
        if args:
            (given,) = args
            if type(given) is list:
                pairs = maker is OrderedDict
                for item in given:
                    check_key(item[0] if pairs else item)
            elif type(given) is not dict:
                raise TypeError(f"{maker.__name__} of a {type(given).__name__}")
        return maker(*args)

    return make


def _size(lengths: tuple[int, ...]) -> _core.Size:
    if type(lengths) is not tuple or any(type(length) is not int for length in lengths):
        raise TypeError("a Size of no ints")
    return _core.Size(lengths)


def _encode(text: str, codec: str) -> bytes:
    if codec != "latin1":
        raise ValueError(f"bytes in the codec {codec!r}")
    return text.encode(codec)


def _slice(*parts: object) -> slice:
    return slice(*parts)


def _layout(name: str) -> object:
    if name != "torch.strided":
        raise TypeError(f"a tensor of layout {name}: retrograd has dense tensors alone")
    return _core.strided


_REBUILD: tuple[Callable[..., Tensor], ...] = (
    _utils._rebuild_tensor,
    _utils._rebuild_tensor_v2,
    _utils._rebuild_parameter,
    _utils._rebuild_parameter_with_state,
)


def _from_type(func: Any, new_type: Any, args: Any, state: Any) -> Tensor:
    plain = new_type is Tensor or new_type is Parameter
    if func not in _REBUILD or not (plain or vouched(new_type)):
        raise TypeError(f"a tensor of class {new_type!r} made by {func!r}")
    return _utils._rebuild_from_type_v2(func, new_type, args, state)


# By full name: what the name stands for, and, if it may be called, by what.
_KNOWN: dict[str, tuple[object, Callable[..., Any] | None]] = {
    "collections.OrderedDict": (OrderedDict, _keyed(OrderedDict)),
    "collections.Counter": (Counter, _keyed(Counter)),
    "builtins.set": (set, _keyed(set)),
    "builtins.frozenset": (frozenset, _keyed(frozenset)),
    "builtins.bytearray": (bytearray, _fixed(bytearray, bytes)),
    "builtins.bytes": (bytes, _fixed(bytes, bytes)),
    "builtins.complex": (complex, _fixed(complex, float, float)),
    "builtins.range": (range, _fixed(range, int, int, int)),
    "builtins.slice": (slice, _slice),
    "_codecs.encode": (_encode, _encode),
    "torch.Size": (_core.Size, _size),
    "torch.device": (device, device),
    "torch.Tensor": (Tensor, None),
    "torch.nn.parameter.Parameter": (Parameter, None),
    "torch.storage.UntypedStorage": (UntypedStorage, None),
    "torch.serialization._get_layout": (_layout, _layout),
    "torch._tensor._rebuild_from_type_v2": (_from_type, _from_type),
    **{f"torch._utils.{function.__name__}": (function, function) for function in _REBUILD},
    **{name: (value, None) for name, value in DTYPES.items()},
    **{f"torch.{name}": (StorageType(value), None) for value, name in STORAGES.items()},
}
_MAKERS = {id(thing): maker for thing, maker in _KNOWN.values() if maker}

_safe: dict[str, object] = {}


def vouched(thing: object) -> bool:
    """Return whether add_safe_globals() allowed it."""
    return any(thing is safe for safe in _safe.values())


def torch_name(thing: Any) -> tuple[str, str]:
    """Return the module and the name by which a file names a class or a function."""
    module, name = thing.__module__, thing.__qualname__
    package, _, rest = module.partition(".")
    if package == "retrograd":
        parts = rest.split(".") if rest else []
        if parts[:1] == ["nn"] and len(parts) > 1 and parts[1] not in _BESIDE_MODULES:
            parts.insert(1, "modules")
        return ".".join(["torch", *parts]), name
    if (module, name) in _OLD:
        return _OLD[module, name]
    return _OLD_MODULES.get(module, module), name


def is_known(module: str, name: str) -> bool:
    """Return whether every file may name it."""
    module, name = _NEW.get((module, name), (_NEW_MODULES.get(module, module), name))
    return f"{module}.{name}" in _KNOWN


def find(module: str, name: str) -> object:
    """Return what a file means by a name. Raises FileError for all that is not allowed."""
    module, name = _NEW.get((module, name), (_NEW_MODULES.get(module, module), name))
    full = f"{module}.{name}"
    if full in _KNOWN:
        return _KNOWN[full][0]
    if full in _safe:
        return _safe[full]
    if full.startswith("torch.") and (full.endswith("Storage") or full.count(".") == 1):
        raise FileError(f"load: the file needs {full}, which retrograd does not have")
    raise FileError(
        f"load: the file names {full}: {CODE_IS_NOT_LOADED}; for this one that is"
        f" serialization.add_safe_globals([{full}]). A state_dict() in place of a whole module"
        " needs none"
    )


def maker_of(thing: Any) -> Callable[..., Any]:
    """Return what makes an instance of what find() returned. Raises FileError if nothing may."""
    maker = _MAKERS.get(id(thing))
    if maker is None and vouched(thing):
        maker = thing
    if maker is None:
        raise FileError(f"load: the file calls {thing!r}; {CODE_IS_NOT_LOADED}")
    return maker


def may_have_state(thing: object) -> bool:
    """Return whether a file may set the attributes of an instance."""
    return type(thing) is OrderedDict or vouched(type(thing))


def add_safe_globals(safe_globals: list[Any]) -> None:
    """Allow files to name these classes and functions from now on.

    A class is given, or a pair of it and the full name by which files know it. load() then makes
    instances and sets their attributes: allow what you would run from where the file came from.

    Raises ValueError for a tuple that is no pair, TypeError for a name that is no string, and
    RuntimeError for what is of a module such as ``os`` or ``sys``, which is never allowed.

    >>> import retrograd as rg
    >>> rg.serialization.add_safe_globals([slice])
    >>> rg.serialization.get_safe_globals()
    [<class 'slice'>]
    >>> rg.serialization.clear_safe_globals()
    """
    _safe.update(_named(safe_globals))


def _named(safe_globals: list[Any]) -> dict[str, object]:
    named: dict[str, object] = {}
    for given in safe_globals:
        if isinstance(given, tuple):
            if len(given) != 2:
                raise ValueError(
                    "add_safe_globals: a tuple is a class or function and its full name, and one"
                    f" of {len(given)} came"
                )
            thing, full = given
            if not isinstance(full, str):
                raise TypeError(f"add_safe_globals: a name must be a str, not {full!r}")
            names = [full]
        else:
            thing = given
            module, name = torch_name(thing)
            names = [f"{module}.{name}", f"{thing.__module__}.{thing.__qualname__}"]
        for full in names:
            if full.rpartition(".")[0] in _NEVER:
                raise RuntimeError(f"add_safe_globals: {full} is never loaded from a file")
            named[full] = thing
    return named


def get_safe_globals() -> list[Any]:
    """Return what add_safe_globals() has allowed.

    >>> import retrograd as rg
    >>> rg.serialization.get_safe_globals()
    []
    """
    different = {id(thing): thing for thing in _safe.values()}
    return list(different.values())


def clear_safe_globals() -> None:
    """Allow no more than what every file may name.

    >>> import retrograd as rg
    >>> rg.serialization.clear_safe_globals()
    """
    _safe.clear()


class safe_globals:
    """Allow files to name classes and functions within a ``with`` block: see add_safe_globals().

    >>> import retrograd as rg
    >>> with rg.serialization.safe_globals([slice]):
    ...     rg.serialization.get_safe_globals()
    [<class 'slice'>]
    >>> rg.serialization.get_safe_globals()
    []
    """

    def __init__(self, safe_globals: list[Any]) -> None:
        self.safe_globals: list[Any] = safe_globals

    def __enter__(self) -> None:
        add_safe_globals(self.safe_globals)

    def __exit__(self, *error: object) -> None:
        for name in _named(self.safe_globals):
            _safe.pop(name, None)


def is_importable(thing: Any) -> bool:
    """Return whether a class or function is found where it says that it is."""
    found: Any = sys.modules.get(thing.__module__)
    for part in thing.__qualname__.split("."):
        found = getattr(found, part, None)
    return found is thing
