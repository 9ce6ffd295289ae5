// numbers.h: tensors of positions as the loops take them. Nothing here is recorded.
#pragma once

#include "core/tensor.h"

namespace retrograd {

// x itself, or as a vector of one where it has no dimensions.
Tensor at_least_1d(const Tensor& x);

// The numbers as contiguous int64. Throws DTypeError unless they are int64, or int32.
Tensor numbers_of(const char* op, const Tensor& index);
// The same as a vector; throws IndexError where they have more than one dimension.
Tensor vector_of(const char* op, const Tensor& index);

// Throws DTypeError unless both have one type.
void check_same_type(const char* op, const Tensor& x, const Tensor& source);
// v, 0-d, in the type of x; throws RangeError for a Python number that it cannot hold.
Tensor value_in_type(const char* op, const Tensor& x, const Tensor& v);

// `out`, to be written to, or where that is undefined a new contiguous tensor that holds x.
Tensor target_of(const Tensor& x, const Tensor& out);

// The positions along dim as gather takes them, for an x that has dimensions; throws ShapeError or
// BoundsError for those that do not fit, the latter only if they are to be checked.
Tensor positions_along(const char* op, const Tensor& x, int64_t dim, const Tensor& index,
                       bool check = true);
// The same for an operation that writes to y, of the shape of x.
Tensor positions_apart(const char* op, const Tensor& x, int64_t dim, const Tensor& index,
                       const Tensor& y);
// The part of src that has the shape of the index, recorded; throws ShapeError where the index is
// larger, DTypeError for another type than that of x.
Tensor source_for(const char* op, const Tensor& x, const Tensor& index, const Tensor& src);
// Throws unless `source` has the shape of x with as many slices as the index has positions.
void check_slices(const char* op, const Tensor& x, int64_t dim, const Tensor& index,
                  const Tensor& source);

// Whether writing to y could change what is read of x.
bool share_elements(const Tensor& y, const Tensor& x);

}  // namespace retrograd
