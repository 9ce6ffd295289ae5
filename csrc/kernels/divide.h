// divide.h: quotients and remainders of integers, without the processor's slow division.
//
// Of at most 32 bits they are divided as floats, many at a time: a quotient that is not whole is
// further from the next whole number than floats round. int64 is multiplied by the inverse of a
// divisor that is one number for all.
#pragma once

#include "kernels/loops.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// a = q b + r, where r has the sign of b. By -1, which overflows the least integer, and by 0 is not
// divided: b takes the place of 1 / b, and nothing is left.
template <class T>
inline T harmless(T b) {
  return b == 0 || (static_cast<T>(-1) < 0 && b == static_cast<T>(-1)) ? T(1) : b;
}
inline int32_t floor_quotient(int32_t a, int32_t b) {
  return static_cast<int32_t>(__builtin_floor(static_cast<double>(a) / static_cast<double>(b)));
}
inline uint8_t floor_quotient(uint8_t a, uint8_t b) {
  return static_cast<uint8_t>(static_cast<int32_t>(static_cast<float>(a) / static_cast<float>(b)));
}
inline int64_t floor_quotient(int64_t a, int64_t b) {
  const int64_t q = a / b;
  return (a < 0) != (b < 0) && q * b != a ? q - 1 : q;
}

// d > 1, the divisor of many. With 2^(l-1) < d <= 2^l and m = ceil(2^(63+l) / d), which is less
// than 2^64, floor(x / d) = floor(m x / 2^(63+l)) for 0 <= x < 2^63: m d exceeds 2^(63+l) by less
// than 2^l. For the others floor(x / d) = -1 - floor((-1 - x) / d).
class Divisor {
 public:
  explicit Divisor(int64_t d)
      : divisor_(d), shift_(63 - __builtin_clzll(static_cast<uint64_t>(d - 1))) {
    const Product power = Product{1} << (64 + shift_);
    inverse_ = static_cast<uint64_t>((power - 1) / static_cast<uint64_t>(d) + 1);
  }
  operator int64_t() const { return divisor_; }
  friend int64_t floor_quotient(int64_t a, const Divisor& b) {
    const int64_t flip = a >> 63;
    const Product product = Product{static_cast<uint64_t>(a ^ flip)} * b.inverse_;
    return static_cast<int64_t>(static_cast<uint64_t>(product >> 64) >> b.shift_) ^ flip;
  }
  friend const Divisor& harmless(const Divisor& b) { return b; }

 private:
  __extension__ typedef unsigned __int128 Product;
  int64_t divisor_;
  int shift_;  // l - 1
  uint64_t inverse_;
};

// Python's quotient; 0 for b = 0.
struct IntFloorDivide {
  template <class T, class B>
  T operator()(T a, const B& b) const {
    const B& d = harmless(b);
    const T q = floor_quotient(a, d);
    if constexpr (__is_same(B, Divisor)) return q;
    return static_cast<T>(Wrap<T>(q) * (Wrap<T>(b) - Wrap<T>(d) + 1));  // by 1, or by b
  }
};
// What is left, with the sign of b.
struct IntRemainder {
  template <class T, class B>
  T operator()(T a, const B& b) const {
    const B& d = harmless(b);
    return static_cast<T>(Wrap<T>(a) - Wrap<T>(floor_quotient(a, d)) * Wrap<T>(d));
  }
};
// What is left of the quotient rounded towards 0, with the sign of a.
struct IntFMod {
  template <class T, class B>
  T operator()(T a, const B& b) const {
    const T r = IntRemainder{}(a, b);
    const bool apart = (r != 0) & ((a < 0) != (b < 0));
    return static_cast<T>(r - (apart ? static_cast<T>(b) : T(0)));
  }
};

struct KnownDivisor {
  Divisor b;
  [[gnu::always_inline]] const Divisor& at(int64_t) const { return b; }
};
template <class F>
void divide_int64(char* y, const char* a, const char* b, int64_t n, int64_t sy, int64_t sa,
                  int64_t sb) {
  using T = int64_t;
  constexpr int64_t kMany = 32;  // more than the inverse costs
  if (sb != 0 || n < kMany || get<T>(b) <= 1) return map2<F, T>(y, a, b, n, sy, sa, sb);
  const KnownDivisor known = {Divisor(get<T>(b))};
  if (sy == kSize<T> && sa == kSize<T>) return Elements<F, T>::dense(y, n, Dense<T>{a}, known);
  Elements<F, T>::strided(y, n, sy, Strided<T>{a, sa}, known);
}

// As vec_for_floats2, for an Int that divides.
template <class Int, class Float>
constexpr PerType<Loop2> divide_loops() {
  PerType<Loop2> table = vec_for_floats2<Int, Float>;
  table.loop[static_cast<int>(DType::kInt64)] = divide_int64<Int>;
  return table;
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
