// Rows of ops/products/matrices.h.

#include "ops/products/matrices.h"

#include "base/check.h"
#include "bind/rows/matrix/products.h"

namespace retrograd::bind {
namespace {

// Without a dim, the first one of length 3.
Tensor cross(const Tensor& a, const Tensor& b, std::optional<int64_t> dim) {
  if (dim) return ops::cross(a, b, *dim);
  int64_t d = 0;
  while (d < a.dim() && a.size(d) != 3) ++d;
  RG_CHECK(d < a.dim(), ShapeError, "cross: no dimension of shape ", a.shape(), " has length 3");
  return ops::cross(a, b, d);
}

// Each row has a function of its own.
Tensor linalg_matrix_power(const Tensor& x, int64_t n) { return ops::matrix_power(x, n); }

}  // namespace

void add_chain_rows(Rows& rows) {
  rows.row<&ops::chain_matmul>("chain_matmul(*matrices: Tensor) -> Tensor", kFunction | kOut,
                               R"(The product of matrices, in the order that takes the least work.

    y = a b c ...

Shape:   ``(n, k)``, ``(k, l)``, ..., ``(p, m)`` -> ``(n, m)``.
Dtype:   all but bool; all alike.
Grad:    matrices. Twice differentiable.
Raises:  ShapeError without matrices or if the lengths differ; DTypeError if the types do.
Source:  torch.chain_matmul.

>>> rg.chain_matmul(rg.ones(1, 2), rg.ones(2, 3), rg.ones(3, 1))
tensor([[6.]])
)");
  rows.row<&ops::multi_dot>("multi_dot(tensors: Sequence[Tensor]) -> Tensor", kLinalg | kOut,
                            R"(The product of matrices, in the order that takes the least work.

    y = a b c ...

The first and the last may be vectors.

Shape:   ``(n, k)`` or ``(k)``, ``(k, l)``, ..., ``(p, m)`` or ``(p)`` -> ``(n, m)``, without what
         the vectors lack.
Dtype:   all but bool; all alike.
Grad:    tensors. Twice differentiable.
Raises:  ShapeError for less than two tensors or if the lengths differ; DTypeError if the types do.
Source:  torch.linalg.multi_dot.

>>> rg.linalg.multi_dot([rg.ones(2), rg.ones(2, 3), rg.ones(3)])
tensor(6.)
)");
  rows.row<&ops::matrix_power>("matrix_power(input: Tensor, n: int) -> Tensor", kUsual,
                               R"(The product of as many times a square matrix, by squares.

    y = x x ... x,  n times; for 0 it is 1 on the diagonal, below 0 a power of the inverse

Shape:   ``(*, m, m)`` -> ``(*, m, m)``.
Dtype:   all but bool; floating for n < 0. Integers wrap around.
Grad:    input. Twice differentiable.
Raises:  ShapeError unless square; LinAlgError for n < 0 of a singular matrix.
Source:  torch.matrix_power.

>>> rg.matrix_power(rg.tensor([[1, 1], [1, 0]]), 10)
tensor([[89, 55],
        [55, 34]])
)");
  rows.row<linalg_matrix_power>("matrix_power(A: Tensor, n: int) -> Tensor", kLinalg | kOut,
                                R"(The product of as many times a square matrix, by squares.

    y = A A ... A,  n times; for 0 it is 1 on the diagonal, below 0 a power of the inverse

Shape:   ``(*, m, m)`` -> ``(*, m, m)``.
Dtype:   all but bool; floating for n < 0. Integers wrap around.
Grad:    A. Twice differentiable.
Raises:  ShapeError unless square; LinAlgError for n < 0 of a singular matrix.
Source:  torch.linalg.matrix_power.

>>> rg.linalg.matrix_power(rg.tensor([[1, 1], [1, 0]]), 10)
tensor([[89, 55],
        [55, 34]])
)");
  rows.row<&ops::trace>("trace(input: Tensor) -> Tensor", kFunction | kMethod,
                        R"(The sum of the main diagonal.

    y = sum_i x_ii,  dx_ij = dy where i = j

Shape:   ``(n, m)`` -> ``()``.
Dtype:   all but bool; integers give int64.
Grad:    input. Twice differentiable.
Raises:  ShapeError unless a matrix; DTypeError for bool.
Source:  torch.trace.

>>> rg.trace(rg.tensor([[1, 2], [3, 4]]))
tensor(5)
)");
  rows.row<&ops::vander>(
      "vander(x: Tensor, N: int | None = None, increasing: bool = False) -> Tensor", kFunction,
      R"(The powers of each element of a vector, from the highest to 0.

    y_ij = x_i^(N - 1 - j), or x_i^j if increasing

Shape:   ``(n)`` -> ``(n, N)``; N is n if not given.
Dtype:   all; integers and bool give int64.
Grad:    x. Twice differentiable.
Raises:  ShapeError unless a vector, and for a negative N.
Source:  torch.vander.

>>> rg.vander(rg.tensor([1, 2, 3]))
tensor([[1, 1, 1],
        [4, 2, 1],
        [9, 3, 1]])
)");
  rows.row<&ops::linalg_vander>("vander(x: Tensor, *, N: int | None = None) -> Tensor", kLinalg,
                                R"(The powers of each element of vectors, from 0 on.

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
)");
  rows.row<&ops::kron>("kron(input: Tensor, other: Tensor) -> Tensor", kUsual,
                       R"(The Kronecker product: each element of one tensor times all of another.

    y_(i p + k) = a_i b_k  in each dimension, where b has length p

Shape:   ``(n, m)``, ``(p, q)`` -> ``(n p, m q)``; what lacks dimensions gets them in front.
Dtype:   all; promoted to a common type.
Grad:    input, other. Twice differentiable.
Raises:  ShapeError for a result too large.
Source:  torch.kron.

>>> rg.kron(rg.tensor([1, 10]), rg.tensor([1, 2, 3]))
tensor([ 1,  2,  3, 10, 20, 30])
)");
  rows.row<cross>("cross(input: Tensor, other: Tensor, dim: int | None = None) -> Tensor", kUsual,
                  R"(The cross product of vectors of three elements.

    c_i = a_j b_k - a_k b_j  for (i, j, k) in turn,  da = b x dc,  db = dc x a

Without a dim it is the first one of length 3.

Shape:   ``(*)``, ``(*)``, of as many dimensions, broadcast together.
Dtype:   all but bool; both alike.
Grad:    input, other. Twice differentiable.
Raises:  ShapeError unless the dim has length 3 and the others broadcast; IndexError for a dim out
         of range; DTypeError if the types differ.
Source:  torch.cross.

>>> rg.cross(rg.tensor([1.0, 0.0, 0.0]), rg.tensor([0.0, 1.0, 0.0]))
tensor([0., 0., 1.])
)");
  rows.row<&ops::cross>("cross(input: Tensor, other: Tensor, *, dim: int = -1) -> Tensor",
                        kLinalg | kOut,
                        R"(The cross product of vectors of three elements.

    c_i = a_j b_k - a_k b_j  for (i, j, k) in turn,  da = b x dc,  db = dc x a

Shape:   ``(*)``, ``(*)``, of as many dimensions, broadcast together.
Dtype:   all but bool; both alike.
Grad:    input, other. Twice differentiable.
Raises:  ShapeError unless the dim has length 3 and the others broadcast; IndexError for a dim out
         of range; DTypeError if the types differ.
Source:  torch.linalg.cross.

>>> rg.linalg.cross(rg.tensor([1.0, 0.0, 0.0]), rg.tensor([0.0, 1.0, 0.0]))
tensor([0., 0., 1.])
)");
}

}  // namespace retrograd::bind
