// spread.h: results, divided, that are added to all elements of their windows.
//
// One row of sums is made of a row of results and added to all rows of their windows: see
// average.h.
#pragma once

#include "kernels/pool/average.h"

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int64_t kMostOver = 32;  // windows behind one that share elements with it

// Between zeros the quotients of a piece, and what they add to a row.
template <class T>
struct Spreading {
  alignas(64) T around[kSpan + 2 * kMostOver + kAround] = {}, row[kSpan + 2 * kAround];
  T* parts() { return around + kMostOver; }
};

// n elements; registers reach over them.
template <class T>
[[gnu::noinline]] void fill(T* to, int64_t n, T value) {
  for (int64_t i = 0; i < n; i += kLanes<T>) store(to + i, splat(value));
}

template <class T>
[[gnu::noinline]] void add_part(T* to, int64_t n, T part) {
  for (int64_t i = 0; i < n; ++i) to[i] += part;
}

// Adds n parts, with as many zeros around them as windows lie over each other, to windows of
// `count`, side by side. Elements up to where the last one's successor would begin are written.
template <int apart, class T>
void spread_along(const T* parts, int64_t n, int64_t count, T* to) {
  const int64_t over = (count - 1) / apart;
  for (int64_t i = 0; i < n + over; i += kLanes<T>) {
    // What the windows add to the first, or the second, element of those that are `apart`.
    const auto sum = [&](int64_t k) {
      Vec<T> v = {};
      for (int64_t q = ceil_div(count - k, apart) - 1; q >= 0; --q) v += load(parts + i - q);
      return v;
    };
    if constexpr (apart == 1)
      store(to + i, sum(0));
    else
      store_in_turn(to + 2 * i, sum(0), sum(1));
  }
}
inline bool spreads_along(int64_t count, int64_t apart) {
  return apart <= 2 ? count <= kMostOver * apart : count == apart;
}
template <class T>
void spread_along(const T* parts, int64_t n, int64_t count, int64_t apart, T* to) {
  if (apart == 1) return spread_along<1>(parts, n, count, to);
  if (apart == 2) return spread_along<2>(parts, n, count, to);
  for (int64_t i = 0; i < n; ++i, to += apart)
    for (int64_t k = 0; k < count; k += kLanes<T>) store(to + k, splat(parts[i]));
}

// The part of each element in the window of a result, of those in a row.
template <class T>
T part_of(const PoolArgs& g, const Piece& p, int64_t h, const T* x, int64_t w) {
  return x[w] / static_cast<T>(divisor(g, p.d, h, w));
}

// The row of a piece in which windows are even, and perhaps a few at the ends are not; or of so
// many rows that are joined.
template <class T>
[[gnu::noinline]] void row_of_even(const PoolArgs& g, const Piece& p, int64_t h, int64_t rows,
                                   const T* x, Spreading<T>& s) {
  const PoolAxis& wide = g.axis[2];
  const int64_t n = rows * (p.even_end - p.even), count = wide.count[p.even];
  const int64_t start = wide.first[p.even] - p.low, end = start + (n - 1) * wide.apart + count;
  const T by = static_cast<T>(divisor(g, p.d, h, p.even));
  T* parts = s.parts();
  int64_t i = 0;
  for (; i < n; i += kLanes<T>)
    store(parts + i, load_first(x + p.even + i, least(n - i, kLanes<T>)) / by);
  if (count > wide.apart) fill(parts + i, kMostOver + kLanes<T>, T(0));
  fill(s.row, start, T(0));
  spread_along(parts, n, count, wide.apart, s.row + start);
  fill(s.row + end, rows * p.length - end, T(0));
  for_others(p, [&](int64_t w) {
    add_part(s.row + wide.first[w] - p.low, wide.count[w], part_of(g, p, h, x, w));
  });
}

// The same of any windows, one after the other. Of one that is longer than kSpan so much.
template <class T>
[[gnu::noinline]] void row_of_any(const PoolArgs& g, const Piece& p, int64_t h, const T* x,
                                  Spreading<T>& s) {
  const PoolAxis& wide = g.axis[2];
  int64_t end = 0;  // of what is written
  for (int64_t w = p.from; w < p.to; ++w) {
    const int64_t count = least(wide.count[w], kSpan);
    if (count == 0) continue;
    const T part = part_of(g, p, h, x, w);
    const int64_t first = wide.first[w] - p.low, again = end > first ? end - first : 0;
    fill(s.row + end, first - end, T(0));
    add_part(s.row + first, again, part);
    fill(s.row + first + again, count - again, part);
    end = first + count;
  }
  fill(s.row + end, least(p.length, kSpan) - end, T(0));
}

// Puts a row in place of all rows of a window, or adds it to them: of more than kSpan, repeatedly.
template <class T>
[[gnu::noinline]] void put_row(const PoolArgs& g, const Window& o, const T* row, bool adds, T* y) {
  for (int64_t i = 0; i < o.deep; ++i)
    for (int64_t j = 0; j < o.high; ++j) {
      T* to = y + position(g, o, i, j, 0);
      for (int64_t k = 0; k < o.wide; k += kLanes<T>) {
        const int64_t some = least(o.wide - k, kLanes<T>);
        const Vec<T> v = load(row + k % kSpan);
        store_first(to + k, adds ? load_first(to + k, some) + v : v, some);
      }
    }
}

template <class T>
void spread_piece(const PoolArgs& g, const Piece& p, void* scratch) {
  const PoolAxis &deep = g.axis[0], &high = g.axis[1], &wide = g.axis[2];
  Spreading<T>& s = *static_cast<Spreading<T>*>(scratch);
  const T* x = static_cast<const T*>(g.x) + p.result;
  const bool evenly =
      p.length <= kSpan && p.even < p.even_end && spreads_along(wide.count[p.even], wide.apart);
  const bool all = evenly && joined(g, p);
  for (int64_t r = 0; r < p.rows; ++r, x += wide.results) {
    const int64_t h = p.h + r;
    if (!evenly)
      row_of_any(g, p, h, x, s);
    else if (!all || r == 0)
      row_of_even(g, p, h, all ? p.rows : 1, x, s);
    const Window o = {deep.first[p.d], high.first[h], p.low,
                      deep.count[p.d], high.count[h], p.length};
    put_row(g, o, s.row + (all ? r * p.length : 0), g.overlaps, static_cast<T*>(g.y) + p.plane);
  }
}

template <class T>
void spread_planes(const PoolArgs& g, int64_t begin, int64_t end) {
  Spreading<T> s;
  for (const int64_t n = lengths(g); begin < end; ++begin) {
    if (g.overlaps || g.gaps) std::memset(static_cast<T*>(g.y) + begin * n, 0, n * sizeof(T));
    for_pieces(g, begin, spread_piece<T>, &s);
  }
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
