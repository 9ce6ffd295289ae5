"""The old name of a tensor that takes part in a graph."""

from __future__ import annotations

from .._core import Tensor

__all__ = ["Variable"]


def __dir__() -> list[str]:
    return __all__


class _AnyTensor(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, Tensor)


class Variable(metaclass=_AnyTensor):
    """A tensor: ``Variable(x, requires_grad=True)`` makes a leaf on the memory of ``x``.

    Every tensor is an instance of Variable. New code has no use for it.

    Shape:   any.
    Dtype:   all; float32, float64 with requires_grad.
    Grad:    none; the result is a leaf.
    Raises:  DTypeError to require a gradient of integers.
    Source:  torch.autograd.Variable.

    >>> rg.autograd.Variable(rg.ones(2), requires_grad=True)
    tensor([1., 1.], requires_grad=True)
    """

    def __new__(cls, data: Tensor, requires_grad: bool = False) -> Tensor:  # type: ignore[misc]
        return data.detach().requires_grad_(requires_grad)
