#include "ops/layer/normalization.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "kernels/layer/norm.h"
#include "ops/index/arrange.h"
#include "ops/layer/norm_parts.h"
#include "ops/layer/pad.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"
#include "ops/statistics/statistics.h"

namespace retrograd::ops {
namespace {

// The gradients of weight and bias, added up block by block of rows, from sums of all blocks.
void add_blocks(const Tensor& sums) {
  const int64_t each = sums.size(1) * sums.size(2);
  auto* total = sums.data<double>();
  for (int64_t b = 1; b < sums.size(0); ++b)
    for (int64_t i = 0; i < each; ++i) total[i] += total[b * each + i];
}

// y = h w + b,  h = (x - mean) r over each row,  r = 1 / sqrt(var + eps):
//   dx = r (u - mean u - h mean(u h)) with u = dy w,  dw = the sum of dy h over rows,  db = of dy
struct LayerNorm {
  static constexpr const char* name = "NativeLayerNorm";
  struct Saved {
    SavedTensor x, weight, stats;
  };
  static constexpr const char* saved_names[] = {"input", "weight", nullptr};
  struct Attributes {
    Dims shape;
    double eps;
    DType bias;
  };
  static SavedValues shown(const Attributes& a) { return {{"normalized_shape", a.shape}}; }

  static Tensor forward(Ctx<LayerNorm>* ctx, const Tensor& x, const Tensor& weight,
                        const Tensor& bias, const Dims& shape, double eps) {
    const LongWork outside(x.numel() >= kLongLoop);
    const DType t = computing(x.dtype());
    const Tensor from = ready(x, t), w = ready(weight, t), b = ready(bias, t);
    const int64_t n = count(shape), rows = n > 0 ? x.numel() / n : 0;
    const Tensor y = retrograd::empty(x.shape(), t),
                 stats = retrograd::empty({rows, 3}, DType::kFloat64);
    kernels::norm().rows[t]({.x = from.bytes(),
                             .grad = nullptr,
                             .weight = bytes_of(w),
                             .bias = bytes_of(b),
                             .y = y.bytes(),
                             .stats = stats.data<double>(),
                             .sums = nullptr,
                             .rows = rows,
                             .n = n,
                             .eps = eps});
    if (ctx) {
      ctx->saved.x = x;
      if (weight.defined()) ctx->saved.weight = weight;
      ctx->saved.stats = stats;
      ctx->attributes = {shape, eps, bias.defined() ? bias.dtype() : t};
    }
    return convert_to(y, x.dtype());
  }

  static Grads<3> backward(const Ctx<LayerNorm>& ctx, const Tensor& grad) {
    const Tensor x = ctx.saved.x, weight = ctx.saved.weight;
    const Dims& shape = ctx.attributes.shape;
    const double eps = ctx.attributes.eps;
    const DType bias = ctx.attributes.bias;
    const bool affine = ctx.needs(1) || ctx.needs(2);
    const DType t = computing(x.dtype());
    if (grad_enabled() || forward_mode()) {
      Dims dims;
      for (int64_t d = x.dim() - static_cast<int64_t>(shape.size()); d < x.dim(); ++d)
        dims.push_back(d);
      const Tensor g = to(grad, t);
      const Parts p = parts_of(to(x, t), dims, eps);
      const Tensor u = weight.defined() ? mul(g, to(weight, t)) : g;
      return {ctx.needs(0) ? to(p.slope(u, dims), x.dtype()) : Tensor(),
              ctx.needs(1) ? to(sum_to(mul(g, p.h), shape), weight.dtype()) : Tensor(),
              ctx.needs(2) ? to(sum_to(g, shape), bias) : Tensor()};
    }
    const LongWork outside(x.numel() >= kLongLoop);
    const Tensor stats = ctx.saved.stats, from = ready(x, t), g = ready(grad, t),
                 w = ready(weight, t);
    const int64_t n = count(shape), rows = stats.size(0);
    const Tensor dx = ctx.needs(0) ? retrograd::empty(x.shape(), t) : Tensor();
    // Few blocks, since each has sums of its own; fixed ones, for the order of what is added.
    constexpr int64_t kBlocks = 16;
    const int64_t block = std::max((rows + kBlocks - 1) / kBlocks, kLoopGrain / (n + 1) + 1);
    const int64_t blocks = std::max<int64_t>(1, (rows + block - 1) / block);
    const Tensor sums = affine ? zeros({blocks, 2, n}, DType::kFloat64) : Tensor();
    parallel_for(blocks, 1, [&](int64_t begin, int64_t end) {
      for (; begin < end; ++begin) {
        const int64_t row = begin * block, at = row * n * item_size(t);
        kernels::norm().rows_backward[t](
            {.x = from.bytes() + at,
             .grad = g.bytes() + at,
             .weight = bytes_of(w),
             .bias = nullptr,
             .y = dx.defined() ? dx.bytes() + at : nullptr,
             .stats = stats.data<double>() + 3 * row,
             .sums = affine ? sums.data<double>() + 2 * n * begin : nullptr,
             .rows = std::min(block, rows - row),
             .n = n,
             .eps = eps});
      }
    });
    Grads<3> grads;
    if (dx.defined()) grads[0] = convert_to(dx, x.dtype());
    if (!affine) return grads;
    add_blocks(sums);
    const auto part = [&](int64_t which, DType type) {
      const Tensor y = retrograd::empty(shape, type);
      copy_into(y, alias(sums, shape, contiguous_strides(shape), which * n));
      return y;
    };
    if (ctx.needs(1)) grads[1] = part(0, weight.dtype());
    if (ctx.needs(2)) grads[2] = part(1, bias);
    return grads;
  }
};

void check_input(const char* op, const Tensor& x) {
  RG_CHECK(is_floating(x.dtype()), NotImplementedError, op, ": not implemented for ", x.dtype(),
           "; convert the input with .to()");
}
void check_parameter(const char* op, const char* what, const Tensor& p, const Tensor& x,
                     const Dims& shape) {
  if (!p.defined()) return;
  RG_CHECK(p.shape() == shape, ShapeError, op, ": expected ", what, " of shape ", shape, ", got ",
           p.shape());
  RG_CHECK(p.dtype() == x.dtype() || (is_narrow(x.dtype()) && p.dtype() == DType::kFloat32),
           DTypeError, op, ": ", what, " is ", p.dtype(), " but the input ", x.dtype(),
           "; convert it with .to()");
}

void check_last(const char* op, const Tensor& x, const Dims& shape) {
  check_input(op, x);
  RG_CHECK(!shape.empty(), ShapeError, op, ": expected a normalized_shape of at least one length");
  const auto n = static_cast<int64_t>(shape.size());
  RG_CHECK(n <= x.dim() && std::equal(shape.begin(), shape.end(), x.shape().end() - n), ShapeError,
           op, ": expected an input whose last lengths are ", shape, ", got shape ", x.shape());
}

Tensor by_channel(const Tensor& p, const Tensor& x) {
  Dims shape(x.shape().size(), 1);
  shape[1] = x.size(1);
  return reshape(to(p, computing(x.dtype())), shape);
}

// Rows of n elements each brought to mean 0 and variance 1, then weight and bias of each channel.
Tensor norm_of_rows(const Tensor& x, int64_t n, const Tensor& weight, const Tensor& bias,
                    double eps) {
  const Tensor from = to(x, computing(x.dtype()));
  Tensor y = from;
  if (x.numel() > 0) {
    y = reshape(from, {x.numel() / n, n});
    y = reshape(record<LayerNorm>(y, Tensor(), Tensor(), Dims{n}, eps), x.shape());
  }
  if (weight.defined()) y = mul(y, by_channel(weight, x));
  if (bias.defined()) y = add(y, by_channel(bias, x));
  return to(y, x.dtype(), y.same(x));
}

}  // namespace

Tensor layer_norm(const Tensor& x, const Dims& shape, const Tensor& weight, const Tensor& bias,
                  double eps) {
  check_last("layer_norm", x, shape);
  check_parameter("layer_norm", "weight", weight, x, shape);
  check_parameter("layer_norm", "bias", bias, x, shape);
  return record<LayerNorm>(x, weight, bias, shape, eps);
}

Tensor rms_norm(const Tensor& x, const Dims& shape, const Tensor& weight,
                const std::optional<double>& eps) {
  check_last("rms_norm", x, shape);
  RG_CHECK(!weight.defined() || weight.shape() == shape, ShapeError,
           "rms_norm: expected weight of shape ", shape, ", got ", weight.shape());
  const DType t = computing(x.dtype());
  const double least = t == DType::kFloat64 ? std::numeric_limits<double>::epsilon()
                                            : std::numeric_limits<float>::epsilon();
  Dims dims;
  for (int64_t d = x.dim() - static_cast<int64_t>(shape.size()); d < x.dim(); ++d)
    dims.push_back(d);
  const Tensor from = to(x, t), mean_square = mean(square(from), dims, true);
  Tensor y = mul(from, rsqrt(add(mean_square, eps.value_or(least))));
  if (weight.defined()) y = mul(y, to(weight, t));
  return to(y, x.dtype());
}

Tensor group_norm(const Tensor& x, int64_t groups, const Tensor& weight, const Tensor& bias,
                  double eps) {
  const char* op = "group_norm";
  check_input(op, x);
  RG_CHECK(x.dim() >= 2, ShapeError, op, ": expected at least 2 dimensions, got shape ", x.shape());
  RG_CHECK(groups > 0, RuntimeError, op, ": expected at least one group, got ", groups);
  RG_CHECK(x.size(1) % groups == 0, ShapeError, op, ": ", x.size(1), " channels make no ", groups,
           " groups of one size");
  check_parameter(op, "weight", weight, x, {x.size(1)});
  check_parameter(op, "bias", bias, x, {x.size(1)});
  const int64_t n = x.size(0) > 0 ? x.numel() / x.size(0) / groups : 0;
  return norm_of_rows(x, n, weight, bias, eps);
}

Tensor instance_norm(const Tensor& x, const Running& running, const Tensor& weight,
                     const Tensor& bias, bool training, double eps) {
  const char* op = "instance_norm";
  check_input(op, x);
  RG_CHECK(x.dim() >= 2, ShapeError, op, ": expected at least 2 dimensions, got shape ", x.shape());
  const Dims channels = {x.size(1)};
  check_parameter(op, "weight", weight, x, channels);
  check_parameter(op, "bias", bias, x, channels);
  check_parameter(op, "running_mean", running.mean, x, channels);
  check_parameter(op, "running_var", running.var, x, channels);
  RG_CHECK(training || (running.mean.defined() && running.var.defined()), RuntimeError, op,
           ": without use_input_stats running_mean and running_var are needed");
  if (!training) return batch_norm(x, running, weight, bias, false, eps);
  const int64_t n = x.size(0) * x.size(1), each = n > 0 ? x.numel() / n : 0;
  if (running.mean.defined() && x.numel() > 0) {
    const GradMode off(false);
    const auto [var, middle] =
        var_mean(to(reshape(x, {x.size(0), x.size(1), each}), DType::kFloat64), {2}, 1, false);
    move_running(running, mean(middle, {0}), mean(var, {0}));
  }
  return norm_of_rows(x, each, weight, bias, eps);
}

Tensor local_response_norm(const Tensor& x, int64_t size, double alpha, double beta, double k) {
  const char* op = "local_response_norm";
  RG_CHECK(x.dim() >= 3, ShapeError, op, ": expected at least 3 dimensions, got shape ", x.shape());
  RG_CHECK(size > 0, RuntimeError, op, ": expected a size above 0, got ", size);
  RG_CHECK(size < (int64_t{1} << 31), ShapeError, op, ": size ", size, " is out of range");
  const DType t = floating_type(x.dtype());
  const Tensor from = to(x, computing(t));
  if (x.numel() == 0) return to(from, t, true);
  Dims ends(2 * static_cast<size_t>(x.dim() - 2), 0);
  ends.push_back(size / 2);
  ends.push_back((size - 1) / 2);
  const Tensor squares = pad(square(from), ends, "constant", {});
  const Tensor near = div(sum(unfold(squares, 1, size, 1), {-1}), static_cast<double>(size));
  return to(div(from, pow(add(mul(near, alpha), k), Scalar(beta))), t);
}

}  // namespace retrograd::ops
