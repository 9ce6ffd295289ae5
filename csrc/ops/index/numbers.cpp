#include "ops/index/numbers.h"

#include "base/check.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/axis.h"
#include "ops/shape/copy.h"

namespace retrograd {

Tensor at_least_1d(const Tensor& x) { return x.dim() > 0 ? x : alias(x, {1}, {1}); }

Tensor numbers_of(const char* op, const Tensor& index) {
  RG_CHECK(index.dtype() == DType::kInt64 || index.dtype() == DType::kInt32, DTypeError, op,
           ": expected an index of int64 or int32, got ", index.dtype(), "; convert it with .to()");
  return packed(convert_to(index, DType::kInt64));
}

Tensor vector_of(const char* op, const Tensor& index) {
  RG_CHECK(index.dim() <= 1, IndexError, op, ": the index must be a vector or 0-d, got shape ",
           index.shape());
  return at_least_1d(numbers_of(op, index));
}

void check_same_type(const char* op, const Tensor& x, const Tensor& source) {
  RG_CHECK(x.dtype() == source.dtype(), DTypeError, op, ": the source is ", source.dtype(),
           " but the tensor ", x.dtype(), "; convert it with .to()");
}

Tensor value_in_type(const char* op, const Tensor& x, const Tensor& v) {
  RG_CHECK(v.dim() == 0, ShapeError, op,
           ": only supports a 0-dimensional value tensor, but got shape ", v.shape());
  if (v.impl()->is_number) check_fits(op, v.item(), x.dtype());
  return ops::to(v, x.dtype());
}

Tensor target_of(const Tensor& x, const Tensor& out) {
  if (out.defined()) return out;
  Tensor y = empty(x.shape(), x.dtype());
  copy_into(y, x);
  return y;
}

bool share_elements(const Tensor& y, const Tensor& x) {
  return same_window(y, x) || overlaps(y, x);
}

}  // namespace retrograd
