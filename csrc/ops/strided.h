// strided.h: windows of any strides on the memory of a tensor.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

// `offset` in elements from the start of x's storage, by default where x starts. Throws ShapeError
// for a window that leaves the storage, or a negative stride.
Tensor as_strided(const Tensor& x, const Dims& shape, const Dims& strides);
Tensor as_strided(const Tensor& x, const Dims& shape, const Dims& strides, int64_t offset);

}  // namespace retrograd::ops
