#include "core/storage.h"

#include <new>

#include "core/allocator.h"

namespace retrograd {
namespace {
// The header stands in front of the bytes it describes, which keeps them aligned.
constexpr size_t kHeader = 64;
static_assert(sizeof(Storage) <= kHeader);
}  // namespace

Ref<Storage> Storage::allocate(int64_t bytes) {
  char* block = static_cast<char*>(allocator::allocate(kHeader + static_cast<size_t>(bytes)));
  return Ref<Storage>::adopt(new (block) Storage(block + kHeader, bytes, nullptr, false));
}

Ref<Storage> Storage::borrow(void* data, int64_t bytes, Ref<Counted> keep, bool read_only) {
  void* block = allocator::allocate(kHeader);
  return Ref<Storage>::adopt(
      new (block) Storage(static_cast<char*>(data), bytes, std::move(keep), read_only));
}

Ref<Storage> Storage::alias(const Ref<Storage>& of, uint32_t version, bool versioned) {
  // Of an alias, the memory that it is of: a chain of them would end by recursion.
  Ref<Counted> keep = of;
  if (dynamic_cast<Storage*>(of->keep_.get())) keep = of->keep_;
  Ref<Storage> storage = borrow(of->data_, of->bytes_, std::move(keep), of->read_only_);
  storage->inference_ = of->inference_;
  storage->versioned_ = versioned;
  storage->version_.store(version, std::memory_order_relaxed);
  return storage;
}

void Storage::last_release() noexcept {
  const bool own = data_ == reinterpret_cast<char*>(this) + kHeader;
  const size_t size = kHeader + (own ? static_cast<size_t>(bytes_) : 0);
  this->~Storage();
  allocator::release(this, size);
}

}  // namespace retrograd
