#include "ops/scan/scan.h"

#include <limits>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "kernels/scan/scan.h"
#include "ops/index/gather.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Direction {
  int64_t dim;
  bool reverse;
};
SavedValues shown_dim(const Direction& along) { return {{"dim", along.dim}}; }

// The scan of x, in type t; where `index` is given, places go there.
Tensor scanned(const kernels::Scanner& f, const Tensor& x, DType t, Direction along,
               const Tensor& factor = {}, const Tensor& index = {}) {
  const LongWork outside(x.numel() >= kLongLoop);
  const Tensor y = retrograd::empty(x.shape(), t);
  const bool as_it_is = x.is_contiguous() && x.dtype() == t;
  if (!as_it_is) copy_into(y, x);
  const Tensor factors = factor.defined() ? contiguous(convert_to(factor, t)) : Tensor();
  kernels::ScanArgs args = {.x = as_it_is ? x.bytes() : y.bytes(),
                            .factor = factors.defined() ? factors.bytes() : nullptr,
                            .y = y.bytes(),
                            .index = index.defined() ? index.data<int64_t>() : nullptr,
                            .outer = 1,
                            .n = 1,
                            .inner = 1,
                            .reverse = along.reverse,
                            .type = t,
                            .item = item_size(t)};
  for (int64_t d = 0; d < x.dim(); ++d)
    (d < along.dim ? args.outer : d == along.dim ? args.n : args.inner) *= x.size(d);
  (is_floating(t) ? f.floating : f.integer)(args);
  return y;
}

// y_i = x_1 + ... + x_i,  dx_i = dy_i + dy_{i+1} + ...
struct Cumsum {
  static constexpr const char *name = "Cumsum", *python = "cumsum";
  static constexpr auto jvp = Jvp::kLinear;
  using Attributes = Direction;
  static constexpr auto shown = shown_dim;
  static Tensor forward(Ctx<Cumsum>* ctx, const Tensor& x, Direction along) {
    if (ctx) ctx->attributes = along;
    return scanned(kernels::scan().cumsum, x, total_type(x.dtype()), along);
  }
  static Grads<1> backward(const Ctx<Cumsum>& ctx, const Tensor& grad) {
    const auto [dim, reverse] = ctx.attributes;
    return {record<Cumsum>(grad, Direction{dim, !reverse})};
  }
};

// x_{i-1} at place i, and `first` at the first; from the other end if reverse.
Tensor one_later(const Tensor& x, Direction along, double first) {
  const auto [dim, reverse] = along;
  if (x.dim() == 0) return full_like(x, first);
  const int64_t n = x.size(dim);
  if (n == 0) return x;
  Dims shape = x.shape();
  shape[static_cast<size_t>(dim)] = 1;
  const Tensor end = full(shape, first, x.dtype()),
               rest = slice(x, dim, reverse ? 1 : 0, reverse ? n : n - 1, 1);
  return reverse ? cat({rest, end}, dim) : cat({end, rest}, dim);
}

// y_i = a_i y_{i-1} + x_i:  dx_i = u_i,  da_i = u_i y_{i-1}  with  u_i = dy_i + a_{i+1} u_{i+1}
struct Recurrence {
  static constexpr const char* name = "Recurrence";
  using Attributes = Direction;
  struct Saved {
    SavedTensor a, y;
  };
  static Tensor forward(Ctx<Recurrence>* ctx, const Tensor& a, const Tensor& x, Direction along) {
    const Tensor y = scanned(kernels::scan().recurrence, x, x.dtype(), along, a);
    if (ctx) {
      ctx->attributes = along;
      ctx->saved.a = a;
      ctx->saved.y = ctx->output(y);
    }
    return y;
  }
  static Grads<2> backward(const Ctx<Recurrence>& ctx, const Tensor& grad) {
    const Direction along = ctx.attributes, back = {along.dim, !along.reverse};
    const Tensor u = record<Recurrence>(one_later(ctx.saved.a, back, 0), grad, back);
    return {ctx.needs(0) ? mul(u, one_later(ctx.saved.y, along, 0)) : Tensor(), u};
  }
};

// What is kept where the derivative is made of the elements and of the result.
template <class Op>
struct KeepsBoth {
  using Attributes = Direction;
  static constexpr auto shown = shown_dim;
  struct Saved {
    SavedTensor x, y;
  };
  static constexpr const char* saved_names[] = {"self", "result"};
  static Tensor kept(Ctx<Op>* ctx, const Tensor& x, Tensor y, Direction along) {
    if (ctx) {
      ctx->attributes = along;
      ctx->saved.x = x;
      ctx->saved.y = ctx->output(y);
    }
    return y;
  }
};

// y_i = x_1 ... x_i,  dx_i = y_{i-1} u_i  with  u_i = dy_i + x_{i+1} u_{i+1}: no division by a 0
struct Cumprod : KeepsBoth<Cumprod> {
  static constexpr const char *name = "Cumprod", *python = "cumprod";
  static Tensor forward(Ctx<Cumprod>* ctx, const Tensor& x, Direction along) {
    const Tensor y = scanned(kernels::scan().cumprod, x, total_type(x.dtype()), along);
    return kept(ctx, x, y, along);
  }
  static Grads<1> backward(const Ctx<Cumprod>& ctx, const Tensor& grad) {
    const Direction along = ctx.attributes, back = {along.dim, !along.reverse};
    const Tensor u = record<Recurrence>(one_later(ctx.saved.x, back, 0), grad, back);
    return {mul(one_later(ctx.saved.y, along, 1), u)};
  }
};

// y_i = log(e^x_1 + ... + e^x_i),  dx_i = e^(x_i - y_i) u_i  with
// u_i = dy_i + e^(y_i - y_{i+1}) u_{i+1}: no exponent is above 0
struct Logcumsumexp : KeepsBoth<Logcumsumexp> {
  static constexpr const char* name = "Logcumsumexp";
  static Tensor forward(Ctx<Logcumsumexp>* ctx, const Tensor& x, Direction along) {
    return kept(ctx, x, scanned(kernels::scan().logcumsumexp, x, x.dtype(), along), along);
  }
  static Grads<1> backward(const Ctx<Logcumsumexp>& ctx, const Tensor& grad) {
    const Direction along = ctx.attributes, back = {along.dim, !along.reverse};
    const Tensor x = ctx.saved.x, y = ctx.saved.y, next = one_later(y, back, kInfinity);
    // Infinities that are equal are no step.
    const Tensor step = where(eq(y, next), operand(0.0, y), sub(y, next));
    return {mul(exp(sub(x, y)), record<Recurrence>(exp(step), grad, back))};
  }
};

// (y, i): y = x[i], the extreme so far,  dx = dy added at i
template <bool kMax>
struct CumulativeExtreme {
  static constexpr const char *name = kMax ? "Cummax" : "Cummin",
                              *python = kMax ? "cummax" : "cummin";
  using Attributes = Direction;
  static constexpr auto shown = shown_dim;
  struct Saved {
    SavedTensor x, index;
  };
  static constexpr const char* saved_names[] = {"self", "indices"};
  static std::tuple<Tensor, Tensor> forward(Ctx<CumulativeExtreme>* ctx, const Tensor& x,
                                            int64_t dim) {
    const Tensor index = retrograd::empty(x.shape(), DType::kInt64);
    const kernels::Scan& k = kernels::scan();
    const Tensor y = scanned(kMax ? k.cummax : k.cummin, x, x.dtype(), {dim, false}, {}, index);
    if (ctx) {
      ctx->attributes = {dim, false};
      ctx->saved = {x, index};
    }
    return {y, index};
  }
  static Grads<1> backward(const Ctx<CumulativeExtreme>& ctx, const Tensors& grads) {
    if (!grads[0].defined()) return {};
    const Tensor none = zeros(grads[0].shape(), grads[0].dtype());
    return {scatter_add(none, ctx.attributes.dim, ctx.saved.index, grads[0])};
  }
};

template <class Op>
Tensor total(const Tensor& x, int64_t dim, std::optional<DType> dtype) {
  const Direction along = {wrap_dim(Op::python, dim, x.dim()), false};
  if (!dtype) return record<Op>(x, along);
  RG_CHECK(*dtype != DType::kBool, DTypeError, Op::python,
           ": not defined for bool; ask for an integer dtype");
  // Other integers are those of int64 in fewer bits.
  return to(record<Op>(to(x, *dtype), along), *dtype);
}

template <bool kMax>
std::tuple<Tensor, Tensor> extreme(const Tensor& x, int64_t dim) {
  using Op = CumulativeExtreme<kMax>;
  return record<Op>(x, wrap_dim(Op::python, dim, x.dim()));
}

}  // namespace

Tensor cumsum(const Tensor& x, int64_t dim, std::optional<DType> dtype) {
  return total<Cumsum>(x, dim, dtype);
}
Tensor cumprod(const Tensor& x, int64_t dim, std::optional<DType> dtype) {
  return total<Cumprod>(x, dim, dtype);
}
std::tuple<Tensor, Tensor> cummax(const Tensor& x, int64_t dim) { return extreme<true>(x, dim); }
std::tuple<Tensor, Tensor> cummin(const Tensor& x, int64_t dim) { return extreme<false>(x, dim); }
Tensor logcumsumexp(const Tensor& x, int64_t dim) {
  RG_CHECK(is_floating(x.dtype()), DTypeError, "logcumsumexp: expected a floating dtype, got ",
           x.dtype(), "; convert it with float()");
  return record<Logcumsumexp>(x, Direction{wrap_dim("logcumsumexp", dim, x.dim()), false});
}

}  // namespace retrograd::ops
