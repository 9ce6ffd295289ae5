#include "kernels/special/bessel.h"

#include "kernels/loops.h"
#include "kernels/simd/math_bessel.h"

namespace retrograd::kernels::RG_ISA {

extern const Bessel bessel;
constinit const Bessel bessel = {
    .i0 = vec_floats1([](auto x) { return i0(x); }),
    .i1 = vec_floats1([](auto x) { return i1(x); }),
    .i0e = vec_floats1([](auto x) { return i0e(x); }),
    .i1e = vec_floats1([](auto x) { return i1e(x); }),
};

}  // namespace retrograd::kernels::RG_ISA
