// cofactors.h: the slopes of a determinant, whatever the rank.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

// C of square matrices, C_ij = d det A / d A_ij, as det A A^-T is where there is an inverse. Its
// derivative is right at every A; second ones need singular values that differ. Throws LinAlgError
// for NaN and infinity.
Tensor cofactors(const Tensor& a);

}  // namespace retrograd::ops
