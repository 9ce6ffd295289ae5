// mask.h: what masks choose: bools, or bytes of which all but 0 are true. Nothing here is recorded.
#pragma once

#include "core/tensor.h"

namespace retrograd {

// The elements of x where the mask is true, in order. REQUIRES: one shape.
Tensor chosen(const Tensor& x, const Tensor& mask);
// y[i] = the next element of `from` where the mask is true. REQUIRES: y and from are contiguous, of
// one type; y and mask have one shape. Throws ShapeError, in the name of op, if they are too few.
void put_chosen(const char* op, const Tensor& y, const Tensor& mask, const Tensor& from);
// Where the mask is true: (n, mask.dim()) int64, the coordinates of each dimension side by side.
Tensor coordinates(const Tensor& mask);
// x with v, 0-d and of its type, where the mask, which broadcasts to it, is true.
void fill_chosen(const Tensor& x, const Tensor& mask, const Tensor& v);

}  // namespace retrograd
