// What a second thread costs: the time until it has joined, so long after it was used last, and
// what is left of a job of two halves that do nothing.
#include <benchmark/benchmark.h>

#include <atomic>
#include <chrono>

#include "base/machine/parallel.h"

namespace retrograd {
namespace {

using Clock = std::chrono::steady_clock;

void stay_busy(std::chrono::microseconds time) {
  for (const auto end = Clock::now() + time; Clock::now() < end;) {
  }
}

void bm_empty_job(benchmark::State& state) {
  for (auto _ : state) parallel_for(2, 1, [](int64_t, int64_t) {});
}

// Each half waits for the other one, for at most a millisecond.
void bm_second_thread(benchmark::State& state) {
  for (auto _ : state) {
    stay_busy(std::chrono::microseconds(state.range(0)));
    std::atomic<int> begun{0};
    const auto start = Clock::now();
    parallel_for(2, 1, [&](int64_t, int64_t) {
      ++begun;
      while (begun.load() < 2 && Clock::now() < start + std::chrono::milliseconds(1)) {
      }
    });
    state.SetIterationTime(std::chrono::duration<double>(Clock::now() - start).count());
  }
  if (num_threads() < 2) state.SkipWithError("needs two threads");
}

BENCHMARK(bm_empty_job);
BENCHMARK(bm_second_thread)
    ->ArgName("us_idle")
    ->Arg(0)
    ->Arg(10)
    ->Arg(50)
    ->Arg(1000)
    ->UseManualTime();

}  // namespace
}  // namespace retrograd
