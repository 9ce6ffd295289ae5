// norm_parts.h: what layer and batch normalization have in common.
#pragma once

#include "core/loop/loop.h"
#include "graph/modes/grad_mode.h"
#include "ops/layer/normalization.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"

namespace retrograd::ops {

// x in type t as kernels read it; undefined if it is.
inline Tensor ready(const Tensor& x, DType t) {
  return x.defined() ? packed(convert_to(x, t)) : Tensor();
}
inline const char* bytes_of(const Tensor& x) { return x.defined() ? x.bytes() : nullptr; }

// h = d r,  d = x - mean,  r = 1 / sqrt(var + eps) over `dims`, by operations that have
// derivatives.
struct Parts {
  Tensor h, r;

  // dx = r (u - mean u - h mean(u h)), u being the gradient of h
  Tensor slope(const Tensor& u, const Dims& dims) const {
    const Tensor along = mean(mul(u, h), dims, true);
    return mul(r, sub(sub(u, mean(u, dims, true)), mul(h, along)));
  }
};
inline Parts parts_of(const Tensor& x, const Dims& dims, double eps) {
  const Tensor d = sub(x, mean(x, dims, true));
  const Tensor r = rsqrt(add(mean(square(d), dims, true), eps));
  return {mul(d, r), r};
}

// The running mean and variance with those of a batch, float64, taken in.
inline void move_running(const Running& running, const Tensor& mean, const Tensor& var) {
  const GradMode off(false);
  const auto move = [&](Tensor to, const Tensor& x) {
    if (!to.defined()) return;
    const double m = running.momentum;
    copy_(to, add(mul(convert_to(to, DType::kFloat64), 1 - m), mul(x, m)));
  };
  move(running.mean, mean);
  move(running.var, var);
}

}  // namespace retrograd::ops
