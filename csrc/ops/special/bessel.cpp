#include "ops/special/bessel.h"

#include "graph/record.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/rule.h"

namespace retrograd::ops {
namespace {

using kernels::Bessel;
using In = const Tensor&;

// y / x, and 1/2 for x = 0: I1 and I1 e^-|x| start so.
Tensor over(In y, In x) {
  const Tensor origin = eq(x, 0);
  return where(origin, operand(0.5, y), div(y, where(origin, operand(1.0, x), x)));
}

// y = I0(x),  dy/dx = I1(x)
constexpr UnaryRule kI0 = {"i0", "I0", loops<&Bessel::i0>, kInput,
                           [](In x, In g) { return mul(i1(x), g); }};

// y = I1(x),  dy/dx = I0(x) - y / x
constexpr UnaryRule kI1 = {"i1", "SpecialI1", loops<&Bessel::i1>, kInput,
                           [](In x, In g) { return mul(sub(i0(x), over(i1(x), x)), g); }};

// y = e^-|x| I0(x),  dy/dx = e^-|x| I1(x) - sign(x) y
constexpr UnaryRule kI0E = {"i0e", "SpecialI0E", loops<&Bessel::i0e>, kInput,
                            [](In x, In g) { return mul(sub(i1e(x), mul(sign(x), i0e(x))), g); }};

// y = e^-|x| I1(x),  dy/dx = e^-|x| I0(x) - sign(x) y - y / x
constexpr UnaryRule kI1E = {"i1e", "SpecialI1E", loops<&Bessel::i1e>, kInput, [](In x, In g) {
                              const Tensor y = i1e(x);
                              return mul(sub(sub(i0e(x), mul(sign(x), y)), over(y, x)), g);
                            }};

}  // namespace

Tensor i0(const Tensor& x) { return apply(kI0, x); }
Tensor i1(const Tensor& x) { return apply(kI1, x); }
Tensor i0e(const Tensor& x) { return apply(kI0E, x); }
Tensor i1e(const Tensor& x) { return apply(kI1E, x); }

}  // namespace retrograd::ops
