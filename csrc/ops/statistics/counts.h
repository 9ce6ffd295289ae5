// counts.h: reductions that leave something out, and what is made of sums and extremes.
#pragma once

#include <optional>

#include "core/tensor.h"

namespace retrograd::ops {

// Over dims (empty: all), as if there were no NaN: 0 of nothing, and NaN for the mean.
Tensor nansum(const Tensor& x, const Dims& dims = {}, bool keepdim = false,
              std::optional<DType> dtype = {});
// Throws DTypeError unless floating.
Tensor nanmean(const Tensor& x, const Dims& dims = {}, bool keepdim = false,
               std::optional<DType> dtype = {});
// How many elements are not 0, NaNs among them.
Tensor count_nonzero(const Tensor& x, const Dims& dims = {});

// The covariances of the rows of x, whose columns are observations. `fweights` say how often each
// was made, `aweights` what it counts; undefined ones are 1. Throws ShapeError, DTypeError and
// RuntimeError for what is none.
Tensor cov(const Tensor& x, int64_t correction = 1, const Tensor& fweights = {},
           const Tensor& aweights = {});
// The same over the product of their deviations.
Tensor corrcoef(const Tensor& x);

}  // namespace retrograd::ops
