// matmul_vector.h: vector times matrix, at the speed at which the matrix can be read.
#pragma once

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
  if (g.b_col == 1) return sum_rows(g, first, last);
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
