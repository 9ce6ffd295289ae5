#include "graph/saved/copy_on_write.h"

#include <utility>
#include <vector>

#include "core/loop/loop.h"

namespace retrograd {

// A saved tensor; its history is with the SavedTensor.
class CopyOnWrite::Kept final : public Packed {
 public:
  Kept(Ref<CopyOnWrite> owner, const Tensor& x)
      : owner_(std::move(owner)),
        x_(alias(x)),
        memory_(x.storage().data()),
        version_(x.storage().version()) {}
  ~Kept() override { owner_->forget(this); }

  Tensor unpack() override {
    const std::lock_guard lock(owner_->lock_);
    RG_CHECK(x_.defined(), GraphError,
             "backward: the block of allow_mutation_on_saved_tensors() in which this graph was "
             "recorded is over, or was cleared; call backward inside it");
    // A write that nothing was told of, as of another thread.
    if (x_.storage().version() != version_)
      fail<SavedTensorError>(
          "a saved tensor was modified unseen by the block of "
          "allow_mutation_on_saved_tensors(): ",
          x_.dtype(), " of shape ", x_.shape());
    return x_;
  }

  // REQUIRES: the owner's lock is open, since a long copy lets others run, who may want it; and
  // nobody writes to the memory.
  void copy() {
    Tensor from;
    {
      const std::lock_guard lock(owner_->lock_);
      if (!x_.defined() || x_.storage().version() != version_) return;
      from = x_;
    }
    Tensor y = copy_of(from);
    const std::lock_guard lock(owner_->lock_);
    if (!x_.defined()) return;  // cleared meanwhile
    std::swap(x_, y);
    version_ = x_.storage().version();
    owner_->copied_.insert(this);
  }

  // REQUIRES: the owner's lock.
  Tensor let_go() { return std::exchange(x_, Tensor()); }

  const void* memory() const { return memory_; }

 protected:
  // The owner points here weakly, and may be copying for a write right now.
  void last_release() noexcept override {
    if (drop_last()) Packed::last_release();
  }

 private:
  Ref<CopyOnWrite> owner_;
  Tensor x_;  // undefined when cleared
  const void* const memory_;
  uint32_t version_;
};

Ref<Packed> CopyOnWrite::pack(const Tensor& x) {
  auto kept = make_ref<Kept>(Ref<CopyOnWrite>::share(this), x);
  if (&x.storage() == written_ && x.storage().version() == written_version_) {
    kept->copy();
    return kept;
  }
  const std::lock_guard lock(lock_);
  kept_[kept->memory()].insert(kept.get());
  return kept;
}

void CopyOnWrite::forget(Kept* kept) {
  const std::lock_guard lock(lock_);
  copied_.erase(kept);
  const auto found = kept_.find(kept->memory());
  if (found == kept_.end()) return;
  found->second.erase(kept);
  if (found->second.empty()) kept_.erase(found);
}

void CopyOnWrite::before_write(const Tensor& x) {
  std::vector<Ref<Kept>> alive;
  {
    const std::lock_guard lock(lock_);
    const auto found = kept_.find(x.storage().data());
    if (found == kept_.end()) return;
    for (Kept* kept : found->second)
      if (kept->retain_if_alive()) alive.push_back(Ref<Kept>::adopt(kept));
    kept_.erase(found);
  }
  for (const Ref<Kept>& kept : alive) kept->copy();
}

void CopyOnWrite::begin_write(const Tensor& x) {
  written_ = &x.storage();
  written_version_ = written_->version();
}

void CopyOnWrite::clear() {
  std::vector<Tensor> ending;  // after the lock is open again
  const std::lock_guard lock(lock_);
  for (const auto& [memory, all] : kept_)
    for (Kept* kept : all) ending.push_back(kept->let_go());
  for (Kept* kept : copied_) ending.push_back(kept->let_go());
  kept_.clear();
  copied_.clear();
}

void begin_copy_on_write(const void* owner) {
  RG_CHECK(!detail::copy_on_write, GraphError,
           "allow_mutation_on_saved_tensors: one block cannot be inside another");
  auto hooks = make_ref<CopyOnWrite>(owner);
  push_saved_hooks(hooks, owner);
  detail::copy_on_write = hooks.detach();
}

void end_copy_on_write(const char* op, const void* owner) {
  pop_saved_hooks(op, owner);
  const auto hooks = Ref<CopyOnWrite>::adopt(std::exchange(detail::copy_on_write, nullptr));
  hooks->clear();
}

void clear_copy_on_write(const void* owner) {
  CopyOnWrite* open = detail::copy_on_write;
  if (open && open->owner == owner) open->clear();
}

}  // namespace retrograd
