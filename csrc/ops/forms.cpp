#include "ops/forms.h"

#include "base/check.h"
#include "base/host.h"
#include "graph/modes/grad_mode.h"
#include "graph/saved/saved.h"
#include "ops/pointwise/map.h"
#include "ops/shape/copy.h"

namespace retrograd {
namespace {

using detail::wants_grad;

bool any_wants_grad(Inputs xs) {
  for (const Tensor* x : xs)
    if (wants_grad(*x)) return true;
  return false;
}

bool any_has_tangent(Inputs xs) {
  for (const Tensor* x : xs)
    if (x->defined() && has_tangent(*x)) return true;
  return false;
}

// A hook that packs, or looks for anomalies, sees the operands as they were.
bool unwatched() { return !detail::saved_hooks && !watches_operations(); }

// REQUIRES: equal shapes.
void write(const Tensor& x, const Tensor& y) {
  if (!same_window(x, y)) copy_into(x, overlaps(x, y) ? copy_of(y) : y);
  x.storage().bump_version();
}

constexpr const char* kUnrecorded =
    "(): functions with out=... arguments don't support automatic differentiation, but one of the "
    "arguments requires grad, or has a tangent; write under no_grad(), or do without out=";

// Inference mode on or off for a scope.
class InferenceMode {
 public:
  explicit InferenceMode(bool on) : before_(inference_mode()) { set_inference_mode(on); }
  InferenceMode(const InferenceMode&) = delete;
  InferenceMode& operator=(const InferenceMode&) = delete;
  ~InferenceMode() { set_inference_mode(before_); }

 private:
  const bool before_;
};

// Writes y to an output, which takes on its shape and lies as it does. New memory is inference
// memory if that of the output was.
void put(const Tensor& out, const Tensor& y) {
  if (out.shape() == y.shape()) return write(out, y);
  if (resize_in_place(out, y.shape(), y.strides())) return write(out, y);
  const bool inference = out.storage().is_inference();
  const bool fresh = y.storage().use_count() == 1 && y.dtype() == out.dtype();
  if (fresh && y.storage().is_inference() == inference) return set_data(out, y);
  const InferenceMode mode(inference);
  set_data(out, ops::to(copy_of(y), out.dtype()));
}

void check_type(const char* op, const Tensor& x, DType result) {
  RG_CHECK(info(result).category <= info(x.dtype()).category, DTypeError, op, ": the result is ",
           result, ", which a tensor of ", x.dtype(), " cannot hold; convert it first with .to()");
}

}  // namespace

InPlace::InPlace(const FormName& name, const Tensor& x, Inputs others)
    : name_(name), x_(x), recording_(grad_enabled() && (wants_grad(x) || any_wants_grad(others))) {
  detail::check_writable(name.op, x, recording_);
  if (forward_mode() && is_floating(x.dtype())) [[unlikely]]
    dual_ = has_tangent(x) || any_has_tangent(others);
  if (recording_ || dual_) before_ = detail::history_alias(x);
  // A copy, since the write goes to x's own tangent as well.
  if (dual_)
    if (const Tensor t = tangent(x); t.defined()) set_tangent(before_, detail::unwritten(t, t));
  input_ = &before();
  destination_.emplace(name.loop, x, Inputs(&input_, 1), recording_, !dual_ && unwatched());
}

void InPlace::finish(const Tensor& y) {
  const bool written = destination_->close();
  if (!written) {
    RG_CHECK(y.shape() == x_.shape(), ShapeError, name_.op, ": the result has shape ", y.shape(),
             ", which cannot be written to a tensor of shape ", x_.shape());
    check_type(name_.op, x_, y.dtype());
  }
  const bool recorded = recording_ && wants_grad(y);
  const bool constant = (recording_ && !recorded && wants_grad(x_)) || (dual_ && !has_tangent(y));
  if (constant) return ops::overwrite(name_.op, x_, y, name_.node);
  if (!written) write(x_, y);
  if (recorded) {
    const Edge history = gradient_edge(y);
    history.node->outputs[history.output] = x_;
    detail::rebase_history(x_, history);
  }
  if (!dual_) return;
  const ForwardOff off;
  detail::write_tangent(x_, tangent(y));
}

Out::Out(const FormName& name, Inputs outs, Inputs inputs)
    : name_(name), outs_(outs), factory_(inputs.empty()) {
  for (const Tensor* out : outs) {
    detail::check_writable(name.op, *out, false);
    RG_CHECK(!(grad_enabled() && wants_grad(*out)) && !has_tangent(*out), GraphError, name.op,
             kUnrecorded);
  }
  const bool recording = grad_enabled() && any_wants_grad(inputs);
  const bool open = outs.size() == 1 && !recording && !forward_mode() && unwatched();
  if (open) destination_.emplace(name.loop, *outs[0], inputs, false, true);
}

void Out::finish(Inputs ys) {
  if (destination_ && destination_->close()) return;
  for (size_t i = 0; i < ys.size(); ++i) {
    RG_CHECK(!(wants_grad(*ys[i]) && !is_leaf(*ys[i])) && !has_tangent(*ys[i]), GraphError,
             name_.op, kUnrecorded);
    check_type(name_.op, *outs_[i], ys[i]->dtype());
  }
  for (size_t i = 0; i < ys.size(); ++i)
    if (!factory_ && outs_[i]->shape() != ys[i]->shape() && outs_[i]->numel() > 0)
      host.warn(concat("An output with one or more elements was resized since it had shape ",
                       outs_[i]->shape(), ", which does not match the required output shape ",
                       ys[i]->shape(), ". Give ", name_.op,
                       " an output of that shape, or an empty one"));
  for (size_t i = 0; i < ys.size(); ++i) {
    put(*outs_[i], *ys[i]);
    if (wants_grad(*ys[i])) set_requires_grad(*outs_[i], true);  // a factory was asked for that
  }
}

}  // namespace retrograd
