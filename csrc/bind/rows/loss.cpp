// Rows of ops/loss.h.

#include "ops/loss.h"

#include "base/check.h"
#include "bind/row.h"

namespace retrograd::bind {
namespace {

Tensor mse_loss(const Tensor& input, const Tensor& target, const std::string& reduction) {
  if (input.shape() != target.shape()) {
    const std::string text =
        concat("mse_loss: the input has size ", input.shape(), " but the target ", target.shape(),
               "; they are broadcast together, which is seldom what is meant");
    check(PyErr_WarnEx(PyExc_UserWarning, text.c_str(), 1));
  }
  return ops::mse_loss(input, target, ops::parse_reduction("mse_loss", reduction));
}
Tensor l1_loss(const Tensor& input, const Tensor& target, const std::string& reduction) {
  return ops::l1_loss(input, target, ops::parse_reduction("l1_loss", reduction));
}
Tensor binary_cross_entropy(const Tensor& input, const Tensor& target, const Tensor& weight,
                            const std::string& reduction) {
  return ops::binary_cross_entropy(input, target, weight,
                                   ops::parse_reduction("binary_cross_entropy", reduction));
}
Tensor binary_cross_entropy_with_logits(const Tensor& input, const Tensor& target,
                                        const Tensor& weight, const std::string& reduction,
                                        const Tensor& pos_weight) {
  return ops::binary_cross_entropy_with_logits(
      input, target, weight, ops::parse_reduction("binary_cross_entropy_with_logits", reduction),
      pos_weight);
}
Tensor nll_loss(const Tensor& input, const Tensor& target, const Tensor& weight,
                int64_t ignore_index, const std::string& reduction) {
  return ops::nll_loss(input, target, weight, ignore_index,
                       ops::parse_reduction("nll_loss", reduction));
}
Tensor cross_entropy(const Tensor& input, const Tensor& target, const Tensor& weight,
                     int64_t ignore_index, const std::string& reduction, double label_smoothing) {
  return ops::cross_entropy(input, target, weight, ignore_index,
                            ops::parse_reduction("cross_entropy", reduction), label_smoothing);
}

void add_distances(Rows& rows) {
  rows.row<mse_loss>(
      "mse_loss(input: Tensor, target: Tensor, *, reduction: str = 'mean') -> Tensor", kFunctional,
      R"(The squared differences, their mean or their sum.

    y = (x - t)^2,  dy/dx = 2 (x - t) = -dy/dt

Shape:   ``(*)`` and ``(*)``, broadcast with a UserWarning -> ``()``, or ``(*)`` for "none".
Dtype:   float32, float64; promoted to a common type.
Grad:    input, target. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; NotImplementedError unless floating; ValueError
         for another reduction.
Source:  torch.nn.functional.mse_loss.

>>> rg.nn.functional.mse_loss(rg.tensor([1.0, 2.0]), rg.tensor([1.0, 4.0]))
tensor(2.)
)");
  rows.row<l1_loss>("l1_loss(input: Tensor, target: Tensor, *, reduction: str = 'mean') -> Tensor",
                    kFunctional,
                    R"(The absolute differences, their mean or their sum.

    y = |x - t|,  dy/dx = sign(x - t) = -dy/dt

Shape:   ``(*)`` and ``(*)``, broadcast together -> ``()``, or ``(*)`` for "none".
Dtype:   all but bool; the mean floating.
Grad:    input, target; 0 where they are equal. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for the mean of integers; ValueError
         for another reduction.
Source:  torch.nn.functional.l1_loss.

>>> rg.nn.functional.l1_loss(rg.tensor([1.0, 2.0]), rg.tensor([1.0, 4.0]))
tensor(1.)
)");
}

void add_binary(Rows& rows) {
  rows.row<binary_cross_entropy>(
      "binary_cross_entropy(input: Tensor, target: Tensor, weight: Tensor | None = None, *, "
      "reduction: str = 'mean') -> Tensor",
      kFunctional, R"(Binary cross entropy between probabilities and targets, both in [0, 1].

    y = -w (t log p + (1 - t) log(1 - p)),  dy/dp = w (p - t) / (p (1 - p))

Each logarithm is held above -100 and p (1 - p) above 1e-12, so that loss and gradient are finite.

Shape:   ``(*)``, target the same, weight broadcast -> ``()``, or ``(*)`` for "none".
Dtype:   float32, float64; both alike.
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
      "None, *, "
      "reduction: str = 'mean', pos_weight: Tensor | None = None) -> Tensor",
      kFunctional,
      R"(Binary cross entropy between ``sigmoid(input)`` and ``target``, without overflow.

    y = w (max(x, 0) - x t + log(1 + e^-|x|)),  dy/dx = w (sigmoid(x) - t),  dy/dt = -w x

pos_weight multiplies the term of positive targets, t log sigmoid(x). At infinite logits the loss is
its limit.

Shape:   ``(*)``, target the same, weights broadcast -> ``()``, or ``(*)`` for "none".
Dtype:   float32, float64; promoted to a common type.
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
      "nll_loss(input: Tensor, target: Tensor, weight: Tensor | None = None, *, "
      "ignore_index: int = -100, reduction: str = 'mean') -> Tensor",
      kFunctional, R"(The negative log probability of target classes, given log probabilities.

    y = -w_t x_t,  dy/dx_t = -w_t;  the mean is sum y / sum w_t

Positions whose target is ignore_index count nothing. The mean of nothing is NaN.

Shape:   ``(c)``, ``(n, c)`` or ``(n, c, d...)``; target ``()``, ``(n)`` or ``(n, d...)``; weight
         ``(c)`` -> ``()``, or as the target for "none".
Dtype:   float32, float64; target int64 or uint8.
Grad:    input. Twice differentiable.
Raises:  IndexError for a target that is no class; ShapeError for other shapes; DTypeError for other
         targets, NotImplementedError unless the input is floating; GraphError for a weight that
         requires grad; ValueError for another reduction.
Source:  torch.nn.functional.nll_loss.

>>> rg.nn.functional.nll_loss(rg.tensor([[-0.5, -1.0]]), rg.tensor([1]))
tensor(1.)
)");
  rows.row<cross_entropy>(
      "cross_entropy(input: Tensor, target: Tensor, weight: Tensor | None = None, *, "
      "ignore_index: int = -100, reduction: str = 'mean', label_smoothing: float = 0.0) -> Tensor",
      kFunctional, R"(The cross entropy of target classes, or class probabilities, given logits.

    y = -w_t log softmax(x)_t,  or  -sum_c w_c t_c log softmax(x)_c;  the mean of classes is
    sum y / sum w_t

label_smoothing s replaces the target by (1 - s) of it and s spread evenly over all classes.
Positions whose target is ignore_index count nothing. The mean of nothing is NaN.

Shape:   ``(c)``, ``(n, c)`` or ``(n, c, d...)``; target ``()``, ``(n)`` or ``(n, d...)``, or as the
         input for probabilities; weight ``(c)`` -> ``()``, or as the class target for "none".
Dtype:   float32, float64; target int64 or uint8, or floating for probabilities.
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
  add_binary(rows);
  add_classes(rows);
}

}  // namespace retrograd::bind
