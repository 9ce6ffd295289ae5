// Rows of ops/distribution/draws.h.

#include "ops/distribution/draws.h"

#include "bind/call/row.h"

namespace retrograd::bind {

void add_draw_rows(Rows& rows) {
  rows.row<&ops::binomial>(
      "binomial(count: Tensor, prob: Tensor, generator: Generator | None = None) -> Tensor",
      kFunction, R"(Random numbers of successes, of trials and a probability for each element.

    y ~ Binomial(n, p),  P(y = k) = n! / (k! (n - k)!) p^k (1 - p)^(n - k)

A probability below 0 counts as 0, one above 1 as 1; NaN, or an infinite count, gives NaN.

Shape:   count ``(*)`` and prob ``(*)``, broadcast together.
Dtype:   float32, float64; both alike.
Grad:    none: backward through the result raises NotImplementedError.
Raises:  NotImplementedError for other types; DTypeError for two of them; ShapeError if the shapes
         do not broadcast.
Source:  torch.binomial.

>>> rg.binomial(rg.tensor([5.0, 7.0]), rg.tensor([0.0, 1.0]))
tensor([0., 7.])
)");
  rows.row<&ops::standard_gamma>(
      "_standard_gamma(input: Tensor, generator: Generator | None = None) -> Tensor", kInternal,
      "Gamma numbers of these shapes and rate 1, with a gradient; see Gamma.rsample.");
  rows.row<&ops::standard_gamma_grad>(
      "_standard_gamma_grad(input: Tensor, output: Tensor) -> Tensor", kInternal,
      "How _standard_gamma() moves with the shape, at a sample.");
  rows.row<&ops::sample_dirichlet>(
      "_sample_dirichlet(input: Tensor, generator: Generator | None = None) -> Tensor", kInternal,
      "Rows that sum to 1, with a gradient; see Dirichlet.rsample.");
  rows.row<&ops::dirichlet_grad>(
      "_dirichlet_grad(x: Tensor, alpha: Tensor, total: Tensor) -> Tensor", kInternal,
      "How x ~ Beta(alpha, total - alpha) moves with alpha, over 1 - x.");
}

}  // namespace retrograd::bind
