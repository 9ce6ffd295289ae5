#include "ops/linalg/cholesky.h"

#include "graph/record.h"
#include "kernels/linalg/factor.h"
#include "ops/linalg/matrices.h"
#include "ops/linalg/triangular.h"
#include "ops/matrix/diagonal.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// A = L L^T,  P = L^T dL on and below the diagonal, mirrored above it,  dA = L^-T P L^-1 / 2
struct Cholesky {
  static constexpr const char* name = "LinalgCholeskyEx";
  struct Attributes {
    bool upper;
  };
  static SavedValues shown(const Attributes& at) { return {{"upper", at.upper}}; }
  struct Saved {
    SavedTensor l;
  };
  static constexpr const char* saved_names[] = {"L"};

  static std::tuple<Tensor, Tensor> forward(Ctx<Cholesky>* ctx, const Tensor& a, bool upper) {
    const Tensor l = matrix_copy(upper ? flipped(a) : a);
    const Tensor info = empty(batch_of(a), DType::kInt32);
    const int64_t n = a.size(-1), item = a.item_bytes();
    auto* const failed = info.data<int32_t>();
    for_each_matrix(info.numel(), double(n) * double(n) * double(n) / 6,
                    kernels::cholesky_work(n) * item, [&](int64_t i, void* work) {
                      failed[i] = static_cast<int32_t>(kernels::factor().cholesky[a.dtype()](
                          l.bytes() + i * n * n * item, n, n, work));
                    });
    const Tensor y = upper ? flipped(l) : l;
    if (ctx) {
      ctx->attributes.upper = upper;
      ctx->saved.l = ctx->output(y);
    }
    return {y, info};
  }

  static Grads<1> backward(const Ctx<Cholesky>& ctx, const Tensors& grads) {
    if (!grads[0].defined()) return {};
    const bool upper = ctx.attributes.upper;
    const Tensor y = ctx.saved.l;
    const Tensor l = upper ? mT(y) : y, g = upper ? mT(grads[0]) : grads[0];
    const Tensor p = matmul(mT(l), g);
    const Tensor mirrored = add(tril(p, 0), mT(tril(p, -1)));
    const Tensor right = solve_triangular(l, mirrored, false, false);
    return {mul(solve_triangular(mT(l), right, true), 0.5)};
  }
};

std::tuple<Tensor, Tensor> factor_of(const char* op, const Tensor& a, bool upper, bool check) {
  check_square(op, a);
  check_precise(op, a);
  auto found = record<Cholesky>(a, upper);
  int32_t order = 0;
  if (!check) return found;
  const std::string where = first_failure(op, std::get<1>(found), &order);
  RG_CHECK(where.empty(), LinAlgError, where,
           "The factorization could not be completed because the input is not positive-definite "
           "(the leading minor of order ",
           order, " is not positive-definite).");
  return found;
}

}  // namespace

Tensor cholesky(const char* op, const Tensor& a, bool upper) {
  return std::get<0>(factor_of(op, a, upper, true));
}
std::tuple<Tensor, Tensor> cholesky_ex(const Tensor& a, bool upper, bool check_errors) {
  return factor_of("linalg.cholesky_ex", a, upper, check_errors);
}

Tensor cholesky_solve(const Tensor& b, const Tensor& l, bool upper) {
  const char* op = "cholesky_solve";
  check_matrix(op, b, "b");
  check_square(op, l);
  RG_CHECK(b.size(-2) == l.size(-1), ShapeError, "Incompatible matrix sizes for ", op,
           ": each A matrix is ", l.size(-2), " by ", l.size(-1), " but each b matrix is ",
           b.size(-2), " by ", b.size(-1));
  check_same_type(op, l, b);
  const Tensor transposed = mT(l);
  return upper ? solve_triangular(l, solve_triangular(transposed, b, false), true)
               : solve_triangular(transposed, solve_triangular(l, b, false), true);
}

Tensor cholesky_inverse(const Tensor& l, bool upper) {
  const char* op = "cholesky_inverse";
  check_square(op, l);
  check_precise(op, l);
  const int64_t n = l.size(-1), batch = l.numel() == 0 ? 0 : l.numel() / (n * n);
  const Tensor x = aligned(l);
  const Places at(x);
  for (int64_t i = 0; i < batch; ++i)
    for (int64_t k = 0; k < n; ++k) {
      const int64_t place = at[i] + k * (x.stride(-1) + x.stride(-2));
      const bool zero =
          l.dtype() == DType::kFloat64 ? x.data<double>()[place] == 0 : x.data<float>()[place] == 0;
      if (!zero) continue;
      const std::string where =
          l.dim() > 2 ? concat(op, ": (Batch element ", i, "): ") : concat(op, ": ");
      fail<LinAlgError>(where, "The diagonal element ", k + 1,
                        " is zero, the inversion could not be completed because the input matrix "
                        "is singular.");
    }
  return cholesky_solve(identity_like(l, n, n), l, upper);
}

}  // namespace retrograd::ops
