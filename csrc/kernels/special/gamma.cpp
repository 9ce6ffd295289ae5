#include "kernels/special/gamma.h"

#include "kernels/loops.h"
#include "kernels/simd/math_gamma.h"

namespace retrograd::kernels::RG_ISA {
namespace {

struct Polygamma {
  VecD operator()(VecD x, VecD n, VecD factor) const { return factor * zeta(n + 1, x); }
  VecF operator()(VecF x, VecF n, VecF factor) const {
    const Wide a = widen(x), b = widen(n), c = widen(factor);
    return narrow({(*this)(a.low, b.low, c.low), (*this)(a.high, b.high, c.high)});
  }
};

}  // namespace

extern const Gamma gamma;
constinit const Gamma gamma = {
    .lgamma = vec_floats1([](auto x) { return lgamma(x); }),
    .digamma = vec_floats1([](auto x) { return digamma(x); }),
    .zeta = vec_floats2([](auto s, auto q) { return zeta(s, q); }),
    .polygamma = vec_floats1p<2>(Polygamma{}),
};

}  // namespace retrograd::kernels::RG_ISA
