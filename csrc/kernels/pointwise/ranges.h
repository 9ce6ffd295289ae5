// ranges.h: elements made from their positions: equal steps, and equal parts of an interval.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Range {
  double from, step;      // of floating elements
  int64_t first, stride;  // of integers
};

// Element i is fma(step, i, from) for i < half, else fma(-step, last - i, to), in float for float
// elements, else in double.
struct Interval {
  double from, to, step;
  int64_t half, last;
};

// y[i] for begin <= i < end goes to y[0] and on. None exists for bools.
struct Ranges {
  PerType<void (*)(char* y, int64_t begin, int64_t end, const Range& range)> steps;
  PerType<void (*)(char* y, int64_t begin, int64_t end, const Interval& interval)> parts;
};

const Ranges& ranges();

}  // namespace retrograd::kernels
