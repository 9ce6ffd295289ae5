// pool.h: the largest elements and the sums of windows of planes, and what adds to windows.
//
// A plane has three axes; along each every result has a window of its own: so many elements from a
// first one, `step` apart. Windows may be empty, and may overlap.
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace retrograd::kernels {

struct PoolAxis {
  int64_t length, results, step;
  const int64_t* first;  // of each result
  const int64_t* count;
  // Results from `even` to `even_end` have windows of one length and divisor, `apart` > 0 from one
  // to the next.
  int64_t even, even_end, apart;
};

// Arrays are contiguous planes, `planes` of them.
struct PoolArgs {
  const void* x;   // (planes, length, length, length); of `spread` (planes, results, ...)
  void* y;         // (planes, results, results, results); of `spread` (planes, length, ...)
  int64_t* index;  // of `largest`: where in the plane each result was
  const double* divisor[3];  // of the results along each axis, for sums; null for 1
  int64_t planes;
  PoolAxis axis[3];
  bool overlaps, gaps;  // whether windows share elements, and some are in none; if each step is 1
};

using PoolFn = void (*)(const PoolArgs&);

// REQUIRES: of sums and `spread` every step is 1.
struct Pool {
  // The last NaN, else the first of the largest; of an empty window position 0 and the least value.
  PerType<PoolFn> largest;
  PoolFn sums_float, sums_double,
      sums_int64;                      // divided by the product of the divisors; int64: down
  PoolFn spread_float, spread_double;  // y = 0, then each result, so divided, added to its window
};

const Pool& pool();

}  // namespace retrograd::kernels
