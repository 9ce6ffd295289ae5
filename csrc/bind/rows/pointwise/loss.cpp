// Rows of ops/pointwise/loss.h.

#include "ops/pointwise/loss.h"

#include "base/check.h"
#include "bind/call/row.h"
#include "bind/function/origin.h"
#include "bind/rows/pointwise/loss_reduction.h"
#include "ops/loss/likelihood.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/unary.h"
#include "ops/shape/shape.h"

namespace retrograd::bind {
namespace {

Tensor mse_loss(const Tensor& input, const Tensor& target, Flag size_average, Flag reduce,
                const std::string& reduction, const Tensor& weight) {
  warn_of_shapes("mse_loss", input, target);
  const ops::Reduction r = reduction_of("mse_loss", reduction, size_average, reduce);
  if (!weight.defined()) return ops::mse_loss(input, target, r);
  return weighted("mse_loss", input, ops::pow(ops::sub(input, target), 2), weight, r);
}
Tensor l1_loss(const Tensor& input, const Tensor& target, Flag size_average, Flag reduce,
               const std::string& reduction, const Tensor& weight) {
  warn_of_shapes("l1_loss", input, target);
  const ops::Reduction r = reduction_of("l1_loss", reduction, size_average, reduce);
  if (!weight.defined()) return ops::l1_loss(input, target, r);
  return weighted("l1_loss", input, ops::abs(ops::sub(input, target)), weight, r);
}
Tensor smooth_l1_loss(const Tensor& input, const Tensor& target, Flag size_average, Flag reduce,
                      const std::string& reduction, double beta) {
  warn_of_shapes("smooth_l1_loss", input, target);
  return ops::smooth_l1_loss(input, target,
                             reduction_of("smooth_l1_loss", reduction, size_average, reduce), beta);
}
Tensor huber_loss(const Tensor& input, const Tensor& target, const std::string& reduction,
                  double delta, const Tensor& weight) {
  const char* op = "huber_loss";
  warn_of_shapes(op, input, target);
  const ops::Reduction r = ops::parse_reduction(op, reduction);
  if (!weight.defined()) return ops::huber_loss(input, target, r, delta);
  RG_CHECK(weight.shape() == input.shape(), ShapeError, op, ": expected a weight of the shape ",
           input.shape(), " of the input, got ", weight.shape());
  const Tensor y = ops::huber_loss(input, target, ops::Reduction::kNone, delta);
  return ops::reduced(ops::mul(y, weight), r);
}
Tensor kl_div(const Tensor& input, const Tensor& target, Flag size_average, Flag reduce,
              const std::string& reduction, bool log_target) {
  const char* op = "kl_div";
  const bool flags = size_average || reduce;
  if (!flags && reduction == "mean")
    warn_user(
        "kl_div: reduction='mean' divides by the number of elements; the divergence is that of "
        "reduction='batchmean'");
  const bool of_batch = reduction == "batchmean";
  const Tensor y =
      ops::kl_div(input, target, log_target,
                  of_batch && !flags ? ops::Reduction::kSum
                                     : reduction_of(op, reduction, size_average, reduce));
  return of_batch && input.dim() > 0 ? ops::div(y, input.size(0)) : y;
}
Tensor poisson_nll_loss(const Tensor& input, const Tensor& target, bool log_input, bool full,
                        Flag size_average, double eps, Flag reduce, const std::string& reduction) {
  return ops::poisson_nll_loss(input, target, log_input, full, eps,
                               reduction_of("poisson_nll_loss", reduction, size_average, reduce));
}
Tensor gaussian_nll_loss(const Tensor& input, const Tensor& target, const Tensor& var, bool full,
                         double eps, const std::string& reduction) {
  // A number is a variance for all of them.
  const Tensor variance = var.dim() == 0 ? ops::expand(var, input.shape()) : var;
  return ops::gaussian_nll_loss(input, target, variance, full, eps,
                                ops::parse_reduction("gaussian_nll_loss", reduction));
}
Tensor binary_cross_entropy(const Tensor& input, const Tensor& target, const Tensor& weight,
                            Flag size_average, Flag reduce, const std::string& reduction) {
  return ops::binary_cross_entropy(
      input, target, weight, reduction_of("binary_cross_entropy", reduction, size_average, reduce));
}
Tensor binary_cross_entropy_with_logits(const Tensor& input, const Tensor& target,
                                        const Tensor& weight, Flag size_average, Flag reduce,
                                        const std::string& reduction, const Tensor& pos_weight) {
  return ops::binary_cross_entropy_with_logits(
      input, target, weight,
      reduction_of("binary_cross_entropy_with_logits", reduction, size_average, reduce),
      pos_weight);
}
Tensor nll_loss(const Tensor& input, const Tensor& target, const Tensor& weight, Flag size_average,
                int64_t ignore_index, Flag reduce, const std::string& reduction) {
  return ops::nll_loss(input, target, weight, ignore_index,
                       reduction_of("nll_loss", reduction, size_average, reduce));
}
Tensor cross_entropy(const Tensor& input, const Tensor& target, const Tensor& weight,
                     Flag size_average, int64_t ignore_index, Flag reduce,
                     const std::string& reduction, double label_smoothing) {
  return ops::cross_entropy(input, target, weight, ignore_index,
                            reduction_of("cross_entropy", reduction, size_average, reduce),
                            label_smoothing);
}

void add_distances(Rows& rows) {
  rows.row<mse_loss>(
      "mse_loss(input: Tensor, target: Tensor, size_average: bool | None = None, reduce: bool | "
      "None = None, reduction: str = 'mean', weight: Tensor | None = None) -> Tensor",
      kFunctional,
      R"(The squared differences, their mean or their sum.

    y = (x - t)^2,  dy/dx = 2 (x - t) = -dy/dt

With a weight the mean is sum w y / sum w. size_average and reduce are torch's older words for a
reduction, and warn.

Shape:   ``(*)`` and ``(*)``, broadcast with a UserWarning, weight as the input -> ``()``, or
         ``(*)`` for "none".
Dtype:   floating; promoted to a common type.
Grad:    input, target, weight. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; NotImplementedError unless floating; ValueError
         for another reduction.
Source:  torch.nn.functional.mse_loss.

>>> rg.nn.functional.mse_loss(rg.tensor([1.0, 2.0]), rg.tensor([1.0, 4.0]))
tensor(2.)
)");
  rows.row<l1_loss>(
      "l1_loss(input: Tensor, target: Tensor, size_average: bool | None = None, reduce: bool | "
      "None = None, reduction: str = 'mean', weight: Tensor | None = None) -> Tensor",
      kFunctional,
      R"(The absolute differences, their mean or their sum.

    y = |x - t|,  dy/dx = sign(x - t) = -dy/dt

With a weight the mean is sum w y / sum w. size_average and reduce: see mse_loss().

Shape:   ``(*)`` and ``(*)``, broadcast with a UserWarning, weight as the input -> ``()``, or
         ``(*)`` for "none".
Dtype:   all but bool; the mean floating.
Grad:    input, target, weight; 0 where they are equal. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for the mean of integers; ValueError
         for another reduction.
Source:  torch.nn.functional.l1_loss.

>>> rg.nn.functional.l1_loss(rg.tensor([1.0, 2.0]), rg.tensor([1.0, 4.0]))
tensor(1.)
)");
}

void add_bounded_distances(Rows& rows) {
  rows.row<smooth_l1_loss>(
      "smooth_l1_loss(input: Tensor, target: Tensor, size_average: bool | None = None, reduce: "
      "bool | None = None, reduction: str = 'mean', beta: float = 1.0) -> Tensor",
      kFunctional,
      R"(Squared differences where they are small, absolute ones elsewhere.

    y = d < beta ? d^2 / (2 beta) : d - beta / 2,  d = |x - t|,
    dy/dx = min(max((x - t) / beta, -1), 1) = -dy/dt

With a beta of 0 it is l1_loss(). size_average and reduce: see mse_loss().

Shape:   ``(*)`` and ``(*)``, broadcast with a UserWarning -> ``()``, or ``(*)`` for "none".
Dtype:   floating; promoted to a common type.
Grad:    input, target. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; NotImplementedError unless floating;
         RuntimeError for a negative beta; ValueError for another reduction.
Source:  torch.nn.functional.smooth_l1_loss.

>>> rg.nn.functional.smooth_l1_loss(rg.tensor([1.0, 2.0]), rg.tensor([1.5, 4.0]))
tensor(0.8125)
)");
  rows.row<huber_loss>(
      "huber_loss(input: Tensor, target: Tensor, reduction: str = 'mean', delta: float = 1.0, "
      "weight: Tensor | None = None) -> Tensor",
      kFunctional,
      R"(Squared differences where they are small, absolute ones elsewhere: smooth_l1_loss, scaled.

    y = d <= delta ? d^2 / 2 : delta (d - delta / 2),  d = |x - t|,
    dy/dx = min(max(x - t, -delta), delta) = -dy/dt

With a weight each y is multiplied by it.

Shape:   ``(*)`` and ``(*)``, broadcast with a UserWarning, weight as the input -> ``()``, or
         ``(*)`` for "none".
Dtype:   floating; promoted to a common type.
Grad:    input, target, weight. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; NotImplementedError unless floating;
         RuntimeError unless delta is positive; ValueError for another reduction.
Source:  torch.nn.functional.huber_loss.

>>> rg.nn.functional.huber_loss(rg.tensor([1.0, 2.0]), rg.tensor([1.5, 4.0]), delta=0.5)
tensor(0.5000)
)");
}

void add_likelihoods(Rows& rows) {
  rows.row<kl_div>(
      "kl_div(input: Tensor, target: Tensor, size_average: bool | None = None, reduce: bool | None "
      "= None, reduction: str = 'mean', log_target: bool = False) -> Tensor",
      kFunctional,
      R"(The Kullback-Leibler divergence of log probabilities x from probabilities t.

    y = t (log t - x),  or  e^t (t - x) where the targets are logarithms, too

The divergence itself is the reduction "batchmean", the sum over the length of the first dimension;
"mean" warns that it is not. size_average and reduce: see mse_loss().

Shape:   ``(*)`` and ``(*)``, broadcast together -> ``()``, or ``(*)`` for "none".
Dtype:   floating; promoted to a common type.
Grad:    input, target. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; DTypeError unless floating; ValueError for
         another reduction.
Source:  torch.nn.functional.kl_div.

>>> p, q = rg.tensor([[0.5, 0.5]]), rg.tensor([[0.25, 0.75]])
>>> rg.nn.functional.kl_div(p.log(), q, reduction="batchmean")
tensor(0.1308)
)");
  rows.row<poisson_nll_loss>(
      "poisson_nll_loss(input: Tensor, target: Tensor, log_input: bool = True, full: bool = False, "
      "size_average: bool | None = None, eps: float = 1e-08, reduce: bool | None = None, "
      "reduction: str = 'mean') -> Tensor",
      kFunctional,
      R"(The negative logarithm of the likelihood of counts under Poisson distributions.

    y = e^x - t x,  or  x - t log(x + eps) where x is no logarithm of the rate

With full, Stirling's t log t - t + log(2 pi t) / 2 is added where t > 1. size_average and reduce:
see mse_loss().

Shape:   ``(*)`` and ``(*)``, broadcast together -> ``()``, or ``(*)`` for "none".
Dtype:   all; integers give the default type.
Grad:    input, target. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; ValueError for another reduction.
Source:  torch.nn.functional.poisson_nll_loss.

>>> rg.nn.functional.poisson_nll_loss(rg.tensor([0.0, 1.0]), rg.tensor([1.0, 1.0]))
tensor(1.3591)
)");
  rows.row<gaussian_nll_loss>(
      "gaussian_nll_loss(input: Tensor, target: Tensor, var: Tensor | Number, full: bool = False, "
      "eps: float = 1e-06, reduction: str = 'mean') -> Tensor",
      kFunctional,
      R"(The negative logarithm of the likelihood of targets under normal distributions.

    y = (log v + (x - t)^2 / v) / 2,  v = max(var, eps)

With full, log(2 pi) / 2 is added. The gradient of var is that of v, also below eps.

Shape:   ``(*)`` and ``(*)``, broadcast together; var as the input, or one for the whole of its last
         dimension, or of another one -> ``()``, or ``(*)`` for "none".
Dtype:   floating; promoted to a common type.
Grad:    input, target, var. Twice differentiable.
Raises:  ShapeError for other shapes; DomainError for a negative var; ValueError for another
         reduction.
Source:  torch.nn.functional.gaussian_nll_loss.

>>> rg.nn.functional.gaussian_nll_loss(rg.tensor([1.0]), rg.tensor([3.0]), rg.tensor([4.0]))
tensor(1.1931)
)");
}

void add_binary(Rows& rows) {
  rows.row<binary_cross_entropy>(
      "binary_cross_entropy(input: Tensor, target: Tensor, weight: Tensor | None = None, "
      "size_average: bool | None = None, reduce: bool | None = None, reduction: str = 'mean') -> "
      "Tensor",
      kFunctional, R"(Binary cross entropy between probabilities and targets, both in [0, 1].

    y = -w (t log p + (1 - t) log(1 - p)),  dy/dp = w (p - t) / (p (1 - p))

Each logarithm is held above -100 and p (1 - p) above 1e-12, so that loss and gradient are finite.

Shape:   ``(*)``, target the same, weight broadcast -> ``()``, or ``(*)`` for "none".
Dtype:   floating; both alike.
Grad:    input, target. Twice differentiable.
Raises:  ShapeError if the shapes differ; DomainError for an element outside [0, 1]; DTypeError if
         the types differ, NotImplementedError unless floating; GraphError for a weight that
         requires grad; ValueError for another reduction.
Source:  torch.nn.functional.binary_cross_entropy.

>>> rg.nn.functional.binary_cross_entropy(rg.tensor([0.5]), rg.tensor([1.0]))
tensor(0.6931)
)");
  rows.row<binary_cross_entropy_with_logits>(
      "binary_cross_entropy_with_logits(input: Tensor, target: Tensor, weight: Tensor | None = "
      "None, size_average: bool | None = None, reduce: bool | None = None, "
      "reduction: str = 'mean', pos_weight: Tensor | None = None) -> Tensor",
      kFunctional,
      R"(Binary cross entropy between ``sigmoid(input)`` and ``target``, without overflow.

    y = w (max(x, 0) - x t + log(1 + e^-|x|)),  dy/dx = w (sigmoid(x) - t),  dy/dt = -w x

pos_weight multiplies the term of positive targets, t log sigmoid(x). At infinite logits the loss is
its limit.

Shape:   ``(*)``, target the same, weights broadcast -> ``()``, or ``(*)`` for "none".
Dtype:   floating; promoted to a common type.
Grad:    input, target. Twice differentiable.
Raises:  ShapeError if the shapes differ; NotImplementedError, or DTypeError for the target, unless
         floating; GraphError for a weight that requires grad; ValueError for another reduction.
Source:  torch.nn.functional.binary_cross_entropy_with_logits.

>>> rg.nn.functional.binary_cross_entropy_with_logits(rg.tensor([0.0]), rg.tensor([1.0]))
tensor(0.6931)
)");
}

void add_classes(Rows& rows) {
  rows.row<nll_loss>(
      "nll_loss(input: Tensor, target: Tensor, weight: Tensor | None = None, "
      "size_average: bool | None = None, ignore_index: int = -100, reduce: bool | None = None, "
      "reduction: str = 'mean') -> Tensor",
      kFunctional, R"(The negative log probability of target classes, given log probabilities.

    y = -w_t x_t,  dy/dx_t = -w_t;  the mean is sum y / sum w_t

Positions whose target is ignore_index count nothing. The mean of nothing is NaN.

Shape:   ``(c)``, ``(n, c)`` or ``(n, c, d...)``; target ``()``, ``(n)`` or ``(n, d...)``; weight
         ``(c)`` -> ``()``, or as the target for "none".
Dtype:   floating; target int64 or uint8.
Grad:    input. Twice differentiable.
Raises:  IndexError for a target that is no class; ShapeError for other shapes; DTypeError for other
         targets, NotImplementedError unless the input is floating; GraphError for a weight that
         requires grad; ValueError for another reduction.
Source:  torch.nn.functional.nll_loss.

>>> rg.nn.functional.nll_loss(rg.tensor([[-0.5, -1.0]]), rg.tensor([1]))
tensor(1.)
)");
  rows.row<cross_entropy>(
      "cross_entropy(input: Tensor, target: Tensor, weight: Tensor | None = None, "
      "size_average: bool | None = None, ignore_index: int = -100, reduce: bool | None = None, "
      "reduction: str = 'mean', label_smoothing: float = 0.0) -> Tensor",
      kFunctional, R"(The cross entropy of target classes, or class probabilities, given logits.

    y = -w_t log softmax(x)_t,  or  -sum_c w_c t_c log softmax(x)_c;  the mean of classes is
    sum y / sum w_t

label_smoothing s replaces the target by (1 - s) of it and s spread evenly over all classes.
Positions whose target is ignore_index count nothing. The mean of nothing is NaN.

Shape:   ``(c)``, ``(n, c)`` or ``(n, c, d...)``; target ``()``, ``(n)`` or ``(n, d...)``, or as the
         input for probabilities; weight ``(c)`` -> ``()``, or as the class target for "none".
Dtype:   floating; target int64 or uint8, or floating for probabilities.
Grad:    input, and a target of probabilities. Twice differentiable.
Raises:  IndexError for a target that is no class; ShapeError for other shapes; DTypeError for other
         targets, NotImplementedError unless the input is floating; DomainError for a
         label_smoothing outside [0, 1]; GraphError for a weight that requires grad; RuntimeError
         for an ignore_index of probabilities; ValueError for another reduction.
Source:  torch.nn.functional.cross_entropy.

>>> rg.nn.functional.cross_entropy(rg.tensor([[0.0, 0.0]]), rg.tensor([1]))
tensor(0.6931)
)");
}

}  // namespace

void add_loss_rows(Rows& rows) {
  add_distances(rows);
  add_bounded_distances(rows);
  add_likelihoods(rows);
  add_binary(rows);
  add_classes(rows);
}

}  // namespace retrograd::bind
