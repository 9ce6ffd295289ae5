// grad_mode.h: whether operations are recorded, per thread.
#pragma once

namespace retrograd {

namespace detail {
inline constinit thread_local bool grad_flag = true;
}

inline bool grad_enabled() { return detail::grad_flag; }
inline void set_grad_enabled(bool on) { detail::grad_flag = on; }

// Sets the mode for a scope.
class GradMode {
 public:
  explicit GradMode(bool on) : before_(grad_enabled()) { set_grad_enabled(on); }
  GradMode(const GradMode&) = delete;
  GradMode& operator=(const GradMode&) = delete;
  ~GradMode() { set_grad_enabled(before_); }

 private:
  bool before_;
};

}  // namespace retrograd
