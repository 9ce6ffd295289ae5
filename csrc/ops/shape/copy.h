// copy.h: copies and conversions that gradients flow through, and writes of whole tensors.
#pragma once

#include "core/memory_format.h"
#include "core/tensor.h"

namespace retrograd::ops {

// A copy; kPreserve lays it out by like_strides.
Tensor clone(const Tensor& x, MemoryFormat format = MemoryFormat::kPreserve);
// x itself where it is contiguous in the format, which is not kPreserve.
Tensor contiguous(const Tensor& x, MemoryFormat format = MemoryFormat::kContiguous);
// x with another element type; x itself where it has that already and its strides speak for the
// format, unless `copy`.
Tensor to(const Tensor& x, DType t, bool copy = false,
          MemoryFormat format = MemoryFormat::kPreserve);

// Writes src, broadcast and converted, into x.
Tensor& copy_(Tensor& x, const Tensor& src);
Tensor& copy_(Tensor& x, const Scalar& value);
Tensor& fill_(Tensor& x, const Tensor& value);  // value: 0-d
Tensor& fill_(Tensor& x, const Scalar& value);
Tensor& zero_(Tensor& x);

// Writes y, which no derivative leads to, into x in the name of an operation and of its node.
void overwrite(const char* op, const Tensor& x, const Tensor& y, const char* node);

}  // namespace retrograd::ops
