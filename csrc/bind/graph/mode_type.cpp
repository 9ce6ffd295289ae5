// mode_type.cpp: GradBlock, the base of no_grad and its like. Training enters one at each step, so
// entering and leaving runs no Python code.
//
// A block puts back what it replaced when it was entered, in whatever order blocks are left; on
// another thread than that it is no block that could be left.

#include "bind/slots.h"

#include <structmember.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>
#include <utility>

#include "base/check.h"
#include "base/small_vec.h"
#include "bind/errors.h"
#include "graph/modes/grad_mode.h"

namespace retrograd::bind {
namespace {

// What was replaced.
struct Entered {
  uint64_t thread;
  bool grad, inference;
};
// A number, for what has an address in one thread lies there in a later one too.
uint64_t this_thread() {
  static std::atomic<uint64_t> threads{0};
  thread_local const uint64_t number = threads.fetch_add(1, std::memory_order_relaxed);
  return number;
}

struct ModeObject {
  PyObject_HEAD char mode;  // the one to switch to
  bool inference;           // the switch is that of inference mode
  // An object can be nested in itself, and be in use on several threads.
  SmallVec<Entered, 4> entered;
};

ModeObject* as_mode(PyObject* self) { return reinterpret_cast<ModeObject*>(self); }

// A subclass that says its `_mode` needs no arguments, and decorates a function that it is given:
// @no_grad is @no_grad(). Others set their `_target`; with a text for `_mode` it is inference
// mode's.
PyObject* mode_new(PyTypeObject* type, PyObject* args, PyObject* keywords) {
  return guarded([&] {
    static PyObject* const name = PyUnicode_InternFromString("_mode");
    Object self = Object::take(type->tp_alloc(type, 0));
    new (&as_mode(self.get())->entered) SmallVec<Entered, 4>();
    const Object mode = Object::take(PyObject_GetAttr(reinterpret_cast<PyObject*>(type), name));
    as_mode(self.get())->inference = PyUnicode_Check(mode.get());
    if (!PyBool_Check(mode.get())) return self.release();
    as_mode(self.get())->mode = mode.get() == Py_True;
    if (PyTuple_GET_SIZE(args) == 0 && !keywords) return self.release();
    PyObject* function = nullptr;
    static char orig_func[] = "orig_func";
    static char* names[] = {orig_func, nullptr};
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "|O", names, &function)) throw PythonError();
    if (!function || function == Py_None) return self.release();
    return Object::take(PyObject_CallOneArg(self.get(), function)).release();
  });
}

void mode_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  as_mode(self)->entered.~SmallVec();
  type->tp_free(self);
  Py_DECREF(type);
}

PyObject* enter(PyObject* self, PyObject*) {
  return guarded([&] {
    ModeObject* mode = as_mode(self);
    mode->entered.push_back({this_thread(), grad_asked(), inference_mode()});
    if (mode->inference) set_inference_mode(mode->mode);
    set_grad_enabled(mode->mode != mode->inference);
    return Py_NewRef(Py_None);
  });
}

PyObject* leave(PyObject* self, PyObject* const*, Py_ssize_t) {
  return guarded([&] {
    ModeObject* mode = as_mode(self);
    size_t i = mode->entered.size();
    while (i > 0 && mode->entered[i - 1].thread != this_thread()) --i;
    RG_CHECK(i > 0, GraphError, Py_TYPE(self)->tp_name,
             ": the block was left, but not entered on this thread");
    const Entered last = mode->entered[i - 1];
    mode->entered.erase(i - 1);
    if (mode->inference) set_inference_mode(last.inference);
    set_grad_enabled(last.grad);
    return Py_NewRef(Py_None);
  });
}

PyMethodDef methods[] = {
    {"__enter__", enter, METH_NOARGS, nullptr},
    {"__exit__", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(leave)), METH_FASTCALL,
     nullptr},
    {}};
PyMemberDef members[] = {
    {"_target", T_BOOL, offsetof(ModeObject, mode), 0, "The mode to switch to."}, {}};
// The first line is for inspect.signature, of subclasses too.
PyType_Slot slots[] = {{Py_tp_doc, const_cast<char*>("GradBlock(orig_func=None)\n--\n\n"
                                                     "A block in which recording is on, or off.")},
                       {Py_tp_new, reinterpret_cast<void*>(mode_new)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(mode_dealloc)},
                       {Py_tp_methods, methods},
                       {Py_tp_members, members},
                       {0, nullptr}};
PyType_Spec spec = {"retrograd._core.GradBlock", sizeof(ModeObject), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};

}  // namespace

void add_mode_type(PyObject* module) {
  const Object type = Object::take(PyType_FromSpec(&spec));
  check(PyObject_SetAttrString(type.get(), "_mode", Py_None));
  check(PyModule_AddObjectRef(module, "GradBlock", type.get()));
}

}  // namespace retrograd::bind
