// Rows of ops/scan/scan.h.

#include "ops/scan/scan.h"

#include "base/check.h"
#include "bind/call/row.h"

namespace retrograd::bind {
namespace {

NamedPair cummax(const Tensor& x, int64_t dim) { return {"cummax", ops::cummax(x, dim)}; }
NamedPair cummin(const Tensor& x, int64_t dim) { return {"cummin", ops::cummin(x, dim)}; }

// In place the type is that of the tensor.
template <auto total>
Tensor total_in_place(const Tensor& x, int64_t dim, std::optional<DType> dtype) {
  RG_CHECK(!dtype || *dtype == x.dtype(), RuntimeError,
           "in place a dtype must be that of the tensor, ", x.dtype(), ", not ", *dtype);
  return total(x, dim, {});
}

}  // namespace

void add_scan_rows(Rows& rows) {
  rows.row<&ops::cumsum>("cumsum(input: Tensor, dim: int, *, dtype: dtype | None = None) -> Tensor",
                         kUsual,
                         R"(The sums of the elements up to each one, along a dimension.

    y_i = x_1 + ... + x_i,  dL/dx_i = dL/dy_i + dL/dy_{i+1} + ...

Floating types are added in double. With a dtype the elements are converted first.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; bool and integers give int64.
Grad:    input. Twice differentiable.
Raises:  IndexError if dim is out of range; DTypeError for bool as dtype.
Source:  torch.cumsum.

>>> rg.cumsum(rg.tensor([1.0, 2.0, 3.0]), dim=0)
tensor([1., 3., 6.])
)");
  rows.in_place<total_in_place<&ops::cumsum>>(kMethod, R"(>>> rg.tensor([1.0, 2.0, 3.0]).cumsum_(0)
tensor([1., 3., 6.])
)");
  rows.row<&ops::cumprod>(
      "cumprod(input: Tensor, dim: int, *, dtype: dtype | None = None) -> Tensor", kUsual,
      R"(The products of the elements up to each one, along a dimension.

    y_i = x_1 ... x_i,  dL/dx_i = sum_{k >= i} dL/dy_k (product of x_1 ... x_k without x_i)

Floating types are multiplied in double. The gradient is exact where elements are zero, and takes
as many steps as there are elements. With a dtype the elements are converted first.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; bool and integers give int64.
Grad:    input. Twice differentiable.
Raises:  IndexError if dim is out of range; DTypeError for bool as dtype.
Source:  torch.cumprod.

>>> rg.cumprod(rg.tensor([2.0, 3.0, 4.0]), dim=0)
tensor([ 2.,  6., 24.])
)");
  rows.in_place<total_in_place<&ops::cumprod>>(kMethod,
                                               R"(>>> rg.tensor([2.0, 3.0, 4.0]).cumprod_(0)
tensor([ 2.,  6., 24.])
)");
  rows.row<cummax>("cummax(input: Tensor, dim: int) -> ValuesAndIndices", kUsual,
                   R"(The largest element up to each one along a dimension, and where it is.

    y_i = max(x_1, ..., x_i),  dL/dx_k = the sum of dL/dy_i where y_i was taken from x_k

The index is that of the last of equals. From a NaN on it is the last NaN.

Shape:   ``(*)`` -> twice ``(*)``.
Dtype:   all; indices are int64.
Grad:    input. Twice differentiable.
Raises:  IndexError if dim is out of range.
Source:  torch.cummax.

>>> rg.cummax(rg.tensor([2.0, 1.0, 5.0]), dim=0).values
tensor([2., 2., 5.])
)");
  rows.row<cummin>("cummin(input: Tensor, dim: int) -> ValuesAndIndices", kUsual,
                   R"(The smallest element up to each one along a dimension, and where it is.

    y_i = min(x_1, ..., x_i),  dL/dx_k = the sum of dL/dy_i where y_i was taken from x_k

The index is that of the last of equals. From a NaN on it is the last NaN.

Shape:   ``(*)`` -> twice ``(*)``.
Dtype:   all; indices are int64.
Grad:    input. Twice differentiable.
Raises:  IndexError if dim is out of range.
Source:  torch.cummin.

>>> rg.cummin(rg.tensor([2.0, 1.0, 5.0]), dim=0).indices
tensor([0, 1, 1])
)");
  rows.row<&ops::logcumsumexp>("logcumsumexp(input: Tensor, dim: int) -> Tensor", kUsual,
                               R"(The logarithm of the sums of exponentials up to each element.

    y_i = log(e^x_1 + ... + e^x_i),  dL/dx_i = sum_{k >= i} dL/dy_k e^(x_i - y_k)

No exponential overflows on the way.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  DTypeError unless floating; IndexError if dim is out of range.
Source:  torch.logcumsumexp.

>>> rg.logcumsumexp(rg.tensor([0.0, 0.0, 100.0]), dim=0)
tensor([  0.0000,   0.6931, 100.0000])
)");
}

}  // namespace retrograd::bind
