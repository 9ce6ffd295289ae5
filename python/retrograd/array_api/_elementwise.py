"""Functions of one element or two, where the standard asks for more than torch's do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, overload

from .. import _core
from .._core import Tensor
from ._types import Number, as_type, promoted, result_type

OfTwo: TypeAlias = Callable[[Tensor | Number, Tensor | Number], Tensor]


def _of_two(name: str, formula: str, operation: Callable[..., Tensor]) -> OfTwo:
    """An operation whose tensors count with their types alone, and may be numbers."""

    def of_two(x1: Tensor | Number, x2: Tensor | Number, /) -> Tensor:
        a, b = promoted(x1, x2)
        return operation(a, b)

    of_two.__name__ = of_two.__qualname__ = name
    of_two.__module__ = "retrograd.array_api"
    of_two.__doc__ = (
        f"{formula}, element by element.\n\n"
        "One of the two may be a number, which takes the type of the other. Tensors are\n"
        "broadcast and converted to one type, those without dimensions as well.\n"
    )
    return of_two


add: OfTwo = _of_two("add", "x1 + x2", _core.add)
atan2: OfTwo = _of_two("atan2", "The angle of the point (x2, x1)", _core.atan2)
bitwise_and: OfTwo = _of_two("bitwise_and", "x1 & x2", _core.bitwise_and)
bitwise_left_shift: OfTwo = _of_two("bitwise_left_shift", "x1 << x2", _core.bitwise_left_shift)
bitwise_or: OfTwo = _of_two("bitwise_or", "x1 | x2", _core.bitwise_or)
bitwise_right_shift: OfTwo = _of_two("bitwise_right_shift", "x1 >> x2", _core.bitwise_right_shift)
bitwise_xor: OfTwo = _of_two("bitwise_xor", "x1 ^ x2", _core.bitwise_xor)
copysign: OfTwo = _of_two("copysign", "|x1| with the sign of x2", _core.copysign)
divide: OfTwo = _of_two("divide", "x1 / x2", _core.div)
equal: OfTwo = _of_two("equal", "x1 == x2", _core.eq)
floor_divide: OfTwo = _of_two("floor_divide", "floor(x1 / x2)", _core.floor_divide)
greater: OfTwo = _of_two("greater", "x1 > x2", _core.gt)
greater_equal: OfTwo = _of_two("greater_equal", "x1 >= x2", _core.ge)
hypot: OfTwo = _of_two("hypot", "sqrt(x1^2 + x2^2)", _core.hypot)
less: OfTwo = _of_two("less", "x1 < x2", _core.lt)
less_equal: OfTwo = _of_two("less_equal", "x1 <= x2", _core.le)
logaddexp: OfTwo = _of_two("logaddexp", "log(exp(x1) + exp(x2))", _core.logaddexp)
logical_and: OfTwo = _of_two("logical_and", "x1 and x2", _core.logical_and)
logical_or: OfTwo = _of_two("logical_or", "x1 or x2", _core.logical_or)
logical_xor: OfTwo = _of_two("logical_xor", "x1 or x2, and not both", _core.logical_xor)
maximum: OfTwo = _of_two("maximum", "The greater of x1 and x2", _core.maximum)
minimum: OfTwo = _of_two("minimum", "The less of x1 and x2", _core.minimum)
multiply: OfTwo = _of_two("multiply", "x1 x2", _core.mul)
nextafter: OfTwo = _of_two("nextafter", "The next number from x1 towards x2", _core.nextafter)
not_equal: OfTwo = _of_two("not_equal", "x1 != x2", _core.ne)
pow: OfTwo = _of_two("pow", "x1 ** x2", _core.pow)
remainder: OfTwo = _of_two("remainder", "x1 - x2 floor(x1 / x2)", _core.remainder)
subtract: OfTwo = _of_two("subtract", "x1 - x2", _core.sub)


def clip(
    x: Tensor, /, min: Tensor | Number | None = None, max: Tensor | Number | None = None
) -> Tensor:
    """``minimum(maximum(x, min), max)``, of the type of ``x``; None is no bound.

    >>> import retrograd as rg
    >>> rg.array_api.clip(rg.tensor([-1.5, 0.5, 2.5]), 0, rg.tensor(2.0))
    tensor([0.0000, 0.5000, 2.0000])
    """
    # A number is a bound as it is; of a tensor and a number the engine has no form.
    mixed = isinstance(min, Tensor) or isinstance(max, Tensor)
    low, high = (as_type(b, x.dtype) if mixed and b is not None else b for b in (min, max))
    if low is None and high is None:
        return x.clone()
    operation: Callable[..., Tensor] = _core.clamp
    return operation(x, low, high).to(x.dtype)


def real(x: Tensor, /) -> Tensor:
    """``x`` itself, since there are no complex types."""
    return x


def sign(x: Tensor, /) -> Tensor:
    """-1, 0 or 1, and nan for nan, where torch's function gives 0.

    >>> import retrograd as rg
    >>> rg.array_api.sign(rg.tensor([-3.0, 0.0, rg.nan]))
    tensor([-1.,  0., nan])
    """
    found = _core.sign(x)
    return _core.where(_core.isnan(x), x, found) if x.dtype.is_floating_point else found


@overload
def where(condition: Tensor, x1: None = None, x2: None = None, /) -> tuple[Tensor, ...]: ...
@overload
def where(condition: Tensor, x1: Tensor | Number, x2: Tensor | Number, /) -> Tensor: ...
def where(
    condition: Tensor, x1: Tensor | Number | None = None, x2: Tensor | Number | None = None, /
) -> Tensor | tuple[Tensor, ...]:
    """``x1`` where the condition holds, ``x2`` elsewhere; one or both may be numbers.

    With the condition alone, which the standard has no word for and libraries use: the places
    where it holds, as ``nonzero`` gives them.

    >>> import retrograd as rg
    >>> rg.array_api.where(rg.tensor([True, False]), rg.tensor([1, 2]), 0)
    tensor([1, 0])
    """
    operation: Callable[..., Any] = _core.where
    if x1 is None or x2 is None:
        if x1 is not x2:
            raise TypeError("where: expected a condition alone, or x1 and x2 with it, not one")
        return tuple(operation(condition))
    if not isinstance(x1, Tensor) and not isinstance(x2, Tensor):
        t = result_type(_core.bool, x1, x2)
        x1, x2 = as_type(x1, t), as_type(x2, t)
    found: Tensor = operation(condition, *promoted(x1, x2))
    return found
