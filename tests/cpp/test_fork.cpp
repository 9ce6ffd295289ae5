// Locks at a fork: what threads hold that the child does not have, it finds open and whole.

#include "base/machine/fork.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/numbers/random.h"
#include "graph/grad_meta.h"
#include "ops/shape/creation.h"

namespace retrograd {
namespace {

// Whether a child of this thread can run `body` to its end, and it returns true there.
template <class Body>
bool child_can(Body body) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(10);
    _exit(body() ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status == 0;
}

// Runs `body` over and over on threads of its own while this lives.
class Busy {
 public:
  template <class Body>
  explicit Busy(int threads, Body body) {
    for (int i = 0; i < threads; ++i)
      threads_.emplace_back([this, body, i] {
        while (!stop_) {
          body(i);
          ++turns_;
        }
      });
    while (turns_ < threads) std::this_thread::yield();
  }
  Busy(const Busy&) = delete;
  Busy& operator=(const Busy&) = delete;
  ~Busy() {
    stop_ = true;
    for (std::thread& t : threads_) t.join();
  }

 private:
  std::atomic<bool> stop_{false};
  std::atomic<int> turns_{0};
  std::vector<std::thread> threads_;
};

constexpr int kForks = 40;

TEST(Fork, GenerationGrowsInTheChildAlone) {
  const uint32_t mine = fork_generation();
  EXPECT_TRUE(child_can([&] {
    return fork_generation() != mine && child_can([&] { return fork_generation() != 0; });
  }));
  EXPECT_EQ(fork_generation(), mine);
}

TEST(Fork, AChildFindsAMutexOpenAndWhatItGuardsWhole) {
  ForkMutex mutex;
  int64_t a = 0, b = 0;
  const Busy busy(2, [&](int) {
    const std::lock_guard lock(mutex);
    ++a;
    std::this_thread::yield();
    ++b;
  });
  for (int i = 0; i < kForks; ++i)
    ASSERT_TRUE(child_can([&] {
      const std::lock_guard lock(mutex);
      return a == b;
    }));
}

TEST(Fork, MutexesMayNestInAnyOrder) {
  std::array<ForkMutex, 3> mutexes;
  const Busy busy(2, [&](int turn) {
    // Not both orders at once, or the threads wait for each other without any fork.
    static std::mutex one_at_a_time;
    const std::lock_guard alone(one_at_a_time);
    const std::lock_guard outer(mutexes[turn == 0 ? 0 : 2]);
    const std::lock_guard middle(mutexes[1]);
    const std::lock_guard inner(mutexes[turn == 0 ? 2 : 0]);
  });
  for (int i = 0; i < kForks; ++i)
    ASSERT_TRUE(child_can([&] {
      for (ForkMutex& m : mutexes) const std::lock_guard lock(m);
      return true;
    }));
}

TEST(Fork, MutexesMayComeAndGo) {
  const Busy busy(2, [](int) {
    std::vector<std::unique_ptr<ForkMutex>> all;
    for (int i = 0; i < 10; ++i) all.push_back(std::make_unique<ForkMutex>());
    all.erase(all.begin() + 3);
  });
  for (int i = 0; i < kForks; ++i)
    ASSERT_TRUE(child_can([] {
      ForkMutex mutex;
      const std::lock_guard lock(mutex);
      return true;
    }));
}

TEST(Fork, ASpinLockOfAThreadThatIsGoneIsOpen) {
  SpinLock lock;
  std::atomic<bool> held{false}, release{false};
  std::thread holder([&] {
    const std::lock_guard holds(lock);
    held = true;
    while (!release) std::this_thread::yield();
  });
  while (!held) std::this_thread::yield();
  const auto take = [&] {
    { const std::lock_guard holds(lock); }
    const std::lock_guard again(lock);
    return true;
  };
  EXPECT_TRUE(child_can(take));
  EXPECT_TRUE(child_can([&] { return child_can(take) && take(); }));
  release = true;
  holder.join();
}

TEST(Fork, ASpinLockLetsOneThreadInInTheChildToo) {
  SpinLock lock;
  std::thread([&] { lock.lock(); }).join();  // and never again
  EXPECT_TRUE(child_can([&] {
    int64_t sum = 0;
    std::vector<std::thread> all;
    for (int t = 0; t < 4; ++t)
      all.emplace_back([&] {
        for (int i = 0; i < 10'000; ++i) {
          const std::lock_guard holds(lock);
          ++sum;
        }
      });
    for (std::thread& t : all) t.join();
    return sum == 40'000;
  }));
}

TEST(Fork, AChildRecordsByALeafThatOthersUse) {
  const Tensor x = ops::ones({2});
  set_requires_grad(x, true);
  const Busy busy(2, [&](int) {
    (void)gradient_edge(x);
    set_grad(x, ops::ones({2}));
    (void)get_grad(x);
  });
  for (int i = 0; i < kForks; ++i)
    ASSERT_TRUE(child_can([&] {
      set_grad(x, ops::zeros({2}));
      return gradient_edge(x).node && get_grad(x).defined();
    }));
}

TEST(Fork, AChildDrawsFromAGeneratorThatOthersUse) {
  const auto generator = make_ref<Generator>();
  const Busy busy(2, [&](int) {
    std::array<float, 2000> out;
    generator->uniform(out.data(), 2000);
  });
  for (int i = 0; i < kForks; ++i)
    ASSERT_TRUE(child_can([&] {
      float x;
      generator->uniform(&x, 1);
      return 0 <= x && x < 1;
    }));
}

}  // namespace
}  // namespace retrograd
