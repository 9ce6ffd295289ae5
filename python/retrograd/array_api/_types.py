"""Element types in the standard's words: promotion, conversion, limits, and which there are."""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple, TypeAlias

from .. import _core
from .._core import Tensor
from .._core import device as _device
from .._core import dtype as _dtype
from .._limits import finfo as _finfo
from .._limits import iinfo as _iinfo

Number: TypeAlias = bool | int | float

_SIGNED = {"int8": _core.int8, "int16": _core.int16, "int32": _core.int32, "int64": _core.int64}
_UNSIGNED = {"uint8": _core.uint8}
_REAL = {"float32": _core.float32, "float64": _core.float64}
_KINDS: dict[str, dict[str, _dtype]] = {
    "bool": {"bool": _core.bool},
    "signed integer": _SIGNED,
    "unsigned integer": _UNSIGNED,
    "integral": _SIGNED | _UNSIGNED,
    "real floating": _REAL,
    "complex floating": {},
    "numeric": _SIGNED | _UNSIGNED | _REAL,
}


def of_kind(kind: str | tuple[str, ...]) -> dict[str, _dtype]:
    """The standard's types of one kind or of several, by name."""
    if isinstance(kind, tuple):
        return {name: t for part in kind for name, t in of_kind(part).items()}
    if kind not in _KINDS:
        raise ValueError(f"there is no kind {kind!r} of dtypes; there are {', '.join(_KINDS)}")
    return dict(_KINDS[kind])


def isdtype(dtype: _dtype, kind: _dtype | str | tuple[_dtype | str, ...]) -> bool:
    """Whether a dtype is of a kind, or of one of several: 'bool', 'signed integer',
    'unsigned integer', 'integral', 'real floating', 'complex floating', 'numeric', or a dtype.

    Raises:  ValueError for a kind that is not among them; TypeError for what is no dtype.

    >>> import retrograd as rg
    >>> rg.array_api.isdtype(rg.int8, ("unsigned integer", "real floating"))
    False
    """
    if not isinstance(dtype, _dtype):
        raise TypeError(f"isdtype: expected a dtype, got {type(dtype).__name__}")
    if isinstance(kind, tuple):
        return any(isdtype(dtype, part) for part in kind)
    if isinstance(kind, _dtype):
        return dtype == kind
    if not isinstance(kind, str):
        raise TypeError(f"isdtype: expected a kind as str or dtype, got {type(kind).__name__}")
    # The half types are none of the standard's, and floating all the same.
    half = dtype.is_floating_point and kind in ("real floating", "numeric")
    return half or dtype in of_kind(kind).values()


def result_type(*arrays_and_dtypes: Tensor | _dtype | Number) -> _dtype:
    """The dtype that holds all of the tensors and dtypes; a number counts with its kind alone.

    Other than in torch's function of this name, tensors without dimensions count as any others.

    Raises:  ValueError if there is no tensor and no dtype; TypeError for anything else.

    >>> import retrograd as rg
    >>> rg.array_api.result_type(rg.ones(3, dtype=rg.int16), rg.uint8, 2)
    torch.int16
    """
    types: list[_dtype] = []
    numbers: list[Number] = []
    for x in arrays_and_dtypes:
        if isinstance(x, Tensor):
            types.append(x.dtype)
        elif isinstance(x, _dtype):
            types.append(x)
        elif isinstance(x, (int, float)):
            numbers.append(x)
        else:
            raise TypeError(
                f"result_type: expected tensors, dtypes and numbers, got {type(x).__name__}; "
                "make a tensor of it with asarray()"
            )
    if not types:
        raise ValueError("result_type: expected a tensor or a dtype among the arguments")
    found = reduce(_core.promote_types, types)
    for number in numbers:
        if isinstance(number, float):
            found = found if found.is_floating_point else _core.get_default_dtype()
        elif found == _core.bool and not isinstance(number, bool):
            found = _core.int64
    return found


def promoted(x1: Tensor | Number, x2: Tensor | Number) -> tuple[Tensor, Tensor]:
    """Two tensors of one type, of which one may be given as a number."""
    if isinstance(x1, Tensor):
        if isinstance(x2, Tensor) and x1.dtype == x2.dtype:
            return x1, x2
        if not isinstance(x2, Tensor) and isinstance(x2, (int, float)):  # result_type(), but fast
            t = _core.result_type(x1, x2)
            return x1.to(t), _core.full((), x2, dtype=t)
    t = result_type(x1, x2)
    return as_type(x1, t), as_type(x2, t)


def as_type(x: Tensor | Number, dtype: _dtype) -> Tensor:
    """A tensor of that type, of a tensor or a number."""
    return x.to(dtype) if isinstance(x, Tensor) else _core.full((), x, dtype=dtype)


def can_cast(from_: Tensor | _dtype, to: _dtype, /) -> bool:
    """Whether promotion leads from one dtype to another, within a kind.

    >>> import retrograd as rg
    >>> rg.array_api.can_cast(rg.int64, rg.int8)
    False
    """
    start = from_.dtype if isinstance(from_, Tensor) else from_
    one_kind = start.is_floating_point == to.is_floating_point and (
        (start == _core.bool) == (to == _core.bool)
    )
    return one_kind and _core.promote_types(start, to) == to


def astype(
    x: Tensor, dtype: _dtype, /, *, copy: bool = True, device: str | _device | None = None
) -> Tensor:
    """The elements as another type; with ``copy=False`` ``x`` itself where it has that type.

    >>> import retrograd as rg
    >>> rg.array_api.astype(rg.tensor([1.5, -2.5]), rg.int32)
    tensor([ 1, -2], dtype=torch.int32)
    """
    return (x if device is None else x.to(device)).to(dtype, copy=copy)


class FloatLimits(NamedTuple):
    """What ``finfo`` tells of a floating dtype."""

    bits: int
    eps: float
    max: float
    min: float
    smallest_normal: float
    dtype: _dtype


class IntegerLimits(NamedTuple):
    """What ``iinfo`` tells of an integer dtype."""

    bits: int
    max: int
    min: int
    dtype: _dtype


def finfo(type: _dtype | Tensor, /) -> FloatLimits:
    """The limits of a floating dtype, or of a tensor's.

    >>> import retrograd as rg
    >>> rg.array_api.finfo(rg.float32).eps
    1.1920928955078125e-07
    """
    t = type.dtype if isinstance(type, Tensor) else type
    found = _finfo(t)
    return FloatLimits(found.bits, found.eps, found.max, found.min, found.smallest_normal, t)


def iinfo(type: _dtype | Tensor, /) -> IntegerLimits:
    """The limits of an integer dtype, or of a tensor's.

    >>> import retrograd as rg
    >>> rg.array_api.iinfo(rg.int8).max
    127
    """
    t = type.dtype if isinstance(type, Tensor) else type
    found = _iinfo(t)
    return IntegerLimits(found.bits, found.max, found.min, t)


class Info:
    """What this namespace can do, and with which dtypes and devices."""

    def capabilities(self) -> dict[str, bool | int | None]:
        """Masks as indices and shapes that follow from values: both; and the most dimensions."""
        return {"boolean indexing": True, "data-dependent shapes": True, "max dimensions": 64}

    def default_device(self) -> _device:
        """The device of new tensors."""
        return _device("cpu")

    def devices(self) -> list[_device]:
        """All devices: the CPU."""
        return [_device("cpu")]

    def default_dtypes(self, *, device: str | _device | None = None) -> dict[str, _dtype]:
        """The dtypes of what is made without one; no entry tells of complex ones."""
        return {
            "real floating": _core.get_default_dtype(),
            "integral": _core.int64,
            "indexing": _core.int64,
        }

    def dtypes(
        self, *, device: str | _device | None = None, kind: str | tuple[str, ...] | None = None
    ) -> dict[str, _dtype]:
        """The standard's dtypes that there are, by name; of one kind, or of several."""
        return of_kind(("bool", "numeric") if kind is None else kind)


def __array_namespace_info__() -> Info:
    """What the namespace can do: capabilities, devices and dtypes.

    >>> import retrograd as rg
    >>> sorted(rg.__array_namespace_info__().dtypes(kind="real floating"))
    ['float32', 'float64']
    """
    return Info()
