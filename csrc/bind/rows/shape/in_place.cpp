// Rows of views that are taken in place, and of set_.

#include "ops/view/in_place.h"
#include "base/check.h"
#include "bind/call/row.h"
#include "bind/slots.h"
#include "bind/tensor/types.h"
#include "core/shape.h"
#include "ops/shape/strided.h"

namespace retrograd::bind {
namespace {

Tensor& squeeze_(Tensor& x, const std::optional<Dims>& dim) {
  return dim ? ops::squeeze_(x, *dim) : ops::squeeze_(x);
}
Tensor& transpose_(Tensor& x, int64_t dim0, int64_t dim1) {
  return ops::transpose_("transpose_", x, dim0, dim1);
}
Tensor& swapaxes_(Tensor& x, int64_t axis0, int64_t axis1) {
  return ops::transpose_("swapaxes_", x, axis0, axis1);
}
Tensor& swapdims_(Tensor& x, int64_t dim0, int64_t dim1) {
  return ops::transpose_("swapdims_", x, dim0, dim1);
}
Tensor& as_strided_(Tensor& x, const Dims& size, const Dims& stride,
                    const std::optional<int64_t>& storage_offset) {
  return ops::as_strided_(x, size, stride, storage_offset.value_or(x.storage_offset()));
}

// What set_ is given: a tensor, or the elements of a storage.
Tensor source_of(const Tensor& x, PyObject* source) {
  if (source == Py_None) return empty({0}, x.dtype());
  if (is_tensor_argument(source)) return unwrap(source);
  if (is_storage(source)) return storage_elements("set_", source, x.dtype());
  fail<TypeError>("set_(): argument 'source' must be a Tensor or a storage, not ",
                  class_name(source));
}

Tensor& set_(Tensor& x, PyObject* source, int64_t storage_offset, const std::optional<Dims>& size,
             const std::optional<Dims>& stride) {
  const Tensor from = source_of(x, source);
  if (!size) {
    RG_CHECK(storage_offset == 0 && !stride, TypeError,
             "set_(): a storage_offset or a stride needs a size");
    return ops::set_(x, from);
  }
  const Dims steps =
      stride && !(stride->empty() && !size->empty()) ? *stride : contiguous_strides(*size);
  RG_CHECK(from.is_contiguous(), ShapeError,
           "set_: a window is taken of contiguous memory, and the "
           "source has strides ",
           from.strides(), "; take it by source.as_strided()");
  // A window alone, without history, counted from the first element of the source.
  const Tensor window =
      ops::as_strided(alias(from), *size, steps, storage_offset + from.storage_offset());
  RG_CHECK(x.dtype() == from.dtype(), DTypeError, "set_: a tensor of ", x.dtype(),
           " cannot be set to one of ", from.dtype());
  return ops::set_(x, window);
}

}  // namespace

void add_view_in_place_rows(Rows& rows) {
  rows.row<squeeze_>("squeeze_(self: Tensor, dim: int | Sequence[int] | None = None) -> Tensor",
                     kMethod, R"(squeeze() in place: the tensor becomes that view of what it was.

    x.squeeze_(dim)

Shape:   as squeeze().
Dtype:   all.
Grad:    self. Twice differentiable.
Raises:  IndexError if a dim is out of range; GraphError for a leaf that requires grad.
Source:  torch.Tensor.squeeze_.

>>> rg.zeros(1, 3).squeeze_()
tensor([0., 0., 0.])
)");
  rows.row<&ops::unsqueeze_>("unsqueeze_(self: Tensor, dim: int) -> Tensor", kMethod,
                             R"(unsqueeze() in place: the tensor becomes that view of what it was.

    x.unsqueeze_(dim)

Shape:   as unsqueeze().
Dtype:   all.
Grad:    self. Twice differentiable.
Raises:  IndexError if dim is out of range; GraphError for a leaf that requires grad.
Source:  torch.Tensor.unsqueeze_.

>>> rg.zeros(3).unsqueeze_(0)
tensor([[0., 0., 0.]])
)");
  const auto exchange = [&]<auto Fn>(const char* signature, const char* name) {
    rows.row<Fn>(
        signature, kMethod,
        concat(R"(transpose() in place: the tensor becomes that view of what it was.

    y[i, j] = x[j, i]

Shape:   as transpose().
Dtype:   all.
Grad:    self. Twice differentiable.
Raises:  IndexError if a dimension is out of range; GraphError for a leaf that requires grad.
Source:  torch.Tensor.)",
               name, ".\n\n>>> rg.tensor([[1, 2]]).", name, "(0, 1)\ntensor([[1],\n        [2]])\n")
            .c_str());
  };
  exchange.operator()<transpose_>("transpose_(self: Tensor, dim0: int, dim1: int) -> Tensor",
                                  "transpose_");
  exchange.operator()<swapaxes_>("swapaxes_(self: Tensor, axis0: int, axis1: int) -> Tensor",
                                 "swapaxes_");
  exchange.operator()<swapdims_>("swapdims_(self: Tensor, dim0: int, dim1: int) -> Tensor",
                                 "swapdims_");
  rows.row<&ops::t_>("t_(self: Tensor) -> Tensor", kMethod,
                     R"(t() in place: the tensor becomes its transpose.

    y[i, j] = x[j, i]

Shape:   ``(m, n)`` -> ``(n, m)``; ``(n)``, ``()`` stay.
Dtype:   all.
Grad:    self. Twice differentiable.
Raises:  ShapeError for more than 2 dimensions; GraphError for a leaf that requires grad.
Source:  torch.Tensor.t_.

>>> rg.tensor([[1, 2]]).t_()
tensor([[1],
        [2]])
)");
  rows.row<as_strided_>(
      "as_strided_(self: Tensor, size: Sequence[int], stride: Sequence[int], storage_offset: int | "
      "None = None) -> Tensor",
      kFunction | kMethod, R"(as_strided() in place: the tensor becomes that window on its memory.

    y[i, j] = memory[storage_offset + i stride[0] + j stride[1]]

Shape:   -> size.
Dtype:   all.
Grad:    self. Twice differentiable.
Raises:  ShapeError unless the window lies in the memory; GraphError for a leaf that requires grad.
Source:  torch.Tensor.as_strided_.

>>> rg.arange(4).as_strided_((2, 2), (1, 2))
tensor([[0, 2],
        [1, 3]])
)");
  rows.row<set_>(
      "set_(self: Tensor, source: Any = None, storage_offset: int = 0, size: Sequence[int] | None "
      "= None, "
      "stride: Sequence[int] | None = None) -> Tensor",
      kMethod, R"(Makes the tensor one over the memory of another, or of a storage.

    x.set_(source) shows what source shows; x.set_() has no elements

With a size it is the window of that size and stride, without gaps where none is given, that begins
storage_offset behind the first element of source. The version counts one up.

Shape:   -> that of source, or size.
Dtype:   all; that of source.
Grad:    none.
Raises:  DTypeError if the type of source is another one; ShapeError if the window does not lie in
         the memory; GraphError if a history would be lost: of this tensor or of source.
Source:  torch.Tensor.set_.

>>> x, y = rg.zeros(2), rg.arange(3.0)
>>> x.set_(y).is_set_to(y)
True
>>> x.set_(y.untyped_storage(), 1, (2,))
tensor([1., 2.])
)");
}

}  // namespace retrograd::bind
