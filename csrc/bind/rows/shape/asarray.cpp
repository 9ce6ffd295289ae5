// The row of asarray(), which takes what other libraries and Python have.

#include "base/check.h"
#include "bind/call/row.h"
#include "bind/data/dlpack.h"
#include "bind/slots.h"
#include "core/loop/loop.h"
#include "graph/grad_meta.h"
#include "ops/shape/copy.h"

namespace retrograd::bind {
namespace {

using Type = std::optional<DType>;

bool has(PyObject* object, const char* name) { return PyObject_HasAttrString(object, name); }

// Memory that a tensor can lie on; undefined: there is none. Bytes that have no type of their own
// are taken as elements of the dtype that is given.
Tensor shared(PyObject* object, Type dtype) {
  if (is_tensor_argument(object)) return unwrap(object);
  if (is_number(object)) return {};
  const bool array = has(object, "__array_interface__");
  if (PyObject_CheckBuffer(object))
    return array || !dtype ? from_buffer("asarray", object)
                           : vector_on_buffer(object, *dtype, -1, 0);
  if (!array && (PyCapsule_CheckExact(object) || has(object, "__dlpack__")))
    return from_dlpack(object, std::nullopt);
  return {};
}

Tensor asarray(PyObject* object, Type dtype, Device, std::optional<bool> copy, bool wants_grad) {
  Tensor x = shared(object, dtype);
  const bool never = copy && !*copy;
  if (x.defined()) {
    const DType t = dtype.value_or(x.dtype());
    RG_CHECK(!never || t == x.dtype(), ValueError, "asarray: copy=False, but ", x.dtype(), " as ",
             t, " takes a copy");
    x = ops::to(x, t, copy.value_or(false));
  } else {
    RG_CHECK(!never, ValueError, "asarray: copy=False, but ", class_name(object),
             " has no memory to share");
    x = tensor_from("asarray", object, dtype);
  }
  if (wants_grad && !requires_grad(x)) set_requires_grad(x, true);
  return x;
}

}  // namespace

void add_asarray_rows(Rows& rows) {
  rows.row<asarray>(
      "asarray(obj: Any, *, dtype: dtype | None = None, device: str | device | None = None, "
      "copy: bool | None = None, requires_grad: bool = False) -> Tensor",
      kFunction, R"(A tensor of anything that has elements, on the same memory where there is some.

    y = x

A tensor comes back itself. NumPy arrays, buffers and what has a method ``__dlpack__`` are shared;
numbers and sequences are copied. Of a buffer that is no array dtype says how its bytes are read.
copy=True always copies, copy=False never does.

Shape:   that of the object.
Dtype:   as tensor() finds it; converted to dtype, if given.
Grad:    obj, if it is a tensor that requires grad.
Raises:  ValueError if copy is False and it takes a copy; what tensor() raises; DTypeError if
         requires_grad and not floating.
Source:  torch.asarray.

>>> rg.asarray([1, 2], dtype=rg.float32)
tensor([1., 2.])
>>> x = rg.ones(2)
>>> rg.asarray(x) is x
True
)");
}

}  // namespace retrograd::bind
