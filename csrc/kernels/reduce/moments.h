// moments.h: means, and sums of squared distances from them, over one axis.
//
// A block of elements is read twice while it is near, for its mean and for the distances from that.
// Blocks are then joined, in an order that the shape alone decides (Chan, Golub and LeVeque, 1983):
//
//   n = a + b,  d = mean_b - mean_a,  mean = mean_a + d b / n,  m2 = m2_a + m2_b + d^2 a b / n
//
// All of it is in double, so that no digits are lost to a mean far from zero.
#pragma once

#include "kernels/reduce/reduce.h"

namespace retrograd::kernels {

struct Moments {
  // float32 and float64, and narrow types through float32. y holds doubles: (2, outer, inner), the
  // means, then the sums of squares; of n = 0 they are 0.
  PerType<ReduceFn> moments;
};

const Moments& moments();

}  // namespace retrograd::kernels
