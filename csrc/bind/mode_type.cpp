// mode_type.cpp: GradBlock, the base of no_grad and its like. Training enters one at each step, so
// entering and leaving runs no Python code.

#include "bind/slots.h"

#include <structmember.h>

#include <cstddef>
#include <new>
#include <utility>

#include "base/check.h"
#include "base/small_vec.h"
#include "bind/errors.h"
#include "graph/grad_mode.h"

namespace retrograd::bind {
namespace {

struct ModeObject {
  PyObject_HEAD char mode;    // the one to switch to
  SmallVec<bool, 16> before;  // those that were replaced: an object can be nested in itself
};

ModeObject* as_mode(PyObject* self) { return reinterpret_cast<ModeObject*>(self); }

// A subclass that says its `_mode` needs no arguments, and decorates a function that it is given:
// @no_grad is @no_grad(). Others set their `_target`.
PyObject* mode_new(PyTypeObject* type, PyObject* args, PyObject* keywords) {
  return guarded([&] {
    static PyObject* const name = PyUnicode_InternFromString("_mode");
    Object self = Object::take(type->tp_alloc(type, 0));
    new (&as_mode(self.get())->before) SmallVec<bool, 16>();
    const Object mode = Object::take(PyObject_GetAttr(reinterpret_cast<PyObject*>(type), name));
    if (mode.get() == Py_None) return self.release();
    as_mode(self.get())->mode = mode.get() == Py_True;
    if (PyTuple_GET_SIZE(args) == 0 && !keywords) return self.release();
    PyObject* function = nullptr;
    static char func[] = "func";
    static char* names[] = {func, nullptr};
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "|O", names, &function)) throw PythonError();
    if (!function || function == Py_None) return self.release();
    return Object::take(PyObject_CallOneArg(self.get(), function)).release();
  });
}

void mode_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  as_mode(self)->before.~SmallVec();
  type->tp_free(self);
  Py_DECREF(type);
}

PyObject* enter(PyObject* self, PyObject*) {
  return guarded([&] {
    as_mode(self)->before.push_back(grad_asked());
    set_grad_enabled(as_mode(self)->mode);
    return Py_NewRef(Py_None);
  });
}

PyObject* leave(PyObject* self, PyObject* const*, Py_ssize_t) {
  return guarded([&] {
    RG_CHECK(!as_mode(self)->before.empty(), GraphError, Py_TYPE(self)->tp_name,
             ": the block was left, but not entered");
    set_grad_enabled(as_mode(self)->before.back());
    as_mode(self)->before.pop_back();
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
PyType_Slot slots[] = {{Py_tp_doc, const_cast<char*>("A block in which recording is on, or off.")},
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
