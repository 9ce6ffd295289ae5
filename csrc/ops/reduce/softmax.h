// softmax.h: normalised exponentials along a dimension, their logarithms, and those of their sums.
#pragma once

#include <optional>

#include "core/tensor.h"

namespace retrograd::ops {

// With a dtype the elements are converted first. Throw NotImplementedError unless floating.
Tensor softmax(const Tensor& x, int64_t dim, std::optional<DType> dtype = {});
Tensor log_softmax(const Tensor& x, int64_t dim, std::optional<DType> dtype = {});

// softmax of (x + gumbel noise) / tau; hard: 1 at the largest and 0 elsewhere, with that gradient.
Tensor gumbel_softmax(const Tensor& logits, double tau = 1, bool hard = false, int64_t dim = -1);

// log of the sum of e^x over dims (empty: all), without overflow; integers give the default type.
Tensor logsumexp(const Tensor& x, const Dims& dims, bool keepdim = false);

}  // namespace retrograd::ops
