#include "kernels/layer/norm.h"

#include <type_traits>

#include "base/machine/parallel.h"
#include "kernels/layer/floats.h"
#include "kernels/loops.h"
#include "kernels/parts.h"

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int64_t kWork = 1 << 15;  // elements worth a task of their own

// ---- Lanes of doubles that vectors are added to. ----

template <class T>
struct Lanes;
template <>
struct Lanes<float> {
  VecD low = {}, high = {};
  [[gnu::always_inline]] void add(VecF x) {
    const Wide w = widen(x);
    low += w.low;
    high += w.high;
  }
  [[gnu::always_inline]] void add_product(VecF a, VecF b) {
    const Wide v = widen(a), w = widen(b);
    low = fma(v.low, w.low, low);
    high = fma(v.high, w.high, high);
  }
  [[gnu::always_inline]] double total() const { return sum_lanes<double>(low + high); }
  [[gnu::always_inline]] static Lanes from(const double* p) {
    return {load(p), load(p + kLanes<double>)};
  }
  [[gnu::always_inline]] void to(double* p) const {
    store(p, low);
    store(p + kLanes<double>, high);
  }
};
template <>
struct Lanes<double> {
  VecD all = {};
  [[gnu::always_inline]] void add(VecD x) { all += x; }
  [[gnu::always_inline]] void add_product(VecD a, VecD b) { all = fma(a, b, all); }
  [[gnu::always_inline]] double total() const { return sum_lanes<double>(all); }
  [[gnu::always_inline]] static Lanes from(const double* p) { return {load(p)}; }
  [[gnu::always_inline]] void to(double* p) const { store(p, all); }
};

// Calls f(i, count) for each vector of n elements, the last one ragged.
template <class T, class F>
[[gnu::always_inline]] inline void each_vector(int64_t n, F f) {
  int64_t i = 0;
  for (; i + kLanes<T> <= n; i += kLanes<T>) f(i, int64_t{kLanes<T>});
  if (i < n) f(i, n - i);
}

// A mean as two numbers of type T, and the distance from it.
template <class T>
struct Centre {
  Vec<T> high, low;
  explicit Centre(double mean) {
    const T h = static_cast<T>(mean);
    high = splat(h);
    low = splat(static_cast<T>(mean - static_cast<double>(h)));
  }
  explicit Centre(const double* parts)
      : high(splat(static_cast<T>(parts[0]))), low(splat(static_cast<T>(parts[1]))) {}
  Centre(Vec<T> h, Vec<T> l) : high(h), low(l) {}
  [[gnu::always_inline]] Vec<T> distance(Vec<T> x) const { return (x - high) - low; }
};

// x in the first `count` lanes, 0 in the others.
template <class T>
[[gnu::always_inline]] inline Vec<T> some_lanes(Vec<T> x, int64_t count) {
  if (count == kLanes<T>) return x;
  using Lane = std::remove_reference_t<decltype(Mask<T>{}[0])>;
  return lane_numbers<T>() < static_cast<Lane>(count) ? x : Vec<T>{};
}

// ---- Rows. ----

template <class T>
[[gnu::always_inline]] inline Vec<T> read(const void* p, int64_t i, int64_t count) {
  return load_first(static_cast<const T*>(p) + i, count);
}

// Rows that take each step together, so that one does not wait for the sums of another; long ones
// would not stay near.
constexpr int64_t kGroup = 8;
int64_t group_of(int64_t n) { return n <= 512 ? kGroup : 1; }

template <class T>
double sum_of(const T* x, int64_t n) {
  Lanes<T> sum;
  each_vector<T>(
      n, [&](int64_t i, int64_t count)
             __attribute__((always_inline)) { sum.add(load_first(x + i, count)); });
  return sum.total();
}

// Writes what is left of the mean, and the variance.
template <class T>
void spread_of(const T* x, int64_t n, double* stats) {
  const Vec<T> high = splat(static_cast<T>(stats[0]));
  Lanes<T> squares, left;
  each_vector<T>(
      n, [&](int64_t i, int64_t count) __attribute__((always_inline)) {
        const Vec<T> d = some_lanes<T>(load_first(x + i, count) - high, count);
        squares.add_product(d, d);
        left.add(d);
      });
  const double share = 1 / static_cast<double>(n), low = left.total() * share;
  stats[1] = low;
  stats[2] = squares.total() * share - low * low;
}

template <class T, bool kWeight, bool kBias>
void write_row(const RowNormArgs& g, const T* x, T* y, const double* stats) {
  const Centre<T> centre(stats);
  const Vec<T> scale = splat(static_cast<T>(stats[2]));
  each_vector<T>(
      g.n, [&](int64_t i, int64_t count) __attribute__((always_inline)) {
        Vec<T> v = centre.distance(load_first(x + i, count)) * scale;
        if constexpr (kWeight) v = v * read<T>(g.weight, i, count);
        if constexpr (kBias) v = v + read<T>(g.bias, i, count);
        store_first(y + i, v, count);
      });
}

template <class T, bool kWeight, bool kBias>
void forward_rows(const RowNormArgs& args) {
  RowNormArgs context = args;
  parallel_for(args.rows, ceil_div(kWork, args.n), &context,
               [](void* given, int64_t begin, int64_t end) {
                 const auto& g = *static_cast<const RowNormArgs*>(given);
                 const int64_t group = group_of(g.n);
                 for (int64_t rows = 0; begin < end; begin += rows) {
                   rows = least(group, end - begin);
                   const T* x = static_cast<const T*>(g.x) + begin * g.n;
                   T* y = static_cast<T*>(g.y) + begin * g.n;
                   double* stats = g.stats + 3 * begin;
                   for (int64_t i = 0; i < rows; ++i)
                     stats[3 * i] = static_cast<double>(
                         static_cast<T>(sum_of(x + i * g.n, g.n) / static_cast<double>(g.n)));
                   for (int64_t i = 0; i < rows; ++i) spread_of(x + i * g.n, g.n, stats + 3 * i);
                   for (int64_t i = 0; i < rows; ++i) {
                     const double var = stats[3 * i + 2];
                     stats[3 * i + 2] = 1 / __builtin_sqrt((var > 0 ? var : var - var) + g.eps);
                   }
                   for (int64_t i = 0; i < rows; ++i)
                     write_row<T, kWeight, kBias>(g, x + i * g.n, y + i * g.n, stats + 3 * i);
                 }
               });
}
template <class T>
void forward(const RowNormArgs& g) {
  if (g.n <= 0) return;
  if (g.weight) return g.bias ? forward_rows<T, true, true>(g) : forward_rows<T, true, false>(g);
  return g.bias ? forward_rows<T, false, true>(g) : forward_rows<T, false, false>(g);
}

// dx = r (u - mean u - d r mean(u d r))  with  u = g w: first the means.
template <class T, bool kWeight>
void means_of_row(const RowNormArgs& g, const T* x, const T* grad, const double* stats,
                  double* means) {
  const Centre<T> centre(stats);
  const Vec<T> scale = splat(static_cast<T>(stats[2]));
  Lanes<T> plain, along;
  each_vector<T>(
      g.n, [&](int64_t i, int64_t count) __attribute__((always_inline)) {
        const Vec<T> d = some_lanes<T>(centre.distance(load_first(x + i, count)) * scale, count);
        Vec<T> u = load_first(grad + i, count);
        if constexpr (kWeight) u = u * read<T>(g.weight, i, count);
        plain.add(u);
        along.add_product(u, d);
      });
  const double share = 1 / static_cast<double>(g.n);
  means[0] = plain.total() * share;
  means[1] = along.total() * share;
}
template <class T, bool kWeight>
void slope_of_row(const RowNormArgs& g, const T* x, const T* grad, T* dx, const double* stats,
                  const double* means) {
  const Centre<T> centre(stats);
  const Vec<T> scale = splat(static_cast<T>(stats[2])), shift = splat(static_cast<T>(means[0])),
               slope = splat(static_cast<T>(means[1]));
  each_vector<T>(
      g.n, [&](int64_t i, int64_t count) __attribute__((always_inline)) {
        const Vec<T> d = centre.distance(load_first(x + i, count)) * scale;
        Vec<T> u = load_first(grad + i, count);
        if constexpr (kWeight) u = u * read<T>(g.weight, i, count);
        store_first(dx + i, scale * ((u - shift) - d * slope), count);
      });
}

// Adds what a row brings to the gradients of weight and bias.
template <class T>
void add_row(const RowNormArgs& g, const T* x, const T* grad, const double* stats, double* sums) {
  const Centre<T> centre(stats);
  const Vec<T> scale = splat(static_cast<T>(stats[2]));
  double *of_weight = sums, *of_bias = sums + g.n;
  int64_t i = 0;
  for (; i + kLanes<T> <= g.n; i += kLanes<T>) {
    const Vec<T> u = load(grad + i);
    auto w = Lanes<T>::from(of_weight + i), b = Lanes<T>::from(of_bias + i);
    w.add_product(u, centre.distance(load(x + i)) * scale);
    b.add(u);
    w.to(of_weight + i);
    b.to(of_bias + i);
  }
  for (; i < g.n; ++i) {
    const T d = ((x[i] - centre.high[0]) - centre.low[0]) * scale[0];
    of_weight[i] += static_cast<double>(grad[i]) * static_cast<double>(d);
    of_bias[i] += static_cast<double>(grad[i]);
  }
}

template <class T, bool kWeight>
void backward_rows(const RowNormArgs& g) {
  const int64_t group = group_of(g.n);
  for (int64_t row = 0, rows = 0; row < g.rows; row += rows) {
    rows = least(group, g.rows - row);
    const T *x = static_cast<const T*>(g.x) + row * g.n,
            *grad = static_cast<const T*>(g.grad) + row * g.n;
    const double* stats = g.stats + 3 * row;
    if (g.y) {
      T* dx = static_cast<T*>(g.y) + row * g.n;
      double means[2 * kGroup];
      for (int64_t i = 0; i < rows; ++i)
        means_of_row<T, kWeight>(g, x + i * g.n, grad + i * g.n, stats + 3 * i, means + 2 * i);
      for (int64_t i = 0; i < rows; ++i)
        slope_of_row<T, kWeight>(g, x + i * g.n, grad + i * g.n, dx + i * g.n, stats + 3 * i,
                                 means + 2 * i);
    }
    if (g.sums)
      for (int64_t i = 0; i < rows; ++i)
        add_row<T>(g, x + i * g.n, grad + i * g.n, stats + 3 * i, g.sums);
    if (row / kWork != (row + rows) / kWork) rest();
  }
}
template <class T>
void backward(const RowNormArgs& g) {
  if (g.n <= 0) return;
  g.weight ? backward_rows<T, true>(g) : backward_rows<T, false>(g);
}

// ---- Channels. ----

// What one channel, or a vector of channels side by side, does to its elements.
template <class T>
struct Blend {
  Centre<T> centre;
  Vec<T> by_grad, by_d, plus;
  [[gnu::always_inline]] Vec<T> operator()(Vec<T> x, Vec<T> g) const {
    return fma(by_grad, g, fma(by_d, centre.distance(x), plus));
  }
  [[gnu::always_inline]] Vec<T> operator()(Vec<T> x) const {
    return fma(by_d, centre.distance(x), plus);
  }
};

template <class T>
void blend_run(const Blend<T>& f, const T* x, const T* grad, T* y, int64_t n) {
  if (grad)
    each_vector<T>(
        n, [&](int64_t i, int64_t count) __attribute__((always_inline)) {
          store_first(y + i, f(load_first(x + i, count), load_first(grad + i, count)), count);
        });
  else
    each_vector<T>(
        n, [&](int64_t i, int64_t count) __attribute__((always_inline)) {
          store_first(y + i, f(load_first(x + i, count)), count);
        });
}

template <class T>
[[gnu::always_inline]] inline Vec<T> as_lanes(const double* p, int64_t count) {
  Vec<T> v = {};
  for (int64_t i = 0; i < count; ++i) v[i] = static_cast<T>(p[i]);
  return v;
}
// The channels from c on.
template <class T>
Centre<T> centre_at(const ChannelArgs& g, int64_t c, int64_t count) {
  double rest_of[kLanes<T>] = {};
  for (int64_t i = 0; i < count; ++i)
    rest_of[i] = g.mean[c + i] - static_cast<double>(static_cast<T>(g.mean[c + i]));
  return {as_lanes<T>(g.mean + c, count), as_lanes<T>(rest_of, count)};
}

template <class T>
void blend(const ChannelArgs& args) {
  ChannelArgs context = args;
  if (args.inner != 1)
    return parallel_for(args.outer * args.channels, ceil_div(kWork, args.inner), &context,
                        [](void* given, int64_t begin, int64_t end) {
                          const auto& g = *static_cast<const ChannelArgs*>(given);
                          for (; begin < end; ++begin) {
                            const int64_t c = begin % g.channels, at = begin * g.inner;
                            const auto one = [](double v) { return splat(static_cast<T>(v)); };
                            const Blend<T> f = {Centre<T>(g.mean[c]),
                                                one(g.by_grad ? g.by_grad[c] : 0), one(g.by_d[c]),
                                                one(g.plus[c])};
                            blend_run<T>(f, static_cast<const T*>(g.x) + at,
                                         g.grad ? static_cast<const T*>(g.grad) + at : nullptr,
                                         static_cast<T*>(g.y) + at, g.inner);
                          }
                        });
  // A vector of channels at a time, down the rows.
  const int64_t tiles = ceil_div(args.channels, kLanes<T>);
  constexpr int64_t kRows = 512;
  parallel_for(
      tiles * ceil_div(args.outer, kRows), ceil_div(kWork, kRows * kLanes<T>), &context,
      [](void* given, int64_t begin, int64_t end) {
        const auto& g = *static_cast<const ChannelArgs*>(given);
        const int64_t across = ceil_div(g.channels, kLanes<T>);
        for (; begin < end; ++begin) {
          const int64_t c = begin % across * kLanes<T>, top = begin / across * kRows;
          const int64_t count = least(kLanes<T>, g.channels - c);
          const Blend<T> f = {centre_at<T>(g, c, count),
                              g.by_grad ? as_lanes<T>(g.by_grad + c, count) : Vec<T>{},
                              as_lanes<T>(g.by_d + c, count), as_lanes<T>(g.plus + c, count)};
          for (int64_t row = top; row < least(g.outer, top + kRows); ++row) {
            const int64_t at = row * g.channels + c;
            const Vec<T> x = load_first(static_cast<const T*>(g.x) + at, count);
            T* y = static_cast<T*>(g.y) + at;
            if (g.grad)
              store_first(y, f(x, load_first(static_cast<const T*>(g.grad) + at, count)), count);
            else
              store_first(y, f(x), count);
          }
        }
      });
}

template <class T>
void channel_sums(const ChannelArgs& args) {
  ChannelArgs context = args;
  if (args.inner != 1)
    return parallel_for(
        args.channels, ceil_div(kWork, args.outer * args.inner + 1), &context,
        [](void* given, int64_t begin, int64_t end) {
          const auto& g = *static_cast<const ChannelArgs*>(given);
          for (int64_t c = begin; c < end; ++c) {
            const Centre<T> centre(g.mean[c]);
            Lanes<T> along, plain;
            for (int64_t o = 0; o < g.outer; ++o) {
              const int64_t at = (o * g.channels + c) * g.inner;
              const T *x = static_cast<const T*>(g.x) + at, *u = static_cast<const T*>(g.grad) + at;
              each_vector<T>(
                  g.inner, [&](int64_t i, int64_t count) __attribute__((always_inline)) {
                    const Vec<T> d =
                        some_lanes<T>(centre.distance(load_first(x + i, count)), count);
                    const Vec<T> v = load_first(u + i, count);
                    along.add_product(v, d);
                    plain.add(v);
                  });
              if (o % 1024 == 1023) rest();
            }
            g.along[c] = along.total();
            g.plain[c] = plain.total();
          }
        });
  parallel_for(ceil_div(args.channels, kLanes<T>), ceil_div(kWork, args.outer * kLanes<T> + 1),
               &context, [](void* given, int64_t begin, int64_t end) {
                 const auto& g = *static_cast<const ChannelArgs*>(given);
                 for (; begin < end; ++begin) {
                   const int64_t c = begin * kLanes<T>, count = least(kLanes<T>, g.channels - c);
                   const Centre<T> centre = centre_at<T>(g, c, count);
                   Lanes<T> along, plain;
                   for (int64_t row = 0; row < g.outer; ++row) {
                     const int64_t at = row * g.channels + c;
                     const Vec<T> v = load_first(static_cast<const T*>(g.grad) + at, count);
                     along.add_product(
                         v, centre.distance(load_first(static_cast<const T*>(g.x) + at, count)));
                     plain.add(v);
                     if (row % kWork == kWork - 1) rest();
                   }
                   double of[2][kLanes<T>];
                   along.to(of[0]);
                   plain.to(of[1]);
                   for (int64_t i = 0; i < count; ++i) {
                     g.along[c + i] = of[0][i];
                     g.plain[c + i] = of[1][i];
                   }
                 }
               });
}

}  // namespace

extern const Norm norm;
constinit const Norm norm = {.rows = floats<forward<float>, forward<double>>(),
                             .rows_backward = floats<backward<float>, backward<double>>(),
                             .blend = floats<blend<float>, blend<double>>(),
                             .sums = floats<channel_sums<float>, channel_sums<double>>()};

}  // namespace retrograd::kernels::RG_ISA
