#include "kernels/pointwise/ranges.h"

#include "kernels/loops.h"

namespace retrograd::kernels::RG_ISA {
namespace {

using StepsLoop = void (*)(char* y, int64_t begin, int64_t end, const Range& range);
using PartsLoop = void (*)(char* y, int64_t begin, int64_t end, const Interval& interval);

template <class T>
void steps(char* y, int64_t begin, int64_t end, const Range& range) {
  const auto [from, step, first, stride] = range;
  for (int64_t i = begin; i < end; ++i) {
    if constexpr (kIsFloat<T>)
      put(y + (i - begin) * kSize<T>, static_cast<T>(from + static_cast<double>(i) * step));
    else
      put(y + (i - begin) * kSize<T>, static_cast<T>(first + i * stride));
  }
}

// One rounding each, as in torch, whose compiler contracts these to fused multiply-adds.
[[gnu::always_inline]] inline float fused(float a, float b, float c) {
  return __builtin_fmaf(a, b, c);
}
[[gnu::always_inline]] inline double fused(double a, double b, double c) {
  return __builtin_fma(a, b, c);
}

template <class T>
struct StepOf {
  using type = double;
};
template <>
struct StepOf<float> {
  using type = float;
};

template <class T>
void parts(char* y, int64_t begin, int64_t end, const Interval& interval) {
  using Step = typename StepOf<T>::type;
  const auto from = static_cast<Step>(interval.from), to = static_cast<Step>(interval.to),
             step = static_cast<Step>(interval.step);
  const int64_t half = interval.half, last = interval.last;
  for (int64_t i = begin; i < end; ++i) {
    const Step value = i < half ? fused(step, static_cast<Step>(i), from)
                                : fused(-step, static_cast<Step>(last - i), to);
    put(y + (i - begin) * kSize<T>, static_cast<T>(value));
  }
}

}  // namespace

extern const Ranges ranges;
constinit const Ranges ranges = {
    .steps = per_type<StepsLoop>([](auto e) -> StepsLoop {
      if constexpr (e.kKind == 0)
        return nullptr;
      else
        return steps<typename decltype(e)::Type>;
    }),
    .parts = per_type<PartsLoop>([](auto e) -> PartsLoop {
      if constexpr (e.kKind == 0)
        return nullptr;
      else
        return parts<typename decltype(e)::Type>;
    }),
};

}  // namespace retrograd::kernels::RG_ISA
