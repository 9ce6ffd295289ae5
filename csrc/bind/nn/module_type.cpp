#include "bind/nn/module_type.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <vector>

#include "base/check.h"
#include "base/small_vec.h"
#include "bind/call/override.h"
#include "bind/errors.h"
#include "bind/stack.h"

namespace retrograd::bind {
namespace {

PyTypeObject* module_type = nullptr;

// Names that are looked up often.
struct Names {
  static PyObject* intern(const char* name) { return PyUnicode_InternFromString(name); }
  PyObject* forward = intern("forward");
  PyObject* with_hooks = intern("_call_impl");
  PyObject* walk = intern("named_modules");
  PyObject* set = intern("_set_registered");
  PyObject* getattr = intern("__getattr__");
  PyObject* getattribute = intern("__getattribute__");
  std::array<PyObject*, 3> tables = {intern("_parameters"), intern("_buffers"), intern("_modules")};
  std::array<PyObject*, 4> hooks = {intern("_forward_hooks"), intern("_forward_pre_hooks"),
                                    intern("_backward_hooks"), intern("_backward_pre_hooks")};
};
const Names& names() {
  static const Names* all = new Names;
  return *all;
}

// The dicts of the hooks of all modules.
PyObject* global_hooks = nullptr;

// The attributes of an instance, borrowed; null where it has none yet.
PyObject* attributes(PyObject* self) {
  PyObject** place = _PyObject_GetDictPtr(self);
  return place ? *place : nullptr;
}

// Borrowed; null where there is none.
PyObject* item(PyObject* dict, PyObject* key) {
  PyObject* found = PyDict_GetItemWithError(dict, key);
  if (!found && PyErr_Occurred()) throw PythonError();
  return found;
}

// What a module has registered under a name, borrowed; null where there is nothing.
PyObject* registered(PyObject* self, PyObject* name) {
  PyObject* const own = attributes(self);
  if (!own) return nullptr;
  for (PyObject* key : names().tables) {
    PyObject* const table = item(own, key);
    PyObject* const found = table && PyDict_Check(table) ? item(table, name) : nullptr;
    if (found) return found;
  }
  return nullptr;
}

// Module.__getattr__: for classes that have their own and call it.
PyObject* get_registered(PyObject* self, PyObject* name) {
  return guarded([&] {
    if (PyObject* found = registered(self, name)) return Py_NewRef(found);
    return PyErr_Format(PyExc_AttributeError, "'%.100s' object has no attribute '%U'",
                        Py_TYPE(self)->tp_name, name);
  });
}

// Whether an exception is set that means that there is no such attribute.
bool is_missing() { return PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_AttributeError); }

// Python's own lookup and, where that finds nothing, the registered: without making an exception
// in between, which takes longer than most layers.
PyObject* get_attribute(PyObject* self, PyObject* name) {
  PyTypeObject* const type = Py_TYPE(self);
  PyObject* const of_type = _PyType_Lookup(type, name);
  const descrgetfunc get = of_type ? Py_TYPE(of_type)->tp_descr_get : nullptr;
  const bool is_data = get && PyDescr_IsData(of_type);
  return guarded([&]() -> PyObject* {
    const Object held = of_type ? Object::share(of_type) : Object();
    PyObject* const own = attributes(self);
    if (!is_data && own)
      if (PyObject* found = item(own, name)) return Py_NewRef(found);
    if (get) {
      PyObject* found = get(of_type, self, reinterpret_cast<PyObject*>(type));
      if (found || !is_missing()) return found;
    } else if (of_type) {
      return Py_NewRef(of_type);
    }
    // A property that failed this way is passed over, as where a class has a __getattr__.
    PyObject *kind, *value, *trace;
    PyErr_Fetch(&kind, &value, &trace);
    PyObject* const found = registered(self, name);
    if (!found && !kind) return PyObject_GenericGetAttr(self, name);  // says what is missing
    if (!found) return PyErr_Restore(kind, value, trace), nullptr;
    Py_XDECREF(kind);
    Py_XDECREF(value);
    Py_XDECREF(trace);
    return Py_NewRef(found);
  });
}

// Whether a value, when it is set, is registered: parameters, modules and marked tensors.
bool is_for_tables(PyObject* value) {
  if (!(Py_TYPE(value)->tp_flags & Py_TPFLAGS_HEAPTYPE)) return false;
  if (Py_TYPE(value) == tensor_type) return reinterpret_cast<TensorObject*>(value)->dict != nullptr;
  return is_tensor(value) || PyObject_TypeCheck(value, module_type);
}

// Module.__setattr__.
PyObject* set_attribute(PyObject* self, PyObject* const* args, Py_ssize_t n) {
  return guarded([&] {
    RG_CHECK(n == 2, TypeError, "__setattr__: expected a name and a value, got ", n, " arguments");
    if (is_for_tables(args[1]) || registered(self, args[0]))
      return PyObject_CallMethodObjArgs(self, names().set, args[0], args[1], nullptr);
    check(PyObject_GenericSetAttr(self, args[0], args[1]));
    return Py_NewRef(Py_None);
  });
}

bool is_empty(PyObject* table) {
  return table && PyDict_Check(table) && PyDict_GET_SIZE(table) == 0;
}

bool has_no_hooks(PyObject* own) {
  for (PyObject* key : names().hooks)
    if (!is_empty(item(own, key))) return false;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(global_hooks); ++i)
    if (!is_empty(PyTuple_GET_ITEM(global_hooks, i))) return false;
  return true;
}

PyObject* call_forward(PyObject* self, PyObject* own, PyObject* args, PyObject* kwargs) {
  PyObject* const function = _PyType_Lookup(Py_TYPE(self), names().forward);
  if (!function || !PyFunction_Check(function) || item(own, names().forward)) {
    Object forward = Object::take(PyObject_GetAttr(self, names().forward));
    return PyObject_Call(forward.get(), args, kwargs);
  }
  const Object held = Object::share(function);
  SmallVec<PyObject*, 8> all = {nullptr, self};
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(args); ++i) all.push_back(PyTuple_GET_ITEM(args, i));
  return PyObject_VectorcallDict(function, all.data() + 1,
                                 (all.size() - 1) | PY_VECTORCALL_ARGUMENTS_OFFSET, kwargs);
}

// Has the exception that forward ended with say which layer it was.
void name_layer(PyObject* self, PyObject* args, PyObject* kwargs) {
  PyObject *type, *value, *trace;
  PyErr_Fetch(&type, &value, &trace);
  PyErr_NormalizeException(&type, &value, &trace);
  if (PyObject* place = PyImport_ImportModule("retrograd.nn._where")) {
    PyObject* const none = PyObject_CallMethod(place, "name_layer", "OOOO", value, self, args,
                                               kwargs ? kwargs : Py_None);
    Py_XDECREF(none);
    Py_DECREF(place);
  }
  // A failure there must not take the place of the error.
  if (PyErr_Occurred()) PyErr_WriteUnraisable(self);
  PyErr_Restore(type, value, trace);
}

PyObject* call_module(PyObject* self, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    PyObject* const own = attributes(self);
    PyObject* result;
    if (own && has_no_hooks(own)) {
      const Object held = Object::share(own);
      result = call_forward(self, own, args, kwargs);
    } else {
      Object method = Object::take(PyObject_GetAttr(self, names().with_hooks));
      result = PyObject_Call(method.get(), args, kwargs);
    }
    if (!result && PyErr_ExceptionMatches(PyExc_Exception)) name_layer(self, args, kwargs);
    return result;
  });
}

PyMethodDef methods[] = {
    {"__getattr__", get_registered, METH_O, nullptr},
    {"__setattr__", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(set_attribute)),
     METH_FASTCALL, nullptr},
    {}};
PyType_Slot slots[] = {{Py_tp_doc, const_cast<char*>("What calls modules and finds their parts.")},
                       {Py_tp_call, reinterpret_cast<void*>(call_module)},
                       {Py_tp_methods, methods},
                       {0, nullptr}};
PyType_Spec spec = {"retrograd._core._Module", 0, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
                    slots};

// For a class with a __getattr__ Python installs a lookup that raises before it asks. Where it is
// the one from here, the lookup above does the same; if the class gets another one later, Python
// installs its own again.
PyObject* quicken(PyObject*, PyObject* object) {
  return guarded([&] {
    RG_CHECK(PyType_Check(object), TypeError, "_quicken_module: expected a class, got ",
             class_name(object));
    auto* type = reinterpret_cast<PyTypeObject*>(object);
    const auto is_that_of = [&](PyTypeObject* base, PyObject* name) {
      return _PyType_Lookup(type, name) == _PyType_Lookup(base, name);
    };
    if (is_that_of(module_type, names().getattr) &&
        is_that_of(&PyBaseObject_Type, names().getattribute))
      type->tp_getattro = get_attribute;
    return Py_NewRef(Py_None);
  });
}

PyObject* set_global_hooks(PyObject*, PyObject* dicts) {
  return guarded([&] {
    RG_CHECK(PyTuple_Check(dicts), TypeError, "_set_global_hooks: expected a tuple of dicts, got ",
             class_name(dicts));
    Py_XSETREF(global_hooks, Py_NewRef(dicts));
    return Py_NewRef(Py_None);
  });
}

// What modules have registered in one of their tables, each once.
struct Members {
  PyObject* table;                     // its name
  PyObject* class_of_old;              // whose methods yield the same
  std::array<PyObject*, 2> methods;    // their names
  std::unordered_set<PyObject*> seen;  // borrowed: nothing of Python runs meanwhile
  std::vector<PyObject*> found;

  bool yields_the_same(PyObject* module) const {
    auto* const base = reinterpret_cast<PyTypeObject*>(class_of_old);
    return std::all_of(methods.begin(), methods.end(), [&](PyObject* name) {
      return _PyType_Lookup(Py_TYPE(module), name) == _PyType_Lookup(base, name);
    });
  }
  // False where a module is not as others are.
  bool add(PyObject* module) {
    check_stack();
    if (!seen.insert(module).second) return true;
    if (!PyObject_TypeCheck(module, module_type) || !yields_the_same(module)) return false;
    PyObject* const own = attributes(module);
    PyObject* const members = own ? item(own, table) : nullptr;
    PyObject* const modules = own ? item(own, names().tables[2]) : nullptr;
    if (!members || !modules || !PyDict_Check(members) || !PyDict_Check(modules)) return false;
    PyObject* value;
    for (Py_ssize_t i = 0; PyDict_Next(members, &i, nullptr, &value);)
      if (value != Py_None && seen.insert(value).second) found.push_back(value);
    for (Py_ssize_t i = 0; PyDict_Next(modules, &i, nullptr, &value);)
      if (value != Py_None && !add(value)) return false;
    return true;
  }
};

// _members(class, module, table, method): the values of a table of a module and of those in it, in
// the order in which `method` of the class yields them; None where a class in it has another one.
PyObject* members(PyObject*, PyObject* given) {
  return guarded([&] {
    PyObject *type, *module, *table, *method;
    if (!PyArg_ParseTuple(given, "O!OUU:_members", &PyType_Type, &type, &module, &table, &method))
      throw PythonError();
    Members all = {table, type, {method, names().walk}, {}, {}};
    if (!all.add(module)) return Py_NewRef(Py_None);
    Object list = Object::take(PyList_New(static_cast<Py_ssize_t>(all.found.size())));
    for (size_t i = 0; i < all.found.size(); ++i)
      PyList_SET_ITEM(list.get(), i, Py_NewRef(all.found[i]));
    return list.release();
  });
}

PyMethodDef functions[] = {
    {"_quicken_module", quicken, METH_O, "See retrograd.nn.module."},
    {"_set_global_hooks", set_global_hooks, METH_O, "See retrograd.nn._hooks."},
    {"_members", members, METH_VARARGS, "See retrograd.nn.module."},
    {}};

}  // namespace

void add_module_type(PyObject* module) {
  global_hooks = Object::take(PyTuple_New(0)).release();
  module_type = reinterpret_cast<PyTypeObject*>(Object::take(PyType_FromSpec(&spec)).release());
  check(PyModule_AddObjectRef(module, "_Module", reinterpret_cast<PyObject*>(module_type)));
  check(PyModule_AddFunctions(module, functions));
}

}  // namespace retrograd::bind
