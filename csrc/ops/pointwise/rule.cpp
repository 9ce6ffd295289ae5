#include "ops/pointwise/rule.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "graph/record.h"
#include "ops/pointwise/map.h"

namespace retrograd {
namespace {

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
    return {rule.a_name, rule.b_name, rule.traits & kResult ? "result" : nullptr};
  }
  static Tensor forward(Ctx<PairOp>* ctx, const PairRule& rule, const Tensor& a, const Tensor& b) {
    if (ctx) {
      ctx->attributes.rule = &rule;
      // Hooks get what is saved in torch's order, which is that of the names.
      const bool b_first = rule.b_name && std::string_view(rule.b_name) < rule.a_name;
      if (b_first) ctx->saved.b = b;
      ctx->saved.a = a;
      if (!b_first) ctx->saved.b = b;
    }
    Tensor y = rule.traits & kOwnType ? map2(rule.op, rule.loops(), a, b)
                                      : map2_floating(rule.op, rule.loops(), a, b);
    if (ctx && rule.traits & kResult) ctx->saved.y = ctx->output(y);
    return y;
  }
  static Grads<2> backward(const Ctx<PairOp>& ctx, const Tensor& grad) {
    const PairRule& rule = *ctx.attributes.rule;
    Kept kept = {ctx.saved.a, ctx.saved.b, Tensor()};
    if (rule.traits & kResult) kept.y = ctx.saved.y;
    return {ctx.needs(0) ? rule.vjp_a(kept, grad) : Tensor(),
            ctx.needs(1) ? rule.vjp_b(kept, grad) : Tensor()};
  }
};

}  // namespace

Tensor apply(const UnaryRule& rule, const Tensor& x) { return record<UnaryOp>(rule, x); }
Tensor apply(const PairRule& rule, const Tensor& a, const Tensor& b) {
  return record<PairOp>(rule, a, b);
}

}  // namespace retrograd
