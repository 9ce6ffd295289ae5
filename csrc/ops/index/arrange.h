// arrange.h: copies with the elements in another order, or several times: reversed, rotated,
// rolled, repeated; and sliding windows, which are views.
#pragma once

#include <optional>

#include "core/tensor.h"

namespace retrograd::ops {

// A copy with the elements along `dims` in reverse order.
Tensor flip(const Tensor& x, const Dims& dims);
// A copy turned k times by a quarter, from the first of two dimensions towards the second.
Tensor rot90(const Tensor& x, int64_t k = 1, const Dims& dims = {0, 1});
// A copy with the elements moved along `dims` by as many places, those past the end to the front;
// without dims x is one run of elements.
Tensor roll(const Tensor& x, const Dims& shifts, const Dims& dims = {});

// A copy that holds x so many times along each dimension. There may be more counts than dimensions,
// never fewer; those of tile() that are missing are 1.
Tensor repeat(const Tensor& x, const Dims& counts);
Tensor tile(const Tensor& x, const Dims& counts);
// Each element, or each index of a dimension, n times in a row. Without dim x is one run.
Tensor repeat_interleave(const Tensor& x, int64_t n, std::optional<int64_t> dim = {});
// The same with a number of times for each, one for all, or in a vector. Throws ShapeError for
// numbers that do not fit, RuntimeError for negative ones and unless they sum to `length`.
Tensor repeat_interleave(const Tensor& x, const Tensor& times, std::optional<int64_t> dim = {},
                         std::optional<int64_t> length = {});
// i times[i] times, one i after another; of the type of times.
Tensor repeated_places(const Tensor& times, std::optional<int64_t> length);

// The view of all windows of `size` along a dimension, `step` apart; the places in a window are a
// last dimension of their own.
Tensor unfold(const Tensor& x, int64_t dim, int64_t size, int64_t step);

}  // namespace retrograd::ops
