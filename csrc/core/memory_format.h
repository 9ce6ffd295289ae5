// memory_format.h: the orders in which torch lays out the elements of a tensor.
#pragma once

#include "core/tensor.h"

namespace retrograd {

// kChannelsLast is for images (n, c, h, w), kChannelsLast3d for volumes (n, c, d, h, w): in memory
// c runs fastest.
enum class MemoryFormat : uint8_t { kPreserve, kContiguous, kChannelsLast, kChannelsLast3d };

// The strides of a new tensor of this shape; kPreserve counts as kContiguous. Throws ShapeError
// where the format is for another number of dimensions.
Dims strides_in(MemoryFormat format, const Dims& shape);

// Whether the elements follow each other in that order; lengths of 1 have no say. False where the
// format is for another number of dimensions.
bool is_contiguous_in(MemoryFormat format, const Tensor& x);

// The format that the strides of x speak for; kContiguous where they leave it open.
MemoryFormat format_of(const Tensor& x);

}  // namespace retrograd
