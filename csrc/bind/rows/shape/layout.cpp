// Rows about where and how tensors lie: orders in memory, storages, the device.

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/check.h"
#include "bind/call/row.h"
#include "bind/slots.h"
#include "bind/tensor/formats.h"
#include "bind/tensor/types.h"
#include "graph/grad_meta.h"
#include "ops/pointwise/map.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::bind {
namespace {

using Type = std::optional<DType>;

bool is_contiguous(const Tensor& x, PyObject* memory_format) {
  return is_contiguous_in(
      memory_format_of("is_contiguous", memory_format, MemoryFormat::kContiguous), x);
}

Tensor strided(const char* op, const Dims& size, const Dims& stride, DType t, bool wants_grad) {
  check_shape(op, size, item_size(t));
  RG_CHECK(size.size() == stride.size(), ShapeError, op, ": ", size.size(), " lengths but ",
           stride.size(), " strides");
  int64_t last = 0;
  bool overflows = false;
  for (size_t d = 0; d < size.size(); ++d) {
    RG_CHECK(stride[d] >= 0, ShapeError, op, ": negative stride ", stride[d], " in ", stride);
    int64_t step = 0;
    overflows |= __builtin_mul_overflow(std::max<int64_t>(size[d] - 1, 0), stride[d], &step);
    overflows |= __builtin_add_overflow(last, step, &last);
  }
  RG_CHECK(!overflows && last < INT64_MAX / item_size(t), ShapeError, op, ": shape ", size,
           " with strides ", stride, " has more bytes than 64 bits can count (overflowed)");
  const Tensor memory = fill_undefined(ops::empty({extent_of(size, stride)}, t));
  const Tensor x = alias(memory, size, stride);
  if (wants_grad) set_requires_grad(x, true);
  return x;
}
Tensor empty_strided(const Dims& size, const Dims& stride, Type dtype, Device, bool wants_grad) {
  return strided("empty_strided", size, stride, dtype.value_or(default_dtype()), wants_grad);
}
Tensor new_empty_strided(const Tensor& x, const Dims& size, const Dims& stride, Type dtype, Device,
                         bool wants_grad) {
  return strided("new_empty_strided", size, stride, dtype.value_or(x.dtype()), wants_grad);
}
Tensor empty_permuted(const Dims& size, const Dims& order, Type dtype, Device, bool wants_grad) {
  const auto n = static_cast<int64_t>(size.size());
  RG_CHECK(order.size() == size.size(), ShapeError, "empty_permuted: ", size.size(),
           " lengths but ", order.size(), " dimensions in physical_layout");
  check_shape("empty_permuted", size);
  const Dims dims = order.size() ? wrap_dims("empty_permuted", order, n) : Dims();
  Dims lengths;
  for (const int64_t d : dims) lengths.push_back(size[d]);
  const Dims steps = contiguous_strides(lengths);
  Dims stride(size.size());
  for (size_t i = 0; i < dims.size(); ++i) stride[dims[i]] = steps[i];
  return strided("empty_permuted", size, stride, dtype.value_or(default_dtype()), wants_grad);
}

// Whether the dimensions a, b lie in memory in this order, b stepping farther: below 0 if so, above
// if the other way round, 0 where their steps do not say.
int compare_steps(const Tensor& x, int64_t a, int64_t b) {
  if (x.stride(a) == 0 || x.stride(b) == 0) return 0;
  if (x.stride(a) != x.stride(b)) return x.stride(a) < x.stride(b) ? -1 : 1;
  return x.size(a) <= x.size(b) ? 0 : 1;
}

// The formats that must not leave the order open; none for True. Empty: it may be open.
std::optional<std::vector<MemoryFormat>> formats_to_check(PyObject* ambiguity_check) {
  if (ambiguity_check == Py_False) return std::nullopt;
  std::vector<MemoryFormat> formats;
  if (ambiguity_check == Py_True) return formats;
  constexpr const char* kWanted =
      "dim_order(): argument 'ambiguity_check' must be a bool or a list of memory formats, not ";
  RG_CHECK(PyList_Check(ambiguity_check), TypeError, kWanted, class_name(ambiguity_check));
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(ambiguity_check); ++i)
    formats.push_back(memory_format_of("dim_order", PyList_GET_ITEM(ambiguity_check, i)));
  return formats;
}

Object dim_order(const Tensor& x, PyObject* ambiguity_check) {
  const auto formats = formats_to_check(ambiguity_check);
  const int64_t n = x.dim();
  Dims order(static_cast<size_t>(n));  // from the last steps to the farthest
  std::iota(order.begin(), order.end(), 0);
  std::reverse(order.begin(), order.end());
  const bool rows = x.is_contiguous(), channels = is_contiguous_in(MemoryFormat::kChannelsLast, x);
  const bool known = n < 2 || rows != channels;
  if (channels && !rows) order = {1, 3, 2, 0};
  // A dimension goes past those that stand still to its place among those that step.
  for (int64_t next = 1; next < n && !known; ++next)
    for (int64_t at = next, other = next - 1; other >= 0; --other) {
      const int compared = compare_steps(x, order[other], order[at]);
      if (compared < 0) break;
      if (compared > 0) std::swap(order[other], order[std::exchange(at, other)]);
    }
  if (formats) {
    bool open = false;
    for (int64_t d = 0; d < n; ++d)
      open |= x.size(d) == 1 || (d > 0 && x.stride(d) == x.stride(d - 1));
    const auto fits = std::count_if(formats->begin(), formats->end(), [&](MemoryFormat format) {
      return is_contiguous_in(format, x);
    });
    bool ordered = !open || fits == 1;
    for (int64_t i = 0; i + 1 < n && !known; ++i)
      ordered &= compare_steps(x, order[i], order[i + 1]) < 0;
    RG_CHECK(ordered, RuntimeError, "dim_order: shape ", x.shape(), " and strides ", x.strides(),
             " do not tell one order of the dimensions, or fit several of the formats; leave "
             "ambiguity_check out for one of those that are possible");
  }
  std::reverse(order.begin(), order.end());
  Object size = Object::take(size_object(order));
  return Object::take(PySequence_Tuple(size.get()));
}

bool is_same_size(const Tensor& x, const Tensor& other) { return x.shape() == other.shape(); }
bool is_set_to(const Tensor& x, const Tensor& other) {
  return x.storage().data() == other.storage().data() && same_window(x, other);
}

int64_t nelement(const Tensor& x) { return x.numel(); }
bool holds_negative(const Tensor& x) { return is_signed(x.dtype()); }
// A row is known by its function, so each name needs one of its own.
template <int>
bool no(const Tensor&) {
  return false;
}
template <int>
Tensor itself(const Tensor& x) {
  return x;
}
Tensor pin_memory(const Tensor&) {
  fail<RuntimeError>(
      "pin_memory: there is no accelerator to pin memory for; retrograd computes on the CPU alone, "
      "so leave the call out");
}

// A vector of bytes over all the memory that x is a window of.
Tensor storage_bytes(const Tensor& x) {
  Storage& memory = x.storage();
  return Tensor(make_ref<TensorImpl>(x.impl()->storage, memory.data(),
                                     Layout::of({memory.bytes()}, {1}), DType::kUInt8));
}
int64_t storage_id(const Tensor& x) { return reinterpret_cast<int64_t>(&x.storage()); }
Object python_storage(const Tensor& x, const char* maker) {
  Object module = Object::take(PyImport_ImportModule("retrograd.storage"));
  Object bytes = Object::take(wrap(storage_bytes(x)));
  return Object::take(
      PyObject_CallMethod(module.get(), maker, "OO", bytes.get(), dtype_object(x.dtype())));
}
Object untyped_storage(const Tensor& x) { return python_storage(x, "_untyped"); }
Object storage(const Tensor& x) { return python_storage(x, "_typed"); }

void add_order_rows(Rows& rows) {
  rows.row<is_contiguous>(
      "is_contiguous(self: Tensor, memory_format: memory_format | None = None) -> bool", kMethod,
      R"(Whether the elements lie in memory in order, the last dimension the fastest.

    stride(d) = stride(d + 1) size(d + 1),  stride(-1) = 1

With channels_last or channels_last_3d the order is that one: channels run fastest.

Shape:   ``(*)``; strides of dimensions of length 1 do not matter.
Dtype:   all.
Grad:    none.
Raises:  TypeError for what is no memory_format.
Source:  torch.Tensor.is_contiguous.

>>> rg.zeros(2, 3).t().is_contiguous()
False
)");
  rows.row<dim_order>(
      "dim_order(self: Tensor, *, ambiguity_check: bool | list[memory_format] = False) -> "
      "tuple[int, ...]",
      kMethod, R"(The dimensions from the one that steps farthest to the one of the last steps.

    stride(order[i]) >= stride(order[i + 1])

Dimensions that do not step, as expanded ones, stay where they stand. With ambiguity_check an order
that shape and strides leave open is an error, unless one of the formats listed fits alone.

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  RuntimeError if ambiguity_check finds the order open; TypeError if it is neither bool nor
         list.
Source:  torch.Tensor.dim_order.

>>> rg.zeros(2, 3).t().dim_order()
(1, 0)
)");
  rows.row<is_same_size>("is_same_size(self: Tensor, other: Tensor) -> bool", kFunction | kMethod,
                         R"(Whether two tensors have one shape.

    self.shape == other.shape

Shape:   ``(*)``, ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.Tensor.is_same_size.

>>> rg.zeros(2).is_same_size(rg.arange(2))
True
)");
  rows.row<is_set_to>("is_set_to(self: Tensor, tensor: Tensor) -> bool", kMethod,
                      R"(Whether two tensors show the same elements of the same memory.

    storage, offset, shape, strides and dtype are equal

Shape:   ``(*)``, ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.Tensor.is_set_to.

>>> x = rg.zeros(2)
>>> x.is_set_to(x.detach()), x.is_set_to(x[:1])
(True, False)
)");
}

void add_empty_rows(Rows& rows) {
  rows.row<empty_strided>(
      "empty_strided(size: tuple[int, ...], stride: tuple[int, ...], *, dtype: dtype | None = "
      "None, "
      "device: str | device | None = None, requires_grad: bool = False) -> Tensor",
      kFunction, R"(A new tensor of given strides; its elements are whatever the memory held.

    address(y[i, j]) = address(y[0, 0]) + element_size (i stride[0] + j stride[1])

Shape:   -> ``size``; elements share memory where the strides say so.
Dtype:   all; the default type if not given.
Grad:    none; the result is a leaf.
Raises:  ShapeError for a size or a stride that cannot be; OutOfMemory; DTypeError if requires_grad
         and not floating.
Source:  torch.empty_strided.

>>> rg.empty_strided((2, 3), (1, 2)).stride()
(1, 2)
)");
  rows.row<new_empty_strided>(
      "new_empty_strided(self: Tensor, size: tuple[int, ...], stride: tuple[int, ...], *, dtype: "
      "dtype | None = None, device: str | device | None = None, requires_grad: bool = False) -> "
      "Tensor",
      kMethod, R"(A tensor of this one's type with given strides; its elements are arbitrary.

    see empty_strided

Shape:   -> ``size``.
Dtype:   all; that of the tensor if not given.
Grad:    none; the result is a leaf.
Raises:  as empty_strided().
Source:  torch.Tensor.new_empty_strided.

>>> rg.arange(2).new_empty_strided((2, 3), (1, 2)).dtype
torch.int64
)");
  rows.row<empty_permuted>(
      "empty_permuted(size: tuple[int, ...], physical_layout: tuple[int, ...], *, dtype: dtype | "
      "None = None, device: str | device | None = None, requires_grad: bool = False) -> Tensor",
      kFunction, R"(A new tensor without gaps, whose dimensions lie in memory in a given order.

    stride(physical_layout[-1]) = 1

Shape:   -> ``size``.
Dtype:   all; the default type if not given.
Grad:    none; the result is a leaf.
Raises:  ShapeError unless physical_layout names every dimension once; OutOfMemory; DTypeError if
         requires_grad and not floating.
Source:  torch.empty_permuted.

>>> rg.empty_permuted((2, 3, 4), (0, 2, 1)).stride()
(12, 1, 3)
)");
}

// What there is one answer to, where all is on the CPU and no type is complex.
void add_answer_rows(Rows& rows) {
  const auto answer = [&]<auto Fn>(const char* name, unsigned places, const char* what,
                                   const char* formula, const char* example) {
    const std::string signature = concat(name, "(input: Tensor) -> bool");
    const std::string own = places & kFunction ? signature : concat(name, "(self: Tensor) -> bool");
    rows.row<Fn>(own.c_str(), places,
                 concat(what, "\n\n    ", formula,
                        "\n\nShape:   ``(*)``.\nDtype:   all.\nGrad:    none.\nRaises:  nothing.\n"
                        "Source:  torch.Tensor.",
                        name, ".\n\n", example)
                     .c_str());
  };
  answer.operator()<no<0>>("is_complex", kFunction | kMethod, "False: no type is complex.", "False",
                           ">>> rg.ones(2).is_complex()\nFalse\n");
  answer.operator()<no<1>>("is_conj", kFunction | kMethod,
                           "False: a conjugate of real numbers is nothing to be put off.", "False",
                           ">>> rg.ones(2).is_conj()\nFalse\n");
  answer.operator()<no<2>>("is_neg", kFunction | kMethod, "False: negation is never put off.",
                           "False", ">>> (-rg.ones(2)).is_neg()\nFalse\n");
  answer.operator()<no<3>>("is_pinned", kMethod,
                           "False: there is no accelerator to pin memory for.", "False",
                           ">>> rg.ones(2).is_pinned()\nFalse\n");
  answer.operator()<no<4>>("is_shared", kMethod,
                           "False: the memory of tensors is that of one process.", "False",
                           ">>> rg.ones(2).is_shared()\nFalse\n");
  answer.operator()<holds_negative>("is_signed", kFunction | kMethod,
                                    "Whether the type of the elements holds negative numbers.",
                                    "input.dtype.is_signed", ">>> rg.ones(2).is_signed()\nTrue\n");
  const auto same = [&]<int k>(const char* name, const char* what, const char* example) {
    rows.row<itself<k>>(concat(name, "(input: Tensor) -> Tensor").c_str(), kFunction | kMethod,
                        concat(what,
                               "\n\n    y = x\n\nShape:   ``(*)`` -> ``(*)``.\nDtype:   all.\n"
                               "Grad:    input.\nRaises:  nothing.\nSource:  torch.",
                               name, ".\n\n", example)
                            .c_str());
  };
  same.operator()<0>("conj", "The tensor itself: real numbers are their own conjugates.",
                     ">>> rg.tensor([1.0]).conj()\ntensor([1.])\n");
  same.operator()<1>("resolve_conj", "The tensor itself, in which no conjugate is put off.",
                     ">>> rg.tensor([1.0]).resolve_conj()\ntensor([1.])\n");
  same.operator()<2>("resolve_neg", "The tensor itself, in which no negation is put off.",
                     ">>> rg.tensor([1.0]).resolve_neg()\ntensor([1.])\n");
}

void add_device_rows(Rows& rows) {
  rows.row<pin_memory>("pin_memory(self: Tensor) -> Tensor", kMethod,
                       R"(Raises: memory is pinned for an accelerator, and there is none.

    none

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  RuntimeError.
Source:  torch.Tensor.pin_memory.

>>> try:
...     rg.ones(2).pin_memory()
... except RuntimeError:
...     print("not here")
not here
)");
}

void add_count_rows(Rows& rows) {
  rows.row<nelement>("nelement(self: Tensor) -> int", kMethod,
                     R"(How many elements there are: numel().

    size(0) size(1) ...

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.Tensor.nelement.

>>> rg.zeros(2, 3).nelement()
6
)");
}

void add_storage_rows(Rows& rows) {
  rows.row<untyped_storage>("untyped_storage(self: Tensor) -> Any", kMethod,
                            R"(The bytes behind the tensor, which its views share.

    data_ptr() is the first byte of all the memory, not of this tensor

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.Tensor.untyped_storage.

>>> x = rg.arange(3)
>>> x[1:].untyped_storage().nbytes()
24
)");
  rows.row<storage>("storage(self: Tensor) -> Any", kMethod,
                    R"(The elements of all the memory behind the tensor, which its views share.

    storage()[storage_offset() + i stride(0)] is x[i]

Shape:   ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.Tensor.storage.

>>> rg.arange(3)[1:].storage().tolist()
[0, 1, 2]
)");
  rows.alias("_typed_storage", "storage");
  rows.row<storage_id>("_storage_id(input: Tensor) -> int", kInternal,
                       "What no other memory has as long as this is in use.");
}

}  // namespace

void add_layout_rows(Rows& rows) {
  add_order_rows(rows);
  add_empty_rows(rows);
  add_answer_rows(rows);
  add_device_rows(rows);
  add_count_rows(rows);
  add_storage_rows(rows);
}

}  // namespace retrograd::bind
