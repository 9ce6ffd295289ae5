// Rows of ops/linalg/lu.h.

#include "ops/linalg/lu.h"

#include "bind/rows/linalg/linalg.h"

namespace retrograd::bind {
namespace {

NamedPair lu_factor(const Tensor& a, bool pivot) {
  const auto [lu, pivots, info] = ops::lu_factor("torch.linalg.lu_factor", a, pivot, true);
  return {"linalg_lu_factor", {lu, pivots}};
}
NamedResults lu_factor_ex(const Tensor& a, bool pivot, bool check_errors) {
  const auto [lu, pivots, info] =
      ops::lu_factor("torch.linalg.lu_factor_ex", a, pivot, check_errors);
  return {"linalg_lu_factor_ex", {lu, pivots, info}};
}
// The old form: a tuple without names.
std::vector<Tensor> packed_lu(const Tensor& a, bool pivot, bool get_infos) {
  const auto [lu, pivots, info] = ops::lu_factor("lu", a, pivot, false);
  if (get_infos) return {lu, pivots, info};
  return {lu, pivots};
}
NamedResults lu(const Tensor& a, bool pivot) {
  const auto [p, l, u] = ops::lu(a, pivot);
  return {"linalg_lu", {p, l, u}};
}
NamedResults lu_unpack(const Tensor& data, const Tensor& pivots, bool unpack_data,
                       bool unpack_pivots) {
  const auto [p, l, u] = ops::lu_unpack(data, pivots, unpack_data, unpack_pivots);
  return {"lu_unpack", {p, l, u}};
}
Tensor old_lu_solve(const Tensor& b, const Tensor& lu, const Tensor& pivots) {
  return ops::lu_solve(lu, pivots, b, true, false);
}

void add_solvers(Rows& rows) {
  rows.row<&ops::lu_solve>(
      "lu_solve(LU: Tensor, pivots: Tensor, B: Tensor, *, left: bool = True, adjoint: bool = "
      "False) -> Tensor",
      kLinalg | kOut, R"(The solution of equations with a matrix of which lu_factor() is known.

    A X = B, or X A = B unless left; with A^T in the place of A if adjoint

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
)");
  rows.row<old_lu_solve>("lu_solve(input: Tensor, LU_data: Tensor, LU_pivots: Tensor) -> Tensor",
                         kUsual,
                         R"(The solution of equations with a matrix of which the factors are known.

    A X = B

An old form of linalg.lu_solve().

Shape:   input ``(*, n, k)``, LU_data ``(*, n, n)``, LU_pivots ``(*, n)`` -> ``(*, n, k)``.
Dtype:   float32, float64; both alike, pivots int32.
Grad:    input, LU_data. Twice differentiable.
Raises:  ShapeError if the shapes do not fit; DTypeError for other or different types; RuntimeError
         for pivots that are no rows.
Source:  torch.lu_solve.

>>> LU, pivots = rg.linalg.lu_factor(rg.tensor([[1.0, 2.0], [2.0, 2.0]]))
>>> rg.lu_solve(rg.tensor([[3.0], [4.0]]), LU, pivots)
tensor([[1.],
        [1.]])
)");
}

}  // namespace

void add_lu_rows(Rows& rows) {
  rows.row<lu_factor>("lu_factor(A: Tensor, *, pivot: bool = True) -> FactorsAndPivots",
                      kLinalg | kOut, R"(The factors of matrices, packed into one, and the pivots.

    A = P L U:  L below the diagonal, where its 1s are left out, U on and above it

Of each column the largest element that is left is the pivot; pivots has the row, from 1, that each
row was exchanged with.

Shape:   ``(*, m, n)`` -> ``(*, m, n)`` and ``(*, min(m, n))``.
Dtype:   float32, float64; pivots are int32.
Grad:    A. Twice differentiable.
Raises:  RuntimeError for a 0 on the diagonal of U, and without pivoting; ShapeError unless there
         are two dimensions; DTypeError for other types.
Source:  torch.linalg.lu_factor.

>>> rg.linalg.lu_factor(rg.tensor([[1.0, 2.0], [2.0, 2.0]])).LU
tensor([[2.0000, 2.0000],
        [0.5000, 1.0000]])
)");
  rows.row<lu_factor_ex>(
      "lu_factor_ex(A: Tensor, *, pivot: bool = True, check_errors: bool = False) -> "
      "FactorsPivotsAndInfo",
      kLinalg | kOut, R"(The packed factors as of lu_factor(), and where U has a 0 on its diagonal.

    A = P L U

The third result is 0, or the first column, from 1, with a 0 there.

Shape:   ``(*, m, n)`` -> ``(*, m, n)``, ``(*, min(m, n))`` and ``(*)``.
Dtype:   float32, float64; pivots and info are int32.
Grad:    A. Twice differentiable.
Raises:  as lu_factor() if check_errors, else ShapeError and DTypeError alone.
Source:  torch.linalg.lu_factor_ex.

>>> rg.linalg.lu_factor_ex(rg.zeros(2, 2)).info
tensor(1, dtype=torch.int32)
)");
  rows.row<lu>("lu(A: Tensor, *, pivot: bool = True) -> PermutationAndFactors", kLinalg | kOut,
               R"(The factors of matrices, with partial pivoting.

    A = P L U:  P exchanges rows, L has 1s on its diagonal

Shape:   ``(*, m, n)`` -> ``(*, m, m)``, ``(*, m, k)`` and ``(*, k, n)``, k the less of m and n.
Dtype:   float32, float64.
Grad:    A. Twice differentiable.
Raises:  RuntimeError without pivoting; ShapeError unless there are two dimensions; DTypeError for
         other types.
Source:  torch.linalg.lu.

>>> rg.linalg.lu(rg.tensor([[1.0, 2.0], [2.0, 2.0]])).U
tensor([[2., 2.],
        [0., 1.]])
)");
  rows.row<packed_lu>(
      "lu(input: Tensor, pivot: bool = True, get_infos: bool = False) -> tuple[Tensor, ...]",
      kFunction | kMethod, R"(The packed factors of matrices, and the pivots.

    A = P L U

An old form of linalg.lu_factor_ex(), whose results are a plain tuple; info comes last if get_infos.

Shape:   ``(*, m, n)`` -> ``(*, m, n)``, ``(*, min(m, n))`` and ``(*)``.
Dtype:   float32, float64; pivots and info are int32.
Grad:    input. Twice differentiable.
Raises:  RuntimeError without pivoting; ShapeError unless there are two dimensions; DTypeError for
         other types.
Source:  torch.lu.

>>> LU, pivots = rg.lu(rg.tensor([[1.0, 2.0], [2.0, 2.0]]))
>>> pivots
tensor([2, 2], dtype=torch.int32)
)");
  rows.row<lu_unpack>(
      "lu_unpack(LU_data: Tensor, LU_pivots: Tensor, unpack_data: bool = True, unpack_pivots: bool "
      "= True) -> PermutationAndFactors",
      kFunction | kOut, R"(The matrices that lu_factor() packed.

    A = P L U

What is not to be unpacked is a tensor without elements.

Shape:   ``(*, m, n)`` and ``(*, k)`` -> ``(*, m, m)``, ``(*, m, k)`` and ``(*, k, n)``, k the less
         of m and n.
Dtype:   float32, float64; pivots int32.
Grad:    LU_data. Twice differentiable.
Raises:  ShapeError if the shapes do not fit; DTypeError for other types; RuntimeError for pivots
         that are no rows.
Source:  torch.lu_unpack.

>>> LU, pivots = rg.linalg.lu_factor(rg.tensor([[1.0, 2.0], [2.0, 2.0]]))
>>> P, L, U = rg.lu_unpack(LU, pivots)
>>> P @ L @ U
tensor([[1., 2.],
        [2., 2.]])
)");
  add_solvers(rows);
}

}  // namespace retrograd::bind
