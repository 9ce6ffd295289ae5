// gather.h: elements moved from and to the places that int64 numbers name, by the size of an
// element, and the checks of such numbers.
//
// Strides, and the scale by which a number counts, are in bytes.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

using GatherLoop = void (*)(char* y, const char* x, const int64_t* index, int64_t n, int64_t sy,
                            int64_t sx, int64_t scale);

struct Gather {
  // y[i] = x[i] moved by index[i] scales; 0 where index[i] is negative.
  PerSize<GatherLoop> read;
  // y[i], moved by index[i] scales, = x[i], one i after another; nothing where it is negative.
  PerSize<GatherLoop> write;
  // y[i] = the number of a class: x[i], or -1 where that is `ignored`. Gives the first i whose
  // number is no class, n if there is none.
  int64_t (*classes)(int64_t* y, const int64_t* x, int64_t n, int64_t classes, int64_t ignored);
};

const Gather& gather();

}  // namespace retrograd::kernels
