// eigen.h: A = V diag(w) V^T of symmetric matrices.
#pragma once

#include <string>
#include <tuple>

#include "core/tensor.h"

namespace retrograd::ops {

// The eigenvalues, ascending, and the eigenvectors, in columns. One triangle of A is read, "L" or
// "U". Throw LinAlgError where not all were found.
std::tuple<Tensor, Tensor> eigh(const Tensor& a, const std::string& uplo = "L");
Tensor eigvalsh(const Tensor& a, const std::string& uplo = "L");

}  // namespace retrograd::ops
