// matmul.h: products of vectors, matrices and batches of them. The types must agree (DTypeError);
// inner lengths that differ throw ShapeError.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

// (k) (k) -> (); (m, k) (k) -> (m); (k) (k, n) -> (n); (..., m, k) (..., k, n) -> (..., m, n), the
// leading dimensions broadcast. 0-d tensors are refused.
Tensor matmul(const Tensor& a, const Tensor& b);
Tensor mm(const Tensor& a, const Tensor& b);   // matrices only
Tensor bmm(const Tensor& a, const Tensor& b);  // (b, m, k) (b, k, n), nothing broadcasts
Tensor mv(const Tensor& a, const Tensor& b);   // matrix and vector
Tensor dot(const Tensor& a, const Tensor& b);  // two vectors
Tensor outer(const Tensor& a, const Tensor& b);

// x w^T + bias: x (..., k), w (n, k) or (k), bias (n) or undefined.
Tensor linear(const Tensor& x, const Tensor& w, const Tensor& bias = {});

// y[.., n] = sum_ij a[.., i] w[n, i, j] b[.., j] + bias[n]; the leading dimensions of a and b are
// the same, bias may be undefined.
Tensor bilinear(const Tensor& a, const Tensor& b, const Tensor& w, const Tensor& bias = {});

}  // namespace retrograd::ops
