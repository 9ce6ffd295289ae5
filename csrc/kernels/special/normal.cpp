#include "kernels/special/normal.h"

#include "kernels/loops.h"
#include "kernels/simd/math_normal.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// In place of u and v, r cos t and r sin t with r = sqrt(-2 log(1 - u)) and t = 2 pi v. Those of
// floats are made of doubles, to little more than the bits that are kept: most are the nearest.
[[gnu::always_inline]] inline void to_normals(VecD& u, VecD& v) {
  const VecD r = sqrt(-2 * log(1 - u)), t = v * 6.28318530717958648;
  u = r * cos(t);
  v = r * sin(t);
}
[[gnu::always_inline]] inline void to_point(VecD& a, VecD& t) {
  const LogArgument<VecD> l = reduce_log_normal(a);
  const VecD near = fma(l.f * l.f, all<VecD>(-0.5), l.f) + log_tail_near(l.f);
  const VecD r = sqrt(-2 * fma(l.k, all<VecD>(0.693147180559945309), near));
  const Angle angle = reduce_briefly(t);
  const VecD sine = sin_near(angle.r), cosine = cos_near(angle.r);
  a = r * rotate(sine, cosine, turns(angle) + 1);
  t = r * rotate(sine, cosine, turns(angle));
}
[[gnu::always_inline]] inline void to_normals(VecF& u, VecF& v) {
  Wide a = widen(1 - u), t = widen(v * 6.28318530717958648f);
  to_point(a.low, t.low);
  to_point(a.high, t.high);
  u = narrow(a);
  v = narrow(t);
}
// The first halves of a and b, or the second ones.
template <bool kSecond, class V, int... i>
[[gnu::always_inline]] inline V halves(V a, V b, std::integer_sequence<int, i...>) {
  constexpr int kHalf = sizeof...(i) / 2;
  return __builtin_shufflevector(a, b, (i + (i < kHalf ? 0 : kHalf) + (kSecond ? kHalf : 0))...);
}
template <class T>
void box_muller(void* numbers, int64_t n, double mean, double std) {
  using V = Vec<T>;
  constexpr int kL = kLanes<T>;
  const V m = all<V>(mean), s = all<V>(std);
  T* x = static_cast<T*>(numbers);
  if constexpr (kL <= 8) {
    for (const T* end = x + n; x != end; x += 16)
      for (int j = 0; j < 8; j += kL) {
        V u = load(x + j), v = load(x + j + 8);
        to_normals(u, v);
        store(x + j, u * s + m);
        store(x + j + 8, v * s + m);
      }
  } else {  // two blocks together
    constexpr auto kAll = std::make_integer_sequence<int, kL>();
    for (; n > 0; n -= 2 * kL, x += 2 * kL) {
      const V a = load(x), b = n > kL ? load(x + kL) : V{};
      V u = halves<false>(a, b, kAll), v = halves<true>(a, b, kAll);
      to_normals(u, v);
      store(x, halves<false>(u, v, kAll) * s + m);
      if (n > kL) store(x + kL, halves<true>(u, v, kAll) * s + m);
    }
  }
}

}  // namespace

extern const Normal normal;
constinit const Normal normal = {
    .erfinv = vec_floats1([](auto x) { return erfinv(x); }),
    .erfcx = vec_floats1([](auto x) { return erfcx(x); }),
    .ndtr = vec_floats1([](auto x) { return ndtr(x); }),
    .log_ndtr = vec_floats1([](auto x) { return log_ndtr(x); }),
    .ndtri = vec_floats1([](auto x) { return ndtri(x); }),
    .box_muller = per_type<BoxMuller>([](auto e) -> BoxMuller {
      if constexpr (decltype(e)::kKind == 2)
        return box_muller<typename decltype(e)::Type>;
      else
        return nullptr;
    }),
};

}  // namespace retrograd::kernels::RG_ISA
