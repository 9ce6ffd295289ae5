#include "kernels/resample/resample.h"

#include "base/machine/parallel.h"
#include "kernels/loops.h"
#include "kernels/parts.h"

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int64_t kWork = 1 << 15;  // products worth a task of their own

// Results [begin, end) of `lines` slices that follow each other, where inner is 1: what the table
// says is looked up for all of them at once.
template <class T, int lines>
void sum_lines(const ResampleArgs& g, const T* x, T* y, int64_t begin, int64_t end) {
  for (int64_t i = begin; i < end; ++i) {
    T sum[lines] = {};
    for (int64_t k = g.begin[i]; k < g.begin[i + 1]; ++k) {
      const T weight = static_cast<T>(g.weight[k]);
      const T* from = x + g.from[k];
      for (int line = 0; line < lines; ++line) sum[line] += weight * from[line * g.length];
    }
    for (int line = 0; line < lines; ++line) y[line * g.results + i] = sum[line];
  }
}

// Result i of a slice: two terms at once, as there mostly are no more, then one after another.
template <class T>
void sum_rows(const ResampleArgs& g, const T* x, T* y, int64_t i) {
  int64_t k = g.begin[i];
  const int64_t end = g.begin[i + 1];
  const auto weight = [&](int64_t of) { return static_cast<T>(g.weight[of]); };
  const auto row = [&](int64_t of) { return x + g.from[of] * g.inner; };
  if (end - k > 1) {
    const T *a = row(k), *b = row(k + 1), u = weight(k), v = weight(k + 1);
    RG_INDEPENDENT
    for (int64_t j = 0; j < g.inner; ++j) y[j] = (T(0) + u * a[j]) + v * b[j];
    k += 2;
  } else {
    for (int64_t j = 0; j < g.inner; ++j) y[j] = T(0);
  }
  for (; k < end; ++k) {
    const T *a = row(k), u = weight(k);
    RG_INDEPENDENT
    for (int64_t j = 0; j < g.inner; ++j) y[j] += u * a[j];
  }
}

// Results [first, last) of all outer slices together.
template <class T>
void sum_slices(const ResampleArgs& g, int64_t first, int64_t last) {
  constexpr int kLines = 8;
  for (int64_t n = first; n < last;) {
    const int64_t slice = n / g.results, i = n % g.results;
    const T* x = static_cast<const T*>(g.x) + slice * g.length * g.inner;
    T* y = static_cast<T*>(g.y) + slice * g.results * g.inner;
    if (g.inner > 1) {
      sum_rows(g, x, y + i * g.inner, i);
      ++n;
    } else if (i == 0 && last - n >= kLines * g.results) {
      sum_lines<T, kLines>(g, x, y, 0, g.results);
      n += kLines * g.results;
    } else {
      const int64_t end = least(g.results, i + last - n);
      sum_lines<T, 1>(g, x, y, i, end);
      n += end - i;
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
