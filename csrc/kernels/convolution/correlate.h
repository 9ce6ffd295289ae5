// correlate.h: results of sliding windows, a tile of rows by registers of neighbours at a time.
#pragma once

#include <type_traits>

#include "base/machine/parallel.h"
#include "kernels/convolution/slots.h"
#include "kernels/matrix/matmul_pack.h"
#include "kernels/matrix/matmul_tile.h"
#include "kernels/matrix/matmul_vector.h"

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int kMostVecs = 4;
// Rows of a tile of so many registers.
template <class T>
constexpr int most_rows(int vecs) {
  return !kMasks<T> ? 1 : vecs <= kTileVecs ? kTileRows : kTileRows * kTileVecs / vecs;
}

// c[r][v] = sum over k of a[k][r] b[v][offset[k]], plus what c holds, or bias[r]. The registers
// b[v] follow each other, or begin b_step and c_step apart.
template <class T>
struct WindowTile {
  const T* a;
  const T* b;
  const int64_t* offset;
  int64_t k;
  T* c;
  int64_t c_row;
  const T* bias;  // or null
  int64_t tail;   // results in the last register; of those that are apart in each
  bool add;
  int64_t b_step = 0, c_step = 0;
  int64_t taps = 0;  // for each channel; of tall tiles
};

template <class T, int kRows, int kVecs, bool kApart = false>
void window_tile(const WindowTile<T>& t) {
  constexpr int kL = kLanes<T>;
  Vec<T> sum[kRows][kVecs] = {};
  const T *a = t.a, *b = t.b;
  const int64_t b_step = kApart ? t.b_step : kL, c_step = kApart ? t.c_step : kL;
  const int64_t* const end = t.offset + t.k;
  for (const int64_t* offset = t.offset; offset < end; ++offset, a += kRows) {
    Vec<T> row[kVecs];
#pragma GCC unroll 4
    for (int v = 0; v < kVecs; ++v) row[v] = load(b + *offset + v * b_step);
#pragma GCC unroll 16
    for (int r = 0; r < kRows; ++r) {
      const Vec<T> x = splat(a[r]);
#pragma GCC unroll 4
      for (int v = 0; v < kVecs; ++v)
        if constexpr (kMasks<T>)
          sum[r][v] = fma(x, row[v], sum[r][v]);
        else
          sum[r][v] += x * row[v];
    }
  }
#pragma GCC unroll 16
  for (int r = 0; r < kRows; ++r) {
    T* c = t.c + r * t.c_row;
    const Vec<T> start = splat(t.bias ? t.bias[r] : T(0));
#pragma GCC unroll 4
    for (int v = 0; v < kVecs; ++v, c += c_step) {
      const int64_t count = kApart || v + 1 == kVecs ? t.tail : kL;
      if constexpr (kMasks<T>) {
        store_first(c, sum[r][v] + (t.add ? load_first(c, count) : start), count);
      } else {
        for (int64_t i = 0; i < count; ++i) c[i] = sum[r][v][i] + (t.add ? c[i] : start[i]);
      }
    }
  }
}

template <class T>
using WindowTileFn = void (*)(const WindowTile<T>&);
template <class T, int kVecs, int... kRows>
constexpr WindowTileFn<T> window_tile_of(int rows, std::integer_sequence<int, kRows...>) {
  constexpr WindowTileFn<T> all[] = {window_tile<T, kRows + 1, kVecs>...};
  return all[rows - 1];
}
template <class T, int kVecs>
WindowTileFn<T> window_tile_of(int64_t rows) {
  return window_tile_of<T, kVecs>(static_cast<int>(rows),
                                  std::make_integer_sequence<int, most_rows<T>(kVecs)>());
}

// A block of results that lie apart: row_step from one row to the next, step within one.
template <class T>
struct Scattered {
  T* result;
  int64_t row_step, step, width;
};

// Results [q, q + n) of the block.
template <class T>
void scatter(const Scattered<T>& s, int64_t q, int64_t n, const T* sum, T start, bool add) {
  int64_t x = q % s.width;
  T* row = s.result + q / s.width * s.row_step;
  for (; n > 0; row += s.row_step, x = 0) {
    const int64_t some = least(s.width - x, n);
    T* c = row + x * s.step;
    if (add)
      for (int64_t i = 0; i < some; ++i) c[i * s.step] += sum[i];
    else
      for (int64_t i = 0; i < some; ++i) c[i * s.step] = sum[i] + start;
    sum += some;
    n -= some;
  }
}

constexpr int64_t vecs_for(int64_t rows, int64_t most) { return rows <= most ? kMostVecs : 2; }

// The rows of a result in parts that tiles hold.
struct RowParts {
  int64_t rows, count;
  int64_t begin(int64_t part) const { return rows * part / count; }
};
template <class T>
RowParts row_parts(int64_t rows) {
  const int64_t vecs = vecs_for(rows, most_rows<T>(kMostVecs));
  return {rows, ceil_div(rows, most_rows<T>(static_cast<int>(vecs)))};
}

// to[j * to_row + i] = from[i * from_row + j] for i, j < kSide, which is 4 or kLanes<T>.
template <class T, int64_t kSide>
[[gnu::always_inline]] inline void transpose_square(const T* from, int64_t from_row, T* to,
                                                    int64_t to_row) {
  if constexpr (kSide == 4) {
    transpose4(from, from_row, to, to_row);
  } else {
    Vec<T> v[kSide];
#pragma GCC unroll 16
    for (int i = 0; i < kSide; ++i) v[i] = load(from + i * from_row);
    transpose<T>(v);
#pragma GCC unroll 16
    for (int i = 0; i < kSide; ++i) store(to + i * to_row, v[i]);
  }
}

// to[i * rows + r] = from[i + r * from_row] for i < n, r < rows, by squares of kSide.
template <class T, int64_t kSide>
void pack_squares(const T* from, int64_t from_row, int64_t n, T* to, int64_t rows) {
  const int64_t whole_rows = kSide > 1 ? rows / kSide * kSide : 0, whole = n / kSide * kSide;
  if constexpr (kSide > 1)
    for (int64_t r = 0; r < whole_rows; r += kSide)
      for (int64_t i = 0; i < whole; i += kSide)
        transpose_square<T, kSide>(from + r * from_row + i, from_row, to + i * rows + r, rows);
  for (int64_t r = 0; r < rows; ++r)
    for (int64_t i = r < whole_rows ? whole : 0; i < n; ++i)
      to[i * rows + r] = from[r * from_row + i];
}
template <class T>
void pack_rows(const T* from, int64_t from_row, int64_t n, T* to, int64_t rows) {
  if constexpr (!kMasks<T>)
    pack_squares<T, 1>(from, from_row, n, to, rows);
  else if (rows % kLanes<T> == 0)
    pack_squares<T, kLanes<T>>(from, from_row, n, to, rows);
  else
    pack_squares<T, 4>(from, from_row, n, to, rows);
}

// Of `channels` from c0 on, the weights of rows [r0, r0 + rows) of a group: to[k][rows].
template <class T>
void pack_part(const ConvolutionArgs& g, int64_t group, int64_t c0, int64_t channels, int64_t r0,
               int64_t rows, T* to) {
  const T* from = static_cast<const T*>(g.weight) + group * g.weight_group + c0 * g.weight_channel +
                  r0 * g.weight_row;
  bool in_order = true;
  for (int64_t t = 0; t < g.taps; ++t) in_order &= g.tap_weight[t] == t;
  if (in_order && g.weight_channel == g.taps)
    return pack_rows(from, g.weight_row, g.taps * channels, to, rows);
  for (int64_t c = 0; c < channels; ++c, from += g.weight_channel, to += rows * g.taps) {
    if (in_order) {
      pack_rows(from, g.weight_row, g.taps, to, rows);
      continue;
    }
    for (int64_t r = 0; r < rows; ++r)
      for (int64_t t = 0; t < g.taps; ++t)
        to[t * rows + r] = from[r * g.weight_row + g.tap_weight[t]];
  }
}

// panels: for each group, block of channels and part of rows [k][rows of the part].
template <class T>
void pack_panels(const ConvolutionArgs& g, const RowParts& parts, int64_t group, int64_t c0,
                 T* panels) {
  T* to = panels + (group * g.channels + c0) * g.rows * g.taps;
  const int64_t channels = least(g.channel_block, g.channels - c0);
  for (int64_t part = 0; part < parts.count; ++part) {
    const int64_t r0 = parts.begin(part), rows = parts.begin(part + 1) - r0;
    pack_part(g, group, c0, channels, r0, rows, to);
    to += rows * g.taps * channels;
  }
}

// Where the results of a block go.
template <class T>
struct Landing {
  Scattered<T> apart;
  bool together;
  int64_t count, plane;  // results, and from one row of the tile to the next
  const T* bias;
  bool add;
};

// Results [q, q + kVecs registers) of the block, of all rows.
template <class T, int kVecs>
void correlate_registers(const ConvolutionArgs& g, const T* panel, int64_t k, const T* slots,
                         int64_t q, const Landing<T>& l) {
  constexpr int64_t kL = kLanes<T>;
  alignas(64) T apart[kTileRows * kMostVecs * kL];
  const RowParts parts = row_parts<T>(g.rows);
  const int64_t n = least(l.count - q, kVecs * kL);
  WindowTile<T> t = {.a = panel,
                     .b = slots + q,
                     .offset = g.offset,
                     .k = k,
                     .c = apart,
                     .c_row = l.together ? l.plane : kVecs * kL,
                     .bias = nullptr,
                     .tail = l.together ? n - (kVecs - 1) * kL : kL,
                     .add = l.add && l.together};
  for (int64_t part = 0; part < parts.count; ++part) {
    const int64_t r0 = parts.begin(part), rows = parts.begin(part + 1) - r0;
    if (l.together) {
      t.c = l.apart.result + r0 * l.plane + q;
      t.bias = l.bias ? l.bias + r0 : nullptr;
    }
    window_tile_of<T, kVecs>(rows)(t);
    t.a += rows * k;
    if (l.together) continue;
    Scattered<T> to = l.apart;
    to.result += r0 * l.plane;
    for (int64_t r = 0; r < rows; ++r, to.result += l.plane)
      scatter(to, q, n, apart + r * kVecs * kL, l.bias ? l.bias[r0 + r] : T(0), l.add);
  }
}

// Where registers are many or long.
template <class T>
constexpr bool kTall = std::is_same_v<T, float> && (kTileRows > 6 || kLanes<float> > 4);

// The compiler would load it anew for each product.
template <class T>
[[gnu::always_inline]] inline Vec<T> load_once(const T* from) {
  Vec<T> v = load(from);
#if defined(__x86_64__)
  asm("" : "+v"(v));
#endif
  return v;
}

// The same for one row by registers that are apart, where windows are three high: an element takes
// part in the sums of up to three of them as soon as it is loaded.
template <class T, int kHigh>
void tall_tile(const WindowTile<T>& t) {
  Vec<T> sum[kHigh] = {};
  const int64_t taps = t.taps, wide = taps / 3;
  const bool down = t.offset[wide] > t.offset[0];
  const T* a = t.a;
  for (const int64_t* offset = t.offset; offset < t.offset + t.k; offset += taps, a += taps)
    for (int64_t x = 0; x < wide; ++x) {
      const T* b = t.b + offset[down ? x : 2 * wide + x];
      const Vec<T> upper = splat(a[down ? x : 2 * wide + x]), middle = splat(a[wide + x]),
                   lower = splat(a[down ? 2 * wide + x : x]);
#pragma GCC unroll 16
      for (int y = 0; y < kHigh + 2; ++y, b += t.b_step) {
        const Vec<T> row = load_once(b);
        if (y < kHigh) sum[y] = fma(upper, row, sum[y]);
        if (y >= 1 && y <= kHigh) sum[y - 1] = fma(middle, row, sum[y - 1]);
        if (y >= 2) sum[y - 2] = fma(lower, row, sum[y - 2]);
      }
    }
  T* c = t.c;
  const Vec<T> start = splat(t.bias ? *t.bias : T(0));
#pragma GCC unroll 16
  for (int y = 0; y < kHigh; ++y, c += t.c_step)
    store_first(c, sum[y] + (t.add ? load_first(c, t.tail) : start), t.tail);
}

// Row y of the block and those beside it, as many as the tile has, by rows.
template <class T>
void correlate_rows(const ConvolutionArgs& g, const T* panel, int64_t k, const T* slots, int64_t y,
                    const Landing<T>& l, WindowTileFn<T> tile) {
  constexpr int64_t kL = kLanes<T>;
  const int64_t pitch = g.axis[2].run[0].length, width = l.apart.width;
  // Rather some results twice than a few lanes alone, which take longer.
  const int64_t last = width >= kL && !l.add ? width - kL : width;
  for (int64_t begin = 0; begin < width; begin += kL) {
    const int64_t x = least(begin, last);
    tile({.a = panel,
          .b = slots + y * pitch + x,
          .offset = g.offset,
          .k = k,
          .c = l.apart.result + y * l.apart.row_step + x,
          .c_row = 0,
          .bias = l.bias,
          .tail = least(kL, width - x),
          .add = l.add,
          .b_step = pitch,
          .c_step = l.apart.row_step,
          .taps = g.taps});
  }
}

// All `rows` of the block, one row of results at a time. REQUIRES: kMasks.
template <class T>
[[gnu::noinline]] void correlate_by_rows(const ConvolutionArgs& g, const T* panel, int64_t k,
                                         const T* slots, int64_t rows, const Landing<T>& l) {
  int64_t y = 0;
  const auto some = [&](int64_t n, WindowTileFn<T> tile) {
    for (; y + n <= rows; y += n) correlate_rows(g, panel, k, slots, y, l, tile);
  };
  if constexpr (kTall<T>)
    if (g.three_high) {
      // Seven at a time waste less of fourteen and the like.
      if (rows % 7 != 0) some(8, tall_tile<T, 8>);
      some(7, tall_tile<T, 7>);
      some(3, tall_tile<T, 3>);
      some(1, tall_tile<T, 1>);
    }
  some(4, window_tile<T, 1, 4, true>);
  some(1, window_tile<T, 1, 1, true>);
}

// One block of results of one group of one image.
template <class T>
void correlate_unit(const ConvolutionArgs& g, int64_t unit, const T* panels, T* slots) {
  const auto [item, group, corner] = unit_at(g, unit);
  const SlotAxis &rows_axis = g.axis[1], &x_axis = g.axis[2];
  const T* source = static_cast<const T*>(g.source) + item * g.channels * source_plane(g);
  const auto place = [&g, &at = corner.at](int axis) {
    return g.axis[axis].to + at[axis] * g.axis[axis].to_step;
  };
  const int64_t width = least(x_axis.block, x_axis.results - corner.at[2]);
  const int64_t rows = least(rows_axis.block, rows_axis.results - corner.at[1]);
  Landing<T> l = {
      .apart = {.result = static_cast<T*>(g.result) + item * g.rows * result_plane(g) +
                          (place(0) * rows_axis.to_length + place(1)) * x_axis.to_length + place(2),
                .row_step = rows_axis.to_step * x_axis.to_length,
                .step = x_axis.to_step,
                .width = width},
      .together = x_axis.to_step == 1 &&
                  (rows == 1 || (rows_axis.to_step == 1 && width == x_axis.to_length)),
      .count = rows * width,
      .plane = result_plane(g),
      .bias = g.bias ? static_cast<const T*>(g.bias) + group * g.rows : nullptr,
      .add = false};
  constexpr int64_t kL = kLanes<T>;
  const bool many = vecs_for(g.rows, most_rows<T>(kMostVecs)) == kMostVecs;
  const T* panel = panels + group * g.rows * g.channels * g.taps;
  Pace pace;
  for (int64_t c = 0; c < g.channels; c += g.channel_block) {
    const int64_t channels = least(g.channel_block, g.channels - c), k = channels * g.taps;
    fill_slots(g, source + c * source_plane(g), channels, corner, slots);
    l.add = c > 0;
    int64_t q = 0;
    if constexpr (kMasks<T>) {
      if (g.by_rows) {
        correlate_by_rows(g, panel, k, slots, rows, l);
        q = l.count;
      }
      if (many)
        for (; q + 3 * kL < l.count; q += kMostVecs * kL)
          correlate_registers<T, kMostVecs>(g, panel, k, slots, q, l);
      for (; q + kL < l.count; q += 2 * kL) correlate_registers<T, 2>(g, panel, k, slots, q, l);
    }
    for (; q < l.count; q += kL) correlate_registers<T, 1>(g, panel, k, slots, q, l);
    panel += g.rows * k;
    pace.add(l.count * g.rows * k / kL);
  }
}

// Calls unit(g, i, panels, slots) for all units of work.
template <class T, class OfUnit>
void correlate_units(const ConvolutionArgs& args, const RowParts& parts, OfUnit unit) {
  const int64_t units = count_units(args);
  if (units <= 0 || args.rows <= 0) return;
  const int64_t weights = args.rows * args.channel_block * args.taps;
  const int64_t channel_blocks = ceil_div(args.channels, args.channel_block);
  with_panels<T>(
      args, args.late ? 0 : args.groups * channel_blocks, ceil_div(1 << 16, weights), units,
      [channel_blocks, parts](const ConvolutionArgs& g, int64_t i, T* panels) {
        pack_panels<T>(g, parts, i / channel_blocks, i % channel_blocks * g.channel_block, panels);
      },
      [unit](const ConvolutionArgs& g, int64_t begin, int64_t end, const T* panels, T* slots) {
        Pace pace;
        for (; begin < end; ++begin) {
          unit(g, begin, panels, slots);
          pace.add(g.rows * g.channels * g.taps + kLanes<T>);
        }
      });
}

template <class T>
void correlate(const ConvolutionArgs& args) {
  correlate_units<T>(args, row_parts<T>(args.rows), correlate_unit<T>);
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
