#include "bind/rows/pointwise/loss_reduction.h"

#include "base/check.h"
#include "bind/errors.h"
#include "bind/function/origin.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/reduce/reduce.h"

namespace retrograd::bind {

ops::Reduction reduction_of(const char* op, const std::string& name, Flag size_average,
                            Flag reduce) {
  if (!size_average && !reduce) return ops::parse_reduction(op, name);
  const char* means = !reduce.value_or(true)        ? "none"
                      : size_average.value_or(true) ? "mean"
                                                    : "sum";
  warn_user(concat(op, ": size_average and reduce are deprecated; use reduction='", means, "'"));
  return ops::parse_reduction(op, means);
}

Tensor weighted(const char* op, const Tensor& input, const Tensor& distances, const Tensor& weight,
                ops::Reduction reduction) {
  RG_CHECK(weight.shape() == input.shape(), ShapeError, op, ": expected a weight of the shape ",
           input.shape(), " of the input, got ", weight.shape());
  const Tensor y = ops::mul(distances, weight);
  if (reduction == ops::Reduction::kNone) return y;
  const Tensor total = ops::sum(y);
  return reduction == ops::Reduction::kSum ? total : ops::div(total, ops::sum(weight));
}

void warn_of_shapes(const char* op, const Tensor& input, const Tensor& target) {
  if (input.shape() == target.shape()) return;
  warn_user(concat(op, ": the input has size ", input.shape(), " but the target ", target.shape(),
                   "; they are broadcast together, which is seldom what is meant"));
}

}  // namespace retrograd::bind
