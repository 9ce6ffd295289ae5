# Written from retrograd._core._stub(); pytest tests/test_stubs.py --update makes it anew.
from collections.abc import Sequence
from typing import TypeAlias, overload

from ._core import LinAlgError as LinAlgError
from ._core import Tensor, dtype
from ._core import _FactorAndInfo as _FactorAndInfo
from ._core import _FactorsAndPivots as _FactorsAndPivots
from ._core import _FactorsPivotsAndInfo as _FactorsPivotsAndInfo
from ._core import _InverseAndInfo as _InverseAndInfo
from ._core import _LeastSquares as _LeastSquares
from ._core import _OrthogonalAndUpper as _OrthogonalAndUpper
from ._core import _PermutationAndFactors as _PermutationAndFactors
from ._core import _ResultAndInfo as _ResultAndInfo
from ._core import _SignAndLogarithm as _SignAndLogarithm
from ._core import _SingularFactors as _SingularFactors
from ._core import _ValuesAndVectors as _ValuesAndVectors

_bool: TypeAlias = bool
_float: TypeAlias = float
_int: TypeAlias = int
_dtype: TypeAlias = dtype
_Number: TypeAlias = int | float | bool

__all__ = [
    "LinAlgError",
    "cholesky",
    "cholesky_ex",
    "cond",
    "cross",
    "det",
    "diagonal",
    "eigh",
    "eigvalsh",
    "householder_product",
    "inv",
    "inv_ex",
    "lstsq",
    "lu",
    "lu_factor",
    "lu_factor_ex",
    "lu_solve",
    "matmul",
    "matrix_exp",
    "matrix_norm",
    "matrix_power",
    "matrix_rank",
    "multi_dot",
    "norm",
    "pinv",
    "qr",
    "slogdet",
    "solve",
    "solve_ex",
    "solve_triangular",
    "svd",
    "svdvals",
    "tensorinv",
    "tensorsolve",
    "vander",
    "vecdot",
    "vector_norm",
]

def cholesky(input: Tensor, *, upper: _bool = False, out: Tensor | None = None) -> Tensor:
    """The triangular factor of symmetric positive definite matrices.

        A = L L^T, or R^T R if upper,  dA = L^-T P L^-1 / 2,  P: L^T dL below the diagonal, mirrored

    One triangle of the input is read: the lower one, or the upper one if upper.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, n, n)`` -> ``(*, n, n)``, 0 on the other side of the diagonal.
    Dtype:   float32, float64.
    Grad:    input, a symmetric one. Twice differentiable.
    Raises:  linalg.LinAlgError for a matrix that is not positive definite; ShapeError unless square;
             DTypeError for other types.
    Source:  torch.linalg.cholesky.

    >>> rg.linalg.cholesky(rg.tensor([[4.0, 2.0], [2.0, 10.0]]))
    tensor([[2., 0.],
            [1., 3.]])
    """
def cholesky_ex(input: Tensor, *, upper: _bool = False, check_errors: _bool = False, out: Sequence[Tensor] | None = None) -> _FactorAndInfo:
    """The triangular factor as of cholesky(), and whether it was found.

        A = L L^T, or R^T R if upper

    The second result is 0, or the order of the leading minor that is not positive; the factor of such
    a matrix is of no use.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, n, n)`` -> ``(*, n, n)`` and ``(*)``.
    Dtype:   float32, float64; info is int32.
    Grad:    input, a symmetric one. Twice differentiable.
    Raises:  as cholesky() if check_errors, else ShapeError and DTypeError alone.
    Source:  torch.linalg.cholesky_ex.

    >>> rg.linalg.cholesky_ex(rg.tensor([[1.0, 2.0], [2.0, 1.0]])).info
    tensor(2, dtype=torch.int32)
    """
def cond(input: Tensor, p: _float | str | None = None, *, out: Tensor | None = None) -> Tensor:
    """The condition number of matrices.

        ||A|| ||A^-1||

    p is an order of linalg.matrix_norm(). None, 2 and -2 take the ratio of the extreme singular values,
    also of matrices that are not square, and 'nuc' the sum of them times that of their inverses; for
    others a singular matrix has the number inf. Of no elements it is 0.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, n)`` -> ``(*)``.
    Dtype:   float32, float64.
    Grad:    input. Twice differentiable.
    Raises:  RuntimeError for other orders; ShapeError unless the matrices are square, where they have
             to be; DTypeError for other types; linalg.LinAlgError for NaN and infinity where singular
             values are taken.
    Source:  torch.linalg.cond.

    >>> rg.linalg.cond(rg.tensor([[4.0, 0.0], [0.0, 2.0]]))
    tensor(2.)
    """
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
def det(A: Tensor) -> Tensor:
    """The determinant of square matrices.

        d = det A,  dA = d A^-T dd; the cofactors times dd for a singular A

    Shape:   ``(*, n, n)`` -> ``(*)``; 1 of a matrix without elements.
    Dtype:   float32, float64.
    Grad:    A. Twice differentiable, thrice where singular values differ or none is small.
    Raises:  ShapeError unless square; DTypeError for other types.
    Source:  torch.linalg.det.

    >>> rg.linalg.det(rg.tensor([[2.0, 1.0], [4.0, 5.0]]))
    tensor(6.)
    """
def diagonal(A: Tensor, *, offset: _int = 0, dim1: _int = -2, dim2: _int = -1) -> Tensor:
    """A diagonal of each matrix, as a view; its dimension comes last.

        y[i] = A[i, i + offset]

    Shape:   ``(*, n, m)`` -> ``(*, k)``.
    Dtype:   all.
    Grad:    A; zero elsewhere. Twice differentiable.
    Raises:  ShapeError if the two are one dimension; IndexError if one is out of range.
    Source:  torch.linalg.diagonal.

    >>> rg.linalg.diagonal(rg.tensor([[[1, 2, 3], [4, 5, 6]]]))
    tensor([[1, 5]])
    """
def eigh(input: Tensor, UPLO: str = 'L', *, out: Sequence[Tensor] | None = None) -> _ValuesAndVectors:
    """The eigenvalues and eigenvectors of symmetric matrices.

        A = V diag(w) V^T,  V^T V = 1
        dA = V (diag(dw) + X / E) V^T,  X = (V^T dV - dV^T V) / 2,  E_ij = w_j - w_i

    The eigenvalues ascend; the eigenvectors are columns, whose signs mean nothing. One triangle of the
    input is read, the lower one or that which UPLO names.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, n, n)`` -> ``(*, n)`` and ``(*, n, n)``.
    Dtype:   float32, float64.
    Grad:    input, a symmetric one; that of the eigenvectors where all eigenvalues differ. Twice
             differentiable.
    Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless square; DTypeError for other
             types; RuntimeError for another UPLO.
    Source:  torch.linalg.eigh.

    >>> rg.linalg.eigh(rg.tensor([[2.0, 0.0], [0.0, 1.0]])).eigenvalues
    tensor([1., 2.])
    """
def eigvalsh(input: Tensor, UPLO: str = 'L', *, out: Tensor | None = None) -> Tensor:
    """The eigenvalues of symmetric matrices, ascending.

        A = V diag(w) V^T,  dA = V diag(dw) V^T

    One triangle of the input is read, the lower one or that which UPLO names.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, n, n)`` -> ``(*, n)``.
    Dtype:   float32, float64.
    Grad:    input, a symmetric one. Twice differentiable where all eigenvalues differ.
    Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless square; DTypeError for other
             types; RuntimeError for another UPLO.
    Source:  torch.linalg.eigvalsh.

    >>> rg.linalg.eigvalsh(rg.tensor([[2.0, 0.0], [0.0, 1.0]]))
    tensor([1., 2.])
    """
def householder_product(input: Tensor, tau: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The product of reflections that lie in the columns of a matrix.

        Q = (1 - tau_1 v_1 v_1^T) ... (1 - tau_k v_k v_k^T),  its first n columns

    The vectors stand below the diagonal, without the 1 in front: see geqrf().

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input ``(*, m, n)``, tau ``(*, k)``, m >= n >= k -> ``(*, m, n)``.
    Dtype:   float32, float64; both alike.
    Grad:    input, tau. Twice differentiable.
    Raises:  ShapeError if the shapes do not fit; DTypeError for other or different types.
    Source:  torch.linalg.householder_product.

    >>> a, tau = rg.geqrf(rg.tensor([[3.0, 5.0], [4.0, 0.0]]))
    >>> rg.linalg.householder_product(a, tau)
    tensor([[-0.6000, -0.8000],
            [-0.8000,  0.6000]])
    """
def inv(A: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse of square matrices.

        Y = A^-1,  dA = -Y^T dY Y^T

    To solve equations, solve() is faster and more accurate.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, n, n)`` -> ``(*, n, n)``.
    Dtype:   float32, float64.
    Grad:    A. Twice differentiable.
    Raises:  linalg.LinAlgError for a singular matrix; ShapeError unless square; DTypeError for other
             types.
    Source:  torch.linalg.inv.

    >>> rg.linalg.inv(rg.tensor([[2.0, 0.0], [0.0, 4.0]]))
    tensor([[0.5000, 0.0000],
            [0.0000, 0.2500]])
    """
def inv_ex(A: Tensor, *, check_errors: _bool = False, out: Sequence[Tensor] | None = None) -> _InverseAndInfo:
    """The inverse as of inv(), and whether the matrix is singular.

        Y = A^-1

    The second result is 0, or the first column, from 1, whose pivot is 0.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, n, n)`` -> ``(*, n, n)`` and ``(*)``.
    Dtype:   float32, float64; info is int32.
    Grad:    A. Twice differentiable.
    Raises:  as inv() if check_errors, else ShapeError and DTypeError alone.
    Source:  torch.linalg.inv_ex.

    >>> rg.linalg.inv_ex(rg.zeros(2, 2)).info
    tensor(1, dtype=torch.int32)
    """
def lstsq(input: Tensor, b: Tensor, rcond: _float | None = None, *, driver: str | None = None) -> _LeastSquares:
    """The least of the solutions that come nearest to those of equations.

        min ||X||  of those with  min ||A X - B||

    It is made of singular values whatever the driver; those of at most rcond times the largest are
    taken to be 0, in the driver "gels" none. rcond is max(m, n) times the distance from 1 to the next
    number. residuals are the squares of the distances where m > n and the rank is n, but not of
    "gelsy", which stands for None; there is no rank of "gels"; there are singular_values of "gelsd" and
    "gelss".

    Shape:   A ``(*, m, n)``, B ``(*, m, k)`` or ``(*, m)`` -> ``(*, n, k)`` or ``(*, n)``, ``(*, k)``,
             ``(*)``, ``(*, min(m, n))``; batches broadcast.
    Dtype:   float32, float64; both alike.
    Grad:    input, b, of the solution. Twice differentiable.
    Raises:  linalg.LinAlgError for NaN and infinity; ShapeError if the shapes do not fit; DTypeError
             for other or different types; RuntimeError for another driver.
    Source:  torch.linalg.lstsq.

    >>> a = rg.tensor([[1.0, 0.0], [0.0, 2.0], [0.0, 0.0]])
    >>> rg.linalg.lstsq(a, rg.tensor([[1.0], [2.0], [3.0]])).solution
    tensor([[1.],
            [1.]])
    """
def lu(A: Tensor, *, pivot: _bool = True, out: Sequence[Tensor] | None = None) -> _PermutationAndFactors:
    """The factors of matrices, with partial pivoting.

        A = P L U:  P exchanges rows, L has 1s on its diagonal

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, n)`` -> ``(*, m, m)``, ``(*, m, k)`` and ``(*, k, n)``, k the less of m and n.
    Dtype:   float32, float64.
    Grad:    A. Twice differentiable.
    Raises:  RuntimeError without pivoting; ShapeError unless there are two dimensions; DTypeError for
             other types.
    Source:  torch.linalg.lu.

    >>> rg.linalg.lu(rg.tensor([[1.0, 2.0], [2.0, 2.0]])).U
    tensor([[2., 2.],
            [0., 1.]])
    """
def lu_factor(A: Tensor, *, pivot: _bool = True, out: Sequence[Tensor] | None = None) -> _FactorsAndPivots:
    """The factors of matrices, packed into one, and the pivots.

        A = P L U:  L below the diagonal, where its 1s are left out, U on and above it

    Of each column the largest element that is left is the pivot; pivots has the row, from 1, that each
    row was exchanged with.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, n)`` -> ``(*, m, n)`` and ``(*, min(m, n))``.
    Dtype:   float32, float64; pivots are int32.
    Grad:    A. Twice differentiable.
    Raises:  RuntimeError for a 0 on the diagonal of U, and without pivoting; ShapeError unless there
             are two dimensions; DTypeError for other types.
    Source:  torch.linalg.lu_factor.

    >>> rg.linalg.lu_factor(rg.tensor([[1.0, 2.0], [2.0, 2.0]])).LU
    tensor([[2.0000, 2.0000],
            [0.5000, 1.0000]])
    """
def lu_factor_ex(A: Tensor, *, pivot: _bool = True, check_errors: _bool = False, out: Sequence[Tensor] | None = None) -> _FactorsPivotsAndInfo:
    """The packed factors as of lu_factor(), and where U has a 0 on its diagonal.

        A = P L U

    The third result is 0, or the first column, from 1, with a 0 there.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, n)`` -> ``(*, m, n)``, ``(*, min(m, n))`` and ``(*)``.
    Dtype:   float32, float64; pivots and info are int32.
    Grad:    A. Twice differentiable.
    Raises:  as lu_factor() if check_errors, else ShapeError and DTypeError alone.
    Source:  torch.linalg.lu_factor_ex.

    >>> rg.linalg.lu_factor_ex(rg.zeros(2, 2)).info
    tensor(1, dtype=torch.int32)
    """
def lu_solve(LU: Tensor, pivots: Tensor, B: Tensor, *, left: _bool = True, adjoint: _bool = False, out: Tensor | None = None) -> Tensor:
    """The solution of equations with a matrix of which lu_factor() is known.

        A X = B, or X A = B unless left; with A^T in the place of A if adjoint

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   LU ``(*, n, n)``, pivots ``(*, n)``, B ``(*, n, k)``, or ``(*, k, n)`` unless left -> as B;
             the batch of B broadcasts with that of LU.
    Dtype:   float32, float64; both alike, pivots int32.
    Grad:    LU, B. Twice differentiable.
    Raises:  ShapeError if the shapes do not fit; DTypeError for other or different types; RuntimeError
             for pivots that are no rows.
    Source:  torch.linalg.lu_solve.

    >>> LU, pivots = rg.linalg.lu_factor(rg.tensor([[1.0, 2.0], [2.0, 2.0]]))
    >>> rg.linalg.lu_solve(LU, pivots, rg.tensor([[3.0], [4.0]]))
    tensor([[1.],
            [1.]])
    """
def matmul(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The product of vectors, matrices or batches; also the operator ``@``.

        y_ij = sum_k a_ik b_kj,  da = dy b^T,  db = a^T dy

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(k)``, ``(k)`` -> ``()``; ``(*, m, k)``, ``(k)`` -> ``(*, m)``; ``(k)``, ``(*, k, n)`` ->
             ``(*, n)``; ``(*, m, k)``, ``(*, k, n)`` -> ``(*, m, n)``, where the ``*`` broadcast.
    Dtype:   all but bool; both alike. Integers wrap around.
    Grad:    input, other. Twice differentiable.
    Raises:  ShapeError for a 0-d tensor, or if the inner lengths differ or the batches do not
             broadcast; DTypeError if the types differ, or for bool.
    Source:  torch.matmul.

    >>> rg.matmul(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), rg.tensor([1.0, 10.0]))
    tensor([21., 43.])
    """
def matrix_exp(input: Tensor) -> Tensor:
    """The exponential of square matrices.

        Y = 1 + A + A A / 2! + A A A / 3! + ...

    Shape:   ``(*, n, n)`` -> ``(*, n, n)``.
    Dtype:   floating; float16 and bfloat16 are computed in float32.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError unless square; DTypeError unless floating.
    Source:  torch.linalg.matrix_exp.

    >>> rg.linalg.matrix_exp(rg.tensor([[0.0, 2.0], [0.0, 0.0]]))
    tensor([[1., 2.],
            [0., 1.]])
    """
def matrix_norm(input: Tensor, ord: _float | str = 'fro', dim: Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None, out: Tensor | None = None) -> Tensor:
    """Norms of the matrices that lie in two dimensions.

        fro: (sum_ij A_ij^2)^(1/2),  1: max_j sum_i |A_ij|,  inf: max_i sum_j |A_ij|

    -1 and -inf are the least of those sums; 2, -2 and 'nuc' are the largest singular value, the least
    one and the sum of all, for which the dtype is float32 or float64.

    Without a dim the last two are those of the matrices.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, n)`` -> ``(*)``; the dims stay with length 1 if keepdim.
    Dtype:   floating; a dtype must hold the digits of the input.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError unless floating; ShapeError unless there are two dims; RuntimeError for other
             orders; linalg.LinAlgError for NaN and infinity where singular values are taken.
    Source:  torch.linalg.matrix_norm.

    >>> rg.linalg.matrix_norm(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), ord=1)
    tensor(6.)
    """
def matrix_power(A: Tensor, n: _int, *, out: Tensor | None = None) -> Tensor:
    """The product of as many times a square matrix, by squares.

        y = A A ... A,  n times; for 0 it is 1 on the diagonal, below 0 a power of the inverse

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, m)`` -> ``(*, m, m)``.
    Dtype:   all but bool; floating for n < 0. Integers wrap around.
    Grad:    A. Twice differentiable.
    Raises:  ShapeError unless square; LinAlgError for n < 0 of a singular matrix.
    Source:  torch.linalg.matrix_power.

    >>> rg.linalg.matrix_power(rg.tensor([[1, 1], [1, 0]]), 10)
    tensor([[89, 55],
            [55, 34]])
    """
@overload
def matrix_rank(input: Tensor, *, atol: Tensor | _Number | None = None, rtol: Tensor | _Number | None = None, hermitian: _bool = False, out: Tensor | None = None) -> Tensor:
    """matrix_rank(input, *, atol=None, rtol=None, hermitian=False, out=None)
    matrix_rank(input, tol, hermitian=False, *, out=None)

    The number of singular values that are not 0.

        rank = count of S > max(atol, rtol max S)

    rtol is max(m, n) times the distance from 1 to the next number; 0 where atol alone is given. By
    eigenvalues if hermitian.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, n)`` -> ``(*)``.
    Dtype:   float32, float64; the result is int64.
    Grad:    none.
    Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless there are two dimensions;
             DTypeError for other types.
    Source:  torch.linalg.matrix_rank.

    >>> rg.linalg.matrix_rank(rg.tensor([[1.0, 2.0], [2.0, 4.0]]))
    tensor(1)
    """
@overload
def matrix_rank(input: Tensor, tol: Tensor | _Number, hermitian: _bool = False, *, out: Tensor | None = None) -> Tensor: ...
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
def norm(input: Tensor, ord: _float | str | None = None, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None, out: Tensor | None = None) -> Tensor:
    """The norm of vectors or of matrices.

        one dim: vector_norm(),  two dims: matrix_norm(),  neither ord nor dim: of all elements

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   floating; a dtype must hold the digits of the input.
    Grad:    input. Twice differentiable.
    Raises:  as vector_norm() and matrix_norm(); ShapeError for an order without a dim unless there are
             one or two dimensions.
    Source:  torch.linalg.norm.

    >>> rg.linalg.norm(rg.tensor([[3.0, 0.0], [0.0, 4.0]]))
    tensor(5.)
    """
@overload
def pinv(input: Tensor, *, atol: Tensor | _Number | None = None, rtol: Tensor | _Number | None = None, hermitian: _bool = False, out: Tensor | None = None) -> Tensor:
    """pinv(input, *, atol=None, rtol=None, hermitian=False, out=None)
    pinv(input, rcond, hermitian=False, *, out=None)

    The pseudoinverse of matrices.

        Y = V diag(1 / S) U^T, 0 in the place of 1 / S where S is taken to be 0

    That are the values of at most max(atol, rtol times the largest one). rtol is max(m, n) times the
    distance from 1 to the next number; 0 where atol alone is given. By eigenvalues if hermitian.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, n)`` -> ``(*, n, m)``.
    Dtype:   float32, float64.
    Grad:    input. Twice differentiable.
    Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless there are two dimensions;
             DTypeError for other types.
    Source:  torch.linalg.pinv.

    >>> rg.linalg.pinv(rg.tensor([[2.0, 0.0], [0.0, 0.0]]))
    tensor([[0.5000, 0.0000],
            [0.0000, 0.0000]])
    """
@overload
def pinv(input: Tensor, rcond: Tensor | _Number, hermitian: _bool = False, *, out: Tensor | None = None) -> Tensor: ...
def qr(A: Tensor, mode: str = 'reduced', *, out: Sequence[Tensor] | None = None) -> _OrthogonalAndUpper:
    """The orthogonal and the upper triangular factor of matrices.

        A = Q R,  Q^T Q = 1

    Q has min(m, n) columns, or m in the mode "complete"; in the mode "r" it is left out, a tensor
    without elements. The signs are such that R need not be positive on its diagonal.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, n)`` -> ``(*, m, k)`` and ``(*, k, n)``.
    Dtype:   float32, float64.
    Grad:    A, whose first min(m, n) columns are independent; in the mode "complete" for m <= n, in the
             mode "r" none. Twice differentiable.
    Raises:  RuntimeError for other modes; ShapeError unless there are two dimensions; DTypeError for
             other types.
    Source:  torch.linalg.qr.

    >>> Q, R = rg.linalg.qr(rg.tensor([[3.0, 5.0], [4.0, 0.0]]))
    >>> R
    tensor([[-5., -3.],
            [ 0., -4.]])
    """
def slogdet(A: Tensor, *, out: Sequence[Tensor] | None = None) -> _SignAndLogarithm:
    """The sign and the logarithm of the absolute value of the determinant.

        s, l:  det A = s e^l,  dA = A^-T dl

    Of a singular matrix they are 0 and minus infinity, without a gradient.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, n, n)`` -> twice ``(*)``.
    Dtype:   float32, float64.
    Grad:    A. Twice differentiable.
    Raises:  ShapeError unless square; DTypeError for other types.
    Source:  torch.linalg.slogdet.

    >>> rg.linalg.slogdet(rg.tensor([[0.0, 2.0], [0.5, 0.0]])).sign
    tensor(-1.)
    """
def solve(A: Tensor, B: Tensor, *, left: _bool = True, out: Tensor | None = None) -> Tensor:
    """The solution of equations with square matrices.

        A X = B, or X A = B unless left,  dB = A^-T dX,  dA = -dB X^T

    B holds vectors if it has one dimension, or the shape of A without the last one.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   A ``(*, n, n)``, B ``(*, n, k)``, ``(*, n)``, or ``(*, k, n)`` unless left -> as B; batches
             broadcast.
    Dtype:   float32, float64; both alike.
    Grad:    A, B. Twice differentiable.
    Raises:  linalg.LinAlgError for a singular A; ShapeError if the shapes do not fit; DTypeError for
             other or different types.
    Source:  torch.linalg.solve.

    >>> rg.linalg.solve(rg.tensor([[2.0, 0.0], [1.0, 1.0]]), rg.tensor([2.0, 3.0]))
    tensor([1., 2.])
    """
def solve_ex(A: Tensor, B: Tensor, *, left: _bool = True, check_errors: _bool = False, out: Sequence[Tensor] | None = None) -> _ResultAndInfo:
    """The solution as of solve(), and whether A is singular.

        A X = B, or X A = B unless left

    The second result is 0, or the first column, from 1, whose pivot is 0.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   as of solve(), and ``(*)``.
    Dtype:   float32, float64; both alike; info is int32.
    Grad:    A, B. Twice differentiable.
    Raises:  as solve() if check_errors, else ShapeError and DTypeError alone.
    Source:  torch.linalg.solve_ex.

    >>> rg.linalg.solve_ex(rg.zeros(2, 2), rg.ones(2)).info
    tensor(1, dtype=torch.int32)
    """
def solve_triangular(input: Tensor, B: Tensor, *, upper: _bool, left: _bool = True, unitriangular: _bool = False, out: Tensor | None = None) -> Tensor:
    """The solution of equations with triangular matrices.

        A X = B, or X A = B unless left,  dB = A^-T dX,  dA = -dB X^T on its side of the diagonal

    The other side of the diagonal is not read, and the diagonal neither where it is said to be 1. A 0
    on the diagonal gives infinities and NaN.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   A ``(*, n, n)``, B ``(*, n, k)``, or ``(*, k, n)`` unless left -> as B; batches broadcast.
    Dtype:   float32, float64; both alike.
    Grad:    input, B. Twice differentiable.
    Raises:  ShapeError if the shapes do not fit; DTypeError for other or different types.
    Source:  torch.linalg.solve_triangular.

    >>> a = rg.tensor([[2.0, 0.0], [1.0, 4.0]])
    >>> rg.linalg.solve_triangular(a, rg.tensor([[2.0], [9.0]]), upper=False)
    tensor([[1.],
            [2.]])
    """
def svd(A: Tensor, full_matrices: _bool = True, *, driver: str | None = None, out: Sequence[Tensor] | None = None) -> _SingularFactors:
    """The singular values of matrices, and the vectors that belong to them.

        A = U diag(S) Vh,  U^T U = Vh Vh^T = 1

    The values descend; the signs of the vectors mean nothing. U and Vh are square, or, unless
    full_matrices, have k = min(m, n) columns and rows.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, n)`` -> ``(*, m, m)``, ``(*, k)`` and ``(*, n, n)``.
    Dtype:   float32, float64.
    Grad:    A; that of the vectors where all values differ. Twice differentiable.
    Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless there are two dimensions;
             DTypeError for other types; RuntimeError for a driver.
    Source:  torch.linalg.svd.

    >>> rg.linalg.svd(rg.tensor([[0.0, 2.0], [1.0, 0.0]])).S
    tensor([2., 1.])
    """
def svdvals(A: Tensor, *, driver: str | None = None, out: Tensor | None = None) -> Tensor:
    """The singular values of matrices, descending.

        A = U diag(S) Vh,  dA = U diag(dS) Vh

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*, m, n)`` -> ``(*, min(m, n))``.
    Dtype:   float32, float64.
    Grad:    A. Twice differentiable where all values differ.
    Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless there are two dimensions;
             DTypeError for other types; RuntimeError for a driver.
    Source:  torch.linalg.svdvals.

    >>> rg.linalg.svdvals(rg.tensor([[0.0, 2.0], [1.0, 0.0]]))
    tensor([2., 1.])
    """
def tensorinv(input: Tensor, ind: _int = 2, *, out: Tensor | None = None) -> Tensor:
    """The inverse of a tensor that stands for a matrix.

        Y = A^-1, the first ind dimensions of A being the rows

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*rows, *cols)`` -> ``(*cols, *rows)``, as many elements in the rows as in the columns.
    Dtype:   float32, float64.
    Grad:    input. Twice differentiable.
    Raises:  linalg.LinAlgError for a singular matrix; ShapeError if the shape does not fit;
             RuntimeError for an ind below 1; DTypeError for other types.
    Source:  torch.linalg.tensorinv.

    >>> rg.linalg.tensorinv(rg.eye(6).reshape(2, 3, 6)).shape
    torch.Size([6, 2, 3])
    """
def tensorsolve(input: Tensor, other: Tensor, dims: Sequence[_int] | None = None, *, out: Tensor | None = None) -> Tensor:
    """The solution of equations with a tensor that stands for a matrix.

        sum_j A_ij X_j = B_i,  i and j of several dimensions

    The dims of the input are moved to its end before.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   input ``(*rows, *cols)``, other ``(*rows)`` -> ``(*cols)``, as many elements in the rows as
             in the columns.
    Dtype:   float32, float64; both alike.
    Grad:    input, other. Twice differentiable.
    Raises:  linalg.LinAlgError for a singular matrix; ShapeError if the shapes do not fit; DTypeError
             for other or different types.
    Source:  torch.linalg.tensorsolve.

    >>> rg.linalg.tensorsolve(rg.eye(6).reshape(2, 3, 6), rg.ones(2, 3))
    tensor([1., 1., 1., 1., 1., 1.])
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
def vector_norm(input: Tensor, ord: _float = 2, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None, out: Tensor | None = None) -> Tensor:
    r"""The norm of all elements as one vector, or of vectors along dimensions.

        y = (sum_i |x_i|^p)^(1/p),  dy/dx_i = sign(x_i) (|x_i| / y)^(p-1), 0 where that has no value

    Order 0 counts what is not 0; inf and -inf give the extremes of \|x\|. Squares are added in double.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
    Dtype:   floating; a dtype must hold the digits of the input.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError unless floating; ShapeError where there are no elements and no norm of none.
    Source:  torch.linalg.vector_norm.

    >>> rg.linalg.vector_norm(rg.tensor([3.0, 4.0]), ord=1)
    tensor(7.)
    """
