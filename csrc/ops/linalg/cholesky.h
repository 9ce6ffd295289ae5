// cholesky.h: A = L L^T or R^T R of symmetric positive definite matrices, and what is made of it.
#pragma once

#include <tuple>

#include "core/tensor.h"

namespace retrograd::ops {

// Throws LinAlgError for a matrix that is not positive definite, and says which and where.
Tensor cholesky(const char* op, const Tensor& a, bool upper);
// The factor, and 0 or the order of the leading minor that is not positive, int32.
std::tuple<Tensor, Tensor> cholesky_ex(const Tensor& a, bool upper, bool check_errors);

// (L L^T)^-1 B, and (L L^T)^-1; of an upper factor R, R^T R.
Tensor cholesky_solve(const Tensor& b, const Tensor& l, bool upper);
Tensor cholesky_inverse(const Tensor& l, bool upper);

}  // namespace retrograd::ops
