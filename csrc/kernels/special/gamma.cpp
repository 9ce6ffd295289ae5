#include "kernels/special/gamma.h"

#include "kernels/loops.h"
#include "kernels/simd/math_gamma.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// n! is beyond floats long before its product with what makes it small is.
struct Polygamma {
  VecD operator()(VecD x, VecD n, VecD factor, VecD power) const {
    return ldexp(factor * zeta(n + 1, x), power);
  }
  VecF operator()(VecF x, VecF n, VecF factor, VecF power) const {
    const Wide a = widen(x), b = widen(n), c = widen(factor), d = widen(power);
    return narrow({(*this)(a.low, b.low, c.low, d.low), (*this)(a.high, b.high, c.high, d.high)});
  }
};

}  // namespace

extern const Gamma gamma;
constinit const Gamma gamma = {
    .lgamma = vec_floats1([](auto x) { return lgamma(x); }),
    .digamma = vec_floats1([](auto x) { return digamma(x); }),
    .zeta = vec_floats2([](auto s, auto q) { return zeta(s, q); }),
    .polygamma = vec_floats1p<3>(Polygamma{}),
};

}  // namespace retrograd::kernels::RG_ISA
