// arithmetic.h: pointwise arithmetic of two operands, with broadcasting and promotion.
//
// Each takes tensors or, beside a tensor, a number. The forms ending in _ write to their first
// argument and return it.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

// a + alpha b and a - alpha b. Throws DTypeError for a fractional alpha with integers, and for
// the difference of bools.
Tensor add(const Tensor& a, const Tensor& b, const Scalar& alpha = 1);
Tensor sub(const Tensor& a, const Tensor& b, const Scalar& alpha = 1);
// a + b, an undefined one of which is zero.
Tensor sum_of(const Tensor& a, const Tensor& b);
Tensor mul(const Tensor& a, const Tensor& b);
Tensor div(const Tensor& a, const Tensor& b);  // always floating
// With rounding_mode "floor" or "trunc" the quotient is rounded, and integers stay integers.
Tensor div(const Tensor& a, const Tensor& b, const char* rounding_mode);

Tensor add(const Tensor& a, const Scalar& b);
Tensor sub(const Tensor& a, const Scalar& b);
Tensor sub(const Scalar& a, const Tensor& b);
Tensor mul(const Tensor& a, const Scalar& b);
Tensor div(const Tensor& a, const Scalar& b);

Tensor& add_(Tensor& a, const Tensor& b, const Scalar& alpha = 1);
Tensor& sub_(Tensor& a, const Tensor& b, const Scalar& alpha = 1);
Tensor& mul_(Tensor& a, const Tensor& b);
Tensor& div_(Tensor& a, const Tensor& b);

// Rounded towards minus infinity, and the rest, which has the sign of b. Throw DivideError where an
// integer is divided by zero. The gradient of floor_divide is zero.
Tensor floor_divide(const Tensor& a, const Tensor& b);
Tensor remainder(const Tensor& a, const Tensor& b);
Tensor& floor_divide_(Tensor& a, const Tensor& b);
Tensor& remainder_(Tensor& a, const Tensor& b);

// a^b. Throws RangeError for a number b that is a negative integer, of an integer.
Tensor pow(const Tensor& a, const Tensor& b);
Tensor pow(const Tensor& a, const Scalar& b);
Tensor& pow_(Tensor& a, const Tensor& b);

// sqrt(a^2 + b^2) without overflow. Throws DTypeError for integers.
Tensor hypot(const Tensor& a, const Tensor& b);
// The angle of (b, a), from -pi to pi; its gradient is 0 where both are 0.
Tensor atan2(const Tensor& a, const Tensor& b);

// a log b, and 0 for a = 0 unless b is NaN.
Tensor xlogy(const Tensor& a, const Tensor& b);
// log(e^a + e^b) without overflow. Throws DTypeError for integers.
Tensor logaddexp(const Tensor& a, const Tensor& b);
// |a| with the sign of b, which -0 has too; always floating. The gradient is 0 where a is.
Tensor copysign(const Tensor& a, const Tensor& b);

// The larger and the smaller; NaN wins. A tie sends half the gradient to each.
Tensor maximum(const Tensor& a, const Tensor& b);
Tensor minimum(const Tensor& a, const Tensor& b);

// a where cond, else b. Throws DTypeError unless cond is bool or uint8.
Tensor where(const Tensor& cond, const Tensor& a, const Tensor& b);

// x held within [low, high]; an undefined bound is none. The gradient is 1 at a bound, 0 beyond.
Tensor clamp(const Tensor& x, const Tensor& low, const Tensor& high);
Tensor clamp_min(const Tensor& x, const Tensor& low);
Tensor clamp_max(const Tensor& x, const Tensor& high);

}  // namespace retrograd::ops
