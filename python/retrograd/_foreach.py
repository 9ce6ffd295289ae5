"""Operations on lists of tensors, ``torch._foreach_add_`` and the like, one tensor after the other.

Optimizers outside of this package step by them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

from ._core import Tensor, pow
from .linalg import vector_norm

__all__: list[str] = []

_NAMES = """
    abs acos add addcdiv addcmul asin atan ceil clamp_max clamp_min clone copy cos cosh div erf erfc
    exp expm1 floor frac lerp lgamma log log10 log1p log2 max maximum minimum mm mul neg norm pow
    powsum reciprocal round rsqrt sigmoid sign sin sinh sqrt sub tan tanh trunc zero"""
_NOT_IN_PLACE = frozenset({"clone", "max", "mm", "norm", "powsum"})
_IN_PLACE_ALONE = frozenset({"copy", "zero"})
# The operands by name, in their order.
_OPERANDS = """
    tensors1 tensor1 tensor2 src other mat2 scalar scalars exponent value weight weights"""


def _addc(name: str) -> Callable[..., Any]:
    method = getattr(Tensor, name)
    return lambda x, a, b, value=1: method(x, a, b, value=value)


def _single(name: str) -> Callable[..., Any]:
    """What is done to one tensor."""
    plain, end = name.rstrip("_"), "_" if name.endswith("_") else ""
    if plain in ("addcdiv", "addcmul"):
        return _addc(name)
    if plain == "norm":
        return lambda x, ord=2, dtype=None: vector_norm(x, ord, dtype=dtype)
    if plain == "powsum":
        return lambda x, ord=2, dtype=None: (x.abs() ** ord).sum(dtype=dtype)
    # These take numbers too.
    plain = {"maximum": "clamp_min", "minimum": "clamp_max"}.get(plain, plain)
    found: Callable[..., Any] = getattr(Tensor, plain + end)
    return found


def named(name: str) -> Callable[..., Any] | None:
    """The function of the name, without ``_foreach_``; None if there is none."""
    plain = name.rstrip("_")
    in_place = name == plain + "_"
    known = plain in _NAMES.split() and name in (plain, plain + "_")
    if not known or plain in (_NOT_IN_PLACE if in_place else _IN_PLACE_ALONE):
        return None
    op = _single(name)

    def foreach(self: Any, *operands: Any, **options: Any) -> Any:
        operands += tuple(options.pop(key) for key in _OPERANDS.split() if key in options)
        if name == "pow" and not isinstance(self, (list, tuple)):
            return tuple(pow(self, exponent) for exponent in operands[0])
        rows = zip(_list(self), *[_beside(x, len(self)) for x in operands], strict=False)
        results = [op(*row, **options) for row in rows]
        return self if in_place else tuple(results)

    def _list(self: Any) -> Sequence[Tensor]:
        if not isinstance(self, (list, tuple)) or not all(isinstance(x, Tensor) for x in self):
            raise TypeError(f"{foreach.__name__}: expected a list of tensors, got {type(self)}")
        if not self:
            raise RuntimeError(f"{foreach.__name__}: the list of tensors is empty")
        return self

    def _beside(operand: Any, n: int) -> Any:
        """For each tensor the operand that is its own."""
        if isinstance(operand, Tensor) and operand.dim() == 1 and plain.startswith("addc"):
            operand = operand.unbind()
        if not isinstance(operand, (list, tuple)):
            if isinstance(operand, Tensor) and operand.dim() > 0:
                raise RuntimeError(
                    f"{foreach.__name__}: a tensor for all is to have no dimension, got shape "
                    f"{tuple(operand.shape)}"
                )
            return repeat(operand, n)
        if len(operand) != n:
            raise RuntimeError(f"{foreach.__name__}: {n} tensors stand beside {len(operand)}")
        return operand

    foreach.__name__ = foreach.__qualname__ = f"_foreach_{name}"
    foreach.__module__ = "retrograd"
    return foreach


def __dir__() -> list[str]:
    return __all__
