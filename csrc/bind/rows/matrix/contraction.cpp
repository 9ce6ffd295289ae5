// Rows of ops/products/contraction.h.

#include "ops/products/contraction.h"

#include <algorithm>

#include "base/check.h"
#include "bind/rows/matrix/products.h"

namespace retrograd::bind {
namespace {

Tensor einsum(const std::string& equation, const std::vector<Tensor>& operands) {
  return ops::einsum(equation, operands);
}

// A list of numbers and ellipses, as names of dimensions.
Dims names_of(PyObject* list) {
  RG_CHECK(PyList_Check(list) || PyTuple_Check(list), TypeError,
           "einsum: expected a list of ints and '...' behind each operand, got ", class_name(list));
  Dims names;
  for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(list); ++i) {
    PyObject* item = PySequence_Fast_GET_ITEM(list, i);
    const bool rest = item == Py_Ellipsis;
    RG_CHECK(rest || is_index(item), TypeError, "einsum: expected ints and '...' in a list, got ",
             class_name(item));
    const int64_t name = rest ? ops::kEllipsis : to_index(item);
    RG_CHECK(rest || (name >= 0 && name < ops::kLetters), ValueError, "einsum: ", name,
             " is no name of a dimension; expected 0..", ops::kLetters - 1);
    names.push_back(name);
  }
  RG_CHECK(std::count(names.begin(), names.end(), ops::kEllipsis) <= 1, RuntimeError,
           "einsum: a second ellipsis in a list; an operand has at most one");
  return names;
}

// Operands, each with its list of names, then perhaps the one of the result.
Tensor einsum_of_lists(PyObject* arguments) {
  RG_CHECK(PyTuple_Check(arguments) || PyList_Check(arguments), TypeError,
           "einsum: expected an equation or a tensor first, got ", class_name(arguments));
  const Object all = Object::take(PySequence_Tuple(arguments));
  const Py_ssize_t n = PyTuple_GET_SIZE(all.get());
  RG_CHECK(n >= 2, ValueError,
           "einsum: expected an equation and at least one operand, or operands and lists of names");
  std::vector<Tensor> operands;
  std::vector<Dims> names;
  for (Py_ssize_t i = 0; i + 1 < n; i += 2) {
    PyObject* operand = PyTuple_GET_ITEM(all.get(), i);
    RG_CHECK(is_tensor_argument(operand), TypeError,
             "einsum: expected an equation, or a tensor at ", "place ", i, ", got ",
             class_name(operand));
    operands.push_back(unwrap(operand));
    names.push_back(names_of(PyTuple_GET_ITEM(all.get(), i + 1)));
  }
  if (n % 2 == 0) return ops::einsum(names, std::nullopt, operands);
  return ops::einsum(names, names_of(PyTuple_GET_ITEM(all.get(), n - 1)), operands);
}

Dims dims_in(PyObject* list) {
  RG_CHECK(PyList_Check(list) || PyTuple_Check(list), TypeError,
           "tensordot: expected dims as a number, or as two lists of numbers, got ",
           class_name(list), " for one of them");
  Dims dims;
  for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(list); ++i) {
    PyObject* item = PySequence_Fast_GET_ITEM(list, i);
    RG_CHECK(is_index(item), TypeError, "tensordot: expected ints in dims, got ", class_name(item));
    dims.push_back(to_index(item));
  }
  return dims;
}

// The last n dimensions of a, with the first n of b.
Tensor tensordot_of_last(const Tensor& a, const Tensor& b, int64_t n) {
  RG_CHECK(n >= 0, ShapeError, "tensordot: expected dims >= 0, got ", n);
  RG_CHECK(n <= a.dim() && n <= b.dim(), ShapeError, "tensordot: ", n,
           " dims are more than tensors of shapes ", a.shape(), " and ", b.shape(), " have");
  Dims last, first;
  for (int64_t d = 0; d < n; ++d) {
    last.push_back(a.dim() - n + d);
    first.push_back(d);
  }
  return ops::tensordot(a, b, last, first);
}

Tensor tensordot(const Tensor& a, const Tensor& b, PyObject* dims) {
  Object list;
  if (is_tensor(dims)) {
    list = Object::take(PyObject_CallMethod(dims, "tolist", nullptr));
    dims = list.get();
  }
  if (is_index(dims)) return tensordot_of_last(a, b, to_index(dims));
  const bool two =
      (PyList_Check(dims) || PyTuple_Check(dims)) && PySequence_Fast_GET_SIZE(dims) == 2;
  RG_CHECK(two, RuntimeError,
           "tensordot: expected dims as a number, or as two lists of numbers, got ",
           class_name(dims));
  return ops::tensordot(a, b, dims_in(PySequence_Fast_GET_ITEM(dims, 0)),
                        dims_in(PySequence_Fast_GET_ITEM(dims, 1)));
}

}  // namespace

void add_contraction_rows(Rows& rows) {
  rows.row<einsum, einsum_of_lists>(
      {"einsum(equation: str, *operands: Tensor) -> Tensor", "einsum(*operands: Any) -> Tensor"},
      kFunction, R"(The sum of products of elements, by an equation that names the dimensions.

    "ij,jk->ik":  y_ik = sum_j a_ij b_jk

Letters name the dimensions of each operand, ``...`` those without a letter, which broadcast. A
letter twice in one operand is its diagonal. What the result does not name is summed; without
``->`` it has what is named once, in order. Instead of an equation each operand can be followed by
a list of ints from 0 to 51, and of an ellipsis. Pairs of operands are multiplied one after another,
those first whose product is small; a pair goes to matmul(), and nothing is repeated in memory.

Shape:   as the equation says; a length of 1 broadcasts.
Dtype:   those of matmul() where products are summed, else of mul().
Grad:    all operands. Twice differentiable.
Raises:  ValueError without operands; RuntimeError for an equation that is none; ShapeError if the
         operands do not fit it.
Source:  torch.einsum.

>>> a = rg.tensor([[1.0, 2.0], [3.0, 4.0]])
>>> rg.einsum("ij,kj->ik", a, a)
tensor([[ 5., 11.],
        [11., 25.]])
>>> rg.einsum(a, [0, 0])
tensor(5.)
)");
  rows.row<tensordot>(
      "tensordot(a: Tensor, b: Tensor, dims: int | Tensor | Sequence[Sequence[int]] = 2) -> Tensor",
      kFunction | kOut, R"(The sum of products over pairs of dimensions of two tensors.

    dims = ([1], [0]):  y_ik = sum_j a_ij b_jk

A number stands for as many last dimensions of a and first ones of b.

Shape:   the dimensions of a, then those of b, without the ones that are summed.
Dtype:   all but bool; both alike.
Grad:    a, b. Twice differentiable.
Raises:  ShapeError if the lengths differ or a dim is given twice; IndexError for one out of range;
         DTypeError if the types differ.
Source:  torch.tensordot.

>>> rg.tensordot(rg.ones(2, 3), rg.ones(3, 2), dims=1)
tensor([[3., 3.],
        [3., 3.]])
)");
  rows.row<&ops::inner>("inner(input: Tensor, other: Tensor) -> Tensor", kUsual,
                        R"(The inner products of the rows of two tensors.

    y_ij = sum_k a_ik b_jk

Shape:   ``(*a, k)``, ``(*b, k)`` -> ``(*a, *b)``; a 0-d tensor multiplies the other.
Dtype:   all but bool; both alike.
Grad:    input, other. Twice differentiable.
Raises:  ShapeError if the last lengths differ; DTypeError if the types do.
Source:  torch.inner.

>>> rg.inner(rg.tensor([1.0, 2.0]), rg.tensor([[3.0, 4.0], [5.0, 6.0]]))
tensor([11., 17.])
)");
  rows.row<&ops::vecdot>("vecdot(x: Tensor, y: Tensor, *, dim: int = -1) -> Tensor", kLinalg | kOut,
                         R"(The inner products of the vectors that lie in one dimension.

    z = sum_i x_i y_i

Shape:   ``(*)``, ``(*)``, broadcast together, without the dim.
Dtype:   floating; both alike.
Grad:    x, y. Twice differentiable.
Raises:  ShapeError if the shapes do not broadcast; IndexError if dim is out of range; DTypeError
         unless the types are one floating type.
Source:  torch.linalg.vecdot.

>>> rg.linalg.vecdot(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), rg.tensor([1.0, 10.0]))
tensor([21., 43.])
)");
}

}  // namespace retrograd::bind
