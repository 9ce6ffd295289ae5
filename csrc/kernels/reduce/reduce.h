// reduce.h: sums, products, extremes and truth over one axis.
//
// Every result is combined in a tree that the shape and the strides alone decide, so its bits do
// not depend on the number of threads. Sums of float32 add up to eight terms as floats and the rest
// in double, and do not overflow on the way; their error is 2e-7 of the sum of magnitudes at worst,
// and far less where rounding errors average out. Products of float32 are formed in double. Those
// of float64 go in many short chains.
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace retrograd::kernels {

// x is a view of shape (outer, n, inner), y is contiguous of shape (outer, inner), and so is index.
// Strides are in bytes, any value.
struct ReduceArgs {
  const void* x;
  void* y;         // may be null for max_index and min_index
  int64_t* index;  // max_index and min_index only; may be null
  int64_t outer, n, inner;
  int64_t x_outer, x_n, x_inner;
  double divisor;  // sum of a floating type: y = total / divisor, before the rounding to float
  // Of the elements of x, where it is a narrow type whose loop this is not; no index then.
  DType type = DType::kBool;
};

using ReduceFn = void (*)(const ReduceArgs&);

struct SumProd {
  PerType<ReduceFn> sum;   // floating: the same type; others: int64, wrapping. 0 for n = 0
  PerType<ReduceFn> prod;  // as sum; 1 for n = 0
  PerType<ReduceFn> norm;  // the root of the sum of squares, of floating types; 0 for n = 0
};
struct Extremes {
  PerType<ReduceFn> max;  // the same type; a NaN wins. REQUIRES: n > 0
  PerType<ReduceFn> min;
  PerType<ReduceFn> max_index;  // and where it is: the first NaN, else the first of equals; no bool
  PerType<ReduceFn> min_index;
};
struct AnyAll {
  PerType<ReduceFn> any;  // any type to bool; NaN is true. False for n = 0
  PerType<ReduceFn> all;  // true for n = 0
};

const SumProd& sum_prod();
const Extremes& extremes();
const AnyAll& any_all();

}  // namespace retrograd::kernels
