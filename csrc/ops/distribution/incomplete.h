// incomplete.h: the regularized incomplete gamma functions, which are the shares of Gamma(a, 1) on
// both sides of x.
//
// Both are differentiable by x, any number of times, and once by a. They throw DTypeError unless
// one of the operands is floating.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

Tensor igamma(const Tensor& a, const Tensor& x);   // below x
Tensor igammac(const Tensor& a, const Tensor& x);  // above x: exact where it is small, too

}  // namespace retrograd::ops
