// Matrix products, square, skinny, transposed, batched, beside the peak of fma on one thread:
// compare with OMP_NUM_THREADS=1.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>
#include <new>

#include "kernels/matrix/matmul.h"
#include "roofline.h"

namespace retrograd {
namespace {

// Aligned as the storage of tensors is.
constexpr std::align_val_t kAlignment{64};
struct Release {
  void operator()(void* memory) const { ::operator delete[](memory, kAlignment); }
};
template <class T>
using Buffer = std::unique_ptr<T[], Release>;
template <class T>
Buffer<T> buffer(int64_t n) {
  return Buffer<T>(new (kAlignment) T[static_cast<size_t>(n)]());
}

template <class T>
Buffer<T> pattern(int64_t n, int64_t period) {
  Buffer<T> x = buffer<T>(n);
  for (int64_t i = 0; i < n; ++i) x[static_cast<size_t>(i)] = static_cast<T>(i % period - 2);
  return x;
}

enum Transposed { kNeither, kA, kB };

// Arguments: m, k, n, batch.
template <class T, Transposed transposed = kNeither>
void bm_matmul(benchmark::State& state) {
  const int64_t m = state.range(0), k = state.range(1), n = state.range(2), batch = state.range(3);
  // Small integers: every sum is exact, so that one row can be checked to the bit.
  const Buffer<T> a = pattern<T>(batch * m * k, 5), b = pattern<T>(batch * k * n, 7);
  const Buffer<T> c = buffer<T>(batch * m * n);
  const bool ta = transposed == kA, tb = transposed == kB;
  const kernels::MatmulArgs args = {.a = a.get(),
                                    .b = b.get(),
                                    .c = c.get(),
                                    .bias = nullptr,
                                    .m = m,
                                    .n = n,
                                    .k = k,
                                    .a_row = ta ? 1 : k,
                                    .a_col = ta ? m : 1,
                                    .b_row = tb ? 1 : n,
                                    .b_col = tb ? k : 1,
                                    .c_row = n,
                                    .batch = batch,
                                    .a_batch = m * k,
                                    .b_batch = k * n,
                                    .c_batch = m * n,
                                    .accumulate = false};
  const auto product = kernels::matmul().product[dtype_of<T>];
  roofline::Watch watch(state);
  for (auto _ : state) {
    product(args);
    benchmark::ClobberMemory();
  }
  watch.flops(static_cast<double>(2 * m * n * k * batch), dtype_of<T>);
  for (int64_t j = 0; j < n; ++j) {
    T want = 0;
    for (int64_t p = 0; p < k; ++p)
      want += a[static_cast<size_t>((m - 1) * args.a_row + p * args.a_col)] *
              b[static_cast<size_t>(p * args.b_row + j * args.b_col)];
    if (c[static_cast<size_t>((m - 1) * n + j)] != want) state.SkipWithError("wrong result");
  }
}

void squares(benchmark::internal::Benchmark* bench) {
  for (int64_t n : {4, 8, 16, 32, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 2048})
    bench->Args({n, n, n, 1});
}
void skinny(benchmark::internal::Benchmark* bench) {
  bench->Args({1, 5, 3, 1})
      ->Args({32, 784, 256, 1})
      ->Args({128, 784, 256, 1})
      ->Args({1, 1024, 1024, 1})
      ->Args({1024, 1024, 1, 1})
      ->Args({64, 1024, 4096, 1})
      ->Args({1000, 10, 1000, 1})
      ->Args({10, 1000, 10, 1})
      ->Args({37, 53, 71, 1})
      ->Args({200, 300, 17, 1})
      ->Args({4096, 64, 64, 1})
      ->Args({5, 2000, 333, 1})
      ->Args({64, 64, 64, 64});
}
void transposed(benchmark::internal::Benchmark* bench) {
  bench->Args({256, 256, 256, 1})
      ->Args({784, 128, 256, 1})
      ->Args({1, 1024, 1024, 1})
      ->Args({4, 1024, 1024, 1})
      ->Args({32, 784, 256, 1});
}

BENCHMARK(bm_matmul<float>)->Apply(squares)->Apply(skinny);
BENCHMARK(bm_matmul<float, kA>)->Apply(transposed);
BENCHMARK(bm_matmul<float, kB>)->Apply(transposed);
BENCHMARK(bm_matmul<double>)->Apply(squares)->Apply(skinny);
BENCHMARK(bm_matmul<double, kA>)->Apply(transposed);
BENCHMARK(bm_matmul<double, kB>)->Apply(transposed);

}  // namespace
}  // namespace retrograd
