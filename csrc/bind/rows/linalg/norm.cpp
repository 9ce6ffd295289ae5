// Rows of ops/statistics/norm.h.

#include "ops/statistics/norm.h"

#include <cmath>
#include <limits>

#include "base/check.h"
#include "bind/rows/linalg/linalg.h"
#include "core/shape.h"
#include "ops/linalg/matrices.h"
#include "ops/linalg/solve.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"
#include "ops/spectral/svd.h"

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
  const auto spectral = [&](ops::Spectral kind) {
    const Tensor from = dtype ? ops::to(x, *dtype) : x;
    return ops::spectral_norm(from, kind, dims, keepdim);
  };
  if (PyUnicode_Check(ord)) {
    if (PyUnicode_CompareWithASCIIString(ord, "fro") == 0)
      return ops::vector_norm(x, 2, dims, keepdim, dtype);
    RG_CHECK(PyUnicode_CompareWithASCIIString(ord, "nuc") == 0, RuntimeError, op,
             ": there is no order ", text_of(ord), "; expected 'fro', 'nuc' or a number");
    return spectral(ops::Spectral::kSum);
  }
  const double order = to_scalar(ord, true).to_double();
  if (std::abs(order) == 2)
    return spectral(order > 0 ? ops::Spectral::kLargest : ops::Spectral::kLeast);
  return ops::matrix_norm(x, order, dims, keepdim, dtype);
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

// ||A|| ||A^-1||; infinity for a singular matrix.
Tensor cond(const Tensor& a, PyObject* p) {
  const char* op = "linalg.cond";
  const bool word = PyUnicode_Check(p);
  RG_CHECK(p == Py_None || word || PyNumber_Check(p), RuntimeError, op,
           " got an invalid norm type: ", text_of(p));
  const double order = p == Py_None ? 2 : word ? 0 : to_scalar(p, true).to_double();
  RG_CHECK(word ? PyUnicode_CompareWithASCIIString(p, "fro") == 0 ||
                      PyUnicode_CompareWithASCIIString(p, "nuc") == 0
                : std::abs(order) == 1 || std::abs(order) == 2 || std::isinf(order),
           RuntimeError, op, " got an invalid norm type: ", text_of(p));
  RG_CHECK(a.dim() >= 2, ShapeError, op, ": The input tensor A must have at least 2 dimensions");
  if (word) ops::check_square(op, a);
  if (a.numel() == 0) return ops::sum(a, {-2, -1});  // zeros, that depend on a
  if (word && PyUnicode_CompareWithASCIIString(p, "nuc") == 0) {
    const Tensor s = ops::svdvals(a);
    return ops::mul(ops::sum(s, {-1}), ops::sum(ops::div(ops::ones({}, a.dtype()), s), {-1}));
  }
  if (std::abs(order) == 2) {
    const Tensor s = ops::svdvals(a);
    const Tensor first = ops::select(s, -1, 0), last = ops::select(s, -1, s.size(-1) - 1);
    return order > 0 ? ops::div(first, last) : ops::div(last, first);
  }
  const auto [inverse, info] = ops::inv_ex(a, false);
  const Dims last_two = {-2, -1};
  const Tensor y = ops::mul(matrix_norm_of(op, a, p, last_two, false, {}),
                            matrix_norm_of(op, inverse, p, last_two, false, {}));
  return ops::where(ops::eq(info, 0), y,
                    ops::full({}, std::numeric_limits<double>::infinity(), a.dtype()));
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
         linalg.LinAlgError for NaN and infinity and 'nuc'.
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

-1 and -inf are the least of those sums; 2, -2 and 'nuc' are the largest singular value, the least
one and the sum of all, for which the dtype is float32 or float64.

Without a dim the last two are those of the matrices.

Shape:   ``(*, m, n)`` -> ``(*)``; the dims stay with length 1 if keepdim.
Dtype:   floating; a dtype must hold the digits of the input.
Grad:    input. Twice differentiable.
Raises:  DTypeError unless floating; ShapeError unless there are two dims; RuntimeError for other
         orders; linalg.LinAlgError for NaN and infinity where singular values are taken.
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
  rows.row<cond>("cond(input: Tensor, p: float | str | None = None) -> Tensor", kLinalg | kOut,
                 R"(The condition number of matrices.

    ||A|| ||A^-1||

p is an order of linalg.matrix_norm(). None, 2 and -2 take the ratio of the extreme singular values,
also of matrices that are not square, and 'nuc' the sum of them times that of their inverses; for
others a singular matrix has the number inf. Of no elements it is 0.

Shape:   ``(*, m, n)`` -> ``(*)``.
Dtype:   float32, float64.
Grad:    input. Twice differentiable.
Raises:  RuntimeError for other orders; ShapeError unless the matrices are square, where they have
         to be; DTypeError for other types; linalg.LinAlgError for NaN and infinity where singular
         values are taken.
Source:  torch.linalg.cond.

>>> rg.linalg.cond(rg.tensor([[4.0, 0.0], [0.0, 2.0]]))
tensor(2.)
)");
}

}  // namespace retrograd::bind
