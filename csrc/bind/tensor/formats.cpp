#include "bind/tensor/formats.h"

#include "base/check.h"

namespace retrograd::bind {
namespace {

struct WordObject {
  PyObject_HEAD const char* word;
};
const char* word_of(PyObject* self) { return reinterpret_cast<WordObject*>(self)->word; }

PyObject* word_repr(PyObject* self) { return PyUnicode_FromFormat("torch.%s", word_of(self)); }
// Copies and pickles are the object itself, by its name in the module.
PyObject* word_reduce(PyObject* self, PyObject*) { return PyUnicode_FromString(word_of(self)); }
void word_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  type->tp_free(self);
  Py_DECREF(type);
}

PyTypeObject* new_word_type(PyObject* module, const char* name, const char* doc) {
  static PyMethodDef methods[] = {{"__reduce__", word_reduce, METH_NOARGS, nullptr}, {}};
  PyType_Slot slots[] = {{Py_tp_doc, const_cast<char*>(doc)},
                         {Py_tp_repr, reinterpret_cast<void*>(word_repr)},
                         {Py_tp_dealloc, reinterpret_cast<void*>(word_dealloc)},
                         {Py_tp_methods, methods},
                         {0, nullptr}};
  const std::string qualified = concat("retrograd.", name);
  PyType_Spec spec = {qualified.c_str(), sizeof(WordObject), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
  Object type = Object::take(PyType_FromSpec(&spec));
  check(PyModule_AddObjectRef(module, name, type.get()));
  return reinterpret_cast<PyTypeObject*>(type.release());
}

PyObject* new_word(PyObject* module, PyTypeObject* type, const char* word) {
  Object object = Object::take(type->tp_alloc(type, 0));
  reinterpret_cast<WordObject*>(object.get())->word = word;
  check(PyModule_AddObjectRef(module, word, object.get()));
  return object.release();
}

// In the order of MemoryFormat.
PyObject* formats[std::size(kFormats)];
PyObject* strided = nullptr;

}  // namespace

PyObject* strided_layout() { return strided; }

MemoryFormat memory_format_of(const char* op, PyObject* object, MemoryFormat otherwise) {
  if (object == Py_None) return otherwise;
  for (size_t i = 0; i < std::size(formats); ++i)
    if (object == formats[i]) return static_cast<MemoryFormat>(i);
  fail<TypeError>(op, "(): argument 'memory_format' must be a memory_format, such as ",
                  "channels_last, not ", class_name(object));
}

void add_format_types(PyObject* module) {
  PyTypeObject* layout = new_word_type(module, "layout", "How a tensor keeps its elements.");
  strided = new_word(module, layout, "strided");
  PyTypeObject* format =
      new_word_type(module, "memory_format", "The order of a tensor's elements in memory.");
  for (size_t i = 0; i < std::size(formats); ++i)
    formats[i] = new_word(module, format, kFormats[i]);
}

}  // namespace retrograd::bind
