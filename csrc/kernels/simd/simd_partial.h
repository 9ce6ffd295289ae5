// simd_partial.h: the first few lanes of a Vec, for the ragged ends of loops.
//
// Memory past the lanes asked for is neither read nor written.
#pragma once

#include "kernels/simd/simd.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// 0, 1, 2, ... as integers as wide as T.
template <class T>
[[gnu::always_inline]] inline Mask<T> lane_numbers() {
  Mask<T> v;
  for (int i = 0; i < kLanes<T>; ++i) v[i] = i;
  return v;
}

// p[0] to p[count - 1], then zeros. REQUIRES: 0 <= count <= kLanes<T>.
[[gnu::always_inline]] inline VecF load_first(const float* p, int64_t count) {
  if (__builtin_constant_p(count) && count == kLanes<float>) return load(p);
#if defined(__AVX512F__)
  return _mm512_maskz_loadu_ps(static_cast<__mmask16>((1u << count) - 1), p);
#elif defined(__AVX2__)
  const auto mask = lane_numbers<int32_t>() < static_cast<int32_t>(count);
  return _mm256_maskload_ps(p, bits_as<__m256i>(mask));
#else
  if (count == kLanes<float>) return load(p);
  VecF v = {};
  for (int64_t i = 0; i < count; ++i) v[i] = p[i];
  return v;
#endif
}
[[gnu::always_inline]] inline VecD load_first(const double* p, int64_t count) {
  if (__builtin_constant_p(count) && count == kLanes<double>) return load(p);
#if defined(__AVX512F__)
  return _mm512_maskz_loadu_pd(static_cast<__mmask8>((1u << count) - 1), p);
#elif defined(__AVX2__)
  const auto mask = lane_numbers<int64_t>() < count;
  return _mm256_maskload_pd(p, bits_as<__m256i>(mask));
#else
  if (count == kLanes<double>) return load(p);
  VecD v = {};
  for (int64_t i = 0; i < count; ++i) v[i] = p[i];
  return v;
#endif
}

[[gnu::always_inline]] inline void store_first(float* p, VecF v, int64_t count) {
  if (count == kLanes<float>) return store(p, v);
#if defined(__AVX512F__)
  _mm512_mask_storeu_ps(p, static_cast<__mmask16>((1u << count) - 1), v);
#elif defined(__AVX2__)
  const auto mask = lane_numbers<int32_t>() < static_cast<int32_t>(count);
  _mm256_maskstore_ps(p, bits_as<__m256i>(mask), v);
#else
  for (int64_t i = 0; i < count; ++i) p[i] = v[i];
#endif
}
[[gnu::always_inline]] inline void store_first(double* p, VecD v, int64_t count) {
  if (count == kLanes<double>) return store(p, v);
#if defined(__AVX512F__)
  _mm512_mask_storeu_pd(p, static_cast<__mmask8>((1u << count) - 1), v);
#elif defined(__AVX2__)
  const auto mask = lane_numbers<int64_t>() < count;
  _mm256_maskstore_pd(p, bits_as<__m256i>(mask), v);
#else
  for (int64_t i = 0; i < count; ++i) p[i] = v[i];
#endif
}

// The sum of the lanes.
template <class T>
[[gnu::always_inline]] inline T sum_lanes(Vec<T> v) {
  return join_all<T>(v, [](auto a, auto b) { return a + b; });
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
