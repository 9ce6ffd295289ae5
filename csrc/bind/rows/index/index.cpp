// Rows of ops/index/index.h.

#include "ops/index/index.h"

#include "bind/call/row.h"

namespace retrograd::bind {
namespace {

Tensor index_put(const Tensor& x, const std::vector<Tensor>& indices, const Tensor& values,
                 bool accumulate) {
  return ops::index_put(x, {indices}, values, accumulate);
}
Tensor& index_put_in_place(Tensor& x, const std::vector<Tensor>& indices, const Tensor& values,
                           bool accumulate) {
  return ops::index_put_(x, {indices}, values, accumulate);
}

}  // namespace

void add_index_rows(Rows& rows) {
  rows.row<index_put>(
      "index_put(input: Tensor, indices: Sequence[Tensor], values: Tensor, accumulate: bool = "
      "False) -> Tensor",
      kFunction | kMethod,
      R"(A copy with values written where tensors of indices point, or added there.

    y = x, y[indices] = values,  dy/dvalues = 1 at the indices, dy/dx = 0 there

Where several indices name one element the last value stays, or all are added, in their order.
float16 and bfloat16 are added in float32, and rounded once.

Shape:   input ``(*)``; values broadcast to the shape of ``input[indices]``.
Dtype:   all; values of the same, or 0-d. Indices are int64, int32, or masks: bool, uint8.
Grad:    input, values. Twice differentiable.
Raises:  BoundsError for an index out of bounds; IndexError for indices that do not fit; ShapeError
         for values that do not broadcast; RuntimeError for values of another type.
Source:  torch.index_put.

>>> rg.index_put(rg.zeros(3), (rg.tensor([0, 2]),), rg.tensor([5.0, 7.0]))
tensor([5., 0., 7.])
>>> rg.index_put(rg.zeros(2), (rg.tensor([1, 1]),), rg.tensor(2.0), accumulate=True)
tensor([0., 4.])
)");
  rows.row<index_put_in_place>(
      "index_put_(self: Tensor, indices: Sequence[Tensor], values: Tensor, accumulate: bool = "
      "False) -> Tensor",
      kFunction | kMethod,
      R"(Writes values where tensors of indices point, or adds them there; the same as index_put().

    x[indices] := values

Shape:   self ``(*)``; values broadcast to the shape of ``self[indices]``.
Dtype:   all; values of the same, or 0-d.
Grad:    self, values. Twice differentiable.
Raises:  as index_put(); ReadOnlyError; GraphError for a leaf that requires grad.
Source:  torch.Tensor.index_put_.

>>> rg.zeros(3).index_put_((rg.tensor([True, False, True]),), rg.tensor(1.0))
tensor([1., 0., 1.])
)");
}

}  // namespace retrograd::bind
