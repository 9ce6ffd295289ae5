// matrix_exp.h: e^A of square matrices.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

Tensor matrix_exp(const Tensor& a);

}  // namespace retrograd::ops
