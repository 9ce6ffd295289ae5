// loops.h: turns functors into the pointwise loops of element.h.
//
// Two kinds of functor, both stateless types:
//   element functors  Y f(A), Y f(A, B), ...    map1, map2, map3. For what is exact or correctly
//                     rounded, so that scalar and vector code agree; the compiler vectorises.
//   Vec functors      Vec<T> f(Vec<T>, ...)      vec_map1, vec_map2, vec_map3. For polynomials;
//                     tails and strided operands go through a scratch Vec, so that an element gets
//                     the same bits wherever it lies.
// Operands are dense or one element repeated on the fast paths, strided on the general one. The
// output may be an input (same pointer, same stride); any other overlap is the caller's mistake.
// Elements of kBool are bytes and go by the type uint8_t. Memory that others wrote may hold any
// byte, and all but 0 are true: no loop reads one as a number.
#pragma once

#include "kernels/per_type.h"
#include "kernels/simd/simd.h"
#include "kernels/simd/simd_partial.h"

namespace retrograd::kernels::RG_ISA {
namespace {

template <class T>
[[gnu::always_inline]] inline T get(const char* p) {
  T x;
  std::memcpy(&x, p, sizeof x);
  return x;
}
template <class T>
[[gnu::always_inline]] inline void put(char* p, T x) {
  std::memcpy(p, &x, sizeof x);
}

template <class T>
inline constexpr int64_t kSize = static_cast<int64_t>(sizeof(T));

// Whether part of a Vec can be read and written at any address in one masked instruction.
inline constexpr bool kMasked = RG_VECTOR_BYTES > 16;

// An operand gives its element i, a Vec from i on, or a Vec of which only k elements exist.
// Missing lanes repeat the first element or are zero, so they are no slower than the others.
template <class T>
struct Strided {
  const char* p;
  int64_t stride;
  [[gnu::always_inline]] T at(int64_t i) const { return get<T>(p + i * stride); }
  [[gnu::always_inline]] Vec<T> lanes(int64_t i) const { return some(i, kLanes<T>); }
  [[gnu::always_inline]] Vec<T> some(int64_t i, int64_t k) const {
    T scratch[kLanes<T>];
    for (int64_t j = 0; j < kLanes<T>; ++j) scratch[j] = at(j < k ? i + j : i);
    return load(scratch);
  }
};

template <class T>
struct Dense {
  const char* p;
  [[gnu::always_inline]] T at(int64_t i) const { return get<T>(p + i * kSize<T>); }
  [[gnu::always_inline]] Vec<T> lanes(int64_t i) const { return get<Vec<T>>(p + i * kSize<T>); }
  [[gnu::always_inline]] Vec<T> some(int64_t i, int64_t k) const {
    if constexpr (kMasked) return load_first(reinterpret_cast<const T*>(p + i * kSize<T>), k);
    return Strided<T>{p, kSize<T>}.some(i, k);
  }
};

template <class T>
struct One {
  T x;
  explicit One(const char* p) : x(get<T>(p)) {}
  explicit One(T value) : x(value) {}
  [[gnu::always_inline]] T at(int64_t) const { return x; }
  [[gnu::always_inline]] Vec<T> lanes(int64_t) const { return splat(x); }
  [[gnu::always_inline]] Vec<T> some(int64_t, int64_t) const { return splat(x); }
};

#if defined(__clang__)
#define RG_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#else
#define RG_INDEPENDENT _Pragma("GCC ivdep")
#endif
#if defined(RG_SHORT_LOOPS) && RG_VECTOR_BYTES > 16  // CMakeLists.txt says of which sources
#define RG_TWO_A_TURN _Pragma("GCC unroll 2")
#else
#define RG_TWO_A_TURN
#endif

// How an element functor runs. A dense loop never carries a value from one element to the next,
// which the compiler cannot see when the output may be an input: hence RG_INDEPENDENT.
template <class F, class Y>
struct Elements {
  static constexpr int64_t kStep = kSize<Y>;

  template <class... X>
  static void dense(char* y, int64_t n, X... x) {
    RG_INDEPENDENT
    RG_TWO_A_TURN
    for (int64_t i = 0; i < n; ++i) put<Y>(y + i * kStep, F{}(x.at(i)...));
  }
  template <class... X>
  static void strided(char* y, int64_t n, int64_t sy, X... x) {
    for (int64_t i = 0; i < n; ++i) put<Y>(y + i * sy, F{}(x.at(i)...));
  }
};

// How a Vec functor runs.
template <class F, class T>
struct Vectors {
  static constexpr int64_t kStep = kSize<T>;

  static void scatter(char* y, int64_t sy, int64_t k, Vec<T> v) {
    T scratch[kLanes<T>];
    store(scratch, v);
    for (int64_t j = 0; j < k; ++j) put<T>(y + j * sy, scratch[j]);
  }
  // One copy of f, out of line, for all but the long loops, which keep its constants in registers.
  template <class... V>
  [[gnu::noinline]] static Vec<T> once(V... x) {
    return F{}(x...);
  }
  // The last whole Vec overlaps the one before: it is computed first, while its operands are
  // still there when the output is an input, and stored last.
  template <class... X>
  [[gnu::flatten]] static void dense(char* y, int64_t n, X... x) {
    const int64_t last = n - kLanes<T>;
    const Vec<T> end = once(last >= 0 ? x.lanes(last) : x.some(0, n)...);
    if (last < 0) {
      if constexpr (kMasked) return store_first(reinterpret_cast<T*>(y), end, n);
      return scatter(y, kStep, n, end);
    }
    for (int64_t i = 0; i < last; i += kLanes<T>) put<Vec<T>>(y + i * kStep, F{}(x.lanes(i)...));
    put<Vec<T>>(y + last * kStep, end);
  }
  template <class... X>
  static void strided(char* y, int64_t n, int64_t sy, X... x) {
    for (int64_t i = 0; i < n; i += kLanes<T>) {
      const int64_t k = n - i < kLanes<T> ? n - i : kLanes<T>;
      scatter(y + i * sy, sy, k, once(x.some(i, k)...));
    }
  }
};

template <class T>
[[gnu::always_inline]] inline bool one_or_dense(int64_t stride) {
  return stride == 0 || stride == kSize<T>;
}

template <class Run, class A>
void run1(char* y, const char* a, int64_t n, int64_t sy, int64_t sa) {
  if (n <= 0) return;
  if (sy != Run::kStep || !one_or_dense<A>(sa)) return Run::strided(y, n, sy, Strided<A>{a, sa});
  if (sa != 0) return Run::dense(y, n, Dense<A>{a});
  Run::dense(y, n, One<A>(a));
}

template <class Run, class A, class B>
void run2(char* y, const char* a, const char* b, int64_t n, int64_t sy, int64_t sa, int64_t sb) {
  if (n <= 0) return;
  if (sy != Run::kStep || !one_or_dense<A>(sa) || !one_or_dense<B>(sb))
    return Run::strided(y, n, sy, Strided<A>{a, sa}, Strided<B>{b, sb});
  if (sa != 0 && sb != 0) return Run::dense(y, n, Dense<A>{a}, Dense<B>{b});
  if (sa != 0) return Run::dense(y, n, Dense<A>{a}, One<B>(b));
  if (sb != 0) return Run::dense(y, n, One<A>(a), Dense<B>{b});
  Run::dense(y, n, One<A>(a), One<B>(b));
}

// Of the eight mixtures of dense and repeated, the two without a dense operand go the general way.
template <class Run, class A, class B, class C>
void run3(char* y, const char* a, const char* b, const char* c, int64_t n, int64_t sy, int64_t sa,
          int64_t sb, int64_t sc) {
  if (n <= 0) return;
  const bool fast =
      sy == Run::kStep && one_or_dense<A>(sa) && one_or_dense<B>(sb) && one_or_dense<C>(sc);
  switch (fast ? (sa != 0) * 4 + (sb != 0) * 2 + (sc != 0) : 0) {
    case 1:
      return Run::dense(y, n, One<A>(a), One<B>(b), Dense<C>{c});
    case 2:
      return Run::dense(y, n, One<A>(a), Dense<B>{b}, One<C>(c));
    case 3:
      return Run::dense(y, n, One<A>(a), Dense<B>{b}, Dense<C>{c});
    case 4:
      return Run::dense(y, n, Dense<A>{a}, One<B>(b), One<C>(c));
    case 5:
      return Run::dense(y, n, Dense<A>{a}, One<B>(b), Dense<C>{c});
    case 6:
      return Run::dense(y, n, Dense<A>{a}, Dense<B>{b}, One<C>(c));
    case 7:
      return Run::dense(y, n, Dense<A>{a}, Dense<B>{b}, Dense<C>{c});
    default:
      return Run::strided(y, n, sy, Strided<A>{a, sa}, Strided<B>{b, sb}, Strided<C>{c, sc});
  }
}

// Loops with `count` numbers: functors take them behind their operands, as these come.
template <int count, class T, class Call>
[[gnu::always_inline]] inline void with_numbers(const double* p, Call call) {
  const auto one = [p](int i) { return One<T>(static_cast<T>(p[i])); };
  if constexpr (count == 0) call();
  if constexpr (count == 1) call(one(0));
  if constexpr (count == 2) call(one(0), one(1));
  if constexpr (count == 3) call(one(0), one(1), one(2));
}
template <class Run, class T, int count>
void run1p(char* y, const char* x, int64_t n, int64_t sy, int64_t sx, const double* p) {
  if (n <= 0) return;
  with_numbers<count, T>(p, [&](auto... number) {
    if (sy != Run::kStep || sx != kSize<T>)
      return Run::strided(y, n, sy, Strided<T>{x, sx}, number...);
    Run::dense(y, n, Dense<T>{x}, number...);
  });
}
// a, a gradient, may be one element repeated.
template <class Run, class T, int count>
void run2p(char* y, const char* a, const char* b, int64_t n, int64_t sy, int64_t sa, int64_t sb,
           const double* p) {
  if (n <= 0) return;
  with_numbers<count, T>(p, [&](auto... number) {
    if (sy != Run::kStep || !one_or_dense<T>(sa) || sb != kSize<T>)
      return Run::strided(y, n, sy, Strided<T>{a, sa}, Strided<T>{b, sb}, number...);
    if (sa == 0) return Run::dense(y, n, One<T>(a), Dense<T>{b}, number...);
    Run::dense(y, n, Dense<T>{a}, Dense<T>{b}, number...);
  });
}
// b or c may be one element repeated.
template <class Run, class T, int count>
void run3p(char* y, const char* a, const char* b, const char* c, int64_t n, int64_t sy, int64_t sa,
           int64_t sb, int64_t sc, const double* p) {
  if (n <= 0) return;
  with_numbers<count, T>(p, [&](auto... number) {
    const bool fast = sy == Run::kStep && sa == kSize<T> && one_or_dense<T>(sb) &&
                      one_or_dense<T>(sc) && (sb != 0 || sc != 0);
    if (!fast)
      return Run::strided(y, n, sy, Strided<T>{a, sa}, Strided<T>{b, sb}, Strided<T>{c, sc},
                          number...);
    if (sb == 0) return Run::dense(y, n, Dense<T>{a}, One<T>(b), Dense<T>{c}, number...);
    if (sc == 0) return Run::dense(y, n, Dense<T>{a}, Dense<T>{b}, One<T>(c), number...);
    Run::dense(y, n, Dense<T>{a}, Dense<T>{b}, Dense<T>{c}, number...);
  });
}

template <class F, class Y, class A = Y>
inline constexpr Loop1 map1 = run1<Elements<F, Y>, A>;
template <class F, class Y, class A = Y, class B = A>
inline constexpr Loop2 map2 = run2<Elements<F, Y>, A, B>;
template <class F, class Y, class A = Y, class B = A, class C = B>
inline constexpr Loop3 map3 = run3<Elements<F, Y>, A, B, C>;

template <class F, class T>
inline constexpr Loop1 vec_map1 = run1<Vectors<F, T>, T>;
template <class F, class T>
inline constexpr Loop2 vec_map2 = run2<Vectors<F, T>, T, T>;
template <class F, class T>
inline constexpr Loop3 vec_map3 = run3<Vectors<F, T>, T, T, T>;

// F of bools: see the head of this file.
template <class F>
struct Truths {
  uint8_t operator()(uint8_t x) const { return F{}(static_cast<uint8_t>(x != 0)); }
  uint8_t operator()(uint8_t a, uint8_t b) const {
    return F{}(static_cast<uint8_t>(a != 0), static_cast<uint8_t>(b != 0));
  }
};

// The functor of one kind of types; None leaves them without a loop.
struct None {};
template <int kind, class Bool, class Int, class Float>
struct Chosen {
  using F = Float;
};
template <class Bool, class Int, class Float>
struct Chosen<0, Bool, Int, Float> {
  using F = Bool;
};
template <class Bool, class Int, class Float>
struct Chosen<1, Bool, Int, Float> {
  using F = Int;
};

#define RG_PER_KIND(arity)                                                                 \
  template <class Bool, class Int, class Float>                                            \
  inline constexpr PerType<Loop##arity> per_type##arity =                                  \
      per_type<Loop##arity>([](auto e) -> Loop##arity {                                    \
        using F = typename Chosen<decltype(e)::kKind, Bool, Int, Float>::F;                \
        if constexpr (__is_same(F, None))                                                  \
          return nullptr;                                                                  \
        else                                                                               \
          return map##arity<F, typename decltype(e)::Type>;                                \
      });                                                                                  \
  /* The same for Vec functors, which floats alone have: vec_floats1([](auto x) {...}). */ \
  template <class F>                                                                       \
  constexpr PerType<Loop##arity> vec_floats##arity(F) {                                    \
    return per_type<Loop##arity>([](auto e) -> Loop##arity {                               \
      if constexpr (decltype(e)::kKind == 2)                                               \
        return vec_map##arity<F, typename decltype(e)::Type>;                              \
      else                                                                                 \
        return nullptr;                                                                    \
    });                                                                                    \
  }
RG_PER_KIND(1)
RG_PER_KIND(2)
RG_PER_KIND(3)
#undef RG_PER_KIND

// An element functor for integers, a Vec functor for floats; bools have no loop.
template <class Int, class Float>
inline constexpr PerType<Loop2> vec_for_floats2 = per_type<Loop2>([](auto e) -> Loop2 {
  using T = typename decltype(e)::Type;
  if constexpr (decltype(e)::kKind == 0)
    return nullptr;
  else if constexpr (decltype(e)::kKind == 1)
    return map2<Int, T>;
  else
    return vec_map2<Float, T>;
});

// Tables of loops with numbers, for floats alone: Vec functors, vec_floats1p<2>([](auto x, auto
// low, auto high) {...}), and element functors by name, floats1p<LeakyRelu, 1>.
template <template <class, class> class Run, class F, int count>
constexpr PerType<Loop1P> float_loops1p() {
  return per_type<Loop1P>([](auto e) -> Loop1P {
    using T = typename decltype(e)::Type;
    if constexpr (decltype(e)::kKind == 2)
      return run1p<Run<F, T>, T, count>;
    else
      return nullptr;
  });
}
template <template <class, class> class Run, class F, int count>
constexpr PerType<Loop2P> float_loops2p() {
  return per_type<Loop2P>([](auto e) -> Loop2P {
    using T = typename decltype(e)::Type;
    if constexpr (decltype(e)::kKind == 2)
      return run2p<Run<F, T>, T, count>;
    else
      return nullptr;
  });
}
template <class F, int count>
inline constexpr PerType<Loop3P> floats3p = per_type<Loop3P>([](auto e) -> Loop3P {
  using T = typename decltype(e)::Type;
  if constexpr (decltype(e)::kKind == 2)
    return run3p<Elements<F, T>, T, count>;
  else
    return nullptr;
});
template <class F, int count>
inline constexpr PerType<Loop1P> floats1p = float_loops1p<Elements, F, count>();
template <class F, int count>
inline constexpr PerType<Loop2P> floats2p = float_loops2p<Elements, F, count>();
template <int count, class F>
constexpr PerType<Loop1P> vec_floats1p(F) {
  return float_loops1p<Vectors, F, count>();
}
template <int count, class F>
constexpr PerType<Loop2P> vec_floats2p(F) {
  return float_loops2p<Vectors, F, count>();
}

// The type whose + - * wrap as tensors do: signed overflow is undefined in C++.
template <class T>
struct WrapOf {
  using type = T;
};
template <>
struct WrapOf<uint8_t> {
  using type = uint32_t;
};
template <>
struct WrapOf<int32_t> {
  using type = uint32_t;
};
template <>
struct WrapOf<int64_t> {
  using type = uint64_t;
};
template <class T>
using Wrap = typename WrapOf<T>::type;

template <class T>
inline constexpr bool kIsFloat = static_cast<T>(0.5) != 0;

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
