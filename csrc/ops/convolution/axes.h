// axes.h: what convolutions, pools and foldings ask of the numbers that say where windows lie.
//
// All throw ShapeError, and name op.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

// Beyond this no length, padding or step is of use, and products of three would not fit.
inline constexpr int64_t kMost = int64_t{1} << 40;

// Numbers of at least `least`, one for each of n axes or one for all. `what` has an article.
Dims numbers_of_axes(const char* op, const char* what, const Dims& given, int64_t n, int64_t least);

// x is a batch of images or a single one, of n axes behind the channels; and those are not empty.
void check_image_dims(const char* op, int64_t n, const Tensor& x);
void check_images(const char* op, int64_t n, const Tensor& x);

// The distance from the first to the last tap of a kernel.
int64_t reach_of(const char* op, int64_t kernel, int64_t dilation);
// `fits`: whether it does, into an axis of that length, its padding included.
void check_fits(const char* op, bool fits, int64_t reach, int64_t length);

}  // namespace retrograd::ops
