// reduce_vec.h: runs and rows of floats, folded eight Vec at a time.
//
// Eight are combined in a binary tree, and what comes out meets the totals: so the chain through a
// total is shorter than the work between two of its links, and one set of totals is enough.
#pragma once

#include "kernels/reduce/reduce_fold.h"
#include "kernels/simd/simd.h"
#include "kernels/simd/simd_narrow.h"
#include "kernels/simd/simd_partial.h"

namespace retrograd::kernels::RG_ISA {
namespace {

template <class T>
const T* at(const void* p, int64_t bytes) {
  return reinterpret_cast<const T*>(static_cast<const char*>(p) + bytes);
}

// ---- How an operation looks on a Vec of elements. ----
// Item: what the tree combines; leaf makes one of a Vec, pair of two. Lanes: the totals of a Vec of
// columns; take folds an Item into them.

[[gnu::always_inline]] inline Wide operator+(Wide a, Wide b) {
  return {a.low + b.low, a.high + b.high};
}
[[gnu::always_inline]] inline Wide operator*(Wide a, Wide b) {
  return {a.low * b.low, a.high * b.high};
}
[[gnu::always_inline]] inline VecD widen(VecD x) { return x; }
[[gnu::always_inline]] inline Wide load_lanes(const double* p, Wide) {
  return {load(p), load(p + kLanes<double>)};
}
template <class T>
[[gnu::always_inline]] inline Vec<T> load_lanes(const T* p, Vec<T>) {
  return load(p);
}
[[gnu::always_inline]] inline void store_lanes(double* p, Wide v) {
  store(p, v.low);
  store(p + kLanes<double>, v.high);
}
template <class T>
[[gnu::always_inline]] inline void store_lanes(T* p, Vec<T> v) {
  store(p, v);
}

template <class Op>
struct Lanewise {
  static constexpr bool kExists = false;
};

// In double from the first element on.
template <class T>
struct WideLanes {
  static constexpr bool kExists = true;
  using Lanes = decltype(widen(Vec<T>{}));
  using Item = Lanes;
  static Lanes all(double x) {
    if constexpr (sizeof(T) == 8)
      return splat(x);
    else
      return {splat(x), splat(x)};
  }
  [[gnu::always_inline]] static Item leaf(Vec<T> x) { return widen(x); }
  [[gnu::always_inline]] static Item loaded(const T* x) {
    if constexpr (sizeof(T) == 8)
      return load(x);
    else
      return load_wide(x);
  }
};
template <class T>
struct ExactSumLanes : WideLanes<T> {
  using typename WideLanes<T>::Item;
  [[gnu::always_inline]] static Item pair(Vec<T> x, Vec<T> y) { return widen(x) + widen(y); }
  [[gnu::always_inline]] static Item combine(Item a, Item b) { return a + b; }
  [[gnu::always_inline]] static Item take(Item a, Item x) { return a + x; }
};
template <class T>
struct ProdLanes : WideLanes<T> {
  using typename WideLanes<T>::Item;
  [[gnu::always_inline]] static Item pair(Vec<T> x, Vec<T> y) { return widen(x) * widen(y); }
  [[gnu::always_inline]] static Item combine(Item a, Item b) { return a * b; }
  [[gnu::always_inline]] static Item take(Item a, Item x) { return a * x; }
};
template <class T>
struct NormLanes : WideLanes<T> {
  using typename WideLanes<T>::Item;
  [[gnu::always_inline]] static Item squared(Item x) { return x * x; }
  [[gnu::always_inline]] static Item leaf(Vec<T> x) { return squared(widen(x)); }
  [[gnu::always_inline]] static Item loaded(const T* x) { return squared(WideLanes<T>::loaded(x)); }
  [[gnu::always_inline]] static Item pair(Vec<T> x, Vec<T> y) { return leaf(x) + leaf(y); }
  [[gnu::always_inline]] static Item combine(Item a, Item b) { return a + b; }
  [[gnu::always_inline]] static Item take(Item a, Item x) { return a + x; }
};
// At most eight floats are added as floats: their rounding errors average out in the long sum.
struct FloatSumLanes : WideLanes<float> {
  using Item = VecF;
  [[gnu::always_inline]] static Item leaf(VecF x) { return x; }
  [[gnu::always_inline]] static Item pair(VecF x, VecF y) { return x + y; }
  [[gnu::always_inline]] static Item combine(Item a, Item b) { return a + b; }
  [[gnu::always_inline]] static Lanes take(Lanes a, Item x) { return a + widen(x); }
};

// NaNs are found beside the extremes, two Vec in one comparison.
template <class Op>
struct ExtremeLanes {
  static constexpr bool kExists = true;
  using T = typename Op::In;
  using Lanes = Vec<T>;
  struct Item {
    Vec<T> best;
    Mask<T> nan;
  };
  [[gnu::always_inline]] static Item leaf(Vec<T> x) { return {x, x != x}; }
  [[gnu::always_inline]] static Item pair(Vec<T> x, Vec<T> y) {
    return {Op::pick(x, y), unordered(x, y)};
  }
  [[gnu::always_inline]] static Item combine(Item a, Item b) {
    return {Op::pick(a.best, b.best), a.nan | b.nan};
  }
  [[gnu::always_inline]] static Lanes take(Lanes a, Item x) {
    return x.nan ? splat(std::numeric_limits<T>::quiet_NaN()) : Op::pick(x.best, a);
  }
  static Lanes all(T x) { return splat(x); }
};

template <>
struct Lanewise<Sum<float>> : FloatSumLanes {};
template <>
struct Lanewise<Sum<double>> : ExactSumLanes<double> {};
template <class T>
struct Lanewise<ExactSum<T>> : ExactSumLanes<T> {};
template <>
struct Lanewise<Prod<float>> : ProdLanes<float> {};
template <>
struct Lanewise<Prod<double>> : ProdLanes<double> {};
template <>
struct Lanewise<Norm<float>> : NormLanes<float> {};
template <>
struct Lanewise<Norm<double>> : NormLanes<double> {};
template <>
struct Lanewise<Max<float>> : ExtremeLanes<Max<float>> {};
template <>
struct Lanewise<Max<double>> : ExtremeLanes<Max<double>> {};
template <>
struct Lanewise<Min<float>> : ExtremeLanes<Min<float>> {};
template <>
struct Lanewise<Min<double>> : ExtremeLanes<Min<double>> {};

// ---- Folding. ----

// The first `count` elements; the missing lanes change no total.
template <class Op>
[[gnu::always_inline]] inline auto load_some(const typename Op::In* x, int64_t count) {
  using T = typename Op::In;
  const auto v = load_first(x, count);
  if (Op::kFirst == 0 || (__builtin_constant_p(count) && count == kLanes<T>)) return v;
  using Lane = std::conditional_t<sizeof(T) == 8, int64_t, int32_t>;
  return lane_numbers<T>() < static_cast<Lane>(count) ? v : splat(static_cast<T>(Op::kFirst));
}

// `vecs` Vec as one Item, of two(i) for each two of them.
template <class L, int vecs, class Two>
[[gnu::always_inline]] inline auto tree_of(Two two, int i = 0) {
  static_assert(vecs > 1);
  if constexpr (vecs == 2) {
    return two(i);
  } else {
    const auto item = tree_of<L, vecs / 2>(two, i);
    return L::combine(item, tree_of<L, vecs / 2>(two, i + vecs / 2));
  }
}
// Those of `count` lanes, each `apart` bytes after the one before.
template <class Op, int vecs>
[[gnu::always_inline]] inline auto tree(const typename Op::In* x, int64_t apart, int64_t count) {
  using L = Lanewise<Op>;
  const auto some = [&](int i) __attribute__((always_inline)) {
    return load_some<Op>(at<typename Op::In>(x, i * apart), count);
  };
  if constexpr (vecs == 1)
    return L::leaf(some(0));
  else
    return tree_of<L, vecs>([&](int i) __attribute__((always_inline)) {
      return L::pair(some(i), some(i + 1));
    });
}

// One total of those in all lanes.
template <class Op>
[[gnu::always_inline]] inline auto join_lanes(Vec<typename Op::Acc> v) {
  using L = Lanewise<Op>;
  using Acc = typename Op::Acc;
  if constexpr (requires { Op::join(v, v); })
    return join_all<Acc>(v, [](auto a, auto b) { return Op::join(a, b); });
  else
    return join_all<Acc>(v, [](Vec<Acc> a, Vec<Acc> b) { return L::take(a, L::leaf(b)); });
}
template <class Op>
[[gnu::always_inline]] inline double join_lanes(Wide v) {
  return join_lanes<Op>(Op::join(v.low, v.high));
}

// The same next to each other, loaded in their order, which prefetchers follow: without barriers
// the compiler shuffles the loads. Where an Item is one register, each second load is part of an
// addition; several would be spilled at a barrier.
template <class Op, int vecs>
[[gnu::always_inline]] inline auto tree_in_order(const typename Op::In* x) {
  using L = Lanewise<Op>;
  using T = typename Op::In;
  constexpr bool kWidens = kWidensLoads && std::is_same_v<typename L::Item, Wide>;
  const auto loaded = [&](int i) __attribute__((always_inline)) {
    const Vec<T> v = load(x + i * kLanes<T>);
    asm volatile("" ::: "memory");
    return v;
  };
  if constexpr (vecs == 1) {
    if constexpr (kWidens)
      return L::loaded(x);
    else
      return L::leaf(load(x));
  } else if constexpr (std::is_same_v<typename L::Item, Vec<T>>) {
    return tree_of<L, vecs>([&](int i) __attribute__((always_inline)) {
      const Vec<T> first = loaded(i);
      const Vec<T> item = L::pair(first, load(x + (i + 1) * kLanes<T>));
      asm volatile("" ::: "memory");
      return item;
    });
  } else if constexpr (kWidens) {
    return tree_of<L, vecs>([&](int i) __attribute__((always_inline)) {
      return L::combine(L::loaded(x + i * kLanes<T>), L::loaded(x + (i + 1) * kLanes<T>));
    });
  } else {
    Vec<T> v[vecs];
#pragma GCC unroll 8
    for (int i = 0; i < vecs; ++i) v[i] = loaded(i);
    return tree_of<L, vecs>([&](int i)
                                __attribute__((always_inline)) { return L::pair(v[i], v[i + 1]); });
  }
}

// Fewer elements than four Vec, one at least, as one Item: halves are added to halves, so that
// equal floats are hardly rounded.
template <class Op>
[[gnu::always_inline]] inline auto fold_rest(const typename Op::In* x, int64_t n) {
  using L = Lanewise<Op>;
  constexpr int64_t kOne = kLanes<typename Op::In>;
  const auto* const first = x;
  const bool two = n >= 2 * kOne;
  x += two ? 2 * kOne : 0;
  n -= two ? 2 * kOne : 0;
  auto item = L::leaf(splat(static_cast<typename Op::In>(Op::kFirst)));
  if (n >= kOne) {
    item = tree_in_order<Op, 1>(x);
    x += kOne;
    n -= kOne;
  }
  if (n > 0) item = L::combine(item, tree<Op, 1>(x, 0, n));
  return two ? L::combine(tree_in_order<Op, 2>(first), item) : item;
}

// What is asked for ahead comes sooner where rows are long: by 7 % with AVX2, 1000 rows of 1000.
constexpr bool kAsksAhead = RG_VECTOR_BYTES == 32;
constexpr int64_t kAhead = 2048, kLongRow = 2048;  // bytes
[[gnu::always_inline]] inline void ask_ahead(const void* x, int lines) {
  for (int line = 0; line < lines; ++line) __builtin_prefetch(at<char>(x, kAhead + line * 64));
}

// The n elements next to each other from x on, as one total.
template <class Op>
[[gnu::noinline]] typename Op::Acc fold_run_lanes(const typename Op::In* x, int64_t n) {
  using L = Lanewise<Op>;
  constexpr int64_t kOne = kLanes<typename Op::In>;
  auto total = L::all(Op::kFirst);
  const bool is_long = kAsksAhead && n * static_cast<int64_t>(sizeof *x) >= kLongRow;
  for (; n >= 8 * kOne; n -= 8 * kOne, x += 8 * kOne) {
    if (is_long) ask_ahead(x, 4);
    total = L::take(total, tree_in_order<Op, 8>(x));
  }
  if (is_long) ask_ahead(x, 3);
  if (n >= 4 * kOne) {
    total = L::take(total, tree_in_order<Op, 4>(x));
    x += 4 * kOne;
    n -= 4 * kOne;
  }
  if (n > 0) total = L::take(total, fold_rest<Op>(x, n));
  return join_lanes<Op>(total);
}

template <class Op>
inline constexpr bool kExtreme =
    std::is_same_v<Op, Max<typename Op::In>> || std::is_same_v<Op, Min<typename Op::In>>;

// What is folded from narrow elements as they are; the rest is widened on the stack before.
template <class Op>
inline constexpr bool kFoldsNarrow = kExtreme<Op> || std::is_same_v<Op, Sum<typename Op::In>>;

// Calls f with an element of one of the two narrow types that compute in T.
template <class T, class F>
auto with_narrow(DType type, F f) {
  if constexpr (kFloating<T>) {
    if (type == DType::kFloat16) return f(Float16());
    return f(BFloat16());
  } else {
    if (type == DType::kInt8) return f(int8_t());
    return f(int16_t());
  }
}

// Each of `width` columns as fold_run_lanes folds a run, in the same order: a register has one lane
// of as many runs, and `lane` one register for each lane. REQUIRES: n < 2 kLanes.
template <class Op>
[[gnu::noinline]] void fold_columns_as_runs(typename Op::Acc* total, const typename Op::In* x,
                                            int64_t row_bytes, int64_t n, int64_t width) {
  using L = Lanewise<Op>;
  using T = typename Op::In;
  constexpr int64_t kOne = kLanes<T>;
  const auto join = [](typename L::Lanes a, typename L::Lanes b) __attribute__((always_inline)) {
    if constexpr (kExtreme<Op>)
      return L::take(a, L::leaf(b));
    else
      return Op::join(a, b);
  };
  for (int64_t j = 0; j < width; j += kOne) {
    const auto leaf = [&](int64_t k) __attribute__((always_inline)) {
      return L::leaf(load(at<T>(x + j, k * row_bytes)));
    };
    const auto first = [&](int64_t k) __attribute__((always_inline)) {
      return L::take(L::all(Op::kFirst), leaf(k));
    };
    typename L::Lanes lane[kOne];
    if (n <= least(4, kOne)) {
      lane[0] = first(0);
      if (n > 2) lane[0] = join(lane[0], first(2));
      if (n > 1) lane[0] = join(lane[0], n > 3 ? join(first(1), first(3)) : first(1));
    } else {
      const int64_t lanes = least(n, kOne);
      for (int64_t l = 0; l < lanes; ++l)
        lane[l] = l + kOne < n ? L::take(L::all(Op::kFirst), L::combine(leaf(l), leaf(l + kOne)))
                               : first(l);
      for (int64_t half = kOne / 2; half; half /= 2)
        for (int64_t l = 0; l < half && l + half < lanes; ++l)
          lane[l] = join(lane[l], lane[l + half]);
    }
    store_lanes(total + j, lane[0]);
  }
}

// The same of float16 or bfloat16, up to 32 Vec at a time: what is rounded to so few bits in the
// end bears that more floats are added as such.
template <class Op, class N>
[[gnu::noinline]] typename Op::Acc fold_run_halves(const void* from, int64_t n) {
  using L = Lanewise<Op>;
  constexpr int64_t kTwo = 2 * kLanes<float>, kBytes = RG_VECTOR_BYTES;
  const char* x = static_cast<const char*>(from);
  const int64_t length = n;
  auto total = L::all(Op::kFirst);
  const auto two = [](const void* p, int i) __attribute__((always_inline)) {
    const TwoF v = load_two(static_cast<const char*>(p) + i * kBytes, N());
    return L::pair(v.a, v.b);
  };
  const auto join = [&](auto& s, int i) __attribute__((always_inline)) {
    s = L::combine(s, two(x, i));
  };
  while (n >= 8 * kTwo) {
    const int many = n >= 16 * kTwo ? 16 : 8;
    auto a = two(x, 0), b = two(x, 1), c = two(x, 2), d = two(x, 3);
    for (int i = 4; i < many; i += 4) {
      join(a, i);
      join(b, i + 1);
      join(c, i + 2);
      join(d, i + 3);
    }
    total = L::take(total, L::combine(L::combine(a, b), L::combine(c, d)));
    n -= many * kTwo;
    x += many * kBytes;
  }
  if (n >= kTwo) {
    auto some = two(x, 0);
    for (n -= kTwo, x += kBytes; n >= kTwo; n -= kTwo, x += kBytes)
      some = L::combine(some, two(x, 0));
    total = L::take(total, some);
  }
  if (n > 0) {
    // The rest, at the end of a Vec whose other elements change nothing.
    Vec<uint16_t> last = {};
    if (length >= kTwo)
      std::memcpy(&last, x + 2 * (n - kTwo), kBytes);
    else
      std::memcpy(reinterpret_cast<char*>(&last) + 2 * (kTwo - n), x, 2 * n);
    uint16_t nothing = 0;
    if (!kIsSum<Op>) std::memcpy(&nothing, from, sizeof nothing);
    const auto rest = lane_numbers<int16_t>() >= static_cast<int16_t>(kTwo - n);
    last = rest ? last : splat(nothing);
    total = L::take(total, two(&last, 0));
  }
  return join_lanes<Op>(total);
}

// The extremes of n float16 or bfloat16, as integers that are ordered as those are, NaNs beyond the
// infinities: what is negative has its other bits turned around.
struct Keys {
  int16_t low, high;
};
template <class V>
[[gnu::always_inline]] inline V key_of(V bits) {
  return bits ^ ((bits >> 15) & 0x7fff);
}
[[maybe_unused]] [[gnu::noinline]] Keys extreme_keys(const void* from, int64_t n) {
  using V = Vec<int16_t>;
  const auto* x = static_cast<const int16_t*>(from);
  V low[2], high[2];
  low[0] = low[1] = splat<int16_t>(0x7fff);
  high[0] = high[1] = ~low[0];
  const auto take = [&](int i, V bits) __attribute__((always_inline)) {
    const V key = key_of(bits);
    low[i] = key < low[i] ? key : low[i];
    high[i] = key > high[i] ? key : high[i];
  };
  constexpr int64_t kOne = kLanes<int16_t>;
  for (; n >= 2 * kOne; n -= 2 * kOne, x += 2 * kOne) {
    take(0, load(x));
    take(1, load(x + kOne));
  }
  if (n >= kOne) {
    take(0, load(x));
    x += kOne;
    n -= kOne;
  }
  const auto least = [](auto a, auto b) { return a < b ? a : b; };
  const auto most = [](auto a, auto b) { return a > b ? a : b; };
  Keys keys = {join_all<int16_t>(least(low[0], low[1]), least),
               join_all<int16_t>(most(high[0], high[1]), most)};
  for (; n > 0; --n, ++x) {
    const auto key = static_cast<int16_t>(key_of(int{*x}));
    keys = {key < keys.low ? key : keys.low, key > keys.high ? key : keys.high};
  }
  return keys;
}

// The extreme of float16 or bfloat16. Zeros are equal in floats and not in keys: where the extreme
// might be either, the floats are asked.
template <class Op, class N>
float extreme_of_halves(const void* x, int64_t n) {
  constexpr int16_t kInfinite = std::is_same_v<N, Float16> ? 0x7c00 : 0x7f80;
  const Keys keys = extreme_keys(x, n);
  if (keys.high > kInfinite || keys.low < ~kInfinite) return __builtin_nanf("");
  const int key = Op::pick(1, 0) ? keys.high : keys.low;
  if (key == (Op::pick(1, 0) ? 0 : -1)) return fold_run_halves<Op, N>(x, n);
  const auto bits = static_cast<uint16_t>(key_of(key));
  return std::is_same_v<N, Float16> ? float16_to_float(bits) : bfloat16_to_float(bits);
}

// That of int8 or int16.
template <class Op, class N>
[[gnu::noinline]] int32_t extreme_of_integers(const void* from, int64_t n) {
  constexpr int64_t kOne = kLanes<N>;
  const auto* x = static_cast<const N*>(from);
  const auto pick = [](auto v, auto w) { return Op::pick(v, w); };
  N best = *x;
  if (n >= kOne) {
    Vec<N> a = load(x), b = a;
    for (; n >= 2 * kOne; n -= 2 * kOne, x += 2 * kOne) {
      a = pick(load(x), a);
      b = pick(load(x + kOne), b);
    }
    best = join_all<N>(pick(a, b), pick);
  }
  for (; n > 0; --n, ++x) best = Op::pick(*x, best);
  return best;
}

// The sum of at most 2^15 elements of int8 or int16, which int32 holds.
template <class N>
[[gnu::noinline]] uint64_t sum_of_narrow(const void* from, int64_t n) {
  constexpr int64_t kOne = kLanes<int32_t>, kBytes = kOne * static_cast<int64_t>(sizeof(N));
  const char* x = static_cast<const char*>(from);
  Vec<int32_t> a{}, b{};
  for (; n >= 2 * kOne; n -= 2 * kOne, x += 2 * kBytes) {
    a += load_narrow(x, N());
    b += load_narrow(x + kBytes, N());
  }
  int32_t total = join_all<int32_t>(a + b, [](auto v, auto w) { return v + w; });
  for (; n > 0; --n, x += sizeof(N)) total += *reinterpret_cast<const N*>(x);
  return static_cast<uint64_t>(static_cast<int64_t>(total));
}

// Four runs of n elements that follow each other: the memory serves four streams sooner than one,
// and long runs sooner than short ones. Prefetchers follow a load that goes on in even steps, so
// each of a turn is an instruction of its own, and their order rises, which the compiler would
// change (10 million floats: 13 GB/s more written out, 14 more in order).
// REQUIRES: n is a multiple of kTurn.
template <class Op>
constexpr int kLoads = std::is_same_v<Op, Sum<typename Op::In>> ? 16 : 4;
template <class Op>
constexpr int64_t kTurn = kLoads<Op>* kLanes<typename Op::In>;
template <class Op>
[[gnu::noinline]] typename Op::Acc fold_four_runs(const typename Op::In* x, int64_t n) {
  using L = Lanewise<Op>;
  using T = typename Op::In;
  auto total = L::all(Op::kFirst);
  constexpr int kSome = kLoads<Op> < 8 ? kLoads<Op> : 8;
  const T* last = x + n;
  const auto fold = [&](const T* from) __attribute__((always_inline)) {
#pragma GCC unroll 2
    for (int i = 0; i < kLoads<Op>; i += kSome)
      total = L::take(total, tree_in_order<Op, kSome>(from + i * kLanes<T>));
  };
  for (; x != last; x += kTurn<Op>) {
    fold(x);
    fold(x + n);
    fold(x + 2 * n);
    fold(x + 3 * n);
  }
  return join_lanes<Op>(total);
}

// `rows` rows into the totals of their columns.
template <class Op, int rows>
[[gnu::noinline]] void fold_rows_lanes(typename Op::Acc* __restrict acc, const typename Op::In* x,
                                       int64_t row_bytes, int64_t width) {
  using L = Lanewise<Op>;
  constexpr int64_t kOne = kLanes<typename Op::In>;
  const auto fold = [&](int64_t j, int64_t count) __attribute__((always_inline)) {
    const auto total = load_lanes(acc + j, typename L::Lanes{});
    store_lanes(acc + j, L::take(total, tree<Op, rows>(x + j, row_bytes, count)));
  };
  int64_t j = 0;
  for (; j + kOne <= width; j += kOne) fold(j, kOne);
  if (j < width) fold(j, width - j);
}

// The same of eight rows of the narrow type N; sums of integers have totals that int32 holds.
// REQUIRES: width >= kLanes<float>.
template <class Op, class N, class Acc>
[[gnu::noinline]] void fold_eight_rows_narrow(Acc* __restrict acc, const void* from,
                                              int64_t row_bytes, int64_t width) {
  constexpr int64_t kOne = kLanes<float>;
  const char* x = static_cast<const char*>(from);
  const auto folded = [&](int64_t j) __attribute__((always_inline)) {
    const char* p = x + j * static_cast<int64_t>(sizeof(N));
    const auto row = [&](int64_t r) __attribute__((always_inline)) {
      return load_narrow(p + r * row_bytes, N());
    };
    if constexpr (kFloating<typename Op::In>) {
      using L = Lanewise<Op>;
      return L::take(load_lanes(acc + j, typename L::Lanes{}),
                     L::combine(L::combine(L::pair(row(0), row(1)), L::pair(row(2), row(3))),
                                L::combine(L::pair(row(4), row(5)), L::pair(row(6), row(7)))));
    } else {
      Vec<int32_t> total = load(acc + j);
      for (int64_t r = 0; r < 8; ++r) {
        if constexpr (std::is_same_v<Op, Sum<int32_t>>)
          total += row(r);
        else
          total = Op::pick(row(r), total);
      }
      return total;
    }
  };
  // The last Vec overlaps the one before: folded first, while the totals are those from before.
  const auto last = folded(width - kOne);
  for (int64_t j = 0; j < width - kOne; j += kOne) store_lanes(acc + j, folded(j));
  store_lanes(acc + width - kOne, last);
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
