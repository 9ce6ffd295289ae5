// reduce_fold.h: what reductions compute, one element at a time.
//
// fold takes in one element, fold4 four of them, join another total; kFirst is the neutral total.
#pragma once

#include <cstdint>
#include <limits>
#include <type_traits>

#include "kernels/element.h"

namespace retrograd::kernels::RG_ISA {
namespace {

template <class T>
inline constexpr bool kFloating = std::is_floating_point_v<T>;
template <class T>
using Total = std::conditional_t<kFloating<T>, double, uint64_t>;

// fold4 where nothing is gained by seeing four at once.
template <class Op>
typename Op::Acc fold_each(typename Op::Acc a, typename Op::In x0, typename Op::In x1,
                           typename Op::In x2, typename Op::In x3) {
  return Op::fold(Op::fold(Op::fold(Op::fold(a, x0), x1), x2), x3);
}

template <class T>
struct SumOrProd {
  using In = T;
  using Acc = Total<T>;
  using Out = std::conditional_t<kFloating<T>, T, int64_t>;
};
template <class T>
struct ExactSum : SumOrProd<T> {
  using Acc = Total<T>;
  static constexpr Acc kFirst = 0;
  static Acc fold(Acc a, T x) { return a + static_cast<Acc>(x); }
  static Acc fold4(Acc a, T x0, T x1, T x2, T x3) {
    if constexpr (sizeof(T) == 1) return a + static_cast<uint16_t>(x0 + x1 + x2 + x3);
    return fold_each<ExactSum>(a, x0, x1, x2, x3);
  }
  template <class V>
  static V join(V a, V b) {
    return a + b;
  }
};
// A few floats are added as floats before they are widened (reduce_vec.h). Where that overflows,
// ExactSum does it again.
template <class T>
struct Sum : ExactSum<T> {};
// Of bools, in which all bytes but 0 count once.
struct Count : SumOrProd<uint8_t> {
  static constexpr Acc kFirst = 0;
  static Acc fold(Acc a, uint8_t x) { return a + (x != 0); }
  static Acc fold4(Acc a, uint8_t x0, uint8_t x1, uint8_t x2, uint8_t x3) {
    return a + static_cast<uint16_t>((x0 != 0) + (x1 != 0) + (x2 != 0) + (x3 != 0));
  }
  static Acc join(Acc a, Acc b) { return a + b; }
};
template <class T>
struct Prod : SumOrProd<T> {
  using Acc = Total<T>;
  static constexpr Acc kFirst = 1;
  static Acc fold(Acc a, T x) { return a * static_cast<Acc>(x); }
  static Acc fold4(Acc a, T x0, T x1, T x2, T x3) { return fold_each<Prod>(a, x0, x1, x2, x3); }
  template <class V>
  static V join(V a, V b) {
    return a * b;
  }
};

// The root of the sum of squares, in double until it is rounded: no square overflows or is lost.
// Norms of several passes are the norm of all, as roots of sums of squares of roots.
template <class T>
struct Norm : SumOrProd<T> {
  static constexpr double kFirst = 0;
  static double fold(double a, T x) {
    const double wide = static_cast<double>(x);
    return a + wide * wide;
  }
  static double fold4(double a, T x0, T x1, T x2, T x3) {
    return fold_each<Norm>(a, x0, x1, x2, x3);
  }
  template <class V>
  static V join(V a, V b) {
    return a + b;
  }
  static T finish(double total) { return static_cast<T>(__builtin_sqrt(total)); }
};

template <class T>
struct Same {
  using In = T;
  using Acc = T;
  using Out = T;
};
// beats: x comes later and takes the place of a. Nothing beats a NaN. fold4 is for integers.
template <class T>
struct Max : Same<T> {
  template <class V>
  static V pick(V x, V a) {
    return x > a ? x : a;  // a NaN in a stays
  }
  static constexpr T kFirst =
      kFloating<T> ? -std::numeric_limits<T>::infinity() : std::numeric_limits<T>::lowest();
  static bool beats(T x, T a) { return (x > a) | ((x != x) & (a == a)); }
  static T fold(T a, T x) { return ((x > a) | (x != x)) ? x : a; }
  static T fold4(T a, T x0, T x1, T x2, T x3) { return pick(pick(pick(x0, x1), pick(x2, x3)), a); }
  static T join(T a, T b) { return fold(a, b); }
};
template <class T>
struct Min : Same<T> {
  template <class V>
  static V pick(V x, V a) {
    return x < a ? x : a;  // a NaN in a stays
  }
  static constexpr T kFirst =
      kFloating<T> ? std::numeric_limits<T>::infinity() : std::numeric_limits<T>::max();
  static bool beats(T x, T a) { return (x < a) | ((x != x) & (a == a)); }
  static T fold(T a, T x) { return ((x < a) | (x != x)) ? x : a; }
  static T fold4(T a, T x0, T x1, T x2, T x3) { return pick(pick(pick(x0, x1), pick(x2, x3)), a); }
  static T join(T a, T b) { return fold(a, b); }
};

// As wide as T, so that a comparison is the whole conversion.
template <class T>
struct Truth {
  using In = T;
  using Acc = std::conditional_t<sizeof(T) == 8, uint64_t,
                                 std::conditional_t<sizeof(T) == 4, uint32_t, uint8_t>>;
  using Out = uint8_t;
};
template <class T>
struct Any : Truth<T> {
  using Acc = typename Truth<T>::Acc;
  static Acc fold4(Acc a, T x0, T x1, T x2, T x3) { return fold_each<Any>(a, x0, x1, x2, x3); }
  static constexpr Acc kFirst = 0;
  static Acc fold(Acc a, T x) { return x != 0 ? Acc(1) : a; }
  static Acc join(Acc a, Acc b) { return a | b; }
};
template <class T>
struct All : Truth<T> {
  using Acc = typename Truth<T>::Acc;
  static Acc fold4(Acc a, T x0, T x1, T x2, T x3) { return fold_each<All>(a, x0, x1, x2, x3); }
  static constexpr Acc kFirst = 1;
  static Acc fold(Acc a, T x) { return x != 0 ? a : Acc(0); }
  static Acc join(Acc a, Acc b) { return a & b; }
};

struct CountAll : All<uint8_t> {
  using Out = int64_t;  // the product of bools
};

template <class Op>
inline constexpr bool kIsSum =
    kFloating<typename Op::In>&& std::is_base_of_v<ExactSum<typename Op::In>, Op>;
// Whether the total may have overflowed on the way.
template <class Op>
bool overflowed(typename Op::Acc total) {
  if constexpr (std::is_same_v<Op, Sum<float>>) return !(__builtin_fabs(total) < __builtin_inf());
  return false;
}

template <class Op>
typename Op::Out finish(typename Op::Acc total, double divisor) {
  if constexpr (kIsSum<Op>) return static_cast<typename Op::Out>(total / divisor);
  if constexpr (requires { Op::finish(total); }) return Op::finish(total);
  return static_cast<typename Op::Out>(total);
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
