// diagonal.h: diagonals of matrices, as views and put into tensors, and triangles.
//
// `offset` counts diagonals from the main one upwards. Dimensions that are not two different ones
// throw ShapeError, those out of range IndexError.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

// A view; its dimension comes last.
Tensor diagonal(const Tensor& x, int64_t offset = 0, int64_t dim1 = 0, int64_t dim2 = 1);
// Zeros with the last dimension of x on a diagonal of two new dimensions.
Tensor diag_embed(const Tensor& x, int64_t offset = 0, int64_t dim1 = -2, int64_t dim2 = -1);
// A copy of the diagonal of a matrix, or a matrix with a vector on its diagonal.
Tensor diag(const Tensor& x, int64_t diagonal = 0);
// x with src, of the diagonal's shape, on it.
Tensor diagonal_scatter(const Tensor& x, const Tensor& src, int64_t offset = 0, int64_t dim1 = 0,
                        int64_t dim2 = 1);

// Writes to the main diagonal, with `wrap` to those below it in a tall matrix, too, each a row
// below the last row of the one before. Throws ShapeError for less than two dimensions, and for
// more than two of different lengths.
Tensor& fill_diagonal_(Tensor& x, const Scalar& value, bool wrap = false);

// The elements on and below (above) a diagonal, zeros elsewhere. Throw ShapeError unless x has two
// dimensions or more.
Tensor tril(const Tensor& x, int64_t diagonal = 0);
Tensor triu(const Tensor& x, int64_t diagonal = 0);
Tensor& tril_(Tensor& x, int64_t diagonal = 0);
Tensor& triu_(Tensor& x, int64_t diagonal = 0);

}  // namespace retrograd::ops
