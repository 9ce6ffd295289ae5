#include "ops/index/numbers.h"

#include "base/check.h"
#include "core/index.h"
#include "core/loop/loop.h"
#include "ops/pointwise/map.h"
#include "ops/shape/copy.h"
#include "ops/shape/shape.h"

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

Tensor positions_along(const char* op, const Tensor& x, int64_t dim, const Tensor& index,
                       bool check) {
  const Tensor at = at_least_1d(numbers_of(op, index));
  if (at.numel() == 0) return at;
  RG_CHECK(at.dim() == x.dim(), ShapeError, op,
           ": Index tensor must have the same number of dimensions as input tensor, got shapes ",
           index.shape(), " and ", x.shape());
  for (int64_t d = 0; d < x.dim(); ++d)
    RG_CHECK(d == dim || at.size(d) <= x.size(d), ShapeError, op, ": expected index ",
             index.shape(), " to be no larger than self ", x.shape(), " apart from dimension ",
             dim);
  if (check) check_positions(op, at, dim, x.size(dim));
  return at;
}

Tensor positions_apart(const char* op, const Tensor& x, int64_t dim, const Tensor& index,
                       const Tensor& y) {
  const Tensor at = positions_along(op, at_least_1d(x), dim, index);
  return share_elements(y, at) ? copy_of(at) : at;
}

Tensor source_for(const char* op, const Tensor& x, const Tensor& index, const Tensor& src) {
  check_same_type(op, x, src);
  if (index.numel() == 0 || src.shape() == index.shape()) return src;
  const bool fits = [&] {
    if (at_least_1d(src).dim() != at_least_1d(index).dim()) return false;
    for (int64_t d = 0; d < index.dim(); ++d)
      if (index.size(d) > at_least_1d(src).size(d)) return false;
    return true;
  }();
  RG_CHECK(fits, ShapeError, op, ": expected index ", index.shape(),
           " to be no larger size than src ", src.shape());
  Tensor part = src;
  for (int64_t d = 0; d < index.dim() && src.dim() > 0; ++d)
    if (index.size(d) != src.size(d)) part = ops::slice(part, d, 0, index.size(d), 1);
  return part.shape() == index.shape() ? part : ops::reshape(part, index.shape());
}

void check_slices(const char* op, const Tensor& x, int64_t dim, const Tensor& index,
                  const Tensor& source) {
  check_same_type(op, x, source);
  RG_CHECK(index.dim() <= 1, IndexError, op, ": the index must be a vector or 0-d, got shape ",
           index.shape());
  Dims shape = at_least_1d(x).shape();
  shape[dim] = index.numel();
  const bool single = x.dim() == 0 && source.dim() == 0 && index.numel() == 1;
  RG_CHECK(single || source.shape() == shape, ShapeError, op, ": a source for ", index.numel(),
           " positions along dimension ", dim, " of shape ", x.shape(), " has shape ", shape,
           ", got ", source.shape());
}

bool share_elements(const Tensor& y, const Tensor& x) {
  return same_window(y, x) || overlaps(y, x);
}

}  // namespace retrograd
