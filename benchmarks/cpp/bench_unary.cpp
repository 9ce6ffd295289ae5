// The transcendental functions and the logit loss, at sizes that lie in the first, second and last
// cache and beyond: elements per second on one thread, which exp alone is the measure of.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>

#include "base/machine/parallel.h"
#include "ops/pointwise/activation.h"
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

double sigmoid_of(double x) { return 1 / (1 + std::exp(-x)); }
double gelu_of(double x) { return x * (1 + std::erf(x / std::sqrt(2.0))) / 2; }
double silu_of(double x) { return x * sigmoid_of(x); }
double softplus_of(double x) { return std::log1p(std::exp(x)); }

Tensor gelu(const Tensor& x) { return ops::gelu(x); }
Tensor softplus(const Tensor& x) { return ops::softplus(x); }

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

#define RG_BENCH_FLOATS(op, reference) \
  BENCHMARK(bm_unary<&op, &reference, kFloat>)->Apply(cache_levels)
#define RG_BENCH_BOTH(op, reference) \
  RG_BENCH_FLOATS(op, reference);    \
  BENCHMARK(bm_unary<&op, &reference, kDouble>)->Apply(cache_levels)

RG_BENCH_BOTH(ops::exp, std::exp);
RG_BENCH_BOTH(ops::log, std::log);
RG_BENCH_BOTH(ops::sigmoid, sigmoid_of);
RG_BENCH_BOTH(ops::tanh, std::tanh);
RG_BENCH_BOTH(ops::sin, std::sin);
RG_BENCH_FLOATS(ops::cos, std::cos);
RG_BENCH_FLOATS(ops::tan, std::tan);
RG_BENCH_FLOATS(ops::atan, std::atan);
RG_BENCH_FLOATS(ops::sqrt, std::sqrt);
RG_BENCH_FLOATS(ops::erf, std::erf);
RG_BENCH_FLOATS(ops::exp2, std::exp2);
RG_BENCH_FLOATS(ops::expm1, std::expm1);
RG_BENCH_FLOATS(ops::log1p, std::log1p);
RG_BENCH_FLOATS(ops::log2, std::log2);
RG_BENCH_FLOATS(ops::log10, std::log10);
RG_BENCH_FLOATS(gelu, gelu_of);
RG_BENCH_FLOATS(ops::silu, silu_of);
RG_BENCH_FLOATS(softplus, softplus_of);
BENCHMARK(bm_logit_loss<kFloat>)->Apply(cache_levels);
BENCHMARK(bm_logit_loss<kDouble>)->Apply(cache_levels);

}  // namespace
}  // namespace retrograd
