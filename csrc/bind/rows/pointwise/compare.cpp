// Rows of ops/pointwise/compare.h.

#include "ops/pointwise/compare.h"

#include "bind/call/row.h"

namespace retrograd::bind {
namespace {

using Binary = Tensor (*)(const Tensor&, const Tensor&);
constexpr Binary eq = &ops::eq, ne = &ops::ne, lt = &ops::lt, le = &ops::le, gt = &ops::gt,
                 ge = &ops::ge;

void add_comparisons(Rows& rows) {
  rows.row<eq>("eq(input: Tensor, other: Tensor | Number) -> Tensor", kFunction | kMethod | kOut,
               R"(Whether the elements are equal; also the operator ``==``.

    y = a == b

NaN is equal to nothing, not to itself either.

Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
Dtype:   all; compared in a common type.
Grad:    none.
Raises:  ShapeError if the shapes do not broadcast.
Source:  torch.eq.

>>> rg.eq(rg.tensor([1, 2, 3]), 2)
tensor([False,  True, False])
)");
  rows.in_place<eq>(kMethod, R"(>>> rg.tensor([1, 2, 3]).eq_(2)
tensor([0, 1, 0])
)");
  rows.row<ne>("ne(input: Tensor, other: Tensor | Number) -> Tensor", kFunction | kMethod | kOut,
               R"(Whether the elements differ; also the operator ``!=``.

    y = a != b

NaN differs from everything, from itself too.

Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
Dtype:   all; compared in a common type.
Grad:    none.
Raises:  ShapeError if the shapes do not broadcast.
Source:  torch.ne.

>>> rg.ne(rg.tensor([1, 2, 3]), 2)
tensor([ True, False,  True])
)");
  rows.in_place<ne>(kMethod, R"(>>> rg.tensor([1, 2, 3]).ne_(2)
tensor([1, 0, 1])
)");
  rows.row<lt>("lt(input: Tensor, other: Tensor | Number) -> Tensor", kFunction | kMethod | kOut,
               R"(Whether each element is less than the other; also the operator ``<``.

    y = a < b

With NaN the answer is False.

Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
Dtype:   all; compared in a common type.
Grad:    none.
Raises:  ShapeError if the shapes do not broadcast.
Source:  torch.lt.

>>> rg.lt(rg.tensor([1, 2, 3]), 2)
tensor([ True, False, False])
)");
  rows.in_place<lt>(kMethod, R"(>>> rg.tensor([1, 2, 3]).lt_(2)
tensor([1, 0, 0])
)");
  rows.row<le>("le(input: Tensor, other: Tensor | Number) -> Tensor", kFunction | kMethod | kOut,
               R"(Whether each element is at most the other; also the operator ``<=``.

    y = a <= b

With NaN the answer is False.

Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
Dtype:   all; compared in a common type.
Grad:    none.
Raises:  ShapeError if the shapes do not broadcast.
Source:  torch.le.

>>> rg.le(rg.tensor([1, 2, 3]), 2)
tensor([ True,  True, False])
)");
  rows.in_place<le>(kMethod, R"(>>> rg.tensor([1, 2, 3]).le_(2)
tensor([1, 1, 0])
)");
  rows.row<gt>("gt(input: Tensor, other: Tensor | Number) -> Tensor", kFunction | kMethod | kOut,
               R"(Whether each element is greater than the other; also the operator ``>``.

    y = a > b

With NaN the answer is False.

Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
Dtype:   all; compared in a common type.
Grad:    none.
Raises:  ShapeError if the shapes do not broadcast.
Source:  torch.gt.

>>> rg.gt(rg.tensor([1, 2, 3]), 2)
tensor([False, False,  True])
)");
  rows.in_place<gt>(kMethod, R"(>>> rg.tensor([1, 2, 3]).gt_(2)
tensor([0, 0, 1])
)");
  rows.row<ge>("ge(input: Tensor, other: Tensor | Number) -> Tensor", kFunction | kMethod | kOut,
               R"(Whether each element is at least the other; also the operator ``>=``.

    y = a >= b

With NaN the answer is False.

Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
Dtype:   all; compared in a common type.
Grad:    none.
Raises:  ShapeError if the shapes do not broadcast.
Source:  torch.ge.

>>> rg.ge(rg.tensor([1, 2, 3]), 2)
tensor([False,  True,  True])
)");
  rows.in_place<ge>(kMethod, R"(>>> rg.tensor([1, 2, 3]).ge_(2)
tensor([0, 1, 1])
)");
  rows.alias("not_equal", "ne");
  rows.alias("less", "lt");
  rows.alias("less_equal", "le");
  rows.alias("greater", "gt");
  rows.alias("greater_equal", "ge");
}

void add_logic(Rows& rows) {
  rows.row<&ops::logical_and>("logical_and(input: Tensor, other: Tensor) -> Tensor",
                              kFunction | kMethod | kOut, R"(Whether both elements are true.

    y = a != 0 and b != 0

Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
Dtype:   all; an element is true unless it is zero.
Grad:    none.
Raises:  ShapeError if the shapes do not broadcast.
Source:  torch.logical_and.

>>> rg.logical_and(rg.tensor([True, True, False]), rg.tensor([1.5, 0.0, 0.0]))
tensor([ True, False, False])
)");
  rows.in_place<&ops::logical_and>(kMethod,
                                   R"(>>> rg.tensor([1.0, 0.0]).logical_and_(rg.tensor([2.0, 2.0]))
tensor([1., 0.])
)");
  rows.row<&ops::logical_or>("logical_or(input: Tensor, other: Tensor) -> Tensor",
                             kFunction | kMethod | kOut,
                             R"(Whether one element or the other is true.

    y = a != 0 or b != 0

Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
Dtype:   all; an element is true unless it is zero.
Grad:    none.
Raises:  ShapeError if the shapes do not broadcast.
Source:  torch.logical_or.

>>> rg.logical_or(rg.tensor([True, True, False]), rg.tensor([1.5, 0.0, 0.0]))
tensor([ True,  True, False])
)");
  rows.in_place<&ops::logical_or>(kMethod,
                                  R"(>>> rg.tensor([3.0, 0.0]).logical_or_(rg.tensor([0.0, 0.0]))
tensor([1., 0.])
)");
  rows.row<&ops::logical_xor>("logical_xor(input: Tensor, other: Tensor) -> Tensor",
                              kFunction | kMethod | kOut,
                              R"(Whether just one of the elements is true.

    y = (a != 0) != (b != 0)

Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
Dtype:   all; an element is true unless it is zero.
Grad:    none.
Raises:  ShapeError if the shapes do not broadcast.
Source:  torch.logical_xor.

>>> rg.logical_xor(rg.tensor([True, True, False]), rg.tensor([1.5, 0.0, 0.0]))
tensor([False,  True, False])
)");
  rows.in_place<&ops::logical_xor>(kMethod,
                                   R"(>>> rg.tensor([3.0, 0.0]).logical_xor_(rg.tensor([2.0, 2.0]))
tensor([0., 1.])
)");
  rows.row<&ops::logical_not>("logical_not(input: Tensor) -> Tensor", kFunction | kMethod | kOut,
                              R"(Whether each element is zero.

    y = x == 0

Shape:   ``(*)`` -> ``(*)``, bool.
Dtype:   all; an element is true unless it is zero.
Grad:    none.
Raises:  nothing.
Source:  torch.logical_not.

>>> rg.logical_not(rg.tensor([0, 3]))
tensor([ True, False])
)");
  rows.in_place<&ops::logical_not>(kMethod, R"(>>> rg.tensor([3.0, 0.0]).logical_not_()
tensor([0., 1.])
)");
  rows.row<&ops::isnan>("isnan(input: Tensor) -> Tensor", kFunction | kMethod,
                        R"(Whether each element is NaN.

    y = x != x

Shape:   ``(*)`` -> ``(*)``, bool.
Dtype:   all; an integer never is.
Grad:    none.
Raises:  nothing.
Source:  torch.isnan.

>>> rg.isnan(rg.tensor([1.0, float("-inf"), float("nan")]))
tensor([False, False,  True])
)");
  rows.row<&ops::isinf>("isinf(input: Tensor) -> Tensor", kFunction | kMethod,
                        R"(Whether each element is an infinity.

    y = |x| = inf

Shape:   ``(*)`` -> ``(*)``, bool.
Dtype:   all; an integer never is.
Grad:    none.
Raises:  nothing.
Source:  torch.isinf.

>>> rg.isinf(rg.tensor([1.0, float("-inf"), float("nan")]))
tensor([False,  True, False])
)");
  rows.row<&ops::isposinf>("isposinf(input: Tensor) -> Tensor", kUsual,
                           R"(Whether each element is plus infinity.

    y = x = inf

Shape:   ``(*)`` -> ``(*)``, bool.
Dtype:   all; an integer never is.
Grad:    none.
Raises:  nothing.
Source:  torch.isposinf.

>>> rg.isposinf(rg.tensor([float("inf"), float("-inf"), 1.0]))
tensor([ True, False, False])
)");
  rows.row<&ops::isneginf>("isneginf(input: Tensor) -> Tensor", kUsual,
                           R"(Whether each element is minus infinity.

    y = x = -inf

Shape:   ``(*)`` -> ``(*)``, bool.
Dtype:   all; an integer never is.
Grad:    none.
Raises:  nothing.
Source:  torch.isneginf.

>>> rg.isneginf(rg.tensor([float("inf"), float("-inf"), 1.0]))
tensor([False,  True, False])
)");
  rows.row<&ops::isfinite>("isfinite(input: Tensor) -> Tensor", kFunction | kMethod,
                           R"(Whether each element is neither an infinity nor NaN.

    y = |x| < inf

Shape:   ``(*)`` -> ``(*)``, bool.
Dtype:   all; an integer always is.
Grad:    none.
Raises:  nothing.
Source:  torch.isfinite.

>>> rg.isfinite(rg.tensor([1.0, float("-inf"), float("nan")]))
tensor([ True, False, False])
)");
}

void add_likeness(Rows& rows) {
  rows.row<&ops::equal>("equal(input: Tensor, other: Tensor) -> bool", kFunction | kMethod,
                        R"(Whether two tensors have the same shape and the same elements.

    y = all(a == b)

NaN is equal to nothing, not to itself either.

Shape:   any two; different ones are unequal.
Dtype:   all; both alike.
Grad:    none.
Raises:  DTypeError if the types differ.
Source:  torch.equal.

>>> rg.equal(rg.tensor([1, 2]), rg.tensor([1, 2]))
True
>>> rg.equal(rg.tensor([1, 2]), rg.tensor([[1, 2]]))
False
)");
  rows.row<&ops::isclose>(
      "isclose(input: Tensor, other: Tensor, rtol: float = 1e-05, "
      "atol: float = 1e-08, equal_nan: bool = False) -> Tensor",
      kFunction | kMethod, R"(Whether the elements are equal within a tolerance.

    y = |a - b| <= atol + rtol |b|

An infinity is close to itself alone, and so is NaN with ``equal_nan``, without it to nothing.

Shape:   ``(*)`` and ``(*)``, broadcast together -> bool.
Dtype:   all; both alike.
Grad:    none.
Raises:  DTypeError if the types differ; ValueError for a negative tolerance; ShapeError if the
         shapes do not broadcast.
Source:  torch.isclose.

>>> rg.isclose(rg.tensor([1.0, 2.0]), rg.tensor([1.001, 2.1]), rtol=0.01)
tensor([ True, False])
)");
  rows.row<&ops::allclose>(
      "allclose(input: Tensor, other: Tensor, rtol: float = 1e-05, "
      "atol: float = 1e-08, equal_nan: bool = False) -> bool",
      kFunction | kMethod, R"(Whether isclose() is true of all elements.

    y = all(|a - b| <= atol + rtol |b|)

Shape:   ``(*)`` and ``(*)``, broadcast together.
Dtype:   all; both alike.
Grad:    none.
Raises:  DTypeError if the types differ; ValueError for a negative tolerance; ShapeError if the
         shapes do not broadcast.
Source:  torch.allclose.

>>> rg.allclose(rg.tensor([0.1 + 0.2]), rg.tensor([0.3]))
True
)");
}

}  // namespace

void add_compare_rows(Rows& rows) {
  add_comparisons(rows);
  add_logic(rows);
  add_likeness(rows);
}

}  // namespace retrograd::bind
