"""finfo and iinfo: what numbers an element type holds."""

from __future__ import annotations

import math

from . import _core
from ._core import dtype as _dtype

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    _Type: TypeAlias = _dtype | type[float] | type[int]


def _name(t: object) -> str:
    return str(t).removeprefix("torch.")


# The eps, max and tiny of types that are named here alone: they leave out infinities, or signs.
_FLOAT8 = {
    "float8_e4m3fn": (0.125, 448.0, 2.0**-6),
    "float8_e4m3fnuz": (0.125, 240.0, 2.0**-7),
    "float8_e5m2": (0.25, 57344.0, 2.0**-14),
    "float8_e5m2fnuz": (0.125, 57344.0, 2.0**-15),
    "float8_e8m0fnu": (1.0, 2.0**127, 2.0**-127),
}


def _checked(what: str, t: object) -> Any:
    if isinstance(t, _dtype):
        return t
    from ._other_types import _OtherType

    if isinstance(t, _OtherType):
        return getattr(_core, f"float{4 * t.itemsize}") if t.is_complex else t
    for python, ours in ((float, _core.float64), (int, _core.int64), (bool, _core.bool)):
        if t is python:
            return ours
    raise TypeError(
        f"{what}(): argument 'type' (position 1) must be torch.dtype, not {type(t).__name__}"
    )


class _Limits:
    """Attributes that are set once, when they are made."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in type(self).__annotations__ and name not in self.__dict__:
            return object.__setattr__(self, name, value)
        self.__delattr__(name)

    def __delattr__(self, name: str) -> None:
        kind = f"torch.{type(self).__name__}"
        if hasattr(self, name):
            raise AttributeError(f"attribute {name!r} of {kind!r} objects is not writable")
        raise AttributeError(f"{kind!r} object has no attribute {name!r}")


class finfo(_Limits):
    """The limits of a floating type; of the default type where none is given.

    ``bits`` of an element; ``max`` and ``min``, the finite numbers at the ends; ``eps``, from 1 to
    the next number; ``tiny`` or ``smallest_normal``, the least positive number of full precision;
    ``resolution``, ten to the minus of the decimal digits that always survive; ``dtype``, the name.

    Raises:  TypeError for what is no floating type.
    Source:  torch.finfo.

    >>> rg.finfo(rg.float16).max
    65504.0
    >>> rg.finfo(rg.float32)
    finfo(resolution=1e-06, min=-3.40282e+38, max=3.40282e+38, eps=1.19209e-07, \
smallest_normal=1.17549e-38, tiny=1.17549e-38, dtype=float32)
    """

    bits: int
    dtype: str
    eps: float
    max: float
    min: float
    tiny: float
    smallest_normal: float
    resolution: float

    def __init__(self, type: _Type | None = None) -> None:
        t = _core.get_default_dtype() if type is None else _checked("finfo", type)
        if not t.is_floating_point:
            raise TypeError(
                f"torch.finfo() requires a floating point input type, not {_name(t)}. "
                "Use torch.iinfo to handle 'torch.finfo'"
            )
        if not isinstance(t, _dtype):
            self.bits, self.dtype, self.resolution = 8, _name(t), 1.0
            self.eps, self.max, self.tiny = _FLOAT8[self.dtype]
            self.min = self.tiny if self.dtype == "float8_e8m0fnu" else -self.max
            self.smallest_normal = self.tiny
            return
        # A sign, the exponent, and the significand without its leading bit.
        digits = _core._digits(t)
        self.bits = 8 * t.itemsize
        self.dtype = _name(t)
        greatest_exponent = 2 ** (self.bits - digits - 1) - 1
        self.eps = 2.0 ** (1 - digits)
        self.max = (2 - self.eps) * 2.0**greatest_exponent
        self.min = -self.max
        self.tiny = 2.0 ** (1 - greatest_exponent)
        self.smallest_normal = self.tiny
        self.resolution = float(f"1e-{math.floor((digits - 1) * math.log10(2))}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, finfo) and self.dtype == other.dtype

    def __repr__(self) -> str:
        names = ("resolution", "min", "max", "eps", "smallest_normal", "tiny")
        shown = ", ".join(f"{name}={getattr(self, name):.6g}" for name in names)
        return f"finfo({shown}, dtype={self.dtype})"


class iinfo(_Limits):
    """The limits of an integer type: ``bits``, ``max``, ``min``, and its name as ``dtype``.

    Raises:  TypeError for what is no integer type; bool is none.
    Source:  torch.iinfo.

    >>> rg.iinfo(rg.int8)
    iinfo(min=-128, max=127, dtype=int8)
    """

    bits: int
    dtype: str
    max: int
    min: int

    def __init__(self, type: _Type) -> None:
        t = _checked("iinfo", type)
        if t.is_floating_point:
            raise TypeError(
                f"torch.iinfo() requires an integer input type, not {_name(t)}. "
                "Use torch.finfo to handle 'torch.iinfo'"
            )
        if t is _core.bool:
            raise TypeError("torch.bool is not supported by torch.iinfo")
        self.bits = 8 * t.itemsize
        self.dtype = _name(t)
        self.max = 2 ** (self.bits - t.is_signed) - 1
        self.min = -self.max - 1 if t.is_signed else 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, iinfo) and self.dtype == other.dtype

    def __repr__(self) -> str:
        return f"iinfo(min={self.min:.6g}, max={self.max:.6g}, dtype={self.dtype})"
