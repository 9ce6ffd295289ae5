// pool.h: what the windows of images have as their largest element, their mean, or their norm.
//
// The input is (images, channels, lengths...) or (channels, lengths...), of one, two or three axes.
// Arguments with a number for each axis take a single one for all; an empty stride is the kernel.
// Shapes that do not fit throw ShapeError.
#pragma once

#include <optional>
#include <tuple>
#include <vector>

#include "core/tensor.h"

namespace retrograd::ops {

struct Windows {
  Dims kernel, stride, padding, dilation;
  bool ceil_mode;
};

// The largest elements, and where they are in the flattened axes: the last NaN, else the first of
// equals, to which the gradient goes.
std::tuple<Tensor, Tensor> max_pool(const char* op, int64_t axes, const Tensor& x,
                                    const Windows& windows);
// x at places that such indices name, and zeros elsewhere, in axes of `lengths`, which may be
// empty.
Tensor max_unpool(const char* op, int64_t axes, const Tensor& x, const Tensor& indices,
                  const Windows& windows, const Dims& lengths);

// Sums divided by the number of elements, with the padding among them or without, or by `divisor`.
Tensor avg_pool(const char* op, int64_t axes, const Tensor& x, const Windows& windows,
                bool count_padding, std::optional<int64_t> divisor);

// Windows that cut each axis into so many parts, which overlap where they must; -1 leaves an axis.
std::tuple<Tensor, Tensor> adaptive_max_pool(const char* op, int64_t axes, const Tensor& x,
                                             const Dims& lengths);
Tensor adaptive_avg_pool(const char* op, int64_t axes, const Tensor& x, const Dims& lengths);

// (sum of x^p)^(1/p)
Tensor lp_pool(const char* op, int64_t axes, const Tensor& x, const Scalar& p,
               const Windows& windows);

}  // namespace retrograd::ops
