// Rows of ops/distribution, and of the distances of ops/statistics/norm.h.

#include "base/check.h"
#include "bind/call/row.h"
#include "ops/distribution/histogram.h"
#include "ops/distribution/ranks.h"
#include "ops/pointwise/map.h"
#include "ops/statistics/norm.h"

namespace retrograd::bind {
namespace {

NamedPair aminmax(const Tensor& x, std::optional<int64_t> dim, bool keepdim) {
  return {"aminmax", ops::aminmax(x, dim, keepdim)};
}
NamedPair mode(const Tensor& x, int64_t dim, bool keepdim) {
  return {"mode", ops::mode(x, dim, keepdim)};
}

template <bool skip_nan>
Tensor quantile(const Tensor& x, const Tensor& q, std::optional<int64_t> dim, bool keepdim,
                const std::string& interpolation) {
  const char* op = skip_nan ? "nanquantile" : "quantile";
  return ops::quantile(op, x, q, {dim, keepdim, skip_nan, interpolation});
}
// A number is taken in the type in which the ranks are computed.
template <bool skip_nan>
Tensor quantile_at(const Tensor& x, const Scalar& q, std::optional<int64_t> dim, bool keepdim,
                   const std::string& interpolation) {
  const DType t = is_floating(x.dtype()) ? computing(x.dtype()) : DType::kFloat32;
  return quantile<skip_nan>(x, convert_to(number(q), t), dim, keepdim, interpolation);
}

Tensor histc(const Tensor& x, int64_t bins, const Scalar& low, const Scalar& high) {
  return ops::histc(x, bins, low.to_double(), high.to_double());
}

// Two numbers.
std::optional<std::pair<double, double>> range_of(PyObject* given) {
  if (given == Py_None) return std::nullopt;
  Object ends = Object::take(PySequence_Tuple(given));
  RG_CHECK(PyTuple_GET_SIZE(ends.get()) == 2, RuntimeError,
           "histogram: expected a range of two numbers, got ", PyTuple_GET_SIZE(ends.get()));
  double numbers[2];
  for (int i = 0; i < 2; ++i) {
    PyObject* end = PyTuple_GET_ITEM(ends.get(), i);
    RG_CHECK(is_scalar(end), TypeError, "histogram: expected a range of two numbers");
    numbers[i] = to_scalar(end, true).to_double();
  }
  return std::pair(numbers[0], numbers[1]);
}
NamedPair histogram_of_bins(const Tensor& x, int64_t bins, PyObject* range, const Tensor& weight,
                            bool density) {
  return {"histogram", ops::histogram(x, {Tensor(), bins, range_of(range), weight, density})};
}
NamedPair histogram_of_edges(const Tensor& x, const Tensor& edges, const Tensor& weight,
                             bool density) {
  return {"histogram", ops::histogram(x, {edges, 0, std::nullopt, weight, density})};
}

Tensor dist(const Tensor& a, const Tensor& b, const Scalar& p) {
  return ops::dist(a, b, p.to_double());
}
Tensor renorm(const Tensor& x, const Scalar& p, int64_t dim, const Scalar& most) {
  return ops::renorm(x, p.to_double(), dim, most.to_double());
}

void add_ranks(Rows& rows) {
  rows.row<aminmax>(
      "aminmax(input: Tensor, *, dim: int | None = None, keepdim: bool = False) -> MinAndMax",
      kUsual, R"(The least and the greatest element, of all or along a dimension.

    l = min_i x_i,  h = max_i x_i

NaN where there is one. Equal extremes share the gradient evenly.

Shape:   ``(*)`` -> twice ``()``, or ``(*)`` without the dim; it stays with length 1 if keepdim.
Dtype:   all.
Grad:    input. Twice differentiable.
Raises:  ShapeError if there is no element, IndexError if there is none along dim, or it is out of
         range.
Source:  torch.aminmax.

>>> rg.aminmax(rg.tensor([3.0, 1.0, 2.0])).max
tensor(3.)
)");
  rows.row<mode>(
      "mode(input: Tensor, dim: int = -1, keepdim: bool = False) -> ValuesAndIndices", kUsual,
      R"(What is there most often along a dimension, of several the least, and where it is last.

    y = x_i where most x_j are x_i,  dL/dx at the index is dL/dy

Each NaN is one of its own, larger than all numbers.

Shape:   ``(*)`` -> twice ``(*)`` without the dim; it stays with length 1 if keepdim.
Dtype:   all; indices are int64.
Grad:    input. Twice differentiable.
Raises:  IndexError if there is no element along dim, or it is out of range.
Source:  torch.mode.

>>> rg.mode(rg.tensor([1, 2, 2, 3, 3])).indices
tensor(2)
)");
  rows.row<quantile<false>, quantile_at<false>>(
      {"quantile(input: Tensor, q: Tensor, dim: int | None = None, keepdim: bool = False, "
       "*, interpolation: str = 'linear') -> Tensor",
       "quantile(input: Tensor, q: Number, dim: int | None = None, keepdim: bool = False, "
       "*, interpolation: str = 'linear') -> Tensor"},
      kUsual,
      R"(What lies at q times the way through the sorted elements, of all or along a dimension.

    r = q (n - 1),  y = (1 - w) s_floor(r) + w s_ceil(r),  s = sort(x)

w is r - floor(r) if linear, and 1/2 for 'midpoint'; 'lower' and 'higher' take one of the two,
'nearest' the nearer one, of two that with the even rank. NaN where there is one.

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim, which stays with length 1 if keepdim; with
         q of shape ``(k)`` that stands in front.
Dtype:   floating; q the same.
Grad:    input, q. Twice differentiable.
Raises:  DTypeError for other types; ShapeError for no elements and a q of two dimensions;
         RuntimeError for a q that is not in [0, 1] and another interpolation; IndexError if dim is
         out of range.
Source:  torch.quantile.

>>> rg.quantile(rg.tensor([1.0, 2.0, 4.0]), 0.75)
tensor(3.)
)");
  rows.row<quantile<true>, quantile_at<true>>(
      {"nanquantile(input: Tensor, q: Tensor, dim: int | None = None, keepdim: bool = False, "
       "*, interpolation: str = 'linear') -> Tensor",
       "nanquantile(input: Tensor, q: Number, dim: int | None = None, keepdim: bool = False, "
       "*, interpolation: str = 'linear') -> Tensor"},
      kUsual, R"(The quantile of what is no NaN; NaN if nothing is. See quantile().

    y = quantile(x_i where x_i is no NaN)

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dim, which stays with length 1 if keepdim; with
         q of shape ``(k)`` that stands in front.
Dtype:   floating; q the same.
Grad:    input, q. Twice differentiable.
Raises:  DTypeError for other types; ShapeError for no elements and a q of two dimensions;
         RuntimeError for a q that is not in [0, 1] and another interpolation; IndexError if dim is
         out of range.
Source:  torch.nanquantile.

>>> rg.nanquantile(rg.tensor([1.0, float("nan"), 2.0]), 0.5)
tensor(1.5000)
)");
}

void add_histograms(Rows& rows) {
  rows.row<histc>(
      "histc(input: Tensor, bins: int = 100, min: Number = 0, max: Number = 0) -> Tensor", kUsual,
      R"(How many elements lie in each of some bins of one width, from min to max.

    y_k = the number of x_i with e_k <= x_i < e_{k+1},  the last one with its upper end

With equal ends they are the least and the greatest element. What is outside does not count, nor
does NaN.

Shape:   ``(*)`` -> ``(bins)``.
Dtype:   floating.
Grad:    none.
Raises:  NotImplementedError unless floating; RuntimeError for less than one bin, and ends that are
         not finite or the wrong way round.
Source:  torch.histc.

>>> rg.histc(rg.tensor([1.0, 2.0, 1.0]), bins=4, min=0, max=3)
tensor([0., 2., 1., 0.])
)");
  rows.row<histogram_of_bins, histogram_of_edges>(
      {"histogram(input: Tensor, bins: int = 100, *, range: Sequence[float] | None = None, "
       "weight: Tensor | None = None, density: bool = False) -> CountsAndEdges",
       "histogram(input: Tensor, bins: Tensor, *, weight: Tensor | None = None, "
       "density: bool = False) -> CountsAndEdges"},
      kUsual, R"(How many elements lie between the edges of bins, or the sum of their weights.

    h_k = sum_i w_i where e_k <= x_i < e_{k+1},  the last one with its upper edge

Bins are so many of one width, over a range or from the least to the greatest element, or lie
between the edges given. A density is divided by the sum and by the widths.

Shape:   ``(*)``, weight ``(*)`` -> ``(k)`` and ``(k + 1)``.
Dtype:   floating; edges and weights the same.
Grad:    none: backward raises NotImplementedError.
Raises:  NotImplementedError for other types; DTypeError and ShapeError for edges and weights that
         do not fit; RuntimeError for less than one bin and for a range that is none.
Source:  torch.histogram.

>>> rg.histogram(rg.tensor([1.0, 2.0, 1.0]), rg.tensor([0.0, 1.5, 2.0])).hist
tensor([2., 1.])
)");
}

}  // namespace

void add_distribution_rows(Rows& rows) {
  add_ranks(rows);
  add_histograms(rows);
  rows.row<dist>("dist(input: Tensor, other: Tensor, p: Number = 2) -> Tensor", kFunction | kMethod,
                 R"(The p-norm of the difference of two tensors.

    y = (sum |a - b|^p)^(1/p)

Shape:   operands that broadcast -> ``()``.
Dtype:   floating, one of them at least.
Grad:    input, other. Twice differentiable.
Raises:  ShapeError unless they broadcast, and for no elements where the norm has no value for none;
         DTypeError for integers.
Source:  torch.dist.

>>> rg.dist(rg.tensor([1.0, 2.0]), rg.tensor([4.0, 6.0]))
tensor(5.)
)");
  rows.row<renorm>("renorm(input: Tensor, p: Number, dim: int, maxnorm: Number) -> Tensor", kUsual,
                   R"(A copy whose slices along a dimension have a p-norm of at most maxnorm.

    y_i = x_i maxnorm / (|x_i|_p + 1e-7) where |x_i|_p > maxnorm, else x_i

Shape:   ``(*)``, of at least 2 dimensions -> ``(*)``.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  ShapeError for fewer than 2 dimensions; DTypeError unless floating; RuntimeError unless p
         is above 0 and maxnorm not below; IndexError if dim is out of range.
Source:  torch.renorm.

>>> rg.renorm(rg.tensor([[3.0, 4.0], [0.3, 0.4]]), 2, 0, 1)
tensor([[0.6000, 0.8000],
        [0.3000, 0.4000]])
)");
  rows.in_place<renorm>(kMethod, R"(>>> rg.tensor([[3.0, 4.0]]).renorm_(2, 0, 1)
tensor([[0.6000, 0.8000]])
)");
}

}  // namespace retrograd::bind
