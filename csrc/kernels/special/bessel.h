// bessel.h: the modified Bessel functions of the first kind, pointwise. Floating only, within 2
// ulp.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Bessel {
  PerType<Loop1> i0, i1;
  PerType<Loop1> i0e, i1e;  // times e^-|x|
};

const Bessel& bessel();

}  // namespace retrograd::kernels
