#include "kernels/special/special.h"

#include "kernels/loops.h"
#include "kernels/simd/math_special.h"

namespace retrograd::kernels::RG_ISA {
namespace {

struct Deg2Rad {
  template <class T>
  T operator()(T x) const {
    return x * T(0.0174532925199432957692);
  }
};
struct Rad2Deg {
  template <class T>
  T operator()(T x) const {
    return x * T(57.2957795130823208768);
  }
};

// As logaddexp, to the base 2.
struct LogAddExp2 {
  template <class V>
  V operator()(V a, V b) const {
    const V larger = a > b ? a : b;
    const Pair<V> d = exact_sum(larger, a > b ? -b : -a);
    const V e = exp2(a == b ? V{} : -d.hi);
    const V rest = log1p_of_fraction(d.hi < kInf<V> ? e - e * (d.lo * Scalar<V>(kLn2)) : e);
    return larger + rest * Scalar<V>(1 / kLn2);
  }
};

struct Entr {
  template <class V>
  V operator()(V x) const {
    const V y = -x * log_closely(x);
    return x == 0 ? V{} : x < 0 ? splat(-kInf<V>) : y;
  }
};
struct XLog1PY {
  template <class V>
  V operator()(V a, V b) const {
    const V y = a * log1p(b);
    return ((a == 0) & (b == b)) ? V{} : y;
  }
};

struct Logit {
  template <class V>
  V operator()(V x, V eps) const {
    const V high = 1 - eps, z = x < eps ? eps : (x > high ? high : x);
    return logit(eps < 0 ? x : z);
  }
};
struct LogitBackward {
  template <class T>
  T operator()(T grad, T x, T eps) const {
    const bool held = eps >= 0;
    const T low = held ? eps : 0, high = 1 - low;
    const T beyond = held ? 0 : static_cast<T>(__builtin_nan(""));
    return (x < low || x > high) ? beyond : grad / (x * (1 - x));
  }
};

}  // namespace

extern const Special special;
constinit const Special special = {
    .deg2rad = per_type1<None, None, Deg2Rad>,
    .rad2deg = per_type1<None, None, Rad2Deg>,
    .sinc = vec_floats1([](auto x) { return sinc(x); }),
    .sinc_slope = vec_floats1([](auto x) { return sinc_slope(x); }),
    .logaddexp2 = vec_floats2(LogAddExp2{}),
    .entr = vec_floats1(Entr{}),
    .xlog1py = vec_floats2(XLog1PY{}),
    .logit = vec_floats1p<1>(Logit{}),
    .logit_backward = floats2p<LogitBackward, 1>,
};

}  // namespace retrograd::kernels::RG_ISA
