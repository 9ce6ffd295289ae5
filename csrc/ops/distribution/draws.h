// draws.h: random numbers of the gamma family and of counts, one for each element of their
// parameters, and how they move with these. The streams are torch's: each element takes double
// uniforms and single normals of the generator, in the order of the elements.
//
// All throw NotImplementedError unless float32 or float64, DTypeError for parameters of two types.
#pragma once

#include "core/numbers/random.h"
#include "core/tensor.h"

namespace retrograd::ops {

// y ~ Gamma(a, 1), at least the least normal number of its type. The gradient is that of the
// quantile, dy/da at a fixed share of the distribution; it has none itself.
Tensor standard_gamma(const Tensor& a, const Ref<Generator>& generator = {});
// That derivative at a sample y.
Tensor standard_gamma_grad(const Tensor& a, const Tensor& y);

// Rows along the last dimension that sum to 1: gamma numbers over their sum. Has a gradient.
Tensor sample_dirichlet(const Tensor& a, const Ref<Generator>& generator = {});
// dx/da / (1 - x) at a fixed share, for x ~ Beta(a, total - a).
Tensor dirichlet_grad(const Tensor& x, const Tensor& a, const Tensor& total);

// Successes among `count` trials. Counts below 1 and probabilities up to 0 give 0, probabilities
// from 1 on give the count; NaN and infinite counts give NaN. Backward throws NotImplementedError.
Tensor binomial(const Tensor& count, const Tensor& probability,
                const Ref<Generator>& generator = {});

}  // namespace retrograd::ops
