// Rows of ops/special/blend.h.

#include "ops/special/blend.h"

#include "bind/call/row.h"
#include "bind/function/origin.h"

namespace retrograd::bind {
namespace {

// The old order of arguments, in which the number comes first.
void warn_old_order(const char* op) {
  warn_user(concat(op, "(input, value, tensor1, tensor2) is an old form; write ", op,
                   "(input, tensor1, tensor2, value=value)"));
}
Tensor addcmul_old(const Tensor& x, const Scalar& value, const Tensor& a, const Tensor& b) {
  warn_old_order("addcmul");
  return ops::addcmul(x, a, b, value);
}
Tensor addcdiv_old(const Tensor& x, const Scalar& value, const Tensor& a, const Tensor& b) {
  warn_old_order("addcdiv");
  return ops::addcdiv(x, a, b, value);
}

Tensor lerp(const Tensor& a, const Tensor& b, PyObject* weight) {
  if (is_tensor_argument(weight)) return ops::lerp(a, b, unwrap(weight));
  RG_CHECK(is_number(weight), TypeError, "lerp(): argument 'weight' must be Tensor or Number, not ",
           class_name(weight));
  return ops::lerp(a, b, to_scalar(weight, true));
}

}  // namespace

void add_blend_rows(Rows& rows) {
  rows.row_with_old_form<&ops::addcmul, addcmul_old>(
      "addcmul(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: Number = 1) -> Tensor",
      "addcmul(input: Tensor, value: Number, tensor1: Tensor, tensor2: Tensor) -> Tensor", kUsual,
      R"(The input plus a multiple of a product, in one pass.

    y = x + value a b,  dy/dx = 1,  dy/da = value b,  dy/db = value a

Shape:   ``(*)`` each, broadcast together.
Dtype:   all but bool; promoted to a common type.
Grad:    input, tensor1, tensor2. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools, and a fractional value of
         integers; RangeError for one that the result's type cannot hold.
Source:  torch.addcmul.

>>> rg.addcmul(rg.tensor([1.0, 2.0]), rg.tensor([3.0, 4.0]), rg.tensor([5.0, 6.0]), value=10)
tensor([151., 242.])
)");
  rows.in_place<&ops::addcmul, addcmul_old>(
      kMethod, R"(>>> rg.tensor([1.0]).addcmul_(rg.tensor([3.0]), rg.tensor([5.0]), value=10)
tensor([151.])
)");
  rows.row_with_old_form<&ops::addcdiv, addcdiv_old>(
      "addcdiv(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: Number = 1) -> Tensor",
      "addcdiv(input: Tensor, value: Number, tensor1: Tensor, tensor2: Tensor) -> Tensor", kUsual,
      R"(The input plus a multiple of a quotient, in one pass.

    y = x + value a / b,  dy/dx = 1,  dy/da = value / b,  dy/db = -value a / b^2

Shape:   ``(*)`` each, broadcast together.
Dtype:   all but bool, tensor1 or tensor2 floating; promoted to a common type.
Grad:    input, tensor1, tensor2. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for the quotient of integers.
Source:  torch.addcdiv.

>>> rg.addcdiv(rg.tensor([1.0, 2.0]), rg.tensor([3.0, 4.0]), rg.tensor([5.0, 8.0]), value=10)
tensor([7., 7.])
)");
  rows.in_place<&ops::addcdiv, addcdiv_old>(
      kMethod, R"(>>> rg.tensor([1.0]).addcdiv_(rg.tensor([3.0]), rg.tensor([5.0]), value=10)
tensor([7.])
)");
  rows.row<lerp>("lerp(input: Tensor, end: Tensor, weight: Tensor | Number) -> Tensor", kUsual,
                 R"(The way from ``input`` to ``end``, as far as ``weight`` says.

    y = a + w (b - a),  dy/da = 1 - w,  dy/db = w,  dy/dw = b - a

A weight of 0 gives exactly ``input``, one of 1 exactly ``end``.

Shape:   ``(*)`` each, broadcast together.
Dtype:   floating, all of one type; a weight without dimensions may be of another.
Grad:    input, end, weight. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; DTypeError for integers and unlike types.
Source:  torch.lerp.

>>> rg.lerp(rg.tensor([1.0, 2.0]), rg.tensor([5.0, 10.0]), 0.25)
tensor([2., 4.])
)");
  rows.in_place<lerp>(kMethod, R"(>>> rg.tensor([1.0, 2.0]).lerp_(rg.tensor([5.0, 10.0]), 0.25)
tensor([2., 4.])
)");
}

}  // namespace retrograd::bind
