// Rows of ops/pointwise/unary.h.

#include "ops/pointwise/unary.h"

#include "bind/call/row.h"

namespace retrograd::bind {
namespace {

constexpr Tensor (*round)(const Tensor&, int64_t) = &ops::round;
Tensor functional_relu(Tensor& x, bool inplace) { return inplace ? ops::relu_(x) : ops::relu(x); }

void add_algebraic(Rows& rows) {
  rows.unary<&ops::neg>(
      "neg", "The negative of each element; also the operator ``-``.", "y = -x", "[1.0, -2.0]",
      "[-1.,  2.]",
      {.dtype = "all but bool; uint8 wraps around.", .raises = "DTypeError for bool."});
  rows.unary<&ops::abs>("abs", "The absolute value of each element; also the function ``abs()``.",
                        "y = |x|,  dy/dx = sign(x)", "[1.0, -2.0]", "[1., 2.]",
                        {.dtype = "all but bool; the least integer of a type stays as it is.",
                         .grad = "input; 0 at 0. Twice differentiable.",
                         .raises = "NotImplementedError for bool."});
  rows.unary<&ops::sign>("sign", "The sign of each element: -1, 0 or 1.",
                         "y = x / |x|,  0 for x = 0,  dy/dx = 0", "[-3.0, 0.0, 0.5]",
                         "[-1.,  0.,  1.]",
                         {.dtype = "all.", .grad = "input, zero everywhere.", .in_place = kMethod});
  rows.unary<&ops::square>("square", "The square of each element.", "y = x^2,  dy/dx = 2 x",
                           "[-3.0, 0.5]", "[9.0000, 0.2500]",
                           {.dtype = "all; integers wrap around, bool gives int64."});
  rows.unary<&ops::reciprocal>("reciprocal", "One divided by each element; an infinity for 0.",
                               "y = 1 / x,  dy/dx = -y^2", "[2.0, -4.0]", "[ 0.5000, -0.2500]");
  rows.unary<&ops::sqrt>("sqrt", "The square root of each element; NaN for a negative one.",
                         "y = sqrt(x),  dy/dx = 1 / (2 y)", "[4.0, 9.0]", "[2., 3.]",
                         {.grad = "input; an infinity at 0. Twice differentiable."});
  rows.unary<&ops::rsqrt>("rsqrt", "One divided by the square root of each element.",
                          "y = x^(-1/2),  dy/dx = -y^3 / 2", "[4.0, 0.25]", "[0.5000, 2.0000]");
  rows.alias("negative", "neg");
  rows.alias("absolute", "abs", kMethod);
}

void add_transcendental(Rows& rows) {
  constexpr Said kLogarithm = {.more = "It is minus infinity at 0 and NaN below."};
  rows.unary<&ops::exp>("exp", "The exponential of each element, within 2 ulp.",
                        "y = e^x,  dy/dx = y", "[0.0, 1.0]", "[1.0000, 2.7183]");
  rows.unary<&ops::exp2>("exp2", "Two to the power of each element, within 2 ulp.",
                         "y = 2^x,  dy/dx = y log 2", "[0.0, 3.0]", "[1., 8.]");
  rows.unary<&ops::expm1>(
      "expm1", "The exponential of each element minus 1, within 2 ulp.",
      "y = e^x - 1,  dy/dx = y + 1", "[0.0, 1.0]", "[0.0000, 1.7183]",
      {.more = "It is exact to the last bits near 0, where exp(x) - 1 is not."});
  rows.unary<&ops::log>("log", "The natural logarithm of each element, within 2 ulp.",
                        "y = log x,  dy/dx = 1 / x", "[1.0, 10.0]", "[0.0000, 2.3026]", kLogarithm);
  rows.unary<&ops::log2>("log2", "The logarithm of each element to the base 2, within 2 ulp.",
                         "y = log x / log 2,  dy/dx = 1 / (x log 2)", "[1.0, 8.0]", "[0., 3.]",
                         kLogarithm);
  rows.unary<&ops::log10>("log10", "The logarithm of each element to the base 10, within 2 ulp.",
                          "y = log x / log 10,  dy/dx = 1 / (x log 10)", "[1.0, 1000.0]",
                          "[0., 3.]", kLogarithm);
  rows.unary<&ops::log1p>(
      "log1p", "The natural logarithm of 1 plus each element, within 2 ulp.",
      "y = log(1 + x),  dy/dx = 1 / (1 + x)", "[0.0, 1.0]", "[0.0000, 0.6931]",
      {.more = "It is exact to the last bits near 0, where log(1 + x) is not."});
  rows.unary<&ops::sin>("sin", "The sine of each element, an angle in radians, within 2 ulp.",
                        "y = sin x,  dy/dx = cos x", "[0.0, 1.0]", "[0.0000, 0.8415]");
  rows.unary<&ops::cos>("cos", "The cosine of each element, an angle in radians, within 2 ulp.",
                        "y = cos x,  dy/dx = -sin x", "[0.0, 1.0]", "[1.0000, 0.5403]");
  rows.unary<&ops::tan>("tan", "The tangent of each element, an angle in radians, within 2 ulp.",
                        "y = tan x,  dy/dx = 1 + y^2", "[0.0, 1.0]", "[0.0000, 1.5574]");
  rows.unary<&ops::tanh>("tanh", "The hyperbolic tangent of each element, within 2 ulp.",
                         "y = (e^x - e^-x) / (e^x + e^-x),  dy/dx = 1 - y^2", "[0.0, 1.0]",
                         "[0.0000, 0.7616]", {.places = kUsual | kFunctional});
  rows.unary<&ops::erf>("erf", "The error function of each element, within 2 ulp.",
                        "y = 2 / sqrt(pi) int_0^x e^-t^2 dt,  dy/dx = 2 / sqrt(pi) e^-x^2",
                        "[0.0, 1.0]", "[0.0000, 0.8427]");
  rows.unary<&ops::erfc>("erfc", "One minus the error function of each element, within 2 ulp.",
                         "y = 1 - erf(x),  dy/dx = -2 / sqrt(pi) e^-x^2", "[0.0, 1.0]",
                         "[1.0000, 0.1573]",
                         {.more = "It is exact to the last bits where erf(x) is close to 1, too."});
  rows.unary<&ops::sigmoid>("sigmoid", "The logistic function of each element, within 2 ulp.",
                            "y = 1 / (1 + e^-x),  dy/dx = y (1 - y)", "[0.0, 1.0]",
                            "[0.5000, 0.7311]", {.places = kUsual | kFunctional});
  rows.unary<&ops::relu>("relu", "The rectified linear unit: negative elements become 0.",
                         "y = max(x, 0),  dy/dx = 1 where x > 0", "[-1.0, 2.0]", "[0., 2.]",
                         {.dtype = "all but bool.",
                          .grad = "input; 0 at 0. Twice differentiable.",
                          .raises = "DTypeError for bool.",
                          .places = kFunction | kMethod,
                          .in_place = kFunction | kMethod | kFunctional});
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

void add_inverse(Rows& rows) {
  rows.unary<&ops::asin>("asin",
                         "The angle in radians of which each element is the sine, within 2 ulp.",
                         "y = asin x,  dy/dx = 1 / sqrt(1 - x^2)", "[0.0, 1.0]", "[0.0000, 1.5708]",
                         {.more = "NaN beyond -1 and 1."});
  rows.unary<&ops::acos>("acos",
                         "The angle in radians of which each element is the cosine, within 2 ulp.",
                         "y = acos x,  dy/dx = -1 / sqrt(1 - x^2)", "[0.0, 1.0]",
                         "[1.5708, 0.0000]", {.more = "NaN beyond -1 and 1."});
  rows.unary<&ops::atan>("atan",
                         "The angle in radians of which each element is the tangent, within 2 ulp.",
                         "y = atan x,  dy/dx = 1 / (1 + x^2)", "[0.0, 1.0]", "[0.0000, 0.7854]");
  rows.unary<&ops::sinh>("sinh", "The hyperbolic sine of each element, within 2 ulp.",
                         "y = (e^x - e^-x) / 2,  dy/dx = cosh x", "[0.0, 1.0]", "[0.0000, 1.1752]");
  rows.unary<&ops::cosh>("cosh", "The hyperbolic cosine of each element, within 2 ulp.",
                         "y = (e^x + e^-x) / 2,  dy/dx = sinh x", "[0.0, 1.0]", "[1.0000, 1.5431]");
  rows.unary<&ops::asinh>(
      "asinh", "The inverse of the hyperbolic sine of each element, within 2 ulp.",
      "y = log(x + sqrt(x^2 + 1)),  dy/dx = 1 / sqrt(x^2 + 1)", "[0.0, 1.0]", "[0.0000, 0.8814]");
  rows.unary<&ops::acosh>("acosh",
                          "The inverse of the hyperbolic cosine of each element, within 2 ulp.",
                          "y = log(x + sqrt(x^2 - 1)),  dy/dx = 1 / sqrt(x^2 - 1)", "[1.0, 2.0]",
                          "[0.0000, 1.3170]", {.more = "NaN below 1."});
  rows.unary<&ops::atanh>("atanh",
                          "The inverse of the hyperbolic tangent of each element, within 2 ulp.",
                          "y = log((1 + x) / (1 - x)) / 2,  dy/dx = 1 / (1 - x^2)", "[0.0, 0.5]",
                          "[0.0000, 0.5493]", {.more = "Infinite at -1 and 1, NaN beyond."});
  rows.alias("arcsin", "asin");
  rows.alias("arccos", "acos");
  rows.alias("arctan", "atan");
  rows.alias("arcsinh", "asinh");
  rows.alias("arccosh", "acosh");
  rows.alias("arctanh", "atanh");
}

void add_steps(Rows& rows) {
  constexpr Said kStep = {.dtype = "all but bool; integers stay as they are.",
                          .grad = "input, zero everywhere.",
                          .raises = "DTypeError for bool."};
  rows.unary<&ops::floor>("floor", "The largest whole number that is not above each element.",
                          "y = floor(x),  dy/dx = 0", "[1.5, -1.5]", "[ 1., -2.]", kStep);
  rows.unary<&ops::ceil>("ceil", "The smallest whole number that is not below each element.",
                         "y = ceil(x),  dy/dx = 0", "[1.5, -1.5]", "[ 2., -1.]", kStep);
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
  rows.unary<&ops::trunc>("trunc", "Each element without its fraction: rounded towards zero.",
                          "y = sign(x) floor(|x|),  dy/dx = 0", "[1.7, -1.7]", "[ 1., -1.]", kStep);
  rows.alias("fix", "trunc");
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
  add_inverse(rows);
  add_steps(rows);
}

}  // namespace retrograd::bind
