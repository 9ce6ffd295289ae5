// norm.h: norms of the vectors and the matrices that lie along dimensions.
#pragma once

#include <optional>

#include "core/tensor.h"

namespace retrograd::ops {

// (sum |x|^ord)^(1/ord) over dims (empty: all); the number of elements that are not 0 for ord 0,
// the extremes of |x| for infinite ones. With a dtype the elements are converted first. Throws
// DTypeError unless floating or if that would lose digits, ShapeError where there are no elements
// and the norm has no value for none: below 0 and for inf.
Tensor vector_norm(const Tensor& x, double ord = 2, const Dims& dims = {}, bool keepdim = false,
                   std::optional<DType> dtype = {});

// The norm that a vector norm of that order brings with it: for 1 the largest sum of magnitudes of
// a column, for inf of a row; for -1 and -inf the smallest. `dims`: those of the rows' and of the
// columns' numbers. Throws as vector_norm; RuntimeError for other orders and unless there are two
// dims.
Tensor matrix_norm(const Tensor& x, double ord, const Dims& dims, bool keepdim = false,
                   std::optional<DType> dtype = {});

// The norm of a - b, which broadcast. Throws as vector_norm.
Tensor dist(const Tensor& a, const Tensor& b, double p = 2);

// x, whose slices along dim are scaled to the norm `most` where theirs is larger. Throws ShapeError
// for fewer than 2 dimensions, DTypeError unless floating, RuntimeError unless p > 0 and most >= 0.
Tensor renorm(const Tensor& x, double p, int64_t dim, double most);

}  // namespace retrograd::ops
