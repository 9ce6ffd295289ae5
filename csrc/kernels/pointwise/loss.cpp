#include "kernels/pointwise/loss.h"

#include "kernels/loops.h"
#include "kernels/simd/math.h"

namespace retrograd::kernels::RG_ISA {
namespace {

struct Mse {
  template <class T>
  T operator()(T a, T b) const {
    return (a - b) * (a - b);
  }
};

struct SmoothL1 {
  template <class T>
  T operator()(T a, T t, T beta) const {
    const T d = a < t ? t - a : a - t;
    return d < beta ? d * d / beta * T(0.5) : d - beta * T(0.5);
  }
};
struct Huber {
  template <class T>
  T operator()(T a, T t, T delta) const {
    const T d = a < t ? t - a : a - t;
    return d <= delta ? d * d * T(0.5) : delta * (d - delta * T(0.5));
  }
};
struct SoftMargin {
  template <class V>
  V operator()(V x, V t) const {
    const V z = x * t;
    return at_least(-z, V{}) + log1p_of_fraction(exp_closely(-abs(z)));
  }
};

struct BinaryCrossEntropy {
  template <class V>
  V operator()(V p, V t) const {
    // From 0, so that a loss of nothing is no -0.
    return 0 - (t * at_least(log(p), all<V>(-100)) + (1 - t) * at_least(log1p(-p), all<V>(-100)));
  }
};
struct BinaryCrossEntropySlope {
  template <class V>
  V operator()(V p, V t) const {
    return (p - t) / at_least(p * (1 - p), all<V>(1e-12));
  }
};

// With u = e^-|x|, L = log(1 + u) and w = 1 + (p - 1) t, the weighted loss is
//   (1 - t) |x| + w L   for x > 0,      p t |x| + w L   otherwise,
// where no two large terms are subtracted. A factor of 0 wins over an infinite x.
struct ExpOfMinusSize {
  template <class V>
  V operator()(V x) const {
    return exp_closely(-abs(x));
  }
};
template <class V>
[[gnu::always_inline]] inline V logit_loss(V x, V factor, V weight, V u) {
  return (factor == 0 ? V{} : abs(x) * factor) + weight * log1p_of_fraction(u);
}
struct WithLogits {
  template <class V>
  V operator()(V x, V t, V u) const {
    return logit_loss(x, x > 0 ? 1 - t : t, all<V>(1), u);
  }
};
struct WeightedWithLogits {
  template <class V>
  V operator()(V x, V t, V p) const {
    return logit_loss(x, x > 0 ? 1 - t : p * t, 1 + (p - 1) * t, ExpOfMinusSize{}(x));
  }
};

// In two passes: see Note [Short passes].
constexpr int64_t kBlock = 1024;

template <class T>
void with_logits(char* y, const char* x, const char* t, int64_t n, int64_t sy, int64_t sx,
                 int64_t st) {
  alignas(64) char u[kBlock * sizeof(T)];
  for (int64_t i = 0; i < n; i += kBlock) {
    const int64_t count = n - i < kBlock ? n - i : kBlock;
    run1<Vectors<ExpOfMinusSize, T>, T>(u, x + i * sx, count, kSize<T>, sx);
    run3<Vectors<WithLogits, T>, T, T, T>(y + i * sy, x + i * sx, t + i * st, u, count, sy, sx, st,
                                          kSize<T>);
  }
}

struct WithLogitsBackward {
  template <class V>
  V operator()(V grad, V x, V t) const {
    return grad * (sigmoid(x) - t);
  }
};
struct WeightedWithLogitsSlope {
  template <class V>
  V operator()(V x, V t, V p) const {
    return (1 - t) - (1 + (p - 1) * t) * sigmoid(-x);
  }
};

}  // namespace

extern const Loss loss;
constinit const Loss loss = {
    .mse = per_type2<None, None, Mse>,
    .smooth_l1 = floats2p<SmoothL1, 1>,
    .huber = floats2p<Huber, 1>,
    .soft_margin = vec_floats2(SoftMargin{}),
    .binary_cross_entropy = vec_floats2(BinaryCrossEntropy{}),
    .binary_cross_entropy_slope = vec_floats2(BinaryCrossEntropySlope{}),
    .binary_cross_entropy_with_logits = per_type<Loop2>([](auto e) -> Loop2 {
      if constexpr (e.kKind == 2)
        return with_logits<typename decltype(e)::Type>;
      else
        return nullptr;
    }),
    .binary_cross_entropy_with_logits_backward = vec_floats3(WithLogitsBackward{}),
    .weighted_binary_cross_entropy_with_logits = vec_floats3(WeightedWithLogits{}),
    .weighted_binary_cross_entropy_with_logits_slope = vec_floats3(WeightedWithLogitsSlope{}),
};

}  // namespace retrograd::kernels::RG_ISA
