"""The types of torch that tensors here do not have: named, for tables that list them all.

``torch.complex64`` in a dict of types, or compared with the type of a tensor, is like any other; an
operation that is asked for it says that it must be a dtype.
"""

from __future__ import annotations

_SIZES = {
    "complex32": 4,
    "complex64": 8,
    "complex128": 16,
    "uint16": 2,
    "uint32": 4,
    "uint64": 8,
    "qint8": 1,
    "quint8": 1,
    "qint32": 4,
}


class _OtherType:
    """What a dtype tells of itself."""

    __slots__ = ("_name", "is_complex", "is_floating_point", "is_signed", "itemsize")

    def __init__(self, name: str, itemsize: int) -> None:
        self._name = name
        self.itemsize = itemsize
        self.is_floating_point = False
        self.is_complex = name.startswith("complex")
        self.is_signed = not name.startswith(("uint", "quint"))

    def __repr__(self) -> str:
        return f"torch.{self._name}"

    def __reduce__(self) -> str:
        return self._name


# Each of a class of its name, which is what errors call it by.
_NAMED = {
    name: type(name, (_OtherType,), {"__slots__": (), "__module__": "retrograd"})(name, size)
    for name, size in _SIZES.items()
}
complex32 = chalf = _NAMED["complex32"]
complex64 = cfloat = _NAMED["complex64"]
complex128 = cdouble = _NAMED["complex128"]
uint16 = _NAMED["uint16"]
uint32 = _NAMED["uint32"]
uint64 = _NAMED["uint64"]
qint8 = _NAMED["qint8"]
quint8 = _NAMED["quint8"]
qint32 = _NAMED["qint32"]
