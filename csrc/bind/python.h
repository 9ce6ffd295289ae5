// python.h: the small tools with which this floor handles Python objects.
#pragma once

#include <Python.h>
#include <cxxabi.h>
#include <unistd.h>

#include <string>
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

// A tuple or list that is to be filled. Until it is, the collector does not show it: what else runs
// meanwhile (finalizers, signal handlers, hooks) could find it there, with empty places.
inline Object unfilled(PyObject* made) {
  Object all = Object::take(made);
  if (Py_SIZE(all.get()) > 0) PyObject_GC_UnTrack(all.get());
  return all;
}
inline Object filled(Object all) {
  if (Py_SIZE(all.get()) > 0) PyObject_GC_Track(all.get());
  return all;
}

// Runs f, a call into the interpreter that can take long. CPython before 3.14 ends other threads
// with the interpreter by unwinding them, past frames that count references and no longer may. Such
// a thread stays where it is instead, until the process ends.
template <class F>
auto stay_at_exit(F&& f) {
  try {
    return f();
  } catch (const abi::__forced_unwind&) {
    for (;;) pause();
  }
}

// Calls `function` with `n` arguments, before the first of which there is a place for the callee.
inline Object call(PyObject* function, PyObject** arguments, size_t n) {
  return Object::take(stay_at_exit([&] {
    return PyObject_Vectorcall(function, arguments, n | PY_VECTORCALL_ARGUMENTS_OFFSET, nullptr);
  }));
}

// The name of an object's class for messages, with its module: torch.Tensor is no retrograd.Tensor.
std::string class_name(PyObject* object);

// Passes on what a call that returns a negative number on failure has raised.
inline void check(int result) {
  if (result < 0) throw PythonError();
}

}  // namespace retrograd::bind
