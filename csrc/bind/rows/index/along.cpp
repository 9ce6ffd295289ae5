// Rows of ops/index/along.h.

#include "ops/index/along.h"

#include "bind/call/row.h"

namespace retrograd::bind {

void add_along_rows(Rows& rows) {
  rows.row<&ops::index_select>(
      "index_select(input: Tensor, dim: int, index: Tensor) -> Tensor", kFunction | kMethod | kOut,
      R"(The slices of a tensor at the positions that a vector names, in its order.

    y[i, j] = x[index[i], j]  for dim 0,  dx = 0 with dy added there

Shape:   ``(n, *)`` and index ``(k)`` -> ``(k, *)``.
Dtype:   all; index int64 or int32.
Grad:    input. Twice differentiable.
Raises:  BoundsError for a position out of bounds; IndexError unless index is a vector; DTypeError
         for another type of it.
Source:  torch.index_select.

>>> rg.index_select(rg.tensor([[1, 2], [3, 4], [5, 6]]), 0, rg.tensor([2, 0]))
tensor([[5, 6],
        [1, 2]])
)");
  rows.row<&ops::index_add>(
      "index_add(input: Tensor, dim: int, index: Tensor, source: Tensor, *, alpha: Number = 1) -> "
      "Tensor",
      kFunction | kMethod | kOut,
      R"(A copy with alpha times the slices of source added at the positions that index names.

    y = x, y[index[i], j] += alpha s[i, j]  for dim 0,  dy/ds = alpha

All are added, in their order, also where a position comes twice. float16 and bfloat16 are added
in float32 and rounded once.

Shape:   input ``(n, *)``, index ``(k)``, source ``(k, *)`` -> ``(n, *)``.
Dtype:   all, source the same; index int64 or int32.
Grad:    input, source. Twice differentiable.
Raises:  BoundsError for a position out of bounds; ShapeError, DTypeError or IndexError for what
         does not fit; RuntimeError for a float alpha beside integers.
Source:  torch.index_add.

>>> rg.index_add(rg.ones(3), 0, rg.tensor([0, 2, 0]), rg.tensor([1.0, 2.0, 3.0]))
tensor([5., 1., 3.])
)");
  rows.writing<&ops::index_add_>(
      kMethod, R"(>>> rg.ones(3).index_add_(0, rg.tensor([1, 1]), rg.ones(2), alpha=2)
tensor([1., 5., 1.])
)");
  rows.row<&ops::index_copy>(
      "index_copy(input: Tensor, dim: int, index: Tensor, source: Tensor) -> Tensor",
      kFunction | kMethod | kOut,
      R"(A copy with the slices of source written at the positions that index names.

    y = x, y[index[i], j] = s[i, j]  for dim 0,  dy/ds = 1, dy/dx = 0 there

Of several slices for one position the last one stays.

Shape:   input ``(n, *)``, index ``(k)``, source ``(k, *)`` -> ``(n, *)``.
Dtype:   all, source the same; index int64 or int32.
Grad:    input, source. Twice differentiable.
Raises:  BoundsError for a position out of bounds; ShapeError, DTypeError or IndexError for what
         does not fit.
Source:  torch.index_copy.

>>> rg.index_copy(rg.zeros(3), 0, rg.tensor([2, 0]), rg.tensor([1.0, 2.0]))
tensor([2., 0., 1.])
)");
  rows.writing<&ops::index_copy_>(
      kMethod, R"(>>> rg.zeros(3).index_copy_(0, rg.tensor([1]), rg.tensor([5.0]))
tensor([0., 5., 0.])
)");
  rows.row<&ops::index_fill>(
      "index_fill(input: Tensor, dim: int, index: Tensor, value: Tensor | Number) -> Tensor",
      kFunction | kMethod,
      R"(A copy with one value written to the slices at the positions that index names.

    y = x, y[index[i], j] = v  for dim 0,  dy/dv = 1, dy/dx = 0 there

Negative positions count from the end.

Shape:   input ``(n, *)``, index ``(k)``, value a number or ``()`` -> ``(n, *)``.
Dtype:   all; value is converted to the same; index int64 or int32.
Grad:    input, value. Twice differentiable.
Raises:  BoundsError for a position out of bounds; IndexError unless index is a vector; ShapeError
         for a value with dimensions; RangeError for a number that the type cannot hold.
Source:  torch.index_fill.

>>> rg.index_fill(rg.zeros(2, 3), 1, rg.tensor([0, -1]), 5)
tensor([[5., 0., 5.],
        [5., 0., 5.]])
)");
  rows.writing<&ops::index_fill_>(kMethod,
                                  R"(>>> rg.zeros(3).index_fill_(0, rg.tensor([1]), 7)
tensor([0., 7., 0.])
)");
  rows.row<&ops::select_scatter>(
      "select_scatter(input: Tensor, src: Tensor, dim: int, index: int) -> Tensor",
      kFunction | kMethod,
      R"(A copy with another tensor written at one index of a dimension.

    y = x, y[i, index] = s[i]  for dim 1,  dy/ds = 1, dy/dx = 0 there

Shape:   input ``(n, m)``, src ``(n)`` for dim 1, that of ``input.select(dim, index)``.
Dtype:   all; src is converted to that of input.
Grad:    input, src. Twice differentiable.
Raises:  ShapeError if src has another shape; IndexError if dim or index is out of range.
Source:  torch.select_scatter.

>>> rg.select_scatter(rg.zeros(2, 2), rg.tensor([1.0, 2.0]), 1, -1)
tensor([[0., 1.],
        [0., 2.]])
)");
  rows.row<&ops::slice_scatter>(
      "slice_scatter(input: Tensor, src: Tensor, dim: int = 0, start: int | None = None, end: int "
      "| None = None, step: int = 1) -> Tensor",
      kFunction | kMethod,
      R"(A copy with another tensor written to a slice of a dimension.

    y = x, y[i, start:end:step] = s[i]  for dim 1,  dy/ds = 1, dy/dx = 0 there

Shape:   src has that of the slice.
Dtype:   all; src is converted to that of input.
Grad:    input, src. Twice differentiable.
Raises:  ShapeError if src has another shape; IndexError if dim is out of range; ValueError unless
         step is positive.
Source:  torch.slice_scatter.

>>> rg.slice_scatter(rg.zeros(4), rg.ones(2), start=0, step=2)
tensor([1., 0., 1., 0.])
)");
}

}  // namespace retrograd::bind
