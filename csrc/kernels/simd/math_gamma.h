// math_gamma.h: the gamma function's logarithm and its derivatives, made as the
// functions of math.h are. Floats go by doubles.
//
// Sums of parts that cancel are kept to more bits than a double has where the
// result is not small; near the zeros between negative whole numbers, where it
// is, errors are those of the parts.
#pragma once

#include "kernels/simd/math_special.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// log gamma(2 + d) = c d + d^2 P(d) with c = 1 - gamma, |d| <= 1/2.
inline constexpr double kLogGammaHi = 0x1.b0ee6072093cep-2, kLogGammaLo = 0x1.6cb90701fbfabp-58;
[[gnu::always_inline]] inline Pair<VecD> log_gamma_poly(VecD d) {  // P, 2^-62.5
  return led(0x1.4a34cc4a60fa6p-2, 1.496715416867e-17,
             d * poly(d, -0.0673523010531981179, 0.0205808084277846407, -0.00738555102866998416,
                      0.00289051033073284628, -0.00119275391193586777, 0.000509669525090783435,
                      -0.00022315475195533535, 0.0000994575053329700341, -0.0000449263381661813369,
                      0.0000205073072988285463, -9.43854128883731409e-6, 4.37412217251660593e-6,
                      -2.0446094883705432e-6, 9.58811973816004473e-7, -4.30991446861460244e-7,
                      2.01121949714703818e-7, -1.33582941040865753e-7, 6.54369128162634195e-8));
}
// log gamma(v) = (v - 1/2) log v - v + log(2 pi) / 2 + w S(w^2) with w = 1 / v,
// v >= 8.
[[gnu::always_inline]] inline VecD stirling_poly(VecD z) {  // S, 2^-63.6
  return poly(z, 0.0833333333333333328, -0.00277777777777410016, 0.000793650789835558191,
              -0.000595236607116170169, 0.000841472866930606066, -0.00189054082951750923,
              0.00506926538484549643);
}

// From 2 + d with d = v - m, m the whole number next to v, by the factors that
// lie between.
[[gnu::always_inline]] inline VecD log_gamma_near(VecD v, VecD m) {
  const VecD d = v - m;
  VecD factors = all<VecD>(1);
  for (int i = 1; i <= 6; ++i) factors = i <= m - 2 ? factors * (v - i) : factors;
  const Pair<VecD> next = quick_sum(all<VecD>(1), v);
  Pair<VecD> p = exact_product(v, next.hi);
  p.lo += v * next.lo;
  const auto least = m == 0, below = m < 2;
  const VecD argument = least ? p.hi : m == 1 ? v : factors;
  Pair<VecD> l = log_pair(argument);
  l.lo += least ? p.lo / argument : VecD{};
  const Pair<VecD> first = exact_product(d, all<VecD>(kLogGammaHi));
  const Pair<VecD> sum = exact_sum(below ? -l.hi : l.hi, first.hi);
  const VecD rest = sum.lo + (first.lo + d * kLogGammaLo) + (below ? -l.lo : l.lo);
  const Pair<VecD> curve = pair_product(exact_product(d, d), log_gamma_poly(d));
  const Pair<VecD> y = exact_sum(sum.hi, curve.hi);
  return y.hi + (y.lo + curve.lo + rest);
}
[[gnu::always_inline]] inline VecD log_gamma_far(VecD v) {
  const Pair<VecD> l = log_pair(v);
  const Pair<VecD> less = quick_sum(l.hi, all<VecD>(-1));
  const VecD w = 1 / v, factor = v - 0.5;
  const Pair<VecD> p = exact_product(factor, less.hi);
  // (log(2 pi) - 1) / 2
  const VecD rest =
      fma(factor, less.lo + l.lo, fma(w, stirling_poly(w * w), all<VecD>(0.418938533204672741780)));
  return p.hi + (v < 0x1p900 ? p.lo + rest : VecD{});
}
// Without what is beyond doubles, which floats do not need.
[[gnu::always_inline]] inline VecD log_gamma_brief(VecD v, VecD m) {
  const auto far = v >= 8.5, below = m < 2;
  const VecD d = v - m;
  VecD factors = m == 0 ? v * (v + 1) : m == 1 ? v : all<VecD>(1);
  for (int i = 1; i <= 6; ++i) factors = i <= m - 2 ? factors * (v - i) : factors;
  const VecD l = log(far ? v : factors), w = 1 / v;
  const VecD near = fma(d * d, log_gamma_poly(d).hi, d * kLogGammaHi) + (below ? -l : l);
  // (log(2 pi) - 1) / 2
  const VecD rest = fma(w, stirling_poly(w * w), all<VecD>(0.418938533204672741780));
  return far ? fma(v - 0.5, l - 1, rest) : near;
}
// REQUIRES: v >= 0 or NaN.
template <bool kBrief>
[[gnu::always_inline]] inline VecD log_gamma_positive(VecD v) {
  const VecD m = round_even(v);
  VecD y;
  if constexpr (kBrief)
    y = log_gamma_brief(v, m);
  else
    y = v < 8.5 ? log_gamma_near(v, m) : log_gamma_far(v);
  return v == 0 ? splat(kInf<VecD>) : v < kInf<VecD> ? y : v;
}
// |gamma(-v)| = pi / (v |sin(pi v)| gamma(v))
[[gnu::noinline]] VecD log_gamma_negative(VecD v, VecD positive) {
  const VecD r = v - round_even(v), sine = abs(r) * sinc_near(r);
  const VecD y = log(1 / (v * sine)) - positive;
  return v < 0x1p-60 ? positive : v < kInf<VecD> ? y : v;
}
template <bool kBrief = false>
[[gnu::noinline]] VecD lgamma(VecD x) {
  const VecD v = abs(x), y = log_gamma_positive<kBrief>(v);
  const auto negative = x < 0;
  if (any<double>(negative)) [[unlikely]]
    return negative ? log_gamma_negative(v, y) : y;
  return y;
}

// The derivative, psi(r) = (r - x0) Q(r - 1.53125) on [1, 2.0625], where x0 is
// its zero.
inline constexpr double kPsiZeroHi = 0x1.762d86356be3fp+0, kPsiZeroLo = 0x1.b86a722197829p-54;
[[gnu::always_inline]] inline Pair<VecD> digamma_poly(VecD t) {  // Q, 2^-62.1
  return led(
      0x1.e047d348351b7p-1, -5.26380077833e-17,
      t * poly(t, -0.409016988912066489, 0.227167766786870512, -0.137112033824450003,
               0.0858828126205723329, -0.0548034618702427673, 0.0353205210451367371,
               -0.022890185577908711, 0.0148814062839873566, -0.00969250576152343772,
               0.00631970850012302832, -0.00412322431171409077, 0.00269117547301844615,
               -0.0017567906861907969, 0.00114703408997504059, -0.000749795742499928136,
               0.000489732110741646297, -0.000315610465982249287, 0.000205711838318961371,
               -0.000148955812190734799, 0.0000982055074824369145, -0.0000315916642773424072,
               0.0000193767570270802389, -0.0000545719703285778143, 0.0000363797082385517162));
}
// psi(v) = log v - w / 2 - w^2 T(w^2) with w = 1 / v, v >= 8.
[[gnu::always_inline]] inline VecD digamma_far_poly(VecD z) {  // T, 2^-65.7
  return poly(z, 0.0833333333333331568, -0.00833333333304127674, 0.00396825380453040642,
              -0.00416662298805850332, 0.00756947937143911018, -0.0205890612596301348,
              0.0615380389150901002);
}
// REQUIRES: v >= 0 or NaN. psi(v + 1) = psi(v) + 1 / v leads to the interval.
[[gnu::always_inline]] inline VecD digamma_positive(VecD v) {
  const VecD k = at_least(round_even(v - 0.5625), VecD{});  // of those on [0, 8.0625), at most 8
  const VecD f = v - k;                                     // r = f + 1
  Pair<VecD> from_zero = exact_sum(f, all<VecD>(1 - kPsiZeroHi));
  from_zero.lo -= kPsiZeroLo;
  const Pair<VecD> psi = pair_product(from_zero, digamma_poly(f - 0.53125));
  VecD sum = {};
  for (int i = 1; i <= 6; ++i) sum = i <= k - 2 ? sum + 1 / (v - i) : sum;
  const auto below = k == 0, within = k == 1;
  const Pair<VecD> q =
      pair_quotient<VecD>({all<VecD>(1), VecD{}}, {below ? v : v - (k - 1), VecD{}});
  const Pair<VecD> y = exact_sum(psi.hi, within ? VecD{} : below ? -q.hi : q.hi);
  const VecD rest = within ? VecD{} : below ? -q.lo : q.lo;
  const VecD near = y.hi + (y.lo + (psi.lo + rest) + sum);
  const VecD w = 1 / v, z = w * w;
  const VecD far = log(v) - fma(z, digamma_far_poly(z), w * 0.5);
  return v < 0x1p-60 ? -q.hi : v < 8.0625 ? near : far;
}
// psi(-v) = psi(1 + v) + pi / tan(pi v), and NaN at -1, -2, ...
[[gnu::noinline]] VecD digamma_negative(VecD v) {
  const VecD r = v - round_even(v), c = 0.5 - abs(r);
  const VecD tangent = r * sinc_near(r) / (c * sinc_near(c));
  const VecD y = digamma_positive(1 + v) + kPi / tangent;
  return r == 0 ? splat(kNan<VecD>) : y;
}
[[gnu::noinline]] VecD digamma(VecD x) {
  VecD y = digamma_positive(abs(x));
  const auto negative = x < 0;
  if (any<double>(negative)) [[unlikely]]
    y = negative ? digamma_negative(-x) : y;
  return x == 0 ? -1 / x : y;
}

// (q + k)^-s, which feels what rounding q + k loses s times.
[[gnu::always_inline]] inline VecD zeta_term(VecD s, VecD q, int k) {
  const Pair<VecD> sum = exact_sum(q, all<VecD>(k));
  const VecD y = pow(sum.hi, -s);
  return ((sum.lo == 0) | (y == 0)) ? y : fma(y, -s * (sum.lo / sum.hi), y);
}
// The sum of (q + k)^-s over k >= 0, by Euler and Maclaurin from the tenth term
// on. REQUIRES: s > 1, q > 0, or NaN.
[[gnu::noinline]] VecD zeta_positive(VecD s, VecD q) {
  constexpr int kTerms = 10;
  // B_2k / (2k)!
  constexpr double kBernoulli[] = {
      0.0833333333333333333,    -0.00138888888888888889,  0.0000330687830687830688,
      -8.26719576719576720e-7,  2.08767569878680990e-8,   -5.28419013868749318e-10,
      1.33825365306846788e-11,  -3.38968029632258287e-13, 8.58606205627784456e-15,
      -2.17486869855806187e-16, 5.50900282836022953e-18,  -1.39544646858125233e-19};
  // The small ones first.
  const VecD a = q + kTerms, last = zeta_term(s, q, kTerms), w = 1 / a, z = w * w;
  VecD factor = s * w, tail = VecD{};
  for (int k = 0; k < 12; ++k) {
    tail += kBernoulli[k] * factor;
    factor *= (s + (2 * k + 1)) * (s + (2 * k + 2)) * z;
  }
  VecD sum = last == 0 ? VecD{} : last * (tail + 0.5 + a / (s - 1));
  for (int k = kTerms - 1; k >= 0; --k) sum += zeta_term(s, q, k);
  return q < kInf<VecD> ? sum : (q == q ? VecD{} : q);
}
// By q = -(k + f) the sum has terms on both sides of 0; for whole s alone they
// are powers.
[[gnu::noinline]] VecD zeta_negative(VecD s, VecD v) {
  const VecD r = v - round_even(v), half = s * 0.5;
  const VecD f = r < 0 ? 1 + r : r, rest = r < 0 ? -r : 1 - r;
  // The two large ones first, which cancel by a half.
  const VecD near = zeta_positive(s, rest), below = zeta_positive(s, f),
             beyond = zeta_positive(s, v + 1);
  const VecD y = round_even(half) != half ? (near - below) + beyond : (near + below) - beyond;
  const VecD apart = s == round_even(s) ? y : splat(kNan<VecD>);
  return r == 0 ? splat(kInf<VecD>) : apart;
}
// The sum of (q + k)^-s over k >= 0, to a few ulp. NaN for s < 1.
[[gnu::always_inline]] inline VecD zeta(VecD s, VecD q) {
  const auto negative = q <= 0;
  VecD y = zeta_positive(s, negative ? all<VecD>(1) : q);
  if (any<double>(negative)) [[unlikely]]
    y = negative ? zeta_negative(s, -q) : y;
  const VecD pole = s == 1 ? splat(kInf<VecD>) : splat(kNan<VecD>);
  return s > 1 ? ((q == q) ? y : q) : pole;
}

[[gnu::always_inline]] inline VecF zeta(VecF s, VecF q) {
  const Wide a = widen(s), b = widen(q);
  return narrow({zeta(a.low, b.low), zeta(a.high, b.high)});
}
[[gnu::always_inline]] inline VecF lgamma(VecF x) {
  return by_doubles(x, [](VecD v) { return lgamma<true>(v); });
}
[[gnu::always_inline]] inline VecF digamma(VecF x) {
  return by_doubles(x, [](VecD v) { return digamma(v); });
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
