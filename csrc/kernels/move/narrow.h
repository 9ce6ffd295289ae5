// narrow.h: between the narrow element types and those that they compute in.
//
// float16 and bfloat16 are rounded to nearest, ties to even; int8 and int16 wrap.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

// One loop per narrow type.
struct PerNarrow {
  Loop1 loop[kDTypes - kComputingTypes];
  // REQUIRES: is_narrow(t).
  constexpr Loop1 operator[](DType t) const { return loop[static_cast<int>(t) - kComputingTypes]; }
};

struct Narrow {
  PerNarrow widen;   // from t to computing(t)
  PerNarrow narrow;  // back
  PerNarrow
      saturate;  // back, integers to the ends of their range: what was a float is converted so
  // From and to bfloat16, neighbours whose floats need not lie in order: both take the same one,
  // which costs less. Strides are those of neighbours.
  Loop1 widen_apart, narrow_apart;
};

const Narrow& narrow();

}  // namespace retrograd::kernels
