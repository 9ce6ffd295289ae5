// storage.h: the bytes behind tensors. Views share one Storage; the last one frees it.
//
// A storage never moves and never changes its size. It carries the version that autograd checks:
// every in-place write through any view adds one.
// Thread safety: counting and versions are atomic, the bytes are not; callers synchronise writes.
#pragma once

#include <atomic>
#include <new>

#include "base/origin.h"
#include "base/ref.h"
#include "core/allocator.h"

namespace retrograd {

namespace detail {
inline constinit thread_local bool inference_flag = false;
}

// Whether the thread is in inference mode, where new memory is marked; see graph/modes/grad_mode.h.
inline bool inference_mode() { return detail::inference_flag; }

class Storage final : public Counted {
 public:
  // At least `bytes`, contents undefined, in one block with the Storage itself. Aligned to 64; up
  // to 32 bytes only to 32, which lie in one cache line all the same. Throws OutOfMemory naming the
  // size.
  static Ref<Storage> allocate(int64_t bytes) {
    char* block = static_cast<char*>(bytes <= kTiny ? allocator::allocate_object(kTinyBlock)
                                                    : allocator::allocate(block_size(bytes)));
    return Ref<Storage>::adopt(new (block) Storage(block + kHeader, bytes, nullptr, false));
  }

  // Memory owned elsewhere; `keep` (which may be null) is dropped with the last view.
  static Ref<Storage> borrow(void* data, int64_t bytes, Ref<Counted> keep, bool read_only);

  // The memory of another storage under a version counter of its own, that starts at `version`.
  static Ref<Storage> alias(const Ref<Storage>& of, uint32_t version, bool versioned);

  char* data() const { return data_; }
  int64_t bytes() const { return bytes_; }
  bool read_only() const { return read_only_; }
  Counted* keeper() const { return keep_.get(); }  // of borrowed memory, what it ends with

  // Made in inference mode: no derivative may save it.
  bool is_inference() const { return inference_; }
  // False for what was made in inference mode, but for an alias(): writes to it would go unseen, so
  // outside that mode there are none.
  bool versioned() const { return versioned_; }
  // Whether a write has something to ask of the two above.
  bool guarded() const { return read_only_ || !versioned_; }

  uint32_t version() const { return version_.load(std::memory_order_relaxed); }
  void bump_version() {
    version_.fetch_add(1, std::memory_order_relaxed);
    writer_ = Origin::here();
  }
  // Where the version was bumped last; empty where unknown. Synchronised as the bytes.
  const Origin& writer() const { return writer_; }

 private:
  Storage(char* data, int64_t bytes, Ref<Counted> keep, bool read_only)
      : data_(data),
        bytes_(bytes),
        keep_(std::move(keep)),
        read_only_(read_only),
        inference_(inference_mode()),
        versioned_(!inference_) {}
  void last_release() noexcept override;

  // The header stands in front of the bytes it describes, which keeps them aligned.
  static constexpr size_t kHeader = 64;
  static constexpr int64_t kTiny = 32;
  static constexpr size_t kTinyBlock = kHeader + kTiny;
  static size_t block_size(int64_t bytes) { return kHeader + static_cast<size_t>(bytes); }

  char* data_;
  int64_t bytes_;
  Ref<Counted> keep_;
  Origin writer_;
  std::atomic<uint32_t> version_{0};
  bool read_only_;
  bool inference_, versioned_;
};

}  // namespace retrograd
