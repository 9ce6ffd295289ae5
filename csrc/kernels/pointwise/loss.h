// loss.h: pointwise losses and their derivatives, fused where the parts would overflow or cancel.
//
// x is a logit, t a target, p a probability or a positive weight. Floating only.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Loss {
  // (a, b) -> (a - b)^2
  PerType<Loop2> mse;

  // With d = |a - t|. (a, t; beta) -> d < beta ? d^2 / (2 beta) : d - beta / 2
  PerType<Loop2P> smooth_l1;
  // (a, t; delta) -> d <= delta ? d^2 / 2 : delta (d - delta / 2)
  PerType<Loop2P> huber;

  // (x, t) -> log(1 + e^(-x t))
  PerType<Loop2> soft_margin;

  // (p, t) -> -(t log p + (1 - t) log(1 - p)), each log held above -100
  PerType<Loop2> binary_cross_entropy;
  // (p, t) -> dy/dp = (p - t) / max(p (1 - p), 1e-12)
  PerType<Loop2> binary_cross_entropy_slope;

  // (x, t) -> max(x, 0) - x t + log(1 + e^-|x|), and its limit at infinite x:
  // 0 where a target of 0 or 1 is met, infinite elsewhere.
  PerType<Loop2> binary_cross_entropy_with_logits;
  // (grad, x, t) -> grad (sigmoid(x) - t)
  PerType<Loop3> binary_cross_entropy_with_logits_backward;

  // With the weight p on the positive term:
  // (x, t, p) -> (1 - t) x + (1 + (p - 1) t) (log(1 + e^-|x|) + max(-x, 0))
  PerType<Loop3> weighted_binary_cross_entropy_with_logits;
  // (x, t, p) -> dy/dx = (1 - t) - (1 + (p - 1) t) (1 - sigmoid(x))
  PerType<Loop3> weighted_binary_cross_entropy_with_logits_slope;
};

const Loss& loss();

}  // namespace retrograd::kernels
