// blend.h: pointwise functions of three tensors, floating.
#pragma once

#include "core/numbers/scalar.h"
#include "core/tensor.h"

namespace retrograd::ops {

// x + value a b, and x + value a / b. Integers are multiplied, too, and then value is an integer:
// DTypeError for a fractional one. They are not divided: DTypeError.
Tensor addcmul(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& value = 1);
Tensor addcdiv(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& value = 1);

// a + weight (b - a). Throws DTypeError unless all are of one floating type; a weight without
// dimensions may be of another one.
Tensor lerp(const Tensor& a, const Tensor& b, const Scalar& weight);
Tensor lerp(const Tensor& a, const Tensor& b, const Tensor& weight);

}  // namespace retrograd::ops
