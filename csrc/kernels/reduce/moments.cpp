#include "kernels/reduce/moments.h"

#include "kernels/reduce/reduce_loops.h"

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int64_t kBlock = 1024;   // elements of a run that are read twice
constexpr int64_t kColumns = 256;  // side by side
constexpr int64_t kBlockRows = 16;

struct Moment {
  double n = 0, mean = 0, m2 = 0;
};
Moment join(const Moment& a, const Moment& b) {
  if (a.n == 0) return b;
  const double n = a.n + b.n, d = b.mean - a.mean;
  return {n, a.mean + d * (b.n / n), a.m2 + b.m2 + d * d * (a.n * b.n / n)};
}

[[gnu::always_inline]] inline Wide operator-(Wide a, Wide b) {
  return {a.low - b.low, a.high - b.high};
}
[[gnu::always_inline]] inline double across(Wide a) { return sum_lanes<double>(a.low + a.high); }
[[gnu::always_inline]] inline double across(VecD a) { return sum_lanes<double>(a); }

// What is taken off each element, and added to the mean: doubles far from zero would leave their
// last digits in the means of blocks, whose differences count.
double shift_of(double first) { return first - first == 0 ? first : 0; }
double shift_of(float) { return 0; }
template <class T>
double shifted(T x, double shift) {
  if constexpr (sizeof(T) == 8) return x - shift;
  return static_cast<double>(x);
}

// Elements next to each other, at most kBlock.
template <class T>
Moment block(const T* x, int64_t n, double shift) {
  using L = WideLanes<T>;
  auto sums = L::all(0), more = sums;
  constexpr int64_t kStep = kLanes<T>;
  const auto leaf = [&](const T* p) {
    if constexpr (sizeof(T) == 8)
      return L::loaded(p) - L::all(shift);
    else
      return L::loaded(p);
  };
  int64_t i = 0;
  for (; i + 2 * kStep <= n; i += 2 * kStep) {
    sums = sums + leaf(x + i);
    more = more + leaf(x + i + kStep);
  }
  double total = across(sums + more);
  for (int64_t k = i; k < n; ++k) total += shifted(x[k], shift);
  const double mean = total / static_cast<double>(n);
  sums = more = L::all(0);
  const auto means = L::all(mean);
  for (i = 0; i + 2 * kStep <= n; i += 2 * kStep) {
    const auto d = leaf(x + i) - means, e = leaf(x + i + kStep) - means;
    sums = sums + d * d;
    more = more + e * e;
  }
  double m2 = across(sums + more);
  for (; i < n; ++i) {
    const double d = shifted(x[i], shift) - mean;
    m2 += d * d;
  }
  return {static_cast<double>(n), mean, m2};
}

template <class T>
struct LongRun {
  const T* x;
  int64_t n, step, part;
  DType type;
  double shift;
  Moment total[kParts];
};

template <class T>
Moment stretch(const T* x, int64_t step, int64_t n, DType type, double shift) {
  T copy[kBlock];
  Moment total;
  for (int64_t i = 0; i < n; i += kBlock) {
    const int64_t count = least(kBlock, n - i);
    const T* from = at<T>(x, i * step);
    if (sizeof(T) == 4 && is_narrow(type))
      from = widen_run(from, step, count, copy, type);
    else
      from = gather_run(from, step, count, copy);
    total = join(total, block(from, count, shift));
  }
  return total;
}

Moment back(Moment m, double shift) {
  m.mean += shift;
  return m;
}

template <class T>
Moment run(const T* x, int64_t step, int64_t n, DType type) {
  const double shift = n > 0 && !is_narrow(type) ? shift_of(*x) : 0;
  if (n <= 4 * kBlock) return back(stretch(x, step, n, type, shift), shift);
  LongRun<T> s;
  s.shift = shift;
  s.step = step;
  s.type = type;
  Moment total;
  for (int64_t begin = 0; begin < n; begin += kSlab) {
    s.x = at<T>(x, begin * step);
    s.n = least(kSlab, n - begin);
    s.part = ceil_div(ceil_div(s.n, 4 * kBlock), kParts) * 4 * kBlock;
    const int64_t parts = ceil_div(s.n, s.part);
    parallel_for(parts, ceil_div(kWork, s.part), &s,
                 [](void* context, int64_t first, int64_t last) {
                   auto& r = *static_cast<LongRun<T>*>(context);
                   for (; first < last; ++first)
                     r.total[first] = stretch(at<T>(r.x, first * r.part * r.step), r.step,
                                              least(r.part, r.n - first * r.part), r.type, r.shift);
                 });
    for (int64_t i = 0; i < parts; ++i) total = join(total, s.total[i]);
  }
  return back(total, shift);
}

template <class T>
void each(const ReduceArgs& g, int64_t begin, int64_t end) {
  auto* mean = static_cast<double*>(g.y);
  double* m2 = mean + g.outer * g.inner;
  for (; begin < end; ++begin) {
    const int64_t o = begin / g.inner, i = begin % g.inner;
    const Moment total = run(at<T>(g.x, o * g.x_outer + i * g.x_inner), g.x_n, g.n, g.type);
    mean[begin] = total.mean;
    m2[begin] = total.m2;
  }
}

// ---- Columns side by side. ----

using Shifts = double[kColumns];
struct Columns {
  double mean[kColumns], m2[kColumns];
};
// Takes b rows of `other` to the a rows that are in.
void join_columns(Columns& all, const Columns& other, int64_t a, int64_t b, int64_t width) {
  if (a == 0) {  // no differences from nothing, whose squares may be infinite
    for (int64_t j = 0; j < width; ++j) {
      all.mean[j] = other.mean[j];
      all.m2[j] = other.m2[j];
    }
    return;
  }
  const double n = static_cast<double>(a + b), to = static_cast<double>(b) / n,
               weight = static_cast<double>(a) * to;
  for (int64_t j = 0; j < width; ++j) {
    const double d = other.mean[j] - all.mean[j];
    all.mean[j] += d * to;
    all.m2[j] += other.m2[j] + d * d * weight;
  }
}

template <class T>
void block_of_rows(const T* x, int64_t row_bytes, int64_t rows, int64_t width, const Shifts& shift,
                   Columns& y) {
  for (int64_t j = 0; j < width; ++j) y.mean[j] = y.m2[j] = 0;
  for (int64_t r = 0; r < rows; ++r) {
    const T* row = at<T>(x, r * row_bytes);
    for (int64_t j = 0; j < width; ++j) y.mean[j] += shifted(row[j], shift[j]);
  }
  const double n = static_cast<double>(rows);
  for (int64_t j = 0; j < width; ++j) y.mean[j] /= n;
  for (int64_t r = 0; r < rows; ++r) {
    const T* row = at<T>(x, r * row_bytes);
    for (int64_t j = 0; j < width; ++j) {
      const double d = shifted(row[j], shift[j]) - y.mean[j];
      y.m2[j] += d * d;
    }
  }
}

template <class T>
void rows_of(const T* x, int64_t row_bytes, int64_t rows, int64_t width, DType type,
             const Shifts& shift, Columns& all) {
  T copy[kBlockRows * kColumns];
  Columns own;
  for (int64_t j = 0; j < width; ++j) all.mean[j] = all.m2[j] = 0;
  for (int64_t r = 0; r < rows; r += kBlockRows) {
    const int64_t count = least(kBlockRows, rows - r);
    const T* from = at<T>(x, r * row_bytes);
    int64_t step = row_bytes;
    if (sizeof(T) == 4 && is_narrow(type)) {
      for (int64_t k = 0; k < count; ++k)
        widen_run(at<T>(from, k * row_bytes), bytes_of(type), width, copy + k * width, type);
      from = copy;
      step = width * static_cast<int64_t>(sizeof(T));
    }
    block_of_rows(from, step, count, width, shift, own);
    join_columns(all, own, r, count, width);
  }
}

template <class T>
struct Tall {
  const T* x;
  int64_t row_bytes, n, part, width;
  DType type;
  Shifts shift;
  Columns total[kRowParts];
};

template <class T>
void stripes(const ReduceArgs& g, int64_t begin, int64_t end) {
  const int64_t item = is_narrow(g.type) ? bytes_of(g.type) : static_cast<int64_t>(sizeof(T));
  const int64_t per_row = ceil_div(g.inner, kStripe);
  auto* mean = static_cast<double*>(g.y);
  double* m2 = mean + g.outer * g.inner;
  for (; begin < end; ++begin) {
    const int64_t o = begin / per_row, last = least(g.inner, (begin % per_row + 1) * kStripe);
    for (int64_t j = begin % per_row * kStripe; j < last; j += kColumns) {
      const int64_t width = least(kColumns, last - j);
      Tall<T> s;
      s.x = at<T>(g.x, o * g.x_outer + j * item);
      s.row_bytes = g.x_n;
      s.n = g.n;
      s.width = width;
      s.type = g.type;
      for (int64_t k = 0; k < width; ++k) s.shift[k] = is_narrow(g.type) ? 0 : shift_of(s.x[k]);
      // As many parts as the shape asks for, whatever the number of threads.
      const int64_t parts = g.n * width < 4 * kWork ? 1 : kRowParts;
      s.part = ceil_div(ceil_div(g.n, parts), kBlockRows) * kBlockRows;
      const int64_t count = ceil_div(g.n, s.part);
      parallel_for(count, 1, &s, [](void* context, int64_t first, int64_t end_part) {
        auto& t = *static_cast<Tall<T>*>(context);
        for (; first < end_part; ++first)
          rows_of(at<T>(t.x, first * t.part * t.row_bytes), t.row_bytes,
                  least(t.part, t.n - first * t.part), t.width, t.type, t.shift, t.total[first]);
      });
      for (int64_t i = 1; i < count; ++i)
        join_columns(s.total[0], s.total[i], i * s.part, least(s.part, g.n - i * s.part), width);
      for (int64_t k = 0; k < width; ++k) {
        mean[o * g.inner + j + k] = s.total[0].mean[k] + s.shift[k];
        m2[o * g.inner + j + k] = s.total[0].m2[k];
      }
    }
  }
}

template <class T>
void view(const ReduceArgs& g) {
  choose(g, {sizeof(T), each<T>, stripes<T>});
}

}  // namespace

extern const Moments moments;
constinit const Moments moments = {.moments = per_type<ReduceFn>([](auto e) -> ReduceFn {
                                     using T = typename decltype(e)::Type;
                                     if constexpr (std::is_floating_point_v<T>)
                                       return view<T>;
                                     else
                                       return nullptr;
                                   })};

}  // namespace retrograd::kernels::RG_ISA
