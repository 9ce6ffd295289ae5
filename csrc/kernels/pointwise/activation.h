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

  // x ndtr(x), and the curve that is made of tanh: x sigmoid(2 k (x + c x^3)). These and the next
  // two are -0 at -inf, and right down to the least numbers.
  PerType<Loop1P> gelu, gelu_tanh;
  PerType<Loop2P> gelu_backward, gelu_tanh_backward;

  PerType<Loop1P> silu;  // x sigmoid(x)
  PerType<Loop2P> silu_backward;
  PerType<Loop1P> mish;  // x tanh(log(1 + e^x))
  PerType<Loop2P> mish_backward;
  PerType<Loop1P> logsigmoid;  // log sigmoid(x)
  PerType<Loop2P> logsigmoid_backward;

  // low, high: x held within them; the slope is 0 at them
  PerType<Loop1P> hardtanh;
  PerType<Loop2P> hardtanh_backward;
  PerType<Loop1P> hardsigmoid;  // x / 6 + 1 / 2, held within 0 and 1
  PerType<Loop2P> hardsigmoid_backward;
  PerType<Loop1P> hardswish;  // x hardsigmoid(x)
  PerType<Loop2P> hardswish_backward;

  // l: x, and x less l in size, where x is larger in size than l; else 0. The slope is that of
  // both.
  PerType<Loop1P> hardshrink, softshrink;
  PerType<Loop2P> shrink_backward;

  // t, value: x <= t ? value : x
  PerType<Loop1P> threshold;
  PerType<Loop2P> threshold_backward;

  // (x, w) -> x > 0 ? x : w x
  PerType<Loop2> prelu;
};

const Activation& activation();

}  // namespace retrograd::kernels
