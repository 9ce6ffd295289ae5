// Rows of ops/matrix/matmul.h.

#include "ops/matrix/matmul.h"

#include "bind/call/row.h"
#include "bind/rows/matrix/products.h"

namespace retrograd::bind {
namespace {

// Another function than dot()'s, which has a row of its own.
Tensor vdot(const Tensor& a, const Tensor& b) { return ops::dot(a, b); }

}  // namespace

void add_matmul_rows(Rows& rows) {
  rows.row<&ops::matmul>("matmul(input: Tensor, other: Tensor) -> Tensor",
                         kFunction | kMethod | kLinalg | kOut,
                         R"(The product of vectors, matrices or batches; also the operator ``@``.

    y_ij = sum_k a_ik b_kj,  da = dy b^T,  db = a^T dy

Shape:   ``(k)``, ``(k)`` -> ``()``; ``(*, m, k)``, ``(k)`` -> ``(*, m)``; ``(k)``, ``(*, k, n)`` ->
         ``(*, n)``; ``(*, m, k)``, ``(*, k, n)`` -> ``(*, m, n)``, where the ``*`` broadcast.
Dtype:   all but bool; both alike. Integers wrap around.
Grad:    input, other. Twice differentiable.
Raises:  ShapeError for a 0-d tensor, or if the inner lengths differ or the batches do not
         broadcast; DTypeError if the types differ, or for bool.
Source:  torch.matmul.

>>> rg.matmul(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), rg.tensor([1.0, 10.0]))
tensor([21., 43.])
)");
  rows.row<&ops::mm>("mm(input: Tensor, mat2: Tensor) -> Tensor", kFunction | kMethod | kOut,
                     R"(The product of two matrices.

    y_ij = sum_k a_ik b_kj,  da = dy b^T,  db = a^T dy

Shape:   ``(m, k)``, ``(k, n)`` -> ``(m, n)``.
Dtype:   all but bool; both alike. Integers wrap around.
Grad:    input, mat2. Twice differentiable.
Raises:  ShapeError if one is not a matrix or the inner lengths differ; DTypeError if the types
         differ, or for bool.
Source:  torch.mm.

>>> rg.mm(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), rg.tensor([[0.0, 1.0], [1.0, 0.0]]))
tensor([[2., 1.],
        [4., 3.]])
)");
  rows.row<&ops::bmm>("bmm(input: Tensor, mat2: Tensor) -> Tensor", kFunction | kMethod | kOut,
                      R"(The products of as many pairs of matrices; nothing broadcasts.

    y_bij = sum_k a_bik b_bkj

Shape:   ``(b, m, k)``, ``(b, k, n)`` -> ``(b, m, n)``.
Dtype:   all but bool; both alike. Integers wrap around.
Grad:    input, mat2. Twice differentiable.
Raises:  ShapeError for other shapes; DTypeError if the types differ, or for bool.
Source:  torch.bmm.

>>> rg.bmm(rg.ones(2, 1, 3), rg.ones(2, 3, 1))
tensor([[[3.]],
<BLANKLINE>
        [[3.]]])
)");
  rows.row<&ops::mv>("mv(input: Tensor, vec: Tensor) -> Tensor", kFunction | kMethod | kOut,
                     R"(The product of a matrix and a vector.

    y_i = sum_k a_ik x_k

Shape:   ``(m, k)``, ``(k)`` -> ``(m)``.
Dtype:   all but bool; both alike. Integers wrap around.
Grad:    input, vec. Twice differentiable.
Raises:  ShapeError for other shapes; DTypeError if the types differ, or for bool.
Source:  torch.mv.

>>> rg.mv(rg.tensor([[1, 2], [3, 4]]), rg.tensor([1, 1]))
tensor([3, 7])
)");
  rows.row<&ops::dot>("dot(input: Tensor, tensor: Tensor) -> Tensor", kFunction | kMethod | kOut,
                      R"(The inner product of two vectors.

    y = sum_k a_k b_k

Shape:   ``(k)``, ``(k)`` -> ``()``.
Dtype:   all but bool; both alike. Integers wrap around.
Grad:    input, tensor. Twice differentiable.
Raises:  ShapeError for other shapes; DTypeError if the types differ, or for bool.
Source:  torch.dot.

>>> rg.dot(rg.tensor([1.0, 2.0]), rg.tensor([3.0, 4.0]))
tensor(11.)
)");
  rows.row<&ops::outer>("outer(input: Tensor, vec2: Tensor) -> Tensor", kFunction | kMethod | kOut,
                        R"(The products of each element of one vector with each of another.

    y_ij = a_i b_j

Shape:   ``(m)``, ``(n)`` -> ``(m, n)``.
Dtype:   all; promoted to a common type.
Grad:    input, vec2. Twice differentiable.
Raises:  ShapeError if one is not a vector.
Source:  torch.outer.

>>> rg.outer(rg.tensor([1, 2]), rg.tensor([3, 4]))
tensor([[3, 4],
        [6, 8]])
)");
  rows.row<&ops::linear>(
      "linear(input: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor", kFunctional,
      R"(A layer of weights: each output is a weighted sum of the inputs, plus a bias.

    y = x w^T + bias

Shape:   input ``(*, k)``, weight ``(n, k)``, bias ``(n)`` -> ``(*, n)``; with weight ``(k)`` and
         bias ``()`` -> ``(*)``.
Dtype:   all but bool; input and weight alike.
Grad:    input, weight, bias. Twice differentiable.
Raises:  ShapeError if the shapes do not fit; DTypeError if the types differ, or for bool.
Source:  torch.nn.functional.linear.

>>> weight = rg.tensor([[1.0, 2.0], [3.0, 4.0]])
>>> rg.nn.functional.linear(rg.tensor([1.0, 1.0]), weight, rg.tensor([10.0, 20.0]))
tensor([13., 27.])
)");
  rows.row<&ops::bilinear>(
      "bilinear(input1: Tensor, input2: Tensor, weight: Tensor, bias: Tensor | None = None) -> "
      "Tensor",
      kFunction | kFunctional,
      R"(A layer of weights for pairs: each output is a weighted sum of the products of two inputs.

    y_n = sum_ij a_i w_nij b_j + bias_n

Shape:   input1 ``(*, i)``, input2 ``(*, j)``, weight ``(n, i, j)``, bias ``(n)`` -> ``(*, n)``.
Dtype:   all but bool; inputs and weight alike.
Grad:    input1, input2, weight, bias. Twice differentiable.
Raises:  ShapeError if the shapes do not fit; DTypeError if the types differ, or for bool.
Source:  torch.nn.functional.bilinear.

>>> weight = rg.tensor([[[1.0, 2.0], [3.0, 4.0]]])
>>> rg.nn.functional.bilinear(rg.tensor([1.0, 1.0]), rg.tensor([1.0, 10.0]), weight)
tensor([64.])
)");
  rows.alias("ger", "outer");
  rows.row<vdot>("vdot(input: Tensor, other: Tensor) -> Tensor", kFunction | kMethod | kOut,
                 R"(The inner product of two vectors; of complex ones the first is conjugated.

    y = sum_k a_k b_k

Shape:   ``(k)``, ``(k)`` -> ``()``.
Dtype:   all but bool; both alike. Integers wrap around.
Grad:    input, other. Twice differentiable.
Raises:  ShapeError for other shapes; DTypeError if the types differ, or for bool.
Source:  torch.vdot.

>>> rg.vdot(rg.tensor([1.0, 2.0]), rg.tensor([3.0, 4.0]))
tensor(11.)
)");
  add_product_rows(rows);
  add_contraction_rows(rows);
  add_chain_rows(rows);
  add_distance_rows(rows);
}

}  // namespace retrograd::bind
