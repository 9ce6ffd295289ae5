#include "ops/reduce/softmax.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "graph/view.h"
#include "kernels/move/narrow.h"
#include "kernels/reduce/softmax.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/random/random.h"
#include "ops/reduce/axis.h"
#include "ops/reduce/pick.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// Slices of a narrow type go through buffers of the type that they compute in: some whole items at
// a time, or columns of one. x, grad and y are contiguous.
void run_blocks(kernels::SoftmaxFn f, const Tensor& x, const Tensor& grad, const Tensor& y,
                const Axis& a) {
  // Elements. Short lines of columns cost more than a block that the nearest caches do not hold.
  constexpr int64_t kBlock = 1 << 15, kUncut = 1 << 17, kLeastColumns = 32;
  const kernels::Loop1 widen = kernels::narrow().widen[x.dtype()],
                       narrow = kernels::narrow().narrow[x.dtype()];
  const int64_t item = x.item_bytes(), each = a.n * a.inner;
  const int64_t cols =
      each <= kUncut ? a.inner : std::min(a.inner, std::max(kLeastColumns, kBlock / a.n));
  const int64_t rows = cols == a.inner ? std::max<int64_t>(1, kBlock / each) : 1;
  const int64_t across = (a.inner + cols - 1) / cols, down = (a.outer + rows - 1) / rows;
  const DType t = computing(x.dtype());
  parallel_for(down * across, 1, [&](int64_t begin, int64_t end) {
    const int64_t most = std::min(rows, a.outer) * a.n * cols;
    const Tensor wide = empty({3, most}, t);
    const int64_t wide_item = wide.item_bytes(), apart = most * wide_item;
    char *from = wide.bytes(), *arriving = from + apart, *to = arriving + apart;
    for (; begin < end; ++begin) {
      const int64_t o = begin / across * rows, j = begin % across * cols;
      const int64_t r = std::min(rows, a.outer - o), w = std::min(cols, a.inner - j);
      // One line, or those of a block of columns.
      const int64_t lines = w == a.inner ? 1 : a.n, length = w == a.inner ? r * each : w;
      const auto move = [&](kernels::Loop1 loop, char* y_at, const char* x_at, int64_t sy,
                            int64_t sx, int64_t y_line, int64_t x_line) {
        for (int64_t i = 0; i < lines; ++i)
          loop(y_at + i * y_line * sy, x_at + i * x_line * sx, length, sy, sx);
      };
      const int64_t at = (o * each + j) * item;
      move(widen, from, x.bytes() + at, wide_item, item, length, a.inner);
      if (grad.defined())
        move(widen, arriving, grad.bytes() + at, wide_item, item, length, a.inner);
      f({.x = from,
         .grad = grad.defined() ? arriving : nullptr,
         .y = to,
         .outer = r,
         .n = a.n,
         .inner = w});
      move(narrow, y.bytes() + at, to, item, wide_item, a.inner, length);
    }
  });
}

// REQUIRES: grad, where there is one, is of x's type: the engine sees to that.
Tensor run(const kernels::PerType<kernels::SoftmaxFn>& f, const Tensor& x, const Tensor& grad,
           int64_t dim) {
  const LongWork outside(x.numel() >= kLongLoop);
  Tensor from = packed(x), y = empty(x.shape(), x.dtype());
  const Tensor arriving = grad.defined() ? packed(grad) : grad;
  assert(!grad.defined() || grad.dtype() == x.dtype());
  const Axis a = axis_of(from, dim);
  if (is_narrow(x.dtype())) {
    if (x.numel() > 0) run_blocks(f[computing(x.dtype())], from, arriving, y, a);
    return y;
  }
  f[x.dtype()]({.x = from.bytes(),
                .grad = arriving.defined() ? arriving.bytes() : nullptr,
                .y = y.bytes(),
                .outer = a.outer,
                .n = a.n,
                .inner = a.inner});
  return y;
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

// y = log sum e^x,  dy/dx = e^(x - y)
struct LogSumExp {
  static constexpr const char* name = "Logsumexp";
  struct Saved {
    SavedTensor x, y;
  };
  static constexpr const char* saved_names[] = {"self", "result"};
  using Attributes = Over;
  static constexpr auto shown = shown_over;
  static Tensor forward(Ctx<LogSumExp>* ctx, const Tensor& x, const Over& r) {
    const LongWork outside(x.numel() >= kLongLoop);
    const DType t = computing(x.dtype());
    const bool one = r.dims.size() == 1 || x.dim() == 0;
    Tensor from = packed(convert_to(one ? x : dims_last(x, r.dims), t));
    Tensor y = retrograd::empty(reduced_shape(x.shape(), r.dims, r.keepdim), t);
    const Axis a = one ? axis_of(from, x.dim() > 0 ? r.dims[0] : 0)
                       : Axis{y.numel(), length_of(x.shape(), r.dims), 1, 0, 0, 0};
    if (a.n == 0) copy_into(y, number(-std::numeric_limits<double>::infinity()));
    kernels::softmax().logsumexp[t]({.x = from.bytes(),
                                     .grad = nullptr,
                                     .y = y.bytes(),
                                     .outer = a.outer,
                                     .n = a.n,
                                     .inner = a.inner});
    y = convert_to(std::move(y), x.dtype());
    if (ctx) {
      ctx->saved.x = x;
      ctx->saved.y = ctx->output(y);
      ctx->attributes = r;
    }
    return y;
  }
  static Grads<1> backward(const Ctx<LogSumExp>& ctx, const Tensor& grad) {
    const Dims& kept = ctx.attributes.kept;
    const Tensor share = exp(sub(ctx.saved.x, keep_dims(ctx.saved.y, kept)));
    return {mul(share, keep_dims(grad, kept))};
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

Tensor gumbel_softmax(const Tensor& logits, double tau, bool hard, int64_t dim) {
  RG_CHECK(is_floating(logits.dtype()), NotImplementedError, "gumbel_softmax: not implemented for ",
           logits.dtype(), "; convert the logits with .to()");
  const int64_t d = wrap_dim("gumbel_softmax", dim, logits.dim());
  Tensor drawn = retrograd::empty(logits.shape(), logits.dtype());
  exponential_(drawn);
  const Tensor soft = softmax(div(sub(logits, log(drawn)), tau), d);
  if (!hard) return soft;
  const Tensor largest = std::get<1>(max(soft, d));
  const Tensor whole =
      put(ones(largest.shape(), soft.dtype()), largest, d, soft.dim() > 0 ? soft.size(d) : 1);
  return add(sub(reshape(whole, soft.shape()), detach(soft)), soft);
}

Tensor logsumexp(const Tensor& x, const Dims& dims, bool keepdim) {
  Over r = over("logsumexp", x, dims, keepdim);
  r.whole = false;  // grad_fn names them all
  return record<LogSumExp>(to(x, floating_type(x.dtype())), r);
}

}  // namespace retrograd::ops
