// Rows that make tensors of Python data.

#include "base/check.h"
#include "bind/row.h"
#include "bind/slots.h"
#include "graph/grad_meta.h"
#include "graph/view.h"
#include "ops/copy.h"

namespace retrograd::bind {
namespace {

Tensor tensor(PyObject* data, std::optional<DType> dtype, Device, bool requires_grad) {
  if (is_tensor(data))
    check(PyErr_WarnEx(
        PyExc_UserWarning,
        "tensor(): to copy a tensor, use clone().detach(), and requires_grad_() if wanted", 1));
  const Tensor x = tensor_from("tensor", data, dtype);
  if (requires_grad) set_requires_grad(x, true);
  return x;
}

Tensor as_tensor(PyObject* data, std::optional<DType> dtype, Device) {
  if (is_tensor(data)) return ops::to(unwrap(data), dtype.value_or(unwrap(data).dtype()));
  if (!PyObject_CheckBuffer(data) || is_number(data) || PyBytes_Check(data))
    return tensor_from("as_tensor", data, dtype);
  const Tensor x = from_buffer("as_tensor", data);
  return ops::to(x, dtype.value_or(x.dtype()));
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
}

}  // namespace retrograd::bind
