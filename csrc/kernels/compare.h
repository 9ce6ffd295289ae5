// compare.h: pointwise questions, answered in kBool bytes 0 and 1 whatever the operands' type.
//
// Every entry exists for every type. NaN is unequal to all, itself included, and true as a truth
// value, since it is not zero.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Compare {
  PerType<Loop2> eq, ne, lt, le, gt, ge;
  PerType<Loop2> logical_and, logical_or, logical_xor;
  PerType<Loop1> logical_not;
  PerType<Loop1> isnan, isinf, isfinite;
};

const Compare& compare();

}  // namespace retrograd::kernels
