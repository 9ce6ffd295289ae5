// half_bits.h: float16 and bfloat16 as float and back, one element at a time, without branches.
//
// Rounded to nearest, ties to even; what is too large becomes infinite; a NaN stays one. Of
// internal linkage, for the kernels of every instruction set and for core.
#pragma once

#include <cstdint>

namespace retrograd {
namespace {

[[gnu::always_inline]] inline float float_of_bits(uint32_t u) {
  return __builtin_bit_cast(float, u);
}
[[gnu::always_inline]] inline uint32_t bits_of_float(float x) {
  return __builtin_bit_cast(uint32_t, x);
}

[[gnu::always_inline]] inline float bfloat16_to_float(uint16_t h) {
  return float_of_bits(static_cast<uint32_t>(h) << 16);
}

[[gnu::always_inline]] inline uint16_t float_to_bfloat16(float x) {
  const uint32_t u = bits_of_float(x), odd = (u >> 16) & 1;
  const uint32_t rounded = (u + 0x7fff + odd) >> 16;
  return static_cast<uint16_t>(x != x ? 0x7fc0 : rounded);
}

// The exponent of a float16 is biased by 15 and lies 13 bits lower.
[[gnu::always_inline]] inline float float16_to_float(uint16_t h) {
  constexpr uint32_t kInfinite = 0x7c00u << 13, kRebias = (127u - 15) << 23;
  const uint32_t magnitude = (h & 0x7fffu) << 13;
  const uint32_t normal = magnitude + kRebias;
  // Below the normal numbers: m 2^-24, as (2^-14 + m 2^-24) - 2^-14.
  const float small = float_of_bits(normal + (1u << 23)) - float_of_bits(kRebias + (1u << 23));
  const uint32_t special = normal + kRebias;
  const uint32_t chosen = magnitude >= kInfinite   ? special
                          : magnitude < (1u << 23) ? bits_of_float(small)
                                                   : normal;
  return float_of_bits(chosen | (h & 0x8000u) << 16);
}

[[gnu::always_inline]] inline uint16_t float_to_float16(float x) {
  constexpr uint32_t kRebias = (127u - 15) << 23, kLeastNormal = (127u - 14) << 23;
  constexpr uint32_t kPastGreatest = (127u + 16) << 23;
  // 2^-1: its last bit is worth 2^-24, the least float16, so that adding it rounds to that.
  constexpr uint32_t kHalf = 126u << 23;
  const uint32_t u = bits_of_float(x), magnitude = u & 0x7fffffffu, odd = (magnitude >> 13) & 1;
  const uint32_t normal = (magnitude - kRebias + 0xfff + odd) >> 13;
  const uint32_t small = bits_of_float(float_of_bits(magnitude) + float_of_bits(kHalf)) - kHalf;
  const uint32_t special = x != x ? 0x7e00u : 0x7c00u;
  const uint32_t chosen = !(magnitude < kPastGreatest) ? special
                          : magnitude < kLeastNormal   ? small
                                                       : normal;
  return static_cast<uint16_t>(chosen | (u >> 16 & 0x8000u));
}

}  // namespace
}  // namespace retrograd
