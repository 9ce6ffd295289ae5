// norm.h: elements brought to mean 0 and variance 1, row by row or channel by channel, and back.
//
//   d = x - mean,  r = 1 / sqrt(variance + eps),  y = d r w + b
//
// Means and sums are formed in double, variances from the distances d. A mean is taken off in two
// parts, a number of the type of x and what is left, so that no digits of d are lost far from zero.
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace retrograd::kernels {

// Contiguous rows of n elements. weight and bias hold n, and may be null: 1 and 0.
struct RowNormArgs {
  const void *x, *grad, *weight, *bias;
  void* y;        // backward: the gradient of x, or null
  double* stats;  // (rows, 3): both parts of the mean, and r; forward writes them, backward reads
  double* sums;   // backward: (2, n), to which sum g d r and sum g are added; or null
  int64_t rows, n;
  double eps;
};

// Contiguous x, grad and y of shape (outer, channels, inner).
struct ChannelArgs {
  const void *x, *grad;  // grad may be null
  void* y;
  const double* mean;                   // of each channel
  const double *by_grad, *by_d, *plus;  // of each channel
  double *along, *plain;                // of each channel
  int64_t outer, channels, inner;
};

struct Norm {  // of float32 and float64, as all here
  PerType<void (*)(const RowNormArgs&)> rows, rows_backward;
  // y = by_grad g + by_d d + plus
  PerType<void (*)(const ChannelArgs&)> blend;
  // along = sum g d,  plain = sum g. REQUIRES: grad.
  PerType<void (*)(const ChannelArgs&)> sums;
};

const Norm& norm();

}  // namespace retrograd::kernels
