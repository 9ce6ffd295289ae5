// allocator.h: cached blocks of memory for tensors, their bytes and graph nodes.
//
// Small blocks return to lists of the thread that frees them, large ones to shared lists under a
// bound; both are reused by size class, so that steady work touches no fresh pages. Every block is
// aligned to 64 bytes. Objects, up to 512 bytes, lie side by side instead. Thread safe. Built with
// the address sanitizer nothing is cached, so that it sees each use after free. Blocks of 4 MiB and
// more ask for large pages.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>
#include <utility>

namespace retrograd::allocator {

// What is counted while it lives, for leak tests and memory reports.
enum class Live { kBytes, kTensors, kNodes };
inline constexpr int kLiveKinds = 3;

namespace detail {

// Size classes: of objects multiples of 16 up to 512 bytes; of memory multiples of 64 up to 1 KiB,
// then four steps to each doubling. Objects have their own: a tensor and its memory are made and
// dropped together, and would wait for each other at one list.
inline constexpr int kObjectClasses = 32;
inline constexpr size_t kObjectBytes = 16 * kObjectClasses;
inline constexpr int kSmallClasses = kObjectClasses + 16;
inline constexpr size_t kSmallBytes = 64 * 16;
inline constexpr int kThreadClasses = kSmallClasses + 4 * 6;  // up to 64 KiB per block
#ifdef __SANITIZE_ADDRESS__
inline constexpr bool kCaching = false;
#else
inline constexpr bool kCaching = true;
#endif
// Bytes of a class that a thread keeps.
inline constexpr size_t kThreadBytes = kCaching ? 256 << 10 : 0;

// A free block holds the link to the next one.
struct FreeBlock {
  FreeBlock* next;
};

struct ThreadCache {
  ThreadCache();

  FreeBlock* lists[kThreadClasses] = {};
  int32_t room[kThreadClasses];  // blocks that may still be put on the list
  // Written by its thread alone; read by whoever asks. What one thread makes and another drops
  // leaves a negative count with the other: only the sum over all threads means something.
  std::atomic<int64_t> live[kLiveKinds] = {};

  void count(Live kind, int64_t n) {
    std::atomic<int64_t>& total = live[static_cast<int>(kind)];
    total.store(total.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
  }
};

// Null until the thread's first block, and again when it is ending.
extern constinit thread_local ThreadCache* cache;

inline int small_class(size_t bytes) {
  return kObjectClasses + (bytes ? static_cast<int>((bytes - 1) / 64) : 0);
}

void* allocate_slowly(size_t bytes, int c);
void release_slowly(void* block, size_t bytes, int c) noexcept;
void count_slowly(Live kind, int64_t n);
int large_class(size_t bytes);

inline int class_of(size_t bytes) {
  return bytes <= kSmallBytes ? small_class(bytes) : large_class(bytes);
}
inline int class_of_object(size_t bytes) {
  return bytes <= kObjectBytes ? static_cast<int>((bytes - 1) / 16) : class_of(bytes);
}

inline void* allocate(size_t bytes, int c) {
  if (ThreadCache* local = cache; local && c < kSmallClasses) {
    if (FreeBlock* first = local->lists[c]) [[likely]] {
      local->lists[c] = first->next;
      ++local->room[c];
      local->count(Live::kBytes, static_cast<int64_t>(bytes));
      return first;
    }
  }
  return allocate_slowly(bytes, c);
}

inline void release(void* block, size_t bytes, int c) noexcept {
  if (ThreadCache* local = cache; local && c < kSmallClasses) {
    if (local->room[c] > 0) [[likely]] {
      local->lists[c] = new (block) FreeBlock{local->lists[c]};
      --local->room[c];
      local->count(Live::kBytes, -static_cast<int64_t>(bytes));
      return;
    }
  }
  release_slowly(block, bytes, c);
}

}  // namespace detail

// Throws OutOfMemory naming the size, after giving cached blocks back and trying again.
inline void* allocate(size_t bytes) { return detail::allocate(bytes, detail::class_of(bytes)); }

// `bytes` as it was asked for.
inline void release(void* block, size_t bytes) noexcept {
  detail::release(block, bytes, detail::class_of(bytes));
}

// The same for objects: aligned to 16 bytes, or to the largest power of two that divides `bytes`,
// up to 64.
inline void* allocate_object(size_t bytes) {
  return detail::allocate(bytes, detail::class_of_object(bytes));
}
inline void release_object(void* block, size_t bytes) noexcept {
  detail::release(block, bytes, detail::class_of_object(bytes));
}

// Adds n to what is alive of a kind. Bytes count themselves.
inline void count_live(Live kind, int64_t n) {
  if (detail::ThreadCache* local = detail::cache) return local->count(kind, n);
  detail::count_slowly(kind, n);
}
int64_t live(Live kind);

// Bytes in blocks kept for reuse by the shared lists.
int64_t cached_bytes();

// Gives the shared lists back to the system.
void trim();

// Shared lists keep at most this many bytes (512 MiB at first). Throws ValueError below 0.
void set_cache_limit(int64_t bytes);
int64_t cache_limit();

// Base of classes whose objects come from here.
struct Cached {
  static void* operator new(size_t bytes) { return allocate_object(bytes); }
  static void operator delete(void* block, size_t bytes) noexcept { release_object(block, bytes); }
};

}  // namespace retrograd::allocator
