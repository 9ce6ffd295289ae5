"""The types and layouts of torch that tensors here do not have: named, for tables of them all.

``torch.complex64`` in a dict of types, or compared with the type of a tensor, is like any other; an
operation that is asked for it says that it must be a dtype. So it is with ``torch.sparse_coo``.
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
    "quint4x2": 1,
    "quint2x4": 1,
    "float4_e2m1fn_x2": 1,
    "float8_e4m3fn": 1,
    "float8_e4m3fnuz": 1,
    "float8_e5m2": 1,
    "float8_e5m2fnuz": 1,
    "float8_e8m0fnu": 1,
}
_LAYOUTS = [
    "sparse_coo",
    "sparse_csr",
    "sparse_csc",
    "sparse_bsr",
    "sparse_bsc",
    "jagged",
    "_mkldnn",
]


class _Other:
    """A name, which is all that there is of it."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return f"torch.{self._name}"

    def __reduce__(self) -> str:
        return self._name


class _OtherType(_Other):
    """What a dtype tells of itself."""

    __slots__ = ("is_complex", "is_floating_point", "is_signed", "itemsize")

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.itemsize = _SIZES[name]
        self.is_floating_point = name.startswith("float")
        self.is_complex = name.startswith("complex")
        self.is_signed = not name.startswith(("uint", "quint"))


class _OtherLayout(_Other):
    """What a layout tells of itself: nothing."""

    __slots__ = ()


def _named(base: type[_Other], name: str) -> _Other:
    """Of a class of its name, which is what errors call it by."""
    made: _Other = type(name, (base,), {"__slots__": (), "__module__": "retrograd"})(name)
    return made


globals().update({name: _named(_OtherType, name) for name in _SIZES})
globals().update({name: _named(_OtherLayout, name) for name in _LAYOUTS})
chalf, cfloat, cdouble = (globals()[f"complex{bits}"] for bits in (32, 64, 128))
