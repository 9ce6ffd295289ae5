// special.h: special functions, pointwise. Floating only.
//
// Within 2 ulp over their whole domain where nothing else is said; NaN gives NaN.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Special {
  PerType<Loop1> deg2rad, rad2deg;
  PerType<Loop1> sinc;        // sin(pi x) / (pi x), 1 at 0
  PerType<Loop1> sinc_slope;  // its derivative, to a few ulp of 1 / x
  PerType<Loop2> logaddexp2;  // log2(2^a + 2^b), within 2 ulp of the largest of a, b, itself and 1

  PerType<Loop1> entr;     // -x log x, 0 at 0, -inf below
  PerType<Loop2> xlog1py;  // a log(1 + b), and 0 for a = 0 unless b is NaN

  // log(z / (1 - z)) of z = x held in [eps, 1 - eps]; a negative eps holds nothing.
  PerType<Loop1P> logit;
  // (grad, x) -> grad / (x (1 - x)) within these bounds, 0 beyond; with a negative eps NaN beyond
  // [0, 1].
  PerType<Loop2P> logit_backward;
};

const Special& special();

}  // namespace retrograd::kernels
