// Rows of ops/index/masked.h.

#include "ops/index/masked.h"

#include "bind/call/row.h"

namespace retrograd::bind {
namespace {

Object nonzero(const Tensor& x, bool as_tuple) {
  return Object::take(as_tuple ? to_python(ops::nonzero_along(x)) : wrap(ops::nonzero(x)));
}

}  // namespace

void add_masked_rows(Rows& rows) {
  rows.row<&ops::masked_fill>(
      "masked_fill(input: Tensor, mask: Tensor, value: Tensor | Number) -> Tensor",
      kFunction | kMethod,
      R"(A copy with one value wherever the mask is true.

    y = m ? v : x,  dy/dx = 0 and dy/dv = 1 where m

Shape:   input and mask ``(*)``, broadcast together; value a number or ``()``.
Dtype:   all; value is converted to the same; mask bool.
Grad:    input, value. Twice differentiable.
Raises:  DTypeError for another mask; ShapeError if the shapes do not broadcast, or for a value with
         dimensions; RangeError for a number that the type cannot hold.
Source:  torch.Tensor.masked_fill.

>>> x = rg.tensor([1.0, 2.0, 3.0])
>>> rg.masked_fill(x, x > 1.5, 0)
tensor([1., 0., 0.])
)");
  rows.writing<&ops::masked_fill_>(kMethod,
                                   R"(>>> rg.zeros(2, 2).masked_fill_(rg.tensor([True, False]), 1)
tensor([[1., 0.],
        [1., 0.]])
)");
  rows.row<&ops::masked_select>("masked_select(input: Tensor, mask: Tensor) -> Tensor",
                                kFunction | kMethod | kOut,
                                R"(The elements where the mask is true, in order, as a vector.

    y = [x[i] for i if m[i]],  dx = dy there, 0 elsewhere

Shape:   input and mask ``(*)``, broadcast together -> ``(n)``.
Dtype:   all; mask bool.
Grad:    input. Twice differentiable.
Raises:  DTypeError for another mask; ShapeError if the shapes do not broadcast.
Source:  torch.masked_select.

>>> x = rg.tensor([[1, 5], [7, 2]])
>>> rg.masked_select(x, x > 4)
tensor([5, 7])
)");
  rows.row<&ops::masked_scatter>(
      "masked_scatter(input: Tensor, mask: Tensor, source: Tensor) -> Tensor", kFunction | kMethod,
      R"(A copy with the next element of source wherever the mask is true.

    y = m ? s[k] : x, k counting the true ones,  dy/ds = 1 and dy/dx = 0 where m

Shape:   input and mask ``(*)``, broadcast together; source with at least as many elements as the
         mask has true ones.
Dtype:   all, source the same; mask bool.
Grad:    input, source. Twice differentiable.
Raises:  DTypeError for other types; ShapeError if the shapes do not broadcast, or source is too
         short.
Source:  torch.Tensor.masked_scatter.

>>> mask = rg.tensor([True, False, True])
>>> rg.masked_scatter(rg.zeros(3), mask, rg.tensor([5.0, 6.0, 7.0]))
tensor([5., 0., 6.])
)");
  rows.writing<&ops::masked_scatter_>(
      kMethod, R"(>>> rg.zeros(2).masked_scatter_(rg.tensor([False, True]), rg.tensor([8.0]))
tensor([0., 8.])
)");
  rows.row<nonzero>(
      "nonzero(input: Tensor, *, as_tuple: bool = False) -> Any", kFunction | kMethod | kOut,
      R"(Where the elements are that are not 0: one row for each, or a vector for each dimension.

    y[k] = (i, j, ...) of the k-th element that is not 0

As a tuple it is an index: ``x[x.nonzero(as_tuple=True)]``. NaN is not 0.

Shape:   ``(*)`` of n dimensions -> ``(k, n)``, or a tuple of n vectors ``(k)``.
Dtype:   all -> int64.
Grad:    none.
Raises:  nothing.
Source:  torch.nonzero.

>>> rg.nonzero(rg.tensor([[0, 7], [8, 0]]))
tensor([[0, 1],
        [1, 0]])
>>> rg.nonzero(rg.tensor([0, 7, 8]), as_tuple=True)
(tensor([1, 2]),)
)");
  rows.row<&ops::nonzero>("argwhere(input: Tensor) -> Tensor", kFunction | kMethod,
                          R"(Where the elements are that are not 0, one row for each.

    y[k] = (i, j, ...) of the k-th element that is not 0

Shape:   ``(*)`` of n dimensions -> ``(k, n)``.
Dtype:   all -> int64.
Grad:    none.
Raises:  nothing.
Source:  torch.argwhere.

>>> rg.argwhere(rg.tensor([[0, 7], [8, 0]]))
tensor([[0, 1],
        [1, 0]])
)");
}

}  // namespace retrograd::bind
