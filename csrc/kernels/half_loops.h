// half_loops.h: loops of float16 and bfloat16 that convert in registers.
//
// Halves go through loops of float32 in blocks, which costs two more passes through the nearest
// cache. Where that shows beside what is computed, and programs with halves spend their time, an
// operation has loops of its own: see with_halves1. Bits are the same in both
// ways.
#pragma once

#include "kernels/loops.h"
#include "kernels/parts.h"
#include "kernels/simd/simd_narrow.h"

namespace retrograd::kernels::RG_ISA {
namespace {

template <class Loop>
constexpr PerType<Loop> with_halves(PerType<Loop> loops, Loop float16, Loop bfloat16) {
  return loops.with(DType::kFloat16, float16).with(DType::kBFloat16, bfloat16);
}

#if defined(__x86_64__) && RG_HAS_FLOAT16
[[gnu::always_inline]] inline void store_two(char* p, TwoF x, Float16) {
  put(p, narrowed_float16(x.a));
  put(p + sizeof(HalfLanes), narrowed_float16(x.b));
}
[[gnu::noinline]] void store_two_of_nan(char* p, VecF a, VecF b) {
  const VecF x[] = {a, b};
  for (int64_t i = 0; i < 2 * kLanes<float>; ++i)
    put(p + 2 * i, float_to_bfloat16(x[i % 2][i / 2]));
}
[[gnu::always_inline]] inline void store_two(char* p, TwoF x, BFloat16) {
  if (any_nan(x.a, x.b)) [[unlikely]]
    return store_two_of_nan(p, x.a, x.b);
  put(p, rounded_in_turn(x.a, x.b));
}

// An operand: two Vecs of its elements from i on, of which k exist.
template <class T>
struct Halves {
  static constexpr int64_t kMany = 2 * kLanes<float>, kItem = 2;
  const char* p;
  int64_t stride;
  TwoF one;
  Halves(const char* first, int64_t step) : p(first), stride(step), one(some(0, 1)) {}
  [[gnu::always_inline]] TwoF two(int64_t i) const {
    return stride == 0 ? one : load_two(p + i * kItem, T());
  }
  TwoF some(int64_t i, int64_t k) const {
    uint16_t scratch[kMany];
    for (int64_t j = 0; j < kMany; ++j)
      scratch[j] = get<uint16_t>(p + (j < k ? i + j : i) * stride);
    return load_two(reinterpret_cast<const char*>(scratch), T());
  }
};

template <class F, class... X>
[[gnu::always_inline]] inline TwoF on_two(const X&... x) {
  return {F{}(x.a...), F{}(x.b...)};
}
// One copy of the functor, out of line, for all but long loops; see Vectors.
template <class F, class... X>
[[gnu::noinline]] TwoF once(X... x) {
  return on_two<F>(x...);
}
template <class F, class T, class... X>
[[gnu::flatten]] void run_halves(char* y, int64_t n, int64_t sy, const X&... x) {
  constexpr int64_t kMany = Halves<T>::kMany, kItem = Halves<T>::kItem;
  int64_t i = 0;
  if (sy == kItem && (one_or_dense<uint16_t>(x.stride) && ...))
    for (; i + kMany <= n; i += kMany) store_two(y + i * kItem, on_two<F>(x.two(i)...), T());
  for (; i < n; i += kMany) {
    const int64_t k = least(n - i, kMany);
    uint16_t scratch[kMany];
    store_two(reinterpret_cast<char*>(scratch), once<F>(x.some(i, k)...), T());
    for (int64_t j = 0; j < k; ++j) put(y + (i + j) * sy, scratch[j]);
  }
}
template <class F, class T>
void half_loop1(char* y, const char* x, int64_t n, int64_t sy, int64_t sx) {
  if (n > 0) run_halves<F, T>(y, n, sy, Halves<T>(x, sx));
}
template <class F, class T>
void half_loop2(char* y, const char* a, const char* b, int64_t n, int64_t sy, int64_t sa,
                int64_t sb) {
  if (n > 0) run_halves<F, T>(y, n, sy, Halves<T>(a, sa), Halves<T>(b, sb));
}

// A functor of 2 kLanes<float> halves as they lie, Vec<uint16_t> f(Vec<uint16_t>).
template <class F>
[[gnu::noinline]] Vec<uint16_t> once_packed(Vec<uint16_t> x) {
  return F{}(x);
}
template <class F>
[[gnu::flatten]] void packed_loop1(char* y, const char* x, int64_t n, int64_t sy, int64_t sx) {
  constexpr int64_t kMany = kLanes<uint16_t>, kItem = 2;
  int64_t i = 0;
  if (sy == kItem && sx == kItem)
    for (; i + kMany <= n; i += kMany) put(y + i * kItem, F{}(get<Vec<uint16_t>>(x + i * kItem)));
  for (; i < n; i += kMany) {
    const int64_t k = least(n - i, kMany);
    Vectors<F, uint16_t>::scatter(y + i * sy, sy, k,
                                  once_packed<F>(Strided<uint16_t>{x, sx}.some(i, k)));
  }
}

template <class F>
constexpr PerType<Loop1> with_halves1(PerType<Loop1> loops, F) {
  return with_halves(loops, half_loop1<F, Float16>, half_loop1<F, BFloat16>);
}
// The same with a functor of floats for float16, and one of packed halves for bfloat16.
template <class F, class G>
constexpr PerType<Loop1> with_halves1(PerType<Loop1> loops, F, G) {
  return with_halves(loops, half_loop1<F, Float16>, packed_loop1<G>);
}
template <class F>
constexpr PerType<Loop2> with_halves2(PerType<Loop2> loops, F) {
  return with_halves(loops, half_loop2<F, Float16>, half_loop2<F, BFloat16>);
}
#else  // halves are converted with more instructions than a loop has, or are slow anyway
template <class F>
constexpr PerType<Loop1> with_halves1(PerType<Loop1> loops, F) {
  return loops;
}
template <class F>
constexpr PerType<Loop2> with_halves2(PerType<Loop2> loops, F) {
  return loops;
}
#endif

// With a loop of both halves' bits, as they lie.
template <class Loop>
constexpr PerType<Loop> with_bits(PerType<Loop> loops, Loop of_bits) {
  return with_halves(loops, of_bits, of_bits);
}

// with_halves1 of a Vec functor, as vec_floats1.
template <class F>
constexpr PerType<Loop1> vec_halves1(F f) {
  return with_halves1(vec_floats1(f), f);
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
