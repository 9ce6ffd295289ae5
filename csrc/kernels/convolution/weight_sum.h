// weight_sum.h: the gradient of a weight: products of results and windows, summed over both images
// and results, in registers whose lanes are neighbouring results.
#pragma once

#include "kernels/convolution/correlate.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// 32 registers hold 4 x 6 accumulators; 16 hold 3 x 3.
constexpr int kSumRows = kTileRows > 6 ? 4 : 3, kSumTaps = kTileRows > 6 ? 6 : 3;

// to[r][k] += sum over images and their results of y[r] x[offset[k]].
template <class T>
struct SumTile {
  const T* y;
  const T* x;
  T* to;
  const int64_t* offset;
  int64_t y_plane, to_row;
  int64_t images, y_image, x_image;
  int64_t count;
};

// Lanes that are sums of two neighbours, those of a before those of b.
template <class V, int... i>
[[gnu::always_inline]] inline V join_neighbours(V a, V b, std::integer_sequence<int, i...>) {
  return __builtin_shufflevector(a, b, (2 * i)...) + __builtin_shufflevector(a, b, (2 * i + 1)...);
}
// The sums of the lanes of kCount registers, at most as many as one has lanes, in the first lanes.
template <class T, int kCount, int kLeft = kLanes<T>>
[[gnu::always_inline]] inline Vec<T> sums_of(const Vec<T> (&all)[kCount]) {
  if constexpr (kLeft == 1) {
    return all[0];
  } else {
    Vec<T> joined[(kCount + 1) / 2];
#pragma GCC unroll 8
    for (int i = 0; i < kCount; i += 2)
      joined[i / 2] = join_neighbours(all[i], all[i + 1 < kCount ? i + 1 : i],
                                      std::make_integer_sequence<int, kLanes<T>>());
    return sums_of<T, (kCount + 1) / 2, kLeft / 2>(joined);
  }
}

template <class T, int kRows, int kTaps, bool kTail>
[[gnu::always_inline]] inline void sum_register(const SumTile<T>& t, const T* y, const T* x,
                                                int64_t count, Vec<T> (&sum)[kRows][kTaps]) {
  Vec<T> left[kRows];
#pragma GCC unroll 4
  for (int r = 0; r < kRows; ++r)
    left[r] = kTail ? load_first(y + r * t.y_plane, count) : load(y + r * t.y_plane);
  // What lies beyond the block may be infinite, and is no zero times the zeros of y.
  using Lane = std::conditional_t<sizeof(T) == 8, int64_t, int32_t>;
  const Mask<T> inside = lane_numbers<T>() < static_cast<Lane>(count);
#pragma GCC unroll 8
  for (int k = 0; k < kTaps; ++k) {
    Vec<T> right = load(x + t.offset[k]);
    if constexpr (kTail) right = bits_as<Vec<T>>(bits_as<Mask<T>>(right) & inside);
#pragma GCC unroll 4
    for (int r = 0; r < kRows; ++r) sum[r][k] = fma(left[r], right, sum[r][k]);
  }
}

template <class T, int kRows, int kTaps>
void sum_tile(const SumTile<T>& t) {
  Vec<T> sum[kRows][kTaps] = {};
  for (int64_t n = 0; n < t.images; ++n) {
    const T *y = t.y + n * t.y_image, *x = t.x + n * t.x_image;
    int64_t i = 0;
    for (; i + kLanes<T> <= t.count; i += kLanes<T>)
      sum_register<T, kRows, kTaps, false>(t, y + i, x + i, kLanes<T>, sum);
    if (i < t.count) sum_register<T, kRows, kTaps, true>(t, y + i, x + i, t.count - i, sum);
  }
#pragma GCC unroll 4
  for (int r = 0; r < kRows; ++r) {
    T* to = t.to + r * t.to_row;
    if constexpr (kTaps <= kLanes<T>) {
      store_first(to, load_first(to, kTaps) + sums_of<T>(sum[r]), kTaps);
    } else {
      for (int k = 0; k < kTaps; ++k) to[k] += sum_lanes<T>(sum[r][k]);
    }
  }
}

template <class T>
using SumTileFn = void (*)(const SumTile<T>&);
template <class T, int kRows, int... kTaps>
constexpr SumTileFn<T> sum_tile_of(int64_t taps, std::integer_sequence<int, kTaps...>) {
  constexpr SumTileFn<T> all[] = {sum_tile<T, kRows, kTaps + 1>...};
  return all[taps - 1];
}
template <class T>
SumTileFn<T> sum_tile_of(int64_t rows, int64_t taps) {
  using Taps = std::make_integer_sequence<int, kSumTaps>;
  if (rows == 1) return sum_tile_of<T, 1>(taps, Taps());
  if (rows == 2) return sum_tile_of<T, 2>(taps, Taps());
  if (rows == 3 || kSumRows == 3) return sum_tile_of<T, 3>(taps, Taps());
  return sum_tile_of<T, kSumRows>(taps, Taps());
}

// The products of all rows and of k taps that are in slots.
template <class T>
void sum_slots(const ConvolutionArgs& g, int64_t k, SumTile<T> t) {
  const int64_t parts = ceil_div(g.rows, kSumRows), tap_parts = ceil_div(k, kSumTaps);
  const T* const y = t.y;
  T* const to = t.to;
  for (int64_t part = 0; part < parts; ++part) {
    const int64_t r0 = g.rows * part / parts, rows = g.rows * (part + 1) / parts - r0;
    t.y = y + r0 * t.y_plane;
    for (int64_t i = 0; i < tap_parts; ++i) {
      const int64_t k0 = k * i / tap_parts, taps = k * (i + 1) / tap_parts - k0;
      t.offset = g.offset + k0;
      t.to = to + r0 * t.to_row + k0;
      sum_tile_of<T>(rows, taps)(t);
    }
  }
}

// One block of channels of one group, over the images of one part.
template <class T>
void sum_unit(const WeightSumArgs& args, int64_t unit, T* slots) {
  const ConvolutionArgs& g = args.g;
  const int64_t channel_blocks = ceil_div(g.channels, g.channel_block);
  const int64_t c0 = unit % channel_blocks * g.channel_block;
  const int64_t group = unit / channel_blocks % g.groups;
  const int64_t part = unit / (channel_blocks * g.groups);
  const int64_t channels = least(g.channel_block, g.channels - c0), k = channels * g.taps;
  const int64_t line = g.channels * g.taps;
  T* const all = static_cast<T*>(args.parts > 1 ? g.panels : const_cast<void*>(g.weight));
  T* const to = all + (part * g.groups + group) * g.rows * line + c0 * g.taps;
  for (int64_t r = 0; r < g.rows; ++r)
    for (int64_t i = 0; i < k; ++i) to[r * line + i] = T(0);
  const SlotAxis &deep = g.axis[0], &high = g.axis[1], &wide = g.axis[2];
  const int64_t plane = result_plane(g);
  const int64_t together =
      least(g.images, (g.slot_room - kSlotSlack) / (g.channel_block * g.plane));
  const int64_t first = g.images * part / args.parts, last = g.images * (part + 1) / args.parts;
  Pace pace;
  for (int64_t n = first; n < last; n += together) {
    const int64_t images = least(together, last - n);
    for (int64_t z = 0; z < deep.results; ++z)
      for (int64_t y = 0; y < high.results; y += high.block)
        for (int64_t x = 0; x < wide.results; x += wide.block) {
          for (int64_t i = 0; i < images; ++i) {
            const int64_t item = ((n + i) * g.groups + group) * g.channels + c0;
            fill_slots(g, static_cast<const T*>(g.source) + item * source_plane(g), channels,
                       {{z, y, x}}, slots + i * channels * g.plane);
          }
          const int64_t rows = least(high.block, high.results - y);
          const SumTile<T> tile = {.y = static_cast<const T*>(g.result) +
                                        (n * g.groups + group) * g.rows * plane +
                                        (z * high.results + y) * wide.results + x,
                                   .x = slots,
                                   .to = to,
                                   .offset = nullptr,
                                   .y_plane = plane,
                                   .to_row = line,
                                   .images = images,
                                   .y_image = g.groups * g.rows * plane,
                                   .x_image = channels * g.plane,
                                   .count = rows * least(wide.block, wide.results - x)};
          sum_slots(g, k, tile);
          pace.add(images * rows * wide.block * g.rows * k / kLanes<T>);
        }
  }
}

template <class T>
void weight_sum(const WeightSumArgs& args) {
  struct Call {
    const WeightSumArgs& args;
    int64_t grain;
  };
  const ConvolutionArgs& g = args.g;
  const int64_t units = args.parts * g.groups * ceil_div(g.channels, g.channel_block);
  const int64_t weights = g.groups * g.rows * g.channels * g.taps;
  if (weights <= 0) return;
  Call call = {args, ceil_div(units, g.tasks)};
  parallel_for(units, call.grain, &call, [](void* context, int64_t begin, int64_t end) {
    const auto& c = *static_cast<const Call*>(context);
    with_slots<T>(c.args.g, [&](T* slots) {
      for (; begin < end; ++begin) sum_unit<T>(c.args, begin, slots);
    });
  });
  if (args.parts <= 1) return;
  call.grain = weights;
  parallel_for(weights, 1 << 14, &call, [](void* context, int64_t begin, int64_t end) {
    const auto& c = *static_cast<const Call*>(context);
    const T* from = static_cast<const T*>(c.args.g.panels);
    T* to = static_cast<T*>(const_cast<void*>(c.args.g.weight));
    for (int64_t i = begin; i < end; ++i) to[i] = from[i];
    for (int64_t part = 1; part < c.args.parts; ++part)
      for (int64_t i = begin; i < end; ++i) to[i] += from[part * c.grain + i];
  });
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
