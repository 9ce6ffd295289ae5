// Rows of ops/pointwise/activation.h.

#include "ops/pointwise/activation.h"

#include "bind/call/row.h"

namespace retrograd::bind {
namespace {

Tensor leaky_relu(Tensor& x, const Scalar& slope, bool inplace) {
  return inplace ? ops::leaky_relu_(x, slope) : ops::leaky_relu(x, slope);
}
Tensor elu(Tensor& x, const Scalar& alpha, bool inplace) {
  return inplace ? ops::elu_(x, alpha) : ops::elu(x, alpha);
}

}  // namespace

void add_activation_rows(Rows& rows) {
  rows.row<leaky_relu>(
      "leaky_relu(input: Tensor, negative_slope: Number = 0.01, inplace: bool = False) -> Tensor",
      kFunctional, R"(The leaky rectified linear unit: negative elements become smaller.

    y = x > 0 ? x : a x,  dy/dx = x > 0 ? 1 : a

a is ``negative_slope``. With inplace the input itself is written to.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   float32, float64.
Grad:    input. Twice differentiable.
Raises:  DTypeError for integers and bools; in place, GraphError for a leaf that requires grad.
Source:  torch.nn.functional.leaky_relu.

>>> rg.nn.functional.leaky_relu(rg.tensor([-1.0, 2.0]), 0.5)
tensor([-0.5000,  2.0000])
)");
  rows.row<&ops::leaky_relu_>(
      "leaky_relu_(input: Tensor, negative_slope: Number = 0.01) -> Tensor", kFunctional,
      R"(The leaky rectified linear unit, written to the tensor itself, which is returned.

    y = x > 0 ? x : a x,  dy/dx = x > 0 ? 1 : a

Shape:   ``(*)`` -> ``(*)``.
Dtype:   float32, float64.
Grad:    input. Twice differentiable.
Raises:  DTypeError for integers and bools; GraphError for a leaf that requires grad.
Source:  torch.nn.functional.leaky_relu_.

>>> rg.nn.functional.leaky_relu_(rg.tensor([-1.0, 2.0]), 0.5)
tensor([-0.5000,  2.0000])
)");
  rows.row<elu>("elu(input: Tensor, alpha: Number = 1.0, inplace: bool = False) -> Tensor",
                kFunctional, R"(The exponential linear unit, within 2 ulp.

    y = x > 0 ? x : alpha (e^x - 1),  dy/dx = x > 0 ? 1 : alpha e^x

With inplace the input itself is written to.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   float32, float64.
Grad:    input. Twice differentiable.
Raises:  DTypeError for integers and bools; in place, GraphError for a leaf that requires grad.
Source:  torch.nn.functional.elu.

>>> rg.nn.functional.elu(rg.tensor([-1.0, 2.0]))
tensor([-0.6321,  2.0000])
)");
  rows.row<&ops::elu_>(
      "elu_(input: Tensor, alpha: Number = 1.0) -> Tensor", kFunctional,
      R"(The exponential linear unit, written to the tensor itself, which is returned.

    y = x > 0 ? x : alpha (e^x - 1),  dy/dx = x > 0 ? 1 : alpha e^x

Shape:   ``(*)`` -> ``(*)``.
Dtype:   float32, float64.
Grad:    input. Twice differentiable.
Raises:  DTypeError for integers and bools; GraphError for a leaf that requires grad.
Source:  torch.nn.functional.elu_.

>>> rg.nn.functional.elu_(rg.tensor([-1.0, 2.0]))
tensor([-0.6321,  2.0000])
)");
  rows.row<&ops::softplus>(
      "softplus(input: Tensor, beta: Number = 1, threshold: Number = 20) -> Tensor",
      kFunctional | kOut, R"(The logarithm of 1 plus the exponential: a smooth relu.

    y = log(1 + e^(beta x)) / beta,  dy/dx = 1 / (1 + e^(-beta x))

Where ``beta x`` is above the threshold, y is x.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   float32, float64.
Grad:    input. Twice differentiable.
Raises:  DTypeError for integers and bools.
Source:  torch.nn.functional.softplus.

>>> rg.nn.functional.softplus(rg.tensor([-1.0, 2.0]))
tensor([0.3133, 2.1269])
)");
}

}  // namespace retrograd::bind
