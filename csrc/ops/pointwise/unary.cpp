#include "ops/pointwise/unary.h"

#include <cmath>
#include <cstdlib>

#include "base/check.h"
#include "graph/record.h"
#include "ops/forms.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/rule.h"
#include "ops/shape/creation.h"

namespace retrograd::ops {
namespace {

using kernels::Unary;
using In = const Tensor&;

constexpr double kLn2 = 0.693147180559945309, kLn10 = 2.30258509299404568,
                 kSqrtPi = 1.77245385090551603;

// y = -x,  dy/dx = -1
constexpr UnaryRule kNeg = {"neg", "Neg", loops<&Unary::neg>, kOwnType | kSignals,
                            [](In, In g) { return neg(g); }};

// y = |x|,  dy/dx = sign(x)
constexpr UnaryRule kAbs = {"abs", "Abs", loops<&Unary::abs>, kInput | kOwnType | kSignals,
                            [](In x, In g) { return mul(sign(x), g); }};

// y = x^2,  dy/dx = 2 x; torch's square is a power too
constexpr UnaryRule kSquare = {"square", "Pow", loops<&Unary::square>, kInput | kOwnType | kSignals,
                               [](In x, In g) { return mul(mul(x, 2), g); }};

// y = 1 / x,  dy/dx = -y^2
constexpr UnaryRule kReciprocal = {"reciprocal", "Reciprocal", loops<&Unary::reciprocal>,
                                   kResult | kSignals,
                                   [](In y, In g) { return neg(mul(square(y), g)); }};

// y = sqrt(x),  dy/dx = 1 / (2 y)
constexpr UnaryRule kSqrt = {"sqrt", "Sqrt", loops<&Unary::sqrt>, kResult | kSignals,
                             [](In y, In g) { return div(g, mul(y, 2)); }};

// y = x^(-1/2),  dy/dx = -y^3 / 2
constexpr UnaryRule kRsqrt = {"rsqrt", "Rsqrt", loops<&Unary::rsqrt>, kResult | kSignals,
                              [](In y, In g) { return mul(mul(mul(y, square(y)), -0.5), g); }};

// y = e^x,  dy/dx = y
constexpr UnaryRule kExp = {"exp", "Exp", loops<&Unary::exp>, kResult,
                            [](In y, In g) { return mul(y, g); }};

// y = 2^x,  dy/dx = y log 2
constexpr UnaryRule kExp2 = {"exp2", "Exp2", loops<&Unary::exp2>, kResult,
                             [](In y, In g) { return mul(mul(y, kLn2), g); }};

// y = e^x - 1,  dy/dx = y + 1
constexpr UnaryRule kExpm1 = {"expm1", "Expm1", loops<&Unary::expm1>, kResult,
                              [](In y, In g) { return mul(add(y, 1), g); }};

// y = log x,  dy/dx = 1 / x
constexpr UnaryRule kLog = {"log", "Log", loops<&Unary::log>, kInput,
                            [](In x, In g) { return div(g, x); }};

// y = log x / log 2,  dy/dx = 1 / (x log 2)
constexpr UnaryRule kLog2 = {"log2", "Log2", loops<&Unary::log2>, kInput,
                             [](In x, In g) { return div(g, mul(x, kLn2)); }};

// y = log x / log 10,  dy/dx = 1 / (x log 10)
constexpr UnaryRule kLog10 = {"log10", "Log10", loops<&Unary::log10>, kInput,
                              [](In x, In g) { return div(g, mul(x, kLn10)); }};

// y = log(1 + x),  dy/dx = 1 / (1 + x)
constexpr UnaryRule kLog1p = {"log1p", "Log1P", loops<&Unary::log1p>, kInput,
                              [](In x, In g) { return div(g, add(x, 1)); }};

// y = sin x,  dy/dx = cos x
constexpr UnaryRule kSin = {"sin", "Sin", loops<&Unary::sin>, kInput,
                            [](In x, In g) { return mul(cos(x), g); }};

// y = cos x,  dy/dx = -sin x
constexpr UnaryRule kCos = {"cos", "Cos", loops<&Unary::cos>, kInput,
                            [](In x, In g) { return neg(mul(sin(x), g)); }};

// y = tan x,  dy/dx = 1 + y^2
constexpr UnaryRule kTan = {"tan", "Tan", loops<&Unary::tan>, kResult,
                            [](In y, In g) { return mul(add(square(y), 1), g); }};

// y = asin x,  dy/dx = 1 / sqrt(1 - x^2)
constexpr UnaryRule kAsin = {"asin", "Asin", loops<&Unary::asin>, kInput,
                             [](In x, In g) { return mul(rsqrt(sub(1, square(x))), g); }};

// y = acos x,  dy/dx = -1 / sqrt(1 - x^2)
constexpr UnaryRule kAcos = {"acos", "Acos", loops<&Unary::acos>, kInput,
                             [](In x, In g) { return neg(mul(rsqrt(sub(1, square(x))), g)); }};

// y = atan x,  dy/dx = 1 / (1 + x^2)
constexpr UnaryRule kAtan = {"atan", "Atan", loops<&Unary::atan>, kInput,
                             [](In x, In g) { return div(g, add(square(x), 1)); }};

// y = (e^x - e^-x) / 2,  dy/dx = cosh x
constexpr UnaryRule kSinh = {"sinh", "Sinh", loops<&Unary::sinh>, kInput,
                             [](In x, In g) { return mul(cosh(x), g); }};

// y = (e^x + e^-x) / 2,  dy/dx = sinh x
constexpr UnaryRule kCosh = {"cosh", "Cosh", loops<&Unary::cosh>, kInput,
                             [](In x, In g) { return mul(sinh(x), g); }};

// y = asinh x,  dy/dx = 1 / sqrt(x^2 + 1)
constexpr UnaryRule kAsinh = {"asinh", "Asinh", loops<&Unary::asinh>, kInput,
                              [](In x, In g) { return mul(rsqrt(add(square(x), 1)), g); }};

// y = acosh x,  dy/dx = 1 / sqrt(x^2 - 1)
constexpr UnaryRule kAcosh = {"acosh", "Acosh", loops<&Unary::acosh>, kInput,
                              [](In x, In g) { return mul(rsqrt(sub(square(x), 1)), g); }};

// y = atanh x,  dy/dx = 1 / (1 - x^2)
constexpr UnaryRule kAtanh = {"atanh", "Atanh", loops<&Unary::atanh>, kInput,
                              [](In x, In g) { return div(g, sub(1, square(x))); }};

// y = 2 / sqrt(pi) times the integral of e^-t^2 from 0 to x,  dy/dx = 2 / sqrt(pi) e^-x^2
constexpr UnaryRule kErf = {"erf", "Erf", loops<&Unary::erf>, kInput, [](In x, In g) {
                              return mul(mul(exp(neg(square(x))), 2 / kSqrtPi), g);
                            }};

// y = 1 - erf x,  dy/dx = -2 / sqrt(pi) e^-x^2
constexpr UnaryRule kErfc = {"erfc", "Erfc", loops<&Unary::erfc>, kInput, [](In x, In g) {
                               return mul(mul(exp(neg(square(x))), -2 / kSqrtPi), g);
                             }};

Tensor tanh_backward(In grad, In y);
Tensor sigmoid_backward(In grad, In y);
Tensor relu_backward(In grad, In y);

// y = tanh x,  dy/dx = 1 - y^2
constexpr UnaryRule kTanh = {"tanh", "Tanh", loops<&Unary::tanh>, kResult,
                             [](In y, In g) { return tanh_backward(g, y); }};

// z = g (1 - y^2),  dz/dg = 1 - y^2,  dz/dy = -2 g y
constexpr PairRule kTanhBackward = {
    "tanh_backward",
    "TanhBackward",
    loops<&Unary::tanh_backward>,
    kInput | kOwnType | kSignals,
    [](const Kept& k, In grad) { return tanh_backward(grad, k.b); },
    [](const Kept& k, In grad) { return mul(mul(grad, -2), mul(k.a, k.b)); },
    "grad_output",
    "output"};
Tensor tanh_backward(In grad, In y) { return apply(kTanhBackward, grad, y); }

// y = 1 / (1 + e^-x),  dy/dx = y (1 - y)
constexpr UnaryRule kSigmoid = {"sigmoid", "Sigmoid", loops<&Unary::sigmoid>, kResult,
                                [](In y, In g) { return sigmoid_backward(g, y); }};

// z = g y (1 - y),  dz/dg = y (1 - y),  dz/dy = g (1 - 2 y)
constexpr PairRule kSigmoidBackward = {
    "sigmoid_backward",
    "SigmoidBackward",
    loops<&Unary::sigmoid_backward>,
    kInput | kOwnType | kSignals,
    [](const Kept& k, In grad) { return sigmoid_backward(grad, k.b); },
    [](const Kept& k, In grad) { return mul(mul(grad, k.a), sub(1, mul(k.b, 2))); },
    "grad_output",
    "output"};
Tensor sigmoid_backward(In grad, In y) { return apply(kSigmoidBackward, grad, y); }

// y = max(x, 0),  dy/dx = 1 where x > 0
constexpr UnaryRule kRelu = {"relu", "Relu", loops<&Unary::relu>, kResult | kOwnType | kSignals,
                             [](In y, In g) { return relu_backward(g, y); }};

// z = g where y > 0, else 0,  dz/dg = 1 where y > 0,  dz/dy = 0
struct ReluBackward {
  static constexpr const char* name = "ThresholdBackward";
  static constexpr bool raises_flags = true;
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
Tensor relu_backward(In grad, In y) { return record<ReluBackward>(grad, y); }

// Step functions: dy/dx = 0.
Tensor zero(In, In grad) { return zeros_like(grad); }
constexpr UnaryRule kSign = {"sign", "Sign", loops<&Unary::sign>, kOwnType, zero};
constexpr UnaryRule kFloor = {"floor", "Floor", loops<&Unary::floor>, kOwnType, zero};
constexpr UnaryRule kCeil = {"ceil", "Ceil", loops<&Unary::ceil>, kOwnType, zero};
constexpr UnaryRule kRound = {"round", "Round", loops<&Unary::round>, kOwnType, zero};
constexpr UnaryRule kTrunc = {"trunc", "Trunc", loops<&Unary::trunc>, kOwnType, zero};

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

// Rounding leaves integers as they are; bool is refused by the kernel table.
Tensor rounded(const UnaryRule& rule, const Tensor& x) {
  if (is_floating(x.dtype()) || x.dtype() == DType::kBool) return apply(rule, x);
  return copy_of(x);
}

}  // namespace

Tensor neg(const Tensor& x) {
  RG_CHECK(x.dtype() != DType::kBool, DTypeError,
           "neg: not defined for bool; use logical_not, or ~");
  return apply(kNeg, x);
}
Tensor abs(const Tensor& x) {
  RG_CHECK(x.dtype() != DType::kBool, NotImplementedError,
           "abs: not defined for bool, which has no sign; convert with .to()");
  return apply(kAbs, x);
}
Tensor sign(const Tensor& x) { return apply(kSign, x); }
Tensor square(const Tensor& x) {
  return apply(kSquare, x.dtype() == DType::kBool ? convert_to(x, DType::kInt64) : x);
}
Tensor reciprocal(const Tensor& x) { return apply(kReciprocal, x); }
Tensor sqrt(const Tensor& x) { return apply(kSqrt, x); }
Tensor rsqrt(const Tensor& x) { return apply(kRsqrt, x); }
Tensor exp(const Tensor& x) { return apply(kExp, x); }
Tensor exp2(const Tensor& x) { return apply(kExp2, x); }
Tensor expm1(const Tensor& x) { return apply(kExpm1, x); }
Tensor log(const Tensor& x) { return apply(kLog, x); }
Tensor log2(const Tensor& x) { return apply(kLog2, x); }
Tensor log10(const Tensor& x) { return apply(kLog10, x); }
Tensor log1p(const Tensor& x) { return apply(kLog1p, x); }
Tensor sin(const Tensor& x) { return apply(kSin, x); }
Tensor cos(const Tensor& x) { return apply(kCos, x); }
Tensor tan(const Tensor& x) { return apply(kTan, x); }
Tensor asin(const Tensor& x) { return apply(kAsin, x); }
Tensor acos(const Tensor& x) { return apply(kAcos, x); }
Tensor atan(const Tensor& x) { return apply(kAtan, x); }
Tensor sinh(const Tensor& x) { return apply(kSinh, x); }
Tensor cosh(const Tensor& x) { return apply(kCosh, x); }
Tensor asinh(const Tensor& x) { return apply(kAsinh, x); }
Tensor acosh(const Tensor& x) { return apply(kAcosh, x); }
Tensor atanh(const Tensor& x) { return apply(kAtanh, x); }
Tensor tanh(const Tensor& x) { return apply(kTanh, x); }
Tensor erf(const Tensor& x) { return apply(kErf, x); }
Tensor erfc(const Tensor& x) { return apply(kErfc, x); }
Tensor sigmoid(const Tensor& x) { return apply(kSigmoid, x); }
Tensor relu(const Tensor& x) { return apply(kRelu, x); }
Tensor& relu_(Tensor& x) { return in_place({"relu_", "relu", "ReluBackward0"}, x, &relu); }

Tensor floor(const Tensor& x) { return rounded(kFloor, x); }
Tensor ceil(const Tensor& x) { return rounded(kCeil, x); }
Tensor round(const Tensor& x) { return rounded(kRound, x); }
Tensor round(const Tensor& x, int64_t decimals) {
  if (decimals == 0) return round(x);
  RG_CHECK(is_floating(x.dtype()), DTypeError, "round: ", x.dtype(),
           " has no decimals to round to; convert it with .to()");
  return record<RoundTo>(x, decimals);
}
Tensor trunc(const Tensor& x) { return rounded(kTrunc, x); }

Tensor bitwise_not(const Tensor& x) { return map1("bitwise_not", kernels::unary().bitwise_not, x); }

}  // namespace retrograd::ops
