// Rows of ops/statistics/norm.h.

#include "ops/statistics/norm.h"

#include <cmath>

#include "base/check.h"
#include "bind/rows/linalg/linalg.h"
#include "core/shape.h"

namespace retrograd::bind {
namespace {

using Dtype = std::optional<DType>;
using Along = std::optional<Dims>;

Tensor vector_norm(const Tensor& x, double ord, const Along& dim, bool keepdim, Dtype dtype) {
  return ops::vector_norm(x, ord, dim ? *dim : Dims(), keepdim, dtype);
}

std::string text_of(PyObject* object) {
  const Object text = Object::take(PyObject_Repr(object));
  const char* utf8 = PyUnicode_AsUTF8(text.get());
  if (!utf8) throw PythonError();
  return utf8;
}

// A matrix norm by the name of its order or by that.
Tensor matrix_norm_of(const char* op, const Tensor& x, PyObject* ord, const Dims& dims,
                      bool keepdim, Dtype dtype) {
  RG_CHECK(x.dim() >= 2 && dims.size() == 2, ShapeError, op, ": order ", text_of(ord),
           " is one of matrices, which have two dims; got ", dims.size(), " of a tensor of shape ",
           x.shape());
  RG_CHECK(wrap_dims(op, dims, x.dim()).size() == 2, ShapeError, op, ": dims must be different");
  if (PyUnicode_Check(ord)) {
    if (PyUnicode_CompareWithASCIIString(ord, "fro") == 0)
      return ops::vector_norm(x, 2, dims, keepdim, dtype);
    RG_CHECK(PyUnicode_CompareWithASCIIString(ord, "nuc") == 0, RuntimeError, op,
             ": there is no order ", text_of(ord), "; expected 'fro', 'nuc' or a number");
  } else if (const double order = to_scalar(ord, true).to_double(); std::abs(order) != 2) {
    return ops::matrix_norm(x, order, dims, keepdim, dtype);
  }
  fail<NotImplementedError>(op, ": order ", text_of(ord),
                            " is made of singular values, which this version does not find; take "
                            "'fro', 1, -1, inf or -inf");
}
Tensor matrix_norm(const Tensor& x, PyObject* ord, const Along& dim, bool keepdim, Dtype dtype) {
  return matrix_norm_of("linalg.matrix_norm", x, ord, dim ? *dim : Dims{-2, -1}, keepdim, dtype);
}

Dims all_dims(const Tensor& x) {
  Dims all;
  for (int64_t d = 0; d < x.dim(); ++d) all.push_back(d);
  return all;
}

// Of vectors or matrices, as the order, the dims and the shape have it.
Tensor linalg_norm(const Tensor& x, PyObject* ord, const Along& dim, bool keepdim, Dtype dtype) {
  const char* op = "linalg.norm";
  if (ord == Py_None && !dim) return ops::vector_norm(x, 2, {}, keepdim, dtype);
  RG_CHECK(!dim || dim->size() == 1 || dim->size() == 2, ShapeError, op,
           ": a vector has one dim and a matrix two, got dim ", *dim);
  RG_CHECK(dim || x.dim() == 1 || x.dim() == 2, ShapeError, op,
           ": without a dim an order needs one or two dimensions, got shape ", x.shape());
  const Dims along = dim ? *dim : all_dims(x);
  if (ord == Py_None) return ops::vector_norm(x, 2, along, keepdim, dtype);
  if (along.size() == 2 || PyUnicode_Check(ord))
    return matrix_norm_of(op, x, ord, along, keepdim, dtype);
  return ops::vector_norm(x, to_scalar(ord, true).to_double(), along, keepdim, dtype);
}

// The old function: 'fro' and None are 2, and numbers are orders of vectors.
Tensor norm(const Tensor& x, PyObject* p, const Along& dim, bool keepdim, Dtype dtype) {
  const Dims along = dim ? *dim : Dims();
  if (p == Py_None) return ops::vector_norm(x, 2, along, keepdim, dtype);
  if (!PyUnicode_Check(p))
    return ops::vector_norm(x, to_scalar(p, true).to_double(), along, keepdim, dtype);
  if (PyUnicode_CompareWithASCIIString(p, "fro") == 0 && along.size() < 3)
    return ops::vector_norm(x, 2, along, keepdim, dtype);
  return matrix_norm_of("norm", x, p, dim ? along : all_dims(x), keepdim, dtype);
}

}  // namespace

void add_norm_rows(Rows& rows) {
  rows.row<norm>(
      "norm(input: Tensor, p: float | str | None = 'fro', dim: int | tuple[int, ...] | None = "
      "None, keepdim: bool = False, *, dtype: dtype | None = None) -> Tensor",
      kUsual, R"(The norm of all elements as one vector, or of vectors along dimensions.

    y = (sum_i |x_i|^p)^(1/p),  dy/dx_i = sign(x_i) (|x_i| / y)^(p-1), 0 where that has no value

p 'fro' and None are 2; 0 counts what is not 0; inf and -inf give the extremes of \|x\|. Squares
are added in double. retrograd.linalg has norms of matrices.

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
Dtype:   floating; a dtype must hold the digits of the input.
Grad:    input. Twice differentiable.
Raises:  DTypeError unless floating; ShapeError where there are no elements and no norm of none;
         NotImplementedError for 'nuc'.
Source:  torch.norm.

>>> rg.norm(rg.tensor([3.0, 4.0]))
tensor(5.)
)");
  rows.row<vector_norm>(
      "vector_norm(input: Tensor, ord: float = 2, dim: int | tuple[int, ...] | None = None, "
      "keepdim: bool = False, *, dtype: dtype | None = None) -> Tensor",
      kLinalg | kOut, R"(The norm of all elements as one vector, or of vectors along dimensions.

    y = (sum_i |x_i|^p)^(1/p),  dy/dx_i = sign(x_i) (|x_i| / y)^(p-1), 0 where that has no value

Order 0 counts what is not 0; inf and -inf give the extremes of \|x\|. Squares are added in double.

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
Dtype:   floating; a dtype must hold the digits of the input.
Grad:    input. Twice differentiable.
Raises:  DTypeError unless floating; ShapeError where there are no elements and no norm of none.
Source:  torch.linalg.vector_norm.

>>> rg.linalg.vector_norm(rg.tensor([3.0, 4.0]), ord=1)
tensor(7.)
)");
  rows.row<matrix_norm>(
      "matrix_norm(input: Tensor, ord: float | str = 'fro', dim: tuple[int, ...] | None = None, "
      "keepdim: bool = False, *, dtype: dtype | None = None) -> Tensor",
      kLinalg | kOut, R"(Norms of the matrices that lie in two dimensions.

    fro: (sum_ij A_ij^2)^(1/2),  1: max_j sum_i |A_ij|,  inf: max_i sum_j |A_ij|

-1 and -inf are the least of those sums. Without a dim the last two are those of the matrices.

Shape:   ``(*, m, n)`` -> ``(*)``; the dims stay with length 1 if keepdim.
Dtype:   floating; a dtype must hold the digits of the input.
Grad:    input. Twice differentiable.
Raises:  DTypeError unless floating; ShapeError unless there are two dims; NotImplementedError for
         2, -2 and 'nuc'; RuntimeError for other orders.
Source:  torch.linalg.matrix_norm.

>>> rg.linalg.matrix_norm(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), ord=1)
tensor(6.)
)");
  rows.row<linalg_norm>(
      "norm(input: Tensor, ord: float | str | None = None, dim: int | tuple[int, ...] | None = "
      "None, keepdim: bool = False, *, dtype: dtype | None = None) -> Tensor",
      kLinalg | kOut, R"(The norm of vectors or of matrices.

    one dim: vector_norm(),  two dims: matrix_norm(),  neither ord nor dim: of all elements

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
Dtype:   floating; a dtype must hold the digits of the input.
Grad:    input. Twice differentiable.
Raises:  as vector_norm() and matrix_norm(); ShapeError for an order without a dim unless there are
         one or two dimensions.
Source:  torch.linalg.norm.

>>> rg.linalg.norm(rg.tensor([[3.0, 0.0], [0.0, 4.0]]))
tensor(5.)
)");
}

}  // namespace retrograd::bind
