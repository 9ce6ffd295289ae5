// gil.h: holding the GIL, and knowing whether this thread does.
#pragma once

#include <cstdint>
#include <utility>

#include "bind/python.h"

namespace retrograd::bind {

// Whether this thread holds the GIL. Python's answer takes a call, so that of a thread that does is
// kept, until release_gil() and take_gil() of module.cpp or a WithGil change it.
enum class Gil : uint8_t { kUnknown, kHeld, kGivenAway };
inline constinit thread_local Gil gil = Gil::kUnknown;
inline bool holds_gil() {
  if (gil == Gil::kUnknown && PyGILState_Check()) gil = Gil::kHeld;
  return gil == Gil::kHeld;
}

// Holds the GIL for a scope, on any thread, whether or not the thread has it.
class WithGil {
 public:
  WithGil() : state_(stay_at_exit(PyGILState_Ensure)), before_(std::exchange(gil, Gil::kHeld)) {}
  WithGil(const WithGil&) = delete;
  WithGil& operator=(const WithGil&) = delete;
  ~WithGil() {
    gil = before_;
    PyGILState_Release(state_);
  }

 private:
  const PyGILState_STATE state_;
  const Gil before_;
};

}  // namespace retrograd::bind
