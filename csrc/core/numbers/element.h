// element.h: elements of every type as C++ numbers, and back.
#pragma once

#include <limits>
#include <type_traits>

#include "kernels/dtypes.h"
#include "kernels/move/half_bits.h"

namespace retrograd {

template <class T>
inline constexpr bool kIsHalf = std::is_same_v<T, Float16> || std::is_same_v<T, BFloat16>;
template <class T>
inline constexpr bool kIsReal = kIsHalf<T> || std::is_floating_point_v<T>;

// The type in which one element is computed with: float for two-byte floats, else its own.
template <class T>
using Number = std::conditional_t<kIsHalf<T>, float, T>;

// All integers of at most so many bits are elements.
template <class T>
inline constexpr int kDigits = std::numeric_limits<T>::digits;
template <>
inline constexpr int kDigits<Float16> = 11;
template <>
inline constexpr int kDigits<BFloat16> = 8;

inline float number_of(Float16 x) { return float16_to_float(x.bits); }
inline float number_of(BFloat16 x) { return bfloat16_to_float(x.bits); }
template <class T>
T number_of(T x) {
  return x;
}

// A number as an element: two-byte floats are rounded to nearest, from float.
template <class T, class N>
T element_of(N x) {
  if constexpr (std::is_same_v<T, Float16>)
    return {float_to_float16(static_cast<float>(x))};
  else if constexpr (std::is_same_v<T, BFloat16>)
    return {float_to_bfloat16(static_cast<float>(x))};
  else if constexpr (std::is_same_v<T, bool>)
    return x != 0;
  else
    return static_cast<T>(x);
}

}  // namespace retrograd
