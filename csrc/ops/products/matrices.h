// matrices.h: chains and powers of matrices, and what is made of two vectors or of the elements of
// one. Halves are computed in float32 and rounded once.
#pragma once

#include <optional>
#include <vector>

#include "core/tensor.h"

namespace retrograd::ops {

// The product of two or more matrices, in the order that takes the fewest multiplications; the
// first and the last may be vectors. Throws ShapeError, or DTypeError for types that differ.
Tensor multi_dot(const std::vector<Tensor>& xs);
// The same of one or more, all of them matrices.
Tensor chain_matmul(const std::vector<Tensor>& xs);

// x x ... x, n times, by squares; of the inverse for n < 0. Throws ShapeError unless the last two
// dimensions are a square one, and as inv().
Tensor matrix_power(const Tensor& x, int64_t n);

// The sum of the main diagonal. Throws ShapeError unless x is a matrix, DTypeError for bool.
Tensor trace(const Tensor& x);

// Column j is x^j, or x^(n - 1 - j) unless increasing; n columns, as many as rows without.
Tensor vander(const Tensor& x, std::optional<int64_t> n = {}, bool increasing = false);
// The same of each vector in the last dimension, increasing.
Tensor linalg_vander(const Tensor& x, std::optional<int64_t> n);

// The products of all elements of a with b, block by block.
Tensor kron(const Tensor& a, const Tensor& b);

// a x b in the dimension dim, which has length 3; the others broadcast. Throws ShapeError, or
// DTypeError for types that differ and for bool.
Tensor cross(const Tensor& a, const Tensor& b, int64_t dim = -1);

}  // namespace retrograd::ops
