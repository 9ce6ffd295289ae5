// unary.h: pointwise functions of one operand, and the fused derivatives of three of them.
//
// Functions that are not correctly rounded are within 2 ulp over the whole domain, infinities,
// signed zeros and subnormals included; NaN gives NaN.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Unary {
  PerType<Loop1> neg, abs, sign;  // neg: not bool; abs, sign: all types; integers wrap
  PerType<Loop1> square, cube;    // not bool
  PerType<Loop1> relu;            // not bool
  PerType<Loop1> bitwise_not;     // integers, and bool, where it is the logical not

  // Floating only, as is all that follows.
  PerType<Loop1> sqrt, rsqrt, reciprocal, inverse_square;
  PerType<Loop1> floor, ceil, round, trunc;  // round: ties to even
  PerType<Loop1> exp, exp2, expm1;
  PerType<Loop1> log, log2, log10, log1p;
  PerType<Loop1> sin, cos, tan;
  PerType<Loop1> asin, acos, atan;
  PerType<Loop1> sinh, cosh, asinh, acosh, atanh;
  PerType<Loop1> tanh, sigmoid, erf, erfc;

  PerType<Loop2> sigmoid_backward;  // (grad, y) -> grad y (1 - y)
  PerType<Loop2> tanh_backward;     // (grad, y) -> grad (1 - y^2)
  PerType<Loop2> relu_backward;     // (grad, y) -> y <= 0 ? 0 : grad, so grad where y is NaN
};

const Unary& unary();

}  // namespace retrograd::kernels
