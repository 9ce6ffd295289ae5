#include "kernels/distance/distance.h"

#include <type_traits>

#include "base/machine/parallel.h"
#include "kernels/parts.h"
#include "kernels/per_type.h"
#include "kernels/simd/math.h"
#include "kernels/simd/simd_partial.h"

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int64_t kRows = 4;        // that are read together
constexpr int64_t kDepth = 128;     // elements of a row before its sums are put aside
constexpr int64_t kBlock = 32;      // rows of a task
constexpr int64_t kWork = 1 << 15;  // elements worth a task of their own
constexpr int64_t kRest = 1 << 22;  // elements after which Ctrl-C is looked for
constexpr int64_t kColumns = 512;   // of y for which weights are kept

template <class V>
[[gnu::always_inline]] inline V sign(V x) {
  const V one = splat(Scalar<V>(1));
  return x > 0 ? one : (x < 0 ? -one : x);
}

// Each norm: what a difference adds, what the sum becomes, and of a slope the part that is the same
// for all elements of a row and the one that is not.
struct Plain {  // the sum itself, whose slopes have nothing in common
  template <class V>
  static V last(V sum, V) {
    return sum;
  }
  template <class V>
  static V weight(V g, V, V) {
    return g;
  }
};
struct Differing : Plain {
  template <class V>
  static V add(V sum, V difference, V) {
    return sum +
           (difference == 0 ? V{} : (difference == difference ? splat(Scalar<V>(1)) : difference));
  }
};
struct Manhattan : Plain {
  template <class V>
  static V add(V sum, V difference, V) {
    return sum + abs(difference);
  }
  template <class V>
  static V slope(V difference, V, V) {
    return sign(difference);
  }
};
struct Euclidean {
  template <class V>
  static V add(V sum, V difference, V) {
    return fma(difference, difference, sum);
  }
  template <class V>
  static V last(V sum, V) {
    return sqrt(sum);
  }
  template <class V>
  static V weight(V g, V d, V) {
    return d == 0 ? V{} : g / d;
  }
  template <class V>
  static V slope(V difference, V, V) {
    return difference;
  }
};
struct Chebyshev : Plain {
  template <class V>
  static V add(V sum, V difference, V) {
    const V size = abs(difference);
    return ((sum >= size) | (sum != sum)) ? sum : size;
  }
  template <class V>
  static V slope(V difference, V d, V) {
    return abs(difference) == d ? sign(difference) : V{};
  }
};
struct Minkowski {  // not inlined: powers are long
  template <class V>
  [[gnu::noinline]] static V add(V sum, V difference, V p) {
    return sum + pow(abs(difference), p);
  }
  template <class V>
  [[gnu::noinline]] static V last(V sum, V p) {
    return pow(sum, 1 / p);
  }
  template <class V>
  [[gnu::noinline]] static V weight(V g, V d, V p) {
    return d == 0 ? V{} : g * pow(d, 1 - p);
  }
  template <class V>
  [[gnu::noinline]] static V slope(V difference, V, V p) {
    return difference == 0 ? V{} : sign(difference) * pow(abs(difference), p - 1);
  }
};

// One stretch of k: how long it is, and whether the sums start with it and end.
struct Stretch {
  int64_t n;
  bool begins, ends;
};

// Of up to kRows rows from x, and two registers of columns, `first` and `second` of which are
// there. Between stretches d holds the sums.
template <class T, class Norm>
[[gnu::always_inline]] inline void tile(const T* const (&x)[kRows], const T* y,
                                        T* const (&d)[kRows], int64_t rows, const Stretch& s,
                                        int64_t first, int64_t second, Vec<T> p) {
  // All rows at once in registers, which take loops of fixed length.
  Vec<T> sums[kRows][2] = {};
#pragma GCC unroll 4
  for (int64_t r = 0; r < kRows; ++r) {
    if (s.begins || r >= rows) continue;
    sums[r][0] = load_first(d[r], first);
    if (second > 0) sums[r][1] = load_first(d[r] + kLanes<T>, second);
  }
  for (int64_t i = 0; i < s.n; ++i, y += 2 * kLanes<T>) {
    const Vec<T> low = load(y), high = load(y + kLanes<T>);
#pragma GCC unroll 4
    for (int64_t r = 0; r < kRows; ++r) {
      const Vec<T> here = splat(x[r][i]);
      sums[r][0] = Norm::add(sums[r][0], here - low, p);
      sums[r][1] = Norm::add(sums[r][1], here - high, p);
    }
  }
#pragma GCC unroll 4
  for (int64_t r = 0; r < kRows; ++r) {
    if (r >= rows) continue;
    store_first(d[r], s.ends ? Norm::last(sums[r][0], p) : sums[r][0], first);
    if (second == 0) continue;
    store_first(d[r] + kLanes<T>, s.ends ? Norm::last(sums[r][1], p) : sums[r][1], second);
  }
}

template <class T, class Norm>
void distances_of(const DistanceArgs& g, int64_t batch, int64_t from, int64_t to) {
  const T* const x = static_cast<const T*>(g.x) + batch * g.n * g.k;
  const T* const y = static_cast<const T*>(g.y) + batch * g.m * g.k;
  T* const d = static_cast<T*>(g.d) + batch * g.n * g.m;
  const Vec<T> p = splat(static_cast<T>(g.p));
  constexpr int64_t kStep = 2 * kLanes<T>;
  alignas(64) T panel[kDepth * kStep];  // columns of y beside each other
  int64_t work = 0;
  for (int64_t j = 0; j < g.m; j += kStep) {
    const int64_t first = least(kLanes<T>, g.m - j), second = least(kLanes<T>, g.m - j - first);
    for (int64_t k = 0; k == 0 || k < g.k; k += kDepth) {
      const Stretch s = {least(kDepth, g.k - k), k == 0, k + kDepth >= g.k};
      for (int64_t i = 0; i < s.n; ++i) {
        const T* const columns = y + (k + i) * g.m + j;
        store(panel + i * kStep, load_first(columns, first));
        store(panel + i * kStep + kLanes<T>,
              second > 0 ? load_first(columns + kLanes<T>, second) : Vec<T>{});
      }
      for (int64_t i = from; i < to; i += kRows) {
        const int64_t rows = least(kRows, to - i);
        const T* left[kRows];
        T* out[kRows];
        for (int64_t r = 0; r < kRows; ++r) {
          const int64_t row = i + least(r, rows - 1);  // beyond the end the last one again
          left[r] = x + row * g.k + k;
          out[r] = d + row * g.m + j;
        }
        tile<T, Norm>(left, panel, out, rows, s, first, second, p);
      }
      work += kBlock * kStep * s.n;
      if (work < kRest) continue;
      rest();
      work = 0;
    }
  }
}

template <class T, class Norm>
void distances(const DistanceArgs& args) {
  const int64_t blocks = ceil_div(args.n, kBlock), work = kBlock * args.m * args.k;
  parallel_for(args.batch * blocks, ceil_div(kWork, work > 0 ? work : 1),
               const_cast<DistanceArgs*>(&args), [](void* context, int64_t begin, int64_t end) {
                 const auto& g = *static_cast<const DistanceArgs*>(context);
                 const int64_t per_batch = ceil_div(g.n, kBlock);
                 for (; begin < end; ++begin) {
                   const int64_t from = begin % per_batch * kBlock;
                   distances_of<T, Norm>(g, begin / per_batch, from, least(from + kBlock, g.n));
                 }
               });
}

// v in its first lanes, 0 in the others.
template <class T>
[[gnu::always_inline]] inline Vec<T> first_lanes(Vec<T> v, int64_t count) {
  using Lane = std::conditional_t<sizeof(T) == 4, int32_t, int64_t>;
  return lane_numbers<T>() < static_cast<Lane>(count) ? v : Vec<T>{};
}

// dx of one row: sum_j weight_j slope(x_k - y_jk).
template <class T, class Norm>
void slope_of(const DistanceArgs& g, int64_t row) {
  const T* const x = static_cast<const T*>(g.x) + row * g.k;
  const T* const y = static_cast<const T*>(g.y) + row / g.n * g.m * g.k;
  const T* const d = static_cast<const T*>(g.d) + row * g.m;
  const T* const grad = static_cast<const T*>(g.g) + row * g.m;
  T* const dx = static_cast<T*>(g.dx) + row * g.k;
  const Vec<T> p = splat(static_cast<T>(g.p));
  for (int64_t i = 0; i < g.k; ++i) dx[i] = 0;
  int64_t work = 0;
  for (int64_t begin = 0; begin < g.m; begin += kColumns) {
    const int64_t n = least(kColumns, g.m - begin);
    T weights[kColumns];
    for (int64_t j = 0; j < n; j += kLanes<T>) {
      const int64_t c = least(kLanes<T>, n - j);
      const Vec<T> gs = load_first(grad + begin + j, c), ds = load_first(d + begin + j, c);
      store_first(weights + j, Norm::weight(gs, ds, p), c);
    }
    for (int64_t i = 0; i < g.k; ++i) {
      const T* const column = y + i * g.m + begin;
      const Vec<T> here = splat(x[i]);
      Vec<T> sums = {};
      for (int64_t j = 0; j < n; j += kLanes<T>) {
        const int64_t c = least(kLanes<T>, n - j);
        const Vec<T> there = load_first(column + j, c), ds = load_first(d + begin + j, c);
        // Of lanes that are not there the weight is 0, but the slope may be infinite.
        const Vec<T> part = load_first(weights + j, c) * Norm::slope(here - there, ds, p);
        sums += c == kLanes<T> ? part : first_lanes<T>(part, c);
      }
      dx[i] += sum_lanes<T>(sums);
    }
    work += n * g.k;
    if (work < kRest) continue;
    rest();
    work = 0;
  }
}

template <class T, class Norm>
void slopes(const DistanceArgs& args) {
  const int64_t work = args.m * args.k;
  parallel_for(args.batch * args.n, ceil_div(kWork, work > 0 ? work : 1),
               const_cast<DistanceArgs*>(&args), [](void* context, int64_t begin, int64_t end) {
                 const auto& g = *static_cast<const DistanceArgs*>(context);
                 for (; begin < end; ++begin) slope_of<T, Norm>(g, begin);
               });
}

template <class T>
void distances_by_norm(const DistanceArgs& g) {
  if (g.p == 2) return distances<T, Euclidean>(g);
  if (g.p == 1) return distances<T, Manhattan>(g);
  if (g.p == 0) return distances<T, Differing>(g);
  if (g.p - g.p != 0) return distances<T, Chebyshev>(g);
  distances<T, Minkowski>(g);
}
template <class T>
void slopes_by_norm(const DistanceArgs& g) {
  if (g.p == 2) return slopes<T, Euclidean>(g);
  if (g.p == 1) return slopes<T, Manhattan>(g);
  if (g.p - g.p != 0) return slopes<T, Chebyshev>(g);
  slopes<T, Minkowski>(g);
}

constexpr auto kDistances = [](auto e) -> DistanceFn {
  using T = typename decltype(e)::Type;
  if constexpr (std::is_floating_point_v<T>)
    return distances_by_norm<T>;
  else
    return nullptr;
};
constexpr auto kSlopes = [](auto e) -> DistanceFn {
  using T = typename decltype(e)::Type;
  if constexpr (std::is_floating_point_v<T>)
    return slopes_by_norm<T>;
  else
    return nullptr;
};

}  // namespace

extern const Distance distance;
constinit const Distance distance = {.distances = per_type<DistanceFn>(kDistances),
                                     .slopes = per_type<DistanceFn>(kSlopes)};

}  // namespace retrograd::kernels::RG_ISA
