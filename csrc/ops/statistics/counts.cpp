#include "ops/statistics/counts.h"

#include <algorithm>

#include "base/check.h"
#include "base/host.h"
#include "graph/record.h"
#include "ops/matrix/diagonal.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/axis.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

Tensor without_nan(const Tensor& x, const Tensor& nan) { return where(nan, operand(0.0, x), x); }

// y = the sum of what is no NaN,  dy/dx = 1 there, 0 elsewhere
struct Nansum {
  static constexpr const char* name = "Nansum";
  using Attributes = Over;
  static constexpr auto shown = shown_over;
  struct Saved {
    SavedTensor x;
  };
  static constexpr const char* saved_names[] = {"self"};
  static Tensor forward(Ctx<Nansum>* ctx, const Tensor& x, const Over& r) {
    const GradMode off(false);
    if (ctx) {
      ctx->attributes = r;
      ctx->saved.x = x;
    }
    // Most have no NaN, and then the plain sum is none.
    const Tensor y = sum(x, r.dims, r.keepdim);
    const double all = (y.dim() == 0 ? y : sum(y)).item().to_double();
    return all == all ? y : sum(without_nan(x, isnan(x)), r.dims, r.keepdim);
  }
  static Grads<1> backward(const Ctx<Nansum>& ctx, const Tensor& grad) {
    const Tensor nan = isnan(ctx.saved.x);
    return {without_nan(expand(keep_dims(grad, ctx.attributes.kept), nan.shape()), nan)};
  }
};

// What an observation counts; a vector with one for each of n.
void check_weights(const char* name, const Tensor& w, int64_t n, bool integers) {
  RG_CHECK(w.dim() <= 1, ShapeError, "cov: expected ", name, " to have at most one dimension, got ",
           w.shape());
  RG_CHECK(is_floating(w.dtype()) != integers && w.dtype() != DType::kBool, DTypeError,
           "cov: expected ", name, " to be ", integers ? "of an integer" : "of a floating",
           " dtype, got ", w.dtype());
  RG_CHECK(w.numel() == n, ShapeError, "cov: expected ", name, " for ", n, " observations, got ",
           w.numel());
  RG_CHECK(n == 0 || all(ge(w, 0)).item().to_int(), RuntimeError, "cov: ", name,
           " cannot be negative");
}

Tensor covariances(const char* op, const Tensor& input, int64_t correction, const Tensor& fweights,
                   const Tensor& aweights) {
  RG_CHECK(input.dim() <= 2, ShapeError, op,
           ": expected at most two dimensions, variables and observations, got ", input.shape());
  RG_CHECK(input.dtype() != DType::kBool, DTypeError, op, ": not defined for bool");
  const Tensor x = to(input.dim() < 2 ? reshape(input, {1, input.numel()}) : input,
                      floating_type(input.dtype()));
  const int64_t n = x.size(1);
  if (fweights.defined()) check_weights("fweights", fweights, n, true);
  if (aweights.defined()) check_weights("aweights", aweights, n, false);
  Tensor weights = fweights;
  if (aweights.defined()) weights = weights.defined() ? mul(aweights, weights) : aweights;
  // Counts are as exact as they can be; without dimensions they decide no type.
  const auto exact = [](const Tensor& w) { return to(sum(w), DType::kFloat64); };
  const Tensor total = weights.defined() ? exact(weights) : Tensor();
  RG_CHECK(!total.defined() || n == 0 || total.item().to_double() > 0, RuntimeError, op,
           ": weights sum to zero");
  const Tensor mean_of_rows = weights.defined() ? div(sum(mul(x, weights), {1}, true), total)
                                                : div(sum(x, {1}, true), static_cast<double>(n));
  // The number of observations, less what the mean has taken of them.
  const auto freedom = [&]() -> Tensor {
    const auto taken = static_cast<double>(correction);
    if (!weights.defined()) return operand(std::max(static_cast<double>(n) - taken, 0.0), x);
    Tensor left;
    if (!aweights.defined() || correction == 0) {
      left = sub(total, correction == 0 ? 0.0 : taken);
    } else {
      left = sub(total, div(mul(exact(mul(weights, aweights)), taken), total));
    }
    return where(ge(left, 0), left, operand(0.0, left));
  }();
  if (freedom.item().to_double() <= 0)
    host.warn(concat(op,
                     "(): degrees of freedom is <= 0. Correction should be strictly less than "
                     "the number of observations."));
  const Tensor apart = sub(x, mean_of_rows);
  const Tensor weighed = weights.defined() ? mul(apart, weights) : apart;
  const Tensor y = div(matmul(weighed, t(apart)), freedom);
  return y.numel() == 1 ? reshape(y, {}) : y;
}

}  // namespace

Tensor nansum(const Tensor& x, const Dims& dims, bool keepdim, std::optional<DType> dtype) {
  if (!is_floating(x.dtype())) return sum(x, dims, keepdim, dtype);
  if (dtype && !is_floating(*dtype)) return sum(without_nan(x, isnan(x)), dims, keepdim, dtype);
  return record<Nansum>(dtype ? to(x, *dtype) : x, over("nansum", x, dims, keepdim));
}

Tensor nanmean(const Tensor& x, const Dims& dims, bool keepdim, std::optional<DType> dtype) {
  RG_CHECK(is_floating(x.dtype()), DTypeError, "nanmean: expected a floating dtype, got ",
           x.dtype(), "; convert it with float()");
  RG_CHECK(!dtype || is_floating(*dtype), DTypeError, "nanmean: expected a floating dtype, got ",
           *dtype);
  const Tensor n = sum(logical_not(isnan(x)), dims, keepdim);
  return div(nansum(x, dims, keepdim, dtype), n);
}

Tensor count_nonzero(const Tensor& x, const Dims& dims) { return sum(ne(x, 0), dims, false); }

Tensor cov(const Tensor& x, int64_t correction, const Tensor& fweights, const Tensor& aweights) {
  return covariances("cov", x, correction, fweights, aweights);
}

Tensor corrcoef(const Tensor& x) {
  const Tensor c = covariances("corrcoef", x, 1, {}, {});
  if (c.dim() == 0) return div(c, c);
  const Tensor deviations = sqrt(diagonal(c, 0, 0, 1));
  const Tensor y = div(div(c, unsqueeze(deviations, 1)), unsqueeze(deviations, 0));
  return clamp(y, operand(-1.0, y), operand(1.0, y));
}

}  // namespace retrograd::ops
