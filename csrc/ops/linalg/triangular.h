// triangular.h: equations with triangular matrices.
#pragma once

#include <tuple>

#include "core/tensor.h"

namespace retrograd::ops {

// X of A X = B, or of X A = B unless left. Batches broadcast. A is read on its side of the diagonal
// alone, and not on the diagonal where that is 1; a 0 there gives infinities and NaN.
Tensor solve_triangular(const Tensor& a, const Tensor& b, bool upper, bool left = true,
                        bool unitriangular = false);

// The old form: X of A X = B or A^T X = B, and A as it was broadcast.
std::tuple<Tensor, Tensor> triangular_solve(const Tensor& b, const Tensor& a, bool upper,
                                            bool transpose, bool unitriangular);

}  // namespace retrograd::ops
