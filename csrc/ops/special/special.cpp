#include "ops/special/special.h"

#include "graph/record.h"
#include "kernels/pointwise/unary.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/rule.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"

namespace retrograd::ops {
namespace {

using kernels::Special;
using In = const Tensor&;

constexpr double kPi = 3.14159265358979323846, kLn2 = 0.693147180559945309;

// y = x / |x|,  dy/dx = 0
constexpr UnaryRule kSgn = {"sgn", "Sgn", loops<&kernels::Unary::sign>, kOwnType,
                            [](In, In g) { return zeros_like(g); }};

// y = x pi / 180,  dy/dx = pi / 180
constexpr UnaryRule kDeg2Rad = {"deg2rad", "Deg2Rad", loops<&Special::deg2rad>, kSignals,
                                [](In, In g) { return mul(g, kPi / 180); }};

// y = x 180 / pi,  dy/dx = 180 / pi
constexpr UnaryRule kRad2Deg = {"rad2deg", "Rad2Deg", loops<&Special::rad2deg>, kSignals,
                                [](In, In g) { return mul(g, 180 / kPi); }};

// y = d/dx sinc x,  dy/dx = -pi^2 sinc x - 2 y / x, and -pi^2 / 3 for x = 0
Tensor sinc_slope(In x);
constexpr UnaryRule kSincSlope = {
    "sinc_slope", "SincBackward", loops<&Special::sinc_slope>, kInput, [](In x, In g) {
      const Tensor origin = eq(x, 0), apart = where(origin, operand(1.0, x), x);
      const Tensor curve = sub(mul(sinc(x), -kPi * kPi), div(mul(sinc_slope(x), 2), apart));
      return mul(where(origin, operand(-kPi * kPi / 3, x), curve), g);
    }};
Tensor sinc_slope(In x) { return apply(kSincSlope, x); }

// y = sin(pi x) / (pi x),  dy/dx = (cos(pi x) - y) / x
constexpr UnaryRule kSinc = {"sinc", "Sinc", loops<&Special::sinc>, kInput,
                             [](In x, In g) { return mul(sinc_slope(x), g); }};

// y = log2(2^a + 2^b),  dy/da = 1 / (1 + 2^(b - a)),  dy/db = 1 / (1 + 2^(a - b))
Tensor share(In a, In b) { return sigmoid(mul(sub(a, b), kLn2)); }
constexpr PairRule kLogAddExp2 = {"logaddexp2",
                                  "Logaddexp2",
                                  loops<&Special::logaddexp2>,
                                  kInput | kOwnType,
                                  [](const Kept& k, In g) { return mul(share(k.a, k.b), g); },
                                  [](const Kept& k, In g) { return mul(share(k.b, k.a), g); }};

// y = -x log x,  dy/dx = -log x - 1
constexpr UnaryRule kEntr = {"entr", "SpecialEntr", loops<&Special::entr>, kInput,
                             [](In x, In g) { return neg(mul(add(log(x), 1), g)); }};

// y = a log(1 + b),  dy/da = log(1 + b), and 0 for a = 0, b <= -1,  dy/db = a / (1 + b)
constexpr PairRule kXLog1PY = {"xlog1py",
                               "SpecialXlog1Py",
                               loops<&Special::xlog1py>,
                               kInput,
                               [](const Kept& k, In g) {
                                 const Tensor slope = mul(log1p(k.b), g);
                                 return where(logical_and(eq(k.a, 0), le(k.b, -1)),
                                              operand(0.0, slope), slope);
                               },
                               [](const Kept& k, In g) { return mul(div(k.a, add(k.b, 1)), g); }};

// y = log(x / (1 - x)),  dy/dx = 1 / (x (1 - x)),  d2y/dx2 = (2 x - 1) / (x (1 - x))^2; a bound eps
// makes both 0 beyond it
constexpr ActivationRule kLogit = {
    "logit",
    "Logit",
    loops<&Special::logit>,
    loops<&Special::logit_backward>,
    [](In x, const Numbers& p) {
      const Tensor curve = div(sub(mul(x, 2), 1), square(mul(x, sub(1, x))));
      const double eps = p[0].to_double();
      if (eps < 0) return curve;
      const Tensor within = logical_and(ge(x, operand(eps, x)), le(x, operand(1 - eps, x)));
      return where(within, curve, operand(0.0, x));
    },
    {"eps"}};

}  // namespace

Tensor sgn(const Tensor& x) { return apply(kSgn, x); }
Tensor deg2rad(const Tensor& x) { return apply(kDeg2Rad, x); }
Tensor rad2deg(const Tensor& x) { return apply(kRad2Deg, x); }
Tensor sinc(const Tensor& x) { return apply(kSinc, x); }
Tensor logaddexp2(const Tensor& a, const Tensor& b) { return apply(kLogAddExp2, a, b); }
Tensor entr(const Tensor& x) { return apply(kEntr, x); }
Tensor xlog1py(const Tensor& a, const Tensor& b) { return apply(kXLog1PY, a, b); }
Tensor logit(const Tensor& x, std::optional<double> eps) {
  return apply(kLogit, to(x, floating_type(x.dtype())), {eps.value_or(-1.0)});
}

}  // namespace retrograd::ops
