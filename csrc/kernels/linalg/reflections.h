// reflections.h: Householder's reflections, one by one and as blocks (compact WY: Schreiber and Van
// Loan, 1989), and rotations.
#pragma once

#include "kernels/linalg/blocks.h"
#include "kernels/linalg/factor.h"

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int64_t kReflections = kFactorBlock;  // of one block

template <class T>
T size_of(T x) {
  return x < 0 ? -x : x;
}

// The sum of the squares of x_1 ..., in double where those of floats vanish. What is still too
// small to have all its digits is taken to be 0: it is far below what rounding does to the largest
// ones.
template <class T>
double squares_of(const T* x, int64_t n) {
  constexpr double kFew = sizeof(T) == 8 ? 0x1p-960 : 0x1p-200;
  double sum = n > 0 ? double{dot(x, x, n)} : 0;
  if (sizeof(T) == 4 && sum < 0x1p-60) {
    sum = 0;
    for (int64_t i = 0; i < n; ++i) sum += double{x[i]} * double{x[i]};
  }
  return sum < kFew ? 0 : sum;
}

// H x = (beta, 0, ...) with H = I - tau v v^T, v = (1, x_1 ...): writes v behind x[0], and beta to
// it.
template <class T>
T reflect(T* x, int64_t n) {
  const double squares = squares_of(x + 1, n - 1);
  if (squares == 0) {
    for (int64_t i = 1; i < n; ++i) x[i] = 0;
    return 0;
  }
  const double alpha = x[0], norm = __builtin_sqrt(alpha * alpha + squares);
  const double beta = alpha > 0 ? -norm : norm;
  const T divisor = static_cast<T>(alpha - beta);
  for (int64_t i = 1; i < n; ++i) x[i] /= divisor;
  x[0] = static_cast<T>(beta);
  return static_cast<T>((beta - alpha) / beta);
}

// A block of reflections: the rows of v, m elements each, with their 1s and the 0s before them, and
// the triangle t: H_1 ... H_k = I - V T V^T.
template <class T>
struct Reflections {
  T* v;
  T* t;
  int64_t m, k;
};

template <class T>
void make_triangle(const Reflections<T>& h, const T* tau) {
  T product[kReflections];
  for (int64_t j = 0; j < h.k; ++j) {
    for (int64_t i = 0; i < j; ++i)
      product[i] = -tau[j] * dot(h.v + i * h.m + j, h.v + j * h.m + j, h.m - j);
    for (int64_t i = 0; i < h.k; ++i) h.t[i * kReflections + j] = 0;
    for (int64_t i = 0; i < j; ++i) {
      T sum = 0;
      for (int64_t l = i; l < j; ++l) sum += h.t[i * kReflections + l] * product[l];
      h.t[i * kReflections + j] = sum;
    }
    h.t[j * kReflections + j] = tau[j];
  }
}

// C = H C, or H^T C: C of (m, cols).
template <class T>
void apply(const Reflections<T>& h, bool transposed, T* c, int64_t row, int64_t cols, T* work) {
  if (cols == 0) return;
  T* const other = work + kReflections * cols;
  product<T>({h.v, h.m, 1}, {c, row, 1}, work, cols, h.k, cols, h.m, false);
  const Block<const T> t = {h.t, transposed ? 1 : kReflections, transposed ? kReflections : 1};
  product<T>(t, {work, cols, 1}, other, cols, h.k, cols, h.k, false);
  for (int64_t i = 0; i < h.k * cols; ++i) other[i] = -other[i];
  product<T>({h.v, 1, h.m}, {other, cols, 1}, c, row, h.m, cols, h.k, true);
  rest();
}

// Reads the vectors that lie in columns of a, below the diagonal.
template <class T>
void read_vectors(Block<const T> a, const Reflections<T>& h) {
  for (int64_t j = 0; j < h.k; ++j) {
    T* const v = h.v + j * h.m;
    for (int64_t i = 0; i < j; ++i) v[i] = 0;
    v[j] = 1;
    for (int64_t i = j + 1; i < h.m; ++i) v[i] = a.p[i * a.row + j * a.col];
  }
}

// Q = H_1 ... H_k Q of few rows, one reflection after another.
template <class T>
void multiply_one_by_one(Block<const T> a, const T* tau, int64_t m, int64_t k, T* q, int64_t cols) {
  T v[kReflections], sums[kReflections];
  for (int64_t j = k; j-- > 0;) {
    T* const corner = q + j * (cols + 1);
    const int64_t rows = m - j, width = cols - j;
    v[0] = 1;
    for (int64_t i = 1; i < rows; ++i) v[i] = a.p[(j + i) * a.row + j * a.col];
    for (int64_t i = 0; i < width; ++i) sums[i] = 0;
    for (int64_t i = 0; i < rows; ++i) add_scaled(sums, v[i], corner + i * cols, width);
    for (int64_t i = 0; i < rows; ++i) add_scaled(corner + i * cols, -tau[j] * v[i], sums, width);
  }
}

// Q of (m, cols), row by row: the first columns of H_1 ... H_k. REQUIRES: k <= cols <= m.
template <class T>
void multiply_reflections(Block<const T> a, const T* tau, int64_t m, int64_t k, T* q, int64_t cols,
                          T* work) {
  for (int64_t i = 0; i < m; ++i)
    for (int64_t j = 0; j < cols; ++j) q[i * cols + j] = T(i == j);
  if (m <= kReflections) return multiply_one_by_one(a, tau, m, k, q, cols);
  for (int64_t p = (k - 1) / kReflections * kReflections; k > 0 && p >= 0; p -= kReflections) {
    const Reflections<T> h = {work + kReflections * kReflections, work, m - p,
                              least(kReflections, k - p)};
    read_vectors({a.p + p * (a.row + a.col), a.row, a.col}, h);
    make_triangle(h, tau + p);
    apply(h, false, q + p * (cols + 1), cols, cols - p, h.v + h.k * h.m);
  }
}

// The rotations of a sweep, of neighbouring rows that lie `step` apart:
//   (x, y) = (c x + s y, c y - s x)
// A strip of columns stays in registers from one rotation to the next.
template <class T, class C>
void rotate_rows(T* first, int64_t step, int64_t count, const C* c, const C* s, int64_t width) {
  constexpr int kL = kLanes<T>;
  constexpr int kVecs = 4;
  int64_t j = 0;
  for (; j + kVecs * kL <= width; j += kVecs * kL) {
    T* row = first + j;
    Vec<T> carry[kVecs];
#pragma GCC unroll 4
    for (int v = 0; v < kVecs; ++v) carry[v] = load(row + v * kL);
    for (int64_t i = 0; i < count; ++i, row += step) {
      const Vec<T> cosine = splat(static_cast<T>(c[i])), sine = splat(static_cast<T>(s[i]));
#pragma GCC unroll 4
      for (int v = 0; v < kVecs; ++v) {
        const Vec<T> next = load(row + step + v * kL);
        store(row + v * kL, fma(sine, next, cosine * carry[v]));
        carry[v] = fma(-sine, carry[v], cosine * next);
      }
    }
#pragma GCC unroll 4
    for (int v = 0; v < kVecs; ++v) store(row + v * kL, carry[v]);
  }
  for (; j < width; j += kL) {
    const int64_t some = least(kL, width - j);
    T* row = first + j;
    Vec<T> carry = load_first(row, some);
    for (int64_t i = 0; i < count; ++i, row += step) {
      const Vec<T> cosine = splat(static_cast<T>(c[i])), sine = splat(static_cast<T>(s[i]));
      const Vec<T> next = load_first(row + step, some);
      store_first(row, fma(sine, next, cosine * carry), some);
      carry = fma(-sine, carry, cosine * next);
    }
    store_first(row, carry, some);
  }
}

// The power of two that brings the largest element near enough to 1 for squares; 0 where there is
// NaN or infinity.
template <class T>
T scale_for(const T* x, int64_t n) {
  constexpr T kLow = static_cast<T>(sizeof(T) == 8 ? 0x1p-300 : 0x1p-30), kHigh = 1 / kLow;
  // Less than from kLow to kHigh, so that no step goes past both. Two reach all numbers but the
  // least of float, whose squares are numbers then.
  constexpr T kStep = static_cast<T>(sizeof(T) == 8 ? 0x1p500 : 0x1p50);
  Vec<T> most = {}, nothing = {};
  for (int64_t i = 0; i < n; i += kLanes<T>) {
    const Vec<T> v = load_first(x + i, least(kLanes<T>, n - i)), size = RG_ISA::abs(v);
    most = size > most ? size : most;
    nothing += v - v;
  }
  if (sum_lanes<T>(nothing) != 0) return 0;
  const T largest = join_all<T>(most, [](Vec<T> a, Vec<T> b) { return a > b ? a : b; });
  T scale = 1;
  for (int step = 0; step < 2 && largest > 0; ++step) {
    if (largest * scale < kLow) scale *= kStep;
    if (largest * scale > kHigh) scale /= kStep;
  }
  return scale;
}
template <class T>
void scale_all(T* x, int64_t n, T factor) {
  if (factor == 1) return;
  for (int64_t i = 0; i < n; ++i) x[i] *= factor;
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
