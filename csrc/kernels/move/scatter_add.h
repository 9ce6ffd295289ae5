// scatter_add.h: elements added at the places that int64 numbers name, per type in which loops
// compute.
#pragma once

#include "kernels/move/gather.h"

namespace retrograd::kernels {

struct ScatterAdd {
  // y[i], moved by index[i] scales, += x[i], one i after another: the order of additions, and so
  // the result, is fixed. Integers wrap; for bools it is or. No number may be negative.
  PerType<GatherLoop> add;
};

const ScatterAdd& scatter_add();

}  // namespace retrograd::kernels
