// solve.h: equations with square matrices, inverses and determinants.
#pragma once

#include <optional>
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
// The same of tensors that stand for matrices: of A whose first `ind` dimensions are those of the
// rows, and the X with as many dimensions as A has beside those of B, of which `dims` of A are
// moved to its end before.
Tensor tensorinv(const Tensor& a, int64_t ind);
Tensor tensorsolve(const Tensor& a, const Tensor& b, const std::optional<Dims>& dims);

// The sign, and the logarithm of the absolute value.
std::tuple<Tensor, Tensor> slogdet(const char* op, const Tensor& a);
Tensor logdet(const Tensor& a);

}  // namespace retrograd::ops
