// math_bessel.h: the modified Bessel functions of orders 0 and 1, made as the functions of math.h
// are. Floats go by doubles.
#pragma once

#include "kernels/simd/math.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// The same as poly, one after the other: sums of positive terms lose nothing that way.
template <class... C>
[[gnu::always_inline]] inline VecD horner(VecD x, C... coefficients) {
  const double c[] = {static_cast<double>(coefficients)...};
  VecD y = all<VecD>(c[sizeof...(C) - 1]);
  for (int i = static_cast<int>(sizeof...(C)) - 2; i >= 0; --i) y = fma(y, x, all<VecD>(c[i]));
  return y;
}

// I0(x) = 1 + z P(z) and I1(x) = (1 + z P(z)) x / 2 with z = (x / 2)^2, |x| <= 8.
[[gnu::always_inline]] inline VecD i0_poly(VecD z) {  // 2^-66.2
  return horner(z, 0.999999999999999999, 0.250000000000000006, 0.0277777777777777573,
                0.00173611111111114554, 0.0000694444444444104891, 1.92901234570044569e-6,
                3.93675988822395463e-8, 6.15118735439074232e-10, 7.59405782837663919e-12,
                7.59406796496130218e-14, 6.27596972609568073e-16, 4.35934786722933978e-18,
                2.57298757724245307e-20, 1.34158151238636199e-22, 5.10947788006032377e-25,
                3.50806881717150158e-27);
}
[[gnu::always_inline]] inline VecD i1_poly(VecD z) {  // 2^-69.0
  return horner(z, 0.5, 0.083333333333333334, 0.00694444444444444241, 0.000347222222222225366,
                0.0000115740740740711957, 2.75573192241562994e-7, 4.92094986073667815e-9,
                6.8346526050778622e-11, 7.59405801700202059e-13, 6.90369577028682906e-15,
                5.22999666120807616e-17, 3.35319945813605041e-19, 1.83852208642181034e-21,
                8.92307069089313448e-24, 3.23175604388884146e-26, 2.03169887573849149e-28);
}
// sqrt(x) e^-x I(x) with u = 16 / x - 1, x >= 8.
[[gnu::always_inline]] inline Pair<VecD> i0_far_poly(VecD u) {  // 2^-57.7
  return led(0x1.9bd428ad249a5p-2, -2.42844577799e-17,
             u * poly(u, 0.00336055198366787191, 0.00013621607439189957, 0.0000111430337899479027,
                      1.48384756777140274e-6, 2.97359886367856608e-7, 8.87221524004591315e-8,
                      3.93254897155537525e-8, 2.15488957475177582e-8, 7.55720937850098358e-9,
                      -6.7510852789759032e-9, -1.34198378695997607e-8, -5.3906539292008606e-9,
                      7.58293590088136168e-9, 7.39271318890302473e-9, -3.56116145639589493e-9,
                      -5.88694917516925214e-9, 1.58541339799107526e-9, 3.56096438144766705e-9,
                      -6.20071521347209788e-10, -1.56294594447057379e-9, 1.73279030802406562e-10,
                      4.34413589742902538e-10, -2.40202017431500798e-11, -5.64594132737942659e-11));
}
[[gnu::always_inline]] inline Pair<VecD> i1_far_poly(VecD u) {  // 2^-57.6
  return led(
      0x1.8ebe783a84030p-2, -6.39362535137e-18,
      u * poly(u, -0.00974957719323574654, -0.00021923576383385543, -0.0000150385471995843897,
               -1.8349101347891652e-6, -3.48385603603566004e-7, -1.00012835045255256e-7,
               -4.3128823471904508e-8, -2.33744759145198308e-8, -8.43028745662280133e-9,
               6.73807273190142635e-9, 1.40451866275924827e-8, 5.95963027185179123e-9,
               -7.67285208032775947e-9, -7.84886934523632993e-9, 3.48166919235954747e-9,
               6.17322965391763598e-9, -1.50439493943403918e-9, -3.71449668279406352e-9,
               5.78337724693847803e-10, 1.62664437836062607e-9, -1.60739411574303907e-10,
               -4.51699566140158815e-10, 2.23021492619905856e-11, 5.86878350971131129e-11));
}

template <int kOrder>
[[gnu::always_inline]] inline Pair<VecD> bessel_near(VecD size) {
  const VecD half = size * 0.5;
  const Pair<VecD> square = exact_product(half, half);
  const VecD z = square.hi, p = kOrder == 0 ? i0_poly(z) : i1_poly(z);
  const Pair<VecD> rest = exact_product(z, p);
  Pair<VecD> y = exact_sum(all<VecD>(1), rest.hi);
  // What squaring rounded away, times the slope, which this knows to a tenth.
  const VecD slope = kOrder == 0 ? y.hi / sqrt(1 + 1.1 * z) : 0.5 * y.hi / sqrt(1 + 0.35 * z);
  y.lo += rest.lo + square.lo * slope;
  return kOrder == 0 ? y : pair_product({half, VecD{}}, y);
}
// Without e^x.
template <int kOrder>
[[gnu::always_inline]] inline Pair<VecD> bessel_far(VecD x) {
  const VecD u = 16 / x - 1;
  return pair_quotient(kOrder == 0 ? i0_far_poly(u) : i1_far_poly(u), pair_sqrt({x, VecD{}}));
}
template <int kOrder>
[[gnu::always_inline]] inline VecD with_sign_of_order(VecD y, VecD x) {
  return x == x ? (kOrder == 0 ? y : with_sign(y, x)) : x;
}
// e^x overflows before I does: its exponent goes as one of 2^64 less.
template <int kOrder>
[[gnu::always_inline]] inline VecD bessel(VecD x) {
  const VecD size = abs(x), v = clamp(size, 8, 720);
  const Pair<VecD> near = bessel_near<kOrder>(at_most(size, all<VecD>(8)));
  const ExpPair<VecD> e = exp_pair(v);
  const VecD far = scaled(pair_product(e.e, bessel_far<kOrder>(v)),
                          Nearest<VecD>{e.power.value - 64, e.power.n - 64}) *
                   0x1p64;
  return with_sign_of_order<kOrder>(size < 8 ? near.hi + near.lo : far, x);
}
template <int kOrder>
[[gnu::always_inline]] inline VecD bessel_scaled(VecD x) {
  const VecD size = abs(x), v = at_most(size, all<VecD>(8));
  const VecD near = exp_product(-v, VecD{}, bessel_near<kOrder>(v));
  const Pair<VecD> far = bessel_far<kOrder>(at_least(size, all<VecD>(8)));
  const VecD y = size < kInf<VecD> ? far.hi + far.lo : VecD{};
  return with_sign_of_order<kOrder>(size < 8 ? near : y, x);
}
#define RG_BESSEL(name, of)                               \
  [[gnu::noinline]] VecD name(VecD x) { return of(x); }   \
  [[gnu::always_inline]] inline VecF name(VecF x) {       \
    return by_doubles(x, [](VecD v) { return name(v); }); \
  }
RG_BESSEL(i0, bessel<0>)
RG_BESSEL(i1, bessel<1>)
RG_BESSEL(i0e, bessel_scaled<0>)
RG_BESSEL(i1e, bessel_scaled<1>)
#undef RG_BESSEL

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
