// Rows of ops/pointwise/unary.h.

#include "ops/pointwise/unary.h"

#include "bind/call/row.h"

namespace retrograd::bind {
namespace {

constexpr Tensor (*round)(const Tensor&, int64_t) = &ops::round;
Tensor functional_relu(Tensor& x, bool inplace) { return inplace ? ops::relu_(x) : ops::relu(x); }

void add_algebraic(Rows& rows) {
  rows.row<&ops::neg>("neg(input: Tensor) -> Tensor", kFunction | kMethod | kOut,
                      R"(The negative of each element; also the operator ``-``.

    y = -x

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all but bool; uint8 wraps around.
Grad:    input. Twice differentiable.
Raises:  DTypeError for bool.
Source:  torch.neg.

>>> rg.neg(rg.tensor([1.0, -2.0]))
tensor([-1.,  2.])
)");
  rows.in_place<&ops::neg>(kFunction | kMethod, R"(>>> rg.tensor([1.0, -2.0]).neg_()
tensor([-1.,  2.])
)");
  rows.row<&ops::abs>("abs(input: Tensor) -> Tensor", kFunction | kMethod | kOut,
                      R"(The absolute value of each element; also the function ``abs()``.

    y = |x|,  dy/dx = sign(x)

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all but bool; the least integer of a type stays as it is.
Grad:    input; 0 at 0. Twice differentiable.
Raises:  NotImplementedError for bool.
Source:  torch.abs.

>>> rg.abs(rg.tensor([1.0, -2.0]))
tensor([1., 2.])
)");
  rows.in_place<&ops::abs>(kFunction | kMethod, R"(>>> rg.tensor([1.0, -2.0]).abs_()
tensor([1., 2.])
)");
  rows.row<&ops::sign>("sign(input: Tensor) -> Tensor", kFunction | kMethod | kOut,
                       R"(The sign of each element: -1, 0 or 1.

    y = x / |x|,  0 for x = 0,  dy/dx = 0

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all.
Grad:    input, zero everywhere.
Raises:  nothing.
Source:  torch.sign.

>>> rg.sign(rg.tensor([-3.0, 0.0, 0.5]))
tensor([-1.,  0.,  1.])
)");
  rows.in_place<&ops::sign>(kMethod, R"(>>> rg.tensor([-3.0, 0.0, 0.5]).sign_()
tensor([-1.,  0.,  1.])
)");
  rows.row<&ops::square>("square(input: Tensor) -> Tensor", kFunction | kMethod | kOut,
                         R"(The square of each element.

    y = x^2,  dy/dx = 2 x

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; integers wrap around, bool gives int64.
Grad:    input. Twice differentiable.
Raises:  nothing.
Source:  torch.square.

>>> rg.square(rg.tensor([-3.0, 0.5]))
tensor([9.0000, 0.2500])
)");
  rows.in_place<&ops::square>(kFunction | kMethod, R"(>>> rg.tensor([-3.0, 0.5]).square_()
tensor([9.0000, 0.2500])
)");
  rows.row<&ops::reciprocal>("reciprocal(input: Tensor) -> Tensor", kFunction | kMethod | kOut,
                             R"(One divided by each element; an infinity for 0.

    y = 1 / x,  dy/dx = -y^2

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; integers and bool give the default type.
Grad:    input. Twice differentiable.
Raises:  nothing.
Source:  torch.reciprocal.

>>> rg.reciprocal(rg.tensor([2.0, -4.0]))
tensor([ 0.5000, -0.2500])
)");
  rows.in_place<&ops::reciprocal>(kFunction | kMethod, R"(>>> rg.tensor([2.0, -4.0]).reciprocal_()
tensor([ 0.5000, -0.2500])
)");
  rows.row<&ops::sqrt>("sqrt(input: Tensor) -> Tensor", kFunction | kMethod | kOut,
                       R"(The square root of each element; NaN for a negative one.

    y = sqrt(x),  dy/dx = 1 / (2 y)

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; integers and bool give the default type.
Grad:    input; an infinity at 0. Twice differentiable.
Raises:  nothing.
Source:  torch.sqrt.

>>> rg.sqrt(rg.tensor([4, 9]))
tensor([2., 3.])
)");
  rows.in_place<&ops::sqrt>(kFunction | kMethod, R"(>>> rg.tensor([4.0, 9.0]).sqrt_()
tensor([2., 3.])
)");
  rows.row<&ops::rsqrt>("rsqrt(input: Tensor) -> Tensor", kFunction | kMethod | kOut,
                        R"(One divided by the square root of each element.

    y = x^(-1/2),  dy/dx = -y^3 / 2

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; integers and bool give the default type.
Grad:    input. Twice differentiable.
Raises:  nothing.
Source:  torch.rsqrt.

>>> rg.rsqrt(rg.tensor([4.0, 0.25]))
tensor([0.5000, 2.0000])
)");
  rows.in_place<&ops::rsqrt>(kFunction | kMethod, R"(>>> rg.tensor([4.0, 0.25]).rsqrt_()
tensor([0.5000, 2.0000])
)");
  rows.alias("negative", "neg");
  rows.alias("absolute", "abs");
}

void add_transcendental(Rows& rows) {
  rows.row<&ops::exp>("exp(input: Tensor) -> Tensor", kFunction | kMethod | kOut,
                      R"(The exponential of each element, within 2 ulp.

    y = e^x,  dy/dx = y

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; integers and bool give the default type.
Grad:    input. Twice differentiable.
Raises:  nothing.
Source:  torch.exp.

>>> rg.exp(rg.tensor([0.0, 1.0]))
tensor([1.0000, 2.7183])
)");
  rows.in_place<&ops::exp>(kFunction | kMethod, R"(>>> rg.tensor([0.0, 1.0]).exp_()
tensor([1.0000, 2.7183])
)");
  rows.row<&ops::log>("log(input: Tensor) -> Tensor", kFunction | kMethod | kOut,
                      R"(The natural logarithm of each element, within 2 ulp.

    y = log x,  dy/dx = 1 / x

It is minus infinity at 0 and NaN below.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; integers and bool give the default type.
Grad:    input. Twice differentiable.
Raises:  nothing.
Source:  torch.log.

>>> rg.log(rg.tensor([1.0, 10.0]))
tensor([0.0000, 2.3026])
)");
  rows.in_place<&ops::log>(kFunction | kMethod, R"(>>> rg.tensor([1.0, 10.0]).log_()
tensor([0.0000, 2.3026])
)");
  rows.row<&ops::sin>("sin(input: Tensor) -> Tensor", kFunction | kMethod | kOut,
                      R"(The sine of each element, an angle in radians, within 2 ulp.

    y = sin x,  dy/dx = cos x

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; integers and bool give the default type.
Grad:    input. Twice differentiable.
Raises:  nothing.
Source:  torch.sin.

>>> rg.sin(rg.tensor([0.0, 1.0]))
tensor([0.0000, 0.8415])
)");
  rows.in_place<&ops::sin>(kFunction | kMethod, R"(>>> rg.tensor([0.0, 1.0]).sin_()
tensor([0.0000, 0.8415])
)");
  rows.row<&ops::cos>("cos(input: Tensor) -> Tensor", kFunction | kMethod | kOut,
                      R"(The cosine of each element, an angle in radians, within 2 ulp.

    y = cos x,  dy/dx = -sin x

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; integers and bool give the default type.
Grad:    input. Twice differentiable.
Raises:  nothing.
Source:  torch.cos.

>>> rg.cos(rg.tensor([0.0, 1.0]))
tensor([1.0000, 0.5403])
)");
  rows.in_place<&ops::cos>(kFunction | kMethod, R"(>>> rg.tensor([0.0, 1.0]).cos_()
tensor([1.0000, 0.5403])
)");
  rows.row<&ops::tanh>("tanh(input: Tensor) -> Tensor", kFunction | kMethod | kFunctional | kOut,
                       R"(The hyperbolic tangent of each element, within 2 ulp.

    y = (e^x - e^-x) / (e^x + e^-x),  dy/dx = 1 - y^2

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; integers and bool give the default type.
Grad:    input. Twice differentiable.
Raises:  nothing.
Source:  torch.tanh.

>>> rg.tanh(rg.tensor([0.0, 1.0]))
tensor([0.0000, 0.7616])
)");
  rows.in_place<&ops::tanh>(kFunction | kMethod, R"(>>> rg.tensor([0.0, 1.0]).tanh_()
tensor([0.0000, 0.7616])
)");
  rows.row<&ops::sigmoid>("sigmoid(input: Tensor) -> Tensor",
                          kFunction | kMethod | kFunctional | kOut,
                          R"(The logistic function of each element, within 2 ulp.

    y = 1 / (1 + e^-x),  dy/dx = y (1 - y)

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; integers and bool give the default type.
Grad:    input. Twice differentiable.
Raises:  nothing.
Source:  torch.sigmoid.

>>> rg.sigmoid(rg.tensor([0.0, 1.0]))
tensor([0.5000, 0.7311])
)");
  rows.in_place<&ops::sigmoid>(kFunction | kMethod, R"(>>> rg.tensor([0.0, 1.0]).sigmoid_()
tensor([0.5000, 0.7311])
)");
  rows.row<&ops::relu>("relu(input: Tensor) -> Tensor", kFunction | kMethod,
                       R"(The rectified linear unit: negative elements become 0.

    y = max(x, 0),  dy/dx = 1 where x > 0

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all but bool.
Grad:    input; 0 at 0. Twice differentiable.
Raises:  DTypeError for bool.
Source:  torch.relu.

>>> rg.relu(rg.tensor([-1.0, 2.0]))
tensor([0., 2.])
)");
  rows.in_place<&ops::relu>(kFunction | kMethod | kFunctional,
                            R"(>>> rg.tensor([-1.0, 2.0]).relu_()
tensor([0., 2.])
)");
  rows.row<functional_relu>("relu(input: Tensor, inplace: bool = False) -> Tensor", kFunctional,
                            R"(The rectified linear unit; with inplace the input itself, written to.

    y = max(x, 0),  dy/dx = 1 where x > 0

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all but bool.
Grad:    input; 0 at 0. Twice differentiable.
Raises:  DTypeError for bool; in place, GraphError for a leaf that requires grad.
Source:  torch.nn.functional.relu.

>>> rg.nn.functional.relu(rg.tensor([-1.0, 2.0]))
tensor([0., 2.])
)");
}

void add_steps(Rows& rows) {
  rows.row<&ops::floor>("floor(input: Tensor) -> Tensor", kFunction | kMethod | kOut,
                        R"(The largest whole number that is not above each element.

    y = floor(x),  dy/dx = 0

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all but bool; integers stay as they are.
Grad:    input, zero everywhere.
Raises:  DTypeError for bool.
Source:  torch.floor.

>>> rg.floor(rg.tensor([1.5, -1.5]))
tensor([ 1., -2.])
)");
  rows.in_place<&ops::floor>(kFunction | kMethod, R"(>>> rg.tensor([-1.5, 2.7]).floor_()
tensor([-2.,  2.])
)");
  rows.row<&ops::ceil>("ceil(input: Tensor) -> Tensor", kFunction | kMethod | kOut,
                       R"(The smallest whole number that is not below each element.

    y = ceil(x),  dy/dx = 0

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all but bool; integers stay as they are.
Grad:    input, zero everywhere.
Raises:  DTypeError for bool.
Source:  torch.ceil.

>>> rg.ceil(rg.tensor([1.5, -1.5]))
tensor([ 2., -1.])
)");
  rows.in_place<&ops::ceil>(kFunction | kMethod, R"(>>> rg.tensor([-1.5, 2.2]).ceil_()
tensor([-1.,  3.])
)");
  rows.row<round>("round(input: Tensor, *, decimals: int = 0) -> Tensor",
                  kFunction | kMethod | kOut,
                  R"(The whole number nearest to each element; the even one where two are.

    y = round(x),  dy/dx = 0

decimals are the digits to keep after the point; negative ones count before it.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all but bool; integers stay as they are.
Grad:    input, zero everywhere.
Raises:  DTypeError for bool, and for decimals of integers.
Source:  torch.round.

>>> rg.round(rg.tensor([0.5, 1.5, 1.7]))
tensor([0., 2., 2.])
)");
  rows.in_place<round>(kFunction | kMethod, R"(>>> rg.tensor([1.25, 2.5]).round_(decimals=1)
tensor([1.2000, 2.5000])
)");
  rows.row<&ops::trunc>("trunc(input: Tensor) -> Tensor", kFunction | kMethod | kOut,
                        R"(Each element without its fraction: rounded towards zero.

    y = sign(x) floor(|x|),  dy/dx = 0

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all but bool; integers stay as they are.
Grad:    input, zero everywhere.
Raises:  DTypeError for bool.
Source:  torch.trunc.

>>> rg.trunc(rg.tensor([1.7, -1.7]))
tensor([ 1., -1.])
)");
  rows.in_place<&ops::trunc>(kFunction | kMethod, R"(>>> rg.tensor([-1.5, 2.7]).trunc_()
tensor([-1.,  2.])
)");
  rows.row<&ops::bitwise_not>("bitwise_not(input: Tensor) -> Tensor", kFunction | kMethod | kOut,
                              R"(Every bit turned over; also the operator ``~``.

    y = ~x

For bool it is the logical not.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   bool, integers.
Grad:    none.
Raises:  DTypeError for a floating type.
Source:  torch.bitwise_not.

>>> rg.bitwise_not(rg.tensor([0, 5]))
tensor([-1, -6])
>>> rg.bitwise_not(rg.tensor([True, False]))
tensor([False,  True])
)");
  rows.in_place<&ops::bitwise_not>(kMethod, R"(>>> rg.tensor([6, 3]).bitwise_not_()
tensor([-7, -4])
)");
}

}  // namespace

void add_unary_rows(Rows& rows) {
  add_algebraic(rows);
  add_transcendental(rows);
  add_steps(rows);
}

}  // namespace retrograd::bind
