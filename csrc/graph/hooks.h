// hooks.h: functions that see gradients on their way, and may replace them.
//
// A hook belongs to one list: of a node, or of a leaf. It leaves the list when it is removed, when
// the list's owner dies, or when a run frees the node. What it calls (Python, a test) is not known
// here. Thread safety: lists are changed and copied by one thread at a time; the Python floor holds
// the interpreter for that.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "core/tensor.h"
#include "graph/saved/owned.h"

namespace retrograd {

using Tensors = SmallVec<Tensor, 2>;

class HookList;

class Hook : public Counted {
 public:
  // Gets gradients (undefined ones are zero) and returns as many to put in their places, or nothing
  // to leave them. `arrived` is for post-hooks alone: the gradients from which `grads` were made.
  virtual std::optional<Tensors> call(const Tensors& grads, const Tensors& arrived) = 0;

  // For messages.
  virtual std::string name() const = 0;

  // Takes the hook off its list, if it is on one. May end the hook.
  void remove();

 private:
  friend class HookList;
  HookList* list_ = nullptr;
  size_t place_ = 0;
  uint32_t output_ = 0;
};

// Hooks in the order of their registration. Adding and removing take constant time on average.
class HookList {
 public:
  HookList() = default;
  HookList(const HookList&) = delete;
  HookList& operator=(const HookList&) = delete;
  ~HookList() { clear(); }

  // `output`: of a tensor hook on a node, which output of the node the tensor is.
  void add(Ref<Hook> hook, uint32_t output = 0);
  void clear();
  bool empty() const { return hooks_.size() == gaps_; }

  struct Entry {
    Ref<Hook> hook;
    uint32_t output;
  };
  // The hooks of this moment: what they add and remove while they run counts from the next run on.
  std::vector<Entry> snapshot() const;

  // A run that is going to call a hook owns it too, and then it is left out.
  void visit_owned(Owned& to) const {
    for (const Ref<Hook>& hook : hooks_)
      if (hook && hook->use_count() == 1) to.host(*hook);
  }

 private:
  friend class Hook;
  void close_gaps();

  std::vector<Ref<Hook>> hooks_;  // null where one was removed
  size_t gaps_ = 0;
};

// A tensor that asked to keep its gradient; one that dies takes itself off.
struct Retained {
  uint32_t output;
  TensorImpl* tensor;
};

// Counts what the host must not let go of while a graph ends: hooks, and objects of its own.
inline std::atomic<int64_t> host_things{0};

// Counts the leaves, and their sinks, at which something waits: who sees when a run gets there.
inline std::atomic<int64_t> hooked_leaves{0};

// What waits at a node. Most nodes have none of it, and no NodeHooks.
struct NodeHooks {
  explicit NodeHooks(bool at_sink) : of_sink(at_sink) {
    host_things.fetch_add(1, std::memory_order_relaxed);
    if (of_sink) hooked_leaves.fetch_add(1, std::memory_order_relaxed);
  }
  NodeHooks(const NodeHooks&) = delete;
  NodeHooks& operator=(const NodeHooks&) = delete;
  ~NodeHooks() {
    host_things.fetch_sub(1, std::memory_order_relaxed);
    if (of_sink) hooked_leaves.fetch_sub(1, std::memory_order_relaxed);
  }

  const bool of_sink;

  HookList tensor;  // on the tensors that the node made
  SmallVec<Retained, 1> retained;
  HookList pre, post;
  Ref<Counted> metadata;  // of the host's object for the node
};

// What waits at a leaf. It is not at the leaf's sink, which lives no longer than a graph.
struct LeafHooks {
  LeafHooks() { hooked_leaves.fetch_add(1, std::memory_order_relaxed); }
  LeafHooks(const LeafHooks&) = delete;
  LeafHooks& operator=(const LeafHooks&) = delete;
  ~LeafHooks() { hooked_leaves.fetch_sub(1, std::memory_order_relaxed); }

  HookList tensor, accumulated;
};

}  // namespace retrograd
