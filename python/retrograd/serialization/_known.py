"""What every file may name.

A file is made of data. The classes and functions that it names are code, so that this list is
closed; what a program adds to it by add_safe_globals() it vouches for.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable
from typing import Any

from .. import _core, _utils
from .._core import Tensor, device, dtype
from ..nn.parameter import Parameter
from ..storage import UntypedStorage
from ._failed import FileError
from ._naming import from_file
from ._safe import vouched, vouched_for

__all__ = [
    "CODE_IS_NOT_LOADED",
    "DTYPES",
    "STORAGES",
    "StorageType",
    "check_key",
    "find",
    "is_known",
    "maker_of",
    "may_have_state",
]

# What may stand as a key of a dictionary or in a set, besides short tuples of the same.
_KEYS = frozenset({str, int, float, bool, bytes, complex, type(None), dtype, device, range, Tensor})
_KEY_PARTS = 1000

CODE_IS_NOT_LOADED = (
    "classes and functions are code, and code from a file is never run: load() makes tensors,"
    " numbers, strings and their containers, and what serialization.add_safe_globals([...]) allows"
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
    if type(text) is not str or type(codec) is not str or codec != "latin1":
        raise ValueError("bytes in a codec other than latin1")
    return text.encode(codec)


def _slice(*parts: object) -> slice:
    return slice(*parts)


def _layout(name: str) -> object:
    if type(name) is not str or name != "torch.strided":
        raise TypeError("a layout other than torch.strided: retrograd has dense tensors alone")
    return _core.strided


_REBUILD: tuple[Callable[..., Tensor], ...] = (
    _utils._rebuild_tensor,
    _utils._rebuild_tensor_v2,
    _utils._rebuild_parameter,
    _utils._rebuild_parameter_with_state,
)


def _from_type(func: Any, new_type: Any, args: Any, state: Any) -> Tensor:
    # Slots, in a tuple, are set by code of the class.
    plain = (new_type is Tensor or new_type is Parameter) and type(state) is dict
    if not any(func is known for known in _REBUILD) or not (plain or vouched(new_type)):
        raise TypeError("a tensor of a class, or made by a function, that is not allowed")
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
# Types, and makers of tensors, that torch has besides.
_OTHER_TENSORS = tuple(
    f"torch.{word}"
    for word in ("_utils._rebuild", "bits", "complex", "float", "int", "qint", "quint", "uint")
)
_MAKERS = {id(thing): maker for thing, maker in _KNOWN.values() if maker}


def is_known(module: str, name: str) -> bool:
    """Return whether every file may name it."""
    return ".".join(from_file(module, name)) in _KNOWN


def find(module: str, name: str) -> object:
    """Return what a file means by a name. Raises FileError for all that is not allowed."""
    full = ".".join(from_file(module, name))
    if full in _KNOWN:
        return _KNOWN[full][0]
    allowed = vouched_for(full)
    if allowed is not None:
        return allowed
    if full.startswith(_OTHER_TENSORS) or (full.startswith("torch.") and name.endswith("Storage")):
        raise FileError(
            f"load: the file needs {full:.200}, which retrograd does not have: its tensors are"
            f" dense, of the types {', '.join(dict.fromkeys(map(str, DTYPES.values())))}"
        )
    short = full.removeprefix("builtins.")[:200]
    raise FileError(
        f"load: the file names {full:.200}: {CODE_IS_NOT_LOADED}. If you trust where the file came"
        f" from, allow it by serialization.add_safe_globals([{short}]); a state_dict() in place of"
        " a whole module needs no classes"
    )


def maker_of(thing: Any) -> Callable[..., Any]:
    """Return what makes an instance of what find() returned.

    Raises FileError if nothing may, without a word of what it is: to print it could take forever.
    """
    maker = _MAKERS.get(id(thing))
    if maker is None and vouched(thing):
        maker = thing
    if maker is None:
        raise FileError(f"load: the file calls what no file may call: {CODE_IS_NOT_LOADED}")
    return maker


def may_have_state(thing: object) -> bool:
    """Return whether a file may set the attributes of an instance."""
    return type(thing) is OrderedDict or vouched(type(thing))
