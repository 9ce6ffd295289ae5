// pick.h: one element for each position along a dimension, and the way back: the pair of linear
// maps behind the gradients of max(dim) and of the losses over classes.
//
// `index` is int64 and has the shape of x without `dim`, which is wrapped; a negative entry stands
// for no element. REQUIRES: entries below the length of that dimension.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

// y[.., ..] = x[.., index[.., ..], ..], and 0 where there is no element.
Tensor pick(const Tensor& x, const Tensor& index, int64_t dim);

// The adjoint of pick: x[.., index[.., ..], ..] = y[.., ..], zeros elsewhere, n along `dim`. y has
// the shape of index, or broadcasts to it. `kept`: both have `dim` with length 1.
Tensor put(const Tensor& y, const Tensor& index, int64_t dim, int64_t n, bool kept = false);

}  // namespace retrograd::ops
