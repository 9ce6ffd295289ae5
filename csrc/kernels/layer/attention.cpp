#include "kernels/layer/attention.h"

#include <limits>

#include "base/machine/parallel.h"
#include "kernels/layer/floats.h"
#include "kernels/loops.h"
#include "kernels/parts.h"
#include "kernels/simd/math.h"

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int64_t kRows = 32, kKeys = 64;  // of a block
// Rows of a tile: 32 registers hold 8 x 2 sums and more, 16 only half of that.
#if defined(__AVX512F__) || defined(__aarch64__)
constexpr int kTall = 8;
#else
constexpr int kTall = 4;
#endif

// ---- Products of small matrices. ----

// c (+)= a b. a(i, l) is at a[i ra + l la], b and c have rows of ldb and ldc elements.
template <class T>
struct Product {
  T* c;
  int64_t ldc;
  const T* a;
  int64_t ra, la;
  const T* b;
  int64_t ldb;
  int64_t m, n, k;
  bool add;
};

// A tile of `tall` rows and `wide` vectors, the last of `count` lanes.
template <class T, int tall, int wide>
[[gnu::noinline]] void tile(const Product<T>& p, int64_t i, int64_t j, int64_t count) {
  constexpr int64_t kL = kLanes<T>;
  const T *a = p.a + i * p.ra, *b = p.b + j;
  const int64_t ra = p.ra, la = p.la, ldb = p.ldb;
  Vec<T> sum[tall][wide] = {};
  for (int64_t l = p.k; l > 0; --l, a += la, b += ldb) {
    Vec<T> row[wide];
#pragma GCC unroll 2
    for (int w = 0; w < wide; ++w)
      row[w] = w + 1 < wide ? load(b + w * kL) : load_first(b + w * kL, count);
#pragma GCC unroll 8
    for (int r = 0; r < tall; ++r) {
      const Vec<T> factor = splat(a[r * ra]);
#pragma GCC unroll 2
      for (int w = 0; w < wide; ++w) sum[r][w] = fma(factor, row[w], sum[r][w]);
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < tall; ++r)
#pragma GCC unroll 2
    for (int w = 0; w < wide; ++w) {
      T* to = p.c + (i + r) * p.ldc + j + w * kL;
      const int64_t n = w + 1 < wide ? kL : count;
      store_first(to, p.add ? load_first(to, n) + sum[r][w] : sum[r][w], n);
    }
}

template <class T, int wide>
void columns(const Product<T>& p, int64_t j, int64_t count) {
  int64_t i = 0;
  for (; i + kTall <= p.m; i += kTall) tile<T, kTall, wide>(p, i, j, count);
  for (; i < p.m; ++i) tile<T, 1, wide>(p, i, j, count);
}

template <class T>
void multiply(const Product<T>& p) {
  constexpr int64_t kL = kLanes<T>;
  int64_t j = 0;
  for (; j + kL < p.n; j += 2 * kL) columns<T, 2>(p, j, least(kL, p.n - j - kL));
  if (j < p.n) columns<T, 1>(p, j, p.n - j);
}

// The elements of keys side by side: to[l][j] = from[j][l].
template <class T>
void turn(T* to, const T* from, int64_t keys, int64_t d) {
  for (int64_t l = 0; l < d; ++l)
    for (int64_t j = 0; j < keys; ++j) to[l * kKeys + j] = from[j * d + l];
}

// ---- Scores. ----

template <class T>
constexpr T kNever = -std::numeric_limits<T>::infinity();

template <class T>
T* at(const void* p, int64_t i) {
  return static_cast<T*>(const_cast<void*>(p)) + i;
}

// The block of rows from `row` on and keys from `key` on.
struct Window {
  int64_t head, row, rows, key, keys;
};

template <class T>
void hide(const AttentionArgs& g, const Window& w, T* scores) {
  const char* mask = static_cast<const char*>(g.mask);
  for (int64_t i = 0; i < w.rows; ++i) {
    T* s = scores + i * kKeys;
    if (mask) {
      const char* m = mask + g.mask_at[w.head] + (w.row + i) * g.mask_row + w.key * g.mask_key;
      if (g.mask_is_bool)
        for (int64_t j = 0; j < w.keys; ++j) s[j] = m[j * g.mask_key] ? s[j] : kNever<T>;
      else
        for (int64_t j = 0; j < w.keys; ++j) s[j] += get<T>(m + j * g.mask_key);
    }
    const int64_t seen = w.row + i + 1 - w.key;
    if (g.causal)
      for (int64_t j = seen < 0 ? 0 : seen; j < w.keys; ++j) s[j] = kNever<T>;
  }
}

// scale q k^T + mask, the keys being turned.
template <class T>
void make_scores(const AttentionArgs& g, const Window& w, const T* keys, T* scores) {
  const T* q = at<T>(g.q, (w.head * g.rows + w.row) * g.d);
  multiply<T>({scores, kKeys, q, g.d, 1, keys, kKeys, w.rows, w.keys, g.d, false});
  const Vec<T> scale = splat(static_cast<T>(g.scale));
  for (int64_t i = 0; i < w.rows; ++i)
    for (int64_t j = 0; j < w.keys; j += kLanes<T>) {
      T* s = scores + i * kKeys + j;
      store(s, load(s) * scale);
    }
  if (g.mask || (g.causal && w.key + w.keys > w.row + 1)) hide(g, w, scores);
}

template <class T, class F>
[[gnu::always_inline]] inline void each_score(T* s, int64_t keys, F f) {
  for (int64_t j = 0; j < keys; j += kLanes<T>) {
    const int64_t count = least(kLanes<T>, keys - j);
    f(s + j, count);
  }
}

template <class T>
[[gnu::always_inline]] inline Vec<T> or_rest(Vec<T> x, int64_t count, T other) {
  if (count == kLanes<T>) return x;
  Vec<T> numbers;
  for (int i = 0; i < kLanes<T>; ++i) numbers[i] = static_cast<T>(i);
  return numbers < splat(static_cast<T>(count)) ? x : splat(other);
}

// e^x for x <= 0, and 0 where that is no normal number: exp() takes long for -inf.
template <class T>
[[gnu::always_inline]] inline Vec<T> exp_below(Vec<T> x) {
  const Vec<T> low = splat(static_cast<T>(sizeof(T) == 8 ? -708 : -87));
  const Vec<T> e = exp(at_least(x, low));
  return x < low ? Vec<T>{} : e;
}

template <class T>
T largest(T* s, int64_t keys) {
  Vec<T> most = splat(kNever<T>);
  each_score<T>(
      s, keys, [&](T * p, int64_t count) __attribute__((always_inline)) {
        most = at_least(or_rest<T>(load_first(p, count), count, kNever<T>), most);
      });
  return join_all<T>(most, [](Vec<T> a, Vec<T> b) { return at_least(b, a); });
}

// The scores become e^(s - from); their sum.
template <class T>
T exponentials(T* s, int64_t keys, T from) {
  Vec<T> sum = {};
  const Vec<T> base = splat(from);
  each_score<T>(
      s, keys, [&](T * p, int64_t count) __attribute__((always_inline)) {
        const Vec<T> e = exp_below<T>(load_first(p, count) - base);
        store_first(p, e, count);
        sum += or_rest<T>(e, count, T(0));
      });
  return join_all<T>(sum, [](Vec<T> a, Vec<T> b) { return a + b; });
}

template <class T>
[[gnu::always_inline]] inline void scale_row(T* to, const T* from, T factor, int64_t n) {
  for (int64_t j = 0; j < n; ++j) to[j] = from[j] * factor;
}

// Keys that the last row of a block sees.
int64_t seen_by(const AttentionArgs& g, int64_t row, int64_t rows) {
  return g.causal ? least(g.keys, row + rows) : g.keys;
}

int64_t scratch(int64_t d, int64_t width) {
  return (d + width) * kKeys + 2 * kRows * kKeys + kRows * width;
}

// y_i = sum_j e^(s_ij - m_i) v_j / sum_j e^(s_ij - m_i); a larger m_i scales what came before.
template <class T>
void forward(const AttentionArgs& g, int64_t head, int64_t block, void* memory) {
  const int64_t row = block * kRows, rows = least(kRows, g.rows - row);
  T *turned = static_cast<T*>(memory), *scores = turned + g.d * kKeys,
    *total = scores + kRows * kKeys;
  T most[kRows], sum[kRows];
  for (int64_t i = 0; i < rows; ++i) {
    most[i] = kNever<T>;
    sum[i] = 0;
  }
  for (int64_t i = 0; i < rows * g.width; ++i) total[i] = 0;
  const int64_t end = seen_by(g, row, rows);
  for (int64_t key = 0; key < end; key += kKeys) {
    const Window w = {head, row, rows, key, least(kKeys, end - key)};
    turn(turned, at<T>(g.k, (head * g.keys + key) * g.d), w.keys, g.d);
    make_scores(g, w, turned, scores);
    for (int64_t i = 0; i < rows; ++i) {
      T* s = scores + i * kKeys;
      const T here = largest(s, w.keys), now = here > most[i] ? here : most[i];
      const T from = now == kNever<T> ? 0 : now;
      if (key > 0 && now > most[i]) {
        const T less = exp_below<T>(splat(most[i] - from))[0];
        sum[i] *= less;
        scale_row(total + i * g.width, total + i * g.width, less, g.width);
      }
      sum[i] += exponentials(s, w.keys, from);
      most[i] = now;
    }
    const T* v = at<T>(g.v, (head * g.keys + key) * g.width);
    multiply<T>({total, g.width, scores, kKeys, 1, v, g.width, rows, g.width, w.keys, true});
    if (key / kKeys % 64 == 63) rest();
  }
  T *y = at<T>(g.y, (head * g.rows + row) * g.width),
    *log_sum = at<T>(g.log_sum, head * g.rows + row);
  for (int64_t i = 0; i < rows; ++i) {
    const bool none = sum[i] == 0;
    scale_row(y + i * g.width, total + i * g.width, none ? T(0) : 1 / sum[i], g.width);
    log_sum[i] = none ? -kNever<T> : most[i] + log(splat(sum[i]))[0];
  }
}

// With p = e^(s - log_sum) and o_i = sum_w dy_iw y_iw:
//   dv = p^T dy,  ds = p (dy v^T - o),  dq = scale ds k,  dk = scale ds^T q
template <class T>
void backward(const AttentionArgs& g, int64_t head, void* memory) {
  T *keys = static_cast<T*>(memory), *values = keys + g.d * kKeys,
    *scores = values + g.width * kKeys, *slopes = scores + kRows * kKeys;
  for (int64_t key = 0; key < g.keys; key += kKeys) {
    const int64_t n = least(kKeys, g.keys - key);
    const T *k = at<T>(g.k, (head * g.keys + key) * g.d),
            *v = at<T>(g.v, (head * g.keys + key) * g.width);
    T *dk = at<T>(g.dk, (head * g.keys + key) * g.d),
      *dv = at<T>(g.dv, (head * g.keys + key) * g.width);
    turn(keys, k, n, g.d);
    turn(values, v, n, g.width);
    for (int64_t row = g.causal ? key / kRows * kRows : 0; row < g.rows; row += kRows) {
      const Window w = {head, row, least(kRows, g.rows - row), key, n};
      const int64_t first = head * g.rows + row;
      const T *q = at<T>(g.q, first * g.d), *grad = at<T>(g.grad, first * g.width),
              *y = at<T>(g.y, first * g.width), *log_sum = at<T>(g.log_sum, first);
      make_scores(g, w, keys, scores);
      multiply<T>({slopes, kKeys, grad, g.width, 1, values, kKeys, w.rows, n, g.width, false});
      for (int64_t i = 0; i < w.rows; ++i) {
        T* s = scores + i * kKeys;
        T* slope = slopes + i * kKeys;
        Vec<T> along = {};
        for (int64_t j = 0; j < g.width; j += kLanes<T>) {
          const int64_t count = least(kLanes<T>, g.width - j);
          along = fma(load_first(grad + i * g.width + j, count),
                      load_first(y + i * g.width + j, count), along);
        }
        const Vec<T> o = splat(join_all<T>(along, [](Vec<T> a, Vec<T> b) { return a + b; }));
        const Vec<T> base = splat(log_sum[i]), scale = splat(static_cast<T>(g.scale));
        for (int64_t j = 0; j < n; j += kLanes<T>) {
          const int64_t count = least(kLanes<T>, n - j);
          const Vec<T> p = exp_below<T>(load_first(s + j, count) - base);
          store_first(s + j, p, count);
          store_first(slope + j, p * (load_first(slope + j, count) - o) * scale, count);
        }
      }
      multiply<T>({dv, g.width, scores, 1, kKeys, grad, g.width, n, g.width, w.rows, true});
      multiply<T>({at<T>(g.dq, first * g.d), g.d, slopes, kKeys, 1, k, g.d, w.rows, g.d, n, true});
      multiply<T>({dk, g.d, slopes, 1, kKeys, q, g.d, n, g.d, w.rows, true});
      if (row / kRows % 64 == 63) rest();
    }
    rest();
  }
}

}  // namespace

extern const Attention attention;
constinit const Attention attention = {.block = kRows,
                                       .scratch = scratch,
                                       .forward = floats<forward<float>, forward<double>>(),
                                       .backward = floats<backward<float>, backward<double>>()};

}  // namespace retrograd::kernels::RG_ISA
