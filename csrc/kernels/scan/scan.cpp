#include "kernels/scan/scan.h"

#include <limits>
#include <type_traits>
#include <utility>

#include "base/machine/parallel.h"
#include "kernels/loops.h"
#include "kernels/move/convert.h"
#include "kernels/move/narrow.h"
#include "kernels/parts.h"
#include "kernels/simd/math.h"

namespace retrograd::kernels::RG_ISA {
extern const Convert convert;
extern const Narrow narrow;
namespace {

constexpr int64_t kBlock = 1024;    // elements of a line that are converted together
constexpr int64_t kColumns = 128;   // lines side by side
constexpr int64_t kRest = 64;       // blocks after which Ctrl-C is looked for
constexpr int64_t kWork = 1 << 15;  // elements worth a task of their own

// ---- The operations: what is carried from one element to the next. ----

// Integers wrap, which only unsigned ones may.
template <class T>
using Total = std::conditional_t<std::is_same_v<T, double>, double, uint64_t>;

template <class T>
struct Sum {
  using Item = T;
  using Carry = Total<T>;
  static constexpr Carry kFirst = 0;
  template <class C>
  static C join(C a, C b) {
    return a + b;
  }
  static Carry next(Carry c, T x) { return c + static_cast<Carry>(x); }
};
template <class T>
struct Prod {
  using Item = T;
  using Carry = Total<T>;
  static constexpr Carry kFirst = 1;
  template <class C>
  static C join(C a, C b) {
    return a * b;
  }
  static Carry next(Carry c, T x) { return c * static_cast<Carry>(x); }
};

// The sums of e^x as e^base times a factor, so that none overflows. The base follows an element
// that is larger by more than 1, and then the factor shrinks: seldom, and by one rounding.
struct LogSumExp {
  using Item = double;
  struct Carry {
    double base, factor;
  };
  static constexpr Carry kFirst = {-std::numeric_limits<double>::infinity(), 0};
};

// y_i = a_i y_{i-1} + x_i
struct Recurrence {
  using Item = double;
  using Carry = double;
  static constexpr Carry kFirst = 0;
  static Carry next(Carry c, double a, double x) { return a * c + x; }
};

template <class T>
struct Place {
  T value;
  int64_t at;
};
template <class T, bool largest>
struct Extreme {
  using Item = T;
  using Carry = Place<T>;
  using Limits = std::numeric_limits<T>;
  static constexpr T kWorst = Limits::has_infinity
                                  ? (largest ? -Limits::infinity() : Limits::infinity())
                                  : (largest ? Limits::min() : Limits::max());
  static constexpr Carry kFirst = {kWorst, 0};
  static Carry next(Carry c, T x, int64_t i) {
    const bool beyond = largest ? x >= c.value : x <= c.value;
    return x != x || (c.value == c.value && beyond) ? Carry{x, i} : c;
  }
};
template <class T>
using Largest = Extreme<T, true>;
template <class T>
using Least = Extreme<T, false>;

template <class Op>
inline constexpr bool kHasPlace = requires(typename Op::Carry c) {
  c.at;
};
template <class Op>
inline constexpr bool kHasFactor = std::is_same_v<Op, Recurrence>;
template <class Op>
inline constexpr bool kIsLogSum = std::is_same_v<Op, LogSumExp>;

// ---- Sums and products of doubles, two registers at a time. ----

template <class Op>
inline constexpr bool kInLanes = std::is_same_v<typename Op::Item, double>&& requires(VecD v) {
  Op::join(v, v);
};
constexpr int kWidth = kLanes<double>;

// Lane i of the result is lane i - by, or one of `first`.
template <int by, int... i>
[[gnu::always_inline]] inline VecD moved_up(VecD v, VecD first, std::integer_sequence<int, i...>) {
  return __builtin_shufflevector(v, first, (i < by ? kWidth + i : i - by)...);
}
template <int... i>
[[gnu::always_inline]] inline VecD last_lane(VecD v, std::integer_sequence<int, i...>) {
  return __builtin_shufflevector(v, v, (i - i + kWidth - 1)...);
}
using Lanes = std::make_integer_sequence<int, kWidth>;

template <class Op, int by = 1>
[[gnu::always_inline]] inline VecD scan_lanes(VecD v) {
  if constexpr (by >= kWidth)
    return v;
  else
    return scan_lanes<Op, 2 * by>(Op::join(v, moved_up<by>(v, splat(Op::kFirst), Lanes())));
}

// The elements that fill pairs of registers; returns their number.
template <class Op>
int64_t scan_in_lanes(double& carry, const double* x, double* y, int64_t n) {
  VecD all = splat(carry);
  int64_t i = 0;
  for (; i + 2 * kWidth <= n; i += 2 * kWidth) {
    const VecD low = scan_lanes<Op>(load(x + i)), before = last_lane(low, Lanes()),
               high = Op::join(scan_lanes<Op>(load(x + i + kWidth)), before);
    store(y + i, Op::join(low, all));
    store(y + i + kWidth, Op::join(high, all));
    all = Op::join(last_lane(high, Lanes()), all);
  }
  carry = all[0];
  return i;
}

// ---- Sums of e^x, logarithms and powers in vectors. ----

template <class F>
[[gnu::always_inline]] inline void in_vectors(double* x, int64_t n, F f) {
  int64_t i = 0;
  for (; i + kWidth <= n; i += kWidth) store(x + i, f(load(x + i)));
  if (i < n) store_first(x + i, f(load_first(x + i, n - i)), n - i);
}

// For each element its base and, below that, the base before it and the element itself. What is not
// finite meets itself in no difference.
struct LogSumParts {
  double base[kBlock], shrinks[kBlock], adds[kBlock];

  [[gnu::always_inline]] void set(int64_t i, double& c, double x) {
    const double before = c;
    if (x > c + 1) c = x;
    base[i] = c;
    shrinks[i] = before == c ? 0 : before - c;
    adds[i] = x == c ? 0 : x - c;
  }
  // Powers of the last two.
  void raise(int64_t n) {
    double all = 0;
    for (int64_t i = 0; i < n; ++i) all += shrinks[i];
    if (all == 0)
      for (int64_t i = 0; i < n; ++i) shrinks[i] = 1;
    else
      in_vectors(shrinks, n, [](VecD v) { return exp(v); });
    in_vectors(adds, n, [](VecD v) { return exp(v); });
  }
  // With the factors in `adds`.
  void finish(double* y, int64_t n) {
    in_vectors(adds, n, [](VecD v) { return log(v); });
    for (int64_t i = 0; i < n; ++i) y[i] = base[i] + adds[i];
  }
};

[[gnu::noinline]] void log_sums(LogSumExp::Carry& c, const double* x, double* y, int64_t n) {
  LogSumParts parts;
  for (int64_t i = 0; i < n; ++i) parts.set(i, c.base, x[i]);
  parts.raise(n);
  for (int64_t i = 0; i < n; ++i)
    parts.adds[i] = c.factor = c.factor * parts.shrinks[i] + parts.adds[i];
  parts.finish(y, n);
}

// The same of one element of each line.
[[gnu::noinline]] void log_sums_of_columns(LogSumExp::Carry* c, const double* x, double* y,
                                           int64_t n) {
  LogSumParts parts;
  for (int64_t i = 0; i < n; ++i) parts.set(i, c[i].base, x[i]);
  parts.raise(n);
  for (int64_t i = 0; i < n; ++i)
    parts.adds[i] = c[i].factor = c[i].factor * parts.shrinks[i] + parts.adds[i];
  parts.finish(y, n);
}

// ---- Lines and columns. ----

// An array along n, whose elements are taken and given as T.
template <class T>
class Stretch {
 public:
  Stretch(const void* array, const ScanArgs& g, int64_t outer, int64_t column)
      : type_(g.type), own_(g.type == kOwn), step((g.reverse ? -g.inner : g.inner) * g.item) {
    p_ = static_cast<char*>(const_cast<void*>(array)) +
         ((outer * g.n + (g.reverse ? g.n - 1 : 0)) * g.inner + column) * g.item;
  }

  // n elements that begin `offset` bytes from the first, `apart` bytes from one to the next.
  [[gnu::noinline]] const T* read(int64_t offset, int64_t n, int64_t apart, T* copy) const {
    const char* from = p_ + offset;
    if (own_ && apart == sizeof(T)) return reinterpret_cast<const T*>(from);
    char middle[kBlock * 4];
    DType t = type_;
    if (is_narrow(t)) {
      t = kMiddle;
      RG_ISA::narrow.widen[type_](middle, from, n, 4, apart);
      from = middle;
      apart = 4;
    }
    RG_ISA::convert.convert[t][kOwn](reinterpret_cast<char*>(copy), from, n, sizeof(T), apart);
    return copy;
  }
  // Where to put such elements, for write() to bring them to their place.
  T* target(int64_t offset, int64_t apart, T* copy) const {
    return own_ && apart == sizeof(T) ? reinterpret_cast<T*>(p_ + offset) : copy;
  }
  [[gnu::noinline]] void write(int64_t offset, int64_t n, int64_t apart, const T* from) const {
    if (own_ && apart == sizeof(T)) return;
    const auto* x = reinterpret_cast<const char*>(from);
    char* to = p_ + offset;
    if (!is_narrow(type_)) return RG_ISA::convert.convert[kOwn][type_](to, x, n, apart, sizeof(T));
    char middle[kBlock * 4];
    RG_ISA::convert.convert[kOwn][kMiddle](middle, x, n, 4, sizeof(T));
    RG_ISA::narrow.narrow[type_](to, middle, n, apart, 4);
  }

 private:
  static constexpr bool kFloats = std::is_same_v<T, double>;
  static constexpr DType kOwn = kFloats ? DType::kFloat64 : DType::kInt64;
  static constexpr DType kMiddle = kFloats ? DType::kFloat32 : DType::kInt32;  // of narrow ones

  char* p_;
  DType type_;
  bool own_;

 public:
  const int64_t step;  // bytes from one element to the next along n
};

template <class Op>
[[gnu::always_inline]] inline typename Op::Carry next(typename Op::Carry c,
                                                      const typename Op::Item* x,
                                                      const typename Op::Item* factor, int64_t i,
                                                      int64_t at) {
  if constexpr (kHasFactor<Op>)
    return Op::next(c, factor[i], x[i]);
  else if constexpr (kHasPlace<Op>)
    return Op::next(c, x[i], at);
  else
    return Op::next(c, x[i]);
}
template <class Op>
[[gnu::always_inline]] inline typename Op::Item value_of(const typename Op::Carry& c) {
  if constexpr (kHasPlace<Op>)
    return c.value;
  else
    return static_cast<typename Op::Item>(c);
}

// The elements of one line, which are next to each other: inner is 1.
template <class Op>
void scan_line(const ScanArgs& g, int64_t outer) {
  using T = typename Op::Item;
  const Stretch<T> x(g.x, g, outer, 0), a(g.factor, g, outer, 0), y(g.y, g, outer, 0);
  T copy[kBlock], factor_copy[kHasFactor<Op> ? kBlock : 1], result[kBlock];
  auto carry = Op::kFirst;
  for (int64_t begin = 0; begin < g.n; begin += kBlock) {
    const int64_t n = least(kBlock, g.n - begin), at = begin * x.step;
    const T* from = x.read(at, n, x.step, copy);
    const T* factor = nullptr;
    if constexpr (kHasFactor<Op>) factor = a.read(at, n, a.step, factor_copy);
    T* to = y.target(at, y.step, result);
    int64_t i = 0;
    if constexpr (kInLanes<Op>) i = scan_in_lanes<Op>(carry, from, to, n);
    if constexpr (kIsLogSum<Op>)
      log_sums(carry, from, to, n);
    else
      for (; i < n; ++i) {
        const int64_t k = g.reverse ? g.n - 1 - begin - i : begin + i;
        carry = next<Op>(carry, from, factor, i, k);
        to[i] = value_of<Op>(carry);
        if constexpr (kHasPlace<Op>) g.index[outer * g.n + k] = carry.at;
      }
    y.write(at, n, y.step, to);
    if (begin / kBlock % kRest == kRest - 1) rest();
  }
}

// Lines side by side, from one row of them to the next.
template <class Op>
void scan_columns(const ScanArgs& g, int64_t outer, int64_t column, int64_t width) {
  using T = typename Op::Item;
  const Stretch<T> x(g.x, g, outer, column), a(g.factor, g, outer, column),
      y(g.y, g, outer, column);
  T copy[kColumns], factor_copy[kHasFactor<Op> ? kColumns : 1], result[kColumns];
  typename Op::Carry carry[kColumns];
  for (int64_t j = 0; j < width; ++j) carry[j] = Op::kFirst;
  for (int64_t r = 0; r < g.n; ++r) {
    const int64_t at = r * x.step, k = g.reverse ? g.n - 1 - r : r;
    const T* from = x.read(at, width, g.item, copy);
    const T* factor = nullptr;
    if constexpr (kHasFactor<Op>) factor = a.read(at, width, g.item, factor_copy);
    T* to = y.target(at, g.item, result);
    if constexpr (kIsLogSum<Op>) {
      log_sums_of_columns(carry, from, to, width);
    } else {
      RG_INDEPENDENT
      for (int64_t j = 0; j < width; ++j) {
        carry[j] = next<Op>(carry[j], from, factor, j, k);
        to[j] = value_of<Op>(carry[j]);
      }
    }
    if constexpr (kHasPlace<Op>)
      for (int64_t j = 0; j < width; ++j)
        g.index[(outer * g.n + k) * g.inner + column + j] = carry[j].at;
    y.write(at, width, g.item, to);
    if (r % kBlock == kBlock - 1) rest();
  }
}

template <class Op>
void scan_view(const ScanArgs& args) {
  const int64_t tiles = ceil_div(args.inner, kColumns), work = args.n * least(kColumns, args.inner);
  if (args.n <= 0 || args.inner <= 0) return;
  parallel_for(args.outer * tiles, ceil_div(kWork, work), const_cast<ScanArgs*>(&args),
               [](void* context, int64_t begin, int64_t end) {
                 const auto& g = *static_cast<const ScanArgs*>(context);
                 const int64_t per_outer = ceil_div(g.inner, kColumns);
                 for (; begin < end; ++begin) {
                   const int64_t outer = begin / per_outer, j = begin % per_outer * kColumns;
                   if (g.inner == 1)
                     scan_line<Op>(g, outer);
                   else
                     scan_columns<Op>(g, outer, j, least(kColumns, g.inner - j));
                 }
               });
}

template <template <class> class Op>
constexpr Scanner kBoth = {scan_view<Op<double>>, scan_view<Op<int64_t>>};

}  // namespace

extern const Scan scan;
constinit const Scan scan = {.cumsum = kBoth<Sum>,
                             .cumprod = kBoth<Prod>,
                             .cummax = kBoth<Largest>,
                             .cummin = kBoth<Least>,
                             .logcumsumexp = {scan_view<LogSumExp>, nullptr},
                             .recurrence = {scan_view<Recurrence>, nullptr}};

}  // namespace retrograd::kernels::RG_ISA
