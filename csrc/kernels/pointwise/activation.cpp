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
    return z > threshold ? x : (at_least(z, V{}) + log1p_of_fraction(exp(-abs(z)))) / beta;
  }
};
struct SoftplusBackward {
  template <class V>
  V operator()(V grad, V x, V beta, V threshold) const {
    const V z = x * beta;
    return z > threshold ? grad : grad * sigmoid(z);
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
};

}  // namespace retrograd::kernels::RG_ISA
