// simd_narrow.h: Vecs of float and int32 from elements of the narrow types, and back.
#pragma once

#include "kernels/move/half_bits.h"
#include "kernels/simd/simd.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// kLanes<float> neighbours of a narrow type at p, in the type that it computes in.
template <class T>
[[gnu::always_inline]] inline Vec<int32_t> load_narrow(const char* p, T) {
  return widened_lanes(reinterpret_cast<const T*>(p));
}
[[gnu::always_inline]] inline VecF load_narrow(const char* p, BFloat16) {
  const auto words = bits_as<Vec<uint32_t>>(widened_lanes(reinterpret_cast<const uint16_t*>(p)));
  return bits_as<VecF>(words << 16);
}
#if !RG_HAS_FLOAT16
// float16_to_float and back, lane by lane; what comes back is in the upper half of each word. Sums
// may wrap, so they are unsigned; what is compared has no sign, and signed lanes compare faster.
[[gnu::always_inline]] inline Mask<float> below(Vec<uint32_t> magnitude, int32_t bound) {
  return bits_as<Vec<int32_t>>(magnitude) < bound;
}
[[gnu::always_inline]] inline VecF float16_lanes(Vec<uint32_t> h) {
  constexpr uint32_t kInfinite = 0x7c00 << 13, kRebias = (127 - 15) << 23, kOne = 1 << 23;
  const Vec<uint32_t> magnitude = (h & 0x7fff) << 13, normal = magnitude + kRebias;
  const VecF small = bits_as<VecF>(normal + kOne) - float_of_bits(kRebias + kOne);
  const Vec<uint32_t> low = below(magnitude, kOne) ? bits_as<Vec<uint32_t>>(small) : normal;
  const Vec<uint32_t> chosen = below(magnitude, kInfinite) ? low : normal + kRebias;
  return bits_as<VecF>(chosen | (h & 0x8000) << 16);
}
[[gnu::always_inline]] inline Vec<uint32_t> float16_to_upper(VecF x) {
  constexpr uint32_t kRebias = (127 - 15) << 23, kLeastNormal = (127 - 14) << 23;
  constexpr uint32_t kPastGreatest = (127 + 16) << 23, kHalf = 126 << 23;
  const auto u = bits_as<Vec<uint32_t>>(x), magnitude = u & 0x7fffffff;
  const Vec<uint32_t> normal = (magnitude - kRebias + (((magnitude >> 13) & 1) + 0xfff)) >> 13;
  const VecF rounded = bits_as<VecF>(magnitude) + float_of_bits(kHalf);
  const Vec<uint32_t> small = bits_as<Vec<uint32_t>>(rounded) - kHalf;
  const Vec<uint32_t> special = unordered(x, x) ? splat(0x7e00u) : splat(0x7c00u);
  const Vec<uint32_t> low = below(magnitude, kLeastNormal) ? small : normal;
  const Vec<uint32_t> chosen = below(magnitude, kPastGreatest) ? low : special;
  return chosen << 16 | (u & 0x80000000);
}
#endif
[[gnu::always_inline]] inline VecF load_narrow(const char* p, Float16) {
#if RG_HAS_FLOAT16
  HalfLanes h;
  std::memcpy(&h, p, sizeof h);
  return widened_float16(h);
#else
  return float16_lanes(bits_as<Vec<uint32_t>>(widened_lanes(reinterpret_cast<const uint16_t*>(p))));
#endif
}

// 2 kLanes<float> neighbours at p, in some order that is always the same.
struct TwoF {
  VecF a, b;
};
[[gnu::always_inline]] inline TwoF load_two(const char* p, BFloat16) {
  Vec<uint32_t> words;
  std::memcpy(&words, p, sizeof words);
  return {bits_as<VecF>(words << 16), bits_as<VecF>(words & 0xffff0000)};
}
[[gnu::always_inline]] inline TwoF load_two(const char* p, Float16) {
#if RG_HAS_FLOAT16
  return {load_narrow(p, Float16()), load_narrow(p + sizeof(HalfLanes), Float16())};
#else
  Vec<uint32_t> words;
  std::memcpy(&words, p, sizeof words);
  return {float16_lanes(words & 0xffff), float16_lanes(words >> 16)};
#endif
}

#if !RG_ROUNDS_BFLOAT16
// float_to_bfloat16 in the upper half of each word. REQUIRES: it is not NaN.
[[gnu::always_inline]] inline Vec<uint32_t> rounded_to_upper(VecF x) {
  const auto u = bits_as<Vec<uint32_t>>(x);
  return u + (((u >> 16) & 1) + 0x7fff);
}
[[gnu::always_inline]] inline VecF load_floats(const char* p) {
  VecF x;
  std::memcpy(&x, p, sizeof x);
  return x;
}
// That of 2 kLanes<float> floats, in order, and one of the first, one of the second Vec in turn.
[[gnu::always_inline]] inline Vec<uint16_t> rounded_bfloat16(const char* p) {
  return upper_halves(rounded_to_upper(load_floats(p)),
                      rounded_to_upper(load_floats(p + RG_VECTOR_BYTES)));
}
[[gnu::always_inline]] inline Vec<uint16_t> rounded_in_turn(VecF a, VecF b) {
  return bits_as<Vec<uint16_t>>(rounded_to_upper(a) >> 16 | (rounded_to_upper(b) & 0xffff0000));
}
[[gnu::always_inline]] inline Vec<uint16_t> rounded_in_turn(const char* p) {
  return rounded_in_turn(load_floats(p), load_floats(p + RG_VECTOR_BYTES));
}
[[gnu::always_inline]] inline bool any_nan(VecF a, VecF b) { return any<float>(unordered(a, b)); }
[[gnu::always_inline]] inline bool any_nan(VecF a, VecF b, VecF c, VecF d) {
  return any<float>(unordered(a, b) | unordered(c, d));
}
#endif

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
