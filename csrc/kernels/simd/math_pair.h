// math_pair.h: doubles as hi + lo, for functions whose parts would round to more than 2 ulp.
#pragma once

#include "kernels/simd/math.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// a b, to some bits less than both parts have.
[[gnu::always_inline]] inline Pair<VecD> pair_product(Pair<VecD> a, Pair<VecD> b) {
  Pair<VecD> p = exact_product(a.hi, b.hi);
  p.lo += a.hi * b.lo + a.lo * b.hi;
  return p;
}
[[gnu::always_inline]] inline Pair<VecD> pair_quotient(Pair<VecD> a, Pair<VecD> b) {
  const VecD q = a.hi / b.hi;
  const Pair<VecD> back = exact_product(q, b.hi);
  return {q, ((a.hi - back.hi) - back.lo + (a.lo - q * b.lo)) / b.hi};
}
[[gnu::always_inline]] inline Pair<VecD> pair_sqrt(Pair<VecD> x) {
  const VecD s = sqrt(x.hi);
  const Pair<VecD> back = exact_product(s, s);
  return {s, ((x.hi - back.hi) - back.lo + x.lo) / (s + s)};
}
// A polynomial by its first coefficient, hi + lo, and the rest of it, which is less.
[[gnu::always_inline]] inline Pair<VecD> led(double hi, double lo, VecD rest) {
  const Pair<VecD> sum = quick_sum(all<VecD>(hi), rest);
  return {sum.hi, sum.lo + lo};
}
// e^(x + lo) as e 2^power.
struct ExpPair {
  Pair<VecD> e;
  Nearest<VecD> power;
};
[[gnu::always_inline]] inline ExpPair exp_pair(VecD x, VecD lo = VecD{}) {
  const ExpArgument<VecD> a = reduce_exp(x, lo);
  const Pair<VecD> sum = quick_sum(all<VecD>(1), a.r);
  return {{sum.hi, sum.lo + fma(a.r * a.r, exp_tail(a.r), a.error)}, a.power};
}
[[gnu::always_inline]] inline VecD scaled(Pair<VecD> x, Nearest<VecD> power) {
  return scale(x.hi + x.lo, power);
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
