#include "ops/random/sampling.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/sort/sort.h"

namespace retrograd::ops {
namespace {

constexpr int64_t kPoll = 1 << 14;  // elements after which Ctrl-C is looked for

Generator& stream(const AnyGenerator& generator) {
  static Generator& common = *default_generator().detach();
  return generator ? *generator : common;
}
double uniform(Generator& g) {
  double u;
  g.uniform(&u, 1);
  return u;
}

void check_floating(const char* op, const Tensor& x) {
  RG_CHECK(is_floating(x.dtype()), NotImplementedError, op, ": not implemented for ", x.dtype(),
           "; convert with .to()");
}

// y ~ N(mean, std^2),  dy/dmean = dy/dstd = 0: the numbers are not those of another distribution
struct NormalOf {
  static constexpr const char* name = "Normal";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Attributes {
    int form;
  };
  static std::string node_name(const Ctx<NormalOf>& ctx) {
    return "NormalBackward" + std::to_string(ctx.attributes.form);
  }
  // Both are tensors, or one of them is a number.
  static Tensor forward(Ctx<NormalOf>* ctx, const Tensor& mean, const Tensor& std, double number,
                        const AnyGenerator& generator) {
    const GradMode off(false);
    if (ctx) ctx->attributes.form = !std.defined() ? 1 : mean.defined() ? 3 : 2;
    const Tensor& first = mean.defined() ? mean : std;
    const bool both = mean.defined() && std.defined();
    const Dims shape = both ? broadcast_shapes("normal", mean.shape(), std.shape()) : first.shape();
    Tensor y = retrograd::empty(shape, first.dtype());
    normal_(y, 0, std.defined() ? 1 : number, generator);
    if (std.defined()) mul_(y, std);
    return add_(y, mean.defined() ? mean : operand(number, y));
  }
  static Grads<2> backward(const Ctx<NormalOf>& ctx, const Tensor& grad) {
    const Tensor zero = zeros_like(grad);
    return {ctx.needs(0) ? zero : Tensor(), ctx.needs(1) ? zero : Tensor()};
  }
};

void check_deviations(const Tensor& std) {
  // It does not hold for NaN.
  RG_CHECK(std.numel() == 0 || min(std).item().to_double() >= 0, DomainError,
           "normal: expects every std >= 0, but got ", min(std).item());
}

// One number of events. Below 10 by the product of uniforms that falls below e^-rate, else by
// transformed rejection (PTRS: Hoermann, 1993), whose constants are those of the paper.
double events(double rate, Generator& g) {
  if (rate == 0) return 0;
  if (rate < 10) {
    const double least = std::exp(-rate);
    double product = uniform(g), n = 0;
    for (; product > least; product *= uniform(g)) ++n;
    return n;
  }
  const double log_rate = std::log(rate), b = 0.931 + 2.53 * std::sqrt(rate),
               a = -0.059 + 0.02483 * b, inverse_alpha = 1.1239 + 1.1328 / (b - 3.4),
               accepted = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const double u = uniform(g) - 0.5, v = uniform(g), edge = 0.5 - std::abs(u);
    const double n = std::floor((2 * a / edge + b) * u + rate + 0.43);
    if (edge >= 0.07 && v <= accepted) return n;
    if (n < 0 || (edge < 0.013 && v > edge)) continue;
    int sign;
    const double density = -rate + n * log_rate - ::lgamma_r(n + 1, &sign);
    const double bound = std::log(v) + std::log(inverse_alpha) - std::log(a / (edge * edge) + b);
    if (bound <= density) return n;
  }
}

// y ~ Poisson(rate),  dy/drate = 0
struct Poisson {
  static constexpr const char* name = "Poisson";
  static constexpr auto jvp = Jvp::kSymmetric;
  static Tensor forward(Ctx<Poisson>*, const Tensor& rate, const AnyGenerator& generator) {
    const GradMode off(false);
    const LongWork outside(rate.numel() >= kLongDraw / 8);
    const Tensor y = retrograd::empty(rate.shape(), DType::kFloat64);
    copy_into(y, rate);
    double* values = y.data<double>();
    for (int64_t i = 0; i < y.numel(); ++i) {
      if (i % kPoll == kPoll - 1) check_interrupt();
      values[i] = events(values[i], stream(generator));
    }
    return convert_to(y, rate.dtype());
  }
  static Grads<1> backward(const Ctx<Poisson>&, const Tensor& grad) { return {zeros_like(grad)}; }
};

// Sums of the weights so far, as shares of all of them, in the type of the weights.
template <class T>
void add_up(const T* weights, T* shares, int64_t n) {
  T sum = 0;
  for (int64_t j = 0; j < n; ++j) shares[j] = sum += weights[j];
  RG_CHECK(std::isfinite(sum), DomainError, "multinomial: the sum of the weights is not finite");
  for (int64_t j = 0; j < n; ++j) shares[j] /= sum;
}

// Columns of the share in which a uniform number falls.
template <class T>
void draw_columns(const Tensor& weights, const Tensor& y, Generator& g) {
  const int64_t columns = weights.size(-1), n = y.size(-1), rows = n ? y.numel() / n : 0;
  const auto* from = weights.data<T>();
  auto* to = y.data<int64_t>();
  std::vector<T> shares(static_cast<size_t>(columns));
  for (int64_t row = 0; row < rows; ++row, from += columns) {
    if (row % kPoll == kPoll - 1) check_interrupt();
    add_up(from, shares.data(), columns);
    for (int64_t i = 0; i < n; ++i) {
      if (i % kPoll == kPoll - 1) check_interrupt();
      const double u = uniform(g);
      *to++ = std::partition_point(shares.begin(), shares.end(), [u](T s) { return s < u; }) -
              shares.begin();
    }
  }
}

void check_weights(const Tensor& weights, int64_t n, bool replacement) {
  constexpr const char* op = "multinomial";
  RG_CHECK(is_floating(weights.dtype()), DTypeError, op,
           ": expected weights of a floating dtype, got ", weights.dtype(),
           "; convert with float()");
  RG_CHECK(weights.dim() == 1 || weights.dim() == 2, ShapeError, op,
           ": expected a vector or a matrix of weights, got shape ", weights.shape());
  RG_CHECK(n > 0, DomainError, op, ": expected a number of samples above 0, got ", n);
  RG_CHECK(weights.size(-1) > 0 && (replacement || n <= weights.size(-1)), DomainError, op, ": ", n,
           " samples of ", weights.size(-1), " without replacement are too many");
  if (weights.numel() == 0) return;
  const double low = min(weights).item().to_double(), high = max(weights).item().to_double();
  RG_CHECK(low >= 0 && std::isfinite(high), DomainError, op,
           ": weights must be finite and not below 0; got ", low, "..", high);
  RG_CHECK(all(any(ne(weights, 0), {-1})).item().to_int(), DomainError, op,
           ": all weights of a row are 0");
}

}  // namespace

Tensor normal(const Tensor& mean, const Tensor& std, const AnyGenerator& generator) {
  check_floating("normal", mean);
  check_deviations(std);
  return record<NormalOf>(mean, std, 0.0, generator);
}
Tensor normal(const Tensor& mean, double std, const AnyGenerator& generator) {
  check_floating("normal", mean);
  RG_CHECK(std >= 0, DomainError, "normal: expects std >= 0, but got ", std);
  return record<NormalOf>(mean, Tensor(), std, generator);
}
Tensor normal(double mean, const Tensor& std, const AnyGenerator& generator) {
  check_floating("normal", std);
  check_deviations(std);
  return record<NormalOf>(Tensor(), std, mean, generator);
}

Tensor poisson(const Tensor& rate, const AnyGenerator& generator) {
  check_floating("poisson", rate);
  if (rate.numel() > 0) {
    const double low = min(rate).item().to_double(), high = max(rate).item().to_double();
    RG_CHECK(low >= 0 && std::isfinite(high), DomainError,
             "poisson: every rate must be finite and not below 0; got ", low, "..", high);
  }
  return record<Poisson>(rate, generator);
}

Tensor multinomial(const Tensor& input, int64_t n, bool replacement,
                   const AnyGenerator& generator) {
  const GradMode off(false);
  check_weights(input, n, replacement);
  if (!replacement || n == 1) {
    // The largest of w / e for e ~ Exp(1) is column j with probability w_j / sum w.
    Tensor waits = empty_like(input);
    exponential_(waits, 1, generator);
    const Tensor order = div(input, waits);
    return n == 1 ? argmax(order, -1, true) : std::get<1>(topk(order, n, -1, true));
  }
  const Tensor weights = packed(widened(input));
  Dims shape = weights.shape();
  shape.back() = n;
  const Tensor y = retrograd::empty(shape, DType::kInt64);
  const LongWork outside(weights.numel() + y.numel() >= kLongDraw);
  if (weights.dtype() == DType::kFloat64)
    draw_columns<double>(weights, y, stream(generator));
  else
    draw_columns<float>(weights, y, stream(generator));
  return y;
}

}  // namespace retrograd::ops
