// slots.h: copies a block of the source into slots; see convolution.h.
#pragma once

#include "base/machine/parallel.h"
#include "base/scratch.h"
#include "kernels/convolution/convolution.h"
#include "kernels/parts.h"
#include "kernels/simd/simd_rows.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// The first result of a block along each axis.
struct Corner {
  int64_t at[3];
};

inline int64_t source_plane(const ConvolutionArgs& g) {
  return g.axis[0].length * g.axis[1].length * g.axis[2].length;
}
inline int64_t result_plane(const ConvolutionArgs& g) {
  return g.axis[0].to_length * g.axis[1].to_length * g.axis[2].to_length;
}
inline int64_t blocks(const SlotAxis& a) { return ceil_div(a.results, a.block); }

// A unit of work: one block of results of one group of one image.
struct Unit {
  int64_t item, group;  // item: which of all groups of all images
  Corner corner;
};
inline int64_t count_units(const ConvolutionArgs& g) {
  return g.images * g.groups * blocks(g.axis[0]) * blocks(g.axis[1]) * blocks(g.axis[2]);
}
inline Unit unit_at(const ConvolutionArgs& g, int64_t unit) {
  const int64_t wide = blocks(g.axis[2]), high = blocks(g.axis[1]), deep = blocks(g.axis[0]);
  if (wide * high * deep == 1) return {unit, unit % g.groups, {}};  // without seven divisions
  const int64_t item = unit / (wide * high * deep);
  return {item,
          item % g.groups,
          {{unit / (wide * high) % deep * g.axis[0].block, unit / wide % high * g.axis[1].block,
            unit % wide * g.axis[2].block}}};
}

// What a run of the last axis takes from every row: nothing before slot `low` and from slot `high`.
struct Taken {
  int64_t low, high, from, step, length;
};

inline Taken taken(const SlotAxis& a, const SlotRun& run, int64_t first) {
  const int64_t from = run.from + first * a.step;
  int64_t low = from < 0 ? -from : 0, high = from < a.length ? a.length - from : 0;
  if (a.slot_step > 1) {
    low = ceil_div(low, a.slot_step);
    high = ceil_div(high, a.slot_step);
  }
  low = least(low, run.length);
  high = least(high, run.length);
  return {low, high < low ? low : high, from, a.slot_step, run.length};
}

// How far apart the elements of a row are that are taken: 1, 2, or as Taken says.
template <class T, int kStep>
[[gnu::always_inline]] inline void take_row(T* to, const T* row, const Taken& t) {
  if (t.low > 0) fill_zeros(to, t.low);
  const int64_t n = t.high - t.low;
  const T* from = row + (t.from + t.low * t.step);
  T* const inside = to + t.low;
  if constexpr (kStep == 1) {
    copy_row(inside, from, n);
  } else if constexpr (kStep == 2) {
    copy_seconds(inside, from, n);
  } else {
    for (int64_t i = 0; i < n; ++i) inside[i] = from[t.step * i];
  }
  // Registers that are not full end with zeros.
  const int64_t filled = kMasks<T> && kStep ? t.low + ceil_div(n, kLanes<T>) * kLanes<T> : t.high;
  if (filled < t.length) fill_zeros(to + filled, t.length - filled);
}

// Rows [first, first + rows) of a plane of the source, `step` apart; there are `length`.
struct TakenRows {
  int64_t first, rows, step, length, source_row, slot_row;
};

// The same of a row that one register takes all of, from its first element in the source on.
template <class T, int kStep>
[[gnu::always_inline]] inline void take_short_row(T* to, const T* from, const Taken& t) {
  if constexpr (kMasks<T>) {
    const int64_t reach = kStep * (t.high - t.low - 1) + 1, low = least(reach, kLanes<T>);
    if (t.low > 0) store(to, Vec<T>{});
    if constexpr (kStep == 2)
      copy_seconds_of_two(to + t.low, from, low, reach - low);
    else
      store(to + t.low, load_first(from, low));
  }
}

template <class T, int kStep>
void take_rows(T* to, const T* plane, const TakenRows& r, const Taken& t) {
  int64_t y = r.first, j = 0;
  for (; j < r.rows && y < 0; ++j, y += r.step, to += r.slot_row) fill_zeros(to, t.length);
  const int64_t inside = y < r.length ? j + (r.length - 1 - y) / r.step + 1 : j;
  const int64_t last = least(inside, r.rows), apart = r.step * r.source_row;
  const T* row = plane + y * r.source_row;
  const bool is_short = t.length <= kLanes<T> && t.low < t.high;
  if (kMasks<T> && kStep && is_short) {
    const T* from = row + t.from + t.low * kStep;
    for (; j < last; ++j, to += r.slot_row, from += apart) take_short_row<T, kStep>(to, from, t);
  } else {
    for (; j < last; ++j, to += r.slot_row, row += apart) take_row<T, kStep>(to, row, t);
  }
  for (; j < r.rows; ++j, to += r.slot_row) fill_zeros(to, t.length);
}
template <class T>
[[gnu::always_inline]] inline void take_rows(T* to, const T* plane, const TakenRows& r,
                                             const Taken& t) {
  if (t.step == 1) return take_rows<T, 1>(to, plane, r, t);
  if constexpr (kMasks<T>)
    if (t.step == 2) return take_rows<T, 2>(to, plane, r, t);
  take_rows<T, 0>(to, plane, r, t);
}

// What is read behind the slots of a channel takes part in no result, but what looks like a number
// too small for a normal one would take a hundred times as long.
template <class T>
void clear_slack(const ConvolutionArgs& g, T* slots) {
  for (int64_t end = g.plane; end <= g.slot_room; end += g.plane)
    for (int64_t i = end - kSlotSlack; i < end; ++i) slots[i] = T(0);
}

// Calls body(slots) with memory that this thread keeps: what another one wrote would be far away.
template <class T, class Body>
void with_slots(const ConvolutionArgs& g, Body body) {
  struct Call {
    const ConvolutionArgs& g;
    Body& body;
  } call = {g, body};
  with_scratch(g.slot_room * static_cast<int64_t>(sizeof(T)), &call,
               [](void* context, void* memory) {
                 auto& c = *static_cast<Call*>(context);
                 if (!memory) return __atomic_store_n(c.g.refused, true, __ATOMIC_RELAXED);
                 clear_slack(c.g, static_cast<T*>(memory));
                 c.body(static_cast<T*>(memory));
               });
}

// Calls body(g, begin, end, panels, slots) for units [begin, end) of each task, after
// pack(g, i, panels) for all i < parts: together, `grain` at a time, or each task for itself.
template <class T, class Pack, class Body>
void with_panels(const ConvolutionArgs& g, int64_t parts, int64_t grain, int64_t units, Pack pack,
                 Body body) {
  struct Call {
    const ConvolutionArgs& g;
    int64_t parts;
    Pack& pack;
    Body& body;
  } call = {g, parts, pack, body};
  if (g.panels)
    parallel_for(parts, grain, &call, [](void* context, int64_t begin, int64_t end) {
      const auto& c = *static_cast<const Call*>(context);
      for (; begin < end; ++begin) c.pack(c.g, begin, static_cast<T*>(c.g.panels));
    });
  parallel_for(
      units, ceil_div(units, g.tasks), &call, [](void* context, int64_t begin, int64_t end) {
        const auto& c = *static_cast<const Call*>(context);
        with_slots<T>(c.g, [&](T* slots) {
          T* const panels = c.g.panels ? static_cast<T*>(c.g.panels) : slots + c.g.own_panels;
          for (int64_t i = 0; i < (c.g.panels ? 0 : c.parts); ++i) c.pack(c.g, i, panels);
          c.body(c.g, begin, end, panels, slots);
        });
      });
}

// `channels` one after another, the first of which begins at `source`.
template <class T>
void fill_slots(const ConvolutionArgs& g, const T* source, int64_t channels, const Corner& corner,
                T* slots) {
  const SlotAxis &deep = g.axis[0], &high = g.axis[1], &wide = g.axis[2];
  const int64_t plane = source_plane(g);
  for (int64_t w = 0; w < wide.runs; ++w) {
    const Taken row = taken(wide, wide.run[w], corner.at[2]);
    for (int64_t d = 0; d < deep.runs; ++d)
      for (int64_t i = 0; i < deep.run[d].length; ++i) {
        const int64_t z = deep.run[d].from + (corner.at[0] + i) * deep.step;
        const bool in_depth = z >= 0 && z < deep.length;
        for (int64_t h = 0; h < high.runs; ++h) {
          const SlotRun& run = high.run[h];
          const int64_t slot =
              ((deep.run[d].slot + i) * high.slots + run.slot) * row.length + wide.run[w].slot;
          const TakenRows rows = {run.from + corner.at[1] * high.step, run.length,  high.step,
                                  in_depth ? high.length : 0,          wide.length, row.length};
          const T* from = source + (in_depth ? z * high.length * wide.length : 0);
          for (int64_t c = 0; c < channels; ++c)
            take_rows(slots + c * g.plane + slot, from + c * plane, rows, row);
        }
      }
  }
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
