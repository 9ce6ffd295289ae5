"""Writes pickles of protocol 2 as torch's are, with torch's names for what is torch's."""

from __future__ import annotations

import copyreg
import struct
from _codecs import encode
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pickle import PicklingError
from types import BuiltinFunctionType, FunctionType
from typing import Any

from .. import _core
from .._C import DisableTorchFunctionSubclass
from .._core import Size, Tensor, dtype
from ..nn.parameter import Parameter
from ..storage import TypedStorage, UntypedStorage
from ._known import STORAGES, is_known
from ._naming import is_importable, torch_name

__all__ = ["Pickler"]

_BATCH = 1000  # items that one opcode adds


class Pickler:
    """Writes one object; ``storages`` has then the memory that it refers to, by key."""

    def __init__(self) -> None:
        self.storages: dict[str, UntypedStorage] = {}
        self.classes: list[str] = []  # what load() will have to be allowed to name
        self._out = bytearray()
        self._count = 0  # of what a later part of the pickle can refer to
        self._memo: dict[int, int] = {}
        self._kept: list[object] = []  # so that no id is given twice
        self._keys: dict[tuple[int, int], tuple[str, dtype]] = {}

    def dump(self, obj: object) -> bytes:
        """Return the pickle.

        Raises PicklingError for what has no name to be found by, RuntimeError for memory that is
        read as two types.
        """
        self._out += b"\x80\x02"
        self._save(obj)
        self._out += b"."
        return bytes(self._out)

    def _save(self, obj: Any) -> None:
        kind = type(obj)
        atom = _ATOMS.get(kind)
        if atom:
            self._out += atom(obj)
            return
        known = self._memo.get(id(obj))
        if known is not None:
            self._out += b"h%c" % known if known <= 0xFF else b"j" + known.to_bytes(4, "little")
            return
        writer = _WRITERS.get(kind)
        if writer:
            writer(self, obj)
        elif isinstance(obj, Tensor):
            self._instance(obj, kind)
        elif isinstance(obj, (type, FunctionType, BuiltinFunctionType)):
            self._name(obj, *torch_name(obj))
        else:
            self._object(obj, kind)

    def _put(self) -> None:
        """Number what is written, in step with torch's pickles."""
        index = self._count
        self._count = index + 1
        self._out += b"q%c" % index if index <= 0xFF else b"r" + index.to_bytes(4, "little")

    def _remember(self, obj: object) -> None:
        self._memo[id(obj)] = self._count
        self._kept.append(obj)
        self._put()

    def _str(self, obj: str) -> None:
        data = obj.encode("utf-8", "surrogatepass")
        if len(data) >= 2**32:
            raise PicklingError("save: a string takes 4 GB or more; save its bytes as a tensor")
        self._out += b"X" + len(data).to_bytes(4, "little") + data
        self._remember(obj)

    def _bytes(self, obj: bytes) -> None:
        self._reduce(obj, encode, (obj.decode("latin1"), "latin1"))

    def _bytearray(self, obj: bytearray) -> None:
        self._reduce(obj, bytearray, (bytes(obj),) if obj else ())

    def _tuple(self, obj: tuple[Any, ...]) -> None:
        if not obj:
            self._out += b")"
            return
        if len(obj) > 3:
            self._out += b"("
        for item in obj:
            self._save(item)
        if id(obj) in self._memo:
            raise PicklingError("save: a tuple holds something that holds the tuple itself")
        self._out += _TUPLES.get(len(obj), b"t")
        self._remember(obj)

    def _ints(self, numbers: Sequence[int]) -> None:
        """Write a tuple of ints that nothing refers to."""
        if len(numbers) > 3:
            self._out += b"("
        self._out += b"".join(map(_int, numbers))
        self._out += _TUPLES.get(len(numbers), b"t")
        if numbers:
            self._put()

    def _list(self, obj: list[Any]) -> None:
        self._out += b"]"
        self._remember(obj)
        self._items(obj)

    def _dict(self, obj: dict[Any, Any]) -> None:
        self._out += b"}"
        self._remember(obj)
        self._pairs(obj.items())

    def _set(self, obj: set[Any] | frozenset[Any]) -> None:
        self._reduce(obj, type(obj), (list(obj),))

    def _size(self, obj: Size) -> None:
        self._reduce(obj, Size, (tuple(obj),))

    def _dtype(self, obj: dtype) -> None:
        self._name(obj, *str(obj).split("."))

    def _layout(self, obj: object) -> None:
        self._save(_LAYOUT)
        self._save((str(obj),))
        self._out += b"R"
        self._put()

    def _items(self, items: Iterable[Any]) -> None:
        for batch in _batches(items):
            self._out += b"(" if len(batch) > 1 else b""
            (kind, *others) = set(map(type, batch))
            if kind in _ATOMS and not others:
                self._out += b"".join(map(_ATOMS[kind], batch))
            else:
                for item in batch:
                    self._save(item)
            self._out += b"e" if len(batch) > 1 else b"a"

    def _pairs(self, pairs: Iterable[tuple[Any, Any]]) -> None:
        for batch in _batches(pairs):
            self._out += b"(" if len(batch) > 1 else b""
            for key, value in batch:
                self._save(key)
                self._save(value)
            self._out += b"u" if len(batch) > 1 else b"s"

    def _name(self, obj: Any, module: str, name: str) -> None:
        if not is_known(module, name):
            if not is_importable(obj):
                raise PicklingError(
                    f"save: {obj!r} is not what {module}.{name} is, so that no file can name it"
                )
            self.classes.append(f"{module}.{name}")
        self._out += b"c%b\n%b\n" % (module.encode(), name.encode())
        self._remember(obj)

    def _reduce(
        self,
        obj: object,
        make: Callable[..., Any],
        args: tuple[Any, ...],
        state: object = None,
        items: Iterable[Any] | None = None,
        pairs: Iterable[tuple[Any, Any]] | None = None,
        setter: object = None,
    ) -> None:
        if setter is not None or getattr(make, "__name__", "") == "__newobj_ex__":
            raise PicklingError(f"save: a {type(obj).__name__} needs a later protocol than 2")
        if getattr(make, "__name__", "") == "__newobj__":
            self._save(args[0])
            self._save(tuple(args[1:]))
            self._out += b"\x81"
        else:
            self._save(make)
            self._save(args)
            self._out += b"R"
        self._remember(obj)
        self._items(items or ())
        self._pairs(pairs or ())
        if state is not None:
            self._save(state)
            self._out += b"b"

    def _object(self, obj: Any, kind: type) -> None:
        make = copyreg.dispatch_table.get(kind)
        parts: Any = make(obj) if make else obj.__reduce_ex__(2)
        if isinstance(parts, str):
            self._name(obj, obj.__module__, parts)
        else:
            self._reduce(obj, *parts)

    def _storage(self, obj: TypedStorage | UntypedStorage) -> None:
        memory = obj.untyped()
        self._memory(memory._memory, getattr(obj, "dtype", None))

    def _memory(self, x: Tensor, type: dtype | None) -> None:
        """Write what refers to the memory behind ``x``, of elements of a type, or of bytes."""
        read_as = type or _core.uint8
        memory: UntypedStorage = x.untyped_storage()
        size = memory.nbytes()
        # By its address, which x.data has too, if there is memory at all.
        place = memory.data_ptr() if size else -_core._storage_id(x)
        key, before = self._keys.setdefault((place, size), (str(len(self._keys)), read_as))
        self.storages.setdefault(key, memory)
        if before is not read_as:
            raise RuntimeError(
                f"save: the same memory is that of a tensor of {before} and of one of {read_as},"
                " and a file has one type for it; clone() one of them"
            )
        self._out += b"("
        self._save("storage")
        self._save(_STORAGE_TYPES[type] if type else UntypedStorage)
        self._save(key)
        self._save("cpu")
        self._out += _int(size // read_as.itemsize)
        self._out += b"t"
        self._put()
        self._out += b"Q"

    def _tensor(self, obj: Tensor) -> None:
        if vars(obj):
            self._instance(obj, Tensor)
            return
        self._save(_REBUILD)
        self._rebuilt(obj, obj.requires_grad)
        self._out += b"R"
        self._remember(obj)

    def _instance(self, obj: Tensor, kind: type[Tensor]) -> None:
        """Write a tensor of a subclass, or with attributes."""
        if kind.__reduce_ex__ is not Tensor.__reduce_ex__:
            self._object(obj, kind)
            return
        with DisableTorchFunctionSubclass():
            attributes, requires_grad = vars(obj), obj.requires_grad
            plain = obj.detach().as_subclass(Tensor)
        self._save(_REBUILD_FROM_TYPE)
        self._out += b"("
        self._save(_REBUILD)
        self._save(kind)
        self._rebuilt(plain, requires_grad)
        self._save(attributes)
        self._out += b"t"
        self._put()
        self._out += b"R"
        self._remember(obj)

    def _parameter(self, obj: Parameter) -> None:
        attributes = vars(obj)
        self._save(_REBUILD_WITH_STATE if attributes else _REBUILD_PARAMETER)
        self._out += b"(" if attributes else b""
        self._save(_REBUILD)
        self._rebuilt(obj, False)
        self._out += b"R"
        self._put()
        self._out += _bool(obj.requires_grad)
        self._no_hooks()
        if attributes:
            self._save(attributes)
        self._out += b"t" if attributes else b"\x87"
        self._put()
        self._out += b"R"
        self._remember(obj)

    def _rebuilt(self, x: Tensor, requires_grad: bool) -> None:
        """Write the arguments of _rebuild_tensor_v2."""
        self._out += b"("
        self._memory(x, x.dtype)
        self._out += _int(x.storage_offset())
        self._ints(x.shape)
        self._ints(x.stride())
        self._out += _bool(requires_grad)
        self._no_hooks()
        self._out += b"t"
        self._put()

    def _no_hooks(self) -> None:
        self._save(OrderedDict)
        self._out += b")R"
        self._put()


class _Named:
    """What is written as a name alone: ``torch.FloatStorage``."""

    def __init__(self, module: str, name: str) -> None:
        self.module: str = module
        self.name: str = name


_STORAGE_TYPES = {type: _Named("torch", name) for type, name in STORAGES.items()}
_REBUILD = _Named("torch._utils", "_rebuild_tensor_v2")
_REBUILD_PARAMETER = _Named("torch._utils", "_rebuild_parameter")
_REBUILD_WITH_STATE = _Named("torch._utils", "_rebuild_parameter_with_state")
_REBUILD_FROM_TYPE = _Named("torch._tensor", "_rebuild_from_type_v2")
_LAYOUT = _Named("torch.serialization", "_get_layout")


def _bool(obj: bool) -> bytes:
    return b"\x88" if obj else b"\x89"


def _int(obj: int) -> bytes:
    if 0 <= obj <= 0xFF:
        return b"K%c" % obj
    if 0 <= obj <= 0xFFFF:
        return b"M" + obj.to_bytes(2, "little")
    if -(2**31) <= obj < 2**31:
        return b"J" + obj.to_bytes(4, "little", signed=True)
    size = (obj if obj >= 0 else ~obj).bit_length() // 8 + 1
    told = b"\x8a%c" % size if size <= 255 else b"\x8b" + size.to_bytes(4, "little")
    return told + obj.to_bytes(size, "little", signed=True)


# What nothing later refers to: numbers and the like.
_ATOMS: dict[type, Callable[[Any], bytes]] = {
    type(None): lambda _: b"N",
    bool: _bool,
    int: _int,
    float: partial(struct.Struct(">cd").pack, b"G"),
}
_TUPLES = {0: b")", 1: b"\x85", 2: b"\x86", 3: b"\x87"}
_WRITERS: dict[type, Callable[[Pickler, Any], None]] = {
    str: Pickler._str,
    bytes: Pickler._bytes,
    bytearray: Pickler._bytearray,
    tuple: Pickler._tuple,
    list: Pickler._list,
    dict: Pickler._dict,
    set: Pickler._set,
    frozenset: Pickler._set,
    Size: Pickler._size,
    dtype: Pickler._dtype,
    type(_core.strided): Pickler._layout,
    Tensor: Pickler._tensor,
    Parameter: Pickler._parameter,
    TypedStorage: Pickler._storage,
    UntypedStorage: Pickler._storage,
    _Named: lambda pickler, obj: pickler._name(obj, obj.module, obj.name),
}


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(items)
    while batch := list(islice(left, _BATCH)):
        yield batch
