// Rows of ops/statistics/similarity.h.

#include "ops/statistics/similarity.h"

#include "bind/call/row.h"

namespace retrograd::bind {
namespace {

Tensor normalize(const Tensor& x, double p, const std::optional<Dims>& dim, double eps) {
  return ops::normalize(x, p, dim ? *dim : Dims(), eps);
}

}  // namespace

void add_similarity_rows(Rows& rows) {
  rows.row<normalize>(
      "normalize(input: Tensor, p: float = 2.0, dim: int | tuple[int, ...] | None = 1, eps: float "
      "= 1e-12) -> Tensor",
      kFunctional | kOut, R"(Vectors along dimensions, divided by their norms.

    y = x / max(||x||_p, eps)

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  DTypeError unless floating; IndexError if a dim is out of range.
Source:  torch.nn.functional.normalize.

>>> rg.nn.functional.normalize(rg.tensor([[3.0, 4.0]]))
tensor([[0.6000, 0.8000]])
)");
  rows.row<&ops::cosine_similarity>(
      "cosine_similarity(x1: Tensor, x2: Tensor, dim: int = 1, eps: float = 1e-08) -> Tensor",
      kFunction | kFunctional, R"(The cosines of the angles between vectors along a dimension.

    y = sum_i a_i b_i / (max(||a||, eps) max(||b||, eps))

Shape:   ``(*)`` and ``(*)``, broadcast together -> ``(*)`` without the dimension.
Dtype:   floating; promoted to a common type.
Grad:    x1, x2. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; IndexError if dim is out of range; DTypeError
         unless floating; RuntimeError for a negative eps.
Source:  torch.nn.functional.cosine_similarity.

>>> rg.cosine_similarity(rg.tensor([[1.0, 0.0]]), rg.tensor([[3.0, 4.0]]))
tensor([0.6000])
)");
  rows.row<&ops::pairwise_distance>(
      "pairwise_distance(x1: Tensor, x2: Tensor, p: float = 2.0, eps: float = 1e-06, keepdim: bool "
      "= False) -> Tensor",
      kFunction | kFunctional, R"(The norms of the differences of vectors along the last dimension.

    y = ||a - b + eps||_p

Shape:   ``(*, n)`` and ``(*, n)``, broadcast together -> ``(*)``; ``(*, 1)`` if keepdim.
Dtype:   all; integers give the default type.
Grad:    x1, x2. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools.
Source:  torch.nn.functional.pairwise_distance.

>>> rg.pairwise_distance(rg.tensor([[0.0, 0.0]]), rg.tensor([[3.0, 4.0]]))
tensor([5.0000])
)");
}

}  // namespace retrograd::bind
