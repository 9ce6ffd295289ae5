#include "core/storage.h"

namespace retrograd {

Ref<Storage> Storage::borrow(void* data, int64_t bytes, Ref<Counted> keep, bool read_only) {
  static_assert(sizeof(Storage) <= kHeader);
  void* block = allocator::allocate_object(kHeader);
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
  const int64_t bytes = bytes_;
  this->~Storage();
  if (!own) return allocator::release_object(this, kHeader);
  if (bytes <= kTiny) return allocator::release_object(this, kTinyBlock);
  allocator::release(this, block_size(bytes));
}

}  // namespace retrograd
