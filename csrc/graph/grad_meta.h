// grad_meta.h: what autograd keeps for a tensor: the node that made it, in the tensor itself; for
// leaves, and few others, also a flag, a gradient and hooks.
//
// Thread safety: `grad` and `sink` are read and written under `lock`; the rest belongs to the
// thread that builds the graph.
#pragma once

#include <memory>

#include "base/machine/fork.h"
#include "graph/modes/tangent.h"
#include "graph/node.h"

namespace retrograd {

struct GradMeta final : GradMetaBase, allocator::Cached {
  explicit GradMeta(TensorImpl* owner) : tensor(owner) {}
  ~GradMeta() override;

  TensorImpl* tensor;          // the one that owns this
  bool requires_grad = false;  // of a leaf; a tensor with a grad_fn requires grad anyway
  bool retains_grad = false;
  bool rewritten = false;  // by a recorded write, so that its node is younger than the tensor
  SpinLock lock;
  uint32_t detached = 0;  // how often the tensor was taken out of a graph in place
  TangentSlot tangent;
  std::unique_ptr<LeafHooks> hooks;  // of a leaf; null without any

  Tensor grad;
  Node* sink = nullptr;  // the live AccumulateGrad of a leaf, weakly
};

// The node that made x, null for none. The sink of another tensor where x stands in for that leaf,
// after its elements were packed away and unpacked; then x counts as a leaf itself.
inline Node* history(const TensorImpl* x) { return static_cast<Node*>(x->made_by.get()); }
inline void set_history(const Tensor& x, Edge made_by) {
  x.impl()->made_by = std::move(made_by.node);
  x.impl()->output = made_by.output;
}

// Null for a tensor that has none of it.
inline GradMeta* grad_meta(const TensorImpl* x) {
  return static_cast<GradMeta*>(x->grad_meta.get());
}
inline GradMeta* grad_meta(const Tensor& x) { return grad_meta(x.impl()); }
GradMeta& ensure_grad_meta(const Tensor& x);

// The node that made x, null for a leaf. A view whose memory was written to since gets a new one
// here, read from its base; throws GraphError for one whose kind forbids that (see view.h).
Ref<Node> grad_fn(const Tensor& x);
// A view requires grad where its base does, even if its own history is none.
bool requires_grad(const Tensor& x);
inline bool is_leaf(const Tensor& x) { return !grad_fn(x); }

// Makes x a leaf that wants (or does not want) a gradient. Throws GraphError for a non-leaf that is
// told not to, or for one made in inference mode outside it; DTypeError for a type that has no
// gradients.
void set_requires_grad(const Tensor& x, bool on);

// Where the gradient of x goes: the output of its node, or its sink; empty if x requires none, or
// is a view made while its base was a constant or nothing was recorded. Throws as grad_fn.
Edge gradient_edge(const Tensor& x);

// Ends the use of the live sink of x, if there is one, because x changed its shape or type: new
// graphs get a new sink, and a gradient that arrives at the old one is an error.
void retire_sink(const Tensor& x);

// Asks that backward fill x.grad although x is no leaf. Throws GraphError unless x requires grad.
void retain_grad(const Tensor& x);

// Makes x a leaf that requires no grad.
void forget_history(const Tensor& x);
// The same to a tensor that operations may have saved: what they saved has a history no more, which
// derivatives of derivatives must not miss silently.
void detach_in_place(const Tensor& x);

// Takes x off the list of those whose gradient its node keeps, if it has one.
void stop_retaining(const TensorImpl* x);

// Has the hook called with the gradient of x when a run has all of it; it may replace it. A hook
// stays with the history that x has now. Throws GraphError unless x requires grad.
void add_hook(const Tensor& x, Ref<Hook> hook);

// Has the hook called with the leaf x whenever its .grad was added to. Throws GraphError unless x
// is a leaf that requires grad.
void add_accumulated_hook(const Tensor& x, Ref<Hook> hook);

// Whether a gradient may own the tensor whose gradient it is.
inline bool may_lead_back(const Tensor& grad) {
  if (!grad.defined()) return false;
  const TensorImpl* impl = grad.impl();
  return impl->made_by || impl->grad_meta || impl->base;
}
// Whether x may own itself, through its gradient, or through a history that is younger than x.
inline bool may_own_itself(const TensorImpl& x) {
  const GradMeta* meta = grad_meta(&x);
  return meta && ((x.made_by && meta->rewritten) || may_lead_back(meta->grad));
}
// To be called when x gets such a gradient or history: tells the host, unless it sees x anyway.
inline void watch(const Tensor& x) {
  if (!x.impl()->py_object()) host.watch_tensor(x.impl());
}

Tensor get_grad(const Tensor& x);
// An undefined `grad` clears. Throws GraphError, ShapeError or DTypeError unless it fits x.
void set_grad(const Tensor& x, const Tensor& grad);

// The end of the graph at a leaf; the engine adds what arrives here to the leaf's gradient.
class AccumulateGrad final : public Node {
 public:
  explicit AccumulateGrad(Tensor x);
  ~AccumulateGrad() override;
  std::string name() const override { return "AccumulateGrad"; }
  Tensors apply(Tensors) override { return {}; }
  const Tensor* leaf() const override { return &variable; }
  void visit_owned(Owned& to) override {
    Node::visit_owned(to);
    to.tensor(*variable.impl());
  }

  const Tensor variable;

 protected:
  // The leaf points back weakly, and another thread may be recording a use of it right now.
  void last_release() noexcept override {
    if (drop_last()) Node::last_release();
  }
};

}  // namespace retrograd
