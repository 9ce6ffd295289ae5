// activation.h: pointwise activations with numbers. Floating only: they throw DTypeError for
// others.
#pragma once

#include "core/numbers/scalar.h"
#include "core/tensor.h"

namespace retrograd::ops {

Tensor leaky_relu(const Tensor& x, const Scalar& slope);  // x > 0 ? x : slope x
Tensor& leaky_relu_(Tensor& x, const Scalar& slope);
Tensor elu(const Tensor& x, const Scalar& alpha);  // x > 0 ? x : alpha (e^x - 1)
Tensor& elu_(Tensor& x, const Scalar& alpha);

// log(1 + e^(beta x)) / beta, and x itself where beta x is above the threshold.
Tensor softplus(const Tensor& x, const Scalar& beta, const Scalar& threshold);

}  // namespace retrograd::ops
