// Rows of ops/index/arrange.h: elements in another order, or several times.

#include "ops/index/arrange.h"

#include "base/check.h"
#include "bind/call/row.h"
#include "ops/shape/shape.h"

namespace retrograd::bind {
namespace {

Tensor flip_method(const Tensor& x, const Dims& dims) { return ops::flip(x, dims); }
Tensor fliplr(const Tensor& x) {
  RG_CHECK(x.dim() >= 2, ShapeError, "fliplr: expected at least 2 dimensions, got shape ",
           x.shape());
  return ops::flip(x, {1});
}
Tensor flipud(const Tensor& x) {
  RG_CHECK(x.dim() >= 1, ShapeError, "flipud: expected at least 1 dimension, got shape ()");
  return ops::flip(x, {0});
}
Tensor rot90(const Tensor& x, int64_t k, const std::optional<Dims>& dims) {
  return ops::rot90(x, k, dims ? *dims : Dims{0, 1});
}
Tensor roll(const Tensor& x, const Dims& shifts, const std::optional<Dims>& dims) {
  return ops::roll(x, shifts, dims ? *dims : Dims());
}
Tensor tile_method(const Tensor& x, const Dims& dims) { return ops::tile(x, dims); }
// An output_size says what is known, and is checked.
Tensor repeat_places(const Tensor& times, std::optional<int64_t> length) {
  return ops::repeated_places(times, length);
}
Tensor repeat_each(const Tensor& x, const Tensor& times, std::optional<int64_t> dim,
                   std::optional<int64_t> length) {
  return ops::repeat_interleave(x, times, dim, length);
}
Tensor repeat_all(const Tensor& x, int64_t times, std::optional<int64_t> dim,
                  std::optional<int64_t> length) {
  const Tensor y = ops::repeat_interleave(x, times, dim);
  const int64_t n = y.size(dim.value_or(0));
  RG_CHECK(!length || *length == n, RuntimeError, "repeat_interleave: output_size is ",
           length.value_or(0), " but the length is ", n);
  return y;
}
// Methods have rows of their own: a function of repeats alone is none.
Tensor repeat_each_method(const Tensor& x, const Tensor& times, std::optional<int64_t> dim,
                          std::optional<int64_t> length) {
  return repeat_each(x, times, dim, length);
}
Tensor repeat_all_method(const Tensor& x, int64_t times, std::optional<int64_t> dim,
                         std::optional<int64_t> length) {
  return repeat_all(x, times, dim, length);
}
Tensor moveaxis(const Tensor& x, const Dims& source, const Dims& destination) {
  return ops::movedim(x, source, destination);
}

}  // namespace

static void add_reversing_rows(Rows& rows) {
  constexpr const char* kFlip = R"(A copy with the elements along dimensions in reverse order.

    y[i] = x[n - 1 - i]

Shape:   ``(*)`` -> the same.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  IndexError if a dim is out of range; ShapeError if one is named twice.
Source:  torch.flip.

>>> rg.flip(rg.tensor([[1, 2], [3, 4]]), (1,))
tensor([[2, 1],
        [4, 3]])
)";
  rows.row<&ops::flip>("flip(input: Tensor, dims: Sequence[int]) -> Tensor", kFunction, kFlip);
  rows.row<flip_method>("flip(self: Tensor, *dims: int) -> Tensor", kMethod, kFlip);
  rows.row<fliplr>("fliplr(input: Tensor) -> Tensor", kFunction | kMethod,
                   R"(A copy with the second dimension in reverse order.

    y[i, j] = x[i, m - 1 - j]

Shape:   ``(n, m, *)`` -> the same.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError for fewer than 2 dimensions.
Source:  torch.fliplr.

>>> rg.fliplr(rg.tensor([[1, 2], [3, 4]]))
tensor([[2, 1],
        [4, 3]])
)");
  rows.row<flipud>("flipud(input: Tensor) -> Tensor", kFunction | kMethod,
                   R"(A copy with the first dimension in reverse order.

    y[i] = x[n - 1 - i]

Shape:   ``(n, *)`` -> the same.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError for a 0-d tensor.
Source:  torch.flipud.

>>> rg.flipud(rg.tensor([1, 2, 3]))
tensor([3, 2, 1])
)");
  rows.row<rot90>("rot90(input: Tensor, k: int = 1, dims: Sequence[int] | None = None) -> Tensor",
                  kFunction | kMethod,
                  R"(A copy turned k times by 90 degrees, from one dimension towards another.

    y[i, j] = x[j, m - 1 - i]  for k = 1 and dims (0, 1), which are the default

Shape:   ``(n, m, *)`` -> ``(m, n, *)`` for odd k.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError unless two different dims are given and x has two; IndexError if one is out of
         range.
Source:  torch.rot90.

>>> rg.rot90(rg.tensor([[1, 2], [3, 4]]))
tensor([[2, 4],
        [1, 3]])
)");
  rows.row<roll>(
      "roll(input: Tensor, shifts: int | Sequence[int], "
      "dims: int | Sequence[int] | None = None) -> Tensor",
      kFunction | kMethod,
      R"(A copy with the elements moved on; those past the end come in at the front.

    y[(i + shift) mod n] = x[i]

Shape:   ``(*)`` -> the same. Without dims the elements are moved as one run.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError if there are not as many shifts as dims; IndexError if a dim is out of range.
Source:  torch.roll.

>>> rg.roll(rg.arange(5), 2)
tensor([3, 4, 0, 1, 2])
)");
  constexpr const char* kMove =
      R"(The view with dimensions at other places; the others stay in order.

    y.shape[destination] = x.shape[source]

Shape:   ``(n, m, k)`` -> ``(m, k, n)`` for 0 to 2.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError if one is named twice or there are not as many destinations as sources;
         IndexError if one is out of range.
Source:  torch.movedim.

>>> rg.movedim(rg.zeros(2, 3, 4), 0, 2).shape
torch.Size([3, 4, 2])
)";
  rows.row<&ops::movedim>(
      "movedim(input: Tensor, source: int | Sequence[int], "
      "destination: int | Sequence[int]) -> Tensor",
      kFunction | kMethod, kMove);
  rows.row<moveaxis>(
      "moveaxis(input: Tensor, source: int | Sequence[int], "
      "destination: int | Sequence[int]) -> Tensor",
      kFunction | kMethod, kMove);
}

static void add_repeating_rows(Rows& rows) {
  rows.row<&ops::repeat>("repeat(self: Tensor, *repeats: int) -> Tensor", kMethod,
                         R"(A copy that holds the tensor several times along each dimension.

    y[i] = x[i mod n]

Shape:   ``(n, *)`` -> ``(a n, *)``; more counts than dimensions add dimensions in front.
Dtype:   all.
Grad:    input; the sum over the repeats. Twice differentiable.
Raises:  ShapeError if there are fewer counts than dimensions, or one is negative.
Source:  torch.Tensor.repeat.

>>> rg.tensor([1, 2]).repeat(2, 2)
tensor([[1, 2, 1, 2],
        [1, 2, 1, 2]])
)");
  constexpr const char* kTile = R"(A copy that holds the tensor several times along dimensions.

    y[i] = x[i mod n]

Shape:   ``(n, m)`` -> ``(n, a m)`` for one count: those that are missing in front are 1.
Dtype:   all.
Grad:    input; the sum over the repeats. Twice differentiable.
Raises:  ShapeError if a count is negative.
Source:  torch.tile.

>>> rg.tile(rg.tensor([[1], [2]]), (2,))
tensor([[1, 1],
        [2, 2]])
)";
  rows.row<&ops::tile>("tile(input: Tensor, dims: Sequence[int]) -> Tensor", kFunction, kTile);
  rows.row<tile_method>("tile(self: Tensor, *dims: int) -> Tensor", kMethod, kTile);
  constexpr const char* kInterleave =
      R"(A copy with each element, or each slice along a dimension, several times in a row.

    x_1, ..., x_1, x_2, ..., x_2, ...;  of repeats alone the numbers 0, ..., 0, 1, ..., 1, ...

Repeats are one number for all, or one for each; without a dim x is one run of elements.

Shape:   ``(*, n, *)`` -> ``(*, k, *)``, where k is the sum of the repeats: output_size, if given.
Dtype:   all; repeats int64 or int32.
Grad:    input; the sum over the repeats. Twice differentiable.
Raises:  ShapeError for repeats that do not fit; NotImplementedError for another type of them;
         RuntimeError for negative ones and another output_size; IndexError if dim is out of range.
Source:  torch.repeat_interleave.

>>> rg.repeat_interleave(rg.tensor([3, 5]), rg.tensor([1, 2]))
tensor([3, 5, 5])
)";
  rows.row<repeat_places, repeat_each, repeat_all>(
      {"repeat_interleave(repeats: Tensor, *, output_size: int | None = None) -> Tensor",
       "repeat_interleave(input: Tensor, repeats: Tensor, dim: int | None = None, *, "
       "output_size: int | None = None) -> Tensor",
       "repeat_interleave(input: Tensor, repeats: int, dim: int | None = None, *, "
       "output_size: int | None = None) -> Tensor"},
      kFunction, kInterleave);
  rows.row<repeat_each_method, repeat_all_method>(
      {"repeat_interleave(self: Tensor, repeats: Tensor, dim: int | None = None, *, "
       "output_size: int | None = None) -> Tensor",
       "repeat_interleave(self: Tensor, repeats: int, dim: int | None = None, *, "
       "output_size: int | None = None) -> Tensor"},
      kMethod, kInterleave);
  rows.row<&ops::unfold>("unfold(self: Tensor, dimension: int, size: int, step: int) -> Tensor",
                         kMethod, R"(The view of all windows of one size along a dimension.

    y[i, *, k] = x[i step + k, *]

Shape:   ``(n, *)`` -> ``((n - size) / step + 1, *, size)``.
Dtype:   all.
Grad:    self; summed where windows overlap. Twice differentiable.
Raises:  ShapeError unless step is positive and size between 0 and n; IndexError if the dimension is
         out of range.
Source:  torch.Tensor.unfold.

>>> rg.arange(5).unfold(0, 3, 1)
tensor([[0, 1, 2],
        [1, 2, 3],
        [2, 3, 4]])
)");
  rows.row<&ops::unflatten>("unflatten(input: Tensor, dim: int, sizes: Sequence[int]) -> Tensor",
                            kFunction | kMethod,
                            R"(The view with one dimension taken apart into several.

    y.shape = (*x.shape[:dim], *sizes, *x.shape[dim + 1:])

Shape:   ``(n, *)`` -> ``(a, b, *)`` for sizes (a, b), of which one may be -1.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError if the sizes do not make up the length; IndexError if dim is out of range.
Source:  torch.unflatten.

>>> rg.unflatten(rg.arange(6), 0, (2, -1))
tensor([[0, 1, 2],
        [3, 4, 5]])
)");
}

void add_arrange_rows(Rows& rows) {
  add_reversing_rows(rows);
  add_repeating_rows(rows);
}

}  // namespace retrograd::bind
