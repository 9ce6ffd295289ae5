// bessel.h: the modified Bessel functions of the first kind. They take integers too, and then
// compute in the default type.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

Tensor i0(const Tensor& x);
Tensor i1(const Tensor& x);
Tensor i0e(const Tensor& x);  // e^-|x| i0(x)
Tensor i1e(const Tensor& x);

}  // namespace retrograd::ops
