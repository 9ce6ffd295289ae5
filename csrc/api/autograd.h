// autograd.h: derivatives of what was computed, and whether it is recorded.
//
// Operations on tensors that require grad are recorded as they run. A run backwards over the record
// frees it, unless it is to be retained or recorded itself; asked for again after that, it throws
// GraphError.
// Thread safety: each thread has modes of its own; see engine/backward.h for runs at once.
#pragma once

#include <vector>

#include "core/tensor.h"
#include "engine/options.h"
#include "graph/modes/grad_mode.h"

namespace retrograd {

// Adds the gradient of `root` to the grad() of every leaf that it was computed from. A root of more
// than one element needs `gradient`, of its shape, and means their weighted sum. Throws GraphError
// for a root that requires no grad.
void backward(const Tensor& root, const Tensor& gradient = {}, BackwardOptions options = {});

// The gradients of `root` by each of the inputs instead, which may be derived in turn where
// options.create_graph is set. No grad() changes. Undefined by what it does not depend on.
std::vector<Tensor> grad(const Tensor& root, const std::vector<Tensor>& inputs,
                         const Tensor& gradient = {}, BackwardOptions options = {});

// Nothing is recorded as long as one lives on the thread: NoGrad guard;
class NoGrad : GradMode {
 public:
  NoGrad() : GradMode(false) {}
};

// Recording, in the middle of that.
class EnableGrad : GradMode {
 public:
  EnableGrad() : GradMode(true) {}
};

// As NoGrad, and what is made meanwhile can never take part in a graph: GraphError.
class InferenceMode {
 public:
  explicit InferenceMode(bool on = true) : before_(inference_mode()) { set_inference_mode(on); }
  InferenceMode(const InferenceMode&) = delete;
  InferenceMode& operator=(const InferenceMode&) = delete;
  ~InferenceMode() { set_inference_mode(before_); }

 private:
  bool before_;
};

}  // namespace retrograd
