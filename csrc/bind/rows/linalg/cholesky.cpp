// Rows of ops/linalg/cholesky.h and triangular.h.

#include "ops/linalg/cholesky.h"

#include "bind/rows/linalg/linalg.h"
#include "ops/linalg/triangular.h"

namespace retrograd::bind {
namespace {

Tensor cholesky(const Tensor& a, bool upper) { return ops::cholesky("linalg.cholesky", a, upper); }
Tensor old_cholesky(const Tensor& a, bool upper) { return ops::cholesky("cholesky", a, upper); }
NamedPair cholesky_ex(const Tensor& a, bool upper, bool check_errors) {
  return {"linalg_cholesky_ex", ops::cholesky_ex(a, upper, check_errors)};
}
Tensor solve_triangular(const Tensor& a, const Tensor& b, bool upper, bool left, bool unit) {
  return ops::solve_triangular(a, b, upper, left, unit);
}
NamedPair triangular_solve(const Tensor& b, const Tensor& a, bool upper, bool transpose,
                           bool unit) {
  return {"triangular_solve", ops::triangular_solve(b, a, upper, transpose, unit)};
}

void add_triangular(Rows& rows) {
  rows.row<solve_triangular>(
      "solve_triangular(input: Tensor, B: Tensor, *, upper: bool, left: bool = True, "
      "unitriangular: bool = False) -> Tensor",
      kLinalg | kOut, R"(The solution of equations with triangular matrices.

    A X = B, or X A = B unless left,  dB = A^-T dX,  dA = -dB X^T on its side of the diagonal

The other side of the diagonal is not read, and the diagonal neither where it is said to be 1. A 0
on the diagonal gives infinities and NaN.

Shape:   A ``(*, n, n)``, B ``(*, n, k)``, or ``(*, k, n)`` unless left -> as B; batches broadcast.
Dtype:   float32, float64; both alike.
Grad:    input, B. Twice differentiable.
Raises:  ShapeError if the shapes do not fit; DTypeError for other or different types.
Source:  torch.linalg.solve_triangular.

>>> a = rg.tensor([[2.0, 0.0], [1.0, 4.0]])
>>> rg.linalg.solve_triangular(a, rg.tensor([[2.0], [9.0]]), upper=False)
tensor([[1.],
        [2.]])
)");
  rows.row<triangular_solve>(
      "triangular_solve(input: Tensor, A: Tensor, upper: bool = True, transpose: bool = False, "
      "unitriangular: bool = False) -> SolutionAndClone",
      kUsual, R"(The solution of A X = input for a triangular A, and a copy of A.

    A X = B, or A^T X = B if transpose

An old form of linalg.solve_triangular().

Shape:   input ``(*, n, k)``, A ``(*, n, n)`` -> ``(*, n, k)`` and ``(*, n, n)``; batches broadcast.
Dtype:   float32, float64; both alike.
Grad:    input, A. Twice differentiable.
Raises:  ShapeError if the shapes do not fit; DTypeError for other or different types.
Source:  torch.triangular_solve.

>>> a = rg.tensor([[2.0, 1.0], [0.0, 4.0]])
>>> rg.triangular_solve(rg.tensor([[4.0], [8.0]]), a).solution
tensor([[1.],
        [2.]])
)");
}

}  // namespace

void add_cholesky_rows(Rows& rows) {
  rows.row<cholesky>("cholesky(input: Tensor, *, upper: bool = False) -> Tensor", kLinalg | kOut,
                     R"(The triangular factor of symmetric positive definite matrices.

    A = L L^T, or R^T R if upper,  dA = L^-T P L^-1 / 2,  P: L^T dL below the diagonal, mirrored

One triangle of the input is read: the lower one, or the upper one if upper.

Shape:   ``(*, n, n)`` -> ``(*, n, n)``, 0 on the other side of the diagonal.
Dtype:   float32, float64.
Grad:    input, a symmetric one. Twice differentiable.
Raises:  linalg.LinAlgError for a matrix that is not positive definite; ShapeError unless square;
         DTypeError for other types.
Source:  torch.linalg.cholesky.

>>> rg.linalg.cholesky(rg.tensor([[4.0, 2.0], [2.0, 10.0]]))
tensor([[2., 0.],
        [1., 3.]])
)");
  rows.row<old_cholesky>("cholesky(input: Tensor, upper: bool = False) -> Tensor", kUsual,
                         R"(The triangular factor of symmetric positive definite matrices.

    A = L L^T, or R^T R if upper

An old form of linalg.cholesky().

Shape:   ``(*, n, n)`` -> ``(*, n, n)``, 0 on the other side of the diagonal.
Dtype:   float32, float64.
Grad:    input, a symmetric one. Twice differentiable.
Raises:  linalg.LinAlgError for a matrix that is not positive definite; ShapeError unless square;
         DTypeError for other types.
Source:  torch.cholesky.

>>> rg.cholesky(rg.tensor([[4.0, 2.0], [2.0, 10.0]]))
tensor([[2., 0.],
        [1., 3.]])
)");
  rows.row<cholesky_ex>(
      "cholesky_ex(input: Tensor, *, upper: bool = False, check_errors: bool = False) -> "
      "FactorAndInfo",
      kLinalg | kOut, R"(The triangular factor as of cholesky(), and whether it was found.

    A = L L^T, or R^T R if upper

The second result is 0, or the order of the leading minor that is not positive; the factor of such
a matrix is of no use.

Shape:   ``(*, n, n)`` -> ``(*, n, n)`` and ``(*)``.
Dtype:   float32, float64; info is int32.
Grad:    input, a symmetric one. Twice differentiable.
Raises:  as cholesky() if check_errors, else ShapeError and DTypeError alone.
Source:  torch.linalg.cholesky_ex.

>>> rg.linalg.cholesky_ex(rg.tensor([[1.0, 2.0], [2.0, 1.0]])).info
tensor(2, dtype=torch.int32)
)");
  rows.row<&ops::cholesky_solve>(
      "cholesky_solve(input: Tensor, L: Tensor, upper: bool = False) -> Tensor", kUsual,
      R"(The solution of equations with a matrix of which the triangular factor is known.

    L L^T X = B, or R^T R X = B if upper

Shape:   input ``(*, n, k)``, L ``(*, n, n)`` -> ``(*, n, k)``; batches broadcast.
Dtype:   float32, float64; both alike.
Grad:    input, L. Twice differentiable.
Raises:  ShapeError if the shapes do not fit; DTypeError for other or different types.
Source:  torch.cholesky_solve.

>>> rg.cholesky_solve(rg.tensor([[4.0], [9.0]]), rg.tensor([[2.0, 0.0], [0.0, 3.0]]))
tensor([[1.],
        [1.]])
)");
  rows.row<&ops::cholesky_inverse>(
      "cholesky_inverse(input: Tensor, upper: bool = False) -> Tensor", kUsual,
      R"(The inverse of a matrix of which the triangular factor is known.

    (L L^T)^-1, or (R^T R)^-1 if upper

Shape:   ``(*, n, n)`` -> ``(*, n, n)``.
Dtype:   float32, float64.
Grad:    input. Twice differentiable.
Raises:  linalg.LinAlgError for a 0 on the diagonal; ShapeError unless square; DTypeError for other
         types.
Source:  torch.cholesky_inverse.

>>> rg.cholesky_inverse(rg.tensor([[2.0, 0.0], [0.0, 1.0]]))
tensor([[0.2500, 0.0000],
        [0.0000, 1.0000]])
)");
  add_triangular(rows);
}

}  // namespace retrograd::bind
