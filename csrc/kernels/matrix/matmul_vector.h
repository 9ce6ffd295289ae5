// matmul_vector.h: vector times matrix, at the speed at which the matrix can be read.
#pragma once

#include <cstring>
#include <type_traits>

#include "base/machine/parallel.h"
#include "kernels/simd/simd_partial.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// y[j] = sum over i of x[i] b[i][j], plus what y holds, plus bias[j]. All strides in elements.
template <class T>
struct VectorMatrix {
  const T* x;
  const T* b;
  T* y;
  const T* bias;  // or null
  int64_t k, n, x_step, b_row, b_col, y_step, bias_step;
  bool add;
};

template <class T>
[[gnu::always_inline]] inline void put(const VectorMatrix<T>& g, int64_t j, T sum) {
  T& y = g.y[j * g.y_step];
  if (g.add) sum += y;
  y = g.bias ? sum + g.bias[j * g.bias_step] : sum;
}

// a b + c for elements; integers are unsigned, and wrap.
[[gnu::always_inline]] inline float multiply_add(float a, float b, float c) {
  if constexpr (kFusedFma) return __builtin_fmaf(a, b, c);
  return a * b + c;
}
[[gnu::always_inline]] inline double multiply_add(double a, double b, double c) {
  if constexpr (kFusedFma) return __builtin_fma(a, b, c);
  return a * b + c;
}
template <class U>
[[gnu::always_inline]] inline U multiply_add(U a, U b, U c) {
  return static_cast<U>(a * b + c);
}

inline constexpr int kStripe = 1024;  // columns summed side by side: a page or two of a row of B
inline constexpr int kStripeDepth = 256;  // terms in one chain, so that errors do not pile up
inline constexpr int kDotDepth = 4096;
inline constexpr int64_t kRest = 1 << 20;  // terms between two looks for Ctrl-C, some 0.1 ms

// Counts terms, and rests when there were many.
struct Pace {
  int64_t terms = 0;
  [[gnu::always_inline]] inline void add(int64_t n) {
    if ((terms += n) < kRest) return;
    terms = 0;
    rest();
  }
};

// Up to so many terms are summed in one chain, and one sum after the other.
inline constexpr int kFewRows = 16, kShortColumn = 32;

// Adjacent columns of a few rows: their sums stay in registers.
template <class T>
void sum_few_rows(const VectorMatrix<T>& g, int64_t first, int64_t last) {
  constexpr int64_t kL = kLanes<T>;
  const auto columns = [&](int64_t j, int64_t count) __attribute__((always_inline)) {
    const T* b = g.b + j;
    Vec<T> sum = {};
    for (int64_t k = 0; k < g.k; ++k, b += g.b_row)
      sum = fma(splat(g.x[k * g.x_step]), load_first(b, count), sum);
    if (g.add) sum += load_first(g.y + j, count);
    if (g.bias && g.bias_step) sum += load_first(g.bias + j, count);
    if (g.bias && !g.bias_step) sum += splat(*g.bias);
    store_first(g.y + j, sum, count);
  };
  Pace pace;
  while (first < last) {
    const int64_t end = last - first < kStripe ? last : first + kStripe;
    pace.add((end - first) * g.k);
    for (; first + kL <= end; first += kL) columns(first, kL);
    if (first < end) columns(first, end - first);
    first = end;
  }
}

// Adjacent columns: rows of B, scaled by x, are added to a stripe of sums.
template <class T>
void sum_rows(const VectorMatrix<T>& g, int64_t first, int64_t last) {
  constexpr int kL = kLanes<T>;
  constexpr int kRows = 4;  // at once: a sum is loaded and stored once for four terms
  alignas(64) T chain[kStripe], total[kStripe];
  Pace pace;
  for (; first < last; first += kStripe) {
    const int64_t width = last - first < kStripe ? last - first : kStripe;
    for (int64_t k0 = 0; k0 < g.k; k0 += kStripeDepth) {
      const int64_t k1 = g.k - k0 < kStripeDepth ? g.k : k0 + kStripeDepth;
      for (int64_t j = 0; j < width; j += kL) store(chain + j, Vec<T>{});
      int64_t k = k0;
      const T* b = g.b + k * g.b_row + first;
      for (; k + kRows <= k1; k += kRows, b += kRows * g.b_row) {
        Vec<T> x[kRows];
#pragma GCC unroll 8
        for (int r = 0; r < kRows; ++r) x[r] = splat(g.x[(k + r) * g.x_step]);
        int64_t j = 0;
        for (; j + kL <= width; j += kL) {
          Vec<T> sum = load(chain + j);
#pragma GCC unroll 8
          for (int r = 0; r < kRows; ++r) sum = fma(x[r], load(b + r * g.b_row + j), sum);
          store(chain + j, sum);
        }
        if (j < width) {
          Vec<T> sum = load(chain + j);
#pragma GCC unroll 8
          for (int r = 0; r < kRows; ++r)
            sum = fma(x[r], load_first(b + r * g.b_row + j, width - j), sum);
          store(chain + j, sum);
        }
      }
      for (; k < k1; ++k, b += g.b_row) {
        const Vec<T> x = splat(g.x[k * g.x_step]);
        for (int64_t j = 0; j < width; j += kL) {
          const int64_t count = width - j < kL ? width - j : kL;
          store(chain + j, fma(x, load_first(b + j, count), load(chain + j)));
        }
      }
      for (int64_t j = 0; j < width; j += kL)
        store(total + j, k0 ? load(total + j) + load(chain + j) : load(chain + j));
      pace.add((k1 - k0) * width);
    }
    for (int64_t j = 0; j < width; ++j) put(g, first + j, total[j]);
  }
}

// kCols columns at once, each with its elements next to each other, and x as well.
template <class T, int kCols>
void dot_columns(const VectorMatrix<T>& g, int64_t first, Pace& pace) {
  constexpr int kL = kLanes<T>;
  constexpr int kChains = 4;  // per column: covers the latency of fma
  const T* b = g.b + first * g.b_col;
  double total[kCols] = {};
  for (int64_t k0 = 0; k0 < g.k; k0 += kDotDepth) {
    const int64_t k1 = g.k - k0 < kDotDepth ? g.k : k0 + kDotDepth;
    Vec<T> sum[kCols][kChains] = {};
    int64_t k = k0;
    for (; k + kChains * kL <= k1; k += kChains * kL) {
#pragma GCC unroll 4
      for (int u = 0; u < kChains; ++u) {
        const Vec<T> x = load(g.x + k + u * kL);
#pragma GCC unroll 4
        for (int c = 0; c < kCols; ++c)
          sum[c][u] = fma(x, load(b + c * g.b_col + k + u * kL), sum[c][u]);
      }
    }
    for (; k < k1; k += kL) {
      const int64_t count = k1 - k < kL ? k1 - k : kL;
      const Vec<T> x = load_first(g.x + k, count);
#pragma GCC unroll 4
      for (int c = 0; c < kCols; ++c)
        sum[c][0] = fma(x, load_first(b + c * g.b_col + k, count), sum[c][0]);
    }
#pragma GCC unroll 4
    for (int c = 0; c < kCols; ++c)
      total[c] += sum_lanes<T>((sum[c][0] + sum[c][1]) + (sum[c][2] + sum[c][3]));
    pace.add((k1 - k0) * kCols);
  }
#pragma GCC unroll 4
  for (int c = 0; c < kCols; ++c) put(g, first + c, static_cast<T>(total[c]));
}

// Rows of half a register or less, one behind the other: B is taken as a row of registers, of which
// every n-th has the same columns in its lanes, and meets x with each element repeated n times.
// REQUIRES: 2 n <= kLanes<T>.
template <class T>
void sum_short_rows(const VectorMatrix<T>& g) {
  constexpr int64_t kL = kLanes<T>, kBlock = 16 * kL,
                    kQuarter = 16 / static_cast<int64_t>(sizeof(T));
  typedef T Quarter __attribute__((vector_size(16)));
  alignas(64) T repeated[kBlock * kL + kQuarter];
  Vec<T> total[kL] = {};
  Pace pace;
  const int64_t whole = g.k - g.k % kL;
  for (int64_t k0 = 0; k0 < whole; k0 += kBlock) {
    const int64_t rows = whole - k0 < kBlock ? whole - k0 : kBlock;
    T* to = repeated;
    for (int64_t r = 0; r < rows; ++r, to += g.n) {
      const Quarter x = Quarter{} + g.x[(k0 + r) * g.x_step];
      for (int64_t j = 0; j < g.n; j += kQuarter) std::memcpy(to + j, &x, sizeof x);
    }
    const T *x = repeated, *b = g.b + k0 * g.n;
    Vec<T> sum[kL] = {};
    for (int64_t r = 0; r < rows; r += kL)
      for (int64_t i = 0; i < g.n; ++i, x += kL, b += kL) sum[i] = fma(load(x), load(b), sum[i]);
    for (int64_t i = 0; i < g.n; ++i) total[i] += sum[i];
    pace.add(rows * g.n);
  }
  T column[kL] = {}, lanes[kL];
  for (int64_t i = 0; i < g.n; ++i) {
    store(lanes, total[i]);
    for (int64_t lane = 0; lane < kL; ++lane) column[(i * kL + lane) % g.n] += lanes[lane];
  }
  for (int64_t k = whole; k < g.k; ++k)
    for (int64_t j = 0; j < g.n; ++j) column[j] += g.x[k * g.x_step] * g.b[k * g.n + j];
  for (int64_t j = 0; j < g.n; ++j) put(g, j, column[j]);
}

// Columns [first, last) of a few terms each, which lie next to each other; column j meets what is
// j * x_next behind x.
template <class T, int k>
void dot_each(const VectorMatrix<T>& all, int64_t x_next, int64_t first, int64_t last) {
  const VectorMatrix<T> g = all;  // which no store to y can change
  const auto dot = [&](int64_t j) __attribute__((always_inline)) {
    const T *x = g.x + j * x_next, *b = g.b + j * g.b_col;
    if constexpr (k == 1) return x[0] * b[0];
    if constexpr (k == 2) return x[0] * b[0] + x[1] * b[1];
    return (x[0] * b[0] + x[2] * b[2]) + x[1] * b[1];
  };
  if (g.add || g.bias) {
    for (int64_t j = first; j < last; ++j) put(g, j, dot(j));
  } else {
    for (int64_t j = first; j < last; ++j) g.y[j * g.y_step] = dot(j);
  }
}

// Four columns at a time, in kParts (0: any number of) parts of four terms. The last part ends with
// the column, and what it repeats is masked, so nothing beyond is read.
template <class T, int kParts>
void dot_four(const VectorMatrix<T>& all, int64_t x_next, int64_t first, int64_t last) {
  const VectorMatrix<T> g = all;
  typedef T Four __attribute__((vector_size(4 * sizeof(T))));
  typedef std::conditional_t<sizeof(T) == 4, int32_t, int64_t> Bit;
  typedef Bit Bits __attribute__((vector_size(4 * sizeof(T))));
  const int64_t parts = kParts ? kParts : (g.k + 3) / 4;
  const int64_t tail = g.k - 4, repeated = 4 * parts - g.k;
  Bits kept;
  for (int64_t i = 0; i < 4; ++i) kept[i] = i < repeated ? 0 : -1;
  // Not returned: there are instruction sets that have no such register.
  const auto take = [](Four & v, const T* x, const T* b) __attribute__((always_inline)) {
    Four w;
    std::memcpy(&v, x, sizeof v);
    std::memcpy(&w, b, sizeof w);
    v *= w;
  };
  const auto four = [&](int64_t j, int64_t count) __attribute__((always_inline)) {
    Four sum[4];
#pragma GCC unroll 4
    for (int64_t i = 0; i < 4; ++i) {
      const int64_t column = j + (i < count ? i : 0);
      const T *x = g.x + column * x_next, *b = g.b + column * g.b_col;
      take(sum[i], x + tail, b + tail);
      sum[i] = (Four)((Bits)sum[i] & kept);
#pragma GCC unroll 4
      for (int64_t part = 0; part < parts - 1; ++part) {
        Four more;
        take(more, x + 4 * part, b + 4 * part);
        sum[i] += more;
      }
    }
    const Four ab = __builtin_shufflevector(sum[0], sum[1], 0, 4, 1, 5) +
                    __builtin_shufflevector(sum[0], sum[1], 2, 6, 3, 7);
    const Four cd = __builtin_shufflevector(sum[2], sum[3], 0, 4, 1, 5) +
                    __builtin_shufflevector(sum[2], sum[3], 2, 6, 3, 7);
    const Four y =
        __builtin_shufflevector(ab, cd, 0, 1, 4, 5) + __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
#pragma GCC unroll 4
    for (int64_t i = 0; i < 4; ++i)
      if (i < count) put(g, j + i, y[i]);
  };
  for (; first + 4 <= last; first += 4) four(first, 4);
  if (first < last) four(first, last - first);
}

// REQUIRES: k <= kShortColumn.
template <class T>
void dot_short_columns(const VectorMatrix<T>& g, int64_t x_next, int64_t first, int64_t last) {
  const auto dots = g.k == 1    ? dot_each<T, 1>
                    : g.k == 2  ? dot_each<T, 2>
                    : g.k == 3  ? dot_each<T, 3>
                    : g.k == 4  ? dot_four<T, 1>
                    : g.k <= 8  ? dot_four<T, 2>
                    : g.k <= 12 ? dot_four<T, 3>
                                : dot_four<T, 0>;
  Pace pace;
  for (; first < last; first += kStripe) {
    dots(g, x_next, first, last - first < kStripe ? last : first + kStripe);
    pace.add(kStripe * g.k);
  }
}

template <class T>
void dot_all_columns(const VectorMatrix<T>& g, int64_t first, int64_t last) {
  constexpr int kCols = sizeof(Vec<T>) == 64 ? 4 : 2;
  Pace pace;
  for (; first + kCols <= last; first += kCols) dot_columns<T, kCols>(g, first, pace);
  for (; first < last; ++first) dot_columns<T, 1>(g, first, pace);
}

// Any strides, one term at a time.
template <class T>
void dot_strided(const VectorMatrix<T>& g, int64_t first, int64_t last) {
  Pace pace;
  for (; first < last; ++first) {
    const T* b = g.b + first * g.b_col;
    double sum = 0;
    for (int64_t k0 = 0; k0 < g.k; k0 += kRest) {
      const int64_t k1 = g.k - k0 < kRest ? g.k : k0 + kRest;
      for (int64_t k = k0; k < k1; ++k)
        sum += static_cast<double>(g.x[k * g.x_step]) * static_cast<double>(b[k * g.b_row]);
      pace.add(k1 - k0);
    }
    put(g, first, static_cast<T>(sum));
  }
}

template <class T>
void vector_matrix_block(const VectorMatrix<T>& g, int64_t first, int64_t last) {
  if (g.b_col == 1 && g.y_step == 1 && g.k <= kFewRows) return sum_few_rows(g, first, last);
  if (g.b_col == 1 && g.b_row == g.n && 2 * g.n <= kLanes<T>) return sum_short_rows(g);
  if (g.b_col == 1) return sum_rows(g, first, last);
  if (g.b_row == 1 && g.x_step == 1 && g.k <= kShortColumn)
    return dot_short_columns(g, 0, first, last);
  if (g.b_row == 1 && g.x_step == 1) return dot_all_columns(g, first, last);
  dot_strided(g, first, last);
}

template <class T>
void vector_matrix(const VectorMatrix<T>& g) {
  // A second thread pays once there are some 20 us of reading to share.
  constexpr int64_t kSplit = 1 << 18;
  if (g.k * g.n < 2 * kSplit) return vector_matrix_block(g, 0, g.n);
  // One part for each thread: long stretches of a row are read faster than short ones.
  const int64_t threads = num_threads(), part = (g.n + threads - 1) / threads;
  const int64_t least = kSplit / g.k + 1;
  const int64_t grain = ((part > least ? part : least) + 63) / 64 * 64;
  VectorMatrix<T> context = g;
  parallel_for(g.n, grain, &context, [](void* c, int64_t begin, int64_t end) {
    vector_matrix_block(*static_cast<const VectorMatrix<T>*>(c), begin, end);
  });
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
