// normal.h: the normal distribution, and the inverse of the error function. They take integers too,
// and then compute in the default type.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

Tensor erfinv(const Tensor& x);
Tensor erfcx(const Tensor& x);     // e^(x^2) erfc x
Tensor ndtr(const Tensor& x);      // the share of the normal distribution below x
Tensor log_ndtr(const Tensor& x);  // its logarithm
Tensor ndtri(const Tensor& p);     // the x of which ndtr is p

}  // namespace retrograd::ops
