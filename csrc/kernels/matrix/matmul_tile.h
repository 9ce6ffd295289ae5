// matmul_tile.h: the innermost piece of a matrix product: a few rows by one or two registers of C,
// held in registers while k runs.
#pragma once

#include <utility>

#include "kernels/simd/simd_partial.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// 32 registers hold 12 x 2 accumulators with room for B and A; 16 hold 6 x 2.
#if defined(__AVX512F__) || defined(__aarch64__)
inline constexpr int kTileRows = 12;
#else
inline constexpr int kTileRows = 6;
#endif
inline constexpr int kTileVecs = 2;
template <class T>
inline constexpr int kTileCols = kTileVecs* kLanes<T>;

// c(rows, cols) = a(rows, k) b(k, cols), plus what c holds, plus bias.
template <class T>
struct Tile {
  const T* a;
  const T* b;
  T* c;
  const T* bias;  // or null
  int64_t k, a_row, a_col, b_row, c_row;
  int64_t tail;  // columns in the last register, 1 to kLanes
  bool add;      // to what c holds
};

template <class T, int kRows, int kVecs>
[[gnu::always_inline]] inline void finish_tile(const Tile<T>& t, Vec<T> (&sum)[kRows][kVecs],
                                               int64_t tail) {
  constexpr int kL = kLanes<T>;
#pragma GCC unroll 16
  for (int r = 0; r < kRows; ++r) {
    T* c = t.c + r * t.c_row;
#pragma GCC unroll 2
    for (int v = 0; v < kVecs; ++v) {
      const int64_t count = v + 1 < kVecs ? kL : tail;
      if (t.add) sum[r][v] += load_first(c + v * kL, count);
      if (t.bias) sum[r][v] += load_first(t.bias + v * kL, count);
      store_first(c + v * kL, sum[r][v], count);
    }
  }
}

// Any strides of A, any row stride of B, a ragged last register.
template <class T, int kRows, int kVecs>
void ragged_tile(const Tile<T>& t) {
  constexpr int kL = kLanes<T>;
  Vec<T> sum[kRows][kVecs] = {};
  const T* a = t.a;
  const T* b = t.b;
  const int64_t a_row = t.a_row, a_col = t.a_col, b_row = t.b_row, tail = t.tail;
  for (int64_t k = t.k; k > 0; --k, a += a_col, b += b_row) {
    Vec<T> row[kVecs];
#pragma GCC unroll 2
    for (int v = 0; v < kVecs; ++v)
      row[v] = v + 1 < kVecs ? load(b + v * kL) : load_first(b + v * kL, tail);
#pragma GCC unroll 16
    for (int r = 0; r < kRows; ++r) {
      const Vec<T> x = splat(a[r * a_row]);
#pragma GCC unroll 2
      for (int v = 0; v < kVecs; ++v) sum[r][v] = fma(x, row[v], sum[r][v]);
    }
  }
  finish_tile<T, kRows, kVecs>(t, sum, tail);
}

// The whole tile on packed panels: a[k][kTileRows], b[k][kTileCols].
template <class T>
void packed_tile(const Tile<T>& t) {
  constexpr int kL = kLanes<T>;
  Vec<T> sum[kTileRows][kTileVecs] = {};
  const T* a = t.a;
  const T* b = t.b;
#pragma GCC unroll 16
  for (int r = 0; r < kTileRows; ++r) __builtin_prefetch(t.c + r * t.c_row, 1);
#pragma GCC unroll 4
  for (int64_t k = t.k; k > 0; --k, a += kTileRows, b += kTileCols<T>) {
    Vec<T> row[kTileVecs];
#pragma GCC unroll 2
    for (int v = 0; v < kTileVecs; ++v) row[v] = load(b + v * kL);
#pragma GCC unroll 16
    for (int r = 0; r < kTileRows; ++r) {
      const Vec<T> x = splat(a[r]);
#pragma GCC unroll 2
      for (int v = 0; v < kTileVecs; ++v) sum[r][v] = fma(x, row[v], sum[r][v]);
    }
  }
  finish_tile<T, kTileRows, kTileVecs>(t, sum, kL);
}

template <class T>
using TileFn = void (*)(const Tile<T>&);

// ragged_tile by its number of registers and of rows, both less one.
template <class T>
struct RaggedTiles {
  TileFn<T> fn[kTileVecs][kTileRows];
};
template <class T, int... kRows>
constexpr RaggedTiles<T> ragged_tiles(std::integer_sequence<int, kRows...>) {
  return {{{ragged_tile<T, kRows + 1, 1>...}, {ragged_tile<T, kRows + 1, 2>...}}};
}
template <class T>
inline constexpr RaggedTiles<T> kRaggedTiles =
    ragged_tiles<T>(std::make_integer_sequence<int, kTileRows>());

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
