// differences.h: differences along a dimension, and integrals by the trapezoidal rule.
#pragma once

#include <optional>

#include "core/tensor.h"

namespace retrograd::ops {

// The n-th differences, for bool where two differ; undefined ends are none. Throws RuntimeError
// for n < 0, ShapeError for 0-d tensors and ends that do not fit.
Tensor diff(const Tensor& x, int64_t n = 1, int64_t dim = -1, const Tensor& prepend = {},
            const Tensor& append = {});

// sum_i (y_i + y_{i-1}) / 2 dx, where x_i - x_{i-1} is dx if x is defined. Throw IndexError for a
// dim out of range, also of a 0-d y, ShapeError for an x that does not fit, DTypeError for bool.
Tensor trapezoid(const Tensor& y, const Tensor& x = {}, const Scalar& dx = 1, int64_t dim = -1);
// The sums up to each interval: one less than there are points.
Tensor cumulative_trapezoid(const Tensor& y, const Tensor& x = {}, const Scalar& dx = 1,
                            int64_t dim = -1);

}  // namespace retrograd::ops
