#include "ops/statistics/norm.h"

#include <cmath>

#include "base/check.h"
#include "graph/record.h"
#include "kernels/reduce/reduce.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/axis.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/shape.h"
#include "ops/statistics/at_zero.h"

namespace retrograd::ops {
namespace {

struct NormOf : Over {
  double ord = 2;
};
SavedValues shown_norm(const NormOf& n) {
  SavedValues all = shown_over(n);
  all.push_back(shown_number("ord", n.ord));
  return all;
}

Tensor norm_of(const Tensor& x, const NormOf& n) {
  const GradMode off(false);
  if (n.ord == 2) return reduce_dims(kernels::sum_prod().norm, x, n.dims, n.keepdim, x.dtype());
  if (n.ord == 0) return sum(ne(x, 0), n.dims, n.keepdim, x.dtype());
  if (is_narrow(x.dtype()) && std::isfinite(n.ord))
    return convert_to(norm_of(widened(x), n), x.dtype());
  const Tensor size = abs(x);
  if (std::isinf(n.ord))
    return n.ord > 0 ? amax(size, n.dims, n.keepdim) : amin(size, n.dims, n.keepdim);
  if (n.ord == 1) return sum(size, n.dims, n.keepdim);
  return pow(sum(pow(size, n.ord), n.dims, n.keepdim), 1 / n.ord);
}

// y = (sum |x|^p)^(1/p),  dy/dx = sign x |x|^(p-1) / y^(p-1), and 0 where that has no value;
// p = 1: sign x;  p = 2: x / y;  p = +-inf: sign x / k where |x| = y, of which there are k
struct VectorNorm {
  static constexpr const char* name = "LinalgVectorNorm";
  using Attributes = NormOf;
  static constexpr auto shown = shown_norm;
  struct Saved {
    SavedTensor x, y;
  };
  static constexpr const char* saved_names[] = {"self", "result"};
  static Tensor forward(Ctx<VectorNorm>* ctx, const Tensor& x, const NormOf& n) {
    const Tensor y = norm_of(x, n);
    if (ctx) {
      ctx->attributes = n;
      ctx->saved.x = x;
      ctx->saved.y = ctx->output(y);
    }
    return y;
  }
  static Grads<1> backward(const Ctx<VectorNorm>& ctx, const Tensor& grad) {
    const NormOf& n = ctx.attributes;
    if (n.ord == 0) return {};
    const Tensor x = ctx.saved.x, g = keep_dims(grad, n.kept);
    if (n.ord == 1) return {mul(sign(x), g)};
    const Tensor y = keep_dims(ctx.saved.y, n.kept);
    if (n.ord == 2)
      return {mul(x, but_at_zero(y, [&](const Tensor& length) { return div(g, length); }))};
    if (std::isinf(n.ord)) {
      const Tensor size = abs(x), chosen = logical_or(eq(size, y), isnan(size));
      return {mul(sign(x), share_among(chosen, g, n.dims))};
    }
    const auto power = [](double p) { return [p](const Tensor& base) { return pow(base, p); }; };
    const Tensor share = mul(but_at_zero(y, power(1 - n.ord)), g);
    return {mul(mul(sign(x), but_at_zero(abs(x), power(n.ord - 1))), share)};
  }
};

// x in `dtype`, where one is given.
Tensor taken(const char* op, const Tensor& x, std::optional<DType> dtype) {
  RG_CHECK(is_floating(x.dtype()), DTypeError, op, ": expected a floating dtype, got ", x.dtype(),
           "; convert it with float()");
  const DType t = dtype.value_or(x.dtype());
  RG_CHECK(is_floating(t) && promote(t, x.dtype()) == t, DTypeError, op, ": ", x.dtype(),
           " does not fit into dtype ", t);
  return to(x, t);
}

}  // namespace

Tensor vector_norm(const Tensor& x, double ord, const Dims& dims, bool keepdim,
                   std::optional<DType> dtype) {
  const Tensor from = taken("vector_norm", x, dtype);
  const Over r = over("vector_norm", x, dims, keepdim);
  RG_CHECK(length_of(x.shape(), r.dims) > 0 || (ord >= 0 && std::isfinite(ord)), ShapeError,
           "vector_norm: a norm of order ", ord, " has no value for no elements; got shape ",
           x.shape());
  return record<VectorNorm>(from, NormOf{r, ord});
}

Tensor matrix_norm(const Tensor& x, double ord, const Dims& dims, bool keepdim,
                   std::optional<DType> dtype) {
  const Tensor size = abs(taken("matrix_norm", x, dtype));
  RG_CHECK(x.dim() >= 2 && dims.size() == 2, ShapeError, "matrix_norm: a matrix has two dims, got ",
           dims.size(), " of a tensor of shape ", x.shape());
  const Dims both = wrap_dims("matrix_norm", dims, x.dim());
  const bool columns = std::abs(ord) == 1;
  RG_CHECK(columns || std::isinf(ord), RuntimeError, "matrix_norm: there is no order ", ord);
  const Tensor totals = sum(size, {both[columns ? 0 : 1]}, true);
  if (ord > 0 && length_of(x.shape(), both) == 0) return sum(totals, both, keepdim);
  const Tensor y = ord > 0 ? amax(totals, both, true) : amin(totals, both, true);
  return keepdim ? y : squeeze(y, both);
}

Tensor dist(const Tensor& a, const Tensor& b, double p) {
  const DType t = result_type({&a, &b});
  RG_CHECK(is_floating(t), DTypeError, "dist: expected a floating dtype, got ", t,
           "; convert it with float()");
  broadcast_shapes("dist", a.shape(), b.shape());
  const DType exact = is_narrow(t) ? DType::kFloat32 : t;
  return to(vector_norm(sub(to(a, exact), to(b, exact)), p, {}, false), t);
}

Tensor renorm(const Tensor& x, double p, int64_t dim, double most) {
  RG_CHECK(is_floating(x.dtype()), DTypeError, "renorm: expected a floating dtype, got ", x.dtype(),
           "; convert it with float()");
  RG_CHECK(x.dim() >= 2, ShapeError, "renorm: expected at least 2 dimensions, got shape ",
           x.shape());
  RG_CHECK(p > 0, RuntimeError, "renorm: expected p above 0, got ", p);
  RG_CHECK(most >= 0, RuntimeError, "renorm: maxnorm cannot be negative, got ", most);
  const int64_t kept = wrap_dim("renorm", dim, x.dim());
  if (x.numel() == 0) return clone(x);
  Dims others;
  for (int64_t d = 0; d < x.dim(); ++d)
    if (d != kept) others.push_back(d);
  const Tensor from = to(x, is_narrow(x.dtype()) ? DType::kFloat32 : x.dtype()),
               norms = vector_norm(from, p, others, true),
               scale = mul(reciprocal(add(norms, Scalar(1e-7))), Scalar(most));
  return to(mul(from, where(gt(norms, most), scale, operand(1.0, scale))), x.dtype());
}

}  // namespace retrograd::ops
