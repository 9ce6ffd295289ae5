// at_zero.h: derivatives of roots, which have no value at 0.
#pragma once

#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"

namespace retrograd::ops {

// f(x), and 0 where x is 0: there f has no value, nor have its derivatives.
template <class F>
Tensor but_at_zero(const Tensor& x, F f) {
  const Tensor flat = eq(x, 0), y = f(where(flat, operand(1.0, x), x));
  return where(flat, operand(0.0, y), y);
}

}  // namespace retrograd::ops
