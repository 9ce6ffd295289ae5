#include "ops/special/digits.h"

#include <limits>

#include "base/check.h"
#include "graph/record.h"
#include "kernels/pointwise/arithmetic.h"
#include "ops/forms.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/reduce.h"
#include "ops/rule.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"

namespace retrograd::ops {
namespace {

using kernels::Digits;
using In = const Tensor&;

constexpr double kLn2 = 0.693147180559945309;

// y = x - trunc(x),  dy/dx = 1
constexpr UnaryRule kFrac = {"frac", "Frac", loops<&Digits::frac>, kOwnType | kSignals,
                             [](In, In g) { return g; }};

// y = x or a number in its place,  dy/dx = 1 where x is finite, else 0
constexpr ActivationRule kNanToNum = {
    "nan_to_num", "NanToNum", loops<&Digits::nan_to_num>, loops<&Digits::nan_to_num_backward>,
    nullptr,      {}};

// y = x 2^n,  dy/dx = 2^n,  dy/dn = y log 2
constexpr PairRule kLdexp = {"ldexp",
                             "Ldexp",
                             loops<&Digits::ldexp>,
                             kSecond | kResult,
                             [](const Kept& k, In g) { return ldexp(g, k.b); },
                             [](const Kept& k, In g) { return mul(mul(k.y, kLn2), g); }};

// y = a - b trunc(a / b),  dy/da = 1,  dy/db = -trunc(a / b)
struct FMod {
  static constexpr const char* name = "Fmod";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor a, b;
  };
  static constexpr const char* saved_names[] = {"self", "other"};
  static bool saves(const Ctx<FMod>& ctx) { return ctx.needs(1); }
  static Tensor forward(Ctx<FMod>* ctx, const Tensor& a, const Tensor& b) {
    if (ctx && ctx->needs(1)) {
      ctx->saved.b = b;
      ctx->saved.a = a;
    }
    return map2("fmod", kernels::digits().fmod, a, b);
  }
  static Grads<2> backward(const Ctx<FMod>& ctx, const Tensor& grad) {
    return {ctx.needs(0) ? grad : Tensor(),
            ctx.needs(1) ? neg(mul(div(ctx.saved.a, ctx.saved.b, "trunc"), grad)) : Tensor()};
  }
};

// x = m 2^e,  dm/dx = 2^-e
struct Frexp {
  static constexpr const char* name = "Frexp";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor exponent;
  };
  static constexpr const char* saved_names[] = {"exponent"};
  static std::tuple<Tensor, Tensor> forward(Ctx<Frexp>* ctx, const Tensor& x) {
    const Digits& k = kernels::digits();
    Tensor exponent = map1_as("frexp", k.exponent, x, DType::kInt32);
    if (ctx) ctx->saved.exponent = exponent;
    return {map1("frexp", k.mantissa, x), std::move(exponent)};
  }
  static Grads<1> backward(const Ctx<Frexp>& ctx, const Tensors& grads) {
    if (!grads[0].defined()) return {};
    return {ldexp(grads[0], neg(ctx.saved.exponent))};
  }
};

// y = a moved to its neighbour,  dy/da = 1 where a != b, else 0,  dy/db = 0
struct NextAfter {
  static constexpr const char* name = "Nextafter";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor a, b;
  };
  static constexpr const char* saved_names[] = {"self", "other"};
  static Tensor forward(Ctx<NextAfter>* ctx, const Tensor& a, const Tensor& b) {
    if (ctx) {
      ctx->saved.b = b;
      ctx->saved.a = a;
    }
    const Digits& k = kernels::digits();
    const DType t = result_type({&a, &b});
    return map2("nextafter",
                t == DType::kFloat16    ? k.nextafter_float16
                : t == DType::kBFloat16 ? k.nextafter_bfloat16
                                        : k.nextafter,
                a, b);
  }
  static Grads<2> backward(const Ctx<NextAfter>& ctx, const Tensor& grad) {
    const Tensor zero = zeros_like(grad);
    return {ctx.needs(0) ? where(ne(ctx.saved.a, ctx.saved.b), grad, zero) : Tensor(),
            ctx.needs(1) ? zero : Tensor()};
  }
};

// y = 0, v or 1 for x below, at or above 0,  dy/dx = 0,  dy/dv = 1 where x = 0
constexpr PairRule kHeaviside = {
    "heaviside",
    "Heaviside",
    loops<&Digits::heaviside>,
    kFirst | kOwnType,
    [](const Kept&, In g) { return zeros_like(g); },
    [](const Kept& k, In g) { return where(eq(k.a, 0), g, zeros_like(g)); }};

double greatest(DType t) {
  if (t == DType::kFloat64) return std::numeric_limits<double>::max();
  if (t == DType::kFloat16) return 65504;
  if (t == DType::kBFloat16) return 0x1.fep127;
  return std::numeric_limits<float>::max();
}

}  // namespace

Tensor signbit(const Tensor& x) { return map1_bool("signbit", kernels::digits().signbit, x); }

Tensor positive(const Tensor& x) {
  RG_CHECK(x.dtype() != DType::kBool, DTypeError,
           "positive: bools have no sign; convert with .to()");
  return x;
}

Tensor frac(const Tensor& x) { return apply(kFrac, x); }

Tensor fmod(const Tensor& a, const Tensor& b) {
  const DType t = result_type({&a, &b});
  if (a.numel() && !is_floating(t) && t != DType::kBool)
    RG_CHECK(!any(eq(b, 0)).item().to_int(), DivideError,
             "fmod: integer division by zero (ZeroDivisionError)");
  return record<FMod>(a, b);
}

Tensor nan_to_num(const Tensor& x, std::optional<double> nan, std::optional<double> above,
                  std::optional<double> below) {
  if (!is_floating(x.dtype())) return copy_of(x);
  const double most = greatest(x.dtype());
  return apply(kNanToNum, x, {nan.value_or(0.0), above.value_or(most), below.value_or(-most)});
}

Tensor ldexp(const Tensor& x, const Tensor& power) { return apply(kLdexp, x, power); }

std::tuple<Tensor, Tensor> frexp(const Tensor& x) {
  RG_CHECK(is_floating(x.dtype()), DTypeError, "frexp: not defined for ", x.dtype(),
           "; convert to floating with .to()");
  return record<Frexp>(x);
}

Tensor nextafter(const Tensor& a, const Tensor& b) { return record<NextAfter>(a, b); }

Tensor float_power(const Tensor& a, const Tensor& b) {
  return pow(to(a, DType::kFloat64), to(b, DType::kFloat64));
}

Tensor& float_power_(Tensor& a, const Tensor& b) {
  RG_CHECK(a.dtype() == DType::kFloat64, DTypeError, "float_power_: the result is float64, which ",
           a.dtype(), " cannot hold; convert the tensor with .to() first");
  return in_place({"float_power_", "pow", "PowBackward0"}, a, b, &float_power);
}
// The larger one of two, or the one that is a number,  dy/da = 1 where that is a, also if they tie
Tensor fmax(const Tensor& a, const Tensor& b) {
  if (!is_floating(a.dtype()) && !is_floating(b.dtype())) return maximum(a, b);
  return where(logical_or(ge(a, b), isnan(b)), a, b);
}
Tensor fmin(const Tensor& a, const Tensor& b) {
  if (!is_floating(a.dtype()) && !is_floating(b.dtype())) return minimum(a, b);
  return where(logical_or(le(a, b), isnan(b)), a, b);
}

Tensor heaviside(const Tensor& x, const Tensor& values) {
  RG_CHECK(x.dtype() == values.dtype(), DTypeError, "heaviside: input is ", x.dtype(),
           " and values is ", values.dtype(), "; convert one of them with .to()");
  return apply(kHeaviside, x, values);
}

Tensor gcd(const Tensor& a, const Tensor& b) { return map2("gcd", kernels::digits().gcd, a, b); }
Tensor lcm(const Tensor& a, const Tensor& b) { return map2("lcm", kernels::digits().lcm, a, b); }
Tensor bitwise_and(const Tensor& a, const Tensor& b) {
  return map2("bitwise_and", kernels::arithmetic().bitwise_and, a, b);
}
Tensor bitwise_or(const Tensor& a, const Tensor& b) {
  return map2("bitwise_or", kernels::arithmetic().bitwise_or, a, b);
}
Tensor bitwise_xor(const Tensor& a, const Tensor& b) {
  return map2("bitwise_xor", kernels::arithmetic().bitwise_xor, a, b);
}
Tensor& bitwise_and_(Tensor& a, const Tensor& b) {
  return in_place({"bitwise_and_", "bitwise_and", "BitwiseAndBackward0"}, a, b, &bitwise_and);
}
Tensor& bitwise_or_(Tensor& a, const Tensor& b) {
  return in_place({"bitwise_or_", "bitwise_or", "BitwiseOrBackward0"}, a, b, &bitwise_or);
}
Tensor& bitwise_xor_(Tensor& a, const Tensor& b) {
  return in_place({"bitwise_xor_", "bitwise_xor", "BitwiseXorBackward0"}, a, b, &bitwise_xor);
}

Tensor bitwise_left_shift(const Tensor& a, const Tensor& b) {
  return map2("bitwise_left_shift", kernels::digits().shift_left, a, b);
}
Tensor bitwise_right_shift(const Tensor& a, const Tensor& b) {
  return map2("bitwise_right_shift", kernels::digits().shift_right, a, b);
}
Tensor& bitwise_left_shift_(Tensor& a, const Tensor& b) {
  return in_place({"bitwise_left_shift_", "bitwise_left_shift", "BitwiseLeftShiftBackward0"}, a, b,
                  &bitwise_left_shift);
}
Tensor& bitwise_right_shift_(Tensor& a, const Tensor& b) {
  return in_place({"bitwise_right_shift_", "bitwise_right_shift", "BitwiseRightShiftBackward0"}, a,
                  b, &bitwise_right_shift);
}

}  // namespace retrograd::ops
