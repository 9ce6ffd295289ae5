#include "engine/run_hooks.h"

#include <utility>
#include <vector>

#include "base/check.h"
#include "engine/accumulate.h"
#include "graph/grad_meta.h"
#include "ops/shape/copy.h"

namespace retrograd {
namespace {

// Puts what a hook returned in the place of a gradient.
void replace(Tensor& grad, const Tensor& by, const Hook& hook) {
  if (by.defined()) {
    RG_CHECK(grad.defined(), GraphError, "backward: hook ", hook.name(),
             " returned a tensor in the place of None; where no gradient arrived there is none to "
             "replace");
    RG_CHECK(by.shape() == grad.shape(), ShapeError, "backward: hook ", hook.name(),
             " returned a gradient of shape ", by.shape(), " in the place of one of shape ",
             grad.shape());
    RG_CHECK(by.dtype() == grad.dtype(), DTypeError, "backward: hook ", hook.name(), " returned ",
             by.dtype(), " in the place of a gradient of ", grad.dtype());
  }
  grad = by;
}

void make_private(Tensors& grads) {
  for (Tensor& grad : grads)
    if (grad.defined()) grad = private_copy(std::move(grad));
}

// Calls the hooks one after another, each with what the ones before left.
void run(const HookList& hooks, Tensors& grads, const Tensors& arrived) {
  if (hooks.empty()) return;
  make_private(grads);
  for (const auto& [hook, output] : hooks.snapshot()) {
    const std::optional<Tensors> by = hook->call(grads, arrived);
    if (!by) continue;
    RG_CHECK(by->size() == grads.size(), GraphError, "backward: hook ", hook->name(), " returned ",
             by->size(), " gradients in the place of ", grads.size());
    for (size_t i = 0; i < grads.size(); ++i) replace(grads[i], (*by)[i], *hook);
  }
}

}  // namespace

void run_tensor_hooks(const Node& node, Tensors& grads) {
  const HookList* hooks = node.hooks ? &node.hooks->tensor : nullptr;
  if (const Tensor* leaf = node.leaf())
    hooks = grad_meta(*leaf)->hooks ? &grad_meta(*leaf)->hooks->tensor : nullptr;
  if (!hooks) return;
  for (const auto& [hook, output] : hooks->snapshot()) {
    Tensors one = {std::exchange(grads[output], Tensor())};
    make_private(one);
    const std::optional<Tensors> by = hook->call(one, {});
    if (by) replace(one[0], (*by)[0], *hook);
    grads[output] = std::move(one[0]);
  }
}

void keep_retained(const Node& node, const Tensors& grads) {
  if (!node.hooks) return;
  // Large gradients are added with the host let go, when tensors can come and go.
  std::vector<std::pair<Tensor, uint32_t>> all;
  for (const Retained& r : node.hooks->retained)
    if (grads[r.output].defined())
      all.emplace_back(Tensor(Ref<TensorImpl>::share(r.tensor)), r.output);
  // Apart, as in torch: a gradient that the program took from an earlier run stays what it was.
  for (const auto& [x, output] : all) accumulate_into(x, grads[output], Sum::kApart);
}

void run_pre_hooks(const Node& node, Tensors& grads) {
  if (node.hooks) run(node.hooks->pre, grads, {});
}

Tensors for_post_hooks(const Node& node, const Tensors& grads) {
  Tensors copies;
  if (!node.hooks || node.hooks->post.empty()) return copies;
  for (const Tensor& grad : grads) copies.push_back(grad.defined() ? ops::clone(grad) : grad);
  return copies;
}

void run_post_hooks(const Node& node, Tensors& grads, const Tensors& arrived) {
  if (node.hooks) run(node.hooks->post, grads, arrived);
}

void run_accumulated_hooks(const Tensor& leaf) {
  if (!grad_meta(leaf)->hooks) return;
  for (const auto& [hook, output] : grad_meta(leaf)->hooks->accumulated.snapshot())
    hook->call({leaf}, {});
}

}  // namespace retrograd
