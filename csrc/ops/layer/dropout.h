// dropout.h: elements, or whole channels, set to zero by chance while a network learns.
//
// The draws are those of torch: one for each element, or for each channel of dimensions (n, c,
// ...).
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

// How: whole channels or each element, and to the mean and variance of selu() or to zero.
struct DropoutKind {
  const char* op;
  bool channels, alpha;
};

// Throws DomainError unless p is in [0, 1].
void check_probability(const char* op, double p);

// Each element with the probability p to be dropped. Not in training, or with p = 0, x itself.
// Throws DomainError unless p is in [0, 1], ShapeError for channels of less than two dimensions,
// DTypeError unless floating.
Tensor dropout(const DropoutKind& kind, const Tensor& x, double p, bool training);
Tensor& dropout_(const DropoutKind& kind, Tensor& x, double p, bool training);

}  // namespace retrograd::ops
