// sums.h: the three sums of products that convolutions and their derivatives are made of:
//
//   y[o] = sum_k w[k] x[s o - p + d k],  each the derivative of the others by what they sum over
//
// REQUIRES: shapes that fit, one type.
#pragma once

#include "core/tensor.h"
#include "ops/convolution/plan.h"

namespace retrograd::ops {

// The last lengths of a shape, up to three, with ones before them.
Triple lengths_of(const Tensor& x);
// The first n lengths of a shape, and the last ones of `lengths`, as many as `like` has behind two.
Dims shape_like(const Tensor& like, int64_t first, int64_t second, const Triple& lengths);

// y of x and w; bias, which may be undefined, is added.
Tensor window_sums(const Tensor& x, const Tensor& w, const Tensor& bias, const Geometry& g,
                   const Triple& results);
// x' of y and w, where x has the lengths `inputs`: the sum of w[k] y[o] over all o and k that meet.
Tensor window_spreads(const Tensor& y, const Tensor& w, const Tensor& bias, const Geometry& g,
                      const Triple& inputs);
// w' of x and y, where w has the lengths `kernel`.
Tensor weight_sums(const Tensor& x, const Tensor& y, const Geometry& g, const Triple& kernel);

}  // namespace retrograd::ops
