#include "core/allocator.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

#include <atomic>
#include <bit>
#include <cstdlib>
#include <mutex>
#include <vector>

#include "base/check.h"
#include "base/machine/fork.h"

namespace retrograd::allocator {
namespace {

using detail::cache;
using detail::FreeBlock;
using detail::kCaching;
using detail::kSmallBytes;
using detail::kSmallClasses;
using detail::kThreadClasses;
using detail::ThreadCache;

constexpr int kClasses = kSmallClasses + 4 * 48;

int class_of(size_t bytes) {
  if (bytes <= kSmallBytes) return detail::small_class(bytes);
  const int exponent = std::bit_width(bytes - 1) - 1;  // 2^exponent < bytes <= 2^(exponent + 1)
  const size_t quarter = size_t{1} << (exponent - 2);
  return kSmallClasses + (exponent - 10) * 4 + static_cast<int>((bytes - 1) / quarter) - 4;
}

size_t class_bytes(int c) {
  if (c < kSmallClasses) return 64 * static_cast<size_t>(c + 1);
  const int exponent = 10 + (c - kSmallClasses) / 4;
  return static_cast<size_t>((c - kSmallClasses) % 4 + 5) << (exponent - 2);
}

struct Shared {
  ForkMutex mutex;
  FreeBlock* lists[kClasses] = {};
  int64_t cached = 0;
  int64_t limit = int64_t{512} << 20;
  int64_t retired[kLiveKinds] = {};  // counted by threads that have ended
  std::vector<ThreadCache*> threads;
};

// Never destroyed: blocks are released until the very end of the process.
Shared& shared() {
  static Shared* instance = new Shared;
  return *instance;
}
// Made before there are threads: a fork may not meet one that is making it.
[[maybe_unused]] const Shared& made = shared();

thread_local bool ended = false;

// Hands a thread's blocks back when it ends.
struct ThreadEnd {
  ~ThreadEnd() {
    ended = true;
    if (!cache) return;
    for (FreeBlock* list : cache->lists)
      while (list) std::free(std::exchange(list, list->next));
    Shared& s = shared();
    const std::lock_guard lock(s.mutex);
    for (int kind = 0; kind < kLiveKinds; ++kind)
      s.retired[kind] += cache->live[kind].load(std::memory_order_relaxed);
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

void count(ThreadCache* local, Live kind, int64_t n) {
  if (local) return local->count(kind, n);
  Shared& s = shared();
  const std::lock_guard lock(s.mutex);
  s.retired[static_cast<int>(kind)] += n;
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

// Where the system leaves large pages to its programs, blocks of several are asked for in those:
// fewer are made and looked up (a sum of 40 MB from 29 to 38 GB/s).
void* fresh_block(size_t bytes) {
#if defined(__linux__)
  constexpr size_t kLargePage = size_t{2} << 20;
  if (bytes >= 2 * kLargePage) {
    void* block = nullptr;  // aligned_alloc may ask for a multiple of the alignment
    if (posix_memalign(&block, kLargePage, bytes) != 0) return nullptr;
    madvise(block, bytes / kLargePage * kLargePage, MADV_HUGEPAGE);  // or does without
    return block;
  }
#endif
  return std::aligned_alloc(64, bytes);
}

void* allocate_unlisted(size_t bytes, int c) {
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
  void* block = rounded < bytes ? nullptr : fresh_block(rounded);
  if (!block) {
    trim();
    block = rounded < bytes ? nullptr : fresh_block(rounded);
  }
  RG_CHECK(block, OutOfMemory, "cannot allocate ", human(bytes), " (", bytes, " bytes)");
  return block;
}

}  // namespace

namespace detail {

ThreadCache::ThreadCache() {
  for (int c = 0; c < kThreadClasses; ++c)
    room[c] =
        kCaching ? static_cast<int32_t>(std::max<size_t>(4, kThreadBytes / class_bytes(c))) : 0;
}

constinit thread_local ThreadCache* cache = nullptr;

void* allocate_slowly(size_t bytes) {
  const int c = class_of(bytes);
  ThreadCache* local = thread_cache();
  void* block;
  if (kCaching && local && c < kThreadClasses && local->lists[c]) {
    block = local->lists[c];
    local->lists[c] = local->lists[c]->next;
    ++local->room[c];
  } else {
    block = allocate_unlisted(bytes, c);
  }
  allocator::count(local, Live::kBytes, static_cast<int64_t>(bytes));
  return block;
}

void release_slowly(void* block, size_t bytes) noexcept {
  const int c = class_of(bytes);
  ThreadCache* local = thread_cache();
  allocator::count(local, Live::kBytes, -static_cast<int64_t>(bytes));
  if (kCaching && c < kThreadClasses) {
    if (local && local->room[c] > 0) {
      local->lists[c] = new (block) FreeBlock{local->lists[c]};
      --local->room[c];
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

void count_slowly(Live kind, int64_t n) { allocator::count(thread_cache(), kind, n); }

}  // namespace detail

int64_t live(Live kind) {
  Shared& s = shared();
  const std::lock_guard lock(s.mutex);
  int64_t total = s.retired[static_cast<int>(kind)];
  for (const ThreadCache* t : s.threads)
    total += t->live[static_cast<int>(kind)].load(std::memory_order_relaxed);
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
