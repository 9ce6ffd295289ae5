// Rows of ops/linalg/solve.h and of ops/spectral/matrix_exp.h.

#include "ops/linalg/solve.h"

#include "bind/rows/linalg/linalg.h"
#include "ops/spectral/matrix_exp.h"

namespace retrograd::bind {
namespace {

NamedPair solve_ex(const Tensor& a, const Tensor& b, bool left, bool check_errors) {
  return {"linalg_solve_ex", ops::solve_ex(a, b, left, check_errors)};
}
NamedPair inv_ex(const Tensor& a, bool check_errors) {
  return {"linalg_inv_ex", ops::inv_ex(a, check_errors)};
}
Tensor inverse(const Tensor& a) { return ops::inv(a); }
NamedPair slogdet(const Tensor& a) { return {"linalg_slogdet", ops::slogdet("linalg.slogdet", a)}; }
NamedPair old_slogdet(const Tensor& a) { return {"slogdet", ops::slogdet("slogdet", a)}; }

void add_determinants(Rows& rows) {
  const char* det = R"(The determinant of square matrices.

    d = det A,  dA = d A^-T dd; the cofactors times dd for a singular A

Shape:   ``(*, n, n)`` -> ``(*)``; 1 of a matrix without elements.
Dtype:   float32, float64.
Grad:    A. Twice differentiable, thrice where singular values differ or none is small.
Raises:  ShapeError unless square; DTypeError for other types.
Source:  torch.linalg.det.

>>> rg.linalg.det(rg.tensor([[2.0, 1.0], [4.0, 5.0]]))
tensor(6.)
)";
  rows.row<&ops::det>("det(A: Tensor) -> Tensor", kFunction | kMethod | kLinalg, det);
  const char* slog = R"(The sign and the logarithm of the absolute value of the determinant.

    s, l:  det A = s e^l,  dA = A^-T dl

Of a singular matrix they are 0 and minus infinity, without a gradient.

Shape:   ``(*, n, n)`` -> twice ``(*)``.
Dtype:   float32, float64.
Grad:    A. Twice differentiable.
Raises:  ShapeError unless square; DTypeError for other types.
Source:  torch.linalg.slogdet.

>>> rg.linalg.slogdet(rg.tensor([[0.0, 2.0], [0.5, 0.0]])).sign
tensor(-1.)
)";
  rows.row<slogdet>("slogdet(A: Tensor) -> SignAndLogarithm", kLinalg | kOut, slog);
  rows.row<old_slogdet>("slogdet(input: Tensor) -> SignAndLogarithm", kUsual, slog);
  rows.row<&ops::logdet>("logdet(input: Tensor) -> Tensor", kFunction | kMethod,
                         R"(The logarithm of the determinant; NaN where that is negative.

    y = log det A,  dA = A^-T dy

Shape:   ``(*, n, n)`` -> ``(*)``.
Dtype:   float32, float64.
Grad:    input. Twice differentiable.
Raises:  ShapeError unless square; DTypeError for other types.
Source:  torch.logdet.

>>> rg.logdet(rg.tensor([[2.0, 0.0], [0.0, 0.5]]))
tensor(0.)
)");
}

void add_of_tensors(Rows& rows) {
  rows.row<&ops::tensorinv>("tensorinv(input: Tensor, ind: int = 2) -> Tensor", kLinalg | kOut,
                            R"(The inverse of a tensor that stands for a matrix.

    Y = A^-1, the first ind dimensions of A being the rows

Shape:   ``(*rows, *cols)`` -> ``(*cols, *rows)``, as many elements in the rows as in the columns.
Dtype:   float32, float64.
Grad:    input. Twice differentiable.
Raises:  linalg.LinAlgError for a singular matrix; ShapeError if the shape does not fit;
         RuntimeError for an ind below 1; DTypeError for other types.
Source:  torch.linalg.tensorinv.

>>> rg.linalg.tensorinv(rg.eye(6).reshape(2, 3, 6)).shape
torch.Size([6, 2, 3])
)");
  rows.row<&ops::tensorsolve>(
      "tensorsolve(input: Tensor, other: Tensor, dims: tuple[int, ...] | None = None) -> Tensor",
      kLinalg | kOut, R"(The solution of equations with a tensor that stands for a matrix.

    sum_j A_ij X_j = B_i,  i and j of several dimensions

The dims of the input are moved to its end before.

Shape:   input ``(*rows, *cols)``, other ``(*rows)`` -> ``(*cols)``, as many elements in the rows as
         in the columns.
Dtype:   float32, float64; both alike.
Grad:    input, other. Twice differentiable.
Raises:  linalg.LinAlgError for a singular matrix; ShapeError if the shapes do not fit; DTypeError
         for other or different types.
Source:  torch.linalg.tensorsolve.

>>> rg.linalg.tensorsolve(rg.eye(6).reshape(2, 3, 6), rg.ones(2, 3))
tensor([1., 1., 1., 1., 1., 1.])
)");
  rows.row<&ops::matrix_exp>("matrix_exp(input: Tensor) -> Tensor", kFunction | kMethod | kLinalg,
                             R"(The exponential of square matrices.

    Y = 1 + A + A A / 2! + A A A / 3! + ...

Shape:   ``(*, n, n)`` -> ``(*, n, n)``.
Dtype:   floating; float16 and bfloat16 are computed in float32.
Grad:    input. Twice differentiable.
Raises:  ShapeError unless square; DTypeError unless floating.
Source:  torch.linalg.matrix_exp.

>>> rg.linalg.matrix_exp(rg.tensor([[0.0, 2.0], [0.0, 0.0]]))
tensor([[1., 2.],
        [0., 1.]])
)");
}

}  // namespace

void add_solve_rows(Rows& rows) {
  rows.row<&ops::solve>("solve(A: Tensor, B: Tensor, *, left: bool = True) -> Tensor",
                        kLinalg | kOut, R"(The solution of equations with square matrices.

    A X = B, or X A = B unless left,  dB = A^-T dX,  dA = -dB X^T

B holds vectors if it has one dimension, or the shape of A without the last one.

Shape:   A ``(*, n, n)``, B ``(*, n, k)``, ``(*, n)``, or ``(*, k, n)`` unless left -> as B; batches
         broadcast.
Dtype:   float32, float64; both alike.
Grad:    A, B. Twice differentiable.
Raises:  linalg.LinAlgError for a singular A; ShapeError if the shapes do not fit; DTypeError for
         other or different types.
Source:  torch.linalg.solve.

>>> rg.linalg.solve(rg.tensor([[2.0, 0.0], [1.0, 1.0]]), rg.tensor([2.0, 3.0]))
tensor([1., 2.])
)");
  rows.row<solve_ex>(
      "solve_ex(A: Tensor, B: Tensor, *, left: bool = True, check_errors: bool = False) -> "
      "ResultAndInfo",
      kLinalg | kOut, R"(The solution as of solve(), and whether A is singular.

    A X = B, or X A = B unless left

The second result is 0, or the first column, from 1, whose pivot is 0.

Shape:   as of solve(), and ``(*)``.
Dtype:   float32, float64; both alike; info is int32.
Grad:    A, B. Twice differentiable.
Raises:  as solve() if check_errors, else ShapeError and DTypeError alone.
Source:  torch.linalg.solve_ex.

>>> rg.linalg.solve_ex(rg.zeros(2, 2), rg.ones(2)).info
tensor(1, dtype=torch.int32)
)");
  const char* inv = R"(The inverse of square matrices.

    Y = A^-1,  dA = -Y^T dY Y^T

To solve equations, solve() is faster and more accurate.

Shape:   ``(*, n, n)`` -> ``(*, n, n)``.
Dtype:   float32, float64.
Grad:    A. Twice differentiable.
Raises:  linalg.LinAlgError for a singular matrix; ShapeError unless square; DTypeError for other
         types.
Source:  torch.linalg.inv.

>>> rg.linalg.inv(rg.tensor([[2.0, 0.0], [0.0, 4.0]]))
tensor([[0.5000, 0.0000],
        [0.0000, 0.2500]])
)";
  rows.row<&ops::inv>("inv(A: Tensor) -> Tensor", kLinalg | kOut, inv);
  rows.row<inverse>("inverse(input: Tensor) -> Tensor", kUsual, inv);
  rows.row<inv_ex>("inv_ex(A: Tensor, *, check_errors: bool = False) -> InverseAndInfo",
                   kLinalg | kOut, R"(The inverse as of inv(), and whether the matrix is singular.

    Y = A^-1

The second result is 0, or the first column, from 1, whose pivot is 0.

Shape:   ``(*, n, n)`` -> ``(*, n, n)`` and ``(*)``.
Dtype:   float32, float64; info is int32.
Grad:    A. Twice differentiable.
Raises:  as inv() if check_errors, else ShapeError and DTypeError alone.
Source:  torch.linalg.inv_ex.

>>> rg.linalg.inv_ex(rg.zeros(2, 2)).info
tensor(1, dtype=torch.int32)
)");
  add_determinants(rows);
  add_of_tensors(rows);
}

}  // namespace retrograd::bind
