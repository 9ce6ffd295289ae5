// Rows of ops/reduce/scatter_reduce.h.

#include "bind/call/row.h"
#include "ops/reduce/scatter_reduce.h"

namespace retrograd::bind {
namespace {

Tensor scatter_reduce(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& src,
                      const std::string& reduce, bool include_self) {
  return ops::scatter_reduce(x, dim, index, src, ops::scattered("scatter_reduce", reduce),
                             include_self);
}
Tensor& scatter_reduce_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& src,
                        const std::string& reduce, bool include_self) {
  return ops::scatter_reduce_(x, dim, index, src, ops::scattered("scatter_reduce_", reduce),
                              include_self);
}
Tensor index_reduce(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                    const std::string& reduce, bool include_self) {
  return ops::index_reduce(x, dim, index, source, ops::scattered("index_reduce", reduce, false),
                           include_self);
}
Tensor& index_reduce_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                      const std::string& reduce, bool include_self) {
  return ops::index_reduce_(x, dim, index, source, ops::scattered("index_reduce_", reduce, false),
                            include_self);
}

}  // namespace

void add_index_reduce_rows(Rows& rows) {
  rows.row<scatter_reduce>(
      "scatter_reduce(input: Tensor, dim: int, index: Tensor, src: Tensor, reduce: str, *, "
      "include_self: bool = True) -> Tensor",
      kFunction | kMethod | kOut,
      R"(A copy in which each place becomes a reduction of the elements that index sends to it.

    y[k, j] = reduce of x[k, j] and all s[i, j] with index[i, j] = k  for dim 0

reduce is ``"sum"``, ``"prod"``, ``"mean"``, ``"amax"`` or ``"amin"``. Without include_self what was
in a place that something goes to does not count. All are reduced in the order of the index; equal
extremes share the gradient.

Shape:   input ``(n, m)``, index ``(k, l)`` with ``l <= m`` for dim 0, src no smaller than index
         -> that of input.
Dtype:   all, src the same; index int64 or int32. A mean of integers is rounded down.
Grad:    input, src. Twice differentiable.
Raises:  BoundsError for a position out of bounds; ShapeError or DTypeError for what does not fit;
         RuntimeError for another reduce.
Source:  torch.scatter_reduce.

>>> x, index = rg.ones(3), rg.tensor([0, 0, 2])
>>> rg.scatter_reduce(x, 0, index, rg.tensor([4.0, 5.0, 7.0]), "amax")
tensor([5., 1., 7.])
>>> rg.scatter_reduce(x, 0, index, rg.tensor([4.0, 5.0, 7.0]), "mean", include_self=False)
tensor([4.5000, 1.0000, 7.0000])
)");
  rows.writing<scatter_reduce_>(
      kMethod,
      R"(>>> rg.ones(2).scatter_reduce_(0, rg.tensor([1, 1]), rg.tensor([3.0, 5.0]), "prod")
tensor([ 1., 15.])
)");
  rows.row<index_reduce>(
      "index_reduce(input: Tensor, dim: int, index: Tensor, source: Tensor, reduce: str, *, "
      "include_self: bool = True) -> Tensor",
      kFunction | kMethod | kOut,
      R"(A copy in which slices become reductions of those that index sends to them.

    y[k, j] = reduce of x[k, j] and all s[i, j] with index[i] = k  for dim 0

reduce is ``"prod"``, ``"mean"``, ``"amax"`` or ``"amin"``; the rest is as for scatter_reduce().

Shape:   input ``(n, *)``, index ``(k)``, source ``(k, *)`` -> ``(n, *)``.
Dtype:   all, source the same; index int64 or int32. A mean of integers is rounded down.
Grad:    input, source. Twice differentiable.
Raises:  BoundsError for a position out of bounds; ShapeError, DTypeError or IndexError for what
         does not fit; RuntimeError for another reduce.
Source:  torch.index_reduce.

>>> rg.index_reduce(rg.ones(2), 0, rg.tensor([1, 1]), rg.tensor([3.0, 5.0]), "prod")
tensor([ 1., 15.])
)");
  rows.writing<index_reduce_>(
      kMethod, R"(>>> rg.ones(2).index_reduce_(0, rg.tensor([0]), rg.tensor([3.0]), "amax")
tensor([3., 1.])
)");
}

}  // namespace retrograd::bind
