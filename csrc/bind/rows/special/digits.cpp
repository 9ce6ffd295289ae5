// Rows of ops/special/digits.h.

#include "ops/special/digits.h"

#include "bind/call/row.h"
#include "ops/pointwise/map.h"

namespace retrograd::bind {
namespace {

constexpr const char* kTensorOrNumber = "Tensor | Number";

Tensor float_power_of_number(const Scalar& a, const Tensor& b) {
  return ops::float_power(operand(a, retrograd::empty({}, DType::kFloat64)), b);
}

NamedPair frexp(const Tensor& x) { return {"frexp", ops::frexp(x)}; }

void add_parts(Rows& rows) {
  rows.unary<&ops::frac>("frac", "The fraction of each element, with its sign.",
                         "y = x - trunc(x),  dy/dx = 1", "[1.5, -1.25]", "[ 0.5000, -0.2500]",
                         {.more = "NaN for an infinity.",
                          .dtype = "float32, float64.",
                          .raises = "DTypeError for integers and bools."});
  rows.row<&ops::signbit>("signbit(input: Tensor) -> Tensor", kUsual,
                          R"(Whether each element has a minus sign, as -0.0 has.

    y = sign bit of x

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; the result is bool.
Grad:    none.
Raises:  nothing.
Source:  torch.signbit.

>>> rg.signbit(rg.tensor([0.0, -0.0, -2.0]))
tensor([False,  True,  True])
)");
  rows.row<&ops::positive>("positive(input: Tensor) -> Tensor", kFunction | kMethod,
                           R"(The tensor itself; also the operator ``+``.

    y = x

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all but bool.
Grad:    input. Twice differentiable.
Raises:  DTypeError for bool.
Source:  torch.positive.

>>> x = rg.tensor([1.0, -2.0])
>>> rg.positive(x) is x
True
)");
  rows.row<&ops::nan_to_num>(
      "nan_to_num(input: Tensor, nan: float | None = 0.0, posinf: float | None = None, "
      "neginf: float | None = None) -> Tensor",
      kUsual, R"(The elements, with numbers in place of NaN and the infinities.

    y = x or what stands for it,  dy/dx = 1 where x is finite, else 0

NaN becomes ``nan``, which is 0 for None; an infinity ``posinf`` or ``neginf``, which for None are
the greatest and the least number of the type.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; integers stay as they are.
Grad:    input. Twice differentiable.
Raises:  nothing.
Source:  torch.nan_to_num.

>>> rg.nan_to_num(rg.tensor([float("nan"), float("inf"), 1.0]), nan=5, posinf=9)
tensor([5., 9., 1.])
)");
  rows.in_place<&ops::nan_to_num>(kFunction | kMethod,
                                  R"(>>> rg.tensor([float("nan"), 1.0]).nan_to_num_(2)
tensor([2., 1.])
)");
  rows.pair<&ops::fmod>(
      "fmod", "What a division rounded towards zero leaves, with the sign of ``input``.",
      "y = a - b trunc(a / b),  dy/da = 1,  dy/db = -trunc(a / b)", "[7.0, -7.0]", "[3.0, 3.0]",
      "[ 1., -1.]",
      {.more = "NaN where a float is divided by 0; remainder() has the sign of ``other``.",
       .dtype = "all but bool; promoted to a common type.",
       .raises = "ShapeError if the shapes do not broadcast; DTypeError for bools; DivideError\n"
                 "         if an integer is divided by zero.",
       .b = kTensorOrNumber,
       .in_place = kMethod});
}

void add_exponents(Rows& rows) {
  rows.row<frexp>("frexp(input: Tensor) -> MantissaAndExponent", kUsual,
                  R"(Each element as a number from 1/2 to 1, and a power of two, both exact.

    x = m 2^e with 1/2 <= |m| < 1,  dm/dx = 2^-e

They come as a named tuple, (mantissa, exponent). Of 0, infinities and NaN the mantissa is what they
are, and the exponent 0.

Shape:   ``(*)`` -> ``(*)`` twice.
Dtype:   float32, float64; the exponent is int32.
Grad:    input, by the mantissa. Twice differentiable.
Raises:  DTypeError for integers and bools.
Source:  torch.frexp.

>>> mantissa, exponent = rg.frexp(rg.tensor([3.0, -0.25]))
>>> mantissa
tensor([ 0.7500, -0.5000])
>>> exponent
tensor([ 2, -1], dtype=torch.int32)
)");
  rows.pair<&ops::ldexp>("ldexp",
                         "Each element times a power of two: exact if whole, else within 3 ulp.",
                         "y = a 2^b,  dy/da = 2^b,  dy/db = y log 2", "[1.0, 3.0]", "[4.0, -1.0]",
                         "[16.0000,  1.5000]",
                         {.more = "It overflows only where the result does.",
                          .dtype = "all; integers and bool give the default type."});
  rows.pair<&ops::nextafter>(
      "nextafter", "The number next to ``input`` on the way to ``other``.",
      "y = a moved by one unit of its last place,  dy/da = 1 where a != b,  dy/db = 0",
      "[1.0, 0.0]", "[2.0, -1.0]", "[ 1.0000e+00, -1.4013e-45]",
      {.more = "Where both are equal it is ``other``.",
       .dtype = "float32, float64; promoted to a common type.",
       .raises = "ShapeError if the shapes do not broadcast; DTypeError for integers and bools.",
       .in_place = kMethod});

  constexpr const char* kFloatPower = R"(The power of each element, computed in float64.

    y = a^b,  dy/da = b a^(b-1),  dy/db = y log a

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   all; the result is float64.
Grad:    input, exponent. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast.
Source:  torch.float_power.

>>> rg.float_power(rg.tensor([2, 3]), -1)
tensor([0.5000, 0.3333], dtype=torch.float64)
)";
  rows.row<&ops::float_power, float_power_of_number>(
      {"float_power(input: Tensor, exponent: Tensor | Number) -> Tensor",
       "float_power(self: Number, exponent: Tensor) -> Tensor"},
      kFunction | kOut, kFloatPower);
  rows.row<&ops::float_power>("float_power(input: Tensor, exponent: Tensor | Number) -> Tensor",
                              kMethod, kFloatPower);
  rows.writing<&ops::float_power_>(kMethod,
                                   R"(>>> rg.tensor([2.0, 3.0], dtype=rg.float64).float_power_(-1)
tensor([0.5000, 0.3333], dtype=torch.float64)
)");
}

void add_whole(Rows& rows) {
  Said choice = {.more = "Where one of them is NaN it is the other one.",
                 .dtype = "all; promoted to a common type.",
                 .in_place = 0};
  rows.pair<&ops::fmax>("fmax", "The larger one of two elements, as long as one is a number.",
                        "y = max(a, b),  dy/da = 1 where a >= b", "[1.0, float('nan')]",
                        "[2.0, 3.0]", "[2., 3.]", choice);
  rows.pair<&ops::fmin>("fmin", "The smaller one of two elements, as long as one is a number.",
                        "y = min(a, b),  dy/da = 1 where a <= b", "[1.0, float('nan')]",
                        "[2.0, 3.0]", "[1., 3.]", choice);
  rows.row<&ops::heaviside>("heaviside(input: Tensor, values: Tensor) -> Tensor", kUsual,
                            R"(A step from 0 to 1 at 0, where it has the given values.

    y = 0 where x < 0, v where x = 0, 1 where x > 0,  dy/dx = 0,  dy/dv = 1 where x = 0

It is 0 where ``input`` is NaN.

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   all; input and values of one type.
Grad:    input, zero everywhere; values. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; DTypeError if the types differ.
Source:  torch.heaviside.

>>> rg.heaviside(rg.tensor([-1.5, 0.0, 2.0]), rg.tensor([0.5]))
tensor([0.0000, 0.5000, 1.0000])
)");
  rows.in_place<&ops::heaviside>(kMethod,
                                 R"(>>> rg.tensor([-1.5, 0.0]).heaviside_(rg.tensor([0.5]))
tensor([0.0000, 0.5000])
)");
  constexpr Said kWhole = {.dtype = "integers; promoted to a common type.",
                           .grad = "none.",
                           .raises =
                               "ShapeError if the shapes do not broadcast; DTypeError for "
                               "floats and bools."};
  rows.pair<&ops::gcd>("gcd", "The greatest common divisor of two elements.",
                       "y = the greatest number that divides a and b, 0 for a = b = 0", "[12, -8]",
                       "[18, 6]", "[6, 2]", kWhole);
  rows.pair<&ops::lcm>("lcm", "The least common multiple of two elements.",
                       "y = |a b| / gcd(a, b), 0 where one of them is 0", "[12, -8]", "[18, 6]",
                       "[36, 24]", kWhole);
}

void add_shifts(Rows& rows) {
  rows.row<&ops::bitwise_left_shift>(
      "bitwise_left_shift(input: Tensor | Number, other: Tensor | Number) -> Tensor", kUsual,
      R"(The bits moved to the left; also the operator ``<<``.

    y = a 2^b

A shift by less than 0, or by as many bits as there are, shifts all of them out.

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   integers; promoted to a common type.
Grad:    none.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for floats and bools.
Source:  torch.bitwise_left_shift.

>>> rg.bitwise_left_shift(rg.tensor([1, -3]), rg.tensor([4, 1]))
tensor([16, -6])
)");
  rows.writing<&ops::bitwise_left_shift_>(kMethod,
                                          R"(>>> rg.tensor([1, -3]).bitwise_left_shift_(2)
tensor([  4, -12])
)");
  rows.row<&ops::bitwise_right_shift>(
      "bitwise_right_shift(input: Tensor | Number, other: Tensor | Number) -> Tensor", kUsual,
      R"(The bits moved to the right; also the operator ``>>``.

    y = floor(a / 2^b)

A shift by less than 0, or by as many bits as there are, shifts all of them out.

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   integers; promoted to a common type.
Grad:    none.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for floats and bools.
Source:  torch.bitwise_right_shift.

>>> rg.bitwise_right_shift(rg.tensor([16, -3]), rg.tensor([4, 1]))
tensor([ 1, -2])
)");
  rows.writing<&ops::bitwise_right_shift_>(kMethod,
                                           R"(>>> rg.tensor([16, -3]).bitwise_right_shift_(2)
tensor([ 4, -1])
)");
}

}  // namespace

void add_digits_rows(Rows& rows) {
  add_parts(rows);
  add_exponents(rows);
  add_whole(rows);
  add_shifts(rows);
}

}  // namespace retrograd::bind
