// winograd.h: windows of 3 x 3 by fewer products: 16 for each 2 x 2 results instead of 36.
//
// Of a row of four elements d and three weights g, both results are sums of four products:
//
//   d0 g0 + d1 g1 + d2 g2 = (p0 + p1 + p2) / 2     p0 = 2 (d0 - d2) g0
//                                                  p1 = (d1 + d2) (g0 + g1 + g2)
//   d1 g0 + d2 g1 + d3 g2 = (p1 - p2 - p3) / 2     p2 = (d2 - d1) (g0 - g1 + g2)
//                                                  p3 = 2 (d1 - d3) g2
//
// Done along rows and columns, the products of one place of the 16 are summed over channels as a
// matrix product (Winograd 1980; Lavin and Gray 2016, section 4.1). Each result takes only what
// lies in its window.
#pragma once

#include "kernels/convolution/correlate.h"

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int64_t kPlaces = 16;

// From what is spread to one place to that of the next.
inline int64_t spread_place(const ConvolutionArgs& g) {
  return g.channels * kWinogradTiles + kWinogradPad;
}

// to[i] = the four differences and sums of d, to.
template <class T>
[[gnu::always_inline]] inline void spread_four(const Vec<T> (&d)[4], Vec<T> (&to)[4]) {
  to[0] = d[0] - d[2];
  to[1] = d[1] + d[2];
  to[2] = d[2] - d[1];
  to[3] = d[1] - d[3];
}
template <class T>
[[gnu::always_inline]] inline void spread_three(const Vec<T> (&g)[3], Vec<T> (&to)[4]) {
  const Vec<T> outer = g[0] + g[2];
  to[0] = g[0] + g[0];
  to[1] = outer + g[1];
  to[2] = outer - g[1];
  to[3] = g[2] + g[2];
}

// panels: for each group and part of rows [place][channel][rows of the part].
template <class T>
void transform_weights(const ConvolutionArgs& g, int64_t group, int64_t part, T* panels) {
  const RowParts parts = row_parts<T>(g.rows);
  const int64_t r0 = parts.begin(part), rows = parts.begin(part + 1) - r0;
  const T* from = static_cast<const T*>(g.weight) + group * g.weight_group + r0 * g.weight_row;
  T* const to = panels + kPlaces * g.channels * (group * g.rows + r0);
  alignas(64) T taps[9 * kTileRows + kLanes<T>] = {};
  for (int64_t c = 0; c < g.channels; ++c, from += g.weight_channel) {
    pack_rows(from, g.weight_row, 9, taps, rows);
    for (int64_t r = 0; r < rows; r += kLanes<T>) {
      Vec<T> down[3][4];
#pragma GCC unroll 3
      for (int x = 0; x < 3; ++x) {
        Vec<T> column[3];
#pragma GCC unroll 3
        for (int y = 0; y < 3; ++y) column[y] = load(taps + g.tap_weight[3 * y + x] * rows + r);
        spread_three<T>(column, down[x]);
      }
#pragma GCC unroll 4
      for (int y = 0; y < 4; ++y) {
        Vec<T> across[4];
        spread_three<T>({down[0][y], down[1][y], down[2][y]}, across);
#pragma GCC unroll 4
        for (int x = 0; x < 4; ++x)
          store_first(to + ((4 * y + x) * g.channels + c) * rows + r, across[x],
                      least(kLanes<T>, rows - r));
      }
    }
  }
}

// spread: for each kWinogradTiles of `count` tiles [place][channel][tile], of channels from c0 on.
template <class T>
void transform_slots(const ConvolutionArgs& g, const T* slots, int64_t c0, int64_t channels,
                     int64_t count, T* spread) {
  const int64_t place = spread_place(g);
  for (int64_t q = 0; q < count; q += kLanes<T>) {
    T* to =
        spread + q / kWinogradTiles * kPlaces * place + c0 * kWinogradTiles + q % kWinogradTiles;
    const int64_t* offset = g.offset;
    for (int64_t c = 0; c < channels; ++c, to += kWinogradTiles, offset += kPlaces) {
      Vec<T> down[4][4];
#pragma GCC unroll 4
      for (int x = 0; x < 4; ++x) {
        Vec<T> column[4];
#pragma GCC unroll 4
        for (int y = 0; y < 4; ++y) column[y] = load(slots + offset[4 * y + x] + q);
        spread_four<T>(column, down[x]);
      }
#pragma GCC unroll 4
      for (int y = 0; y < 4; ++y) {
        Vec<T> across[4];
        spread_four<T>({down[0][y], down[1][y], down[2][y], down[3][y]}, across);
#pragma GCC unroll 4
        for (int x = 0; x < 4; ++x) store(to + (4 * y + x) * place, across[x]);
      }
    }
  }
}

// Two registers with the lanes of a and b in turn.
template <class T, int... i>
[[gnu::always_inline]] inline void store_in_turn(T* to, Vec<T> a, Vec<T> b,
                                                 std::integer_sequence<int, i...>) {
  constexpr int kL = kLanes<T>;
  store(to, __builtin_shufflevector(a, b, (i / 2 + i % 2 * kL)...));
  store(to + kL, __builtin_shufflevector(a, b, (kL / 2 + i / 2 + i % 2 * kL)...));
}

// What some tiles give in some rows.
template <class T>
struct WinogradSums {
  T sum[kPlaces][kTileRows][kWinogradTiles];
  T result[kTileRows][2][2 * kWinogradTiles];  // upper and lower

  void multiply(const WinogradArgs& args, const T* panel, int64_t rows, const T* spread,
                int64_t registers) {
    constexpr int64_t kL = kLanes<T>;
    const int64_t channels = args.g.channels;
    for (int64_t place = 0; place < kPlaces; ++place)
      for (int64_t v = 0; v < registers; v += 2) {
        WindowTile<T> t = {.a = panel + place * channels * rows,
                           .b = spread + place * spread_place(args.g) + v * kL,
                           .offset = args.step,
                           .k = 0,
                           .c = sum[place][0] + v * kL,
                           .c_row = kWinogradTiles,
                           .bias = nullptr,
                           .tail = kL,
                           .add = false};
        for (int64_t c = 0; c < channels; c += t.k, t.add = true) {
          t.a += t.k * rows;
          t.b += t.k * kWinogradTiles;
          t.k = least(channels - c, kWinogradChain);
          (v + 1 < registers ? window_tile_of<T, 2>(rows) : window_tile_of<T, 1>(rows))(t);
        }
      }
  }

  void gather(const T* bias, int64_t rows, int64_t registers) {
    constexpr int64_t kL = kLanes<T>;
    for (int64_t r = 0; r < rows; ++r) {
      const Vec<T> start = splat(bias ? bias[r] : T(0)), quarter = splat(T(0.25));
      for (int64_t q = 0; q < registers * kL; q += kL) {
        Vec<T> upper[4], lower[4];
#pragma GCC unroll 4
        for (int x = 0; x < 4; ++x) {
          const Vec<T> a = load(&sum[x][r][q]), b = load(&sum[4 + x][r][q]),
                       c = load(&sum[8 + x][r][q]), d = load(&sum[12 + x][r][q]);
          upper[x] = a + b + c;
          lower[x] = b - c - d;
        }
        const auto put = [&](T* to, const Vec<T>(&m)[4]) {
          store_in_turn<T>(to + 2 * q, fma(m[0] + m[1] + m[2], quarter, start),
                           fma(m[1] - m[2] - m[3], quarter, start),
                           std::make_integer_sequence<int, kL>());
        };
        put(result[r][0], upper);
        put(result[r][1], lower);
      }
    }
  }
};

// Copies n results; the sum of zeros or, for what is not finite, NaN.
template <class T>
[[gnu::always_inline]] inline Vec<T> copy_finite(T* to, const T* from, int64_t n) {
  Vec<T> none = {};
  for (int64_t i = 0; i < n; i += kLanes<T>) {
    const int64_t some = least(kLanes<T>, n - i);
    const Vec<T> y = load_first(from + i, some);
    store_first(to + i, y, some);
    none = fma(y, Vec<T>{}, none);
  }
  return none;
}

// One block of tiles of one group of one image. Returns whether all results are finite.
template <class T>
bool winograd_unit(const WinogradArgs& args, int64_t unit, const T* panels, T* slots) {
  constexpr int64_t kL = kLanes<T>;
  const ConvolutionArgs& g = args.g;
  const SlotAxis &y_axis = g.axis[1], &x_axis = g.axis[2];
  const auto [item, group, corner] = unit_at(g, unit);
  const T* source = static_cast<const T*>(g.source) + item * g.channels * source_plane(g);
  const int64_t width = least(x_axis.block, x_axis.results - corner.at[2]);
  const int64_t count = width * least(y_axis.block, y_axis.results - corner.at[1]);
  T* const spread = slots + args.spread;
  for (int64_t c = 0; c < g.channels; c += g.channel_block) {
    const int64_t channels = least(g.channel_block, g.channels - c);
    fill_slots(g, source + c * source_plane(g), channels, corner, slots);
    transform_slots(g, slots, c, channels, count, spread);
  }
  alignas(64) WinogradSums<T> sums;
  Vec<T> none = {};
  Pace pace;
  const RowParts parts = row_parts<T>(g.rows);
  const int64_t plane = result_plane(g);
  for (int64_t q0 = 0; q0 < count; q0 += kWinogradTiles)
    for (int64_t part = 0; part < parts.count; ++part) {
      const int64_t r0 = parts.begin(part), rows = parts.begin(part + 1) - r0;
      const int64_t n = least(kWinogradTiles, count - q0), registers = ceil_div(n, kL);
      const T* panel = panels + kPlaces * g.channels * (group * g.rows + r0);
      sums.multiply(args, panel, rows, spread + q0 / kWinogradTiles * kPlaces * spread_place(g),
                    registers);
      sums.gather(g.bias ? static_cast<const T*>(g.bias) + group * g.rows + r0 : nullptr, rows,
                  registers);
      T* const result =
          static_cast<T*>(g.result) + (item * g.rows + r0) * plane +
          (g.axis[0].to + corner.at[0] * g.axis[0].to_step) * y_axis.to_length * x_axis.to_length;
      for (int64_t q = q0, some; q < q0 + n; q += some) {
        const int64_t x = q % width, y = 2 * (corner.at[1] + q / width),
                      to = 2 * (corner.at[2] + x);
        some = least(width - x, q0 + n - q);
        const int64_t length = least(2 * some, x_axis.to_length - to);
        for (int64_t i = 0; i < least(2, y_axis.to_length - y); ++i)
          for (int64_t r = 0; r < rows; ++r)
            none += copy_finite(result + r * plane + (y + i) * x_axis.to_length + to,
                                sums.result[r][i] + 2 * (q - q0), length);
      }
      pace.add(kPlaces * g.channels * rows * registers);
    }
  return sum_lanes<T>(none) == T(0);
}

template <class T>
bool winograd(const WinogradArgs& args) {
  const ConvolutionArgs& all = args.g;
  const int64_t parts = row_parts<T>(all.rows).count;
  bool failed = false;
  with_panels<T>(
      all, all.groups * parts, ceil_div(1 << 10, all.channels), count_units(all),
      [parts](const ConvolutionArgs& g, int64_t i, T* panels) {
        transform_weights<T>(g, i / parts, i % parts, panels);
      },
      [&](const ConvolutionArgs&, int64_t begin, int64_t end, const T* panels, T* slots) {
        for (; begin < end; ++begin)
          if (!winograd_unit<T>(args, begin, panels, slots))
            __atomic_store_n(&failed, true, __ATOMIC_RELAXED);
      });
  return !failed;
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
