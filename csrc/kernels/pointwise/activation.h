// activation.h: activations with numbers, and their derivatives: (grad, x) -> grad dy/dx.
//
// Floating only. The numbers stand in the order of the names here.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Activation {
  // x > 0 ? x : slope x
  PerType<Loop1P> leaky_relu;
  PerType<Loop2P> leaky_relu_backward;

  // alpha, scale, s: scale (x < 0 ? alpha (e^(s x) - 1) : x)
  PerType<Loop1P> elu;
  PerType<Loop2P> elu_backward;

  // beta, threshold: beta x > threshold ? x : log(1 + e^(beta x)) / beta
  PerType<Loop1P> softplus;
  PerType<Loop2P> softplus_backward;
};

const Activation& activation();

}  // namespace retrograd::kernels
