// view.h: views and in-place operations: tensors that share memory, and keep their histories right.
//
// A view remembers its base, the tensor that owns the history of the memory; a view of a view has
// the same base. An in-place write through a view gives the base a new history (CopySlices), and
// every view of it whose memory was written to, the version tells, re-reads its own from the base
// when asked (AsStrided).
//
// Some views have a history that is not of their base alone, so they refuse both a recorded write
// and, once their memory was written to, the question for their history (ViewKind): those of an
// operation with several results, of autograd.Function, and those made while nothing was recorded.
// Those that show more of the memory than their base refuse a recorded write alone. A view of such
// a view is one too.
#pragma once

#include "base/check.h"
#include "core/loop/loop.h"
#include "graph/record.h"

namespace retrograd {

// Two nodes that views need. They are operations: see upcalls.h.
// The node of `view`, read anew from its base.
Ref<Node> as_strided_node(const Tensor& base, const Tensor& view);
// The node of `base` after `written` became the history of its part `view`.
Ref<Node> copy_slices_node(const Tensor& base, const Tensor& view, const Edge& written);

// Declares y, an alias of x's memory, a view of x.
void set_base(const Tensor& y, const Tensor& x, ViewKind kind = ViewKind::kPlain);

// The tensor that Python shows as the base of x, undefined where x is no view.
Tensor root_base(const Tensor& x);

// Throws GraphError, saying what happened to x, if its kind forbids reading its history anew.
void check_view_kind(const Tensor& x, const char* happened);

// Throws GraphError unless a view still lies on the memory of its base.
void check_same_memory(const char* op, const Tensor& base, const Tensor& view);

// x without its history: the same memory and version, no gradient, no view.
Tensor detach(const Tensor& x);
// As detach, with a version of its own: writes to it go unseen by autograd.
Tensor unversioned_alias(const Tensor& x);
// Makes x a tensor over the memory of y, its history and version staying as they are. The version
// counts one up where shape, strides or type change, so that no derivative reads what it saved of x
// under another shape. Throws DTypeError if x requires grad and y's type has none.
void set_data(const Tensor& x, const Tensor& y);
// Gives x another shape, and strides without gaps, in its own memory. False, and nothing is done,
// where that has no room behind the first element of x.
bool resize_in_place(const Tensor& x, const Dims& shape, const Dims& strides);

// Records an operation whose forward returns an alias of its first argument.
template <class Op, class... Args>
Tensor record_view(const Tensor& x, const Args&... args) {
  static_assert(Op::jvp == Jvp::kLinear, "the tangent of a view is a view of the tangent");
  Tensor y = record<Op>(x, args...);
  set_base(y, x);
  if (forward_mode()) [[unlikely]]
    detail::view_tangent(y, x);
  return y;
}

// The same for a forward that returns several.
template <class Op, class... Args>
std::vector<Tensor> record_views(const Tensor& x, const Args&... args) {
  static_assert(Op::jvp == Jvp::kLinear, "the tangent of a view is a view of the tangent");
  std::vector<Tensor> ys = record<Op>(x, args...);
  for (const Tensor& y : ys) {
    set_base(y, x, ViewKind::kMultiOutput);
    if (forward_mode()) [[unlikely]]
      detail::view_tangent(y, x);
  }
  return ys;
}

template <class Op, class... Args>
Tensor record_inplace(const char* name, const Tensor& x, const Args&... args);

class CopyOnWrite;  // of copy_on_write.h

namespace detail {
inline constinit thread_local CopyOnWrite* copy_on_write = nullptr;  // owned

// Around an operation that may save what it writes to.
class Writing {
 public:
  explicit Writing(const Tensor& x) {
    if (copy_on_write) [[unlikely]]
      begin(x);
  }
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;
  ~Writing() {
    if (copy_on_write) [[unlikely]]
      end();
  }

 private:
  static void begin(const Tensor& x);
  static void end();
};

// To be called before each write. Throws unless `op` may write to x: ReadOnlyError, GraphError
// outside inference mode for memory made in it, ShapeError for memory that two indices share,
// GraphError when recording for a leaf that requires grad, a view of one, or one of those that
// refuse (see above).
void check_writable(const char* op, const Tensor& x, bool recording);
// x as it was before the write: same memory, history kept, so that saving it makes no cycle.
Tensor history_alias(const Tensor& x);
// What an operation may save of the tensor it is about to write to: `before` itself where the write
// goes elsewhere (`out` is undefined), else a copy with the same history and tangent.
Tensor unwritten(const Tensor& before, const Tensor& out);
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

// An argument of an operation that writes to x, as it was before if it lies on the same memory.
Tensor apart_from(const Tensor& x, const Tensor& arg);
template <class T>
const T& apart_from(const Tensor&, const T& arg) {
  return arg;
}

// Undoes a write: x gets back the elements that it had.
void put_back(const Tensor& x, const Tensor& elements);

// Records an operation that writes to x, and pushes tangents.
template <class Op, class... Args>
[[gnu::cold, gnu::noinline]] void write_dual(const Tensor& x, bool recording, const Args&... args) {
  const ForwardOff off;
  const Tensor before = history_alias(x);
  // A copy, since the write goes to x's own tangent as well.
  if (const Tensor t = tangent(x); t.defined()) set_tangent(before, unwritten(t, t));
  const auto write = [&](const auto&... given) {
    auto ctx = make_ref<Ctx<Op>>(recording ? edges_to(before, given...) : Edges());
    DualCall call(*ctx);
    call.add(before);
    (call.add(given), ...);
    const Tensor elements = copy_of(x);
    Tensors ts;
    try {
      call.begin();
      {
        const Writing writing(x);
        Op::forward(ctx.get(), before, given..., x);
      }
      call.end();
      if (recording) ctx->outputs.push_back(x);
      ts = push_tangents(*ctx, call, {x}, before, given...);
    } catch (...) {  // the rule follows the write, and may call hooks
      put_back(x, elements);
      throw;
    }
    if (recording) rebase_history(x, {ctx, 0});
    call.finish_inplace(x, ts[0]);
  };
  write(apart_from(x, args)...);
}

template <class Op, class... Args>
[[gnu::cold, gnu::noinline]] Tensor write_watched(const char* name, const Tensor& x,
                                                  const Args&... args) {
  const bool clean = all_finite(tensors_of(x, args...));
  const OperationWatch watch(Op::name, raises_flags<Op>());
  Tensor y = record_inplace<Op>(name, x, args...);
  if (watch.suspicious()) watch.look({}, {y}, clean);
  return y;
}
}  // namespace detail

// Records an operation that writes to x. Op::forward takes, after the usual arguments, the tensor
// to write to, and bumps its version.
template <class Op, class... Args>
Tensor record_inplace(const char* name, const Tensor& x, const Args&... args) {
  if (watches_operations()) [[unlikely]]
    return detail::write_watched<Op>(name, x, args...);
  const bool recording =
      grad_enabled() && (detail::wants_grad(x) || (detail::wants_grad(args) || ...));
  detail::check_writable(name, x, recording);
  if constexpr (detail::Differentiable<Op>) {
    if (forward_mode() && is_floating(x.dtype())) [[unlikely]]
      if (has_tangent(x) || (has_tangent(args) || ...)) {
        detail::write_dual<Op>(x, recording, args...);
        return x;
      }
    if (recording && is_floating(x.dtype())) {
      const Tensor before = detail::history_alias(x);
      auto ctx = make_ref<Ctx<Op>>(detail::edges_to(before, args...));
      {
        const detail::Writing writing(x);
        Op::forward(ctx.get(), before, args..., x);
      }
      ctx->outputs.push_back(x);
      detail::rebase_history(x, {std::move(ctx), 0});
      return x;
    }
  }
  Op::forward(nullptr, x, args..., x);
  return x;
}

}  // namespace retrograd
