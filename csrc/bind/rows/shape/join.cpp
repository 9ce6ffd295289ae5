// Rows that take tensors apart into views, and join several into one.

#include "base/check.h"
#include "bind/call/row.h"
#include "ops/shape/shape.h"
#include "ops/shape/split.h"

namespace retrograd::bind {
namespace {

Tensor narrow(const Tensor& x, int64_t dim, int64_t start, int64_t length) {
  RG_CHECK(x.dim() > 0, ShapeError, "narrow: a 0-d tensor cannot be taken apart");
  dim = wrap_dim("narrow", dim, x.dim());
  const int64_t n = x.size(dim);
  RG_CHECK(-n <= start && start <= n, IndexError, "narrow: start ", start,
           " is out of range for length ", n, "; expected ", -n, "..", n);
  if (start < 0) start += n;
  RG_CHECK(length >= 0 && length <= n - start, ShapeError, "narrow: a length of ", length, " from ",
           start, " does not fit in dimension ", dim, " of length ", n);
  return ops::slice(x, dim, start, start + length, 1);
}

std::vector<Tensor> split_by_size(const Tensor& x, int64_t length, int64_t dim) {
  return ops::split(x, length, dim);
}
std::vector<Tensor> split_in_sections(const Tensor& x, const Dims& lengths, int64_t dim) {
  return ops::split(x, lengths, dim);
}

// As a method it has another name for the lengths.
std::vector<Tensor> split_method(const Tensor& x, int64_t length, int64_t dim) {
  return ops::split(x, length, dim);
}
std::vector<Tensor> split_method_in_sections(const Tensor& x, const Dims& lengths, int64_t dim) {
  return ops::split(x, lengths, dim);
}

Tensor concat(const std::vector<Tensor>& tensors, int64_t dim) { return ops::cat(tensors, dim); }

}  // namespace

void add_join_rows(Rows& rows) {
  rows.row<&ops::select>("select(input: Tensor, dim: int, index: int) -> Tensor",
                         kFunction | kMethod,
                         R"(The view at one index of a dimension; the dimension goes.

    y[i] = x[i, index]  for dim 1

Shape:   ``(n, m)`` -> ``(m)`` or ``(n)``.
Dtype:   all.
Grad:    input; zero elsewhere. Twice differentiable.
Raises:  IndexError if dim or index is out of range.
Source:  torch.select.

>>> rg.select(rg.tensor([[1, 2], [3, 4]]), 1, -1)
tensor([2, 4])
)");
  rows.row<narrow>("narrow(input: Tensor, dim: int, start: int, length: int) -> Tensor",
                   kFunction | kMethod, R"(The view of a stretch of a dimension.

    y = x[start : start + length]

Shape:   ``(n, *)`` -> ``(length, *)`` for dim 0; a negative start counts from the end.
Dtype:   all.
Grad:    input; zero elsewhere. Twice differentiable.
Raises:  IndexError if dim or start is out of range; ShapeError if the stretch does not fit.
Source:  torch.narrow.

>>> rg.narrow(rg.arange(5), 0, 1, 3)
tensor([1, 2, 3])
)");
  rows.row<&ops::unbind>("unbind(input: Tensor, dim: int = 0) -> tuple[Tensor, ...]",
                         kFunction | kMethod,
                         R"(The views at every index of a dimension.

    y_i = x[i]

Shape:   ``(n, *)`` -> n of ``(*)``.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  IndexError if dim is out of range.
Source:  torch.unbind.

>>> rg.unbind(rg.tensor([[1, 2], [3, 4]]))
(tensor([1, 2]), tensor([3, 4]))
)");
  constexpr const char* kSplit =
      R"(Views of consecutive stretches of a dimension, of one length or of given lengths.

    y_0 = x[:a],  y_1 = x[a : a + b], ...

Shape:   ``(n, *)`` -> ``(a, *)``, ``(b, *)``, ...; with one length the last piece may be shorter.
Dtype:   all.
Grad:    tensor. Twice differentiable.
Raises:  ShapeError if the lengths do not sum to n; IndexError if dim is out of range.
Source:  torch.split.

>>> rg.split(rg.arange(5), 2)
(tensor([0, 1]), tensor([2, 3]), tensor([4]))
>>> rg.split(rg.arange(5), [1, 4])
(tensor([0]), tensor([1, 2, 3, 4]))
)";
  rows.row<split_by_size, split_in_sections>(
      {"split(tensor: Tensor, split_size_or_sections: int, dim: int = 0) -> tuple[Tensor, ...]",
       "split(tensor: Tensor, split_size_or_sections: Sequence[int], dim: int = 0) "
       "-> tuple[Tensor, ...]"},
      kFunction, kSplit);
  rows.row<split_method, split_method_in_sections>(
      {"split(self: Tensor, split_size: int, dim: int = 0) -> tuple[Tensor, ...]",
       "split(self: Tensor, split_size: Sequence[int], dim: int = 0) -> tuple[Tensor, ...]"},
      kMethod, kSplit);
  rows.row<&ops::chunk>("chunk(input: Tensor, chunks: int, dim: int = 0) -> tuple[Tensor, ...]",
                        kFunction | kMethod,
                        R"(Views of consecutive stretches of a dimension, at most so many.

    pieces of ceil(n / chunks)

Shape:   ``(n, *)`` -> ``(ceil(n / chunks), *)``, ...; the last piece may be shorter.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError unless chunks is positive; IndexError if dim is out of range.
Source:  torch.chunk.

>>> rg.chunk(rg.arange(6), 4)
(tensor([0, 1]), tensor([2, 3]), tensor([4, 5]))
)");
  rows.row<&ops::cat>("cat(tensors: Sequence[Tensor], dim: int = 0) -> Tensor", kFunction | kOut,
                      R"(The tensors one after another along a dimension that they have.

    y = [x_0; x_1; ...]

Shape:   ``(a, *)``, ``(b, *)``, ... -> ``(a + b + ..., *)``; empty vectors are passed over.
Dtype:   all; promoted to a common type.
Grad:    tensors. Twice differentiable.
Raises:  ValueError for no tensors; ShapeError if the other lengths differ or a tensor is 0-d;
         IndexError if dim is out of range.
Source:  torch.cat.

>>> rg.cat([rg.tensor([1, 2]), rg.tensor([3])])
tensor([1, 2, 3])
)");
  rows.row<concat>("concat(tensors: Sequence[Tensor], dim: int = 0) -> Tensor", kFunction | kOut,
                   R"(The tensors one after another; the same as cat().

    y = [x_0; x_1; ...]

Shape:   ``(a, *)``, ``(b, *)``, ... -> ``(a + b + ..., *)``; empty vectors are passed over.
Dtype:   all; promoted to a common type.
Grad:    tensors. Twice differentiable.
Raises:  ValueError for no tensors; ShapeError if the other lengths differ or a tensor is 0-d;
         IndexError if dim is out of range.
Source:  torch.concat.

>>> rg.concat([rg.zeros(1, 2), rg.ones(1, 2)], dim=1)
tensor([[0., 0., 1., 1.]])
)");
  rows.row<&ops::stack>("stack(tensors: Sequence[Tensor], dim: int = 0) -> Tensor",
                        kFunction | kOut,
                        R"(Tensors of one shape side by side along a new dimension.

    y[i] = x_i

Shape:   n of ``(*)`` -> ``(n, *)`` for dim 0.
Dtype:   all; promoted to a common type.
Grad:    tensors. Twice differentiable.
Raises:  ShapeError for no tensors, or if the shapes differ; IndexError if dim is out of range.
Source:  torch.stack.

>>> rg.stack([rg.tensor([1, 2]), rg.tensor([3, 4])], dim=1)
tensor([[1, 3],
        [2, 4]])
)");
}

}  // namespace retrograd::bind
