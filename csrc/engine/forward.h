// forward.h: the two ends of forward mode: tensors made dual, and taken apart again.
#pragma once

#include "core/tensor.h"

namespace retrograd {

// A view of `primal` with a tangent: `t` itself, or a copy in the type and the layout of `primal`.
// Throws GraphError outside a level, or if one of the two has a tangent already; DomainError
// unless both are floating; ShapeError if their shapes differ, or elements of `primal` share
// memory.
Tensor make_dual(const Tensor& primal, const Tensor& t);

// A view of x without a tangent.
Tensor primal_of(const Tensor& x);

}  // namespace retrograd
