#include "ops/spectral/cofactors.h"

#include <tuple>

#include "graph/record.h"
#include "ops/index/arrange.h"
#include "ops/linalg/matrices.h"
#include "ops/linalg/solve.h"
#include "ops/matrix/diagonal.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/unary.h"
#include "ops/scan/scan.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"
#include "ops/spectral/svd.h"

namespace retrograd::ops {
namespace {

// What stands before each of the values multiplied, along the last dim.
Tensor products_before(const Tensor& s) {
  const Tensor first = ones_like(slice(s, -1, 0, 1, 1));
  return cat({first, slice(cumprod(s, -1), -1, 0, s.size(-1) - 1, 1)}, -1);
}
Tensor products_behind(const Tensor& s) { return flip(products_before(flip(s, {-1})), {-1}); }

// P_ij, the product of all s_k but s_i and s_j, and 0 for i = j: what is before both, between and
// behind. Nothing is divided by, so there may be 0s.
Tensor products_of_others(const Tensor& s) {
  const int64_t n = s.size(-1);
  const Tensor lines = expand(unsqueeze(s, -2), with_lengths(batch_of(s, 1), {n, n}));
  const Tensor ones_up_to = tril(ones({n, n}, s.dtype()), 0);
  const Tensor between = products_before(add(triu(lines, 1), ones_up_to));
  const Tensor half = mul(mul(triu(between, 1), unsqueeze(products_before(s), -1)),
                          unsqueeze(products_behind(s), -2));
  return add(half, mT(half));
}

Tensor handedness(const Tensor& u, const Tensor& vt) {
  const GradMode off(false);
  return unsqueeze(unsqueeze(sign(mul(det(u), det(vt))), -1), -1);
}

// A = U S V^T,  C = det(U V^T) U diag(p) V^T with p_i = prod_(k != i) s_k, and with E = U^T dC V
//   dA = det(U V^T) U (diag(P diag(E)) - P * E^T) V^T
struct Cofactors {
  static constexpr const char* name = "LinalgCofactors";
  struct Saved {
    SavedTensor a;
  };
  static constexpr const char* saved_names[] = {"A"};

  static Tensor forward(Ctx<Cofactors>* ctx, const Tensor& a) {
    if (ctx) ctx->saved.a = a;
    const GradMode off(false);
    const auto [u, s, vt] = svd(a, false);
    const Tensor p = mul(products_before(s), products_behind(s));
    return mul(matmul(mul(u, unsqueeze(p, -2)), vt), handedness(u, vt));
  }
  static Grads<1> backward(const Ctx<Cofactors>& ctx, const Tensor& grad) {
    const auto [u, s, vt] = svd(ctx.saved.a, false);
    const Tensor e = matmul(matmul(mT(u), grad), mT(vt)), p = products_of_others(s);
    const Tensor line = matmul(p, unsqueeze(diagonal(e, 0, -2, -1), -1));
    const Tensor inner = sub(diag_embed(squeeze(line, {-1})), mul(p, mT(e)));
    return {mul(matmul(matmul(u, inner), vt), handedness(u, vt))};
  }
};

}  // namespace

Tensor cofactors(const Tensor& a) { return record<Cofactors>(a); }

}  // namespace retrograd::ops
