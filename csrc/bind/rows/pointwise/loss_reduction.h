// loss_reduction.h: what the rows of losses share: how their arguments say a reduction, weights.
#pragma once

#include "bind/call/convert.h"
#include "ops/pointwise/loss.h"

namespace retrograd::bind {

using Flag = std::optional<bool>;

// The reduction by its name, unless one of the two flags is given that torch had before.
ops::Reduction reduction_of(const char* op, const std::string& name, Flag size_average,
                            Flag reduce);

// Warns if the two broadcast.
void warn_of_shapes(const char* op, const Tensor& input, const Tensor& target);

// Of one distance per element: weighted, the mean is over the weights.
Tensor weighted(const char* op, const Tensor& input, const Tensor& distances, const Tensor& weight,
                ops::Reduction reduction);

}  // namespace retrograd::bind
