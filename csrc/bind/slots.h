// slots.h: the parts of the Tensor class that live in files of their own.
#pragma once

#include <optional>
#include <span>

#include "bind/python.h"
#include "graph/node.h"

namespace retrograd::bind {

// numbers.cpp: + - * / // % ** @ & | ^ ~ == < ... and their in-place forms, len, bool, int, float.
extern PyType_Slot number_slots[];  // ended by {0, nullptr}
// NumPy calls it for its own functions where a tensor is among the arguments.
PyObject* array_ufunc(PyObject* self, PyObject* const* args, Py_ssize_t n, PyObject* names);
PyObject* array_function(PyObject* self, PyObject* args);  // those that are no ufuncs

// indexing.cpp: x[...] and x[...] = value.
PyObject* get_item(PyObject* self, PyObject* index);
int set_item(PyObject* self, PyObject* index, PyObject* value);
Py_ssize_t length(PyObject* self);
PyObject* get_element(PyObject* self, Py_ssize_t i);
int contains(PyObject* self, PyObject* element);

// iterator.cpp: iter(x).
PyObject* iterate(PyObject* self);
void add_iterator_type();

// mode_type.cpp: the base of no_grad.
void add_mode_type(PyObject* module);

// buffer.cpp: the buffer protocol, both ways.
int get_buffer(PyObject* self, Py_buffer* view, int flags);
void release_buffer(PyObject* self, Py_buffer* view);
// A tensor on the memory of an object with the buffer protocol. Throws TypeError for an element
// type that tensors do not have, ValueError for strides that they cannot have.
Tensor from_buffer(const char* op, PyObject* object);
// The same as a contiguous copy, whatever the strides and the byte order.
Tensor copy_buffer(const char* op, PyObject* object);
// The elements of an array that is read and not kept: on its memory where a tensor can be, else a
// copy.
Tensor read_buffer(const char* op, PyObject* object);
// The element type of a NumPy scalar or array; none for other numbers.
std::optional<DType> numpy_scalar_type(PyObject* object);
// A vector over `count` elements (-1: all there are) from byte `offset` of any buffer.
Tensor vector_on_buffer(PyObject* object, DType dtype, int64_t count, int64_t offset);

// nested.cpp: the elements of numbers, nested sequences, arrays and tensors as a new tensor.
Tensor tensor_from(const char* op, PyObject* data, std::optional<DType> dtype);

// constructor.cpp: Tensor(...), of the default type, and those of one type such as
// FloatTensor(...): an empty tensor, one of given lengths with undefined contents, the elements of
// a sequence, or the memory of a tensor under another name. Throws TypeError for anything else.
Tensor construct(const char* name, PyObject* args, PyObject* kwargs, std::optional<DType> dtype);
// Storages are of Python. Their elements as a vector; throws RuntimeError for those of another
// type.
bool is_storage(PyObject* object);
Tensor storage_elements(const char* op, PyObject* storage, DType dtype);

// rows/shape/creation.cpp: x, whose elements are undefined; filled in deterministic mode.
Tensor fill_undefined(const Tensor& x);

// attributes.cpp: x.shape, x.grad and the other attributes.
struct Attribute {
  const char *name, *type, *doc;  // the type as in a stub
  getter get;
  setter set;  // null for one that is read only
};
std::span<const Attribute> attributes();
PyGetSetDef* attribute_table();

// node_type.cpp: the Python object of a node; grad_fn of tensors.
PyObject* wrap_node(const Ref<Node>& node);
bool is_node(PyObject* object);
const Ref<Node>& unwrap_node(PyObject* object);  // REQUIRES: is_node(object)
void add_node_type(PyObject* module);

}  // namespace retrograd::bind
