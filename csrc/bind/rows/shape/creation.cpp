// Rows of ops/shape/creation.h.

#include "ops/shape/creation.h"

#include <atomic>
#include <limits>
#include <type_traits>

#include "base/check.h"
#include "bind/call/row.h"
#include "bind/rows/leaf.h"
#include "bind/slots.h"
#include "bind/tensor/formats.h"
#include "core/loop/loop.h"
#include "core/numbers/element.h"

namespace retrograd::bind {
namespace {

using Type = std::optional<DType>;

Tensor zeros(const Dims& size, Type dtype, Device, bool wants_grad) {
  return leaf(ops::zeros(size, dtype), wants_grad);
}
Tensor ones(const Dims& size, Type dtype, Device, bool wants_grad) {
  return leaf(ops::ones(size, dtype), wants_grad);
}
// Whether empty tensors are filled: use_deterministic_algorithms(True).
std::atomic<bool> fills_empty{false};
void fill_empty(bool on) { fills_empty = on; }

// What they are filled with: nan, the largest integer, true.
Scalar filling(DType t) {
  if (is_floating(t)) return std::numeric_limits<double>::quiet_NaN();
  return dispatch(t, [](auto* p) -> Scalar {
    using T = std::remove_pointer_t<decltype(p)>;
    if constexpr (!kIsReal<T>) return static_cast<int64_t>(std::numeric_limits<T>::max());
    return 0;
  });
}
Tensor empty_of(const Dims& size, DType t, MemoryFormat format = MemoryFormat::kContiguous) {
  return fill_undefined(ops::empty(size, t, format));
}

Tensor empty(const Dims& size, Type dtype, Device, bool wants_grad, PyObject* memory_format) {
  const MemoryFormat format = memory_format_of("empty", memory_format, MemoryFormat::kContiguous);
  RG_CHECK(format != MemoryFormat::kPreserve, RuntimeError,
           "empty: preserve_format has no tensor to preserve the order of; use empty_like");
  return leaf(empty_of(size, dtype.value_or(default_dtype()), format), wants_grad);
}
Tensor full(const Dims& size, const Scalar& fill_value, Type dtype, Device, bool wants_grad) {
  return leaf(ops::full(size, fill_value, dtype), wants_grad);
}

Tensor zeros_like(const Tensor& x, Type dtype, Device, bool wants_grad, PyObject* memory_format) {
  return leaf(ops::zeros_like(x, dtype, memory_format_of("zeros_like", memory_format)), wants_grad);
}
Tensor ones_like(const Tensor& x, Type dtype, Device, bool wants_grad, PyObject* memory_format) {
  return leaf(ops::ones_like(x, dtype, memory_format_of("ones_like", memory_format)), wants_grad);
}
Tensor empty_like(const Tensor& x, Type dtype, Device, bool wants_grad, PyObject* memory_format) {
  const DType t = dtype.value_or(x.dtype());
  const MemoryFormat format = memory_format_of("empty_like", memory_format);
  return leaf(fill_undefined(ops::empty_like(x, t, format)), wants_grad);
}
Tensor full_like(const Tensor& x, const Scalar& fill_value, Type dtype, Device, bool wants_grad,
                 PyObject* memory_format) {
  return leaf(ops::full_like(x, fill_value, dtype, memory_format_of("full_like", memory_format)),
              wants_grad);
}

Tensor new_zeros(const Tensor& x, const Dims& size, Type dtype, Device, bool wants_grad) {
  return leaf(ops::zeros(size, dtype.value_or(x.dtype())), wants_grad);
}
Tensor new_ones(const Tensor& x, const Dims& size, Type dtype, Device, bool wants_grad) {
  return leaf(ops::ones(size, dtype.value_or(x.dtype())), wants_grad);
}
Tensor new_empty(const Tensor& x, const Dims& size, Type dtype, Device, bool wants_grad) {
  return leaf(empty_of(size, dtype.value_or(x.dtype())), wants_grad);
}
Tensor new_full(const Tensor& x, const Dims& size, const Scalar& fill_value, Type dtype, Device,
                bool wants_grad) {
  return leaf(ops::full(size, fill_value, dtype.value_or(x.dtype())), wants_grad);
}

Tensor arange_to(const Scalar& end, Type dtype, Device, bool wants_grad) {
  return leaf(ops::arange(0, end, 1, dtype), wants_grad);
}
Tensor arange(const Scalar& start, const Scalar& end, const Scalar& step, Type dtype, Device,
              bool wants_grad) {
  return leaf(ops::arange(start, end, step, dtype), wants_grad);
}
Tensor linspace(const Scalar& start, const Scalar& end, int64_t steps, Type dtype, Device,
                bool wants_grad) {
  return leaf(ops::linspace(start, end, steps, dtype), wants_grad);
}
Tensor logspace(const Scalar& start, const Scalar& end, int64_t steps, double base, Type dtype,
                Device, bool wants_grad) {
  return leaf(ops::logspace(start, end, steps, base, dtype), wants_grad);
}
Tensor scalar_tensor(const Scalar& s, Type dtype, Device, bool wants_grad) {
  return leaf(ops::full({}, s, dtype.value_or(default_dtype())), wants_grad);
}
Tensor eye(int64_t n, std::optional<int64_t> m, Type dtype, Device, bool wants_grad) {
  return leaf(ops::eye(n, m, dtype), wants_grad);
}

void add_constants(Rows& rows) {
  rows.row<zeros>(
      "zeros(*size: int, dtype: dtype | None = None, device: str | device | None = None, "
      "requires_grad: bool = False) -> Tensor",
      kFunction | kOut, R"(A new tensor of zeros.

    y = 0

Shape:   -> ``size``.
Dtype:   all; the default type if not given.
Grad:    none; the result is a leaf.
Raises:  ShapeError for a size that cannot be; OutOfMemory; DTypeError if requires_grad and not
         floating.
Source:  torch.zeros.

>>> rg.zeros(2, 3)
tensor([[0., 0., 0.],
        [0., 0., 0.]])
)");
  rows.row<ones>(
      "ones(*size: int, dtype: dtype | None = None, device: str | device | None = None, "
      "requires_grad: bool = False) -> Tensor",
      kFunction | kOut, R"(A new tensor of ones.

    y = 1

Shape:   -> ``size``.
Dtype:   all; the default type if not given.
Grad:    none; the result is a leaf.
Raises:  ShapeError for a size that cannot be; OutOfMemory; DTypeError if requires_grad and not
         floating.
Source:  torch.ones.

>>> rg.ones(2, dtype=rg.int64)
tensor([1, 1])
)");
  rows.row<fill_empty>("_fill_empty(enabled: bool) -> None", kInternal,
                       "Whether empty tensors are filled: use_deterministic_algorithms().");
  rows.row<empty>(
      "empty(*size: int, dtype: dtype | None = None, device: str | device | None = None, "
      "requires_grad: bool = False, "
      "memory_format: memory_format | None = None) -> Tensor",
      kFunction | kOut, R"(A new tensor whose elements are whatever the memory held.

    y = anything

After use_deterministic_algorithms(True) it is nan, or the largest integer.

Shape:   -> ``size``.
Dtype:   all; the default type if not given.
Grad:    none; the result is a leaf.
Raises:  ShapeError for a size that cannot be; OutOfMemory; DTypeError if requires_grad and not
         floating.
Source:  torch.empty.

>>> rg.empty(2, 0)
tensor([], size=(2, 0))
)");
  rows.row<full>(
      "full(size: tuple[int, ...], fill_value: Number, *, dtype: dtype | None = None, "
      "device: str | device | None = None, requires_grad: bool = False) -> Tensor",
      kFunction | kOut, R"(A new tensor of one number.

    y = fill_value

Shape:   -> ``size``.
Dtype:   all; if not given, bool for a bool, int64 for an int, the default type for a float.
Grad:    none; the result is a leaf.
Raises:  ShapeError for a size that cannot be; OutOfMemory; RangeError for a number that the dtype
         cannot hold; DTypeError if requires_grad and not floating.
Source:  torch.full.

>>> rg.full((2,), 0.5)
tensor([0.5000, 0.5000])
)");
}

void add_likes(Rows& rows) {
  rows.row<zeros_like>(
      "zeros_like(input: Tensor, *, dtype: dtype | None = None, device: str | device | None = "
      "None, "
      "requires_grad: bool = False, "
      "memory_format: memory_format | None = None) -> Tensor",
      kFunction, R"(Zeros in the shape, the type and the layout of a tensor.

    y = 0

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; that of the input if not given.
Grad:    none; the result is a leaf.
Raises:  OutOfMemory; DTypeError if requires_grad and not floating.
Source:  torch.zeros_like.

>>> rg.zeros_like(rg.tensor([1, 2]))
tensor([0, 0])
)");
  rows.row<ones_like>(
      "ones_like(input: Tensor, *, dtype: dtype | None = None, device: str | device | None = None, "
      "requires_grad: bool = False, "
      "memory_format: memory_format | None = None) -> Tensor",
      kFunction, R"(Ones in the shape, the type and the layout of a tensor.

    y = 1

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; that of the input if not given.
Grad:    none; the result is a leaf.
Raises:  OutOfMemory; DTypeError if requires_grad and not floating.
Source:  torch.ones_like.

>>> rg.ones_like(rg.tensor([0.5, 2.0]))
tensor([1., 1.])
)");
  rows.row<empty_like>(
      "empty_like(input: Tensor, *, dtype: dtype | None = None, device: str | device | None = "
      "None, "
      "requires_grad: bool = False, "
      "memory_format: memory_format | None = None) -> Tensor",
      kFunction,
      R"(A tensor in the shape, the type and the layout of another; its elements are arbitrary.

    y = anything

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; that of the input if not given.
Grad:    none; the result is a leaf.
Raises:  OutOfMemory; DTypeError if requires_grad and not floating.
Source:  torch.empty_like.

>>> rg.empty_like(rg.zeros(2, 3).t()).stride()
(1, 3)
)");
  rows.row<full_like>(
      "full_like(input: Tensor, fill_value: Number, *, dtype: dtype | None = None, "
      "device: str | device | None = None, requires_grad: bool = False, "
      "memory_format: memory_format | None = None) -> Tensor",
      kFunction, R"(One number in the shape, the type and the layout of a tensor.

    y = fill_value

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; that of the input if not given.
Grad:    none; the result is a leaf.
Raises:  RangeError for a number that the dtype cannot hold; OutOfMemory; DTypeError if
         requires_grad and not floating.
Source:  torch.full_like.

>>> rg.full_like(rg.tensor([1, 2]), 7)
tensor([7, 7])
)");
}

void add_new(Rows& rows) {
  rows.row<new_zeros>(
      "new_zeros(self: Tensor, *size: int, dtype: dtype | None = None, "
      "device: str | device | None = None, requires_grad: bool = False) -> Tensor",
      kMethod, R"(Zeros of this tensor's type, in another shape.

    y = 0

Shape:   -> ``size``.
Dtype:   all; that of the tensor if not given.
Grad:    none; the result is a leaf.
Raises:  ShapeError for a size that cannot be; OutOfMemory; DTypeError if requires_grad and not
         floating.
Source:  torch.Tensor.new_zeros.

>>> rg.tensor([1, 2]).new_zeros(3)
tensor([0, 0, 0])
)");
  rows.row<new_ones>(
      "new_ones(self: Tensor, *size: int, dtype: dtype | None = None, "
      "device: str | device | None = None, requires_grad: bool = False) -> Tensor",
      kMethod, R"(Ones of this tensor's type, in another shape.

    y = 1

Shape:   -> ``size``.
Dtype:   all; that of the tensor if not given.
Grad:    none; the result is a leaf.
Raises:  ShapeError for a size that cannot be; OutOfMemory; DTypeError if requires_grad and not
         floating.
Source:  torch.Tensor.new_ones.

>>> rg.tensor([1, 2]).new_ones(3)
tensor([1, 1, 1])
)");
  rows.row<new_empty>(
      "new_empty(self: Tensor, *size: int, dtype: dtype | None = None, "
      "device: str | device | None = None, requires_grad: bool = False) -> Tensor",
      kMethod, R"(A tensor of this one's type, in another shape; its elements are arbitrary.

    y = anything

Shape:   -> ``size``.
Dtype:   all; that of the tensor if not given.
Grad:    none; the result is a leaf.
Raises:  ShapeError for a size that cannot be; OutOfMemory; DTypeError if requires_grad and not
         floating.
Source:  torch.Tensor.new_empty.

>>> rg.tensor([1, 2]).new_empty(0).dtype
torch.int64
)");
  rows.row<new_full>(
      "new_full(self: Tensor, size: tuple[int, ...], fill_value: Number, *, dtype: dtype | None = "
      "None, "
      "device: str | device | None = None, requires_grad: bool = False) -> Tensor",
      kMethod, R"(One number, of this tensor's type, in another shape.

    y = fill_value

Shape:   -> ``size``.
Dtype:   all; that of the tensor if not given.
Grad:    none; the result is a leaf.
Raises:  ShapeError for a size that cannot be; OutOfMemory; RangeError for a number that the dtype
         cannot hold; DTypeError if requires_grad and not floating.
Source:  torch.Tensor.new_full.

>>> rg.tensor([1, 2]).new_full((3,), 7)
tensor([7, 7, 7])
)");
}

void add_ranges(Rows& rows) {
  rows.row<arange_to, arange>(
      {"arange(end: Number, *, dtype: dtype | None = None, device: str | device | None = None, "
       "requires_grad: bool = False) -> Tensor",
       "arange(start: Number, end: Number, step: Number = 1, *, dtype: dtype | None = None, "
       "device: str | device | None = None, requires_grad: bool = False) -> Tensor"},
      kFunction | kOut,
      R"(Numbers at equal distances, from start up to end, which is not among them.

    y_i = start + i step,  0 <= i < ceil((end - start) / step)

Shape:   -> ``(n)``.
Dtype:   all but bool; if not given, int64 where all arguments are ints, else the default type.
Grad:    none; the result is a leaf.
Raises:  ShapeError if step is 0 or leads away from end, or a bound is not finite; RangeError for
         values that the dtype cannot hold; NotImplementedError for bool.
Source:  torch.arange.

>>> rg.arange(5)
tensor([0, 1, 2, 3, 4])
>>> rg.arange(1, 2, 0.5)
tensor([1.0000, 1.5000])
)");
  rows.row<linspace>(
      "linspace(start: Number, end: Number, steps: int, *, dtype: dtype | None = None, "
      "device: str | device | None = None, requires_grad: bool = False) -> Tensor",
      kFunction | kOut, R"(Numbers at equal distances from start to end, both among them.

    y_i = start + i (end - start) / (steps - 1),  counted from the nearer end

Shape:   -> ``(steps)``.
Dtype:   all but bool; the default type if not given.
Grad:    none; the result is a leaf.
Raises:  ShapeError if steps is negative; RangeError for bounds that the dtype cannot hold;
         NotImplementedError for bool.
Source:  torch.linspace.

>>> rg.linspace(0, 1, 5)
tensor([0.0000, 0.2500, 0.5000, 0.7500, 1.0000])
)");
  rows.row<logspace>(
      "logspace(start: Number, end: Number, steps: int, base: float = 10.0, *, "
      "dtype: dtype | None = None, device: str | device | None = None, "
      "requires_grad: bool = False) -> Tensor",
      kFunction | kOut, R"(Powers of a number, whose exponents are at equal distances.

    y_i = base^(start + i (end - start) / (steps - 1))

They are computed in double and rounded once.

Shape:   -> ``(steps)``.
Dtype:   all but bool; the default type if not given. For integers the bounds are truncated, and
         what is too large saturates.
Grad:    none; the result is a leaf.
Raises:  ShapeError if steps is negative; RangeError for bounds that the dtype cannot hold;
         NotImplementedError for bool.
Source:  torch.logspace.

>>> rg.logspace(0, 3, 4, base=2)
tensor([1., 2., 4., 8.])
)");
  rows.row<scalar_tensor>(
      "scalar_tensor(s: Number, *, dtype: dtype | None = None, "
      "device: str | device | None = None, requires_grad: bool = False) -> Tensor",
      kFunction, R"(A new 0-d tensor of a number.

    y = s

Shape:   -> ``()``.
Dtype:   all; the default type if not given, also for ints.
Grad:    none; the result is a leaf.
Raises:  RangeError for a number that the dtype cannot hold; DTypeError if requires_grad and not
         floating.
Source:  torch.scalar_tensor.

>>> rg.scalar_tensor(3)
tensor(3.)
)");
  rows.row<eye>(
      "eye(n: int, m: int | None = None, *, dtype: dtype | None = None, "
      "device: str | device | None = None, requires_grad: bool = False) -> Tensor",
      kFunction | kOut, R"(Ones on the diagonal of a matrix, zeros elsewhere.

    y_ij = 1 if i = j, else 0

Shape:   -> ``(n, m)``, or ``(n, n)``.
Dtype:   all; the default type if not given.
Grad:    none; the result is a leaf.
Raises:  ShapeError for a negative length; OutOfMemory.
Source:  torch.eye.

>>> rg.eye(2, 3)
tensor([[1., 0., 0.],
        [0., 1., 0.]])
)");
}

}  // namespace

Tensor fill_undefined(const Tensor& x) {
  if (fills_empty) copy_into(x, number(filling(x.dtype())));
  return x;
}

void add_creation_rows(Rows& rows) {
  add_constants(rows);
  add_likes(rows);
  add_new(rows);
  add_ranges(rows);
}

}  // namespace retrograd::bind
