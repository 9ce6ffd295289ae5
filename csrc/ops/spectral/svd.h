// svd.h: A = U diag(S) V^T, and what is made of singular values.
#pragma once

#include <optional>
#include <string>
#include <tuple>

#include "core/tensor.h"

namespace retrograd::ops {

// U of (m, k), S, descending, and V^T of (k, n), k = min(m, n); all rows and columns of U and V^T
// if full. Throw LinAlgError where not all were found.
std::tuple<Tensor, Tensor, Tensor> svd(const Tensor& a, bool full = true);
Tensor svdvals(const Tensor& a);

// The largest singular value of the matrices in two dims, the least one, or the sum of all.
enum class Spectral : uint8_t { kLargest, kLeast, kSum };
Tensor spectral_norm(const Tensor& x, Spectral kind, const Dims& dims, bool keepdim);

// What counts as 0 among singular values: at most the larger one of atol and rtol times the largest
// value. Tensors of tolerances stand for each matrix.
struct Tolerance {
  Tensor atol, rtol;  // undefined: not given
};

// The pseudoinverse, and the number of singular values, or of eigenvalues where A is said to be
// symmetric, that are not 0.
Tensor pinv(const Tensor& a, const Tolerance& tolerance = {}, bool hermitian = false);
Tensor matrix_rank(const Tensor& a, const Tolerance& tolerance = {}, bool hermitian = false);

// The least X of those that make A X - B least; see the rows for `driver`.
struct LeastSquares {
  Tensor solution, residuals, rank, singular_values;
};
LeastSquares lstsq(const Tensor& a, const Tensor& b, std::optional<double> rcond,
                   const std::string& driver);

}  // namespace retrograd::ops
