// update.h: one step of an optimizer for all of its parameters at once.
//
// Elements are worked on in fixed blocks, whichever tensor they are of, so results do not depend on
// the number of threads.
#pragma once

#include <vector>

#include "core/tensor.h"
#include "ops/optim/rules.h"

namespace retrograd::ops {

// The step of one parameter.
struct Update {
  // The parameter, its gradient, and its state; undefined where there is none.
  Tensor operands[kernels::kUpdateOperands];
  Tensor scalars[kMaxScalars];
  double after[kMaxScalars];  // what the scalars become
  double numbers[kernels::kUpdateNumbers];
};

// Writes to all but the gradients, and counts the writes. Throws before any of them: DTypeError
// unless the parameters are floating and all of an update computes in one type, ShapeError unless
// it is of one shape, and as check_writable.
void run_updates(const UpdateRule& rule, const std::vector<Update>& updates);

}  // namespace retrograd::ops
