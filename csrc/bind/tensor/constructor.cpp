// constructor.cpp: Tensor(...), and the types of tensors in torch's older way: FloatTensor(...).

#include <string_view>

#include "base/check.h"
#include "bind/call/convert.h"
#include "bind/slots.h"
#include "bind/tensor/types.h"
#include "ops/shape/shape.h"

namespace retrograd::bind {
namespace {

// What is given: the arguments by position, or the one that data=, other= or size= names.
Object given_to(const char* name, PyObject* args, PyObject* kwargs) {
  Object given = Object::share(args);
  PyObject *key, *value;
  for (Py_ssize_t at = 0; kwargs && PyDict_Next(kwargs, &at, &key, &value);) {
    const std::string_view word = PyUnicode_AsUTF8(key);
    if (word == "device") {
      check_device(value);
      continue;
    }
    RG_CHECK(
        (word == "data" || word == "other" || word == "size") && PyTuple_GET_SIZE(given.get()) == 0,
        TypeError, name, "(): unexpected keyword argument '", word,
        "'; for a dtype use tensor(data, dtype=...)");
    given = word == "size" && PyTuple_Check(value) ? Object::share(value)
                                                   : Object::take(PyTuple_Pack(1, value));
  }
  return given;
}

bool are_lengths(PyObject* items) {
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(items); ++i) {
    PyObject* item = PyTuple_GET_ITEM(items, i);  // arrays have an __index__ too, for one element
    const bool number = is_tensor(item) && unwrap(item).dim() == 0;
    if (!is_index(item) || (PySequence_Check(item) && !number)) return false;
  }
  return true;
}

Tensor of_shape(const char* name, PyObject* items, DType t) {
  Dims shape;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(items); ++i)
    shape.push_back(to_index(PyTuple_GET_ITEM(items, i)));
  check_shape(name, shape, item_size(t));
  return fill_undefined(empty(shape, t));
}

}  // namespace

bool is_storage(PyObject* object) { return PyObject_HasAttrString(object, "_elements"); }

Tensor storage_elements(const char* op, PyObject* storage, DType dtype) {
  Object elements =
      Object::take(PyObject_CallMethod(storage, "_elements", "O", dtype_object(dtype)));
  RG_CHECK(is_tensor(elements.get()), TypeError, op, "(): ", class_name(storage), " is no storage");
  return unwrap(elements.get());
}

Tensor construct(const char* name, PyObject* args, PyObject* kwargs, std::optional<DType> wanted) {
  Object given = given_to(name, args, kwargs);
  const DType t = wanted.value_or(default_dtype());
  const Py_ssize_t n = PyTuple_GET_SIZE(given.get());
  if (n == 0) return empty({0}, t);
  PyObject* first = PyTuple_GET_ITEM(given.get(), 0);
  if (n == 1 && is_tensor(first)) {
    const Tensor& x = unwrap(first);
    RG_CHECK(!wanted || *wanted == x.dtype(), DTypeError, name, "(): takes a tensor of ", t,
             ", not of ", x.dtype(), "; convert it with to()");
    return ops::view_of(x);
  }
  if (are_lengths(given.get())) return of_shape(name, given.get(), t);
  RG_CHECK(n == 1, TypeError, name, "(): takes lengths, or one sequence of numbers; got ", n,
           " arguments, the first a ", class_name(first));
  if (is_size(first)) return of_shape(name, first, t);
  if (is_storage(first)) return storage_elements(name, first, t);
  RG_CHECK(PySequence_Check(first) && !PyUnicode_Check(first) && !PyBytes_Check(first), TypeError,
           name, "(): data must be a sequence, an array or a tensor, not ", class_name(first),
           is_number(first) ? "; for a 0-d tensor use tensor(number)" : "");
  return tensor_from(name, first, t);
}

}  // namespace retrograd::bind
