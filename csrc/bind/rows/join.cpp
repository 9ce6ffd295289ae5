// Rows that take tensors apart into views, and join several into one.

#include <algorithm>

#include "base/check.h"
#include "bind/row.h"
#include "ops/shape.h"

namespace retrograd::bind {
namespace {

int64_t dim_to_cut(const char* op, const Tensor& x, int64_t dim) {
  RG_CHECK(x.dim() > 0, ShapeError, op, ": a 0-d tensor cannot be taken apart");
  return wrap_dim(op, dim, x.dim());
}

Tensor narrow(const Tensor& x, int64_t dim, int64_t start, int64_t length) {
  dim = dim_to_cut("narrow", x, dim);
  const int64_t n = x.size(dim);
  RG_CHECK(-n <= start && start <= n, IndexError, "narrow: start ", start,
           " is out of range for length ", n, "; expected ", -n, "..", n);
  if (start < 0) start += n;
  RG_CHECK(length >= 0 && length <= n - start, ShapeError, "narrow: a length of ", length, " from ",
           start, " does not fit in dimension ", dim, " of length ", n);
  return ops::slice(x, dim, start, start + length, 1);
}

std::vector<Tensor> unbind(const Tensor& x, int64_t dim) {
  RG_CHECK(x.dim() > 0, IndexError, "unbind: a 0-d tensor has no dimension ", dim);
  dim = wrap_dim("unbind", dim, x.dim());
  std::vector<Tensor> parts;
  for (int64_t i = 0; i < x.size(dim); ++i) parts.push_back(ops::select(x, dim, i));
  return parts;
}

// Pieces of `length`, the last one perhaps shorter; one empty piece of an empty dimension.
std::vector<Tensor> cut(const Tensor& x, int64_t dim, int64_t length) {
  const int64_t n = x.size(dim);
  std::vector<Tensor> parts;
  for (int64_t at = 0; at < n || parts.empty(); at += std::min(length, n - at))
    parts.push_back(ops::slice(x, dim, at, at + std::min(length, n - at), 1));
  return parts;
}

std::vector<Tensor> split_by_size(const Tensor& x, int64_t length, int64_t dim) {
  dim = dim_to_cut("split", x, dim);
  RG_CHECK(length > 0 || (length == 0 && x.size(dim) == 0), ShapeError,
           "split: expected a positive length, got ", length, " for dimension ", dim, " of length ",
           x.size(dim));
  return cut(x, dim, length);
}

std::vector<Tensor> split_in_sections(const Tensor& x, const Dims& lengths, int64_t dim) {
  dim = dim_to_cut("split", x, dim);
  int64_t left = x.size(dim);
  for (int64_t length : lengths) {
    RG_CHECK(length >= 0 && length <= left, ShapeError, "split: lengths ", lengths,
             " do not sum to the ", x.size(dim), " of dimension ", dim);
    left -= length;
  }
  RG_CHECK(left == 0, ShapeError, "split: lengths ", lengths, " leave ", left, " of the ",
           x.size(dim), " of dimension ", dim);
  std::vector<Tensor> parts;
  int64_t at = 0;
  for (int64_t length : lengths) {
    parts.push_back(ops::slice(x, dim, at, at + length, 1));
    at += length;
  }
  return parts;
}

std::vector<Tensor> chunk(const Tensor& x, int64_t chunks, int64_t dim) {
  RG_CHECK(chunks > 0, ShapeError, "chunk: expected a positive number of chunks, got ", chunks);
  dim = dim_to_cut("chunk", x, dim);
  const int64_t n = x.size(dim);
  if (n > 0) return cut(x, dim, (n - 1) / chunks + 1);
  std::vector<Tensor> parts;
  for (int64_t i = 0; i < chunks; ++i) parts.push_back(ops::slice(x, dim, 0, 0, 1));
  return parts;
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
  rows.row<unbind>("unbind(input: Tensor, dim: int = 0) -> tuple[Tensor, ...]", kFunction | kMethod,
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
  rows.row<split_by_size, split_in_sections>(
      {"split(tensor: Tensor, split_size_or_sections: int, dim: int = 0) -> tuple[Tensor, ...]",
       "split(tensor: Tensor, split_size_or_sections: Sequence[int], dim: int = 0) "
       "-> tuple[Tensor, ...]"},
      kFunction | kMethod,
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
)");
  rows.row<chunk>("chunk(input: Tensor, chunks: int, dim: int = 0) -> tuple[Tensor, ...]",
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
  rows.row<&ops::cat>("cat(tensors: Sequence[Tensor], dim: int = 0) -> Tensor", kFunction,
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
  rows.row<concat>("concat(tensors: Sequence[Tensor], dim: int = 0) -> Tensor", kFunction,
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
  rows.row<&ops::stack>("stack(tensors: Sequence[Tensor], dim: int = 0) -> Tensor", kFunction,
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
