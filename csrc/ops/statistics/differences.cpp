#include "ops/statistics/differences.h"

#include <algorithm>
#include <limits>

#include "base/check.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/scan/scan.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

Tensor all_but_first(const Tensor& x, int64_t dim) { return slice(x, dim, 1, x.size(dim), 1); }
Tensor all_but_last(const Tensor& x, int64_t dim) {
  return slice(x, dim, 0, std::max<int64_t>(x.size(dim) - 1, 0), 1);
}

void check_no_bools(const char* op, const Tensor& y, const Tensor& x) {
  RG_CHECK(y.dtype() != DType::kBool && (!x.defined() || x.dtype() != DType::kBool), DTypeError, op,
           ": not defined for bool");
}

// The areas of the intervals between the points.
Tensor intervals(const char* op, const Tensor& y, const Tensor& x, const Scalar& dx, int64_t dim) {
  check_no_bools(op, y, x);
  const Tensor both = add(all_but_first(y, dim), all_but_last(y, dim));
  if (!x.defined()) return mul(both, operand(dx.to_double() / 2, both));
  RG_CHECK(x.dim() <= y.dim(), ShapeError, op, ": x of shape ", x.shape(),
           " has more dimensions than y of shape ", y.shape());
  Tensor points = x;
  int64_t along = dim;
  if (x.dim() == 1 && y.dim() > 1) {  // the points of that dimension
    RG_CHECK(x.size(0) == y.size(dim), ShapeError, op, ": expected x with ", y.size(dim),
             " points, one for each of y's, got ", x.size(0));
    Dims shape(y.shape().size(), 1);
    shape[static_cast<size_t>(dim)] = x.size(0);
    points = reshape(x, shape);
  } else {
    along = dim - y.dim() + x.dim();
    RG_CHECK(along >= 0 && x.size(along) == y.size(dim), ShapeError, op, ": x of shape ", x.shape(),
             " does not have one point for each of y's, whose shape is ", y.shape());
  }
  const Tensor widths = sub(all_but_first(points, along), all_but_last(points, along));
  const Tensor areas = mul(widths, both);
  return mul(areas, operand(0.5, areas));
}

}  // namespace

Tensor diff(const Tensor& input, int64_t n, int64_t dim, const Tensor& prepend,
            const Tensor& append) {
  RG_CHECK(input.dim() > 0, ShapeError, "diff: expected at least one dimension, got a 0-d tensor");
  RG_CHECK(n >= 0, RuntimeError, "diff: expected a number of differences of at least 0, got ", n);
  dim = wrap_dim("diff", dim, input.dim());
  std::vector<Tensor> parts;
  for (const Tensor& part : {prepend, input, append}) {
    if (!part.defined()) continue;
    RG_CHECK(part.dim() == input.dim(), ShapeError,
             "diff: expected prepend and append with as many dimensions as the input, got shapes ",
             part.shape(), " and ", input.shape());
    parts.push_back(part);
  }
  Tensor x = parts.size() == 1 ? input : cat(parts, dim);
  if (n == 0) return clone(input);
  for (int64_t i = std::min(n, x.size(dim)); i > 0; --i) {
    const Tensor next = all_but_first(x, dim), last = all_but_last(x, dim);
    x = x.dtype() == DType::kBool ? ne(next, last) : sub(next, last);
  }
  return x;
}

Tensor trapezoid(const Tensor& y, const Tensor& x, const Scalar& dx, int64_t dim) {
  RG_CHECK(y.dim() > 0, IndexError, "trapezoid: dim ", dim, " of a 0-d tensor");
  dim = wrap_dim("trapezoid", dim, y.dim());
  if (x.defined()) return sum(intervals("trapezoid", y, x, dx, dim), {dim}, false);
  check_no_bools("trapezoid", y, x);
  const Tensor both =
      add(sum(all_but_first(y, dim), {dim}, false), sum(all_but_last(y, dim), {dim}, false));
  return mul(both, operand(dx.to_double() / 2, both));
}

Tensor cumulative_trapezoid(const Tensor& y, const Tensor& x, const Scalar& dx, int64_t dim) {
  RG_CHECK(y.dim() > 0, IndexError, "cumulative_trapezoid: dim ", dim, " of a 0-d tensor");
  dim = wrap_dim("cumulative_trapezoid", dim, y.dim());
  return cumsum(intervals("cumulative_trapezoid", y, x, dx, dim), dim);
}

}  // namespace retrograd::ops
