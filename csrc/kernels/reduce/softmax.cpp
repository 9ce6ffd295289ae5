#include "kernels/reduce/softmax.h"

#include <cstring>
#include <type_traits>

#include "base/machine/parallel.h"
#include "kernels/parts.h"
#include "kernels/per_type.h"
#include "kernels/reduce/reduce_vec.h"
#include "kernels/simd/math.h"
#include "kernels/simd/simd_rows.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// ---- Sums of vectors in double. ----

template <class T>
struct Totals;
template <>
struct Totals<float> {
  Wide total = {};
  [[gnu::always_inline]] void add(VecF x) {
    const Wide w = widen(x);
    total = {total.low + w.low, total.high + w.high};
  }
  double across() const { return sum_lanes<double>(total.low + total.high); }
  // Each lane's own total, through f on doubles.
  template <class F>
  [[gnu::always_inline]] VecF each(F f) const {
    return narrow({f(total.low), f(total.high)});
  }
};
template <>
struct Totals<double> {
  VecD total = {};
  [[gnu::always_inline]] void add(VecD x) { total += x; }
  double across() const { return sum_lanes<double>(total); }
  template <class F>
  [[gnu::always_inline]] VecD each(F f) const {
    return f(total);
  }
};

// b, where they cannot be ordered.
template <class V>
[[gnu::always_inline]] inline V larger(V a, V b) {
  return at_least(b, a);
}
template <class T>
[[gnu::always_inline]] inline T max_lanes(Vec<T> v) {
  return join_all<T>(v, [](Vec<T> a, Vec<T> b) { return larger(a, b); });
}
// x in the first `count` lanes, `rest` in the others.
template <class T>
[[gnu::always_inline]] inline Vec<T> first_lanes(Vec<T> x, int64_t count, T rest) {
  using Lane = std::conditional_t<sizeof(T) == 8, int64_t, int32_t>;
  return lane_numbers<T>() < static_cast<Lane>(count) ? x : splat(rest);
}

// ---- One slice whose elements are next to each other. ----

template <class T>
using Slice = void (*)(const T* x, const T* grad, T* y, int64_t n);

template <class T>
T max_of(const T* x, int64_t n) {
  constexpr int kL = kLanes<T>;
  const T lowest = -kInf<Vec<T>>;
  Vec<T> max[4] = {splat(lowest), splat(lowest), splat(lowest), splat(lowest)};
  int64_t i = 0;
  for (; i + 4 * kL <= n; i += 4 * kL)
#pragma GCC unroll 4
    for (int u = 0; u < 4; ++u) max[u] = larger(load(x + i + u * kL), max[u]);
  for (; i + kL <= n; i += kL) max[0] = larger(load(x + i), max[0]);
  if (i < n) max[1] = larger(first_lanes(load_first(x + i, n - i), n - i, lowest), max[1]);
  return max_lanes<T>(larger(larger(max[0], max[1]), larger(max[2], max[3])));
}

// Sums f(i, count) over the vectors of a slice; f sees full vectors, then a ragged one.
template <class T, class F>
[[gnu::always_inline]] inline double sum_over(int64_t n, F f) {
  constexpr int kL = kLanes<T>;
  Totals<T> sum[2];
  int64_t i = 0;
  for (; i + 2 * kL <= n; i += 2 * kL) {
    sum[0].add(f(i, int64_t{kL}));
    sum[1].add(f(i + kL, int64_t{kL}));
  }
  for (; i < n; i += kL) {
    const int64_t count = n - i < kL ? n - i : kL;
    sum[0].add(first_lanes(f(i, count), count, T(0)));
  }
  return sum[0].across() + sum[1].across();
}
template <class T, class F>
[[gnu::always_inline]] inline void for_each(int64_t n, F f) {
  constexpr int kL = kLanes<T>;
  int64_t i = 0;
  for (; i + kL <= n; i += kL) f(i, int64_t{kL});
  if (i < n) f(i, n - i);
}

// The sum of e^(x - max), whose terms are left in `terms`: block after block into the same places
// where kept is false. A pass of its own sums a block: see Note [Short passes].
constexpr int64_t kBlock = 1024;
template <class T, bool kept>
double sum_of_exp(const T* x, Vec<T> max, int64_t n, T* terms) {
  double sum = 0;
  for (int64_t i = 0; i < n; i += kBlock, terms += kept ? kBlock : 0) {
    const int64_t block = n - i < kBlock ? n - i : kBlock;
    for_each<T>(
        block, [=](int64_t j, int64_t count) __attribute__((always_inline)) {
          store_first(terms + j, exp(load_first(x + i + j, count) - max), count);
        });
    sum += fold_run_lanes<Sum<T>>(terms, block);
  }
  return sum;
}

template <class T>
void softmax_slice(const T* x, const T*, T* y, int64_t n) {
  const double sum = sum_of_exp<T, true>(x, splat(max_of(x, n)), n, y);
  const Vec<T> scale = splat(static_cast<T>(1 / sum));
  for_each<T>(
      n, [=](int64_t i, int64_t count) __attribute__((always_inline)) {
        store_first(y + i, load_first(y + i, count) * scale, count);
      });
}

template <class T>
void log_softmax_slice(const T* x, const T*, T* y, int64_t n) {
  alignas(64) T terms[kBlock];
  const Vec<T> max = splat(max_of(x, n));
  const double sum = sum_of_exp<T, false>(x, max, n, terms);
  const Vec<T> log_sum = splat(static_cast<T>(log(splat(sum))[0]));
  for_each<T>(
      n, [=](int64_t i, int64_t count) __attribute__((always_inline)) {
        store_first(y + i, load_first(x + i, count) - max - log_sum, count);
      });
}

// What n elements sum to whose largest one is no number to subtract: that one, or a NaN.
template <class T>
[[gnu::noinline]] T beyond(T max, const T* x, int64_t n, int64_t step) {
  for (int64_t i = 0; i < n; ++i)
    if (x[i * step] != x[i * step]) max = x[i * step];
  return max;
}
template <class T>
bool is_finite(T x) {
  return x - x == 0;
}

template <class T>
void logsumexp_slice(const T* x, const T*, T* y, int64_t n) {
  alignas(64) T terms[kBlock];
  const T max = max_of(x, n);
  if (!is_finite(max)) {
    *y = beyond(max, x, n, 1);
    return;
  }
  const double sum = sum_of_exp<T, false>(x, splat(max), n, terms);
  *y = static_cast<T>(static_cast<double>(max) + log(splat(sum))[0]);
}

template <class T>
void softmax_backward_slice(const T* x, const T* grad, T* y, int64_t n) {
  const double sum = sum_over<T>(
      n, [=](int64_t i, int64_t count) __attribute__((always_inline)) {
        return load_first(x + i, count) * load_first(grad + i, count);
      });
  const Vec<T> mean = splat(static_cast<T>(sum));
  for_each<T>(
      n, [=](int64_t i, int64_t count) __attribute__((always_inline)) {
        store_first(y + i, load_first(x + i, count) * (load_first(grad + i, count) - mean), count);
      });
}

template <class T>
void log_softmax_backward_slice(const T* x, const T* grad, T* y, int64_t n) {
  const double sum = sum_over<T>(
      n, [=](int64_t i, int64_t count)
             __attribute__((always_inline)) { return load_first(grad + i, count); });
  const Vec<T> total = splat(static_cast<T>(sum));
  for_each<T>(
      n, [=](int64_t i, int64_t count) __attribute__((always_inline)) {
        store_first(y + i, load_first(grad + i, count) - exp(load_first(x + i, count)) * total,
                    count);
      });
}

// ---- `count` slices side by side, one in each lane; rows of them are `step` apart. ----

template <class T>
using Column = void (*)(const T* x, const T* grad, T* y, int64_t n, int64_t step, int64_t count);

template <class T>
[[gnu::always_inline]] inline Vec<T> max_down(const T* x, int64_t n, int64_t step, int64_t count) {
  Vec<T> max = load_first(x, count);
  for (int64_t k = 1; k < n; ++k) max = larger(load_first(x + k * step, count), max);
  return max;
}

template <class T>
void softmax_column(const T* x, const T*, T* y, int64_t n, int64_t step, int64_t count) {
  const Vec<T> max = max_down(x, n, step, count);
  Totals<T> sum;
  for (int64_t k = 0; k < n; ++k) {
    const Vec<T> e = exp(load_first(x + k * step, count) - max);
    store_first(y + k * step, e, count);
    sum.add(e);
  }
  const Vec<T> scale = sum.each([](VecD total) { return 1 / total; });
  for (int64_t k = 0; k < n; ++k)
    store_first(y + k * step, load_first(y + k * step, count) * scale, count);
}

template <class T>
void log_softmax_column(const T* x, const T*, T* y, int64_t n, int64_t step, int64_t count) {
  const Vec<T> max = max_down(x, n, step, count);
  Totals<T> sum;
  for (int64_t k = 0; k < n; ++k) sum.add(exp(load_first(x + k * step, count) - max));
  const Vec<T> log_sum = sum.each([](VecD total) { return log(total); });
  for (int64_t k = 0; k < n; ++k)
    store_first(y + k * step, load_first(x + k * step, count) - max - log_sum, count);
}

template <class T>
void logsumexp_column(const T* x, const T*, T* y, int64_t n, int64_t step, int64_t count) {
  const Vec<T> max = max_down(x, n, step, count);
  Totals<T> sum;
  for (int64_t k = 0; k < n; ++k) sum.add(exp(load_first(x + k * step, count) - max));
  const Vec<T> log_sum = sum.each([](VecD total) { return log(total); });
  store_first(y, max + log_sum, count);
  for (int64_t j = 0; j < count; ++j)
    if (!is_finite(max[j])) y[j] = beyond<T>(max[j], x + j, n, step);
}

template <class T>
void softmax_backward_column(const T* x, const T* grad, T* y, int64_t n, int64_t step,
                             int64_t count) {
  Totals<T> sum;
  for (int64_t k = 0; k < n; ++k)
    sum.add(load_first(x + k * step, count) * load_first(grad + k * step, count));
  const Vec<T> mean = sum.each([](VecD total) { return total; });
  for (int64_t k = 0; k < n; ++k)
    store_first(y + k * step,
                load_first(x + k * step, count) * (load_first(grad + k * step, count) - mean),
                count);
}

template <class T>
void log_softmax_backward_column(const T* x, const T* grad, T* y, int64_t n, int64_t step,
                                 int64_t count) {
  Totals<T> sum;
  for (int64_t k = 0; k < n; ++k) sum.add(load_first(grad + k * step, count));
  const Vec<T> total = sum.each([](VecD t) { return t; });
  for (int64_t k = 0; k < n; ++k)
    store_first(y + k * step,
                load_first(grad + k * step, count) - exp(load_first(x + k * step, count)) * total,
                count);
}

// ---- Short slices, each next to the one before: turned into slices side by side. ----

template <class T>
constexpr int64_t kShort = least(63, 6 * kLanes<T>);

// The rows of a square of kLanes<T> become the columns of another one.
template <class T>
[[gnu::noinline]] void turn(const T* from, int64_t from_step, T* to, int64_t to_step) {
  Vec<T> v[kLanes<T>];
#pragma GCC unroll 16
  for (int r = 0; r < kLanes<T>; ++r) v[r] = load(from + r * from_step);
  transpose<T>(v);
#pragma GCC unroll 16
  for (int r = 0; r < kLanes<T>; ++r) store(to + r * to_step, v[r]);
}

// As many slices as a register has lanes. Squares reach over the ends of slices: into others, which
// are written later, or else into a copy with room behind it.
template <class T>
struct ShortSlices {
  static constexpr int64_t kL = kLanes<T>, kRoom = (kShort<T> + kL) * kL;
  alignas(64) T rows[kRoom], x[kRoom], grad[kRoom];

  void take(const T* from, int64_t n, int64_t behind, T* lanes) {
    const int64_t count = least(behind, kL);
    if ((behind - count) * n < kL) {
      std::memcpy(rows, from, count * n * sizeof(T));
      std::memset(rows + count * n, 0, ((kL - count) * n + kL) * sizeof(T));
      from = rows;
    }
    for (int64_t k = 0; k < n; k += kL) turn(from + k, n, lanes + k * kL, kL);
  }
  // `apart`: `to` is none of what is still to be taken.
  void give(T* to, int64_t n, int64_t behind, bool apart) {
    const int64_t count = least(behind, kL);
    const bool room = apart && (behind - count) * n >= kL;
    T* y = room ? to : rows;
    // From the last square on: the first ones write again what was reached over.
    for (int64_t k = (n - 1) / kL * kL; k >= 0; k -= kL) turn(x + k * kL, kL, y + k, n);
    if (!room) std::memcpy(to, rows, count * n * sizeof(T));
  }
};
template <class T>
[[gnu::noinline]] void short_slices(const SoftmaxArgs& g, int64_t begin, int64_t end, bool reduced,
                                    Column<T> column) {
  constexpr int64_t kL = kLanes<T>;
  ShortSlices<T> s;
  for (; begin < end; begin += kL) {
    const int64_t behind = end - begin, at = begin * g.n;
    s.take(static_cast<const T*>(g.x) + at, g.n, behind, s.x);
    if (g.grad) s.take(static_cast<const T*>(g.grad) + at, g.n, behind, s.grad);
    T* y = static_cast<T*>(g.y);
    column(s.x, s.grad, reduced ? y + begin : s.x, g.n, kL, least(behind, kL));
    if (!reduced) s.give(y + at, g.n, behind, y != g.x && y != g.grad);
  }
}
// Whether that is faster: without exponentials, where a slice is less than a register.
template <class T>
bool are_short(const SoftmaxArgs& g) {
  constexpr int64_t kL = kLanes<T>;
  const int64_t most = g.grad ? kL - 1 : kShort<T>, least_rows = g.n < kL ? kL / 2 : kL;
  return g.n <= most && g.outer >= least_rows;
}

// ---- All slices. ----

constexpr int64_t kWork = 1 << 14;  // elements worth a task of their own

// Forward passes have no grad.
template <class T>
const T* element(const void* p, int64_t i) {
  return p ? static_cast<const T*>(p) + i : nullptr;
}

// Where the result of the slice goes that begins at element i: it has one element, or all.
template <class T, bool reduced>
T* result(const SoftmaxArgs& g, int64_t i) {
  const int64_t each = g.n * g.inner;
  return static_cast<T*>(g.y) + (reduced ? i / each * g.inner + i % each : i);
}

[[gnu::noinline]] void share(const SoftmaxArgs& g, int64_t tasks, BlockBody body) {
  const int64_t work = g.outer * g.n * g.inner;
  SoftmaxArgs context = g;
  if (work < 2 * kWork) return body(&context, 0, tasks);
  const int64_t each = work / tasks;
  parallel_for(tasks, each < kWork ? ceil_div(kWork, each) : 1, &context, body);
}

template <class T, Slice<T> slice, Column<T> column, bool reduced>
void all_slices(const SoftmaxArgs& g) {
  if (g.outer <= 0 || g.n <= 0 || g.inner <= 0) return;
  if (g.inner == 1 && are_short<T>(g))
    return share(g, g.outer, [](void* context, int64_t begin, int64_t end) {
      short_slices<T>(*static_cast<const SoftmaxArgs*>(context), begin, end, reduced, column);
    });
  if (g.inner == 1)
    return share(g, g.outer, [](void* context, int64_t begin, int64_t end) {
      const auto& a = *static_cast<const SoftmaxArgs*>(context);
      for (int64_t i = begin * a.n; i < end * a.n; i += a.n)
        slice(element<T>(a.x, i), element<T>(a.grad, i), result<T, reduced>(a, i), a.n);
    });
  const int64_t columns = ceil_div(g.inner, kLanes<T>);
  share(g, g.outer * columns, [](void* context, int64_t begin, int64_t end) {
    const auto& a = *static_cast<const SoftmaxArgs*>(context);
    const int64_t per_item = ceil_div(a.inner, kLanes<T>);
    for (; begin < end; ++begin) {
      const int64_t first = begin % per_item * kLanes<T>;
      const int64_t i = begin / per_item * a.n * a.inner + first;
      const int64_t count = a.inner - first < kLanes<T> ? a.inner - first : kLanes<T>;
      column(element<T>(a.x, i), element<T>(a.grad, i), result<T, reduced>(a, i), a.n, a.inner,
             count);
    }
  });
}

#define RG_FLOATS(kind, reduced)                                        \
  per_type<SoftmaxFn>([](auto e) -> SoftmaxFn {                         \
    using T = typename decltype(e)::Type;                               \
    if constexpr (e.kKind == 2)                                         \
      return all_slices<T, kind##_slice<T>, kind##_column<T>, reduced>; \
    else                                                                \
      return nullptr;                                                   \
  })

}  // namespace

extern const Softmax softmax;
const Softmax softmax = {.softmax = RG_FLOATS(softmax, false),
                         .log_softmax = RG_FLOATS(log_softmax, false),
                         .softmax_backward = RG_FLOATS(softmax_backward, false),
                         .log_softmax_backward = RG_FLOATS(log_softmax_backward, false),
                         .logsumexp = RG_FLOATS(logsumexp, true)};

}  // namespace retrograd::kernels::RG_ISA
