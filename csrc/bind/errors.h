// errors.h: from C++ exceptions to Python ones.
#pragma once

#include <string>

#include "bind/python.h"

namespace retrograd::bind {

// Creates the exception classes and adds them to the module.
void add_errors(PyObject* module);

// The program asked for a device that is not there.
[[noreturn]] void fail_device(const std::string& text);

// Inside a catch (...) block: sets the Python exception for the C++ one in flight.
void translate_exception() noexcept;

// Runs f, which returns a new reference, and turns what it throws into a Python exception.
template <class F>
PyObject* guarded(F&& f) noexcept {
  try {
    return stay_at_exit(f);
  } catch (...) {
    translate_exception();
    return nullptr;
  }
}

// The same for slots that return -1 on failure.
template <class F>
int guarded_int(F&& f) noexcept {
  try {
    stay_at_exit(f);
    return 0;
  } catch (...) {
    translate_exception();
    return -1;
  }
}

}  // namespace retrograd::bind
