// sort_abreast.h: lines sorted side by side, one in each lane of a register, by insertion.
//
// Elements move up through the list of the best so far past those that are greater, so equal ones
// stay in their order, and nothing branches.
#pragma once

#include "base/machine/parallel.h"
#include "kernels/loops.h"
#include "kernels/parts.h"
#include "kernels/sort/sort_keys.h"
#include "kernels/turn/turn.h"

namespace retrograd::kernels::RG_ISA {
extern const Turn turn_table;
namespace {

constexpr int64_t kLines = 64;         // side by side
constexpr int64_t kColumns = 64;       // elements of each that are looked at together
constexpr int64_t kRanks = 64;         // that are kept at most
constexpr int64_t kFewLines = 8;       // fewer are sooner sorted one by one
constexpr int64_t kSteps = 160;        // of insertion that a lane is worth at most
constexpr int64_t kFewRanks = 16;      // that are worth more, in lines up to kLongest
constexpr int64_t kLongest = 1 << 12;  // elements of a line

// The best so far, in order, and where they stand; behind them is room for one that falls out.
// Signed, as registers compare.
template <class Key>
struct Best {
  Key key[(kRanks + 1) * kLines];
  Key at[(kRanks + 1) * kLines];
};

// Moves `count` elements of each line up to their places, from number `begin` on.
template <class Key>
[[gnu::noinline]] void insert_columns(Best<Key>& best, const Key* keys, int64_t begin,
                                      int64_t count, int64_t lines, int64_t ranks) {
  for (int64_t i = 0; i < count; ++i) {
    const int64_t kept = least(begin + i, ranks);
    for (int64_t r = 0; r < lines; r += kLanes<Key>) {
      Vec<Key> key = load(keys + i * kLines + r), at = splat(static_cast<Key>(begin + i));
      // Late ones are mostly no better than any that is kept.
      if (begin + i >= 16 * ranks && !any<Key>(key < load(best.key + (ranks - 1) * kLines + r)))
        continue;
      for (int64_t j = kept; j-- > 0;) {
        const int64_t here = j * kLines + r;
        const Vec<Key> other = load(best.key + here), other_at = load(best.at + here);
        const auto later = other > key;
        store(best.key + here + kLines, later ? other : key);
        store(best.at + here + kLines, later ? other_at : at);
        key = later ? key : other;
        at = later ? at : other_at;
      }
      store(best.key + r, key);
      store(best.at + r, at);
    }
  }
}

template <class K, class Key>
void sort_abreast(const SortArgs& g) {
  constexpr int64_t kItem = kSize<K>;
  constexpr Key kTop = kItem == kSize<Key> ? static_cast<Key>(kSign<K>) : 0;
  const Code<K> code = code_of<K>(g);
  alignas(64) K columns[kColumns * kLines];
  alignas(64) Key keys[kColumns * kLines];
  Best<Key> best;
  for (int64_t begin = 0; begin < g.lines; begin += kLines) {
    const int64_t lines = least(kLines, g.lines - begin),
                  padded = ceil_div(lines, kLanes<Key>) * kLanes<Key>;
    const char* x = g.x + begin * g.x_line;
    int64_t ranks = g.last;
    for (int64_t r = 0; r < lines && g.each; ++r)
      ranks = r > 0 && g.each[begin + r] < ranks ? ranks : g.each[begin + r] + 1;
    for (int64_t i = 0, count; i < g.n; i += count) {
      count = least(kColumns, g.n - i);
      turn_table.turn(reinterpret_cast<char*>(columns), kLines * kItem, x + i * g.step, g.x_line,
                      g.step, lines, count, kItem);
      for (int64_t k = 0; k < count; ++k) {
        for (int64_t r = lines; r < padded; ++r) columns[k * kLines + r] = 0;
        for (int64_t r = 0; r < padded; ++r)
          keys[k * kLines + r] =
              static_cast<Key>(static_cast<Key>(code.key(columns[k * kLines + r])) ^ kTop);
      }
      insert_columns(best, keys, i, count, padded, ranks);
    }
    for (int64_t j = 0; j < g.last - g.first; ++j) {
      const auto place = [&](int64_t r) __attribute__((always_inline)) {
        const int64_t rank = (g.each ? g.each[begin + r] : g.first) + j;
        return static_cast<int64_t>(best.at[rank * kLines + r]);
      };
      char* to = g.places + begin * g.places_line + j * g.places_step;
      for (int64_t r = 0; r < lines && g.places; ++r, to += g.places_line)
        put<int64_t>(to, place(r));
    }
    for (int64_t r = 0; r < lines && g.values; ++r) {
      const int64_t first = g.each ? g.each[begin + r] : g.first;
      const char* own = x + r * g.x_line;
      char* to = g.values + (begin + r) * g.values_line;
      for (int64_t j = first; j < first + g.last - g.first; ++j, to += g.values_step)
        put<K>(to, get<K>(own + static_cast<int64_t>(best.at[j * kLines + r]) * g.step));
    }
    if (begin > 0) rest();
  }
}

bool go_abreast(const SortArgs& g) {
  const int64_t lanes = g.item == 8 ? kLanes<int64_t> : kLanes<int32_t>;
  const int64_t ranks = g.each ? g.n : g.last;
  if (g.lines < kFewLines || ranks > kRanks || g.n > kLongest) return false;
  return ranks <= kFewRanks || ranks * (g.n - ranks / 2) <= kSteps * lanes;
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
