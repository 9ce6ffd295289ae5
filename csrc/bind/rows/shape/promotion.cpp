// Rows that say which type operands have together.

#include "base/check.h"
#include "bind/call/row.h"
#include "ops/pointwise/map.h"

namespace retrograd::bind {
namespace {

// A tensor, or a number as one that yields to tensors.
Tensor operand_of(PyObject* object) {
  if (is_tensor(object)) return unwrap(object);
  RG_CHECK(is_number(object), TypeError, "result_type: expected tensors and numbers, got ",
           class_name(object));
  const Tensor x = number(to_scalar(object, true));
  x.impl()->is_number = true;
  return x;
}
DType result_type(PyObject* tensor, PyObject* other) {
  const Tensor a = operand_of(tensor), b = operand_of(other);
  return retrograd::result_type({&a, &b});
}

DType promote_types(DType a, DType b) { return promote(a, b); }

bool can_cast(DType from, DType to) { return info(from).category <= info(to).category; }

}  // namespace

void add_promotion_rows(Rows& rows) {
  rows.row<result_type>("result_type(tensor: Tensor | Number, other: Tensor | Number) -> dtype",
                        kFunction, R"(The type of the result of arithmetic on two operands.

    tensors with dimensions outrank 0-d ones, which outrank numbers

The larger kind among bool, integer and floating wins, and in one kind the larger type of those
that rank first. A number that is a float has the default type.

Shape:   ``(*)`` and ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  TypeError for what is neither a tensor nor a number.
Source:  torch.result_type.

>>> rg.result_type(rg.tensor([1, 2], dtype=rg.int8), 1.5)
torch.float32
)");
  rows.row<promote_types>("promote_types(type1: dtype, type2: dtype) -> dtype", kFunction,
                          R"(The smallest type that both types can become without loss of kind.

    as of arithmetic on two tensors with dimensions

Shape:   none.
Dtype:   all.
Grad:    none.
Raises:  TypeError for what is no dtype.
Source:  torch.promote_types.

>>> rg.promote_types(rg.int32, rg.float16)
torch.float16
)");
  rows.row<can_cast>("can_cast(from_: dtype, to: dtype) -> bool", kFunction,
                     R"(Whether a result of one type can be written to a tensor of another.

    bool < integer < floating; not downwards

Shape:   none.
Dtype:   all.
Grad:    none.
Raises:  TypeError for what is no dtype.
Source:  torch.can_cast.

>>> rg.can_cast(rg.int64, rg.float16), rg.can_cast(rg.float32, rg.int64)
(True, False)
)");
}

}  // namespace retrograd::bind
