// Functions of one operand, at sizes that lie in the first, second and last cache and beyond: all
// beside the memory, for reading and writing each element once.
//
// No function can be faster. What needs little arithmetic should reach that in the last cache; the
// transcendental ones are bound by their arithmetic instead and only come near it beyond.
#include <cmath>

#include "rows.h"

namespace retrograd {
namespace {

using rows::as_double;
using rows::off;
using rows::Work;

const std::vector<int64_t> kCaches = {1 << 10, 1 << 14, 1 << 18, 1 << 22};
constexpr DType kDouble = DType::kFloat64;

// f of n numbers from one half up to one and a half, judged by the first and the last.
using Function = Tensor (*)(const Tensor&);
using Reference = double (*)(double);
std::function<Work(int64_t)> each(Function f, Reference reference, DType type) {
  return [=](int64_t n) -> Work {
    const Tensor x = to(arange(0, n, 1, kDouble) / as_double(n) + 0.5, type);
    return {.run = [=] { return f(x); },
            .bytes = 2 * as_double(n * x.item_bytes()),
            .error =
                [=](const Tensor& y) {
                  const auto at = [](const Tensor& t, int64_t i) {
                    return select(t, 0, i).item().to_double();
                  };
                  return std::fmax(off(at(y, 0), reference(at(x, 0))),
                                   off(at(y, -1), reference(at(x, -1))));
                }};
  };
}
rows::Row floats(const char* name, Function f, Reference reference) {
  return {name, each(f, reference, DType::kFloat32), kCaches};
}
rows::Row doubles(const char* name, Function f, Reference reference) {
  return {name, each(f, reference, kDouble), kCaches};
}

double square_of(double x) { return x * x; }
double sigmoid_of(double x) { return 1 / (1 + std::exp(-x)); }
double gelu_of(double x) { return x * (1 + std::erf(x / std::sqrt(2.0))) / 2; }
double silu_of(double x) { return x * sigmoid_of(x); }
double softplus_of(double x) { return std::log1p(std::exp(x)); }

Tensor gelu(const Tensor& x) { return ops::gelu(x); }
Tensor softplus(const Tensor& x) { return ops::softplus(x); }

// The mean loss of n logits of 0.75 whose targets are 0.25: both are read, nothing is written.
std::function<Work(int64_t)> logit_loss(DType type) {
  return [=](int64_t n) -> Work {
    const Tensor x = full({n}, 0.75, type), t = full({n}, 0.25, type);
    return {.run =
                [=] {
                  return ops::binary_cross_entropy_with_logits(x, t, {}, ops::Reduction::kMean, {});
                },
            .bytes = 2 * as_double(n * x.item_bytes()),
            .error = rows::is(0.75 - 0.75 * 0.25 + std::log1p(std::exp(-0.75)))};
  };
}

[[maybe_unused]] const bool enrolled =
    rows::enroll("unary", {floats("neg", ops::neg, [](double x) { return -x; }),
                           floats("abs", ops::abs, std::fabs),
                           floats("square", ops::square, square_of),
                           floats("relu", ops::relu, std::fabs),
                           floats("sqrt", ops::sqrt, std::sqrt),
                           floats("exp", ops::exp, std::exp),
                           floats("exp2", ops::exp2, std::exp2),
                           floats("expm1", ops::expm1, std::expm1),
                           floats("log", ops::log, std::log),
                           floats("log1p", ops::log1p, std::log1p),
                           floats("log2", ops::log2, std::log2),
                           floats("log10", ops::log10, std::log10),
                           floats("sin", ops::sin, std::sin),
                           floats("cos", ops::cos, std::cos),
                           floats("tan", ops::tan, std::tan),
                           floats("atan", ops::atan, std::atan),
                           floats("tanh", ops::tanh, std::tanh),
                           floats("erf", ops::erf, std::erf),
                           floats("sigmoid", ops::sigmoid, sigmoid_of),
                           floats("gelu", gelu, gelu_of),
                           floats("silu", ops::silu, silu_of),
                           floats("softplus", softplus, softplus_of),
                           {"logit_loss", logit_loss(DType::kFloat32), kCaches}}) &&
    rows::enroll("unary_double", {doubles("neg", ops::neg, [](double x) { return -x; }),
                                  doubles("exp", ops::exp, std::exp),
                                  doubles("log", ops::log, std::log),
                                  doubles("sin", ops::sin, std::sin),
                                  doubles("tanh", ops::tanh, std::tanh),
                                  doubles("sigmoid", ops::sigmoid, sigmoid_of),
                                  {"logit_loss", logit_loss(kDouble), kCaches}});

}  // namespace
}  // namespace retrograd
