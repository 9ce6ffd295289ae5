#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "core/loop/loop.h"
#include "core/memory_format.h"
#include "graph/record.h"
#include "kernels/layer/norm.h"
#include "kernels/reduce/moments.h"
#include "ops/layer/norm_parts.h"
#include "ops/reduce/axis.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// All dimensions but that of the channels.
Dims other_dims(const Tensor& x) {
  Dims dims = {0};
  for (int64_t d = 2; d < x.dim(); ++d) dims.push_back(d);
  return dims;
}

// The memory of x, of type t, as (outer, channels, inner): images in channels_last stay so.
struct Layout {
  bool last;
  int64_t outer, channels, inner;
};
Layout layout_of(const Tensor& x) {
  const int64_t c = x.size(1), each = x.numel() / c;
  const bool last =
      x.dim() > 3 && format_of(x) != MemoryFormat::kContiguous && is_contiguous_in(format_of(x), x);
  if (last || each == x.size(0)) return {last, each, c, 1};
  return {false, x.size(0), c, each / x.size(0)};
}
Tensor laid(const Tensor& x, DType t, const Layout& layout, const Tensor& model) {
  if (!layout.last) return ready(x, t);
  const Tensor y = empty_strided(model.shape(), model.strides(), t);
  copy_into(y, x);
  return y;
}

kernels::ChannelArgs arguments(const Layout& layout, const Tensor& x, const Tensor& mean) {
  kernels::ChannelArgs args = {};
  args.x = x.bytes();
  args.mean = mean.data<double>();
  args.outer = layout.outer;
  args.channels = layout.channels;
  args.inner = layout.inner;
  return args;
}

Tensor in_double(const Tensor& x) { return packed(convert_to(x, DType::kFloat64)); }

// y = h w + b,  h = d r,  d = x - mean,  r = 1 / sqrt(var + eps), of each channel:
//   dx = r w dy + c d + e,  dw = sum dy h,  db = sum dy
// with c = -r w r^2 mean(dy d) and e = -r w mean dy where mean and var are those of x, else 0
struct BatchNorm {
  static constexpr const char* name = "NativeBatchNorm";
  struct Saved {
    SavedTensor x, weight, mean, r;
  };
  static constexpr const char* saved_names[] = {"input", "weight", nullptr, nullptr};
  struct Attributes {
    bool training;
    double eps;
    DType bias;
  };
  static SavedValues shown(const Attributes& a) {
    return {{"eps", a.eps}, {"training", a.training}};
  }

  static Tensor forward(Ctx<BatchNorm>* ctx, const Tensor& x, const Tensor& weight,
                        const Tensor& bias, const Running& running, bool training, double eps) {
    const LongWork outside(x.numel() >= kLongLoop);
    const DType t = computing(x.dtype());
    const int64_t c = x.size(1);
    const GradMode off(false);
    const auto [mean, r] = statistics(x, running, training, eps);
    Tensor y;
    if (x.numel() == 0) {
      y = empty_like(x);
    } else {
      const Layout layout = layout_of(x);
      const Tensor from = laid(x, t, layout, x);
      const Tensor scale = weight.defined() ? mul(r, in_double(weight)) : r;
      const Tensor plus = bias.defined() ? in_double(bias) : zeros({c}, DType::kFloat64);
      y = empty_strided(from.shape(), from.strides(), t);
      kernels::ChannelArgs args = arguments(layout, from, mean);
      args.y = y.bytes();
      args.by_d = scale.data<double>();
      args.plus = plus.data<double>();
      kernels::norm().blend[t](args);
    }
    if (ctx) {
      ctx->saved.x = x;
      if (weight.defined()) ctx->saved.weight = weight;
      ctx->saved.mean = mean;
      ctx->saved.r = r;
      ctx->attributes = {training, eps, bias.defined() ? bias.dtype() : t};
    }
    return convert_to(y, x.dtype());
  }

  static Grads<3> backward(const Ctx<BatchNorm>& ctx, const Tensor& grad) {
    const Tensor x = ctx.saved.x;
    if (grad_enabled() || forward_mode()) return by_operations(ctx, x, grad);
    const Tensor weight = ctx.saved.weight, mean = ctx.saved.mean, r = ctx.saved.r;
    const bool training = ctx.attributes.training;
    const LongWork outside(x.numel() >= kLongLoop);
    const DType t = computing(x.dtype());
    const int64_t c = x.size(1);
    Tensor dx = ctx.needs(0) ? zeros_like(x, t) : Tensor();
    const Tensor along = zeros({c}, DType::kFloat64), plain = zeros_like(along);
    if (x.numel() > 0) {
      const Layout layout = layout_of(x);
      const Tensor from = laid(x, t, layout, x), g = laid(grad, t, layout, x);
      kernels::ChannelArgs args = arguments(layout, from, mean);
      args.grad = g.bytes();
      args.along = along.data<double>();
      args.plain = plain.data<double>();
      if (training || ctx.needs(1) || ctx.needs(2)) kernels::norm().sums[t](args);
      if (dx.defined()) {
        const auto n = static_cast<double>(x.numel() / c);
        const Tensor by_grad = weight.defined() ? mul(r, in_double(weight)) : r;
        Tensor by_d = zeros_like(r), plus = zeros_like(r);
        if (training) {
          const Tensor share = div(by_grad, -n);
          by_d = mul(mul(mul(share, r), r), along);
          plus = mul(share, plain);
        }
        dx = empty_strided(from.shape(), from.strides(), t);
        args.y = dx.bytes();
        args.by_grad = by_grad.data<double>();
        args.by_d = by_d.data<double>();
        args.plus = plus.data<double>();
        kernels::norm().blend[t](args);
      }
    }
    return {
        dx.defined() ? convert_to(dx, x.dtype()) : Tensor(),
        ctx.needs(1) ? convert_to(x.numel() > 0 ? mul(along, r) : along, weight.dtype()) : Tensor(),
        ctx.needs(2) ? convert_to(plain, ctx.attributes.bias) : Tensor()};
  }

 private:
  // (mean, r) of each channel, in double.
  [[gnu::noinline]] static std::pair<Tensor, Tensor> statistics(const Tensor& x,
                                                                const Running& running,
                                                                bool training, double eps) {
    if (!training) {
      const Tensor mean = in_double(running.mean);
      // What is saved must not be what may go on being changed.
      return {mean.same(running.mean) ? copy_of(mean) : mean,
              reciprocal(sqrt(add(in_double(running.var), eps)))};
    }
    const int64_t c = x.size(1), n = c > 0 ? x.numel() / c : 0;
    const Tensor found = zeros({2, c}, DType::kFloat64);
    if (n > 0) {
      Tensor from = x;
      kernels::ReduceArgs args = run_over(from, other_dims(x));
      args.y = found.bytes();
      kernels::moments().moments[computing(x.dtype())](args);
    }
    const Tensor mean = alias(found, {c}, {1}), squares = alias(found, {c}, {1}, c);
    const auto count = static_cast<double>(n);
    if (n > 0) move_running(running, mean, div(squares, count - 1));
    return {mean, reciprocal(sqrt(add(div(squares, count), eps)))};
  }

  static Grads<3> by_operations(const Ctx<BatchNorm>& ctx, const Tensor& x, const Tensor& grad) {
    const DType t = computing(x.dtype());
    const Tensor weight = ctx.saved.weight, from = to(x, t), g = to(grad, t);
    const Dims dims = other_dims(x);
    Dims shape(x.shape().size(), 1);
    shape[1] = x.size(1);
    const auto known = [&](const SavedTensor& p) { return reshape(to(Tensor(p), t), shape); };
    const bool training = ctx.attributes.training;
    const Parts p = training ? parts_of(from, dims, ctx.attributes.eps)
                             : Parts{mul(sub(from, known(ctx.saved.mean)), known(ctx.saved.r)),
                                     known(ctx.saved.r)};
    const Tensor u = weight.defined() ? mul(g, reshape(to(weight, t), shape)) : g;
    Grads<3> grads;
    if (ctx.needs(0)) grads[0] = to(training ? p.slope(u, dims) : mul(u, p.r), x.dtype());
    if (ctx.needs(1)) grads[1] = to(sum(mul(g, p.h), dims), weight.dtype());
    if (ctx.needs(2)) grads[2] = to(sum(g, dims), ctx.attributes.bias);
    return grads;
  }
};

}  // namespace

Tensor batch_norm(const Tensor& x, const Running& running, const Tensor& weight, const Tensor& bias,
                  bool training, double eps) {
  const char* op = "batch_norm";
  RG_CHECK(is_floating(x.dtype()), NotImplementedError, op, ": not implemented for ", x.dtype(),
           "; convert the input with .to()");
  RG_CHECK(x.dim() >= 2, ShapeError, op, ": expected at least 2 dimensions, got shape ", x.shape());
  const Dims channels = {x.size(1)};
  const auto check = [&](const char* what, const Tensor& p) {
    if (!p.defined()) return;
    RG_CHECK(p.shape() == channels, ShapeError, op, ": expected ", what, " of shape ", channels,
             ", got ", p.shape());
    RG_CHECK(p.dtype() == x.dtype() || (is_narrow(x.dtype()) && p.dtype() == DType::kFloat32),
             DTypeError, op, ": ", what, " is ", p.dtype(), " but the input ", x.dtype(),
             "; convert it with .to()");
  };
  check("weight", weight);
  check("bias", bias);
  check("running_mean", running.mean);
  check("running_var", running.var);
  for (const auto& [what, p] :
       {std::pair("running_mean", &running.mean), std::pair("running_var", &running.var)})
    RG_CHECK(!grad_enabled() || !p->defined() || !requires_grad(*p), RuntimeError, op,
             ": not differentiable in ", what, ", which requires grad; detach() it");
  RG_CHECK(training || (running.mean.defined() && running.var.defined()), RuntimeError, op,
           ": outside training running_mean and running_var are needed");
  RG_CHECK(running.mean.defined() == running.var.defined(), ValueError, op,
           ": running_mean and running_var must both be given, or neither");
  return record<BatchNorm>(x, weight, bias, running, training, eps);
}

}  // namespace retrograd::ops
