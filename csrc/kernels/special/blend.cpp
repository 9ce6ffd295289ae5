#include "kernels/special/blend.h"

#include "kernels/loops.h"

namespace retrograd::kernels::RG_ISA {
namespace {

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
    const bool near = (w > T(-0.5)) & (w < T(0.5));
    return (near ? a : b) + (near ? w : w - 1) * d;
  }
};

}  // namespace

extern const Blend blend;
constinit const Blend blend = {
    .addcmul = floats3p<AddCMul, 1>,
    .addcdiv = floats3p<AddCDiv, 1>,
    .lerp = floats3p<Lerp, 0>,
    .lerp_number = floats2p<Lerp, 1>,
};

}  // namespace retrograd::kernels::RG_ISA
