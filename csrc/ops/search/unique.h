// unique.h: elements, or slices along a dimension, without those that are equal to others.
#pragma once

#include <optional>

#include "core/tensor.h"

namespace retrograd::ops {

struct Unique {
  Tensor values;   // of several that are equal the first one
  Tensor inverse;  // for each element its place among the values; in a vector for slices
  Tensor counts;   // how often each value is there
};
struct UniqueAsked {
  std::optional<int64_t> dim;  // slices along it; else single elements
  bool inverse, counts;        // what else is given
};

// In order, a NaN last and equal to nothing; slices in the order of their elements, the first ones
// first. Throws IndexError for a dim out of range, RuntimeError for slices without elements.
Unique unique(const Tensor& x, const UniqueAsked& asked);
// Without those that are equal to the one before.
Unique unique_consecutive(const Tensor& x, const UniqueAsked& asked);

}  // namespace retrograd::ops
