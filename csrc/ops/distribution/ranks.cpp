#include "ops/distribution/ranks.h"

#include "base/check.h"
#include "graph/record.h"
#include "ops/index/gather.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/axis.h"
#include "ops/reduce/pick.h"
#include "ops/reduce/reduce.h"
#include "ops/scan/scan.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"
#include "ops/sort/sort.h"
#include "ops/special/blend.h"

namespace retrograd::ops {
namespace {

// Where the longest stretch of equal elements ends, along dim: the first one of several. x is
// sorted and has elements there.
Tensor end_of_longest(const Tensor& x, int64_t dim) {
  const int64_t n = x.size(dim);
  Dims one(x.shape().size(), 1), lead = x.shape();
  one[static_cast<size_t>(dim)] = n;
  lead[static_cast<size_t>(dim)] = 1;
  const Tensor starts = cat({ones(lead, DType::kBool),
                             ne(slice(x, dim, 1, n, 1), slice(x, dim, 0, n - 1, 1))},
                            dim),
               places = reshape(arange(0, n, 1, DType::kInt64), one),
               first = std::get<0>(cummax(where(starts, places, operand(0, places)), dim));
  return argmax(sub(places, first), dim, true);
}

// (y, i): y = x[i],  dx = 0 with dy at i
struct Mode {
  static constexpr const char* name = "Mode";
  struct Attributes {
    int64_t dim, n;
    bool keepdim;
    Dims shape;
  };
  static SavedValues shown(const Attributes& a) {
    return {{"dim", a.dim}, {"keepdim", a.keepdim}, {"self_sym_sizes", a.shape}};
  }
  struct Saved {
    SavedTensor index;
  };
  static constexpr const char* saved_names[] = {"indices"};
  static std::tuple<Tensor, Tensor> forward(Ctx<Mode>* ctx, const Tensor& given, int64_t dim,
                                            bool keepdim) {
    const GradMode off(false);
    const Dims shape = reduced_shape(given.shape(), {dim}, keepdim);
    const Tensor x = given.dim() > 0 ? alias(given) : alias(given, {1}, {1});
    Tensor y = empty(shape, x.dtype()), index = empty(shape, DType::kInt64);
    if (index.numel() > 0) {
      const auto [values, places] = sort(x, dim, false);
      const Tensor at = gather(places, dim, end_of_longest(values, dim));
      y = reshape(gather(x, dim, at), shape);
      index = reshape(at, shape);
    }
    if (ctx) {
      ctx->saved.index = index;
      ctx->attributes = {dim, x.size(dim), keepdim && given.dim() > 0, given.shape()};
    }
    return {y, index};
  }
  static Grads<1> backward(const Ctx<Mode>& ctx, const Tensors& grads) {
    if (!grads[0].defined()) return {};
    const Attributes& a = ctx.attributes;
    return {put(grads[0], ctx.saved.index, a.dim, a.n, a.keepdim)};
  }
};

// The elements at whole ranks, those of each line along the last dimension.
Tensor at_ranks(const Tensor& sorted, const Tensor& ranks) {
  return gather(sorted, -1, to(ranks, DType::kInt64));
}

// Between the neighbours of a rank; of one on an element it is that, also beside infinities.
[[gnu::noinline]] Tensor between(const Tensor& sorted, const Tensor& ranks,
                                 const std::string& interpolation) {
  const Tensor below = floor(ranks), above = ceil(ranks), low = at_ranks(sorted, below),
               high = at_ranks(sorted, above);
  const Tensor y = interpolation == "midpoint"
                       ? lerp(low, high, Scalar(0.5))
                       : lerp(low, high, to(sub(ranks, below), low.dtype()));
  return where(eq(below, above), low, y);
}

// Where q leads to among the sorted elements of lines; float32 has no such ranks from 2^24 on.
[[gnu::noinline]] Tensor ranks_of(const Tensor& lines, const Tensor& q, bool skip_nan) {
  const int64_t n = lines.size(-1);
  const DType exact = n > 1 << 24 ? DType::kFloat64 : lines.dtype();
  const Tensor missing = isnan(lines), share = to(reshape(q, {-1}), exact);
  if (!skip_nan) {
    const Tensor ranks = mul(share, Scalar(n - 1));
    return where(any(missing, {-1}, true), operand(n - 1, ranks), ranks);
  }
  const Tensor last = sub(operand(n - 1, share), to(sum(missing, {-1}, true), exact));
  return mul(share, clamp_min(last, operand(0, last)));
}

[[gnu::noinline]] void check_quantiles(const char* op, const Tensor& x, const Tensor& q,
                                       const std::string& way) {
  RG_CHECK(q.dim() <= 1, ShapeError, op, ": expected q to be 0-d or a vector, got shape ",
           q.shape());
  RG_CHECK(x.numel() > 0, ShapeError, op, ": no elements to choose from; got shape ", x.shape());
  RG_CHECK(
      way == "linear" || way == "lower" || way == "higher" || way == "midpoint" || way == "nearest",
      RuntimeError, op,
      ": expected interpolation 'linear', 'lower', 'higher', 'midpoint' or 'nearest', got '", way,
      "'");
  RG_CHECK(all(logical_and(ge(q, 0), le(q, 1))).item().to_int(), RuntimeError, op,
           ": expected q in [0, 1], got ", q.numel() == 1 ? concat(q.item()) : "others");
}

}  // namespace

std::tuple<Tensor, Tensor> aminmax(const Tensor& x, std::optional<int64_t> dim, bool keepdim) {
  RG_CHECK(dim || x.numel() > 0, ShapeError, "aminmax: no elements to choose from");
  Dims dims;
  if (dim) {
    dims = {wrap_dim("aminmax", *dim, x.dim())};
    check_some("aminmax", x, dims[0]);
  }
  return {amin(x, dims, keepdim), amax(x, dims, keepdim)};
}

std::tuple<Tensor, Tensor> mode(const Tensor& x, int64_t dim, bool keepdim) {
  const int64_t d = wrap_dim("mode", dim, x.dim());
  check_some("mode", x, d);
  return record<Mode>(x, d, keepdim);
}

Tensor quantile(const char* op, const Tensor& x, const Tensor& q, const QuantileOf& of) {
  const DType t = x.dtype();
  RG_CHECK(is_floating(t), DTypeError, op, ": expected a floating dtype, got ", t,
           "; convert it with float()");
  RG_CHECK(q.dtype() == t || q.dtype() == computing(t), DTypeError, op, ": q is ", q.dtype(),
           " beside ", t, "; convert it with .to()");
  if (is_narrow(t)) return to(quantile(op, to(x, DType::kFloat32), to(q, DType::kFloat32), of), t);
  check_quantiles(op, x, q, of.interpolation);
  const int64_t dim = of.dim ? wrap_dim(op, *of.dim, x.dim()) : -1;

  const Tensor lines = dim < 0 || x.dim() == 0 ? reshape(x, {-1}) : movedim(x, {dim}, {-1}),
               sorted = std::get<0>(sort(lines, -1, false));
  const Tensor ranks = ranks_of(lines, q, of.skip_nan);
  const std::string& way = of.interpolation;
  Tensor y = way == "lower"     ? at_ranks(sorted, floor(ranks))
             : way == "higher"  ? at_ranks(sorted, ceil(ranks))
             : way == "nearest" ? at_ranks(sorted, round(ranks))
                                : between(sorted, ranks, way);
  y = contiguous(movedim(y, {-1}, {0}));
  if (of.keepdim && x.dim() > 0) {
    Dims kept = dim < 0 ? Dims(x.shape().size(), 1) : x.shape();
    if (dim >= 0) kept[static_cast<size_t>(dim)] = 1;
    kept.insert(0, q.numel());
    y = reshape(y, kept);
  }
  return q.dim() == 0 ? squeeze(y, {0}) : y;
}

}  // namespace retrograd::ops
