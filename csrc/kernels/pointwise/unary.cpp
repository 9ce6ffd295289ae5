#include "kernels/pointwise/unary.h"

#include "kernels/half_loops.h"
#include "kernels/simd/lookup/halves.h"
#include "kernels/simd/math.h"

namespace retrograd::kernels::RG_ISA {
namespace {

struct Neg {
  template <class T>
  T operator()(T x) const {
    if constexpr (kIsFloat<T>) return -x;
    return static_cast<T>(Wrap<T>(0) - Wrap<T>(x));
  }
};
struct Abs {
  template <class T>
  T operator()(T x) const {
    if constexpr (kIsFloat<T>) return __builtin_fabs(x);
    return x < 0 ? Neg{}(x) : x;
  }
};
// Of a half alone the sign is changed, whichever half it is.
struct FlipSign {
  uint16_t operator()(uint16_t x) const { return x ^ 0x8000; }
};
struct DropSign {
  uint16_t operator()(uint16_t x) const { return x & 0x7fff; }
};
struct Sign {
  template <class T>
  T operator()(T x) const {
    return static_cast<T>((x > 0) - (x < 0));
  }
};
struct Square {
  template <class T>
  T operator()(T x) const {
    return static_cast<T>(Wrap<T>(x) * Wrap<T>(x));
  }
};
struct Cube {
  template <class T>
  T operator()(T x) const {
    return static_cast<T>(Wrap<T>(x) * Wrap<T>(x) * Wrap<T>(x));
  }
};
// Not 1 / x^2, whose divisor overflows, or loses digits, where the result need not.
struct InverseSquare {
  template <class T>
  T operator()(T x) const {
    const T y = 1 / x;
    return y * y;
  }
};
// Not max(x, 0): NaN and -0 stay what they are.
struct Relu {
  template <class T>
  T operator()(T x) const {
    return x < 0 ? 0 : x;
  }
};
struct Same {
  template <class T>
  T operator()(T x) const {
    return x;
  }
};
struct BitwiseNot {
  template <class T>
  T operator()(T x) const {
    return static_cast<T>(~x);
  }
};
struct LogicalNot {
  uint8_t operator()(uint8_t x) const { return x == 0; }
};

struct Sqrt {
  float operator()(float x) const { return __builtin_sqrtf(x); }
  double operator()(double x) const { return __builtin_sqrt(x); }
};
struct Rsqrt {
  template <class T>
  T operator()(T x) const {
    return 1 / Sqrt{}(x);
  }
};
struct Reciprocal {
  template <class T>
  T operator()(T x) const {
    return 1 / x;
  }
};
struct Floor {
  float operator()(float x) const { return __builtin_floorf(x); }
  double operator()(double x) const { return __builtin_floor(x); }
};
struct Ceil {
  float operator()(float x) const { return __builtin_ceilf(x); }
  double operator()(double x) const { return __builtin_ceil(x); }
};
struct Round {
  float operator()(float x) const { return __builtin_rintf(x); }
  double operator()(double x) const { return __builtin_rint(x); }
};
struct Trunc {
  float operator()(float x) const { return __builtin_truncf(x); }
  double operator()(double x) const { return __builtin_trunc(x); }
};

// Floats go sixteen at a time, where that is quicker than the instruction for it.
template <class Op, class F, class V = VecF>
constexpr PerType<Loop1> with_floats(F) {
  PerType<Loop1> loops = per_type1<None, None, Op>;
  if constexpr (kLookup<V>) loops.loop[static_cast<int>(DType::kFloat32)] = vec_map1<F, float>;
  return loops;
}

// Of halves, those that look up need not be as exact as of floats.
template <class V = VecF>
constexpr PerType<Loop1> exp_loops() {
  const auto of_floats = [](auto x) { return exp(x); };
  if constexpr (kLookup<V>)
    return with_halves1(
        vec_floats1(of_floats), [](V x) { return lookup::exp_of_float16(x); },
        [](Vec<uint16_t> x) { return lookup::exp_of_bfloat16<V>(x); });
  else
    return vec_halves1(of_floats);
}

struct SigmoidBackward {
  template <class T>
  T operator()(T grad, T y) const {
    return grad * y * (1 - y);
  }
};
struct TanhBackward {
  template <class T>
  T operator()(T grad, T y) const {
    return grad * (1 - y * y);
  }
};
struct ReluBackward {
  template <class T>
  T operator()(T grad, T y) const {
    return y <= 0 ? 0 : grad;
  }
};

}  // namespace

extern const Unary unary;
constinit const Unary unary = {
    .neg = with_bits(per_type1<None, Neg, Neg>, map1<FlipSign, uint16_t>),
    .abs = with_bits(per_type1<None, Abs, Abs>, map1<DropSign, uint16_t>),
    .sign = per_type1<Truths<Same>, Sign, Sign>,
    .square = per_type1<None, Square, Square>,
    .cube = per_type1<None, Cube, Cube>,
    .relu = per_type1<None, Relu, Relu>,
    .bitwise_not = per_type1<LogicalNot, BitwiseNot, None>,
    .sqrt = with_floats<Sqrt>([](auto x) { return lookup::sqrt(x); }),
    .rsqrt = with_floats<Rsqrt>([](auto x) { return lookup::rsqrt(x); }),
    .reciprocal = per_type1<None, None, Reciprocal>,
    .inverse_square = per_type1<None, None, InverseSquare>,
    .floor = per_type1<None, None, Floor>,
    .ceil = per_type1<None, None, Ceil>,
    .round = per_type1<None, None, Round>,
    .trunc = per_type1<None, None, Trunc>,
    .exp = exp_loops(),
    .exp2 = vec_floats1([](auto x) { return exp2(x); }),
    .expm1 = vec_floats1([](auto x) { return expm1(x); }),
    .log = vec_floats1([](auto x) { return log(x); }),
    .log2 = vec_floats1([](auto x) { return log2(x); }),
    .log10 = vec_floats1([](auto x) { return log10(x); }),
    .log1p = vec_floats1([](auto x) { return log1p(x); }),
    .sin = vec_floats1([](auto x) { return sin(x); }),
    .cos = vec_floats1([](auto x) { return cos(x); }),
    .tan = vec_floats1([](auto x) { return tan(x); }),
    .asin = vec_floats1([](auto x) { return asin(x); }),
    .acos = vec_floats1([](auto x) { return acos(x); }),
    .atan = vec_floats1([](auto x) { return atan(x); }),
    .sinh = vec_floats1([](auto x) { return sinh(x); }),
    .cosh = vec_floats1([](auto x) { return cosh(x); }),
    .asinh = vec_floats1([](auto x) { return asinh(x); }),
    .acosh = vec_floats1([](auto x) { return acosh(x); }),
    .atanh = vec_floats1([](auto x) { return atanh(x); }),
    .tanh = vec_halves1([](auto x) { return tanh(x); }),
    .sigmoid = vec_halves1([](auto x) { return sigmoid(x); }),
    .erf = vec_floats1([](auto x) { return erf(x); }),
    .erfc = vec_floats1([](auto x) { return erfc(x); }),
    .sigmoid_backward = per_type2<None, None, SigmoidBackward>,
    .tanh_backward = per_type2<None, None, TanhBackward>,
    .relu_backward = per_type2<None, None, ReluBackward>,
};

}  // namespace retrograd::kernels::RG_ISA
