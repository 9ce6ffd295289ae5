// lookup.h: exp, log, tanh, erf and sqrt of 16 floats at a time, by tables that fill a register or
// two: an entry for each lane is found in one instruction. Part of math.h, which includes it.
//
// No function branches but sqrt, so that special values are no slower, and none looks at its
// neighbours. tests/lookup_tables.py makes the tables.
#pragma once

#include "kernels/simd/lookup/tables.h"
#include "kernels/simd/simd.h"

namespace retrograd::kernels::RG_ISA {
namespace {
namespace lookup {

// Templates, because the instructions are there at 512 bits alone: nothing is until asked for.
template <class V>
using Words = decltype(bits_as<Vec<uint32_t>>(V{}));

// e^x = 2^n e^r for n in 16ths and |r| <= ln(2) / 32; an entry has 2^(n - floor n).
template <class V>
struct Exponential {
  V r, n;
  Words<V> entry;
};
inline constexpr float kShift = 0x1.8p19f;  // whose last bit is worth 1/16
// REQUIRES: |x| <= 104 or NaN.
template <class V>
[[gnu::always_inline]] inline Exponential<V> reduce_exp(V x) {
  const V shifted = fma(x, splat(0x1.715476p+0f), splat(kShift)), n = shifted - kShift;
  const V r = fma(n, splat(0x1.bd0106p-13f), fma(n, splat(-0x1.63p-1f), x));
  return {r, n, bits_as<Words<V>>(shifted)};
}
// kClosely: within 0.75 ulp where it is 1 otherwise, for a fifth more time.
template <bool kClosely = false, class V>
[[gnu::always_inline]] inline V exp(V x) {
  const Exponential<V> e = reduce_exp(at_most(at_least(x, splat(-104.0f)), splat(89.0f)));
  const V power = lookup16(kExp2, e.entry);
  // e^r - 1, 2^-29 of e^r
  const V q = fma(e.r * e.r, fma(e.r, splat(0x1.55574p-3f), splat(0x1.00022ap-1f)), e.r);
  const V y = kClosely ? power + fma(power, q, lookup16(kExp2Rest, e.entry)) : fma(power, q, power);
  return scale_by_power(y, e.n);
}
// 2^n (power - 2^-n + power q) for n rounded down: where the result is small the difference is
// exact.
template <class V>
[[gnu::always_inline]] inline V expm1(V x) {
  const Exponential<V> e = reduce_exp(at_most(at_least(x, splat(-30.0f)), splat(89.0f)));
  const V power = lookup16(kExp2, e.entry), n = floor(e.n);
  const V start = power - scale_by_power(splat(1.0f), -n);
  // e^r - 1, 2^-31 of itself
  const V p = fma(e.r, fma(e.r, splat(0x1.555556p-5f), splat(0x1.5555b8p-3f)), splat(0.5f));
  const V q = fma(e.r * e.r, p, e.r);
  const V y = start + fma(power, q, lookup16(kExp2Rest, e.entry));
  return with_sign(scale_by_power(y, n), x);  // which -0 would lose
}

// log(1 + f) - f = f^2 P(f), 2^-28.4 on [-1/32, 1/16].
template <class V>
[[gnu::always_inline]] inline V log_poly(V f, V square, float per_e = 1) {
  const V high = fma(f, splat(0x1.8227bp-3f * per_e), splat(-0x1.00117ep-2f * per_e));
  return fma(square, high, fma(f, splat(0x1.55584p-2f * per_e), splat(-0.5f * per_e)));
}
// log x = e ln 2 + log c + log(1 + f) with 1 + f = m / c, where entries have 1 / c and log c. What
// is not above 0 and finite comes out right by itself.
template <class V>
struct Logarithm {
  V e, f, square;  // f^2
  Words<V> interval;
};
template <class V>
[[gnu::always_inline]] inline Words<V> interval_of(V m) {
  return bits_as<Words<V>>(m) >> 19;  // the leading four bits of the fraction
}
template <class V>
[[gnu::always_inline]] inline Logarithm<V> reduce_log(V x, const float* inverse) {
  const V m = mantissa_of(x);
  const Words<V> interval = interval_of(m);
  const V f = fma(m, lookup16(inverse, interval), splat(-1.0f));
  return {exponent_of(x), f, f * f, interval};
}
template <class V>
[[gnu::always_inline]] inline V log_sum(const Logarithm<V>& a) {
  const V sum = fma(a.e, splat(0x1.62e43p-1f), lookup16(kLog, a.interval));
  return sum + fma(a.square, log_poly(a.f, a.square), a.f);
}
template <class V>
[[gnu::always_inline]] inline V log(V x) {
  return log_sum(reduce_log(x, kInverse));
}
template <class V>
[[gnu::always_inline]] inline V log2(V x) {
  const auto [e, f, square, interval] = reduce_log(x, kInverse2);
  constexpr float kPer = 0x1.715476p+0f;
  return (e + lookup16(kLog2, interval)) + fma(f, splat(kPer), square * log_poly(f, square, kPer));
}
template <class V>
[[gnu::always_inline]] inline V log10(V x) {
  const auto [e, f, square, interval] = reduce_log(x, kInverse10);
  constexpr float kPer = 0x1.bcb7b2p-2f;
  const V rest = fma(e, splat(0x1.09f7ap-26f), lookup16(kLog10Rest, interval));
  return fma(e, splat(0x1.344134p-2f), lookup16(kLog10, interval)) +
         fma(f, splat(kPer), fma(square, log_poly(f, square, kPer), rest));
}
// As log of u = 1 + x, but u / (2^e c) - 1 is made of x itself: what u lacks is in it. So is `lo`,
// which may be there, of less than an ulp of x.
template <class V, class... Lo>
[[gnu::always_inline]] inline V log1p(V x, Lo... lo) {
  const V u = 1 + x, e = exponent_of(u);
  const Words<V> interval = interval_of(mantissa_of(u));
  const V p = scale_by_power(lookup16(kInverse, interval), -e);
  const V f = (fma(x, p, p - 1) + ... + (lo * p));
  const V y = log_sum(Logarithm<V>{e, f, f * f, interval});
  return with_sign(or_limit_of_log(y, u), x);  // which -0 would lose
}

// For odd functions: the interval of |x| among 32, and how far |x| is from its middle.
template <class V>
struct Near {
  V t;
  Words<V> interval;
};
template <class V>
[[gnu::always_inline]] inline Near<V> nearest_middle(V x, const float* middles) {
  constexpr int32_t kFirst = (127 - 4) * 4;  // four intervals an octave, from 1/16 on
  const V size = at_most(abs(x), splat(15.9f));
  const Vec<int32_t> above = (bits_as<Vec<int32_t>>(size) >> 21) - kFirst;
  const Words<V> interval = bits_as<Words<V>>(above > 0 ? above : Vec<int32_t>{});
  return {size - lookup32(middles, interval), interval};
}
// c1 + c2 t + ... + c6 t^5, where c[k + 1] has the ck.
template <class V>
[[gnu::always_inline]] inline V slope(const float (&c)[8][32], Near<V> a) {
  V y = lookup32(c[7], a.interval);
  for (int k = 6; k > 1; --k) y = fma(y, a.t, lookup32(c[k], a.interval));
  return y;
}
template <class V>
[[gnu::always_inline]] inline V tanh(V x) {
  const Near<V> a = nearest_middle(x, kTanh[0]);
  return with_sign(fma(slope(kTanh, a), a.t, lookup32(kTanh[1], a.interval)), x);
}
// In the first interval it is t and (c1 - 1) t + ..., which is less than a seventh of t.
template <class V>
[[gnu::always_inline]] inline V erf(V x) {
  const Near<V> a = nearest_middle(x, kErf[0]);
  const V start = a.interval == 0 ? a.t : lookup32(kErf[1], a.interval);
  return with_sign(fma(slope(kErf, a), a.t, start), x);
}

// a ndtr(-a) for 0 <= a <= 5.9, or its slope.
template <bool kSlope, class V>
[[gnu::always_inline]] inline V gelu_rest(V a) {
  const float(&c)[8][32] = kSlope ? kGeluSlope : kGelu;
  const V shifted = fma(a, splat(1 / 0.19f), splat(0x1.8p23f));  // its last bit is worth 1
  const Words<V> interval = bits_as<Words<V>>(shifted);
  const Near<V> at = {a - lookup32(c[0], interval), interval};
  return fma(slope(c, at), at.t, lookup32(c[1], interval));
}

// Of 8 floats, where tables are no longer than that: in eight intervals of 0.8 from -0.4 on, c1 to
// c(n - 1) are coefficients of powers of a - c0 from 0 on.
template <int n, class V>
[[gnu::always_inline]] inline V by_eight(const float (&c)[n][8], V a) {
  const V shifted = fma(a, splat(1.25f), splat(0x1.8p23f));  // its last bit is worth 1
  const Words<V> interval = bits_as<Words<V>>(shifted);
  const V t = a - lookup8(c[0], interval);
  V y = lookup8(c[n - 1], interval);
#pragma GCC unroll 8
  for (int k = n - 2; k > 0; --k) y = fma(y, t, lookup8(c[k], interval));
  return y;
}

// Goldschmidt's iteration, of which the last step rounds correctly: all floats of [1, 4) were
// tried. REQUIRES: 2^-100 <= x, and finite; of what is below 0, or NaN, it is NaN.
template <class V>
[[gnu::always_inline]] inline V plain_sqrt(V x) {
  const V y = rsqrt_estimate(x), g = x * y;
  const V h = bits_as<V>(bits_as<Words<V>>(y) - (uint32_t{1} << 23));  // y / 2
  const V e = fma(-g, h, splat(0.5f)), root = fma(g, e, g);
  return fma(fma(-root, root, x), fma(h, e, h), root);
}
template <class V>
[[gnu::always_inline]] inline V sqrt(V x) {
  if (any_outside(x, 0x1p-100f, __builtin_inff())) [[unlikely]]
    return RG_ISA::sqrt(x);
  return plain_sqrt(x);
}
// One of Newton's steps. The estimate is right where x is 0 or infinite, where the step is NaN.
template <class V>
[[gnu::always_inline]] inline V rsqrt(V x) {
  const V v = rsqrt_estimate(x);
  const V y = fma(v * 0.5f, fma(-x * v, v, splat(1.0f)), v);
  return y == y ? y : v;
}

}  // namespace lookup
}  // namespace
}  // namespace retrograd::kernels::RG_ISA
