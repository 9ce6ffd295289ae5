// roofline.h: what this machine gives at best, on one thread, to put each figure beside it.
#pragma once

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>

#include "core/numbers/dtype.h"

namespace retrograd::roofline {

// Multiplications and additions a second when nothing but fma of the registers that the kernels use
// is asked for; 0 where there is no fma. Measured once for each type, float32 or float64.
double peak(DType type);

// Bytes a second of a loop that reads, or that copies and so both reads and writes, whichever is
// faster, over as many `bytes` in all, or up to half as many: measured once for each power of two.
double bandwidth(int64_t bytes);

// To be made before the loop of a benchmark; behind it, says at what rate it did `each` in a turn,
// and how much in percent of the limit that is.
class Watch {
 public:
  explicit Watch(benchmark::State& state);
  void flops(double each, DType type = DType::kFloat32);
  void bytes(double each);

 private:
  void set(const char* unit, double each, double limit);

  benchmark::State& state_;
  std::chrono::steady_clock::time_point start_;
};

}  // namespace retrograd::roofline
