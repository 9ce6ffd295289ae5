// interpolate.h: images in other lengths, whose elements are weighted from those nearby.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/tensor.h"

namespace retrograd::ops {

struct Interpolation {
  std::optional<Dims> size;                    // the new lengths: one for all axes, or each
  std::optional<std::vector<double>> factors;  // or what the lengths are multiplied with
  std::string mode;
  std::optional<bool> align_corners, recompute_scale_factor;
  bool antialias;
};

// x is (images, channels, lengths...) of one to three axes. Throws ValueError for arguments that do
// not go together, ShapeError for shapes, and DTypeError unless floating, but for nearest ones.
Tensor interpolate(const Tensor& x, const Interpolation& how);

}  // namespace retrograd::ops
