#include "kernels/narrow.h"

#include "kernels/half_bits.h"
#include "kernels/loops.h"

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

// Where the processor converts, whole Vecs of neighbours go that way, all else element by element.
template <Loop1 kPlain, auto kVec, class To, class From>
void in_vecs(char* y, const char* x, int64_t n, int64_t sy, int64_t sx) {
  int64_t i = 0;
  if (sy == kSize<To> && sx == kSize<From>)
    for (; i + kLanes<float> <= n; i += kLanes<float>) kVec(y + i * sy, x + i * sx);
  kPlain(y + i * sy, x + i * sx, n - i, sy, sx);
}

#if RG_HAS_FLOAT16
constexpr Loop1 widen_float16 =
    in_vecs<map1<FromFloat16, float, uint16_t>, widen_float16_lanes, float, uint16_t>;
constexpr Loop1 narrow_float16 =
    in_vecs<map1<ToFloat16, uint16_t, float>, narrow_float16_lanes, uint16_t, float>;
#else
constexpr Loop1 widen_float16 = map1<FromFloat16, float, uint16_t>;
constexpr Loop1 narrow_float16 = map1<ToFloat16, uint16_t, float>;
#endif
constexpr Loop1 narrow_bfloat16 = map1<ToBFloat16, uint16_t, float>;

}  // namespace

extern const Narrow narrow;
constinit const Narrow narrow = {
    .widen = {{map1<ToInt32, int32_t, int8_t>, map1<ToInt32, int32_t, int16_t>, widen_float16,
               map1<FromBFloat16, float, uint16_t>}},
    .narrow = {{map1<Wrapped<int8_t>, int8_t, int32_t>, map1<Wrapped<int16_t>, int16_t, int32_t>,
                narrow_float16, narrow_bfloat16}},
    .saturate = {{map1<Saturated<int8_t>, int8_t, int32_t>,
                  map1<Saturated<int16_t>, int16_t, int32_t>, narrow_float16, narrow_bfloat16}},
};

}  // namespace retrograd::kernels::RG_ISA
