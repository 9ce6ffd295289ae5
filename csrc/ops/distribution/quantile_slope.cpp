#include "ops/distribution/quantile_slope.h"

#include <cmath>
#include <initializer_list>
#include <limits>
#include <numbers>

namespace retrograd::ops {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kTiny = 1e-17;  // what a sum no longer feels

// log a - psi(a) for a >= 10, by its asymptotic series.
double log_less_digamma(double a) {
  const double z = 1 / (a * a);
  return 0.5 / a +
         z * (1.0 / 12 - z * (1.0 / 120 - z * (1.0 / 252 - z * (1.0 / 240 - z * (1.0 / 132)))));
}
double digamma(double a) {
  double below = 0;
  for (; a < 10; ++a) below += 1 / a;
  return std::log(a) - log_less_digamma(a) - below;
}

// Sums for the incomplete gamma function, x^a e^-x sum_n x^n / (a)_(n+1): of terms, and of terms
// times the slopes of their logarithms by -a. For x up to a + 1 they are exact.
struct GammaSeries {
  double sum = 1, slope = 0;
  GammaSeries(double a, double x) {
    double term = 1, harmonic = 0;
    for (double n = 1; term > kTiny * sum; ++n) {
      term *= x / (a + n);
      harmonic += 1 / (a + n);
      sum += term;
      slope += term * harmonic;
    }
  }
};
bool in_series(double a, double x) { return a < 20 && x <= a + 1; }

// Points and weights of Gauss and Legendre on [0, 1], as distances from the middle.
constexpr double kGauss[][2] = {
    {0.032028446431302815, 0.06396909767337601}, {0.095559433736808155, 0.062918728173414123},
    {0.1575213398480817, 0.060835236463901647},  {0.21689675381302256, 0.057752834026862758},
    {0.27271073569441978, 0.053722135057982782}, {0.32404682596848777, 0.048809326052056963},
    {0.37006209578927718, 0.043095080765976602}, {0.41000099298695147, 0.036673240705540081},
    {0.44320776350220054, 0.02964929245771818},  {0.4691372760013664, 0.022138719408709706},
    {0.48736427798565474, 0.01426569431446678},  {0.49759360999851066, 0.0061706148999943452},
};

// Over the tail of t = x e^(+-s), away from the mode of the density p, the integral of p(t) / p(x),
// or of (log t - psi(a)) p(t) / p(x). Where the exponent has fallen by 40, it ends.
double gamma_tail(double a, double x, bool logarithms) {
  const double sign = x < a ? -1 : 1, off = std::abs(x - a);
  const auto fall = [&](double s) { return x * (std::expm1(sign * s) - sign * s) + off * s; };
  double end = std::fmin(std::sqrt(80 / x), 40 / off);
  for (int i = 0; i < 5; ++i) end -= (fall(end) - 40) / (sign * x * std::expm1(sign * end) + off);
  const double level =
      std::log1p((x - a) / a) + (a < 10 ? std::log(a) - digamma(a) : log_less_digamma(a));
  double sum = 0;
  for (const auto& [place, weight] : kGauss)
    for (const double s : {end * (0.5 - place), end * (0.5 + place)})
      sum += weight * (logarithms ? sign * level + s : 1) * std::exp(-fall(s));
  return x * end * sum;
}

// x p(x) = x^a e^-x / gamma(a). From 20 on by Stirling's series, since powers and factorials nearly
// cancel there, if x is not so far below a that its distance is rounded.
double gamma_mass(double a, double x) {
  int sign;
  if (a < 20 || x < a / 8) return std::exp(a * std::log(x) - x - ::lgamma_r(a, &sign));
  const double off = (x - a) / a, z = 1 / (a * a);
  const double stirling = (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z / 1680))) / a;
  return std::sqrt(a / (2 * std::numbers::pi)) * std::exp(-a * (off - std::log1p(off)) - stirling);
}

// The share above x where nearly all is below it, from x^-a gamma(a + 1) up, which is near 1:
// 1 - x^a / gamma(a + 1) + x^a / gamma(a + 1) a sum over n > 0 of -(-x)^n / (n! (a + n)).
double small_share_above(double a, double x) {
  int sign;
  const double factorial =  // its logarithm, by its series where 1 + a is rounded
      a < 1e-3
          ? a * (-0.57721566490153286 +
                 a * (0.82246703342411322 - a * (0.40068563438653143 - a * 0.27058080842778454)))
          : ::lgamma_r(1 + a, &sign);
  const double level = a * std::log(x) - factorial;
  double sum = 0, term = 1;
  for (double n = 1; std::abs(term) > kTiny; ++n) {
    term *= -x / n;
    sum -= term / (a + n);
  }
  return a * sum * std::exp(level) - std::expm1(level);
}

// A number and its derivative by one parameter.
struct Dual {
  double value, slope = 0;
};
Dual operator+(Dual a, Dual b) { return {a.value + b.value, a.slope + b.slope}; }
Dual operator*(Dual a, Dual b) {
  return {a.value * b.value, a.slope * b.value + a.value * b.slope};
}
Dual operator/(Dual a, Dual b) {
  const double y = a.value / b.value;
  return {y, (a.slope - y * b.slope) / b.value};
}

// The continued fraction of the incomplete beta function, I_x(a, b) a B(a, b) / (x^a (1 - x)^b), by
// Lentz' method. It converges where x < (a + 1) / (a + b + 2).
Dual beta_fraction(Dual a, Dual b, double x) {
  const Dual one{1}, all = a + b;
  Dual c = one, d = one / (one + all * Dual{-x} / (a + one)), y = d;
  for (double m = 1; m < 1e6; ++m) {
    const Dual place = a + Dual{2 * m};
    const Dual even = (b + Dual{-m}) * Dual{m * x} / ((place + Dual{-1}) * place);
    const Dual odd = (a + Dual{m}) * (all + Dual{m}) * Dual{-x} / (place * (place + one));
    Dual change = one;
    for (const Dual& step : {even, odd}) {
      d = one / (one + step * d);
      c = one + step / c;
      change = change * (c * d);
    }
    y = y * change;
    if (std::abs(change.value - 1) < 3e-16 &&
        std::abs(change.slope) * y.value < 3e-16 * std::abs(y.slope))
      break;
  }
  return y;
}

}  // namespace

double gamma_slope(double a, double x) {
  if (!(a > 0 && x >= 0 && std::isfinite(x))) return kNaN;
  if (x == 0) return 0;
  if (!in_series(a, x)) return gamma_tail(a, x, true);
  const GammaSeries y(a, x);
  return x / a * (y.slope - y.sum * (std::log(x) - digamma(a + 1)));
}

double gamma_share(double a, double x, bool above) {
  if (!(a >= 0 && x >= 0) || (a == 0 && x == 0) || (std::isinf(a) && std::isinf(x))) return kNaN;
  if (a == 0 || std::isinf(x)) return above ? 0 : 1;
  if (x == 0 || std::isinf(a)) return above ? 1 : 0;
  if (above && a < 0.1 && x <= 1) return small_share_above(a, x);
  const bool series = in_series(a, x);
  const double part =
      gamma_mass(a, x) * (series ? GammaSeries(a, x).sum / a : gamma_tail(a, x, false) / x);
  return above == (!series && x >= a) ? part : 1 - part;
}

double beta_slope(double a, double b, double x) {
  if (!(a > 0 && b > 0 && x >= 0 && x < 1)) return kNaN;
  if (x == 0) return 0;
  // Of log x, over all x, psi(a) - psi(a + b) is the mean.
  const double level = std::log(x) - digamma(a) + digamma(a + b);
  if (x < (a + 1) / (a + b + 2)) {
    const Dual below = beta_fraction({a, 1}, {b}, x);
    return -x / a * (below.value * (level - 1 / a) + below.slope);
  }
  const Dual above = beta_fraction({b}, {a, 1}, 1 - x);
  return x / b * (above.value * level + above.slope);
}

}  // namespace retrograd::ops
