#include "ops/statistics/similarity.h"

#include "base/check.h"
#include "core/shape.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/shape.h"
#include "ops/statistics/norm.h"

namespace retrograd::ops {

Tensor normalize(const Tensor& x, double p, const Dims& dims, double eps) {
  return div(x, expand(clamp_min(vector_norm(x, p, dims, true), number(eps)), x.shape()));
}

Tensor cosine_similarity(const Tensor& a, const Tensor& b, int64_t dim, double eps) {
  const char* op = "cosine_similarity";
  RG_CHECK(eps >= 0, RuntimeError, op, ": eps must not be negative, got ", eps);
  const DType t = result_type({&a, &b});
  RG_CHECK(is_floating(t), DTypeError, op, ": not implemented for ", t,
           "; convert the inputs with .to()");
  const std::vector<Tensor> both = broadcast_tensors({to(a, t), to(b, t)});
  const int64_t d = wrap_dim(op, dim, both[0].dim());
  return sum(mul(normalize(both[0], 2, {d}, eps), normalize(both[1], 2, {d}, eps)), {d});
}

Tensor pairwise_distance(const Tensor& a, const Tensor& b, double p, double eps, bool keepdim) {
  return vector_norm(add(sub(a, b), eps), p, {-1}, keepdim);
}

}  // namespace retrograd::ops
