// loss.h: what training minimises: distances, and the cross entropies of probabilities and classes.
//
// A loss has one value per element, or per class index, and is then reduced to their mean or sum.
// The mean of nothing is NaN. Weights may be undefined (1), broadcast, and take no gradient
// (GraphError if they ask for one).
#pragma once

#include <string_view>

#include "core/tensor.h"

namespace retrograd::ops {

enum class Reduction { kNone, kMean, kSum };

// "none", "mean" or "sum". Throws ValueError for other names.
Reduction parse_reduction(const char* op, std::string_view name);

// The mean or the sum of y, or y itself.
Tensor reduced(const Tensor& y, Reduction reduction);

// (a - b)^2 and |a - b|. The two shapes broadcast.
Tensor mse_loss(const Tensor& input, const Tensor& target, Reduction reduction = Reduction::kMean);
Tensor l1_loss(const Tensor& input, const Tensor& target, Reduction reduction = Reduction::kMean);

// With d = |a - b|: d < beta ? d^2 / (2 beta) : d - beta / 2; l1_loss for beta 0. And
// d <= delta ? d^2 / 2 : delta (d - delta / 2). Throw RuntimeError for a negative beta, and unless
// delta is positive.
Tensor smooth_l1_loss(const Tensor& input, const Tensor& target,
                      Reduction reduction = Reduction::kMean, double beta = 1);
Tensor huber_loss(const Tensor& input, const Tensor& target, Reduction reduction = Reduction::kMean,
                  double delta = 1);
// log(1 + e^(-a b)), without overflow.
Tensor soft_margin_loss(const Tensor& input, const Tensor& target,
                        Reduction reduction = Reduction::kMean);

// Of the probabilities `input`; each logarithm is held above -100. Throws ShapeError unless input
// and target have the same shape, DTypeError unless they have the same type, DomainError for an
// element outside [0, 1].
Tensor binary_cross_entropy(const Tensor& input, const Tensor& target, const Tensor& weight = {},
                            Reduction reduction = Reduction::kMean);

// Of sigmoid(input), without overflow. `pos_weight` multiplies the terms of positive targets.
// Throws ShapeError unless input and target have the same shape.
Tensor binary_cross_entropy_with_logits(const Tensor& input, const Tensor& target,
                                        const Tensor& weight = {},
                                        Reduction reduction = Reduction::kMean,
                                        const Tensor& pos_weight = {});

// -w[t] x[t] for class indices t (int64 or uint8): x is (c), (n, c) or (n, c, d...), t is x without
// its classes. The mean is over the weights. Positions whose target is `ignore_index` count
// nothing. Throws ShapeError for other shapes, IndexError for a target that is no class.
Tensor nll_loss(const Tensor& log_probs, const Tensor& target, const Tensor& weight = {},
                int64_t ignore_index = -100, Reduction reduction = Reduction::kMean);

// nll_loss of log_softmax(x). A floating target of the shape of x gives the probability of each
// class instead, and the mean is then over positions. With label_smoothing a share s of each
// target is spread evenly over all classes; throws DomainError unless 0 <= s <= 1.
Tensor cross_entropy(const Tensor& x, const Tensor& target, const Tensor& weight = {},
                     int64_t ignore_index = -100, Reduction reduction = Reduction::kMean,
                     double label_smoothing = 0);

}  // namespace retrograd::ops
