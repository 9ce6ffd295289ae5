// tangent.h: forward mode: derivatives that are computed along with the operations.
//
// While a dual level is open, a tensor may have a tangent: the derivative of its elements along a
// direction that was chosen for the inputs. An operation of which an input has a tangent gives its
// outputs theirs, J t, whether it is recorded or not; what computes a tangent is recorded as usual,
// so tangents can be differentiated, and so can gradients have tangents.
//
// Note [Tangents]: the tangent of x has the shape, the type and the strides of x. That of a view is
// a view of its base's tangent, so whatever is written to one of the two, the other sees, as it
// does with the elements themselves. For that, an in-place operation writes to the tangent in
// place. No other two tensors share the memory of their tangents.
//
// Thread safety: there is one level, of the whole process, and all threads see its tangents. It is
// opened and closed by one thread at a time, while no operation runs.
#pragma once

#include <atomic>
#include <memory>
#include <utility>
#include <vector>

#include "graph/node.h"

namespace retrograd {

namespace detail {
inline constinit std::atomic<uint32_t> open_level = 0;  // counted from 1; 0: none
inline constinit thread_local bool forward_off = false;
}  // namespace detail

inline bool dual_level_open() { return detail::open_level.load(std::memory_order_relaxed) != 0; }
// Whether operations of this thread push tangents.
inline bool forward_mode() {
  return dual_level_open() && !detail::forward_off && !inference_mode();
}

// Suspends forward mode on this thread for a scope.
class ForwardOff {
 public:
  ForwardOff() : before_(std::exchange(detail::forward_off, true)) {}
  ForwardOff(const ForwardOff&) = delete;
  ForwardOff& operator=(const ForwardOff&) = delete;
  ~ForwardOff() { detail::forward_off = before_; }

 private:
  bool before_;
};

// Opens the level. Throws GraphError if it is open: levels do not nest.
void open_dual_level();
// Closes it; all tangents end. Throws GraphError if none is open.
void close_dual_level();

// A place for a tangent. An undefined one says: there is none, whatever the base of a view has.
// The tangents themselves are in a table of the level, so that a place costs a tensor four bytes.
class TangentSlot {
 public:
  TangentSlot() = default;
  TangentSlot(const TangentSlot&) = delete;
  TangentSlot& operator=(const TangentSlot&) = delete;
  ~TangentSlot() {
    if (level_) [[unlikely]]
      clear();
  }

  // False before the first set(), and after the level that this was in.
  bool live() const {
    return level_ && level_ == detail::open_level.load(std::memory_order_relaxed);
  }
  Tensor value() const;
  // Does nothing while no level is open.
  void set(Tensor value);
  void clear();

 private:
  uint32_t level_ = 0;  // which one set() was called in, counted from 1
};

// The tangent of x, undefined where it has none; also of an undefined x.
Tensor tangent(const Tensor& x);
inline bool has_tangent(const Tensor& x) { return tangent(x).defined(); }
bool has_tangent(const std::vector<Tensor>& xs);
template <class T>
bool has_tangent(const T&) {
  return false;
}

// REQUIRES: as Note [Tangents] says; or undefined, which keeps the base's tangent away as well.
void set_tangent(const Tensor& x, Tensor t);
// Whether x was given an undefined one.
bool tangent_barred(const Tensor& x);
// Gives `to` the very tangent of `from`, another handle on the same elements.
void share_tangent(const Tensor& to, const Tensor& from);
void forget_tangent(const Tensor& x);

// What a recorded operation pushed: copies of the tangents of its inputs, undefined where there was
// none, and of its outputs.
struct Pushed {
  Ref<Node> node;
  Tensors inputs, outputs;
};
// Has what operations of this thread push appended to `log`; null: no longer.
void log_pushed(std::vector<Pushed>* log);

// How an operation pushes tangents, where its struct says `static constexpr auto jvp = ...`:
enum class Jvp {
  // J^T = J between inputs expanded to the output, so `backward` does it. All pointwise operations
  // are such: their J is diagonal.
  kSymmetric,
  // The operation is linear in all its floating tensors, so it does it itself.
  kLinear,
};

namespace detail {

// Whether y lies on the memory of one of them.
bool on_memory_of(const Tensors& xs, const Tensor& y);

// What the log will keep of tangents that are about to be written to; empty without a log.
Tensors logged(const Tensors& tangents);
// Appends to the log, if there is one and the node was recorded.
void note_pushed(Node& node, const Tensors& inputs, const Tensors& ys);

// One call of an operation of which an input has a tangent. From begin() to end() the node counts
// all such inputs among those that need a gradient, so that it saves what a derivative takes.
class DualCall {
 public:
  explicit DualCall(Node& node);
  DualCall(const DualCall&) = delete;
  DualCall& operator=(const DualCall&) = delete;
  ~DualCall();

  // Each input of the node, in order.
  void add(const Tensor& x);
  void add(const std::vector<Tensor>& xs) {
    for (const Tensor& x : xs) add(x);
  }
  template <class T>
  void add(const T&) {}

  void begin();
  void end();

  const Tensors& tangents() const { return tangents_; }
  // What the node returns for `grads` while, of its inputs, those in [begin, end) that have a
  // tangent need a gradient and no others.
  Tensors apply(size_t begin, size_t end, const Tensors& grads);
  // Tangents of the outputs `ys`, by Jvp::kSymmetric.
  Tensor symmetric(const Tensor& y);
  // The same for any operation, by the double-vjp identity: u^T J is linear in u, and the transpose
  // of its derivative by u is J.
  Tensors by_two_vjps(const Tensors& ys);

  // Gives the outputs of a call their tangents; an undefined one is zero.
  void finish(const Tensors& ys, const Tensors& tangents);
  // The same for the output of an in-place call.
  void finish_inplace(const Tensor& x, const Tensor& t);

  // Whether a node is under way that saves for a tangent alone, and will be in no graph.
  static bool unrecorded() { return current && !current->recorded_; }

  // An output that the node under way saves; `saved` gets the output's tangent when it is known.
  static void note_saved(uint32_t output, const Tensor& saved, Counted* owner, TangentSlot* slot);

 private:
  Edges marks(size_t begin, size_t end) const;
  void pass_on(const Tensors& ys);

  struct Saved {
    uint32_t output;
    Tensor tensor;
    Ref<Counted> owner;  // of `slot`
    TangentSlot* slot;
  };
  static constinit thread_local DualCall* current;

  Node& node_;
  const Ref<Node> mark_;
  Edges edges_;  // the node's own
  Tensors tangents_;
  Tensors inputs_;  // those that have a tangent
  std::vector<Saved> saved_;
  DualCall* around_ = nullptr;
  bool begun_ = false;
  const bool recorded_;
};

// x's tangent, or zero; what has no derivative stands for itself.
Tensor tangent_or_zero(const Tensor& x);
std::vector<Tensor> tangent_or_zero(const std::vector<Tensor>& xs);
template <class T>
const T& tangent_or_zero(const T& x) {
  return x;
}

// Makes the tangent of a view of x a view of x's tangent.
void view_tangent(const Tensor& view, const Tensor& x);

// These compute with tensors: see upcalls.h.
// The part of a base's tangent that belongs to a view.
Tensor tangent_window(const Tensor& base_tangent, const TensorImpl& base, const Tensor& view);
// t, or zeros, in the shape, type and strides of x; t itself where it has them, unless `copy`.
Tensor fit_tangent(const Tensor& t, const Tensor& x, bool copy);
// Writes t, or zeros, to the tangent of x, which gets one if it has none.
void write_tangent(const Tensor& x, const Tensor& t);

}  // namespace detail
}  // namespace retrograd
