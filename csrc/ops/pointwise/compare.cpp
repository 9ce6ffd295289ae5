#include "ops/pointwise/compare.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "graph/modes/grad_mode.h"
#include "kernels/pointwise/arithmetic.h"
#include "kernels/pointwise/compare.h"
#include "kernels/pointwise/unary.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/reduce.h"

namespace retrograd::ops {
namespace {

// A number may lie outside the integer type of the tensor and still be compared with it.
Tensor compare(const char* op, const kernels::PerType<kernels::Loop2>& f, const Tensor& a,
               const Tensor& b, bool swapped = false) {
  const DType t = result_type({&a, &b});
  const bool widen = !is_floating(t) && (a.impl()->is_number || b.impl()->is_number);
  if (!widen) return map2_bool(op, f, a, b, swapped);
  return map2_bool(op, f, convert_to(a, promote(a.dtype(), b.dtype())),
                   convert_to(b, promote(a.dtype(), b.dtype())), swapped);
}

}  // namespace

Tensor eq(const Tensor& a, const Tensor& b) { return compare("eq", kernels::compare().eq, a, b); }
Tensor ne(const Tensor& a, const Tensor& b) { return compare("ne", kernels::compare().ne, a, b); }
Tensor lt(const Tensor& a, const Tensor& b) { return compare("lt", kernels::compare().lt, a, b); }
Tensor le(const Tensor& a, const Tensor& b) { return compare("le", kernels::compare().le, a, b); }
// a > b is b < a: the loop is that of lt.
Tensor gt(const Tensor& a, const Tensor& b) {
  return compare("gt", kernels::compare().lt, a, b, true);
}
Tensor ge(const Tensor& a, const Tensor& b) {
  return compare("ge", kernels::compare().le, a, b, true);
}
Tensor eq(const Tensor& a, const Scalar& b) { return eq(a, operand(b, a)); }
Tensor ne(const Tensor& a, const Scalar& b) { return ne(a, operand(b, a)); }
Tensor lt(const Tensor& a, const Scalar& b) { return lt(a, operand(b, a)); }
Tensor le(const Tensor& a, const Scalar& b) { return le(a, operand(b, a)); }
Tensor gt(const Tensor& a, const Scalar& b) { return gt(a, operand(b, a)); }
Tensor ge(const Tensor& a, const Scalar& b) { return ge(a, operand(b, a)); }

Tensor logical_and(const Tensor& a, const Tensor& b) {
  return map2_truth("logical_and", kernels::arithmetic().bitwise_and, a, b);
}
Tensor logical_or(const Tensor& a, const Tensor& b) {
  return map2_truth("logical_or", kernels::arithmetic().bitwise_or, a, b);
}
Tensor logical_xor(const Tensor& a, const Tensor& b) {
  return map2_truth("logical_xor", kernels::arithmetic().bitwise_xor, a, b);
}
Tensor logical_not(const Tensor& x) {
  return map1_truth("logical_not", kernels::unary().bitwise_not, x);
}

Tensor isnan(const Tensor& x) { return map1_bool("isnan", kernels::compare().isnan, x); }
Tensor isinf(const Tensor& x) { return map1_bool("isinf", kernels::compare().isinf, x); }
Tensor isfinite(const Tensor& x) { return map1_bool("isfinite", kernels::compare().isfinite, x); }

namespace {
// An integer is no infinity.
Tensor is_number(const char* op, const Tensor& x, double which) {
  if (!is_floating(x.dtype())) return map1_bool(op, kernels::compare().isinf, x);
  return compare(op, kernels::compare().eq, x, number(which));
}
}  // namespace

Tensor isposinf(const Tensor& x) { return is_number("isposinf", x, INFINITY); }
Tensor isneginf(const Tensor& x) { return is_number("isneginf", x, -INFINITY); }

bool equal(const Tensor& a, const Tensor& b) {
  if (a.shape() != b.shape()) return false;
  const auto same = [](const Tensor& x, const Tensor& y) { return all(eq(x, y)).item().to_int(); };
  if (!a.is_contiguous() || !b.is_contiguous()) return same(a, b);
  // Unlike tensors mostly differ soon: each part is twice as long as the one before.
  const int64_t n = a.numel();
  for (int64_t begin = 0, part = 4096; begin < n; begin += part, part *= 2) {
    const Dims shape = {std::min(part, n - begin)};
    if (!same(alias(a, shape, {1}, begin), alias(b, shape, {1}, begin))) return false;
  }
  return true;
}

Tensor isclose(const Tensor& a, const Tensor& b, double rtol, double atol, bool equal_nan) {
  RG_CHECK(a.dtype() == b.dtype(), DTypeError, "isclose: expected two tensors of one type, got ",
           a.dtype(), " and ", b.dtype());
  RG_CHECK(rtol >= 0 && atol >= 0, DomainError, "isclose: rtol and atol must not be negative, got ",
           rtol, " and ", atol);
  const GradMode off(false);
  if (!is_floating(a.dtype()) && rtol == 0 && atol == 0) return eq(a, b);  // beyond 2^53, too
  // Differences are taken in double, so that integers lose nothing to float32.
  const Tensor x = convert_to(a, DType::kFloat64), y = convert_to(b, DType::kFloat64);
  const Tensor allowed = add(mul(abs(y), rtol), atol);
  Tensor close = le(abs(sub(x, y)), allowed);
  // An infinity is close to itself alone: the tolerance it would give itself is infinite.
  close = logical_or(eq(x, y), logical_and(close, isfinite(y)));
  if (equal_nan) close = logical_or(close, logical_and(isnan(x), isnan(y)));
  return close;
}

bool allclose(const Tensor& a, const Tensor& b, double rtol, double atol, bool equal_nan) {
  return all(isclose(a, b, rtol, atol, equal_nan)).item().to_int();
}

}  // namespace retrograd::ops
