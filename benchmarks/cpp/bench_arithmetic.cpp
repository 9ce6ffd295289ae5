// Pointwise arithmetic as a caller meets it: allocation, broadcasting and recording included.
#include <benchmark/benchmark.h>

#include <cstdint>

#include "graph/grad_meta.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd {
namespace {

// From three elements through every level of cache into memory.
void sizes(benchmark::internal::Benchmark* bench) {
  for (int64_t n : {3, 64, 1 << 10, 1 << 13, 1 << 16, 1 << 19, 1 << 22, 10'000'000}) bench->Arg(n);
}

void set_rates(benchmark::State& state, int64_t elements, int64_t bytes) {
  state.SetItemsProcessed(state.iterations() * elements);
  state.SetBytesProcessed(state.iterations() * bytes);
}

void check(benchmark::State& state, const Tensor& y, float want) {
  if (y.data<float>()[0] != want || y.data<float>()[y.numel() - 1] != want)
    state.SkipWithError("wrong result");
}

Tensor filled(const Dims& shape, double value) { return ops::full(shape, value, DType::kFloat32); }

template <bool recorded>
void bm_add(benchmark::State& state) {
  const int64_t n = state.range(0);
  const Tensor a = filled({n}, 1.5), b = filled({n}, 2.0);
  if (recorded) set_requires_grad(a, true);
  Tensor y;
  for (auto _ : state) y = ops::add(a, b);
  set_rates(state, n, 3 * n * 4);
  check(state, y, 3.5f);
}

template <Tensor (*op)(const Tensor&, const Tensor&)>
void bm_binary(benchmark::State& state) {
  const int64_t n = state.range(0);
  const Tensor a = filled({n}, 3.0), b = filled({n}, 2.0),
               want = op(filled({1}, 3.0), filled({1}, 2.0));
  Tensor y;
  for (auto _ : state) y = op(a, b);
  set_rates(state, n, 3 * n * 4);
  check(state, y, *want.data<float>());
}

void bm_add_in_place(benchmark::State& state) {
  const int64_t n = state.range(0);
  Tensor y = filled({n}, 1.0);
  const Tensor zero = filled({n}, 0.0);
  for (auto _ : state) ops::add_(y, zero);
  set_rates(state, n, 3 * n * 4);
  check(state, y, 1.0f);
}

void bm_add_number(benchmark::State& state) {
  const int64_t n = state.range(0);
  const Tensor x = filled({n}, 1.5);
  Tensor y;
  for (auto _ : state) y = ops::add(x, Scalar(2));
  set_rates(state, n, 2 * n * 4);
  check(state, y, 3.5f);
}

// The three ways in which a matrix meets an operand that is not laid out as it is.
enum class Operand { kRow, kColumn, kTransposed };

template <Operand kind>
void bm_add_matrix(benchmark::State& state) {
  const int64_t rows = state.range(0), n = state.range(1);
  const Tensor a = filled({rows, n}, 1.5);
  const Tensor b = kind == Operand::kRow      ? filled({n}, 2.0)
                   : kind == Operand::kColumn ? filled({rows, 1}, 2.0)
                                              : ops::t(filled({n, rows}, 2.0));
  Tensor y;
  for (auto _ : state) y = ops::add(a, b);
  set_rates(state, rows * n, (kind == Operand::kTransposed ? 3 : 2) * rows * n * 4);
  check(state, y, 3.5f);
}

void matrices(benchmark::internal::Benchmark* bench) {
  for (int64_t n : {8, 32, 128, 512, 2048}) bench->Args({n, n});
  for (int64_t n : {2, 3, 10, 16, 64, 250, 5000}) bench->Args({100'000 / n, n});
}

BENCHMARK(bm_add<false>)->Apply(sizes);
BENCHMARK(bm_add<true>)->Apply(sizes);
BENCHMARK(bm_binary<ops::mul>)->Apply(sizes);
BENCHMARK(bm_binary<ops::div>)->Apply(sizes);
BENCHMARK(bm_binary<ops::maximum>)->Apply(sizes);
BENCHMARK(bm_binary<ops::pow>)->Apply(sizes);
BENCHMARK(bm_add_in_place)->Apply(sizes);
BENCHMARK(bm_add_number)->Apply(sizes);
BENCHMARK(bm_add_matrix<Operand::kRow>)->Apply(matrices);
BENCHMARK(bm_add_matrix<Operand::kColumn>)->Apply(matrices);
BENCHMARK(bm_add_matrix<Operand::kTransposed>)->Apply(matrices);

}  // namespace
}  // namespace retrograd
