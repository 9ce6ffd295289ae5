#include "ops/pointwise/loss.h"

#include <string>
#include <utility>

#include "base/check.h"
#include "graph/record.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/reduce.h"
#include "ops/rule.h"
#include "ops/shape/creation.h"

namespace retrograd::ops {
namespace {

using In = const Tensor&;

// The gradient of one element of a loss of n: a number still, where the loss was reduced.
Tensor per_element(const Tensor& grad, Reduction reduction, int64_t n) {
  return reduction == Reduction::kMean ? div(grad, n) : grad;
}

struct ReductionOf {
  Reduction reduction;
  int64_t n;
};
SavedValues shown_reduction(const ReductionOf& of) {
  return {{"reduction", static_cast<int64_t>(of.reduction)}};
}

// A loss that is a rule: an input, a target, a reduction, and at most one number. The derivatives
// take g, the gradient of one element, and give g dy/da and g dy/dt.
struct LossRule {
  const char *op, *name;
  const kernels::PerType<kernels::Loop2>& (*loops)();
  Tensor (*vjp_input)(In a, In t, In g, double number);
  Tensor (*vjp_target)(In a, In t, In g, double number);
  // Those of a loss with a number stand here instead, and what grad_fn calls that.
  const kernels::PerType<kernels::Loop2P>& (*numbered)() = nullptr;
  const char* number = nullptr;
};

struct LossOp {
  struct Saved {
    SavedTensor a, t;
  };
  static constexpr const char* saved_names[] = {"self", "target"};
  struct Attributes : ReductionOf {
    const LossRule* rule;
    double number;
  };
  static SavedValues shown(const Attributes& of) {
    SavedValues all = shown_reduction(of);
    if (of.rule->number) all.push_back({of.rule->number, of.number});
    return all;
  }
  static std::string node_name(const Ctx<LossOp>& ctx) {
    return std::string(ctx.attributes.rule->name) + "Backward0";
  }
  template <class... Rest>
  static std::pair<const char*, bool> watched_as(const LossRule& rule, const Rest&...) {
    return {rule.name, false};
  }
  static Tensor forward(Ctx<LossOp>* ctx, const LossRule& rule, In a, In t, Reduction reduction,
                        double number) {
    const Tensor y = rule.numbered ? map2(rule.op, rule.numbered(), &number, a, t)
                                   : map2(rule.op, rule.loops(), a, t);
    if (ctx) {
      ctx->saved = {a, t};
      ctx->attributes = {{reduction, y.numel()}, &rule, number};
    }
    return reduced(y, reduction);
  }
  static Grads<2> backward(const Ctx<LossOp>& ctx, const Tensor& grad) {
    const auto& [reduction, n] = static_cast<const ReductionOf&>(ctx.attributes);
    const LossRule& rule = *ctx.attributes.rule;
    const double number = ctx.attributes.number;
    const Tensor a = ctx.saved.a, t = ctx.saved.t, g = per_element(grad, reduction, n);
    return {ctx.needs(0) ? rule.vjp_input(a, t, g, number) : Tensor(),
            ctx.needs(1) ? rule.vjp_target(a, t, g, number) : Tensor()};
  }
  static Tensor jvp(const Ctx<LossOp>& ctx, const Tensors& tangents) {
    const LossRule& rule = *ctx.attributes.rule;
    const double number = ctx.attributes.number;
    const Tensor a = ctx.saved.a, t = ctx.saved.t;
    Tensor z = tangents[0].defined() ? rule.vjp_input(a, t, tangents[0], number) : Tensor();
    if (tangents[1].defined()) z = sum_of(z, rule.vjp_target(a, t, tangents[1], number));
    return reduced(z, ctx.attributes.reduction);
  }
};

// y = (a - t)^2,  dy/da = 2 (a - t) = -dy/dt
constexpr LossRule kMse = {"mse_loss", "MseLoss", loops<&kernels::Loss::mse>,
                           [](In a, In t, In g, double) { return mul(sub(a, t), mul(g, 2)); },
                           [](In a, In t, In g, double) { return mul(sub(t, a), mul(g, 2)); }};

Tensor held_difference(In a, In t, double bound) {
  return clamp(sub(a, t), number(-bound), number(bound));
}

// d = |a - t|,  y = d < b ? d^2 / (2 b) : d - b / 2,  dy/da = min(max(a - t, -b), b) / b = -dy/dt
constexpr LossRule kSmoothL1 = {
    "smooth_l1_loss",
    "SmoothL1Loss",
    nullptr,
    [](In a, In t, In g, double b) { return mul(held_difference(a, t, b), div(g, b)); },
    [](In a, In t, In g, double b) { return mul(held_difference(t, a, b), div(g, b)); },
    loops<&kernels::Loss::smooth_l1>,
    "beta"};

// y = d <= b ? d^2 / 2 : b (d - b / 2),  dy/da = min(max(a - t, -b), b) = -dy/dt
constexpr LossRule kHuber = {
    "huber_loss",
    "HuberLoss",
    nullptr,
    [](In a, In t, In g, double b) { return mul(held_difference(a, t, b), g); },
    [](In a, In t, In g, double b) { return mul(held_difference(t, a, b), g); },
    loops<&kernels::Loss::huber>,
    "delta"};

// y = log(1 + e^(-a t)),  dy/da = -t sigmoid(-a t),  dy/dt = -a sigmoid(-a t)
constexpr LossRule kSoftMargin = {
    "soft_margin_loss", "SoftMarginLoss", loops<&kernels::Loss::soft_margin>,
    [](In a, In t, In g, double) { return mul(mul(sigmoid(neg(mul(a, t))), t), neg(g)); },
    [](In a, In t, In g, double) { return mul(mul(sigmoid(neg(mul(a, t))), a), neg(g)); }};

void check_floating(const char* op, In input, In target) {
  RG_CHECK(is_floating(input.dtype()) || is_floating(target.dtype()), NotImplementedError, op,
           ": not implemented for ", input.dtype(), "; convert the input with .to()");
}

// q = max(p (1 - p), 1e-12)
Tensor variance(In p) { return clamp(mul(p, sub(1, p)), number(1e-12), Tensor()); }

// s = (p - t) / q,  ds/dp = (p^2 - 2 p t + t) / q^2,  ds/dt = -1 / q
constexpr PairRule kBinaryCrossEntropySlope = {
    "binary_cross_entropy",
    "BinaryCrossEntropySlope",
    loops<&kernels::Loss::binary_cross_entropy_slope>,
    kInput | kOwnType,
    [](const Kept& k, In g) {
      const Tensor &p = k.a, &t = k.b;
      return mul(g, div(add(mul(p, sub(p, mul(t, 2))), t), square(variance(p))));
    },
    [](const Kept& k, In g) { return neg(div(g, variance(k.a))); },
    nullptr,
    nullptr};

// y = -(t log p + (1 - t) log(1 - p)),  dy/dp = (p - t) / q,  dy/dt = log(1 - p) - log p
struct BinaryCrossEntropy {
  static constexpr const char* name = "BinaryCrossEntropy";
  struct Saved {
    SavedTensor p, t, weight;
  };
  static constexpr const char* saved_names[] = {"self", "target", "weight"};
  using Attributes = ReductionOf;
  static constexpr auto shown = shown_reduction;
  static Tensor forward(Ctx<BinaryCrossEntropy>* ctx, const Tensor& p, const Tensor& t,
                        const Tensor& weight, Reduction reduction) {
    if (ctx) {
      ctx->saved = {p, t, weight};
      ctx->attributes = {reduction, p.numel()};
    }
    Tensor y = map2("binary_cross_entropy", kernels::loss().binary_cross_entropy, p, t);
    if (weight.defined()) y = mul(y, weight);
    return reduced(y, reduction);
  }
  static Grads<3> backward(const Ctx<BinaryCrossEntropy>& ctx, const Tensor& grad) {
    const auto& [reduction, n] = ctx.attributes;
    const Tensor p = ctx.saved.p, t = ctx.saved.t, weight = ctx.saved.weight;
    Tensor g = per_element(grad, reduction, n);
    if (weight.defined()) g = mul(g, weight);
    return {ctx.needs(0) ? mul(apply(kBinaryCrossEntropySlope, p, t), g) : Tensor(),
            ctx.needs(1) ? mul(sub(log(sub(1, p)), log(p)), g) : Tensor(), Tensor()};
  }
};

// The derivative below as one loop:  s = g (sigmoid(x) - t)
// ds/dg = sigmoid(x) - t,  ds/dx = g sigmoid(x) (1 - sigmoid(x)),  ds/dt = -g
struct WithLogitsBackward {
  static constexpr const char* name = "BinaryCrossEntropyWithLogitsBackward";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor g, x, t;
  };
  static Tensor forward(Ctx<WithLogitsBackward>* ctx, const Tensor& g, const Tensor& x,
                        const Tensor& t) {
    if (ctx) ctx->saved = {g, x, t};
    return map3("binary_cross_entropy_with_logits",
                kernels::loss().binary_cross_entropy_with_logits_backward, g, x, t);
  }
  static Grads<3> backward(const Ctx<WithLogitsBackward>& ctx, const Tensor& grad) {
    const Tensor g = ctx.saved.g, x = ctx.saved.x;
    const Tensor s = sigmoid(x);
    Grads<3> grads;
    if (ctx.needs(0)) grads[0] = mul(grad, sub(s, ctx.saved.t));
    if (ctx.needs(1)) grads[1] = mul(mul(grad, g), mul(s, sub(1, s)));
    if (ctx.needs(2)) grads[2] = neg(mul(grad, g));
    return grads;
  }
};

// With w = 1 + (p - 1) t and s = sigmoid(x):  d = (1 - t) - w (1 - s)
// dd/dx = w s (1 - s),  dd/dt = -1 - (p - 1) (1 - s)
struct WeightedSlope {
  static constexpr const char* name = "BinaryCrossEntropyWithLogitsSlope";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor x, t, p;
  };
  static Tensor forward(Ctx<WeightedSlope>* ctx, const Tensor& x, const Tensor& t,
                        const Tensor& p) {
    if (ctx) ctx->saved = {x, t, p};
    return map3("binary_cross_entropy_with_logits",
                kernels::loss().weighted_binary_cross_entropy_with_logits_slope, x, t, p);
  }
  static Grads<3> backward(const Ctx<WeightedSlope>& ctx, const Tensor& grad) {
    const Tensor x = ctx.saved.x, t = ctx.saved.t, extra = sub(ctx.saved.p, 1);
    const Tensor s = sigmoid(x), other = sigmoid(neg(x));
    Grads<3> grads;
    if (ctx.needs(0)) grads[0] = mul(grad, mul(add(mul(extra, t), 1), mul(s, other)));
    if (ctx.needs(1)) grads[1] = neg(mul(grad, add(mul(extra, other), 1)));
    return grads;
  }
};

// y = max(x, 0) - x t + log(1 + e^-|x|),  dy/dx = sigmoid(x) - t,  dy/dt = -x
// With a weight p on the positive term:
//   y = (1 - t) x + (1 + (p - 1) t) L,  L = log(1 + e^-x),  dy/dt = (p - 1) L - x
// The max/abs form never takes e to a positive power, so no logit overflows.
struct BinaryCrossEntropyWithLogits {
  static constexpr const char* name = "BinaryCrossEntropyWithLogits";
  struct Saved {
    SavedTensor x, t, weight, pos_weight;
  };
  static constexpr const char* saved_names[] = {"self", "target", "weight", "pos_weight"};
  using Attributes = ReductionOf;
  static constexpr auto shown = shown_reduction;
  static Tensor forward(Ctx<BinaryCrossEntropyWithLogits>* ctx, const Tensor& x, const Tensor& t,
                        const Tensor& weight, const Tensor& pos_weight, Reduction reduction) {
    if (ctx) {
      ctx->saved.x = x;
      ctx->saved.t = t;
      ctx->saved.weight = weight;
      ctx->saved.pos_weight = pos_weight;
      ctx->attributes = {reduction, x.numel()};
    }
    const kernels::Loss& k = kernels::loss();
    const char* op = "binary_cross_entropy_with_logits";
    Tensor y = pos_weight.defined()
                   ? map3(op, k.weighted_binary_cross_entropy_with_logits, x, t, pos_weight)
                   : map2(op, k.binary_cross_entropy_with_logits, x, t);
    if (weight.defined()) y = mul(y, weight);
    return reduced(y, reduction);
  }
  static Grads<4> backward(const Ctx<BinaryCrossEntropyWithLogits>& ctx, const Tensor& grad) {
    const auto& [reduction, n] = ctx.attributes;
    const Tensor x = ctx.saved.x, t = ctx.saved.t;
    const Tensor weight = ctx.saved.weight, p = ctx.saved.pos_weight;
    Tensor g = per_element(grad, reduction, n);
    if (weight.defined()) g = mul(g, weight);
    Grads<4> grads;
    if (ctx.needs(0))
      grads[0] = p.defined() ? mul(record<WeightedSlope>(x, t, p), g)
                             : record<WithLogitsBackward>(g, x, t);
    if (ctx.needs(1)) {
      Tensor slope = neg(x);
      if (p.defined()) {
        // L is the loss of a target of 1.
        const Tensor positive = operand(1, x);
        const Tensor l =
            record<BinaryCrossEntropyWithLogits>(x, positive, Tensor(), Tensor(), Reduction::kNone);
        slope = add(mul(sub(p, 1), l), slope);
      }
      grads[1] = mul(slope, g);
    }
    return grads;
  }
};

void check_pair(const char* op, const Tensor& input, const Tensor& target) {
  RG_CHECK(input.shape() == target.shape(), ShapeError, op, ": the target has shape ",
           target.shape(), " but the input ", input.shape(), "; they must be the same");
  RG_CHECK(is_floating(input.dtype()), NotImplementedError, op, ": not implemented for ",
           input.dtype(), "; convert the input with .to()");
}

void check_weight(const char* op, const char* argument, const Tensor& weight, const Tensor& input) {
  if (!weight.defined()) return;
  RG_CHECK(can_broadcast(weight.shape(), input.shape()), ShapeError, op, ": ", argument,
           " of shape ", weight.shape(), " does not broadcast to the input's ", input.shape());
  RG_CHECK(!(grad_enabled() && requires_grad(weight)) && !(forward_mode() && has_tangent(weight)),
           GraphError, op, ": not differentiable in ", argument, "; detach() it");
}

// Every element within 0 and 1, and none NaN.
bool is_probability(const Tensor& x) {
  return x.numel() == 0 || (min(x).item().to_double() >= 0 && max(x).item().to_double() <= 1);
}

// A loss of differences, which bools do not have: they are 0 and 1 of the other's dtype.
Tensor of_difference(const LossRule& rule, In input, In target, Reduction reduction,
                     double number = 0) {
  check_floating(rule.op, input, target);
  const auto numbers = [](In x, In like) {
    return x.dtype() == DType::kBool ? convert_to(x, like.dtype()) : x;
  };
  return record<LossOp>(rule, numbers(input, target), numbers(target, input), reduction, number);
}

}  // namespace

Reduction parse_reduction(const char* op, std::string_view name) {
  if (name == "none") return Reduction::kNone;
  if (name == "mean") return Reduction::kMean;
  RG_CHECK(name == "sum", ValueError, op, ": reduction is 'none', 'mean' or 'sum'; got '", name,
           "'");
  return Reduction::kSum;
}

Tensor reduced(const Tensor& y, Reduction reduction) {
  if (reduction == Reduction::kMean) return mean(y);
  return reduction == Reduction::kSum ? sum(y) : y;
}

Tensor mse_loss(const Tensor& input, const Tensor& target, Reduction reduction) {
  return of_difference(kMse, input, target, reduction);
}

Tensor smooth_l1_loss(const Tensor& input, const Tensor& target, Reduction reduction, double beta) {
  const char* op = "smooth_l1_loss";
  RG_CHECK(beta >= 0, RuntimeError, op, ": beta must not be negative, got ", beta);
  if (beta == 0) return l1_loss(input, target, reduction);
  return of_difference(kSmoothL1, input, target, reduction, beta);
}

Tensor huber_loss(const Tensor& input, const Tensor& target, Reduction reduction, double delta) {
  const char* op = "huber_loss";
  RG_CHECK(delta > 0, RuntimeError, op, ": delta must be positive, got ", delta);
  return of_difference(kHuber, input, target, reduction, delta);
}

Tensor soft_margin_loss(const Tensor& input, const Tensor& target, Reduction reduction) {
  check_floating("soft_margin_loss", input, target);
  return record<LossOp>(kSoftMargin, input, target, reduction, 0.0);
}

Tensor l1_loss(const Tensor& input, const Tensor& target, Reduction reduction) {
  return reduced(abs(sub(input, target)), reduction);
}

Tensor binary_cross_entropy(const Tensor& input, const Tensor& target, const Tensor& weight,
                            Reduction reduction) {
  const char* op = "binary_cross_entropy";
  check_pair(op, input, target);
  RG_CHECK(input.dtype() == target.dtype(), DTypeError, op, ": the target is ", target.dtype(),
           " but the input ", input.dtype(), "; convert it with .to()");
  check_weight(op, "weight", weight, input);
  RG_CHECK(is_probability(input), DomainError, op,
           ": all elements of input should be between 0 and 1; apply sigmoid() first, or use "
           "binary_cross_entropy_with_logits");
  RG_CHECK(is_probability(target), DomainError, op,
           ": all elements of target should be between 0 and 1");
  return record<BinaryCrossEntropy>(input, target, weight, reduction);
}

Tensor binary_cross_entropy_with_logits(const Tensor& input, const Tensor& target,
                                        const Tensor& weight, Reduction reduction,
                                        const Tensor& pos_weight) {
  const char* op = "binary_cross_entropy_with_logits";
  check_pair(op, input, target);
  RG_CHECK(is_floating(target.dtype()), DTypeError, op, ": the target is ", target.dtype(),
           "; convert it to floating with .to()");
  check_weight(op, "weight", weight, input);
  check_weight(op, "pos_weight", pos_weight, input);
  return record<BinaryCrossEntropyWithLogits>(input, target, weight, pos_weight, reduction);
}

}  // namespace retrograd::ops
