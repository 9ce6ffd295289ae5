// compare.h: pointwise questions, answered in kBool bytes 0 and 1 whatever the operands' type.
//
// Every entry exists for every type. NaN is unequal to all, itself included.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Compare {
  PerType<Loop2> eq, ne, lt, le;  // a > b is b < a
  PerType<Loop1> isnan, isinf, isfinite;
};

const Compare& compare();

}  // namespace retrograd::kernels
