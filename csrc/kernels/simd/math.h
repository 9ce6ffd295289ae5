// math.h: the transcendental functions on VecF and VecD, each within 2 ulp over its whole domain.
//
// Infinities, NaN, signed zeros and subnormals are right. Each function is a reduction to a small
// interval, a near-minimax polynomial there (Remez exchange, error stated where it counts), and
// selects for what is special. Polynomials are in relative error of the function. Where a result
// needs more bits than its type has, it goes as hi + lo (Dekker 1971): see math_pair.h.
// Nothing relies on fma() rounding once unless it asks for kFusedFma. sin, cos and tan are in
// math_trig.h, the hyperbolic functions and the inverses in math_inverse.h.
//
// Note [Short passes]. A core holds some hundred vector operations that wait for each other, so an
// element costs its operations times the length of their longest chain, over a hundred. Two short
// passes over a block in the first cache level are quicker than one chain of both.
#pragma once

#include "kernels/simd/lookup/lookup.h"
#include "kernels/simd/math_pair.h"
#include "kernels/simd/simd.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// What differs between the two formats. kShift + i holds the integer i in its low bits.
template <class V>
struct Format;
template <>
struct Format<VecF> {
  using T = float;
  using Bits = uint32_t;
  using Unsigned = Vec<Bits>;
  static constexpr int kBits = 23, kBias = 127;
  static constexpr float kShift = 0x1.8p23f, kSmallest = 0x1p-126f, kTiny = 0x1p-25f;
  static constexpr Bits kSign = Bits{1} << 31;
  static constexpr float kLn2Hi = 0x1.63p-1f, kLn2Lo = -0x1.bd0106p-13f;
  static constexpr float kExpMax = 89.0f, kExpMin = -104.0f, kExpPlain = 87.0f;
  static constexpr float kSigmoidTail = -16.0f, kTanhNear = 0.47f, kTanhOne = 10.0f;
};
template <>
struct Format<VecD> {
  using T = double;
  using Bits = uint64_t;
  using Unsigned = Vec<Bits>;
  static constexpr int kBits = 52, kBias = 1023;
  static constexpr double kShift = 0x1.8p52, kSmallest = 0x1p-1022, kTiny = 0x1p-54;
  static constexpr Bits kSign = Bits{1} << 63;
  static constexpr double kLn2Hi = 0x1.62e42feep-1, kLn2Lo = 0x1.a39ef35793c76p-33;
  static constexpr double kExpMax = 710.0, kExpMin = -746.0, kExpPlain = 708.0;
  static constexpr double kSigmoidTail = -36.0, kTanhNear = 0.625, kTanhOne = 20.0;
};
template <class V>
using Scalar = typename Format<V>::T;
// Unsigned, because lanes that are special may overflow on the way.
template <class V>
using UInt = typename Format<V>::Unsigned;

template <class V>
inline constexpr Scalar<V> kInf = static_cast<Scalar<V>>(__builtin_inf());
template <class V>
inline constexpr Scalar<V> kNan = static_cast<Scalar<V>>(__builtin_nan(""));

template <class V>
[[gnu::always_inline]] inline V all(double x) {
  return splat(static_cast<Scalar<V>>(x));
}

// c0 + c1 x + c2 x^2 + ..., in Estrin's scheme: pairs, pairs of pairs and so on, for a core has
// room for few iterations of a loop, and the shorter one of them lasts, the more of them overlap.
template <int kFirst, int kCount, class V, int kAll>
[[gnu::always_inline]] inline V poly_part(const V (&power)[5], const double (&c)[kAll]) {
  if constexpr (kCount == 1) {
    return all<V>(c[kFirst]);
  } else {
    constexpr int kLog = 31 - __builtin_clz(kCount - 1), kHalf = 1 << kLog;
    return fma(power[kLog], poly_part<kFirst + kHalf, kCount - kHalf>(power, c),
               poly_part<kFirst, kHalf>(power, c));
  }
}
template <class V, class... C>
[[gnu::always_inline]] inline V poly(V x, C... coefficients) {
  static_assert(sizeof...(C) > 0 && sizeof...(C) <= 32);
  const double c[] = {static_cast<double>(coefficients)...};
  V power[5] = {x};
  for (int i = 1; i < 5; ++i) power[i] = power[i - 1] * power[i - 1];
  return poly_part<0, sizeof...(C)>(power, c);
}

// A polynomial by its first coefficient, hi + lo, and the rest of it, which is less.
template <class V>
[[gnu::always_inline]] inline Pair<V> led(double hi, double lo, V rest) {
  const Pair<V> sum = quick_sum(all<V>(hi), rest);
  return {sum.hi, sum.lo + all<V>(lo)};
}

// The integer nearest to x, as a float and as an integer, from x + kShift. REQUIRES: |x| < 2^21.
template <class V>
struct Nearest {
  V value;
  UInt<V> n;
};
template <class V>
[[gnu::always_inline]] inline Nearest<V> nearest(V shifted) {
  const V shift = all<V>(Format<V>::kShift);
  return {shifted - shift, bits_as<UInt<V>>(shifted) - bits_as<UInt<V>>(shift)};
}

// x 2^n. The steps are two, so that results may be subnormal and n beyond the exponents that exist.
template <class V>
[[gnu::always_inline]] inline V scale(V x, Nearest<V> power) {
#if defined(__AVX512F__)
  return scale_by_power(x, power.value);
#else
  using F = Format<V>;
  // Halving by a logical shift: SSE2 and AVX2 have no arithmetic one for 64 bits.
  const UInt<V> n = power.n;
  const UInt<V> half = (n + 4 * F::kBias) >> 1;
  const V first = bits_as<V>((half - F::kBias) << F::kBits);
  const V second = bits_as<V>((n - half + 3 * F::kBias) << F::kBits);
  return x * first * second;
#endif
}

// Keeps NaN.
template <class V>
[[gnu::always_inline]] inline V clamp(V x, Scalar<V> lo, Scalar<V> hi) {
  return at_most(at_least(x, splat(lo)), splat(hi));
}

// e^x = 2^n e^r with |r| <= ln(2) / 2; e^r = 1 + r + r^2 P(r).

[[gnu::always_inline]] inline VecF exp_tail(VecF r) {  // P, 2^-28.1
  return poly(r, 0.4999999263, 0.16666508717, 0.04166852828, 0.0083701348141, 0.0013811662218);
}
[[gnu::always_inline]] inline VecD exp_tail(VecD r) {  // P, 2^-57.6
  return poly(r, 0.500000000000001284, 0.166666666666663544, 0.0416666666665075055,
              0.00833333333352360512, 0.00138888889503637211, 0.000198412694614349321,
              0.0000248014854875818991, 2.75576107682660935e-6, 2.7633147227687193e-7,
              2.49972693792875622e-8);
}

// r + error is x + lo - n ln 2. n kLn2Hi is exact for every n that arises.
template <class V>
struct ExpArgument {
  V r, error;
  Nearest<V> power;
};
template <class V>
[[gnu::always_inline]] inline ExpArgument<V> reduce_exp(V x, V lo = V{}) {
  using F = Format<V>;
  const Nearest<V> n = nearest(fma(x, all<V>(1.44269504088896341), all<V>(F::kShift)));
  const V big = fma(n.value, all<V>(-F::kLn2Hi), x), small = n.value * F::kLn2Lo - lo;
  const V r = big - small;
  return {r, (big - r) - small, n};
}

// e^x = 2^n (1 + q), where q lacks the rounding error of 1 + q. kBrief: as a float, ln 2 lacks
// 2^-29, which a fused n ln 2 may do without while n is small.
template <class V>
struct ExpParts {
  V q, shifted;  // shifted = n + kShift
};
template <class V, bool kBrief = false>
[[gnu::always_inline]] inline ExpParts<V> exp_parts(V x) {
  using F = Format<V>;
  const V shifted = fma(x, all<V>(1.44269504088896341), all<V>(F::kShift));
  const V n = shifted - F::kShift;
  V r;
  if constexpr (kBrief && kFusedFma && sizeof(Scalar<V>) == sizeof(float))
    r = fma(n, all<V>(-0.693147180559945309), x);
  else
    r = fma(n, all<V>(-F::kLn2Lo), fma(n, all<V>(-F::kLn2Hi), x));
  return {fma(r * r, exp_tail(r), r), shifted};
}
// x 2^n where x and the result are normal: n is added to the exponent.
template <class V>
[[gnu::always_inline]] inline V scale_plain(V x, V shifted) {
  return bits_as<V>(bits_as<UInt<V>>(x) + (bits_as<UInt<V>>(shifted) << Format<V>::kBits));
}

// REQUIRES: |x| <= kExpPlain.
template <class V>
[[gnu::always_inline]] inline V exp_plain(V x) {
  const ExpParts<V> e = exp_parts(x);
  return scale_plain(e.q + 1, e.shifted);
}
// The same bits as exp_plain where that is defined: an element's neighbours do not change it.
template <class V>
[[gnu::noinline]] V exp_far(V x) {
  const ExpParts<V> e = exp_parts(clamp(x, Format<V>::kExpMin, Format<V>::kExpMax));
  return scale(e.q + 1, nearest(e.shifted));
}
template <class V>
[[gnu::always_inline]] inline V exp(V x) {
  if constexpr (kLookup<V>) return lookup::exp(x);
  if (any_beyond(x, Format<V>::kExpPlain)) [[unlikely]]
    return exp_far(x);
  return exp_plain(x);
}

// e^(x + lo) as e 2^power.
template <class V>
struct ExpPair {
  Pair<V> e;
  Nearest<V> power;
};
template <class V>
[[gnu::always_inline]] inline ExpPair<V> exp_pair(V x, V lo = V{}) {
  const ExpArgument<V> a = reduce_exp(x, lo);
  const Pair<V> sum = quick_sum(all<V>(1), a.r);
  return {{sum.hi, sum.lo + fma(a.r * a.r, exp_tail(a.r), a.error)}, a.power};
}
template <class V>
[[gnu::always_inline]] inline V scaled(Pair<V> x, Nearest<V> power) {
  return scale(x.hi + x.lo, power);
}
// e^(x + lo), and e^(x + lo) q: their rounding errors are hardly more than half an ulp.
template <class V>
[[gnu::always_inline]] inline V exp_of_pair(V x, V lo) {
  const ExpPair<V> y = exp_pair(x, lo);
  return scaled(y.e, y.power);
}
template <class V>
[[gnu::always_inline]] inline V exp_product(V x, V lo, Pair<V> q) {
  const ExpPair<V> y = exp_pair(x, lo);
  return scaled(pair_product(y.e, q), y.power);
}

[[gnu::always_inline]] inline VecF exp2_poly(VecF r) {  // (2^r - 1) / r, 2^-28.5
  return poly(r, 0.6931472154, 0.24022652809, 0.055503097058, 0.0096176892907, 0.0013406950864,
              0.00015595489124);
}
[[gnu::always_inline]] inline VecD exp2_poly(VecD r) {  // 2^-58.0
  return poly(r, 0.693147180559945326, 0.240226506959101325, 0.0555041086648200531,
              0.00961812910759356943, 0.00133335581467801697, 0.00015403530457877322,
              0.0000152527334894022207, 1.32154348704859696e-6, 1.01782004739254541e-7,
              7.07385860747313745e-9, 4.43472942885400684e-10);
}
template <class V>
[[gnu::always_inline]] inline V exp2(V x) {
  using F = Format<V>;
  x = clamp(x, Scalar<V>(-F::kBias - F::kBits - 4), Scalar<V>(F::kBias + 1));
  const Nearest<V> n = nearest(x + F::kShift);
  const V r = x - n.value;
  return scale(fma(r, exp2_poly(r), all<V>(1)), n);
}

// e^x - 1 = 2^n (r + tail) + (2^n - 1), halved throughout so that 2^n cannot overflow.
template <class V>
[[gnu::always_inline]] inline V expm1(V x) {
  if constexpr (kLookup<V>) return lookup::expm1(x);
  using F = Format<V>;
  const ExpArgument<V> a = reduce_exp(clamp(x, Scalar<V>(-2 * F::kBits), F::kExpMax));
  const V tail = a.r * a.r * exp_tail(a.r) + a.error * (1 + a.r);
  const V half_power = bits_as<V>((a.power.n + (F::kBias - 1)) << F::kBits);
  const V y = fma(half_power, tail, fma(half_power, a.r, half_power - Scalar<V>(0.5)));
  return abs(x) < F::kTiny ? x : y + y;
}

// log x = k ln 2 + log(1 + f) with 1 + f in [sqrt(1/2), sqrt(2)), and
// log(1 + f) = f - f^2/2 + log_tail(f).

template <class V>
[[gnu::always_inline]] inline V log_tail_near(V f) {  // f^3 P(f), 2^-27.4
  return f * f * f *
         poly(f, 0.33333331692, -0.25000820973, 0.20001228045, -0.16623359684, 0.14201735487,
              -0.13160143167, 0.1276170529, -0.076347388901);
}
[[gnu::always_inline]] inline VecF log_tail(VecF f, VecF) { return log_tail_near(f); }
// With s = f / (2 + f): log(1 + f) = 2 atanh(s) = f - f^2/2 + s (f^2/2 + s^2 P(s^2)), 2^-58.5.
[[gnu::always_inline]] inline VecD log_tail(VecD f, VecD half_square) {
  const VecD s = f / (2 + f), z = s * s;
  return s *
         (half_square + z * poly(z, 0.666666666666673424, 0.399999999994158061,
                                 0.285714287421541994, 0.222221985946392483, 0.181835633531763826,
                                 0.153140718710213067, 0.147957697444982914));
}

template <class V>
struct LogArgument {
  V f, k;
};
// For positive normal x; others give some number.
template <class V>
[[gnu::always_inline]] inline LogArgument<V> reduce_log_normal(V x) {
  using F = Format<V>;
  using T = Scalar<V>;
  using Bits = typename F::Bits;
  constexpr Bits kHidden = Bits{1} << F::kBits;
  constexpr Bits kRootHalf = __builtin_bit_cast(Bits, static_cast<T>(0.70710678118654752));
  constexpr Bits kTwoToBits = __builtin_bit_cast(Bits, static_cast<T>(kHidden));

  // Measured from sqrt(1/2), the exponent field changes where m wraps from sqrt(2) to sqrt(1/2).
  const UInt<V> from_root = bits_as<UInt<V>>(x) - kRootHalf + F::kBias * kHidden;
  const V m = bits_as<V>((from_root & (kHidden - 1)) + kRootHalf);
  const V k = bits_as<V>((from_root >> F::kBits) | kTwoToBits);
  return {m - 1, k - static_cast<T>(kHidden + F::kBias)};
}
template <class V>
[[gnu::always_inline]] inline LogArgument<V> reduce_log(V x) {
  using T = Scalar<V>;
  constexpr int kBits = Format<V>::kBits;
  const auto tiny = x < Format<V>::kSmallest;
  const LogArgument<V> a = reduce_log_normal(tiny ? x * T(uint64_t{1} << kBits) : x);
  return {a.f, tiny ? a.k - T(kBits) : a.k};
}

// What log gives outside the positive finite numbers.
template <class V>
[[gnu::always_inline]] inline V log_or_special(V x, V log_x) {
  log_x = x < kInf<V> ? log_x : x;  // infinity and NaN
  log_x = x < 0 ? splat(kNan<V>) : log_x;
  return x == 0 ? splat(-kInf<V>) : log_x;
}

// k ln 2 + log(1 + f) + c for a small c.
template <class V, class... C>
[[gnu::always_inline]] inline V log_sum(V k, V f, C... c) {
  using F = Format<V>;
  const V half_square = f * f * Scalar<V>(0.5);
  const V small = fma(k, all<V>(F::kLn2Lo), (log_tail(f, half_square) + ... + c));
  return fma(k, all<V>(F::kLn2Hi), f - (half_square - small));
}

template <class V>
[[gnu::noinline]] V log_far(V x) {
  const LogArgument<V> a = reduce_log(x);
  return log_or_special(x, log_sum(a.k, a.f));
}
// log x with less error than log has, where that is more: for what is multiplied with it.
template <class V>
[[gnu::always_inline]] inline V log_closely(V x) {
  if (any_outside(x, Format<V>::kSmallest, kInf<V>)) [[unlikely]]
    return log_far(x);
  const LogArgument<V> a = reduce_log_normal(x);
  return log_sum(a.k, a.f);
}
template <class V>
[[gnu::always_inline]] inline V log(V x) {
  if constexpr (kLookup<V>) return lookup::log(x);
  return log_closely(x);
}

// e^x with less error than exp has, where that is more.
template <class V>
[[gnu::always_inline]] inline V exp_closely(V x) {
  if constexpr (kLookup<V>) return lookup::exp<true>(x);
  return exp(x);
}
// log(1 + u) for 0 <= u <= 1. With s = u / (2 + u) and z = s^2, it is 2 atanh(s) = u - s (u - z P).
[[gnu::always_inline]] inline VecF fraction_poly(VecF z) {  // P, 2^-27.7
  return poly(z, 0.66666416286, 0.40021527229, 0.28001805419, 0.28011986173);
}
[[gnu::always_inline]] inline VecD fraction_poly(VecD z) {  // P, 2^-59.4
  return poly(z, 0.666666666666663097, 0.400000000001551195, 0.285714285481177171,
              0.222222239536585807, 0.1818174447879195, 0.153865483963963099, 0.133011213528790172,
              0.121049449777457592, 0.0834497161894572257, 0.170097557832903934);
}
template <class V>
[[gnu::always_inline]] inline V log1p_of_fraction(V u) {
  const V s = u / (u + 2), z = s * s;
  return fma(-s, fma(-z, fraction_poly(z), u), u);
}

// log(1 + x): c is what rounding u = 1 + x lost, divided by u.
template <class V>
[[gnu::always_inline]] inline V log1p(V x) {
  if constexpr (kLookup<V>) return lookup::log1p(x);
  const V u = 1 + x;
  const LogArgument<V> a = reduce_log(u);
  const V lost = (abs(x) < 1 ? x - (u - 1) : 1 - (u - x)) / u;
  const auto direct = a.k == 0;
  const V y = log_sum(a.k, direct ? x : a.f, direct ? V{} : lost);
  return x == 0 ? x : log_or_special(u, y);
}

// log x / log base = k log_base(2) + log(1 + f) (1 / log base). The constants go as hi + lo, and
// the hi ones and the hi part of log(1 + f) are short enough for exact products.
template <class V>
struct Base {
  Scalar<V> per_k_hi, per_k_lo, inverse_hi, inverse_lo;
};
template <class V>
[[gnu::always_inline]] inline V log_in(Base<V> base, V x) {
  using Bits = typename Format<V>::Bits;
  constexpr Bits kShort = ~((Bits{1} << (Format<V>::kBits / 2 + 1)) - 1);
  const LogArgument<V> a = reduce_log(x);
  const V half_square = a.f * a.f * Scalar<V>(0.5);
  const V hi = bits_as<V>(bits_as<UInt<V>>(a.f - half_square) & kShort);
  const V lo = (a.f - hi) - half_square + log_tail(a.f, half_square);
  const Pair<V> sum = quick_sum(a.k * base.per_k_hi, hi * base.inverse_hi);
  const V rest = a.k * base.per_k_lo + ((lo + hi) * base.inverse_lo + lo * base.inverse_hi);
  return log_or_special(x, sum.hi + (sum.lo + rest));
}
template <class V>
[[gnu::always_inline]] inline V log2(V x) {
  if constexpr (kLookup<V>)
    return lookup::log2(x);
  else if constexpr (sizeof(Scalar<V>) == sizeof(float))
    return log_in<V>({1, 0, 0x1.714p+0f, 0x1.47652cp-12f}, x);
  else
    return log_in<V>({1, 0, 0x1.71547p+0, 0x1.94ae0bf85ddf4p-22}, x);
}
template <class V>
[[gnu::always_inline]] inline V log10(V x) {
  if constexpr (kLookup<V>)
    return lookup::log10(x);
  else if constexpr (sizeof(Scalar<V>) == sizeof(float))
    return log_in<V>({0x1.344p-2f, 0x1.3509f8p-18f, 0x1.bcap-2f, 0x1.7b1526p-14f}, x);
  else
    return log_in<V>(
        {0x1.34413509f6p-2, 0x1.9fef311f12b36p-42, 0x1.bcb7bp-2, 0x1.526e50e32a6abp-26}, x);
}

// log x to about 2^-64 of itself: y log x must be right to 2^-54 when it is near 700.
// s = f / (2 + f), log(1 + f) = 2s + s z (2/3 + z Q(z)) with z = s^2; Q to 2^-72 of the whole.
[[gnu::always_inline]] inline Pair<VecD> log_pair(VecD x) {
  const LogArgument<VecD> a = reduce_log(x);
  const Pair<VecD> d = quick_sum(all<VecD>(2), a.f);
  const Pair<VecD> s = pair_quotient({a.f, VecD{}}, d), z = pair_product(s, s);
  const VecD q = z.hi * poly(z.hi, 0.399999999999999775, 0.285714285714450999, 0.222222222175393131,
                             0.181818188699642093, 0.153845568949603042, 0.133363164953476944,
                             0.116748372894820307, 0.119888564910279608);
  const Pair<VecD> v =
      pair_product(s, pair_product(z, led(0x1.5555555555555p-1, 0x1.5555555555555p-55, q)));

  const Pair<VecD> first = quick_sum(a.k * Format<VecD>::kLn2Hi, 2 * s.hi);
  const Pair<VecD> second = quick_sum(first.hi, v.hi);
  return quick_sum(second.hi,
                   second.lo + (first.lo + (2 * s.lo + (v.lo + a.k * Format<VecD>::kLn2Lo))));
}

// x^y for positive finite x. A y beyond 2^70 overflows or underflows every x but 1.
[[gnu::always_inline]] inline VecD positive_pow(VecD x, VecD y) {
  y = clamp(y, -0x1p70, 0x1p70);
  const Pair<VecD> l = log_pair(x);
  const Pair<VecD> p = exact_product(y, l.hi);
  const auto huge = abs(p.hi) > 800.0;
  return exp_of_pair(clamp(p.hi, -800, 800), huge ? VecD{} : p.lo + y * l.lo);
}
// The same for a float result: log to 2^-37, e^ to 2^-39.
[[gnu::always_inline]] inline VecD brief_pow(VecD x, VecD y) {
  const LogArgument<VecD> a = reduce_log_normal(x);
  const VecD s = a.f / (2 + a.f), z = s * s;
  const VecD atanh = poly(z, 2, 0.666666656460391044, 0.400003351199709229, 0.285373103882528794,
                          0.235821490271864713);
  const VecD log_x = fma(s, atanh, a.k * 0.693147180559945309);
  const ExpArgument<VecD> e = reduce_exp(clamp(y * log_x, -200, 200));
  const VecD power = poly(e.r, 1, 1, 0.500000000050000306, 0.166666667992189866,
                          0.0416666641201886286, 0.00833327757796424647, 0.00138892224774037597,
                          0.000199116653955246429, 0.0000247045456400204373);
  return scale(power, e.power);
}
[[gnu::always_inline]] inline VecF positive_pow(VecF x, VecF y) {
  const Wide a = widen(x), b = widen(y);
  return narrow({brief_pow(a.low, b.low), brief_pow(a.high, b.high)});
}

// The special cases are those of IEEE 754-2019, 9.2.1.
template <class V>
[[gnu::always_inline]] inline V pow(V x, V y) {
  using T = Scalar<V>;
  const V size = abs(x), y_size = abs(y);
  V r = positive_pow(size, y);

  const auto extreme = (x == 0) | (size == kInf<V>) | (y_size == kInf<V>);
  const V limit = (size > 1) == (y > 0) ? splat(kInf<V>) : V{};
  r = extreme ? limit : r;

  // Beyond 2^kBits all floats are whole, and beyond twice that all are even.
  const T all_whole = T(uint64_t{1} << Format<V>::kBits);
  const auto whole = (y_size >= all_whole) | (round_even(y) == y);
  const V half = y * T(0.5);
  const auto odd = whole & (y_size < 2 * all_whole) & (round_even(half) != half);
  const auto negative = (bits_as<UInt<V>>(x) & Format<V>::kSign) != 0;
  r = (odd & negative) ? -r : r;
  r = ((x < 0) & (x > -kInf<V>)&~whole) ? splat(kNan<V>) : r;

  r = ((x != x) | (y != y)) ? x + y : r;
  return ((x == 1) | (y == 0) | ((x == -1) & (y_size == kInf<V>))) ? all<V>(1) : r;
}

// sqrt(a^2 + b^2); infinite beside an infinity, even if the other is NaN. A float's squares are
// exact as doubles; doubles are scaled where squares would overflow or lose bits.
[[gnu::always_inline]] inline VecD plain_hypot(VecD a, VecD b) { return sqrt(fma(a, a, b * b)); }
[[gnu::always_inline]] inline VecF finite_hypot(VecF a, VecF b) {
  const Wide x = widen(a), y = widen(b);
  return narrow({plain_hypot(x.low, y.low), plain_hypot(x.high, y.high)});
}
[[gnu::always_inline]] inline VecD finite_hypot(VecD a, VecD b) {
  const VecD larger = at_least(abs(a), abs(b));
  const VecD down = larger > 0x1p500 ? splat(0x1p-600) : splat(1.0);
  const VecD factor = larger < 0x1p-450 ? splat(0x1p700) : down;
  return plain_hypot(a * factor, b * factor) / factor;
}
template <class V>
[[gnu::always_inline]] inline V hypot(V a, V b) {
  const V y = finite_hypot(a, b);
  return ((abs(a) == kInf<V>) | (abs(b) == kInf<V>)) ? splat(kInf<V>) : y;
}

// Sigmoids.

// 1 / (1 + e^-x) = 1 / (2^n q + 2^n + 1): the divisor is rounded once, as long as 2^n + 1 is exact.
// Beyond, e^x - e^2x.
template <class V>
[[gnu::noinline]] V sigmoid_tail(V x) {
  const V e = exp(x);
  return e - e * e;
}
template <class V>
[[gnu::always_inline]] inline V sigmoid(V x) {
  using F = Format<V>;
  const ExpParts<V> e = exp_parts(clamp(-x, -F::kExpPlain, F::kExpPlain));
  const V power = scale_plain(all<V>(1), e.shifted);
  const V y = 1 / fma(power, e.q, power + 1);
  if (any_below(x, F::kSigmoidTail)) [[unlikely]]
    return x < F::kSigmoidTail ? sigmoid_tail(x) : y;
  return y;
}

// (tanh(x) / x - 1) / z with z = x^2, |x| <= kTanhNear.
[[gnu::always_inline]] inline VecF tanh_poly(VecF z) {  // 2^-26.8
  return poly(z, -0.33333214649, 0.13328055441, -0.053230932594, 0.017709417349);
}
[[gnu::always_inline]] inline VecD tanh_poly(VecD z) {  // 2^-56.5
  return poly(z, -0.33333333333332878, 0.13333333333264918, -0.0539682539324832135,
              0.0218694876019810973, -0.0088632213194274275, 0.00359199157175445182,
              -0.00145497048053248782, 0.000586352496846755699, -0.000228633264203466114,
              0.0000772192030426676827, -0.0000161075567012655298);
}
// Beyond, 1 - 2 / (e^2|x| + 1), with the divisor as in sigmoid.
template <class V>
[[gnu::always_inline]] inline V tanh(V x) {
  if constexpr (kLookup<V>) return lookup::tanh(x);
  using F = Format<V>;
  const V size = abs(x), z = size * size;
  const V near = fma(size * z, tanh_poly(z), size);
  const V bounded = at_most(size, all<V>(F::kTanhOne));
  const ExpParts<V> e = exp_parts<V, true>(bounded + bounded);
  const V power = scale_plain(all<V>(1), e.shifted);
  const V far = 1 - 2 / fma(power, e.q, power + 1);
  return with_sign(size > F::kTanhNear ? far : near, x);  // near, for NaN
}

// Up to 1, x + x P(x^2). From there to where erf rounds to 1, 1 - e^-x^2 Q(x - kCentre): there
// erfc is at most 0.16, so errors of e^-x^2 matter little.
[[gnu::always_inline]] inline VecF erf_near(VecF z) {  // 2^-29.6
  return poly(z, 0.1283791657, -0.37612625837, 0.11283585249, -0.026853814582, 0.0051883304826,
              -0.00080102026993, 7.8538498284e-5);
}
[[gnu::always_inline]] inline VecF erf_far(VecF size) {  // on [1, 4], absolute 2^-28.6
  size = at_most(size, all<VecF>(4));
  return 1 - exp(-size * size) * poly(size - 2, 0.2553956019, -0.10679778682, 0.041801559168,
                                      -0.015443026889, 0.0054755663764, -0.0018573399853,
                                      0.00050351739579, -0.00020234712937, 0.00010682395042);
}
[[gnu::always_inline]] inline VecD erf_near(VecD z) {  // 2^-56.9
  return poly(z, 0.12837916709551257, -0.3761263890318352, 0.112837916709442003,
              -0.0268661706431134137, 0.00522397760613084217, -0.00085483259297662443,
              0.0001205529358693695, -0.0000149247124395348141, 1.6447132699786621e-6,
              -1.6206318752969209e-7, 1.37109887041905231e-8, -7.77946297176159689e-10);
}
[[gnu::always_inline]] inline VecD erf_far(VecD size) {  // on [1, 6], absolute 2^-56.5
  size = at_most(size, all<VecD>(6));
  return 1 - exp(-size * size) *
                 poly(size - 3, 0.179001151181354911, -0.054372260006497183, 0.015884371167083687,
                      -0.0044794310108592651, 0.00122303897116564956, -0.00032412578186755181,
                      0.0000835541387140117412, -0.0000209886420777562721, 5.14745888511492454e-6,
                      -1.23375038105215375e-6, 2.87544204747673277e-7, -6.74794257130909063e-8,
                      1.55912608233220797e-8, -2.3149776356439446e-9, 1.00000377370997118e-9,
                      -3.68652782549960983e-10, -1.4065745494321744e-10, -3.22073047915724825e-11,
                      1.80086698936012288e-11, 7.63765197049105917e-12, 1.17275550434710087e-12);
}
template <class V>
[[gnu::always_inline]] inline V erf(V x) {
  if constexpr (kLookup<V>) return lookup::erf(x);
  const V size = abs(x);
  const V near = fma(size, erf_near(size * size), size);
  return with_sign(size < 1 ? near : erf_far(size), x);
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA

#include "kernels/simd/math_inverse.h"
#include "kernels/simd/math_trig.h"
