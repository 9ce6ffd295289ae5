#include "kernels/move/scatter_add.h"

#include "kernels/loops.h"

namespace retrograd::kernels::RG_ISA {
namespace {

template <class T, bool kBools>
void add(char* y, const char* x, const int64_t* index, int64_t n, int64_t sy, int64_t sx,
         int64_t scale) {
  for (int64_t i = 0; i < n; ++i) {
    char* at = y + i * sy + index[i] * scale;
    const T a = get<T>(at), b = get<T>(x + i * sx);
    if constexpr (kBools)
      put<T>(at, (a | b) != 0);
    else
      put<T>(at, static_cast<T>(static_cast<Wrap<T>>(a) + static_cast<Wrap<T>>(b)));
  }
}

}  // namespace

extern const ScatterAdd scatter_add;
constinit const ScatterAdd scatter_add = {.add = per_type<GatherLoop>([](auto e) -> GatherLoop {
                                            return add<typename decltype(e)::Type, e.kKind == 0>;
                                          })};

}  // namespace retrograd::kernels::RG_ISA
