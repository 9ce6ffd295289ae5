// matmul_pack.h: copies of matrix blocks in the order in which the tiles read them.
#pragma once

#include "kernels/simd/simd_partial.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// Four lanes of T: what a 4 x 4 transposition works on.
template <class T>
struct Quad {
  typedef T type __attribute__((vector_size(4 * sizeof(T))));
};

// to[j * to_row + i] = from[i * from_row + j] for i, j < 4.
template <class T>
[[gnu::always_inline]] inline void transpose4(const T* from, int64_t from_row, T* to,
                                              int64_t to_row) {
  using Q = typename Quad<T>::type;
  Q r[4];
#pragma GCC unroll 4
  for (int i = 0; i < 4; ++i) std::memcpy(&r[i], from + i * from_row, sizeof(Q));
  const Q low01 = __builtin_shufflevector(r[0], r[1], 0, 4, 1, 5);
  const Q low23 = __builtin_shufflevector(r[2], r[3], 0, 4, 1, 5);
  const Q high01 = __builtin_shufflevector(r[0], r[1], 2, 6, 3, 7);
  const Q high23 = __builtin_shufflevector(r[2], r[3], 2, 6, 3, 7);
  const Q out[4] = {__builtin_shufflevector(low01, low23, 0, 1, 4, 5),
                    __builtin_shufflevector(low01, low23, 2, 3, 6, 7),
                    __builtin_shufflevector(high01, high23, 0, 1, 4, 5),
                    __builtin_shufflevector(high01, high23, 2, 3, 6, 7)};
#pragma GCC unroll 4
  for (int j = 0; j < 4; ++j) std::memcpy(to + j * to_row, &out[j], sizeof(Q));
}

// panel[j * kWidth + i] = from[i * across + j * along] for i < width, j < length; zero for
// width <= i < kWidth.
template <class T, int kWidth>
void pack_panel(const T* from, int64_t across, int64_t along, int64_t width, int64_t length,
                T* panel) {
  if (width < kWidth && across == 1 && kWidth % kLanes<T> == 0) {
    const auto some = [](int64_t n) { return n < 0 ? 0 : n < kLanes<T> ? n : kLanes<T>; };
    for (int64_t j = 0; j < length; ++j)
      for (int i = 0; i < kWidth; i += kLanes<T>)
        store(panel + j * kWidth + i, load_first(from + j * along + i, some(width - i)));
  } else if (width < kWidth) {
    const int64_t fours = along == 1 ? width / 4 * 4 : 0, whole = length / 4 * 4;
    for (int64_t i = 0; i < fours; i += 4)
      for (int64_t j = 0; j < whole; j += 4)
        transpose4(from + i * across + j, across, panel + j * kWidth + i, kWidth);
    for (int64_t j = 0; j < length; ++j) {
      for (int64_t i = j < whole ? fours : 0; i < width; ++i)
        panel[j * kWidth + i] = from[i * across + j * along];
      for (int64_t i = width; i < kWidth; ++i) panel[j * kWidth + i] = T(0);
    }
  } else if (across == 1) {
    // The next panel lies beside this one, its rows as far apart: no hardware looks ahead there.
    for (int64_t j = 0; j < length; ++j) {
      __builtin_prefetch(from + j * along + kWidth);
      std::memcpy(panel + j * kWidth, from + j * along, kWidth * sizeof(T));
    }
  } else if (along == 1) {
    // Where four does not divide the width, the last four overlap the ones before them.
    static_assert(kWidth >= 4);
    int64_t j = 0;
    for (; j + 4 <= length; j += 4) {
#pragma GCC unroll 8
      for (int i = 0; i < kWidth; i += 4) {
        const int at = i + 4 <= kWidth ? i : kWidth - 4;
        transpose4(from + at * across + j, across, panel + j * kWidth + at, kWidth);
      }
    }
    for (; j < length; ++j)
      for (int i = 0; i < kWidth; ++i) panel[j * kWidth + i] = from[i * across + j];
  } else {
    for (int64_t j = 0; j < length; ++j)
      for (int i = 0; i < kWidth; ++i) panel[j * kWidth + i] = from[i * across + j * along];
  }
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
