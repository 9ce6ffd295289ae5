#include "ops/products/distance.h"

#include <cmath>
#include <limits>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "kernels/distance/distance.h"
#include "ops/index/masked.h"
#include "ops/matrix/diagonal.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"
#include "ops/statistics/at_zero.h"

namespace retrograd::ops {
namespace {

// x with the batches of the result in front, in the type that it computes in.
Tensor with_batch(const Tensor& x, const Dims& batch) {
  Dims shape = batch;
  shape.push_back(x.size(-2));
  shape.push_back(x.size(-1));
  return expand(widened(x), shape);
}

// Distances, or slopes where d and g are given; all in one type and of one batch.
Tensor run(const Tensor& x, const Tensor& y, double p, const Tensor& d = {}, const Tensor& g = {}) {
  const int64_t n = x.size(-2), m = y.size(-2), k = x.size(-1);
  Dims shape = x.shape();
  if (!g.defined()) shape.back() = m;
  const Tensor out = retrograd::empty(shape, x.dtype());
  if (out.numel() == 0) return out;
  const int64_t batch = out.numel() / (n * (g.defined() ? k : m));
  const LongWork outside(batch * n >= kLongProduct / std::max<int64_t>(m * k, 1));
  const Tensor from = packed(x), to = packed(mT(y));
  const Tensor distances = g.defined() ? packed(d) : out, grads = g.defined() ? packed(g) : out;
  const kernels::Distance& all = kernels::distance();
  (g.defined() ? all.slopes : all.distances)[x.dtype()]({.x = from.bytes(),
                                                         .y = to.bytes(),
                                                         .d = distances.bytes(),
                                                         .g = grads.bytes(),
                                                         .dx = out.bytes(),
                                                         .batch = batch,
                                                         .n = n,
                                                         .m = m,
                                                         .k = k,
                                                         .p = p});
  return out;
}

// d_ij = (sum_k |u_ijk|^p)^(1/p),  u_ijk = x_ik - y_jk
// dx_ik = sum_j dd_ij sign(u_ijk) (|u_ijk| / d_ij)^(p-1), 0 where that has no value, dy_jk = the
// same over i, with the other sign;  p = inf: sign(u_ijk) where |u_ijk| = d_ij
struct Cdist {
  static constexpr const char* name = "Cdist";
  struct Saved {
    SavedTensor x, y, d;
  };
  static constexpr const char* saved_names[] = {"x1", "x2", "result"};
  struct Attributes {
    double p;
  };
  static SavedValues shown(const Attributes& n) { return {{"p", n.p}}; }

  static Tensor forward(Ctx<Cdist>* ctx, const Tensor& x, const Tensor& y, double p) {
    const GradMode off(false);
    const Dims batch = batch_of(x, y);
    Tensor d = convert_to(run(with_batch(x, batch), with_batch(y, batch), p), x.dtype());
    if (ctx) {
      ctx->attributes = {p};
      ctx->saved.x = x;
      ctx->saved.y = y;
      ctx->saved.d = ctx->output(d);
    }
    return d;
  }
  static Grads<2> backward(const Ctx<Cdist>& ctx, const Tensor& grad) {
    const double p = ctx.attributes.p;
    const Tensor x = ctx.saved.x, y = ctx.saved.y, d = ctx.saved.d;
    if (p == 0) return {zeros_like(x), zeros_like(y)};
    if (grad_enabled() || forward_mode()) return by_differences(ctx, x, y, d, grad, p);
    const Dims batch = batch_of(x, y);
    const Tensor a = with_batch(x, batch), b = with_batch(y, batch), from = widened(d),
                 g = widened(grad);
    return {ctx.needs(0) ? convert_to(run(a, b, p, from, g), x.dtype()) : Tensor(),
            ctx.needs(1) ? convert_to(run(b, a, p, mT(from), mT(g)), y.dtype()) : Tensor()};
  }

 private:
  static Dims batch_of(const Tensor& x, const Tensor& y) {
    const auto front = [](const Tensor& t) { return Dims(t.shape().begin(), t.shape().end() - 2); };
    return broadcast_shapes("cdist", front(x), front(y));
  }
  // With all differences at once, as operations that have derivatives themselves.
  static Grads<2> by_differences(const Ctx<Cdist>& ctx, const Tensor& x, const Tensor& y,
                                 const Tensor& d, const Tensor& grad, double p) {
    if (const DType t = x.dtype(); is_narrow(t)) {
      const auto wide = [](const Tensor& a) { return to(a, DType::kFloat32); };
      Grads<2> grads = by_differences(ctx, wide(x), wide(y), wide(d), wide(grad), p);
      for (Tensor& g : grads)
        if (g.defined()) g = to(g, t);
      return grads;
    }
    const auto power = [](double q) { return [q](const Tensor& base) { return pow(base, q); }; };
    const Tensor u = sub(unsqueeze(x, -2), unsqueeze(y, -3));
    Tensor part;
    if (p == 2)
      part = mul(
          u, unsqueeze(but_at_zero(d, [&](const Tensor& size) { return div(grad, size); }), -1));
    else if (p == 1)
      part = mul(where(isnan(u), u, sign(u)), unsqueeze(grad, -1));
    else if (std::isinf(p))
      part = mul(mul(sign(u), eq(abs(u), unsqueeze(d, -1))), unsqueeze(grad, -1));
    else
      part = mul(mul(sign(u), but_at_zero(abs(u), power(p - 1))),
                 unsqueeze(mul(but_at_zero(d, power(1 - p)), grad), -1));
    return {ctx.needs(0) ? sum(part, {-2}) : Tensor(),
            ctx.needs(1) ? neg(sum(part, {-3})) : Tensor()};
  }
};

void check_distance(const char* op, const Tensor& x, double p) {
  RG_CHECK(p >= 0, DomainError, op, ": expected p >= 0, got ", p);
  RG_CHECK(is_floating(x.dtype()), DTypeError, op, ": expected a floating dtype, got ", x.dtype(),
           "; convert with float()");
}

}  // namespace

Tensor cdist(const Tensor& x, const Tensor& y, double p) {
  check_distance("cdist", x, p);
  check_distance("cdist", y, p);
  RG_CHECK(x.dtype() == y.dtype(), DTypeError, "cdist: expected two tensors of one type, got ",
           x.dtype(), " and ", y.dtype(), "; convert one with .to()");
  RG_CHECK(x.dim() >= 2 && y.dim() >= 2, ShapeError,
           "cdist: expected tensors of at least 2 dimensions, got shapes ", x.shape(), " and ",
           y.shape());
  RG_CHECK(x.size(-1) == y.size(-1), ShapeError, "cdist: rows of different lengths: shapes ",
           x.shape(), " and ", y.shape());
  // Float32 holds no such power: the largest difference is what is left of it.
  const bool beyond = x.dtype() != DType::kFloat64 && p > std::numeric_limits<float>::max();
  return record<Cdist>(x, y, beyond ? std::numeric_limits<double>::infinity() : p);
}

Tensor pdist(const Tensor& x, double p) {
  check_distance("pdist", x, p);
  RG_CHECK(x.dim() == 2, ShapeError, "pdist: expected a matrix, got shape ", x.shape());
  const int64_t n = x.size(0);
  return masked_select(cdist(x, x, p), triu(ones({n, n}, DType::kBool), 1));
}

}  // namespace retrograd::ops
