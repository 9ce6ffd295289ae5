// Rows of ops/shape/shape.h and ops/shape/strided.h: views of other shapes, and questions about
// shapes.

#include "ops/shape/shape.h"

#include "base/check.h"
#include "bind/call/row.h"
#include "bind/tensor/types.h"
#include "ops/shape/strided.h"

namespace retrograd::bind {
namespace {

// A row is known by its function, so each name needs one of its own.
Tensor reshape_method(const Tensor& x, const Dims& shape) { return ops::reshape(x, shape); }
Tensor permute_method(const Tensor& x, const Dims& dims) { return ops::permute(x, dims); }
Tensor broadcast_to(const Tensor& x, const Dims& size) { return ops::expand(x, size); }
Tensor broadcast_to_method(const Tensor& x, const Dims& size) { return ops::expand(x, size); }
Tensor swapaxes(const Tensor& x, int64_t a, int64_t b) { return ops::transpose(x, a, b); }
Tensor swapdims(const Tensor& x, int64_t a, int64_t b) { return ops::transpose(x, a, b); }

Tensor view_shape(const Tensor& x, const Dims& size) { return ops::view(x, size); }
Tensor view_type(const Tensor& x, DType dtype) { return ops::view(x, dtype); }
Tensor reshape_as(const Tensor& x, const Tensor& other) { return ops::reshape(x, other.shape()); }
Tensor view_as(const Tensor& x, const Tensor& other) { return ops::view(x, other.shape()); }
Tensor expand_as(const Tensor& x, const Tensor& other) { return ops::expand(x, other.shape()); }

Tensor squeeze(const Tensor& x, const std::optional<Dims>& dim) {
  return dim ? ops::squeeze(x, *dim) : ops::squeeze(x);
}

Tensor as_strided(const Tensor& x, const Dims& size, const Dims& stride,
                  const std::optional<int64_t>& storage_offset) {
  return ops::as_strided(x, size, stride, storage_offset.value_or(x.storage_offset()));
}

int64_t numel(const Tensor& x) { return x.numel(); }
int64_t dim(const Tensor& x) { return x.dim(); }
int64_t ndimension(const Tensor& x) { return x.dim(); }
int64_t storage_offset(const Tensor& x) { return x.storage_offset(); }
int64_t element_size(const Tensor& x) { return x.item_bytes(); }
int64_t data_ptr(const Tensor& x) {
  return x.numel() == 0 ? 0 : reinterpret_cast<int64_t>(x.bytes());
}
bool is_floating_point(const Tensor& x) { return is_floating(x.dtype()); }
bool is_tensor_object(PyObject* object) { return is_tensor(object); }

int64_t existing_dim(const char* op, const Tensor& x, int64_t dim) {
  RG_CHECK(x.dim() > 0, IndexError, op, ": a 0-d tensor has no dimension ", dim);
  return wrap_dim(op, dim, x.dim());
}

Object size(const Tensor& x, const std::optional<int64_t>& dim) {
  if (!dim) return Object::take(size_object(x.shape()));
  return Object::take(PyLong_FromLongLong(x.size(existing_dim("size", x, *dim))));
}

Object stride(const Tensor& x, const std::optional<int64_t>& dim) {
  if (dim) return Object::take(PyLong_FromLongLong(x.stride(existing_dim("stride", x, *dim))));
  Object strides = Object::take(size_object(x.strides()));
  return Object::take(PySequence_Tuple(strides.get()));
}

}  // namespace

// How many elements there are, how they are laid out, and of what kind.
static void add_measure_rows(Rows& rows) {
  rows.row<numel>("numel(input: Tensor) -> int", kFunction | kMethod,
                  R"(The number of elements.

    n = product of the lengths

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.numel.

>>> rg.numel(rg.zeros(2, 3))
6
)");
  rows.row<size>("size(self: Tensor, dim: int | None = None) -> Any", kMethod,
                 R"(The lengths of all dimensions, a Size, or the length of one.

    x.size(dim) = x.shape[dim]

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  IndexError if dim is out of range.
Source:  torch.Tensor.size.

>>> rg.zeros(2, 3).size()
torch.Size([2, 3])
>>> rg.zeros(2, 3).size(-1)
3
)");
  rows.row<dim>("dim(self: Tensor) -> int", kMethod, R"(The number of dimensions.

    x.dim() = len(x.shape)

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.Tensor.dim.

>>> rg.zeros(2, 3).dim()
2
)");
  rows.row<ndimension>("ndimension(self: Tensor) -> int", kMethod,
                       R"(The number of dimensions; the same as dim().

    x.ndimension() = len(x.shape)

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.Tensor.ndimension.

>>> rg.zeros(2, 3).ndimension()
2
)");
  rows.row<stride>(
      "stride(self: Tensor, dim: int | None = None) -> Any", kMethod,
      R"(The steps in memory from one element to the next along each dimension, or along one.

    address(x[i, j]) = address(x[0, 0]) + element_size (i stride(0) + j stride(1))

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  IndexError if dim is out of range.
Source:  torch.Tensor.stride.

>>> rg.zeros(2, 3).stride()
(3, 1)
>>> rg.zeros(2, 3).t().stride(1)
3
)");
  rows.row<storage_offset>("storage_offset(self: Tensor) -> int", kMethod,
                           R"(Elements in memory before the first one of this tensor.

    0 save for views

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.Tensor.storage_offset.

>>> rg.arange(5)[2:].storage_offset()
2
)");
  rows.row<element_size>("element_size(self: Tensor) -> int", kMethod,
                         R"(The bytes of one element.

    x.element_size() = x.dtype.itemsize

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.Tensor.element_size.

>>> rg.zeros(2, 3).element_size()
4
)");
  rows.row<data_ptr>("data_ptr(self: Tensor) -> int", kMethod,
                     R"(The address of the first element, 0 where there is none.

    equal for tensors that start at the same place in memory

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.Tensor.data_ptr.

>>> x = rg.arange(6)
>>> x.view(2, 3).data_ptr() == x.data_ptr()
True
)");
  rows.row<is_tensor_object>("is_tensor(obj: object) -> bool", kFunction,
                             R"(Whether an object is a Tensor.

    isinstance(obj, Tensor)

Shape:   any.
Dtype:   any.
Grad:    none.
Raises:  nothing.
Source:  torch.is_tensor.

>>> rg.is_tensor([1.0])
False
)");
  rows.row<is_floating_point>("is_floating_point(input: Tensor) -> bool", kFunction | kMethod,
                              R"(Whether the elements are floats.

    input.dtype.is_floating_point

Shape:   ``(*)``.
Dtype:   all; True for float32 and float64.
Grad:    none.
Raises:  nothing.
Source:  torch.is_floating_point.

>>> rg.is_floating_point(rg.arange(3))
False
)");
}

// Other lengths for the same elements.
static void add_length_rows(Rows& rows) {
  rows.row<view_shape, view_type>(
      {"view(self: Tensor, *size: int) -> Tensor", "view(self: Tensor, dtype: dtype) -> Tensor"},
      kMethod,
      R"(The same memory under other lengths, or as elements of another type.

    y[flat index] = x[flat index]

Shape:   ``(*)`` -> size, of as many elements; one length may be -1 and is computed. With a dtype
         the last length changes by the ratio of the sizes of the elements.
Dtype:   all -> the same, or dtype.
Grad:    self, under other lengths. Twice differentiable.
Raises:  ShapeError if the number of elements differs, or if it takes a copy: see reshape(); if
         the bytes of the last dimension are no whole elements of dtype.
Source:  torch.Tensor.view.

>>> rg.arange(6).view(2, -1)
tensor([[0, 1, 2],
        [3, 4, 5]])
>>> rg.tensor([1.0]).view(rg.int32)
tensor([1065353216], dtype=torch.int32)
)");
  rows.row<view_as>("view_as(self: Tensor, other: Tensor) -> Tensor", kMethod,
                    R"(The same memory under the lengths of another tensor.

    y = self.view(other.shape)

Shape:   ``(*)`` -> shape of other, of as many elements.
Dtype:   all.
Grad:    self. Twice differentiable.
Raises:  ShapeError if the number of elements differs, or if it takes a copy.
Source:  torch.Tensor.view_as.

>>> rg.arange(4).view_as(rg.ones(2, 2))
tensor([[0, 1],
        [2, 3]])
)");
  rows.row<&ops::reshape>(
      "reshape(input: Tensor, shape: Sequence[int]) -> Tensor", kFunction,
      R"(The same elements under other lengths: a view where it can be, else a copy.

    y[flat index] = x[flat index]

Shape:   ``(*)`` -> shape, of as many elements; one length may be -1 and is computed.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError if the number of elements differs.
Source:  torch.reshape.

>>> rg.reshape(rg.arange(6), (2, 3))
tensor([[0, 1, 2],
        [3, 4, 5]])
)");
  rows.row<reshape_method>(
      "reshape(self: Tensor, *shape: int) -> Tensor", kMethod,
      R"(The same elements under other lengths: a view where it can be, else a copy.

    y[flat index] = x[flat index]

Shape:   ``(*)`` -> shape, of as many elements; one length may be -1 and is computed.
Dtype:   all.
Grad:    self. Twice differentiable.
Raises:  ShapeError if the number of elements differs.
Source:  torch.Tensor.reshape.

>>> rg.ones(2, 3).t().reshape(-1).shape
torch.Size([6])
)");
  rows.row<reshape_as>("reshape_as(self: Tensor, other: Tensor) -> Tensor", kMethod,
                       R"(The same elements under the lengths of another tensor.

    y = self.reshape(other.shape)

Shape:   ``(*)`` -> shape of other, of as many elements.
Dtype:   all.
Grad:    self. Twice differentiable.
Raises:  ShapeError if the number of elements differs.
Source:  torch.Tensor.reshape_as.

>>> rg.arange(4).reshape_as(rg.ones(2, 2))
tensor([[0, 1],
        [2, 3]])
)");
  rows.row<&ops::ravel>("ravel(input: Tensor) -> Tensor", kFunction | kMethod,
                        R"(The elements in one dimension, one after another in memory.

    y = x, made contiguous, reshaped to its number of elements

Shape:   ``(n, *, m)`` -> ``(n * ... * m)``; a 0-d tensor becomes ``(1,)``.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  nothing.
Source:  torch.ravel.

>>> rg.ravel(rg.tensor([[1, 2], [3, 4]]).t())
tensor([1, 3, 2, 4])
)");
  rows.row<&ops::flatten>("flatten(input: Tensor, start_dim: int = 0, end_dim: int = -1) -> Tensor",
                          kFunction | kMethod,
                          R"(The dimensions from start_dim to end_dim merged into one.

    y = x reshaped, the merged length being the product of the lengths

Shape:   ``(n, *, m)`` -> ``(n * m)``; a 0-d tensor becomes ``(1,)``.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  IndexError if a dim is out of range; ShapeError if start_dim comes after end_dim.
Source:  torch.flatten.

>>> rg.flatten(rg.zeros(2, 3, 4), 1).shape
torch.Size([2, 12])
)");
  rows.row<&ops::unsqueeze>(
      "unsqueeze(input: Tensor, dim: int) -> Tensor", kFunction | kMethod,
      R"(A view with one more dimension, of length 1, in front of dimension dim.

    y[i, 0, j] = x[i, j]  for dim 1

Shape:   ``(n, m)`` -> ``(1, n, m)``, ``(n, 1, m)`` or ``(n, m, 1)``.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  IndexError if dim is out of range; ShapeError beyond 64 dimensions.
Source:  torch.unsqueeze.

>>> rg.unsqueeze(rg.arange(3), 1)
tensor([[0],
        [1],
        [2]])
)");
  rows.row<squeeze>(
      "squeeze(input: Tensor, dim: int | Sequence[int] | None = None) -> Tensor",
      kFunction | kMethod,
      R"(A view without the dimensions of length 1: all of them, or those named by dim.

    y[i, j] = x[i, 0, j]

A dimension that is named but longer than 1 stays.

Shape:   ``(n, 1, m)`` -> ``(n, m)``.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  IndexError if a dim is out of range; ShapeError if one is named twice.
Source:  torch.squeeze.

>>> rg.squeeze(rg.zeros(1, 3, 1)).shape
torch.Size([3])
>>> rg.squeeze(rg.zeros(1, 3, 1), 0).shape
torch.Size([3, 1])
)");
  rows.row<&ops::expand>(
      "expand(self: Tensor, *size: int) -> Tensor", kMethod,
      R"(A view that repeats dimensions of length 1, and adds dimensions in front.

    y[i, j] = x[0, j]

Nothing is copied: the repeats share their memory, so the result cannot be written to.

Shape:   ``(1, m)`` -> ``(n, m)``; -1 keeps a length.
Dtype:   all.
Grad:    self, summed over the repeats. Twice differentiable.
Raises:  ShapeError if a length other than 1 would change.
Source:  torch.Tensor.expand.

>>> rg.tensor([[1], [2]]).expand(-1, 3)
tensor([[1, 1, 1],
        [2, 2, 2]])
)");
  rows.row<expand_as>("expand_as(self: Tensor, other: Tensor) -> Tensor", kMethod,
                      R"(A view repeated to the shape of another tensor.

    y = self.expand(other.shape)

Shape:   ``(1, m)`` -> shape of other, ``(n, m)``.
Dtype:   all.
Grad:    self, summed over the repeats. Twice differentiable.
Raises:  ShapeError if a length other than 1 would change.
Source:  torch.Tensor.expand_as.

>>> rg.tensor([1, 2]).expand_as(rg.zeros(2, 2))
tensor([[1, 2],
        [1, 2]])
)");
  rows.row<broadcast_to>("broadcast_to(input: Tensor, size: Sequence[int]) -> Tensor", kFunction,
                         R"(A view that repeats dimensions of length 1; the same as Tensor.expand().

    y[i, j] = x[0, j]

Shape:   ``(1, m)`` -> ``(n, m)``; -1 keeps a length.
Dtype:   all.
Grad:    input, summed over the repeats. Twice differentiable.
Raises:  ShapeError if a length other than 1 would change.
Source:  torch.broadcast_to.

>>> rg.broadcast_to(rg.tensor([1, 2]), (2, 2))
tensor([[1, 2],
        [1, 2]])
)");
  rows.row<broadcast_to_method>("broadcast_to(self: Tensor, *size: int) -> Tensor", kMethod,
                                R"(A view that repeats dimensions of length 1; the same as expand().

    y[i, j] = x[0, j]

Shape:   ``(1, m)`` -> ``(n, m)``; -1 keeps a length.
Dtype:   all.
Grad:    self, summed over the repeats. Twice differentiable.
Raises:  ShapeError if a length other than 1 would change.
Source:  torch.Tensor.broadcast_to.

>>> rg.tensor([1, 2]).broadcast_to(2, 2)
tensor([[1, 2],
        [1, 2]])
)");
}

// The dimensions in another order, and windows of any strides.
static void add_order_rows(Rows& rows) {
  rows.row<&ops::permute>("permute(input: Tensor, dims: Sequence[int]) -> Tensor", kFunction,
                          R"(A view with the dimensions in another order.

    y[i, j, k] = x[j, k, i]  for dims (2, 0, 1)

Shape:   ``(n, m, k)`` -> ``(k, n, m)`` for dims (2, 0, 1).
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError unless each dimension is named once; IndexError if a dim is out of range.
Source:  torch.permute.

>>> rg.permute(rg.zeros(2, 3, 4), (2, 0, 1)).shape
torch.Size([4, 2, 3])
)");
  rows.row<permute_method>("permute(self: Tensor, *dims: int) -> Tensor", kMethod,
                           R"(A view with the dimensions in another order.

    y[i, j, k] = x[j, k, i]  for dims 2, 0, 1

Shape:   ``(n, m, k)`` -> ``(k, n, m)`` for dims 2, 0, 1.
Dtype:   all.
Grad:    self. Twice differentiable.
Raises:  ShapeError unless each dimension is named once; IndexError if a dim is out of range.
Source:  torch.Tensor.permute.

>>> rg.zeros(2, 3, 4).permute(2, 0, 1).shape
torch.Size([4, 2, 3])
)");
  rows.row<&ops::transpose>("transpose(input: Tensor, dim0: int, dim1: int) -> Tensor",
                            kFunction | kMethod,
                            R"(A view with two dimensions exchanged.

    y[i, j] = x[j, i]

Shape:   ``(n, m)`` -> ``(m, n)``.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  IndexError if a dim is out of range.
Source:  torch.transpose.

>>> rg.transpose(rg.tensor([[1, 2], [3, 4]]), 0, 1)
tensor([[1, 3],
        [2, 4]])
)");
  rows.row<swapaxes>("swapaxes(input: Tensor, axis0: int, axis1: int) -> Tensor",
                     kFunction | kMethod, R"(A view with two dimensions exchanged; see transpose().

    y[i, j] = x[j, i]

Shape:   ``(n, m)`` -> ``(m, n)``.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  IndexError if an axis is out of range.
Source:  torch.swapaxes.

>>> rg.swapaxes(rg.zeros(2, 3), 0, 1).shape
torch.Size([3, 2])
)");
  rows.row<swapdims>("swapdims(input: Tensor, dim0: int, dim1: int) -> Tensor", kFunction | kMethod,
                     R"(A view with two dimensions exchanged; see transpose().

    y[i, j] = x[j, i]

Shape:   ``(n, m)`` -> ``(m, n)``.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  IndexError if a dim is out of range.
Source:  torch.swapdims.

>>> rg.swapdims(rg.zeros(2, 3), 0, 1).shape
torch.Size([3, 2])
)");
  rows.row<&ops::t>("t(input: Tensor) -> Tensor", kFunction | kMethod,
                    R"(The transpose of a matrix; a vector or a 0-d tensor stays as it is.

    y[i, j] = x[j, i]

Shape:   ``(n, m)`` -> ``(m, n)``.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError for more than two dimensions.
Source:  torch.t.

>>> rg.t(rg.tensor([[1, 2], [3, 4]]))
tensor([[1, 3],
        [2, 4]])
)");
  rows.row<as_strided>(
      "as_strided(input: Tensor, size: Sequence[int], stride: Sequence[int], "
      "storage_offset: int | None = None) -> Tensor",
      kFunction | kMethod, R"(A window of any lengths and strides on the memory of a tensor.

    y[i, j] = memory[storage_offset + i stride[0] + j stride[1]]

Without a storage_offset the window starts where the tensor does. Writes to a window that uses a
place in memory twice have no defined result.

Shape:   any -> size.
Dtype:   all.
Grad:    input, which must be dense in memory. Twice differentiable.
Raises:  ShapeError if the window leaves the memory, a stride is negative, or size and
         stride differ in length; GraphError for a gradient to a tensor that is not dense.
Source:  torch.as_strided.

>>> rg.as_strided(rg.arange(5), (3, 2), (1, 2))
tensor([[0, 2],
        [1, 3],
        [2, 4]])
)");
}

void add_shape_rows(Rows& rows) {
  add_measure_rows(rows);
  add_length_rows(rows);
  add_order_rows(rows);
}

}  // namespace retrograd::bind
