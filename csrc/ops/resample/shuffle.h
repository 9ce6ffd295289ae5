// shuffle.h: elements of images in another order: channels as pixels, and windows as columns.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

// (..., c r^2, h, w) -> (..., c, h r, w r), and back. Throw ShapeError for other shapes.
Tensor pixel_shuffle(const Tensor& x, int64_t factor);
Tensor pixel_unshuffle(const Tensor& x, int64_t factor);
// Channels of `groups` groups in turn.
Tensor channel_shuffle(const Tensor& x, int64_t groups);

// Windows that slide over two axes. Arguments take one number for both.
struct Sliding2d {
  Dims kernel, dilation, padding, stride;
};
// (n, c, h, w) -> (n, c kernel, windows), also without n; and sums of windows back.
Tensor unfold(const Tensor& x, const Sliding2d& windows);
Tensor fold(const Tensor& x, const Dims& lengths, const Sliding2d& windows);

}  // namespace retrograd::ops
