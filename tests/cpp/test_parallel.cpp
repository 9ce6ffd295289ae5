// The thread pool: what it covers, when it runs inline, and what it survives.

#include <errno.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <limits>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/host.h"
#include "base/machine/cpu.h"
#include "base/machine/parallel.h"

#if defined(__SANITIZE_THREAD__)
// Lets a forked child start threads of its own.
extern "C" const char* __tsan_default_options() { return "die_after_fork=0"; }
#endif

// What the linker puts in the place of pthread_create: a system with few threads to give.
static std::atomic<int> threads_granted{std::numeric_limits<int>::max()};
extern "C" {
decltype(pthread_create) __real_pthread_create;
int __wrap_pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*run)(void*),
                          void* argument) {
  if (threads_granted.fetch_sub(1) <= 0) return EAGAIN;
  return __real_pthread_create(thread, attributes, run, argument);
}
}

namespace retrograd {
namespace {

#if defined(__SANITIZE_THREAD__)
// It takes new threads of a child for those that were running at the fork.
constexpr int kChildThreads = 1;
#else
constexpr int kChildThreads = 4;
#endif

using Blocks = std::set<std::pair<int64_t, int64_t>>;

Blocks blocks_of(int64_t n, int64_t grain) {
  std::mutex lock;
  Blocks blocks;
  parallel_for(n, grain, [&](int64_t begin, int64_t end) {
    std::lock_guard<std::mutex> hold(lock);
    EXPECT_TRUE(blocks.emplace(begin, end).second);
  });
  return blocks;
}

int64_t sum_below(int64_t n, int64_t grain) {
  std::atomic<int64_t> sum{0};
  parallel_for(n, grain, [&](int64_t begin, int64_t end) {
    int64_t part = 0;
    for (int64_t i = begin; i < end; ++i) part += i;
    sum += part;
  });
  return sum;
}

// Exit status of a child that runs `body`; -1 if a signal or the alarm ended it.
template <class F>
int status_of_child(F body) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);
    _exit(body());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class Parallel : public testing::Test {
 protected:
  void SetUp() override { set_num_threads(4); }
};

TEST_F(Parallel, BlocksDependOnSizeAndGrainAlone) {
  for (int64_t n : {1, 7, 8, 9, 64, 1000}) {
    Blocks want;
    for (int64_t begin = 0; begin < n; begin += 8) want.emplace(begin, std::min(begin + 8, n));
    for (int count : {1, 2, 3, 8}) {
      set_num_threads(count);
      EXPECT_EQ(blocks_of(n, 8), want) << n << " on " << count;
    }
  }
}

TEST_F(Parallel, NothingRunsForAnEmptyRange) {
  EXPECT_TRUE(blocks_of(0, 8).empty());
  EXPECT_TRUE(blocks_of(-3, 8).empty());
}

TEST_F(Parallel, OneBlockRunsOnTheCaller) {
  std::thread::id id;
  parallel_for(8, 8, [&](int64_t, int64_t) { id = std::this_thread::get_id(); });
  EXPECT_EQ(id, std::this_thread::get_id());
}

TEST_F(Parallel, WorkersHelp) {
  // Each block waits for another one to run at the same time, which takes two threads.
  std::atomic<int> present{0};
  parallel_for(2, 1, [&](int64_t, int64_t) {
    ++present;
    while (present < 2) std::this_thread::yield();
  });
  EXPECT_GE(started_threads(), 2);
}

TEST_F(Parallel, NestedCallsRunInline) {
  std::atomic<int64_t> cells{0};
  parallel_for(16, 1, [&](int64_t, int64_t) {
    const auto self = std::this_thread::get_id();
    parallel_for(16, 1, [&](int64_t, int64_t) {
      EXPECT_EQ(std::this_thread::get_id(), self);
      ++cells;
    });
  });
  EXPECT_EQ(cells, 256);
}

TEST_F(Parallel, SmallJobsInARowAllComplete) {
  for (int i = 0; i < 5000; ++i) ASSERT_EQ(sum_below(40, 10), 780);
}

TEST_F(Parallel, SeveralCallersAtOnce) {
  std::vector<std::thread> callers;
  for (int c = 0; c < 4; ++c)
    callers.emplace_back([] {
      for (int i = 0; i < 500; ++i) EXPECT_EQ(sum_below(1000, 10), 499500);
    });
  for (auto& caller : callers) caller.join();
}

TEST_F(Parallel, ThreadCountMayChangeUnderWork) {
  std::atomic<bool> over{false};
  std::thread changer([&] {
    for (int n = 1; !over; n = n % 6 + 1) set_num_threads(n);
  });
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(sum_below(1000, 10), 499500);
  over = true;
  changer.join();
}

TEST_F(Parallel, ExceptionsReachTheCallerAndThePoolStaysUsable) {
  for (int i = 0; i < 300; ++i) {
    try {
      parallel_for(100, 1, [&](int64_t begin, int64_t) {
        if (begin % 10 == 3) throw std::out_of_range("block " + std::to_string(begin));
      });
      FAIL() << "nothing was thrown";
    } catch (const std::out_of_range& error) {
      EXPECT_EQ(std::string(error.what()).substr(0, 6), "block ");
    }
    ASSERT_EQ(sum_below(1000, 10), 499500);
  }
}

TEST_F(Parallel, ExceptionDropsTheRestAndWaitsForRunningBlocks) {
  std::atomic<int> running{0}, begun{0};
  EXPECT_THROW(parallel_for(100000, 1,
                            [&](int64_t begin, int64_t) {
                              ++running;
                              ++begun;
                              std::this_thread::sleep_for(std::chrono::microseconds(200));
                              --running;
                              if (begin == 1) throw 1;
                            }),
               int);
  EXPECT_EQ(running, 0);
  EXPECT_LT(begun, 1000);
}

TEST_F(Parallel, InterruptsComeOutBetweenBlocks) {
  for (int count : {1, 4}) {
    set_num_threads(count);
    host.check_interrupt = [] { throw std::runtime_error("interrupted"); };
    std::atomic<int> running{0};
    EXPECT_THROW(parallel_for(100000, 1,
                              [&](int64_t, int64_t) {
                                ++running;
                                std::this_thread::sleep_for(std::chrono::milliseconds(1));
                                --running;
                              }),
                 std::runtime_error);
    EXPECT_EQ(running, 0);
    host.check_interrupt = [] {};
  }
}

TEST_F(Parallel, AForkedChildStartsItsOwnPool) {
  sum_below(1000, 10);
  EXPECT_EQ(status_of_child([] {
              const bool empty = started_threads() == 1;
              const bool right = sum_below(1000, 10) == 499500;
              return empty && right && started_threads() > 1 ? 7 : 1;
            }),
            7);
  EXPECT_EQ(sum_below(1000, 10), 499500);
}

TEST_F(Parallel, ForkUnderWorkOfAnotherThread) {
  std::atomic<bool> over{false};
  std::thread worker([&] {
    while (!over) EXPECT_EQ(sum_below(1000, 10), 499500);
  });
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(status_of_child([] {
                set_num_threads(kChildThreads);
                return sum_below(1000, 10) == 499500 ? 7 : 1;
              }),
              7);
  over = true;
  worker.join();
}

TEST_F(Parallel, ForkFromWithinABlockFailsInTheChildAndNotInTheParent) {
  const pid_t parent = getpid();
  const auto caller = std::this_thread::get_id();
  std::atomic<int> ran{0};
  std::atomic<bool> forked{false};
  std::string message;
  pid_t child = -1;
  try {
    parallel_for(64, 1, [&](int64_t, int64_t) {
      ++ran;
      if (std::this_thread::get_id() == caller && !forked) {
        child = fork();
        forked = true;
      }
      while (!forked) std::this_thread::yield();
    });
  } catch (const RuntimeError& error) {
    message = error.what();
  }
  if (getpid() != parent) _exit(message.empty() ? 1 : 7);
  EXPECT_EQ(message, "");
  EXPECT_EQ(ran, 64);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 7);
}

TEST_F(Parallel, RefusedThreadsAreDoneWithout) {
  EXPECT_EQ(status_of_child([] {
              threads_granted = 2;
              set_num_threads(64);
              for (int i = 0; i < 100; ++i)
                if (sum_below(100000, 10) != 4999950000) return 3;
              return started_threads() == 3 ? 7 : 4;
            }),
            7);
}

TEST_F(Parallel, IdleWorkersUseNoTime) {
  sum_below(100000, 10);
  const clock_t before = clock();
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_LT(clock() - before, CLOCKS_PER_SEC / 50);
}

TEST_F(Parallel, WorkersTakeNoSignals) {
  static std::atomic<int> elsewhere;
  static std::thread::id main_thread;
  main_thread = std::this_thread::get_id();
  elsewhere = 0;
  sum_below(100000, 10);
  signal(SIGUSR1, [](int) { elsewhere += std::this_thread::get_id() != main_thread; });
  for (int i = 0; i < 200; ++i) kill(getpid(), SIGUSR1);
  signal(SIGUSR1, SIG_DFL);
  EXPECT_EQ(elsewhere, 0);
}

TEST_F(Parallel, ThreadCountMustBePositive) {
  EXPECT_THROW(set_num_threads(0), ValueError);
  EXPECT_THROW(set_num_threads(-2), ValueError);
  set_num_threads(3);
  EXPECT_EQ(num_threads(), 3);
}

// The first answer of num_threads() under an environment, asked of a fresh process.
int first_thread_count(const char* ours, const char* omp) {
  for (auto [name, value] : {std::pair{"RETROGRAD_NUM_THREADS", ours}, {"OMP_NUM_THREADS", omp}})
    value ? setenv(name, value, 1) : unsetenv(name);
  const std::string command =
      std::filesystem::read_symlink("/proc/self/exe").string() + " --print-threads";
  FILE* out = popen(command.c_str(), "r");
  int n = -1;
  if (fscanf(out, "%d", &n) != 1) n = -1;
  pclose(out);
  return n;
}

TEST(ParallelEnvironment, OursThenOmpThenTheMachine) {
  const int machine = usable_processors();
  EXPECT_EQ(first_thread_count("5", "7"), 5);
  EXPECT_EQ(first_thread_count(nullptr, "7"), 7);
  EXPECT_EQ(first_thread_count(nullptr, "6,2"), 6);
  EXPECT_EQ(first_thread_count("many", " 7 "), 7);
  for (const char* garbage : {"", "x", "0", "-4", "3x", "1e3", "99999999999999999999"})
    EXPECT_EQ(first_thread_count(garbage, garbage), machine) << garbage;
  EXPECT_EQ(first_thread_count(nullptr, nullptr), machine);
}

class Cgroup : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "cgroup_XXXXXX";
    root_ = mkdtemp(name.data());
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  void write(const std::string& path, const std::string& text) {
    const std::filesystem::path file = root_ + path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }

  std::string root_;
};

TEST_F(Cgroup, NoQuotaWithoutFiles) { EXPECT_EQ(cgroup_quota(root_), 0); }

TEST_F(Cgroup, Version2TakesTheLeastOnTheWayUp) {
  write("/proc/self/cgroup", "0::/a/b\n");
  write("/sys/fs/cgroup/a/b/cpu.max", "max 100000\n");
  EXPECT_EQ(cgroup_quota(root_), 0);
  write("/sys/fs/cgroup/a/cpu.max", "250000 100000\n");
  EXPECT_EQ(cgroup_quota(root_), 3);
  write("/sys/fs/cgroup/a/b/cpu.max", "50000 100000\n");
  EXPECT_EQ(cgroup_quota(root_), 1);
}

TEST_F(Cgroup, Version2InAContainerReadsTheMount) {
  write("/proc/self/cgroup", "0::/../../host/slice\n");
  write("/sys/fs/cgroup/cpu.max", "400000 100000\n");
  EXPECT_EQ(cgroup_quota(root_), 4);
}

TEST_F(Cgroup, Version1ReadsTheCpuController) {
  write("/proc/self/cgroup", "5:cpuset:/x\n4:cpuacct,cpu:/docker/1\n0::/\n");
  write("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
  write("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(cgroup_quota(root_), 0);
  write("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "200000\n");
  EXPECT_EQ(cgroup_quota(root_), 2);
}

TEST(Cpu, LevelsHaveNames) {
  for (Isa isa : {Isa::v2, Isa::v3, Isa::v4, Isa::neon})
    EXPECT_EQ(isa_from_name(isa_name(isa)), isa);
  EXPECT_THROW(isa_from_name("v5"), ValueError);
  EXPECT_NE(std::string(isa_name(best_isa())), "");
}

}  // namespace
}  // namespace retrograd

int main(int argc, char** argv) {
  if (argc > 1 && std::string(argv[1]) == "--print-threads") {
    printf("%d\n", retrograd::num_threads());
    return 0;
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
