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

// Whether writing to y could change what is read of x.
bool share_elements(const Tensor& y, const Tensor& x);

}  // namespace retrograd
