#include "graph/view.h"

#include "core/loop/loop.h"
#include "graph/saved/copy_on_write.h"

namespace retrograd {

void set_base(const Tensor& y, const Tensor& x, ViewKind kind) {
  TensorImpl* view = y.impl();
  TensorImpl* from = x.impl();
  if (from->storage->is_inference()) return;  // nothing of it is followed
  // A view that was made a leaf of its own owns its history from then on.
  const GradMeta* own = grad_meta(x);
  const bool owner = !from->base || (own && own->requires_grad && grad_enabled());
  view->base = owner ? x.ref() : from->base;
  view->view_version = from->storage->version();
  if (!grad_enabled()) kind = ViewKind::kNoGrad;
  view->view_kind = kind == ViewKind::kPlain ? from->view_kind : kind;
}

Tensor root_base(const Tensor& x) {
  Ref<TensorImpl> base = x.impl()->base;
  while (base && base->base) base = base->base;
  return Tensor(std::move(base));
}

void check_view_kind(const Tensor& x, const char* happened) {
  switch (x.impl()->view_kind) {
    case ViewKind::kPlain:
    case ViewKind::kBeyond:
      return;
    case ViewKind::kNoGrad:
      fail<GraphError>(
          "this view was made under no_grad() or inference_mode(), and ", happened,
          ", which autograd cannot follow; make the view where operations are recorded, "
          "write under no_grad() too, or use a clone()");
    case ViewKind::kMultiOutput:
      fail<GraphError>(
          "this view is one of several results of an operation, as of split() or "
          "unbind(), and ",
          happened,
          ", which autograd cannot follow; use a clone() of it, or index "
          "the base");
    case ViewKind::kFunction:
      fail<GraphError>("this view came out of an autograd.Function, and ", happened,
                       ", which puts the Function's backward aside; use a clone() of it, or return "
                       "a clone() from forward");
  }
}

void check_same_memory(const char* op, const Tensor& base, const Tensor& view) {
  RG_CHECK(
      &base.storage() == &view.storage(), GraphError, op,
      ": a view and its base no longer share memory, since .data of one of them was assigned, so "
      "gradients cannot flow between them; make the view anew");
}

// As in torch, what is detached from inference memory counts its own writes, and so may be written.
Tensor detach(const Tensor& x) {
  return x.storage().versioned() || inference_mode() ? alias(x) : unversioned_alias(x);
}

Tensor unversioned_alias(const Tensor& x) {
  const bool versioned = x.storage().versioned() || !inference_mode();
  return Tensor(make_ref<TensorImpl>(Storage::alias(x.impl()->storage, 0, versioned), x.bytes(),
                                     x.impl()->layout, x.dtype()));
}

void set_data(const Tensor& x, const Tensor& y) {
  RG_CHECK(is_floating(y.dtype()) || !requires_grad(x), DTypeError, "data: ", y.dtype(),
           " has no gradients, and this tensor requires grad; expected a floating type");
  TensorImpl* to = x.impl();
  const bool fits = y.shape() == x.shape() && y.dtype() == x.dtype();
  const bool same = fits && y.strides() == x.strides();
  const uint32_t before = to->storage->version(), version = before + (same ? 0 : 1);
  if (to->view_version == before) to->view_version = version;  // its history stays as it is
  to->storage = Storage::alias(y.impl()->storage, version, to->storage->versioned());
  to->data = y.bytes();
  to->layout = y.impl()->layout;
  to->dtype = y.dtype();
  if (!fits) retire_sink(x);
}

bool resize_in_place(const Tensor& x, const Dims& shape, const Dims& strides) {
  TensorImpl* impl = x.impl();
  const int64_t n = count(shape), start = impl->data - impl->storage->data();
  if (n * x.item_bytes() > impl->storage->bytes() - start) return false;
  impl->layout = Layout::of(shape, strides);
  retire_sink(x);
  return true;
}

namespace {
// A recorded write says of each element that what it was before counts no more, or how much.
void check_shows_once(const char* op, const Tensor& x, const char* which) {
  RG_CHECK(x.is_contiguous() || is_injective(x.shape(), x.strides()), GraphError, op, ": ", which,
           " of shape ", x.shape(), " and strides ", x.strides(),
           ", shows some of its elements several times, so what is written has no one gradient; "
           "take a clone() of it first");
}

void refuse_write(const char* op, const Tensor& x, bool recording) {
  if (x.storage().guarded()) [[unlikely]] {
    RG_CHECK(!x.storage().read_only(), ReadOnlyError, op,
             ": the memory of this tensor is read-only; write to a clone() of it");
    RG_CHECK(x.storage().versioned() || inference_mode(), GraphError, op,
             ": this tensor was made in inference_mode(), and outside it writes to it would not be "
             "counted; write to a clone() of it");
  }
  for (size_t d = 0; d < x.shape().size(); ++d)
    RG_CHECK(x.strides()[d] != 0 || x.shape()[d] <= 1 || x.numel() == 0, ShapeError, op,
             ": dimension ", d,
             " of this tensor is expanded, so several of its elements share one place in memory; "
             "write to a clone() of it");
  if (!recording) return;
  const bool view = static_cast<bool>(x.impl()->base);
  if (view) check_view_kind(x, op);
  RG_CHECK(x.impl()->view_kind != ViewKind::kBeyond, GraphError, op,
           ": this view shows elements of the memory that its base does not have, so gradients of "
           "what is written there would be lost; take the view of a tensor that has them all");
  check_shows_once(op, x, "this tensor,");
  for (Tensor part = x; part.impl()->base;) {
    const Tensor base(part.impl()->base);
    check_same_memory(op, base, part);
    check_shows_once(op, base, "the base of this view,");
    part = base;
  }
  if (!requires_grad(x)) return;
  const bool leaf = is_leaf(x) || (view && is_leaf(root_base(x)));
  RG_CHECK(!leaf, GraphError, op, ": a ", view ? "view of a " : "",
           "leaf tensor that requires grad is being used in an in-place operation; write under "
           "no_grad(), or to a clone() of it");
}
}  // namespace

namespace detail {

void Writing::begin(const Tensor& x) { copy_on_write->begin_write(x); }
void Writing::end() { copy_on_write->end_write(); }

void check_writable(const char* op, const Tensor& x, bool recording) {
  refuse_write(op, x, recording);
  if (copy_on_write) [[unlikely]]
    copy_on_write->before_write(x);
}

namespace {
void share_history(const Tensor& to, const Tensor& from) {
  if (!wants_grad(from)) return;
  set_history(to, gradient_edge(from));
}
}  // namespace

Tensor history_alias(const Tensor& x) {
  Tensor before = alias(x);
  share_history(before, x);
  return before;
}

void put_back(const Tensor& x, const Tensor& elements) {
  copy_into(x, elements);
  x.storage().bump_version();
}

Tensor unwritten(const Tensor& before, const Tensor& out) {
  if (!out.defined()) return before;
  Tensor copy = copy_of(before);
  share_history(copy, before);
  if (const Tensor t = tangent(before); t.defined()) set_tangent(copy, unwritten(t, t));
  return copy;
}

Tensor apart_from(const Tensor& x, const Tensor& arg) {
  return arg.defined() && arg.impl()->storage == x.impl()->storage ? unwritten(arg, x) : arg;
}

void rebase_history(const Tensor& x, const Edge& written) {
  GradMeta& meta = ensure_grad_meta(x);
  const bool retained = std::exchange(meta.retains_grad, false);
  if (retained) stop_retaining(x.impl());
  meta.requires_grad = false;
  if (x.impl()->base) {
    // The base passes the new history back to x when it is next asked for.
    x.impl()->view_version = x.storage().version() - 1;
    const Tensor base(x.impl()->base);
    rebase_history(base, {copy_slices_node(base, x, written), 0});
  } else {
    set_history(x, written);
    meta.rewritten = true;
    watch(x);
  }
  if (retained) retain_grad(x);
}

}  // namespace detail
}  // namespace retrograd
