// Rows of ops/reduce/reduce.h.

#include "ops/reduce/reduce.h"

#include "bind/call/row.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/shape/copy.h"

namespace retrograd::bind {
namespace {

using Type = std::optional<DType>;
using Total = Tensor (*)(const Tensor&, const Dims&, bool, Type);
using TotalOfAll = Tensor (*)(const Tensor&, Type);
using TotalAlong = Tensor (*)(const Tensor&, int64_t, bool, Type);
using Whole = Tensor (*)(const Tensor&);
using Truth = Tensor (*)(const Tensor&, const Dims&, bool);
constexpr Total sum = &ops::sum, mean = &ops::mean;
constexpr TotalOfAll prod_of_all = &ops::prod;
constexpr TotalAlong prod_along = &ops::prod;
constexpr Whole max_of_all = &ops::max, min_of_all = &ops::min;

// No dims are no reduction here, as in torch, where every other one takes them for all dims.
template <Truth reduced>
Tensor truth(const Tensor& x, const std::optional<Dims>& dims, bool keepdim) {
  if (!dims) return reduced(x, {}, keepdim);
  if (!dims->empty()) return reduced(x, *dims, keepdim);
  const Tensor y = ops::ne(x, 0);
  return x.dtype() == DType::kUInt8 ? ops::to(y, DType::kUInt8) : y;
}
constexpr Truth any_of = &ops::any, all_of = &ops::all;

// A 0-d tensor is an operand before it is a dimension, so these forms are tried last.
NamedPair max_along(const Tensor& x, int64_t dim, bool keepdim) {
  return {"max", ops::max(x, dim, keepdim)};
}
NamedPair min_along(const Tensor& x, int64_t dim, bool keepdim) {
  return {"min", ops::min(x, dim, keepdim)};
}

Tensor sum_to_size(const Tensor& x, const Dims& size) {
  // All is summed, also where there is one element: so bool and integers give int64.
  if (size.empty() && !is_floating(x.dtype())) return ops::sum(x);
  return ops::sum_to(x, size);
}

void add_totals(Rows& rows) {
  rows.row<sum>(
      "sum(input: Tensor, dim: int | tuple[int, ...] | None = None, keepdim: bool = False, *, "
      "dtype: dtype | None = None) -> Tensor",
      kFunction | kMethod | kOut, R"(The sum of all elements, or of those along dimensions.

    y = sum_i x_i,  dy/dx_i = 1

float32 is added in double and rounded once. With a dtype the elements are converted first.

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
Dtype:   all; bool and integers give int64.
Grad:    input. Twice differentiable.
Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
Source:  torch.sum.

>>> rg.sum(rg.tensor([[1.0, 2.0], [3.0, 4.0]]))
tensor(10.)
>>> rg.sum(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), dim=1)
tensor([3., 7.])
)");
  rows.row<mean>(
      "mean(input: Tensor, dim: int | tuple[int, ...] | None = None, keepdim: bool = False, *, "
      "dtype: dtype | None = None) -> Tensor",
      kFunction | kMethod | kOut, R"(The mean of all elements, or of those along dimensions.

    y = (1 / n) sum_i x_i,  dy/dx_i = 1 / n

The mean of nothing is NaN. With a dtype the elements are converted first.

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  DTypeError unless floating; IndexError if a dim is out of range; ShapeError for one given
         twice.
Source:  torch.mean.

>>> rg.mean(rg.tensor([1.0, 2.0, 6.0]))
tensor(3.)
)");
  rows.row<prod_of_all, prod_along>({"prod(input: Tensor, *, dtype: dtype | None = None) -> Tensor",
                                     "prod(input: Tensor, dim: int, keepdim: bool = False, *, "
                                     "dtype: dtype | None = None) -> Tensor"},
                                    kFunction | kMethod | kOut,
                                    R"(The product of all elements, or of those along a dimension.

    y = prod_i x_i,  dy/dx_i = prod_{j != i} x_j

The gradient is exact where elements are zero. With a dtype the elements are converted first.

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
Dtype:   all; bool and integers give int64.
Grad:    input. Twice differentiable.
Raises:  IndexError if dim is out of range.
Source:  torch.prod.

>>> rg.prod(rg.tensor([2.0, 3.0, 4.0]))
tensor(24.)
)");
  rows.row<sum_to_size>("sum_to_size(self: Tensor, *size: int) -> Tensor", kMethod,
                        R"(The sum over what broadcasting ``size`` to this tensor's shape repeats.

    y = sum over the repeated dimensions of x,  dy/dx = 1

Shape:   ``(*)`` -> ``size``; the tensor itself if they are the same.
Dtype:   all; bool and integers that are added give int64.
Grad:    self. Twice differentiable.
Raises:  ShapeError if size does not broadcast to the shape.
Source:  torch.Tensor.sum_to_size.

>>> rg.ones(2, 3).sum_to_size(1, 3)
tensor([[2., 2., 2.]])
)");
}

void add_extremes(Rows& rows) {
  rows.row<max_of_all, &ops::maximum, max_along>(
      {"max(input: Tensor) -> Tensor", "max(input: Tensor, other: Tensor) -> Tensor",
       "max(input: Tensor, dim: int, keepdim: bool = False) -> ValuesAndIndices"},
      kFunction | kMethod | kOut,
      R"(The largest element; along a dimension also where it is; of two tensors as maximum().

    y = max_i x_i,  dy/dx_i = 1 / k where x_i = y, of which there are k

NaN is larger than all. Along a dimension the index is that of the first NaN, else of the first of
equals, and the whole gradient goes there.

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
Dtype:   all; indices are int64.
Grad:    input. Twice differentiable.
Raises:  ShapeError if there is no element, IndexError if there is none along dim, or it is out of
         range.
Source:  torch.max.

>>> rg.max(rg.tensor([[1.0, 5.0], [3.0, 2.0]]))
tensor(5.)
>>> rg.max(rg.tensor([[1.0, 5.0], [3.0, 2.0]]), dim=1).indices
tensor([1, 0])
)");
  rows.row<min_of_all, &ops::minimum, min_along>(
      {"min(input: Tensor) -> Tensor", "min(input: Tensor, other: Tensor) -> Tensor",
       "min(input: Tensor, dim: int, keepdim: bool = False) -> ValuesAndIndices"},
      kFunction | kMethod | kOut,
      R"(The smallest element; along a dimension also where it is; of two tensors as minimum().

    y = min_i x_i,  dy/dx_i = 1 / k where x_i = y, of which there are k

NaN is smaller than all. Along a dimension the index is that of the first NaN, else of the first of
equals, and the whole gradient goes there.

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
Dtype:   all; indices are int64.
Grad:    input. Twice differentiable.
Raises:  ShapeError if there is no element, IndexError if there is none along dim, or it is out of
         range.
Source:  torch.min.

>>> rg.min(rg.tensor([[1.0, 5.0], [3.0, 2.0]]))
tensor(1.)
>>> rg.min(rg.tensor([[1.0, 5.0], [3.0, 2.0]]), dim=1).values
tensor([1., 2.])
)");
  rows.row<&ops::amax>(
      "amax(input: Tensor, dim: int | tuple[int, ...] | None = None, keepdim: bool = False) -> "
      "Tensor",
      kFunction | kMethod | kOut, R"(The largest element of all, or along dimensions.

    y = max_i x_i,  dy/dx_i = 1 / k where x_i = y, of which there are k

NaN is larger than all.

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
Dtype:   all.
Grad:    input; ties share it evenly. Twice differentiable.
Raises:  ShapeError if there is no element, or for a dim given twice; IndexError if there is no
         element along a dim, or it is out of range.
Source:  torch.amax.

>>> rg.amax(rg.tensor([[1.0, 5.0], [3.0, 2.0]]), dim=0)
tensor([3., 5.])
)");
  rows.row<&ops::amin>(
      "amin(input: Tensor, dim: int | tuple[int, ...] | None = None, keepdim: bool = False) -> "
      "Tensor",
      kFunction | kMethod | kOut, R"(The smallest element of all, or along dimensions.

    y = min_i x_i,  dy/dx_i = 1 / k where x_i = y, of which there are k

NaN is smaller than all.

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
Dtype:   all.
Grad:    input; ties share it evenly. Twice differentiable.
Raises:  ShapeError if there is no element, or for a dim given twice; IndexError if there is no
         element along a dim, or it is out of range.
Source:  torch.amin.

>>> rg.amin(rg.tensor([[1.0, 5.0], [3.0, 2.0]]), dim=0)
tensor([1., 2.])
)");
  rows.row<&ops::argmax>(
      "argmax(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Tensor",
      kFunction | kMethod | kOut,
      R"(Where the largest element is, in the flattened tensor or along a dimension.

    y = the first i with x_i = max_j x_j;  the first NaN where there is one

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; dims stay with length 1 if keepdim.
Dtype:   all but bool -> int64.
Grad:    none.
Raises:  IndexError if there is no element, or dim is out of range; DTypeError for bool.
Source:  torch.argmax.

>>> rg.argmax(rg.tensor([1.0, 5.0, 5.0]))
tensor(1)
)");
  rows.row<&ops::argmin>(
      "argmin(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Tensor",
      kFunction | kMethod | kOut,
      R"(Where the smallest element is, in the flattened tensor or along a dimension.

    y = the first i with x_i = min_j x_j;  the first NaN where there is one

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim; dims stay with length 1 if keepdim.
Dtype:   all but bool -> int64.
Grad:    none.
Raises:  IndexError if there is no element, or dim is out of range; DTypeError for bool.
Source:  torch.argmin.

>>> rg.argmin(rg.tensor([3.0, 1.0, 1.0]))
tensor(1)
)");
}

void add_truth(Rows& rows) {
  rows.row<truth<any_of>>(
      "any(input: Tensor, dim: int | tuple[int, ...] | None = None, keepdim: bool = False) -> "
      "Tensor",
      kFunction | kMethod | kOut, R"(Whether some element is nonzero, of all or along dimensions.

    y = x_1 or x_2 or ...;  False for no elements

NaN is nonzero. Over an empty list of dims nothing is reduced.

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
Dtype:   all -> bool; uint8 -> uint8.
Grad:    none.
Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
Source:  torch.any.

>>> rg.any(rg.tensor([[False, True], [False, False]]), dim=1)
tensor([ True, False])
)");
  rows.row<truth<all_of>>(
      "all(input: Tensor, dim: int | tuple[int, ...] | None = None, keepdim: bool = False) -> "
      "Tensor",
      kFunction | kMethod | kOut, R"(Whether every element is nonzero, of all or along dimensions.

    y = x_1 and x_2 and ...;  True for no elements

NaN is nonzero. Over an empty list of dims nothing is reduced.

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
Dtype:   all -> bool; uint8 -> uint8.
Grad:    none.
Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
Source:  torch.all.

>>> rg.all(rg.tensor([1.0, 2.0, 0.0]))
tensor(False)
)");
}

}  // namespace

void add_reduce_rows(Rows& rows) {
  add_totals(rows);
  add_extremes(rows);
  add_truth(rows);
}

}  // namespace retrograd::bind
