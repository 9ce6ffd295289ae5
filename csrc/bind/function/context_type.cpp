// context_type.cpp: FunctionCtx, the class of the ctx of autograd.Function.

#include "bind/function/function.h"

#include <structmember.h>

#include "base/check.h"
#include "bind/errors.h"
#include "bind/graph/node_type.h"
#include "bind/life/drop.h"
#include "bind/life/gc.h"
#include "bind/tensor/tensor_type.h"

namespace retrograd::bind {
namespace {

struct ContextObject {
  NodeObject base;
  PyObject* dict;
  PyObject* weakrefs;
};

ContextObject* context_of(PyObject* self) { return reinterpret_cast<ContextObject*>(self); }
FunctionNode& function_of(PyObject* self) { return static_cast<FunctionNode&>(*node_of(self)); }

void context_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  ContextObject* context = context_of(self);
  if (context->weakrefs) PyObject_ClearWeakRefs(self);
  FunctionNode& node = function_of(self);
  node.py_object = nullptr;
  if (context->dict && node.use_count() > 1)
    node.dict = Object::take(std::exchange(context->dict, nullptr));
  PyObject* const dict = context->dict;
  context->base.node.~Ref();
  type->tp_free(self);
  Py_DECREF(type);
  drop_attributes(dict);
}

int context_traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  if (PyObject* other = stand_in(*node_of(self), self)) return visit(other, arg);
  // Attributes belong to the node.
  if (node_of(self)->use_count() == 1) Py_VISIT(context_of(self)->dict);
  return 0;
}

int context_clear(PyObject* self) {
  if (node_of(self)->use_count() == 1) Py_CLEAR(context_of(self)->dict);
  return 0;
}

void check_tensors(const char* method, PyObject* tensors, bool none_too) {
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(tensors); ++i) {
    PyObject* one = PyTuple_GET_ITEM(tensors, i);
    RG_CHECK(is_tensor(one) || (none_too && one == Py_None), DTypeError, method, ": argument ", i,
             " is of type ", class_name(one), "; expected tensors", none_too ? " or None" : "");
  }
}

PyObject* save_for_backward(PyObject* self, PyObject* tensors) {
  return guarded([&] {
    check_tensors("save_for_backward", tensors, true);
    function_of(self).to_save = Object::share(tensors);
    return Py_NewRef(Py_None);
  });
}

PyObject* save_for_forward(PyObject* self, PyObject* tensors) {
  return guarded([&] {
    check_tensors("save_for_forward", tensors, true);
    function_of(self).to_save_forward = Object::share(tensors);
    return Py_NewRef(Py_None);
  });
}

PyObject* mark_dirty(PyObject* self, PyObject* tensors) {
  return guarded([&] {
    check_tensors("mark_dirty", tensors, false);
    function_of(self).dirty = Object::share(tensors);
    return Py_NewRef(Py_None);
  });
}

PyObject* mark_non_differentiable(PyObject* self, PyObject* tensors) {
  return guarded([&] {
    check_tensors("mark_non_differentiable", tensors, false);
    function_of(self).non_differentiable = Object::share(tensors);
    return Py_NewRef(Py_None);
  });
}

PyObject* set_materialize_grads(PyObject* self, PyObject* value) {
  return guarded([&] {
    RG_CHECK(PyBool_Check(value), TypeError, "set_materialize_grads: expected a bool, got ",
             class_name(value));
    function_of(self).materialize_grads = value == Py_True;
    return Py_NewRef(Py_None);
  });
}

PyObject* get_saved_tensors(PyObject* self, void*) {
  return guarded([&] { return function_of(self).saved_tensors().release(); });
}

// The name of old versions of torch.
PyObject* get_saved_variables(PyObject* self, void* closure) {
  const char* text = "'saved_variables' is deprecated; use 'saved_tensors'";
  if (PyErr_WarnEx(PyExc_DeprecationWarning, text, 1) < 0) return nullptr;
  return get_saved_tensors(self, closure);
}

PyObject* get_needs_input_grad(PyObject* self, void*) {
  return guarded([&] { return function_of(self).needs_input_grad().release(); });
}

int set_needs_input_grad(PyObject* self, PyObject* value, void*) {
  return guarded_int([&] {
    RG_CHECK(value && PyTuple_Check(value), TypeError, "needs_input_grad: expected a tuple");
    function_of(self).needs = Object::share(value);
  });
}

// The name belongs to user code where that sets it, as every other name on ctx.
PyObject* get_origin(PyObject* self, void* closure) {
  return guarded([&] {
    PyObject* dict = context_of(self)->dict;
    PyObject* own = dict ? PyDict_GetItemString(dict, "origin") : nullptr;
    return own ? Py_NewRef(own) : node_origin(self, closure);
  });
}

int set_origin(PyObject* self, PyObject* value, void*) {
  return guarded_int([&] {
    PyObject*& dict = context_of(self)->dict;
    if (!dict) dict = Object::take(PyDict_New()).release();
    check(value ? PyDict_SetItemString(dict, "origin", value)
                : PyDict_DelItemString(dict, "origin"));
  });
}

PyMethodDef methods[] = {
    {"save_for_backward", save_for_backward, METH_VARARGS,
     "Keeps tensors for backward, which finds them in saved_tensors.\n\n"
     "They are checked against writes, and freed with the graph; attributes of ctx are not."},
    {"save_for_forward", save_for_forward, METH_VARARGS,
     "Keeps tensors for jvp, which finds them in saved_tensors."},
    {"mark_dirty", mark_dirty, METH_VARARGS, "Says which inputs forward has written to."},
    {"mark_non_differentiable", mark_non_differentiable, METH_VARARGS,
     "Says which outputs have no gradient."},
    {"set_materialize_grads", set_materialize_grads, METH_O,
     "Whether backward gets zeros (as it does at first) or None for an output without gradient."},
    {}};
PyGetSetDef getset[] = {
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, "The attributes set on ctx.",
     nullptr},
    {"saved_tensors", get_saved_tensors, nullptr,
     "What save_for_backward kept, a tuple; in jvp, what save_for_forward did.", nullptr},
    {"saved_variables", get_saved_variables, nullptr,
     "The old name of saved_tensors, of which it warns.", nullptr},
    {"needs_input_grad", get_needs_input_grad, set_needs_input_grad,
     "Of each argument of forward, whether it needs a gradient.", nullptr},
    {"origin", get_origin, set_origin, "As of every node, unless it was set.", nullptr},
    {}};
PyMemberDef members[] = {
    {"__dictoffset__", T_PYSSIZET, offsetof(ContextObject, dict), READONLY, nullptr},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(ContextObject, weakrefs), READONLY, nullptr},
    {}};
PyType_Slot slots[] = {
    {Py_tp_doc,
     const_cast<char*>("The ctx of an autograd.Function, and the node that it records.")},
    {Py_tp_dealloc, reinterpret_cast<void*>(context_dealloc)},
    {Py_tp_traverse, reinterpret_cast<void*>(context_traverse)},
    {Py_tp_clear, reinterpret_cast<void*>(context_clear)},
    // Its saved tensors have no names, so a node's other attributes are no use here.
    {Py_tp_getattro, reinterpret_cast<void*>(PyObject_GenericGetAttr)},
    {Py_tp_methods, methods},
    {Py_tp_getset, getset},
    {Py_tp_members, members},
    {0, nullptr}};
PyType_Spec spec = {"retrograd.autograd.function.FunctionCtx", sizeof(ContextObject), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC |
                        Py_TPFLAGS_DISALLOW_INSTANTIATION,
                    slots};

PyTypeObject* context_base = nullptr;

}  // namespace

PyObject* new_context(FunctionNode& node) {
  PyTypeObject* type = node.context_type();
  RG_CHECK(PyType_IsSubtype(type, context_base), TypeError,
           "Function: _backward_cls must be a subclass of FunctionCtx");
  PyObject* self = type->tp_alloc(type, 0);
  if (!self) throw PythonError();
  new (&context_of(self)->base.node) Ref<Node>(Ref<Node>::share(&node));
  context_of(self)->dict = node.dict.release();
  node.py_object = self;
  return self;
}

PyObject* context_attributes(PyObject* context) { return context_of(context)->dict; }

void add_context_type(PyObject* module) {
  context_base = reinterpret_cast<PyTypeObject*>(
      Object::take(PyType_FromSpecWithBases(&spec, reinterpret_cast<PyObject*>(node_type)))
          .release());
  check(PyModule_AddObjectRef(module, "FunctionCtx", reinterpret_cast<PyObject*>(context_base)));
}

}  // namespace retrograd::bind
