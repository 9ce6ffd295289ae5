#include "ops/reduce/scatter_reduce.h"

#include <limits>

#include "base/check.h"
#include "core/index.h"
#include "core/loop/lanes.h"
#include "core/loop/loop.h"
#include "graph/view.h"
#include "kernels/move/scatter_add.h"
#include "ops/index/gather.h"
#include "ops/index/masked.h"
#include "ops/index/numbers.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// What changes nothing where it is reduced with others.
Scalar neutral(Scattered how, DType t) {
  if (how == Scattered::kProd) return 1;
  if (how == Scattered::kSum || how == Scattered::kMean) return 0;
  const bool low = how == Scattered::kAmax;
  if (is_floating(t)) {
    const double infinity = std::numeric_limits<double>::infinity();
    return low ? -infinity : infinity;
  }
  if (t == DType::kBool) return !low;
  if (t == DType::kUInt8) return low ? 0 : 255;
  const int bits = static_cast<int>(8 * item_size(t));
  const auto most = static_cast<int64_t>(~uint64_t{0} >> (65 - bits));
  return low ? -most - 1 : most;
}

const kernels::PerType<kernels::GatherLoop>& loops_of(Scattered how) {
  const kernels::ScatterAdd& k = kernels::scatter_add();
  switch (how) {
    case Scattered::kProd:
      return k.mul;
    case Scattered::kAmax:
      return k.maximum;
    case Scattered::kAmin:
      return k.minimum;
    default:
      return k.add;
  }
}

// y = x where nothing goes; else the reduction of the s that go there, with x or without.
//   sum     dx = dy, ds = dy there
//   mean    the same divided by the number of elements
//   prod    dx = dy y / x, ds = (dy y) there / s, taken apart where they are 0
//   extreme dx = dy / k where x = y, ds = dy / k there where s = y, for k of them
// Without x, dx = 0 where anything goes.
struct ScatterReduce {
  static constexpr const char* name = "ScatterReduce";
  struct Saved {
    SavedTensor x, src, index, y;
  };
  static constexpr const char* saved_names[] = {"self", "src", "index", "result"};
  struct Attributes {
    int64_t dim;
    Scattered how;
    bool include_self;
    const char* torch_name;
  };
  static const char* node_name(const Ctx<ScatterReduce>& ctx) { return ctx.attributes.torch_name; }

  static Tensor forward(Ctx<ScatterReduce>* ctx, const Tensor& x, const Tensor& src,
                        const Tensor& index, int64_t dim, Scattered how, bool include_self,
                        const char* torch_name, const Tensor& out = {}) {
    const GradMode off(false);
    const bool values = how != Scattered::kSum && how != Scattered::kMean;
    if (ctx) {
      ctx->attributes = {dim, how, include_self, torch_name};
      ctx->saved.index = index;
      if (values) ctx->saved.x = detail::unwritten(x, out);
      if (values) ctx->saved.src = src;
    }
    const Tensor y = target_of(x, out);
    const Tensor at = positions_apart("scatter_reduce", x, dim, index, y);
    const Tensor from = packed(share_elements(y, src) ? copy_of(src) : src);
    const DType t = computing(y.dtype());
    const auto scattered = [&](const Tensor& to, const auto& each, const Tensor& one,
                               kernels::GatherLoop loop) {
      each([&](const Tensor& places, const Tensor& given) {
        scatter_along(to, one.defined() ? one : given, places, dim, loop);
      });
    };
    const auto reduce = [&](const Tensor& to, const auto& each) {
      Tensor times;
      if (how == Scattered::kMean) {
        times = include_self ? ones(to.shape(), t) : zeros(to.shape(), t);
        scattered(times, each, ones({}, t), kernels::scatter_add().add[t]);
        times = clamp(times, number(1), Tensor());
      }
      if (!include_self) scattered(to, each, full({}, neutral(how, y.dtype()), t), nullptr);
      scattered(to, each, Tensor(), loops_of(how)[t]);
      if (how == Scattered::kMean)
        copy_into(to, is_floating(t) ? div(to, times) : floor_divide(to, times));
    };
    on_lanes(at_least_1d(y), at, at_least_1d(from), dim, false, reduce);
    y.storage().bump_version();
    if (ctx && values) ctx->saved.y = ctx->output(y);
    return y;
  }

  static Grads<3> backward(const Ctx<ScatterReduce>& ctx, const Tensor& grad) {
    const auto& [dim, how, include_self, torch_name] = ctx.attributes;
    const Tensor index = ctx.saved.index;
    Tensor dx = grad, ds;
    if (how == Scattered::kSum) {
      ds = gather(grad, dim, index);
    } else if (how == Scattered::kMean) {
      const Tensor none = include_self ? ones_like(grad) : zeros_like(grad);
      const Tensor one = ones(index.shape(), grad.dtype());
      const Tensor times = clamp(scatter_add(none, dim, index, one), number(1.0), Tensor());
      dx = div(grad, times);
      ds = gather(dx, dim, index);
    } else if (how == Scattered::kProd) {
      std::tie(dx, ds) = of_product(ctx, grad);
    } else {
      const Tensor x = ctx.saved.x, src = ctx.saved.src, y = ctx.saved.y;
      const DType t = grad.dtype();
      Tensor own = to(eq(x, y), t);
      const Tensor given = to(eq(src, gather(y, dim, index)), t);
      if (!include_self) own = scatter(own, dim, index, operand(0, own));
      const Tensor times = clamp(scatter_add(own, dim, index, given), number(1.0), Tensor());
      const Tensor share = div(grad, times);
      dx = mul(share, own);
      ds = mul(gather(share, dim, index), given);
      // What nothing went to is x itself.
    }
    if (!include_self && ctx.needs(0)) dx = scatter(dx, dim, index, operand(0, grad));
    return {ctx.needs(0) ? dx : Tensor(), ctx.needs(1) ? ds : Tensor(), Tensor()};
  }

  // A factor that is 0 takes the product of the others from what is left when it is 1; where two or
  // more are 0 there is none left.
  static std::pair<Tensor, Tensor> of_product(const Ctx<ScatterReduce>& ctx, const Tensor& grad) {
    const int64_t dim = ctx.attributes.dim;
    const bool include_self = ctx.attributes.include_self;
    const Tensor x = ctx.saved.x, src = ctx.saved.src, index = ctx.saved.index;
    const Tensor one = operand(1, grad), zero = operand(0, grad);
    const auto product = [&](const Tensor& of, const Tensor& with) {
      return scatter_reduce(of, dim, index, with, Scattered::kProd, include_self);
    };
    const Tensor x_zero = eq(x, 0), src_zero = eq(src, 0);
    const Tensor x_safe = masked_fill(x, x_zero, one), src_safe = masked_fill(src, src_zero, one);
    // All factors but the zeros, and how many zeros there are.
    const Tensor rest = product(x_safe, src_safe);
    Tensor zeros_at = to(x_zero, grad.dtype());
    if (!include_self) zeros_at = scatter(zeros_at, dim, index, operand(0, grad));
    zeros_at = scatter_add(zeros_at, dim, index, to(src_zero, grad.dtype()));
    const auto without = [&](const Tensor& own_zero, const Tensor& own, const Tensor& all,
                             const Tensor& n) {
      const Tensor others = sub(n, to(own_zero, grad.dtype()));
      return where(eq(others, 0), div(all, own), zero);
    };
    const Tensor dx = mul(grad, without(x_zero, x_safe, rest, zeros_at));
    const Tensor ds =
        mul(gather(grad, dim, index),
            without(src_zero, src_safe, gather(rest, dim, index), gather(zeros_at, dim, index)));
    return {dx, ds};
  }
};

// The index of slices as one of elements: the same for all of a slice.
Tensor of_slices(const char* op, const Tensor& x, int64_t dim, const Tensor& index,
                 const Tensor& source) {
  check_slices(op, x, dim, index, source);
  if (source.dim() == 0) return reshape(index, {});
  Dims shape(source.shape().size(), 1);
  shape[dim] = index.numel();
  return expand(reshape(index, shape), source.shape());
}

}  // namespace

Scattered scattered(const char* op, const std::string& reduce, bool sum) {
  if (reduce == "sum" && sum) return Scattered::kSum;
  if (reduce == "prod") return Scattered::kProd;
  if (reduce == "mean") return Scattered::kMean;
  if (reduce == "amax") return Scattered::kAmax;
  if (reduce == "amin") return Scattered::kAmin;
  fail<RuntimeError>(op, ": reduce argument must be ", sum ? "sum, " : "",
                     "prod, mean, amax or amin, got ", reduce);
}

Tensor scatter_reduce(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& src,
                      Scattered how, bool include_self) {
  dim = wrap_dim("scatter_reduce", dim, x.dim());
  return record<ScatterReduce>(x, source_for("scatter_reduce", x, index, src), index, dim, how,
                               include_self, "ScatterReduceBackward0");
}
Tensor& scatter_reduce_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& src,
                        Scattered how, bool include_self) {
  dim = wrap_dim("scatter_reduce_", dim, x.dim());
  record_inplace<ScatterReduce>("scatter_reduce_", x, source_for("scatter_reduce_", x, index, src),
                                index, dim, how, include_self, "ScatterReduceBackward0");
  return x;
}

Tensor index_reduce(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                    Scattered how, bool include_self) {
  dim = wrap_dim("index_reduce", dim, x.dim());
  return record<ScatterReduce>(x, source, of_slices("index_reduce", x, dim, index, source), dim,
                               how, include_self, "IndexReduceBackward0");
}
Tensor& index_reduce_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                      Scattered how, bool include_self) {
  dim = wrap_dim("index_reduce_", dim, x.dim());
  record_inplace<ScatterReduce>("index_reduce_", x, source,
                                of_slices("index_reduce_", x, dim, index, source), dim, how,
                                include_self, "IndexReduceBackward0");
  return x;
}

}  // namespace retrograd::ops
