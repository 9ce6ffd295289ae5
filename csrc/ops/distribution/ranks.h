// ranks.h: elements by their rank among those of a dimension, or by how often they are there.
#pragma once

#include <optional>
#include <string>
#include <tuple>

#include "core/tensor.h"

namespace retrograd::ops {

// (least, greatest) of all, or along a dimension; NaN where there is one. Equal extremes share the
// gradient. Throws ShapeError, or IndexError where a dimension was named, if there is no element.
std::tuple<Tensor, Tensor> aminmax(const Tensor& x, std::optional<int64_t> dim = {},
                                   bool keepdim = false);

// (values, indices): what is there most often, of several the least, and where it is last. Throws
// IndexError if there is no element along dim, or it is out of range.
std::tuple<Tensor, Tensor> mode(const Tensor& x, int64_t dim = -1, bool keepdim = false);

struct QuantileOf {
  std::optional<int64_t> dim;  // else of all
  bool keepdim = false, skip_nan = false;
  std::string interpolation;  // what is taken of two neighbours: see quantile in the rows
};
// What lies at q (n - 1) among n sorted elements, for each q, 0-d or a vector, whose results stand
// in front. NaN where there is one; if `skip_nan`, where there is nothing else. Throws DTypeError
// unless x and q are of one floating type, ShapeError for no elements, RuntimeError for
// a q that is not in [0, 1].
Tensor quantile(const char* op, const Tensor& x, const Tensor& q, const QuantileOf& of);

}  // namespace retrograd::ops
