#include "graph/view.h"

#include "core/loop.h"

namespace retrograd {

void set_base(const Tensor& y, const Tensor& x) {
  // A view that was made a leaf of its own owns its history from then on.
  const GradMeta* own = grad_meta(x);
  const bool owner = !x.impl()->base || (own && own->requires_grad);
  const Ref<TensorImpl>& base = owner ? x.ref() : x.impl()->base;
  const GradMeta* meta = grad_meta(base.get());
  y.impl()->base = base;
  y.impl()->base_epoch = meta ? meta->epoch : 0;
}

Tensor detach(const Tensor& x) { return alias(x); }

Tensor unversioned_alias(const Tensor& x) {
  Storage& bytes = x.storage();
  Ref<Storage> storage =
      Storage::borrow(bytes.data(), bytes.bytes(), x.impl()->storage, bytes.read_only());
  return Tensor(make_ref<TensorImpl>(std::move(storage), x.bytes(), x.shape(), x.strides(),
                                     x.numel(), x.dtype(), x.is_contiguous()));
}

namespace detail {

void check_writable(const char* op, const Tensor& x, bool recording) {
  RG_CHECK(!x.storage().read_only(), ReadOnlyError, op,
           ": the memory of this tensor is read-only; write to a clone() of it");
  for (size_t d = 0; d < x.shape().size(); ++d)
    RG_CHECK(x.strides()[d] != 0 || x.shape()[d] <= 1, ShapeError, op, ": dimension ", d,
             " of this tensor is expanded, so several of its elements share one place in memory; "
             "write to a clone() of it");
  if (!grad_enabled()) return;
  const bool view = static_cast<bool>(x.impl()->base);
  const Tensor owner = view ? Tensor(x.impl()->base) : x;
  if (!recording && !wants_grad(owner)) return;
  const auto is_grad_leaf = [](const Tensor& t) { return wants_grad(t) && is_leaf(t); };
  RG_CHECK(!is_grad_leaf(owner) && !is_grad_leaf(x), GraphError, op, ": a ",
           view ? "view of a " : "",
           "leaf tensor that requires grad is being used in an in-place operation; write under "
           "no_grad(), or to a clone() of it");
  const GradMeta* meta = grad_meta(x);
  RG_CHECK(!meta || !meta->pinned, GraphError, op,
           ": this view came out of an autograd.Function, whose backward a write to it would put "
           "aside; write to a clone() of it, or return a clone() from forward");
  RG_CHECK(wants_grad(x) || !wants_grad(owner), GraphError, op,
           ": this view was made under no_grad() and its base requires grad, so autograd cannot "
           "follow the write; make the view outside no_grad(), or write under no_grad() too");
}

namespace {
void share_history(const Tensor& to, const Tensor& from) {
  if (!wants_grad(from)) return;
  const Edge edge = gradient_edge(from);
  GradMeta& meta = ensure_grad_meta(to);
  meta.grad_fn = edge.node;
  meta.output = edge.output;
}
}  // namespace

Tensor history_alias(const Tensor& x) {
  Tensor before = alias(x);
  share_history(before, x);
  return before;
}

Tensor kept(const Tensor& before, const Tensor& out) {
  if (!out.defined()) return before;
  Tensor copy = empty(before.shape(), before.dtype());
  copy_into(copy, before);
  share_history(copy, before);
  return copy;
}

void rebase_history(const Tensor& x, const Edge& written) {
  GradMeta& meta = ensure_grad_meta(x);
  const bool retained = std::exchange(meta.retains_grad, false);
  if (retained) stop_retaining(*meta.grad_fn, x.impl());
  meta.requires_grad = false;
  ++meta.epoch;
  if (x.impl()->base) {
    // The base passes the new history back to x when it is next asked for.
    const Tensor base(x.impl()->base);
    rebase_history(base, {copy_slices_node(base, x, written), 0});
  } else {
    meta.grad_fn = written.node;
    meta.output = written.output;
  }
  if (retained) retain_grad(x);
}

}  // namespace detail
}  // namespace retrograd
