#include "ops/layer/dropout.h"

#include <cmath>

#include "base/check.h"
#include "graph/modes/grad_mode.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/random/random.h"
#include "ops/shape/creation.h"

namespace retrograd::ops {
namespace {

// y = scale x + shift, both being 0-d or of the shape that is drawn for.
struct Noise {
  Tensor scale, shift;  // no shift: undefined
};

// Kept with k = 1 - p, dropped with p:
//   y = x / k,  or 0
//   alpha: y = a (x - s p),  or a s k,  with s the limit of selu(x) for x -> -inf and
//   a = 1 / sqrt((s^2 p + 1) k), so that a mean of 0 and a variance of 1 stay
Noise noise_for(const DropoutKind& kind, const Tensor& x, double p) {
  const GradMode off(false);
  if (p == 1) return {zeros({}, x.dtype()), {}};
  Tensor kept;
  if (kind.channels) {
    Dims shape(x.shape().size(), 1);
    shape[0] = x.size(0);
    shape[1] = x.size(1);
    kept = empty(shape, x.dtype());
  } else {
    kept = empty_like(x);
  }
  bernoulli_(kept, 1 - p);
  if (!kind.alpha) return {div_(kept, operand(1 - p, kept)), {}};
  constexpr double kLimit = 1.7580993408473766;
  const double a = 1 / std::sqrt((kLimit * kLimit * p + 1) * (1 - p));
  const Tensor shift = add(mul(sub(kept, 1.0), kLimit * a), kLimit * a * p);
  return {mul(kept, a), shift};
}

void check(const DropoutKind& kind, const Tensor& x, double p, bool training) {
  check_probability(kind.op, p);
  if (!training || p == 0 || x.numel() == 0) return;
  RG_CHECK(!kind.channels || p == 1 || x.dim() >= 2, ShapeError, kind.op,
           ": channels are the second of at least 2 dimensions, got shape ", x.shape());
  RG_CHECK(p == 1 || is_floating(x.dtype()), DTypeError, kind.op,
           ": expected a floating dtype, got ", x.dtype(), "; convert it with float()");
}

}  // namespace

void check_probability(const char* op, double p) {
  RG_CHECK(p >= 0 && p <= 1, DomainError, op,
           ": dropout probability has to be between 0 and 1, but got ", p);
}

Tensor dropout(const DropoutKind& kind, const Tensor& x, double p, bool training) {
  check(kind, x, p, training);
  if (!training || p == 0 || x.numel() == 0) return x;
  const Noise noise = noise_for(kind, x, p);
  const Tensor y = mul(x, noise.scale);
  return noise.shift.defined() ? add(y, noise.shift) : y;
}

Tensor& dropout_(const DropoutKind& kind, Tensor& x, double p, bool training) {
  check(kind, x, p, training);
  if (!training || p == 0 || x.numel() == 0) return x;
  const Noise noise = noise_for(kind, x, p);
  mul_(x, noise.scale);
  return noise.shift.defined() ? add_(x, noise.shift) : x;
}

}  // namespace retrograd::ops
