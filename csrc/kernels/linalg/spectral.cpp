#include "kernels/linalg/spectral.h"

#include "kernels/linalg/reflections.h"

namespace retrograd::kernels::RG_ISA {
namespace {

template <class T>
constexpr double kEps = sizeof(T) == 8 ? 0x1p-52 : 0x1p-23;
constexpr int kSweeps = 60;  // for one value; three are the rule

inline double length_of(double x, double y) { return __builtin_sqrt(x * x + y * y); }

// The length of (x, y), and one by it, at the latency of the root alone. What is so small that its
// squares vanish is 0.
struct Length {
  double value, inverse;
};
inline Length lengths_of(double x, double y) {
  const double square = x * x + y * y;
  if (!(square > 0x1p-960)) return {square != square ? square : 0, 0};
  const double value = __builtin_sqrt(square);
  return {value, value * (1 / square)};
}

template <class T>
void fill_nan(T* x, int64_t n) {
  for (int64_t i = 0; x && i < n; ++i) x[i] = static_cast<T>(__builtin_nan(""));
}

// ---- QR. ----

template <class T>
void qr(const QrArgs& g) {
  auto* const a = static_cast<T*>(g.a);
  auto* const tau = static_cast<T*>(g.tau);
  auto* const t = static_cast<T*>(g.work);
  const int64_t k = least(g.m, g.n);
  const T scale = scale_for(a, g.m * g.n);
  if (scale == 0) {
    fill_nan(a, g.m * g.n);
    return fill_nan(tau, k);
  }
  scale_all(a, g.m * g.n, scale);
  for (int64_t p = 0; p < k; p += kReflections) {
    const Reflections<T> h = {t + kReflections * kReflections, t, g.m - p,
                              least(kReflections, k - p)};
    T* const corner = a + p * (g.n + 1);
    transpose_block(corner, g.n, h.v, h.m, h.m, h.k);
    for (int64_t j = 0; j < h.k; ++j) {
      T* const v = h.v + j * h.m + j;
      const int64_t n = h.m - j;
      tau[p + j] = reflect(v, n);
      const T beta = v[0];
      v[0] = 1;
      for (int64_t c = j + 1; c < h.k; ++c) {
        T* const x = h.v + c * h.m + j;
        add_scaled(x, -tau[p + j] * dot(v, x, n), v, n);
      }
      v[0] = beta;
    }
    transpose_block(h.v, h.m, corner, g.n, h.k, h.m);
    const int64_t right = g.n - p - h.k;
    if (right > 0) {
      read_vectors<T>({corner, g.n, 1}, h);
      make_triangle(h, tau + p);
      apply(h, true, corner + h.k, g.n, right, h.v + h.k * h.m);
    }
    rest();
  }
  if (scale != 1)
    for (int64_t i = 0; i < k; ++i) scale_all(a + i * g.n + i, g.n - i, 1 / scale);
}

template <class T>
void reflections(const ReflectionsArgs& g) {
  multiply_reflections<T>({static_cast<const T*>(g.a), g.a_row, g.a_col},
                          static_cast<const T*>(g.tau), g.m, g.k, static_cast<T*>(g.q), g.cols,
                          static_cast<T*>(g.work));
}

// Where the values are found in a scratch of n of them each: smallest or largest first.
struct Order {
  int64_t* at;
  int64_t n;
};
inline void sort(Order order, const double* x, bool descending) {
  for (int64_t i = 0; i < order.n; ++i) order.at[i] = i;
  // A heap: n log n, in place.
  const auto before = [=](int64_t i, int64_t j) {
    const double a = descending ? -x[i] : x[i], b = descending ? -x[j] : x[j];
    return a < b || (a == b && i < j);
  };
  const auto sink = [&](int64_t i, int64_t n) {
    for (int64_t child; (child = 2 * i + 1) < n; i = child) {
      if (child + 1 < n && before(order.at[child], order.at[child + 1])) ++child;
      if (!before(order.at[i], order.at[child])) return;
      const int64_t held = order.at[i];
      order.at[i] = order.at[child];
      order.at[child] = held;
    }
  };
  for (int64_t i = order.n / 2; i-- > 0;) sink(i, order.n);
  for (int64_t n = order.n; n-- > 1;) {
    const int64_t held = order.at[0];
    order.at[0] = order.at[n];
    order.at[n] = held;
    sink(0, n);
  }
}

// ---- Symmetric matrices: to tridiagonal form by reflections, then implicit QL with shifts. ----

// A vector of a reflection, and w of A - v w^T - w v^T, which it makes of A.
template <class T>
struct RankTwo {
  const T *v, *w;

  T at(int64_t i, int64_t j) const { return v[i] * w[j] + w[i] * v[j]; }
};

// A = A - v w^T - w v^T and y = A x in one pass over the lower triangle of a symmetric A, two rows
// at a time.
template <class T>
void update_and_multiply(T* a, int64_t row, RankTwo<T> by, const T* x, T* y, int64_t n) {
  constexpr int kL = kLanes<T>;
  int64_t i = n % 2;
  if (i == 1) y[0] = (a[0] -= by.at(0, 0)) * x[0];
  for (; i < n; i += 2) {
    T *const one = a + i * row, *const two = one + row;
    const Vec<T> v1 = splat(-by.v[i]), w1 = splat(-by.w[i]), x1 = splat(x[i]);
    const Vec<T> v2 = splat(-by.v[i + 1]), w2 = splat(-by.w[i + 1]), x2 = splat(x[i + 1]);
    Vec<T> sum1 = {}, sum2 = {};
    for (int64_t j = 0; j < i; j += kL) {
      const int64_t some = least(kL, i - j);
      const Vec<T> v = load_first(by.v + j, some), w = load_first(by.w + j, some);
      const Vec<T> a1 = fma(v1, w, fma(w1, v, load_first(one + j, some)));
      const Vec<T> a2 = fma(v2, w, fma(w2, v, load_first(two + j, some)));
      store_first(one + j, a1, some);
      store_first(two + j, a2, some);
      const Vec<T> from = load_first(x + j, some);
      sum1 = fma(a1, from, sum1);
      sum2 = fma(a2, from, sum2);
      store_first(y + j, fma(x1, a1, fma(x2, a2, load_first(y + j, some))), some);
    }
    one[i] -= by.at(i, i);
    two[i] -= by.at(i + 1, i);
    two[i + 1] -= by.at(i + 1, i + 1);
    y[i] = sum_lanes<T>(sum1) + one[i] * x[i] + two[i] * x[i + 1];
    y[i + 1] = sum_lanes<T>(sum2) + two[i] * x[i] + two[i + 1] * x[i + 1];
  }
}

// Reads the lower triangle of a, and leaves the vectors in its rows, behind the diagonal. p has
// room for two vectors. What a reflection changes waits for the pass of the next.
template <class T>
void tridiagonalize(T* a, int64_t n, double* d, double* e, T* tau, T* p) {
  for (int64_t i = 0; i < n; ++i) p[i] = 0;
  RankTwo<T> before = {p, p};
  for (int64_t k = 0; k < n; ++k) {
    T* const row = a + k * n;
    d[k] = row[k] - before.at(0, 0);
    if (k + 1 >= n) break;
    T *const v = row + k + 1, *const w = p + (k % 2 == 0 ? n : 0);
    const int64_t m = n - k - 1;
    for (int64_t i = 0; i < m; ++i) v[i] = row[(i + 1) * n + k] - before.at(i + 1, 0);
    tau[k] = reflect(v, m);
    e[k] = v[0];
    v[0] = 1;
    // p = tau A v,  w = p - tau (p . v) v / 2,  A -= v w^T + w v^T
    update_and_multiply<T>(a + (k + 1) * (n + 1), n, {before.v + 1, before.w + 1}, v, w, m);
    for (int64_t i = 0; i < m; ++i) w[i] *= tau[k];
    add_scaled(w, -tau[k] / 2 * dot(w, v, m), v, m);
    before = {v, w};
    if (k % 16 == 15) rest();
  }
}

// Sweeps of rotations that wait for the vectors to be turned by them: `count` each, of rows from
// `first` down.
struct Sweep {
  int64_t first, count;
};
template <class T>
struct Sweeps {
  T *c, *s;
  Sweep* sweep;
  int64_t n, count = 0, rotations = 0;

  Sweeps(T* turns, Sweep* at, int64_t size)
      : c(turns), s(turns + kEighSweeps * size), sweep(at), n(size) {}
  bool has_room() const { return rotations + n <= kEighSweeps * n && count < n; }
};

// The eigenvalues of the tridiagonal matrix, d on and e beside the diagonal, by implicit QL. After
// Wilkinson and Reinsch (1971), II/3.
struct ImplicitQl {
  double *d, *e;
  int64_t n;
  double tiny;  // what is rounding beside the whole matrix, or rounding alone would be iterated on
  int64_t l = 0, sweep = 0;
  int64_t missing = 0;  // values that were not found

  // Goes on until there is no room for another sweep; none at all are left at the end.
  template <class T>
  void fill(Sweeps<T>& to);
};

template <class T>
[[gnu::noinline]] void ImplicitQl::fill(Sweeps<T>& to) {
  to.count = to.rotations = 0;
  for (; l < n; ++l, sweep = 0) {
    for (;; ++sweep) {
      int64_t m = l;
      for (; m + 1 < n; ++m)
        if (size_of(e[m]) <= tiny) break;
      if (m == l) break;
      if (!to.has_room()) return;
      if (sweep == kSweeps) {
        missing = n - l;
        l = n;
        return;
      }
      T *const c = to.c + to.rotations, *const s = to.s + to.rotations;
      const double half = (d[l + 1] - d[l]) / (2 * e[l]), size = length_of(half, 1);
      double g = d[m] - d[l] + e[l] / (half + (half < 0 ? -size : size));
      double sine = 1, cosine = 1, p = 0;
      int64_t i = m, count = 0;
      while (i > l) {
        --i;
        double f = sine * e[i];
        const double b = cosine * e[i];
        const Length r = lengths_of(f, g);
        e[i + 1] = r.value;
        if (r.value == 0) {  // a zero beside the diagonal: the sweep ends above it
          d[i + 1] -= p;
          e[m] = 0;
          ++i;
          break;
        }
        sine = f * r.inverse;
        cosine = g * r.inverse;
        g = d[i + 1] - p;
        f = (d[i] - g) * sine + 2 * cosine * b;
        p = sine * f;
        d[i + 1] = g + p;
        g = cosine * f - b;
        // (z_i, z_i+1) = (c z_i - s z_i+1, s z_i + c z_i+1)
        c[count] = static_cast<T>(cosine);
        s[count++] = static_cast<T>(sine);
      }
      to.sweep[to.count++] = {m, count};
      to.rotations += count;
      if (count < m - l) continue;
      d[l] -= p;
      e[l] = g;
      e[m] = 0;
    }
    if (l % 8 == 7) rest();
  }
}

// Strips of columns, which stay in the cache from one sweep to the next.
template <class T>
[[gnu::noinline]] void turn(const Sweeps<T>& by, T* z, int64_t n) {
  constexpr int64_t kStrip = 64;
  for (int64_t j = 0; j < n; j += kStrip)
    for (int64_t k = 0, turned = 0; k < by.count; ++k) {
      const auto [first, count] = by.sweep[k];
      rotate_rows(z + first * n + j, -n, count, by.c + turned, by.s + turned, least(kStrip, n - j));
      turned += count;
    }
}

// Turns the rows of z, if there is one, by all sweeps of `ql`: one thread finds the next ones while
// another turns by those found, always the same, or z would move from cache to cache.
template <class T>
void turn_by_sweeps(ImplicitQl& ql, Sweeps<T> now, Sweeps<T> next, T* z) {
  constexpr int64_t kAlone = 64;  // so small that it is done before another wakes
  struct Call {
    ImplicitQl* ql;
    Sweeps<T>*now, *next;
    T* z;
  } call = {&ql, &now, &next, z};
  for (ql.fill(now); now.count > 0;) {
    parallel_for(2, z && ql.n > kAlone ? 1 : 2, &call, [](void* c, int64_t begin, int64_t end) {
      const Call& g = *static_cast<const Call*>(c);
      if (begin == 0) g.ql->fill(*g.next);
      if (end == 2 && g.z) turn(*g.now, g.z, g.ql->n);
    });
    const Sweeps<T> held = now;
    now = next;
    next = held;
  }
}

template <class T>
int64_t eigh(const EighArgs& g) {
  const int64_t n = g.n;
  auto* const a = static_cast<T*>(g.a);
  auto *const w = static_cast<T*>(g.w), *const v = static_cast<T*>(g.v);
  for (int64_t i = 0; i < n; ++i)
    for (int64_t j = i + 1; j < n; ++j) a[i * n + j] = 0;
  const T scale = scale_for(a, n * n);
  if (scale == 0) {
    fill_nan(w, n);
    fill_nan(v, v ? n * n : 0);
    return -1;
  }
  scale_all(a, n * n, scale);
  // Doubles first, so that they lie as they must.
  auto* const d = static_cast<double*>(g.work);
  double* const e = d + n;
  auto* const sweeps = reinterpret_cast<Sweep*>(e + n);
  const Order order = {reinterpret_cast<int64_t*>(sweeps + 2 * n), n};
  T* const tau = reinterpret_cast<T*>(order.at + n);
  T *const p = tau + n, *const turns = p + 2 * n, *const z = turns + 4 * kEighSweeps * n,
           *const work = z + n * n;
  tridiagonalize(a, n, d, e, tau, p);
  if (v) {
    // Q = 1 and the product of the reflections below it; its columns are rows of z.
    if (n > 1) multiply_reflections<T>({a + 1, 1, n}, tau, n - 1, n - 1, v, n - 1, work);
    for (int64_t i = 0; i < n; ++i) z[i] = z[i * n] = T(i == 0);
    transpose_block(v, n - 1, z + n + 1, n, n - 1, n - 1);
  }
  double largest = 0;
  if (n > 0) e[n - 1] = 0;
  for (int64_t i = 0; i < n; ++i) {
    const double size = size_of(d[i]) + size_of(e[i]);
    largest = size > largest ? size : largest;
  }
  ImplicitQl ql = {d, e, n, kEps<T> * largest};
  turn_by_sweeps(ql, Sweeps<T>(turns, sweeps, n),
                 Sweeps<T>(turns + 2 * kEighSweeps * n, sweeps + n, n), v ? z : nullptr);
  sort(order, d, false);
  for (int64_t i = 0; i < n; ++i) w[i] = static_cast<T>(d[order.at[i]]) * (1 / scale);
  for (int64_t j = 0; v && j < n; ++j) {
    const T* const row = z + order.at[j] * n;
    for (int64_t i = 0; i < n; ++i) v[i * n + j] = row[i];
  }
  return ql.missing;
}

// ---- Singular values: to bidiagonal form by reflections, then implicit QR with shifts. ----

// Leaves the vectors of the left in columns of a, below the diagonal, those of the right in rows,
// behind the element beside it. e[i] stands above d[i].
template <class T>
void bidiagonalize(T* a, int64_t n, double* d, double* e, T* left, T* right, T* u, T* w) {
  e[0] = 0;
  for (int64_t k = 0; k < n; ++k) {
    const int64_t m = n - k;
    T* const corner = a + k * (n + 1);
    for (int64_t i = 0; i < m; ++i) u[i] = corner[i * n];
    left[k] = reflect(u, m);
    d[k] = u[0];
    u[0] = 1;
    for (int64_t i = 1; i < m; ++i) corner[i * n] = u[i];
    if (m == 1) break;
    // A -= tau u (u^T A)
    if (left[k] != 0) {
      for (int64_t j = 0; j < m - 1; ++j) w[j] = 0;
      for (int64_t i = 0; i < m; ++i) add_scaled(w, -left[k] * u[i], corner + i * n + 1, m - 1);
      for (int64_t i = 0; i < m; ++i) add_scaled(corner + i * n + 1, u[i], w, m - 1);
    }
    T* const v = corner + 1;
    right[k] = reflect(v, m - 1);
    e[k + 1] = v[0];
    v[0] = 1;
    // A -= tau (A v) v^T
    for (int64_t i = 1; right[k] != 0 && i < m; ++i)
      add_scaled(v + i * n, -right[k] * dot(v + i * n, v, m - 1), v, m - 1);
    if (k % 16 == 15) rest();
  }
}

// The rows x and y of one rotation.
template <class T>
void rotate_pair(T* x, T* y, double c, double s, int64_t n) {
  for (int64_t j = 0; j < n; ++j) {
    const T held = x[j];
    x[j] = static_cast<T>(c * held + s * y[j]);
    y[j] = static_cast<T>(c * y[j] - s * held);
  }
}

// The singular values of the bidiagonal matrix, d on the diagonal and e[i] above d[i]; its
// rotations go to the rows of ut and vt, if there are any. Returns how many were not found. After
// Golub and Reinsch (1970).
template <class T>
[[gnu::noinline]] int64_t implicit_qr(double* d, double* e, int64_t n, T* ut, T* vt,
                                      double* turns) {
  double *const c = turns, *const s = c + n, *const c2 = s + n, *const s2 = c2 + n;
  double norm = 0;
  for (int64_t i = 0; i < n; ++i) {
    const double size = size_of(d[i]) + size_of(e[i]);
    norm = size > norm ? size : norm;
  }
  const double tiny = 2 * kEps<T> * norm;
  for (int64_t k = n - 1; k >= 0; --k) {
    for (int sweep = 0;; ++sweep) {
      int64_t l = k;
      bool split = false;
      while (l > 0 && size_of(e[l]) > tiny && !split)
        if (size_of(d[--l]) <= tiny) split = true;
      if (split) {
        // d[l] is 0: what stands beside it is rotated away, down its row.
        double cosine = 0, sine = 1;
        for (int64_t i = l + 1; i <= k; ++i) {
          const double f = sine * e[i];
          e[i] *= cosine;
          if (size_of(f) <= tiny) break;
          const double size = length_of(f, d[i]);
          cosine = d[i] / size;
          sine = -f / size;
          d[i] = size;
          if (ut) rotate_pair(ut + l * n, ut + i * n, cosine, sine, n);
        }
        ++l;
        e[l] = 0;
      }
      if (l == k) break;
      if (sweep == kSweeps) return k + 1;
      // The shift: of the last two by two the eigenvalue that is next to its last element.
      double x = d[l], y = d[k - 1], z = d[k], g = e[k - 1], h = e[k];
      double f = ((y - z) * (y + z) + (g - h) * (g + h)) / (2 * h * y);
      g = length_of(f, 1);
      f = ((x - z) * (x + z) + h * (y / (f + (f < 0 ? -g : g)) - h)) / x;
      double cosine = 1, sine = 1;
      for (int64_t j = l; j < k; ++j) {
        g = cosine * e[j + 1];
        h = sine * e[j + 1];
        y = d[j + 1];
        Length length = lengths_of(f, h);
        if (j > l) e[j] = length.value;
        cosine = length.value == 0 ? 1 : f * length.inverse;
        sine = h * length.inverse;
        c[j - l] = cosine;
        s[j - l] = sine;
        f = x * cosine + g * sine;
        g = g * cosine - x * sine;
        h = y * sine;
        y *= cosine;
        length = lengths_of(f, h);
        d[j] = length.value;
        cosine = length.value == 0 ? 1 : f * length.inverse;
        sine = h * length.inverse;
        c2[j - l] = cosine;
        s2[j - l] = sine;
        f = cosine * g + sine * y;
        x = cosine * y - sine * g;
      }
      e[l] = 0;
      e[k] = f;
      d[k] = x;
      if (!ut) continue;
      rotate_rows(vt + l * n, n, k - l, c, s, n);
      rotate_rows(ut + l * n, n, k - l, c2, s2, n);
    }
    if (d[k] < 0) {
      d[k] = -d[k];
      for (int64_t j = 0; vt && j < n; ++j) vt[k * n + j] = -vt[k * n + j];
    }
    if (k % 8 == 7) rest();
  }
  return 0;
}

template <class T>
int64_t svd(const SvdArgs& g) {
  const int64_t n = g.n;
  auto* const a = static_cast<T*>(g.a);
  auto *const sizes = static_cast<T*>(g.s), *const u = static_cast<T*>(g.u),
              *const vt = static_cast<T*>(g.vt);
  const T scale = scale_for(a, n * n);
  if (scale == 0) {
    fill_nan(sizes, n);
    fill_nan(u, u ? n * n : 0);
    fill_nan(vt, u ? n * n : 0);
    return -1;
  }
  scale_all(a, n * n, scale);
  auto* const d = static_cast<double*>(g.work);
  double *const e = d + n, *const turns = e + n;
  const Order order = {reinterpret_cast<int64_t*>(turns + 4 * n), n};
  T* const left = reinterpret_cast<T*>(order.at + n);
  T *const right = left + n, *const x = right + n, *const y = x + n;
  T *const rows_u = y + n, *const rows_v = rows_u + n * n, *const work = rows_v + n * n;
  bidiagonalize(a, n, d, e, left, right, x, y);
  if (u) {
    multiply_reflections<T>({a, n, 1}, left, n, n, u, n, work);
    transpose_block(u, n, rows_u, n, n, n);
    if (n > 1) multiply_reflections<T>({a + 1, 1, n}, right, n - 1, n - 1, vt, n - 1, work);
    for (int64_t i = 0; i < n; ++i) rows_v[i] = rows_v[i * n] = T(i == 0);
    transpose_block(vt, n - 1, rows_v + n + 1, n, n - 1, n - 1);
  }
  const int64_t missing = implicit_qr(d, e, n, u ? rows_u : nullptr, u ? rows_v : nullptr, turns);
  sort(order, d, true);
  for (int64_t i = 0; i < n; ++i) sizes[i] = static_cast<T>(d[order.at[i]]) * (1 / scale);
  for (int64_t j = 0; u && j < n; ++j) {
    const T* const row = rows_u + order.at[j] * n;
    for (int64_t i = 0; i < n; ++i) u[i * n + j] = row[i];
    __builtin_memcpy(vt + j * n, rows_v + order.at[j] * n, static_cast<size_t>(n) * sizeof(T));
  }
  return missing;
}

}  // namespace

extern const Spectral spectral;
const Spectral spectral = {
    .qr = of_floats<QrFn, qr<float>, qr<double>>(),
    .reflections = of_floats<ReflectionsFn, reflections<float>, reflections<double>>(),
    .eigh = of_floats<EighFn, eigh<float>, eigh<double>>(),
    .svd = of_floats<SvdFn, svd<float>, svd<double>>()};

}  // namespace retrograd::kernels::RG_ISA
