// resample.h: weighted sums of slices along one axis, as a table says.
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace retrograd::kernels {

// y[o][i][j] = the sum of weight[k] x[o][from[k]][j] for begin[i] <= k < begin[i + 1], in order.
struct ResampleArgs {
  const void* x;  // (outer, length, inner), contiguous
  void* y;        // (outer, results, inner)
  int64_t outer, length, results, inner;
  const int64_t* begin;  // results + 1 of them
  const int64_t* from;
  const double* weight;
};

struct Resample {
  void (*sums_float)(const ResampleArgs&);
  void (*sums_double)(const ResampleArgs&);
};

const Resample& resample();

}  // namespace retrograd::kernels
