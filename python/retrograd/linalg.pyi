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
    "cross",
    "matrix_norm",
    "matrix_power",
    "multi_dot",
    "norm",
    "vander",
    "vecdot",
    "vector_norm",
]

def cross(input: Tensor, other: Tensor, *, dim: _int = -1, out: Tensor | None = None) -> Tensor:
    """The cross product of vectors of three elements.

        c_i = a_j b_k - a_k b_j  for (i, j, k) in turn,  da = b x dc,  db = dc x a

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)``, ``(*)``, of as many dimensions, broadcast together.
    Dtype:   all but bool; both alike.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError unless the dim has length 3 and the others broadcast; IndexError for a dim out
             of range; DTypeError if the types differ.
    Source:  torch.linalg.cross.

    >>> rg.linalg.cross(rg.tensor([1.0, 0.0, 0.0]), rg.tensor([0.0, 1.0, 0.0]))
    tensor([0., 0., 1.])
    """
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
def matrix_power(A: Tensor, n: _int, *, out: Tensor | None = None) -> Tensor:
    """The product of as many times a square matrix, by squares.

        y = A A ... A,  n times; for 0 it is 1 on the diagonal

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, m)`` -> ``(*, m, m)``.
    Dtype:   all but bool. Integers wrap around.
    Grad:    A. Twice differentiable.
    Raises:  ShapeError unless square; NotImplementedError for n < 0.
    Source:  torch.linalg.matrix_power.

    >>> rg.linalg.matrix_power(rg.tensor([[1, 1], [1, 0]]), 10)
    tensor([[89, 55],
            [55, 34]])
    """
def multi_dot(tensors: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """The product of matrices, in the order that takes the least work.

        y = a b c ...

    The first and the last may be vectors.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(n, k)`` or ``(k)``, ``(k, l)``, ..., ``(p, m)`` or ``(p)`` -> ``(n, m)``, without what
             the vectors lack.
    Dtype:   all but bool; all alike.
    Grad:    tensors. Twice differentiable.
    Raises:  ShapeError for less than two tensors or if the lengths differ; DTypeError if the types do.
    Source:  torch.linalg.multi_dot.

    >>> rg.linalg.multi_dot([rg.ones(2), rg.ones(2, 3), rg.ones(3)])
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
def vander(x: Tensor, *, N: _int | None = None) -> Tensor:
    """The powers of each element of vectors, from 0 on.

        y_ij = x_i^j

    Shape:   ``(*, n)`` -> ``(*, n, N)``; N is n if not given.
    Dtype:   all but bool; integers give int64.
    Grad:    x. Twice differentiable.
    Raises:  ShapeError for N < 2; DTypeError for bool.
    Source:  torch.linalg.vander.

    >>> rg.linalg.vander(rg.tensor([1, 2, 3]))
    tensor([[1, 1, 1],
            [1, 2, 4],
            [1, 3, 9]])
    """
def vecdot(x: Tensor, y: Tensor, *, dim: _int = -1, out: Tensor | None = None) -> Tensor:
    """The inner products of the vectors that lie in one dimension.

        z = sum_i x_i y_i

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)``, ``(*)``, broadcast together, without the dim.
    Dtype:   floating; both alike.
    Grad:    x, y. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; IndexError if dim is out of range; DTypeError
             unless the types are one floating type.
    Source:  torch.linalg.vecdot.

    >>> rg.linalg.vecdot(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), rg.tensor([1.0, 10.0]))
    tensor([21., 43.])
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
