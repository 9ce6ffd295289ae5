// Enrols tables of benchmarks, and checks their answers.
#include "rows.h"

#include <benchmark/benchmark.h>

#include <cmath>

#include "roofline.h"

namespace retrograd::rows {
namespace {

void run(benchmark::State& state, const std::function<Work(int64_t)>& make) {
  const int threads = num_threads();
  set_num_threads(1);
  manual_seed(1);
  const Work work = make(state.range(0));
  // Twice before, so that no fresh memory is met: the result before lives until the next one is
  // there.
  Tensor y = work.run();
  y = work.run();
  roofline::Watch watch(state);
  for (auto _ : state) benchmark::DoNotOptimize(y = work.run());
  if (work.flops > 0)
    watch.flops(work.flops);
  else
    watch.bytes(work.bytes);
  if (!(work.error(y) <= 1e-4)) state.SkipWithError("wrong result");
  set_num_threads(threads);
}

}  // namespace

bool enroll(const char* family, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const std::string name = family + ("/" + row.name);
    auto* bench = benchmark::RegisterBenchmark(
        name.c_str(), [work = row.work](benchmark::State& state) { run(state, work); });
    for (const int64_t n : row.sizes) bench->Arg(n);
  }
  return true;
}

double off(double got, double want) {
  return std::fabs(got - want) / std::fmax(1, std::fabs(want));
}

std::function<double(const Tensor&)> is(double want) {
  return [want](const Tensor& y) {
    const NoGrad guard;
    return ops::max(ops::abs(to(y, DType::kFloat64) - want)).item().to_double() /
           std::fmax(1, std::fabs(want));
  };
}

std::function<Tensor()> gradients(const Tensor& y, const std::vector<Tensor>& inputs) {
  return
      [y, inputs, ones = ones_like(y)] { return grad(y, inputs, ones, {.retain_graph = true})[0]; };
}

}  // namespace retrograd::rows
