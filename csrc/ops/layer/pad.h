// pad.h: tensors with more elements, or fewer, at the ends of their last dimensions.
#pragma once

#include <optional>

#include "core/tensor.h"

namespace retrograd::ops {

// `pads` holds the elements before and behind the last dimension, then those of the one before it,
// and so on; where they are negative that many go. `mode`: "constant", of any number of dimensions,
// with `value` (0 if not given) in the new places; or the last one, two or three dimensions of a
// tensor with one or two more: "reflect" from the ends, which are not repeated, "replicate" the
// ends, or "circular" from the other end. Throws ShapeError for pads that do not fit,
// NotImplementedError for other modes and numbers of dimensions.
Tensor pad(const Tensor& x, const Dims& pads, const std::string& mode = "constant",
           const std::optional<Scalar>& value = {});

}  // namespace retrograd::ops
