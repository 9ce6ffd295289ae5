#include "ops/pointwise/activation.h"

#include <cmath>
#include <limits>

#include "base/check.h"
#include "core/shape.h"
#include "graph/modes/grad_mode.h"
#include "ops/forms.h"
#include "ops/index/masked.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/random/random.h"
#include "ops/reduce/reduce.h"
#include "ops/rule.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

using kernels::Activation;
using In = const Tensor&;
using P = const Numbers&;

// y = x > 0 ? x : a x,  dy/dx = x > 0 ? 1 : a,  d2y/dx2 = 0
constexpr ActivationRule kLeakyRelu = {"leaky_relu",
                                       "LeakyRelu",
                                       loops<&Activation::leaky_relu>,
                                       loops<&Activation::leaky_relu_backward>,
                                       nullptr,
                                       {"negative_slope"}};

// y = c (x < 0 ? a (e^sx - 1) : x),  dy/dx = c (x <= 0 ? a s e^sx : 1),
// d2y/dx2 = c (x < 0 ? a s^2 e^sx : 0)
constexpr ActivationRule kElu = {
    "elu",
    "Elu",
    loops<&Activation::elu>,
    loops<&Activation::elu_backward>,
    [](In x, P p) {
      const double a = p[0].to_double(), c = p[1].to_double(), s = p[2].to_double();
      const Tensor power = exp(mul(clamp(x, Tensor(), operand(0.0, x)), s));
      return where(lt(x, 0), mul(power, a * c * s * s), operand(0.0, x));
    },
    {"alpha", "scale", "input_scale"}};

// y = log(1 + e^bx) / b,  dy/dx = sigmoid(bx),  d2y/dx2 = b sigmoid(bx) (1 - sigmoid(bx)), and
// x, 1, 0 above the threshold
constexpr ActivationRule kSoftplus = {"softplus",
                                      "Softplus",
                                      loops<&Activation::softplus>,
                                      loops<&Activation::softplus_backward>,
                                      [](In x, P p) {
                                        const Tensor z = mul(x, p[0]), s = sigmoid(z);
                                        return where(gt(z, p[1]), operand(0.0, x),
                                                     mul(mul(s, sub(1, s)), p[0]));
                                      },
                                      {"beta", "threshold"}};

// A second derivative where there are no numbers.
constexpr double kPerRootTwoPi = 0.398942280401432678;
Tensor rest(In s) { return mul(s, sub(1, s)); }

// y = x ndtr(x),  dy/dx = ndtr(x) + x n(x),  d2y/dx2 = (2 - x^2) n(x),
// n(x) = e^(-x^2 / 2) / sqrt(2 pi)
constexpr ActivationRule kGelu = {"gelu",
                                  "Gelu",
                                  loops<&Activation::gelu>,
                                  loops<&Activation::gelu_backward>,
                                  [](In x, P) {
                                    const Tensor z = square(x);
                                    return mul(mul(exp(mul(z, -0.5)), kPerRootTwoPi), sub(2, z));
                                  },
                                  {}};

// y = x s,  dy/dx = s + x s (1 - s) u',  d2y/dx2 = s (1 - s) (2 u' + x u'' + x (1 - 2 s) u'^2),
// s = sigmoid(u),  u = k (x + c x^3),  k = sqrt(8 / pi),  c = 0.044715
constexpr ActivationRule kGeluTanh = {
    "gelu",
    "Gelu",
    loops<&Activation::gelu_tanh>,
    loops<&Activation::gelu_tanh_backward>,
    [](In far, P) {
      constexpr double k = 1.59576912160573071, c = 0.044715;
      const Tensor x = clamp(far, operand(-22.0, far), operand(22.0, far)), z = square(x);
      const Tensor s = sigmoid(mul(x, add(mul(z, k * c), k)));
      const Tensor slope = add(mul(z, 3 * k * c), k), curve = mul(z, 6 * k * c);
      const Tensor bend = mul(mul(x, sub(1, mul(s, 2))), square(slope));
      return mul(rest(s), add(add(mul(slope, 2), curve), bend));
    },
    {}};

// y = x s,  dy/dx = s (1 + x (1 - s)),  d2y/dx2 = s (1 - s) (2 + x (1 - 2 s)),  s = sigmoid(x)
constexpr ActivationRule kSilu = {"silu",
                                  "Silu",
                                  loops<&Activation::silu>,
                                  loops<&Activation::silu_backward>,
                                  [](In x, P) {
                                    const Tensor s = sigmoid(x);
                                    return mul(rest(s), add(mul(x, sub(1, mul(s, 2))), 2));
                                  },
                                  {}};

// y = x w,  dy/dx = w + x s q,  d2y/dx2 = s q (2 + x (1 - s - 2 s w)),
// w = tanh(log(1 + e^x)),  s = sigmoid(x),  q = 1 - w^2
constexpr ActivationRule kMish = {"mish",
                                  "Mish",
                                  loops<&Activation::mish>,
                                  loops<&Activation::mish_backward>,
                                  [](In x, P) {
                                    const Tensor w = tanh(softplus(x, 1, 20)), s = sigmoid(x);
                                    const Tensor bend = sub(sub(1, s), mul(mul(s, w), 2));
                                    return mul(mul(s, sub(1, square(w))), add(mul(x, bend), 2));
                                  },
                                  {}};

// y = -log(1 + e^-x),  dy/dx = sigmoid(-x) = s,  d2y/dx2 = -s (1 - s)
constexpr ActivationRule kLogSigmoid = {"logsigmoid",
                                        "LogSigmoid",
                                        loops<&Activation::logsigmoid>,
                                        loops<&Activation::logsigmoid_backward>,
                                        [](In x, P) { return neg(rest(sigmoid(x))); },
                                        {}};

constexpr ActivationRule kSelu = {"selu",         kElu.name,   kElu.loops,
                                  kElu.vjp_loops, kElu.second, {"alpha", "scale", "input_scale"}};
constexpr ActivationRule kCelu = {"celu",         "Celu",      kElu.loops,
                                  kElu.vjp_loops, kElu.second, {"alpha"}};

// y = x held within low and high,  dy/dx = low < x < high
constexpr ActivationRule kHardtanh = {"hardtanh",
                                      "Hardtanh",
                                      loops<&Activation::hardtanh>,
                                      loops<&Activation::hardtanh_backward>,
                                      nullptr,
                                      {"min_val", "max_val"}};
constexpr ActivationRule kHardsigmoid = {"hardsigmoid",
                                         "Hardsigmoid",
                                         loops<&Activation::hardsigmoid>,
                                         loops<&Activation::hardsigmoid_backward>,
                                         nullptr,
                                         {}};
// y = x (x + 3) / 6,  dy/dx = x / 3 + 1 / 2,  d2y/dx2 = 1 / 3 within -3 and 3
constexpr ActivationRule kHardswish = {
    "hardswish",
    "Hardswish",
    loops<&Activation::hardswish>,
    loops<&Activation::hardswish_backward>,
    [](In x, P) { return mul(to(lt(abs(x), 3), x.dtype()), 1.0 / 3); },
    {}};
// y = |x| > l ? x : 0, and x - sign(x) l likewise,  dy/dx = |x| > l
constexpr ActivationRule kHardshrink = {
    "hardshrink", "Hardshrink", loops<&Activation::hardshrink>, loops<&Activation::shrink_backward>,
    nullptr,      {"lambd"}};
constexpr ActivationRule kSoftshrink = {
    "softshrink", "Softshrink", loops<&Activation::softshrink>, loops<&Activation::shrink_backward>,
    nullptr,      {"lambd"}};
// y = x <= t ? v : x,  dy/dx = x > t
constexpr ActivationRule kThreshold = {"threshold",
                                       "Threshold",
                                       loops<&Activation::threshold>,
                                       loops<&Activation::threshold_backward>,
                                       nullptr,
                                       {"threshold"}};

// y = x > 0 ? x : w x,  dy/dx = x > 0 ? 1 : w,  dy/dw = x > 0 ? 0 : x
constexpr PairRule kPrelu = {
    "prelu",
    "PreluKernel",
    loops<&Activation::prelu>,
    kOwnType | kSignals,
    [](const Kept& k, In g) { return where(gt(k.a, 0), g, mul(k.b, g)); },
    [](const Kept& k, In g) { return where(gt(k.a, 0), operand(0.0, g), mul(k.a, g)); },
    "self",
    "weight"};

// leaky_relu by the mean of the slopes.
constexpr ActivationRule kMeanSlope = {
    "rrelu", "RreluWithNoise", kLeakyRelu.loops, kLeakyRelu.vjp_loops, nullptr, {}};

bool keeps_integers(const char* op, In x) {
  RG_CHECK(x.dtype() != DType::kBool, NotImplementedError, op,
           ": not implemented for bool; convert the input with .to()");
  return !is_floating(x.dtype());
}

// A number in the type of x, to which an integer type cuts it.
Tensor whole(const char* op, const Scalar& value, In x) {
  check_fits(op, value, x.dtype());
  return operand(value.as(x.dtype()), x);
}

}  // namespace

Tensor leaky_relu(const Tensor& x, const Scalar& slope) { return apply(kLeakyRelu, x, {slope}); }
Tensor& leaky_relu_(Tensor& x, const Scalar& slope) {
  return in_place({"leaky_relu_", "leaky_relu", "LeakyReluBackward0"}, x,
                  [&](In before) { return leaky_relu(before, slope); });
}
Tensor elu(const Tensor& x, const Scalar& alpha) { return apply(kElu, x, {alpha, 1, 1}); }
Tensor& elu_(Tensor& x, const Scalar& alpha) {
  return in_place({"elu_", "elu", "EluBackward0"}, x,
                  [&](In before) { return elu(before, alpha); });
}
Tensor softplus(const Tensor& x, const Scalar& beta, const Scalar& threshold) {
  return apply(kSoftplus, x, {beta, threshold});
}
Tensor gelu(const Tensor& x, bool by_tanh) { return apply(by_tanh ? kGeluTanh : kGelu, x, {}); }
Tensor silu(const Tensor& x) { return apply(kSilu, x, {}); }
Tensor mish(const Tensor& x) { return apply(kMish, x, {}); }
Tensor logsigmoid(const Tensor& x) { return apply(kLogSigmoid, x, {}); }
Tensor selu(const Tensor& x) {
  return apply(kSelu, x, {1.6732632423543772848170429916717, 1.0507009873554804934193349852946, 1});
}
Tensor celu(const Tensor& x, const Scalar& alpha) {
  RG_CHECK(alpha.to_double() != 0, RuntimeError, "celu: alpha cannot be 0");
  return apply(kCelu, x, {alpha, 1, 1 / alpha.to_double()});
}

Tensor hardtanh(const Tensor& x, const Scalar& low, const Scalar& high) {
  RG_CHECK(!(low.to_double() > high.to_double()), ValueError,
           "hardtanh: min_val cannot be greater than max_val, got ", low.to_double(), " and ",
           high.to_double());
  if (keeps_integers("hardtanh", x))
    return clamp(x, whole("hardtanh", low, x), whole("hardtanh", high, x));
  return apply(kHardtanh, x, {low, high});
}
Tensor relu6(const Tensor& x) { return hardtanh(x, 0, 6); }
Tensor hardsigmoid(const Tensor& x) { return apply(kHardsigmoid, x, {}); }
Tensor hardswish(const Tensor& x) { return apply(kHardswish, x, {}); }

Tensor hardshrink(const Tensor& x, const Scalar& lambda) { return apply(kHardshrink, x, {lambda}); }
Tensor softshrink(const Tensor& x, const Scalar& lambda) {
  const double l = lambda.to_double();
  RG_CHECK(l >= 0 && l <= std::numeric_limits<double>::max(), RuntimeError,
           "softshrink: lambd must be finite and not negative, got ", l);
  return apply(kSoftshrink, x, {lambda});
}
Tensor tanhshrink(const Tensor& x) { return sub(x, tanh(x)); }
Tensor softsign(const Tensor& x) { return div(x, add(abs(x), 1)); }
Tensor threshold(const Tensor& x, const Scalar& threshold, const Scalar& value) {
  if (keeps_integers("threshold", x))
    return where(le(x, threshold), whole("threshold", value, x), x);
  return apply(kThreshold, x, {threshold, value});
}

Tensor prelu(const Tensor& x, const Tensor& weight) {
  const char* op = "prelu";
  RG_CHECK(is_floating(x.dtype()), NotImplementedError, op, ": not implemented for ", x.dtype(),
           "; convert the input with .to()");
  RG_CHECK(weight.dtype() == x.dtype(), DTypeError, op, ": the weight is ", weight.dtype(),
           " but the input ", x.dtype(), "; convert it with .to()");
  RG_CHECK(weight.dim() <= 1, ShapeError, op, ": the weight has one dimension or none, got shape ",
           weight.shape());
  const int64_t channels = x.dim() > 1 ? x.size(1) : 1;
  RG_CHECK(weight.numel() == 1 || weight.numel() == channels, ShapeError, op,
           ": the weight has one entry, or one for each of ", channels, " channels, got ",
           weight.numel());
  Dims shape(static_cast<size_t>(x.dim()), 1);
  if (x.dim() > 0) shape[x.dim() > 1 ? 1 : 0] = weight.numel();
  return apply(kPrelu, x, view(weight, shape));
}

Tensor rrelu(const Tensor& x, double lower, double upper, bool training, const Ref<Generator>& of) {
  const char* op = "rrelu";
  RG_CHECK(lower <= upper && std::isfinite(lower) && std::isfinite(upper), RuntimeError, op,
           ": lower and upper are finite, and lower is at most upper; got ", lower, " and ", upper);
  if (!training) return apply(kMeanSlope, x, {(lower + upper) / 2});
  RG_CHECK(is_floating(x.dtype()), NotImplementedError, op, ": not implemented for ", x.dtype(),
           "; convert the input with .to()");
  Tensor slopes;
  {
    const GradMode off(false);
    const Tensor below = le(x, 0);
    const int64_t n = sum(below).item().to_int();
    const Tensor drawn = add(mul(rand({n}, DType::kFloat64, of), upper - lower), lower);
    slopes = masked_scatter(ones_like(x), below, convert_to(drawn, x.dtype()));
  }
  return mul(x, slopes);
}

Tensor glu(const Tensor& x, int64_t dim) {
  const char* op = "glu";
  RG_CHECK(x.dim() > 0, ShapeError, op, ": a 0-d tensor has no halves");
  RG_CHECK(is_floating(x.dtype()), NotImplementedError, op, ": not implemented for ", x.dtype(),
           "; convert the input with .to()");
  const int64_t d = wrap_dim(op, dim, x.dim()), n = x.size(d);
  RG_CHECK(n % 2 == 0, ShapeError, op, ": dimension ", d, " must have an even length, got ", n);
  return mul(slice(x, d, 0, n / 2, 1), sigmoid(slice(x, d, n / 2, n, 1)));
}

}  // namespace retrograd::ops
