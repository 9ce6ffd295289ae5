#include "ops/special/normal.h"

#include "graph/record.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/rule.h"

namespace retrograd::ops {
namespace {

using kernels::Normal;
using In = const Tensor&;

constexpr double kSqrtPi = 1.77245385090551603, kSqrtTwoPi = 2.50662827463100050,
                 kSqrtTwoOverPi = 0.797884560802865356, kSqrtHalf = 0.707106781186547524;

// y = erf^-1 x,  dy/dx = sqrt(pi) / 2 e^y^2
constexpr UnaryRule kErfinv = {"erfinv", "Erfinv", loops<&Normal::erfinv>, kInput, [](In x, In g) {
                                 return mul(mul(exp(square(erfinv(x))), kSqrtPi / 2), g);
                               }};

// y = e^x^2 erfc x,  dy/dx = 2 x y - 2 / sqrt(pi)
constexpr UnaryRule kErfcx = {
    "erfcx", "SpecialErfcx", loops<&Normal::erfcx>, kInput,
    [](In x, In g) { return mul(sub(mul(mul(x, 2), erfcx(x)), 2 / kSqrtPi), g); }};

// y = (1 + erf(x / sqrt(2))) / 2,  dy/dx = e^(-x^2 / 2) / sqrt(2 pi)
constexpr UnaryRule kNdtr = {"ndtr", "Ndtr", loops<&Normal::ndtr>, kInput, [](In x, In g) {
                               return mul(mul(exp(mul(square(x), -0.5)), 1 / kSqrtTwoPi), g);
                             }};

// y = log ndtr(x),  dy/dx = e^(-x^2 / 2 - y) / sqrt(2 pi), which is sqrt(2 / pi) / erfcx(-x /
// sqrt(2)): the one for large x, where erfcx overflows, the other one for small, where y does.
constexpr UnaryRule kLogNdtr = {
    "log_ndtr", "SpecialLogNdtr", loops<&Normal::log_ndtr>, kInput, [](In x, In g) {
      const Tensor large = gt(x, 1), one = operand(1.0, x);
      const Tensor above = where(large, x, one), below = where(large, one, x);
      const Tensor high = mul(exp(sub(mul(square(above), -0.5), log_ndtr(above))), 1 / kSqrtTwoPi),
                   low = div(operand(kSqrtTwoOverPi, x), erfcx(mul(below, -kSqrtHalf)));
      return mul(where(large, high, low), g);
    }};

// y = ndtr^-1 p,  dy/dp = sqrt(2 pi) e^(y^2 / 2)
constexpr UnaryRule kNdtri = {
    "ndtri", "SpecialNdtri", loops<&Normal::ndtri>, kResult,
    [](In y, In g) { return mul(mul(exp(mul(square(y), 0.5)), kSqrtTwoPi), g); }};

}  // namespace

Tensor erfinv(const Tensor& x) { return apply(kErfinv, x); }
Tensor erfcx(const Tensor& x) { return apply(kErfcx, x); }
Tensor ndtr(const Tensor& x) { return apply(kNdtr, x); }
Tensor log_ndtr(const Tensor& x) { return apply(kLogNdtr, x); }
Tensor ndtri(const Tensor& p) { return apply(kNdtri, p); }

}  // namespace retrograd::ops
