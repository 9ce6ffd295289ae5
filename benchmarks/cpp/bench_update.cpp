// What a training step needs beside its layers: optimizers, random numbers, dropout and losses,
// each beside the memory.
#include <cmath>

#include "ops/optim/clip.h"
#include "ops/optim/update.h"
#include "rows.h"

namespace retrograd {
namespace {

using rows::as_double;
using rows::is;
using rows::kFloat;
using rows::kLengths;
using rows::Work;

// The gradients of a mean of classes: of each row 9 times 0.1 and once -0.9, over n.
double sums_to_zero(const Tensor& g) { return std::fabs(ops::sum(g).item().to_double()); }

// A step of rate 0 over n parameters, which stay 1, their gradients and states; what is written too
// counts once. The numbers are those of a first step with the usual settings.
std::function<Work(int64_t)> optimizer(const char* name, std::vector<double> settings,
                                       int64_t states) {
  return [=](int64_t n) -> Work {
    const ops::UpdateRule& rule = ops::update_rule(name);
    ops::Update step{};
    step.operands[0] = ones({n});
    step.operands[1] = ones({n});
    for (int64_t i = 0; i < states; ++i) step.operands[2 + i] = zeros({n});
    ops::StepNumbers at{};
    at.fresh = true;
    rule.prepare(settings.data(), at, step.numbers);
    return {.run =
                [&rule, steps = std::vector<ops::Update>{step}] {
                  ops::run_updates(rule, steps);
                  return steps[0].operands[0];
                },
            .bytes = kFloat * as_double(n) * as_double(2 + states),
            .error = is(1)};
  };
}

// n random numbers of `bytes` each, whose mean is `mean`, to six deviations of it, of which that of
// one number is at most 1.
std::function<Work(int64_t)> random(Tensor (*draw)(int64_t n), double bytes, double mean) {
  return [=](int64_t n) -> Work {
    return {.run = [=] { return draw(n); },
            .bytes = bytes * as_double(n),
            .error =
                [=](const Tensor& y) {
                  const double got = ops::mean(to(y, DType::kFloat64)).item().to_double();
                  return std::fabs(got - mean) < 6 / std::sqrt(as_double(n)) ? 0.0 : 1.0;
                }};
  };
}
Tensor permuted(int64_t n) { return randperm(n) / static_cast<double>(n); }
Tensor exponential(int64_t n) {
  Tensor x = empty({n});
  return exponential_(x);
}
Tensor dropped(int64_t n) { return dropout(ones({n})); }
Tensor coins(int64_t n) { return bernoulli(full({n}, 0.5)); }

// f of n x 10 logits, all alike, and classes.
std::function<Work(int64_t)> classes(bool backwards) {
  return [=](int64_t n) -> Work {
    const Tensor x = ones({n, 10}, backwards), t = randint(0, 10, {n});
    const double bytes = (10 * kFloat * (1 + backwards) + 8) * as_double(n);
    const Tensor y = cross_entropy(x, t);
    if (backwards) return {.run = rows::gradients(y, {x}), .bytes = bytes, .error = sums_to_zero};
    return {.run = [=] { return cross_entropy(x, t); }, .bytes = bytes, .error = is(std::log(10))};
  };
}

Work clipped(int64_t n) {
  const std::vector<Tensor> grads = {ones({n})};
  return {.run = [=] { return ops::total_norm(grads, 2, false); },
          .bytes = kFloat * as_double(n),
          .error = is(std::sqrt(as_double(n)))};
}

[[maybe_unused]] const bool enrolled =
    rows::enroll("optimizer",
                 {{"sgd", optimizer("sgd", {0, 0, 0, 0, 0, 0}, 0), kLengths},
                  {"sgd_momentum", optimizer("sgd", {0, 0.9, 0, 0, 0, 0}, 1), kLengths},
                  {"adam", optimizer("adam", {0, 0.9, 0.999, 1e-8, 0, 0, 0, 0}, 2), kLengths},
                  {"rmsprop", optimizer("rmsprop", {0, 0.99, 1e-8, 0, 0, 0, 0}, 1), kLengths},
                  {"adagrad", optimizer("adagrad", {0, 0, 1e-10, 0, 0, 0}, 1), kLengths},
                  {"adadelta", optimizer("adadelta", {0, 0.9, 1e-6, 0, 0}, 2), kLengths},
                  {"total_norm", clipped, kLengths}}) &&
    rows::enroll(
        "random",
        {{"rand", random([](int64_t n) { return rand({n}); }, kFloat, 0.5), kLengths},
         {"randn", random([](int64_t n) { return randn({n}); }, kFloat, 0), kLengths},
         {"randint", random([](int64_t n) { return randint(0, 2, {n}); }, 8, 0.5), kLengths},
         {"randperm", random(permuted, 8 + 2 * kFloat, 0.5), kLengths},
         {"exponential", random(exponential, kFloat, 1), kLengths},
         {"bernoulli", random(coins, 3 * kFloat, 0.5), kLengths},
         {"dropout", random(dropped, 3 * kFloat, 1), kLengths}}) &&
    rows::enroll("loss", {{"cross_entropy", classes(false), {100, 10'000}},
                          {"cross_entropy_backward", classes(true), {100, 10'000}}});

}  // namespace
}  // namespace retrograd
