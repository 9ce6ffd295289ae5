// Rows of what other libraries ask a tensor for: its memory by DLPack, its functions by name.

#include "bind/data/dlpack.h"

#include "base/check.h"
#include "bind/call/row.h"
#include "bind/errors.h"
#include "core/loop/loop.h"

namespace retrograd::bind {
namespace {

constexpr int64_t kCpu = 1;

bool is_pair(PyObject* object) {
  return PyTuple_Check(object) && PyTuple_GET_SIZE(object) == 2 &&
         is_index(PyTuple_GET_ITEM(object, 0)) && is_index(PyTuple_GET_ITEM(object, 1));
}

Object dlpack(const Tensor& x, PyObject* stream, PyObject* max_version, PyObject* dl_device,
              std::optional<bool> copy) {
  if (stream != Py_None) {
    RG_CHECK(is_index(stream), TypeError, "__dlpack__: expected a stream as int or None, got ",
             class_name(stream));
    if (to_index(stream) != -1) fail_device("__dlpack__: the CPU has no streams; pass None");
  }
  RG_CHECK(max_version == Py_None || is_pair(max_version), TypeError,
           "__dlpack__: expected max_version as two ints or None, got ", class_name(max_version));
  RG_CHECK(dl_device == Py_None || is_pair(dl_device), TypeError,
           "__dlpack__: expected dl_device as two ints or None, got ", class_name(dl_device));
  if (dl_device != Py_None && to_index(PyTuple_GET_ITEM(dl_device, 0)) != kCpu) {
    RG_CHECK(!copy || *copy, ValueError,
             "__dlpack__: copy=False, but it takes a copy to another device");
    fail_device("__dlpack__: retrograd computes on the CPU alone");
  }
  const bool versioned = max_version != Py_None && to_index(PyTuple_GET_ITEM(max_version, 0)) >= 1;
  const bool copies = copy.value_or(false);
  return to_dlpack(copies ? copy_of(x) : x, versioned, copies);
}

Object dlpack_device(const Tensor&) { return Object::take(Py_BuildValue("(Li)", kCpu, 0)); }

Object array_namespace(const Tensor&, PyObject* version) {
  Object module = Object::take(PyImport_ImportModule("retrograd.array_api"));
  return Object::take(PyObject_CallMethod(module.get(), "_of_version", "O", version));
}

Tensor to_device(const Tensor& x, Device, PyObject* stream) {
  if (stream != Py_None) fail_device("to_device: the CPU has no streams; pass None");
  return x;
}

Object old_capsule(PyObject* tensor) {
  RG_CHECK(is_tensor(tensor), TypeError, "to_dlpack: expected a tensor, got ", class_name(tensor));
  return to_dlpack(unwrap(tensor), false);
}

Tensor taken(PyObject* source, Device, std::optional<bool> copy) {
  return from_dlpack(source, copy);
}

}  // namespace

void add_dlpack_rows(Rows& rows) {
  rows.row<taken>(
      "from_dlpack(ext_tensor: Any, *, device: str | device | None = None, "
      "copy: bool | None = None) -> Tensor",
      kFunction, R"(A tensor on the memory of another library's array: writes are seen in both.

    x[i, j] is a[i, j]

The array has a method ``__dlpack__``, or is the capsule that such a method gave, which can be taken
once. Read-only memory makes a read-only tensor. With copy=True the memory is the tensor's own.

Shape:   that of the array.
Dtype:   that of the array.
Grad:    none; the result is a leaf.
Raises:  BufferError for elements or strides that tensors do not have, and what the producer raises;
         RuntimeError for what is no array, or a capsule taken twice; DeviceError for memory that is
         not the CPU's.
Source:  torch.from_dlpack.

>>> rg.from_dlpack(rg.tensor([1, 2]))
tensor([1, 2])
)");
  rows.row<old_capsule>("to_dlpack(tensor: Tensor) -> Any", kFunction,
                        R"(A capsule on the memory of a tensor, for from_dlpack() of any library.

    a[i, j] is x[i, j]

It can be taken once, and is of the form from before version 1: ``__dlpack__`` makes others.

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  BufferError for a tensor that requires grad or is read-only.
Source:  torch.utils.dlpack.to_dlpack.

>>> rg.from_dlpack(rg.to_dlpack(rg.tensor([1, 2])))
tensor([1, 2])
)");
  rows.row<dlpack>(
      "__dlpack__(self: Tensor, *, stream: Any = None, "
      "max_version: tuple[int, int] | None = None, dl_device: tuple[int, int] | None = None, "
      "copy: bool | None = None) -> Any",
      kMethod, R"(A capsule on the memory of the tensor, for numpy.from_dlpack(tensor) and its like.

    a[i, j] is x[i, j]

From a max_version of (1, 0) on the capsule says whether the memory is read-only.

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  BufferError for a tensor that requires grad, and a read-only one without max_version;
         DeviceError for another device, or a stream.
Source:  torch.Tensor.__dlpack__.

>>> type(rg.tensor([1, 2]).__dlpack__()).__name__
'PyCapsule'
)");
  rows.row<dlpack_device>("__dlpack_device__(self: Tensor) -> tuple[int, int]", kMethod,
                          R"(The device of the memory, in the numbers of DLPack: the CPU.

    (1, 0)

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.Tensor.__dlpack_device__.

>>> rg.tensor([1, 2]).__dlpack_device__()
(1, 0)
)");
  rows.row<array_namespace>(
      "__array_namespace__(self: Tensor, *, api_version: Any = None) -> ModuleType", kMethod,
      R"(The functions of the Python array API standard: the module retrograd.array_api.

    xp.sum(x, axis=0)

Shape:   ``(*)``.
Dtype:   all.
Grad:    none; the functions record.
Raises:  ValueError for a version of the standard that is not there.
Source:  the Python array API standard, 2025.12.

>>> rg.ones(2).__array_namespace__(api_version="2024.12").__name__
'retrograd.array_api'
)");
  rows.row<to_device>(
      "to_device(self: Tensor, device: str | device | None, *, stream: Any = None) -> Tensor",
      kMethod, R"(The tensor itself: there is no device but the CPU.

    y = x

Shape:   ``(*)``, same.
Dtype:   all.
Grad:    self.
Raises:  DeviceError for another device, or a stream.
Source:  the Python array API standard, 2025.12.

>>> rg.ones(2).to_device("cpu")
tensor([1., 1.])
)");
}

}  // namespace retrograd::bind
