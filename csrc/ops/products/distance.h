// distance.h: distances between rows of matrices.
//
// (sum_k |x_k - y_k|^p)^(1/p); for p = 0 the number of differences, for infinity the largest one.
// The slope is 0 where two rows are equal. Throw DomainError for p < 0 and nan, ShapeError, and
// DTypeError unless the tensors are of one floating type.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

// (..., n, k) (..., m, k) -> (..., n, m): from each row to each. What is in front broadcasts.
Tensor cdist(const Tensor& x, const Tensor& y, double p = 2);
// (n, k) -> (n (n - 1) / 2): between rows i < j, in the order of i, then j.
Tensor pdist(const Tensor& x, double p = 2);

}  // namespace retrograd::ops
