// Rows of ops/reduce/softmax.h.

#include "ops/reduce/softmax.h"

#include "base/check.h"
#include "bind/call/row.h"
#include "bind/function/origin.h"
#include "ops/pointwise/unary.h"

namespace retrograd::bind {
namespace {

// torch's choice where no dim is given.
int64_t implicit_dim(const char* op, const Tensor& x, const std::optional<int64_t>& dim) {
  if (dim) return *dim;
  warn_user(concat(op, ": the choice of a dimension is deprecated; give dim as an argument"));
  return x.dim() == 0 || x.dim() == 1 || x.dim() == 3 ? 0 : 1;
}

// The third position is torch's, who counts frames for its warning.
Tensor functional_softmax(const Tensor& x, const std::optional<int64_t>& dim, int64_t,
                          std::optional<DType> dtype) {
  return ops::softmax(x, implicit_dim("softmax", x, dim), dtype);
}
Tensor functional_log_softmax(const Tensor& x, const std::optional<int64_t>& dim, int64_t,
                              std::optional<DType> dtype) {
  return ops::log_softmax(x, implicit_dim("log_softmax", x, dim), dtype);
}

Tensor softmin(const Tensor& x, const std::optional<int64_t>& dim, int64_t,
               std::optional<DType> dtype) {
  return ops::softmax(ops::neg(x), implicit_dim("softmin", x, dim), dtype);
}

// eps is torch's, where it once did something.
Tensor gumbel_softmax(const Tensor& logits, double tau, bool hard, double eps, int64_t dim) {
  if (eps != 1e-10) warn_user("gumbel_softmax: eps is deprecated and has no effect");
  return ops::gumbel_softmax(logits, tau, hard, dim);
}

}  // namespace

void add_softmax_rows(Rows& rows) {
  rows.row<&ops::softmax>(
      "softmax(input: Tensor, dim: int, dtype: dtype | None = None) -> Tensor",
      kFunction | kMethod | kOut,
      R"(Positive numbers that sum to 1 along a dimension, in proportion to the exponentials.

    y_i = e^x_i / sum_j e^x_j,  dy_i/dx_j = y_i (1[i = j] - y_j)

The largest element is subtracted first, so nothing overflows. With a dtype the elements are
converted first.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  IndexError if dim is out of range; NotImplementedError unless floating.
Source:  torch.softmax.

>>> rg.softmax(rg.tensor([0.0, 0.0]), 0)
tensor([0.5000, 0.5000])
)");
  rows.row<&ops::log_softmax>(
      "log_softmax(input: Tensor, dim: int, dtype: dtype | None = None) -> Tensor",
      kFunction | kMethod | kOut,
      R"(The logarithm of softmax, exact where softmax itself would be 0.

    y_i = x_i - log sum_j e^x_j,  dy_i/dx_j = 1[i = j] - e^y_j

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  IndexError if dim is out of range; NotImplementedError unless floating.
Source:  torch.log_softmax.

>>> rg.log_softmax(rg.tensor([0.0, 1000.0]), 0)
tensor([-1000.,     0.])
)");
  rows.row<functional_softmax>(
      "softmax(input: Tensor, dim: int | None = None, _stacklevel: int = 3, "
      "dtype: dtype | None = None) -> Tensor",
      kFunctional, R"(Positive numbers that sum to 1 along a dimension; see retrograd.softmax().

    y_i = e^x_i / sum_j e^x_j

Without a dim it is 0 for up to one dimension and for three, else 1, and a UserWarning says so.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  IndexError if dim is out of range; NotImplementedError unless floating.
Source:  torch.nn.functional.softmax.

>>> rg.nn.functional.softmax(rg.tensor([0.0, 0.0]), dim=0)
tensor([0.5000, 0.5000])
)");
  rows.row<functional_log_softmax>(
      "log_softmax(input: Tensor, dim: int | None = None, _stacklevel: int = 3, "
      "dtype: dtype | None = None) -> Tensor",
      kFunctional, R"(The logarithm of softmax; see retrograd.log_softmax().

    y_i = x_i - log sum_j e^x_j

Without a dim it is 0 for up to one dimension and for three, else 1, and a UserWarning says so.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  IndexError if dim is out of range; NotImplementedError unless floating.
Source:  torch.nn.functional.log_softmax.

>>> rg.nn.functional.log_softmax(rg.tensor([0.0, 0.0]), dim=0)
tensor([-0.6931, -0.6931])
)");
  rows.row<softmin>(
      "softmin(input: Tensor, dim: int | None = None, _stacklevel: int = 3, "
      "dtype: dtype | None = None) -> Tensor",
      kFunctional, R"(The softmax of the negative: the least element has the largest share.

    y_i = e^-x_i / sum_j e^-x_j

Without a dim it is 0 for up to one dimension and for three, else 1, and a UserWarning says so.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  IndexError if dim is out of range; NotImplementedError unless floating.
Source:  torch.nn.functional.softmin.

>>> rg.nn.functional.softmin(rg.tensor([0.0, 0.0]), dim=0)
tensor([0.5000, 0.5000])
)");
  rows.row<gumbel_softmax>(
      "gumbel_softmax(logits: Tensor, tau: float = 1, hard: bool = False, eps: float = 1e-10, dim: "
      "int = -1) -> Tensor",
      kFunctional, R"(Samples of classes, in proportion to e^logits, that have a gradient.

    y = softmax((x + g) / tau),  g = -log E,  E exponentially distributed

With hard the largest element is 1 and the others 0, and the gradient is that of y. eps is ignored.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating.
Grad:    logits. Twice differentiable.
Raises:  IndexError if dim is out of range; NotImplementedError unless floating.
Source:  torch.nn.functional.gumbel_softmax.

>>> rg.nn.functional.gumbel_softmax(rg.tensor([0.0, 1000.0]), hard=True)
tensor([0., 1.])
)");
  rows.row<&ops::logsumexp>(
      "logsumexp(input: Tensor, dim: int | tuple[int, ...], keepdim: bool = False) -> Tensor",
      kUsual, R"(The logarithm of the sum of exponentials along dimensions.

    y = log sum_i e^x_i,  dy/dx_i = e^(x_i - y)

No exponential overflows on the way. Of no elements it is -inf.

Shape:   ``(*)`` -> ``(*)`` without the dims; they stay with length 1 if keepdim.
Dtype:   all; integers and bool give the default type.
Grad:    input. Twice differentiable.
Raises:  IndexError if a dim is out of range; ShapeError for one given twice.
Source:  torch.logsumexp.

>>> rg.logsumexp(rg.tensor([0.0, 1000.0]), dim=0)
tensor(1000.)
)");
}

}  // namespace retrograd::bind
