#include "kernels/resample/resample.h"

#include "base/machine/parallel.h"
#include "kernels/loops.h"
#include "kernels/parts.h"

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int64_t kWork = 1 << 15;  // products worth a task of their own

// Results [first, last) of all outer slices together.
template <class T>
void sum_slices(const ResampleArgs& g, int64_t first, int64_t last) {
  for (int64_t n = first; n < last; ++n) {
    const int64_t i = n % g.results;
    const T* x = static_cast<const T*>(g.x) + n / g.results * g.length * g.inner;
    T* y = static_cast<T*>(g.y) + n * g.inner;
    if (g.inner == 1) {
      T sum = 0;
      for (int64_t k = g.begin[i]; k < g.begin[i + 1]; ++k)
        sum += static_cast<T>(g.weight[k]) * x[g.from[k]];
      *y = sum;
      continue;
    }
    for (int64_t j = 0; j < g.inner; ++j) y[j] = T(0);
    for (int64_t k = g.begin[i]; k < g.begin[i + 1]; ++k) {
      const T weight = static_cast<T>(g.weight[k]);
      const T* from = x + g.from[k] * g.inner;
      RG_INDEPENDENT
      for (int64_t j = 0; j < g.inner; ++j) y[j] += weight * from[j];
    }
  }
}

template <class T>
void sums(const ResampleArgs& args) {
  if (args.results <= 0 || args.inner <= 0) return;
  const int64_t each = args.begin[args.results] / args.results + 1;
  parallel_for(args.outer * args.results, ceil_div(kWork, each * args.inner),
               const_cast<ResampleArgs*>(&args), [](void* context, int64_t begin, int64_t end) {
                 sum_slices<T>(*static_cast<const ResampleArgs*>(context), begin, end);
               });
}

}  // namespace

extern const Resample resample;
const Resample resample = {.sums_float = sums<float>, .sums_double = sums<double>};

}  // namespace retrograd::kernels::RG_ISA
