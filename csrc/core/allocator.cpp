#include "core/allocator.h"

#include <pthread.h>

#include <atomic>
#include <bit>
#include <cstdlib>
#include <mutex>
#include <vector>

#include "base/check.h"

namespace retrograd::allocator {
namespace {

// Size classes: multiples of 64 up to 1 KiB, then four steps to each doubling.
constexpr int kSmallClasses = 16;
constexpr size_t kSmallBytes = 64 * kSmallClasses;
constexpr int kClasses = kSmallClasses + 4 * 48;
constexpr int kThreadClasses = kSmallClasses + 4 * 6;  // up to 64 KiB per block

int class_of(size_t bytes) {
  if (bytes <= kSmallBytes) return bytes == 0 ? 0 : static_cast<int>((bytes - 1) / 64);
  const int exponent = std::bit_width(bytes - 1) - 1;  // 2^exponent < bytes <= 2^(exponent + 1)
  const size_t quarter = size_t{1} << (exponent - 2);
  return kSmallClasses + (exponent - 10) * 4 + static_cast<int>((bytes - 1) / quarter) - 4;
}

size_t class_bytes(int c) {
  if (c < kSmallClasses) return 64 * static_cast<size_t>(c + 1);
  const int exponent = 10 + (c - kSmallClasses) / 4;
  return static_cast<size_t>((c - kSmallClasses) % 4 + 5) << (exponent - 2);
}

// A free block holds the link to the next one.
struct FreeBlock {
  FreeBlock* next;
};

struct Shared {
  std::mutex mutex;
  FreeBlock* lists[kClasses] = {};
  int64_t cached = 0;
  int64_t limit = int64_t{512} << 20;
  int64_t retired_live = 0;  // live bytes counted by threads that have ended
  std::vector<struct ThreadCache*> threads;
};

// Never destroyed: blocks are released until the very end of the process.
Shared& shared() {
  static Shared* instance = [] {
    static Shared* made = new Shared;
    // A child must not inherit the lock from a thread that it does not have.
    pthread_atfork([] { made->mutex.lock(); }, [] { made->mutex.unlock(); },
                   [] { made->mutex.unlock(); });
    return made;
  }();
  return *instance;
}

struct ThreadCache {
  FreeBlock* lists[kThreadClasses] = {};
  int32_t counts[kThreadClasses] = {};
  // Written by its thread alone; read by whoever asks for live_bytes.
  std::atomic<int64_t> live{0};

  void add_live(int64_t bytes) {
    live.store(live.load(std::memory_order_relaxed) + bytes, std::memory_order_relaxed);
  }
};

// A thread keeps at most this many blocks of a class: 64, or 256 KiB of them.
int32_t thread_limit(int c) {
  return static_cast<int32_t>(
      std::min<size_t>(64, std::max<size_t>(4, (256 << 10) / class_bytes(c))));
}

[[gnu::tls_model("initial-exec")]] thread_local ThreadCache* cache = nullptr;
[[gnu::tls_model("initial-exec")]] thread_local bool ended = false;

// Hands a thread's blocks back when it ends.
struct ThreadEnd {
  ~ThreadEnd() {
    ended = true;
    if (!cache) return;
    for (FreeBlock* list : cache->lists)
      while (list) std::free(std::exchange(list, list->next));
    Shared& s = shared();
    const std::lock_guard lock(s.mutex);
    s.retired_live += cache->live.load(std::memory_order_relaxed);
    std::erase(s.threads, cache);
    delete std::exchange(cache, nullptr);
  }
};

[[gnu::cold, gnu::noinline]] ThreadCache* start_thread() {
  if (ended) return nullptr;
  static thread_local ThreadEnd at_end;
  (void)at_end;
  cache = new ThreadCache;
  Shared& s = shared();
  const std::lock_guard lock(s.mutex);
  s.threads.push_back(cache);
  return cache;
}

inline ThreadCache* thread_cache() { return cache ? cache : start_thread(); }

void count_live(ThreadCache* local, int64_t bytes) {
  if (local) return local->add_live(bytes);
  Shared& s = shared();
  const std::lock_guard lock(s.mutex);
  s.retired_live += bytes;
}

void trim_locked(Shared& s) {
  for (FreeBlock*& list : s.lists)
    while (list) std::free(std::exchange(list, list->next));
  s.cached = 0;
}

std::string human(size_t bytes) {
  static constexpr const char* kUnits[] = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  double amount = static_cast<double>(bytes);
  int unit = 0;
  for (; amount >= 1024 && unit < 6; ++unit) amount /= 1024;
  return concat(amount, ' ', kUnits[unit]);
}

#ifdef __SANITIZE_ADDRESS__
constexpr bool kCaching = false;
#else
constexpr bool kCaching = true;
#endif

[[gnu::noinline]] void* allocate_slowly(size_t bytes, int c) {
  if (kCaching && c >= kThreadClasses && c < kClasses) {
    Shared& s = shared();
    const std::lock_guard lock(s.mutex);
    if (FreeBlock* block = s.lists[c]) {
      s.lists[c] = block->next;
      s.cached -= static_cast<int64_t>(class_bytes(c));
      return block;
    }
  }
  const size_t rounded = kCaching && c < kClasses ? class_bytes(c) : (bytes + 63) / 64 * 64;
  void* block = rounded < bytes ? nullptr : std::aligned_alloc(64, rounded);
  if (!block) {
    trim();
    block = rounded < bytes ? nullptr : std::aligned_alloc(64, rounded);
  }
  RG_CHECK(block, OutOfMemory, "cannot allocate ", human(bytes), " (", bytes, " bytes)");
  return block;
}

}  // namespace

void* allocate(size_t bytes) {
  const int c = class_of(bytes);
  ThreadCache* local = thread_cache();
  void* block;
  if (kCaching && local && c < kThreadClasses && local->lists[c]) {
    FreeBlock* first = local->lists[c];
    local->lists[c] = first->next;
    --local->counts[c];
    block = first;
  } else {
    block = allocate_slowly(bytes, c);
  }
  count_live(local, static_cast<int64_t>(bytes));
  return block;
}

void release(void* block, size_t bytes) noexcept {
  const int c = class_of(bytes);
  ThreadCache* local = thread_cache();
  count_live(local, -static_cast<int64_t>(bytes));
  if (kCaching && c < kThreadClasses) {
    if (local && local->counts[c] < thread_limit(c)) {
      local->lists[c] = new (block) FreeBlock{local->lists[c]};
      ++local->counts[c];
      return;
    }
  } else if (kCaching && c < kClasses) {
    Shared& s = shared();
    const int64_t size = static_cast<int64_t>(class_bytes(c));
    const std::lock_guard lock(s.mutex);
    if (s.cached + size <= s.limit) {
      s.lists[c] = new (block) FreeBlock{s.lists[c]};
      s.cached += size;
      return;
    }
  }
  std::free(block);
}

int64_t live_bytes() {
  Shared& s = shared();
  const std::lock_guard lock(s.mutex);
  int64_t total = s.retired_live;
  for (const ThreadCache* t : s.threads) total += t->live.load(std::memory_order_relaxed);
  return total;
}

int64_t cached_bytes() {
  Shared& s = shared();
  const std::lock_guard lock(s.mutex);
  return s.cached;
}

void trim() {
  Shared& s = shared();
  const std::lock_guard lock(s.mutex);
  trim_locked(s);
}

void set_cache_limit(int64_t bytes) {
  RG_CHECK(bytes >= 0, ValueError, "set_cache_limit: expected 0 or more bytes, got ", bytes);
  Shared& s = shared();
  const std::lock_guard lock(s.mutex);
  s.limit = bytes;
  if (s.cached > bytes) trim_locked(s);
}

int64_t cache_limit() {
  Shared& s = shared();
  const std::lock_guard lock(s.mutex);
  return s.limit;
}

}  // namespace retrograd::allocator
