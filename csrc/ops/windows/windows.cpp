#include "ops/windows/windows.h"

#include <cmath>
#include <numbers>

#include "base/check.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/shape/creation.h"
#include "ops/special/bessel.h"

namespace retrograd::ops {
namespace {

// f(k, steps) of k = 0, 1, ... in double. A single element is 1.
template <class F>
Tensor window(const char* op, const WindowOf& of, F f) {
  const DType t = of.dtype.value_or(default_dtype());
  RG_CHECK(is_floating(t), DTypeError, op, ": expected a floating dtype, got ", t);
  RG_CHECK(of.length >= 0, ShapeError, op, ": expected a window_length of at least 0, got ",
           of.length);
  if (of.length <= 1) return ones({of.length}, t);
  const Tensor k = arange(0, of.length, 1, DType::kFloat64);
  return convert_to(f(k, static_cast<double>(of.length - !of.periodic)), t);
}

Tensor wave(const Tensor& k, double turn) { return cos(mul(k, 2 * std::numbers::pi * turn)); }

// From -1 to 1.
Tensor from_middle(const Tensor& k, double steps) { return sub(mul(k, 2 / steps), Scalar(1.0)); }

}  // namespace

Tensor hamming_window(const char* op, const WindowOf& of, double alpha, double beta) {
  return window(op, of, [&](const Tensor& k, double steps) {
    return sub(Scalar(alpha), mul(wave(k, 1 / steps), beta));
  });
}

Tensor blackman_window(const WindowOf& of) {
  return window("blackman_window", of, [](const Tensor& k, double steps) {
    // In an order that is exact at the ends.
    const Tensor waves = sub(mul(wave(k, 2 / steps), 0.08), mul(wave(k, 1 / steps), 0.5));
    return add(waves, 0.42);
  });
}

Tensor bartlett_window(const WindowOf& of) {
  return window("bartlett_window", of, [](const Tensor& k, double steps) {
    return sub(Scalar(1.0), abs(from_middle(k, steps)));
  });
}

Tensor kaiser_window(const WindowOf& of, double beta) {
  return window("kaiser_window", of, [&](const Tensor& k, double steps) {
    // By e^-x i0(x), which does not overflow.
    const double size = std::abs(beta);
    const Tensor middle = from_middle(k, steps),
                 x = mul(sqrt(clamp_min(sub(Scalar(1.0), mul(middle, middle)), number(0.0))), size);
    const Tensor top = i0e(full({}, size, DType::kFloat64));
    return mul(div(i0e(x), top), exp(sub(x, Scalar(size))));
  });
}

}  // namespace retrograd::ops
