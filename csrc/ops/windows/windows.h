// windows.h: windows for the spectra of stretches of a signal.
//
// A window of n elements is that of n - 1 steps, or with `periodic` the first n elements of the one
// of n steps. All are computed in double and rounded once. Throw ShapeError for n < 0, DTypeError
// unless the type is floating.
#pragma once

#include <optional>

#include "core/tensor.h"

namespace retrograd::ops {

struct WindowOf {
  int64_t length;
  bool periodic;
  std::optional<DType> dtype;  // the default type if not given
};

// With x = k / steps:  alpha - beta cos(2 pi x);  0.5 of both is Hann's window.
Tensor hamming_window(const char* op, const WindowOf& of, double alpha, double beta);
// 0.42 - 0.5 cos(2 pi x) + 0.08 cos(4 pi x)
Tensor blackman_window(const WindowOf& of);
// 1 - |2 x - 1|
Tensor bartlett_window(const WindowOf& of);
// i0(beta sqrt(1 - (2 x - 1)^2)) / i0(beta)
Tensor kaiser_window(const WindowOf& of, double beta);

}  // namespace retrograd::ops
