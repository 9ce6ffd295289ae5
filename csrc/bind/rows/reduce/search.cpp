// Rows of ops/search/search.h and unique.h.

#include "ops/search/search.h"

#include "base/check.h"
#include "bind/call/row.h"
#include "ops/search/unique.h"

namespace retrograd::bind {
namespace {

// One tensor alone, or a tuple.
Object given(const ops::Unique& found, const ops::UniqueAsked& asked) {
  if (!asked.inverse && !asked.counts) return Object::take(to_python(found.values));
  std::vector<Tensor> all = {found.values};
  if (asked.inverse) all.push_back(found.inverse);
  if (asked.counts) all.push_back(found.counts);
  return Object::take(to_python(all));
}
Object unique(const Tensor& x, bool, bool inverse, bool counts, std::optional<int64_t> dim) {
  const ops::UniqueAsked asked = {dim, inverse, counts};
  return given(ops::unique(x, asked), asked);
}
Object unique_consecutive(const Tensor& x, bool inverse, bool counts, std::optional<int64_t> dim) {
  const ops::UniqueAsked asked = {dim, inverse, counts};
  return given(ops::unique_consecutive(x, asked), asked);
}

Tensor searchsorted(const Tensor& sorted, const Tensor& values, bool as_int32, bool right,
                    const std::optional<std::string>& side, const Tensor& sorter) {
  if (side) {
    RG_CHECK(*side == "left" || *side == "right", RuntimeError,
             "searchsorted: expected side 'left' or 'right', got '", *side, "'");
    RG_CHECK(*side == "right" || !right, RuntimeError,
             "searchsorted: side 'left' contradicts right=True; give one of them");
  }
  return ops::searchsorted("searchsorted", sorted, values, {right || side == "right", as_int32},
                           sorter);
}
Tensor searchsorted_number(const Tensor& sorted, const Scalar& value, bool as_int32, bool right,
                           const std::optional<std::string>& side, const Tensor& sorter) {
  return searchsorted(sorted, number(value), as_int32, right, side, sorter);
}
Tensor bucketize(const Tensor& values, const Tensor& boundaries, bool as_int32, bool right) {
  RG_CHECK(boundaries.dim() == 1, ShapeError, "bucketize: expected boundaries in a vector, got ",
           "shape ", boundaries.shape());
  return ops::searchsorted("bucketize", boundaries, values, {right, as_int32}, Tensor());
}
Tensor bucketize_number(const Scalar& value, const Tensor& boundaries, bool as_int32, bool right) {
  return bucketize(number(value), boundaries, as_int32, right);
}

Tensor isin(const Tensor& x, const Tensor& tests, bool, bool invert) {
  return ops::isin(x, tests, invert);
}
Tensor isin_number(const Tensor& x, const Scalar& test, bool, bool invert) {
  return ops::isin(x, number(test), invert);
}
Tensor number_isin(const Scalar& x, const Tensor& tests, bool, bool invert) {
  return ops::isin(number(x), tests, invert);
}

void add_unique(Rows& rows) {
  rows.row<unique>(
      "unique(input: Tensor, sorted: bool = True, return_inverse: bool = False, "
      "return_counts: bool = False, dim: int | None = None) -> Tensor | tuple[Tensor, ...]",
      kFunction | kMethod,
      R"(The different elements, or slices along a dimension, in order; where each one went, and how
often it is there, if that is asked for.

    x_i = y[inverse_i],  counts_k = sum_i [inverse_i = k]

They come in order, sorted or not: slices by their first elements, then by the second ones. NaN
comes last and is equal to nothing; of -0 and 0 the first one stays.

Shape:   ``(*)`` -> ``(k)``, inverse ``(*)``, counts ``(k)``; with a dim ``(*, n, *)`` ->
         ``(*, k, *)``, ``(n)``, ``(k)``.
Dtype:   all; inverse and counts are int64.
Grad:    none: backward raises NotImplementedError.
Raises:  IndexError if dim is out of range; RuntimeError for slices without elements.
Source:  torch.unique.

>>> rg.unique(rg.tensor([3, 1, 3]), return_counts=True)
(tensor([1, 3]), tensor([1, 2]))
)");
  rows.row<unique_consecutive>(
      "unique_consecutive(input: Tensor, return_inverse: bool = False, return_counts: bool = "
      "False, dim: int | None = None) -> Tensor | tuple[Tensor, ...]",
      kFunction | kMethod,
      R"(The elements, or slices along a dimension, without those that are equal to the one before.

    x_i = y[inverse_i],  counts_k = sum_i [inverse_i = k]

Shape:   ``(*)`` -> ``(k)``, inverse ``(*)``, counts ``(k)``; with a dim ``(*, n, *)`` ->
         ``(*, k, *)``, ``(n)``, ``(k)``.
Dtype:   all; inverse and counts are int64.
Grad:    none: backward raises NotImplementedError.
Raises:  IndexError if dim is out of range; RuntimeError for slices without elements.
Source:  torch.unique_consecutive.

>>> rg.unique_consecutive(rg.tensor([1, 1, 2, 1]))
tensor([1, 2, 1])
)");
}

void add_searching(Rows& rows) {
  rows.row<searchsorted, searchsorted_number>(
      {"searchsorted(sorted_sequence: Tensor, input: Tensor, *, out_int32: bool = False, "
       "right: bool = False, side: str | None = None, sorter: Tensor | None = None) -> Tensor",
       "searchsorted(sorted_sequence: Tensor, self: Number, *, out_int32: bool = False, "
       "right: bool = False, side: str | None = None, sorter: Tensor | None = None) -> Tensor"},
      kFunction | kOut,
      R"(Where values would stand in sorted sequences, before their equals, or behind them if right.

    s[y - 1] < x <= s[y];  s[y - 1] <= x < s[y] if right

Sequences lie along the last dimension; a sorter, as argsort() gives it, makes up for those that are
not sorted. NaN has its place behind all.

Shape:   sequence ``(n)`` and any input, or ``(*, n)`` and ``(*, k)`` -> that of the input.
Dtype:   all; the result is int64, int32 if out_int32; the sorter is int64.
Grad:    none.
Raises:  ShapeError and DTypeError for what does not fit; BoundsError for places of the sorter that
         are out of bounds; RuntimeError for another side than 'left' and 'right'.
Source:  torch.searchsorted.

>>> rg.searchsorted(rg.tensor([1, 3, 5]), rg.tensor([3, 4, 9]))
tensor([1, 2, 3])
)");
  rows.row<bucketize, bucketize_number>(
      {"bucketize(input: Tensor, boundaries: Tensor, *, out_int32: bool = False, "
       "right: bool = False) -> Tensor",
       "bucketize(self: Number, boundaries: Tensor, *, out_int32: bool = False, "
       "right: bool = False) -> Tensor"},
      kFunction | kOut,
      R"(The number of the bucket that each value falls into, by their sorted boundaries.

    b[y - 1] < x <= b[y];  b[y - 1] <= x < b[y] if right

Shape:   ``(*)`` and boundaries ``(n)`` -> ``(*)``.
Dtype:   all; the result is int64, int32 if out_int32.
Grad:    none.
Raises:  ShapeError unless the boundaries are a vector.
Source:  torch.bucketize.

>>> rg.bucketize(rg.tensor([0.5, 2.5]), rg.tensor([1.0, 2.0]))
tensor([0, 2])
)");
  rows.row<isin, isin_number, number_isin>(
      {"isin(elements: Tensor, test_elements: Tensor, *, assume_unique: bool = False, "
       "invert: bool = False) -> Tensor",
       "isin(elements: Tensor, test_element: Number, *, assume_unique: bool = False, "
       "invert: bool = False) -> Tensor",
       "isin(element: Number, test_elements: Tensor, *, assume_unique: bool = False, "
       "invert: bool = False) -> Tensor"},
      kFunction | kOut, R"(Whether each element is one of others.

    y_i = [x_i = t_k for some k],  its opposite if invert

NaN is equal to nothing. What assume_unique promises is not needed.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; the result is bool.
Grad:    none.
Raises:  nothing.
Source:  torch.isin.

>>> rg.isin(rg.tensor([1, 2, 3]), rg.tensor([2, 9]))
tensor([False,  True, False])
)");
}

}  // namespace

void add_search_rows(Rows& rows) {
  add_unique(rows);
  add_searching(rows);
  rows.row<&ops::bincount>(
      "bincount(input: Tensor, weights: Tensor | None = None, minlength: int = 0) -> Tensor",
      kFunction | kMethod,
      R"(How often each integer from 0 on is there, or the sum of the weights where it is.

    y_k = sum_i w_i [x_i = k],  dL/dw_i = dL/dy at x_i

Without weights they are 1. Weights are added in float64.

Shape:   ``(n)``, weights ``(n)`` -> ``(k)``: one more than the greatest, or minlength if that is
         more.
Dtype:   integers; the result is int64, with weights float32 for these and float64 for others.
Grad:    weights. Twice differentiable.
Raises:  NotImplementedError unless the input holds integers; ShapeError unless it is a vector and
         there are as many weights; RuntimeError for negative ones and a negative minlength.
Source:  torch.bincount.

>>> rg.bincount(rg.tensor([1, 3, 1]))
tensor([0, 2, 0, 1])
)");
}

}  // namespace retrograd::bind
