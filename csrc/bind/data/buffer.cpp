// buffer.cpp: Python's buffer protocol, both ways: how tensors and NumPy arrays share memory.
//
// What is borrowed stays exported for as long as any tensor uses it, so its owner cannot resize it;
// what is lent keeps its storage alive. Read-only memory makes read-only tensors.

#include <algorithm>
#include <cstring>
#include <string>

#include "base/check.h"
#include "bind/errors.h"
#include "bind/gil.h"
#include "bind/life/gc.h"
#include "bind/slots.h"
#include "bind/tensor/tensor_type.h"
#include "graph/grad_meta.h"
#include "graph/modes/grad_mode.h"
#include "ops/shape/shape.h"

namespace retrograd::bind {
namespace {

// "numpy.ndarray of float16", for messages.
std::string describe(PyObject* object) {
  std::string text = class_name(object);
  PyObject* dtype = PyObject_GetAttrString(object, "dtype");
  if (dtype) {
    Object name = Object::take(PyObject_Str(dtype));
    Py_DECREF(dtype);
    text += std::string(" of ") + PyUnicode_AsUTF8(name.get());
  } else {
    PyErr_Clear();
  }
  return text;
}

// A masked array lends its data, and a tensor on them would show what the mask hides.
void refuse_mask(const char* op, PyObject* object) {
  if (Py_TYPE(object)->tp_base == &PyBaseObject_Type) return;  // numpy.ndarray itself, and others
  Object name = Object::take(PyUnicode_FromString("numpy.ma"));
  PyObject* module = PyImport_GetModule(name.get());
  if (!module) return;
  Object held = Object::take(module);
  Object masked = Object::take(PyObject_GetAttrString(module, "MaskedArray"));
  const int found = PyObject_IsInstance(object, masked.get());
  check(found);
  RG_CHECK(!found, TypeError, op,
           ": a masked array would lose its mask; use its filled(value), or its data");
}

// The int16 bits of an array of bfloat16, which NumPy has through ml_dtypes alone, and the buffer
// protocol not at all. Empty for other objects.
Object bfloat16_bits(PyObject* object) {
  static PyObject* const name = PyUnicode_InternFromString("ml_dtypes");
  PyObject* module = PyImport_GetModule(name);
  if (!module) return {};
  const Object held = Object::take(module);
  PyObject* dtype = PyObject_GetAttrString(object, "dtype");
  if (!dtype) {
    PyErr_Clear();
    return {};
  }
  const Object type = Object::take(dtype);
  const Object text = Object::take(PyObject_Str(dtype));
  if (PyUnicode_CompareWithASCIIString(text.get(), "bfloat16") != 0) return {};
  return Object::take(PyObject_CallMethod(object, "view", "s", "int16"));
}

// A held export of another object's memory.
class Export final : public Counted, public PythonHolder {
 public:
  Export(const char* op, PyObject* object, int flags) {
    refuse_mask(op, object);
    if (PyObject_GetBuffer(object, &view, flags) == 0) {
      in_cycles_ = view.obj && PyObject_IS_GC(view.obj);
      if (in_cycles_) count_exports(1);
      return;
    }
    // NumPy says ValueError of element types that no buffer can have; refused memory is a
    // BufferError.
    if (PyErr_ExceptionMatches(PyExc_BufferError)) throw PythonError();
    PyErr_Clear();
    fail<TypeError>(op, ": expected an array of a number type, got ", describe(object));
  }
  // The last tensor may die on any thread.
  ~Export() override {
    const WithGil held;
    if (in_cycles_) count_exports(-1);
    PyBuffer_Release(&view);
  }
  void list(std::vector<PyObject*>& into) const override { into.push_back(view.obj); }
  // The memory may be in use to the last.
  void let_go(std::vector<Object>&) override {}

  Py_buffer view;

 private:
  bool in_cycles_ = false;
};

struct Element {
  DType dtype;
  bool swapped;  // not in this machine's byte order
};

std::optional<Element> find_element(const Py_buffer& view) {
  std::string format = view.format ? view.format : "B";
  bool swapped = false;
  if (std::string("<>=@!").find(format[0]) != std::string::npos) {
    swapped = (format[0] == '>' || format[0] == '!') && view.itemsize > 1;
    format.erase(0, 1);
  }
  for (int i = 0; i < kDTypes; ++i) {
    const auto t = static_cast<DType>(i);
    if (item_size(t) != view.itemsize) continue;
    const bool same = format == kDTypeInfo[i].format || (t == DType::kInt64 && format == "l") ||
                      (t == DType::kInt32 && format == "l");
    if (same) return Element{t, swapped};
  }
  return std::nullopt;
}

Element element_of(const char* op, PyObject* object, const Py_buffer& view) {
  if (const std::optional<Element> element = find_element(view)) return *element;
  fail<TypeError>(op, ": no tensor type holds the elements of ", describe(object), "; there are ",
                  dtype_names());
}

Dims dims_of(const Py_ssize_t* values, int n) { return Dims(values, values + n); }

// NumPy's int64 is C's long where that has 64 bits; of "q" it makes another type, longlong.
const char* lent_format(DType t) {
  return t == DType::kInt64 && sizeof(long) == 8 ? "l" : info(t).format;
}

// What a lent buffer keeps: the arrays that it points to, and the memory.
struct Lent {
  Ref<Storage> storage;
  Py_ssize_t shape[kMaxDims], strides[kMaxDims];
};

}  // namespace

Tensor from_buffer(const char* op, PyObject* object) {
  if (const Object bits = bfloat16_bits(object); bits.get())
    return ops::view(from_buffer(op, bits.get()), DType::kBFloat16);
  auto held = make_ref<Export>(op, object, PyBUF_FULL_RO);
  const Py_buffer& view = held->view;
  const auto [dtype, swapped] = element_of(op, object, view);
  RG_CHECK(!swapped, ValueError, op, ": the array is in the other byte order; tensor() copies it");
  RG_CHECK(!view.suboffsets, ValueError, op,
           ": indirect buffers are not supported; tensor() copies them");
  const Dims shape = dims_of(view.shape, view.ndim);
  check_shape(op, shape, view.itemsize);
  Dims strides;
  int64_t reach = 0;
  for (int d = 0; d < view.ndim; ++d) {
    RG_CHECK(view.strides[d] >= 0 || shape[d] <= 1, ValueError, op,
             ": the array has a negative stride, which tensors cannot have; tensor() copies it");
    RG_CHECK(view.strides[d] % view.itemsize == 0, ValueError, op, ": stride ", view.strides[d],
             " is no multiple of the element size ", view.itemsize, "; tensor() copies the array");
    strides.push_back(shape[d] <= 1 ? 1 : view.strides[d] / view.itemsize);
    reach += std::max<int64_t>(shape[d] - 1, 0) * strides[d];
  }
  char* data = static_cast<char*>(view.buf);
  Ref<Storage> storage = Storage::borrow(data, (reach + 1) * view.itemsize, held, view.readonly);
  return Tensor(
      make_ref<TensorImpl>(std::move(storage), data, Layout::of(shape, std::move(strides)), dtype));
}

Tensor read_buffer(const char* op, PyObject* object) {
  try {
    return from_buffer(op, object);
  } catch (const ValueError&) {  // its strides or its byte order
    return copy_buffer(op, object);
  }
}

std::optional<DType> numpy_scalar_type(PyObject* object) {
  if (PyFloat_CheckExact(object) || PyLong_CheckExact(object) || !PyObject_CheckBuffer(object))
    return {};
  const auto held = make_ref<Export>("tensor", object, PyBUF_FULL_RO);
  const std::optional<Element> element = find_element(held->view);
  return element ? std::optional(element->dtype) : std::nullopt;
}

Tensor copy_buffer(const char* op, PyObject* object) {
  if (const Object bits = bfloat16_bits(object); bits.get())
    return ops::view(copy_buffer(op, bits.get()), DType::kBFloat16);
  const auto held = make_ref<Export>(op, object, PyBUF_FULL_RO);
  const Py_buffer& view = held->view;
  const auto [dtype, swapped] = element_of(op, object, view);
  Tensor x = empty(dims_of(view.shape, view.ndim), dtype);
  check(PyBuffer_ToContiguous(x.bytes(), &held->view, view.len, 'C'));
  if (swapped)
    for (int64_t i = 0; i < x.numel(); ++i)
      std::reverse(x.bytes() + i * view.itemsize, x.bytes() + (i + 1) * view.itemsize);
  return x;
}

Tensor vector_on_buffer(PyObject* object, DType dtype, int64_t count, int64_t offset) {
  RG_CHECK(PyObject_CheckBuffer(object), ValueError,
           "frombuffer: expected an object with the buffer protocol, got ", class_name(object));
  auto held = make_ref<Export>("frombuffer", object, PyBUF_SIMPLE);
  const int64_t item = item_size(dtype), bytes = held->view.len;
  RG_CHECK(bytes > 0, ShapeError, "frombuffer: the buffer is empty");
  RG_CHECK(offset >= 0 && offset < bytes, ShapeError, "frombuffer: offset ", offset,
           " is outside the ", bytes, " bytes of the buffer");
  if (count < 0) {
    RG_CHECK((bytes - offset) % item == 0, ShapeError, "frombuffer: ", bytes - offset,
             " bytes are no whole number of elements of ", item);
    count = (bytes - offset) / item;
  }
  RG_CHECK(count > 0 && count <= (bytes - offset) / item, ShapeError, "frombuffer: ", count,
           " elements do not fit in ", bytes - offset, " bytes");
  char* data = static_cast<char*>(held->view.buf) + offset;
  Ref<Storage> storage = Storage::borrow(data, count * item, held, held->view.readonly);
  return Tensor(make_ref<TensorImpl>(std::move(storage), data, Layout::of({count}, {1}), dtype));
}

int get_buffer(PyObject* self, Py_buffer* view, int flags) {
  view->obj = nullptr;
  const Tensor& x = unwrap(self);
  const auto refuse = [](const char* why) {
    PyErr_SetString(PyExc_BufferError, why);
    return -1;
  };
  if (grad_enabled() && requires_grad(x))
    return refuse(
        "the tensor requires grad, and writes through a buffer would go unseen; use detach()");
  if ((flags & PyBUF_FORMAT) && !*info(x.dtype()).format)
    return refuse("the buffer protocol has no bfloat16; lend view(torch.int16) or float()");
  if ((flags & PyBUF_WRITABLE) && x.storage().read_only()) return refuse("the tensor is read-only");
  if ((flags & PyBUF_STRIDES) != PyBUF_STRIDES && !x.is_contiguous())
    return refuse("the tensor is not contiguous; use contiguous()");
  const int64_t item = x.item_bytes();
  auto* lent = new Lent{x.impl()->storage, {}, {}};
  for (int64_t d = 0; d < x.dim(); ++d) {
    lent->shape[d] = x.shape()[d];
    lent->strides[d] = x.strides()[d] * item;
  }
  view->buf = x.bytes();
  view->len = x.numel() * item;
  view->itemsize = item;
  view->readonly = x.storage().read_only();
  view->format = flags & PyBUF_FORMAT ? const_cast<char*>(lent_format(x.dtype())) : nullptr;
  view->ndim = static_cast<int>(x.dim());
  view->shape = flags & PyBUF_ND ? lent->shape : nullptr;
  view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? lent->strides : nullptr;
  view->suboffsets = nullptr;
  view->internal = lent;
  view->obj = Py_NewRef(self);
  return 0;
}

void release_buffer(PyObject*, Py_buffer* view) { delete static_cast<Lent*>(view->internal); }

}  // namespace retrograd::bind
