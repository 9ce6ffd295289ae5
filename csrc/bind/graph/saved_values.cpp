#include "bind/graph/saved_values.h"

#include <optional>
#include <string>
#include <string_view>

#include "base/check.h"
#include "bind/call/convert.h"
#include "bind/errors.h"
#include "bind/graph/node_type.h"
#include "bind/graph/saved_hooks.h"
#include "bind/slots.h"
#include "graph/saved/saved.h"

namespace retrograd::bind {
namespace {

constexpr std::string_view kSaved = "_saved_", kRaw = "_raw_saved_";

std::optional<SavedValue> value_named(Node& node, std::string_view name) {
  for (SavedValue& value : node.saved_values())
    if (name == value.name) return std::move(value);
  return std::nullopt;
}

Tensor read(const Node& node, const SavedTensor& saved, const char* name) {
  try {
    return saved;
  } catch (const SavedTensorError& error) {
    fail<GraphError>(node.name(), "._saved_", name, ": ", error.what());
  }
}

PyObject* shown(const Ref<Node>& node, const SavedValue& value) {
  const Claim claim(*node);
  const Tensor x = read(*node, *std::get<SavedTensor*>(value.value), value.name);
  const bool number = value.number && x.defined() && x.impl()->is_number;
  return number ? to_python(x.item()) : wrap(x);
}
PyObject* shown(bool value) { return to_python(value); }
PyObject* shown(int64_t value) { return to_python(value); }
PyObject* shown(double value) { return to_python(value); }
PyObject* shown(const Dims& value) {
  Object tuple = Object::take(PyTuple_New(static_cast<Py_ssize_t>(value.size())));
  for (size_t i = 0; i < value.size(); ++i)
    PyTuple_SET_ITEM(tuple.get(), i, Object::take(to_python(value[i])).release());
  return tuple.release();
}

// A saved tensor that has not been read: the Python object of its node, and its name there.
struct RawObject {
  PyObject_HEAD PyObject* node;
  const char* name;
};
RawObject* raw_of(PyObject* self) { return reinterpret_cast<RawObject*>(self); }

PyTypeObject* raw_type = nullptr;

PyObject* new_raw(const Ref<Node>& node, const char* name) {
  Object self = Object::take(raw_type->tp_alloc(raw_type, 0));
  raw_of(self.get())->node = wrap_node(node);
  raw_of(self.get())->name = name;
  return self.release();
}

void raw_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  Py_XDECREF(raw_of(self)->node);
  type->tp_free(self);
  Py_DECREF(type);
}

int raw_traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(raw_of(self)->node);
  return 0;
}

PyObject* raw_register_hooks(PyObject* self, PyObject* args, PyObject* keywords) {
  return guarded([&] {
    static const char* names[] = {"pack_hook", "unpack_hook", nullptr};
    PyObject *pack, *unpack;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "OO:register_hooks", const_cast<char**>(names),
                                     &pack, &unpack))
      throw PythonError();
    Ref<SavedHooks> hooks = python_saved_hooks("register_hooks", pack, unpack);
    Node& node = *node_of(raw_of(self)->node);
    const Claim claim(node);
    SavedTensor& saved = *std::get<SavedTensor*>(value_named(node, raw_of(self)->name)->value);
    RG_CHECK(saved.defined(), GraphError, "register_hooks: ", node.name(), " saved no tensor as ",
             raw_of(self)->name, ", so there is nothing to pack");
    RG_CHECK(!saved.is_packed(), GraphError, "register_hooks: ", raw_of(self)->name, " of ",
             node.name(), " is packed already; one pair of hooks is all that a tensor takes");
    read(node, saved, raw_of(self)->name);
    saved.pack_with(std::move(hooks));
    return Py_NewRef(Py_None);
  });
}

PyMethodDef methods[] = {
    {"register_hooks",
     reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(raw_register_hooks)),
     METH_VARARGS | METH_KEYWORDS,
     "register_hooks($self, pack_hook, unpack_hook)\n--\n\n"
     "Keeps pack_hook(tensor) in the place of the saved tensor from now on.\n\n"
     "unpack_hook makes a tensor of it again; see saved_tensors_hooks. Raises GraphError (a "
     "RuntimeError) if\nthe tensor was freed, is None, or is packed already."},
    {}};
PyType_Slot slots[] = {{Py_tp_doc, const_cast<char*>("A tensor that a node keeps.")},
                       {Py_tp_dealloc, reinterpret_cast<void*>(raw_dealloc)},
                       {Py_tp_traverse, reinterpret_cast<void*>(raw_traverse)},
                       {Py_tp_methods, methods},
                       {0, nullptr}};
PyType_Spec spec = {"retrograd.autograd.graph.SavedTensor", sizeof(RawObject), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
                    slots};

// Null without an error where the node has nothing of that name.
PyObject* saved_attribute(PyObject* self, std::string_view name) {
  const Ref<Node>& node = node_of(self);
  const bool raw = name.starts_with(kRaw);
  if (!raw && !name.starts_with(kSaved)) return nullptr;
  const auto value = value_named(*node, name.substr(raw ? kRaw.size() : kSaved.size()));
  if (!value) return nullptr;
  if (std::holds_alternative<SavedTensor*>(value->value))
    return raw ? new_raw(node, value->name) : shown(node, *value);
  if (raw) return nullptr;
  if (const bool* flag = std::get_if<bool>(&value->value)) return shown(*flag);
  if (const int64_t* number = std::get_if<int64_t>(&value->value)) return shown(*number);
  if (const double* number = std::get_if<double>(&value->value)) return shown(*number);
  return shown(std::get<Dims>(value->value));
}

}  // namespace

PyObject* get_node_attribute(PyObject* self, PyObject* name) {
  PyObject* found = PyObject_GenericGetAttr(self, name);
  if (found || !PyErr_ExceptionMatches(PyExc_AttributeError)) return found;
  PyObject *type, *error, *trace;
  PyErr_Fetch(&type, &error, &trace);
  found = guarded([&]() -> PyObject* {
    const char* text = PyUnicode_AsUTF8(name);
    if (text) return saved_attribute(self, text);
    PyErr_Clear();  // no attribute has a name that is no text
    return nullptr;
  });
  if (found || PyErr_Occurred()) {
    Py_XDECREF(type);
    Py_XDECREF(error);
    Py_XDECREF(trace);
    return found;
  }
  PyErr_Restore(type, error, trace);
  return nullptr;
}

PyObject* list_node_attributes(PyObject* self, PyObject*) {
  return guarded([&] {
    PyObject* base = reinterpret_cast<PyObject*>(&PyBaseObject_Type);
    Object names = Object::take(PyObject_CallMethod(base, "__dir__", "O", self));
    const auto add = [&](std::string_view prefix, const char* name) {
      const Object text = Object::take(to_python(std::string(prefix) + name));
      check(PyList_Append(names.get(), text.get()));
    };
    for (const SavedValue& value : node_of(self)->saved_values()) {
      add(kSaved, value.name);
      if (std::holds_alternative<SavedTensor*>(value.value)) add(kRaw, value.name);
    }
    return names.release();
  });
}

void add_saved_tensor_type(PyObject* module) {
  raw_type = reinterpret_cast<PyTypeObject*>(Object::take(PyType_FromSpec(&spec)).release());
  check(PyModule_AddObjectRef(module, "SavedTensor", reinterpret_cast<PyObject*>(raw_type)));
}

}  // namespace retrograd::bind
