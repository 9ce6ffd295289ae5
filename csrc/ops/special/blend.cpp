#include "ops/special/blend.h"

#include "base/check.h"
#include "graph/record.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/rule.h"

namespace retrograd::ops {
namespace {

using kernels::Blend;
using In = const Tensor&;
using K = const Kept&;
using N = const Scalar&;

Tensor pass_on(K, N, In g) { return g; }

// y = x + s a b,  dy/dx = 1,  dy/da = s b,  dy/db = s a
constexpr TripleRule kAddCMul = {"addcmul",
                                 "AddcmulBackward0",
                                 loops<&Blend::addcmul>,
                                 {0, 4, 2},
                                 {pass_on, [](K k, N s, In g) { return mul(mul(k.c, s), g); },
                                  [](K k, N s, In g) { return mul(mul(k.b, s), g); }},
                                 {nullptr, "tensor1", "tensor2"},
                                 "value"};

// y = x + s a / b,  dy/dx = 1,  dy/da = s / b,  dy/db = -s a / b^2
constexpr TripleRule kAddCDiv = {
    "addcdiv",
    "AddcdivBackward0",
    loops<&Blend::addcdiv>,
    {0, 4, 6},
    {pass_on, [](K k, N s, In g) { return div(mul(g, s), k.c); },
     [](K k, N s, In g) { return neg(mul(g, div(div(mul(k.b, s), k.c), k.c))); }},
    {nullptr, "tensor1", "tensor2"},
    "value"};

// y = a + w (b - a),  dy/da = 1 - w,  dy/db = w,  dy/dw = b - a
constexpr TripleRule kLerp = {
    "lerp",
    "LerpBackward1",
    loops<&Blend::lerp>,
    {4, 4, 3},
    {[](K k, N, In g) { return mul(sub(1, k.c), g); }, [](K k, N, In g) { return mul(k.c, g); },
     [](K k, N, In g) { return mul(sub(k.b, k.a), g); }},
    {"self", "end", "weight"},
    nullptr};

// The same with a number for w.
struct Lerp {
  static constexpr const char* name = "Lerp";
  static constexpr bool raises_flags = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Attributes {
    Scalar weight;
  };
  static SavedValues shown(const Attributes& at) {
    if (at.weight.is_float()) return {{"weight", at.weight.to_double()}};
    return {{"weight", at.weight.to_int()}};
  }
  static Tensor forward(Ctx<Lerp>* ctx, const Tensor& a, const Tensor& b, const Scalar& weight) {
    if (ctx) ctx->attributes = {weight};
    const double w = weight.to_double();
    return map2("lerp", kernels::blend().lerp_number, &w, a, b);
  }
  static Grads<2> backward(const Ctx<Lerp>& ctx, const Tensor& grad) {
    const double w = ctx.attributes.weight.to_double();
    return {ctx.needs(0) ? mul(grad, 1 - w) : Tensor(), ctx.needs(1) ? mul(grad, w) : Tensor()};
  }
};

void check_alike(const char* what, const Tensor& a, const Tensor& b) {
  RG_CHECK(a.dtype() == b.dtype(), DTypeError, "lerp: ", what, " is ", b.dtype(),
           " beside an input of ", a.dtype(), "; convert one of them with .to()");
}

void check_value(const char* op, DType t, const Scalar& value) {
  RG_CHECK(!value.is_float() || is_floating(t), DTypeError, op, ": value is ", value,
           ", but the result is ", t, "; give an integer");
  check_fits(op, value, t);
}

}  // namespace

Tensor addcmul(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& value) {
  const DType t = result_type({&x, &a, &b});
  if (is_floating(t)) return apply(kAddCMul, x, a, b, value);
  RG_CHECK(t != DType::kBool, DTypeError, "addcmul: not defined for bool");
  check_value("addcmul", t, value);
  return add(x, mul(mul(convert_to(a, t), value), b));
}

Tensor addcdiv(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& value) {
  RG_CHECK(is_floating(a.dtype()) || is_floating(b.dtype()), DTypeError, "addcdiv: ", a.dtype(),
           " cannot be divided by ", b.dtype(), "; convert one of them to floating with .to()");
  return apply(kAddCDiv, x, a, b, value);
}

Tensor lerp(const Tensor& a, const Tensor& b, const Scalar& weight) {
  check_alike("end", a, b);
  return record<Lerp>(a, b, weight);
}
Tensor lerp(const Tensor& a, const Tensor& b, const Tensor& weight) {
  check_alike("end", a, b);
  if (weight.dim() > 0) check_alike("weight", a, weight);
  return apply(kLerp, a, b, weight, 1);
}

}  // namespace retrograd::ops
