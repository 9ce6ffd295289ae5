#include "bind/graph/hooks.h"

#include <structmember.h>

#include "base/check.h"
#include "bind/call/convert.h"
#include "bind/errors.h"
#include "bind/gil.h"
#include "bind/stack.h"

namespace retrograd::bind {

struct HandleObject {
  PyObject_HEAD PythonHook* hook;  // null once the hook is gone
  PyObject* tables;  // where hooks are kept in dicts: a tuple of weak references to those; or null
  PyObject* weakrefs;
  long long id;
};

namespace {

constexpr const char* kRegister[] = {"Tensor.register_hook", "Node.register_prehook",
                                     "Node.register_hook",
                                     "Tensor.register_post_accumulate_grad_hook"};

Object tuple_of(const Tensors& grads) {
  Object tuple = unfilled(PyTuple_New(static_cast<Py_ssize_t>(grads.size())));
  for (size_t i = 0; i < grads.size(); ++i)
    PyTuple_SET_ITEM(tuple.get(), i, Object::take(wrap(grads[i])).release());
  return filled(std::move(tuple));
}

Tensor gradient_of(PyObject* object, const Hook& hook) {
  if (object == Py_None) return {};
  RG_CHECK(is_tensor(object), TypeError, "backward: hook ", hook.name(),
           " returned an object of type ", class_name(object),
           "; expected a Tensor or None for each gradient");
  return unwrap(object);
}

PyTypeObject* handle_type = nullptr;
long long next_id = 0;

HandleObject* handle_of(PyObject* self) { return reinterpret_cast<HandleObject*>(self); }

PyObject* make_handle(PyTypeObject* type) {
  PyObject* self = type->tp_alloc(type, 0);
  if (self) handle_of(self)->id = next_id++;
  return self;
}

// Of a dict of hooks by the ids of their handles, and of those dicts that have an entry under the
// same id: one, or a list. Subclasses may have arguments of their own.
PyObject* handle_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"hooks_dict", "extra_dict", nullptr};
    PyObject *hooks = nullptr, *extra = Py_None;
    const bool given = PyTuple_GET_SIZE(args) > 0 && PyDict_Check(PyTuple_GET_ITEM(args, 0));
    const bool none = PyTuple_GET_SIZE(args) == 0 && !kwargs;
    if (none || (type != handle_type && !given)) return make_handle(type);
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O!|O:RemovableHandle",
                                     const_cast<char**>(names), &PyDict_Type, &hooks, &extra))
      throw PythonError();
    Object all = Object::take(PyList_New(0));
    const auto add = [&](PyObject* table) {
      check(PyList_Append(all.get(), Object::take(PyWeakref_NewRef(table, nullptr)).get()));
    };
    add(hooks);
    if (PyDict_Check(extra)) {
      add(extra);
    } else if (extra != Py_None) {
      Object tables = Object::take(PySequence_Tuple(extra));
      for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(tables.get()); ++i)
        add(PyTuple_GET_ITEM(tables.get(), i));
    }
    Object self = Object::take(make_handle(type));
    handle_of(self.get())->tables = Object::take(PyList_AsTuple(all.get())).release();
    return self.release();
  });
}

void handle_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  if (handle_of(self)->weakrefs) PyObject_ClearWeakRefs(self);
  if (PythonHook* hook = handle_of(self)->hook) hook->handle = nullptr;
  Py_XDECREF(handle_of(self)->tables);
  type->tp_free(self);
  Py_DECREF(type);
}

PyObject* handle_remove(PyObject* self, PyObject*) {
  return guarded([&] {
    if (PythonHook* hook = handle_of(self)->hook) hook->remove();
    PyObject* const tables = handle_of(self)->tables;
    for (Py_ssize_t i = 0; tables && i < PyTuple_GET_SIZE(tables); ++i) {
      Object table = Object::take(PyObject_CallNoArgs(PyTuple_GET_ITEM(tables, i)));
      Object id = Object::take(PyLong_FromLongLong(handle_of(self)->id));
      if (table.get() != Py_None)
        Object::take(PyObject_CallMethod(table.get(), "pop", "OO", id.get(), Py_None));
    }
    return Py_NewRef(Py_None);
  });
}

PyObject* handle_enter(PyObject* self, PyObject*) { return Py_NewRef(self); }

// A subclass may have a remove() of its own.
PyObject* handle_exit(PyObject* self, PyObject*) {
  return PyObject_CallMethod(self, "remove", nullptr);
}

// There is one handle of a hook, so that a copy is the handle itself...
PyObject* handle_copy(PyObject* self, PyObject*) { return Py_NewRef(self); }

// ...and what is copied with all around it, or comes out of a file, has no hook here to remove.
PyObject* handle_reduce(PyObject* self, PyObject*) {
  return Py_BuildValue("O()", reinterpret_cast<PyObject*>(Py_TYPE(self)));
}

PyMethodDef methods[] = {
    {"__copy__", handle_copy, METH_NOARGS, nullptr},
    {"__reduce__", handle_reduce, METH_NOARGS, nullptr},
    {"remove", handle_remove, METH_NOARGS, "Removes the hook; nothing if it is gone already."},
    {"__enter__", handle_enter, METH_NOARGS, nullptr},
    {"__exit__", handle_exit, METH_VARARGS, "Removes the hook."},
    {}};
PyMemberDef members[] = {
    {"id", T_LONGLONG, offsetof(HandleObject, id), READONLY, "A number that no other handle has."},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(HandleObject, weakrefs), READONLY, nullptr},
    {}};
PyType_Slot slots[] = {{Py_tp_doc, const_cast<char*>("Removes a hook, with remove() or at the end "
                                                     "of a with statement.")},
                       {Py_tp_new, reinterpret_cast<void*>(handle_new)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(handle_dealloc)},
                       {Py_tp_methods, methods},
                       {Py_tp_members, members},
                       {0, nullptr}};
PyType_Spec spec = {"retrograd.utils.hooks.RemovableHandle", sizeof(HandleObject), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};

}  // namespace

PythonHook::PythonHook(Kind kind, PyObject* function) : kind_(kind) {
  RG_CHECK(PyCallable_Check(function), TypeError, kRegister[static_cast<int>(kind)],
           ": a hook must be callable, and an object of type ", class_name(function), " is not");
  function_ = Object::share(function);
  count_python_things(1);
}

// A graph may end on any thread, with an exception of Python on its way.
PythonHook::~PythonHook() {
  const WithGil held;
  count_python_things(-1);
  if (handle) handle->hook = nullptr;
  function_ = Object();
}

std::optional<Tensors> PythonHook::call(const Tensors& grads, const Tensors& arrived) {
  if (!function_) return std::nullopt;
  check_stack();
  const Object function = Object::share(function_.get());
  const bool single = kind_ == Kind::kTensor || kind_ == Kind::kAccumulated;
  const Object first = single ? Object::take(wrap(grads[0])) : tuple_of(grads);
  const Object second = kind_ == Kind::kPost ? tuple_of(arrived) : Object();
  PyObject* arguments[] = {nullptr, first.get(), second.get()};
  const Object result = bind::call(function.get(), arguments + 1, second ? 2 : 1);
  if (result.get() == Py_None) return std::nullopt;
  RG_CHECK(kind_ != Kind::kAccumulated || !is_tensor(result.get()), GraphError, "backward: hook ",
           name(), " of a leaf returned a tensor; what is to be .grad must be assigned to it");
  if (single) return Tensors{gradient_of(result.get(), *this)};
  RG_CHECK(PyTuple_Check(result.get()), TypeError, "backward: hook ", name(),
           " returned an object of type ", class_name(result.get()),
           "; expected a tuple of gradients or None");
  RG_CHECK(PyTuple_GET_SIZE(result.get()) == static_cast<Py_ssize_t>(grads.size()), GraphError,
           "backward: hook ", name(), " returned ", PyTuple_GET_SIZE(result.get()),
           " gradients in the place of ", grads.size());
  Tensors by;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(result.get()); ++i)
    by.push_back(gradient_of(PyTuple_GET_ITEM(result.get(), i), *this));
  return by;
}

std::string PythonHook::name() const {
  if (PyObject* text = function_ ? PyObject_GetAttrString(function_.get(), "__name__") : nullptr) {
    const Object owned = Object::take(text);
    if (PyUnicode_Check(text))
      if (const char* utf8 = PyUnicode_AsUTF8(text)) return utf8;
  }
  PyErr_Clear();
  return function_ ? Py_TYPE(function_.get())->tp_name : "(removed)";
}

PyObject* new_handle(PythonHook& hook) {
  Object self = Object::take(make_handle(handle_type));
  handle_of(self.get())->hook = &hook;
  hook.handle = handle_of(self.get());
  return self.release();
}

void add_handle_type(PyObject* module) {
  handle_type = reinterpret_cast<PyTypeObject*>(Object::take(PyType_FromSpec(&spec)).release());
  check(PyModule_AddObjectRef(module, "RemovableHandle", reinterpret_cast<PyObject*>(handle_type)));
}

}  // namespace retrograd::bind
