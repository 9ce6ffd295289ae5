// Rows of ops/index/gather.h.

#include "ops/index/gather.h"

#include "base/check.h"
#include "bind/call/row.h"
#include "ops/reduce/scatter_reduce.h"
#include "ops/shape/creation.h"

namespace retrograd::bind {
namespace {

Tensor gather(const Tensor& x, int64_t dim, const Tensor& index, bool sparse_grad) {
  RG_CHECK(!sparse_grad, NotImplementedError,
           "gather: there are no sparse tensors; leave sparse_grad out");
  return ops::gather(x, dim, index);
}

using Reduce = std::optional<std::string>;

// Whether what is scattered is to be added; otherwise it is to be multiplied.
bool adds(const char* op, const std::string& reduce) {
  RG_CHECK(reduce == "add" || reduce == "multiply", RuntimeError, op,
           ": reduce argument must be either add or multiply, got ", reduce);
  return reduce == "add";
}

Tensor scatter(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& src,
               const Reduce& reduce) {
  if (!reduce) return ops::scatter(x, dim, index, src);
  if (adds("scatter", *reduce)) return ops::scatter_add(x, dim, index, src);
  return ops::scatter_reduce(x, dim, index, src, ops::Scattered::kProd, true);
}
Tensor& scatter_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& src,
                 const Reduce& reduce) {
  if (!reduce) return ops::scatter_(x, dim, index, src);
  if (adds("scatter_", *reduce)) return ops::scatter_add_(x, dim, index, src);
  return ops::scatter_reduce_(x, dim, index, src, ops::Scattered::kProd, true);
}

// A value is a Python number, which no tensor is.
Tensor each(const Tensor& x, const Tensor& index, const Scalar& value) {
  return ops::full(index.shape(), value, x.dtype());
}
Tensor scatter_value(const Tensor& x, int64_t dim, const Tensor& index, const Scalar& value,
                     const Reduce& reduce) {
  if (!reduce) return ops::scatter(x, dim, index, number(value));
  return scatter(x, dim, index, each(x, index, value), reduce);
}
Tensor& scatter_value_(Tensor& x, int64_t dim, const Tensor& index, const Scalar& value,
                       const Reduce& reduce) {
  if (!reduce) return ops::scatter_(x, dim, index, number(value));
  return scatter_(x, dim, index, each(x, index, value), reduce);
}

}  // namespace

void add_gather_rows(Rows& rows) {
  rows.row<gather>(
      "gather(input: Tensor, dim: int, index: Tensor, *, sparse_grad: bool = False) -> Tensor",
      kFunction | kMethod | kOut,
      R"(The elements at the positions along one dimension that index names, for each of its places.

    y[i, j] = x[index[i, j], j]  for dim 0,  dx = 0 with dy added there

Shape:   input ``(n, m)``, index ``(k, l)`` with ``l <= m`` for dim 0 -> that of index.
Dtype:   all; index int64 or int32.
Grad:    input. Twice differentiable.
Raises:  BoundsError for a position out of bounds; ShapeError if index does not fit; DTypeError for
         another type of it; NotImplementedError for sparse_grad.
Source:  torch.gather.

>>> rg.gather(rg.tensor([[1, 2], [3, 4]]), 1, rg.tensor([[0, 0], [1, 0]]))
tensor([[1, 1],
        [4, 3]])
)");
  rows.row<scatter, scatter_value>(
      {"scatter(input: Tensor, dim: int, index: Tensor, src: Tensor, *, reduce: str | None = None) "
       "-> Tensor",
       "scatter(input: Tensor, dim: int, index: Tensor, value: Number, *, reduce: str | None = "
       "None) -> Tensor"},
      kFunction | kMethod | kOut,
      R"(A copy with elements written at the positions along one dimension that index names.

    y = x, y[index[i, j], j] = s[i, j]  for dim 0,  dy/ds = 1, dy/dx = 0 there

Of several elements for one place the last one stays. With reduce ``"add"`` or ``"multiply"`` all
are added to what is there, or multiplied with it.

Shape:   input ``(n, m)``, index ``(k, l)`` with ``l <= m`` for dim 0, src no smaller than index
         -> that of input.
Dtype:   all, src the same; index int64 or int32.
Grad:    input, src. Twice differentiable.
Raises:  BoundsError for a position out of bounds; ShapeError or DTypeError for what does not fit;
         RangeError for a number that the type cannot hold; RuntimeError for another reduce.
Source:  torch.scatter.

>>> rg.scatter(rg.zeros(2, 3), 1, rg.tensor([[2], [0]]), rg.tensor([[5.0], [7.0]]))
tensor([[0., 0., 5.],
        [7., 0., 0.]])
>>> rg.scatter(rg.zeros(3), 0, rg.tensor([1]), 4)
tensor([0., 4., 0.])
)");
  rows.writing<scatter_, scatter_value_>(
      kMethod, R"(>>> rg.zeros(3).scatter_(0, rg.tensor([2, 0]), rg.tensor([1.0, 2.0]))
tensor([2., 0., 1.])
)");
  rows.row<&ops::scatter_add>(
      "scatter_add(input: Tensor, dim: int, index: Tensor, src: Tensor) -> Tensor",
      kFunction | kMethod | kOut,
      R"(A copy with elements added at the positions along one dimension that index names.

    y = x, y[index[i, j], j] += s[i, j]  for dim 0,  dy/ds = 1

All are added, in the order of the index: the same bits on any number of threads. float16 and
bfloat16 are added in float32 and rounded once.

Shape:   input ``(n, m)``, index ``(k, l)`` with ``l <= m`` for dim 0, src no smaller than index
         -> that of input.
Dtype:   all, src the same; index int64 or int32.
Grad:    input, src. Twice differentiable.
Raises:  BoundsError for a position out of bounds; ShapeError or DTypeError for what does not fit.
Source:  torch.scatter_add.

>>> rg.scatter_add(rg.zeros(3), 0, rg.tensor([0, 2, 0]), rg.tensor([1.0, 2.0, 3.0]))
tensor([4., 0., 2.])
)");
  rows.writing<&ops::scatter_add_>(kMethod,
                                   R"(>>> rg.ones(2).scatter_add_(0, rg.tensor([1, 1]), rg.ones(2))
tensor([1., 3.])
)");
  rows.row<&ops::take_along_dim>(
      "take_along_dim(input: Tensor, indices: Tensor, dim: int | None = None) -> Tensor",
      kFunction | kMethod | kOut,
      R"(As gather(), with indices that broadcast and count from the end where negative.

    y[i, j] = x[indices[i, j], j]  for dim 0,  dx = 0 with dy added there

Without a dim both are flattened. Made for the indices of argmax() with keepdim.

Shape:   ``(n, m)`` and ``(k, m)`` for dim 0, broadcast together but there -> ``(k, m)``.
Dtype:   all; indices int64 or int32.
Grad:    input. Twice differentiable.
Raises:  BoundsError for a position out of bounds; ShapeError if the shapes do not fit; DTypeError
         for another type of indices.
Source:  torch.take_along_dim.

>>> x = rg.tensor([[10, 30, 20], [60, 40, 50]])
>>> rg.take_along_dim(x, x.argmax(1, keepdim=True), dim=1)
tensor([[30],
        [60]])
)");
  rows.row<&ops::one_hot>("one_hot(tensor: Tensor, num_classes: int = -1) -> Tensor", kFunctional,
                          R"(1 at the class that each element names, 0 at the others.

    y[.., k] = 1 if x[..] = k else 0

With -1 there are as many classes as the largest asks for.

Shape:   ``(*)`` -> ``(*, num_classes)``.
Dtype:   int64.
Grad:    none.
Raises:  DomainError for a class that is negative or not below num_classes; DTypeError for another
         type; ShapeError for no classes.
Source:  torch.nn.functional.one_hot.

>>> rg.nn.functional.one_hot(rg.tensor([0, 2]))
tensor([[1, 0, 0],
        [0, 0, 1]])
)");
  rows.row<&ops::take>(
      "take(input: Tensor, index: Tensor) -> Tensor", kFunction | kMethod | kOut,
      R"(The elements at positions in the flattened tensor; negative ones count from its end.

    y[i] = x.flatten()[index[i]],  dx = 0 with dy added there

Shape:   ``(*)`` and any shape of index -> that of index.
Dtype:   all; index int64 or int32.
Grad:    input. Twice differentiable.
Raises:  BoundsError for a position out of bounds; DTypeError for another type of index.
Source:  torch.take.

>>> rg.take(rg.tensor([[1, 2], [3, 4]]), rg.tensor([0, -1]))
tensor([1, 4])
)");
  rows.row<&ops::put>(
      "put(input: Tensor, index: Tensor, source: Tensor, accumulate: bool = False) -> Tensor",
      kFunction | kMethod,
      R"(A copy with elements written at positions in the flattened tensor, or added there.

    y = x, y.flatten()[index[i]] = s[i],  dy/ds = 1, dy/dx = 0 there

Of several elements for one place the last one stays, or all are added, in their order.

Shape:   input ``(*)``, source with as many elements as index -> that of input.
Dtype:   all, source the same; index int64 or int32.
Grad:    input, source. Twice differentiable.
Raises:  BoundsError for a position out of bounds; IndexError if the numbers of elements differ;
         DTypeError for other types.
Source:  torch.Tensor.put.

>>> rg.zeros(2, 2).put(rg.tensor([0, -1]), rg.tensor([5.0, 7.0]))
tensor([[5., 0.],
        [0., 7.]])
)");
  rows.writing<&ops::put_>(kMethod,
                           R"(>>> rg.zeros(2).put_(rg.tensor([1, 1]), rg.ones(2), accumulate=True)
tensor([0., 2.])
)");
  rows.row<&ops::unravel_index>(
      "unravel_index(indices: Tensor, shape: int | Sequence[int]) -> tuple[Tensor, ...]", kFunction,
      R"(The coordinates of elements that positions in the flattened tensor name.

    i = (y_0 n_1 + y_1) n_2 + y_2,  modulo the number of elements

Shape:   ``(*)`` -> ``(*)`` for each dimension of the shape.
Dtype:   integers; the coordinates are int64.
Grad:    none.
Raises:  DTypeError unless the positions are integers; ValueError for a negative length;
         RuntimeError for a shape without elements.
Source:  torch.unravel_index.

>>> rg.unravel_index(rg.tensor([5, 1]), (2, 3))
(tensor([1, 0]), tensor([2, 1]))
)");
}

}  // namespace retrograd::bind
