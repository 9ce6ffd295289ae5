#include "kernels/pointwise/activation.h"

#include "kernels/loops.h"
#include "kernels/simd/math.h"

namespace retrograd::kernels::RG_ISA {
namespace {

struct LeakyRelu {
  template <class T>
  T operator()(T x, T slope) const {
    return x > 0 ? x : x * slope;
  }
};
struct LeakyReluBackward {
  template <class T>
  T operator()(T grad, T x, T slope) const {
    return x > 0 ? grad : grad * slope;
  }
};

struct Elu {
  template <class V>
  V operator()(V x, V alpha, V scale, V s) const {
    return x < 0 ? expm1(x * s) * (alpha * scale) : x * scale;
  }
};
struct EluBackward {
  template <class V>
  V operator()(V grad, V x, V alpha, V scale, V s) const {
    return grad * (x <= 0 ? exp(x * s) * (alpha * scale * s) : scale);
  }
};

// log(1 + e^z) = max(z, 0) + log(1 + e^-|z|), which overflows for no z.
struct Softplus {
  template <class V>
  V operator()(V x, V beta, V threshold) const {
    const V z = x * beta;
    return z > threshold ? x : (at_least(z, V{}) + log1p_of_fraction(exp_closely(-abs(z)))) / beta;
  }
};
struct SoftplusBackward {
  template <class V>
  V operator()(V grad, V x, V beta, V threshold) const {
    const V z = x * beta;
    return z > threshold ? grad : grad * sigmoid(z);
  }
};

// e^(x + lo) = 2^n (1 + q); see exp_parts.
template <class V>
[[gnu::always_inline]] inline ExpParts<V> exp_parts_of_pair(V x, V lo) {
  using F = Format<V>;
  const V shifted = fma(x, all<V>(1.44269504088896341), all<V>(F::kShift));
  const V n = shifted - F::kShift;
  const V r = fma(n, all<V>(-F::kLn2Lo), fma(n, all<V>(-F::kLn2Hi), x)) + lo;
  return {fma(r * r, exp_tail(r), r), shifted};
}
// factor e^(x + lo), which is rounded once where it is less than normal.
template <class V>
[[gnu::noinline]] V times_exp_far(V factor, V x, V lo) {
  using F = Format<V>;
  const V held = clamp(x, Scalar<V>(1.5) * F::kExpMin, F::kExpMax);
  const ExpParts<V> e = exp_parts_of_pair(held, lo);
  return scale(fma(factor, e.q, factor), nearest(e.shifted));
}
// The same for x <= 0. Up to 3/4 of the way to where e^x is less than normal, its product with a
// factor of some size is normal, too.
template <class V>
[[gnu::always_inline]] inline V times_exp(V factor, V x, V lo) {
  if (any<Scalar<V>>(~(x >= Scalar<V>(-0.75) * Format<V>::kExpPlain))) [[unlikely]]
    return times_exp_far(factor, x, lo);
  const ExpParts<V> e = exp_parts_of_pair(x, lo);
  return scale_plain(fma(factor, e.q, factor), e.shifted);
}

// With R = e^(a^2 / 2) ndtr(-a) for a = |x|, what is left of gelu is a R e^(-a^2 / 2), and what is
// left of its slope (R - a / sqrt(2 pi)) e^(-a^2 / 2).
inline constexpr double kPerRootTwoPi = 0.398942280401432678;

// With v = 1 / (a + c) and t = 2 a v - 1, R = v P(t) for a >= 0. Of a small a, t has all bits,
// which a + c has not.
template <class V>
inline constexpr Scalar<V> kCentre = static_cast<Scalar<V>>(4.5);
template <>
inline constexpr double kCentre<VecD> = 5;
[[gnu::always_inline]] inline VecD normal_tail_poly(VecD t) {  // 2^-57.2
  return poly(t, 0.769193049750062955, -0.665382502890056784, 0.495305615969977437,
              -0.313533156671295871, 0.165020366170329875, -0.0691186387065819796,
              0.0207950668009964737, -0.00299337676649137877, -0.000797869409691424886,
              0.000544899031217998378, -0.000059375664691233247, -0.0000497626415134881152,
              0.000016681005048272647, 3.98033292801494767e-6, -2.76887556776538362e-6,
              -3.35411599440473821e-7, 4.32795106037956621e-7, 4.06952404317449106e-8,
              -6.59750057494329332e-8, -8.1432294769847759e-9, 7.96487401561710478e-9,
              1.37926563795128073e-9, -3.23555246366636066e-10);
}
template <bool kSlope>
[[gnu::always_inline]] inline VecD gelu_rest(VecD size) {
  const VecD a = at_most(size, all<VecD>(39));
  const VecD v = 1 / (a + kCentre<VecD>);
  const VecD u = a * v, p = normal_tail_poly(fma(u, all<VecD>(2), all<VecD>(-1)));
  const VecD factor = kSlope ? fma(v, p, a * -kPerRootTwoPi) : u * p;
  const Pair<VecD> square = exact_product(a, a);
  return times_exp(factor, square.hi * -0.5, square.lo * -0.5);
}
// Polynomials of floats go by Horner's scheme: operations are what takes the time.
template <class V>
[[gnu::always_inline]] inline V horner(V, double c) {
  return all<V>(c);
}
template <class V, class... C>
[[gnu::always_inline]] inline V horner(V x, double c, C... others) {
  return fma(x, horner(x, others...), all<V>(c));
}
// Floats beyond 5.9: with s = 1 / a^2 and the density n(a), a ndtr(-a) = n(a) (1 - s P(s)), and
// ndtr(-a) - a n(a) = -a n(a) (1 - s (1 - s P(s))). To few roundings, n(a) is e to one power.
template <bool kSlope>
[[gnu::noinline]] VecF gelu_rest_far(VecF size) {
  const VecF a = at_most(size, all<VecF>(15));  // beyond, it is nothing
  const Pair<VecF> square = exact_product(a, a);
  const VecF s = 1 / square.hi;
  const float(&c)[5] = lookup::kGeluTail;
  const VecF less = s * horner(s, c[0], c[1], c[2], c[3], c[4]);
  const VecF w = kSlope ? s * (1 - less) : less;
  // log sqrt(2 pi)
  const Pair<VecF> power = quick_sum(square.hi * -0.5f, all<VecF>(-0x1.d67f1cp-1));
  const VecF lo = power.lo - fma(square.lo, all<VecF>(0.5), all<VecF>(0x1.0c97d6p-26));
  const ExpParts<VecF> e = exp_parts_of_pair(power.hi, lo);
  const VecF factor = kSlope ? -a : all<VecF>(1), q = fma(e.q, 1 - w, -w);
  return scale(fma(factor, q, factor), nearest(e.shifted));
}
// factor e^((c - a^2) / 2), see gelu_factor. Operations are what takes the time, so there are few:
// with a^2 - c = d - 2 n ln 2 it is 2^n e^(-d / 2), where d is rounded once.
inline constexpr double kBellCentre = 0x1.f4ep-4;  // c
[[gnu::always_inline]] inline VecF times_bell(VecF factor, VecF a) {
  using F = Format<VecF>;
  const VecF square = a * a;
  const VecF shifted = fma(square, all<VecF>(-0.721347520444481704), all<VecF>(F::kShift));
  const VecF n = shifted - F::kShift;
  const VecF whole = fma(n, all<VecF>(2 * F::kLn2Hi), all<VecF>(-kBellCentre));
  VecF d = fma(a, a, whole);
  if constexpr (!kFusedFma) d = (square + whole) + exact_product(a, a).lo;
  d = fma(n, all<VecF>(2 * F::kLn2Lo), d);
  const VecF q = horner(d, -0.500000009122, 0.125000063494, -0.02083315997, 0.00260357539856,
                        -0.000261336066123, 2.29352284747e-5);
  return scale_plain(fma(factor * d, q, factor), shifted);
}
// a R e^(-c / 2), and (R - a / sqrt(2 pi)) e^(-c / 2).
template <bool kSlope, class V>
[[gnu::always_inline]] inline V gelu_factor(V a) {
  if constexpr (kLookup8<V>)
    return kSlope ? lookup::by_eight(lookup::kGeluSlopeFactor, a)
                  : lookup::by_eight(lookup::kGeluFactor, a);
  const V v = 1 / (a + kCentre<V>), u = a * v;
  const V p =
      horner(fma(u, all<V>(2), all<V>(-1)), 0.71796309235, -0.6022838025, 0.41997093065,
             -0.23814004498, 0.10483945511, -0.03131374262, 0.0054135488123, 0.0033728051662);
  return kSlope ? fma(v, p, a * -0.375280887157f) : u * p;
}
template <bool kSlope>
[[gnu::always_inline]] inline VecF gelu_rest_near(VecF a) {
  if constexpr (kLookup<VecF>) return lookup::gelu_rest<kSlope>(a);
  return times_bell(gelu_factor<kSlope>(a), a);
}
template <bool kSlope>
[[gnu::always_inline]] inline VecF gelu_rest(VecF a) {
  constexpr float kNear = 5.9f;
  const VecF y = gelu_rest_near<kSlope>(a);
  if (any_beyond(a, kNear)) [[unlikely]]
    return a <= kNear ? y : gelu_rest_far<kSlope>(a);
  return y;
}
// x ndtr(x) = x - x ndtr(-x)
struct Gelu {
  template <class V>
  V operator()(V x) const {
    // Of -0 where x is below, so that a y of 0 has the sign of x.
    return at_least(x, all<V>(-0.0)) - gelu_rest<false>(abs(x));
  }
};
// ndtr(x) + x e^(-x^2 / 2) / sqrt(2 pi)
struct GeluBackward {
  template <class V>
  V operator()(V grad, V x) const {
    const V slope = gelu_rest<true>(abs(x));
    return grad * (x > 0 ? 1 - slope : slope);
  }
};

// u = 2 k (x + c x^3) with k = sqrt(2 / pi) and c = 0.044715, as hi + lo. REQUIRES: |x| <= 22,
// where e^-u is nothing already.
template <class V>
[[gnu::always_inline]] inline Pair<V> gelu_argument(V x) {
  constexpr bool kFloat = sizeof(Scalar<V>) == sizeof(float);
  const V first = all<V>(kFloat ? 0x1.988454p+0 : 0x1.9884533d43651p+0);
  const V third = all<V>(kFloat ? 0x1.2444f2p-4 : 0x1.2444f2a4d8b4bp-4);
  const V first_lo = all<V>(kFloat ? -4.53406804211e-8 : -9.96930880911092e-17);
  const V third_lo = all<V>(kFloat ? 2.39883239599e-9 : -6.17514991815532e-19);
  const Pair<V> square = exact_product(x, x);
  const Pair<V> cubic = exact_product(third, square.hi);
  const Pair<V> slope = exact_sum(first, cubic.hi);
  const V small = third * square.lo + third_lo * square.hi + first_lo;
  Pair<V> u = exact_product(x, slope.hi);
  u.lo += x * (slope.lo + (cubic.lo + small));
  return u;
}
// x / (1 + e^-u), and the like below. As in sigmoid, x e^u (1 - e^u) where 2^n + 1 is not exact.
template <class V>
[[gnu::noinline]] V times_sigmoid_tail(V x, V u, V lo) {
  const V held = at_least(u, all<V>(1.5 * Format<V>::kExpMin));
  return times_exp_far(at_least(x, held) * (1 - exp(held)), held, lo);
}
template <class V>
[[gnu::always_inline]] inline V times_sigmoid(V x, V u, V lo) {
  using F = Format<V>;
  const ExpParts<V> e = exp_parts_of_pair(clamp(-u, -F::kExpPlain, F::kExpPlain), -lo);
  const V power = scale_plain(all<V>(1), e.shifted);
  const V y = x / fma(power, e.q, power + 1);
  if (any_below(u, F::kSigmoidTail)) [[unlikely]]
    return u < F::kSigmoidTail ? times_sigmoid_tail(x, u, lo) : y;
  return y;
}
struct GeluTanh {
  template <class V>
  V operator()(V x) const {
    const Pair<V> u = gelu_argument(clamp(x, -22, 22));
    return times_sigmoid(x, u.hi, u.lo);
  }
};
// With s = sigmoid(u): s + x s (1 - s) du/dx
struct GeluTanhBackward {
  template <class V>
  V operator()(V grad, V x) const {
    const V held = clamp(x, -22, 22), square = held * held;
    const V first = all<V>(1.59576912160573071), third = all<V>(0.0713548162726002527);
    const V s = sigmoid(held * fma(third, square, first));
    return grad * fma(held * s * (1 - s), fma(third * 3, square, first), s);
  }
};
struct Silu {
  template <class V>
  V operator()(V x) const {
    return times_sigmoid(x, x, V{});
  }
};
// Of a < 0 and s = sigmoid(a) the slope is s (1 + a (1 - s)), and of -a what that lacks of 1: there
// 1 - s would have few bits. Where e = e^a is small, it is e (1 + a - e (1 + 2 a)).
template <class V>
[[gnu::noinline]] V silu_slope_tail(V x) {
  const V a = at_least(x, all<V>(1.5 * Format<V>::kExpMin));
  return times_exp_far(fma(-exp(a), 1 + 2 * a, 1 + a), a, V{});
}
struct SiluBackward {
  template <class V>
  V operator()(V grad, V x) const {
    using F = Format<V>;
    const V size = at_most(abs(x), all<V>(F::kExpPlain));
    const ExpParts<V> e = exp_parts(size);
    const V power = scale_plain(all<V>(1), e.shifted);
    const V s = 1 / fma(power, e.q, power + 1);
    const V below = s * fma(-size, 1 - s, all<V>(1));
    const V y = grad * (x > 0 ? 1 - below : below);
    if (any_below(x, F::kSigmoidTail)) [[unlikely]]
      return x < F::kSigmoidTail ? grad * silu_slope_tail(x) : y;
    return y;
  }
};

// With e = e^x and n = e (e + 2), tanh(log(1 + e)) = n / (n + 2), which is 1 from 20 on, and
// e (1 - e / 2) at small e.
template <class V>
[[gnu::noinline]] V mish_tail(V x) {
  const V held = at_least(x, all<V>(1.5 * Format<V>::kExpMin));
  return times_exp_far(held * (1 - exp(held) * Scalar<V>(0.5)), held, V{});
}
struct Mish {
  template <class V>
  V operator()(V x) const {
    using F = Format<V>;
    const V e = exp_plain(clamp(x, F::kSigmoidTail, 20)), n = e * (e + 2);
    const V y = x * (n / (n + 2));
    if (any_below(x, F::kSigmoidTail)) [[unlikely]]
      return x < F::kSigmoidTail ? mish_tail(x) : y;
    return y;
  }
};
// With w = tanh(log(1 + e)): w + x sigmoid(x) (1 - w^2), where 1 - w = 2 / (n + 2)
struct MishBackward {
  template <class V>
  V operator()(V grad, V x) const {
    using F = Format<V>;
    const V held = clamp(x, F::kExpMin, 20), e = exp(held), n = e * (e + 2);
    const V less = 2 / (n + 2), w = n * less * Scalar<V>(0.5);
    const V s = e / (e + 1);
    return grad * fma(held * s, less * (1 + w), w);
  }
};

// min(x, 0) - log(1 + e^-|x|)
struct LogSigmoid {
  template <class V>
  V operator()(V x) const {
    return at_most(x, V{}) - log1p_of_fraction(exp_closely(-abs(x)));
  }
};
struct LogSigmoidBackward {
  template <class V>
  V operator()(V grad, V x) const {
    return grad * sigmoid(-x);
  }
};

struct Hardtanh {
  template <class T>
  T operator()(T x, T low, T high) const {
    return x < low ? low : x > high ? high : x;
  }
};
struct HardtanhBackward {
  template <class T>
  T operator()(T grad, T x, T low, T high) const {
    return (x > low && x < high) ? grad : 0;
  }
};
template <class T>  // a division by 6 takes four times as long
inline constexpr T kSixth = T(1) / 6;
struct Hardsigmoid {
  template <class T>
  T operator()(T x) const {
    return x <= -3 ? 0 : x >= 3 ? 1 : (x + 3) * kSixth<T>;
  }
};
struct HardsigmoidBackward {
  template <class T>
  T operator()(T grad, T x) const {
    return (x > -3 && x < 3) ? grad * kSixth<T> : 0;
  }
};
struct Hardswish {
  template <class T>
  T operator()(T x) const {
    return x <= -3 ? -T(0) : x >= 3 ? x : x * (x + 3) * kSixth<T>;
  }
};
struct HardswishBackward {
  template <class T>
  T operator()(T grad, T x) const {
    return x <= -3 ? 0 : x < 3 ? grad * (x * (2 * kSixth<T>)+T(0.5)) : grad;
  }
};
struct Hardshrink {
  template <class T>
  T operator()(T x, T l) const {
    return (x >= -l && x <= l) ? 0 : x;
  }
};
struct Softshrink {
  template <class T>
  T operator()(T x, T l) const {
    return x > l ? x - l : x < -l ? x + l : x == x ? 0 : x;
  }
};
struct ShrinkBackward {
  template <class T>
  T operator()(T grad, T x, T l) const {
    return (x > l || x < -l) ? grad : 0;
  }
};
struct Threshold {
  template <class T>
  T operator()(T x, T t, T value) const {
    return x <= t ? value : x;
  }
};
struct ThresholdBackward {
  template <class T>
  T operator()(T grad, T x, T t, T) const {
    return x <= t ? 0 : grad;
  }
};
struct Prelu {
  template <class T>
  T operator()(T x, T w) const {
    return x > 0 ? x : w * x;
  }
};

}  // namespace

extern const Activation activation;
constinit const Activation activation = {
    .leaky_relu = floats1p<LeakyRelu, 1>,
    .leaky_relu_backward = floats2p<LeakyReluBackward, 1>,
    .elu = vec_floats1p<3>(Elu{}),
    .elu_backward = vec_floats2p<3>(EluBackward{}),
    .softplus = vec_floats1p<2>(Softplus{}),
    .softplus_backward = vec_floats2p<2>(SoftplusBackward{}),
    .gelu = vec_floats1p<0>(Gelu{}),
    .gelu_tanh = vec_floats1p<0>(GeluTanh{}),
    .gelu_backward = vec_floats2p<0>(GeluBackward{}),
    .gelu_tanh_backward = vec_floats2p<0>(GeluTanhBackward{}),
    .silu = vec_floats1p<0>(Silu{}),
    .silu_backward = vec_floats2p<0>(SiluBackward{}),
    .mish = vec_floats1p<0>(Mish{}),
    .mish_backward = vec_floats2p<0>(MishBackward{}),
    .logsigmoid = vec_floats1p<0>(LogSigmoid{}),
    .logsigmoid_backward = vec_floats2p<0>(LogSigmoidBackward{}),
    .hardtanh = floats1p<Hardtanh, 2>,
    .hardtanh_backward = floats2p<HardtanhBackward, 2>,
    .hardsigmoid = floats1p<Hardsigmoid, 0>,
    .hardsigmoid_backward = floats2p<HardsigmoidBackward, 0>,
    .hardswish = floats1p<Hardswish, 0>,
    .hardswish_backward = floats2p<HardswishBackward, 0>,
    .hardshrink = floats1p<Hardshrink, 1>,
    .softshrink = floats1p<Softshrink, 1>,
    .shrink_backward = floats2p<ShrinkBackward, 1>,
    .threshold = floats1p<Threshold, 2>,
    .threshold_backward = floats2p<ThresholdBackward, 2>,
    .prelu = per_type2<None, None, Prelu>,
};

}  // namespace retrograd::kernels::RG_ISA
