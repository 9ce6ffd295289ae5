// gamma.h: the logarithm of the gamma function and its derivatives. They take integers too, and
// then compute in the default type.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

Tensor lgamma(const Tensor& x);  // log |gamma(x)|
Tensor digamma(const Tensor& x);
// The n-th derivative of digamma. Throws DomainError for n < 0.
Tensor polygamma(int64_t n, const Tensor& x);
// The logarithm of the gamma function of p dimensions. Throws DomainError for p < 1, DTypeError for
// bool.
Tensor mvlgamma(const Tensor& x, int64_t p);
// Hurwitz' zeta function, the sum of (q + k)^-s. It has no derivative by s: NotImplementedError.
Tensor zeta(const Tensor& s, const Tensor& q);

}  // namespace retrograd::ops
