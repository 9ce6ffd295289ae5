#include "kernels/special/digits.h"

#include "kernels/divide.h"
#include "kernels/loops.h"
#include "kernels/simd/math_special.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// The bits of a float, and what stands where in them.
template <class T>
struct Layout;
template <>
struct Layout<float> {
  using Bits = uint32_t;
  static constexpr int kMantissa = 23, kBias = 127, kLifted = 24;
  static constexpr float kLift = 0x1p24f;  // 2^kLifted makes subnormals normal
};
template <>
struct Layout<double> {
  using Bits = uint64_t;
  static constexpr int kMantissa = 52, kBias = 1023, kLifted = 54;
  static constexpr double kLift = 0x1p54;
};
template <class T>
using BitsOf = typename Layout<T>::Bits;
template <class T>
BitsOf<T> bits_of(T x) {
  return __builtin_bit_cast(BitsOf<T>, x);
}

struct SignBit {
  template <class T>
  uint8_t operator()(T x) const {
    if constexpr (kIsFloat<T>) return static_cast<uint8_t>(bits_of(x) >> (8 * sizeof(T) - 1));
    return x < 0;
  }
};
struct Heaviside {
  template <class T>
  T operator()(T x, T v) const {
    return x == 0 ? v : static_cast<T>(x > 0);
  }
};

inline float whole_of(float x) { return __builtin_truncf(x); }
inline double whole_of(double x) { return __builtin_trunc(x); }
struct FloatFMod {
  template <class V>
  V operator()(V a, V b) const {
    return fmod(a, b);
  }
};
struct Frac {
  template <class T>
  T operator()(T x) const {
    return x - whole_of(x);
  }
};

template <class T>
inline constexpr T kInfinity = static_cast<T>(__builtin_inf());
struct NanToNum {
  template <class T>
  T operator()(T x, T nan, T above, T below) const {
    const T y = x == kInfinity<T> ? above : x;
    const T z = x == -kInfinity<T> ? below : y;
    return x != x ? nan : z;
  }
};
struct NanToNumBackward {
  template <class T>
  T operator()(T grad, T x) const {
    const bool finite = x > -kInfinity<T> && x < kInfinity<T>;
    return finite ? grad : 0;
  }
};

template <class T>
struct Parts {
  BitsOf<T> bits;
  int32_t exponent;
  bool whole;  // the mantissa is the number itself
};
template <class T>
[[gnu::always_inline]] inline Parts<T> parts_of(T x) {
  using L = Layout<T>;
  constexpr BitsOf<T> kExponents = (BitsOf<T>{1} << (8 * sizeof(T) - 1 - L::kMantissa)) - 1;
  const auto exponent_in = [](BitsOf<T> bits) __attribute__((always_inline)) {
    return static_cast<int32_t>(bits >> L::kMantissa & kExponents);
  };
  const BitsOf<T> bits = bits_of(x), lifted = bits_of(static_cast<T>(x * L::kLift));
  const int32_t e = exponent_in(bits);
  const bool subnormal = e == 0;
  const int32_t from = subnormal ? exponent_in(lifted) - L::kLifted : e;
  return {subnormal ? lifted : bits, from - (L::kBias - 1),
          x == 0 || e == static_cast<int32_t>(kExponents)};
}
struct Mantissa {
  template <class T>
  T operator()(T x) const {
    using L = Layout<T>;
    const Parts<T> p = parts_of(x);
    constexpr BitsOf<T> kHalf = BitsOf<T>{L::kBias - 1} << L::kMantissa;
    constexpr BitsOf<T> kKept =
        (BitsOf<T>{1} << (8 * sizeof(T) - 1)) | ((BitsOf<T>{1} << L::kMantissa) - 1);
    return p.whole ? x : __builtin_bit_cast(T, (p.bits & kKept) | kHalf);
  }
};
struct Exponent {
  template <class T>
  int32_t operator()(T x) const {
    const Parts<T> p = parts_of(x);
    return p.whole ? 0 : p.exponent;
  }
};

// Of a format whose numbers have the bits of T with zeros behind them: `step` is its last bit.
template <int shift>
struct NextAfter {
  template <class T>
  T operator()(T a, T b) const {
    using Bits = BitsOf<T>;
    constexpr Bits kStep = Bits{1} << shift, kSign = Bits{1} << (8 * sizeof(T) - 1);
    const Bits bits = bits_of(a);
    const Bits next = (a < b) == (a > 0) ? bits + kStep : bits - kStep;
    const T moved = __builtin_bit_cast(T, a == 0 ? kStep | (bits_of(b) & kSign) : next);
    const T y = a == b ? b : moved;
    return (a != a || b != b) ? a + b : y;
  }
};
// float16 has its subnormals, and its infinity, elsewhere.
struct NextAfterFloat16 {
  float operator()(float a, float b) const {
    constexpr float kNormal = 0x1p-14f, kTiny = 0x1p-24f;
    const float size = __builtin_fabsf(a);
    const bool up = a < b, away = up == (a > 0);
    const bool fine = (size < kNormal) | ((size == kNormal) & !away);
    const float finite = fine ? a + (up ? kTiny : -kTiny) : NextAfter<13>{}(a, b);
    const float largest = a > 0 ? 65504.0f : -65504.0f;
    const float y = size == kInfinity<float> ? largest : finite;
    const float z = a == b ? b : y;
    return (a != a || b != b) ? a + b : z;
  }
};
template <class F>
inline constexpr PerType<Loop2> in_float = per_type<Loop2>([](auto e) -> Loop2 {
  if constexpr (__is_same(typename decltype(e)::Type, float))
    return map2<F, float>;
  else
    return nullptr;
});

// The same width without a sign, never narrower than an int.
template <class T>
[[gnu::always_inline]] inline Wrap<T> size_of(T x) {
  return x < 0 ? Wrap<T>(0) - Wrap<T>(x) : Wrap<T>(x);
}
template <class U>
U common_divisor(U a, U b) {
  while (b != 0) {
    const U rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}
struct Gcd {
  template <class T>
  T operator()(T a, T b) const {
    return static_cast<T>(common_divisor(size_of(a), size_of(b)));
  }
};
struct Lcm {
  template <class T>
  T operator()(T a, T b) const {
    const Wrap<T> x = size_of(a), y = size_of(b), divisor = common_divisor(x, y);
    return divisor == 0 ? 0 : static_cast<T>(size_of(static_cast<T>(x / divisor * y)));
  }
};
struct ShiftLeft {
  template <class T>
  T operator()(T a, T b) const {
    constexpr T kBits = 8 * sizeof(T);
    return (b < 0 || b >= kBits) ? 0 : static_cast<T>(Wrap<T>(a) << b);
  }
};
struct ShiftRight {
  template <class T>
  T operator()(T a, T b) const {
    constexpr T kBits = 8 * sizeof(T);
    const bool out = b < 0 || b >= kBits;
    const T emptied = a < 0 ? static_cast<T>(-1) : 0;
    return out ? emptied : static_cast<T>(a >> b);
  }
};

}  // namespace

extern const Digits digits;
constinit const Digits digits = {
    .signbit =
        per_type<Loop1>([](auto e) { return map1<SignBit, uint8_t, typename decltype(e)::Type>; }),
    .heaviside = per_type2<Truths<Heaviside>, Heaviside, Heaviside>,
    .fmod = divide_loops<IntFMod, FloatFMod>(),
    .frac = per_type1<None, None, Frac>,
    .nan_to_num = floats1p<NanToNum, 3>,
    .nan_to_num_backward = floats2p<NanToNumBackward, 0>,
    .ldexp = vec_floats2([](auto x, auto n) { return ldexp(x, n); }),
    .mantissa = per_type1<None, None, Mantissa>,
    .exponent = per_type<Loop1>([](auto e) -> Loop1 {
      if constexpr (decltype(e)::kKind == 2)
        return map1<Exponent, int32_t, typename decltype(e)::Type>;
      else
        return nullptr;
    }),
    .nextafter = per_type2<None, None, NextAfter<0>>,
    .nextafter_float16 = in_float<NextAfterFloat16>,
    .nextafter_bfloat16 = in_float<NextAfter<16>>,
    .gcd = per_type2<None, Gcd, None>,
    .lcm = per_type2<None, Lcm, None>,
    .shift_left = per_type2<None, ShiftLeft, None>,
    .shift_right = per_type2<None, ShiftRight, None>,
};

}  // namespace retrograd::kernels::RG_ISA
