// masked.h: elements that a mask of bools chooses, and where those are that are not 0.
//
// A mask of another type throws DTypeError; shapes that do not broadcast ShapeError.
#pragma once

#include <vector>

#include "core/tensor.h"

namespace retrograd {

// What masks choose: bools, or bytes of which all but 0 are true. Nothing here is recorded.

// The elements of x where the mask is true, in order. REQUIRES: one shape.
Tensor chosen(const Tensor& x, const Tensor& mask);
// y[i] = the next element of `from` where the mask is true. REQUIRES: y and from are contiguous, of
// one type; y and mask have one shape. Throws ShapeError, in the name of op, if they are too few.
void put_chosen(const char* op, const Tensor& y, const Tensor& mask, const Tensor& from);
// Where the mask is true: (n, mask.dim()) int64, the coordinates of each dimension side by side.
Tensor coordinates(const Tensor& mask);
// x with v, 0-d and of its type, where the mask, which broadcasts to it, is true.
void fill_chosen(const Tensor& x, const Tensor& mask, const Tensor& v);

namespace ops {

// x with a 0-d value where the mask is true.
Tensor masked_fill(const Tensor& x, const Tensor& mask, const Tensor& value);
Tensor& masked_fill_(Tensor& x, const Tensor& mask, const Tensor& value);
// The chosen elements of x, in order.
Tensor masked_select(const Tensor& x, const Tensor& mask);
// x with the next element of `source` wherever the mask is true; ShapeError if there are too few.
Tensor masked_scatter(const Tensor& x, const Tensor& mask, const Tensor& source);
Tensor& masked_scatter_(Tensor& x, const Tensor& mask, const Tensor& source);

// Where x is not 0: (n, x.dim()) int64, or a vector for each dimension, of which a 0-d x has one.
Tensor nonzero(const Tensor& x);
std::vector<Tensor> nonzero_along(const Tensor& x);

}  // namespace ops
}  // namespace retrograd
