// convert.h: from every element type to every other, and plain strided copies.
//
// To bool is x != 0. Integers wrap into narrower ones. A float is truncated to an integer and
// saturates at its ends, NaN giving 0: the same on every machine, where C++ leaves it undefined.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Convert {
  Loop1 convert[kDTypes][kDTypes];  // [from][to]; equal types copy, stride 0 fills
};

const Convert& convert();

}  // namespace retrograd::kernels
