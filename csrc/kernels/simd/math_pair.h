// math_pair.h: numbers as hi + lo, for functions whose parts would round to more than 2 ulp.
//
// |lo| <= ulp(hi) / 2 after a sum or an exact product; after a quotient it may be three times that.
#pragma once

#include "kernels/simd/simd.h"

namespace retrograd::kernels::RG_ISA {
namespace {

template <class V>
struct Pair {
  V hi, lo;
};

// a + b exactly; the quick one for |a| >= |b| or a = 0.
template <class V>
[[gnu::always_inline]] inline Pair<V> quick_sum(V a, V b) {
  const V s = a + b;
  return {s, b - (s - a)};
}
template <class V>
[[gnu::always_inline]] inline Pair<V> exact_sum(V a, V b) {
  const V s = a + b, t = s - a;
  return {s, (a - (s - t)) + (b - t)};
}
// a b exactly. REQUIRES: doubles less than 2^990 in size, and nothing underflows.
[[gnu::always_inline]] inline Pair<VecF> exact_product(VecF a, VecF b) {
  const VecF p = a * b;
  if constexpr (kFusedFma) return {p, fma(a, b, -p)};
  constexpr uint32_t kShort = ~((uint32_t{1} << 12) - 1);
  const VecF a_hi = bits_as<VecF>(bits_as<Vec<uint32_t>>(a) & kShort), a_lo = a - a_hi;
  const VecF b_hi = bits_as<VecF>(bits_as<Vec<uint32_t>>(b) & kShort), b_lo = b - b_hi;
  return {p, ((a_hi * b_hi - p) + a_hi * b_lo + a_lo * b_hi) + a_lo * b_lo};
}
[[gnu::always_inline]] inline Pair<VecD> exact_product(VecD a, VecD b) {
  const VecD p = a * b;
  if constexpr (kFusedFma) return {p, fma(a, b, -p)};
  const VecD a_up = a * 0x1.0000002p27, b_up = b * 0x1.0000002p27;
  const VecD a_hi = a_up - (a_up - a), b_hi = b_up - (b_up - b);
  const VecD a_lo = a - a_hi, b_lo = b - b_hi;
  return {p, ((a_hi * b_hi - p) + a_hi * b_lo + a_lo * b_hi) + a_lo * b_lo};
}

// To some bits less than both parts have.
template <class V>
[[gnu::always_inline]] inline Pair<V> pair_product(Pair<V> a, Pair<V> b) {
  Pair<V> p = exact_product(a.hi, b.hi);
  p.lo += fma(a.hi, b.lo, a.lo * b.hi);
  return p;
}
template <class V>
[[gnu::always_inline]] inline Pair<V> pair_quotient(Pair<V> a, Pair<V> b) {
  const V inverse = 1 / b.hi, q = a.hi * inverse;
  const Pair<V> back = exact_product(q, b.hi);
  return {q, ((a.hi - back.hi) - back.lo + fma(-q, b.lo, a.lo)) * inverse};
}
[[gnu::always_inline]] inline Pair<VecD> pair_sqrt(Pair<VecD> x) {
  const VecD s = sqrt(x.hi);
  const Pair<VecD> back = exact_product(s, s);
  return {s, ((x.hi - back.hi) - back.lo + x.lo) / (s + s)};
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
