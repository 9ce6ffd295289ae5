// activation.h: pointwise activations. Floating only: they throw DTypeError for others, unless said
// otherwise.
#pragma once

#include "core/numbers/random.h"
#include "core/numbers/scalar.h"
#include "core/tensor.h"

namespace retrograd::ops {

Tensor leaky_relu(const Tensor& x, const Scalar& slope = 0.01);  // x > 0 ? x : slope x
Tensor& leaky_relu_(Tensor& x, const Scalar& slope = 0.01);
Tensor elu(const Tensor& x, const Scalar& alpha = 1);  // x > 0 ? x : alpha (e^x - 1)
Tensor& elu_(Tensor& x, const Scalar& alpha = 1);

// log(1 + e^(beta x)) / beta, and x itself where beta x is above the threshold.
Tensor softplus(const Tensor& x, const Scalar& beta = 1, const Scalar& threshold = 20);

// x ndtr(x), or its approximation by tanh.
Tensor gelu(const Tensor& x, bool by_tanh = false);
Tensor silu(const Tensor& x);        // x sigmoid(x)
Tensor mish(const Tensor& x);        // x tanh(log(1 + e^x))
Tensor logsigmoid(const Tensor& x);  // log sigmoid(x), without overflow
Tensor selu(const Tensor& x);        // elu, scaled to keep mean 0 and variance 1
// x > 0 ? x : alpha (e^(x / alpha) - 1). Throws RuntimeError for 0.
Tensor celu(const Tensor& x, const Scalar& alpha = 1);

// x held within the bounds; the slope is 0 at them. Integers stay as they are. Throws ValueError if
// low > high.
Tensor hardtanh(const Tensor& x, const Scalar& low = -1, const Scalar& high = 1);
Tensor relu6(const Tensor& x);
Tensor hardsigmoid(const Tensor& x);  // x / 6 + 1 / 2, held within 0 and 1
Tensor hardswish(const Tensor& x);    // x hardsigmoid(x)

// 0 within -lambda and lambda; beyond, x, and x less lambda in size. The latter throws RuntimeError
// for a lambda that is negative, infinite or NaN.
Tensor hardshrink(const Tensor& x, const Scalar& lambda = 0.5);
Tensor softshrink(const Tensor& x, const Scalar& lambda = 0.5);
Tensor tanhshrink(const Tensor& x);  // x - tanh x
Tensor softsign(const Tensor& x);    // x / (1 + |x|)
// x <= threshold ? value : x. Integers stay as they are.
Tensor threshold(const Tensor& x, const Scalar& threshold, const Scalar& value);

// x > 0 ? x : w x, with one w, or one for each channel (dimension 1) of x. Throws ShapeError for
// other weights, DTypeError if the types differ.
Tensor prelu(const Tensor& x, const Tensor& weight);
// x > 0 ? x : slope x, where a slope is drawn for each x <= 0 in training, and else is their mean.
// Throws RuntimeError unless lower <= upper, both finite.
Tensor rrelu(const Tensor& x, double lower, double upper, bool training, const Ref<Generator>& of);

// a sigmoid(b), where a and b are the halves of x along dim. Throws ShapeError for an odd length.
Tensor glu(const Tensor& x, int64_t dim = -1);

}  // namespace retrograd::ops
