#include "ops/linalg/lu.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <vector>

#include "graph/record.h"
#include "kernels/linalg/factor.h"
#include "ops/linalg/matrices.h"
#include "ops/linalg/triangular.h"
#include "ops/matrix/diagonal.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

Tensor rows(const Tensor& x, int64_t begin, int64_t end) { return slice(x, -2, begin, end, 1); }
Tensor cols(const Tensor& x, int64_t begin, int64_t end) { return slice(x, -1, begin, end, 1); }

// The matrices that exchange rows as the pivots say: P of A = P L U.
Tensor permutation(const char* op, const Tensor& pivots, int64_t m, DType type) {
  const int64_t k = pivots.size(-1), batch = count(batch_of(pivots, 1));
  const Tensor p = zeros(with_lengths(batch_of(pivots, 1), {m, m}), type);
  const Tensor from = matrix_copy(pivots), one = ones({1}, type);
  const auto* const exchanged = from.data<int32_t>();
  const int64_t item = one.item_bytes();
  std::vector<int64_t> order(static_cast<size_t>(m));
  for (int64_t i = 0; i < batch; ++i) {
    std::iota(order.begin(), order.end(), 0);
    for (int64_t j = 0; j < k; ++j) {
      const int64_t other = exchanged[i * k + j] - 1;
      RG_CHECK(other >= 0 && other < m, RuntimeError, op, ": pivots must be between 1 and ", m,
               ", the number of rows, but one is ", other + 1, "; pass what linalg.lu_factor gave");
      std::swap(order[static_cast<size_t>(j)], order[static_cast<size_t>(other)]);
    }
    for (int64_t j = 0; j < m; ++j)
      std::memcpy(p.bytes() + ((i * m + order[static_cast<size_t>(j)]) * m + j) * item, one.bytes(),
                  static_cast<size_t>(item));
  }
  return p;
}

void check_packed(const char* op, const Tensor& lu, const Tensor& pivots) {
  check_matrix(op, lu, "LU");
  check_precise(op, lu);
  RG_CHECK(pivots.dtype() == DType::kInt32, DTypeError, op,
           ": pivots should be a Tensor of scalar type torch.int32, got ", pivots.dtype());
  const int64_t k = std::min(lu.size(-1), lu.size(-2));
  RG_CHECK(pivots.dim() >= 1 && pivots.size(-1) == k, ShapeError, op, ": expected ", k,
           " pivots for each matrix of shape ", lu.shape(), ", got pivots of shape ",
           pivots.shape());
}

// Pivots for each matrix of LU.
Tensor pivots_of(const char* op, const Tensor& lu, const Tensor& pivots) {
  const Dims batch = batch_of(lu);
  if (batch_of(pivots, 1) == batch) return pivots;
  RG_CHECK(can_broadcast(batch_of(pivots, 1), batch), ShapeError, op, ": pivots of shape ",
           pivots.shape(), " are not those of LU, which has shape ", lu.shape(),
           "; pass what linalg.lu_factor gave");
  return expand(pivots, with_lengths(batch, {pivots.size(-1)}));
}

// With A = P L U of (m, n), k = min(m, n), and the first k rows or columns named 1, the others 2,
//   phi = L_1^T dL_1 - dU_2 U_2^T below the diagonal, dU_1 U_1^T - L_2^T dL_2 elsewhere,
//   dA = P [L_1^-T phi U_1^-T,  L_1^-T dU_2;  dL_2 U_1^-T]
struct LuFactor {
  static constexpr const char* name = "LinalgLuFactorEx";
  struct Saved {
    SavedTensor lu, pivots;
  };
  static constexpr const char* saved_names[] = {"LU", "pivots"};

  static std::tuple<Tensor, Tensor, Tensor> forward(Ctx<LuFactor>* ctx, const Tensor& a) {
    const Tensor lu = matrix_copy(a);
    const int64_t m = a.size(-2), n = a.size(-1), k = std::min(m, n), item = a.item_bytes();
    const Tensor pivots = empty(with_lengths(batch_of(a), {k}), DType::kInt32);
    const Tensor info = empty(batch_of(a), DType::kInt32);
    auto *const failed = info.data<int32_t>(), *const rows = pivots.data<int32_t>();
    for_each_matrix(info.numel(), double(m) * double(n) * double(k) / 3,
                    kernels::lu_work(m, n) * item, [&](int64_t i, void* work) {
                      failed[i] = static_cast<int32_t>(
                          kernels::factor().lu[a.dtype()]({.a = lu.bytes() + i * m * n * item,
                                                           .m = m,
                                                           .n = n,
                                                           .row = n,
                                                           .pivots = rows + i * k,
                                                           .work = work}));
                    });
    if (ctx) {
      ctx->saved.lu = ctx->output(lu);
      ctx->saved.pivots = ctx->output(pivots, 1);
    }
    return {lu, pivots, info};
  }

  static Grads<1> backward(const Ctx<LuFactor>& ctx, const Tensors& grads) {
    const Tensor& grad = grads[0];
    if (!grad.defined()) return {};
    const Tensor lu = ctx.saved.lu;
    const int64_t m = lu.size(-2), n = lu.size(-1), k = std::min(m, n);
    const auto [p, l, u] = lu_unpack(lu, ctx.saved.pivots, true, true);
    const Tensor dl = tril(cols(grad, 0, k), -1), du = triu(rows(grad, 0, k), 0);
    const Tensor l1 = rows(l, 0, k), u1 = cols(u, 0, k);
    Tensor below = matmul(mT(l1), rows(dl, 0, k)), above = matmul(cols(du, 0, k), mT(u1));
    if (n > k) below = sub(below, matmul(cols(du, k, n), mT(cols(u, k, n))));
    if (m > k) above = sub(above, matmul(mT(rows(l, k, m)), rows(dl, k, m)));
    const Tensor phi = add(tril(below, -1), triu(above, 0));
    const auto by_l = [&](const Tensor& x) {
      return solve_triangular(mT(l1), x, true, true, true);
    };
    const auto by_u = [&](const Tensor& x) { return solve_triangular(mT(u1), x, false, false); };
    Tensor da = by_l(by_u(phi));
    if (n > k) da = cat({da, by_l(cols(du, k, n))}, -1);
    if (m > k) da = cat({da, by_u(rows(dl, k, m))}, -2);
    return {matmul(p, da)};
  }
};

}  // namespace

Packed lu_factor(const char* op, const Tensor& a, bool pivot, bool check_errors) {
  check_matrix(op, a);
  check_precise(op, a);
  RG_CHECK(pivot, RuntimeError, op, ": LU without pivoting is not implemented on the CPU");
  const auto [lu, pivots, info] = record<LuFactor>(a);
  if (!check_errors) return {lu, pivots, info};
  int32_t at = 0;
  const std::string where = first_failure(op, info, &at);
  RG_CHECK(where.empty(), RuntimeError, where, "U[", at, ",", at,
           "] is zero and using it on lu_solve would result in a division by zero. If you still "
           "want to perform the factorization, consider calling linalg.lu(A, pivot) or "
           "linalg.lu_factor_ex(A, pivot)");
  return {lu, pivots, info};
}

std::tuple<Tensor, Tensor, Tensor> lu_unpack(const Tensor& lu, const Tensor& pivots, bool data,
                                             bool pivoting) {
  const char* op = "lu_unpack";
  check_packed(op, lu, pivots);
  const int64_t m = lu.size(-2), n = lu.size(-1), k = std::min(m, n);
  const Tensor none = empty({0}, lu.dtype());
  const Tensor p = pivoting ? permutation(op, pivots_of(op, lu, pivots), m, lu.dtype()) : none;
  if (!data) return {p, none, none};
  const Tensor l = add(tril(cols(lu, 0, k), -1), eye(m, k, lu.dtype()));
  return {p, l, triu(rows(lu, 0, k), 0)};
}

std::tuple<Tensor, Tensor, Tensor> lu(const Tensor& a, bool pivot) {
  const Packed packed = lu_factor("linalg.lu", a, pivot, false);
  return lu_unpack(packed.lu, packed.pivots, true, true);
}

Tensor lu_solve(const Tensor& lu, const Tensor& pivots, const Tensor& b, bool left, bool adjoint) {
  const char* op = "linalg.lu_solve";
  check_square(op, lu);
  check_matrix(op, b, "B");
  check_same_type(op, lu, b);
  check_packed(op, lu, pivots);
  RG_CHECK(lu.size(-1) == b.size(left ? -2 : -1), ShapeError, op,
           ": Incompatible shapes of A and B for the equation ", left ? "AX = B" : "XA = B", " (",
           lu.size(-2), "x", lu.size(-1), " and ", b.size(-2), "x", b.size(-1), ")");
  RG_CHECK(batch_of(pivots, 1) == batch_of(lu), ShapeError, op, ": the batches of LU ", lu.shape(),
           " and of pivots ", pivots.shape(), " differ");
  // X A = B is A^T X^T = B^T.
  if (!left) return mT(lu_solve(lu, pivots, mT(b), true, !adjoint));
  const Tensor p = permutation(op, pivots, lu.size(-1), lu.dtype());
  if (adjoint)
    return matmul(p,
                  solve_triangular(mT(lu), solve_triangular(mT(lu), b, false), true, true, true));
  return solve_triangular(lu, solve_triangular(lu, matmul(mT(p), b), false, true, true), true);
}

}  // namespace retrograd::ops
