#include "kernels/linalg/factor.h"

#include "kernels/linalg/blocks.h"

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int64_t kNb = kFactorBlock;

// ---- Triangles of at most kNb rows: t is packed, kNb elements a row. ----

// kVecs registers of columns of B, row after row: a row is read once, and the ones that are found
// stay in the first cache level. Two chains of terms hide the latency of fma.
template <class T, int kVecs>
[[gnu::always_inline]] inline void solve_strip(const T* t, int64_t n, T* b, int64_t b_row,
                                               int64_t tail, bool upper, bool unit) {
  constexpr int kL = kLanes<T>;
  const auto count = [&](int v) { return v + 1 < kVecs ? int64_t{kL} : tail; };
  for (int64_t step = 0; step < n; ++step) {
    const int64_t j = upper ? n - 1 - step : step;
    const int64_t first = upper ? j + 1 : 0, last = upper ? n : j;
    Vec<T> sum[kVecs], other[kVecs] = {};
    T* y = b + j * b_row;
#pragma GCC unroll 4
    for (int v = 0; v < kVecs; ++v) sum[v] = load_first(y + v * kL, count(v));
    int64_t k = first;
    for (; k + 2 <= last; k += 2) {
      const Vec<T> s = splat(-t[j * kNb + k]), r = splat(-t[j * kNb + k + 1]);
      const T *x = b + k * b_row, *z = x + b_row;
#pragma GCC unroll 4
      for (int v = 0; v < kVecs; ++v) {
        sum[v] = fma(s, load_first(x + v * kL, count(v)), sum[v]);
        other[v] = fma(r, load_first(z + v * kL, count(v)), other[v]);
      }
    }
    if (k < last) {
      const Vec<T> s = splat(-t[j * kNb + k]);
#pragma GCC unroll 4
      for (int v = 0; v < kVecs; ++v)
        sum[v] = fma(s, load_first(b + k * b_row + v * kL, count(v)), sum[v]);
    }
    const Vec<T> d = splat(t[j * kNb + j]);
#pragma GCC unroll 4
    for (int v = 0; v < kVecs; ++v) {
      const Vec<T> x = sum[v] + other[v];
      store_first(y + v * kL, unit ? x : x / d, count(v));
    }
  }
}

template <class T>
void solve_block(const T* t, int64_t n, T* b, int64_t b_row, int64_t cols, bool upper, bool unit) {
  constexpr int kL = kLanes<T>;
  int64_t j = 0;
  for (; j + 4 * kL <= cols; j += 4 * kL) solve_strip<T, 4>(t, n, b + j, b_row, kL, upper, unit);
  for (; j < cols; j += kL) solve_strip<T, 1>(t, n, b + j, b_row, least(kL, cols - j), upper, unit);
}

// The triangle of a block, as solve_block takes it.
template <class T>
void pack_triangle(Block<const T> a, int64_t n, bool upper, T* t) {
  for (int64_t i = 0; i < n; ++i)
    for (int64_t k = upper ? i : 0; k < (upper ? n : i + 1); ++k)
      t[i * kNb + k] = a.p[i * a.row + k * a.col];
}

// Note [Halves]: a triangle is cut in two, a multiple of kNb first, until one block is left. What
// is between the halves is one product, as deep as the first one: deep products go at full speed.

template <class T>
void negated(const T* x, int64_t row, T* to, int64_t rows, int64_t cols) {
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t j = 0; j < cols; ++j) to[i * cols + j] = -x[i * row + j];
}

struct Side {
  bool upper, unit;
};

// X_1 = A_11^-1 B_1,  X_2 = A_22^-1 (B_2 - A_21 X_1); from below where A is upper.
template <class T>
void solve_halves(Block<const T> a, int64_t n, T* b, int64_t b_row, int64_t cols, Side side,
                  T* work) {
  T* const other = work + kNb * kNb;
  if (n <= kNb) {
    pack_triangle(a, n, side.upper, work);
    return solve_block(work, n, b, b_row, cols, side.upper, side.unit);
  }
  const int64_t half = first_half(n), left = n - half;
  const Block<const T> low = {a.p + half * (a.row + a.col), a.row, a.col};
  T* const b_low = b + half * b_row;
  if (side.upper) {
    solve_halves(low, left, b_low, b_row, cols, side, work);
    negated(b_low, b_row, other, left, cols);
    product<T>({a.p + half * a.col, a.row, a.col}, {other, cols, 1}, b, b_row, half, cols, left,
               true);
    return solve_halves(a, half, b, b_row, cols, side, work);
  }
  solve_halves(a, half, b, b_row, cols, side, work);
  negated(b, b_row, other, half, cols);
  product<T>({a.p + half * a.row, a.row, a.col}, {other, cols, 1}, b_low, b_row, left, cols, half,
             true);
  solve_halves(low, left, b_low, b_row, cols, side, work);
}

template <class T>
void solve_triangular(const TriangularArgs& g) {
  solve_halves<T>({static_cast<const T*>(g.a), g.a_row, g.a_col}, g.n, static_cast<T*>(g.b),
                  g.b_row, g.cols, {g.upper, g.unit}, static_cast<T*>(g.work));
}

// ---- Cholesky. ----

inline float root_of(float x) { return __builtin_sqrtf(x); }
inline double root_of(double x) { return __builtin_sqrt(x); }

// l_jj = sqrt(a_jj),  l_ij = a_ij / l_jj,  a_ik -= l_ij l_kj
template <class T>
int64_t cholesky_block(T* a, int64_t n, int64_t row) {
  T column[kNb];
  for (int64_t j = 0; j < n; ++j) {
    const T d = a[j * row + j];
    if (!(d > 0)) return j + 1;
    const T root = root_of(d);
    a[j * row + j] = root;
    for (int64_t i = j + 1; i < n; ++i) column[i] = a[i * row + j] /= root;
    for (int64_t i = j + 1; i < n; ++i)
      add_scaled(a + i * row + j + 1, -column[i], column + j + 1, i - j);
  }
  rest();
  return 0;
}

// L_21 = A_21 L_11^-T,  A_22 -= L_21 L_21^T
template <class T>
int64_t cholesky_halves(T* a, int64_t n, int64_t row, T* work) {
  if (n <= kNb) return cholesky_block(a, n, row);
  const int64_t half = first_half(n), left = n - half;
  if (const int64_t at = cholesky_halves(a, half, row, work)) return at;
  T *const low = a + half * row, *const corner = low + half;
  T* const turned = work + kNb * kNb;  // L_21^T
  transpose_block(low, row, turned, left, left, half);
  solve_halves<T>({a, row, 1}, half, turned, left, left, {false, false}, turned + half * left);
  transpose_block(turned, left, low, row, half, left);
  negated(turned, left, turned, half, left);
  constexpr int64_t kStripe = 48;  // rows whose upper part is computed in vain
  for (int64_t i = 0; i < left; i += kStripe) {
    const int64_t some = least(kStripe, left - i);
    product<T>({low + i * row, row, 1}, {turned, left, 1}, corner + i * row, row, some, i + some,
               half, true);
  }
  const int64_t at = cholesky_halves(corner, left, row, work);
  return at ? half + at : 0;
}

constexpr int64_t kTiny = 16;  // for which vectors are too long

// A = L D L^T first, row after row: a row waits for a quotient of the one before, for no root.
// False where a quotient would not keep its digits, or there is no root; then nothing is written,
// so that what is left of a matrix that cannot be factored does not depend on its size.
template <class T>
bool cholesky_tiny(T* a, int64_t n, int64_t row) {
  constexpr T kLow = static_cast<T>(sizeof(T) == 8 ? 0x1p-1000 : 0x1p-120);
  T d[kTiny], inverse[kTiny];  // D, and 1 / D
  T l[kTiny * kTiny];          // L below its diagonal of ones
  for (int64_t j = 0; j < n; ++j) {
    T* const x = a + j * row;
    T* const own = l + j * kTiny;
    T left = x[j], scaled[kTiny];  // the row of L D
    for (int64_t i = 0; i < j; ++i) {
      T v = x[i];
      for (int64_t k = 0; k < i; ++k) v -= scaled[k] * l[i * kTiny + k];
      scaled[i] = v;
      own[i] = v * inverse[i];
      left -= v * own[i];
    }
    if (!(left >= kLow && left <= 1 / kLow)) return false;
    d[j] = left;
    inverse[j] = 1 / left;
  }
  for (int64_t j = 0; j < n; ++j) d[j] = root_of(d[j]);
  for (int64_t j = 0; j < n; ++j) {
    T* const x = a + j * row;
    for (int64_t i = 0; i < j; ++i) x[i] = l[j * kTiny + i] * d[i];
    x[j] = d[j];
    for (int64_t i = j + 1; i < n; ++i) x[i] = 0;
  }
  rest();
  return true;
}

template <class T>
int64_t cholesky(void* of, int64_t n, int64_t row, void* work) {
  auto* const a = static_cast<T*>(of);
  if (n <= kTiny && cholesky_tiny(a, n, row)) return 0;
  const int64_t at = cholesky_halves(a, n, row, static_cast<T*>(work));
  for (int64_t i = 0; i + 1 < n; ++i)
    __builtin_memset(a + i * row + i + 1, 0, static_cast<size_t>(n - i - 1) * sizeof(T));
  return at;
}

// ---- LU. ----

template <class T>
T magnitude(T x) {
  return x < 0 ? -x : x;
}

// The first of the largest elements; the first NaN-free one where there is NaN.
template <class T>
int64_t largest_of(const T* x, int64_t n) {
  constexpr int kL = kLanes<T>;
  Vec<T> best = splat(magnitude(x[0]));
  for (int64_t i = 0; i < n; i += kL) {
    const Vec<T> size = RG_ISA::abs(load_first(x + i, least(kL, n - i)));
    best = size > best ? size : best;
  }
  const T most = join_all<T>(best, [](Vec<T> a, Vec<T> b) { return a > b ? a : b; });
  for (int64_t i = 0; i < n; ++i)
    if (magnitude(x[i]) == most) return i;
  return 0;
}

// y -= x_1 s_1 + ... + x_k s_k of columns `apart` from one to the next, four at a time.
template <class T>
void subtract_columns(T* y, const T* x, int64_t apart, const T* s, int64_t k, int64_t n) {
  constexpr int kL = kLanes<T>;
  int64_t j = 0;
  for (; j + 4 <= k; j += 4, x += 4 * apart) {
    const Vec<T> f[4] = {splat(-s[j]), splat(-s[j + 1]), splat(-s[j + 2]), splat(-s[j + 3])};
    for (int64_t i = 0; i < n; i += kL) {
      const int64_t count = least(kL, n - i);
      Vec<T> sum = load_first(y + i, count);
#pragma GCC unroll 4
      for (int c = 0; c < 4; ++c) sum = fma(f[c], load_first(x + c * apart + i, count), sum);
      store_first(y + i, sum, count);
    }
  }
  for (; j < k; ++j, x += apart) add_scaled(y, -s[j], x, n);
}

// A panel of `cols` columns of m elements, each m apart: column k gets what the ones before it have
// found, then its pivot. Returns the first column with a pivot of 0, from 1. REQUIRES: cols <= m.
template <class T>
int64_t lu_panel(T* panel, int64_t m, int64_t cols, int64_t* chosen) {
  constexpr int kL = kLanes<T>;
  int64_t zero = 0;
  for (int64_t k = 0; k < cols; ++k) {
    T* const column = panel + k * m;
    for (int64_t j = 0; j < k; ++j) {
      const T x = column[chosen[j]];
      column[chosen[j]] = column[j];
      column[j] = x;
    }
    for (int64_t j = 0; j + 1 < k; ++j)
      add_scaled(column + j + 1, -column[j], panel + j * m + j + 1, k - j - 1);
    subtract_columns(column + k, panel + k, m, column, k, m - k);
    const int64_t at = chosen[k] = k + largest_of(column + k, m - k);
    for (int64_t j = 0; at != k && j <= k; ++j) {
      const T x = panel[j * m + at];
      panel[j * m + at] = panel[j * m + k];
      panel[j * m + k] = x;
    }
    const T pivot = column[k];
    if (pivot == 0) {
      if (!zero) zero = k + 1;
      continue;
    }
    const Vec<T> d = splat(pivot);
    for (int64_t i = k + 1; i < m; i += kL) {
      const int64_t count = least(kL, m - i);
      store_first(column + i, load_first(column + i, count) / d, count);
    }
  }
  return zero;
}

// Exchanges rows as the pivots say, which are counted from row `first` and 1.
template <class T>
void exchange_rows(T* a, int64_t row, int64_t cols, const int32_t* pivots, int64_t n,
                   int64_t first) {
  for (int64_t i = 0; i < n; ++i) {
    T *const x = a + i * row, *const y = a + (pivots[i] - 1 - first) * row;
    for (int64_t j = 0; x != y && j < cols; ++j) {
      const T held = x[j];
      x[j] = y[j];
      y[j] = held;
    }
  }
}

template <class T>
struct Packed {
  T* work;
  int32_t* pivots;
  int64_t zero;  // the first column with a pivot of 0, from 1
};

// What the first k columns of m rows have found, for the columns to the right of them:
// U_12 = L_11^-1 A_12,  A_22 -= L_21 U_12
template <class T>
void lu_update(T* a, int64_t row, int64_t m, int64_t k, int64_t cols, int64_t first,
               const Packed<T>& p) {
  T* const right = a + k;
  exchange_rows(right, row, cols, p.pivots + first, k, first);
  solve_halves<T>({a, row, 1}, k, right, row, cols, {false, true}, p.work);
  T* const other = p.work + kNb * kNb;
  negated(right, row, other, k, cols);
  product<T>({a + k * row, row, 1}, {other, cols, 1}, right + k * row, row, m - k, cols, k, true);
}

// The factors of n columns of m >= n rows, of which the first one is number `first`.
template <class T>
void lu_halves(T* a, int64_t row, int64_t m, int64_t n, int64_t first, Packed<T>& p) {
  if (n <= kNb) {
    int64_t chosen[kNb];
    transpose_block(a, row, p.work, m, m, n);
    const int64_t at = lu_panel(p.work, m, n, chosen);
    if (at && !p.zero) p.zero = first + at;
    transpose_block(p.work, m, a, row, n, m);
    for (int64_t i = 0; i < n; ++i)
      p.pivots[first + i] = static_cast<int32_t>(first + chosen[i] + 1);
    return rest();
  }
  const int64_t half = first_half(n);
  lu_halves(a, row, m, half, first, p);
  lu_update(a, row, m, half, n - half, first, p);
  lu_halves(a + half * (row + 1), row, m - half, n - half, first + half, p);
  exchange_rows(a + half * row, row, half, p.pivots + first + half, n - half, first + half);
}

template <class T>
int64_t lu(const LuArgs& g) {
  auto* const a = static_cast<T*>(g.a);
  Packed<T> p = {static_cast<T*>(g.work), g.pivots, 0};
  const int64_t k = least(g.m, g.n);
  lu_halves(a, g.row, g.m, k, 0, p);
  if (k < g.n) lu_update(a, g.row, g.m, k, g.n - k, 0, p);
  return p.zero;
}

// ---- Determinants. ----

inline float log_of(float x) { return __builtin_logf(x); }
inline double log_of(double x) { return __builtin_log(x); }

template <class T>
void determinant(const DeterminantArgs& g) {
  const auto* const u = static_cast<const T*>(g.lu);
  T sign = 1, det = 1, log = 0;
  for (int64_t i = 0; i < g.n; ++i) {
    if (g.pivots[i] != i + 1) sign = -sign;
    const T x = u[i * (g.row + 1)];
    det *= x;
    if (!g.log) continue;
    sign *= x > 0 ? T(1) : x < 0 ? T(-1) : x;
    log += log_of(magnitude(x));
  }
  if (g.det) *static_cast<T*>(g.det) = sign * det;
  if (g.log) {
    *static_cast<T*>(g.sign) = sign;
    *static_cast<T*>(g.log) = log;
  }
}

}  // namespace

extern const Factor factor;
const Factor factor = {
    .cholesky = of_floats<CholeskyFn, cholesky<float>, cholesky<double>>(),
    .lu = of_floats<LuFn, lu<float>, lu<double>>(),
    .solve_triangular =
        of_floats<TriangularFn, solve_triangular<float>, solve_triangular<double>>(),
    .determinant = of_floats<DeterminantFn, determinant<float>, determinant<double>>()};

}  // namespace retrograd::kernels::RG_ISA
