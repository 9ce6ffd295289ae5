#include "kernels/move/scatter_add.h"

#include "kernels/loops.h"

namespace retrograd::kernels::RG_ISA {
namespace {

struct Sum {
  template <class T>
  static T of(T a, T b) {
    return static_cast<T>(static_cast<Wrap<T>>(a) + static_cast<Wrap<T>>(b));
  }
};
struct Product {
  template <class T>
  static T of(T a, T b) {
    return static_cast<T>(static_cast<Wrap<T>>(a) * static_cast<Wrap<T>>(b));
  }
};
// A NaN is unequal to itself.
struct Larger {
  template <class T>
  static T of(T a, T b) {
    return b > a || b != b ? b : a;
  }
};
struct Smaller {
  template <class T>
  static T of(T a, T b) {
    return b < a || b != b ? b : a;
  }
};

template <class F, class T, bool kBools>
[[gnu::always_inline]] inline void reduce_all(char* y, const char* x, const int64_t* index,
                                              int64_t n, int64_t sy, int64_t sx, int64_t scale) {
#pragma GCC unroll 4
  for (int64_t i = 0; i < n; ++i) {
    char* at = y + i * sy + index[i] * scale;
    const T a = get<T>(at), b = get<T>(x + i * sx);
    if constexpr (kBools)
      put<T>(at, F::template of<T>(a != 0, b != 0) != 0);
    else
      put<T>(at, F::template of<T>(a, b));
  }
}

// Apart: neighbours into one row of them, where no address takes a product.
template <class F, class T, bool kBools>
void reduce(char* y, const char* x, const int64_t* index, int64_t n, int64_t sy, int64_t sx,
            int64_t scale) {
  if (sy == 0 && sx == kSize<T> && scale == kSize<T>)
    return reduce_all<F, T, kBools>(y, x, index, n, 0, kSize<T>, kSize<T>);
  reduce_all<F, T, kBools>(y, x, index, n, sy, sx, scale);
}

template <class F>
constexpr PerType<GatherLoop> reduced = per_type<GatherLoop>([](auto e) -> GatherLoop {
  return reduce<F, typename decltype(e)::Type, e.kKind == 0>;
});

void count(int64_t* y, const int64_t* x, int64_t n, int64_t low) {
#pragma GCC unroll 8
  for (int64_t i = 0; i < n; ++i) ++y[x[i] - low];
}

}  // namespace

extern const ScatterAdd scatter_add;
constinit const ScatterAdd scatter_add = {.add = reduced<Sum>,
                                          .mul = reduced<Product>,
                                          .maximum = reduced<Larger>,
                                          .minimum = reduced<Smaller>,
                                          .count = count};

}  // namespace retrograd::kernels::RG_ISA
