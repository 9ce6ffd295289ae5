#include "ops/special/gamma.h"

#include <cmath>

#include "base/check.h"
#include "graph/record.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/rule.h"
#include "ops/shape/copy.h"

namespace retrograd::ops {
namespace {

using kernels::Gamma;
using In = const Tensor&;

constexpr double kLogPi = 1.14472988584940017;

// y = log |gamma(x)|,  dy/dx = digamma x
constexpr UnaryRule kLgamma = {"lgamma", "Lgamma", loops<&Gamma::lgamma>, kInput,
                               [](In x, In g) { return mul(digamma(x), g); }};

// y = digamma x,  dy/dx = polygamma(1, x)
constexpr UnaryRule kDigamma = {"digamma", "Digamma", loops<&Gamma::digamma>, kInput,
                                [](In x, In g) { return mul(polygamma(1, x), g); }};

// y = d^n/dx^n digamma x = (-1)^(n + 1) n! zeta(n + 1, x),  dy/dx = polygamma(n + 1, x)
struct Polygamma {
  static constexpr const char* name = "Polygamma";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor x;
  };
  static constexpr const char* saved_names[] = {"self"};
  struct Attributes {
    int64_t n;
  };
  static SavedValues shown(const Attributes& at) { return {{"n", at.n}}; }
  static Tensor forward(Ctx<Polygamma>* ctx, const Tensor& x, int64_t n) {
    if (ctx) {
      ctx->saved.x = x;
      ctx->attributes = {n};
    }
    if (n == 0) return map1_floating("polygamma", kernels::gamma().digamma, x);
    // n! by its logarithm to the base 2, where it is no double.
    const double order = static_cast<double>(n), size = std::tgamma(order + 1);
    int power = 0;
    double factor = std::frexp(size, &power);
    if (std::isinf(size)) {
      const double binary = std::lgamma(order + 1) / std::log(2.0);
      power = static_cast<int>(binary);
      factor = std::exp2(binary - power);
    }
    const double numbers[] = {order, n % 2 ? factor : -factor, static_cast<double>(power)};
    return map1("polygamma", kernels::gamma().polygamma, numbers, x);
  }
  static Grads<1> backward(const Ctx<Polygamma>& ctx, const Tensor& grad) {
    return {mul(polygamma(ctx.attributes.n + 1, ctx.saved.x), grad)};
  }
};

// y = p (p - 1) / 4 log pi + sum of log |gamma(x - i / 2)|,  dy/dx = sum of digamma(x - i / 2),
// over 0 <= i < p
struct Mvlgamma {
  static constexpr const char* name = "Mvlgamma";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor x;
  };
  static constexpr const char* saved_names[] = {"self"};
  struct Attributes {
    int64_t p;
  };
  static SavedValues shown(const Attributes& at) { return {{"p", at.p}}; }
  static Tensor forward(Ctx<Mvlgamma>* ctx, const Tensor& x, int64_t p) {
    if (ctx) {
      ctx->saved.x = x;
      ctx->attributes = {p};
    }
    const GradMode off(false);
    const ForwardOff without_tangents;
    const double q = static_cast<double>(p);
    return to(add(total(lgamma, widened(x), p), q * (q - 1) / 4 * kLogPi), x.dtype());
  }
  static Grads<1> backward(const Ctx<Mvlgamma>& ctx, const Tensor& grad) {
    return {mul(total(digamma, ctx.saved.x, ctx.attributes.p), grad)};
  }

 private:
  static Tensor total(Tensor (*f)(const Tensor&), const Tensor& x, int64_t p) {
    Tensor sum = f(x);
    for (int64_t i = 1; i < p; ++i) sum = add(sum, f(sub(x, static_cast<double>(i) / 2)));
    return sum;
  }
};

// y = sum of (q + k)^-s over k >= 0,  dy/dq = -s zeta(s + 1, q)
constexpr PairRule kZeta = {
    "zeta",
    "SpecialZeta",
    loops<&Gamma::zeta>,
    kInput,
    [](const Kept&, In) -> Tensor {
      fail<NotImplementedError>("zeta: there is no derivative by the exponent; detach() it");
    },
    [](const Kept& k, In g) { return neg(mul(mul(k.a, zeta(add(k.a, 1), k.b)), g)); }};

}  // namespace

Tensor lgamma(const Tensor& x) { return apply(kLgamma, x); }
Tensor digamma(const Tensor& x) { return apply(kDigamma, x); }
Tensor polygamma(int64_t n, const Tensor& x) {
  RG_CHECK(n >= 0, DomainError, "polygamma: n is ", n,
           "; it counts derivatives of digamma, from 0");
  return record<Polygamma>(to(x, floating_type(x.dtype())), n);
}
Tensor mvlgamma(const Tensor& x, int64_t p) {
  RG_CHECK(x.dtype() != DType::kBool, DTypeError,
           "mvlgamma: not defined for bool; convert with .to()");
  RG_CHECK(p >= 1, DomainError, "mvlgamma: p is ", p, "; there has to be a dimension at least");
  return record<Mvlgamma>(to(x, floating_type(x.dtype())), p);
}
Tensor zeta(const Tensor& s, const Tensor& q) { return apply(kZeta, s, q); }

}  // namespace retrograd::ops
