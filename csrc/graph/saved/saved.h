// saved.h: SavedTensor, what an operation keeps for its derivative, with the version it had then;
// and hooks that keep something else in its place.
//
// What was made in inference mode is not kept: GraphError. An input is kept as it is. An output is
// kept without its history, since the history is the node that saves it; reading it back puts the
// history on again. What hooks have packed gets back the history that was saved, whatever the
// unpacked tensor brings along.
//
// Thread safety: the hooks in force belong to the thread.
#pragma once

#include <string>

#include "base/check.h"
#include "graph/destination.h"
#include "graph/grad_meta.h"

namespace retrograd {

// A saved tensor was written to. The engine adds which node had saved it.
class SavedTensorError final : public Error {
 public:
  using Error::Error;
};

// What a hook keeps in place of a tensor. It ends with the saved tensor.
class Packed : public Counted {
 public:
  // The tensor again: of the same shape and type. Called whenever a derivative needs it.
  virtual Tensor unpack() = 0;
};

// Decides what is kept of the tensors that a thread saves; the innermost of several has the say.
// Numbers (TensorImpl::is_number) are no tensors to it.
class SavedHooks : public Counted {
 public:
  // Called in the middle of an operation, without recording. May throw, and may not write to x.
  // Null: x itself is kept.
  virtual Ref<Packed> pack(const Tensor& x) = 0;

 private:
  friend void push_saved_hooks(Ref<SavedHooks>, const void*);
  friend void pop_saved_hooks(const char*, const void*);
  SavedHooks* outer_ = nullptr;  // owned
  const void* owner_ = nullptr;
};

namespace detail {
inline constinit thread_local SavedHooks* saved_hooks = nullptr;  // the innermost, owned
inline constinit thread_local int packing = 0;
}  // namespace detail

// Blocks are left in the reverse order in which this thread entered them: each names its owner, any
// address, and leaving one that was not entered last throws GraphError, in the name of `op`, and
// changes nothing.

// Throws GraphError where hooks are disabled.
void push_saved_hooks(Ref<SavedHooks> hooks, const void* owner);
void pop_saved_hooks(const char* op, const void* owner);

// Makes push_saved_hooks throw GraphError(why) until it is allowed again. Throws the same where
// hooks are in force already.
void disable_saved_hooks(std::string why, const void* owner);
void allow_saved_hooks(const char* op, const void* owner);

// True while a hook of this thread packs: an operation that has checked its arguments is under way.
inline bool packing_saved() { return detail::packing != 0; }

class SavedTensor {
 public:
  SavedTensor() = default;
  SavedTensor(const Tensor& input) : SavedTensor(input, nullptr, 0) {}
  static SavedTensor output(const Tensor& y, Node* node, uint32_t number = 0) {
    const Tensor kept = alias(y);
    if (dual_level_open()) [[unlikely]]
      share_tangent(kept, y);
    return SavedTensor(kept, node, number);
  }

  bool defined() const { return tensor_.defined() || away_; }

  // The tensor whatever was written to it since, an output without its history: to look at its
  // memory, and not to compute with. Undefined for one that was packed.
  const Tensor& unchecked() const { return tensor_; }

  bool is_packed() const { return static_cast<bool>(away_); }
  // Keeps what the hooks make of the tensor in its place.
  // REQUIRES: a tensor that is there, not packed, and was not written to since.
  void pack_with(Ref<SavedHooks> hooks);
  // For Node::visit_owned. What is packed away is left out while somebody unpacks it.
  void visit_owned(Owned& to) const;

  // The tensor as it was. Throws SavedTensorError if it was written to since; of a packed one, what
  // unpacking throws, ShapeError or DTypeError.
  operator Tensor() const;

 private:
  SavedTensor(const Tensor& x, Node* node, uint32_t number)
      : tensor_(x),
        version_(x.defined() ? x.storage().version() : 0),
        output_(node || !x.defined() ? number : times_detached(x)),
        node_(node) {
    if (x.defined() && x.storage().is_inference()) [[unlikely]]
      refuse_inference();
    if (detail::destination && !node_ && tensor_.defined()) [[unlikely]]
      keep_from_write();
    if (detail::saved_hooks && tensor_.defined() && !tensor_.impl()->is_number) [[unlikely]]
      pack();
    if (node_ && dual_level_open()) [[unlikely]]
      await_tangent();
  }
  static uint32_t times_detached(const Tensor& x) {
    const GradMeta* meta = grad_meta(x);
    return meta ? meta->detached : 0;
  }
  [[noreturn]] void fail_detached() const;
  // Both let pass what is saved for a tangent alone.
  static void refuse_inference();
  void pack();
  // Keeps a copy of what is about to be written to.
  void keep_from_write();
  // The tangent of an output may yet have to be computed.
  void await_tangent() const;
  Edge own_history() const;
  Tensor unpack() const;

  // What is left of a tensor that was packed.
  struct Away final : Counted {
    Away(Ref<Packed> as, const Tensor& x, Edge from)
        : packed(std::move(as)), shape(x.shape()), dtype(x.dtype()), history(std::move(from)) {}
    const Ref<Packed> packed;
    const Dims shape;
    const DType dtype;
    const Edge history;  // of an input
    TangentSlot tangent;
  };

  Tensor tensor_;
  uint32_t version_ = 0;
  uint32_t output_ = 0;   // of node_; without one, how often tensor_ had been detached in place
  Node* node_ = nullptr;  // the saving node where tensor_ is one of its outputs; it outlives this
  Ref<Away> away_;
};

}  // namespace retrograd
