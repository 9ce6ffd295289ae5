#include "kernels/pointwise/arithmetic.h"

#include "kernels/half_loops.h"
#include "kernels/simd/math.h"

namespace retrograd::kernels::RG_ISA {
namespace {

struct Add {
  template <class T>
  T operator()(T a, T b) const {
    return static_cast<T>(Wrap<T>(a) + Wrap<T>(b));
  }
};
struct Sub {
  template <class T>
  T operator()(T a, T b) const {
    return static_cast<T>(Wrap<T>(a) - Wrap<T>(b));
  }
};
struct Mul {
  template <class T>
  T operator()(T a, T b) const {
    return static_cast<T>(Wrap<T>(a) * Wrap<T>(b));
  }
};
struct Div {
  template <class T>
  T operator()(T a, T b) const {
    return a / b;
  }
};

struct And {
  template <class T>
  T operator()(T a, T b) const {
    return a & b;
  }
};
struct Or {
  template <class T>
  T operator()(T a, T b) const {
    return a | b;
  }
};
struct Xor {
  template <class T>
  T operator()(T a, T b) const {
    return a ^ b;
  }
};

// A NaN in b falls through, since no comparison with it is true.
struct Maximum {
  template <class T>
  T operator()(T a, T b) const {
    return ((a > b) | (a != a)) ? a : b;
  }
};
struct Minimum {
  template <class T>
  T operator()(T a, T b) const {
    return ((a < b) | (a != a)) ? a : b;
  }
};
struct Clamp {
  template <class T>
  T operator()(T x, T lo, T hi) const {
    return Minimum{}(Maximum{}(x, lo), hi);
  }
};

inline float exact_fmod(float a, float b) { return __builtin_fmodf(a, b); }
inline double exact_fmod(double a, double b) { return __builtin_fmod(a, b); }
inline float floor_of(float x) { return __builtin_floorf(x); }
inline double floor_of(double x) { return __builtin_floor(x); }
inline float with_sign(float x, float sign) { return __builtin_copysignf(x, sign); }
inline double with_sign(double x, double sign) { return __builtin_copysign(x, sign); }

// The divisors that the processor cannot divide by: 0, and -1, which overflows the least integer.
template <class T>
bool divisor_traps(T b) {
  return b == 0 || (static_cast<T>(-1) < 0 && b == static_cast<T>(-1));
}

// Python's: a = q b + r where q is whole and r has the sign of b. The floats go by fmod, which is
// exact; floor(a / b) is off by one where the quotient rounds up to a whole number.
struct Remainder {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (kIsFloat<T>) {
      const T r = exact_fmod(a, b);
      return r != 0 && (b < 0) != (r < 0) ? r + b : r;
    } else {
      if (divisor_traps(b)) return 0;
      const T r = static_cast<T>(a % b);
      return r != 0 && (r < 0) != (b < 0) ? static_cast<T>(r + b) : r;
    }
  }
};
struct FloorDivide {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (kIsFloat<T>) {
      if (b == 0) return a / b;
      const T r = exact_fmod(a, b);
      T q = (a - r) / b;
      if (r != 0 && (b < 0) != (r < 0)) q -= 1;
      if (q == 0) return with_sign(0, a / b);
      const T whole = floor_of(q);
      return q - whole > T(0.5) ? whole + 1 : whole;
    } else {
      if (divisor_traps(b)) return static_cast<T>(Wrap<T>(0) - (b == 0 ? Wrap<T>(0) : Wrap<T>(a)));
      const T q = static_cast<T>(a / b);
      return a % b != 0 && (a < 0) != (b < 0) ? static_cast<T>(q - 1) : q;
    }
  }
};

// The whole part of the power.
struct IntPow {
  template <class T>
  T operator()(T base, T exponent) const {
    if (exponent < 0) {
      if (base == static_cast<T>(-1)) return static_cast<T>(exponent & 1 ? -1 : 1);
      return base == 1;
    }
    Wrap<T> y = 1, square = static_cast<Wrap<T>>(base);
    for (auto left = static_cast<Wrap<T>>(exponent); left; left >>= 1, square *= square)
      if (left & 1) y *= square;
    return static_cast<T>(y);
  }
};
struct FloatPow {
  template <class V>
  V operator()(V x, V y) const {
    return pow(x, y);
  }
};

struct XLogY {
  template <class V>
  V operator()(V a, V b) const {
    const V y = a * log_closely(b);
    return ((a == 0) & (b == b)) ? V{} : y;
  }
};
// The larger one plus log(1 + e^-d), where d is their distance: nothing overflows. What rounding d
// loses would count where both parts cancel.
struct LogAddExp {
  template <class V>
  V operator()(V a, V b) const {
    const V larger = a > b ? a : b;
    const Pair<V> d = exact_sum(larger, a > b ? -b : -a);
    const V e = exp_closely(a == b ? V{} : -d.hi);
    return larger + log1p_of_fraction(d.hi < kInf<V> ? e - e * d.lo : e);
  }
};
struct CopySign {
  template <class T>
  T operator()(T a, T b) const {
    return with_sign(a, b);
  }
};

struct Where {
  template <class T>
  T operator()(uint8_t cond, T a, T b) const {
    return cond ? a : b;
  }
};
template <class T>
inline constexpr Loop3 where_loop = map3<Where, T, uint8_t, T, T>;

}  // namespace

extern const Arithmetic arithmetic;
constinit const Arithmetic arithmetic = {
    .add = with_halves2(per_type2<Truths<Or>, Add, Add>, Add()),
    .sub = with_halves2(per_type2<None, Sub, Sub>, Sub()),
    .mul = with_halves2(per_type2<Truths<And>, Mul, Mul>, Mul()),
    .div = with_halves2(per_type2<None, None, Div>, Div()),
    .maximum = per_type2<Truths<Or>, Maximum, Maximum>,
    .minimum = per_type2<Truths<And>, Minimum, Minimum>,
    .floor_divide = per_type2<None, FloorDivide, FloorDivide>,
    .remainder = per_type2<None, Remainder, Remainder>,
    .pow = per_type<Loop2>([](auto e) -> Loop2 {
      using T = typename decltype(e)::Type;
      if constexpr (e.kKind == 0) return nullptr;
      if constexpr (e.kKind == 1) return map2<IntPow, T>;
      if constexpr (e.kKind == 2) return vec_map2<FloatPow, T>;
    }),
    .hypot = vec_floats2([](auto a, auto b) { return hypot(a, b); }),
    .atan2 = vec_floats2([](auto a, auto b) { return atan2(a, b); }),
    .xlogy = vec_floats2(XLogY{}),
    .logaddexp = vec_floats2(LogAddExp{}),
    .copysign = per_type2<None, None, CopySign>,
    .bitwise_and = per_type2<Truths<And>, And, None>,
    .bitwise_or = per_type2<Truths<Or>, Or, None>,
    .bitwise_xor = per_type2<Truths<Xor>, Xor, None>,
    .where = {where_loop<uint8_t>, where_loop<uint16_t>, where_loop<uint32_t>,
              where_loop<uint64_t>},
    .clamp = per_type3<None, Clamp, Clamp>,
};

}  // namespace retrograd::kernels::RG_ISA
