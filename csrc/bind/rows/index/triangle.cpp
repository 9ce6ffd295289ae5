// Rows of ops/matrix/diagonal.h.

#include "base/check.h"
#include "bind/call/row.h"
#include "ops/index/masked.h"
#include "ops/matrix/diagonal.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::bind {
namespace {

// Another function than diagonal()'s, which has a row of its own.
Tensor diagonal_of_matrices(const Tensor& a, int64_t offset, int64_t dim1, int64_t dim2) {
  return ops::diagonal(a, offset, dim1, dim2);
}

// (2, k): the rows and the columns of a triangle, in order.
template <Tensor (*triangle)(const Tensor&, int64_t)>
Tensor indices(const char* op, int64_t row, int64_t col, int64_t offset,
               const std::optional<DType>& dtype) {
  const DType t = dtype.value_or(DType::kInt64);
  RG_CHECK(row >= 0 && col >= 0, ShapeError, op, ": row and col must be non-negative, got ", row,
           " and ", col);
  RG_CHECK(t == DType::kInt64 || t == DType::kInt32, NotImplementedError, op,
           ": not implemented for ", t, "; indices are int64 or int32");
  return ops::to(ops::t(ops::nonzero(triangle(ops::ones({row, col}, DType::kBool), offset))), t);
}
Tensor tril_indices(int64_t row, int64_t col, int64_t offset, std::optional<DType> dtype, Device) {
  return indices<&ops::tril>("tril_indices", row, col, offset, dtype);
}
Tensor triu_indices(int64_t row, int64_t col, int64_t offset, std::optional<DType> dtype, Device) {
  return indices<&ops::triu>("triu_indices", row, col, offset, dtype);
}

}  // namespace

void add_triangle_rows(Rows& rows) {
  rows.row<&ops::tril>("tril(input: Tensor, diagonal: int = 0) -> Tensor",
                       kFunction | kMethod | kOut,
                       R"(The lower triangle of matrices: what is above a diagonal becomes 0.

    y[i, j] = x[i, j] if j <= i + diagonal else 0

Shape:   ``(*, n, m)`` -> the same.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError for less than two dimensions.
Source:  torch.tril.

>>> rg.tril(rg.ones(2, 3))
tensor([[1., 0., 0.],
        [1., 1., 0.]])
)");
  rows.writing<&ops::tril_>(kMethod, R"(>>> rg.ones(2, 2).tril_(-1)
tensor([[0., 0.],
        [1., 0.]])
)");
  rows.row<&ops::triu>("triu(input: Tensor, diagonal: int = 0) -> Tensor",
                       kFunction | kMethod | kOut,
                       R"(The upper triangle of matrices: what is below a diagonal becomes 0.

    y[i, j] = x[i, j] if j >= i + diagonal else 0

Shape:   ``(*, n, m)`` -> the same.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError for less than two dimensions.
Source:  torch.triu.

>>> rg.triu(rg.ones(2, 3), diagonal=1)
tensor([[0., 1., 1.],
        [0., 0., 1.]])
)");
  rows.writing<&ops::triu_>(kMethod, R"(>>> rg.ones(2, 2).triu_()
tensor([[1., 1.],
        [0., 1.]])
)");
  rows.row<&ops::diagonal>(
      "diagonal(input: Tensor, offset: int = 0, dim1: int = 0, dim2: int = 1) -> Tensor",
      kFunction | kMethod,
      R"(A diagonal of two dimensions, as a view; its dimension comes last.

    y[i] = x[i, i + offset]

Shape:   ``(n, m, *)`` -> ``(*, k)``.
Dtype:   all.
Grad:    input; zero elsewhere. Twice differentiable.
Raises:  ShapeError if the two are one dimension; IndexError if one is out of range.
Source:  torch.diagonal.

>>> rg.diagonal(rg.tensor([[1, 2, 3], [4, 5, 6]]), 1)
tensor([2, 6])
)");
  rows.row<diagonal_of_matrices>(
      "diagonal(A: Tensor, *, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Tensor", kLinalg,
      R"(A diagonal of each matrix, as a view; its dimension comes last.

    y[i] = A[i, i + offset]

Shape:   ``(*, n, m)`` -> ``(*, k)``.
Dtype:   all.
Grad:    A; zero elsewhere. Twice differentiable.
Raises:  ShapeError if the two are one dimension; IndexError if one is out of range.
Source:  torch.linalg.diagonal.

>>> rg.linalg.diagonal(rg.tensor([[[1, 2, 3], [4, 5, 6]]]))
tensor([[1, 5]])
)");
  rows.row<&ops::diag>("diag(input: Tensor, diagonal: int = 0) -> Tensor",
                       kFunction | kMethod | kOut,
                       R"(A copy of a diagonal of a matrix, or a matrix with a vector as a diagonal.

    y[i] = x[i, i + diagonal],  or  y[i, i + diagonal] = x[i]

Shape:   ``(n, m)`` -> ``(k)``; ``(n)`` -> ``(n + |diagonal|, n + |diagonal|)``.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError for another number of dimensions.
Source:  torch.diag.

>>> rg.diag(rg.tensor([1, 2]))
tensor([[1, 0],
        [0, 2]])
)");
  rows.row<&ops::diag_embed>(
      "diag_embed(input: Tensor, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Tensor",
      kFunction | kMethod,
      R"(Matrices that have the last dimension on a diagonal, and zeros elsewhere.

    y[i, i + offset] = x[i]

Shape:   ``(*, n)`` -> ``(*, n + |offset|, n + |offset|)``, or the new dimensions where dim1 and
         dim2 say.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError for a 0-d tensor, or if the two are one dimension; IndexError if one is out of
         range.
Source:  torch.diag_embed.

>>> rg.diag_embed(rg.tensor([[1, 2]]), 1)
tensor([[[0, 1, 0],
         [0, 0, 2],
         [0, 0, 0]]])
)");
  rows.row<&ops::fill_diagonal_>(
      "fill_diagonal_(self: Tensor, fill_value: Number, wrap: bool = False) -> Tensor", kMethod,
      R"(Writes a number to the main diagonal.

    x[i, i, ...] := v

With ``wrap`` the diagonal of a tall matrix begins again below its end, a row left out between.

Shape:   self ``(n, m)``, or more dimensions of one length.
Dtype:   all; a fraction is cut off for integers.
Grad:    0 for what was there.
Raises:  ShapeError for less than two dimensions, and for more of different lengths; RangeError for
         a number that the type cannot hold; GraphError for a leaf that requires grad.
Source:  torch.Tensor.fill_diagonal_.

>>> rg.zeros(2, 3).fill_diagonal_(5)
tensor([[5., 0., 0.],
        [0., 5., 0.]])
)");
  rows.row<&ops::diagonal_scatter>(
      "diagonal_scatter(input: Tensor, src: Tensor, offset: int = 0, dim1: int = 0, dim2: int = 1) "
      "-> Tensor",
      kFunction | kMethod,
      R"(A copy with another tensor written on a diagonal.

    y = x, y[i, i + offset] = s[i],  dy/ds = 1, dy/dx = 0 there

Shape:   input ``(n, m, *)``, src ``(*, k)``, that of ``diagonal(input)``.
Dtype:   all; src is converted to that of input.
Grad:    input, src. Twice differentiable.
Raises:  ShapeError if src has another shape, or the two are one dimension.
Source:  torch.diagonal_scatter.

>>> rg.diagonal_scatter(rg.zeros(2, 2), rg.tensor([1.0, 2.0]))
tensor([[1., 0.],
        [0., 2.]])
)");
  rows.row<tril_indices>(
      "tril_indices(row: int, col: int, offset: int = 0, *, dtype: dtype | None = None, device: "
      "str "
      "| device | None = None) -> Tensor",
      kFunction, R"(Where the lower triangle of a matrix lies: its rows and its columns, in order.

    y[0, k] = i, y[1, k] = j  of the k-th element that tril() keeps

Shape:   -> ``(2, k)``.
Dtype:   int64, or int32.
Grad:    none.
Raises:  ShapeError for a negative length; NotImplementedError for another type.
Source:  torch.tril_indices.

>>> rg.tril_indices(2, 2)
tensor([[0, 1, 1],
        [0, 0, 1]])
)");
  rows.row<triu_indices>(
      "triu_indices(row: int, col: int, offset: int = 0, *, dtype: dtype | None = None, device: "
      "str "
      "| device | None = None) -> Tensor",
      kFunction, R"(Where the upper triangle of a matrix lies: its rows and its columns, in order.

    y[0, k] = i, y[1, k] = j  of the k-th element that triu() keeps

Shape:   -> ``(2, k)``.
Dtype:   int64, or int32.
Grad:    none.
Raises:  ShapeError for a negative length; NotImplementedError for another type.
Source:  torch.triu_indices.

>>> rg.triu_indices(2, 3, 1)
tensor([[0, 0, 1],
        [1, 2, 2]])
)");
}

}  // namespace retrograd::bind
