// contraction.h: products of tensors summed over the dimensions that they share.
//
// Each pair of operands is multiplied by matmul() where it shares dimensions that end, and by mul()
// where it does not: nothing is repeated in memory. Halves are computed in float32 and rounded
// once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/tensor.h"

namespace retrograd::ops {

// A dimension's name: 0 to 51 for A-Z and a-z, and kEllipsis for all that have none.
inline constexpr int64_t kLetters = 52, kEllipsis = 52;

// "ij,jk->ik": letters name the dimensions of the operands and of the result; what the result lacks
// is summed. Without "->" the result has the letters that are there once, in order. Throws
// ValueError without operands, RuntimeError for an equation that is none, ShapeError for operands
// that do not fit it.
Tensor einsum(const std::string& equation, const std::vector<Tensor>& operands);
// The same with a list of names for each operand, and one for the result.
Tensor einsum(const std::vector<Dims>& names, const std::optional<Dims>& result,
              const std::vector<Tensor>& operands);

// The sum over pairs of dimensions, dims_a[i] with dims_b[i]; the others of a, then those of b,
// stay. Throws DTypeError unless the types agree, ShapeError unless the lengths do.
Tensor tensordot(const Tensor& a, const Tensor& b, const Dims& dims_a, const Dims& dims_b);
// Over the last dimension of both; a 0-d tensor multiplies the other.
Tensor inner(const Tensor& a, const Tensor& b);
// Over one dimension, after broadcasting. Throws DTypeError unless both are of one floating type.
Tensor vecdot(const Tensor& a, const Tensor& b, int64_t dim = -1);

}  // namespace retrograd::ops
