// tensor_type.h: the Python class Tensor, and the passage between Python objects and tensors.
//
// A tensor has at most one live Python object. When that object dies while the tensor lives on (in
// a graph, as a gradient), its attributes and its subclass wait on the tensor for the next one.
#pragma once

#include <array>
#include <vector>

#include "bind/python.h"
#include "core/tensor.h"

namespace retrograd::bind {

struct TensorObject {
  PyObject_HEAD Tensor tensor;
  PyObject* dict;
  PyObject* weakrefs;
  // For the garbage collector: the latest collection that has looked at the object, and whether the
  // object was the tensor's only owner then.
  uint32_t collection;
  bool alone;
};

extern PyTypeObject* tensor_type;

inline bool is_tensor(PyObject* object) {
  return Py_TYPE(object) == tensor_type || PyObject_TypeCheck(object, tensor_type);
}
// REQUIRES: is_tensor(object).
inline Tensor& unwrap(PyObject* object) { return reinterpret_cast<TensorObject*>(object)->tensor; }

// A new reference to the object of x; None where x is undefined.
PyObject* wrap(Tensor x);

// A Python object of that class, which is tensor_type or derived from it, for a tensor that has
// none yet.
Object wrap_as(PyTypeObject* type, Tensor x);

// For the garbage collector: what the tensor owns of Python, which are the attributes of its Python
// object, or what that left behind; null where there is none.
std::array<PyObject*, 2> attributes_of(const TensorImpl& x);
inline bool has_attributes(const TensorImpl& x) {
  if (x.py_state()) return true;
  const auto* object = static_cast<TensorObject*>(x.py_object());
  return object && object->dict && PyDict_GET_SIZE(object->dict) > 0;
}
// The tensors without Python object that have attributes, or may own themselves.
const std::vector<TensorImpl*>& watched_tensors();

// Creates the class with the methods of the rows, which must outlive it, and adds it to the module.
void add_tensor_type(PyObject* module, PyMethodDef* methods);

}  // namespace retrograd::bind
