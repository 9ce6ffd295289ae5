// python.h: the two small tools with which this floor handles Python objects.
#pragma once

#include <Python.h>

#include <utility>

namespace retrograd::bind {

// Thrown where a Python exception is already set; see errors.h.
struct PythonError {};

// An owned reference to a Python object, or null.
class Object {
 public:
  Object() = default;
  Object(Object&& other) noexcept : ptr_(other.release()) {}
  Object& operator=(Object&& other) noexcept {
    std::swap(ptr_, other.ptr_);
    return *this;
  }
  ~Object() { Py_XDECREF(ptr_); }

  // Takes over a new reference; null means that Python has raised, which is passed on.
  static Object take(PyObject* ptr) {
    if (!ptr) throw PythonError();
    Object object;
    object.ptr_ = ptr;
    return object;
  }
  static Object share(PyObject* ptr) { return take(Py_NewRef(ptr)); }

  PyObject* get() const { return ptr_; }
  PyObject* release() { return std::exchange(ptr_, nullptr); }
  explicit operator bool() const { return ptr_; }

 private:
  PyObject* ptr_ = nullptr;
};

// Passes on what a call that returns a negative number on failure has raised.
inline void check(int result) {
  if (result < 0) throw PythonError();
}

}  // namespace retrograd::bind
