// lu.h: A = P L U with partial pivoting, packed into one matrix and unpacked.
#pragma once

#include <tuple>

#include "core/tensor.h"

namespace retrograd::ops {

// L below the diagonal, whose 1s are left out, and U; the rows, from 1, that each row was exchanged
// with, int32; 0 or the first column with 0 on the diagonal of U, from 1, int32.
struct Packed {
  Tensor lu, pivots, info;
};
// Throws RuntimeError for a U with 0 on its diagonal where that is to be checked.
Packed lu_factor(const char* op, const Tensor& a, bool pivot, bool check_errors);

// P, L and U; those that are not asked for are empty.
std::tuple<Tensor, Tensor, Tensor> lu_unpack(const Tensor& lu, const Tensor& pivots, bool data,
                                             bool pivoting);
std::tuple<Tensor, Tensor, Tensor> lu(const Tensor& a, bool pivot = true);

// X of A X = B, or X A = B unless left; of A^T where adjoint.
Tensor lu_solve(const Tensor& lu, const Tensor& pivots, const Tensor& b, bool left, bool adjoint);

}  // namespace retrograd::ops
