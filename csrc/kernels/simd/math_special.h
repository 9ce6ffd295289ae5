// math_special.h: special functions on VecF and VecD, made as those of math.h are.
#pragma once

#include "kernels/simd/math.h"

namespace retrograd::kernels::RG_ISA {
namespace {

inline constexpr double kPi = 3.14159265358979323846, kLn2 = 0.693147180559945309417;

[[gnu::always_inline]] inline float scalar_fmod(float a, float b) { return __builtin_fmodf(a, b); }
[[gnu::always_inline]] inline double scalar_fmod(double a, double b) {
  return __builtin_fmod(a, b);
}
// x - q d, which a number of the type is, for whole q.
[[gnu::always_inline]] inline VecF what_is_left(VecF x, VecF q, VecF d) {
  if constexpr (kFusedFma) return fma(-q, d, x);
  const Wide wide = widen(x), of = widen(d), times = widen(q);
  return narrow({wide.low - times.low * of.low, wide.high - times.high * of.high});
}
[[gnu::always_inline]] inline VecD what_is_left(VecD x, VecD q, VecD d) {
  if constexpr (kFusedFma) return fma(-q, d, x);
  const Pair<VecD> back = exact_product(q, d);
  return (x - back.hi) - back.lo;
}
// Lanes of r whose quotient is too large for its digits; one division after another finds them.
template <class V>
[[gnu::noinline]] V fmod_far(V a, V b, V r, Mask<Scalar<V>> far) {
  for (int i = 0; i < kLanes<Scalar<V>>; ++i)
    if (far[i]) r[i] = scalar_fmod(a[i], b[i]);
  return r;
}
// a - b trunc(a / b), exactly. A quotient can round up to a whole number, never down past one: what
// is left is then as far below 0 as it misses of b.
template <class V>
[[gnu::always_inline]] inline V fmod(V a, V b) {
  using T = Scalar<V>;
  const V x = abs(a), d = abs(b), quotient = x / d, whole = round_even(quotient);
  V r = what_is_left(x, whole - (whole > quotient ? all<V>(1) : V{}), d);
  r = r < 0 ? r + d : r;
  const auto finite = x < kInf<V>;
  r = with_sign((finite & (d == kInf<V>)) ? x : r, a);
  // exact_product overflows where numbers are huge.
  auto far = quotient >= T(uint64_t{1} << Format<V>::kBits);
  if constexpr (!kFusedFma && sizeof(T) == 8) far |= (x > 0x1p900) | (d > 0x1p900);
  far &= finite & (d > 0) & (d < kInf<V>);
  if (any<T>(far)) [[unlikely]]
    return fmod_far(a, b, r, far);
  return r;
}

// x 2^n for whole n, rounded once. REQUIRES: |n| <= kMost.
template <class V>
struct Exponents;
template <>
struct Exponents<VecF> {
  static constexpr float kMost = 300, kUp = 127, kDown = 102, kLeast = -126;
  static constexpr float kUpPower = 0x1p127f, kDownPower = 0x1p-102f;
};
template <>
struct Exponents<VecD> {
  static constexpr double kMost = 2200, kUp = 1023, kDown = 969, kLeast = -1022;
  static constexpr double kUpPower = 0x1p1023, kDownPower = 0x1p-969;
};
template <class V>
[[gnu::always_inline]] inline V exact_scale(V x, V n) {
#if defined(__AVX512F__)
  return scale_by_power(x, n);
#else
  // Down by as much as leaves a number that will be no less than subnormal normal: then it is
  // rounded at the last step alone.
  using E = Exponents<V>;
  for (int i = 0; i < 2; ++i) {
    const auto down = n<E::kLeast, up = n> E::kUp;
    x = x * (down ? splat(E::kDownPower) : up ? splat(E::kUpPower) : all<V>(1));
    n = n + (down ? splat(E::kDown) : up ? splat(-E::kUp) : V{});
  }
  const UInt<V> power = nearest(n + Format<V>::kShift).n + Format<V>::kBias;
  return x * bits_as<V>(power << Format<V>::kBits);
#endif
}

// x 2^n, exact for whole n: of others the fraction goes by exp2, of positive ones on [1, 2), so
// that x 2^floor(n) does not overflow before the result.
template <class V>
[[gnu::always_inline]] inline V ldexp(V x, V n) {
  using E = Exponents<V>;
  const auto infinite = abs(n) == kInf<V>;
  const V held = clamp(n, -E::kMost, E::kMost);
  const V whole = round_even(held), r = held - whole;
  const auto below = (r < 0) & (whole > 0);
  const V s = exact_scale(x, below ? whole - 1 : whole);
  const Pair<V> power = quick_sum(all<V>(1), r * exp2_poly(r));
  const V y = fma(s, power.hi, s * power.lo);
  const V finite = below ? y + y : y;
  const auto fixed = (r == 0) | (((abs(s) == kInf<V>) | (s == 0)) & (r == r));
  const V z = fixed ? s : finite;
  return infinite ? x * (n > 0 ? n : V{}) : z;
}

// sin(pi r) / (pi r) = 1 + z P(z) with z = r^2, |r| <= 1/2.
[[gnu::always_inline]] inline VecF sinc_poly(VecF z) {  // 2^-35.3
  return poly(z, -1.6449340629, 0.81174220864, -0.19074796366, 0.026117549814, -0.0022371548921);
}
[[gnu::always_inline]] inline VecD sinc_poly(VecD z) {  // 2^-71.1
  return poly(z, -1.64493406684822644, 0.811742425283353613, -0.190751824122082577,
              0.0261478478176114863, -0.0023460810348051813, 0.000148428787111406487,
              -6.97584039883522121e-6, 2.5300882948126664e-7, -7.09213858561301198e-9);
}
// x = k + r with |r| <= 1/2: sinc x = (r / x) (-1)^k sinc r.
template <class V>
struct HalfTurn {
  V r;
  Mask<Scalar<V>> odd;
};
template <class V>
[[gnu::always_inline]] inline HalfTurn<V> half_turn(V x) {
  const V k = round_even(x), half = k * Scalar<V>(0.5);
  return {x - k, round_even(half) != half};
}
template <class V>
[[gnu::always_inline]] inline V sinc_near(V r) {
  const V z = r * r;
  return fma(z, sinc_poly(z), all<V>(1));
}
// (cos(pi c) - 1) / z with z = c^2, |c| <= 1/5.
[[gnu::always_inline]] inline VecF cos_pi_poly(VecF z) {  // 2^-37.2
  return poly(z, -4.9348021957, 4.0587109689, -1.3351767979, 0.23280140185);
}
[[gnu::always_inline]] inline VecD cos_pi_poly(VecD z) {  // 2^-58.5
  return poly(z, -4.93480220054467551, 4.05871212641495711, -1.33526276856593549,
              0.235330609140781301, -0.025806100932823607, 0.00191505617998081031);
}
// 1 / pi = hi + lo.
template <class V>
inline constexpr Scalar<V> kPerPiHi = static_cast<Scalar<V>>(0x1.45f306dc9c883p-2);
template <class V>
inline constexpr Scalar<V> kPerPiLo = static_cast<Scalar<V>>(-1.9678676675182486954e-17);
template <>
inline constexpr float kPerPiLo<VecF> = 1.28412766335e-8f;
// What stands over x goes from where it is nearest to a simple number: r, or cos(pi c) / pi with
// c = 1/2 - |r|.
template <class V>
[[gnu::always_inline]] inline V sinc(V x) {
  const HalfTurn<V> turn = half_turn(x);
  const V r = turn.r, z = r * r, less = z * sinc_poly(z);
  const V c = Scalar<V>(0.5) - abs(r), z_c = c * c;
  const V hi = all<V>(kPerPiHi<V>), cosine = fma(hi, z_c * cos_pi_poly(z_c), all<V>(kPerPiLo<V>));
  const V over = abs(r) > Scalar<V>(0.35) ? with_sign(hi + cosine, r) : fma(r, less, r);
  const V y = over / x;
  return abs(x) <= Scalar<V>(0.5) ? 1 + less : turn.odd ? -y : y;
}

// (d/dx sinc x) / x with z = x^2, |x| <= 1/2.
[[gnu::always_inline]] inline VecF sinc_slope_poly(VecF z) {  // 2^-29.7
  return poly(z, -3.28986813, 3.2469689933, -1.1444888831, 0.20893983681, -0.02235914155);
}
[[gnu::always_inline]] inline VecD sinc_slope_poly(VecD z) {  // 2^-64.7
  return poly(z, -3.28986813369645287, 3.24696970113341451, -1.14451094473249801,
              0.209182782540944507, -0.0234608103485922004, 0.00178114544818392965,
              -0.0000976617724868617834, 4.04814482341689971e-6, -1.27650381193412898e-7);
}
// Beyond, (cos(pi x) - sinc x) / x, where cos(pi r) = sin(pi (1/2 - |r|)).
template <class V>
[[gnu::always_inline]] inline V sinc_slope(V x) {
  const HalfTurn<V> turn = half_turn(x);
  const V c = Scalar<V>(0.5) - abs(turn.r);
  const V far = (c * Scalar<V>(kPi) * sinc_near(c) - sinc_near(turn.r) * (turn.r / x)) / x;
  return abs(x) <= Scalar<V>(0.5) ? x * sinc_slope_poly(x * x) : turn.odd ? -far : far;
}

// log(x / (1 - x)). Between 1/4 and 3/4 it is log(1 + |1 - 2 x| / m) with m the lesser of x and
// 1 - x: both parts of the fraction are exact where they are small.
template <class V>
[[gnu::always_inline]] inline V logit(V x) {
  const V rest = 1 - x, twice = 1 - (x + x);
  const V near = log1p(abs(twice) / (twice > 0 ? x : rest));
  const V far = log(x / rest);
  return abs(twice) < Scalar<V>(0.5) ? (twice > 0 ? -near : near) : far;
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
