// doubles.h: loops over packed doubles, in the order of the elements, for functions that are called
// once an element: draws, and shares of distributions. Of the floor's sources alone.
#pragma once

#include "base/grain.h"
#include "base/host.h"
#include "core/loop/loop.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {

// A packed copy in double, of a shape that x broadcasts to.
inline Tensor doubles(const Tensor& x, const Dims& shape) {
  Tensor y = retrograd::empty(shape, DType::kFloat64);
  copy_into(y, x.shape() == shape ? x : expand(alias(x), shape));
  return y;
}

// y[i] = f(i) for all i, in turn.
template <class F>
void each(const Tensor& y, F f) {
  constexpr int64_t kPoll = 1 << 12;  // elements after which Ctrl-C is looked for
  const LongWork outside(y.numel() >= kLongDraw / 8);
  double* values = y.data<double>();
  for (int64_t i = 0; i < y.numel(); ++i) {
    if (i % kPoll == kPoll - 1) check_interrupt();
    values[i] = f(i);
  }
}

}  // namespace retrograd::ops
