#include "kernels/move/narrow.h"

#include "kernels/loops.h"
#include "kernels/simd/simd_narrow.h"

namespace retrograd::kernels::RG_ISA {
namespace {

struct ToInt32 {
  template <class T>
  int32_t operator()(T x) const {
    return x;
  }
};
template <class T>
struct Wrapped {
  T operator()(int32_t x) const { return static_cast<T>(x); }
};
template <class T>
struct Saturated {
  static constexpr int32_t kGreatest = (1 << (8 * sizeof(T) - 1)) - 1;
  T operator()(int32_t x) const {
    const int32_t below = x < kGreatest ? x : kGreatest;
    return static_cast<T>(below > ~kGreatest ? below : ~kGreatest);
  }
};

struct FromFloat16 {
  float operator()(uint16_t x) const { return float16_to_float(x); }
};
struct ToFloat16 {
  uint16_t operator()(float x) const { return float_to_float16(x); }
};
struct FromBFloat16 {
  float operator()(uint16_t x) const { return bfloat16_to_float(x); }
};
struct ToBFloat16 {
  uint16_t operator()(float x) const { return float_to_bfloat16(x); }
};

template <class T>
[[gnu::always_inline]] inline void widen_lanes(char* y, const char* x) {
  put(y, load_narrow(x, T()));
}
// bfloat16 apart: of every two Vec of floats the first has the even elements, the second the odd.
constexpr int64_t kBFloat16s = 4 * kLanes<float>;
[[gnu::always_inline]] inline void widen_lanes_apart(char* y, const char* x) {
  constexpr int64_t kVec = RG_VECTOR_BYTES;
  for (int64_t i = 0; i < 2; ++i) {
    const TwoF two = load_two(x + i * kVec, BFloat16());
    put(y + 2 * i * kVec, two.a);
    put(y + (2 * i + 1) * kVec, two.b);
  }
}
template <bool kApart>
[[gnu::always_inline]] inline void narrow_bfloat16_lanes(char* y, const char* x) {
  constexpr int64_t kVec = RG_VECTOR_BYTES, kTwo = 2 * kLanes<float>;
  if (any_nan(get<VecF>(x), get<VecF>(x + kVec), get<VecF>(x + 2 * kVec), get<VecF>(x + 3 * kVec)))
      [[unlikely]] {
    RG_INDEPENDENT
    for (int64_t i = 0; i < kBFloat16s; ++i) {
      const int64_t at = kApart ? i / kTwo * kTwo + i % 2 * (kTwo / 2) + i % kTwo / 2 : i;
      put(y + 2 * i, float_to_bfloat16(get<float>(x + 4 * at)));
    }
  } else {
    const auto low = kApart ? rounded_in_turn(x) : rounded_bfloat16(x);
    const auto high = kApart ? rounded_in_turn(x + 2 * kVec) : rounded_bfloat16(x + 2 * kVec);
    put(y, low);
    put(y + kVec, high);
  }
}
#if RG_HAS_FLOAT16
[[gnu::always_inline]] inline void narrow_float16_lanes(char* y, const char* x) {
  put(y, narrowed_float16(get<VecF>(x)));
}
constexpr int64_t kFloat16s = kLanes<float>;
#else
[[gnu::always_inline]] inline void narrow_float16_lanes(char* y, const char* x) {
  const auto low = float16_to_upper(get<VecF>(x));
  const auto high = float16_to_upper(get<VecF>(x + RG_VECTOR_BYTES));
  put(y, upper_halves(low, high));
}
constexpr int64_t kFloat16s = 2 * kLanes<float>;
#endif

// Whole Vecs of neighbours in one way, `kMany` elements at once, all else element by element.
template <Loop1 kPlain, auto kVec, int64_t kMany, class To, class From>
void in_vecs(char* y, const char* x, int64_t n, int64_t sy, int64_t sx) {
  int64_t i = 0;
  if (sy == kSize<To> && sx == kSize<From>)
    for (; i + kMany <= n; i += kMany) kVec(y + i * sy, x + i * sx);
  kPlain(y + i * sy, x + i * sx, n - i, sy, sx);
}

constexpr int64_t kOne = kLanes<float>;
template <class T>
constexpr Loop1 widen_integer =
    in_vecs<map1<ToInt32, int32_t, T>, widen_lanes<T>, kOne, int32_t, T>;
constexpr Loop1 widen_float16 =
    in_vecs<map1<FromFloat16, float, uint16_t>, widen_lanes<Float16>, kOne, float, uint16_t>;
constexpr Loop1 widen_bfloat16 =
    in_vecs<map1<FromBFloat16, float, uint16_t>, widen_lanes<BFloat16>, kOne, float, uint16_t>;
constexpr Loop1 narrow_float16 =
    in_vecs<map1<ToFloat16, uint16_t, float>, narrow_float16_lanes, kFloat16s, uint16_t, float>;
template <bool kApart>
constexpr Loop1 narrow_bfloat16 =
    in_vecs<map1<ToBFloat16, uint16_t, float>, narrow_bfloat16_lanes<kApart>, kBFloat16s, uint16_t,
            float>;

}  // namespace

extern const Narrow narrow;
constinit const Narrow narrow = {
    .widen = {{widen_integer<int8_t>, widen_integer<int16_t>, widen_float16, widen_bfloat16}},
    .narrow = {{map1<Wrapped<int8_t>, int8_t, int32_t>, map1<Wrapped<int16_t>, int16_t, int32_t>,
                narrow_float16, narrow_bfloat16<false>}},
    .saturate = {{map1<Saturated<int8_t>, int8_t, int32_t>,
                  map1<Saturated<int16_t>, int16_t, int32_t>, narrow_float16,
                  narrow_bfloat16<false>}},
    .widen_apart = in_vecs<map1<FromBFloat16, float, uint16_t>, widen_lanes_apart, kBFloat16s,
                           float, uint16_t>,
    .narrow_apart = narrow_bfloat16<true>,
};

}  // namespace retrograd::kernels::RG_ISA
