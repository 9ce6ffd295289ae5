// math_inverse.h: the hyperbolic functions, and the inverses of these and of the circular ones, and
// erfc. Part of math.h, which includes it.
#pragma once

#include "kernels/simd/lookup/inverse.h"
#include "kernels/simd/math.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// pi/2 = hi + lo.
template <class V>
inline constexpr Scalar<V> kHalfPiHi = static_cast<Scalar<V>>(0x1.921fb54442d18p+0);
template <class V>
inline constexpr Scalar<V> kHalfPiLo = static_cast<Scalar<V>>(0x1.1a62633145c07p-54);
template <>
inline constexpr float kHalfPiLo<VecF> = -0x1.777a5cp-25f;

// (atan(t) / t - 1) / z with z = t^2, |t| <= 2/3.
[[gnu::always_inline]] inline VecF atan_poly(VecF z) {  // 2^-30.6
  return poly(z, -0.33333333273, 0.19999982565, -0.14284877541, 0.11095584324, -0.089464110227,
              0.069361876592, -0.043230766408, 0.014735151071);
}
[[gnu::always_inline]] inline VecD atan_poly(VecD z) {  // 2^-62.6
  return poly(z, -0.333333333333333333, 0.199999999999999812, -0.142857142857102006,
              0.1111111111075955, -0.0909090907493298091, 0.0769230725021155917,
              -0.0666665856448646388, 0.0588224916718936803, -0.0526219499534599671,
              0.0475527336615341567, -0.0431338358100343822, 0.0386375730650906119,
              -0.0329107037756094596, 0.0248876599754483029, -0.0150608272247169276,
              0.0062368757327851628, -0.00128594033163831445);
}

// The angle of the point (b, a) in the first quadrant: that of (b, a) to the nearest of 0, pi/4 and
// pi/2, and that one. REQUIRES: a, b >= 0 or NaN, neither both 0 nor both infinite, and neither
// 1.5 b nor a + b overflows or is rounded as a subnormal.
template <class V>
[[gnu::always_inline]] inline V quadrant_angle(V a, V b) {
  const auto low = a <= b * Scalar<V>(0.66), high = a > b * Scalar<V>(1.5);
  const V t = (low ? a : high ? -b : a - b) / (low ? b : high ? a : a + b), z = t * t;
  const V quarters = low ? V{} : high ? all<V>(2) : all<V>(1);
  const V tail = fma(quarters, all<V>(kHalfPiLo<V> / 2), t * z * atan_poly(z));
  return fma(quarters, all<V>(kHalfPiHi<V> / 2), t + tail);
}
template <class V>
[[gnu::always_inline]] inline V atan(V x) {
  if constexpr (kLookup<V>) return lookup::atan(x);
  return with_sign(quadrant_angle(abs(x), all<V>(1)), x);
}
// The angle of (x, y). It has the sign of y, and that of x = -0 counts.
template <class V>
[[gnu::always_inline]] inline V atan2(V y, V x) {
  using T = Scalar<V>;
  constexpr bool kDouble = sizeof(T) == 8;
  constexpr T kLarge = kDouble ? T(0x1p500) : T(0x1p60f), kSmall = 1 / kLarge;
  V a = abs(y), b = abs(x);
  const auto alike = (a == b) & ((a == 0) | (a == kInf<V>));
  const V larger = at_least(a, b);
  const V factor = larger > kLarge ? all<V>(0.25) : larger < kSmall ? splat(kLarge) : all<V>(1);
  a = (alike & (a == 0)) ? V{} : alike ? all<V>(1) : a * factor;
  b = alike ? all<V>(1) : b * factor;
  const V angle = quadrant_angle(a, b);
  const auto left = (bits_as<UInt<V>>(x) & Format<V>::kSign) != 0;
  const V turned = 2 * kHalfPiHi<V> - (angle - 2 * kHalfPiLo<V>);
  return with_sign((x != x) ? x : left ? turned : angle, y);
}

// (asin(s) / s - 1) / z with z = s^2, |s| <= 1/2.
[[gnu::always_inline]] inline VecF asin_poly(VecF z) {  // 2^-27.8
  return poly(z, 0.16666666337, 0.075000945435, 0.044599401529, 0.031100662735, 0.017149238358,
              0.033690847203);
}
[[gnu::always_inline]] inline VecD asin_poly(VecD z) {  // 2^-59.8
  return poly(z, 0.166666666666666666, 0.0750000000000011775, 0.0446428571425518929,
              0.03038194447553234, 0.0223721574435072224, 0.017352816540325495,
              0.0139637800122035696, 0.0115664596121216686, 0.00962184297010028102,
              0.0093195607947674463, 0.0030448799094556774, 0.0195545133361233789,
              -0.0192416717467430407, 0.0296120112649551204);
}
// Beyond 1/2, asin x = pi/2 - 2 asin(s) with s = sqrt((1 - x) / 2).
template <class V>
struct Arcsine {
  V s, tail;  // s + tail is asin s
  Mask<Scalar<V>> far;
};
template <class V>
[[gnu::always_inline]] inline Arcsine<V> reduce_asin(V x) {
  const V size = abs(x);
  const auto far = size > Scalar<V>(0.5);
  const V z = far ? (1 - size) * Scalar<V>(0.5) : size * size;
  const V s = far ? sqrt(z) : size;
  return {s, s * z * asin_poly(z), far};
}
template <class V>
[[gnu::always_inline]] inline V asin(V x) {
  const auto [s, tail, far] = reduce_asin(x);
  const V y = kHalfPiHi<V> - (2 * s + (2 * tail - kHalfPiLo<V>));
  return with_sign(far ? y : s + tail, x);
}
template <class V>
[[gnu::always_inline]] inline V acos(V x) {
  const auto [s, tail, far] = reduce_asin(x);
  const V twice = 2 * (s + tail);
  const V y = x > 0 ? twice : 2 * kHalfPiHi<V> - (twice - 2 * kHalfPiLo<V>);
  const V rest = with_sign(abs(tail), x) - kHalfPiLo<V>;
  return far ? y : kHalfPiHi<V> - (x + rest);
}

// e^x / 2, which overflows later than e^x.
template <class V>
[[gnu::always_inline]] inline V half_exp(V x) {
  const ExpArgument<V> a = reduce_exp(at_most(x, all<V>(Format<V>::kExpMax + 1)));
  const Pair<V> sum = quick_sum(all<V>(1), a.r);
  return scale(sum.hi + (sum.lo + fma(a.r * a.r, exp_tail(a.r), a.error)),
               Nearest<V>{a.power.value - 1, a.power.n - 1});
}
template <class V>
[[gnu::always_inline]] inline V cosh(V x) {
  const V half = half_exp(abs(x));
  return half + Scalar<V>(0.25) / half;
}

// (sinh(x) / x - 1) / z with z = x^2, |x| <= 1.
[[gnu::always_inline]] inline VecF sinh_poly(VecF z) {  // 2^-32.2
  return poly(z, 0.16666666647, 0.0083333396759, 0.00019838101969, 2.8062802582e-6);
}
[[gnu::always_inline]] inline VecD sinh_poly(VecD z) {  // 2^-71.7
  return poly(z, 0.166666666666666667, 0.00833333333333333337, 0.000198412698412697732,
              2.75573192240403386e-6, 2.50521083640580408e-8, 1.60590483963505616e-10,
              7.64662536165665766e-13, 2.84452641698952856e-15);
}
template <class V>
[[gnu::always_inline]] inline V sinh(V x) {
  const V size = abs(x), z = size * size;
  const V half = half_exp(size);
  const V far = half - Scalar<V>(0.25) / half;
  return with_sign(size > 1 ? far : fma(size * z, sinh_poly(z), size), x);
}

// log(1 + hi + lo) + n ln 2 for hi >= 0 and |lo| <= ulp(hi).
[[gnu::always_inline]] inline VecD log1p_of_pair(VecD hi, VecD lo, VecD n = VecD{}) {
  const VecD u = 1 + hi;
  const LogArgument<VecD> a = reduce_log_normal(u);
  const VecD lost = (hi < 1 ? hi - (u - 1) : 1 - (u - hi)) + lo;
  const auto direct = a.k == 0;
  return log_sum(a.k + n, direct ? hi : a.f, (direct ? lo : lost) / u);
}
// Squares of what is larger overflow: there both inverses are log(2 x).
inline constexpr double kSquares = 0x1p500;

// asinh x = log(1 + x + x^2 / (1 + sqrt(1 + x^2)))
[[gnu::always_inline]] inline VecD asinh(VecD x) {
  const VecD size = abs(x);
  const auto large = size > kSquares;
  const VecD v = large ? all<VecD>(1) : size;
  const Pair<VecD> sum = exact_sum(v, v * v / (1 + sqrt(fma(v, v, all<VecD>(1)))));
  const VecD y =
      log1p_of_pair(large ? size : sum.hi, large ? VecD{} : sum.lo, large ? all<VecD>(1) : VecD{});
  return with_sign(size < kInf<VecD> ? y : size, x);
}
// acosh x = log(1 + t + sqrt(t (2 + t))) with t = x - 1; near 0 it takes the root to more bits.
[[gnu::always_inline]] inline VecD acosh(VecD x) {
  const auto large = x > kSquares;
  const VecD t = large ? all<VecD>(1) : x - 1;
  const Pair<VecD> square = exact_product(t, t);
  const Pair<VecD> root_of = exact_sum(t + t, square.hi);
  const Pair<VecD> s = pair_sqrt({root_of.hi, root_of.lo + square.lo});
  const Pair<VecD> sum = exact_sum(t, s.hi);
  const VecD y = log1p_of_pair(large ? x : sum.hi, large ? VecD{} : sum.lo + s.lo,
                               large ? all<VecD>(1) : VecD{});
  const VecD within = x > 1 ? y : VecD{};
  return x < 1 ? splat(kNan<VecD>) : x < kInf<VecD> ? within : x;
}
// atanh x = log(1 + 2 x / (1 - x)) / 2
[[gnu::always_inline]] inline VecD atanh(VecD x) {
  const VecD size = abs(x), twice = size + size;
  const Pair<VecD> d = quick_sum(all<VecD>(1), -size);
  const VecD q = twice / d.hi;
  const Pair<VecD> back = exact_product(q, d.hi);
  const VecD q_lo = ((twice - back.hi) - back.lo - q * d.lo) / d.hi;
  const VecD y = size < Format<VecD>::kTiny ? size : log1p_of_pair(q, q_lo) * 0.5;
  return with_sign(size < 1 ? y : size == 1 ? splat(kInf<VecD>) : splat(kNan<VecD>), x);
}

// From 1/4 to where it underflows, erfc x = e^-x^2 P(t) / (1 + 2 x) with t = (x - 4) / (x + 4)
// (Shepherd and Laframboise 1981); below, 1 - erf x.
inline constexpr double kErfcHi = 0x1.3ba5916e9fd7fp+0, kErfcLo = -4.640849664e-17;
[[gnu::always_inline]] inline VecD erfc_poly(VecD t) {  // P = c0 + t p, 2^-57.0
  return poly(t, -0.139621116840562527, 0.0153796521026198564, 0.0680970542546946186,
              -0.101039066036298754, 0.093732834998271233, -0.0663303658126507441,
              0.0371675155388517975, -0.01619773404869901, 0.00503196996592735941,
              -0.000757773382617012365, -0.000199256640352288637, 0.000150622238024443681,
              -0.0000243993033313675247, -0.0000112241076567146901, 5.70948327047824939e-6,
              2.98634241614825946e-7, -8.2387220334035167e-7, 6.7785361256546826e-8,
              1.06802002095395809e-7, -1.24917072862626226e-8, -1.08808354002237534e-8);
}
// e^x^2 erfc x as hi + lo, for x + lo from 1/4 to 28 and, of floats, 10.1: the rounding of either
// factor would come to more than 2 ulp.
[[gnu::always_inline]] inline Pair<VecD> erfcx_pair(VecD x, VecD lo = VecD{}) {
  const VecD t = (x - 4) / (x + 4);
  const Pair<VecD> d = exact_sum(all<VecD>(1), x + x);
  return pair_quotient(led(kErfcHi, kErfcLo, t * erfc_poly(t)), {d.hi, d.lo + (lo + lo)});
}
[[gnu::always_inline]] inline Pair<VecF> erfcx_pair(VecF x, VecF lo = VecF{}) {
  const VecF t = (x - 3) / (x + 3);
  // P = c0 + t p, 2^-29.9
  const VecF rest = t * poly(t, -0.13562111703, -0.047562435886, 0.12964560327, -0.11927039149,
                             0.068303988124, -0.023798507999, 0.0025351056971, 0.0019903632472,
                             -0.0007335142523, -0.00023643427589);
  const Pair<VecF> d = exact_sum(all<VecF>(1), x + x);
  return pair_quotient(led(0x1.40c522p+0, 5.1308364e-8, rest), {d.hi, d.lo + (lo + lo)});
}
[[gnu::always_inline]] inline VecD erfc(VecD x) {
  const VecD v = clamp(x, 0.25, 28);
  const Pair<VecD> square = exact_product(v, v);
  const VecD tail = exp_product(-square.hi, -square.lo, erfcx_pair(v));
  return x < 0.25 ? 1 - erf(x) : tail;
}

// Of floats by way of doubles, or by tables.
template <class F>
[[gnu::always_inline]] inline VecF by_doubles(VecF x, F f) {
  const Wide wide = widen(x);
  return narrow({f(wide.low), f(wide.high)});
}
template <class V>
[[gnu::always_inline]] inline V asinh(V x) {
  if constexpr (kLookup<V>) return lookup::asinh(x);
  return by_doubles(x, [](VecD v) { return asinh(v); });
}
template <class V>
[[gnu::always_inline]] inline V acosh(V x) {
  if constexpr (kLookup<V>) return lookup::acosh(x);
  return by_doubles(x, [](VecD v) { return acosh(v); });
}
template <class V>
[[gnu::always_inline]] inline V atanh(V x) {
  if constexpr (kLookup<V>) return lookup::atanh(x);
  return by_doubles(x, [](VecD v) { return atanh(v); });
}
// x + x P(x^2) for |x| <= 1.
[[gnu::always_inline]] inline VecF erf_of_small(VecF x) { return fma(x, erf_near(x * x), x); }

[[gnu::always_inline]] inline VecF erfc(VecF x) {
  if constexpr (!kFusedFma) return by_doubles(x, [](VecD v) { return erfc(v); });
  const VecF size = abs(x), v = clamp(size, 0.25f, 10.1f);
  const Pair<VecF> square = exact_product(v, v);
  const VecF tail = exp_product(-square.hi, -square.lo, erfcx_pair(v));
  return size < 0.25f ? 1 - erf_of_small(x) : x < 0 ? 2 - tail : tail;
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
