// blend.h: what optimisers are made of: three operands and a number, in one pass.
//
// Floating only. Plain arithmetic in the order that is written here: the same bits on every
// instruction set.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Blend {
  PerType<Loop2P> add_scaled;        // (a, b) and s -> a + s b
  PerType<Loop3P> addcmul, addcdiv;  // (x, a, b) and s -> x + s a b, x + s a / b

  // (a, b, w) -> a + w (b - a), reckoned from b where w is nearer to 1, so that w = 1 gives b.
  PerType<Loop3P> lerp;
  PerType<Loop2P> lerp_number;  // w is the number
};

const Blend& blend();

}  // namespace retrograd::kernels
