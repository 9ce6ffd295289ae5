#include "ops/distribution/incomplete.h"

#include "base/check.h"
#include "graph/record.h"
#include "ops/distribution/doubles.h"
#include "ops/distribution/draws.h"
#include "ops/distribution/quantile_slope.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/shape/copy.h"
#include "ops/special/gamma.h"

namespace retrograd::ops {
namespace {

// y = F(x),  dy/dx = p = x^(a - 1) e^-x / gamma(a),  dy/da = -p dx/da at a fixed share; of the
// share above x the opposite
struct GammaShare {
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor a, x;
  };
  static constexpr const char* saved_names[] = {"self", "other"};
  struct Attributes {
    bool above;
  };
  static std::string node_name(const Ctx<GammaShare>& ctx) {
    return ctx.attributes.above ? "IgammacBackward0" : "IgammaBackward0";
  }
  static std::pair<const char*, bool> watched_as(bool above, const Tensor&, const Tensor&) {
    return {above ? "Igammac" : "Igamma", false};
  }
  static Tensor forward(Ctx<GammaShare>* ctx, bool above, const Tensor& a, const Tensor& x) {
    if (ctx) {
      ctx->saved.a = a;
      ctx->saved.x = x;
      ctx->attributes = {above};
    }
    const GradMode off(false);
    const Dims shape = broadcast_shapes(above ? "igammac" : "igamma", a.shape(), x.shape());
    const Tensor y = doubles(x, shape), shapes = doubles(a, shape);
    const double *places = y.data<double>(), *given = shapes.data<double>();
    each(y, [&](int64_t i) { return gamma_share(given[i], places[i], above); });
    return convert_to(y, a.dtype());
  }
  static Grads<2> backward(const Ctx<GammaShare>& ctx, const Tensor& grad) {
    const Tensor &a = ctx.saved.a, &x = ctx.saved.x;
    const Tensor density = mul(ctx.attributes.above ? neg(grad) : grad,
                               exp(sub(sub(xlogy(sub(a, 1), x), x), lgamma(a))));
    return {ctx.needs(0) ? neg(mul(density, standard_gamma_grad(a, x))) : Tensor(),
            ctx.needs(1) ? density : Tensor()};
  }
};

Tensor share(const char* op, bool above, const Tensor& a, const Tensor& x) {
  const DType t = result_type({&a, &x});
  RG_CHECK(is_floating(t), DTypeError, op, ": not defined for ", t,
           "; convert with .to(torch.float32)");
  return record<GammaShare>(above, to(a, t), to(x, t));
}

}  // namespace

Tensor igamma(const Tensor& a, const Tensor& x) { return share("igamma", false, a, x); }
Tensor igammac(const Tensor& a, const Tensor& x) { return share("igammac", true, a, x); }

}  // namespace retrograd::ops
