// softmax.h: softmax and log-softmax along one axis, and the way back through each.
//
//   softmax:      y = e^(x - max) / sum e^(x - max)     dx = y (g - sum g y)
//   log_softmax:  y = x - max - log sum e^(x - max)     dx = g - e^y sum g
//
//   logsumexp:    y = max + log sum e^(x - max)         one for each slice
//
// Sums are formed in double. A slice that holds a NaN or +inf, or nothing but -inf, gives NaN; its
// logsumexp is NaN, +inf, or -inf, as is that of no elements.
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace retrograd::kernels {

// All arrays are contiguous, of shape (outer, n, inner); slices run along n. y may be x or grad.
struct SoftmaxArgs {
  const void* x;     // forward: the input; backward: what forward gave
  const void* grad;  // backward only
  void* y;
  int64_t outer, n, inner;
};

using SoftmaxFn = void (*)(const SoftmaxArgs&);

struct Softmax {
  PerType<SoftmaxFn> softmax;  // float32 and float64; null for the others, as all here
  PerType<SoftmaxFn> log_softmax;
  PerType<SoftmaxFn> softmax_backward;
  PerType<SoftmaxFn> log_softmax_backward;
  PerType<SoftmaxFn> logsumexp;  // y is of shape (outer, inner)
};

const Softmax& softmax();

}  // namespace retrograd::kernels
