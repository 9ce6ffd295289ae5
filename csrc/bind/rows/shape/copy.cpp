// Rows of ops/shape/copy.h: copies, conversions and writes; lists, NumPy arrays and buffers.

#include "ops/shape/copy.h"

#include <iterator>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/host.h"
#include "bind/call/row.h"
#include "bind/errors.h"
#include "bind/slots.h"
#include "bind/tensor/formats.h"
#include "bind/tensor/types.h"
#include "graph/modes/grad_mode.h"
#include "graph/view.h"
#include "ops/shape/shape.h"

namespace retrograd::bind {
namespace {

Tensor clone(const Tensor& x, PyObject* memory_format) {
  return ops::clone(x, memory_format_of("clone", memory_format));
}

Tensor contiguous(const Tensor& x, PyObject* memory_format) {
  const MemoryFormat format =
      memory_format_of("contiguous", memory_format, MemoryFormat::kContiguous);
  RG_CHECK(format != MemoryFormat::kPreserve || x.is_contiguous(), RuntimeError,
           "contiguous: preserve_format says nothing of an order that this tensor could get; use "
           "contiguous_format");
  return ops::contiguous(x, format);
}

Tensor to_type(const Tensor& x, DType t, bool, bool copy, PyObject* memory_format) {
  return ops::to(x, t, copy, memory_format_of("to", memory_format));
}
Tensor to_device(const Tensor& x, Device, const std::optional<DType>& t, bool non_blocking,
                 bool copy, PyObject* memory_format) {
  return to_type(x, t.value_or(x.dtype()), non_blocking, copy, memory_format);
}
Tensor to_other(const Tensor& x, const Tensor& other, bool non_blocking, bool copy,
                PyObject* memory_format) {
  return to_type(x, other.dtype(), non_blocking, copy, memory_format);
}

Tensor cpu(const Tensor& x, PyObject* memory_format) {
  return ops::to(x, x.dtype(), false, memory_format_of("cpu", memory_format));
}
// Methods that would copy a tensor to a device which is not there.
constexpr const char* kAbsent[] = {"cuda", "ipu", "mtia", "xpu"};
template <size_t kDevice>
Tensor to_absent(const Tensor&, PyObject* device, bool, PyObject*) {
  const char* const op = kAbsent[kDevice];
  RG_CHECK(names_device(device), TypeError, op, ": expected a device, got ", class_name(device));
  fail_device(
      concat(op, ": this package computes on the CPU alone; leave the call out, or use to('cpu')"));
}
template <size_t... kDevices>
void add_absent(Rows& rows, std::index_sequence<kDevices...>) {
  (rows.row<to_absent<kDevices>>(
       concat(kAbsent[kDevices],
              "(self: Tensor, device: object = None, non_blocking: bool = False, "
              "memory_format: object = None) -> Tensor")
           .c_str(),
       kMethod,
       concat(R"(Refused: there is no device but the CPU.

    y = x

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  DeviceError (an AssertionError and a RuntimeError) always.
Source:  torch.Tensor.)",
              kAbsent[kDevices], R"(.

>>> device = "cuda" if rg.cuda.is_available() else "cpu"
>>> rg.ones(2).to(device)
tensor([1., 1.])
)")
           .c_str()),
   ...);
}
int64_t get_device(const Tensor&) { return -1; }
Tensor type_as(const Tensor& x, const Tensor& other) { return ops::to(x, other.dtype()); }
// torch's older names of the element types: torch.FloatTensor.
std::string type_name(DType t) { return concat("torch.", info(t).tensor_class, "Tensor"); }
std::string own_type_name(const Tensor& x) { return type_name(x.dtype()); }
[[noreturn]] void fail_cuda(const char* op) {
  fail_device(concat(op,
                     ": there is no CUDA, since this package computes on the CPU alone; leave "
                     "'cuda' out of the name of the type"));
}
// The dtype that a dtype, a class such as FloatTensor, or the name of one stands for.
DType named_type(const char* op, PyObject* wanted) {
  if (Py_TYPE(wanted) == dtype_type) return dtype_of(wanted);
  const bool is_class = PyType_Check(wanted);
  RG_CHECK(PyUnicode_Check(wanted) || is_class, TypeError, op,
           ": expected a dtype or the name of a type, got ", class_name(wanted));
  if (wanted == reinterpret_cast<PyObject*>(tensor_type)) return default_dtype();
  if (is_class && PyObject_HasAttrString(wanted, "_is_tensortype")) {
    if (Object::take(PyObject_GetAttrString(wanted, "is_cuda")).get() == Py_True) fail_cuda(op);
    Object dtype = Object::take(PyObject_GetAttrString(wanted, "dtype"));
    if (Py_TYPE(dtype.get()) == dtype_type) return dtype_of(dtype.get());
  }
  Object text =
      is_class ? Object::take(PyObject_GetAttrString(wanted, "__name__")) : Object::share(wanted);
  const char* name = PyUnicode_AsUTF8(text.get());
  if (!name) throw PythonError();
  if (std::string_view(name) == "torch.Tensor") return default_dtype();
  std::string there;
  for (int i = 0; i < kDTypes; ++i) {
    const std::string known = type_name(static_cast<DType>(i));
    if (known == name) return static_cast<DType>(i);
    if (concat("torch.cuda.", known.substr(std::string_view("torch.").size())) == name)
      fail_cuda(op);
    there += concat(i ? ", " : "", known);
  }
  fail<ValueError>(op, ": there is no type ", name, "; there are ", there, ", and dtypes");
}
Object type_to(const Tensor& x, PyObject* wanted, bool) {
  if (wanted == Py_None) return Object::take(to_python(own_type_name(x)));
  return Object::take(wrap(ops::to(x, named_type("type", wanted))));
}
DType named_type_of(PyObject* wanted) { return named_type("set_default_tensor_type", wanted); }
// For the class FloatTensor and its like, which Python defines.
Tensor construct_typed(DType t, PyObject* args, PyObject* kwargs) {
  return construct(type_name(t).c_str(), args, kwargs, t);
}

template <DType t>
Tensor cast(const Tensor& x, PyObject* memory_format) {
  return ops::to(x, t, false, memory_format_of("to", memory_format));
}

// Tensors are converted to the type of x; a number must fit it.
template <Tensor& (*kTensor)(Tensor&, const Tensor&), Tensor& (*kNumber)(Tensor&, const Scalar&)>
Tensor& write(const char* argument, Tensor& x, PyObject* value) {
  if (is_tensor_argument(value)) return kTensor(x, unwrap(value));
  RG_CHECK(is_number(value), TypeError, argument, " must be Tensor | Number, not ",
           class_name(value));
  return kNumber(x, to_scalar(value, is_floating(x.dtype())));
}
Tensor& copy_(Tensor& x, PyObject* src, bool) {
  return write<ops::copy_, ops::copy_>("copy_(): argument 'other'", x, src);
}
Tensor& fill_(Tensor& x, PyObject* value) {
  return write<ops::fill_, ops::fill_>("fill_(): argument 'value'", x, value);
}

Scalar item(const Tensor& x) { return x.item(); }

// As deep as there are dimensions, of which there are at most kMaxDims.
Object nested_list(const Tensor& x, int64_t dim, int64_t offset) {
  if (dim == x.dim()) return Object::take(to_python(alias(x, {}, {}, offset).item()));
  Object list = unfilled(PyList_New(x.size(dim)));
  for (int64_t i = 0; i < x.size(dim); ++i) {
    if (i % 4096 == 4095) check_interrupt();
    PyList_SET_ITEM(list.get(), i, nested_list(x, dim + 1, offset + i * x.stride(dim)).release());
  }
  return filled(std::move(list));
}
Object tolist(const Tensor& x) { return nested_list(x, 0, 0); }

// NumPy's bfloat16, which another package brings.
Object bfloat16_of_numpy(const char* op) {
  PyObject* module = PyImport_ImportModule("ml_dtypes");
  if (!module) {
    if (!PyErr_ExceptionMatches(PyExc_ImportError)) throw PythonError();
    PyErr_Clear();
    fail<TypeError>(op,
                    ": NumPy has no bfloat16 of its own; install ml_dtypes, or convert with "
                    ".float() first");
  }
  return Object::take(PyObject_GetAttrString(Object::take(module).get(), "bfloat16"));
}

// A NumPy array on the memory of x. The one place that imports NumPy.
Object array_on(const char* op, const Tensor& x, PyObject* dtype, PyObject* copy) {
  RG_CHECK(!(grad_enabled() && requires_grad(x)), GraphError, op,
           ": this tensor requires grad, and gradients do not pass ",
           "through NumPy; use detach().numpy()");
  Object numpy = Object::take(PyImport_ImportModule("numpy"));
  Object memory;
  if (x.dtype() == DType::kBFloat16) {
    Object bits = array_on(op, ops::view(x, DType::kInt16), Py_None, Py_False);
    Object type = bfloat16_of_numpy(op);
    memory = Object::take(PyObject_CallMethod(bits.get(), "view", "O", type.get()));
  } else {
    Object tensor = Object::take(wrap(x));
    memory = Object::take(PyMemoryView_FromObject(tensor.get()));
  }
  Object array = Object::take(PyObject_GetAttrString(numpy.get(), "array"));
  Object args = Object::take(PyTuple_Pack(1, memory.get()));
  Object options = Object::take(Py_BuildValue("{s:O,s:O}", "dtype", dtype, "copy", copy));
  return Object::take(PyObject_Call(array.get(), args.get(), options.get()));
}
// NumPy 1 reads copy=False as "only if needed"; NumPy 2 refuses then, and nothing needs it here.
Object numpy(const Tensor& x, bool force) {
  return array_on("numpy", force ? detach(x) : x, Py_None, Py_False);
}
Object array_protocol(const Tensor& x, PyObject* dtype, PyObject* copy) {
  return array_on("__array__", x, dtype, copy);
}

// What NumPy makes of a result that it computed for a tensor.
Object array_wrap(const Tensor&, PyObject* array, PyObject*, bool) {
  return numpy_scalar_type(array) ? Object::take(wrap(read_buffer("__array_wrap__", array)))
                                  : Object::share(array);
}

Tensor from_numpy(PyObject* array) { return from_buffer("from_numpy", array); }

Tensor frombuffer(PyObject* buffer, DType dtype, int64_t count, int64_t offset,
                  bool requires_grad) {
  Tensor x = vector_on_buffer(buffer, dtype, count, offset);
  if (requires_grad) set_requires_grad(x, true);
  return x;
}

// float(), long() and the other conversions that are named after their type.
template <DType t>
void add_cast_row(Rows& rows, const char* name, const char* example) {
  const std::string signature =
      concat(name, "(self: Tensor, *, memory_format: memory_format | None = None) -> Tensor");
  const std::string doc = concat(
      "The elements as ", t, "; the tensor itself where they are that already.\n\n    y = x\n\n",
      "A fraction is cut off towards zero for an integer type; for bool all but 0 is True.\n\n",
      "Shape:   ``(*)`` -> ``(*)``.\nDtype:   all -> ", t,
      ".\nGrad:    self, between floating types. Twice differentiable.\n",
      "Raises:  nothing.\nSource:  torch.Tensor.", name, ".\n\n", example);
  rows.row<cast<t>>(signature.c_str(), kMethod, doc.c_str());
}

void add_cast_rows(Rows& rows) {
  add_cast_row<DType::kFloat32>(rows, "float", ">>> rg.tensor([1, 2]).float()\ntensor([1., 2.])\n");
  add_cast_row<DType::kFloat64>(
      rows, "double", ">>> rg.tensor([1, 2]).double()\ntensor([1., 2.], dtype=torch.float64)\n");
  add_cast_row<DType::kInt64>(rows, "long",
                              ">>> rg.tensor([1.5, -1.5]).long()\ntensor([ 1, -1])\n");
  add_cast_row<DType::kInt32>(
      rows, "int", ">>> rg.tensor([1.5, -1.5]).int()\ntensor([ 1, -1], dtype=torch.int32)\n");
  add_cast_row<DType::kFloat16>(
      rows, "half", ">>> rg.tensor([0.1]).half()\ntensor([0.1000], dtype=torch.float16)\n");
  add_cast_row<DType::kBFloat16>(
      rows, "bfloat16",
      ">>> rg.tensor([0.1]).bfloat16()\ntensor([0.1001], dtype=torch.bfloat16)\n");
  add_cast_row<DType::kInt16>(
      rows, "short", ">>> rg.tensor([1.5, -1.5]).short()\ntensor([ 1, -1], dtype=torch.int16)\n");
  add_cast_row<DType::kInt8>(
      rows, "char", ">>> rg.tensor([1.5, -1.5]).char()\ntensor([ 1, -1], dtype=torch.int8)\n");
  add_cast_row<DType::kUInt8>(
      rows, "byte", ">>> rg.tensor([1.5, 2.0]).byte()\ntensor([1, 2], dtype=torch.uint8)\n");
  add_cast_row<DType::kBool>(rows, "bool",
                             ">>> rg.tensor([0.0, 0.5]).bool()\ntensor([False,  True])\n");
}

void add_conversion_rows(Rows& rows) {
  rows.row<clone>("clone(input: Tensor, *, memory_format: memory_format | None = None) -> Tensor",
                  kFunction | kMethod,
                  R"(A copy of the elements that gradients flow through.

    y = x,  dy/dx = 1

Shape:   ``(*)`` -> ``(*)``; strides as memory_format says, by default kept
         where they leave no gaps.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError for a memory_format of other numbers of dimensions.
Source:  torch.clone.

>>> rg.clone(rg.tensor([1.0, 2.0]))
tensor([1., 2.])
)");
  rows.row<contiguous>(
      "contiguous(self: Tensor, memory_format: memory_format | None = None) -> Tensor", kMethod,
      R"(The elements in order in memory: this tensor if they are so already, else a copy.

    y = x,  dy/dx = 1

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all.
Grad:    self. Twice differentiable.
Raises:  ShapeError for a memory_format of other numbers of dimensions; RuntimeError for
         preserve_format where it would need a copy.
Source:  torch.Tensor.contiguous.

>>> rg.zeros(2, 3).t().contiguous().stride()
(2, 1)
)");
  rows.row<to_type, to_device, to_other>(
      {"to(self: Tensor, dtype: dtype, non_blocking: bool = False, copy: bool = False, *, "
       "memory_format: memory_format | None = None) -> Tensor",
       "to(self: Tensor, device: str | device | None = None, dtype: dtype | None = None, "
       "non_blocking: bool = False, copy: bool = False, *, memory_format: memory_format | None = "
       "None) -> Tensor",
       "to(self: Tensor, other: Tensor, non_blocking: bool = False, copy: bool = False, *, "
       "memory_format: memory_format | None = None) -> Tensor"},
      kMethod,
      R"(The elements in another type; the tensor itself where nothing changes, unless copy.

    y = x,  dy/dx = 1

The one device is 'cpu'. non_blocking is there for programs that know others.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all -> dtype, or the type of other.
Grad:    self, between floating types. Twice differentiable.
Raises:  RuntimeError for a device but the CPU; ShapeError for a memory_format of other numbers of
         dimensions.
Source:  torch.Tensor.to.

>>> rg.tensor([1.5, -1.5]).to(rg.int64)
tensor([ 1, -1])
)");
  rows.row<own_type_name, type_to>(
      {"type(self: Tensor) -> str",
       "type(self: Tensor, dtype: dtype | builtins.type | str | None, non_blocking: bool = False) "
       "-> Any"},
      kMethod, R"(The name of the tensor's type; or with a dtype or such a name, the same as to().

    y = x

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all -> dtype.
Grad:    self, between floating types. Twice differentiable.
Raises:  ValueError for a name that is none.
Source:  torch.Tensor.type.

>>> rg.tensor([1.5]).type()
'torch.FloatTensor'
>>> rg.tensor([1.5]).type(rg.int64)
tensor([1])
)");
  rows.row<construct_typed>(
      "_construct(dtype: dtype, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tensor",
      kInternal, "A tensor made as torch.FloatTensor(*args) makes it, of any type.");
  rows.row<type_name>("_type_name(dtype: dtype) -> str", kInternal,
                      "torch's older name of a type: 'torch.FloatTensor'.");
  rows.row<named_type_of>("_named_type(type: object) -> dtype", kInternal,
                          "The dtype that a class such as FloatTensor, or its name, stands for.");
  rows.row<type_as>("type_as(self: Tensor, other: Tensor) -> Tensor", kMethod,
                    R"(The elements in the type of another tensor.

    y = x

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all -> that of other.
Grad:    self, between floating types. Twice differentiable.
Raises:  nothing.
Source:  torch.Tensor.type_as.

>>> rg.tensor([1, 2]).type_as(rg.ones(1))
tensor([1., 2.])
)");
  rows.row<cpu>("cpu(self: Tensor, *, memory_format: memory_format | None = None) -> Tensor",
                kMethod,
                R"(The tensor itself, which is on the CPU already.

    y = x

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all.
Grad:    self.
Raises:  nothing.
Source:  torch.Tensor.cpu.

>>> rg.ones(2).cpu()
tensor([1., 1.])
)");
  add_absent(rows, std::make_index_sequence<std::size(kAbsent)>());
  rows.row<get_device>("get_device(input: Tensor) -> int", kFunction | kMethod,
                       R"(The number of the accelerator that holds the tensor: -1, the CPU.

    -1

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.Tensor.get_device.

>>> rg.ones(2).get_device()
-1
)");
}

void add_write_rows(Rows& rows) {
  rows.row<copy_>(
      "copy_(self: Tensor, other: Tensor | Number, non_blocking: bool = False) -> Tensor", kMethod,
      R"(Writes the elements of other, broadcast and converted, into this tensor.

    x := s

Shape:   self ``(*)``, other broadcast to it.
Dtype:   all.
Grad:    other; what was in self gets none. Twice differentiable.
Raises:  ShapeError if other does not broadcast or self is expanded; RangeError for a number that
         the type cannot hold; ReadOnlyError; GraphError for a leaf that requires grad.
Source:  torch.Tensor.copy_.

>>> rg.zeros(2, 2).copy_(rg.tensor([1, 2]))
tensor([[1., 2.],
        [1., 2.]])
)");
  rows.row<fill_>("fill_(self: Tensor, value: Tensor | Number) -> Tensor", kFunction | kMethod,
                  R"(Writes one number to every element.

    x := v

Shape:   self ``(*)``, value a number or ``()``.
Dtype:   all; a fraction is cut off for integers.
Grad:    value; what was in self gets none. Twice differentiable.
Raises:  RangeError for a number that the type cannot hold; ShapeError for a value with
         dimensions; ReadOnlyError; GraphError for a leaf that requires grad.
Source:  torch.Tensor.fill_.

>>> rg.zeros(3).fill_(2)
tensor([2., 2., 2.])
)");
  rows.row<&ops::zero_>("zero_(self: Tensor) -> Tensor", kFunction | kMethod,
                        R"(Writes zero to every element.

    x := 0

Shape:   ``(*)``.
Dtype:   all.
Grad:    zero for what was in self.
Raises:  ReadOnlyError; ShapeError for an expanded tensor; GraphError for a leaf that requires grad.
Source:  torch.Tensor.zero_.

>>> rg.ones(3).zero_()
tensor([0., 0., 0.])
)");
}

void add_exchange_rows(Rows& rows) {
  rows.row<item>("item(self: Tensor) -> Any", kMethod,
                 R"(The only element as a Python bool, int or float.

    x[0, 0, ...]

Shape:   ``()``, or any shape of one element.
Dtype:   all.
Grad:    none.
Raises:  RuntimeError unless there is one element.
Source:  torch.Tensor.item.

>>> rg.tensor([2.5]).item()
2.5
)");
  rows.row<tolist>("tolist(self: Tensor) -> Any", kMethod,
                   R"(The elements as nested Python lists; a number for a 0-d tensor.

    [[x[0, 0], x[0, 1]], ...]

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.Tensor.tolist.

>>> rg.tensor([[1, 2], [3, 4]]).tolist()
[[1, 2], [3, 4]]
)");
  rows.row<numpy>(
      "numpy(self: Tensor, *, force: bool = False) -> numpy.ndarray", kMethod,
      R"(A NumPy array on the memory of this tensor: writes to one are seen in the other.

    a[i, j] is x[i, j]

Shape:   ``(*)`` -> the same.
Dtype:   all -> the same.
Grad:    none.
Raises:  GraphError if the tensor requires grad, unless force; ModuleNotFoundError without NumPy.
Source:  torch.Tensor.numpy.

>>> rg.tensor([1.0, 2.0]).numpy().tolist()
[1.0, 2.0]
)");
  rows.row<array_protocol>(
      "__array__(self: Tensor, dtype: object = None, copy: object = None) -> numpy.ndarray",
      kMethod,
      R"(A NumPy array of the elements, for numpy.asarray(tensor): on the same memory if it can be.

    a[i, j] = x[i, j]

Shape:   ``(*)`` -> the same.
Dtype:   all -> dtype, by default the same.
Grad:    none.
Raises:  GraphError if the tensor requires grad; ValueError if copy is False and it takes a copy.
Source:  torch.Tensor.__array__.

>>> rg.tensor([1.0, 2.0]).__array__().tolist()
[1.0, 2.0]
)");
  rows.row<array_wrap>(
      "__array_wrap__(self: Tensor, array: object, context: object = None, "
      "return_scalar: bool = False) -> Any",
      kMethod,
      R"(A result of NumPy as a tensor: how its functions on tensors return them.

    y[i] = array[i]

Shape:   that of the array.
Dtype:   of the array; one that tensors do not have is returned as it is.
Grad:    none.
Raises:  nothing.
Source:  torch.Tensor.__array_wrap__.

>>> import numpy as np
>>> np.clip(rg.tensor([1.0, 5.0]), 0, 2)
tensor([1., 2.])
)");
  rows.row<from_numpy>(
      "from_numpy(ndarray: object) -> Tensor", kFunction,
      R"(A tensor on the memory of a NumPy array: writes to one are seen in the other.

    x[i, j] is a[i, j]

The array cannot be resized while the tensor lives. A read-only array makes a read-only tensor.

Shape:   ``(*)`` -> the same.
Dtype:   bool, uint8, int32, int64, float32, float64 in this machine's byte order.
Grad:    none.
Raises:  TypeError for what is no array, or for other elements; ValueError for negative strides.
Source:  torch.from_numpy.

>>> import numpy
>>> rg.from_numpy(numpy.array([1.5, 2.5]))
tensor([1.5000, 2.5000], dtype=torch.float64)
)");
  rows.row<frombuffer>(
      "frombuffer(buffer: object, *, dtype: dtype, count: int = -1, offset: int = 0, "
      "requires_grad: bool = False) -> Tensor",
      kFunction, R"(A vector on the memory of any object with the buffer protocol.

    x[i] is the element at byte offset + i dtype.itemsize

Read-only memory makes a read-only tensor. With a count of -1 all elements are taken.

Shape:   -> ``(count)``.
Dtype:   dtype; the bytes are taken as they are.
Grad:    none; the tensor is a leaf.
Raises:  ShapeError if offset or count do not fit; TypeError for what is no buffer; DTypeError if
         requires_grad and dtype is not floating.
Source:  torch.frombuffer.

>>> rg.frombuffer(bytearray([1, 2, 3]), dtype=rg.uint8, offset=1)
tensor([2, 3], dtype=torch.uint8)
)");
}

}  // namespace

void add_copy_rows(Rows& rows) {
  add_conversion_rows(rows);
  add_cast_rows(rows);
  add_write_rows(rows);
  add_exchange_rows(rows);
}

}  // namespace retrograd::bind
