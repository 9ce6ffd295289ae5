"""All parameters as one vector, and back."""

from __future__ import annotations

from collections.abc import Iterable

from ..._core import Tensor, cat

__all__ = ["parameters_to_vector", "vector_to_parameters"]


def __dir__() -> list[str]:
    return __all__


def parameters_to_vector(parameters: Iterable[Tensor]) -> Tensor:
    """Return the elements of all parameters, one after the other, as one vector.

    Gradients flow through it. Raises RuntimeError for no parameters.

    >>> import retrograd as rg
    >>> rg.nn.utils.parameters_to_vector([rg.ones(2), rg.zeros(1, 2)])
    tensor([1., 1., 0., 0.])
    """
    return cat([p.view(-1) for p in parameters])


def vector_to_parameters(vec: Tensor, parameters: Iterable[Tensor]) -> None:
    """Set the ``.data`` of parameters to parts of a vector, whose memory they share from then on.

    Raises TypeError for what is no tensor, RuntimeError where the vector is too short.

    >>> import retrograd as rg
    >>> x = rg.ones(2, 1, requires_grad=True)
    >>> rg.nn.utils.vector_to_parameters(rg.tensor([3.0, 4.0]), [x])
    >>> x
    tensor([[3.],
            [4.]], requires_grad=True)
    """
    if not isinstance(vec, Tensor):
        raise TypeError(f"vector_to_parameters: expected a Tensor, got {type(vec).__name__}")
    start = 0
    for p in parameters:
        p.data = vec[start : start + p.numel()].view_as(p).data
        start += p.numel()
