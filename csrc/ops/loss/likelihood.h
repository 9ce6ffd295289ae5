// likelihood.h: losses that are negative logarithms of likelihoods, and divergences.
//
// Their parts broadcast. What is no mean or sum has one value per element.
#pragma once

#include "ops/pointwise/loss.h"

namespace retrograd::ops {

// t (log t - x) for a target of probabilities t, or e^t (t - x) for their logarithms. Throws
// DTypeError for integers.
Tensor kl_div(const Tensor& input, const Tensor& target, bool log_target = false,
              Reduction reduction = Reduction::kMean);

// e^x - t x, or x - t log(x + eps) of a rate x that is no logarithm; `full` adds Stirling's
// approximation of log t! where t > 1.
Tensor poisson_nll_loss(const Tensor& input, const Tensor& target, bool log_input = true,
                        bool full = false, double eps = 1e-8,
                        Reduction reduction = Reduction::kMean);

// (log v + (x - t)^2 / v) / 2 for variances v, of which one below eps counts as that and passes its
// gradient on; `full` adds log(2 pi) / 2. The variances have the shape of the input, or one for all
// of its last dimension, or for all of another one. Throws DomainError for a negative one,
// ShapeError for other shapes.
Tensor gaussian_nll_loss(const Tensor& input, const Tensor& target, const Tensor& variance,
                         bool full = false, double eps = 1e-6,
                         Reduction reduction = Reduction::kMean);

// The mean over the last dimension of -w (t log sigmoid(x) + (1 - t) log sigmoid(-x)), reduced.
// Throws IndexError for a 0-d input.
Tensor multilabel_soft_margin_loss(const Tensor& input, const Tensor& target,
                                   const Tensor& weight = {},
                                   Reduction reduction = Reduction::kMean);

}  // namespace retrograd::ops
