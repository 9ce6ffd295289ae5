// iterator.cpp: the elements of a tensor along its first dimension, one after another.

#include <new>

#include "base/check.h"
#include "bind/call/override.h"
#include "bind/errors.h"
#include "bind/slots.h"
#include "bind/tensor/tensor_type.h"
#include "ops/shape/split.h"

namespace retrograd::bind {
namespace {

struct IteratorObject {
  PyObject_HEAD PyObject* tensor;
  ops::Elements elements;
};

PyTypeObject* iterator_type = nullptr;

IteratorObject* iterator_of(PyObject* self) { return reinterpret_cast<IteratorObject*>(self); }

void iterator_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  iterator_of(self)->elements.~Elements();
  Py_CLEAR(iterator_of(self)->tensor);
  type->tp_free(self);
  Py_DECREF(type);
}

int iterator_traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(iterator_of(self)->tensor);
  return 0;
}

int iterator_clear(PyObject* self) {
  Py_CLEAR(iterator_of(self)->tensor);
  return 0;
}

PyObject* iterator_next(PyObject* self) {
  return guarded([&]() -> PyObject* {
    ops::Elements& elements = iterator_of(self)->elements;
    return elements.left() > 0 ? wrap(elements.next()) : nullptr;
  });
}

PyObject* length_hint(PyObject* self, PyObject*) {
  return PyLong_FromLongLong(iterator_of(self)->elements.left());
}

PyMethodDef methods[] = {{"__length_hint__", length_hint, METH_NOARGS, "How many are left."}, {}};
PyType_Slot slots[] = {{Py_tp_doc, const_cast<char*>("Iterates over the views x[0], x[1], ...")},
                       {Py_tp_dealloc, reinterpret_cast<void*>(iterator_dealloc)},
                       {Py_tp_traverse, reinterpret_cast<void*>(iterator_traverse)},
                       {Py_tp_clear, reinterpret_cast<void*>(iterator_clear)},
                       {Py_tp_iter, reinterpret_cast<void*>(PyObject_SelfIter)},
                       {Py_tp_iternext, reinterpret_cast<void*>(iterator_next)},
                       {Py_tp_methods, methods},
                       {0, nullptr}};
PyType_Spec spec = {"retrograd.TensorIterator", sizeof(IteratorObject), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
                    slots};

}  // namespace

PyObject* iterate(PyObject* self) {
  return guarded([&] {
    RG_CHECK(unwrap(self).dim() > 0, TypeError, "iteration over a 0-d tensor");
    if (!is_plain(self)) {  // its elements are what unbind() makes of them
      Object elements = Object::take(PyObject_CallMethod(self, "unbind", nullptr));
      return Object::take(PyObject_GetIter(elements.get())).release();
    }
    ops::Elements elements(unwrap(self));
    PyObject* iterator = iterator_type->tp_alloc(iterator_type, 0);
    if (!iterator) throw PythonError();
    new (&iterator_of(iterator)->elements) ops::Elements(std::move(elements));
    iterator_of(iterator)->tensor = Py_NewRef(self);
    return iterator;
  });
}

void add_iterator_type() {
  iterator_type = reinterpret_cast<PyTypeObject*>(Object::take(PyType_FromSpec(&spec)).release());
}

}  // namespace retrograd::bind
