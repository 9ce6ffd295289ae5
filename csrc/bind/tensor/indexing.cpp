// indexing.cpp: x[...], read and written: views by ints, slices, None and Ellipsis, of which
// tensors, lists and masks choose elements.

#include <utility>

#include "base/check.h"
#include "bind/call/convert.h"
#include "bind/call/override.h"
#include "bind/errors.h"
#include "bind/slots.h"
#include "ops/index/index.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/shape.h"

namespace retrograd::bind {
namespace {

// Whether an object is of a class of Python's own making, which may have something to say, or may
// hold one.
bool may_override(PyObject* object) {
  if (Py_TYPE(object) == tensor_type) return false;
  return Py_TYPE(object)->tp_flags & Py_TPFLAGS_HEAPTYPE || PyList_Check(object) ||
         PyTuple_Check(object);
}

// A NumPy array or the like: its numbers have buffers too, but no length.
bool is_array(PyObject* item) {
  return PyObject_CheckBuffer(item) && PySequence_Check(item) && !PyBytes_Check(item) &&
         !is_tensor(item);
}

// A 0-d tensor of bytes is a mask, as one of bools is.
bool is_int(PyObject* item) {
  if (PyLong_Check(item)) return !PyBool_Check(item);
  if (is_tensor(item)) {
    const Tensor& x = unwrap(item);
    return x.dim() == 0 && is_integral(x.dtype()) && !ops::is_mask(x);
  }
  return is_index(item) && !is_array(item);
}

// What torch still takes for a tuple: a short list in which something is no number.
bool stands_for_tuple(PyObject* index) {
  if (!PySequence_Check(index) || PyUnicode_Check(index) || is_tensor(index) || is_array(index))
    return false;
  const Py_ssize_t n = PySequence_Size(index);
  check(n < 0 ? -1 : 0);
  for (Py_ssize_t i = 0; n < 32 && i < n; ++i) {
    const Object item = Object::take(PySequence_GetItem(index, i));
    PyObject* const o = item.get();
    if (is_tensor(o) || PySequence_Check(o) || PySlice_Check(o) || o == Py_Ellipsis || o == Py_None)
      return true;
  }
  return false;
}

// The items of an index: those of a tuple, or itself.
Object items_of(PyObject* index) {
  if (PyTuple_Check(index)) return Object::share(index);
  if (PyList_Check(index) && is_asked_inside(index)) throw Overridden();
  if (!stands_for_tuple(index)) return Object::take(PyTuple_Pack(1, index));
  check(PyErr_WarnEx(PyExc_UserWarning,
                     "Using a non-tuple sequence for multidimensional indexing is deprecated and "
                     "will be changed; use x[tuple(seq)] instead of x[seq]",
                     1));
  return Object::take(PySequence_Tuple(index));
}

// What an item that is neither int, slice, None nor Ellipsis names: integers, or a mask.
Tensor tensor_of(PyObject* item) {
  RG_CHECK(!PyUnicode_Check(item), TypeError,
           "an index is made of ints, slices, None, '...', tensors and lists; got str");
  const bool number = PyBool_Check(item) || numpy_scalar_type(item) == DType::kBool;
  const bool read = is_tensor(item) || number || is_array(item) ||
                    (PySequence_Check(item) && !PyBytes_Check(item));
  RG_CHECK(read, IndexError,
           "only integers, slices (`:`), ellipsis (`...`), None, lists and tensors of integers or "
           "bools are valid indices (got ",
           class_name(item), ")");
  if (is_tensor(item)) return unwrap(item);
  const Tensor x = is_array(item) ? read_buffer("index", item) : tensor_from("index", item, {});
  return x.numel() == 0 && !is_array(item) ? convert_to(x, DType::kInt64) : x;
}

int64_t index_of(PyObject* item) {
  Object index = Object::take(PyNumber_Index(item));
  int overflow = 0;
  const long long value = PyLong_AsLongLongAndOverflow(index.get(), &overflow);
  RG_CHECK(overflow == 0, IndexError, "index ", overflow < 0 ? "below" : "above", " 64 bits");
  return value;
}

Tensor apply_slice(const Tensor& x, int64_t dim, PyObject* item) {
  Py_ssize_t start, stop, step;
  check(PySlice_Unpack(item, &start, &stop, &step));
  RG_CHECK(step > 0, ValueError, "slice: step must be positive, got ", step,
           "; to reverse a dimension, stack its slices: stack(x.unbind(dim)[::-1], dim)");
  // All of it: no view is needed.
  if (start == 0 && step == 1 && stop >= x.size(dim)) return x;
  return ops::slice(x, dim, start, stop, step);
}

// select(), whose message counts dimensions as the indexed tensor does.
Tensor select_at(const Tensor& view, int64_t dim, int64_t index, int64_t shown) {
  if (dim < view.dim()) {
    const int64_t n = view.size(dim);
    RG_CHECK(-n <= index && index < n, IndexError, "index ", index,
             " is out of range for dimension ", shown, " of length ", n);
  }
  return ops::select(view, dim, index);
}

// The view of x that the ints, slices and None of an index name; `at` gets what else is in it.
Tensor view_at(const Tensor& x, PyObject* index, ops::IndexList& at) {
  const Object items = items_of(index);
  const Py_ssize_t n = PyTuple_GET_SIZE(items.get());
  std::vector<Tensor> tensors;
  int64_t used = 0;
  for (Py_ssize_t i = 0; i < n; ++i) {
    PyObject* item = PyTuple_GET_ITEM(items.get(), i);
    if (PyTuple_Check(index) && may_override(item) && is_asked_inside(item)) throw Overridden();
    if (is_int(item) || PySlice_Check(item)) {
      ++used;
    } else if (item != Py_None && item != Py_Ellipsis) {
      tensors.push_back(tensor_of(item));
      used += ops::is_mask(tensors.back()) ? tensors.back().dim() : 1;
    }
  }
  RG_CHECK(used <= x.dim(), IndexError, "too many indices: ", used, " for a tensor of ", x.dim(),
           " dimensions");
  Tensor view = x;
  int64_t dim = 0, gone = 0;  // of the view, and the dimensions of x that ints have taken from it
  int64_t listed = 0;         // dimensions of the view that `at` has entries for
  auto tensor = tensors.begin();
  for (Py_ssize_t i = 0; i < n; ++i) {
    PyObject* item = PyTuple_GET_ITEM(items.get(), i);
    if (is_int(item)) {
      view = select_at(view, dim, index_of(item), dim + gone++);
    } else if (PySlice_Check(item)) {
      view = apply_slice(view, dim++, item);
    } else if (item == Py_None) {
      view = ops::unsqueeze(view, dim++);
      --gone;
    } else if (item == Py_Ellipsis) {  // every one of them, as in torch
      dim += x.dim() - used;
    } else {
      Tensor mask_or_numbers = *tensor++;
      // A truth is a mask over a dimension of its own.
      if (mask_or_numbers.dim() == 0 && ops::is_mask(mask_or_numbers)) {
        view = ops::unsqueeze(view, dim);
        --gone;
        mask_or_numbers = alias(mask_or_numbers, {1}, {1});
      }
      at.tensors.resize(at.tensors.size() + static_cast<size_t>(dim - listed));
      dim += ops::is_mask(mask_or_numbers) ? mask_or_numbers.dim() : 1;
      listed = dim;
      at.tensors.push_back(std::move(mask_or_numbers));
    }
  }
  return view;
}

Tensor value_for(const Tensor& x, PyObject* value) {
  if (is_tensor(value)) return unwrap(value);
  if (is_number(value)) {
    const Scalar s = to_scalar(value, is_floating(x.dtype()));
    check_fits("setitem", s, x.dtype());
    return operand(s, x);
  }
  RG_CHECK(PyObject_CheckBuffer(value), TypeError, "cannot assign ", class_name(value),
           " to elements of a tensor; expected a number or a tensor");
  return from_buffer("setitem", value);
}

PyObject* item(PyObject* self, PyObject* index) {
  const Tensor& x = unwrap(self);
  ops::IndexList at;
  const Tensor view = view_at(x, index, at);
  if (!at.tensors.empty()) return wrap(ops::index(view, at));
  if (!view.same(x)) return wrap(view);
  // x[:] and x[...] are tensors of their own.
  return wrap(PySlice_Check(index) ? ops::slice(x, 0, 0, INT64_MAX, 1) : ops::view_of(x));
}

void write_item(PyObject* self, PyObject* index, PyObject* value) {
  const Tensor& x = unwrap(self);
  ops::IndexList at;
  Tensor view = view_at(x, index, at);
  Tensor source = value_for(x, value);
  if (!at.tensors.empty()) {
    while (source.dim() > 1 && source.size(0) == 1) source = ops::select(source, 0, 0);
    ops::index_put_(view, at, source, false);
    return;
  }
  while (source.dim() > view.dim() && source.size(0) == 1) source = ops::select(source, 0, 0);
  RG_CHECK(can_broadcast(source.shape(), view.shape()), ShapeError, "setitem: a value of shape ",
           source.shape(), " does not broadcast to the indexed shape ", view.shape());
  ops::copy_(view, source);
}

// Whether an index that is no number and no tuple is of a class that is asked.
bool is_asked_alone(PyObject* index) {
  return is_asked(index) && !PyLong_Check(index) && !PyTuple_Check(index);
}

constexpr Called kGetItem = {"__getitem__", nullptr, false, true},
                 kSetItem = {"__setitem__", nullptr, false, true};

}  // namespace

PyObject* get_item(PyObject* self, PyObject* index) {
  return guarded([&] {
    const auto ask_for_it = [&] {
      return ask(kGetItem, {self, index}, [&] { return get_item(self, index); });
    };
    if (!is_plain(self) || is_asked_alone(index))
      if (Object answer = ask_for_it()) return answer.release();
    try {
      return item(self, index);
    } catch (const Overridden&) {
      return ask_for_it().release();
    }
  });
}

PyObject* get_element(PyObject* self, Py_ssize_t i) {
  return guarded([&]() -> PyObject* {
    if (is_plain(self)) return wrap(ops::select(unwrap(self), 0, i));
    return get_item(self, Object::take(PyLong_FromSsize_t(i)).get());
  });
}

int set_item(PyObject* self, PyObject* index, PyObject* value) {
  return guarded_int([&] {
    RG_CHECK(value, TypeError, "elements of a tensor cannot be deleted");
    const auto answered = [&] {
      return static_cast<bool>(ask_others(kSetItem, {self, index, value}));
    };
    if (!is_plain(self) || is_asked_alone(index) || is_asked(value))
      if (answered()) return;
    try {
      write_item(self, index, value);
    } catch (const Overridden&) {
      if (answered()) return;
      const WithoutOverrides off;
      write_item(self, index, value);
    }
  });
}

Py_ssize_t length(PyObject* self) {
  Py_ssize_t answered = -1;
  if (!is_plain(self)) {
    const int failed = guarded_int([&] {
      if (Object answer = ask_others({"__len__"}, {self})) {
        answered = PyNumber_AsSsize_t(answer.get(), PyExc_OverflowError);
        check(PyErr_Occurred() ? -1 : 0);
      }
    });
    if (failed || answered >= 0) return answered;
  }
  const Tensor& x = unwrap(self);
  if (x.dim() > 0) return x.size(0);
  PyErr_SetString(PyExc_TypeError, "len() of a 0-d tensor");
  return -1;
}

int contains(PyObject* self, PyObject* element) {
  int result = 0;
  const int failed = guarded_int([&] {
    if (Object answer = ask_others({"__contains__"}, {self, element})) {
      result = PyObject_IsTrue(answer.get());
      return check(result);
    }
    RG_CHECK(is_tensor(element) || is_number(element), RuntimeError,
             "in: expected a tensor or a number, got ", class_name(element));
    const Tensor& x = unwrap(self);
    result = ops::any(ops::eq(x, is_tensor(element) ? unwrap(element) : to_operand(element, x)))
                 .item()
                 .to_int() != 0;
  });
  return failed ? -1 : result;
}

}  // namespace retrograd::bind
