// statistics.h: variances and standard deviations, by two passes over what is near.
//
// `correction` is taken off the number of elements: 1 gives the unbiased estimate from a sample.
#pragma once

#include <tuple>

#include "core/tensor.h"

namespace retrograd::ops {

// Over dims (empty: all). Of fewer elements than the correction they are nan or inf. Throws
// DTypeError unless x is floating.
Tensor var(const Tensor& x, const Dims& dims = {}, double correction = 1, bool keepdim = false);
Tensor std(const Tensor& x, const Dims& dims = {}, double correction = 1, bool keepdim = false);
// (variance or deviation, mean).
std::tuple<Tensor, Tensor> var_mean(const Tensor& x, const Dims& dims = {}, double correction = 1,
                                    bool keepdim = false);
std::tuple<Tensor, Tensor> std_mean(const Tensor& x, const Dims& dims = {}, double correction = 1,
                                    bool keepdim = false);

}  // namespace retrograd::ops
