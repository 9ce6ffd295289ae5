"""Products of vectors and matrices, of any types."""

from __future__ import annotations

from collections.abc import Sequence

from .. import _core
from .._core import Tensor
from ._types import promoted


def matmul(x1: Tensor, x2: Tensor, /) -> Tensor:
    """The product of matrices, or of stacks of them.

    >>> import retrograd as rg
    >>> rg.array_api.matmul(rg.tensor([[1, 2]]), rg.tensor([[3.0], [4.0]]))
    tensor([[11.]])
    """
    a, b = promoted(x1, x2)
    return _core.matmul(a, b)


def matrix_transpose(x: Tensor, /) -> Tensor:
    """A view with the last two axes exchanged.

    >>> import retrograd as rg
    >>> rg.array_api.matrix_transpose(rg.tensor([[1, 2]]))
    tensor([[1],
            [2]])
    """
    return x.mT


def tensordot(
    x1: Tensor, x2: Tensor, /, *, axes: int | tuple[Sequence[int], Sequence[int]] = 2
) -> Tensor:
    """The products summed over pairs of axes: the last of one and the first of the other, or named.

    >>> import retrograd as rg
    >>> rg.array_api.tensordot(rg.ones(2, 3), rg.ones(3), axes=1)
    tensor([3., 3.])
    """
    a, b = promoted(x1, x2)
    return _core.tensordot(a, b, axes if isinstance(axes, int) else (list(axes[0]), list(axes[1])))


def vecdot(x1: Tensor, x2: Tensor, /, *, axis: int = -1) -> Tensor:
    """The products summed over one axis of both, the others broadcast.

    >>> import retrograd as rg
    >>> rg.array_api.vecdot(rg.tensor([[1, 2], [3, 4]]), rg.tensor([1, 1]))
    tensor([3, 7])
    """
    a, b = (x.movedim(axis, -1) for x in promoted(x1, x2))
    if a.shape[-1] != b.shape[-1]:
        raise ValueError(
            f"vecdot: axis {axis} has length {a.shape[-1]} in one and {b.shape[-1]} in the other"
        )
    return (a.unsqueeze(-2) @ b.unsqueeze(-1)).squeeze((-2, -1))
