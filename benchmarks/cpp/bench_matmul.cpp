// Matrix products, in floating-point operations a second: square, skinny, transposed, batched. The
// peak is what the processor does when nothing but fma of the widest registers is asked of it.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "base/parallel.h"
#include "kernels/matmul.h"

namespace retrograd {
namespace {

template <class T>
std::vector<T> pattern(int64_t n, int64_t period) {
  std::vector<T> x(static_cast<size_t>(n));
  for (int64_t i = 0; i < n; ++i) x[static_cast<size_t>(i)] = static_cast<T>(i % period - 2);
  return x;
}

void set_rate(benchmark::State& state, int64_t flops) {
  state.counters["FLOP/s"] = benchmark::Counter(static_cast<double>(state.iterations() * flops),
                                                benchmark::Counter::kIsRate);
}

enum Transposed { kNeither, kA, kB };

// Arguments: m, k, n, batch.
template <class T, Transposed transposed = kNeither>
void bm_matmul(benchmark::State& state) {
  const int64_t m = state.range(0), k = state.range(1), n = state.range(2), batch = state.range(3);
  // Small integers: every sum is exact, so that one row can be checked to the bit.
  const std::vector<T> a = pattern<T>(batch * m * k, 5), b = pattern<T>(batch * k * n, 7);
  std::vector<T> c(static_cast<size_t>(batch * m * n));
  const bool ta = transposed == kA, tb = transposed == kB;
  const kernels::MatmulArgs args = {.a = a.data(),
                                    .b = b.data(),
                                    .c = c.data(),
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
  const auto product =
      kernels::matmul().product[std::is_same_v<T, float> ? DType::kFloat32 : DType::kFloat64];
  for (auto _ : state) {
    product(args);
    benchmark::ClobberMemory();
  }
  set_rate(state, 2 * m * n * k * batch);
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

#if defined(__x86_64__)
// Twelve independent chains of fma on whole registers, no memory: the ceiling of all the above.
#define RG_FMA_ROUNDS(reg)                                                                       \
  asm volatile(                                                                                  \
      ".irp r,0,1,2,3,4,5,6,7,8,9,10,11,12,13\n"                                                 \
      "vxorps %%xmm\\r,%%xmm\\r,%%xmm\\r\n"                                                      \
      ".endr\n"                                                                                  \
      "mov $1000,%%ecx\n"                                                                        \
      "1:\n"                                                                                     \
      ".irp r,0,1,2,3,4,5,6,7,8,9,10,11\n"                                                       \
      "vfmadd231ps %%" reg "12,%%" reg "13,%%" reg                                               \
      "\\r\n"                                                                                    \
      ".endr\n"                                                                                  \
      "dec %%ecx\n"                                                                              \
      "jnz 1b\n" ::                                                                              \
          : "rcx", "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", \
            "xmm9", "xmm10", "xmm11", "xmm12", "xmm13")

void bm_fma_peak_float(benchmark::State& state) {
  constexpr int kChains = 12, kRounds = 1000;
  int lanes = 0;
  if (__builtin_cpu_supports("avx512f")) {
    lanes = 16;
    for (auto _ : state) RG_FMA_ROUNDS("zmm");
  } else if (__builtin_cpu_supports("fma")) {
    lanes = 8;
    for (auto _ : state) RG_FMA_ROUNDS("ymm");
  } else {
    state.SkipWithError("no fma on this machine");
  }
  set_rate(state, int64_t{2} * kChains * kRounds * lanes);
}
BENCHMARK(bm_fma_peak_float);
#undef RG_FMA_ROUNDS
#endif

}  // namespace
}  // namespace retrograd
