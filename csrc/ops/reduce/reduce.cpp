#include "ops/reduce/reduce.h"

#include <cmath>
#include <vector>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "kernels/reduce/reduce.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/axis.h"
#include "ops/reduce/pick.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// What was summed: along `dims`, which are all where none were named.
struct Reduced {
  Dims shape, dims;
  bool keepdim, whole;
  Dims kept() const { return reduced_shape(shape, dims, true); }
};
SavedValues shown_reduced(const Reduced& r) {
  SavedValues all = {{"self_sym_sizes", r.shape}};
  if (r.whole) return all;
  all.push_back({"dim", r.dims});
  all.push_back({"keepdim", r.keepdim});
  return all;
}

Tensor spread(const Tensor& grad, const Reduced& r) {
  return expand(keep_dims(grad, r.kept()), r.shape);
}

// y = sum of x,  dy/dx = 1
struct Sum {
  static constexpr const char *name = "Sum", *python = "sum";
  static constexpr auto jvp = Jvp::kLinear;
  using Attributes = Reduced;
  static constexpr auto shown = shown_reduced;
  static Tensor forward(Ctx<Sum>* ctx, const Tensor& x, const Dims& dims, bool keepdim,
                        bool whole) {
    if (ctx) ctx->attributes = {x.shape(), dims, keepdim, whole};
    return reduce_dims(kernels::sum_prod().sum, x, dims, keepdim, total_type(x.dtype()));
  }
  static Grads<1> backward(const Ctx<Sum>& ctx, const Tensor& grad) {
    return {spread(grad, ctx.attributes)};
  }
};

// y = (sum of x) / n,  dy/dx = 1 / n
struct Mean {
  static constexpr const char* name = "Mean";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Reduced reduced;
    int64_t n;
  };
  static SavedValues shown(const Attributes& at) {
    SavedValues all = shown_reduced(at.reduced);
    all.push_back({"self_sym_numel", count(at.reduced.shape)});
    return all;
  }
  static Tensor forward(Ctx<Mean>* ctx, const Tensor& x, const Dims& dims, bool keepdim,
                        bool whole) {
    const int64_t n = length_of(x.shape(), dims);
    if (ctx) ctx->attributes = {{x.shape(), dims, keepdim, whole}, n};
    return reduce_dims(kernels::sum_prod().sum, x, dims, keepdim, x.dtype(),
                       static_cast<double>(n));
  }
  static Grads<1> backward(const Ctx<Mean>& ctx, const Tensor& grad) {
    return {spread(div(grad, ctx.attributes.n), ctx.attributes.reduced)};
  }
};

// For each element of the last dimension the product of all others, without a division: products
// of pairs going up a binary tree, then down it the product of what lies outside each pair.
// Unlike y / x this is right where elements are zero, and so are its own derivatives.
Tensor product_of_others(const Tensor& x) {
  struct Level {
    Tensor left, right;
    int64_t length;
  };
  std::vector<Level> levels;
  Tensor level = x;
  while (level.size(-1) > 1) {
    Dims shape = level.shape();
    const int64_t length = shape.back();
    if (length % 2) {
      shape.back() = 1;
      level = cat({level, ones(shape, x.dtype())}, -1);
    }
    shape.back() = (length + 1) / 2;
    shape.push_back(2);
    const Tensor pairs = reshape(level, shape);
    levels.push_back({select(pairs, -1, 0), select(pairs, -1, 1), length});
    level = mul(levels.back().left, levels.back().right);
  }
  Tensor outside = ones_like(level);
  for (; !levels.empty(); levels.pop_back()) {
    const auto& [left, right, length] = levels.back();
    Dims shape = left.shape();
    shape.back() *= 2;
    outside = reshape(stack({mul(outside, right), mul(outside, left)}, -1), shape);
    if (shape.back() != length) outside = slice(outside, -1, 0, length, 1);
  }
  return outside;
}

// y = product of x,  dy/dx_i = product of all others = y / x_i where nothing is zero
struct Prod {
  static constexpr const char *name = "Prod", *python = "prod";
  struct Saved {
    SavedTensor x, y;
  };
  static constexpr const char* saved_names[] = {"self", "result"};
  struct Attributes {
    Dims kept;
    int64_t dim;  // -1: all
    bool keepdim;
  };
  static SavedValues shown(const Attributes& at) {
    if (at.dim < 0) return {};
    return {{"dim", at.dim}, {"keepdim", at.keepdim}};
  }
  static Tensor forward(Ctx<Prod>* ctx, const Tensor& x, const Dims& dims, bool keepdim,
                        bool whole) {
    Tensor y = reduce_dims(kernels::sum_prod().prod, x, dims, keepdim, total_type(x.dtype()));
    if (ctx) {
      ctx->attributes = {reduced_shape(x.shape(), dims, true), whole ? -1 : dims[0], keepdim};
      ctx->saved = {x, ctx->output(y)};
    }
    return y;
  }
  static Grads<1> backward(const Ctx<Prod>& ctx, const Tensor& grad) {
    const auto& [kept, dim, keepdim] = ctx.attributes;
    const Tensor x = ctx.saved.x, y = keep_dims(ctx.saved.y, kept), g = keep_dims(grad, kept);
    const Tensor divisible = logical_and(isfinite(y), ne(y, 0));
    if (all(divisible).item().to_int()) return {mul(g, div(y, x))};
    if (dim < 0 || x.dim() < 2)
      return {mul(g, reshape(product_of_others(reshape(x, {x.numel()})), x.shape()))};
    return {mul(g, transpose(product_of_others(transpose(x, dim, -1)), dim, -1))};
  }
};

// y = max of x, or min,  dy/dx = 1 / k where x = y, of which there are k. As in torch, a NaN counts
// as equal to a NaN where all of x is reduced, and elsewhere all that it was chosen from get NaN.
template <bool kMax, bool kFull>
struct Extreme {
  static constexpr const char* name = kFull ? (kMax ? "Max" : "Min") : (kMax ? "Amax" : "Amin");
  struct Saved {
    SavedTensor x, y;
  };
  static constexpr const char* saved_names[] = {"self", "result"};
  using Attributes = Over;
  static SavedValues shown(const Over& r) { return kFull ? SavedValues() : shown_over(r); }
  static Tensor forward(Ctx<Extreme>* ctx, const Tensor& x, const Over& r) {
    const kernels::Extremes& k = kernels::extremes();
    Tensor y = reduce_dims(kMax ? k.max : k.min, x, r.dims, r.keepdim, x.dtype());
    if (ctx) {
      ctx->saved = {x, ctx->output(y)};
      ctx->attributes = r;
    }
    return y;
  }
  static Grads<1> backward(const Ctx<Extreme>& ctx, const Tensor& grad) {
    const Over& r = ctx.attributes;
    const Tensor x = ctx.saved.x, y = keep_dims(ctx.saved.y, r.kept);
    Tensor chosen = eq(x, y), g = keep_dims(grad, r.kept);
    const bool undecided = any(isnan(y)).item().to_int();
    if (undecided) chosen = logical_or(chosen, kFull ? isnan(x) : isnan(y));
    if (undecided && !kFull) g = where(isnan(y), operand(std::nan(""), g), g);
    return {share_among(chosen, g, r.dims)};
  }
};

// (y, i): y = x[i], the extreme along a dimension,  dy/dx = 1 at i, 0 elsewhere
template <bool kMax>
struct ExtremeAt {
  static constexpr const char* name = kMax ? "Max" : "Min";
  struct Saved {
    SavedTensor index;
  };
  static constexpr const char* saved_names[] = {"indices"};
  struct Attributes {
    int64_t dim, n;
    bool keepdim;
  };
  static std::tuple<Tensor, Tensor> forward(Ctx<ExtremeAt>* ctx, const Tensor& x, int64_t dim,
                                            bool keepdim) {
    const Dims shape = reduced_shape(x.shape(), {dim}, keepdim);
    Tensor from = x, y = retrograd::empty(shape, computing(x.dtype())),
           index = retrograd::empty(shape, DType::kInt64);
    run(from, dim, y.bytes(), index);
    y = convert_to(std::move(y), x.dtype());
    if (ctx) {
      ctx->saved.index = index;
      ctx->attributes = {dim, x.dim() == 0 ? 1 : x.size(dim), keepdim && x.dim() > 0};
    }
    return {y, index};
  }
  static SavedValues shown(const Attributes& at) {
    return {{"dim", at.dim}, {"keepdim", at.keepdim}};
  }
  static Grads<1> backward(const Ctx<ExtremeAt>& ctx, const Tensors& grads) {
    if (!grads[0].defined()) return {};
    const auto& [dim, n, keepdim] = ctx.attributes;
    return {put(grads[0], ctx.saved.index, dim, n, keepdim)};
  }

  // Finds the extremes of x along dim; y, where they go as computing(x.dtype()), may be null.
  static void run(Tensor& x, int64_t dim, char* y, const Tensor& index) {
    const LongWork outside(x.numel() >= kLongLoop);
    if (x.dtype() == DType::kBool) x = convert_to(x, DType::kUInt8);  // 0 and 1
    const Axis a = axis_of(x, dim);
    const kernels::Extremes& k = kernels::extremes();
    const kernels::ReduceFn f = (kMax ? k.max_index : k.min_index)[computing(x.dtype())];
    if (is_narrow(x.dtype())) {
      if (x.numel() > 0) extremes_of_blocks(f, x, a, y, index.data<int64_t>());
      return;
    }
    f({.x = x.bytes(),
       .y = y,
       .index = index.data<int64_t>(),
       .outer = a.outer,
       .n = a.n,
       .inner = a.inner,
       .x_outer = a.s_outer,
       .x_n = a.s_n,
       .x_inner = a.s_inner,
       .divisor = 1});
  }
};

template <bool kMax>
Tensor extreme(const char* op, const Tensor& x) {
  RG_CHECK(x.numel() > 0, ShapeError, op, ": a tensor of shape ", x.shape(),
           " has no elements to choose from; name a dim with elements");
  return record<Extreme<kMax, true>>(x, over(op, x, {}, false));
}

template <bool kMax>
Tensor extreme(const char* op, const Tensor& x, const Dims& dims, bool keepdim) {
  Over r = over(op, x, dims, keepdim);
  r.whole = false;  // grad_fn names them all
  RG_CHECK(!dims.empty() || x.numel() > 0, ShapeError, op, ": a tensor of shape ", x.shape(),
           " has no elements to choose from; name a dim with elements");
  for (int64_t d : r.dims) check_some(op, x, d);
  return record<Extreme<kMax, false>>(x, r);
}

template <bool kMax>
std::tuple<Tensor, Tensor> extreme_at(const char* op, const Tensor& x, int64_t dim, bool keepdim) {
  const int64_t d = wrap_dim(op, dim, x.dim());
  check_some(op, x, d);
  return record<ExtremeAt<kMax>>(x, d, keepdim);
}

template <bool kMax>
Tensor arg_extreme(const char* op, const Tensor& x, std::optional<int64_t> dim, bool keepdim) {
  RG_CHECK(x.dtype() != DType::kBool, DTypeError, op, ": not defined for bool; convert with .to()");
  if (dim) {
    const int64_t d = wrap_dim(op, *dim, x.dim());
    check_some(op, x, d);
    Tensor from = x,
           index = retrograd::empty(reduced_shape(x.shape(), {d}, keepdim), DType::kInt64);
    ExtremeAt<kMax>::run(from, d, nullptr, index);
    return index;
  }
  RG_CHECK(x.numel() > 0, IndexError, op, ": a tensor of shape ", x.shape(),
           " has no elements to choose from; name a dim with elements");
  const Tensor index =
      retrograd::empty(keepdim ? Dims(static_cast<size_t>(x.dim()), 1) : Dims(), DType::kInt64);
  if (x.is_contiguous()) {
    Tensor flat = alias(packed(x), {x.numel()}, {1});
    ExtremeAt<kMax>::run(flat, 0, nullptr, index);
    return index;
  }
  // The first of the rows with the best extreme, and its place there, without a copy of x.
  const int64_t last = x.dim() - 1, n = x.size(last);
  const Tensor best = retrograd::empty({x.numel() / n}, computing(x.dtype())),
               place = retrograd::empty(best.shape(), DType::kInt64);
  Tensor from = x, rows = best;
  ExtremeAt<kMax>::run(from, last, best.bytes(), place);
  ExtremeAt<kMax>::run(rows, 0, nullptr, index);
  int64_t& found = *index.data<int64_t>();
  found = found * n + place.data<int64_t>()[found];
  return index;
}

Tensor truth(const char* op, const kernels::PerType<kernels::ReduceFn>& f, const Tensor& x,
             const Dims& dims, bool keepdim) {
  const Tensor y = reduce_dims(f, x, wrap_dims(op, dims, x.dim()), keepdim, DType::kBool);
  return x.dtype() == DType::kUInt8 ? convert_to(y, DType::kUInt8) : y;
}

template <class Op>
Tensor total(const Tensor& x, const Dims& dims, bool keepdim, bool whole,
             std::optional<DType> dtype) {
  RG_CHECK(!dtype || is_floating(*dtype) || !grad_enabled() || !requires_grad(x), DTypeError,
           Op::python, ": the input requires grad, which ", *dtype,
           " cannot carry; detach() it, or give a floating dtype");
  if (!dtype) return record<Op>(x, dims, keepdim, whole);
  const bool counts_as_is = *dtype == DType::kInt64 && !is_floating(x.dtype());
  return convert_to(record<Op>(counts_as_is ? x : to(x, *dtype), dims, keepdim, whole), *dtype);
}

}  // namespace

Over over(const char* op, const Tensor& x, const Dims& dims, bool keepdim) {
  const Dims along = wrap_dims(op, dims, x.dim());
  return {along, reduced_shape(x.shape(), along, true), keepdim, dims.empty()};
}

SavedValues shown_over(const Over& r) {
  SavedValues all;
  if (!r.whole) all.push_back({"dim", r.dims});
  all.push_back({"keepdim", r.keepdim});
  return all;
}

SavedValue shown_number(const char* name, double value) {
  if (std::isfinite(value) && value == std::trunc(value))
    return {name, static_cast<int64_t>(value)};
  return {name, value};
}

Tensor share_among(const Tensor& chosen, const Tensor& grad, const Dims& dims) {
  const Tensor share = div(grad, sum(chosen, dims, true));
  return where(chosen, share, operand(0.0, share));
}

void check_some(const char* op, const Tensor& x, int64_t dim) {
  RG_CHECK(x.dim() == 0 || x.size(dim) > 0, IndexError, op, ": dim ", dim, " of shape ", x.shape(),
           " has no elements to choose from");
}

Tensor keep_dims(const Tensor& y, const Dims& kept) {
  return y.dim() == 0 || y.shape() == kept ? y : view(y, kept);
}

Tensor sum(const Tensor& x, const Dims& dims, bool keepdim, std::optional<DType> dtype) {
  return total<Sum>(x, wrap_dims("sum", dims, x.dim()), keepdim, dims.empty(), dtype);
}
Tensor sum(const Tensor& x) { return sum(x, Dims()); }

Tensor prod(const Tensor& x, std::optional<DType> dtype) {
  return total<Prod>(x, wrap_dims("prod", {}, x.dim()), false, true, dtype);
}
Tensor prod(const Tensor& x, int64_t dim, bool keepdim, std::optional<DType> dtype) {
  return total<Prod>(x, wrap_dims("prod", {dim}, x.dim()), keepdim, false, dtype);
}

Tensor mean(const Tensor& x, const Dims& dims, bool keepdim, std::optional<DType> dtype) {
  const DType t = dtype.value_or(x.dtype());
  RG_CHECK(is_floating(t), DTypeError, "mean: the mean of ", t,
           " is not defined; ask for a floating dtype, or convert with .to()");
  return record<Mean>(to(x, t), wrap_dims("mean", dims, x.dim()), keepdim, dims.empty());
}
Tensor mean(const Tensor& x) { return mean(x, Dims()); }

Tensor max(const Tensor& x) { return extreme<true>("max", x); }
Tensor min(const Tensor& x) { return extreme<false>("min", x); }
Tensor amax(const Tensor& x, const Dims& dims, bool keepdim) {
  return extreme<true>("amax", x, dims, keepdim);
}
Tensor amin(const Tensor& x, const Dims& dims, bool keepdim) {
  return extreme<false>("amin", x, dims, keepdim);
}
std::tuple<Tensor, Tensor> max(const Tensor& x, int64_t dim, bool keepdim) {
  return extreme_at<true>("max", x, dim, keepdim);
}
std::tuple<Tensor, Tensor> min(const Tensor& x, int64_t dim, bool keepdim) {
  return extreme_at<false>("min", x, dim, keepdim);
}
Tensor argmax(const Tensor& x, std::optional<int64_t> dim, bool keepdim) {
  return arg_extreme<true>("argmax", x, dim, keepdim);
}
Tensor argmin(const Tensor& x, std::optional<int64_t> dim, bool keepdim) {
  return arg_extreme<false>("argmin", x, dim, keepdim);
}

Tensor any(const Tensor& x, const Dims& dims, bool keepdim) {
  return truth("any", kernels::any_all().any, x, dims, keepdim);
}
Tensor all(const Tensor& x, const Dims& dims, bool keepdim) {
  return truth("all", kernels::any_all().all, x, dims, keepdim);
}
Tensor any(const Tensor& x) { return any(x, Dims()); }
Tensor all(const Tensor& x) { return all(x, Dims()); }

Tensor sum_to(const Tensor& x, const Dims& shape) {
  if (x.shape() == shape) return x;
  RG_CHECK(can_broadcast(shape, x.shape()), ShapeError, "sum_to: shape ", shape,
           " does not broadcast to ", x.shape());
  const size_t lead = x.shape().size() - shape.size();
  Dims dims;
  for (size_t d = 0; d < x.shape().size(); ++d)
    if (d < lead || (shape[d - lead] == 1 && x.shape()[d] != 1))
      dims.push_back(static_cast<int64_t>(d));
  const bool only_lead = dims.size() == lead;
  const Tensor y = record<Sum>(x, dims, !only_lead, false);
  return y.shape() == shape ? y : view(y, shape);
}

}  // namespace retrograd::ops
