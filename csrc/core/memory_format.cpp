#include "core/memory_format.h"

#include <algorithm>

#include "base/check.h"

namespace retrograd {
namespace {

// The dimensions from the one that runs fastest to the slowest: channels, then the spatial ones
// from the last to the first, then the batch.
SmallVec<size_t, 5> channels_first_to_batch(size_t n) {
  SmallVec<size_t, 5> order = {1};
  for (size_t d = n - 1; d > 1; --d) order.push_back(d);
  order.push_back(0);
  return order;
}

size_t dims_of(MemoryFormat format) { return format == MemoryFormat::kChannelsLast ? 4 : 5; }

// Whether strides tell channels-last: they grow along the order above, and do so for a reason,
// which a batch of single numbers with equal strides would not be.
bool tells_channels_last(const Tensor& x) {
  if (x.stride(1) == 0) return false;
  int64_t least = 0;
  for (const size_t d : channels_first_to_batch(x.shape().size())) {
    const int64_t length = x.shape()[d], stride = x.strides()[d];
    if (length == 0 || stride < least || (d == 0 && least == x.stride(1))) return false;
    least = stride * std::max<int64_t>(length, 1);
  }
  return true;
}

}  // namespace

Dims strides_in(MemoryFormat format, const Dims& shape) {
  if (format == MemoryFormat::kPreserve || format == MemoryFormat::kContiguous)
    return contiguous_strides(shape);
  RG_CHECK(shape.size() == dims_of(format), ShapeError, "memory_format: ",
           format == MemoryFormat::kChannelsLast ? "channels_last" : "channels_last_3d",
           " is for tensors of ", dims_of(format), " dimensions, not for shape ", shape);
  return packed_strides(channels_first_to_batch(shape.size()), shape);
}

bool is_contiguous_in(MemoryFormat format, const Tensor& x) {
  if (format == MemoryFormat::kPreserve || format == MemoryFormat::kContiguous)
    return x.is_contiguous();
  if (x.shape().size() != dims_of(format)) return false;
  const Dims wanted = strides_in(format, x.shape());
  for (size_t d = 0; d < wanted.size(); ++d)
    if (x.shape()[d] != 1 && x.strides()[d] != wanted[d]) return false;
  return true;
}

MemoryFormat format_of(const Tensor& x) {
  if (x.dim() == 4 && tells_channels_last(x)) return MemoryFormat::kChannelsLast;
  if (x.dim() == 5 && tells_channels_last(x)) return MemoryFormat::kChannelsLast3d;
  return MemoryFormat::kContiguous;
}

}  // namespace retrograd
