#include "kernels/pool/pool.h"

#include <limits>
#include <type_traits>

#include "base/machine/parallel.h"
#include "kernels/parts.h"
#include "kernels/per_type.h"
#include "kernels/pool/average.h"
#include "kernels/pool/spread.h"
#include "kernels/pool/windows.h"
#include "kernels/simd/simd_rows.h"

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int64_t kWork = 1 << 15;  // elements worth a task of their own

template <class T>
constexpr T least_value() {
  using Limits = std::numeric_limits<T>;
  return Limits::has_infinity ? -Limits::infinity() : Limits::min();
}

// The largest one of a window, and where.
template <class T>
void largest_of_window(const PoolArgs& g, const T* x, const Window& o, T* y, int64_t* index) {
  const int64_t row = g.axis[2].length, slab = row * g.axis[1].length;
  T best = least_value<T>();
  int64_t where = o.deep * o.high * o.wide > 0 ? o.z * slab + o.y * row + o.x : 0;
  for_elements(g, o, [&](int64_t i) {
    const bool better = x[i] > best || x[i] != x[i];
    best = better ? x[i] : best;
    where = better ? i : where;
  });
  *y = best;
  *index = where;
}

constexpr int64_t kTogether = 256;  // windows side by side
constexpr int64_t kFill = 16;       // elements, of which all registers hold a part
constexpr int64_t kMostTap = (int64_t{1} << 31) - 1;  // from the first element of a window on

// For windows side by side, in rows of them: the best so far, where it was from the first element
// of the window on, the next values, and how far the windows are from the first of them.
template <class T>
struct Together {
  using Tap = std::conditional_t<sizeof(T) == 8, int64_t, int32_t>;
  alignas(64) T best[kTogether + kFill], values[kTogether + kFill] = {};
  alignas(64) Tap which[kTogether + kFill];
  int64_t beyond[kTogether];
};

// The best so far of n windows, and which tap it was, after one more tap, of which x has a value
// for each. Whole registers are read and written.
template <class T, class Tap>
[[gnu::always_inline]] inline void meet_tap(const T* x, int64_t n, Tap tap, T* best, Tap* which) {
  if constexpr (kMasks<T>) {
    for (int64_t i = 0; i < n; i += kLanes<T>) {
      const Vec<T> v = load(x + i), old = load(best + i);
      const Mask<T> better = (v > old) | (v != v);
      store(best + i, better ? v : old);
      const auto before = bits_as<Mask<T>>(load(which + i));
      store(which + i, bits_as<Vec<Tap>>(better ? Mask<T>{} + tap : before));
    }
  } else {
    for (const T* end = x + n; x < end; x += kFill, best += kFill, which += kFill)
      for (int64_t i = 0; i < kFill; ++i) {
        const bool better = x[i] > best[i];
        best[i] = better ? x[i] : best[i];
        which[i] = better ? tap : which[i];
      }
  }
}

// n elements that are `apart`, next to each other in `to`.
template <class T>
[[gnu::always_inline]] inline void take_apart(T* to, const T* from, int64_t n, int64_t apart) {
  if (apart == 1) return copy_row(to, from, n);
  if constexpr (kMasks<T>)
    if (apart == 2) return copy_seconds(to, from, n);
  for (int64_t i = 0; i < n; ++i) to[i] = from[i * apart];
}

// Rows of n windows, at most kTogether, of which `o` is the first. Whole registers are copied: what
// is too much of a row lies where the next one comes.
template <class T>
void largest_of_rows(const PoolArgs& g, const T* x, const Window& o, int64_t rows, int64_t n,
                     Together<T>& s, T* y, int64_t* index) {
  using Tap = typename Together<T>::Tap;
  const PoolAxis &high = g.axis[1], &wide = g.axis[2];
  const int64_t all = rows * n, down = high.apart * wide.length, first = position(g, o, 0, 0, 0);
  for (int64_t i = 0; i < ceil_div(all, kFill) * kFill; ++i) {
    s.best[i] = least_value<T>();
    s.which[i] = 0;
  }
  for (int64_t i = 0; i < o.deep; ++i)
    for (int64_t j = 0; j < o.high; ++j)
      for (int64_t k = 0; k < o.wide; ++k) {
        const int64_t tap = position(g, o, i, j, k);
        for (int64_t r = 0; r < rows; ++r)
          take_apart(s.values + r * n, x + tap + r * down, n, wide.apart);
        meet_tap(s.values, all, static_cast<Tap>(tap - first), s.best, s.which);
      }
  const int64_t line = n == wide.results ? all : n;
  for (int64_t at = 0; at < all; at += line, y += wide.results, index += wide.results)
    for (int64_t i = 0; i < line; ++i) {
      y[i] = s.best[at + i];
      index[i] = first + s.beyond[at + i] + s.which[at + i];
    }
}

template <class T>
void largest_of_plane(const PoolArgs& g, int64_t plane, int64_t most_rows, Together<T>& s) {
  const PoolAxis &deep = g.axis[0], &high = g.axis[1], &wide = g.axis[2];
  const T* x = static_cast<const T*>(g.x) + plane * lengths(g);
  T* y = static_cast<T*>(g.y) + plane * results(g);
  int64_t* index = g.index + plane * results(g);
  int64_t seen = 0;
  for (int64_t d = 0; d < deep.results; ++d)
    for (int64_t h = 0, rows = 1; h < high.results; h += rows) {
      rows = h >= high.even && h < high.even_end ? least(high.even_end - h, most_rows) : 1;
      for (int64_t w = 0, n = 1; w < wide.results; w += n) {
        const Window o = {deep.first[d], high.first[h], wide.first[w],
                          deep.count[d], high.count[h], wide.count[w]};
        const int64_t taps = o.deep * o.high * o.wide,
                      at = (d * high.results + h) * wide.results + w;
        const bool even =
            w >= wide.even && w < wide.even_end && taps > 0 &&
            position(g, o, o.deep - 1, o.high - 1, o.wide - 1) - position(g, o, 0, 0, 0) <=
                kMostTap;
        n = even ? least(wide.even_end - w, kTogether) : 1;
        if (even && rows * n > 2)
          largest_of_rows(g, x, o, rows, n, s, y + at, index + at);
        else
          for (int64_t r = 0; r < rows; ++r)
            for (int64_t i = 0; i < n; ++i) {
              const Window one = {o.z,   high.first[h + r], wide.first[w + i], o.deep, o.high,
                                  o.wide};
              const int64_t to = at + r * wide.results + i;
              largest_of_window(g, x, one, y + to, index + to);
            }
        seen += rows * n * taps;
        if (seen < kRest) continue;
        seen = 0;
        rest();
      }
    }
}

template <class T>
void largest_of_planes(const PoolArgs& g, int64_t begin, int64_t end) {
  const PoolAxis &high = g.axis[1], &wide = g.axis[2];
  const int64_t n = least(wide.even_end - wide.even, kTogether), rows = kTogether / n;
  Together<T> s;
  for (int64_t r = 0; r < rows; ++r)
    for (int64_t i = 0; i < n; ++i)
      s.beyond[r * n + i] = r * high.apart * wide.length + i * wide.apart;
  for (; begin < end; ++begin) largest_of_plane(g, begin, rows, s);
}

template <void (*some)(const PoolArgs&, int64_t, int64_t)>
void for_planes(const PoolArgs& args) {
  const int64_t work = lengths(args) + results(args);
  parallel_for(args.planes, ceil_div(kWork, work + 1), const_cast<PoolArgs*>(&args),
               [](void* context, int64_t begin, int64_t end) {
                 some(*static_cast<const PoolArgs*>(context), begin, end);
               });
}

}  // namespace

extern const Pool pool;
const Pool pool = {.largest = per_type<PoolFn>([](auto e) -> PoolFn {
                     using T = typename decltype(e)::Type;
                     if constexpr (e.kKind == 0)
                       return nullptr;
                     else
                       return for_planes<largest_of_planes<T>>;
                   }),
                   .sums_float = for_planes<sums_of_planes<float>>,
                   .sums_double = for_planes<sums_of_planes<double>>,
                   .sums_int64 = for_planes<sums_of_planes<int64_t>>,
                   .spread_float = for_planes<spread_planes<float>>,
                   .spread_double = for_planes<spread_planes<double>>};

}  // namespace retrograd::kernels::RG_ISA
