// normal.h: the normal distribution and the inverse of the error function, pointwise, within 2 ulp
// over their whole domain, and normal numbers. Floating only.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

// In place, n uniforms on [0, 1) to normals, by Generator::normal's formula. REQUIRES: n is a
// multiple of 16.
using BoxMuller = void (*)(void* x, int64_t n, double mean, double std);

struct Normal {
  PerType<Loop1> erfinv;                 // NaN beyond [-1, 1]
  PerType<Loop1> erfcx;                  // e^(x^2) erfc x
  PerType<Loop1> ndtr, log_ndtr, ndtri;  // the share below x, its logarithm, and the inverse
  PerType<BoxMuller> box_muller;
};

const Normal& normal();

}  // namespace retrograd::kernels
