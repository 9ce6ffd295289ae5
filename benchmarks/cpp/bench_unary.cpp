// The transcendental functions and the logit loss, at sizes that lie in the first, second and last
// cache and beyond: elements per second on one thread, which exp alone is the measure of.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>

#include "base/machine/parallel.h"
#include "ops/pointwise/loss.h"
#include "ops/pointwise/unary.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd {
namespace {

void cache_levels(benchmark::internal::Benchmark* bench) {
  bench->RangeMultiplier(16)->Range(1 << 10, 1 << 22);
}

constexpr double kFrom = 0.5, kTo = 1.5;

Tensor ramp(int64_t n, DType dtype) {
  return ops::arange(Scalar(kFrom), Scalar(kTo), Scalar((kTo - kFrom) / static_cast<double>(n)),
                     dtype);
}

template <Tensor (*op)(const Tensor&), double (*reference)(double), DType dtype>
void bm_unary(benchmark::State& state) {
  set_num_threads(1);
  const Tensor x = ramp(state.range(0), dtype);
  Tensor y;
  for (auto _ : state) benchmark::DoNotOptimize(y = op(x));
  state.SetItemsProcessed(state.iterations() * x.numel());
  if (std::fabs(ops::select(y, 0, 0).item().to_double() - reference(kFrom)) > 1e-6)
    state.SkipWithError("wrong result");
}

double exp_of(double x) { return std::exp(x); }
double log_of(double x) { return std::log(x); }
double tanh_of(double x) { return std::tanh(x); }
double sin_of(double x) { return std::sin(x); }
double sigmoid_of(double x) { return 1 / (1 + std::exp(-x)); }

template <DType dtype>
void bm_logit_loss(benchmark::State& state) {
  set_num_threads(1);
  const Tensor x = ops::full({state.range(0)}, 0.75, dtype);
  const Tensor t = ops::full({state.range(0)}, 0.25, dtype);
  Tensor y;
  for (auto _ : state)
    benchmark::DoNotOptimize(
        y = ops::binary_cross_entropy_with_logits(x, t, Tensor(), ops::Reduction::kMean, Tensor()));
  state.SetItemsProcessed(state.iterations() * x.numel());
  if (std::fabs(y.item().to_double() - (0.75 - 0.75 * 0.25 + std::log1p(std::exp(-0.75)))) > 1e-6)
    state.SkipWithError("wrong result");
}

constexpr DType kFloat = DType::kFloat32, kDouble = DType::kFloat64;

BENCHMARK(bm_unary<&ops::exp, &exp_of, kFloat>)->Apply(cache_levels);
BENCHMARK(bm_unary<&ops::exp, &exp_of, kDouble>)->Apply(cache_levels);
BENCHMARK(bm_unary<&ops::log, &log_of, kFloat>)->Apply(cache_levels);
BENCHMARK(bm_unary<&ops::log, &log_of, kDouble>)->Apply(cache_levels);
BENCHMARK(bm_unary<&ops::sigmoid, &sigmoid_of, kFloat>)->Apply(cache_levels);
BENCHMARK(bm_unary<&ops::sigmoid, &sigmoid_of, kDouble>)->Apply(cache_levels);
BENCHMARK(bm_unary<&ops::tanh, &tanh_of, kFloat>)->Apply(cache_levels);
BENCHMARK(bm_unary<&ops::tanh, &tanh_of, kDouble>)->Apply(cache_levels);
BENCHMARK(bm_unary<&ops::sin, &sin_of, kFloat>)->Apply(cache_levels);
BENCHMARK(bm_unary<&ops::sin, &sin_of, kDouble>)->Apply(cache_levels);
BENCHMARK(bm_logit_loss<kFloat>)->Apply(cache_levels);
BENCHMARK(bm_logit_loss<kDouble>)->Apply(cache_levels);

}  // namespace
}  // namespace retrograd
