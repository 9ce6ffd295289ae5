#include "base/machine/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <time.h>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <mutex>

#include "base/check.h"
#include "base/host.h"
#include "base/machine/cpu.h"
#include "base/machine/denormals.h"
#include "base/machine/float_flags.h"
#include "base/machine/fork.h"

namespace retrograd {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kMaxWorkers = 1023;
// Frames of kernels hold up to 110 KB, and there are systems whose threads have 128 KB of stack.
constexpr size_t kStackBytes = 2 << 20;
// Waking a sleeper costs 5 to 20 us, so whoever expects news soon looks out for it: first without
// pause, then while nobody else wants the processor.
constexpr auto kSpin = std::chrono::microseconds(5), kYield = std::chrono::microseconds(100);
constexpr int64_t kPollInterval = 5;  // milliseconds

// Set while this thread runs blocks: calls from inside them run inline.
thread_local bool inside = false;

class Inside {
 public:
  Inside() : before_(inside) { inside = true; }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;
  ~Inside() { inside = before_; }

 private:
  bool before_;
};

void pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

template <class Done>
bool spin_until(Done done) {
  const auto start = Clock::now();
  for (auto now = start; now < start + kYield; now = Clock::now()) {
    if (now >= start + kSpin) sched_yield();
    for (int i = 0; i < 16; ++i) {
      if (done()) return true;
      pause();
    }
  }
  return done();
}

// A clock that goes on by some milliseconds at a time is read in a quarter of the time.
int64_t coarse_milliseconds() {
#if defined(CLOCK_MONOTONIC_COARSE)
  constexpr clockid_t clock = CLOCK_MONOTONIC_COARSE;
#else
  constexpr clockid_t clock = CLOCK_MONOTONIC;
#endif
  timespec now;
  clock_gettime(clock, &now);
  return int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

// The time goes on from one call to the next, for long work may be a row of short ones.
thread_local int64_t last_poll = 0;

void poll() {
  const int64_t now = coarse_milliseconds();
  if (now - last_poll < kPollInterval) return;
  last_poll = now;
  check_interrupt();
}

struct Left {};  // what a helper throws out of a block whose caller has left

struct alignas(64) Range {  // of blocks, handed out in order
  std::atomic<int64_t> next{0};
  int64_t end = 0;
};

// Note [Ranges]. Each thread begins in a range of its own and helps in the others' once that is
// empty. So a thread meets the same parts of a tensor in call after call, which are in its own
// cache then: reading what another core has written may be twenty times slower. More threads than
// ranges share them.
constexpr int kMaxRanges = 16;

struct Job {
  Job(int64_t length, int64_t block, void* of, BlockBody run, int threads)
      : n(length), grain(block), context(of), body(run) {
    const int64_t blocks = (n - 1) / grain + 1;
    ranges = static_cast<int>(std::min<int64_t>({threads, blocks, kMaxRanges}));
    for (int64_t k = 0; k < ranges; ++k) {
      range[k].next.store(blocks * k / ranges, std::memory_order_relaxed);
      range[k].end = blocks * (k + 1) / ranges;
    }
  }

  const int64_t n, grain;
  void* const context;
  const BlockBody body;
  int ranges;
  Range range[kMaxRanges];
  std::atomic<bool> failed{false};
  std::atomic<bool> left{false};         // the caller unwinds
  std::atomic<unsigned> float_flags{0};  // of the workers
  std::exception_ptr error{};            // of the worker that set `failed`
  const bool flushes = flushes_denormals();

  void drop_rest() {
    for (int k = 0; k < ranges; ++k) range[k].next.store(range[k].end, std::memory_order_relaxed);
  }

  // Runs blocks until none is left, `between` after each; those of range `first` before others.
  template <class F>
  void run_blocks(int first, F between) {
    for (int k = 0; k < ranges; ++k) {
      Range& own = range[(first + k) % ranges];
      for (;;) {
        const int64_t block = own.next.fetch_add(1, std::memory_order_relaxed);
        if (block >= own.end) break;
        const int64_t begin = block * grain;
        body(context, begin, begin + std::min(grain, n - begin));
        between();
      }
    }
  }
};

// The job of which this thread, a worker, runs a block.
thread_local Job* helped = nullptr;

// Note [Seats]. A job offers as many seats as it wants helpers. A worker that wakes takes a seat
// or, if none is left, goes back to sleep; the caller, out of blocks, withdraws the seats nobody
// took and waits for the takers alone. So no job waits for a worker that is slow to wake, and a
// late worker can never touch a job that is gone.
class Pool {
 public:
  // Runs the job on the caller and at most `helpers` workers. REQUIRES: the caller holds `busy`.
  void run(Job& job, int helpers);

  std::mutex busy;                           // only ever tried
  const uint32_t forks = fork_generation();  // of the process that has the workers
  int workers() const { return workers_.load(std::memory_order_relaxed); }

 private:
  class Session;

  void grow(int wanted);
  void work();
  bool take_seat();

  std::atomic<int> workers_{0};
  std::atomic<int> begun_{0};      // workers that have a number
  int refused_ = kMaxWorkers + 1;  // the least number of workers that the system did not grant
  Job* job_ = nullptr;             // published by seats_, read only by those who took one
  alignas(64) std::atomic<int> seats_{0};
  alignas(64) std::atomic<uint32_t> calls_{0};  // grows with every job; workers sleep on it
  alignas(64) std::atomic<int> done_{0};        // takers that are through; the caller sleeps on it
};

// Leaked on purpose: workers may outlive every static destructor.
std::atomic<Pool*> the_pool{nullptr};

// In a forked child no worker exists and the old pool's state is whatever the fork cut through, so
// it is abandoned unread. That needs no lock before the fork, and works under a running job as
// well.
bool is_living(const Pool* pool) { return pool && pool->forks == fork_generation(); }

Pool& pool() {
  Pool* current = the_pool.load(std::memory_order_acquire);
  if (is_living(current)) return *current;
  Pool* fresh = new Pool;
  if (the_pool.compare_exchange_strong(current, fresh, std::memory_order_acq_rel)) return *fresh;
  delete fresh;
  return *current;
}

// One job from publishing to the last taker's farewell, also when the caller unwinds.
class Pool::Session {
 public:
  Session(Pool& pool, Job& job, int seats) : pool_(pool), job_(job), seats_(seats) {
    pool.job_ = &job;
    pool.done_.store(0, std::memory_order_relaxed);
    pool.seats_.store(seats, std::memory_order_release);
    pool.calls_.fetch_add(1);
    if (seats == pool.workers()) {
      pool.calls_.notify_all();
    } else {
      for (int i = 0; i < seats; ++i) pool.calls_.notify_one();
    }
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // A block that forked continues in the child too, where the helpers and their blocks are gone.
  bool forked() const { return fork_generation() != pool_.forks; }

  ~Session() {
    if (std::uncaught_exceptions() > unwinding_) job_.left.store(true, std::memory_order_relaxed);
    job_.drop_rest();
    if (forked()) return;
    const int takers = seats_ - pool_.seats_.exchange(0, std::memory_order_relaxed);
    auto all_done = [&] { return pool_.done_.load(std::memory_order_acquire) == takers; };
    if (spin_until(all_done)) return;
    for (int done; (done = pool_.done_.load(std::memory_order_acquire)) != takers;)
      pool_.done_.wait(done, std::memory_order_acquire);
  }

 private:
  Pool& pool_;
  Job& job_;
  int seats_;
  const int unwinding_ = std::uncaught_exceptions();
};

void Pool::run(Job& job, int helpers) {
  grow(helpers);
  helpers = std::min(helpers, workers());
  bool forked = false;
  {
    Session session(*this, job, helpers);
    job.run_blocks(0, poll);
    forked = session.forked();
  }
  raise_float_flags(job.float_flags.load(std::memory_order_relaxed));
  RG_CHECK(!forked, RuntimeError,
           "parallel_for: the process was forked from within a block; the child cannot finish it");
  if (job.error) std::rethrow_exception(job.error);
}

// Starts workers until there are `wanted`, or as many as the system grants.
void Pool::grow(int wanted) {
  wanted = std::min({wanted, kMaxWorkers, refused_ - 1});
  if (workers() >= wanted) return;
  // Signals belong to the host's own threads; faults must still reach their handlers.
  sigset_t blocked, before;
  sigfillset(&blocked);
  for (int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP}) sigdelset(&blocked, fault);
  pthread_sigmask(SIG_SETMASK, &blocked, &before);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  const auto run = [](void* pool) -> void* {
    static_cast<Pool*>(pool)->work();
    return nullptr;
  };
  while (workers() < wanted) {
    pthread_t thread;
    if (pthread_create(&thread, &attributes, run, this) != 0) {
      refused_ = workers() + 1;
      break;
    }
    workers_.fetch_add(1, std::memory_order_relaxed);
  }
  pthread_attr_destroy(&attributes);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

bool Pool::take_seat() {
  int free = seats_.load(std::memory_order_relaxed);
  while (free > 0)
    if (seats_.compare_exchange_weak(free, free - 1, std::memory_order_acquire,
                                     std::memory_order_relaxed))
      return true;
  return false;
}

void Pool::work() {
  inside = true;
  const int number = ++begun_;
  for (uint32_t seen = 0;;) {
    // A new thread may come late for its first job, so it looks for a seat before it sleeps.
    seen = calls_.load();
    if (take_seat()) {
      Job& job = *job_;
      helped = &job;
      clear_float_flags();
      flush_denormals(job.flushes);
      try {
        job.run_blocks(number, [] {});
      } catch (...) {
        if (!job.failed.exchange(true, std::memory_order_relaxed))
          job.error = std::current_exception();
        job.drop_rest();
      }
      helped = nullptr;
      job.float_flags.fetch_or(float_flags(), std::memory_order_relaxed);
      done_.fetch_add(1);
      done_.notify_one();
    }
    if (!spin_until([&] { return calls_.load(std::memory_order_relaxed) != seen; }))
      calls_.wait(seen);
  }
}

// The number that `name` begins with, as in OMP_NUM_THREADS=4,2; 0 for anything else.
int threads_from_environment(const char* name) {
  const char* text = std::getenv(name);
  if (!text) return 0;
  while (*text == ' ') ++text;
  int n = 0;
  const auto [rest, error] = std::from_chars(text, text + std::strlen(text), n);
  return error == std::errc() && std::strchr(", ", *rest) && n >= 1 ? n : 0;
}

// Of two variables the first that says a number.
constexpr const char* kThreadSettings[] = {"RETROGRAD_NUM_THREADS", "OMP_NUM_THREADS"};

std::atomic<int> threads{0};  // 0: not asked for yet

void run_inline(int64_t n, int64_t grain, void* context, BlockBody body) {
  if (inside) {
    for (int64_t begin = 0; begin < n; begin += grain)
      body(context, begin, begin + std::min(grain, n - begin));
    return;
  }
  Inside here;
  for (int64_t begin = 0; begin < n; begin += grain) {
    body(context, begin, begin + std::min(grain, n - begin));
    poll();
  }
}

}  // namespace

void rest() {
  if (!helped) return poll();
  if (helped->left.load(std::memory_order_relaxed)) throw Left();
}

std::string ignored_thread_settings() {
  std::string ignored;
  for (const char* name : kThreadSettings) {
    if (threads_from_environment(name)) break;
    if (const char* text = std::getenv(name); text && *text)
      ignored += std::string(ignored.empty() ? "" : "; ") + name + "='" + text +
                 "' is ignored: it is no number of threads from 1 on";
  }
  return ignored;
}

int num_threads() {
  int n = threads.load(std::memory_order_relaxed);
  if (n) return n;
  int first = 0;
  for (const char* name : kThreadSettings)
    if (!first) first = threads_from_environment(name);
  if (!first) first = usable_processors();
  return threads.compare_exchange_strong(n, first, std::memory_order_relaxed) ? first : n;
}

int free_threads() { return inside ? 1 : num_threads(); }

void set_num_threads(int n) {
  RG_CHECK(n >= 1, ValueError, "set_num_threads: expected at least 1 thread, got ", n);
  threads.store(n, std::memory_order_relaxed);
}

int started_threads() {
  const Pool* current = the_pool.load(std::memory_order_acquire);
  return is_living(current) ? 1 + current->workers() : 1;
}

void parallel_for(int64_t n, int64_t grain, void* context, BlockBody body) {
  assert(grain >= 1);
  if (n <= 0) return;
  if (n <= grain) {
    body(context, 0, n);
    return;
  }
  const int allowed = free_threads();
  if (allowed == 1) return run_inline(n, grain, context, body);
  Pool& shared = pool();
  std::unique_lock<std::mutex> lock(shared.busy, std::try_to_lock);
  if (!lock) return run_inline(n, grain, context, body);
  Inside here;
  const auto helpers = static_cast<int>(std::min<int64_t>(allowed - 1, (n - 1) / grain));
  Job job(n, grain, context, body, 1 + helpers);
  shared.run(job, helpers);
}

}  // namespace retrograd
