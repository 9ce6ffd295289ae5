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
using detail::kObjectClasses;
using detail::kSmallClasses;
using detail::kThreadClasses;
using detail::ThreadCache;

constexpr int kClasses = kSmallClasses + 4 * 48;

size_t class_bytes(int c) {
  if (c < kObjectClasses) return 16 * static_cast<size_t>(c + 1);
  if (c < kSmallClasses) return 64 * static_cast<size_t>(c - kObjectClasses + 1);
  const int exponent = 10 + (c - kSmallClasses) / 4;
  return static_cast<size_t>((c - kSmallClasses) % 4 + 5) << (exponent - 2);
}

// Objects of one class lie side by side in slabs, since the system's own allocation would take as
// much again for the alignment of each. A slab goes back to the system with its last object.
constexpr size_t kSlabBytes = 256 << 10;
constexpr int kObjectsAtOnce = 32;  // so few are made of fresh pages

struct Slab {
  FreeBlock* free = nullptr;
  char* fresh;   // from here on nothing was used yet
  int home = 0;  // objects on the list
  int away = 0;  // and elsewhere
  Slab* next = nullptr;
  Slab** link = nullptr;  // what points here among those that have room; null: it has none

  explicit Slab(size_t each)
      : fresh(reinterpret_cast<char*>(this) + (sizeof(Slab) + 63) / 64 * 64) {
    add(each);
  }
  static Slab* of(void* object) {
    return reinterpret_cast<Slab*>(reinterpret_cast<uintptr_t>(object) & ~(kSlabBytes - 1));
  }
  bool has_fresh(size_t each) const {
    return fresh + each <= reinterpret_cast<const char*>(this) + kSlabBytes;
  }
  void put(void* object) {
    free = new (object) FreeBlock{free};
    ++home;
  }
  void add(size_t each) {
    for (int i = 0; i < kObjectsAtOnce && has_fresh(each); ++i, fresh += each) put(fresh);
  }
  void enlist(Slab*& head) {
    next = head;
    if (next) next->link = &next;
    link = &head;
    head = this;
  }
  void unlist() {
    if (!link) return;
    *link = next;
    if (next) next->link = link;
    link = nullptr;
  }
};

struct Shared {
  ForkMutex mutex;
  Slab* slabs[kObjectClasses] = {};  // those that have room
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

// An object of a class, and more of them for the list of the thread, if it has one and there are.
void* take_object(Shared& s, int c, ThreadCache* local) {
  const size_t each = class_bytes(c);
  if (!s.slabs[c]) {
    void* const memory = std::aligned_alloc(kSlabBytes, kSlabBytes);
    if (!memory) return nullptr;
    (new (memory) Slab(each))->enlist(s.slabs[c]);
  }
  Slab& slab = *s.slabs[c];
  if (!slab.free) slab.add(each);
  const int taken = local ? slab.home : 1;
  FreeBlock* const first = slab.free;
  slab.free = local ? nullptr : first->next;
  slab.home -= taken;
  slab.away += taken;
  if (!slab.free && !slab.has_fresh(each)) slab.unlist();
  if (local) {
    local->lists[c] = first->next;
    local->room[c] -= taken - 1;
  }
  return first;
}

void give_object(Shared& s, int c, void* object) {
  Slab* const slab = Slab::of(object);
  slab->put(object);
  if (--slab->away == 0) {
    slab->unlist();
    std::free(slab);
  } else if (!slab->link) {
    slab->enlist(s.slabs[c]);
  }
}

// Hands a thread's blocks back when it ends.
struct ThreadEnd {
  ~ThreadEnd() {
    ended = true;
    if (!cache) return;
    Shared& s = shared();
    const std::lock_guard lock(s.mutex);
    for (int c = 0; c < kThreadClasses; ++c)
      for (FreeBlock* list = cache->lists[c]; list;) {
        FreeBlock* const block = std::exchange(list, list->next);
        if (c < kObjectClasses) {
          give_object(s, c, block);
        } else {
          std::free(block);
        }
      }
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

void* allocate_unlisted(size_t bytes, int c, ThreadCache* local) {
  if (kCaching && c < kObjectClasses) {
    Shared& s = shared();
    const std::lock_guard lock(s.mutex);
    void* object = take_object(s, c, local);
    if (!object) {
      trim_locked(s);
      object = take_object(s, c, local);
    }
    RG_CHECK(object, OutOfMemory, "cannot allocate ", bytes, " bytes");
    return object;
  }
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

int large_class(size_t bytes) {
  const int exponent = std::bit_width(bytes - 1) - 1;  // 2^exponent < bytes <= 2^(exponent + 1)
  const size_t quarter = size_t{1} << (exponent - 2);
  return kSmallClasses + (exponent - 10) * 4 + static_cast<int>((bytes - 1) / quarter) - 4;
}

void* allocate_slowly(size_t bytes, int c) {
  ThreadCache* local = thread_cache();
  void* block;
  if (kCaching && local && c < kThreadClasses && local->lists[c]) {
    block = local->lists[c];
    local->lists[c] = local->lists[c]->next;
    ++local->room[c];
  } else {
    block = allocate_unlisted(bytes, c, local);
  }
  allocator::count(local, Live::kBytes, static_cast<int64_t>(bytes));
  return block;
}

void release_slowly(void* block, size_t bytes, int c) noexcept {
  ThreadCache* local = thread_cache();
  allocator::count(local, Live::kBytes, -static_cast<int64_t>(bytes));
  if (kCaching && c < kThreadClasses) {
    if (local && local->room[c] > 0) {
      local->lists[c] = new (block) FreeBlock{local->lists[c]};
      --local->room[c];
      return;
    }
    if (c < kObjectClasses) {
      Shared& s = shared();
      const std::lock_guard lock(s.mutex);
      return give_object(s, c, block);
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
