// normal.h: the normal distribution and the inverse of the error function, pointwise. Floating
// only, within 2 ulp over their whole domain.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Normal {
  PerType<Loop1> erfinv;                 // NaN beyond [-1, 1]
  PerType<Loop1> erfcx;                  // e^(x^2) erfc x
  PerType<Loop1> ndtr, log_ndtr, ndtri;  // the share below x, its logarithm, and the inverse
};

const Normal& normal();

}  // namespace retrograd::kernels
