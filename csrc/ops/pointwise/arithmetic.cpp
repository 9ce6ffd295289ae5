#include "ops/pointwise/arithmetic.h"

#include <array>
#include <cmath>
#include <string_view>

#include "base/check.h"
#include "base/grain.h"
#include "graph/destination.h"
#include "graph/record.h"
#include "kernels/pointwise/arithmetic.h"
#include "kernels/pointwise/compare.h"
#include "kernels/pointwise/unary.h"
#include "kernels/special/blend.h"
#include "ops/forms.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/reduce.h"
#include "ops/rule.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"

namespace retrograd::ops {
namespace {

// y = a + b,  dy/da = 1,  dy/db = 1
struct Add {
  static constexpr const char* name = "Add";
  static constexpr bool raises_flags = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  static SavedValues shown(const detail::NoAttributes&) { return {{"alpha", int64_t{1}}}; }
  static Tensor forward(Ctx<Add>*, const Tensor& a, const Tensor& b) {
    return map2("add", kernels::arithmetic().add, a, b);
  }
  static Grads<2> backward(const Ctx<Add>& ctx, const Tensor& grad) {
    return {ctx.needs(0) ? grad : Tensor(), ctx.needs(1) ? grad : Tensor()};
  }
};

// y = a - b,  dy/da = 1,  dy/db = -1
struct Sub {
  static constexpr const char* name = "Sub";
  static constexpr bool raises_flags = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  static SavedValues shown(const detail::NoAttributes&) { return {{"alpha", int64_t{1}}}; }
  static Tensor forward(Ctx<Sub>*, const Tensor& a, const Tensor& b) {
    return map2("sub", kernels::arithmetic().sub, a, b);
  }
  static Grads<2> backward(const Ctx<Sub>& ctx, const Tensor& grad) {
    return {ctx.needs(0) ? grad : Tensor(), ctx.needs(1) ? neg(grad) : Tensor()};
  }
};

// y = a + s b, or a - s b,  dy/da = 1,  dy/db = s, or -s. s is of the result's type, and a number
// of the node: it is neither saved nor freed.
template <bool kMinus>
struct Scaled {
  static constexpr const char* name = kMinus ? "Sub" : "Add";
  static constexpr bool raises_flags = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Attributes {
    Scalar alpha;
  };
  static SavedValues shown(const Attributes& at) {
    if (at.alpha.is_float()) return {{"alpha", at.alpha.to_double()}};
    if (at.alpha.is_bool()) return {{"alpha", at.alpha.to_int() != 0}};
    return {{"alpha", at.alpha.to_int()}};
  }
  static Tensor forward(Ctx<Scaled>* ctx, const Tensor& a, const Tensor& b, const Scalar& alpha) {
    if (ctx) ctx->attributes = {alpha};
    const kernels::Arithmetic& k = kernels::arithmetic();
    const char* op = kMinus ? "sub" : "add";
    const DType t = result_type({&a, &b});
    const Tensor s = retrograd::empty({}, t);
    alpha.write(t, s.bytes());
    const double number = kMinus ? -s.item().to_double() : s.item().to_double();
    RG_CHECK(std::isfinite(number) || !std::isfinite(alpha.to_double()), RangeError, op,
             ": alpha is ", alpha, ", which is outside the range of ", t);
    if (is_floating(t) && b.numel() != 1)
      return map2(op, kernels::blend().add_scaled, &number, a, b);
    return map2(op, kMinus ? k.sub : k.add, a, map2("alpha", k.mul, convert_to(b, t), s));
  }
  static Grads<2> backward(const Ctx<Scaled>& ctx, const Tensor& grad) {
    Tensor grad_b;
    if (ctx.needs(1)) grad_b = mul(grad, ctx.attributes.alpha);
    return {ctx.needs(0) ? grad : Tensor(), kMinus && grad_b.defined() ? neg(grad_b) : grad_b};
  }
};

// y = a b,  dy/da = b,  dy/db = a; hooks get what is saved in torch's order, "other" before "self"
struct Mul {
  static constexpr const char* name = "Mul";
  static constexpr bool raises_flags = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor a, b;
  };
  static constexpr const char* saved_names[] = {"self", "other"};
  static Tensor forward(Ctx<Mul>* ctx, const Tensor& a, const Tensor& b) {
    if (ctx && ctx->needs(0)) ctx->saved.b = b;
    if (ctx && ctx->needs(1)) ctx->saved.a = a;
    return map2_exact("mul", kernels::arithmetic().mul, a, b);
  }
  static Grads<2> backward(const Ctx<Mul>& ctx, const Tensor& grad) {
    return {ctx.needs(0) ? mul(grad, ctx.saved.b) : Tensor(),
            ctx.needs(1) ? mul(grad, ctx.saved.a) : Tensor()};
  }
};

// y = a / b,  dy/da = 1 / b,  dy/db = -a / b^2
struct Div {
  static constexpr const char* name = "Div";
  static constexpr bool raises_flags = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor a, b;
  };
  static constexpr const char* saved_names[] = {"self", "other"};
  static Tensor forward(Ctx<Div>* ctx, const Tensor& a, const Tensor& b) {
    if (ctx) ctx->saved.b = b;
    if (ctx && ctx->needs(1)) ctx->saved.a = a;
    return map2_floating("div", kernels::arithmetic().div, a, b);
  }
  static Grads<2> backward(const Ctx<Div>& ctx, const Tensor& grad) {
    const Tensor b = ctx.saved.b;
    return {ctx.needs(0) ? div(grad, b) : Tensor(),
            ctx.needs(1) ? mul(neg(grad), div(div(ctx.saved.a, b), b)) : Tensor()};
  }
};

// y = floor(a / b),  dy/da = dy/db = 0: constant between its jumps
struct FloorDivide {
  static constexpr const char* name = "FloorDivide";
  static constexpr auto jvp = Jvp::kSymmetric;
  static Tensor forward(Ctx<FloorDivide>*, const Tensor& a, const Tensor& b) {
    return map2_exact("floor_divide", kernels::arithmetic().floor_divide, a, b);
  }
  static Grads<2> backward(const Ctx<FloorDivide>&, const Tensor& grad) {
    const Tensor zero = zeros_like(grad);
    return {zero, zero};
  }
};

// y = a - b floor(a / b),  dy/da = 1,  dy/db = -floor(a / b)
struct Remainder {
  static constexpr const char* name = "Remainder";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor a, b;
  };
  static constexpr const char* saved_names[] = {"self", "other"};
  static bool saves(const Ctx<Remainder>& ctx) { return ctx.needs(1); }
  static Tensor forward(Ctx<Remainder>* ctx, const Tensor& a, const Tensor& b) {
    if (ctx && ctx->needs(1)) {
      ctx->saved.b = b;
      ctx->saved.a = a;
    }
    return map2("remainder", kernels::arithmetic().remainder, a, b);
  }
  static Grads<2> backward(const Ctx<Remainder>& ctx, const Tensor& grad) {
    return {ctx.needs(0) ? grad : Tensor(),
            ctx.needs(1) ? neg(mul(grad, floor_divide(ctx.saved.a, ctx.saved.b))) : Tensor()};
  }
};

// y = a^b,  dy/da = b a^(b-1), and 0 for b = 0,  dy/db = y log a, and 0 for a = 0 <= b
struct Pow {
  static constexpr const char* name = "Pow";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor a, b, y;
  };
  static constexpr bool shows_numbers = true;
  static Tensor forward(Ctx<Pow>* ctx, const Tensor& a, const Tensor& b) {
    if (ctx) {
      ctx->saved.b = b;
      ctx->saved.a = a;
    }
    Tensor y = power(a, b);
    if (ctx && ctx->needs(1)) ctx->saved.y = ctx->output(y);
    return y;
  }
  static std::array<const char*, 3> saved_names(const Ctx<Pow>& ctx) {
    return {"self", "exponent", ctx.saved.y.defined() ? "result" : nullptr};
  }
  static Grads<2> backward(const Ctx<Pow>& ctx, const Tensor& grad) {
    const Tensor a = ctx.saved.a, kept = ctx.saved.b;
    const bool number = kept.impl()->is_number;
    const Tensor b = number ? kept : to(kept, grad.dtype());  // before anything is rounded
    Grads<2> grads;
    if (ctx.needs(0)) {
      if (number) {
        const double exponent = b.item().to_double();
        grads[0] = exponent == 0 ? zeros_like(a)
                                 : mul(mul(pow(a, Scalar(exponent - 1)), Scalar(exponent)), grad);
      } else {
        const Tensor slope = mul(mul(pow(a, sub(b, 1)), b), grad);
        grads[0] = where(eq(b, 0), zeros_like(slope), slope);
      }
    }
    if (ctx.needs(1)) {
      const Tensor y = ctx.saved.y.defined() ? Tensor(ctx.saved.y) : pow(a, b);
      const Tensor slope = mul(grad, mul(y, log(to(a, grad.dtype()))));
      grads[1] = where(logical_and(eq(a, 0), ge(b, 0)), zeros_like(slope), slope);
    }
    return grads;
  }

 private:
  // The few numbers that powers are mostly of have loops of their own. With 0.5 it is the root, as
  // in torch and NumPy: C's pow has 0 for -0.0 and inf for -inf.
  static Tensor power(const Tensor& a, const Tensor& b) {
    const bool number = b.impl()->is_number;
    const bool floating = is_floating(a.dtype()) || is_floating(b.dtype());
    if (number && (floating || a.dtype() != DType::kBool)) {
      const double exponent = b.item().to_double();
      const kernels::Unary& k = kernels::unary();
      if (exponent == 1 && is_floating(a.dtype()))
        return map2("pow", kernels::arithmetic().mul, a, b, number);
      const kernels::PerType<kernels::Loop1>* loops = nullptr;
      if (exponent == 2) loops = &k.square;
      if (exponent == 3) loops = &k.cube;
      if (floating) {
        if (exponent == 0.5) loops = &k.sqrt;
        if (exponent == -0.5) loops = &k.rsqrt;
        if (exponent == -1) loops = &k.reciprocal;
        if (exponent == -2) loops = &k.inverse_square;
      }
      if (loops) return floating ? map1_floating("pow", *loops, a) : map1("pow", *loops, a);
    }
    return map2("pow", kernels::arithmetic().pow, a, b, number);
  }
};

// y = sqrt(a^2 + b^2),  dy/da = a / y,  dy/db = b / y
constexpr PairRule kHypot = {"hypot",
                             "Hypot",
                             loops<&kernels::Arithmetic::hypot>,
                             kResult | kOwnType,
                             [](const Kept& k, const Tensor& g) { return mul(div(k.a, k.y), g); },
                             [](const Kept& k, const Tensor& g) { return mul(div(k.b, k.y), g); }};

// y = the angle of (b, a),  dy/da = b / n,  dy/db = -a / n,  n = a^2 + b^2, and 0 for n = 0
Tensor over_square(const Tensor& x, const Kept& k) {
  const Tensor n = add(square(k.a), square(k.b));
  return where(eq(n, 0), operand(0.0, n), div(x, n));
}
constexpr PairRule kAtan2 = {
    "atan2",
    "Atan2",
    loops<&kernels::Arithmetic::atan2>,
    kInput,
    [](const Kept& k, const Tensor& g) { return mul(over_square(k.b, k), g); },
    [](const Kept& k, const Tensor& g) { return neg(mul(over_square(k.a, k), g)); }};

// y = a log b,  dy/da = log b, and 0 for a = 0 >= b,  dy/db = a / b
constexpr PairRule kXLogY = {"xlogy",
                             "Xlogy",
                             loops<&kernels::Arithmetic::xlogy>,
                             kInput,
                             [](const Kept& k, const Tensor& g) {
                               const Tensor slope = mul(log(to(k.b, g.dtype())), g);
                               return where(logical_and(eq(k.a, 0), le(k.b, 0)),
                                            operand(0.0, slope), slope);
                             },
                             [](const Kept& k, const Tensor& g) { return mul(div(k.a, k.b), g); }};

// y = log(e^a + e^b),  dy/da = 1 / (1 + e^(b - a)),  dy/db = 1 / (1 + e^(a - b))
constexpr PairRule kLogAddExp = {
    "logaddexp",
    "Logaddexp",
    loops<&kernels::Arithmetic::logaddexp>,
    kInput | kOwnType,
    [](const Kept& k, const Tensor& g) { return mul(sigmoid(sub(k.a, k.b)), g); },
    [](const Kept& k, const Tensor& g) { return mul(sigmoid(sub(k.b, k.a)), g); }};

// y = |a| with the sign of b,  dy/da = y / a, and 0 for a = 0,  dy/db = 0
constexpr PairRule kCopySign = {
    "copysign",
    "Copysign",
    loops<&kernels::Arithmetic::copysign>,
    kFirst | kResult,
    [](const Kept& k, const Tensor& g) { return mul(mul(sign(k.a), sign(k.y)), g); },
    [](const Kept&, const Tensor& g) { return zeros_like(g); }};

// y = max(a, b),  dy/da = 1 where a > b, 1/2 where a = b; min with a < b
template <bool kMax>
struct Extreme {
  static constexpr const char* name = kMax ? "Maximum" : "Minimum";
  static constexpr bool raises_flags = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor a, b;
  };
  static constexpr const char* saved_names[] = {"self", "other"};
  static Tensor forward(Ctx<Extreme>* ctx, const Tensor& a, const Tensor& b) {
    if (ctx) {
      ctx->saved.b = b;
      ctx->saved.a = a;
    }
    const kernels::Arithmetic& k = kernels::arithmetic();
    return map2(kMax ? "maximum" : "minimum", kMax ? k.maximum : k.minimum, a, b);
  }
  static Grads<2> backward(const Ctx<Extreme>& ctx, const Tensor& grad) {
    const Tensor a = ctx.saved.a, b = ctx.saved.b;
    const Tensor less = lt(a, b), greater = lt(b, a);
    const Tensor share = where(eq(a, b), div(grad, 2), grad), zero = zeros_like(share);
    return {ctx.needs(0) ? where(kMax ? less : greater, zero, share) : Tensor(),
            ctx.needs(1) ? where(kMax ? greater : less, zero, share) : Tensor()};
  }
};

// y = c ? a : b,  dy/da = c,  dy/db = not c
struct Where {
  static constexpr const char* name = "Where";
  static constexpr bool raises_flags = true;
  struct Saved {
    SavedTensor cond;
  };
  static constexpr const char* saved_names[] = {"condition"};
  static Tensor forward(Ctx<Where>* ctx, const Tensor& cond, const Tensor& a, const Tensor& b) {
    if (ctx) ctx->saved.cond = cond;
    return map_where("where", kernels::compare().where, cond, a, b);
  }
  static Grads<3> backward(const Ctx<Where>& ctx, const Tensor& grad) {
    const Tensor cond = ctx.saved.cond, zero = operand(0.0, grad);
    return {Tensor(), ctx.needs(1) ? where(cond, grad, zero) : Tensor(),
            ctx.needs(2) ? where(cond, zero, grad) : Tensor()};
  }
  static Tensor jvp(const Ctx<Where>& ctx, const Tensors& t) {
    const Tensor zero = operand(0.0, t[1].defined() ? t[1] : t[2]);
    return where(ctx.saved.cond, t[1].defined() ? t[1] : zero, t[2].defined() ? t[2] : zero);
  }
};

// y = min(max(x, low), high),  dy/dx = 1 where low <= x <= high, so 0 beside a NaN,
// dy/dlow = 1 where x < low < high,  dy/dhigh = 1 where x > high, or low > high
struct Clamp {
  static constexpr const char* name = "Clamp";
  static constexpr bool raises_flags = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor x, low, high;
  };
  static constexpr const char* saved_names[] = {"self", "min", "max"};
  static constexpr bool shows_numbers = true;
  static Tensor forward(Ctx<Clamp>* ctx, const Tensor& x, const Tensor& low, const Tensor& high) {
    if (ctx) ctx->saved = {x, low, high};
    const kernels::Arithmetic& k = kernels::arithmetic();
    const bool numbers = (low.defined() ? low : high).impl()->is_number;
    if (!high.defined()) return map2("clamp", k.maximum, x, low, numbers);
    if (!low.defined()) return map2("clamp", k.minimum, x, high, numbers);
    return map3("clamp", k.clamp, x, low, high, numbers);
  }
  static Grads<3> backward(const Ctx<Clamp>& ctx, const Tensor& grad) {
    const Tensor x = ctx.saved.x, low = ctx.saved.low, high = ctx.saved.high;
    const Tensor zero = zeros_like(grad);
    Grads<3> grads;
    if (ctx.needs(0)) {
      grads[0] = grad;
      if (low.defined()) grads[0] = where(ge(x, low), grads[0], zero);
      if (high.defined()) grads[0] = where(le(x, high), grads[0], zero);
    }
    if (ctx.needs(1)) {
      grads[1] = where(lt(x, low), grad, zero);
      if (high.defined()) grads[1] = where(lt(low, high), grads[1], zero);
    }
    if (ctx.needs(2)) {
      grads[2] = where(gt(x, high), grad, zero);
      if (low.defined()) grads[2] = where(gt(low, high), grad, grads[2]);
    }
    return grads;
  }
};

// y = max(x, b),  dy/dx = 1 where x >= b,  dy/db = 1 where x < b; min with <= and >
template <bool kMin>
struct OneBound {
  static constexpr const char* name = kMin ? "ClampMin" : "ClampMax";
  static constexpr bool raises_flags = true;
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor bound, x;
  };
  struct Attributes {
    bool number;
  };
  static constexpr const char* saved_names[] = {kMin ? "min" : "max", "self"};
  static constexpr bool shows_numbers = true;
  static Tensor forward(Ctx<OneBound>* ctx, const Tensor& x, const Tensor& bound) {
    const bool number = bound.impl()->is_number;
    if (ctx) {
      ctx->saved = {bound, x};
      ctx->attributes = {number};
    }
    const kernels::Arithmetic& k = kernels::arithmetic();
    return map2(kMin ? "clamp_min" : "clamp_max", kMin ? k.maximum : k.minimum, x, bound, number);
  }
  static Grads<2> backward(const Ctx<OneBound>& ctx, const Tensor& grad) {
    const Tensor x = ctx.saved.x, bound = ctx.saved.bound, zero = zeros_like(grad);
    return {ctx.needs(0) ? where(kMin ? ge(x, bound) : le(x, bound), grad, zero) : Tensor(),
            ctx.needs(1) ? where(kMin ? lt(x, bound) : gt(x, bound), grad, zero) : Tensor()};
  }
  static const char* node_name(const Ctx<OneBound>& ctx) {
    if (kMin) return ctx.attributes.number ? "ClampMinBackward0" : "ClampMinBackward1";
    return ctx.attributes.number ? "ClampMaxBackward0" : "ClampMaxBackward1";
  }
};

bool is_one(const Scalar& alpha) { return alpha.type() == DType::kInt64 && alpha.to_int() == 1; }

void check_alpha(const char* op, const Tensor& a, const Tensor& b, const Scalar& alpha) {
  const DType t = result_type({&a, &b});
  RG_CHECK(!alpha.is_float() || is_floating(t), DTypeError, op, ": alpha is ", alpha,
           ", but the result is integer; give an integer alpha");
  RG_CHECK(!alpha.is_bool() || t == DType::kBool, DTypeError, op, ": alpha is ", alpha,
           ", but the result is ", t, "; give a number");
  check_fits(op, alpha, t);
}

void check_sub(const char* op, const Tensor& a, const Tensor& b) {
  for (const Tensor* x : {&a, &b})
    RG_CHECK(x->dtype() != DType::kBool, DTypeError, op,
             ": bools have no difference; use logical_xor, or ^, and ~ to invert a mask");
}

void check_divisor(const char* op, const Tensor& a, const Tensor& b) {
  const DType t = result_type({&a, &b});
  if (a.numel() == 0 || is_floating(t) || t == DType::kBool) return;
  RG_CHECK(!any(eq(b, 0)).item().to_int(), DivideError, op,
           ": integer division by zero (ZeroDivisionError)");
}

void check_exponent(const char* op, const Tensor& a, const Tensor& b) {
  // A tensor of exponents gives the whole part of each power: 0, 1 or -1 for a negative one.
  RG_CHECK(!b.impl()->is_number || is_floating(result_type({&a, &b})) || b.item().to_int() >= 0,
           RangeError, op,
           ": integers to negative integer powers are not allowed; convert the base to "
           "floating first");
}

// plain(a, number). Where nobody follows, the loop takes the number as it is, and no tensor is made
// of it.
template <class Plain>
Tensor with_number(const kernels::PerType<kernels::Loop2>& loops, const Tensor& a,
                   const Scalar& number, Plain plain) {
  const DType t = a.dtype();
  const int64_t n = a.numel();
  const bool simple = is_floating(t) && !is_narrow(t) && !number.is_bool() && n > 0 &&
                      n <= kLoopGrain && a.is_canonical() && !a.impl()->is_number &&
                      !detail::destination && !is_followed(a);
  if (!simple) return plain(a, operand(number, a));
  alignas(8) char one[8];
  number.write(t, one);
  Tensor y = empty_as(a, t);
  loops[t](y.bytes(), a.bytes(), one, n, a.item_bytes(), a.item_bytes(), 0);
  return y;
}

// The plain case of a loop that writes to its first operand, which nobody follows; false, and
// nothing done, for all else.
bool wrote_plainly(const char* op, const kernels::PerType<kernels::Loop2>& loops, const Tensor& a,
                   const Tensor& b) {
  const DType t = a.dtype();
  const int64_t n = a.numel(), item = a.item_bytes();
  if (!is_floating(t) || is_narrow(t) || b.dtype() != t || n > kLoopGrain) return false;
  if (a.impl()->layout != b.impl()->layout || !a.is_canonical() || is_followed(a, b)) return false;
  if (overlaps(a, b)) return false;
  detail::check_writable(op, a, false);
  loops[t](a.bytes(), a.bytes(), b.bytes(), n, item, item, item);
  a.storage().bump_version();
  return true;
}

using Binary = Tensor (*)(const Tensor&, const Tensor&);
constexpr Binary plain(Binary f) { return f; }

}  // namespace

Tensor sum_of(const Tensor& a, const Tensor& b) {
  if (!a.defined()) return b;
  return b.defined() ? add(a, b) : a;
}
Tensor add(const Tensor& a, const Tensor& b, const Scalar& alpha) {
  if (is_one(alpha)) [[likely]]
    return record<Add>(a, b);
  check_alpha("add", a, b, alpha);
  return record<Scaled<false>>(a, b, alpha);
}
Tensor sub(const Tensor& a, const Tensor& b, const Scalar& alpha) {
  check_sub("sub", a, b);
  if (is_one(alpha)) [[likely]]
    return record<Sub>(a, b);
  check_alpha("sub", a, b, alpha);
  return record<Scaled<true>>(a, b, alpha);
}
Tensor mul(const Tensor& a, const Tensor& b) { return record<Mul>(a, b); }
Tensor div(const Tensor& a, const Tensor& b) { return record<Div>(a, b); }

Tensor div(const Tensor& a, const Tensor& b, const char* rounding_mode) {
  if (!rounding_mode) return div(a, b);
  const std::string_view mode = rounding_mode;
  RG_CHECK(mode == "floor" || mode == "trunc", RuntimeError,
           "div: rounding_mode is None, 'floor' or 'trunc'; got '", mode, "'");
  if (mode == "floor") return floor_divide(a, b);
  shut_destination();
  const DType t = result_type({&a, &b});
  // A narrow quotient is not rounded before it is truncated.
  if (is_narrow(t) && is_floating(t))
    return to(trunc(div(to(a, computing(t)), to(b, computing(t)))), t);
  if (is_floating(t)) return trunc(div(a, b));
  // The floor of a quotient of unlike signs is one less than its truncation unless it is exact.
  const Tensor q = floor_divide(a, b);
  const Tensor inexact = ne(mul(q, b), a);
  return add(q, convert_to(logical_and(lt(q, 0), inexact), t));
}

Tensor add(const Tensor& a, const Scalar& b) {
  return with_number(kernels::arithmetic().add, a, b,
                     [](const Tensor& x, const Tensor& y) { return add(x, y); });
}
Tensor sub(const Tensor& a, const Scalar& b) {
  return with_number(kernels::arithmetic().sub, a, b,
                     [](const Tensor& x, const Tensor& y) { return sub(x, y); });
}
Tensor sub(const Scalar& a, const Tensor& b) { return sub(operand(a, b), b); }
Tensor mul(const Tensor& a, const Scalar& b) {
  return with_number(kernels::arithmetic().mul, a, b, plain(&mul));
}
Tensor div(const Tensor& a, const Scalar& b) {
  return with_number(kernels::arithmetic().div, a, b, plain(&div));
}

Tensor& add_(Tensor& a, const Tensor& b, const Scalar& alpha) {
  if (alpha.to_double() == 1 && wrote_plainly("add_", kernels::arithmetic().add, a, b)) return a;
  return in_place({"add_", "add", "AddBackward0"}, a, b,
                  [&](const Tensor& x, const Tensor& y) { return add(x, y, alpha); });
}
Tensor& sub_(Tensor& a, const Tensor& b, const Scalar& alpha) {
  if (alpha.to_double() == 1 && wrote_plainly("sub_", kernels::arithmetic().sub, a, b)) return a;
  return in_place({"sub_", "sub", "SubBackward0"}, a, b,
                  [&](const Tensor& x, const Tensor& y) { return sub(x, y, alpha); });
}
Tensor& mul_(Tensor& a, const Tensor& b) {
  if (wrote_plainly("mul_", kernels::arithmetic().mul, a, b)) return a;
  return in_place({"mul_", "mul", "MulBackward0"}, a, b, plain(&mul));
}
Tensor& div_(Tensor& a, const Tensor& b) {
  if (wrote_plainly("div_", kernels::arithmetic().div, a, b)) return a;
  return in_place({"div_", "div", "DivBackward0"}, a, b, plain(&div));
}
Tensor floor_divide(const Tensor& a, const Tensor& b) {
  check_divisor("floor_divide", a, b);
  return record<FloorDivide>(a, b);
}
Tensor remainder(const Tensor& a, const Tensor& b) {
  check_divisor("remainder", a, b);
  return record<Remainder>(a, b);
}

Tensor pow(const Tensor& a, const Tensor& b) {
  check_exponent("pow", a, b);
  return record<Pow>(a, b);
}
Tensor pow(const Tensor& a, const Scalar& b) { return pow(a, operand(b, a)); }

Tensor& floor_divide_(Tensor& a, const Tensor& b) {
  return in_place({"floor_divide_", "floor_divide", "FloorDivideBackward0"}, a, b, &floor_divide);
}
Tensor& remainder_(Tensor& a, const Tensor& b) {
  return in_place({"remainder_", "remainder", "RemainderBackward0"}, a, b, &remainder);
}
Tensor& pow_(Tensor& a, const Tensor& b) {
  return in_place({"pow_", "pow", "PowBackward0"}, a, b, plain(&pow));
}
Tensor hypot(const Tensor& a, const Tensor& b) { return apply(kHypot, a, b); }

Tensor atan2(const Tensor& a, const Tensor& b) { return apply(kAtan2, a, b); }

Tensor xlogy(const Tensor& a, const Tensor& b) { return apply(kXLogY, a, b); }
Tensor logaddexp(const Tensor& a, const Tensor& b) { return apply(kLogAddExp, a, b); }
Tensor copysign(const Tensor& a, const Tensor& b) { return apply(kCopySign, a, b); }

Tensor maximum(const Tensor& a, const Tensor& b) { return record<Extreme<true>>(a, b); }
Tensor minimum(const Tensor& a, const Tensor& b) { return record<Extreme<false>>(a, b); }

Tensor where(const Tensor& cond, const Tensor& a, const Tensor& b) {
  return record<Where>(cond, a, b);
}

Tensor clamp(const Tensor& x, const Tensor& low, const Tensor& high) {
  RG_CHECK(low.defined() || high.defined(), DomainError,
           "clamp: at least one of min and max is needed");
  return record<Clamp>(x, low, high);
}
Tensor clamp_min(const Tensor& x, const Tensor& low) { return record<OneBound<true>>(x, low); }
Tensor clamp_max(const Tensor& x, const Tensor& high) { return record<OneBound<false>>(x, high); }

}  // namespace retrograd::ops
