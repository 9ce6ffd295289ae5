// sampling.h: random numbers whose parameters are tensors, one for each element. The streams are
// torch's.
//
// A null generator stands for the default one. The parameters get a gradient of 0.
#pragma once

#include "ops/random/random.h"

namespace retrograd::ops {

// Normal, of the means and deviations that broadcast; the result has the type of the first tensor.
// Throw DomainError for a deviation below 0, NotImplementedError unless floating.
Tensor normal(const Tensor& mean, const Tensor& std, const AnyGenerator& generator = {});
Tensor normal(const Tensor& mean, double std, const AnyGenerator& generator = {});
Tensor normal(double mean, const Tensor& std, const AnyGenerator& generator = {});

// Numbers of events of these rates. Throws DomainError unless they are finite and not below 0.
Tensor poisson(const Tensor& rate, const AnyGenerator& generator = {});

// For each row, or for a vector, `n` numbers of columns, drawn by the weights in them; without
// replacement no two alike, and those of weight 0 last. Throws DomainError for weights that are
// below 0, not finite or all 0, and where there are too few.
Tensor multinomial(const Tensor& weights, int64_t n, bool replacement,
                   const AnyGenerator& generator = {});

}  // namespace retrograd::ops
