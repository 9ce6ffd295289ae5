#include "ops/reduce/softmax.h"

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "graph/record.h"
#include "kernels/reduce/softmax.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/axis.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"

namespace retrograd::ops {
namespace {

Tensor run(const kernels::PerType<kernels::SoftmaxFn>& f, const Tensor& x, const Tensor& grad,
           int64_t dim) {
  const LongWork outside(x.numel() >= kLongLoop);
  Tensor from = packed(widened(x)), y = empty(x.shape(), from.dtype());
  const Tensor arriving = grad.defined() ? packed(convert_to(grad, from.dtype())) : grad;
  const Axis a = axis_of(from, dim);
  f[from.dtype()]({.x = from.bytes(),
                   .grad = arriving.defined() ? arriving.bytes() : nullptr,
                   .y = y.bytes(),
                   .outer = a.outer,
                   .n = a.n,
                   .inner = a.inner});
  return convert_to(std::move(y), x.dtype());
}

struct AlongDim {
  int64_t dim;
};
SavedValues shown_dim(const AlongDim& along) { return {{"dim", along.dim}}; }

// dx = y (g - <g, y>),  for an arriving v:  v -> g: y (v - <v, y>)
//                                           v -> y: v (g - <g, y>) - g <v, y>
struct SoftmaxBackward {
  static constexpr const char* name = "SoftmaxBackwardData";
  struct Saved {
    SavedTensor grad, y;
  };
  static constexpr const char* saved_names[] = {"grad_output", "output"};
  using Attributes = AlongDim;
  static constexpr auto shown = shown_dim;
  static Tensor forward(Ctx<SoftmaxBackward>* ctx, const Tensor& grad, const Tensor& y,
                        int64_t dim) {
    if (ctx) {
      ctx->saved = {grad, y};
      ctx->attributes = {dim};
    }
    return run(kernels::softmax().softmax_backward, y, grad, dim);
  }
  static Grads<2> backward(const Ctx<SoftmaxBackward>& ctx, const Tensor& v) {
    const Tensor g = ctx.saved.grad, y = ctx.saved.y;
    const int64_t dim = ctx.attributes.dim;
    Grads<2> grads;
    if (ctx.needs(0)) grads[0] = record<SoftmaxBackward>(v, y, dim);
    if (ctx.needs(1))
      grads[1] =
          sub(mul(v, sub(g, sum(mul(g, y), {dim}, true))), mul(g, sum(mul(v, y), {dim}, true)));
    return grads;
  }
};

// y = e^x / sum e^x,  dy_i/dx_j = y_i (1[i = j] - y_j)
struct Softmax {
  static constexpr const char* name = "Softmax";
  static constexpr auto jvp = Jvp::kSymmetric;
  struct Saved {
    SavedTensor y;
  };
  static constexpr const char* saved_names[] = {"result"};
  using Attributes = AlongDim;
  static constexpr auto shown = shown_dim;
  static Tensor forward(Ctx<Softmax>* ctx, const Tensor& x, int64_t dim) {
    Tensor y = run(kernels::softmax().softmax, x, Tensor(), dim);
    if (ctx) {
      ctx->saved.y = ctx->output(y);
      ctx->attributes = {dim};
    }
    return y;
  }
  static Grads<1> backward(const Ctx<Softmax>& ctx, const Tensor& grad) {
    return {record<SoftmaxBackward>(grad, Tensor(ctx.saved.y), ctx.attributes.dim)};
  }
};

// dx = g - e^y sum g,  for an arriving v:  v -> g: v - <v, e^y>,  v -> y: -v e^y sum g
struct LogSoftmaxBackward {
  static constexpr const char* name = "LogSoftmaxBackwardData";
  struct Saved {
    SavedTensor grad, y;
  };
  static constexpr const char* saved_names[] = {"grad_output", "output"};
  using Attributes = AlongDim;
  static constexpr auto shown = shown_dim;
  static Tensor forward(Ctx<LogSoftmaxBackward>* ctx, const Tensor& grad, const Tensor& y,
                        int64_t dim) {
    if (ctx) {
      ctx->saved.y = y;
      if (ctx->needs(1)) ctx->saved.grad = grad;
      ctx->attributes = {dim};
    }
    return run(kernels::softmax().log_softmax_backward, y, grad, dim);
  }
  static Grads<2> backward(const Ctx<LogSoftmaxBackward>& ctx, const Tensor& v) {
    const Tensor slope = mul(v, exp(ctx.saved.y));
    const int64_t dim = ctx.attributes.dim;
    Grads<2> grads;
    if (ctx.needs(0)) grads[0] = sub(v, sum(slope, {dim}, true));
    if (ctx.needs(1)) grads[1] = neg(mul(slope, sum(ctx.saved.grad, {dim}, true)));
    return grads;
  }
};

// y = x - log sum e^x,  dy_i/dx_j = 1[i = j] - e^(y_j)
struct LogSoftmax {
  static constexpr const char* name = "LogSoftmax";
  struct Saved {
    SavedTensor y;
  };
  static constexpr const char* saved_names[] = {"result"};
  using Attributes = AlongDim;
  static constexpr auto shown = shown_dim;
  static Tensor forward(Ctx<LogSoftmax>* ctx, const Tensor& x, int64_t dim) {
    Tensor y = run(kernels::softmax().log_softmax, x, Tensor(), dim);
    if (ctx) {
      ctx->saved.y = ctx->output(y);
      ctx->attributes = {dim};
    }
    return y;
  }
  static Grads<1> backward(const Ctx<LogSoftmax>& ctx, const Tensor& grad) {
    return {record<LogSoftmaxBackward>(grad, Tensor(ctx.saved.y), ctx.attributes.dim)};
  }
  static Tensor jvp(const Ctx<LogSoftmax>& ctx, const Tensors& t) {
    return sub(t[0], sum(mul(exp(ctx.saved.y), t[0]), {ctx.attributes.dim}, true));
  }
};

template <class Op>
Tensor along_dim(const char* op, const Tensor& x, int64_t dim, std::optional<DType> dtype) {
  const DType t = dtype.value_or(x.dtype());
  const int64_t d = wrap_dim(op, dim, x.dim());
  if (x.numel() == 0 && !is_floating(t)) return to(x, t, true);
  RG_CHECK(is_floating(t), NotImplementedError, op, ": not implemented for ", t,
           "; give a floating dtype, or convert with .to()");
  return record<Op>(to(x, t), d);
}

}  // namespace

Tensor softmax(const Tensor& x, int64_t dim, std::optional<DType> dtype) {
  return along_dim<Softmax>("softmax", x, dim, dtype);
}
Tensor log_softmax(const Tensor& x, int64_t dim, std::optional<DType> dtype) {
  return along_dim<LogSoftmax>("log_softmax", x, dim, dtype);
}

}  // namespace retrograd::ops
