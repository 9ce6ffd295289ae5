// How near the reductions come to the memory: each beside a plain loop of vector reads over the
// same buffer, at sizes that lie in the first, second and last cache and beyond.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstring>

#include "core/tensor.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"

namespace retrograd {
namespace {

// Floats: 4 KiB to 64 MiB.
void cache_levels(benchmark::internal::Benchmark* bench) {
  bench->RangeMultiplier(8)->Range(1 << 10, 1 << 24);
}
// (rows, columns) of matrices: small and large, square, tall, and wide.
void matrices(benchmark::internal::Benchmark* bench) {
  for (int64_t n : {10, 64, 300, 1000, 4000}) bench->Args({n, n});
  bench->Args({100'000, 10})->Args({10'000, 100})->Args({100, 10'000})->Args({10, 100'000});
}

// Ones, with a zero and a two in places of their own.
constexpr int64_t kZeroAt = 1, kTwoAt = 7;
Tensor some_ones(const Dims& shape, DType dtype = DType::kFloat32) {
  const Tensor x = ops::full(shape, 1.0, DType::kFloat64);
  x.data<double>()[kZeroAt] = 0;
  x.data<double>()[kTwoAt] = 2;
  return ops::to(x, dtype);
}

void finish(benchmark::State& state, const Tensor& x, bool right) {
  state.SetBytesProcessed(state.iterations() * x.numel() * x.item_bytes());
  if (!right) state.SkipWithError("wrong result");
}

// What the machine gives at best: eight accumulators of 32 bytes, no conversion.
void bm_read(benchmark::State& state) {
  using Vec8 [[gnu::vector_size(32)]] = int32_t;
  const int64_t n = state.range(0), vecs = n / 8;
  const Tensor x = ops::full({n}, 1, DType::kInt32);
  const char* p = x.bytes();
  int64_t total = 0;
  for (auto _ : state) {
    Vec8 sum[8] = {};
    for (int64_t i = 0; i < vecs; i += 8)
      for (int64_t k = 0; k < 8; ++k) {
        Vec8 v;
        std::memcpy(&v, p + (i + k) * 32, sizeof v);
        sum[k] += v;
      }
    total = 0;
    for (const Vec8& v : sum)
      for (int lane = 0; lane < 8; ++lane) total += v[lane];
    benchmark::DoNotOptimize(total);
  }
  finish(state, x, total == n);
}

template <DType dtype>
void bm_sum(benchmark::State& state) {
  const Tensor x = some_ones({state.range(0)}, dtype);
  Tensor y;
  for (auto _ : state) y = ops::sum(x);
  finish(state, x, y.item().to_double() == static_cast<double>(x.numel()));
}

void bm_mean(benchmark::State& state) {
  const Tensor x = some_ones({state.range(0)});
  Tensor y;
  for (auto _ : state) y = ops::mean(x);
  finish(state, x, y.item().to_double() == 1);
}

template <DType dtype>
void bm_max(benchmark::State& state) {
  const Tensor x = some_ones({state.range(0)}, dtype);
  Tensor y;
  for (auto _ : state) y = ops::max(x);
  finish(state, x, y.item().to_double() == 2);
}

void bm_argmax(benchmark::State& state) {
  const Tensor x = some_ones({state.range(0)});
  Tensor y;
  for (auto _ : state) y = ops::argmax(x, {}, false);
  finish(state, x, y.item().to_int() == kTwoAt);
}

void bm_any(benchmark::State& state) {
  const Tensor x = some_ones({state.range(0)});
  Tensor y;
  for (auto _ : state) y = ops::any(x);
  finish(state, x, y.item().to_int() == 1);
}

template <int64_t dim>
void bm_sum_dim(benchmark::State& state) {
  const Tensor x = some_ones({state.range(0), state.range(1)});
  Tensor y;
  for (auto _ : state) y = ops::sum(x, {dim}, false, {});
  const auto n = static_cast<float>(x.size(dim));
  // The zero and the two share a row.
  finish(state, x, y.data<float>()[0] == n && y.data<float>()[kTwoAt] == n + (dim == 0));
}

template <int64_t dim>
void bm_amax_dim(benchmark::State& state) {
  const Tensor x = some_ones({state.range(0), state.range(1)});
  Tensor y;
  for (auto _ : state) y = ops::amax(x, {dim}, false);
  finish(state, x, y.data<float>()[dim == 0 ? kTwoAt : 0] == 2 && y.data<float>()[2] == 1);
}

template <int64_t dim>
void bm_argmax_dim(benchmark::State& state) {
  const Tensor x = some_ones({state.range(0), state.range(1)});
  Tensor y;
  for (auto _ : state) y = ops::argmax(x, dim, false);
  const int64_t* at = y.data<int64_t>();
  finish(state, x, dim == 0 ? at[kZeroAt] == 1 && at[kTwoAt] == 0 : at[0] == kTwoAt);
}

BENCHMARK(bm_read)->Apply(cache_levels);
BENCHMARK(bm_sum<DType::kFloat32>)->Apply(cache_levels);
BENCHMARK(bm_sum<DType::kFloat64>)->Apply(cache_levels);
BENCHMARK(bm_sum<DType::kInt64>)->Apply(cache_levels);
BENCHMARK(bm_mean)->Apply(cache_levels);
BENCHMARK(bm_max<DType::kFloat32>)->Apply(cache_levels);
BENCHMARK(bm_max<DType::kFloat64>)->Apply(cache_levels);
BENCHMARK(bm_argmax)->Apply(cache_levels);
BENCHMARK(bm_any)->Apply(cache_levels);
BENCHMARK(bm_sum_dim<0>)->Apply(matrices);
BENCHMARK(bm_sum_dim<1>)->Apply(matrices);
BENCHMARK(bm_amax_dim<0>)->Apply(matrices);
BENCHMARK(bm_amax_dim<1>)->Apply(matrices);
BENCHMARK(bm_argmax_dim<0>)->Apply(matrices);
BENCHMARK(bm_argmax_dim<1>)->Apply(matrices);

}  // namespace
}  // namespace retrograd
