// math_trig.h: sin, cos and tan for every argument. Part of math.h, which includes it.
//
// x = q pi/2 + r with |r| <= pi/4. Up to kDirect, pi/2 in parts of 33 bits makes q times a part
// exact (Cody and Waite 1980); beyond, the bits of 2/pi that matter are multiplied as integers
// (Payne and Hanek 1983), one lane at a time.
#pragma once

#include "kernels/simd/math.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// q modulo 4, as a float so that it survives narrowing.
struct Angle {
  VecD r, lo, q;
};

inline constexpr double kDirect = 0x1p20;
inline constexpr double kHalfPi1 = 0x1.921fb544p+0, kHalfPi2 = 0x1.0b4611a6p-34,
                        kHalfPi3 = 0x1.3198a2ep-69, kHalfPi4 = 0x1.b839a252049c1p-104;

// 2/pi after 64 zero bits.
inline constexpr uint64_t kTwoOverPi[] = {0,
                                          0xa2f9836e4e441529,
                                          0xfc2757d1f534ddc0,
                                          0xdb6295993c439041,
                                          0xfe5163abdebbc561,
                                          0xb7246e3a424dd2e0,
                                          0x06492eea09d1921c,
                                          0xfe1deb1cb129a73e,
                                          0xe88235f52ebb4484,
                                          0xe99c7026b45f7e41,
                                          0x3991d639835339f4,
                                          0x9c845f8bbdf9283b,
                                          0x1ff897ffde05980f,
                                          0xef2f118b5a0a6d1f,
                                          0x6d367ecf27cb09b7,
                                          0x4f463f669e5fea2d,
                                          0x7527bac7ebe5f17b,
                                          0x3d0739f78a5292ea,
                                          0x6bfb5fb11f8d5d08,
                                          0x56033046fc7b6bab};

struct LaneAngle {
  double r, lo, q;
};

// x = m 2^e with m an integer below 2^53. Bits of 2/pi that weigh 4 or more in m 2^e (2/pi) drop
// out; the 192 that follow leave the product modulo 4 right to 2^-137, and no double comes closer
// than 2^-62 to a multiple of pi/2.
// REQUIRES: x finite, |x| >= kDirect.
[[gnu::noinline]] LaneAngle reduce_lane(double x) {
  const uint64_t bits = __builtin_bit_cast(uint64_t, x);
  const int e = static_cast<int>(bits >> 52 & 0x7ff) - 1075;
  const uint64_t m = (bits & 0xfffffffffffff) | 0x10000000000000;

  const int at = e - 2 + 64;
  const uint64_t* table = kTwoOverPi + at / 64;
  const int shift = at % 64;
  uint64_t w[3];
  for (int i = 0; i < 3; ++i)
    w[i] = shift ? table[i] << shift | table[i + 1] >> (64 - shift) : table[i];

  using Wide128 = unsigned __int128;
  const Wide128 low = Wide128{m} * w[2];
  const Wide128 middle = Wide128{m} * w[1] + static_cast<uint64_t>(low >> 64);
  uint64_t top = m * w[0] + static_cast<uint64_t>(middle >> 64);
  const uint64_t q = (top + (uint64_t{1} << 61)) >> 62;
  top -= q << 62;

  // The rest is a fraction of 190 bits between -1/2 and 1/2; its leading 128 bits make r.
  uint64_t d[3] = {top, static_cast<uint64_t>(middle), static_cast<uint64_t>(low)};
  const bool negative = top >> 63;
  if (negative) {
    d[2] = ~d[2] + 1;
    d[1] = ~d[1] + (d[2] == 0);
    d[0] = ~d[0] + (d[2] == 0 && d[1] == 0);
  }
  int exponent = -62;
  if (d[0] == 0) {
    d[0] = d[1], d[1] = d[2], d[2] = 0;
    exponent -= 64;
  }
  const int zeros = d[0] ? __builtin_clzll(d[0]) : 0;
  if (zeros) {
    d[0] = d[0] << zeros | d[1] >> (64 - zeros);
    d[1] = d[1] << zeros | d[2] >> (64 - zeros);
  }
  const double unit = __builtin_bit_cast(double, uint64_t(1023 + exponent - zeros) << 52);
  const double hi = static_cast<double>(d[0] >> 11) * 0x1p11;
  const double lo = static_cast<double>((d[0] & 0x7ff) << 42 | d[1] >> 22) * 0x1p-42;

  const Pair<VecD> p = exact_product(splat(hi * unit), all<VecD>(0x1.921fb54442d18p+0));
  const double rest =
      p.lo[0] + (hi * unit * 0x1.1a62633145c07p-54 + lo * unit * 1.5707963267948966);
  const double r = p.hi[0] + rest;
  const double r_lo = rest - (r - p.hi[0]);
  const bool flip = negative != (x < 0);
  const uint64_t quadrant = x < 0 ? -q : q;
  return {flip ? -r : r, flip ? -r_lo : r_lo, static_cast<double>(quadrant & 3)};
}

[[gnu::noinline]] Angle reduce_far(VecD x, Angle a) {
  for (int i = 0; i < kLanes<double>; ++i) {
    const double lane = x[i];
    if (__builtin_fabs(lane) < kDirect) continue;
    if (lane - lane != 0) {
      a.r[i] = a.lo[i] = kNan<VecD>;
      continue;
    }
    const LaneAngle exact = reduce_lane(lane);
    a.r[i] = exact.r, a.lo[i] = exact.lo, a.q[i] = exact.q;
  }
  return a;
}

[[gnu::always_inline]] inline VecD quarter_turns(VecD x) {
  return nearest(fma(x, all<VecD>(0x1.45f306dc9c883p-1), all<VecD>(Format<VecD>::kShift))).value;
}

// The members go one by one: GCC 12 keeps an Angle that is assigned whole in memory.
[[gnu::always_inline]] inline void replace_far(VecD x, Angle& a) {
  const Angle far = reduce_far(x, a);
  a.r = far.r;
  a.lo = far.lo;
  a.q = far.q;
}

[[gnu::always_inline]] inline Angle reduce_angle(VecD x) {
  const VecD q = quarter_turns(x);
  const VecD t = x - q * kHalfPi1;
  const Pair<VecD> second = exact_sum(t, -(q * kHalfPi2));
  const Pair<VecD> third = exact_sum(second.hi, -(q * kHalfPi3));
  const Pair<VecD> r = quick_sum(third.hi, second.lo + third.lo - q * kHalfPi4);
  Angle a = {r.hi, r.lo, q};
  if (any<double>(~(abs(x) < kDirect))) [[unlikely]]
    replace_far(x, a);
  return a;
}

// Floats go by doubles: two parts of pi/2 leave r right to 2^-66 of pi/2 times q.
[[gnu::always_inline]] inline Angle reduce_briefly(VecD x) {
  const VecD q = quarter_turns(x);
  return {fma(q, all<VecD>(-0x1.0b4611a626331p-34), fma(q, all<VecD>(-kHalfPi1), x)), VecD{}, q};
}
struct TwoAngles {
  Angle low, high;
};
[[gnu::always_inline]] inline TwoAngles reduce_wide(VecF x) {
  const Wide w = widen(x);
  TwoAngles a = {reduce_briefly(w.low), reduce_briefly(w.high)};
  if (any<float>(~(abs(x) < static_cast<float>(kDirect)))) [[unlikely]] {
    replace_far(w.low, a.low);
    replace_far(w.high, a.high);
  }
  return a;
}

struct AngleF {
  VecF r;
  UInt<VecF> q;
};
[[gnu::noinline]] AngleF reduce_by_doubles(VecF x) {
  const TwoAngles a = reduce_wide(x);
  return {narrow({a.low.r, a.high.r}),
          nearest(narrow({a.low.q, a.high.q}) + Format<VecF>::kShift).n};
}
// Where fma rounds once, pi/2 in three floats will do up to kDirectF: x minus q times the first is
// exact, and what all three lack is too small to matter, however near x is to a multiple of pi/2.
inline constexpr float kDirectF = 0x1p13f;
[[gnu::always_inline]] inline AngleF reduce_angle(VecF x) {
  if constexpr (!kFusedFma) return reduce_by_doubles(x);
  const Nearest<VecF> q =
      nearest(fma(x, all<VecF>(0x1.45f306p-1), all<VecF>(Format<VecF>::kShift)));
  VecF r = fma(q.value, all<VecF>(-0x1.921fb6p+0), x);
  r = fma(q.value, all<VecF>(0x1.777a5cp-25), r);
  r = fma(q.value, all<VecF>(0x1.ee59dap-50), r);
  if (any_beyond(x, kDirectF)) [[unlikely]] {
    const auto far = ~(abs(x) <= kDirectF);
    const AngleF exact = reduce_by_doubles(x);
    return {far ? exact.r : r, far ? exact.q : q.n};
  }
  return {r, q.n};
}
[[gnu::always_inline]] inline UInt<VecD> turns(const Angle& a) {
  return nearest(a.q + Format<VecD>::kShift).n;
}

// sin(r + lo) and cos(r + lo), each as hi + lo, for |r| <= pi/4.
[[gnu::always_inline]] inline Pair<VecD> sin_pair(VecD r, VecD lo) {  // 2^-57.8
  const VecD z = r * r, v = z * r;
  const VecD p = poly(z, 0.00833333333332130181, -0.000198412698288806963, 2.75573133588732571e-6,
                      -2.50507043805173507e-8, 1.58935986402056876e-10);
  return quick_sum(r, v * -0.166666666666666278 + (v * z * p + (lo - z * 0.5 * lo)));
}
[[gnu::always_inline]] inline Pair<VecD> cos_pair(VecD r, VecD lo) {  // 2^-64.0
  const VecD z = r * r, half = z * 0.5;
  const VecD p = poly(z, 0.0416666666666665911, -0.00138888888888726031, 0.0000248015872884938538,
                      -2.75573140568990531e-7, 2.08756819052829301e-9, -1.1357449315188548e-11);
  const VecD w = 1 - half;
  return quick_sum(w, ((1 - w) - half) + (z * z * p - r * lo));
}
// To the bits that floats need.
template <class V>
[[gnu::always_inline]] inline V sin_near(V r) {  // 2^-27.9
  const V z = r * r;
  return fma(z * r, poly(z, -0.16666654227, 0.00833213148, -0.00019510831307), r);
}
template <class V>
[[gnu::always_inline]] inline V cos_near(V r) {  // 2^-33.1
  const V z = r * r, p = poly(z, 0.041666645669, -0.0013887306502, 2.4431235432e-5);
  return fma(z * z, p, 1 - z * Scalar<V>(0.5));
}

// sin(q pi/2 + r) from sin(r) and cos(r): odd q swaps them, bit 1 of q flips the sign.
template <class V>
[[gnu::always_inline]] inline V rotate(V sine, V cosine, UInt<V> q) {
  const V y = (q & 1) != 0 ? cosine : sine;
  return bits_as<V>(bits_as<UInt<V>>(y) ^
                    ((q & 2) << (8 * static_cast<int>(sizeof(Scalar<V>)) - 2)));
}

[[gnu::always_inline]] inline VecF sin(VecF x) {
  const AngleF a = reduce_angle(x);
  return x == 0 ? x : rotate(sin_near(a.r), cos_near(a.r), a.q);
}
[[gnu::always_inline]] inline VecF cos(VecF x) {
  const AngleF a = reduce_angle(x);
  return rotate(sin_near(a.r), cos_near(a.r), a.q + 1);
}
[[gnu::always_inline]] inline VecD sin(VecD x) {
  const Angle a = reduce_angle(x);
  return x == 0 ? x : rotate(sin_pair(a.r, a.lo).hi, cos_pair(a.r, a.lo).hi, turns(a));
}
[[gnu::always_inline]] inline VecD cos(VecD x) {
  const Angle a = reduce_angle(x);
  return rotate(sin_pair(a.r, a.lo).hi, cos_pair(a.r, a.lo).hi, turns(a) + 1);
}

// sin / cos, or -cos / sin in odd quadrants, corrected by what the first quotient leaves.
[[gnu::always_inline]] inline VecD tan_of(const Angle& a) {
  const Pair<VecD> s = sin_pair(a.r, a.lo), c = cos_pair(a.r, a.lo);
  const auto odd = (turns(a) & 1) != 0;
  const VecD top = odd ? -c.hi : s.hi, top_lo = odd ? -c.lo : s.lo;
  const VecD under = odd ? s.hi : c.hi, under_lo = odd ? s.lo : c.lo;
  const VecD y = top / under;
  const Pair<VecD> back = exact_product(y, under);
  return y + ((top - back.hi) - back.lo + (top_lo - y * under_lo)) / under;
}
[[gnu::always_inline]] inline VecD tan(VecD x) { return x == 0 ? x : tan_of(reduce_angle(x)); }
[[gnu::always_inline]] inline VecF tan_by_doubles(VecF x) {
  const TwoAngles a = reduce_wide(x);
  const VecF y = narrow({tan_of(a.low), tan_of(a.high)});
  return x == 0 ? x : y;
}
// Where fma rounds once, floats up to kDirectF do without: with r + lo as in reduce_angle,
// tan(r + lo) = y + e, and in odd quadrants -1 / (y + e) by Newton's step from a near v.
[[gnu::always_inline]] inline VecF quick_tan(VecF x) {
  const VecF shifted = fma(x, all<VecF>(0x1.45f306p-1), all<VecF>(Format<VecF>::kShift));
  const VecF q = shifted - Format<VecF>::kShift, second = q * 0x1.777a5cp-25f;
  const Pair<VecF> sum = exact_sum(fma(q, all<VecF>(-0x1.921fb6p+0), x), second);
  const VecF second_lo = fma(q, all<VecF>(0x1.777a5cp-25), -second);
  const VecF r = sum.hi, lo = fma(q, all<VecF>(0x1.ee59dap-50), sum.lo + second_lo), z = r * r;
  const VecF p = poly(z, 0.33333349893, 0.13332658427, 0.05406049194, 0.021279120908,
                      0.010843999384, 7.8867061469e-05, 0.0043816768375);  // 2^-29.6
  // Of the slope of tan, which is near 1 + 1.62 z, lo wants a few bits.
  const VecF rest = fma(z * r, p, fma(z * lo, all<VecF>(1.62), lo));
  const VecF y = r + rest, e = rest - (y - r), v = quick_reciprocal(y);
  const VecF inverse = fma(v, fma(-e, v, fma(-y, v, all<VecF>(1))), v);
  const auto odd = (bits_as<UInt<VecF>>(shifted) & 1) != 0;
  return x == 0 ? x : odd ? -inverse : y;
}
[[gnu::noinline]] VecF tan_of_far(VecF x) {
  return abs(x) <= kDirectF ? quick_tan(x) : tan_by_doubles(x);
}
[[gnu::always_inline]] inline VecF tan(VecF x) {
  if constexpr (!kFusedFma) return tan_by_doubles(x);
  if (any_beyond(x, kDirectF)) [[unlikely]]
    return tan_of_far(x);
  return quick_tan(x);
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
