// copy_on_write.h: hooks that let saved tensors be written to: before the first write to their
// memory, a copy is made of what they hold.
//
// Thread safety: the writes of one thread are watched; graphs may end and be run on any.
#pragma once

#include <unordered_map>
#include <unordered_set>

#include "base/machine/fork.h"
#include "graph/saved/saved.h"
#include "graph/view.h"

namespace retrograd {

class CopyOnWrite final : public SavedHooks {
 public:
  explicit CopyOnWrite(const void* owned_by) : owner(owned_by) {}
  const void* const owner;

  Ref<Packed> pack(const Tensor& x) override;

  // Copies what was saved of the memory of x, which is about to be written to.
  void before_write(const Tensor& x);

  // Between the two an operation is about to write to x, and may first save what it writes to.
  void begin_write(const Tensor& x);
  void end_write() { written_ = nullptr; }

  // What was saved so far cannot be unpacked any more, and is let go of.
  void clear();

 private:
  class Kept;
  void forget(Kept* kept);

  ForkMutex lock_;
  // All weakly; those not yet copied by where their memory starts: views and .data share it.
  std::unordered_map<const void*, std::unordered_set<Kept*>> kept_;
  std::unordered_set<Kept*> copied_;
  const Storage* written_ = nullptr;
  uint32_t written_version_ = 0;
};

// Lets the saved tensors of this thread be written to, until the end. Begin throws GraphError
// inside itself, and where saved hooks are disabled; end, as pop_saved_hooks does.
void begin_copy_on_write(const void* owner);
void end_copy_on_write(const char* op, const void* owner);
// Nothing where the block of this owner is not open on this thread.
void clear_copy_on_write(const void* owner);

}  // namespace retrograd
