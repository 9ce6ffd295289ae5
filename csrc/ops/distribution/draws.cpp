#include "ops/distribution/draws.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "ops/distribution/doubles.h"
#include "ops/distribution/quantile_slope.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/shape.h"
#include "ops/special/gamma.h"

namespace retrograd::ops {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Generator& stream(const Ref<Generator>& generator) {
  static Generator& common = *default_generator().detach();
  return generator ? *generator : common;
}
double uniform(Generator& g) {
  double u;
  g.uniform(&u, 1);
  return u;
}
double normal(Generator& g) {
  double x;
  g.normal(&x, 1);
  return x;
}

// By squeezed rejection (Marsaglia and Tsang 2000); below 1, of a + 1 and a power of a uniform.
// That constants are rounded to float is torch's.
double gamma_draw(double a, Generator& g) {
  if (a == 0) return 0;
  double scale = 1;
  if (a < 1) scale = std::pow(1 - uniform(g), 1 / a++);
  const double d = a - 1.0f / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    double x, y;
    do y = 1 + c * (x = normal(g));
    while (y <= 0);
    const double v = y * y * y, u = 1 - uniform(g), squared = x * x;
    if (u < 1 - 0.0331f * squared * squared) return scale * d * v;
    if (std::log(u) < 0.5 * squared + d * (1 - v + std::log(v))) return scale * d * v;
  }
}

// Few successes: the waits for them, which are geometric, until they pass all trials.
double counted_waits(double count, double p, Generator& g) {
  const double log_failure = std::log1p(-p);
  double successes = 0;
  for (double trials = 0;; ++successes) {
    trials += std::ceil(std::log(uniform(g)) / log_failure);
    if (trials > count) return successes;
  }
}
// Many: transformed rejection (BTRS: Hoermann 1993), whose constants are those of the paper.
double rejected_binomial(double count, double p, Generator& g) {
  const double deviation = std::sqrt(count * p * (1 - p)), b = 1.15 + 2.53 * deviation,
               a = -0.0873 + 0.0248 * b + 0.01 * p, alpha = (2.83 + 5.1 / b) * deviation,
               log_odds = std::log(p / (1 - p)), mode = std::floor((count + 1) * p);
  const auto log_ways = [count](double n) {  // of choosing n, but for a constant
    int sign;
    return -::lgamma_r(n + 1, &sign) - ::lgamma_r(count - n + 1, &sign);
  };
  for (;;) {
    const double u = uniform(g) - 0.5, v = uniform(g), edge = 0.5 - std::abs(u);
    const double n = std::floor((2 * a / edge + b) * u + count * p + 0.5);
    if (edge >= 0.07 && v <= 0.92 - 4.2 / b) return n;
    if (n < 0 || n > count) continue;
    const double density = log_ways(n) - log_ways(mode) + (n - mode) * log_odds;
    if (std::log(v * alpha / (a / (edge * edge) + b)) <= density) return n;
  }
}
double binomial_draw(double count, double p, Generator& g) {
  if (count <= 0 || p <= 0) return 0;
  if (!std::isfinite(count) || std::isnan(p)) return kNaN;
  if (p >= 1) return count;
  const double rarer = p <= 0.5 ? p : 1 - p;
  const double n = (count * rarer >= 10 ? rejected_binomial : counted_waits)(count, rarer, g);
  return p <= 0.5 ? n : count - n;
}

void check_type(const char* op, const Tensor& x) {
  RG_CHECK(x.dtype() == DType::kFloat32 || x.dtype() == DType::kFloat64, NotImplementedError, op,
           ": not implemented for ", x.dtype(), "; convert with float() or double()");
}
void check_alike(const char* op, const Tensor& x, const Tensor& other) {
  RG_CHECK(x.dtype() == other.dtype(), DTypeError, op, ": expected tensors of one dtype, got ",
           x.dtype(), " and ", other.dtype(), "; convert one with .to()");
}

double least_normal(DType t) {
  return t == DType::kFloat32 ? std::numeric_limits<float>::min()
                              : std::numeric_limits<double>::min();
}

// y ~ Gamma(a, 1),  dy/da = -(dF/da) / (dF/dy)
struct StandardGamma {
  static constexpr const char* name = "StandardGamma";
  static constexpr const char* saved_names[] = {"self", "result"};
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor a, y;
  };
  static Tensor forward(Ctx<StandardGamma>* ctx, const Tensor& a, const Ref<Generator>& generator) {
    const GradMode off(false);
    const Tensor draws = doubles(a, a.shape());
    const double* shapes = draws.data<double>();
    each(draws, [&](int64_t i) {
      return std::max(least_normal(a.dtype()), gamma_draw(shapes[i], stream(generator)));
    });
    const Tensor y = convert_to(draws, a.dtype());
    if (ctx) {
      ctx->saved.a = a;
      ctx->saved.y = ctx->output(y);
    }
    return y;
  }
  static Grads<1> backward(const Ctx<StandardGamma>& ctx, const Tensor& grad) {
    return {mul(grad, standard_gamma_grad(ctx.saved.a, ctx.saved.y))};
  }
};

struct StandardGammaGrad {
  static constexpr const char* name = "StandardGammaGrad";
  static Tensor forward(Ctx<StandardGammaGrad>*, const Tensor& a, const Tensor& y) {
    const GradMode off(false);
    const Dims shape = broadcast_shapes("_standard_gamma_grad", a.shape(), y.shape());
    const Tensor slopes = doubles(a, shape), at = doubles(y, shape);
    const double *shapes = slopes.data<double>(), *places = at.data<double>();
    each(slopes, [&](int64_t i) { return gamma_slope(shapes[i], places[i]); });
    return convert_to(slopes, a.dtype());
  }
  static Grads<2> backward(const Ctx<StandardGammaGrad>&, const Tensor&) {
    fail<NotImplementedError>(
        "backward: the derivative of _standard_gamma_grad is not implemented");
  }
};

struct DirichletGrad {
  static constexpr const char* name = "DirichletGrad";
  static Tensor forward(Ctx<DirichletGrad>*, const Tensor& x, const Tensor& a,
                        const Tensor& total) {
    const GradMode off(false);
    constexpr const char* op = "_dirichlet_grad";
    const Dims shape =
        broadcast_shapes(op, broadcast_shapes(op, x.shape(), a.shape()), total.shape());
    const Tensor slopes = doubles(x, shape), shapes = doubles(a, shape),
                 sums = doubles(total, shape);
    const double *places = slopes.data<double>(), *one = shapes.data<double>(),
                 *all = sums.data<double>();
    each(slopes, [&](int64_t i) { return beta_slope(one[i], all[i] - one[i], places[i]); });
    return convert_to(slopes, x.dtype());
  }
  static Grads<3> backward(const Ctx<DirichletGrad>&, const Tensor&) {
    fail<NotImplementedError>("backward: the derivative of _dirichlet_grad is not implemented");
  }
};

// x = y / sum y,  y_i ~ Gamma(a_i, 1). What moves along a share of x_i as a_i grows, s_i (1 - x_i),
// the others give up in proportion:  dx_j/da_i = s_i ((i == j) - x_j)
struct SampleDirichlet {
  static constexpr const char* name = "SampleDirichlet";
  struct Saved {
    SavedTensor a, x;
  };
  static Tensor forward(Ctx<SampleDirichlet>* ctx, const Tensor& a,
                        const Ref<Generator>& generator) {
    const GradMode off(false);
    const Tensor draws = doubles(a, a.shape());
    const double* shapes = draws.data<double>();
    const double least = least_normal(a.dtype()), least_draw = least_normal(DType::kFloat64);
    each(draws,
         [&](int64_t i) { return std::max(least_draw, gamma_draw(shapes[i], stream(generator))); });
    const double below_one =
        a.dtype() == DType::kFloat32 ? std::nextafter(1.0f, 0.0f) : std::nextafter(1.0, 0.0);
    const Tensor shares = a.dim() == 0 ? div(draws, draws) : div(draws, sum(draws, {-1}, true));
    const double* given = shares.data<double>();
    each(shares, [&](int64_t i) { return std::min(below_one, std::max(least, given[i])); });
    const Tensor x = convert_to(shares, a.dtype());
    if (ctx) {
      ctx->saved.a = a;
      ctx->saved.x = ctx->output(x);
    }
    return x;
  }
  static Grads<1> backward(const Ctx<SampleDirichlet>& ctx, const Tensor& grad) {
    const Tensor &a = ctx.saved.a, &x = ctx.saved.x;
    const Tensor given = sub(grad, sum(mul(x, grad), {-1}, true));
    const Tensor total = sum(convert_to(a, DType::kFloat64), {-1}, true);  // a is taken from it
    return {mul(record<DirichletGrad>(x, a, total), given)};
  }
};

struct Binomial {
  static constexpr const char* name = "Binomial";
  static Tensor forward(Ctx<Binomial>*, const Tensor& count, const Tensor& probability,
                        const Ref<Generator>& generator) {
    const GradMode off(false);
    const Dims shape = broadcast_shapes("binomial", count.shape(), probability.shape());
    const Tensor draws = doubles(count, shape), chances = doubles(probability, shape);
    const double *counts = draws.data<double>(), *p = chances.data<double>();
    each(draws, [&](int64_t i) { return binomial_draw(counts[i], p[i], stream(generator)); });
    return convert_to(draws, count.dtype());
  }
  static Grads<2> backward(const Ctx<Binomial>&, const Tensor&) {
    fail<NotImplementedError>("backward: the derivative of binomial is not implemented");
  }
};

}  // namespace

Tensor standard_gamma(const Tensor& a, const Ref<Generator>& generator) {
  check_type("_standard_gamma", a);
  return record<StandardGamma>(a, generator);
}
Tensor standard_gamma_grad(const Tensor& a, const Tensor& y) {
  check_type("_standard_gamma_grad", a);
  check_alike("_standard_gamma_grad", a, y);
  return record<StandardGammaGrad>(a, y);
}
Tensor sample_dirichlet(const Tensor& a, const Ref<Generator>& generator) {
  check_type("_sample_dirichlet", a);
  return record<SampleDirichlet>(a, generator);
}
Tensor dirichlet_grad(const Tensor& x, const Tensor& a, const Tensor& total) {
  check_type("_dirichlet_grad", x);
  check_alike("_dirichlet_grad", x, a);
  check_alike("_dirichlet_grad", x, total);
  return record<DirichletGrad>(x, a, total);
}
Tensor binomial(const Tensor& count, const Tensor& probability, const Ref<Generator>& generator) {
  check_type("binomial", count);
  check_alike("binomial", count, probability);
  return record<Binomial>(count, probability, generator);
}

}  // namespace retrograd::ops
