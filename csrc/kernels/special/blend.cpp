#include "kernels/special/blend.h"

#include "kernels/loops.h"

namespace retrograd::kernels::RG_ISA {
namespace {

struct AddScaled {
  template <class T>
  T operator()(T a, T b, T s) const {
    return a + s * b;
  }
};
struct AddCMul {
  template <class T>
  T operator()(T x, T a, T b, T s) const {
    return x + s * a * b;
  }
};
struct AddCDiv {
  template <class T>
  T operator()(T x, T a, T b, T s) const {
    return x + s * a / b;
  }
};
struct Lerp {
  template <class T>
  T operator()(T a, T b, T w) const {
    const T d = b - a;
    const T twice = w + w;
    const auto near = (twice > -1) & (twice < 1);
    return (near ? a : b) + (near ? w : w - 1) * d;
  }
};

}  // namespace

extern const Blend blend;
constinit const Blend blend = {
    .add_scaled = floats2p<AddScaled, 1>,
    .addcmul = floats3p<AddCMul, 1>,
    .addcdiv = floats3p<AddCDiv, 1>,
    .lerp = floats3p<Lerp, 0>,
    .lerp_number = vec_floats2p<1>(Lerp()),  // the compiler's vectors take no number for all
};

}  // namespace retrograd::kernels::RG_ISA
