#include "graph/saved/saved.h"

#include <utility>
#include <vector>

#include "graph/modes/grad_mode.h"
#include "graph/view.h"

namespace retrograd {
namespace {

struct Disabled {
  std::string why;
  const void* owner;
};
thread_local std::vector<Disabled> disabled;

void check_last(bool entered_last, const char* op) {
  RG_CHECK(entered_last, GraphError, op,
           ": the block is not the one that this thread entered last; leave blocks in the reverse "
           "order, each once");
}

struct Packing {
  Packing() { ++detail::packing; }
  Packing(const Packing&) = delete;
  Packing& operator=(const Packing&) = delete;
  ~Packing() { --detail::packing; }
};

// x's memory as a tensor with another history, and the tangent t.
Tensor with_history(const Tensor& x, Edge history, const Tensor& t) {
  Tensor y = alias(x);
  if (t.defined()) set_tangent(y, t);
  if (history.node) set_history(y, std::move(history));
  return y;
}

}  // namespace

void push_saved_hooks(Ref<SavedHooks> hooks, const void* owner) {
  if (!disabled.empty()) fail<GraphError>(disabled.back().why);
  hooks->outer_ = detail::saved_hooks;
  hooks->owner_ = owner;
  detail::saved_hooks = hooks.detach();
}

void pop_saved_hooks(const char* op, const void* owner) {
  check_last(detail::saved_hooks && detail::saved_hooks->owner_ == owner, op);
  const auto innermost = Ref<SavedHooks>::adopt(detail::saved_hooks);
  detail::saved_hooks = innermost->outer_;
}

void disable_saved_hooks(std::string why, const void* owner) {
  if (detail::saved_hooks) fail<GraphError>(why);
  disabled.push_back({std::move(why), owner});
}

void allow_saved_hooks(const char* op, const void* owner) {
  check_last(!disabled.empty() && disabled.back().owner == owner, op);
  disabled.pop_back();
}

void SavedTensor::refuse_inference() {
  if (detail::DualCall::unrecorded()) return;
  fail<GraphError>(
      "a tensor that was made in inference_mode() cannot be saved for backward, since writes to it "
      "are not counted; use a clone() of it");
}

void SavedTensor::pack() {
  if (!detail::DualCall::unrecorded()) pack_with(Ref<SavedHooks>::share(detail::saved_hooks));
}

void SavedTensor::keep_from_write() {
  if (!detail::destination->awaits_write(tensor_)) return;
  tensor_ = detail::unwritten(tensor_, tensor_);
  version_ = tensor_.storage().version();
}

void SavedTensor::pack_with(Ref<SavedHooks> hooks) {
  const Tensor x = tensor_;  // the hook may get at this, and pack it too
  Ref<Packed> packed;
  {
    const GradMode off(false);
    const Packing packing;
    const DestinationAside aside;
    packed = hooks->pack(x);
  }
  RG_CHECK(!away_, GraphError,
           "saved_tensors_hooks: the pack hook packed the tensor that it was given");
  RG_CHECK(x.storage().version() == version_, GraphError,
           "saved_tensors_hooks: the pack hook wrote to the tensor that it was given; write to a "
           "clone() of it");
  if (!packed) return;
  away_ = make_ref<Away>(std::move(packed), x, node_ ? Edge() : gradient_edge(x));
  away_->tangent.set(tangent(x));
  tensor_ = {};
}

void SavedTensor::await_tangent() const {
  detail::DualCall::note_saved(output_, tensor_, away_.get(), away_ ? &away_->tangent : nullptr);
}

// Of a node that was not recorded there is none; it has no outputs either.
Edge SavedTensor::own_history() const {
  return node_->outputs.empty() ? Edge() : Edge{Ref<Node>::share(node_), output_};
}

void SavedTensor::visit_owned(Owned& to) const {
  if (tensor_.defined()) to.tensor(*tensor_.impl());
  if (!away_ || away_->use_count() != 1) return;
  if (away_->history.node) to.node(*away_->history.node);
  if (away_->packed->use_count() == 1) to.host(*away_->packed);
}

Tensor SavedTensor::unpack() const {
  const Ref<Away> away = away_;
  const Tensor x = away->packed->unpack();
  // Derivatives were written for what was saved, and some of them check no more.
  RG_CHECK(x.shape() == away->shape, ShapeError,
           "saved_tensors_hooks: the unpack hook returned shape ", x.shape(),
           " for a saved tensor of shape ", away->shape);
  RG_CHECK(x.dtype() == away->dtype, DTypeError, "saved_tensors_hooks: the unpack hook returned ",
           x.dtype(), " for a saved tensor of ", away->dtype);
  const Edge history = node_ ? own_history() : away->history;
  const Tensor t = away->tangent.value();
  const bool differs = history.node || requires_grad(x) || t.defined() || has_tangent(x);
  return differs ? with_history(x, history, t) : x;
}

void SavedTensor::fail_detached() const {
  fail<SavedTensorError>(
      "a tensor that its gradient needs was detached by detach_(), so a derivative of the gradient "
      "would miss it: ",
      tensor_.dtype(), " of shape ", tensor_.shape(), ". Use detach() instead");
}

SavedTensor::operator Tensor() const {
  if (!tensor_.defined()) return away_ ? unpack() : tensor_;
  const uint32_t now = tensor_.storage().version();
  if (now != version_) [[unlikely]] {
    const Ref<Node> maker = node_ ? Ref<Node>::share(node_) : grad_fn(tensor_);
    fail<SavedTensorError>("a tensor that its gradient needs was modified by an inplace operation",
                           tensor_.storage().writer().text(" at "), ": ", tensor_.dtype(),
                           " of shape ", tensor_.shape(), ", ",
                           maker ? "made by " + maker->name() : std::string("a leaf"),
                           ", is at version ", now, "; version ", version_,
                           " was saved. Write to a clone() of it instead");
  }
  if (!node_) {
    if (grad_enabled() && times_detached(tensor_) != output_) [[unlikely]]
      fail_detached();
    return tensor_;
  }
  return with_history(tensor_, own_history(), tangent(tensor_));
}

}  // namespace retrograd
