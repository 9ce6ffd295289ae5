// Measures the limits: chains of fma in registers, and loops through each level of the memory.
#include "roofline.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdint>
#include <limits>

#include "core/tensor.h"
#include "kernels/dispatch.h"
#include "ops/shape/creation.h"

namespace retrograd::roofline {
namespace {

// The least of several times, each of at least a millisecond, in seconds a call.
template <class F>
double seconds(F&& call) {
  using Clock = std::chrono::steady_clock;
  double best = std::numeric_limits<double>::max();
  for (int turn = 0; turn < 8; ++turn) {
    int64_t calls = 0;
    const Clock::time_point start = Clock::now();
    std::chrono::duration<double> passed{};
    do {
      call();
      ++calls;
      passed = Clock::now() - start;
    } while (passed.count() < 1e-3);
    best = std::min(best, passed.count() / static_cast<double>(calls));
  }
  return best;
}

#if defined(__x86_64__)
// Twelve independent chains on whole registers, no memory.
constexpr int kChains = 12, kRounds = 1000;
#define RG_FMA_ROUNDS(fma, reg)                                                                  \
  asm volatile(                                                                                  \
      ".irp r,0,1,2,3,4,5,6,7,8,9,10,11,12,13\n"                                                 \
      "vxorps %%xmm\\r,%%xmm\\r,%%xmm\\r\n"                                                      \
      ".endr\n"                                                                                  \
      "mov $1000,%%ecx\n"                                                                        \
      "1:\n"                                                                                     \
      ".irp r,0,1,2,3,4,5,6,7,8,9,10,11\n" fma " %%" reg "12,%%" reg "13,%%" reg                 \
      "\\r\n"                                                                                    \
      ".endr\n"                                                                                  \
      "dec %%ecx\n"                                                                              \
      "jnz 1b\n" ::                                                                              \
          : "rcx", "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", \
            "xmm9", "xmm10", "xmm11", "xmm12", "xmm13")

double measured_peak(bool floats) {
  double bytes = 0, time = 1;
  // The registers that the kernels use: less where RETROGRAD_ISA asks for less.
  if (kernels::active_isa() == Isa::v4) {
    bytes = 64;
    time = floats ? seconds([] { RG_FMA_ROUNDS("vfmadd231ps", "zmm"); })
                  : seconds([] { RG_FMA_ROUNDS("vfmadd231pd", "zmm"); });
  } else if (kernels::active_isa() == Isa::v3) {
    bytes = 32;
    time = floats ? seconds([] { RG_FMA_ROUNDS("vfmadd231ps", "ymm"); })
                  : seconds([] { RG_FMA_ROUNDS("vfmadd231pd", "ymm"); });
  }
  return 2.0 * kChains * kRounds * bytes / (floats ? 4 : 8) / time;
}
#undef RG_FMA_ROUNDS
#else
double measured_peak(bool) { return 0; }
#endif

// The widest registers that the machine has; other machines are content with what is common to all.
#if defined(__x86_64__) && !defined(__clang__)
#define RG_WIDEST [[gnu::target_clones("default", "avx2", "avx512f")]]
#else
#define RG_WIDEST
#endif
using Vec [[gnu::vector_size(64)]] = int64_t;
constexpr size_t kAtOnce = 8;

RG_WIDEST void read(const Vec* from, size_t n, Vec* sink) {
  Vec sum[kAtOnce] = {};
  for (size_t i = 0; i < n; i += kAtOnce)
    for (size_t k = 0; k < kAtOnce; ++k) sum[k] |= from[i + k];
  for (size_t k = 0; k < kAtOnce; ++k) sink[k] = sum[k];
}
RG_WIDEST void copy(Vec* to, const Vec* from, size_t n) {
  for (size_t i = 0; i < n; i += kAtOnce)
    for (size_t k = 0; k < kAtOnce; ++k) to[i + k] = from[i + k];
}

double measured_bandwidth(size_t bytes) {
  const size_t n = bytes / sizeof(Vec);
  // The memory that tensors have, in pages of the same size.
  const Tensor memory = ops::zeros({static_cast<int64_t>(bytes)}, DType::kInt8);
  Vec* const data = reinterpret_cast<Vec*>(memory.bytes());
  Vec sink[kAtOnce];
  const double reading = seconds([&] {
    read(data, n, sink);
    benchmark::DoNotOptimize(sink);
  });
  const double copying = seconds([&] {
    copy(data, data + n / 2, n / 2);
    benchmark::ClobberMemory();
  });
  return static_cast<double>(bytes) / std::min(reading, copying);
}

}  // namespace

double peak(DType type) {
  static const double floats = measured_peak(true), doubles = measured_peak(false);
  return type == DType::kFloat64 ? doubles : floats;
}

double bandwidth(int64_t bytes) {
  constexpr size_t kLeast = 1 << 12, kMost = 1 << 28;
  static double known[64] = {};
  const size_t near = std::bit_floor(std::clamp(static_cast<size_t>(bytes), kLeast, kMost));
  double& found = known[std::countr_zero(near)];
  if (found == 0) found = measured_bandwidth(near);
  return found;
}

Watch::Watch(benchmark::State& state) : state_(state), start_(std::chrono::steady_clock::now()) {}

void Watch::set(const char* unit, double each, double limit) {
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
  const double all = static_cast<double>(state_.iterations()) * each;
  state_.counters[unit] = benchmark::Counter(all, benchmark::Counter::kIsRate);
  if (limit > 0) state_.counters["% of limit"] = 100 * all / passed.count() / limit;
}
void Watch::flops(double each, DType type) { set("FLOP/s", each, peak(type)); }
void Watch::bytes(double each) { set("B/s", each, bandwidth(static_cast<int64_t>(each))); }

}  // namespace retrograd::roofline
