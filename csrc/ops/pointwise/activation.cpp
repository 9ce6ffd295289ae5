#include "ops/pointwise/activation.h"

#include "ops/forms.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/rule.h"

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

}  // namespace retrograd::ops
