// similarity.h: how near vectors are, by the angle between them or by a norm.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

// x divided by its norm of order p over dims (empty: all), of which a norm below eps counts as
// that.
Tensor normalize(const Tensor& x, double p, const Dims& dims, double eps);

// The cosine of the angle between a and b along dim of their common shape; norms below eps count as
// that. Throws DTypeError unless one of them is floating, RuntimeError for a negative eps.
Tensor cosine_similarity(const Tensor& a, const Tensor& b, int64_t dim, double eps);

// The norm of order p of a - b + eps over the last dimension.
Tensor pairwise_distance(const Tensor& a, const Tensor& b, double p, double eps, bool keepdim);

}  // namespace retrograd::ops
