// grid.h: images read at places that a grid names, between -1 and 1 along each axis, x before y.
#pragma once

#include <string>

#include "core/tensor.h"

namespace retrograd::ops {

// x (n, c, h, w) and grid (n, h', w', 2) -> (n, c, h', w'), or with three axes. With align_corners
// -1 and 1 are the centers of the outer elements, else their outer edges.
Tensor grid_sample(const Tensor& x, const Tensor& grid, const std::string& mode = "bilinear",
                   const std::string& padding = "zeros", bool align_corners = false);

// The grid for images of shape `size` on which matrices theta (n, 2, 3) or (n, 3, 4) map each place
// to theta times it.
Tensor affine_grid(const Tensor& theta, const Dims& size, bool align_corners = false);

}  // namespace retrograd::ops
