#include "kernels/special/normal.h"

#include "kernels/loops.h"
#include "kernels/simd/math_normal.h"

namespace retrograd::kernels::RG_ISA {

extern const Normal normal;
constinit const Normal normal = {
    .erfinv = vec_floats1([](auto x) { return erfinv(x); }),
    .erfcx = vec_floats1([](auto x) { return erfcx(x); }),
    .ndtr = vec_floats1([](auto x) { return ndtr(x); }),
    .log_ndtr = vec_floats1([](auto x) { return log_ndtr(x); }),
    .ndtri = vec_floats1([](auto x) { return ndtri(x); }),
};

}  // namespace retrograd::kernels::RG_ISA
