// distance.h: distances between all rows of two matrices, and their slopes.
//
// A row of x meets as many rows of y at once as registers hold; each distance is summed over k in
// order, so the bits do not depend on what stands beside it nor on the number of threads.
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace retrograd::kernels {

// Contiguous arrays.
struct DistanceArgs {
  const void* x;  // (batch, n, k)
  const void* y;  // (batch, k, m): by columns
  void* d;        // (batch, n, m)
  const void* g;  // the gradient of d; slopes only
  void* dx;       // as x, what g sends to it; slopes only, which read d
  int64_t batch, n, m, k;
  double p;
};
using DistanceFn = void (*)(const DistanceArgs&);

// d = (sum_k |x_k - y_k|^p)^(1/p); for 0 the number of differences, for inf the largest one.
// Floating alone.
struct Distance {
  PerType<DistanceFn> distances;
  PerType<DistanceFn> slopes;  // 0 where there is no slope; of p = 0 not to be asked for
};

const Distance& distance();

}  // namespace retrograd::kernels
