#include "graph/grad_meta.h"

#include <mutex>
#include <utility>
#include <vector>

#include "base/check.h"
#include "graph/view.h"

namespace retrograd {
namespace {

// Reads the history of a view anew where its memory was written to.
void refresh_view(const Tensor& x) {
  TensorImpl* impl = x.impl();
  const uint32_t version = impl->storage->version();
  if (version == impl->view_version || !is_floating(x.dtype())) return;
  const Tensor base(impl->base);
  // A view that was made a leaf of its own stays one until the base takes in a history.
  if (!impl->made_by && !requires_grad(base)) return;
  check_view_kind(x, "its base, or another view of it, was written to since");
  Ref<Node> node = as_strided_node(base, x);
  if (GradMeta* const meta = grad_meta(x)) {
    meta->requires_grad = false;
    if (meta->retains_grad) {
      stop_retaining(impl);
      node->ensure_hooks().retained.push_back({0, impl});
    }
  }
  set_history(x, {std::move(node), 0});
  impl->view_version = version;
}

}  // namespace

void stop_retaining(const TensorImpl* x) {
  Node* const node = history(x);
  if (!node) return;
  auto& retained = node->ensure_hooks().retained;
  for (size_t i = retained.size(); i-- > 0;)
    if (retained[i].tensor == x) retained.erase(i);
}

namespace {
thread_local std::vector<Tensor>* ending = nullptr;

// See Note [Graph release]: a gradient may have a gradient, and so on.
void end(Tensor grad) {
  if (ending) return ending->push_back(std::move(grad));
  std::vector<Tensor> queue;
  ending = &queue;
  grad = {};
  while (!queue.empty()) {
    grad = std::move(queue.back());
    queue.pop_back();
    grad = {};
  }
  ending = nullptr;
}
}  // namespace

GradMeta::~GradMeta() {
  if (retains_grad) stop_retaining(tensor);
  if (grad.defined()) end(std::move(grad));
}

GradMeta& ensure_grad_meta(const Tensor& x) {
  if (!x.impl()->grad_meta) x.impl()->grad_meta = std::make_unique<GradMeta>(x.impl());
  return *grad_meta(x);
}

Ref<Node> grad_fn(const Tensor& x) {
  if (x.impl()->base) refresh_view(x);
  Node* const node = history(x.impl());
  return node && !node->leaf() ? Ref<Node>::share(node) : nullptr;
}

bool requires_grad(const Tensor& x) {
  for (const TensorImpl* impl = x.impl(); impl; impl = impl->base.get()) {
    if (impl->made_by) return true;
    if (const GradMeta* meta = grad_meta(impl); meta && meta->requires_grad) return true;
  }
  return false;
}

void set_requires_grad(const Tensor& x, bool on) {
  if (on) {
    RG_CHECK(is_floating(x.dtype()), DTypeError,
             "requires_grad: only floating tensors can require "
             "gradients; this one is ",
             x.dtype());
    if (x.impl()->made_by) return;
    RG_CHECK(!x.storage().is_inference() || inference_mode(), GraphError,
             "requires_grad: this tensor was made in inference_mode(), so outside it autograd "
             "cannot follow it; use a clone() of it");
  } else {
    RG_CHECK(is_leaf(x), GraphError,
             "requires_grad: only leaf tensors can be told not to require "
             "gradients; use detach() to take a tensor out of the graph");
    x.impl()->made_by = nullptr;  // of a stand-in
    if (!grad_meta(x)) return;
  }
  ensure_grad_meta(x).requires_grad = on;
}

Edge gradient_edge(const Tensor& x) {
  if (x.impl()->base) refresh_view(x);
  const TensorImpl* const impl = x.impl();
  if (impl->made_by) return {Ref<Node>::share(history(impl)), impl->output};
  GradMeta* const own = grad_meta(impl);
  if (!own || !own->requires_grad) return {};
  GradMeta& meta = *own;
  // One sink per leaf at a time, or a run for chosen inputs would miss what flows to the other.
  const std::lock_guard lock(meta.lock);
  if (meta.sink && meta.sink->retain_if_alive()) return {Ref<Node>::adopt(meta.sink), 0};
  auto sink = make_ref<AccumulateGrad>(x);
  meta.sink = sink.get();
  return {std::move(sink), 0};
}

void retire_sink(const Tensor& x) {
  GradMeta* meta = grad_meta(x);
  if (!meta) return;
  const std::lock_guard lock(meta->lock);
  meta->sink = nullptr;
}

void retain_grad(const Tensor& x) {
  RG_CHECK(requires_grad(x), GraphError,
           "retain_grad: this tensor does not require grad, so it will never have one");
  if (x.impl()->base) refresh_view(x);
  TensorImpl* const impl = x.impl();
  if (!impl->made_by || (impl->grad_meta && grad_meta(impl)->retains_grad)) return;
  ensure_grad_meta(x).retains_grad = true;
  history(impl)->ensure_hooks().retained.push_back({impl->output, impl});
}

namespace {
LeafHooks& ensure_leaf_hooks(const Tensor& x) {
  GradMeta& meta = ensure_grad_meta(x);
  if (!meta.hooks) meta.hooks = std::make_unique<LeafHooks>();
  return *meta.hooks;
}
}  // namespace

void add_hook(const Tensor& x, Ref<Hook> hook) {
  RG_CHECK(requires_grad(x), GraphError,
           "register_hook: this tensor does not require grad, so no gradient will ever arrive");
  if (x.impl()->base) refresh_view(x);
  if (Node* const node = history(x.impl())) {
    node->ensure_hooks().tensor.add(std::move(hook), x.impl()->output);
  } else {
    ensure_leaf_hooks(x).tensor.add(std::move(hook));
  }
}

void add_accumulated_hook(const Tensor& x, Ref<Hook> hook) {
  RG_CHECK(requires_grad(x), GraphError,
           "register_post_accumulate_grad_hook: this tensor does not require grad");
  RG_CHECK(is_leaf(x), GraphError,
           "register_post_accumulate_grad_hook: this tensor is no leaf, so nothing accumulates in "
           "it; use register_hook");
  ensure_leaf_hooks(x).accumulated.add(std::move(hook));
}

void forget_history(const Tensor& x) {
  if (GradMeta* meta = grad_meta(x)) {
    meta->tangent.clear();
    if (meta->retains_grad) stop_retaining(x.impl());
    meta->retains_grad = meta->requires_grad = false;
  }
  x.impl()->made_by = nullptr;
}

void detach_in_place(const Tensor& x) {
  if (x.impl()->made_by) ++ensure_grad_meta(x).detached;
  forget_history(x);
}

Tensor get_grad(const Tensor& x) {
  GradMeta* meta = grad_meta(x);
  if (!meta) return {};
  const std::lock_guard lock(meta->lock);
  return meta->grad;
}

void set_grad(const Tensor& x, const Tensor& grad) {
  if (grad.defined()) {
    RG_CHECK(!grad.same(x), GraphError, "grad: a tensor cannot be its own gradient");
    RG_CHECK(grad.dtype() == x.dtype(), DTypeError, "grad: expected ", x.dtype(),
             " like the tensor, got ", grad.dtype());
    RG_CHECK(grad.shape() == x.shape(), ShapeError, "grad: expected shape ", x.shape(),
             " like the tensor, got ", grad.shape());
  } else if (!grad_meta(x)) {
    return;
  }
  GradMeta& meta = ensure_grad_meta(x);
  Tensor before = grad;  // destroyed after the lock is open again
  {
    const std::lock_guard lock(meta.lock);
    std::swap(meta.grad, before);
  }
  if (may_lead_back(grad)) watch(x);
}

void visit_owned(const TensorImpl& x, Owned& to) {
  to.storage(*x.storage);
  if (x.base) to.tensor(*x.base);
  if (x.made_by) to.node(*history(&x));
  const GradMeta* meta = grad_meta(&x);
  if (!meta) return;
  if (meta->grad.defined()) to.tensor(*meta->grad.impl());
  if (!meta->hooks) return;
  meta->hooks->tensor.visit_owned(to);
  meta->hooks->accumulated.visit_owned(to);
}

AccumulateGrad::AccumulateGrad(Tensor x) : variable(std::move(x)) {
  ensure_grad_meta(variable);
  outputs.push_back(variable);
}

AccumulateGrad::~AccumulateGrad() {
  GradMeta& meta = *grad_meta(variable);
  const std::lock_guard lock(meta.lock);
  if (meta.sink == this) meta.sink = nullptr;
}

}  // namespace retrograd
