// scatter_add.h: elements added at, or otherwise reduced into, the places that int64 numbers name,
// per type in which loops compute.
#pragma once

#include "kernels/move/gather.h"

namespace retrograd::kernels {

struct ScatterAdd {
  // y[i], moved by index[i] scales, += x[i], one i after another: the order of additions, and so
  // the result, is fixed. Integers wrap; for bools it is or. No number may be negative.
  PerType<GatherLoop> add;
  // The same for the product, for bools and, and for the larger and the smaller one, NaN before
  // all.
  PerType<GatherLoop> mul, maximum, minimum;
  // y[x[i] - low] += 1.
  void (*count)(int64_t* y, const int64_t* x, int64_t n, int64_t low);
};

const ScatterAdd& scatter_add();

}  // namespace retrograd::kernels
