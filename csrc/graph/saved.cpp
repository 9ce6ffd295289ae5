#include "graph/saved.h"

namespace retrograd {

SavedTensor::operator Tensor() const {
  if (!tensor_.defined()) return tensor_;
  const uint32_t now = tensor_.storage().version();
  if (now != version_) [[unlikely]] {
    const Ref<Node> maker = node_ ? Ref<Node>::share(node_) : grad_fn(tensor_);
    fail<SavedTensorError>(
        "a tensor that its gradient needs was modified by an inplace operation: ", tensor_.dtype(),
        " of shape ", tensor_.shape(), ", ",
        maker ? "made by " + maker->name() : std::string("a leaf"), ", is at version ", now,
        "; version ", version_, " was saved. Write to a clone() of it instead");
  }
  if (!node_) return tensor_;
  Tensor y = alias(tensor_);
  GradMeta& meta = ensure_grad_meta(y);
  meta.grad_fn = Ref<Node>::share(node_);
  meta.output = output_;
  return y;
}

}  // namespace retrograd
