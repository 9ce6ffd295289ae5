// The cost of autograd itself: recording and running nodes whose arithmetic is next to nothing.
#include <benchmark/benchmark.h>

#include <cstdint>

#include "engine/backward.h"
#include "graph/grad_meta.h"
#include "graph/modes/grad_mode.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/loss.h"
#include "ops/shape/creation.h"

namespace retrograd {
namespace {

Tensor leaf(const Dims& shape, double value) {
  Tensor x = ops::full(shape, value, DType::kFloat32);
  set_requires_grad(x, true);
  return x;
}

Tensor chain(const Tensor& x, const Tensor& one, int64_t length) {
  Tensor y = x;
  for (int64_t i = 0; i < length; ++i) y = ops::mul(y, one);
  return y;
}

// Per node, as a rate: the inverse is the time of one.
void set_nodes(benchmark::State& state, int64_t nodes) {
  state.counters["nodes/s"] = benchmark::Counter(static_cast<double>(state.iterations() * nodes),
                                                 benchmark::Counter::kIsRate);
}

void check_gradient(benchmark::State& state, const Tensor& x, float want) {
  const Tensor grad = get_grad(x);
  if (!grad.defined() || *grad.data<float>() != want) state.SkipWithError("wrong gradient");
}

// The same arithmetic with nothing recorded: what the two below pay on top is autograd.
void bm_chain_unrecorded(benchmark::State& state) {
  const Tensor x = leaf({1}, 2), one = ops::ones({1});
  const GradMode off(false);
  for (auto _ : state) benchmark::DoNotOptimize(chain(x, one, state.range(0)));
  set_nodes(state, state.range(0));
}

void bm_chain_recorded_and_released(benchmark::State& state) {
  const Tensor x = leaf({1}, 2), one = ops::ones({1});
  for (auto _ : state) benchmark::DoNotOptimize(chain(x, one, state.range(0)));
  set_nodes(state, state.range(0));
}

void bm_chain_backward(benchmark::State& state) {
  const Tensor x = leaf({1}, 2), one = ops::ones({1});
  const Tensor y = chain(x, one, state.range(0));
  for (auto _ : state) {
    set_grad(x, {});
    backward({y}, {{}}, {}, {.retain_graph = true});
  }
  set_nodes(state, state.range(0));
  check_gradient(state, x, 1);
}

void bm_chain_recorded_and_backward(benchmark::State& state) {
  const Tensor x = leaf({1}, 2), one = ops::ones({1});
  for (auto _ : state) {
    set_grad(x, {});
    backward({chain(x, one, state.range(0))}, {{}}, {}, {});
  }
  set_nodes(state, state.range(0));
  check_gradient(state, x, 1);
}

// One leaf used many times: every node meets the same sink.
void bm_fan_in(benchmark::State& state) {
  const Tensor x = leaf({1}, 2);
  for (auto _ : state) {
    set_grad(x, {});
    Tensor sum = x;
    for (int64_t i = 1; i < state.range(0); ++i) sum = ops::add(sum, x);
    backward({sum}, {{}}, {}, {});
  }
  set_nodes(state, state.range(0));
  check_gradient(state, x, static_cast<float>(state.range(0)));
}

// The model of torch's autograd tutorial: z = x w + b, its loss, backward, a step of descent.
void bm_tutorial_step(benchmark::State& state) {
  const Tensor x = ops::ones({5}), y = ops::zeros({3});
  Tensor w = leaf({5, 3}, 0.5), b = leaf({3}, 0.25);
  float before = 0, after = 0;
  for (auto _ : state) {
    const Tensor z = ops::add(ops::matmul(x, w), b);
    const Tensor loss = ops::binary_cross_entropy_with_logits(z, y);
    after = *loss.data<float>();
    if (before == 0) before = after;
    set_grad(w, {});
    set_grad(b, {});
    backward({loss}, {{}}, {}, {});
    const GradMode off(false);
    ops::sub_(w, get_grad(w), 0.01);
    ops::sub_(b, get_grad(b), 0.01);
  }
  state.SetItemsProcessed(state.iterations());
  if (state.iterations() > 1 && !(after < before)) state.SkipWithError("the loss did not fall");
}

BENCHMARK(bm_chain_unrecorded)->Arg(1000);
BENCHMARK(bm_chain_recorded_and_released)->Arg(1000)->Arg(1'000'000);
BENCHMARK(bm_chain_backward)->Arg(1000)->Arg(1'000'000);
BENCHMARK(bm_chain_recorded_and_backward)->Arg(1000);
BENCHMARK(bm_fan_in)->Arg(1000);
BENCHMARK(bm_tutorial_step);

}  // namespace
}  // namespace retrograd
