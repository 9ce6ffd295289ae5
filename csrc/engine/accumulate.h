// accumulate.h: adding gradients: to one another, and to the .grad of a leaf.
#pragma once

#include "core/tensor.h"

namespace retrograd {

// `sum` + `grad`, in place where nobody else can see `sum` and nothing is recorded.
Tensor add_gradients(Tensor sum, const Tensor& grad);

// `grad`, or a copy of it where somebody else can see its elements.
Tensor private_copy(Tensor grad);

// How a later gradient is added to one that is there.
enum class Sum : uint8_t { kInPlace, kApart };

// Adds `grad` to x.grad. The first one is adopted where nobody else can see it, else copied; later
// ones are added in place, or, when recording or kApart, make a new tensor. Safe from several
// threads: no gradient is lost, and no lock is held while adding. Throws ShapeError where x or
// x.grad has another shape. REQUIRES: the type of x.
void accumulate_into(const Tensor& x, Tensor grad, Sum sum = Sum::kInPlace);

}  // namespace retrograd
