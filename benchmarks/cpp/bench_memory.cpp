// How near the pointwise loops come to the memory: each beside the plain C++ loop for the same
// work, over the same buffers, at sizes that lie in the first, second and last cache and beyond.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstring>

#include "base/machine/parallel.h"
#include "core/allocator.h"
#include "core/loop/loop.h"
#include "kernels/pointwise/arithmetic.h"
#include "ops/shape/creation.h"

namespace retrograd {
namespace {

// Floats per operand: 4 KiB to 64 MiB each.
void cache_levels(benchmark::internal::Benchmark* bench) {
  bench->RangeMultiplier(8)->Range(1 << 10, 1 << 24);
}

struct Operands {
  explicit Operands(int64_t n)
      : a(ops::full({n}, 1.5, DType::kFloat32)),
        b(ops::full({n}, 2.0, DType::kFloat32)),
        y(ops::zeros({n}, DType::kFloat32)) {}
  Tensor a, b, y;
};

void finish(benchmark::State& state, const Tensor& y, int64_t operands, float want) {
  state.SetBytesProcessed(state.iterations() * y.numel() * operands * 4);
  if (y.data<float>()[0] != want || y.data<float>()[y.numel() - 1] != want)
    state.SkipWithError("wrong result");
}

void bm_copy(benchmark::State& state) {
  const Operands t(state.range(0));
  for (auto _ : state) copy_into(t.y, t.a);
  finish(state, t.y, 2, 1.5f);
}

void bm_copy_memcpy(benchmark::State& state) {
  const Operands t(state.range(0));
  for (auto _ : state) {
    std::memcpy(t.y.bytes(), t.a.bytes(), static_cast<size_t>(t.y.numel()) * 4);
    benchmark::ClobberMemory();
  }
  finish(state, t.y, 2, 1.5f);
}

void bm_add(benchmark::State& state) {
  const Operands t(state.range(0));
  for (auto _ : state) run_loop(kernels::arithmetic().add[DType::kFloat32], t.y, t.a, t.b);
  finish(state, t.y, 3, 3.5f);
}

void bm_mul(benchmark::State& state) {
  const Operands t(state.range(0));
  for (auto _ : state) run_loop(kernels::arithmetic().mul[DType::kFloat32], t.y, t.a, t.b);
  finish(state, t.y, 3, 3.0f);
}

// What the compiler makes of the loop that anybody would write.
void bm_add_plain(benchmark::State& state) {
  const Operands t(state.range(0));
  const float *a = t.a.data<float>(), *b = t.b.data<float>();
  float* __restrict y = t.y.data<float>();
  const int64_t n = t.y.numel();
  for (auto _ : state) {
    for (int64_t i = 0; i < n; ++i) y[i] = a[i] + b[i];
    benchmark::ClobberMemory();
  }
  finish(state, t.y, 3, 3.5f);
}

void bm_mul_plain(benchmark::State& state) {
  const Operands t(state.range(0));
  const float *a = t.a.data<float>(), *b = t.b.data<float>();
  float* __restrict y = t.y.data<float>();
  const int64_t n = t.y.numel();
  for (auto _ : state) {
    for (int64_t i = 0; i < n; ++i) y[i] = a[i] * b[i];
    benchmark::ClobberMemory();
  }
  finish(state, t.y, 3, 3.0f);
}

// The same with the plain loop's one thread, to tell the kernel from the pool.
void bm_add_one_thread(benchmark::State& state) {
  const int threads = num_threads();
  set_num_threads(1);
  bm_add(state);
  set_num_threads(threads);
}

// A block out of the cache and back, touched once per page.
void bm_allocate(benchmark::State& state) {
  const auto bytes = static_cast<size_t>(state.range(0));
  for (auto _ : state) {
    char* block = static_cast<char*>(allocator::allocate(bytes));
    for (size_t i = 0; i < bytes; i += 4096) block[i] = 1;
    benchmark::ClobberMemory();
    allocator::release(block, bytes);
  }
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK(bm_copy)->Apply(cache_levels);
BENCHMARK(bm_copy_memcpy)->Apply(cache_levels);
BENCHMARK(bm_add)->Apply(cache_levels);
BENCHMARK(bm_add_one_thread)->Apply(cache_levels);
BENCHMARK(bm_add_plain)->Apply(cache_levels);
BENCHMARK(bm_mul)->Apply(cache_levels);
BENCHMARK(bm_mul_plain)->Apply(cache_levels);
BENCHMARK(bm_allocate)->RangeMultiplier(16)->Range(64, 64 << 20);

}  // namespace
}  // namespace retrograd
