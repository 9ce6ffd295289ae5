// Rows that make tensors of Python data, and copies and pickles of tensors.

#include <algorithm>

#include "base/check.h"
#include "bind/call/row.h"
#include "bind/slots.h"
#include "bind/tensor/types.h"
#include "core/loop/loop.h"
#include "graph/grad_meta.h"
#include "graph/view.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::bind {
namespace {

Tensor leaf_of(const char* op, PyObject* data, std::optional<DType> dtype, bool requires_grad) {
  if (is_tensor(data))
    check(PyErr_WarnEx(
        PyExc_UserWarning,
        concat(op, "(): to copy a tensor, use clone().detach(), and requires_grad_() if wanted")
            .c_str(),
        1));
  const Tensor x = tensor_from(op, data, dtype);
  if (requires_grad) set_requires_grad(x, true);
  return x;
}
Tensor tensor(PyObject* data, std::optional<DType> dtype, Device, bool requires_grad) {
  return leaf_of("tensor", data, dtype, requires_grad);
}
Tensor new_tensor(const Tensor& x, PyObject* data, std::optional<DType> dtype, Device,
                  bool requires_grad) {
  return leaf_of("new_tensor", data, dtype.value_or(x.dtype()), requires_grad);
}

Tensor as_tensor(PyObject* data, std::optional<DType> dtype, Device) {
  if (is_tensor(data)) return ops::to(unwrap(data), dtype.value_or(unwrap(data).dtype()));
  if (!PyObject_CheckBuffer(data) || is_number(data) || PyBytes_Check(data))
    return tensor_from("as_tensor", data, dtype);
  const Tensor x = from_buffer("as_tensor", data);
  return ops::to(x, dtype.value_or(x.dtype()));
}

Object attributes_of(PyObject* self) {
  return Object::take(PyObject_GenericGetDict(self, nullptr));
}

Object shallow_copy(const Tensor& x) {
  Object self = Object::take(wrap(x));
  const Tensor y = detach(x);
  if (requires_grad(x)) set_requires_grad(y, true);
  Object copy = wrap_as(Py_TYPE(self.get()), y);
  Object from = attributes_of(self.get()), to = attributes_of(copy.get());
  check(PyDict_Update(to.get(), from.get()));
  return copy;
}

// Memory of its own that holds x with all its strides, where they take no more than its elements
// do. What lies in gaps is not the tensor's to give away: it is packed out, or is 0.
Tensor copy_with_strides(const Tensor& x) {
  const int64_t extent = extent_of(x.shape(), x.strides());
  if (extent > x.numel() || is_dense(x.shape(), x.strides())) return copy_of(x);
  const Tensor memory = ops::zeros({extent}, x.dtype());
  Dims once = x.shape();
  for (size_t d = 0; d < once.size(); ++d)
    if (x.strides()[d] == 0) once[d] = std::min<int64_t>(once[d], 1);
  copy_into(alias(memory, once, x.strides()), alias(x, once, x.strides()));
  return alias(memory, x.shape(), x.strides());
}

Object deepcopy(const Tensor& x, PyObject* memo) {
  RG_CHECK(is_leaf(x), GraphError,
           "__deepcopy__: only leaf tensors can be copied with their place in a ",
           "graph, and this one was computed; use detach() or clone()");
  Object self = Object::take(wrap(x));
  const Tensor y = copy_with_strides(x);
  if (requires_grad(x)) set_requires_grad(y, true);
  if (const Tensor grad = get_grad(x); grad.defined()) set_grad(y, copy_with_strides(grad));
  Object copy = wrap_as(Py_TYPE(self.get()), y);
  // Known before its attributes are copied, since they may lead back here.
  Object key = Object::take(PyLong_FromVoidPtr(self.get()));
  if (memo != Py_None) check(PyObject_SetItem(memo, key.get(), copy.get()));
  Object from = attributes_of(self.get()), to = attributes_of(copy.get());
  Object module = Object::take(PyImport_ImportModule("copy"));
  Object copied =
      Object::take(PyObject_CallMethod(module.get(), "deepcopy", "OO", from.get(), memo));
  check(PyDict_Update(to.get(), copied.get()));
  return copy;
}

Object tuple_of(const Dims& lengths) {
  Object size = Object::take(to_python(lengths));
  return Object::take(PySequence_Tuple(size.get()));
}

// From here on pickle may hand the memory itself over, beside the pickle.
constexpr int64_t kBeside = 1024;

// _rebuild and its arguments, and the attributes, which pickle puts back itself.
Object reduce(const Tensor& x, int64_t protocol) {
  if (!is_leaf(x))
    check(PyErr_WarnEx(PyExc_UserWarning,
                       "a tensor that an operation made is pickled without its history, and comes "
                       "back as a leaf; pickle its detach()",
                       1));
  Object self = Object::take(wrap(x));
  const Tensor y = is_dense(x.shape(), x.strides()) ? x : copy_with_strides(x);
  const Tensor memory =
      ops::view(alias(y, {extent_of(y.shape(), y.strides())}, {1}), DType::kUInt8);
  Object module = Object::take(PyImport_ImportModule("retrograd._core"));
  Object rebuild = Object::take(PyObject_GetAttrString(module.get(), "_rebuild"));
  Object shape = tuple_of(x.shape());
  Object strides = y.is_canonical() ? Object::share(Py_None) : tuple_of(y.strides());
  Object state = attributes_of(self.get());
  // No class for Tensor itself, which has another module's name while torch means this package.
  PyObject* type = reinterpret_cast<PyObject*>(Py_TYPE(self.get()));
  if (Py_TYPE(self.get()) == tensor_type) type = Py_None;
  Object data = Object::take(protocol >= 5 && memory.numel() >= kBeside
                                 ? PyPickleBuffer_FromObject(Object::take(wrap(memory)).get())
                                 : PyBytes_FromStringAndSize(memory.bytes(), memory.numel()));
  return Object::take(Py_BuildValue("O(OOsOOO)O", rebuild.get(), type, data.get(),
                                    info(x.dtype()).name, shape.get(),
                                    requires_grad(x) ? Py_True : Py_False, strides.get(),
                                    PyDict_GET_SIZE(state.get()) ? state.get() : Py_None));
}

// Whether all elements are among n of a memory. Takes anything, and does not overflow.
bool fits(const Dims& shape, const Dims& strides, int64_t offset, int64_t n) {
  if (strides.size() != shape.size() || offset < 0 || offset > n) return false;
  if (count(shape) == 0) return true;
  int64_t last = offset;
  for (size_t d = 0; d < shape.size(); ++d) {
    const int64_t steps = shape[d] - 1;
    if (strides[d] < 0 || (strides[d] > 0 && steps > (n - last) / strides[d])) return false;
    last += steps * strides[d];
  }
  return last < n;
}

Tensor window(const Tensor& memory, DType dtype, int64_t offset, const Dims& shape,
              const Dims& strides, bool requires_grad) {
  check_shape("_window", shape, item_size(dtype));
  RG_CHECK(memory.is_contiguous(), ShapeError, "_window: the memory has gaps");
  const int64_t n = memory.numel() * memory.item_bytes() / item_size(dtype);
  RG_CHECK(fits(shape, strides, offset, n), ShapeError, "shape ", shape, " with strides ", strides,
           " from element ", offset, " does not fit a storage of ", n, " elements");
  char* data = memory.bytes();
  RG_CHECK(reinterpret_cast<uintptr_t>(data) % item_size(dtype) == 0, ValueError,
           "_window: the memory is not aligned for elements of ", dtype);
  const Tensor x(make_ref<TensorImpl>(memory.impl()->storage, data + offset * item_size(dtype),
                                      Layout::of(shape, strides), dtype));
  if (requires_grad) set_requires_grad(x, true);
  return x;
}

// What pickle gives for the bytes: its own copy, or memory beside the pickle, which is used as it
// is where it may be written to. A tensor of bytes is such memory too.
Tensor memory_of(PyObject* data) {
  if (is_tensor(data)) {
    const Tensor& bytes = unwrap(data);
    RG_CHECK(bytes.dtype() == DType::kUInt8 && bytes.dim() == 1 && bytes.is_canonical(), ValueError,
             "_rebuild: expected a vector of bytes, got a tensor of ", bytes.dtype(), " and shape ",
             bytes.shape());
    return bytes;
  }
  if (PyBytes_Check(data) && PyBytes_GET_SIZE(data) == 0) return empty({0}, DType::kUInt8);
  const Tensor bytes = vector_on_buffer(data, DType::kUInt8, -1, 0);
  return bytes.storage().read_only() || PyByteArray_Check(data) ? copy_of(bytes) : bytes;
}

Object rebuild(PyObject* type, PyObject* data, const std::string& dtype, const Dims& shape,
               bool requires_grad, const std::optional<Dims>& laid_out) {
  PyTypeObject* made = type == Py_None ? tensor_type : reinterpret_cast<PyTypeObject*>(type);
  RG_CHECK(type == Py_None || (PyType_Check(type) && PyType_IsSubtype(made, tensor_type)),
           TypeError, "_rebuild: expected a class of tensors");
  DType t = DType::kBool;
  for (int i = 0; i < kDTypes; ++i)
    if (dtype == kDTypeInfo[i].name) t = static_cast<DType>(i);
  RG_CHECK(dtype == info(t).name, ValueError, "_rebuild: no element type ", dtype);
  check_shape("_rebuild", shape, item_size(t));
  const Dims strides = laid_out.value_or(contiguous_strides(shape));
  const Tensor memory = ops::view(memory_of(data), t);
  RG_CHECK(fits(shape, strides, 0, memory.numel()) && extent_of(shape, strides) == memory.numel(),
           ValueError, "_rebuild: the bytes do not fit shape ", shape, " with strides ", strides);
  const Tensor x = alias(memory, shape, strides);
  if (requires_grad) set_requires_grad(x, true);
  return wrap_as(made, x);
}

void add_copying_protocol_rows(Rows& rows) {
  rows.row<shallow_copy>("__copy__(self: Tensor) -> Tensor", kMethod,
                         R"(A leaf on the same memory, for copy.copy(): with the same attributes.

    y = x

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all.
Grad:    none; requires_grad is copied, grad and history are not.
Raises:  nothing.
Source:  copy.copy of a torch.Tensor.

>>> import copy
>>> copy.copy(rg.ones(2, requires_grad=True))
tensor([1., 1.], requires_grad=True)
)");
  rows.row<deepcopy>(
      "__deepcopy__(self: Tensor, memo: object) -> Tensor", kMethod,
      R"(A leaf of equal elements, for copy.deepcopy(): with its gradient and attributes.

    y = x

Every tensor gets memory of its own, also where two shared it.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all.
Grad:    none; requires_grad and grad are copied.
Raises:  GraphError for a tensor that an operation made.
Source:  torch.Tensor.__deepcopy__.

>>> import copy
>>> copy.deepcopy(rg.ones(2, requires_grad=True))
tensor([1., 1.], requires_grad=True)
)");
  rows.row<reduce>("__reduce_ex__(self: Tensor, protocol: SupportsIndex) -> tuple[Any, ...]",
                   kMethod,
                   R"(The parts of which pickle makes the tensor again.

    y = x

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all.
Grad:    none; history and grad stay behind, with a warning where there is a history.
Raises:  nothing.
Source:  torch.Tensor.__reduce_ex__.

>>> import pickle
>>> pickle.loads(pickle.dumps(rg.tensor([1, 2])))
tensor([1, 2])
)");
  rows.row<rebuild>(
      "_rebuild(type: object, data: object, dtype: str, shape: Sequence[int], requires_grad: bool, "
      "strides: Sequence[int] | None = None) -> Tensor",
      kInternal, "See Tensor.__reduce_ex__.");
  rows.row<window>(
      "_window(memory: Tensor, dtype: dtype, storage_offset: int, size: Sequence[int], "
      "stride: Sequence[int], requires_grad: bool = False) -> Tensor",
      kInternal, "A leaf on the bytes of `memory`, as elements of any type.");
}

}  // namespace

void add_data_rows(Rows& rows) {
  rows.row<tensor>(
      "tensor(data: Any, *, dtype: dtype | None = None, device: str | device | None = None, "
      "requires_grad: bool = False) -> Tensor",
      kFunction, R"(A new tensor of ``data``: a number, nested sequences of numbers, or an array.

    y[i][j] = data[i][j]

Shape:   that of the data; all sequences at one depth have one length.
Dtype:   of an array, its own; else bool, int64 or the default type, by the largest kind of number.
Grad:    none; with requires_grad the result is a leaf.
Raises:  ValueError for lengths that differ or too deep a nesting; TypeError for elements that are
         none, and for a number beside a sequence; RangeError for an integer outside the type;
         DTypeError for integers that require grad.
Source:  torch.tensor.

>>> rg.tensor([[1, 2], [3, 4.5]])
tensor([[1.0000, 2.0000],
        [3.0000, 4.5000]])
)");
  rows.row<new_tensor>(
      "new_tensor(self: Tensor, data: Any, *, dtype: dtype | None = None, "
      "device: str | device | None = None, requires_grad: bool = False) -> Tensor",
      kMethod, R"(A new tensor of ``data``, of this tensor's type; see retrograd.tensor().

    y[i][j] = data[i][j]

Shape:   that of the data.
Dtype:   that of this tensor, if not given.
Grad:    none; with requires_grad the result is a leaf.
Raises:  as tensor().
Source:  torch.Tensor.new_tensor.

>>> rg.ones(1).new_tensor([1, 2])
tensor([1., 2.])
)");
  rows.row<as_tensor>(
      "as_tensor(data: Any, dtype: dtype | None = None, device: str | device | None = None) -> "
      "Tensor",
      kFunction,
      R"(``data`` as a tensor that shares its memory, if it is a tensor or an array of the wanted type.

    y[i] = data[i]

Shape:   that of the data.
Dtype:   as tensor(); another dtype means a copy.
Grad:    of a tensor, as Tensor.to.
Raises:  as tensor(); ValueError for an array with negative strides.
Source:  torch.as_tensor.

>>> rg.as_tensor([True, False])
tensor([ True, False])
)");
  add_copying_protocol_rows(rows);
}

}  // namespace retrograd::bind
