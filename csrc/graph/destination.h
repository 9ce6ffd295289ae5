// destination.h: where the result of the operation under way belongs, if it is to be no new tensor.
//
// The in-place and out= forms of operations (ops/forms.h) call the plain form while a Destination
// stands. The loop that makes the result takes it, and writes there; what no loop takes is copied
// afterwards. What is saved of the target's memory meanwhile is saved as a copy, since it will be
// written to.
//
// Thread safety: a Destination belongs to its thread.
#pragma once

#include <span>
#include <string_view>
#include <utility>

#include "core/tensor.h"

namespace retrograd {

using Inputs = std::span<const Tensor* const>;

class Destination;
namespace detail {
inline constinit thread_local Destination* destination = nullptr;  // the innermost
}

class Destination {
 public:
  // For the loop that calls itself `loop` and reads one of `inputs`, which live longer than this: a
  // loop of what the operation is made of, or of a hook that runs meanwhile, is another one.
  // `recorded`: it gets an alias of the target, whose history can be its own. `open`: or no loop
  // may take it.
  Destination(const char* loop, const Tensor& target, Inputs inputs, bool recorded, bool open)
      : loop_(loop),
        target_(target),
        inputs_(inputs),
        recorded_(recorded),
        open_(open),
        outer_(std::exchange(detail::destination, this)) {}
  Destination(const Destination&) = delete;
  Destination& operator=(const Destination&) = delete;
  ~Destination() { close(); }

  // Ends it; true if a loop has written there.
  bool close() {
    if (detail::destination == this) detail::destination = outer_;
    return taken_;
  }

  // Whether a loop may write its result of this shape and type there: undefined if not.
  Tensor take(std::string_view loop, Inputs reads, const Dims& shape, DType dtype) {
    if (!open_ || loop != loop_ || dtype != target_.dtype() || shape != target_.shape()) return {};
    bool known = false;
    for (const Tensor* x : reads)
      for (const Tensor* input : inputs_) known |= x->same(*input);
    if (!known) return {};
    open_ = false;
    taken_ = true;
    return recorded_ ? alias(target_) : target_;
  }

  // No loop may take it, which none has yet.
  void shut() { open_ = false; }

  // Whether x, about to be saved, lies where something will be written.
  bool awaits_write(const Tensor& x) const {
    return !taken_ && x.impl()->storage == target_.impl()->storage;
  }

 private:
  const std::string_view loop_;
  const Tensor& target_;
  const Inputs inputs_;
  const bool recorded_;
  bool open_, taken_ = false;
  Destination* const outer_;
};

// For an operation that calls another one of its own name on its operands: its result is no loop's.
inline void shut_destination() {
  if (detail::destination) detail::destination->shut();
}

// Puts the Destination aside while other code of the host runs.
class DestinationAside {
 public:
  DestinationAside() : aside_(std::exchange(detail::destination, nullptr)) {}
  DestinationAside(const DestinationAside&) = delete;
  DestinationAside& operator=(const DestinationAside&) = delete;
  ~DestinationAside() { detail::destination = aside_; }

 private:
  Destination* const aside_;
};

}  // namespace retrograd
