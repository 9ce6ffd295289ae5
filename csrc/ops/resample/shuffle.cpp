#include "ops/resample/shuffle.h"

#include "base/check.h"
#include "ops/convolution/axes.h"
#include "ops/index/along.h"
#include "ops/layer/pad.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// The shape without its last three lengths, and others in their place.
Dims with_last(const Tensor& x, std::initializer_list<int64_t> lengths) {
  Dims shape(x.shape().begin(), x.shape().end() - 3);
  for (const int64_t n : lengths) shape.push_back(n);
  return shape;
}

// `last` counts dimensions behind the leading ones, which stay.
Tensor permute_last(const Tensor& x, std::initializer_list<int64_t> last) {
  const int64_t first = x.dim() - static_cast<int64_t>(last.size());
  Dims dims;
  for (int64_t d = 0; d < first; ++d) dims.push_back(d);
  for (const int64_t d : last) dims.push_back(first + d);
  return permute(x, dims);
}

void check_factor(const char* op, const Tensor& x, int64_t factor) {
  RG_CHECK(x.dim() >= 3, ShapeError, op, ": expected at least 3 dimensions, got shape ", x.shape());
  RG_CHECK(factor > 0 && factor < (1 << 20), ShapeError, op, ": expected a positive factor, got ",
           factor);
}

// The windows over axes of `lengths`: how many along each axis, and which padded position each tap
// of each window meets, taps first.
struct Taken {
  Sliding2d w;
  Dims windows, padded;
  Tensor at[2];
};
Taken taken(const char* op, const Dims& lengths, const Sliding2d& given) {
  const auto two = [op](const char* what, const Dims& numbers, int64_t least) {
    return numbers_of_axes(op, what, numbers, 2, least);
  };
  Taken t = {{two("a kernel_size", given.kernel, 1), two("a dilation", given.dilation, 1),
              two("a padding", given.padding, 0), two("a stride", given.stride, 1)},
             {},
             {},
             {}};
  for (size_t i = 0; i < 2; ++i) {
    const int64_t kernel = t.w.kernel[i], dilation = t.w.dilation[i], stride = t.w.stride[i];
    const int64_t reach = reach_of(op, kernel, dilation);
    t.padded.push_back(lengths[i] + 2 * t.w.padding[i]);
    const int64_t room = t.padded[i] - reach - 1;
    check_fits(op, room >= 0, reach, t.padded[i]);
    t.windows.push_back(room / stride + 1);
    check_shape(op, {kernel, t.windows[i]}, 8);
    t.at[i] = retrograd::empty({kernel * t.windows[i]}, DType::kInt64);
    int64_t* at = t.at[i].data<int64_t>();
    for (int64_t k = 0; k < kernel; ++k)
      for (int64_t n = 0; n < t.windows[i]; ++n) *at++ = k * dilation + n * stride;
  }
  return t;
}

}  // namespace

Tensor pixel_shuffle(const Tensor& x, int64_t r) {
  check_factor("pixel_shuffle", x, r);
  const int64_t channels = x.size(-3), h = x.size(-2), w = x.size(-1);
  RG_CHECK(channels % (r * r) == 0, ShapeError, "pixel_shuffle: ", channels,
           " channels are not a multiple of ", r * r, ", the square of the factor");
  const Tensor parts = reshape(x, with_last(x, {channels / (r * r), r, r, h, w}));
  return reshape(permute_last(parts, {0, 3, 1, 4, 2}),
                 with_last(x, {channels / (r * r), h * r, w * r}));
}

Tensor pixel_unshuffle(const Tensor& x, int64_t r) {
  check_factor("pixel_unshuffle", x, r);
  const int64_t channels = x.size(-3), h = x.size(-2), w = x.size(-1);
  RG_CHECK(h % r == 0 && w % r == 0, ShapeError, "pixel_unshuffle: axes of lengths ", h, " and ", w,
           " are not multiples of the factor, ", r);
  const Tensor parts = reshape(x, with_last(x, {channels, h / r, r, w / r, r}));
  return reshape(permute_last(parts, {0, 2, 4, 1, 3}),
                 with_last(x, {channels * r * r, h / r, w / r}));
}

Tensor channel_shuffle(const Tensor& x, int64_t groups) {
  RG_CHECK(x.dim() > 2, ShapeError, "channel_shuffle: expected at least 3 dimensions, got shape ",
           x.shape());
  const int64_t channels = x.size(1);
  RG_CHECK(groups > 0 && channels % groups == 0, ShapeError, "channel_shuffle: ", channels,
           " channels cannot be cut into groups=", groups);
  return reshape(transpose(unflatten(x, 1, {groups, channels / groups}), 1, 2), x.shape());
}

// Rows and then columns are picked in the order of taps and windows.
Tensor unfold(const Tensor& x, const Sliding2d& given) {
  check_images("unfold", 2, x);
  const Taken t = taken("unfold", {x.size(-2), x.size(-1)}, given);
  const int64_t h = t.w.padding[0], w = t.w.padding[1], channels = x.size(-3);
  const Tensor padded = h || w ? pad(x, {w, w, h, h}, "constant", {}) : x;
  const Tensor all = index_select(index_select(padded, -2, t.at[0]), -1, t.at[1]);
  const Tensor parts = reshape(
      all, with_last(x, {channels, t.w.kernel[0], t.windows[0], t.w.kernel[1], t.windows[1]}));
  Dims shape(x.shape().begin(), x.shape().end() - 3);
  shape.push_back(channels * t.w.kernel[0] * t.w.kernel[1]);
  shape.push_back(t.windows[0] * t.windows[1]);
  return reshape(permute_last(parts, {0, 1, 3, 2, 4}), shape);
}

Tensor fold(const Tensor& x, const Dims& given_lengths, const Sliding2d& given) {
  RG_CHECK(x.dim() == 2 || x.dim() == 3, ShapeError,
           "fold: expected 3 dimensions, or 2 for a single image, got shape ", x.shape());
  const Dims lengths = numbers_of_axes("fold", "an output_size", given_lengths, 2, 1);
  const Taken t = taken("fold", lengths, given);
  const int64_t taps = t.w.kernel[0] * t.w.kernel[1], windows = t.windows[0] * t.windows[1];
  RG_CHECK(x.size(-2) > 0 && x.size(-2) % taps == 0, ShapeError, "fold: ", x.size(-2),
           " rows are not a multiple of the ", taps, " elements of a kernel");
  RG_CHECK(x.size(-1) == windows, ShapeError, "fold: expected ", windows,
           " windows, one a column, got shape ", x.shape());
  const int64_t channels = x.size(-2) / taps, images = x.dim() == 3 ? x.size(0) : 1;
  const Tensor parts =
      reshape(x, {images, channels, t.w.kernel[0], t.w.kernel[1], t.windows[0], t.windows[1]});
  const Tensor all =
      reshape(permute(parts, {0, 1, 2, 4, 3, 5}),
              {images, channels, t.w.kernel[0] * t.windows[0], t.w.kernel[1] * t.windows[1]});
  const Tensor rows =
      index_add(zeros({images, channels, all.size(2), t.padded[1]}, x.dtype()), -1, t.at[1], all);
  Tensor y =
      index_add(zeros({images, channels, t.padded[0], t.padded[1]}, x.dtype()), -2, t.at[0], rows);
  for (int64_t i = 0; i < 2; ++i)
    y = slice(y, 2 + i, t.w.padding[i], t.w.padding[i] + lengths[i], 1);
  if (x.dim() == 2) y = squeeze(y, {0});
  return y;
}

}  // namespace retrograd::ops
