#include "ops/convolution/axes.h"

#include "base/check.h"

namespace retrograd::ops {

Dims numbers_of_axes(const char* op, const char* what, const Dims& given, int64_t n,
                     int64_t least) {
  const auto some = static_cast<int64_t>(given.size());
  RG_CHECK(some == 1 || some == n, ShapeError, op, ": expected ", what, " to be one number or ", n,
           ", one for each axis, got ", given);
  for (const int64_t value : given)
    RG_CHECK(value >= least && value <= kMost, ShapeError, op, ": expected ", what, " of at least ",
             least, ", got ", given);
  return some == n ? given : Dims(static_cast<size_t>(n), given[0]);
}

void check_image_dims(const char* op, int64_t n, const Tensor& x) {
  RG_CHECK(x.dim() == n + 1 || x.dim() == n + 2, ShapeError, op, ": expected an input of ", n + 2,
           " dimensions, or ", n + 1, " for a single image, got shape ", x.shape());
}

void check_images(const char* op, int64_t n, const Tensor& x) {
  check_image_dims(op, n, x);
  for (int64_t d = -n - 1; d < 0; ++d)
    RG_CHECK(x.size(d) > 0, ShapeError, op, ": the images of input ", x.shape(), " are empty");
}

int64_t reach_of(const char* op, int64_t kernel, int64_t dilation) {
  RG_CHECK(kernel - 1 <= kMost / dilation, ShapeError, op, ": a kernel of ", kernel,
           " with dilation ", dilation, " is too long");
  return dilation * (kernel - 1);
}

void check_fits(const char* op, bool fits, int64_t reach, int64_t length) {
  RG_CHECK(fits, ShapeError, op, ": a kernel that reaches over ", reach + 1,
           " elements does not fit into ", length,
           ", which is the length of an axis with its padding");
}

}  // namespace retrograd::ops
