// softmax.h: normalised exponentials along a dimension, and their logarithms.
//
// With a dtype the elements are converted first. Throw NotImplementedError unless floating.
#pragma once

#include <optional>

#include "core/tensor.h"

namespace retrograd::ops {

Tensor softmax(const Tensor& x, int64_t dim, std::optional<DType> dtype = {});
Tensor log_softmax(const Tensor& x, int64_t dim, std::optional<DType> dtype = {});

}  // namespace retrograd::ops
