// search.h: places in sorted sequences, membership, and counts of integers.
//
// Nothing here has a derivative but the sums of bincount(). A NaN is larger than all numbers.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

// Where each value would stand in a sequence: before those that are equal, or behind them.
struct SearchSide {
  bool right = false, as_int32 = false;
};

// The places of `values` among the rows of `sorted`, whose leading dimensions are theirs too; one
// row alone is for values of any shape. `sorter`, which may be undefined, holds the order of
// `sorted` along its last dimension. Throws ShapeError, DTypeError or BoundsError for what does not
// fit.
Tensor searchsorted(const char* op, const Tensor& sorted, const Tensor& values, SearchSide side,
                    const Tensor& sorter);

// Whether each element of x is one of `tests`, or none if `invert`. NaN is equal to nothing.
Tensor isin(const Tensor& x, const Tensor& tests, bool invert = false);

// How often each integer from 0 on is in the vector x, or the sum of the weights where it is, which
// may be undefined; at least `minlength` of them. Throws RuntimeError for negative ones.
Tensor bincount(const Tensor& x, const Tensor& weights = {}, int64_t minlength = 0);

// The contiguous int64 elements of x, which are integers.
Tensor as_integers(const Tensor& x);
// The least and the greatest of them. REQUIRES: x has elements.
std::pair<int64_t, int64_t> range_of(const Tensor& x);
// Adds to counts[x - low], for each x, 1.
void count_integers(const Tensor& x, int64_t low, int64_t* counts, int64_t length);

}  // namespace retrograd::ops
