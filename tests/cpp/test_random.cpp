// Random streams: their exact numbers, their state, and use by several threads and processes.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

#include "base/check.h"
#include "base/host.h"
#include "core/numbers/random.h"

namespace retrograd {
namespace {

using Bytes = std::vector<unsigned char>;

std::vector<float> uniforms(Generator& g, int64_t n) {
  std::vector<float> out(static_cast<size_t>(n));
  g.uniform(out.data(), n);
  return out;
}

std::vector<float> normals(Generator& g, int64_t n, bool one_by_one = false) {
  std::vector<float> out(static_cast<size_t>(n));
  g.normal(out.data(), n, 0, 1,
           one_by_one ? Generator::Normals::kOneByOne : Generator::Normals::kBlocks);
  return out;
}

Bytes state_of(const Generator& g) {
  Bytes state(Generator::kStateBytes);
  g.get_state(state.data());
  return state;
}

TEST(Random, WordsAreThoseOfTheReferenceEngine) {
  // Matsumoto and Nishimura's own output for the seed 5489: the first and the 10,000th word.
  Generator g(5489);
  std::vector<int64_t> words(10000);
  g.integers(words.data(), 10000, 0, 1 << 24);
  EXPECT_EQ(words[0], 3499211612 % (1 << 24));
  EXPECT_EQ(words[9999], 4123659995 % (1 << 24));
}

TEST(Random, OnlyTheLowHalfOfTheSeedCounts) {
  Generator a(7), b((uint64_t{1} << 40) + 7);
  EXPECT_EQ(uniforms(a, 100), uniforms(b, 100));
  EXPECT_EQ(b.initial_seed(), (uint64_t{1} << 40) + 7);
}

TEST(Random, SeedFromTheSystemDiffersEachTime) {
  Generator g;
  EXPECT_EQ(g.initial_seed(), Generator::kFirstSeed);
  const uint64_t first = g.seed();
  EXPECT_EQ(g.initial_seed(), first);
  EXPECT_NE(g.seed(), first);
}

TEST(Random, UniformsDoNotDependOnHowTheyAreCut) {
  constexpr int64_t n = 400000;  // several pieces
  Generator whole(1), cut(1);
  const auto want = uniforms(whole, n);
  std::vector<float> got;
  for (int64_t length = 1; got.size() < n; length = length * 3 + 1) {
    const auto part = uniforms(cut, std::min<int64_t>(length, n - got.size()));
    got.insert(got.end(), part.begin(), part.end());
  }
  EXPECT_EQ(got, want);
  EXPECT_EQ(state_of(whole), state_of(cut));
}

TEST(Random, NormalBlocksFollowTheFormula) {
  for (int64_t n : {16, 32, 200000}) {
    Generator g(3), h(3);
    const auto y = normals(g, n), x = uniforms(h, n);
    for (int64_t i = 0; i < n; i += 16)
      for (int64_t j = i; j < i + 8; ++j) {
        const double r = std::sqrt(-2 * std::log1p(-static_cast<double>(x[j])));
        ASSERT_NEAR(y[j], r * std::cos(2 * M_PI * x[j + 8]), 2e-6);
        ASSERT_NEAR(y[j + 8], r * std::sin(2 * M_PI * x[j + 8]), 2e-6);
      }
    EXPECT_EQ(state_of(g), state_of(h));
  }
}

TEST(Random, ARaggedTailIsMadeAnew) {
  Generator g(3), h(3);
  const auto y = normals(g, 21);
  auto want = normals(h, 16);
  uniforms(h, 5);
  const auto tail = normals(h, 16);
  want.resize(5);
  want.insert(want.end(), tail.begin(), tail.end());
  EXPECT_EQ(y, want);
}

TEST(Random, SingleNormalsComeInPairsAcrossCalls) {
  Generator g(3), h(3);
  auto first = normals(g, 3);
  const auto second = normals(g, 5);
  first.insert(first.end(), second.begin(), second.end());
  EXPECT_EQ(first, normals(h, 8));
  EXPECT_EQ(normals(g, 40, true), normals(h, 40, true));
}

TEST(Random, IntegersCoverTheirRange) {
  Generator g(1);
  std::vector<int64_t> x(2000);
  g.integers(x.data(), 2000, -3, 7);
  EXPECT_EQ(*std::min_element(x.begin(), x.end()), -3);
  EXPECT_EQ(*std::max_element(x.begin(), x.end()), 3);
  g.integers(x.data(), 2000, std::numeric_limits<int64_t>::min(), ~uint64_t{0});
  EXPECT_TRUE(std::any_of(x.begin(), x.end(), [](int64_t v) { return v < 0; }));
  EXPECT_TRUE(std::any_of(x.begin(), x.end(), [](int64_t v) { return v > 0; }));
  std::vector<int64_t> bytes(4000);
  g.all_integers(bytes.data(), 4000, DType::kUInt8);
  EXPECT_EQ(*std::max_element(bytes.begin(), bytes.end()), 255);
}

TEST(Random, PermutationsHoldEveryNumberOnce) {
  Generator g(1);
  for (int64_t n : {0, 1, 2, 200000}) {
    std::vector<int64_t> x(static_cast<size_t>(n)), want(static_cast<size_t>(n));
    g.permutation(x.data(), n);
    std::sort(x.begin(), x.end());
    std::iota(want.begin(), want.end(), 0);
    EXPECT_EQ(x, want);
  }
}

TEST(Random, ProbabilitiesZeroAndOneAreCertain) {
  Generator g(1);
  bool x[1000];
  g.bernoulli(x, 1000, 0);
  EXPECT_EQ(std::accumulate(x, x + 1000, 0), 0);
  g.bernoulli(x, 1000, 1);
  EXPECT_EQ(std::accumulate(x, x + 1000, 0), 1000);
}

TEST(Random, StateRestoresTheStreamAndTheKeptNormal) {
  Generator g(9), h;
  uniforms(g, 1000);
  normals(g, 3);
  const Bytes state = state_of(g);
  const auto want = normals(g, 5);
  h.set_state(state.data(), Generator::kStateBytes);
  EXPECT_EQ(h.initial_seed(), 9u);
  EXPECT_EQ(normals(h, 5), want);
  EXPECT_EQ(state_of(h), state_of(g));
}

TEST(Random, WhatIsNoStateIsRefused) {
  Generator g(9);
  const Bytes before = state_of(g);
  EXPECT_THROW(g.set_state(before.data(), 5055), RuntimeError);
  for (size_t at : {8, 12, 16, 28}) {  // left, seeded, next, the high half of a word
    Bytes bad = before;
    bad[at] ^= 0x55;
    EXPECT_THROW(g.set_state(bad.data(), Generator::kStateBytes), RuntimeError) << at;
  }
  EXPECT_EQ(state_of(g), before);
}

TEST(Random, ThreadsShareOneStreamWithoutLossOrRepeat) {
  Generator g(4), h(4);
  constexpr int kThreads = 4, kCalls = 200, kValues = 50;
  std::vector<float> all(kThreads * kCalls * kValues);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      for (int c = 0; c < kCalls; ++c) g.uniform(&all[(t * kCalls + c) * kValues], kValues);
    });
  for (auto& thread : threads) thread.join();
  auto want = uniforms(h, static_cast<int64_t>(all.size()));
  std::sort(all.begin(), all.end());
  std::sort(want.begin(), want.end());
  EXPECT_EQ(all, want);
}

TEST(Random, InterruptsMayUseTheSameGenerator) {
  host.check_interrupt = [] {
    uniforms(*default_generator(), 10);
    throw std::runtime_error("interrupted");
  };
  std::vector<float> x(1 << 20);
  EXPECT_THROW(default_generator()->uniform(x.data(), 1 << 20), std::runtime_error);
  EXPECT_THROW(default_generator()->normal(x.data(), 1 << 20), std::runtime_error);
  host.check_interrupt = [] {};
  EXPECT_EQ(uniforms(*default_generator(), 3).size(), 3u);
}

TEST(Random, AChildNeverFindsTheDefaultGeneratorLocked) {
  std::atomic<bool> over{false};
  std::thread drawing([&] {
    while (!over) uniforms(*default_generator(), 1000);
  });
  for (int i = 0; i < 50; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      alarm(30);
      uniforms(*default_generator(), 10);
      _exit(7);
    }
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 7);
  }
  over = true;
  drawing.join();
}

}  // namespace
}  // namespace retrograd
