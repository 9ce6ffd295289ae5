// sort.h: elements in order along a dimension, and those of given ranks.
//
// Equal elements stay in their order; a NaN comes after all numbers, before them if descending. A
// 0-d tensor counts as one of a single element. Throw IndexError if dim is out of range.
#pragma once

#include <optional>
#include <tuple>

#include "core/tensor.h"

namespace retrograd::ops {

// (values, where they stood).
std::tuple<Tensor, Tensor> sort(const Tensor& x, int64_t dim = -1, bool descending = false);
Tensor argsort(const Tensor& x, int64_t dim = -1, bool descending = false);

// The k largest or smallest, in order; (values, indices). Throws ShapeError unless 0 <= k <= n,
// DTypeError for bool.
std::tuple<Tensor, Tensor> topk(const Tensor& x, int64_t k, int64_t dim = -1, bool largest = true);

// The k-th smallest, from 1 on. Throws ShapeError unless 1 <= k <= n, IndexError for no elements,
// NotImplementedError for bool, as the medians do.
std::tuple<Tensor, Tensor> kthvalue(const Tensor& x, int64_t k, int64_t dim = -1,
                                    bool keepdim = false);

// The element in the middle, of two the lower one; a NaN where there is one. Its gradient is shared
// by all that are equal; along a dimension it goes to the one at the index.
Tensor median(const Tensor& x);
std::tuple<Tensor, Tensor> median(const Tensor& x, int64_t dim, bool keepdim = false);
// The same of what is no NaN; NaN if nothing is.
Tensor nanmedian(const Tensor& x);
std::tuple<Tensor, Tensor> nanmedian(const Tensor& x, int64_t dim, bool keepdim = false);

}  // namespace retrograd::ops
