// Rows of ops/sort/sort.h.

#include "ops/sort/sort.h"

#include "bind/call/row.h"

namespace retrograd::bind {
namespace {

// Sorting is stable whether that is asked for or not.
NamedPair sort(const Tensor& x, int64_t dim, bool descending, std::optional<bool>) {
  return {"sort", ops::sort(x, dim, descending)};
}
Tensor argsort(const Tensor& x, int64_t dim, bool descending, std::optional<bool>) {
  return ops::argsort(x, dim, descending);
}
Tensor msort(const Tensor& x) { return std::get<0>(ops::sort(x, 0, false)); }
// What is largest comes in order, sorted or not.
NamedPair topk(const Tensor& x, int64_t k, int64_t dim, bool largest, bool) {
  return {"topk", ops::topk(x, k, dim, largest)};
}
NamedPair kthvalue(const Tensor& x, int64_t k, int64_t dim, bool keepdim) {
  return {"kthvalue", ops::kthvalue(x, k, dim, keepdim)};
}
constexpr Tensor (*median_of_all)(const Tensor&) = &ops::median;
constexpr Tensor (*nanmedian_of_all)(const Tensor&) = &ops::nanmedian;
NamedPair median_along(const Tensor& x, int64_t dim, bool keepdim) {
  return {"median", ops::median(x, dim, keepdim)};
}
NamedPair nanmedian_along(const Tensor& x, int64_t dim, bool keepdim) {
  return {"nanmedian", ops::nanmedian(x, dim, keepdim)};
}

void add_orders(Rows& rows) {
  rows.row<sort>(
      "sort(input: Tensor, dim: int = -1, descending: bool = False, stable: bool | None = False) "
      "-> ValuesAndIndices",
      kUsual, R"(The elements in order along a dimension, and where they stood.

    y_1 <= y_2 <= ...,  dL/dx at the index of y_i is dL/dy_i

Equal elements stay in their order, whether stable or not. NaN comes after all numbers, before them
if descending.

Shape:   ``(*)`` -> twice ``(*)``.
Dtype:   all; indices are int64.
Grad:    input. Twice differentiable.
Raises:  IndexError if dim is out of range.
Source:  torch.sort.

>>> rg.sort(rg.tensor([3.0, 1.0, 2.0])).values
tensor([1., 2., 3.])
)");
  rows.row<argsort>(
      "argsort(input: Tensor, dim: int = -1, descending: bool = False, stable: bool = False) -> "
      "Tensor",
      kFunction | kMethod, R"(Where the elements in order stood; see sort().

    x[i_1] <= x[i_2] <= ...

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; the result is int64.
Grad:    none.
Raises:  IndexError if dim is out of range.
Source:  torch.argsort.

>>> rg.argsort(rg.tensor([3.0, 1.0, 2.0]))
tensor([1, 2, 0])
)");
  rows.row<msort>("msort(input: Tensor) -> Tensor", kUsual,
                  R"(The elements in order along the first dimension.

    y = sort(x, dim=0).values

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  nothing.
Source:  torch.msort.

>>> rg.msort(rg.tensor([3, 1, 2]))
tensor([1, 2, 3])
)");
  rows.row<topk>(
      "topk(input: Tensor, k: int, dim: int = -1, largest: bool = True, sorted: bool = True) -> "
      "ValuesAndIndices",
      kUsual, R"(The k largest or smallest elements along a dimension, and where they stand.

    y_1 >= ... >= y_k,  dL/dx at the index of y_i is dL/dy_i

They come in order, sorted or not; of equals the first ones are taken. NaN is larger than all.

Shape:   ``(*, n, *)`` -> twice ``(*, k, *)``.
Dtype:   all but bool; indices are int64.
Grad:    input. Twice differentiable.
Raises:  ShapeError unless 0 <= k <= n; DTypeError for bool; IndexError if dim is out of range.
Source:  torch.topk.

>>> rg.topk(rg.tensor([3.0, 1.0, 2.0]), 2).indices
tensor([0, 2])
)");
}

}  // namespace

void add_sort_rows(Rows& rows) {
  add_orders(rows);
  rows.row<kthvalue>(
      "kthvalue(input: Tensor, k: int, dim: int = -1, keepdim: bool = False) -> ValuesAndIndices",
      kUsual, R"(The k-th smallest element along a dimension, from 1 on, and where it stands.

    y = sort(x)_k,  dL/dx at the index is dL/dy

Shape:   ``(*)`` -> ``(*)`` without the dim; it stays with length 1 if keepdim.
Dtype:   all but bool; indices are int64.
Grad:    input. Twice differentiable.
Raises:  ShapeError unless 1 <= k <= n; NotImplementedError for bool; IndexError if there is no
         element along dim, or it is out of range.
Source:  torch.kthvalue.

>>> rg.kthvalue(rg.tensor([3.0, 1.0, 2.0]), 2).values
tensor(2.)
)");
  rows.row<median_of_all, median_along>(
      {"median(input: Tensor) -> Tensor",
       "median(input: Tensor, dim: int, keepdim: bool = False) -> ValuesAndIndices"},
      kUsual,
      R"(The element in the middle, of two the lower one; along a dimension also where it is.

    y = sort(x)_m,  m = floor((n + 1) / 2)

NaN where there is one. The gradient is shared by all that are equal to the median; along a
dimension it goes to the one at the index. Of nothing it is NaN, or the least integer.

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
Dtype:   all but bool; indices are int64.
Grad:    input. Twice differentiable.
Raises:  NotImplementedError for bool; IndexError if there is no element along dim, or it is out of
         range.
Source:  torch.median.

>>> rg.median(rg.tensor([3.0, 1.0, 2.0, 4.0]))
tensor(2.)
)");
  rows.row<nanmedian_of_all, nanmedian_along>(
      {"nanmedian(input: Tensor) -> Tensor",
       "nanmedian(input: Tensor, dim: int, keepdim: bool = False) -> ValuesAndIndices"},
      kUsual, R"(The median of what is no NaN; NaN if nothing is.

    y = median(x_i where x_i is no NaN)

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
Dtype:   all but bool; indices are int64.
Grad:    input. Twice differentiable.
Raises:  NotImplementedError for bool; IndexError if there is no element along dim, or it is out of
         range.
Source:  torch.nanmedian.

>>> rg.nanmedian(rg.tensor([3.0, float("nan"), 2.0]))
tensor(2.)
)");
}

}  // namespace retrograd::bind
