// special.h: special functions, pointwise. They take integers too, and then compute in the default
// type, where nothing else is said.
#pragma once

#include <optional>

#include "core/tensor.h"

namespace retrograd::ops {

Tensor sgn(const Tensor& x);  // sign, which for torch's complex numbers is another
Tensor deg2rad(const Tensor& x);
Tensor rad2deg(const Tensor& x);
Tensor sinc(const Tensor& x);                                   // sin(pi x) / (pi x), 1 at 0
Tensor logaddexp2(const Tensor& a, const Tensor& b);            // log2(2^a + 2^b); floating only
Tensor entr(const Tensor& x);                                   // -x log x, 0 at 0
Tensor xlog1py(const Tensor& a, const Tensor& b);               // a log(1 + b), 0 for a = 0
Tensor logit(const Tensor& x, std::optional<double> eps = {});  // of x held in [eps, 1 - eps]

}  // namespace retrograd::ops
