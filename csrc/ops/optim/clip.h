// clip.h: the norm of many tensors together, and scaling them to another one.
#pragma once

#include <vector>

#include "core/tensor.h"

namespace retrograd::ops {

// The norm of order `ord` of the norms of the tensors, 0-d; 0 of none. Not recorded. Throws
// RuntimeError where it has to be finite and is not, DTypeError unless floating.
Tensor total_norm(const std::vector<Tensor>& tensors, double ord, bool finite);

// Multiplies the tensors by most / (norm + 1e-6) where that is below 1. Throws as check_writable,
// before any is written to.
void scale_to_norm(const std::vector<Tensor>& tensors, double most, const Tensor& norm);

}  // namespace retrograd::ops
