#include "ops/view/in_place.h"

#include <utility>

#include "base/check.h"
#include "graph/saved/copy_on_write.h"
#include "graph/view.h"
#include "ops/shape/shape.h"
#include "ops/shape/strided.h"

namespace retrograd::ops {
namespace {

// Whether the history of x would be read anew from its base once its version has changed.
bool follows_base(const Tensor& x) {
  return x.impl()->base && x.impl()->view_kind == ViewKind::kPlain;
}

void check_changeable(const char* op, const Tensor& x, bool recording) {
  RG_CHECK(x.storage().versioned() || inference_mode(), GraphError, op,
           ": this tensor was made in inference_mode(), and outside it that it changed would not "
           "be counted; use a clone() of it");
  if (recording) {
    if (x.impl()->base) check_view_kind(x, op);
    const bool view = static_cast<bool>(x.impl()->base);
    const bool leaf = is_leaf(x) || (view && is_leaf(root_base(x)));
    RG_CHECK(!leaf, GraphError, op, ": a ", view ? "view of a " : "",
             "leaf tensor that requires grad is being used in an in-place operation; do it under "
             "no_grad(), or take the view by the operation that is not in place");
  } else if (!follows_base(x)) {
    const Node* const node = history(x.impl());
    RG_CHECK(!node || node->leaf(), GraphError, op,
             ": this tensor has a history, whose gradient would no longer be of its shape where "
             "the change is not recorded; use detach() first, or do it where operations are "
             "recorded");
  }
  if (detail::copy_on_write) [[unlikely]]
    detail::copy_on_write->before_write(x);
}

void take_layout(const Tensor& x, const Tensor& y) {
  x.impl()->data = y.bytes();
  x.impl()->layout = y.impl()->layout;
}

// x stands for itself as the node of the view gives it from now on.
void take_history(const Tensor& x, const Edge& made_by) {
  GradMeta* const meta = grad_meta(x);
  const bool retained = meta && std::exchange(meta->retains_grad, false);
  if (retained) stop_retaining(x.impl());
  set_history(x, made_by);
  watch(x);
  if (retained) retain_grad(x);
}

template <class View>
Tensor& become(const char* op, Tensor& x, const View& view) {
  const bool recording = grad_enabled() && detail::wants_grad(x);
  check_changeable(op, x, recording);
  const bool dual = forward_mode() && has_tangent(x);
  const Tensor before = recording ? detail::history_alias(x) : alias(x);
  if (dual) set_tangent(before, tangent(x));
  const Tensor y = view(before);
  // Asked for before the version changes, or it would be read anew from `before`.
  const Edge made_by = recording ? gradient_edge(y) : Edge();
  TensorImpl* impl = x.impl();
  const bool current = impl->view_version == x.storage().version();
  take_layout(x, y);
  x.storage().bump_version();
  if (recording) take_history(x, made_by);
  // What is not read anew from its base stays as it was.
  if (recording || (current && !follows_base(x))) impl->view_version = x.storage().version();
  retire_sink(x);
  if (dual) share_tangent(x, y);
  return x;
}

}  // namespace

Tensor& squeeze_(Tensor& x) {
  return become("squeeze_", x, [](const Tensor& before) { return squeeze(before); });
}

Tensor& squeeze_(Tensor& x, const Dims& dims) {
  return become("squeeze_", x, [&](const Tensor& before) { return squeeze(before, dims); });
}

Tensor& unsqueeze_(Tensor& x, int64_t dim) {
  return become("unsqueeze_", x, [&](const Tensor& before) { return unsqueeze(before, dim); });
}

Tensor& transpose_(const char* op, Tensor& x, int64_t dim0, int64_t dim1) {
  return become(op, x, [&](const Tensor& before) { return transpose(before, dim0, dim1); });
}

Tensor& t_(Tensor& x) {
  return become("t_", x, [](const Tensor& before) { return t(before); });
}

Tensor& as_strided_(Tensor& x, const Dims& shape, const Dims& strides, int64_t offset) {
  return become("as_strided_", x,
                [&](const Tensor& before) { return as_strided(before, shape, strides, offset); });
}

Tensor& set_(Tensor& x, const Tensor& source) {
  RG_CHECK(x.dtype() == source.dtype(), DTypeError, "set_: a tensor of ", x.dtype(),
           " cannot be set to one of ", source.dtype(), "; convert it first with .to()");
  const bool recording = grad_enabled() && (detail::wants_grad(x) || detail::wants_grad(source));
  if (recording) {
    check_changeable("set_", x, detail::wants_grad(x));
    fail<GraphError>(
        "set_: what memory a tensor has is nothing to differentiate, and this one or its source "
        "requires grad; do it under no_grad(), or set it to source.detach()");
  }
  check_changeable("set_", x, false);
  const uint32_t version = x.storage().version();
  set_data(x, source);
  if (x.storage().version() == version) x.storage().bump_version();
  return x;
}

}  // namespace retrograd::ops
