// Rows of ops/pointwise/arithmetic.h.

#include "ops/pointwise/arithmetic.h"
#include "ops/index/masked.h"

#include "base/check.h"
#include "bind/call/row.h"
#include "bind/function/origin.h"
#include "graph/grad_meta.h"
#include "ops/index/masked.h"
#include "ops/pointwise/map.h"
#include "ops/special/digits.h"

namespace retrograd::bind {
namespace {

using Binary = Tensor (*)(const Tensor&, const Tensor&);
using Scaled = Tensor (*)(const Tensor&, const Tensor&, const Scalar&);
constexpr Scaled add = &ops::add, sub = &ops::sub;
constexpr Binary mul = &ops::mul, pow = &ops::pow;

Tensor div(const Tensor& a, const Tensor& b, const std::optional<std::string>& rounding_mode) {
  return ops::div(a, b, rounding_mode ? rounding_mode->c_str() : nullptr);
}
Tensor true_divide(const Tensor& a, const Tensor& b) { return ops::div(a, b); }

// torch has bounds that are tensors, or bounds that are numbers; beside a number a 0-d tensor
// counts as one.
Tensor clamp(const Tensor& x, const Tensor& low, const Tensor& high) {
  if (!low.defined() || !high.defined() || low.impl()->is_number == high.impl()->is_number)
    return ops::clamp(x, low, high);
  const Tensor& tensor = low.impl()->is_number ? high : low;
  RG_CHECK(tensor.dim() == 0 && !requires_grad(tensor), TypeError,
           "clamp: one bound is a number and the other a tensor of shape ", tensor.shape(),
           tensor.dim() == 0 ? " that requires grad" : "", "; make both tensors, or both numbers");
  const Tensor bound = operand(tensor.item(), x);
  return low.impl()->is_number ? ops::clamp(x, low, bound) : ops::clamp(x, bound, high);
}

Tensor pow_of_number(const Scalar& a, const Tensor& b) { return ops::pow(operand(a, b), b); }

// The old order of arguments, in which the factor comes first.
void warn_old_order(const char* op) {
  warn_user(concat(op, "(alpha, other) is an old form; write ", op, "(other, alpha=alpha)"));
}
Tensor add_old(const Tensor& a, const Scalar& alpha, const Tensor& b) {
  warn_old_order("add");
  return ops::add(a, b, alpha);
}
Tensor sub_old(const Tensor& a, const Scalar& alpha, const Tensor& b) {
  warn_old_order("sub");
  return ops::sub(a, b, alpha);
}

Tensor where(const Tensor& cond, const Tensor& a, const Tensor& b) {
  if (cond.dtype() == DType::kUInt8) [[unlikely]]
    warn_user("where: a condition of uint8 is an old form; convert it to bool with .to()");
  return ops::where(cond, a, b);
}
std::vector<Tensor> where_true(const Tensor& cond) { return ops::nonzero_along(cond); }
// The method stands on the tensor to choose from, not on the condition.
Tensor where_method(const Tensor& a, const Tensor& cond, const Tensor& b) {
  return where(cond, a, b);
}

void add_sums_and_products(Rows& rows) {
  rows.row_with_old_form<add, add_old>(
      "add(input: Tensor | Number, other: Tensor | Number, *, alpha: Number = 1) -> Tensor",
      "add(input: Tensor, alpha: Number, other: Tensor) -> Tensor", kFunction | kMethod | kOut,
      R"(The sum ``input + alpha other``; also the operator ``+``.

    y = a + alpha b

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   all; promoted to a common type. For bool it is the "or".
Grad:    input, other. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for a fractional alpha of integers,
         or a bool one of numbers; RangeError for one that the result's type cannot hold.
Source:  torch.add.

>>> rg.add(rg.tensor([1.0, 2.0]), 10)
tensor([11., 12.])
)");
  rows.in_place<add, add_old>(kMethod,
                              R"(>>> rg.tensor([1.0, 2.0]).add_(rg.tensor([3.0, 4.0]), alpha=10)
tensor([31., 42.])
)");
  rows.row_with_old_form<sub, sub_old>(
      "sub(input: Tensor | Number, other: Tensor | Number, *, alpha: Number = 1) -> Tensor",
      "sub(input: Tensor, alpha: Number, other: Tensor) -> Tensor", kFunction | kMethod | kOut,
      R"(The difference ``input - alpha other``; also the operator ``-``.

    y = a - alpha b

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   all but bool; promoted to a common type.
Grad:    input, other. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools, a fractional alpha of
         integers, or a bool one; RangeError for one that the result's type cannot hold.
Source:  torch.sub.

>>> rg.sub(rg.tensor([1.0, 2.0]), rg.tensor([[1.0], [0.0]]))
tensor([[0., 1.],
        [1., 2.]])
)");
  rows.in_place<sub, sub_old>(kMethod, R"(>>> rg.tensor([1.0, 2.0]).sub_(1)
tensor([0., 1.])
)");
  rows.row<mul>("mul(input: Tensor | Number, other: Tensor | Number) -> Tensor",
                kFunction | kMethod | kOut, R"(The product of the elements; also the operator ``*``.

    y = a b

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   all; promoted to a common type. For bool it is the "and".
Grad:    input, other. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast.
Source:  torch.mul.

>>> rg.mul(rg.tensor([1, 2]), 1.5)
tensor([1.5000, 3.0000])
)");
  rows.in_place<mul>(kMethod, R"(>>> rg.tensor([1.0, 2.0]).mul_(3)
tensor([3., 6.])
)");
  rows.row<div>(
      "div(input: Tensor | Number, other: Tensor | Number, *, "
      "rounding_mode: str | None = None) -> Tensor",
      kFunction | kMethod | kOut, R"(The quotient of the elements; also the operator ``/``.

    y = a / b

The result is floating, unless ``rounding_mode`` rounds it: "floor" towards minus infinity, as
``floor_divide``, "trunc" towards zero. Integers then stay integers.

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   all; integers give the default type. Rounded: all but bool.
Grad:    input, other. Twice differentiable. Rounded: none, or zero.
Raises:  ShapeError if the shapes do not broadcast; RuntimeError for another rounding_mode;
         DivideError if a rounded division of integers is by zero.
Source:  torch.div.

>>> rg.div(rg.tensor([7, -7]), 2)
tensor([ 3.5000, -3.5000])
>>> rg.div(rg.tensor([7, -7]), 2, rounding_mode="trunc")
tensor([ 3, -3])
)");
  rows.in_place<div>(kMethod, R"(>>> rg.tensor([1.0, 2.0]).div_(4)
tensor([0.2500, 0.5000])
)");
  rows.row<&ops::floor_divide>(
      "floor_divide(input: Tensor | Number, other: Tensor | Number) -> Tensor",
      kFunction | kMethod | kOut,
      R"(The quotient rounded towards minus infinity; also the operator ``//``.

    y = floor(a / b)

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   all but bool; promoted to a common type.
Grad:    none.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools; DivideError if an integer
         is divided by zero.
Source:  torch.floor_divide.

>>> rg.floor_divide(rg.tensor([7, -7]), 2)
tensor([ 3, -4])
)");
  rows.in_place<&ops::floor_divide>(kMethod, R"(>>> rg.tensor([7, -7]).floor_divide_(2)
tensor([ 3, -4])
)");
  rows.row<&ops::remainder>(
      "remainder(input: Tensor | Number, other: Tensor | Number) -> Tensor",
      kFunction | kMethod | kOut,
      R"(What floor_divide leaves, with the sign of ``other``; also the operator ``%``.

    y = a - b floor(a / b)

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   all but bool; promoted to a common type.
Grad:    input, other. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools; DivideError if an integer
         is divided by zero.
Source:  torch.remainder.

>>> rg.remainder(rg.tensor([7, -7]), 3)
tensor([1, 2])
)");
  rows.in_place<&ops::remainder>(kMethod, R"(>>> rg.tensor([7, -7]).remainder_(3)
tensor([1, 2])
)");

  constexpr const char* kPow = R"(The power of each element; also the operator ``**``.

    y = a^b,  dy/da = b a^(b-1),  dy/db = y log a

Where the exponent is 0 the gradient of the base is 0, and where the base is 0 and the exponent is
not negative, that of the exponent is.

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   all but bool; promoted to a common type. Integers to negative integers give the whole part
         of the power.
Grad:    input, exponent. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools; RangeError for integers
         and an exponent that is a negative Python int, where fractions are expected.
Source:  torch.pow.

>>> rg.pow(rg.tensor([1.0, 2.0, 3.0]), 2)
tensor([1., 4., 9.])
>>> rg.pow(2, rg.tensor([1, 2, 3]))
tensor([2, 4, 8])
)";
  rows.row<pow, pow_of_number>({"pow(input: Tensor, exponent: Tensor | Number) -> Tensor",
                                "pow(self: Number, exponent: Tensor) -> Tensor"},
                               kFunction | kOut, kPow);
  rows.row<pow>("pow(input: Tensor, exponent: Tensor | Number) -> Tensor", kMethod, kPow);
  rows.in_place<pow>(kMethod, R"(>>> rg.tensor([2.0, 3.0]).pow_(2)
tensor([4., 9.])
)");

  rows.pair<&ops::hypot>("hypot", "The hypotenuse of two legs, within 2 ulp and without overflow.",
                         "y = sqrt(a^2 + b^2),  dy/da = a / y,  dy/db = b / y", "[3.0, 5.0]",
                         "[4.0, 12.0]", "[ 5., 13.]",
                         {.dtype = "float32, float64; promoted to a common type.",
                          .grad = "input, other; NaN where both are 0. Twice differentiable.",
                          .raises = "ShapeError if the shapes do not broadcast; DTypeError for "
                                    "integers and bools.",
                          .in_place = kMethod});
  rows.pair<&ops::atan2>(
      "atan2", "The angle in radians of the point (other, input), within 2 ulp.",
      "y = atan(a / b) in the quadrant of (b, a),  dy/da = b / (a^2 + b^2),  dy/db = -a / (a^2 + "
      "b^2)",
      "[1.0, 1.0]", "[1.0, -1.0]", "[0.7854, 2.3562]",
      {.grad = "input, other; 0 where both are 0. Twice differentiable.", .in_place = kMethod});
  rows.alias("arctan2", "atan2");
  constexpr const char* kTensorOrNumber = "Tensor | Number";
  rows.pair<&ops::xlogy>("xlogy", "The product of input and the logarithm of other, within 2 ulp.",
                         "y = a log b,  dy/da = log b,  dy/db = a / b", "[0.0, 2.0]", "[0.0, 1.0]",
                         "[0., 0.]",
                         {.more = "It is 0 where input is 0, unless other is NaN.",
                          .grad = "input, other; 0 for input where it is 0 and other not above. "
                                  "Twice differentiable.",
                          .a = kTensorOrNumber,
                          .b = kTensorOrNumber});
  rows.pair<&ops::copysign>("copysign", "The size of input with the sign of other.",
                            "y = |a| sign(b),  dy/da = sign(a) sign(b),  dy/db = 0", "[1.0, -2.0]",
                            "[-1.0, 0.0]", "[-1.,  2.]",
                            {.more = "The sign of -0 counts.",
                             .grad = "input, other; 0 where input is 0. Twice differentiable.",
                             .b = kTensorOrNumber,
                             .in_place = kMethod});
  rows.row<&ops::logaddexp>("logaddexp(input: Tensor, other: Tensor) -> Tensor", kUsual,
                            R"(The logarithm of the sum of the exponentials, without overflow.

    y = log(e^a + e^b),  dy/da = e^(a - y),  dy/db = e^(b - y)

It is within 2 ulp of the larger operand.

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   float32, float64; promoted to a common type.
Grad:    input, other. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for integers and bools.
Source:  torch.logaddexp.

>>> rg.logaddexp(rg.tensor([0.0, -1000.0]), rg.tensor([0.0, -1000.0]))
tensor([ 6.9315e-01, -9.9931e+02])
)");
  rows.alias("subtract", "sub");
  rows.alias("multiply", "mul");
  rows.alias("divide", "div");
  rows.row<true_divide>("true_divide(input: Tensor | Number, other: Tensor | Number) -> Tensor",
                        kFunction | kMethod | kOut,
                        R"(The quotient of the elements, which is floating; see div().

    y = a / b

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   all; integers give the default type.
Grad:    input, other. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast.
Source:  torch.true_divide.

>>> rg.true_divide(rg.tensor([7, -7]), 2)
tensor([ 3.5000, -3.5000])
)");
  rows.in_place<true_divide>(kMethod, R"(>>> rg.tensor([1.0, 2.0]).true_divide_(4)
tensor([0.2500, 0.5000])
)");
}

void add_choices(Rows& rows) {
  rows.row<&ops::maximum>("maximum(input: Tensor, other: Tensor) -> Tensor",
                          kFunction | kMethod | kOut,
                          R"(The larger one of two elements; NaN if one of them is.

    y = max(a, b),  dy/da = 1 where a > b, 1/2 where a = b

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   all; promoted to a common type.
Grad:    input, other; each gets half where they tie. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast.
Source:  torch.maximum.

>>> rg.maximum(rg.tensor([1, 5]), rg.tensor([4, 2]))
tensor([4, 5])
)");
  rows.row<&ops::minimum>("minimum(input: Tensor, other: Tensor) -> Tensor",
                          kFunction | kMethod | kOut,
                          R"(The smaller one of two elements; NaN if one of them is.

    y = min(a, b),  dy/da = 1 where a < b, 1/2 where a = b

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   all; promoted to a common type.
Grad:    input, other; each gets half where they tie. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast.
Source:  torch.minimum.

>>> rg.minimum(rg.tensor([1, 5]), rg.tensor([4, 2]))
tensor([1, 2])
)");
  rows.row<clamp>(
      "clamp(input: Tensor, min: Tensor | Number | None = None, "
      "max: Tensor | Number | None = None) -> Tensor",
      kFunction | kMethod | kOut, R"(The elements held within bounds; NaN stays NaN.

    y = min(max(x, low), high),  dy/dx = 1 where low <= x <= high

A bound that is None is none. Where ``min`` is above ``max`` the result is ``max``.

Shape:   ``(*)`` each, broadcast together.
Dtype:   all; promoted to a common type, which is not bool.
Grad:    input, min, max. Twice differentiable.
Raises:  ValueError if there is no bound; ShapeError if the shapes do not broadcast; DTypeError
         where all are bools.
Source:  torch.clamp.

>>> rg.clamp(rg.tensor([-2.0, 0.5, 3.0]), min=-1, max=1)
tensor([-1.0000,  0.5000,  1.0000])
)");
  rows.in_place<clamp>(kFunction | kMethod,
                       R"(>>> rg.tensor([-2.0, 0.5, 3.0]).clamp_(min=-1, max=1)
tensor([-1.0000,  0.5000,  1.0000])
)");
  rows.alias("clip", "clamp");
  rows.row<&ops::clamp_min>("clamp_min(input: Tensor, min: Tensor | Number) -> Tensor", kUsual,
                            R"(The elements, but none below ``min``; NaN stays NaN.

    y = max(x, low),  dy/dx = 1 where x >= low,  dy/dlow = 1 where x < low

Shape:   ``(*)`` each, broadcast together.
Dtype:   all; promoted to a common type.
Grad:    input, min. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; RangeError for a number that an integer type
         cannot hold.
Source:  torch.clamp_min.

>>> rg.clamp_min(rg.tensor([-2.0, 0.5, 3.0]), 0)
tensor([0.0000, 0.5000, 3.0000])
)");
  rows.in_place<&ops::clamp_min>(kFunction | kMethod,
                                 R"(>>> rg.tensor([-2.0, 0.5, 3.0]).clamp_min_(0)
tensor([0.0000, 0.5000, 3.0000])
)");
  rows.row<&ops::clamp_max>("clamp_max(input: Tensor, max: Tensor | Number) -> Tensor", kUsual,
                            R"(The elements, but none above ``max``; NaN stays NaN.

    y = min(x, high),  dy/dx = 1 where x <= high,  dy/dhigh = 1 where x > high

Shape:   ``(*)`` each, broadcast together.
Dtype:   all; promoted to a common type.
Grad:    input, max. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; RangeError for a number that an integer type
         cannot hold.
Source:  torch.clamp_max.

>>> rg.clamp_max(rg.tensor([-2.0, 0.5, 3.0]), 1)
tensor([-2.0000,  0.5000,  1.0000])
)");
  rows.in_place<&ops::clamp_max>(kFunction | kMethod,
                                 R"(>>> rg.tensor([-2.0, 0.5, 3.0]).clamp_max_(1)
tensor([-2.0000,  0.5000,  1.0000])
)");

  constexpr const char* kWhere = R"(``input`` where the condition is true, else ``other``.

    y = c ? a : b

As a method it is that of ``input``: ``input.where(condition, other)``. The condition alone gives
where it is true, as ``nonzero(condition, as_tuple=True)`` does.

Shape:   ``(*)`` each, broadcast together.
Dtype:   condition bool, or uint8 with a warning; input and other all, promoted to a common type.
Grad:    input, other. Twice differentiable.
Raises:  DTypeError for another condition; ShapeError if the shapes do not broadcast.
Source:  torch.where.

>>> x = rg.tensor([-1.0, 2.0])
>>> rg.where(x > 0, x, 0)
tensor([0., 2.])
>>> x.where(x > 0, 10)
tensor([10.,  2.])
)";
  rows.row<where, where_true>(
      {"where(condition: Tensor, input: Tensor | Number, other: Tensor | Number) -> Tensor",
       "where(condition: Tensor) -> tuple[Tensor, ...]"},
      kFunction | kOut, kWhere);
  rows.row<where_method>("where(self: Tensor, condition: Tensor, other: Tensor | Number) -> Tensor",
                         kMethod, kWhere);
}

void add_bits(Rows& rows) {
  rows.row<&ops::bitwise_and>(
      "bitwise_and(input: Tensor | Number, other: Tensor | Number) -> Tensor",
      kFunction | kMethod | kOut,
      R"(The bits that both elements have; also the operator ``&``.

    y = a & b

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   bool, integers; promoted to a common type.
Grad:    none.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for a floating type.
Source:  torch.bitwise_and.

>>> rg.bitwise_and(rg.tensor([12, 10]), 6)
tensor([4, 2])
)");
  rows.in_place<&ops::bitwise_and>(kMethod, R"(>>> rg.tensor([6, 3]).bitwise_and_(5)
tensor([4, 1])
)");
  rows.row<&ops::bitwise_or>("bitwise_or(input: Tensor | Number, other: Tensor | Number) -> Tensor",
                             kFunction | kMethod | kOut,
                             R"(The bits that one element or the other has; also the operator ``|``.

    y = a | b

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   bool, integers; promoted to a common type.
Grad:    none.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for a floating type.
Source:  torch.bitwise_or.

>>> rg.bitwise_or(rg.tensor([12, 10]), 6)
tensor([14, 14])
)");
  rows.in_place<&ops::bitwise_or>(kMethod, R"(>>> rg.tensor([6, 3]).bitwise_or_(5)
tensor([7, 7])
)");
  rows.row<&ops::bitwise_xor>(
      "bitwise_xor(input: Tensor | Number, other: Tensor | Number) -> Tensor",
      kFunction | kMethod | kOut,
      R"(The bits in which the elements differ; also the operator ``^``.

    y = a ^ b

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   bool, integers; promoted to a common type.
Grad:    none.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for a floating type.
Source:  torch.bitwise_xor.

>>> rg.bitwise_xor(rg.tensor([12, 10]), 6)
tensor([10, 12])
)");
  rows.in_place<&ops::bitwise_xor>(kMethod, R"(>>> rg.tensor([6, 3]).bitwise_xor_(5)
tensor([3, 6])
)");
}

}  // namespace

void add_arithmetic_rows(Rows& rows) {
  add_sums_and_products(rows);
  add_choices(rows);
  add_bits(rows);
}

}  // namespace retrograd::bind
