// Rows that take tensors apart into views, and join several into one.

#include <string>

#include "base/check.h"
#include "bind/call/row.h"
#include "ops/shape/join.h"
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

std::vector<Tensor> tensor_split_sections(const Tensor& x, int64_t sections, int64_t dim) {
  return ops::tensor_split(x, sections, dim);
}
std::vector<Tensor> tensor_split_bounds(const Tensor& x, const Dims& indices, int64_t dim) {
  return ops::tensor_split(x, indices, dim);
}
std::vector<Tensor> tensor_split_by(const Tensor& x, const Tensor& indices, int64_t dim) {
  RG_CHECK(indices.dtype() == DType::kInt64, DTypeError,
           "tensor_split: expected indices or sections of int64, got ", indices.dtype());
  RG_CHECK(indices.dim() <= 1, ShapeError,
           "tensor_split: expected a vector or a 0-d tensor of indices, got shape ",
           indices.shape());
  if (indices.dim() == 0) return ops::tensor_split(x, indices.item().to_int(), dim);
  Dims bounds;
  for (int64_t i = 0; i < indices.numel(); ++i)
    bounds.push_back(ops::select(indices, 0, i).item().to_int());
  return ops::tensor_split(x, bounds, dim);
}

// hsplit, vsplit and dsplit, along the second, first and third dimension.
constexpr const char* kSplits[] = {"hsplit", "vsplit", "dsplit"};
template <int kWhich>
int64_t split_dim(const Tensor& x) {
  constexpr int64_t kLeast[] = {1, 2, 3};
  RG_CHECK(x.dim() >= kLeast[kWhich], ShapeError, kSplits[kWhich], ": expected at least ",
           kLeast[kWhich], " dimensions, got shape ", x.shape());
  return kWhich == 0 ? (x.dim() > 1 ? 1 : 0) : kWhich == 1 ? 0 : 2;
}
template <int kWhich>
std::vector<Tensor> split_sections(const Tensor& x, int64_t sections) {
  return ops::split_evenly(kSplits[kWhich], x, sections, split_dim<kWhich>(x));
}
template <int kWhich>
std::vector<Tensor> split_bounds(const Tensor& x, const Dims& indices) {
  return ops::tensor_split(x, indices, split_dim<kWhich>(x));
}

template <int kDims>
Tensor at_least(const Tensor& x) {
  return ops::at_least(x, kDims);
}
template <int kDims>
std::vector<Tensor> all_at_least(const std::vector<Tensor>& tensors) {
  std::vector<Tensor> all;
  for (const Tensor& x : tensors) all.push_back(ops::at_least(x, kDims));
  return all;
}

std::vector<Tensor> meshgrid(const std::vector<Tensor>& tensors,
                             const std::optional<std::string>& indexing) {
  const std::string& how = indexing ? *indexing : "ij";
  RG_CHECK(how == "ij" || how == "xy", RuntimeError,
           "meshgrid: indexing must be 'ij' or 'xy', got '", how, "'");
  return ops::meshgrid(tensors, how == "xy");
}
Tensor row_stack(const std::vector<Tensor>& tensors) { return ops::vstack(tensors); }

Tensor concat(const std::vector<Tensor>& tensors, int64_t dim) { return ops::cat(tensors, dim); }

}  // namespace

static void add_split_rows(Rows& rows) {
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
  constexpr const char* kTensorSplit =
      R"(Views of so many stretches of a dimension, or of those between given places.

    y_0 = x[:a],  y_1 = x[a:b], ...

Shape:   ``(n, *)`` -> ``(a, *)``, ``(b - a, *)``, ...; of a number of sections the first are longer
         by one where they cannot be equal.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError for a 0-d tensor or no sections; IndexError if dim is out of range.
Source:  torch.tensor_split.

>>> rg.tensor_split(rg.arange(5), 2)
(tensor([0, 1, 2]), tensor([3, 4]))
>>> rg.tensor_split(rg.arange(5), (1, 4))
(tensor([0]), tensor([1, 2, 3]), tensor([4]))
)";
  rows.row<tensor_split_sections, tensor_split_bounds, tensor_split_by>(
      {"tensor_split(input: Tensor, sections: int, dim: int = 0) -> tuple[Tensor, ...]",
       "tensor_split(input: Tensor, indices: Sequence[int], dim: int = 0) -> tuple[Tensor, ...]",
       "tensor_split(input: Tensor, tensor_indices_or_sections: Tensor, dim: int = 0) "
       "-> tuple[Tensor, ...]"},
      kFunction | kMethod, kTensorSplit);
  rows.row<split_sections<0>, split_bounds<0>>(
      {"hsplit(input: Tensor, sections: int) -> tuple[Tensor, ...]",
       "hsplit(input: Tensor, indices: Sequence[int]) -> tuple[Tensor, ...]"},
      kFunction | kMethod,
      R"(Views of equal stretches of the second dimension, of a vector's only one.

    y_0 = x[:, :a],  y_1 = x[:, a:b], ...

Shape:   ``(n, m, *)`` -> ``(n, a, *)``, ``(n, b - a, *)``, ...
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError for a 0-d tensor, or if the sections cannot be equal.
Source:  torch.hsplit.

>>> rg.hsplit(rg.tensor([[1, 2], [3, 4]]), 2)
(tensor([[1],
        [3]]), tensor([[2],
        [4]]))
)");
  rows.row<split_sections<1>, split_bounds<1>>(
      {"vsplit(input: Tensor, sections: int) -> tuple[Tensor, ...]",
       "vsplit(input: Tensor, indices: Sequence[int]) -> tuple[Tensor, ...]"},
      kFunction | kMethod, R"(Views of equal stretches of the first dimension.

    y_0 = x[:a],  y_1 = x[a:b], ...

Shape:   ``(n, m, *)`` -> ``(a, m, *)``, ``(b - a, m, *)``, ...
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError for fewer than 2 dimensions, or if the sections cannot be equal.
Source:  torch.vsplit.

>>> rg.vsplit(rg.tensor([[1, 2], [3, 4]]), 2)
(tensor([[1, 2]]), tensor([[3, 4]]))
)");
  rows.row<split_sections<2>, split_bounds<2>>(
      {"dsplit(input: Tensor, sections: int) -> tuple[Tensor, ...]",
       "dsplit(input: Tensor, indices: Sequence[int]) -> tuple[Tensor, ...]"},
      kFunction | kMethod, R"(Views of equal stretches of the third dimension.

    y_0 = x[:, :, :a],  y_1 = x[:, :, a:b], ...

Shape:   ``(n, m, k, *)`` -> ``(n, m, a, *)``, ``(n, m, b - a, *)``, ...
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError for fewer than 3 dimensions, or if the sections cannot be equal.
Source:  torch.dsplit.

>>> rg.dsplit(rg.tensor([[[1, 2]]]), 2)
(tensor([[[1]]]), tensor([[[2]]]))
)");
}

static void add_joining_rows(Rows& rows) {
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
  rows.alias("concatenate", "concat", 0);
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
  rows.row<&ops::hstack>(
      "hstack(tensors: Sequence[Tensor]) -> Tensor", kFunction | kOut,
      R"(The tensors side by side: along the second dimension, of vectors the only.

    y = [x_0, x_1, ...]

Shape:   ``(n, a, *)``, ``(n, b, *)``, ... -> ``(n, a + b + ..., *)``; 0-d tensors count as vectors.
Dtype:   all; promoted to a common type.
Grad:    tensors. Twice differentiable.
Raises:  ShapeError for no tensors, or if the other lengths differ.
Source:  torch.hstack.

>>> rg.hstack([rg.tensor([1, 2]), rg.tensor([3])])
tensor([1, 2, 3])
)");
  constexpr const char* kVstack = R"(The tensors one below the other: along the first dimension.

    y = [x_0; x_1; ...]

Shape:   ``(a, m, *)``, ``(b, m, *)``, ... -> ``(a + b + ..., m, *)``; vectors count as rows.
Dtype:   all; promoted to a common type.
Grad:    tensors. Twice differentiable.
Raises:  ShapeError for no tensors, or if the other lengths differ.
Source:  torch.vstack.

>>> rg.vstack([rg.tensor([1, 2]), rg.tensor([3, 4])])
tensor([[1, 2],
        [3, 4]])
)";
  rows.row<&ops::vstack>("vstack(tensors: Sequence[Tensor]) -> Tensor", kFunction | kOut, kVstack);
  rows.row<row_stack>("row_stack(tensors: Sequence[Tensor]) -> Tensor", kFunction | kOut, kVstack);
  rows.row<&ops::dstack>("dstack(tensors: Sequence[Tensor]) -> Tensor", kFunction | kOut,
                         R"(The tensors one behind the other: along the third dimension.

    y[:, :, k] = x_k

Shape:   ``(n, m, a, *)``, ... -> ``(n, m, a + ..., *)``; ``(m)`` counts as ``(1, m, 1)``.
Dtype:   all; promoted to a common type.
Grad:    tensors. Twice differentiable.
Raises:  ShapeError for no tensors, or if the other lengths differ.
Source:  torch.dstack.

>>> rg.dstack([rg.tensor([1, 2]), rg.tensor([3, 4])])
tensor([[[1, 3],
         [2, 4]]])
)");
  rows.row<&ops::column_stack>("column_stack(tensors: Sequence[Tensor]) -> Tensor",
                               kFunction | kOut,
                               R"(The tensors side by side, vectors as columns.

    y = [x_0, x_1, ...]

Shape:   ``(n)``, ``(n, a)``, ... -> ``(n, 1 + a + ...)``.
Dtype:   all; promoted to a common type.
Grad:    tensors. Twice differentiable.
Raises:  ShapeError for no tensors, or if the other lengths differ.
Source:  torch.column_stack.

>>> rg.column_stack([rg.tensor([1, 2]), rg.tensor([3, 4])])
tensor([[1, 3],
        [2, 4]])
)");
  rows.row<&ops::block_diag>("block_diag(*tensors: Tensor) -> Tensor", kFunction,
                             R"(A matrix with the tensors along its diagonal, zeros elsewhere.

    y = diag(x_0, x_1, ...)

Shape:   ``(a, b)``, ``(c, d)``, ... -> ``(a + c + ..., b + d + ...)``; ``(b)`` counts as a row.
Dtype:   all; promoted to a common type.
Grad:    tensors. Twice differentiable.
Raises:  ShapeError for more than 2 dimensions.
Source:  torch.block_diag.

>>> rg.block_diag(rg.tensor([[1], [2]]), rg.tensor([3, 4]))
tensor([[1, 0, 0],
        [2, 0, 0],
        [0, 3, 4]])
)");
  rows.row<&ops::cartesian_prod>("cartesian_prod(*tensors: Tensor) -> Tensor", kFunction,
                                 R"(Every choice of an element from each vector, a row for each.

    the rows (a, b, ...) with a of x_0, b of x_1, ..., the last changing fastest

Shape:   ``(n)``, ``(m)``, ... -> ``(n m ..., count)``; one vector alone stays one.
Dtype:   all; of one dtype.
Grad:    tensors. Twice differentiable.
Raises:  ShapeError for no tensors, or others than vectors; DTypeError for several dtypes.
Source:  torch.cartesian_prod.

>>> rg.cartesian_prod(rg.tensor([1, 2]), rg.tensor([3, 4]))
tensor([[1, 3],
        [1, 4],
        [2, 3],
        [2, 4]])
)");
  rows.row<&ops::combinations>(
      "combinations(input: Tensor, r: int = 2, with_replacement: bool = False) -> Tensor",
      kFunction, R"(Every choice of r elements of a vector, a row for each, in their order.

    the rows (x_i, x_j, ...) with i < j < ...,  i <= j <= ... with_replacement

Shape:   ``(n)`` -> ``(k, r)``; ``(0)`` for r = 0.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError unless input is a vector, and for more rows than there can be; RuntimeError for
         a negative r.
Source:  torch.combinations.

>>> rg.combinations(rg.tensor([1, 2, 3]))
tensor([[1, 2],
        [1, 3],
        [2, 3]])
)");
}

template <int kDims>
static void add_at_least_row(Rows& rows, const char* one, const char* all, const char* doc) {
  rows.row<at_least<kDims>, all_at_least<kDims>>({one, all}, kFunction, doc);
}

// Views that make shapes alike.
static void add_matching_rows(Rows& rows) {
  add_at_least_row<1>(rows, "atleast_1d(input: Tensor) -> Tensor",
                      "atleast_1d(*tensors: Tensor) -> tuple[Tensor, ...]",
                      R"(The tensor, or each of several, with at least one dimension.

    y = x[None]  for a 0-d x

Shape:   ``()`` -> ``(1)``; others stay.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  nothing.
Source:  torch.atleast_1d.

>>> rg.atleast_1d(rg.tensor(5))
tensor([5])
)");
  add_at_least_row<2>(rows, "atleast_2d(input: Tensor) -> Tensor",
                      "atleast_2d(*tensors: Tensor) -> tuple[Tensor, ...]",
                      R"(The tensor, or each of several, with at least two dimensions.

    y = x[None]  for a vector

Shape:   ``(n)`` -> ``(1, n)``; ``()`` -> ``(1, 1)``; others stay.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  nothing.
Source:  torch.atleast_2d.

>>> rg.atleast_2d(rg.tensor([5, 6]))
tensor([[5, 6]])
)");
  add_at_least_row<3>(rows, "atleast_3d(input: Tensor) -> Tensor",
                      "atleast_3d(*tensors: Tensor) -> tuple[Tensor, ...]",
                      R"(The tensor, or each of several, with at least three dimensions.

    y = x[:, :, None]  for a matrix

Shape:   ``(n, m)`` -> ``(n, m, 1)``; ``(m)`` -> ``(1, m, 1)``; ``()`` -> ``(1, 1, 1)``.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  nothing.
Source:  torch.atleast_3d.

>>> rg.atleast_3d(rg.zeros(2, 3)).shape
torch.Size([2, 3, 1])
)");
  rows.row<&ops::broadcast_tensors>("broadcast_tensors(*tensors: Tensor) -> tuple[Tensor, ...]",
                                    kFunction, R"(Views of the tensors in their common shape.

    y_i = x_i expanded to the broadcast of all shapes

Shape:   ``(n, 1)``, ``(m)`` -> twice ``(n, m)``.
Dtype:   all.
Grad:    tensors. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast.
Source:  torch.broadcast_tensors.

>>> rg.broadcast_tensors(rg.tensor([[1], [2]]), rg.tensor([3, 4]))[0]
tensor([[1, 1],
        [2, 2]])
)");
  rows.row<meshgrid>(
      "meshgrid(*tensors: Tensor, indexing: str | None = None) -> tuple[Tensor, ...]", kFunction,
      R"(Views of vectors along one dimension each of a common grid.

    y_i[j_0, j_1, ...] = x_i[j_i]

Shape:   ``(n)``, ``(m)`` -> twice ``(n, m)``; ``(m, n)`` for indexing 'xy', which exchanges the
         first two dimensions ('ij' is the default).
Dtype:   all; of one dtype.
Grad:    tensors. Twice differentiable.
Raises:  ShapeError for no tensors, or others than vectors; DTypeError for several dtypes;
         RuntimeError for another indexing.
Source:  torch.meshgrid.

>>> rg.meshgrid(rg.tensor([1, 2]), rg.tensor([3, 4]), indexing="ij")[0]
tensor([[1, 1],
        [2, 2]])
)");
}

void add_join_rows(Rows& rows) {
  add_split_rows(rows);
  add_joining_rows(rows);
  add_matching_rows(rows);
}

}  // namespace retrograd::bind
