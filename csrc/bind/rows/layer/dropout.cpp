// Rows of ops/layer/dropout.h.

#include "ops/layer/dropout.h"

#include "base/check.h"
#include "bind/call/row.h"
#include "bind/function/origin.h"
#include "ops/shape/shape.h"

namespace retrograd::bind {
namespace {

using ops::DropoutKind;
constexpr DropoutKind kElements = {"dropout", false, false};
constexpr DropoutKind kFeatures = {"feature_dropout", true, false};
constexpr DropoutKind kAlpha = {"alpha_dropout", false, true};
constexpr DropoutKind kAlphaFeatures = {"feature_alpha_dropout", true, true};

template <const DropoutKind& kind>
Tensor plain(const Tensor& x, double p, bool train) {
  return ops::dropout(kind, x, p, train);
}
template <const DropoutKind& kind>
Tensor& written(Tensor& x, double p, bool train) {
  return ops::dropout_(kind, x, p, train);
}
Tensor either(const DropoutKind& kind, Tensor& x, double p, bool training, bool inplace) {
  return inplace ? ops::dropout_(kind, x, p, training) : ops::dropout(kind, x, p, training);
}
template <const DropoutKind& kind>
Tensor functional(Tensor& x, double p, bool training, bool inplace) {
  return either(kind, x, p, training, inplace);
}

// A tensor without a batch counts as a batch of one.
Tensor channels(const char* op, Tensor& x, double p, bool training, bool inplace, bool batch) {
  const DropoutKind kind = {op, true, false};
  if (batch) return either(kind, x, p, training, inplace);
  Tensor one = ops::unsqueeze(x, 0);
  const Tensor y = either(kind, one, p, training, inplace);
  return inplace ? x : ops::squeeze(y, {0});
}
void warn_of_dims(const char* op, const Tensor& x, const char* wanted) {
  warn_user(concat(op, ": expected ", wanted, " dimensions, got ", x.dim(),
                   ", which is deprecated; of those the second one is of channels"));
}

Tensor dropout1d(Tensor& x, double p, bool training, bool inplace) {
  ops::check_probability("dropout1d", p);
  RG_CHECK(x.dim() == 2 || x.dim() == 3, ShapeError,
           "dropout1d: expected the shape (n, c, l) or (c, l), got ", x.shape());
  return channels("dropout1d", x, p, training, inplace, x.dim() == 3);
}
Tensor dropout2d(Tensor& x, double p, bool training, bool inplace) {
  ops::check_probability("dropout2d", p);
  if (x.dim() != 4) warn_of_dims("dropout2d", x, "4");
  return channels("dropout2d", x, p, training, inplace, true);
}
Tensor dropout3d(Tensor& x, double p, bool training, bool inplace) {
  ops::check_probability("dropout3d", p);
  if (x.dim() != 4 && x.dim() != 5) warn_of_dims("dropout3d", x, "4 or 5");
  return channels("dropout3d", x, p, training, inplace, x.dim() == 5 || x.dim() == 0);
}

}  // namespace

void add_dropout_rows(Rows& rows) {
  rows.row<plain<kElements>>("dropout(input: Tensor, p: float, train: bool) -> Tensor", kFunction,
                             R"(The input with elements set to 0 by chance; see
nn.functional.dropout().

    y = x / (1 - p),  or 0 with the probability p

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating; all if not ``train``.
Grad:    input. Twice differentiable.
Raises:  DomainError unless p is in [0, 1]; DTypeError unless floating.
Source:  torch.dropout.

>>> rg.dropout(rg.tensor([1.0, 2.0]), 0.5, False)
tensor([1., 2.])
)");
  rows.writing<written<kElements>>(kFunction, R"(>>> rg.dropout_(rg.tensor([1.0, 2.0]), 1.0, True)
tensor([0., 0.])
)");
  rows.row<plain<kFeatures>>("feature_dropout(input: Tensor, p: float, train: bool) -> Tensor",
                             kFunction, R"(The input with channels set to 0 by chance.

    y = x / (1 - p),  or 0 with the probability p for all of a channel

Shape:   ``(n, c, *)`` -> ``(n, c, *)``.
Dtype:   floating; all if not ``train``.
Grad:    input. Twice differentiable.
Raises:  DomainError unless p is in [0, 1]; ShapeError for fewer than 2 dimensions; DTypeError
         unless floating.
Source:  torch.feature_dropout.

>>> rg.feature_dropout(rg.ones(1, 2), 0.5, False)
tensor([[1., 1.]])
)");
  rows.writing<written<kFeatures>>(kFunction,
                                   R"(>>> rg.feature_dropout_(rg.ones(1, 2), 1.0, True)
tensor([[0., 0.]])
)");
  rows.row<plain<kAlpha>>("alpha_dropout(input: Tensor, p: float, train: bool) -> Tensor",
                          kFunction, R"(Dropout that keeps mean and variance behind selu(); see
nn.functional.alpha_dropout().

    y = a x + b,  or a s + b with the probability p

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating; all if not ``train``.
Grad:    input. Twice differentiable.
Raises:  DomainError unless p is in [0, 1]; DTypeError unless floating.
Source:  torch.alpha_dropout.

>>> rg.alpha_dropout(rg.tensor([1.0, 2.0]), 0.5, False)
tensor([1., 2.])
)");
  rows.writing<written<kAlpha>>(kFunction,
                                R"(>>> rg.alpha_dropout_(rg.tensor([1.0, 2.0]), 1.0, True)
tensor([0., 0.])
)");
  rows.row<plain<kAlphaFeatures>>(
      "feature_alpha_dropout(input: Tensor, p: float, train: bool) -> Tensor", kFunction,
      R"(The dropout of alpha_dropout() for whole channels.

    y = a x + b,  or a s + b with the probability p for all of a channel

Shape:   ``(n, c, *)`` -> ``(n, c, *)``.
Dtype:   floating; all if not ``train``.
Grad:    input. Twice differentiable.
Raises:  DomainError unless p is in [0, 1]; ShapeError for fewer than 2 dimensions; DTypeError
         unless floating.
Source:  torch.feature_alpha_dropout.

>>> rg.feature_alpha_dropout(rg.ones(1, 2), 0.5, False)
tensor([[1., 1.]])
)");
  rows.writing<written<kAlphaFeatures>>(kFunction,
                                        R"(>>> rg.feature_alpha_dropout_(rg.ones(1, 2), 1.0, True)
tensor([[0., 0.]])
)");
  rows.row<functional<kElements>>(
      "dropout(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> "
      "Tensor",
      kFunctional, R"(The input with elements set to 0 by chance, the others made larger for it.

    y = x / (1 - p),  or 0 with the probability p;  dy/dx = 1 / (1 - p), or 0

The draws are torch's, and follow the memory of the input. Not in training, or with p = 0, it is the
input itself. With inplace that is written to.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating; all if not in training.
Grad:    input. Twice differentiable.
Raises:  DomainError unless p is in [0, 1]; DTypeError unless floating; in place, GraphError for a
         leaf that requires grad.
Source:  torch.nn.functional.dropout.

>>> _ = rg.manual_seed(5)
>>> rg.nn.functional.dropout(rg.ones(6))
tensor([0., 2., 2., 2., 2., 0.])
)");
  rows.row<dropout1d>(
      "dropout1d(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> "
      "Tensor",
      kFunctional, R"(The input with channels set to 0 by chance, the others made larger for it.

    y = x / (1 - p),  or 0 with the probability p for all of a channel

Shape:   ``(n, c, l)`` or ``(c, l)`` -> the same.
Dtype:   floating; all if not in training.
Grad:    input. Twice differentiable.
Raises:  DomainError unless p is in [0, 1]; ShapeError for other numbers of dimensions; DTypeError
         unless floating; in place, GraphError for a leaf that requires grad.
Source:  torch.nn.functional.dropout1d.

>>> _ = rg.manual_seed(5)
>>> rg.nn.functional.dropout1d(rg.ones(2, 2))
tensor([[0., 0.],
        [2., 2.]])
)");
  rows.row<dropout2d>(
      "dropout2d(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> "
      "Tensor",
      kFunctional, R"(The input with channels set to 0 by chance, the others made larger for it.

    y = x / (1 - p),  or 0 with the probability p for all of a channel

Other numbers of dimensions than 4 give a UserWarning; the second one is of channels in each case.

Shape:   ``(n, c, h, w)`` -> ``(n, c, h, w)``.
Dtype:   floating; all if not in training.
Grad:    input. Twice differentiable.
Raises:  DomainError unless p is in [0, 1]; ShapeError for fewer than 2 dimensions; DTypeError
         unless floating; in place, GraphError for a leaf that requires grad.
Source:  torch.nn.functional.dropout2d.

>>> _ = rg.manual_seed(5)
>>> rg.nn.functional.dropout2d(rg.ones(1, 3, 1, 1)).flatten()
tensor([0., 2., 2.])
)");
  rows.row<dropout3d>(
      "dropout3d(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> "
      "Tensor",
      kFunctional, R"(The input with channels set to 0 by chance, the others made larger for it.

    y = x / (1 - p),  or 0 with the probability p for all of a channel

Other numbers of dimensions than 4 or 5 give a UserWarning; unless there are 5, the first one is of
channels.

Shape:   ``(n, c, d, h, w)`` or ``(c, d, h, w)`` -> the same.
Dtype:   floating; all if not in training.
Grad:    input. Twice differentiable.
Raises:  DomainError unless p is in [0, 1]; ShapeError for a 0-d input; DTypeError unless floating;
         in place, GraphError for a leaf that requires grad.
Source:  torch.nn.functional.dropout3d.

>>> _ = rg.manual_seed(5)
>>> rg.nn.functional.dropout3d(rg.ones(3, 1, 1, 1)).flatten()
tensor([0., 2., 2.])
)");
  rows.row<functional<kAlpha>>(
      "alpha_dropout(input: Tensor, p: float = 0.5, training: bool = False, inplace: bool = False) "
      "-> Tensor",
      kFunctional, R"(Dropout that keeps a mean of 0 and a variance of 1, as selu() does.

    y = a x + b,  or a s + b with the probability p;  dy/dx = a, or 0

s = -1.758 is the limit of selu() far below zero, a = 1 / sqrt((s^2 p + 1) (1 - p)), b = -a s p.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating; all if not in training.
Grad:    input. Twice differentiable.
Raises:  DomainError unless p is in [0, 1]; DTypeError unless floating; in place, GraphError for a
         leaf that requires grad.
Source:  torch.nn.functional.alpha_dropout.

>>> _ = rg.manual_seed(5)
>>> rg.nn.functional.alpha_dropout(rg.ones(3), training=True)
tensor([-0.7792,  1.6656,  1.6656])
)");
  rows.row<functional<kAlphaFeatures>>(
      "feature_alpha_dropout(input: Tensor, p: float = 0.5, training: bool = False, "
      "inplace: bool = False) -> Tensor",
      kFunctional, R"(The dropout of alpha_dropout() for whole channels.

    y = a x + b,  or a s + b with the probability p for all of a channel

Shape:   ``(n, c, *)`` -> ``(n, c, *)``.
Dtype:   floating; all if not in training.
Grad:    input. Twice differentiable.
Raises:  DomainError unless p is in [0, 1]; ShapeError for fewer than 2 dimensions; DTypeError
         unless floating; in place, GraphError for a leaf that requires grad.
Source:  torch.nn.functional.feature_alpha_dropout.

>>> rg.nn.functional.feature_alpha_dropout(rg.ones(1, 2))
tensor([[1., 1.]])
)");
}

}  // namespace retrograd::bind
