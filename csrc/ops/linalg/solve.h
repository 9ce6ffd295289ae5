// solve.h: equations with square matrices, inverses and determinants.
#pragma once

#include <tuple>

#include "core/tensor.h"

namespace retrograd::ops {

// X of A X = B, or of X A = B unless left, for matrices or vectors B; batches broadcast. Throws
// LinAlgError for a singular A.
Tensor solve(const Tensor& a, const Tensor& b, bool left = true);
// The same, and 0 or the first column with a pivot of 0, int32, for each matrix A.
std::tuple<Tensor, Tensor> solve_ex(const Tensor& a, const Tensor& b, bool left, bool check_errors);

Tensor inv(const Tensor& a);
std::tuple<Tensor, Tensor> inv_ex(const Tensor& a, bool check_errors);

Tensor det(const Tensor& a);
// The sign, and the logarithm of the absolute value.
std::tuple<Tensor, Tensor> slogdet(const char* op, const Tensor& a);
Tensor logdet(const Tensor& a);

}  // namespace retrograd::ops
