// simd_rows.h: rows of elements by registers: next to each other, every so many, in turn, and
// squares of them transposed.
#pragma once

#include <type_traits>
#include <utility>

#include "kernels/simd/simd_partial.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// Integers have no loads of a few lanes.
template <class T>
inline constexpr bool kMasks = !std::is_integral_v<T>;

// Whole registers are stored, so as many slots behind the last of n may be written, too.
template <class T>
[[gnu::always_inline]] inline void fill_zeros(T* to, int64_t n) {
  for (int64_t i = 0; i < n; i += kLanes<T>) store(to + i, Vec<T>{});
}
template <class T>
[[gnu::always_inline]] inline void copy_row(T* to, const T* from, int64_t n) {
  int64_t i = 0;
  for (; i + kLanes<T> <= n; i += kLanes<T>) store(to + i, load(from + i));
  if constexpr (kMasks<T>) {
    if (i < n) store(to + i, load_first(from + i, n - i));
  } else {
    for (; i < n; ++i) to[i] = from[i];
  }
}

// Every second one of two registers, of which the first elements are read.
template <class T, int... i>
[[gnu::always_inline]] inline Vec<T> seconds_of(const T* from, int64_t low, int64_t high,
                                                std::integer_sequence<int, i...>) {
  const Vec<T> a = load_first(from, low), b = load_first(from + kLanes<T>, high);
  return __builtin_shufflevector(a, b, (2 * i)...);
}
template <class T>
[[gnu::always_inline]] inline void copy_seconds_of_two(T* to, const T* from, int64_t low,
                                                       int64_t high) {
  store(to, seconds_of(from, low, high, std::make_integer_sequence<int, kLanes<T>>()));
}

// Every second one, n of them.
template <class T>
[[gnu::always_inline]] inline void copy_seconds(T* to, const T* from, int64_t n) {
  constexpr int64_t kL = kLanes<T>;
  for (; n > 0; n -= kL, to += kL, from += 2 * kL) {
    const int64_t reach = 2 * (n < kL ? n : kL) - 1, low = reach < kL ? reach : kL;
    copy_seconds_of_two(to, from, low, reach - low);
  }
}

// Exchanges the halves of pairs of blocks of kHalf registers, then of half as many.
template <class T, int kHalf, int kCount, int... i>
[[gnu::always_inline]] inline void exchange_blocks(Vec<T> (&v)[kCount],
                                                   std::integer_sequence<int, i...> lanes) {
  constexpr int kL = kLanes<T>;
#pragma GCC unroll 16
  for (int r = 0; r < kCount; ++r) {
    if (r & kHalf) continue;
    const Vec<T> a = v[r], b = v[r + kHalf];
    v[r] = __builtin_shufflevector(a, b, (i & kHalf ? kL + i - kHalf : i)...);
    v[r + kHalf] = __builtin_shufflevector(a, b, (i & kHalf ? kL + i : i + kHalf)...);
  }
  if constexpr (kHalf > 1) exchange_blocks<T, kHalf / 2>(v, lanes);
}

// v[i][j] becomes v[j][i].
template <class T>
[[gnu::always_inline]] inline void transpose(Vec<T> (&v)[kLanes<T>]) {
  exchange_blocks<T, kLanes<T> / 2>(v, std::make_integer_sequence<int, kLanes<T>>());
}

// The lanes of registers that are `apart` in memory, next to each other. As many registers are
// read.
template <int apart, class T, int... i>
[[gnu::always_inline]] inline Vec<T> spaced(const T* p, std::integer_sequence<int, i...> lanes) {
  static_assert(apart >= 1 && apart <= 4);
  constexpr int kL = kLanes<T>;
  if constexpr (apart == 1) {
    return load(p);
  } else if constexpr (apart == 3) {
    const Vec<T> two =
        __builtin_shufflevector(load(p), load(p + kL), (3 * i < 2 * kL ? 3 * i : 0)...);
    return __builtin_shufflevector(two, load(p + 2 * kL), (3 * i < 2 * kL ? i : 3 * i - kL)...);
  } else {
    constexpr int kHalf = apart / 2;
    return __builtin_shufflevector(spaced<kHalf>(p, lanes), spaced<kHalf>(p + kHalf * kL, lanes),
                                   (2 * i)...);
  }
}
template <int apart, class T>
[[gnu::always_inline]] inline Vec<T> spaced(const T* p) {
  return spaced<apart>(p, std::make_integer_sequence<int, kLanes<T>>());
}

// Of two registers a lane of each in turn: their first halves, or with `part` 1 the second ones.
template <int part, class V, int... i>
[[gnu::always_inline]] inline V in_turn(V a, V b, std::integer_sequence<int, i...>) {
  constexpr int kL = sizeof...(i);
  return __builtin_shufflevector(a, b, ((part * kL + i) / 2 + i % 2 * kL)...);
}
template <class T>
[[gnu::always_inline]] inline void store_in_turn(T* p, Vec<T> a, Vec<T> b) {
  constexpr std::make_integer_sequence<int, kLanes<T>> lanes;
  store(p, in_turn<0>(a, b, lanes));
  store(p + kLanes<T>, in_turn<1>(a, b, lanes));
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
