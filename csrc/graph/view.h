// view.h: views and in-place operations: tensors that share memory, and keep their histories right.
//
// A view remembers its base, the tensor that owns the history of the memory; a view of a view has
// the same base. An in-place write through a view gives the base a new history (CopySlices), and
// every other view of it re-reads its own from the base when asked (AsStrided); GradMeta::epoch
// tells it to.
#pragma once

#include "base/check.h"
#include "graph/record.h"

namespace retrograd {

// Two nodes that views need. They are operations, so they are defined above, in ops/strided.cpp.
// The node of `view`, read anew from its base.
Ref<Node> as_strided_node(const Tensor& base, const Tensor& view);
// The node of `base` after `written` became the history of its part `view`.
Ref<Node> copy_slices_node(const Tensor& base, const Tensor& view, const Edge& written);

// Declares y, an alias of x's memory, a view of x.
void set_base(const Tensor& y, const Tensor& x);

// x without its history: the same memory and version, no gradient, no view.
Tensor detach(const Tensor& x);
// As detach, with a version of its own: writes to it go unseen by autograd.
Tensor unversioned_alias(const Tensor& x);

// Records an operation whose forward returns an alias of its first argument.
template <class Op, class... Args>
Tensor record_view(const Tensor& x, const Args&... args) {
  Tensor y = record<Op>(x, args...);
  set_base(y, x);
  return y;
}

namespace detail {
// Throws unless `op` may write to x: ReadOnlyError, ShapeError for memory that two indices share,
// GraphError for a leaf that requires grad, or a view of one, when recording.
void check_writable(const char* op, const Tensor& x, bool recording);
// x as it was before the write: same memory, history kept, so that saving it makes no cycle.
Tensor history_alias(const Tensor& x);
// What an operation may save of the tensor it is about to write to: `before` itself where the write
// goes elsewhere (`out` is undefined), else a copy with the same history.
Tensor kept(const Tensor& before, const Tensor& out);
// Gives x, just written, an output of a node as its history; a view passes it on to its base.
void rebase_history(const Tensor& x, const Edge& written);
// An argument that is the written tensor itself stands for what was in it.
inline const Tensor& instead(const Tensor& arg, const Tensor& x, const Tensor& before) {
  return arg.same(x) ? before : arg;
}
template <class T>
const T& instead(const T& arg, const Tensor&, const Tensor&) {
  return arg;
}
}  // namespace detail

// Records an operation that writes to x. Op::forward takes, after the usual arguments, the tensor
// to write to, and bumps its version.
template <class Op, class... Args>
Tensor record_inplace(const char* name, const Tensor& x, const Args&... args) {
  const bool recording =
      grad_enabled() && (detail::wants_grad(x) || (detail::wants_grad(args) || ...));
  detail::check_writable(name, x, recording);
  if constexpr (detail::Differentiable<Op>) {
    if (recording && is_floating(x.dtype())) {
      const Tensor before = detail::history_alias(x);
      auto ctx = make_ref<Ctx<Op>>(detail::edges_to(before, args...));
      Op::forward(ctx.get(), before, args..., x);
      ctx->outputs.push_back({x.shape(), x.dtype()});
      detail::rebase_history(x, {std::move(ctx), 0});
      return x;
    }
  }
  Op::forward(nullptr, x, args..., x);
  return x;
}

}  // namespace retrograd
