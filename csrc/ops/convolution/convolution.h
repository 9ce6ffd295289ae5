// convolution.h: sums over windows that slide over one, two or three axes.
//
// The input is (images, channels, lengths...) or (channels, lengths...), the weight (results,
// channels / groups, lengths...); of a transposed one (channels, results / groups, lengths...).
// Arguments with a number for each axis take a single one for all. Types must agree (DTypeError);
// shapes that do not fit throw ShapeError.
#pragma once

#include <optional>
#include <string>

#include "core/tensor.h"

namespace retrograd::ops {

// The numbers of a convolution, as they were given.
struct Sliding {
  Dims stride, padding, dilation;
  int64_t groups;
  std::optional<std::string> named_padding;  // "same" or "valid", in place of numbers
};

// `op` is the name, for messages; `axes` 1 to 3. bias: undefined for none.
Tensor convolution(const char* op, int64_t axes, const Tensor& x, const Tensor& weight,
                   const Tensor& bias, const Sliding& sliding);
Tensor transposed_convolution(const char* op, int64_t axes, const Tensor& x, const Tensor& weight,
                              const Tensor& bias, const Sliding& sliding,
                              const Dims& output_padding);

}  // namespace retrograd::ops
