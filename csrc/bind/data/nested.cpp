// nested.cpp: tensor(data): numbers and nested sequences of them, arrays, and tensors.

#include <string>
#include <vector>

#include "base/check.h"
#include "base/host.h"
#include "bind/call/convert.h"
#include "bind/slots.h"
#include "graph/view.h"
#include "ops/pointwise/map.h"
#include "ops/shape/copy.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"

namespace retrograd::bind {
namespace {

bool is_array(PyObject* object) {
  if (PyList_CheckExact(object) || PyTuple_CheckExact(object)) return false;
  if (is_tensor(object) || is_number(object) || PyBytes_Check(object) || PyUnicode_Check(object))
    return false;
  return PyObject_CheckBuffer(object) ||
         PyObject_HasAttrString(reinterpret_cast<PyObject*>(Py_TYPE(object)), "__array__");
}

// A copy of an array, or of the array that an object such as a table's column can become.
Tensor copy_array(const char* op, PyObject* object) {
  if (PyObject_CheckBuffer(object)) return copy_buffer(op, object);
  Object array = Object::take(PyObject_CallMethod(object, "__array__", nullptr));
  return copy_buffer(op, array.get());
}

bool is_sequence(PyObject* object) {
  return PySequence_Check(object) && !PyUnicode_Check(object) && !PyBytes_Check(object) &&
         !is_tensor(object);
}

// Reads nested sequences into one flat list of numbers. Each sequence is copied before its elements
// are looked at, since converting an element may run code that changes the sequence.
class Reader {
 public:
  explicit Reader(const char* op) : op_(op) {}

  void read(PyObject* object, size_t depth) {
    RG_CHECK(depth <= static_cast<size_t>(kMaxDims), ValueError, op_,
             ": too many dimensions: the data is nested more than ", kMaxDims,
             " deep, or holds itself");
    if (!is_sequence(object)) return read_element(object, depth);
    Object items = Object::take(PySequence_Tuple(object));
    const int64_t n = PyTuple_GET_SIZE(items.get());
    if (depth == shape.size() && !complete_) {
      shape.push_back(n);
    } else {
      RG_CHECK(depth < shape.size(), TypeError, op_, ": expected a number at ", where(),
               ", found a sequence of ", n);
      RG_CHECK(shape[depth] == n, ValueError, op_, ": expected a sequence of ", shape[depth],
               " at ", where(), ", found one of ", n);
    }
    for (int64_t i = 0; i < n; ++i) {
      if (i % 4096 == 4095) check_interrupt();
      position_.push_back(i);
      read(PyTuple_GET_ITEM(items.get(), i), depth + 1);
      position_.pop_back();
    }
    if (n == 0) complete_ = true;
  }

  Dims shape;
  std::vector<Scalar> values;
  DType type = DType::kBool;  // that holds all the numbers
  bool too_long = false;      // one of them is an int of more than 64 bits

 private:
  void read_element(PyObject* object, size_t depth) {
    complete_ = true;
    RG_CHECK(depth == shape.size(), TypeError, op_, ": expected a sequence of ",
             shape[std::min(depth, shape.size() - 1)], " at ", where(), ", found ",
             class_name(object));
    if (is_tensor(object)) {
      RG_CHECK(unwrap(object).numel() == 1, ValueError, op_,
               ": only tensors of one element can stand in a list, found shape ",
               unwrap(object).shape(), " at ", where(), "; join tensors with stack() or cat()");
      return add(unwrap(object).item(), unwrap(object).dtype());
    }
    RG_CHECK(depth == 0 || !values.empty() || !PyUnicode_Check(object), ValueError, op_,
             ": cannot make an element of the str at ", where());
    // A TypeError, and torch's RuntimeError.
    RG_CHECK(is_number(object), DTypeError, op_, ": cannot make an element of ", class_name(object),
             " at ", where());
    // An int of more than 64 bits may stand among floats.
    const Scalar s = to_scalar(object, true);
    const bool beyond = PyLong_Check(object) && s.is_float();
    too_long |= beyond;
    const std::optional<DType> own = numpy_scalar_type(object);
    const DType kind = beyond ? DType::kInt64 : s.is_float() ? default_dtype() : s.type();
    add(s, own.value_or(kind));
  }

  void add(const Scalar& s, DType t) {
    type = promote(type, t);
    values.push_back(s);
  }

  // [1][0]
  std::string where() const {
    std::string out = position_.empty() ? "the top" : "data";
    for (int64_t i : position_) out += concat('[', i, ']');
    return out;
  }

  const char* op_;
  bool complete_ =
      false;  // the shape is known: an element, or the end of an empty sequence, was seen
  std::vector<int64_t> position_;
};

bool holds_arrays(PyObject* object) {
  if (!PyList_Check(object) && !PyTuple_Check(object)) return false;
  const Py_ssize_t n = PySequence_Size(object);
  for (Py_ssize_t i = 0; i < n; ++i) {
    Object item = Object::take(PySequence_GetItem(object, i));
    if (!is_array(item.get())) return false;
  }
  return n > 0;
}

}  // namespace

Tensor tensor_from(const char* op, PyObject* data, std::optional<DType> dtype) {
  if (is_tensor(data))
    return ops::to(detach(unwrap(data)), dtype.value_or(unwrap(data).dtype()), true);
  if (is_array(data)) {
    const Tensor x = copy_array(op, data);
    return convert_to(x, dtype.value_or(x.dtype()));
  }
  if (holds_arrays(data)) {
    // Arrays are copied whole, not number by number.
    std::vector<Tensor> rows;
    Object items = Object::take(PySequence_Tuple(data));
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(items.get()); ++i)
      rows.push_back(copy_array(op, PyTuple_GET_ITEM(items.get(), i)));
    const Tensor x = ops::stack(rows, 0);
    return convert_to(x, dtype.value_or(x.dtype()));
  }
  Reader reader(op);
  reader.read(data, 0);
  const DType t = dtype.value_or(reader.values.empty() ? default_dtype() : reader.type);
  RG_CHECK(!reader.too_long || is_floating(t) || t == DType::kBool, RangeError, op,
           ": an int of more than 64 bits is outside the range of ", t);
  Tensor x = empty(reader.shape, t);
  char* out = x.bytes();
  for (const Scalar& s : reader.values) {
    // A float that float32 does not hold is inf there.
    if (!is_floating(t)) check_fits(op, s, t);
    s.write(t, out);
    out += item_size(t);
    if ((out - x.bytes()) % (item_size(t) << 16) == 0) check_interrupt();
  }
  return x;
}

}  // namespace retrograd::bind
