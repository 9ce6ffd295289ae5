// across.h: results of sliding windows, with rows across the lanes of registers: what a window
// meets is read as it lies, and only the results are transposed.
#pragma once

#include <utility>

#include "kernels/convolution/correlate.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// Results of a tile, next to each other. With two registers for each, they leave a few of all for
// rows and an element.
constexpr int kMostPoints = kTileRows > 6 ? 14 : 6, kLeastPoints = 4;

// c[p][v] = start[v] + sum over k of a[k][v] b[p step + offset[k]].
template <class T>
struct AcrossTile {
  const T* a;
  const T* b;
  const int64_t* offset;
  int64_t k;
  const T* start;
  T* c;
};

template <class T, int kStep, int kVecs, int kPoints>
void across_tile(const AcrossTile<T>& t) {
  constexpr int kL = kLanes<T>;
  Vec<T> sum[kPoints][kVecs] = {};
  const T* a = t.a;
  const int64_t* const end = t.offset + t.k;
  for (const int64_t* offset = t.offset; offset < end; ++offset, a += kVecs * kL) {
    const T* b = t.b + *offset;
    Vec<T> row[kVecs];
#pragma GCC unroll 2
    for (int v = 0; v < kVecs; ++v) row[v] = load(a + v * kL);
#pragma GCC unroll 16
    for (int p = 0; p < kPoints; ++p) {
      const Vec<T> x = splat(b[p * kStep]);
#pragma GCC unroll 2
      for (int v = 0; v < kVecs; ++v) sum[p][v] = fma(x, row[v], sum[p][v]);
    }
  }
#pragma GCC unroll 2
  for (int v = 0; v < kVecs; ++v) {
    const Vec<T> start = load(t.start + v * kL);
#pragma GCC unroll 16
    for (int p = 0; p < kPoints; ++p) store(t.c + (p * kVecs + v) * kL, sum[p][v] + start);
  }
}

template <class T, int kStep, int kVecs, int... kMore>
void across_tile_of(int64_t points, const AcrossTile<T>& t, std::integer_sequence<int, kMore...>) {
  constexpr void (*all[])(const AcrossTile<T>&) = {
      across_tile<T, kStep, kVecs, kLeastPoints + kMore>...};
  all[points < kLeastPoints ? 0 : points - kLeastPoints](t);
}

// What tiles leave, kVecs registers of rows for each result, until it fills registers along a row
// of the result, too.
template <class T, int kVecs>
class Held {
 public:
  static constexpr int64_t kL = kLanes<T>, kRows = kVecs * kL;

  // Where the tile that comes next leaves its results.
  T* next() { return held_ + count_ * kRows; }
  // Takes n of them, of which the first goes to `to` in row 0, behind those that came before it.
  void take(int64_t n, T* to, int64_t to_row, bool add) {
    if (count_ == 0) to_ = to;
    count_ += n;
    if (count_ + kMostPoints > kMost) put(to_row, add);
  }
  void put(int64_t to_row, bool add) {
    for (int64_t p = 0; p < count_; p += kL) {
      // Whole registers, if need be by storing some twice: a few lanes alone take longer.
      const bool again = count_ >= kL && !add;
      const int64_t at = again ? least(p, count_ - kL) : p;
      for (int64_t r = 0; r < kRows; r += kL)
        put_square(held_ + at * kRows + r, to_ + r * to_row + at, to_row, least(kL, count_ - at),
                   add);
    }
    count_ = 0;
  }

 private:
  static constexpr int64_t kMost = 64;

  // to[i][p] = from[p][i], or the sum of both, for i < kL, p < n.
  static void put_square(const T* from, T* to, int64_t to_row, int64_t n, bool add) {
    Vec<T> v[kL];
#pragma GCC unroll 16
    for (int i = 0; i < kL; ++i) v[i] = load(from + i * kRows);
    transpose<T>(v);
    if (n == kL && !add) {
#pragma GCC unroll 16
      for (int i = 0; i < kL; ++i) store(to + i * to_row, v[i]);
      return;
    }
#pragma GCC unroll 16
    for (int i = 0; i < kL; ++i) {
      T* const c = to + i * to_row;
      store_first(c, add ? v[i] + load_first(c, n) : v[i], n);
    }
  }

  // A tile may leave more than it was asked for, and a register read more than there are.
  alignas(64) T held_[(kMost + kL) * kRows] = {};
  int64_t count_ = 0;
  T* to_ = nullptr;
};

// One block of results of one group of one image, kVecs registers of rows at a time. A block is of
// whole rows of the plane, or of a part of one, so that its results follow each other.
template <class T, int kStep, int kVecs>
void across_unit(const ConvolutionArgs& g, int64_t unit, const T* panels, T* slots) {
  constexpr int64_t kRows = Held<T, kVecs>::kRows;
  const auto [item, group, corner] = unit_at(g, unit);
  const SlotAxis &y_axis = g.axis[1], &x_axis = g.axis[2];
  const int64_t plane = result_plane(g), pitch = x_axis.run[0].length;
  const int64_t width = least(x_axis.block, x_axis.results - corner.at[2]);
  const int64_t high = least(y_axis.block, y_axis.results - corner.at[1]);
  const T* source =
      static_cast<const T*>(g.source) + item / g.shares * g.channels * source_plane(g);
  T* const result = static_cast<T*>(g.result) + item * g.rows * plane +
                    (corner.at[0] * y_axis.to_length + corner.at[1]) * x_axis.to_length +
                    corner.at[2];
  T* const late = slots + g.own_panels;
  const T* panel = g.late ? late : panels + group * g.rows * g.channels * g.taps;
  Held<T, kVecs> held;
  alignas(64) static constexpr T kZeros[kRows] = {};
  const int64_t pieces = ceil_div(width, kMostPoints);
  Pace pace;
  for (int64_t c0 = 0; c0 < g.channels; c0 += g.channel_block) {
    const int64_t channels = least(g.channel_block, g.channels - c0), k = channels * g.taps;
    fill_slots(g, source + c0 * source_plane(g), channels, corner, slots);
    for (int64_t r = 0; r < g.rows; r += kRows) {
      if (g.late) pack_part(g, group, c0, channels, r, kRows, late);
      const bool biased = g.bias && c0 == 0;
      const T* start = biased ? static_cast<const T*>(g.bias) + group * g.rows + r : kZeros;
      for (int64_t y = 0; y < high; ++y) {
        T* const to = result + r * plane + y * x_axis.to_length;
        for (int64_t piece = 0; piece < pieces; ++piece) {
          const int64_t x = width * piece / pieces, n = width * (piece + 1) / pieces - x;
          across_tile_of<T, kStep, kVecs>(
              n, {panel, slots + y * pitch + x * kStep, g.offset, k, start, held.next()},
              std::make_integer_sequence<int, kMostPoints - kLeastPoints + 1>());
          held.take(n, to + x, plane, c0 > 0);
        }
      }
      held.put(plane, c0 > 0);
      if (!g.late) panel += kRows * k;
      pace.add(high * width * kVecs * k);
    }
  }
}

template <class T, int kStep>
void correlate_across(const ConvolutionArgs& args) {
  constexpr int64_t kL = kLanes<T>;
  if (args.rows % (2 * kL) == 0)
    correlate_units<T>(args, {args.rows, args.rows / (2 * kL)}, across_unit<T, kStep, 2>);
  else if constexpr (kAcrossRows < 2 * kL)
    correlate_units<T>(args, {args.rows, args.rows / kL}, across_unit<T, kStep, 1>);
}
template <class T>
void correlate_across(const ConvolutionArgs& args) {
  args.axis[2].step == 2 ? correlate_across<T, 2>(args) : correlate_across<T, 1>(args);
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
