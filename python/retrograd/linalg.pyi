# Written from retrograd._core._stub(); pytest tests/test_stubs.py --update makes it anew.
from collections.abc import Sequence
from typing import TypeAlias, overload

from ._core import LinAlgError as LinAlgError
from ._core import Tensor, dtype

_bool: TypeAlias = bool
_float: TypeAlias = float
_int: TypeAlias = int
_dtype: TypeAlias = dtype
_Number: TypeAlias = int | float | bool

__all__ = [
    "LinAlgError",
    "matrix_norm",
    "norm",
    "vector_norm",
]

def matrix_norm(A: Tensor, ord: _float | str = 'fro', dim: Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None, out: Tensor | None = None) -> Tensor:
    """Norms of the matrices that lie in two dimensions.

        fro: (sum_ij A_ij^2)^(1/2),  1: max_j sum_i |A_ij|,  inf: max_i sum_j |A_ij|

    -1 and -inf are the least of those sums. Without a dim the last two are those of the matrices.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, n)`` -> ``(*)``; the dims stay with length 1 if keepdim.
    Dtype:   floating; a dtype must hold the digits of the input.
    Grad:    A. Twice differentiable.
    Raises:  DTypeError unless floating; ShapeError unless there are two dims; NotImplementedError for
             2, -2 and 'nuc'; RuntimeError for other orders.
    Source:  torch.linalg.matrix_norm.

    >>> rg.linalg.matrix_norm(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), ord=1)
    tensor(6.)
    """
def norm(A: Tensor, ord: _float | str | None = None, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None, out: Tensor | None = None) -> Tensor:
    """The norm of vectors or of matrices.

        one dim: vector_norm(),  two dims: matrix_norm(),  neither ord nor dim: of all elements

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   floating; a dtype must hold the digits of the input.
    Grad:    A. Twice differentiable.
    Raises:  as vector_norm() and matrix_norm(); ShapeError for an order without a dim unless there are
             one or two dimensions.
    Source:  torch.linalg.norm.

    >>> rg.linalg.norm(rg.tensor([[3.0, 0.0], [0.0, 4.0]]))
    tensor(5.)
    """
def vector_norm(x: Tensor, ord: _float = 2, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None, out: Tensor | None = None) -> Tensor:
    r"""The norm of all elements as one vector, or of vectors along dimensions.

        y = (sum_i |x_i|^p)^(1/p),  dy/dx_i = sign(x_i) (|x_i| / y)^(p-1), 0 where that has no value

    Order 0 counts what is not 0; inf and -inf give the extremes of \|x\|. Squares are added in double.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   floating; a dtype must hold the digits of the input.
    Grad:    x. Twice differentiable.
    Raises:  DTypeError unless floating; ShapeError where there are no elements and no norm of none.
    Source:  torch.linalg.vector_norm.

    >>> rg.linalg.vector_norm(rg.tensor([3.0, 4.0]), ord=1)
    tensor(7.)
    """
