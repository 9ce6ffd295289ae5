#include "ops/loss/likelihood.h"

#include <cmath>
#include <numbers>

#include "base/check.h"
#include "graph/view.h"
#include "ops/pointwise/activation.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

constexpr double kTwoPi = 2 * std::numbers::pi;

// The variances as they broadcast to the input.
Tensor beside_input(const Tensor& input, const Tensor& variance) {
  const Dims &shape = input.shape(), &given = variance.shape();
  if (given == shape) return variance;
  Dims without_last = shape;
  if (!shape.empty()) without_last.pop_back();
  if (!shape.empty() && given == without_last) return unsqueeze(variance, -1);
  int64_t repeated = 0;
  bool fits = given.size() == shape.size();
  for (size_t d = 0; fits && d < shape.size(); ++d) {
    if (given[d] == shape[d]) continue;
    fits = given[d] == 1;
    ++repeated;
  }
  RG_CHECK(fits && repeated == 1, ShapeError, "gaussian_nll_loss: var of shape ", given,
           " does not fit an input of shape ", shape,
           "; one dimension may be 1, or the last missing");
  return variance;
}

}  // namespace

Tensor kl_div(const Tensor& input, const Tensor& target, bool log_target, Reduction reduction) {
  RG_CHECK(is_floating(input.dtype()) && is_floating(target.dtype()), DTypeError,
           "kl_div: not implemented for ", input.dtype(), " and ", target.dtype(),
           "; convert them with .to()");
  if (log_target) return reduced(mul(exp(target), sub(target, input)), reduction);
  return reduced(sub(xlogy(target, target), mul(target, input)), reduction);
}

Tensor poisson_nll_loss(const Tensor& input, const Tensor& target, bool log_input, bool full,
                        double eps, Reduction reduction) {
  Tensor y = log_input ? sub(exp(input), mul(target, input))
                       : sub(input, mul(target, log(add(input, eps))));
  if (full) {
    // Where it does not count, t is 1, so that nothing there is infinite.
    const Tensor many = gt(target, 1), t = where(many, target, operand(1, target));
    const Tensor spread = mul(log(mul(t, kTwoPi)), 0.5);
    const Tensor stirling = add(sub(mul(t, log(t)), t), spread);
    y = add(y, where(many, stirling, operand(0.0, stirling)));
  }
  return reduced(y, reduction);
}

Tensor gaussian_nll_loss(const Tensor& input, const Tensor& target, const Tensor& variance,
                         bool full, double eps, Reduction reduction) {
  RG_CHECK(variance.numel() == 0 || !any(lt(variance, 0)).item().to_int(), DomainError,
           "gaussian_nll_loss: var has a negative entry");
  const Tensor given = beside_input(input, variance);
  const Tensor short_of = detach(given);
  const Tensor v = add(given, where(lt(short_of, eps), sub(eps, short_of), operand(0.0, short_of)));
  Tensor y = mul(add(log(v), div(square(sub(input, target)), v)), 0.5);
  if (full) y = add(y, 0.5 * std::log(kTwoPi));
  return reduced(y, reduction);
}

Tensor multilabel_soft_margin_loss(const Tensor& input, const Tensor& target, const Tensor& weight,
                                   Reduction reduction) {
  const char* op = "multilabel_soft_margin_loss";
  RG_CHECK(input.dim() > 0, IndexError, op, ": expected 1 or more dimensions, got a 0-d input");
  Tensor y = neg(add(mul(target, logsigmoid(input)), mul(sub(1, target), logsigmoid(neg(input)))));
  if (weight.defined()) y = mul(y, weight);
  const int64_t classes = input.size(-1);
  return reduced(div(sum(y, {input.dim() - 1}), classes), reduction);
}

}  // namespace retrograd::ops
