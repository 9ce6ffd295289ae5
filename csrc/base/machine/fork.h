// fork.h: locks that no child of a fork inherits from a thread that it does not have.
//
// A child has only the thread that forked. A lock that another thread held would stay shut for ever
// there, and what it guards half done. So every lock of the library is one of these two.
//
// REQUIRES: under a lock nothing is called that may fork, wait for the host's own lock, or make or
// end a ForkMutex.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>

namespace retrograd {

namespace detail {
inline constinit std::atomic<uint32_t> fork_generation = 1;
}  // namespace detail

// Grows in a child with every fork that led to it; never 0.
inline uint32_t fork_generation() {
  return detail::fork_generation.load(std::memory_order_relaxed);
}

// A mutex that a fork takes as well, so that the child finds it open and what it guards whole. All
// that exist are in one table; in which order they nest does not matter.
class ForkMutex {
 public:
  ForkMutex();
  ForkMutex(const ForkMutex&) = delete;
  ForkMutex& operator=(const ForkMutex&) = delete;
  ~ForkMutex();

  void lock() { mutex_.lock(); }
  void unlock() { mutex_.unlock(); }

 private:
  friend class ForkTable;

  std::mutex mutex_;
  ForkMutex* next_ = nullptr;
  ForkMutex** link_ = nullptr;  // what points here, once a lock was removed; see fork.cpp
};

// A lock of four bytes, for sections of a few instructions, where there are too many for a table.
// One that was held at the fork is open in the child.
// REQUIRES: the section leaves what it guards sound after each of its writes.
class SpinLock {
 public:
  void lock() noexcept {
    const uint32_t mine = fork_generation();
    for (;;) {
      uint32_t holder = 0;
      if (holder_.compare_exchange_strong(holder, mine, std::memory_order_acquire)) return;
      if (holder != mine &&
          holder_.compare_exchange_strong(holder, mine, std::memory_order_acquire))
        return;
      while (holder_.load(std::memory_order_relaxed) == mine) {
      }
    }
  }
  void unlock() noexcept { holder_.store(0, std::memory_order_release); }

 private:
  std::atomic<uint32_t> holder_{0};  // the generation of the thread that holds it; 0: nobody does
};

}  // namespace retrograd
