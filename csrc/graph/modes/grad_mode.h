// grad_mode.h: whether operations are recorded, per thread.
//
// In inference mode nothing is recorded, whatever else is asked for, and new memory is marked: the
// graph refuses to save it, and outside the mode nothing may write to it.
#pragma once

#include "core/storage.h"

namespace retrograd {

namespace detail {
inline constinit thread_local bool grad_flag = true;
inline constinit thread_local bool grad_asked = true;
}  // namespace detail

inline bool grad_enabled() { return detail::grad_flag; }
// The mode that was set, which inference mode may overrule.
inline bool grad_asked() { return detail::grad_asked; }
inline void set_grad_enabled(bool on) {
  detail::grad_asked = on;
  detail::grad_flag = on && !inference_mode();
}
inline void set_inference_mode(bool on) {
  detail::inference_flag = on;
  set_grad_enabled(grad_asked());
}

// Sets the mode for a scope.
class GradMode {
 public:
  explicit GradMode(bool on) : before_(grad_asked()) { set_grad_enabled(on); }
  GradMode(const GradMode&) = delete;
  GradMode& operator=(const GradMode&) = delete;
  ~GradMode() { set_grad_enabled(before_); }

 private:
  bool before_;
};

}  // namespace retrograd
