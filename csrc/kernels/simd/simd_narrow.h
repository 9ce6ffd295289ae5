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
[[gnu::always_inline]] inline VecF load_narrow(const char* p, Float16) {
#if RG_HAS_FLOAT16
  HalfLanes h;
  std::memcpy(&h, p, sizeof h);
  return widened_float16(h);
#else
  uint16_t h[kLanes<float>];
  float x[kLanes<float>];
  std::memcpy(h, p, sizeof h);
  for (int i = 0; i < kLanes<float>; ++i) x[i] = float16_to_float(h[i]);
  return load(x);
#endif
}

#if !RG_ROUNDS_BFLOAT16
// As float_to_bfloat16, in the upper half of each word.
[[gnu::always_inline]] inline Vec<uint32_t> rounded_to_upper(VecF x) {
  const auto u = bits_as<Vec<uint32_t>>(x);
  return unordered(x, x) ? splat<uint32_t>(0x7fc00000) : u + (((u >> 16) & 1) + 0x7fff);
}
#endif

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
