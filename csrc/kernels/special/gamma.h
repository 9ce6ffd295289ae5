// gamma.h: the logarithm of the gamma function and its derivatives, pointwise. Floating only.
//
// Within 2 ulp for positive arguments; between negative whole numbers, where they have zeros,
// within 2 ulp of the parts that cancel there.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Gamma {
  PerType<Loop1> lgamma, digamma;  // log |gamma(x)|, and its derivative
  PerType<Loop2> zeta;             // (s, q) -> sum of (q + k)^-s over k >= 0, within 8 ulp
  PerType<Loop1P> polygamma;       // n, f, p: f 2^p zeta(n + 1, x)
};

const Gamma& gamma();

}  // namespace retrograd::kernels
