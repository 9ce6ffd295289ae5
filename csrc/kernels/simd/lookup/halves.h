// halves.h: e^x of float16 and of bfloat16, with no more terms than round well.
#pragma once

#include "kernels/simd/lookup/lookup.h"
#include "kernels/simd/simd_narrow.h"

namespace retrograd::kernels::RG_ISA {
namespace {
namespace lookup {

// As reduce_exp, with ln 2 as one float: for results of so few bits n ln 2 is right enough.
template <class V>
[[gnu::always_inline]] inline Exponential<V> reduce_briefly(V x) {
  const V shifted = fma(x, splat(0x1.715476p+0f), splat(kShift)), n = shifted - kShift;
  return {fma(n, splat(-0x1.62e43p-1f), x), n, bits_as<Words<V>>(shifted)};
}

// No finite float16 is too large for n to be exact, so that only the infinite are kept apart.
template <class V>
[[gnu::always_inline]] inline V exp_of_float16(V x) {
  const Exponential<V> e = reduce_briefly(x);
  const V power = lookup16(kExp2, e.entry);
  const V slope = fma(e.r, fma(e.r, splat(0x1.55574p-3f), splat(0x1.00022ap-1f)), splat(1.0f));
  return scale_by_power(or_one(fma(power * e.r, slope, power), x), e.n);
}

// Rounded to bfloat16, all that there are come out as the exact powers would.
template <class V>
[[gnu::always_inline]] inline Words<V> bfloat16_and_rest(V x) {
  const Exponential<V> e = reduce_briefly(x);
  const V power = lookup16(kExp2, e.entry);
  const V slope = fma(e.r, splat(0x1.009p-1f), splat(0x1.0001d6p+0f));
  // No power but 1 lies halfway between two bfloat16, so what does need not go to the even one.
  return bits_as<Words<V>>(scale_by_power(fma(power * e.r, slope, power), e.n)) + 0x8000;
}
// Of 2 kLanes<float> neighbours: H is Vec<uint16_t>.
template <class V, class H>
[[gnu::always_inline]] inline H exp_of_bfloat16(H x) {
  // Held where results are 0 and infinite: as signed integers those below 0 are below all others,
  // as unsigned ones above, and the greater, the more they are below 0.
  constexpr int16_t kMost = 0x42b2;    // 89
  constexpr uint16_t kLeast = 0xc2d0;  // -104
  const auto from_above = at_most(bits_as<decltype(H{} < H{})>(x), kMost);
  const auto words = bits_as<Words<V>>(at_most(bits_as<H>(from_above), kLeast));
  const Words<V> first = bfloat16_and_rest(bits_as<V>(words << 16));
  const Words<V> second = bfloat16_and_rest(bits_as<V>(words & 0xffff0000));
  const H y = bits_as<H>((first >> 16) | (second & 0xffff0000));
  return (x & 0x7fff) > 0x7f80 ? splat<uint16_t>(0x7fc0) : y;
}

}  // namespace lookup
}  // namespace
}  // namespace retrograd::kernels::RG_ISA
