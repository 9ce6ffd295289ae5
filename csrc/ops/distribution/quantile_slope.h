// quantile_slope.h: how a number with a given share of a distribution below it moves with a
// parameter of it: -(dF/da) / (dF/dx) for the distribution function F, which is the derivative of a
// sample by that parameter (Figurnov, Mohamed and Mnih 2018).
//
// Exact to 1e-12 for parameters up to a million, and slowly less beyond.
#pragma once

namespace retrograd::ops {

// dx/da for x ~ Gamma(a, 1). 0 at x = 0; NaN unless a > 0 and x is finite and not below 0.
double gamma_slope(double a, double x);

// The share of Gamma(a, 1) below x, or the one above: the regularized incomplete gamma functions.
// NaN for negative numbers.
double gamma_share(double a, double x, bool above = false);

// dx/da / (1 - x) for x ~ Beta(a, b). 0 at x = 0; NaN unless a > 0, b > 0 and 0 <= x < 1.
double beta_slope(double a, double b, double x);

}  // namespace retrograd::ops
