// average.h: sums of windows, divided.
//
// A window is a box: its columns are summed first, by registers and in doubles, and then along the
// last axis their sums. The windows that are even are summed side by side, the others one by one.
#pragma once

#include <type_traits>

#include "base/machine/parallel.h"
#include "kernels/parts.h"
#include "kernels/pool/windows.h"
#include "kernels/simd/simd_rows.h"

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int64_t kSpan = 1024;  // elements of a row, or of some rows, at a time
constexpr int64_t kAround = 64;  // elements that registers reach over an end

// Windows of a row, from one to another, the even ones among them, and the elements that they are
// in. The length is above kSpan for a single window only. There are so many rows of them, at d and
// from h on, of which plane and results begin at these places.
struct Piece {
  int64_t from, to, even, even_end, low, length;
  int64_t d = 0, h = 0, rows = 1, plane = 0, result = 0;
};
using PieceFn = void (*)(const PoolArgs& g, const Piece& p, void* scratch);

// Whole rows where they are short, else as many even windows as fit, else one.
inline bool fits(const PoolAxis& wide) { return wide.length <= kSpan && wide.results <= kSpan; }
[[gnu::noinline]] Piece piece_at(const PoolAxis& wide, int64_t from) {
  if (fits(wide)) return {0, wide.results, wide.even, wide.even_end, 0, wide.length};
  const bool even = from >= wide.even && from < wide.even_end;
  const int64_t more = even ? (kSpan - wide.count[from]) / wide.apart : 0;
  const int64_t to = from + 1 + (more > 0 ? least(more, wide.even_end - from - 1) : 0);
  const int64_t low = wide.first[from];
  return {from, to, from, even ? to : from, low, wide.first[to - 1] + wide.count[to - 1] - low};
}

// Does all pieces of a plane; rows go together as long as they have kSpan elements and results.
[[gnu::noinline]] void for_pieces(const PoolArgs& g, int64_t plane, PieceFn piece, void* scratch) {
  const PoolAxis &deep = g.axis[0], &high = g.axis[1], &wide = g.axis[2];
  const int64_t longer = wide.length > wide.results ? wide.length : wide.results;
  const int64_t most = fits(wide) ? kSpan / longer : 1;
  int64_t seen = 0, result = plane * results(g);
  for (int64_t d = 0; d < deep.results; ++d)
    for (int64_t h = 0, rows = 1; h < high.results; h += rows, result += rows * wide.results) {
      rows = least(most, high.results - h);
      for (int64_t w = 0; w < wide.results;) {
        Piece p = piece_at(wide, w);
        w = p.to;
        p.d = d;
        p.h = h;
        p.rows = rows;
        p.plane = plane * lengths(g);
        p.result = result;
        piece(g, p, scratch);
        seen += rows * p.length * deep.count[d] * high.count[h];
      }
      if (seen < kRest) continue;
      seen = 0;
      rest();
    }
}

// Whether its rows are one row: alike, and without a gap between any two windows.
[[gnu::noinline]] bool joined(const PoolArgs& g, const Piece& p) {
  const PoolAxis& high = g.axis[1];
  return (p.even_end - p.even) * g.axis[2].apart == p.length && p.h >= high.even &&
         p.h + p.rows <= high.even_end;
}

// Calls one(window) for those of a piece that are not even.
template <class One>
[[gnu::always_inline]] inline void for_others(const Piece& p, One one) {
  for (int64_t w = p.from; w < p.to; ++w) {
    if (w == p.even) w = p.even_end;
    if (w < p.to) one(w);
  }
}

// What sums are divided by.
[[gnu::noinline]] double divisor(const PoolArgs& g, int64_t d, int64_t h, int64_t w) {
  return g.divisor[0][d] * g.divisor[1][h] * g.divisor[2][w];
}

[[gnu::always_inline]] inline void add(Wide& sum, VecF v) {
  const Wide w = widen(v);
  sum = {sum.low + w.low, sum.high + w.high};
}
[[gnu::always_inline]] inline void add(VecD& sum, VecD v) { sum += v; }
[[gnu::always_inline]] inline void store(double* to, const Wide& v) {
  store(to, v.low);
  store(to + kLanes<double>, v.high);
}

// The sums of the n columns from x on, in each row of windows of a piece.
template <class T>
[[gnu::noinline]] void sum_columns(const PoolArgs& g, const T* x, const Piece& p, int64_t n,
                                   double* to) {
  const PoolAxis &deep = g.axis[0], &high = g.axis[1];
  const int64_t row = g.axis[2].length, slab = high.length * row;
  x += deep.first[p.d] * slab;
  for (int64_t h = p.h; h < p.h + p.rows; ++h, to += n) {
    const T* from = x + high.first[h] * row;
    for (int64_t c = 0; c < n; c += kLanes<T>) {
      const int64_t some = least(n - c, kLanes<T>);
      std::conditional_t<std::is_same_v<T, float>, Wide, VecD> sum = {};
      for (int64_t i = 0; i < deep.count[p.d]; ++i)
        for (int64_t j = 0; j < high.count[h]; ++j)
          add(sum, load_first(from + i * slab + j * row + c, some));
      store(to + c, sum);
    }
  }
}

[[gnu::noinline]] double sum_of(const double* x, int64_t n) {
  double sum = 0;
  for (int64_t i = 0; i < n; ++i) sum += x[i];
  return sum;
}

// The sums of n windows of `count`, side by side, divided: by a product where that is as exact,
// since quotients take ten times as long.
template <int apart>
void sum_along(const double* x, int64_t n, int64_t count, double by, double* to) {
  constexpr uint64_t kFraction = (uint64_t{1} << 52) - 1;
  const bool exact = (__builtin_bit_cast(uint64_t, by) & kFraction) == 0;
  const double inverse = 1 / by;
  for (int64_t i = 0; i < n; i += kLanes<double>) {
    VecD sum = {};
    for (int64_t k = 0; k < count; ++k) sum += spaced<apart>(x + i * apart + k);
    store(to + i, exact ? sum * inverse : sum / by);
  }
}
[[gnu::noinline]] void sum_along(const double* x, int64_t n, int64_t count, int64_t apart,
                                 double by, double* to) {
  if (apart == 1) return sum_along<1>(x, n, count, by, to);
  if (apart == 2) return sum_along<2>(x, n, count, by, to);
  if (apart == 3) return sum_along<3>(x, n, count, by, to);
  if (apart == 4) return sum_along<4>(x, n, count, by, to);
  for (int64_t i = 0; i < n; ++i) to[i] = sum_of(x + i * apart, count) / by;
}

struct Sums {
  alignas(64) double columns[kSpan + 4 * kAround], results[kSpan + kAround];
};

// From sums of columns the results of a piece.
[[gnu::noinline]] void sum_windows(const PoolArgs& g, const Piece& p, Sums& s) {
  const PoolAxis& wide = g.axis[2];
  const int64_t n = p.even_end - p.even, all = p.to - p.from;
  const bool one = joined(g, p);
  for (int64_t r = 0; r < p.rows; ++r) {
    const double* row = s.columns + r * p.length - p.low;
    double* to = s.results + r * all - p.from;
    if (n > 0 && (r == 0 || !one))
      sum_along(row + wide.first[p.even], one ? p.rows * n : n, wide.count[p.even], wide.apart,
                divisor(g, p.d, p.h + r, p.even), to + p.even);
    for_others(p, [&](int64_t w) {
      to[w] = sum_of(row + wide.first[w], wide.count[w]) / divisor(g, p.d, p.h + r, w);
    });
  }
}

template <class T>
void sums_of_piece(const PoolArgs& g, const Piece& p, void* scratch) {
  Sums& s = *static_cast<Sums*>(scratch);
  const T* x = static_cast<const T*>(g.x) + p.plane + p.low;
  T* y = static_cast<T*>(g.y) + p.result + p.from;
  if (p.length <= kSpan) {
    sum_columns(g, x, p, p.length, s.columns);
    sum_windows(g, p, s);
  } else {
    double sum = 0;
    for (int64_t k = 0; k < p.length; k += kSpan) {
      const int64_t n = least(p.length - k, kSpan);
      sum_columns(g, x + k, p, n, s.columns);
      sum += sum_of(s.columns, n);
    }
    s.results[0] = sum / divisor(g, p.d, p.h, p.from);
  }
  const int64_t n = p.rows * (p.to - p.from);
  for (int64_t i = 0; i < n; i += kLanes<T>) {
    const int64_t some = least(n - i, kLanes<T>);
    if constexpr (std::is_same_v<T, float>)
      store_first(y + i, narrow({load(s.results + i), load(s.results + i + kLanes<double>)}), some);
    else
      store_first(y + i, load(s.results + i), some);
  }
}

// The same of integers, whose sums wrap and whose quotients are rounded towards 0.
template <>
void sums_of_piece<int64_t>(const PoolArgs& g, const Piece& p, void*) {
  const PoolAxis &deep = g.axis[0], &high = g.axis[1], &wide = g.axis[2];
  const int64_t* x = static_cast<const int64_t*>(g.x) + p.plane;
  int64_t* y = static_cast<int64_t*>(g.y) + p.result;
  for (int64_t h = p.h; h < p.h + p.rows; ++h, y += wide.results)
    for (int64_t w = p.from; w < p.to; ++w) {
      const Window o = {deep.first[p.d], high.first[h], wide.first[w],
                        deep.count[p.d], high.count[h], wide.count[w]};
      uint64_t sum = 0;
      for_elements(g, o, [&](int64_t i) { sum += static_cast<uint64_t>(x[i]); });
      const auto by = static_cast<int64_t>(divisor(g, p.d, h, w));
      y[w] = by == -1 ? static_cast<int64_t>(-sum) : static_cast<int64_t>(sum) / by;
    }
}

template <class T>
void sums_of_planes(const PoolArgs& g, int64_t begin, int64_t end) {
  Sums s;
  for (; begin < end; ++begin) for_pieces(g, begin, sums_of_piece<T>, &s);
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
