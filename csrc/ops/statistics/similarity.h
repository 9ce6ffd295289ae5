// similarity.h: how near vectors are, by the angle between them or by a norm.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

// x divided by its norm of order p over dims (empty: all), of which a norm below eps counts as
// that.
Tensor normalize(const Tensor& x, double p = 2, const Dims& dims = {1}, double eps = 1e-12);

// The cosine of the angle between a and b along dim of their common shape; norms below eps count as
// that. Throws DTypeError unless one of them is floating, RuntimeError for a negative eps.
Tensor cosine_similarity(const Tensor& a, const Tensor& b, int64_t dim = 1, double eps = 1e-8);

// The norm of order p of a - b + eps over the last dimension.
Tensor pairwise_distance(const Tensor& a, const Tensor& b, double p = 2, double eps = 1e-6,
                         bool keepdim = false);

}  // namespace retrograd::ops
