// tensor_type.h: the Python class Tensor, and the passage between Python objects and tensors.
//
// A tensor has at most one live Python object. When that object dies while the tensor lives on (in
// a graph, as a gradient), its attributes and its subclass wait on the tensor for the next one.
#pragma once

#include "bind/python.h"
#include "core/tensor.h"

namespace retrograd::bind {

struct TensorObject {
  PyObject_HEAD Tensor tensor;
  PyObject* dict;
  PyObject* weakrefs;
};

extern PyTypeObject* tensor_type;

inline bool is_tensor(PyObject* object) {
  return Py_TYPE(object) == tensor_type || PyObject_TypeCheck(object, tensor_type);
}
// REQUIRES: is_tensor(object).
inline Tensor& unwrap(PyObject* object) { return reinterpret_cast<TensorObject*>(object)->tensor; }

// A new reference to the object of x; None where x is undefined.
PyObject* wrap(Tensor x);

// Creates the class with the methods of the rows, which must outlive it, and adds it to the module.
void add_tensor_type(PyObject* module, PyMethodDef* methods);

}  // namespace retrograd::bind
