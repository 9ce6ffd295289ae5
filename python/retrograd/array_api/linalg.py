"""The standard's extension for linear algebra: what retrograd.linalg has, under its words."""

from __future__ import annotations

from .. import _core
from .. import linalg as _linalg
from .._core import Tensor
from .._core import dtype as _dtype
from ..linalg import (
    cholesky,
    det,
    diagonal,
    eigh,
    eigvalsh,
    inv,
    matrix_norm,
    matrix_power,
    matrix_rank,
    pinv,
    qr,
    slogdet,
    svd,
    svdvals,
)
from ._products import matmul, matrix_transpose, tensordot, vecdot
from ._types import promoted


def cross(x1: Tensor, x2: Tensor, /, *, axis: int = -1) -> Tensor:
    """The vectors that stand on both of two, in space; the other axes are broadcast.

    >>> import retrograd as rg
    >>> rg.array_api.linalg.cross(rg.tensor([[1, 0, 0], [0, 1, 0]]), rg.tensor([0, 0, 1]))
    tensor([[ 0, -1,  0],
            [ 1,  0,  0]])
    """
    a, b = _core.broadcast_tensors(*promoted(x1, x2))
    return _linalg.cross(a, b, dim=axis)


def outer(x1: Tensor, x2: Tensor, /) -> Tensor:
    """``x1[i] x2[j]`` for two vectors.

    >>> import retrograd as rg
    >>> rg.array_api.linalg.outer(rg.tensor([1, 2]), rg.tensor([3, 4]))
    tensor([[3, 4],
            [6, 8]])
    """
    a, b = promoted(x1, x2)
    return _core.outer(a, b)


def solve(x1: Tensor, x2: Tensor, /) -> Tensor:
    """``y`` with ``x1 y = x2``; ``x2`` is a vector only if it has one dimension, else matrices.

    >>> import retrograd as rg
    >>> rg.array_api.linalg.solve(rg.tensor([[2.0, 0.0], [0.0, 4.0]]), rg.tensor([2.0, 2.0]))
    tensor([1.0000, 0.5000])
    """
    a, b = promoted(x1, x2)
    # torch's function takes what has one dimension less than x1 as a stack of vectors.
    return _linalg.solve(a, b[None] if b.ndim > 1 and b.ndim == a.ndim - 1 else b)


def trace(x: Tensor, /, *, offset: int = 0, dtype: _dtype | None = None) -> Tensor:
    """The sum of a diagonal of each matrix.

    >>> import retrograd as rg
    >>> rg.array_api.linalg.trace(rg.tensor([[1, 2], [3, 4]]), offset=1)
    tensor(2)
    """
    return _core.sum(_linalg.diagonal(x, offset=offset), -1, dtype=dtype)


def vector_norm(
    x: Tensor,
    /,
    *,
    axis: int | tuple[int, ...] | None = None,
    keepdims: bool = False,
    ord: float = 2,
) -> Tensor:
    """``sum(|x| ** ord) ** (1 / ord)``, and its limits for 0, inf and -inf.

    >>> import retrograd as rg
    >>> rg.array_api.linalg.vector_norm(rg.tensor([3.0, 4.0]))
    tensor(5.)
    """
    if axis == ():
        return _linalg.vector_norm(x.unsqueeze(-1), ord, -1)
    return _linalg.vector_norm(x, ord, axis, keepdims)


def __dir__() -> list[str]:
    return __all__


__all__ = [
    "cholesky",
    "cross",
    "det",
    "diagonal",
    "eigh",
    "eigvalsh",
    "inv",
    "matmul",
    "matrix_norm",
    "matrix_power",
    "matrix_rank",
    "matrix_transpose",
    "outer",
    "pinv",
    "qr",
    "slogdet",
    "solve",
    "svd",
    "svdvals",
    "tensordot",
    "trace",
    "vecdot",
    "vector_norm",
]
