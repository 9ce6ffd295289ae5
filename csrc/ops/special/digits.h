// digits.h: pointwise functions of how numbers are written; see kernels/special/digits.h.
#pragma once

#include <optional>
#include <tuple>

#include "core/tensor.h"

namespace retrograd::ops {

Tensor signbit(const Tensor& x);   // bool; true for -0, too
Tensor positive(const Tensor& x);  // x itself; not bool
Tensor frac(const Tensor& x);      // x - trunc(x); floating only

// What is left of a / b rounded towards zero: it has the sign of a. Throws DivideError where an
// integer is divided by zero.
Tensor fmod(const Tensor& a, const Tensor& b);

// x, with numbers in place of NaN, inf and -inf: without one, 0, the greatest and the least number
// of the type. Integers stay as they are.
Tensor nan_to_num(const Tensor& x, std::optional<double> nan = {}, std::optional<double> above = {},
                  std::optional<double> below = {});

Tensor ldexp(const Tensor& x, const Tensor& power);    // x 2^power; always floating
std::tuple<Tensor, Tensor> frexp(const Tensor& x);     // mantissa, and exponent (int32)
Tensor nextafter(const Tensor& a, const Tensor& b);    // floating only
Tensor float_power(const Tensor& a, const Tensor& b);  // a^b in float64
Tensor& float_power_(Tensor& a, const Tensor& b);
Tensor fmax(const Tensor& a, const Tensor& b);  // the other one where one is NaN
Tensor fmin(const Tensor& a, const Tensor& b);
Tensor heaviside(const Tensor& x, const Tensor& values);  // both of one type

// Integers, and bools.
Tensor bitwise_and(const Tensor& a, const Tensor& b);
Tensor bitwise_or(const Tensor& a, const Tensor& b);
Tensor bitwise_xor(const Tensor& a, const Tensor& b);
Tensor& bitwise_and_(Tensor& a, const Tensor& b);
Tensor& bitwise_or_(Tensor& a, const Tensor& b);
Tensor& bitwise_xor_(Tensor& a, const Tensor& b);

// Integers only, not bool.
Tensor gcd(const Tensor& a, const Tensor& b);
Tensor lcm(const Tensor& a, const Tensor& b);
Tensor bitwise_left_shift(const Tensor& a, const Tensor& b);
Tensor bitwise_right_shift(const Tensor& a, const Tensor& b);
Tensor& bitwise_left_shift_(Tensor& a, const Tensor& b);
Tensor& bitwise_right_shift_(Tensor& a, const Tensor& b);

}  // namespace retrograd::ops
