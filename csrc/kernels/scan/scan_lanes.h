// scan_lanes.h: what scans carry from one element to the next, and how registers of them are
// scanned.
#pragma once

#include <limits>
#include <type_traits>
#include <utility>

#include "kernels/simd/math.h"
#include "kernels/simd/simd_partial.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// Elements whose logarithms are taken together: three arrays of so many fit in the nearest cache,
// and do not lie a multiple of 4096 bytes apart.
constexpr int64_t kLogSumBlock = 448;

// ---- The operations: what is carried from one element to the next. ----

// Integers wrap, which only unsigned ones may.
template <class T>
using Total = std::conditional_t<std::is_same_v<T, double>, double, uint64_t>;

template <class T>
struct Sum {
  using Item = T;
  using Value = Total<T>;
  static constexpr Value kFirst = 0;
  template <class C>
  static C join(C a, C b) {
    return a + b;
  }
};
template <class T>
struct Prod {
  using Item = T;
  using Value = Total<T>;
  static constexpr Value kFirst = 1;
  template <class C>
  static C join(C a, C b) {
    return a * b;
  }
};

// The sums of e^x as e^base times a factor, so that none overflows. The base follows an element
// that is larger by more than 1, and then the factor shrinks: seldom, and by one rounding.
struct LogSumExp {
  using Item = double;
  using Value = double;
  using Second = double;  // the factor
  static constexpr Value kFirst = -std::numeric_limits<double>::infinity();
};

// y_i = a_i y_{i-1} + x_i
struct Recurrence {
  using Item = double;
  using Value = double;
  static constexpr Value kFirst = 0;
};

template <class T, bool largest>
struct Extreme {
  using Item = T;
  using Value = T;
  using Second = int64_t;  // where it is
  using Limits = std::numeric_limits<T>;
  static constexpr T kFirst = Limits::has_infinity
                                  ? (largest ? -Limits::infinity() : Limits::infinity())
                                  : (largest ? Limits::min() : Limits::max());
  // Of numbers a that come before b: whether a stays, and whether b takes its place.
  template <class C>
  [[gnu::always_inline]] static auto stays(C a, C b) {
    return largest ? a > b : a < b;
  }
  template <class C>
  [[gnu::always_inline]] static auto yields(C a, C b) {
    return largest ? b >= a : b <= a;
  }
  // The one of them, b of equals.
  template <class C>
  [[gnu::always_inline]] static C better(C a, C b) {
    if constexpr (std::is_same_v<C, VecD>)
      return largest ? at_least(b, a) : at_most(b, a);
    else
      return stays(a, b) ? a : b;
  }
  // The same of what may be NaN.
  [[gnu::always_inline]] static bool yields_to_any(T a, T b) {
    return (b != b) | ((a == a) & yields(a, b));
  }
};
template <class T>
using Largest = Extreme<T, true>;
template <class T>
using Least = Extreme<T, false>;

template <class Op>
inline constexpr bool kHasSecond = requires {
  typename Op::Second;
};
template <class Op>
inline constexpr bool kHasFactor = std::is_same_v<Op, Recurrence>;
template <class Op>
inline constexpr bool kIsLogSum = std::is_same_v<Op, LogSumExp>;
template <class Op>
inline constexpr bool kHasPlace = kHasSecond<Op> && !kIsLogSum<Op>;

template <class Op>
inline constexpr bool kFromTheEnd = kHasFactor<Op>;  // whether it is wanted in reverse
template <class T>
inline constexpr bool kFromTheEnd<Sum<T>> = true;

// c is a number or a register of them, and x(p) gives the ones at p.
template <class Op, class C, class X>
[[gnu::always_inline]] inline C next(C c, const typename Op::Value* x,
                                     const typename Op::Value* factor, X at) {
  if constexpr (kHasFactor<Op>)
    return at(factor) * c + at(x);
  else
    return Op::join(c, at(x));
}

// ---- Sums and products of doubles, two registers at a time. ----

template <class Op>
inline constexpr bool kInLanes = std::is_same_v<typename Op::Value, double>&& requires(VecD v) {
  Op::join(v, v);
};
constexpr int kWidth = kLanes<double>;

// Lane i of the result is lane i - by, or one of `first`.
template <int by, class V, int... i>
[[gnu::always_inline]] inline V moved_up(V v, V first, std::integer_sequence<int, i...>) {
  return __builtin_shufflevector(v, first, (i < by ? kWidth + i : i - by)...);
}
template <class V, int... i>
[[gnu::always_inline]] inline V last_lane(V v, std::integer_sequence<int, i...>) {
  return __builtin_shufflevector(v, v, (i - i + kWidth - 1)...);
}
template <int... i>
[[gnu::always_inline]] inline VecD turned(VecD v, std::integer_sequence<int, i...>) {
  return __builtin_shufflevector(v, v, (kWidth - 1 - i)...);
}
using Lanes = std::make_integer_sequence<int, kWidth>;

template <class Op, int by = 1>
[[gnu::always_inline]] inline VecD scan_lanes(VecD v) {
  if constexpr (by >= kWidth)
    return v;
  else
    return scan_lanes<Op, 2 * by>(Op::join(v, moved_up<by>(v, splat(Op::kFirst), Lanes())));
}

// Lanes i, i + 1, ... of a line, which runs towards lower addresses if reverse.
template <bool reverse>
[[gnu::always_inline]] inline VecD load_line(const double* x, int64_t i) {
  return reverse ? turned(load(x - i - (kWidth - 1)), Lanes()) : load(x + i);
}
template <bool reverse>
[[gnu::always_inline]] inline void store_line(double* y, int64_t i, VecD v) {
  reverse ? store(y - i - (kWidth - 1), turned(v, Lanes())) : store(y + i, v);
}

// The elements that fill pairs of registers; returns their number.
template <class Op, bool reverse>
int64_t scan_in_lanes(double& carry, const double* x, double* y, int64_t n) {
  VecD all = splat(carry);
  int64_t i = 0;
  for (; i + 2 * kWidth <= n; i += 2 * kWidth) {
    const VecD low = scan_lanes<Op>(load_line<reverse>(x, i)), before = last_lane(low, Lanes()),
               high = Op::join(scan_lanes<Op>(load_line<reverse>(x, i + kWidth)), before);
    store_line<reverse>(y, i, Op::join(low, all));
    store_line<reverse>(y, i + kWidth, Op::join(high, all));
    all = Op::join(last_lane(high, Lanes()), all);
  }
  carry = all[0];
  return i;
}

// ---- Extremes and their places, a register at a time, over the ends of lines. ----

template <class T>
[[gnu::noinline]] bool has_nan(const T* x, int64_t n) {
  if constexpr (std::is_same_v<T, double>) {
    Mask<double> found = {};
    int64_t i = 0;
    for (; i + kWidth <= n; i += kWidth) found |= load(x + i) != load(x + i);
    if (i < n) found |= load_first(x + i, n - i) != load_first(x + i, n - i);
    return any<double>(found);
  } else {
    return false;
  }
}

// `place` is how many elements of its line lie before each lane.
template <class Op, int by = 1>
[[gnu::always_inline]] inline void scan_places(Vec<typename Op::Value>& v, Vec<int64_t>& at,
                                               Vec<int64_t> place) {
  if constexpr (by < kWidth) {
    const auto worst = splat(Op::kFirst);
    const auto moved = moved_up<by>(v, worst, Lanes());
    const auto before = place >= by ? moved : worst;
    at = Op::stays(before, v) ? moved_up<by>(at, at, Lanes()) : at;
    v = Op::stays(before, v) ? before : v;
    scan_places<Op, 2 * by>(v, at, place);
  }
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
  double base[kLogSumBlock], shrinks[kLogSumBlock], adds[kLogSumBlock];

  // Returns the base.
  [[gnu::always_inline]] double set(int64_t i, double before, double x) {
    const double now = x > before + 1 ? x : before;
    base[i] = now;
    shrinks[i] = before == now ? 0 : before - now;
    adds[i] = x == now ? 0 : x - now;
    return now;
  }
  // The same by a branch that is seldom taken: in a single line all else waits for the base.
  [[gnu::always_inline]] double set_in_line(int64_t i, double before, double x) {
    if (x > before + 1) [[unlikely]] {
      base[i] = x;
      shrinks[i] = before - x;
      adds[i] = 0;
      return x;
    }
    base[i] = before;
    shrinks[i] = 0;
    adds[i] = x == before ? 0 : x - before;
    return before;
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

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
