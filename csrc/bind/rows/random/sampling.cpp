// Rows of ops/random/sampling.h, and of the rarer distributions of ops/random/random.h.

#include "ops/random/sampling.h"

#include "bind/call/row.h"
#include "graph/grad_meta.h"
#include "ops/shape/creation.h"

namespace retrograd::bind {
namespace {

using Stream = const Ref<Generator>&;

Tensor normal_of_both(const Tensor& mean, const Tensor& std, Stream generator) {
  return ops::normal(mean, std, generator);
}
Tensor normal_of_means(const Tensor& mean, double std, Stream generator) {
  return ops::normal(mean, std, generator);
}
Tensor normal_of_deviations(double mean, const Tensor& std, Stream generator) {
  return ops::normal(mean, std, generator);
}
Tensor normal_of_numbers(double mean, double std, const Dims& size, Stream generator,
                         std::optional<DType> dtype, Device, bool wants_grad) {
  Tensor y = ops::empty(size, dtype);
  ops::normal_(y, mean, std, generator);
  if (wants_grad) set_requires_grad(y, true);
  return y;
}

}  // namespace

void add_sampling_rows(Rows& rows) {
  rows.row<normal_of_both, normal_of_means, normal_of_deviations, normal_of_numbers>(
      {"normal(mean: Tensor, std: Tensor, *, generator: Generator | None = None) -> Tensor",
       "normal(mean: Tensor, std: float = 1.0, *, generator: Generator | None = None) -> Tensor",
       "normal(mean: float, std: Tensor, *, generator: Generator | None = None) -> Tensor",
       "normal(mean: float, std: float, size: tuple[int, ...], *, "
       "generator: Generator | None = None, dtype: dtype | None = None, "
       "device: str | device | None = None, requires_grad: bool = False) -> Tensor"},
      kFunction | kOut,
      R"(Normal random numbers, of a mean and a standard deviation for each element or for all.

    y ~ N(mean, std^2)

Shape:   mean ``(*)`` and std ``(*)``, broadcast together; or -> ``size``.
Dtype:   floating; that of mean, else that of std. Of numbers the default type if not given.
Grad:    mean, std, zero everywhere.
Raises:  DomainError for a negative std; ShapeError if the shapes do not broadcast;
         NotImplementedError unless floating.
Source:  torch.normal.

>>> a = rg.manual_seed(0)
>>> rg.normal(rg.tensor([0.0, 10.0]), 2.0)
tensor([3.0820, 9.4131])
)");
  rows.row<&ops::poisson>("poisson(input: Tensor, generator: Generator | None = None) -> Tensor",
                          kFunction, R"(Random numbers of events, of a rate for each element.

    y ~ Poisson(rate),  P(y = n) = rate^n e^-rate / n!

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating.
Grad:    input, zero everywhere.
Raises:  DomainError for a rate that is negative or not finite; NotImplementedError unless floating.
Source:  torch.poisson.

>>> rg.poisson(rg.tensor([0.0, 1e-30]))
tensor([0., 0.])
)");
  rows.row<&ops::multinomial>(
      "multinomial(input: Tensor, num_samples: int, replacement: bool = False, *, "
      "generator: Generator | None = None) -> Tensor",
      kUsual, R"(Random positions, drawn by the weights that stand there.

    P(y = j) = w_j / sum_k w_k

Without replacement no position comes twice, and those of weight 0 come last.

Shape:   ``(n)`` -> ``(num_samples)``; ``(m, n)`` -> ``(m, num_samples)``, row by row.
Dtype:   floating -> int64.
Grad:    none.
Raises:  DomainError for weights that are negative, not finite or all 0, and for less than one
         sample, or more than there are without replacement; ShapeError unless a vector or a
         matrix; DTypeError unless floating.
Source:  torch.multinomial.

>>> rg.multinomial(rg.tensor([0.0, 3.0, 0.0]), 4, replacement=True)
tensor([1, 1, 1, 1])
)");
  rows.row<&ops::cauchy_>(
      "cauchy_(self: Tensor, median: float = 0.0, sigma: float = 1.0, *, "
      "generator: Generator | None = None) -> Tensor",
      kMethod,
      R"(Writes random numbers of Cauchy's distribution to every element; returns the tensor.

    y = median + sigma tan(pi (u - 1/2)),  u ~ U(0, 1)

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating.
Grad:    self, zero everywhere.
Raises:  DomainError unless sigma > 0; NotImplementedError unless floating; GraphError for a leaf
         that requires grad.
Source:  torch.Tensor.cauchy_.

>>> rg.zeros(2).cauchy_(3, 1e-30)
tensor([3., 3.])
)");
  rows.row<&ops::log_normal_>(
      "log_normal_(self: Tensor, mean: float = 1.0, std: float = 2.0, *, "
      "generator: Generator | None = None) -> Tensor",
      kMethod,
      R"(Writes random numbers whose logarithms are normal to every element; returns the tensor.

    y = e^x,  x ~ N(mean, std^2)

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating.
Grad:    self, zero everywhere.
Raises:  DomainError unless std > 0; NotImplementedError unless floating; GraphError for a leaf that
         requires grad.
Source:  torch.Tensor.log_normal_.

>>> rg.zeros(2).log_normal_(0, 1e-30)
tensor([1., 1.])
)");
  rows.row<&ops::geometric_>(
      "geometric_(self: Tensor, p: float, *, generator: Generator | None = None) -> Tensor",
      kMethod, R"(Writes to every element how many trials it took to succeed; returns the tensor.

    P(y = n) = p (1 - p)^(n - 1),  n = 1, 2, ...

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all but bool; what an integer type cannot hold saturates.
Grad:    self, zero everywhere.
Raises:  DomainError for p outside (0, 1); NotImplementedError for bool; GraphError for a leaf that
         requires grad.
Source:  torch.Tensor.geometric_.

>>> rg.zeros(2, dtype=rg.int64).geometric_(0.9999999999)
tensor([1, 1])
)");
}

}  // namespace retrograd::bind
