// node.h: Node, one recorded operation, and the edges between nodes: the graph that backward walks.
//
// A node owns the nodes that made its inputs (its edges) and what its derivative needs (its saved
// tensors). A tensor owns the node that made it. Nothing points the other way but weakly, so a
// graph lives exactly as long as somebody can still ask for its gradient.
//
// Note [Graph release]: a chain of a million nodes must not be freed by recursion. A node whose
// last owner leaves queues itself on a list of its thread, and the outermost release empties it. A
// long list is emptied with the host let go, unless something in some graph belongs to the host:
// it would be asked for again at each of these.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/origin.h"
#include "graph/hooks.h"
#include "graph/saved/owned.h"

namespace retrograd {

class Node;
class SavedTensor;

// Where a gradient goes: into output `output` of `node`. No node: the input needs no gradient.
struct Edge {
  using MovesByBytes = void;
  Ref<Node> node;
  uint32_t output = 0;
};

// What the gradient of an output must look like when its node runs.
class OutputInfo {
 public:
  OutputInfo() : layout_(Layout::of("", {})) {}
  OutputInfo(const Tensor& y) : layout_(y.impl()->layout), dtype_(y.dtype()) {}

  const Dims& shape() const { return layout_->shape; }
  DType dtype() const { return dtype_; }
  bool fits(const Tensor& grad) const {
    return grad.dtype() == dtype_ &&
           (grad.impl()->layout == layout_ || grad.shape() == layout_->shape);
  }

 private:
  Ref<Layout> layout_;
  DType dtype_ = DType::kFloat32;
};

using Edges = SmallVec<Edge, 2>;

// One of the things that a node keeps, under torch's name for it: "self", "result", "dim".
struct SavedValue {
  const char* name;
  std::variant<SavedTensor*, bool, int64_t, double, Dims> value;
  bool number = false;  // a tensor that stands for a number is one to look at
};
using SavedValues = std::vector<SavedValue>;

class Node : public Counted, public allocator::Cached {
  // The claims, and kFreed once one without `retain` was made. First, to share a word with the
  // count of owners: a node of an operation that saves nothing fills three cache lines.
  std::atomic<uint32_t> state_{0};

 public:
  // The edges come first, so that a sink made for one of them is older than the node.
  explicit Node(Edges&& inputs = {}, Origin recorded = {});
  ~Node() override;

  // What Python shows: "AddBackward0".
  virtual std::string name() const = 0;

  // The vector-Jacobian product. `grads[i]` belongs to output i and may be undefined (zero); what
  // comes back has one entry per edge, undefined where that input needs none or gets zero, and
  // any shape that sums to the input's. Runs only between acquire() and done().
  virtual Tensors apply(Tensors grads) = 0;

  // Whether apply() is code of the host, whose arithmetic nobody here sees.
  virtual bool runs_host_code() const { return false; }

  // The tensor at the end of the graph, for the sink of a leaf alone.
  virtual const Tensor* leaf() const { return nullptr; }

  // Claims the saved tensors for one run; with `retain` others may claim them later or meanwhile.
  // `run`: its number; see backward_runs.h. Throws GraphError if an earlier run freed them.
  void acquire(bool retain, uint32_t run = 0);
  // Takes back that a claim without `retain` is the last one. REQUIRES: that claim, not ended.
  void keep_saved() { state_.fetch_and(~kFreed, std::memory_order_acq_rel); }
  // Ends a claim; frees the saved tensors if it was made without `retain`, and drops the hooks,
  // which will not be called again: what they hold is often the cycle that keeps a graph alive.
  void done();

  // A node that saved nothing can be run again after a run without `retain`.
  virtual bool has_saved() const { return false; }
  // The saved tensors that SavedTensor::unchecked has.
  // REQUIRES: a claim, or a run of another thread may free them meanwhile.
  virtual Tensors saved_now() const { return {}; }
  // What the node keeps, to be looked at. The tensors are the node's own: to be read under a claim.
  virtual SavedValues saved_values() { return {}; }
  // Calls `to` once for each reference that the node owns; see graph/saved/owned.h.
  virtual void visit_owned(Owned& to);
  bool freed() const { return state_.load(std::memory_order_acquire) & kFreed; }

  // Larger than those of all nodes that made this node's inputs.
  uint64_t sequence() const { return sequence_; }

  // Where the host's program recorded this; empty where unknown, and for the sink of a leaf.
  const Origin& origin() const { return origin_; }

  Edges edges;
  SmallVec<OutputInfo, 1> outputs;

  // Null for nodes at which nothing waits: almost all.
  std::unique_ptr<NodeHooks> hooks;
  NodeHooks& ensure_hooks() {
    if (!hooks) hooks = std::make_unique<NodeHooks>(leaf() != nullptr);
    return *hooks;
  }

  // For the engine: the run and slot that last claimed this node; see engine/backward.cpp.
  std::atomic<uint64_t> run_slot{0};

  void* py_object = nullptr;  // the one live Python object of this node, borrowed

 protected:
  virtual void release_saved() {}
  void last_release() noexcept override;

 private:
  static constexpr uint32_t kFreed = 1u << 31;
  [[noreturn, gnu::cold]] void fail_freed() const;

  uint64_t sequence_;
  [[no_unique_address]] Origin origin_;
  std::atomic<uint32_t> freed_by_{0};  // the run whose claim set kFreed; in the rest of origin_
};

// Node::acquire and Node::done around one use of what the node saved.
class Claim {
 public:
  explicit Claim(Node& node, bool retain = true, uint32_t run = 0) : node_(node), unused_(!retain) {
    node_.acquire(retain, run);
  }
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;
  ~Claim() {
    if (unused_) [[unlikely]]
      node_.keep_saved();
    node_.done();
  }
  // To be called before a claim without `retain` ends: what failed before can be run again.
  void used() { unused_ = false; }

 private:
  Node& node_;
  bool unused_;
};

}  // namespace retrograd
