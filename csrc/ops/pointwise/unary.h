// unary.h: pointwise functions of one operand. Floating functions take integers too, and then
// compute in the default type.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

Tensor neg(const Tensor& x);   // not bool
Tensor abs(const Tensor& x);   // the slope at 0 is 0
Tensor sign(const Tensor& x);  // -1, 0 or 1; its slope is 0
Tensor square(const Tensor& x);
Tensor reciprocal(const Tensor& x);
Tensor sqrt(const Tensor& x);
Tensor rsqrt(const Tensor& x);
Tensor exp(const Tensor& x);
Tensor exp2(const Tensor& x);
Tensor expm1(const Tensor& x);  // e^x - 1
Tensor log(const Tensor& x);
Tensor log2(const Tensor& x);
Tensor log10(const Tensor& x);
Tensor log1p(const Tensor& x);  // log(1 + x)
Tensor sin(const Tensor& x);
Tensor cos(const Tensor& x);
Tensor tan(const Tensor& x);
Tensor asin(const Tensor& x);
Tensor acos(const Tensor& x);
Tensor atan(const Tensor& x);
Tensor sinh(const Tensor& x);
Tensor cosh(const Tensor& x);
Tensor tanh(const Tensor& x);
Tensor asinh(const Tensor& x);
Tensor acosh(const Tensor& x);
Tensor atanh(const Tensor& x);
Tensor erf(const Tensor& x);
Tensor erfc(const Tensor& x);  // 1 - erf(x)
Tensor sigmoid(const Tensor& x);
Tensor relu(const Tensor& x);  // not bool; the slope at 0 is 0
Tensor& relu_(Tensor& x);

// Integers stay as they are; the slope is 0.
Tensor floor(const Tensor& x);
Tensor ceil(const Tensor& x);
Tensor round(const Tensor& x);  // ties to even
Tensor round(const Tensor& x, int64_t decimals);
Tensor trunc(const Tensor& x);

Tensor bitwise_not(const Tensor& x);  // integers, and bool, where it is the logical not

}  // namespace retrograd::ops
