// Rows of ops/statistics/counts.h and differences.h.

#include "ops/statistics/counts.h"
#include "bind/call/row.h"
#include "ops/statistics/differences.h"

namespace retrograd::bind {
namespace {

using Along = std::optional<Dims>;
using Dtype = std::optional<DType>;

template <auto f>
Tensor by_dims(const Tensor& x, const Along& dim, bool keepdim, Dtype dtype) {
  return f(x, dim ? *dim : Dims(), keepdim, dtype);
}
Tensor count_nonzero(const Tensor& x, const Along& dim) {
  return ops::count_nonzero(x, dim ? *dim : Dims());
}

Tensor cov(const Tensor& x, int64_t correction, const Tensor& fweights, const Tensor& aweights) {
  return ops::cov(x, correction, fweights, aweights);
}

template <auto f>
Tensor at_points(const Tensor& y, const Tensor& x, int64_t dim) {
  return f(y, x, 1, dim);
}
template <auto f>
Tensor at_steps(const Tensor& y, const Scalar& dx, int64_t dim) {
  return f(y, Tensor(), dx, dim);
}

template <auto f>
void add_integral(Rows& rows, const std::string& name, const char* doc) {
  const std::string points = name + "(y: Tensor, x: Tensor, *, dim: int = -1) -> Tensor",
                    steps = name + "(y: Tensor, *, dx: Number = 1, dim: int = -1) -> Tensor";
  rows.row<at_points<f>, at_steps<f>>({points.c_str(), steps.c_str()}, kFunction, doc);
}

void add_counts(Rows& rows) {
  rows.row<by_dims<&ops::nansum>>(
      "nansum(input: Tensor, dim: int | tuple[int, ...] | None = None, keepdim: bool = False, *, "
      "dtype: dtype | None = None) -> Tensor",
      kUsual, R"(The sum of all elements but NaNs, or of those along dimensions.

    y = sum_i x_i where x_i is no NaN,  dy/dx_i = 1 there, 0 elsewhere

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
Dtype:   all; bool and integers give int64.
Grad:    input. Twice differentiable.
Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
Source:  torch.nansum.

>>> rg.nansum(rg.tensor([1.0, float("nan"), 2.0]))
tensor(3.)
)");
  rows.row<by_dims<&ops::nanmean>>(
      "nanmean(input: Tensor, dim: int | tuple[int, ...] | None = None, keepdim: bool = False, *, "
      "dtype: dtype | None = None) -> Tensor",
      kUsual, R"(The mean of all elements but NaNs, or of those along dimensions; of none it is NaN.

    y = (1 / n) sum_i x_i where x_i is no NaN, of which there are n

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  DTypeError unless floating; IndexError if a dim is out of range; ShapeError for one given
         twice.
Source:  torch.nanmean.

>>> rg.nanmean(rg.tensor([1.0, float("nan"), 2.0]))
tensor(1.5000)
)");
  rows.row<count_nonzero>(
      "count_nonzero(input: Tensor, dim: int | tuple[int, ...] | None = None) -> Tensor",
      kFunction | kMethod, R"(How many elements are not 0, of all or along dimensions.

    y = sum_i [x_i != 0]

NaNs are counted.

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims.
Dtype:   all; the result is int64.
Grad:    none.
Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
Source:  torch.count_nonzero.

>>> rg.count_nonzero(rg.tensor([[0, 1], [2, 3]]), dim=1)
tensor([1, 2])
)");
  rows.row<cov>(
      "cov(input: Tensor, *, correction: int = 1, fweights: Tensor | None = None, "
      "aweights: Tensor | None = None) -> Tensor",
      kFunction | kMethod,
      R"(The covariances of variables, which are rows; columns are observations.

    c_ij = sum_k w_k (x_ik - mean_i) (x_jk - mean_j) / (sum_k w_k - correction)

w = fweights, how often each observation was made, times aweights, what it counts. With aweights a
the correction is multiplied by sum(w a) / sum(w).

Shape:   ``(m, n)`` -> ``(m, m)``; ``(1, n)``, ``(n,)`` and ``()`` -> ``()``.
         Weights are of shape ``(n,)``.
Dtype:   all but bool; integers give the default type.
Grad:    input, aweights. Twice differentiable.
Raises:  ShapeError for more than two dimensions or weights that do not fit; DTypeError for bool and
         weights of the wrong kind; RuntimeError for weights below 0 or that sum to 0.
Source:  torch.cov.

>>> rg.cov(rg.tensor([[0.0, 1.0, 2.0], [2.0, 1.0, 0.0]]))
tensor([[ 1., -1.],
        [-1.,  1.]])
)");
  rows.row<&ops::corrcoef>("corrcoef(input: Tensor) -> Tensor", kFunction | kMethod,
                           R"(Pearson's correlations of variables, which are rows.

    r_ij = c_ij / sqrt(c_ii c_jj),  c as cov() gives it

Shape:   ``(m, n)`` -> ``(m, m)``; ``(1, n)``, ``(n,)`` and ``()`` -> ``()``.
Dtype:   all but bool; integers give the default type.
Grad:    input. Twice differentiable.
Raises:  ShapeError for more than two dimensions; DTypeError for bool.
Source:  torch.corrcoef.

>>> rg.corrcoef(rg.tensor([[0.0, 1.0, 2.0], [2.0, 1.0, 0.0]]))
tensor([[ 1., -1.],
        [-1.,  1.]])
)");
}

void add_differences(Rows& rows) {
  rows.row<&ops::diff>(
      "diff(input: Tensor, n: int = 1, dim: int = -1, prepend: Tensor | None = None, "
      "append: Tensor | None = None) -> Tensor",
      kUsual, R"(The differences of neighbours along a dimension, n times.

    y_i = x_{i+1} - x_i

Of bool whether they differ. Ends are joined to the input before.

Shape:   ``(*, m, *)`` -> ``(*, m - n, *)``, with the lengths of the ends in m.
Dtype:   all.
Grad:    input, prepend, append. Twice differentiable.
Raises:  ShapeError for a 0-d tensor and ends that do not fit; RuntimeError for n < 0; IndexError if
         dim is out of range.
Source:  torch.diff.

>>> rg.diff(rg.tensor([1, 4, 9, 16]))
tensor([3, 5, 7])
)");
  add_integral<&ops::trapezoid>(rows, "trapezoid",
                                R"(The integral along a dimension by the trapezoidal rule.

    z = sum_i (x_i - x_{i-1}) (y_i + y_{i-1}) / 2

Without x its points are dx apart.

Shape:   ``(*, n, *)`` -> ``(*, *)``; x is of shape ``(n,)``, or broadcasts to that of y.
Dtype:   all but bool; integers give the default type.
Grad:    y, x. Twice differentiable.
Raises:  IndexError if dim is out of range; ShapeError if x does not fit; DTypeError for bool.
Source:  torch.trapezoid.

>>> rg.trapezoid(rg.tensor([1.0, 5.0, 10.0]), rg.tensor([1.0, 3.0, 6.0]))
tensor(28.5000)
)");
  rows.alias("trapz", "trapezoid");
  add_integral<&ops::cumulative_trapezoid>(
      rows, "cumulative_trapezoid",
      R"(The integrals up to each point along a dimension by the trapezoidal rule.

    z_k = sum_{i <= k} (x_i - x_{i-1}) (y_i + y_{i-1}) / 2

Without x its points are dx apart.

Shape:   ``(*, n, *)`` -> ``(*, n - 1, *)``; x is of shape ``(n,)``, or broadcasts to that of y.
Dtype:   all but bool; integers give the default type.
Grad:    y, x. Twice differentiable.
Raises:  IndexError if dim is out of range; ShapeError if x does not fit; DTypeError for bool.
Source:  torch.cumulative_trapezoid.

>>> rg.cumulative_trapezoid(rg.tensor([1.0, 5.0, 10.0]))
tensor([ 3.0000, 10.5000])
)");
}

}  // namespace

void add_counts_rows(Rows& rows) {
  add_counts(rows);
  add_differences(rows);
}

}  // namespace retrograd::bind
