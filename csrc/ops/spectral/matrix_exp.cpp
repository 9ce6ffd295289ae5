#include "ops/spectral/matrix_exp.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "graph/modes/grad_mode.h"
#include "ops/linalg/matrices.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// The powers of two that bring the matrices to norms of at most `limit`, as exponents of (*, 1, 1).
Tensor scaling_of(const Tensor& a, double limit) {
  const GradMode off(false);
  const Tensor norm = amax(sum(abs(a), {-2}, true), {-1}, true);
  const Tensor steps = ceil(log2(div(norm, limit)));
  const Tensor none = zeros({}, a.dtype());
  return where(logical_and(isfinite(steps), gt(steps, 0)), steps, none);
}

}  // namespace

// e^A = (e^(A / 2^s))^(2^s), of which Taylor's polynomial of degree 16 has all digits: with
// c_k = 1 / k! and B = A^4 it is (((c_16 B + p_3) B + p_2) B + p_1) B + p_0, the p_i of degree 3.
Tensor matrix_exp(const Tensor& given) {
  const char* op = "linalg.matrix_exp";
  check_square(op, given);
  RG_CHECK(is_floating(given.dtype()), DTypeError, op, ": expected a floating dtype, got ",
           given.dtype(), "; convert it with float()");
  if (is_narrow(given.dtype()))
    return to(matrix_exp(to(given, computing(given.dtype()))), given.dtype());
  if (given.numel() == 0) return clone(given);
  const Tensor steps = scaling_of(given, given.dtype() == DType::kFloat64 ? 0.7 : 1.0);
  const Tensor a = mul(given, exp2(neg(steps)));
  const Tensor a2 = matmul(a, a), a3 = matmul(a2, a), b = matmul(a2, a2);
  const Tensor one = eye(a.size(-1), {}, a.dtype());
  double c[17] = {1};
  for (int k = 1; k < 17; ++k) c[k] = c[k - 1] / k;
  const auto part = [&](int k) {
    const Tensor low = add(mul(one, c[k]), mul(a, c[k + 1]));
    return add(low, add(mul(a2, c[k + 2]), mul(a3, c[k + 3])));
  };
  Tensor y = add(mul(b, c[16]), part(12));
  for (const int k : {8, 4, 0}) y = add(matmul(y, b), part(k));
  const auto most = static_cast<int64_t>(max(steps).item().to_double());
  const bool alike = steps.numel() == 1;
  for (int64_t i = 0; i < most; ++i) {
    const Tensor squared = matmul(y, y);
    y = alike ? squared : where(gt(steps, i), squared, y);
  }
  return y;
}

}  // namespace retrograd::ops
