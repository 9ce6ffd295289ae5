#include "kernels/loss.h"

#include "kernels/loops.h"
#include "kernels/math.h"

namespace retrograd::kernels::RG_ISA {
namespace {

struct Mse {
  template <class T>
  T operator()(T a, T b) const {
    return (a - b) * (a - b);
  }
};

struct BinaryCrossEntropy {
  template <class V>
  V operator()(V p, V t) const {
    return -(t * at_least(log(p), all<V>(-100)) + (1 - t) * at_least(log1p(-p), all<V>(-100)));
  }
};
struct BinaryCrossEntropySlope {
  template <class V>
  V operator()(V p, V t) const {
    return (p - t) / at_least(p * (1 - p), all<V>(1e-12));
  }
};

// With L = log(1 + e^-|x|) and w = 1 + (p - 1) t, the weighted loss is
//   (1 - t) |x| + w L   for x > 0,      p t |x| + w L   otherwise,
// where no two large terms are subtracted. A factor of 0 wins over an infinite x.
template <class V>
[[gnu::always_inline]] inline V logit_loss(V x, V factor, V weight) {
  const V size = abs(x);
  return (factor == 0 ? V{} : size * factor) + weight * log1p(exp(-size));
}
struct WithLogits {
  template <class V>
  V operator()(V x, V t) const {
    return logit_loss(x, x > 0 ? 1 - t : t, all<V>(1));
  }
};
struct WeightedWithLogits {
  template <class V>
  V operator()(V x, V t, V p) const {
    return logit_loss(x, x > 0 ? 1 - t : p * t, 1 + (p - 1) * t);
  }
};

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
    .binary_cross_entropy = vec_floats2(BinaryCrossEntropy{}),
    .binary_cross_entropy_slope = vec_floats2(BinaryCrossEntropySlope{}),
    .binary_cross_entropy_with_logits = vec_floats2(WithLogits{}),
    .binary_cross_entropy_with_logits_backward = vec_floats3(WithLogitsBackward{}),
    .weighted_binary_cross_entropy_with_logits = vec_floats3(WeightedWithLogits{}),
    .weighted_binary_cross_entropy_with_logits_slope = vec_floats3(WeightedWithLogitsSlope{}),
};

}  // namespace retrograd::kernels::RG_ISA
