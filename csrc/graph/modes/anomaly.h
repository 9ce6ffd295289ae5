// anomaly.h: finds the first operation that makes a nan or an inf out of finite numbers.
//
// The processor raises a flag when arithmetic does that; see base/machine/float_flags.h. So an
// operation whose loops are plain arithmetic, `static constexpr bool raises_flags = true`, costs a
// look at the flags, and its elements are looked at where one is up. The loops of the others pick
// special values themselves (exp, log), and their results are looked at each time.
//
// Thread safety: the mode is the process's, what is under way the thread's.
#pragma once

#include <atomic>
#include <string>
#include <utility>

#include "base/machine/float_flags.h"
#include "graph/hooks.h"

namespace retrograd {

namespace detail {
inline constinit std::atomic<bool> anomaly_mode = false;

// What this thread is in the middle of. What an operation calls is part of it.
enum class Watched : uint8_t { kNothing, kOperation, kDerivative };
inline constinit thread_local Watched watched = Watched::kNothing;

class Watching {
 public:
  explicit Watching(Watched what) : before_(std::exchange(watched, what)) {}
  Watching(const Watching&) = delete;
  Watching& operator=(const Watching&) = delete;
  ~Watching() { watched = before_; }

 protected:
  const Watched before_;
};
}  // namespace detail

inline bool anomaly_mode() { return detail::anomaly_mode.load(std::memory_order_relaxed); }
inline bool watches_operations() {
  return anomaly_mode() && detail::watched != detail::Watched::kOperation;
}

// Around one operation.
class OperationWatch : detail::Watching {
 public:
  OperationWatch(const char* op, bool raises_flags)
      : Watching(detail::Watched::kOperation), op_(op), raises_flags_(raises_flags) {
    if (before_ == detail::Watched::kNothing) clear_float_flags();
  }

  // Whether the tensors have to be looked at.
  bool suspicious() const {
    return !raises_flags_ || (before_ == detail::Watched::kNothing && float_flags());
  }
  // Warns, through the host, if it is the first to find something. An operation that writes to
  // its inputs says instead of them whether they were `clean`, all finite.
  void look(const Tensors& inputs, const Tensors& outputs, bool clean = true) const;

 private:
  const char* op_;
  const bool raises_flags_;
};

// Takes operations: see upcalls.h.
bool all_finite(const Tensors& xs);

}  // namespace retrograd
