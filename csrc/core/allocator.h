// allocator.h: cached blocks of memory for tensors, their bytes and graph nodes.
//
// Small blocks return to lists of the thread that frees them, large ones to shared lists under a
// bound; both are reused by size class, so that steady work touches no fresh pages. Every block is
// aligned to 64 bytes. Thread safe. Built with the address sanitizer nothing is cached, so that
// it sees each use after free.
#pragma once

#include <cstddef>
#include <cstdint>

namespace retrograd::allocator {

// Throws OutOfMemory naming the size, after giving cached blocks back and trying again.
void* allocate(size_t bytes);

// `bytes` as it was asked for.
void release(void* block, size_t bytes) noexcept;

// Bytes in live blocks, and in blocks kept for reuse by the shared lists.
int64_t live_bytes();
int64_t cached_bytes();

// Gives the shared lists back to the system.
void trim();

// Shared lists keep at most this many bytes (512 MiB at first). Throws ValueError below 0.
void set_cache_limit(int64_t bytes);
int64_t cache_limit();

// Base of classes whose objects come from here.
struct Cached {
  static void* operator new(size_t bytes) { return allocate(bytes); }
  static void operator delete(void* block, size_t bytes) noexcept { release(block, bytes); }
};

}  // namespace retrograd::allocator
