#include "ops/rule.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "graph/record.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/shape/creation.h"

namespace retrograd {
namespace {

using ops::mul;
using ops::zeros_like;

// What all rules say in one way.
template <class Op, class Rule>
struct ByRule {
  struct Attributes {
    const Rule* rule;
  };
  static constexpr auto jvp = Jvp::kSymmetric;
  static std::string node_name(const Ctx<Op>& ctx) {
    return std::string(ctx.attributes.rule->name) + "Backward0";
  }
  template <class... Operands>
  static std::pair<const char*, bool> watched_as(const Rule& rule, const Operands&...) {
    return {rule.name, rule.traits & kSignals};
  }
};

struct UnaryOp : ByRule<UnaryOp, UnaryRule> {
  struct Saved {
    SavedTensor kept;
  };
  static bool saves(const Ctx<UnaryOp>& ctx) {
    return ctx.attributes.rule->traits & (kInput | kResult);
  }
  static std::array<const char*, 1> saved_names(const Ctx<UnaryOp>& ctx) {
    const unsigned traits = ctx.attributes.rule->traits;
    return {traits & kInput ? "self" : traits & kResult ? "result" : nullptr};
  }
  static Tensor forward(Ctx<UnaryOp>* ctx, const UnaryRule& rule, const Tensor& x) {
    if (ctx) {
      ctx->attributes.rule = &rule;
      if (rule.traits & kInput) ctx->saved.kept = x;
    }
    Tensor y = rule.traits & kOwnType ? map1(rule.op, rule.loops(), x)
                                      : map1_floating(rule.op, rule.loops(), x);
    if (ctx && rule.traits & kResult) ctx->saved.kept = ctx->output(y);
    return y;
  }
  static Grads<1> backward(const Ctx<UnaryOp>& ctx, const Tensor& grad) {
    const UnaryRule& rule = *ctx.attributes.rule;
    return {rule.vjp(saves(ctx) ? Tensor(ctx.saved.kept) : Tensor(), grad)};
  }
};

struct PairOp : ByRule<PairOp, PairRule> {
  struct Saved {
    SavedTensor a, b, y;
  };
  static std::array<const char*, 3> saved_names(const Ctx<PairOp>& ctx) {
    const PairRule& rule = *ctx.attributes.rule;
    return {rule.traits & kSecond ? nullptr : rule.a_name,
            rule.traits & kFirst ? nullptr : rule.b_name,
            rule.traits & kResult ? "result" : nullptr};
  }
  static Tensor forward(Ctx<PairOp>* ctx, const PairRule& rule, const Tensor& a, const Tensor& b) {
    if (ctx) {
      ctx->attributes.rule = &rule;
      // Hooks get what is saved in torch's order, which is that of the names.
      const bool b_kept = !(rule.traits & kFirst);
      const bool b_first = b_kept && rule.b_name && std::string_view(rule.b_name) < rule.a_name;
      if (b_first) ctx->saved.b = b;
      if (!(rule.traits & kSecond)) ctx->saved.a = a;
      if (b_kept && !b_first) ctx->saved.b = b;
    }
    Tensor y = rule.traits & kOwnType ? map2(rule.op, rule.loops(), a, b)
                                      : map2_floating(rule.op, rule.loops(), a, b);
    if (ctx && rule.traits & kResult) ctx->saved.y = ctx->output(y);
    return y;
  }
  static Grads<2> backward(const Ctx<PairOp>& ctx, const Tensor& grad) {
    const PairRule& rule = *ctx.attributes.rule;
    Kept kept;
    if (!(rule.traits & kSecond)) kept.a = ctx.saved.a;
    if (!(rule.traits & kFirst)) kept.b = ctx.saved.b;
    if (rule.traits & kResult) kept.y = ctx.saved.y;
    return {ctx.needs(0) ? rule.vjp_a(kept, grad) : Tensor(),
            ctx.needs(1) ? rule.vjp_b(kept, grad) : Tensor()};
  }
};

// A number that grad_fn shows.
SavedValue shown_number(const char* name, const Scalar& n) {
  if (n.is_float()) return {name, n.to_double()};
  if (n.is_bool()) return {name, n.to_int() != 0};
  return {name, n.to_int()};
}

struct TripleOp {
  struct Saved {
    SavedTensor a, b, c;
  };
  struct Attributes {
    const TripleRule* rule;
    Scalar number;
  };
  static constexpr auto jvp = Jvp::kSymmetric;
  static SavedValues shown(const Attributes& at) {
    if (!at.rule->number) return {};
    return {shown_number(at.rule->number, at.number)};
  }
  static std::string node_name(const Ctx<TripleOp>& ctx) { return ctx.attributes.rule->node; }
  static std::pair<const char*, bool> watched_as(const TripleRule& rule, const Tensor&,
                                                 const Tensor&, const Tensor&, const Scalar&) {
    return {rule.op, true};
  }
  static unsigned kept(const Ctx<TripleOp>& ctx) {
    unsigned kept = 0;
    for (size_t i = 0; i < 3; ++i)
      if (ctx.needs(i)) kept |= ctx.attributes.rule->takes[i];
    return kept;
  }
  static bool saves(const Ctx<TripleOp>& ctx) { return kept(ctx) != 0; }
  static std::array<const char*, 3> saved_names(const Ctx<TripleOp>& ctx) {
    const auto& names = ctx.attributes.rule->names;
    return {names[0], names[1], names[2]};
  }
  static Tensor forward(Ctx<TripleOp>* ctx, const TripleRule& rule, const Tensor& a,
                        const Tensor& b, const Tensor& c, const Scalar& number) {
    if (ctx) {
      ctx->attributes = {&rule, number};
      const unsigned keep = kept(*ctx);
      // Hooks get what is saved in torch's order.
      if (keep & 2) ctx->saved.b = b;
      if (keep & 1) ctx->saved.a = a;
      if (keep & 4) ctx->saved.c = c;
    }
    const double n = number.to_double();
    return map3(rule.op, rule.loops(), &n, a, b, c);
  }
  static Grads<3> backward(const Ctx<TripleOp>& ctx, const Tensor& grad) {
    const auto& [rule, number] = ctx.attributes;
    const unsigned keep = kept(ctx);
    Kept kept;
    if (keep & 1) kept.a = ctx.saved.a;
    if (keep & 2) kept.b = ctx.saved.b;
    if (keep & 4) kept.c = ctx.saved.c;
    Grads<3> grads;
    for (size_t i = 0; i < 3; ++i)
      if (ctx.needs(i)) grads[i] = rule->vjp[i](kept, number, grad);
    return grads;
  }
};

struct WithNumbers {
  const ActivationRule* rule;
  Numbers numbers;
};
SavedValues shown_numbers(const WithNumbers& with) {
  SavedValues all;
  for (size_t i = 0; i < with.numbers.size() && with.rule->numbers[i]; ++i)
    all.push_back(shown_number(with.rule->numbers[i], with.numbers[i]));
  return all;
}
std::array<double, 3> as_doubles(const Numbers& p) {
  return {p[0].to_double(), p[1].to_double(), p[2].to_double()};
}

// z = g f'(x),  dz/dg = f'(x),  dz/dx = g f''(x)
struct ActivationBackwardOp {
  struct Saved {
    SavedTensor g, x;
  };
  using Attributes = WithNumbers;
  static constexpr auto jvp = Jvp::kSymmetric;
  static constexpr auto shown = shown_numbers;
  static std::string node_name(const Ctx<ActivationBackwardOp>& ctx) {
    return std::string(ctx.attributes.rule->name) + "BackwardBackward0";
  }
  static std::pair<const char*, bool> watched_as(const ActivationRule& rule, const Tensor&,
                                                 const Tensor&, const Numbers&) {
    return {rule.name, false};
  }
  static std::array<const char*, 2> saved_names(const Ctx<ActivationBackwardOp>& ctx) {
    return {ctx.attributes.rule->second ? "grad_output" : nullptr, "self"};
  }
  static Tensor forward(Ctx<ActivationBackwardOp>* ctx, const ActivationRule& rule, const Tensor& g,
                        const Tensor& x, const Numbers& numbers) {
    if (ctx) {
      if (rule.second) ctx->saved.g = g;
      ctx->saved.x = x;
      ctx->attributes = {&rule, numbers};
    }
    return map2(rule.op, rule.vjp_loops(), as_doubles(numbers).data(), g, x);
  }
  static Grads<2> backward(const Ctx<ActivationBackwardOp>& ctx, const Tensor& grad) {
    const auto& [rule, numbers] = ctx.attributes;
    const Tensor x = ctx.saved.x;
    Grads<2> grads;
    if (ctx.needs(0)) grads[0] = record<ActivationBackwardOp>(*rule, grad, x, numbers);
    if (ctx.needs(1))
      grads[1] =
          rule->second ? mul(rule->second(x, numbers), mul(grad, ctx.saved.g)) : zeros_like(grad);
    return grads;
  }
};

struct ActivationOp {
  struct Saved {
    SavedTensor x;
  };
  using Attributes = WithNumbers;
  static constexpr const char* saved_names[] = {"self"};
  static constexpr auto jvp = Jvp::kSymmetric;
  static constexpr auto shown = shown_numbers;
  static std::string node_name(const Ctx<ActivationOp>& ctx) {
    return std::string(ctx.attributes.rule->name) + "Backward0";
  }
  static std::pair<const char*, bool> watched_as(const ActivationRule& rule, const Tensor&,
                                                 const Numbers&) {
    return {rule.name, false};
  }
  static Tensor forward(Ctx<ActivationOp>* ctx, const ActivationRule& rule, const Tensor& x,
                        const Numbers& numbers) {
    if (ctx) {
      ctx->saved.x = x;
      ctx->attributes = {&rule, numbers};
    }
    return map1(rule.op, rule.loops(), as_doubles(numbers).data(), x);
  }
  static Grads<1> backward(const Ctx<ActivationOp>& ctx, const Tensor& grad) {
    const auto& [rule, numbers] = ctx.attributes;
    return {record<ActivationBackwardOp>(*rule, grad, Tensor(ctx.saved.x), numbers)};
  }
};

}  // namespace

Tensor apply(const UnaryRule& rule, const Tensor& x) { return record<UnaryOp>(rule, x); }
Tensor apply(const PairRule& rule, const Tensor& a, const Tensor& b) {
  return record<PairOp>(rule, a, b);
}
Tensor apply(const TripleRule& rule, const Tensor& a, const Tensor& b, const Tensor& c,
             const Scalar& number) {
  return record<TripleOp>(rule, a, b, c, number);
}
Tensor apply(const ActivationRule& rule, const Tensor& x, const Numbers& numbers) {
  return record<ActivationOp>(rule, x, numbers);
}

}  // namespace retrograd
