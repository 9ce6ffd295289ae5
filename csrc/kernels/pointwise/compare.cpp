#include "kernels/pointwise/compare.h"

#include "kernels/loops.h"

namespace retrograd::kernels::RG_ISA {
namespace {

struct Eq {
  template <class T>
  uint8_t operator()(T a, T b) const {
    return a == b;
  }
};
struct Ne {
  template <class T>
  uint8_t operator()(T a, T b) const {
    return a != b;
  }
};
struct Lt {
  template <class T>
  uint8_t operator()(T a, T b) const {
    return a < b;
  }
};
struct Le {
  template <class T>
  uint8_t operator()(T a, T b) const {
    return a <= b;
  }
};

template <class T>
inline constexpr T kInfinity = static_cast<T>(__builtin_inf());

struct IsNan {
  template <class T>
  uint8_t operator()(T x) const {
    return x != x;
  }
};
struct IsInf {
  template <class T>
  uint8_t operator()(T x) const {
    if constexpr (kIsFloat<T>) return (x == kInfinity<T>) | (x == -kInfinity<T>);
    return 0;
  }
};
struct IsFinite {
  template <class T>
  uint8_t operator()(T x) const {
    if constexpr (kIsFloat<T>) return (x > -kInfinity<T>)&(x < kInfinity<T>);
    return 1;
  }
};

template <class F>
inline constexpr PerType<Loop1> ask1 = per_type<Loop1>([](auto e) {
  return map1<F, uint8_t, typename decltype(e)::Type>;
});
template <class F>
inline constexpr PerType<Loop2> ask2 = per_type<Loop2>([](auto e) {
  if constexpr (e.kKind == 0)
    return map2<Truths<F>, uint8_t>;
  else
    return map2<F, uint8_t, typename decltype(e)::Type>;
});

struct Where {
  template <class T>
  T operator()(uint8_t cond, T a, T b) const {
    return cond ? a : b;
  }
};
template <class T>
inline constexpr Loop3 where_loop = map3<Where, T, uint8_t, T, T>;

}  // namespace

extern const Compare compare;
constinit const Compare compare = {
    .eq = ask2<Eq>,
    .ne = ask2<Ne>,
    .lt = ask2<Lt>,
    .le = ask2<Le>,
    .isnan = ask1<IsNan>,
    .isinf = ask1<IsInf>,
    .isfinite = ask1<IsFinite>,
    .where = {where_loop<uint8_t>, where_loop<uint16_t>, where_loop<uint32_t>,
              where_loop<uint64_t>},
};

}  // namespace retrograd::kernels::RG_ISA
