// mode.cpp: function modes: objects that are asked before the classes of the arguments are, on the
// thread that entered them, the innermost alone.

#include <algorithm>
#include <memory>
#include <vector>

#include "base/check.h"
#include "bind/call/override.h"
#include "bind/errors.h"

namespace retrograd::bind {

PyTypeObject* plain_type = nullptr;
PyTypeObject* parameter_type = nullptr;

namespace {

// The innermost last. They own their references.
using Modes = std::vector<PyObject*>;

// Of this thread, null before the first one; kept by what Python keeps of the thread.
thread_local Modes* modes = nullptr;

// Those of all threads. Guarded by the GIL.
size_t open_modes = 0;

void close_modes(size_t number) {
  open_modes -= number;
  if (open_modes == 0) plain_type = tensor_type;
}

// When a thread ends inside of modes, they are left.
void leave_all(PyObject* capsule) {
  auto* const left = static_cast<Modes*>(PyCapsule_GetPointer(capsule, nullptr));
  if (modes == left) modes = nullptr;
  close_modes(left->size());
  for (PyObject* mode : *left) Py_DECREF(mode);
  delete left;
}

Modes& modes_of_thread() {
  if (modes) return *modes;
  PyObject* const thread = PyThreadState_GetDict();
  RG_CHECK(thread, RuntimeError, "a mode cannot be entered on a thread that is none of Python's");
  auto own = std::make_unique<Modes>();
  const Object capsule = Object::take(PyCapsule_New(own.get(), nullptr, leave_all));
  modes = own.release();
  if (PyDict_SetItemString(thread, "retrograd.modes", capsule.get()) < 0) throw PythonError();
  return *modes;
}

void push(Object mode) {
  modes_of_thread().push_back(mode.get());
  mode.release();
  ++open_modes;
  plain_type = nullptr;
}

Object take_out(Modes::iterator place) {
  Object mode = Object::take(*place);
  modes->erase(place);
  close_modes(1);
  return mode;
}

// The innermost mode is outside of itself: what its method calls is shown to the next one.
class Outside {
 public:
  Outside() : mode_(take_out(modes->end() - 1)) {}
  Outside(const Outside&) = delete;
  Outside& operator=(const Outside&) = delete;
  ~Outside() { push(std::move(mode_)); }

  PyObject* mode() const { return mode_.get(); }

 private:
  Object mode_;
};

}  // namespace

PyObject* innermost_mode() {
  if (plain_type || detail::modes_off || !modes || modes->empty()) return nullptr;
  return modes->back();
}

Object ask_mode(PyObject* function, PyObject* types, PyObject* args, PyObject* kwargs) {
  static PyObject* const name = PyUnicode_InternFromString("__torch_function__");
  const Outside outside;
  Object method = Object::take(PyObject_GetAttr(outside.mode(), name));
  PyObject* const bound = PyObject_GetAttrString(method.get(), "__self__");
  if (!bound) PyErr_Clear();
  Py_XDECREF(bound);
  RG_CHECK(bound == outside.mode(), RuntimeError, class_name(outside.mode()),
           ": the __torch_function__ of a mode must be a plain method, and no class method");
  return Object::take(stay_at_exit([&] {
    return PyObject_CallFunctionObjArgs(method.get(), function, types, args, kwargs, nullptr);
  }));
}

PyObject* push_mode(PyObject*, PyObject* mode) {
  return guarded([&] {
    push(Object::share(mode));
    return Py_NewRef(Py_None);
  });
}

PyObject* pop_mode(PyObject*, PyObject* mode) {
  return guarded([&] {
    Modes& own = modes_of_thread();
    const auto last = std::find(own.rbegin(), own.rend(), mode);
    RG_CHECK(last != own.rend(), RuntimeError, class_name(mode),
             ": the mode was left, but not entered on this thread");
    take_out(std::next(last).base());
    return Py_NewRef(Py_None);
  });
}

}  // namespace retrograd::bind
