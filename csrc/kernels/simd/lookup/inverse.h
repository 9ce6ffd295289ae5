// inverse.h: atan and the inverse hyperbolic functions of 16 floats at a time, by tables. Part of
// math.h, which includes it.
#pragma once

#include "kernels/simd/lookup/lookup.h"

namespace retrograd::kernels::RG_ISA {
namespace {
namespace lookup {

// atan z for 0 <= z <= 1, or where it is `far` pi/2 less that. Tables of 16 stay in registers,
// which those of 32 do not.
template <class V, class M>
[[gnu::always_inline]] inline V angle_of(V z, M far) {
  const Words<V> i = bits_as<Words<V>>(fma(z, splat(15.0f), splat(0x1.8p23f)));  // in the last bits
  const V t = z - lookup16(kAtan[0], i);
  V y = lookup16(kAtan[5], i);
  for (int k = 4; k > 0; --k) y = fma(y, t, lookup16(kAtan[k], i));
  return far ? 0x1.921fb6p+0f - (y + 0x1.777a5cp-25f) : y;
}
template <class V>
[[gnu::always_inline]] inline V atan(V x) {
  const V size = at_most(abs(x), splat(0x1p60f));
  const auto far = size > 1;
  return with_sign(angle_of(far ? quick_reciprocal(size) : size, far), x);
}
// 0 <= z, or NaN of what is below 0. REQUIRES: z is 0 or at least 2^-100, and finite.
template <class V>
[[gnu::always_inline]] inline V sqrt_from_zero(V z) {
  return z == 0 ? z : plain_sqrt(z);
}

// log(1 + hi + lo), or of what is large log(2 x), where squares overflow.
inline constexpr float kSquares = 0x1p60f;
template <class V>
[[gnu::always_inline]] inline V log_of_sum(V a, V b, V x) {
  const auto large = x > kSquares;
  const V sum = a + b;
  const V y = log1p(large ? x : sum, large ? V{} : b - (sum - a));
  return large ? y + 0x1.62e43p-1f : y;
}
// log(1 + x + x^2 / (1 + sqrt(1 + x^2)))
template <class V>
[[gnu::always_inline]] inline V asinh(V x) {
  const V size = abs(x), v = at_most(size, splat(kSquares)), square = v * v;
  const V below = 1 + plain_sqrt(fma(v, v, splat(1.0f)));
  return with_sign(log_of_sum(v, square * quick_reciprocal(below), size), x);
}
// log(1 + t + sqrt(t (2 + t))) with t = x - 1
template <class V>
[[gnu::always_inline]] inline V acosh(V x) {
  const V t = at_most(x, splat(kSquares)) - 1;
  const V y = log_of_sum(sqrt_from_zero(fma(t, t, t + t)), t, x);
  return x < 1 ? splat(__builtin_nanf("")) : y;
}
// log(1 + 2 x / (1 - x)) / 2
template <class V>
[[gnu::always_inline]] inline V atanh(V x) {
  const V size = abs(x), twice = size + size;
  const V d = 1 - size, d_lo = (1 - d) - size;
  const V r = quick_reciprocal(d), q = twice * r;
  const V y = log1p(q, (fma(-q, d, twice) - q * d_lo) * r) * 0.5f;
  const V limit = size == 1 ? splat(__builtin_inff()) : splat(__builtin_nanf(""));
  return with_sign(size < 1 ? y : size == size ? limit : size, x);
}

}  // namespace lookup
}  // namespace
}  // namespace retrograd::kernels::RG_ISA
