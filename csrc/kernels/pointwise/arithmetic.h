// arithmetic.h: pointwise arithmetic of two and three operands.
//
// Integers wrap. NaN propagates through maximum, minimum and clamp. For bool, add and maximum are
// "or", mul and minimum "and". Pointers are null where a type has no such operation.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Arithmetic {
  PerType<Loop2> add, sub, mul;     // sub: not bool
  PerType<Loop2> div;               // floating only
  PerType<Loop2> maximum, minimum;  // all types

  // Rounded towards minus infinity, and what is then left: it has the sign of the divisor.
  // Not bool. An integer divided by zero gives 0; callers refuse it before.
  PerType<Loop2> floor_divide, remainder;

  // Not bool. REQUIRES: integer exponents >= 0. Floating: at most 2 ulp.
  PerType<Loop2> pow;
  PerType<Loop2> hypot, atan2;  // floating only, at most 2 ulp

  PerType<Loop2> xlogy;      // a log b, and 0 for a = 0 unless b is NaN; floating only
  PerType<Loop2> logaddexp;  // log(e^a + e^b); floating only
  PerType<Loop2> copysign;   // floating only

  PerType<Loop2> bitwise_and, bitwise_or, bitwise_xor;  // bool and integers

  PerType<Loop3> clamp;  // clamp(x, lo, hi) = min(max(x, lo), hi); not bool
};

const Arithmetic& arithmetic();

}  // namespace retrograd::kernels
