#include "ops/pointwise/unary.h"

#include <cmath>
#include <cstdlib>

#include "base/check.h"
#include "graph/record.h"
#include "kernels/pointwise/unary.h"
#include "ops/forms.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/shape/creation.h"

namespace retrograd::ops {
namespace {

// In derivatives the slope stands before the gradient: a product lies as its first factor does, and
// a gradient that lies as its leaf does is adopted without a copy.

// y = -x,  dy/dx = -1
struct Neg {
  static constexpr const char* name = "Neg";
  static constexpr bool signals = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  static Tensor forward(Ctx<Neg>*, const Tensor& x) { return map1("neg", kernels::unary().neg, x); }
  static Grads<1> backward(const Ctx<Neg>&, const Tensor& grad) { return {neg(grad)}; }
};

// y = |x|,  dy/dx = sign(x)
struct Abs {
  static constexpr const char* name = "Abs";
  static constexpr bool signals = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor x;
  };
  static constexpr const char* saved_names[] = {"self"};
  static Tensor forward(Ctx<Abs>* ctx, const Tensor& x) {
    if (ctx) ctx->saved.x = x;
    return map1("abs", kernels::unary().abs, x);
  }
  static Grads<1> backward(const Ctx<Abs>& ctx, const Tensor& grad) {
    return {mul(sign(ctx.saved.x), grad)};
  }
};

// y = x^2,  dy/dx = 2 x
struct Square {
  static constexpr const char* name = "Pow";  // torch's square is a power too
  static constexpr bool signals = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor x;
  };
  static constexpr const char* saved_names[] = {"self"};
  static Tensor forward(Ctx<Square>* ctx, const Tensor& x) {
    if (ctx) ctx->saved.x = x;
    return map1("square", kernels::unary().square, x);
  }
  static Grads<1> backward(const Ctx<Square>& ctx, const Tensor& grad) {
    return {mul(mul(ctx.saved.x, 2), grad)};
  }
};

// y = 1 / x,  dy/dx = -y^2
struct Reciprocal {
  static constexpr const char* name = "Reciprocal";
  static constexpr bool signals = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor y;
  };
  static constexpr const char* saved_names[] = {"result"};
  static Tensor forward(Ctx<Reciprocal>* ctx, const Tensor& x) {
    Tensor y = map1_floating("reciprocal", kernels::unary().reciprocal, x);
    if (ctx) ctx->saved.y = ctx->output(y);
    return y;
  }
  static Grads<1> backward(const Ctx<Reciprocal>& ctx, const Tensor& grad) {
    return {neg(mul(square(ctx.saved.y), grad))};
  }
};

// y = sqrt(x),  dy/dx = 1 / (2 y)
struct Sqrt {
  static constexpr const char* name = "Sqrt";
  static constexpr bool signals = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor y;
  };
  static constexpr const char* saved_names[] = {"result"};
  static Tensor forward(Ctx<Sqrt>* ctx, const Tensor& x) {
    Tensor y = map1_floating("sqrt", kernels::unary().sqrt, x);
    if (ctx) ctx->saved.y = ctx->output(y);
    return y;
  }
  static Grads<1> backward(const Ctx<Sqrt>& ctx, const Tensor& grad) {
    return {div(grad, mul(ctx.saved.y, 2))};
  }
};

// y = x^(-1/2),  dy/dx = -y^3 / 2
struct Rsqrt {
  static constexpr const char* name = "Rsqrt";
  static constexpr bool signals = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor y;
  };
  static constexpr const char* saved_names[] = {"result"};
  static Tensor forward(Ctx<Rsqrt>* ctx, const Tensor& x) {
    Tensor y = map1_floating("rsqrt", kernels::unary().rsqrt, x);
    if (ctx) ctx->saved.y = ctx->output(y);
    return y;
  }
  static Grads<1> backward(const Ctx<Rsqrt>& ctx, const Tensor& grad) {
    const Tensor y = ctx.saved.y;
    return {mul(mul(mul(y, square(y)), -0.5), grad)};
  }
};

// y = e^x,  dy/dx = y
struct Exp {
  static constexpr const char* name = "Exp";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor y;
  };
  static constexpr const char* saved_names[] = {"result"};
  static Tensor forward(Ctx<Exp>* ctx, const Tensor& x) {
    Tensor y = map1_floating("exp", kernels::unary().exp, x);
    if (ctx) ctx->saved.y = ctx->output(y);
    return y;
  }
  static Grads<1> backward(const Ctx<Exp>& ctx, const Tensor& grad) {
    return {mul(ctx.saved.y, grad)};
  }
};

// y = log x,  dy/dx = 1 / x
struct Log {
  static constexpr const char* name = "Log";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor x;
  };
  static constexpr const char* saved_names[] = {"self"};
  static Tensor forward(Ctx<Log>* ctx, const Tensor& x) {
    if (ctx) ctx->saved.x = x;
    return map1_floating("log", kernels::unary().log, x);
  }
  static Grads<1> backward(const Ctx<Log>& ctx, const Tensor& grad) {
    return {div(grad, ctx.saved.x)};
  }
};

// y = sin x,  dy/dx = cos x
struct Sin {
  static constexpr const char* name = "Sin";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor x;
  };
  static constexpr const char* saved_names[] = {"self"};
  static Tensor forward(Ctx<Sin>* ctx, const Tensor& x) {
    if (ctx) ctx->saved.x = x;
    return map1_floating("sin", kernels::unary().sin, x);
  }
  static Grads<1> backward(const Ctx<Sin>& ctx, const Tensor& grad) {
    return {mul(cos(ctx.saved.x), grad)};
  }
};

// y = cos x,  dy/dx = -sin x
struct Cos {
  static constexpr const char* name = "Cos";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor x;
  };
  static constexpr const char* saved_names[] = {"self"};
  static Tensor forward(Ctx<Cos>* ctx, const Tensor& x) {
    if (ctx) ctx->saved.x = x;
    return map1_floating("cos", kernels::unary().cos, x);
  }
  static Grads<1> backward(const Ctx<Cos>& ctx, const Tensor& grad) {
    return {neg(mul(sin(ctx.saved.x), grad))};
  }
};

Tensor tanh_backward(const Tensor& grad, const Tensor& y);

// z = g (1 - y^2),  dz/dg = 1 - y^2,  dz/dy = -2 g y
struct TanhBackward {
  static constexpr const char* name = "TanhBackward";
  static constexpr bool signals = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor g, y;
  };
  static constexpr const char* saved_names[] = {"grad_output", "output"};
  static Tensor forward(Ctx<TanhBackward>* ctx, const Tensor& g, const Tensor& y) {
    if (ctx) ctx->saved = {g, y};
    return map2("tanh_backward", kernels::unary().tanh_backward, g, y);
  }
  static Grads<2> backward(const Ctx<TanhBackward>& ctx, const Tensor& grad) {
    const Tensor y = ctx.saved.y;
    return {ctx.needs(0) ? tanh_backward(grad, y) : Tensor(),
            ctx.needs(1) ? mul(mul(grad, -2), mul(ctx.saved.g, y)) : Tensor()};
  }
};
Tensor tanh_backward(const Tensor& grad, const Tensor& y) { return record<TanhBackward>(grad, y); }

// y = tanh x,  dy/dx = 1 - y^2
struct Tanh {
  static constexpr const char* name = "Tanh";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor y;
  };
  static constexpr const char* saved_names[] = {"result"};
  static Tensor forward(Ctx<Tanh>* ctx, const Tensor& x) {
    Tensor y = map1_floating("tanh", kernels::unary().tanh, x);
    if (ctx) ctx->saved.y = ctx->output(y);
    return y;
  }
  static Grads<1> backward(const Ctx<Tanh>& ctx, const Tensor& grad) {
    return {tanh_backward(grad, ctx.saved.y)};
  }
};

Tensor sigmoid_backward(const Tensor& grad, const Tensor& y);

// z = g y (1 - y),  dz/dg = y (1 - y),  dz/dy = g (1 - 2 y)
struct SigmoidBackward {
  static constexpr const char* name = "SigmoidBackward";
  static constexpr bool signals = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor g, y;
  };
  static constexpr const char* saved_names[] = {"grad_output", "output"};
  static Tensor forward(Ctx<SigmoidBackward>* ctx, const Tensor& g, const Tensor& y) {
    if (ctx) ctx->saved = {g, y};
    return map2("sigmoid_backward", kernels::unary().sigmoid_backward, g, y);
  }
  static Grads<2> backward(const Ctx<SigmoidBackward>& ctx, const Tensor& grad) {
    const Tensor y = ctx.saved.y;
    return {ctx.needs(0) ? sigmoid_backward(grad, y) : Tensor(),
            ctx.needs(1) ? mul(mul(grad, ctx.saved.g), sub(1, mul(y, 2))) : Tensor()};
  }
};
Tensor sigmoid_backward(const Tensor& grad, const Tensor& y) {
  return record<SigmoidBackward>(grad, y);
}

// y = 1 / (1 + e^-x),  dy/dx = y (1 - y)
struct Sigmoid {
  static constexpr const char* name = "Sigmoid";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor y;
  };
  static constexpr const char* saved_names[] = {"result"};
  static Tensor forward(Ctx<Sigmoid>* ctx, const Tensor& x) {
    Tensor y = map1_floating("sigmoid", kernels::unary().sigmoid, x);
    if (ctx) ctx->saved.y = ctx->output(y);
    return y;
  }
  static Grads<1> backward(const Ctx<Sigmoid>& ctx, const Tensor& grad) {
    return {sigmoid_backward(grad, ctx.saved.y)};
  }
};

Tensor relu_backward(const Tensor& grad, const Tensor& y);

// z = g where y > 0, else 0,  dz/dg = 1 where y > 0,  dz/dy = 0
struct ReluBackward {
  static constexpr const char* name = "ThresholdBackward";
  static constexpr bool signals = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor y;
  };
  static constexpr const char* saved_names[] = {"self"};
  static Tensor forward(Ctx<ReluBackward>* ctx, const Tensor& g, const Tensor& y) {
    if (ctx) ctx->saved.y = y;
    return map2("relu_backward", kernels::unary().relu_backward, g, y);
  }
  static Grads<2> backward(const Ctx<ReluBackward>& ctx, const Tensor& grad) {
    return {ctx.needs(0) ? relu_backward(grad, ctx.saved.y) : Tensor(),
            ctx.needs(1) ? zeros_like(grad) : Tensor()};
  }
};
Tensor relu_backward(const Tensor& grad, const Tensor& y) { return record<ReluBackward>(grad, y); }

// y = max(x, 0),  dy/dx = 1 where x > 0
struct Relu {
  static constexpr const char* name = "Relu";
  static constexpr bool signals = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor y;
  };
  static constexpr const char* saved_names[] = {"result"};
  static Tensor forward(Ctx<Relu>* ctx, const Tensor& x) {
    Tensor y = map1("relu", kernels::unary().relu, x);
    if (ctx) ctx->saved.y = ctx->output(y);
    return y;
  }
  static Grads<1> backward(const Ctx<Relu>& ctx, const Tensor& grad) {
    return {relu_backward(grad, ctx.saved.y)};
  }
};

// A step function: dy/dx = 0.
template <class Step>
struct StepFunction {
  static constexpr const char* name = Step::name;
  static constexpr auto jvp = Jvp::kSymmetric;
  static Tensor forward(Ctx<StepFunction>*, const Tensor& x) {
    return map1(Step::python, kernels::unary().*Step::kernel, x);
  }
  static Grads<1> backward(const Ctx<StepFunction>&, const Tensor& grad) {
    return {zeros_like(grad)};
  }
};

// x to so many decimals, with gradient 0.
struct RoundTo {
  static constexpr const char* name = "Round";
  static constexpr auto jvp = Jvp::kSymmetric;
  static Tensor forward(Ctx<RoundTo>*, const Tensor& x, int64_t decimals) {
    const GradMode off(false);
    const ForwardOff without_tangents;
    const double power = std::pow(10.0, static_cast<double>(std::abs(decimals)));
    return decimals > 0 ? div(round(mul(x, power)), power) : mul(round(div(x, power)), power);
  }
  static Grads<1> backward(const Ctx<RoundTo>&, const Tensor& grad) { return {zeros_like(grad)}; }
  static const char* node_name(const Ctx<RoundTo>&) { return "RoundBackward1"; }
};

using UnaryTable = kernels::PerType<kernels::Loop1> kernels::Unary::*;
struct Sign {
  static constexpr const char *name = "Sign", *python = "sign";
  static constexpr UnaryTable kernel = &kernels::Unary::sign;
};
struct Floor {
  static constexpr const char *name = "Floor", *python = "floor";
  static constexpr UnaryTable kernel = &kernels::Unary::floor;
};
struct Ceil {
  static constexpr const char *name = "Ceil", *python = "ceil";
  static constexpr UnaryTable kernel = &kernels::Unary::ceil;
};
struct Round {
  static constexpr const char *name = "Round", *python = "round";
  static constexpr UnaryTable kernel = &kernels::Unary::round;
};
struct Trunc {
  static constexpr const char *name = "Trunc", *python = "trunc";
  static constexpr UnaryTable kernel = &kernels::Unary::trunc;
};

// Rounding leaves integers as they are; bool is refused by the kernel table.
template <class Step>
Tensor rounded(const Tensor& x) {
  if (is_floating(x.dtype()) || x.dtype() == DType::kBool) return record<StepFunction<Step>>(x);
  return copy_of(x);
}

}  // namespace

Tensor neg(const Tensor& x) {
  RG_CHECK(x.dtype() != DType::kBool, DTypeError,
           "neg: not defined for bool; use logical_not, or ~");
  return record<Neg>(x);
}
Tensor abs(const Tensor& x) {
  RG_CHECK(x.dtype() != DType::kBool, NotImplementedError,
           "abs: not defined for bool, which has no sign; convert with .to()");
  return record<Abs>(x);
}
Tensor sign(const Tensor& x) { return record<StepFunction<Sign>>(x); }
Tensor square(const Tensor& x) {
  return record<Square>(x.dtype() == DType::kBool ? convert_to(x, DType::kInt64) : x);
}
Tensor reciprocal(const Tensor& x) { return record<Reciprocal>(x); }
Tensor sqrt(const Tensor& x) { return record<Sqrt>(x); }
Tensor rsqrt(const Tensor& x) { return record<Rsqrt>(x); }
Tensor exp(const Tensor& x) { return record<Exp>(x); }
Tensor log(const Tensor& x) { return record<Log>(x); }
Tensor sin(const Tensor& x) { return record<Sin>(x); }
Tensor cos(const Tensor& x) { return record<Cos>(x); }
Tensor tanh(const Tensor& x) { return record<Tanh>(x); }
Tensor sigmoid(const Tensor& x) { return record<Sigmoid>(x); }
Tensor relu(const Tensor& x) { return record<Relu>(x); }
Tensor& relu_(Tensor& x) {
  InPlace form({"relu_", "relu", "ReluBackward0"}, x, {});
  form.finish(relu(form.before()));
  return x;
}

Tensor floor(const Tensor& x) { return rounded<Floor>(x); }
Tensor ceil(const Tensor& x) { return rounded<Ceil>(x); }
Tensor round(const Tensor& x) { return rounded<Round>(x); }
Tensor round(const Tensor& x, int64_t decimals) {
  if (decimals == 0) return round(x);
  RG_CHECK(is_floating(x.dtype()), DTypeError, "round: ", x.dtype(),
           " has no decimals to round to; convert it with .to()");
  return record<RoundTo>(x, decimals);
}
Tensor trunc(const Tensor& x) { return rounded<Trunc>(x); }

Tensor bitwise_not(const Tensor& x) { return map1("bitwise_not", kernels::unary().bitwise_not, x); }

}  // namespace retrograd::ops
