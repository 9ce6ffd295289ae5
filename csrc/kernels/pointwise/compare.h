// compare.h: pointwise questions, answered in kBool bytes 0 and 1 whatever the operands' type, and
// the choice by such answers.
//
// Every entry exists for every type. NaN is unequal to all, itself included.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Compare {
  PerType<Loop2> eq, ne, lt, le;  // a > b is b < a
  PerType<Loop1> isnan, isinf, isfinite;

  PerSize<Loop3> where;  // where(cond, a, b): cond is kBool, a and b have elements of the size
};

const Compare& compare();

}  // namespace retrograd::kernels
