#include "ops/convolution/convolution.h"

#include <algorithm>

#include "base/check.h"
#include "graph/record.h"
#include "ops/convolution/axes.h"
#include "ops/convolution/sums.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// What a node keeps: its numbers, and the lengths of what it takes and gives.
struct Kept {
  Geometry g;
  Triple inputs, kernel, results;
  int64_t axes;
};

Tensor sums(const Tensor& x, const Tensor& w, const Tensor& bias, const Kept& k);
Tensor spreads(const Tensor& y, const Tensor& w, const Tensor& bias, const Kept& k);
Tensor weights(const Tensor& x, const Tensor& y, const Kept& k);

// The tangent of a bias beside that of images of so many axes, and its gradient.
Tensor with_bias(const Tensor& y, const Tensor& bias, int64_t axes) {
  if (!bias.defined()) return y;
  Dims shape(static_cast<size_t>(axes) + 1, 1);
  shape[0] = bias.size(0);
  return sum_of(y, view(bias, shape));
}
Tensor bias_gradient(const Tensor& grad) {
  Dims dims = {0};
  for (int64_t d = 2; d < grad.dim(); ++d) dims.push_back(d);
  return sum(grad, dims);
}

// What the three sums have in common: they keep each of two operands that the other one needs.
template <class Op>
struct Bilinear {
  static constexpr bool raises_flags = true;
  struct Saved {
    SavedTensor a, b;
  };
  using Attributes = Kept;
  static void keep(Ctx<Op>* ctx, const Tensor& a, const Tensor& b, const Kept& k) {
    if (!ctx) return;
    ctx->attributes = k;
    if (ctx->needs(1)) ctx->saved.a = a;
    if (ctx->needs(0)) ctx->saved.b = b;
  }
};

// y[o] = b + sum_k w[k] x[s o - p + d k],  dx[s o - p + d k] = sum w[k] dy[o],
// dw[k] = sum_o x[s o - p + d k] dy[o],  db = sum_o dy[o]
struct Sums : Bilinear<Sums> {
  static constexpr const char* name = "Convolution";
  static constexpr const char* saved_names[] = {"input", "weight"};
  static Tensor forward(Ctx<Sums>* ctx, const Tensor& x, const Tensor& w, const Tensor& bias,
                        const Kept& k) {
    keep(ctx, x, w, k);
    return window_sums(x, w, bias, k.g, k.results);
  }
  static Grads<3> backward(const Ctx<Sums>& ctx, const Tensor& grad) {
    const Kept& k = ctx.attributes;
    return {ctx.needs(0) ? spreads(grad, ctx.saved.b, {}, k) : Tensor(),
            ctx.needs(1) ? weights(ctx.saved.a, grad, k) : Tensor(),
            ctx.needs(2) ? bias_gradient(grad) : Tensor()};
  }
  static Tensor jvp(const Ctx<Sums>& ctx, const Tensors& t) {
    const Kept& k = ctx.attributes;
    const Tensor y = sum_of(t[0].defined() ? sums(t[0], ctx.saved.b, {}, k) : Tensor(),
                            t[1].defined() ? sums(ctx.saved.a, t[1], {}, k) : Tensor());
    return with_bias(y, t[2], k.axes);
  }
};

// x[s o - p + d k] = b + sum w[k] y[o],  dy[o] = sum_k w[k] dx[s o - p + d k],
// dw[k] = sum_o dx[s o - p + d k] y[o],  db = the sum of dx
struct Spreads : Bilinear<Spreads> {
  static constexpr const char* name = "Convolution";
  static constexpr const char* saved_names[] = {"input", "weight"};
  static Tensor forward(Ctx<Spreads>* ctx, const Tensor& y, const Tensor& w, const Tensor& bias,
                        const Kept& k) {
    keep(ctx, y, w, k);
    return window_spreads(y, w, bias, k.g, k.inputs);
  }
  static Grads<3> backward(const Ctx<Spreads>& ctx, const Tensor& grad) {
    const Kept& k = ctx.attributes;
    return {ctx.needs(0) ? sums(grad, ctx.saved.b, {}, k) : Tensor(),
            ctx.needs(1) ? weights(grad, ctx.saved.a, k) : Tensor(),
            ctx.needs(2) ? bias_gradient(grad) : Tensor()};
  }
  static Tensor jvp(const Ctx<Spreads>& ctx, const Tensors& t) {
    const Kept& k = ctx.attributes;
    const Tensor x = sum_of(t[0].defined() ? spreads(t[0], ctx.saved.b, {}, k) : Tensor(),
                            t[1].defined() ? spreads(ctx.saved.a, t[1], {}, k) : Tensor());
    return with_bias(x, t[2], k.axes);
  }
};

// w[k] = sum_o x[s o - p + d k] y[o],  dx[s o - p + d k] = sum dw[k] y[o],
// dy[o] = sum_k dw[k] x[s o - p + d k]
struct Weights : Bilinear<Weights> {
  static constexpr const char* name = "ConvolutionBackward";
  static Tensor forward(Ctx<Weights>* ctx, const Tensor& x, const Tensor& y, const Kept& k) {
    keep(ctx, x, y, k);
    return weight_sums(x, y, k.g, k.kernel);
  }
  static Grads<2> backward(const Ctx<Weights>& ctx, const Tensor& grad) {
    const Kept& k = ctx.attributes;
    return {ctx.needs(0) ? spreads(ctx.saved.b, grad, {}, k) : Tensor(),
            ctx.needs(1) ? sums(ctx.saved.a, grad, {}, k) : Tensor()};
  }
  static Tensor jvp(const Ctx<Weights>& ctx, const Tensors& t) {
    const Kept& k = ctx.attributes;
    return sum_of(t[0].defined() ? weights(t[0], ctx.saved.b, k) : Tensor(),
                  t[1].defined() ? weights(ctx.saved.a, t[1], k) : Tensor());
  }
};

Tensor sums(const Tensor& x, const Tensor& w, const Tensor& bias, const Kept& k) {
  return record<Sums>(x, w, bias, k);
}
Tensor spreads(const Tensor& y, const Tensor& w, const Tensor& bias, const Kept& k) {
  return record<Spreads>(y, w, bias, k);
}
Tensor weights(const Tensor& x, const Tensor& y, const Kept& k) { return record<Weights>(x, y, k); }

// ---- Arguments. ----

// One number for each axis, the last ones of three; the others are `least`.
Triple triple_of(const char* op, const char* what, const Dims& given, int64_t axes, int64_t least) {
  const Dims numbers = numbers_of_axes(op, what, given, axes, least);
  Triple all = {least, least, least};
  std::copy(numbers.begin(), numbers.end(), all.end() - axes);
  return all;
}

struct Operands {
  Tensor x;  // with images
  bool batched;
  Kept k;
};

// What both kinds of convolutions ask of their operands.
Operands operands_of(const char* op, int64_t axes, const Tensor& x, const Tensor& w,
                     const Tensor& bias, const Sliding& s, bool transposed) {
  check_image_dims(op, axes, x);
  RG_CHECK(w.dim() == axes + 2, ShapeError, op, ": expected a weight of ", axes + 2,
           " dimensions, got shape ", w.shape());
  RG_CHECK(x.dtype() == w.dtype() && (!bias.defined() || bias.dtype() == x.dtype()), DTypeError, op,
           ": expected tensors of one type, got an input of ", x.dtype(), " and a weight of ",
           w.dtype(), bias.defined() ? " and a bias of " : "",
           bias.defined() ? info(bias.dtype()).name : "", "; convert one with .to()");
  RG_CHECK(x.dtype() != DType::kBool, DTypeError, op, ": not defined for bool");
  RG_CHECK(s.groups > 0, ShapeError, op, ": expected groups of at least 1, got ", s.groups);
  Operands o = {x.dim() == axes + 1 ? unsqueeze(x, 0) : x, x.dim() == axes + 2, {}};
  Kept& k = o.k;
  k.axes = axes;
  k.g.groups = s.groups;
  k.g.stride = triple_of(op, "a stride", s.stride, axes, 1);
  k.g.dilation = triple_of(op, "a dilation", s.dilation, axes, 1);
  k.kernel = lengths_of(w);
  const int64_t channels = o.x.size(1), rows = w.size(0), columns = w.size(1);
  RG_CHECK(rows > 0 && rows % s.groups == 0, ShapeError, op, ": the first length of the weight ",
           w.shape(), " is not a multiple of groups=", s.groups);
  const int64_t wanted = transposed ? rows : columns * s.groups;
  RG_CHECK(channels == wanted, ShapeError, op, ": the weight ", w.shape(), " takes ", wanted,
           " channels with groups=", s.groups, ", but the input ", x.shape(), " has ", channels);
  const int64_t results = transposed ? columns * s.groups : rows;
  RG_CHECK(!bias.defined() || (bias.dim() == 1 && bias.size(0) == results), ShapeError, op,
           ": expected a bias of shape (", results, "), got ",
           bias.defined() ? bias.shape() : Dims());
  for (const int64_t length : k.kernel)
    RG_CHECK(length > 0, ShapeError, op, ": the kernel of weight ", w.shape(), " is empty");
  const Triple lengths = lengths_of(o.x);
  for (int64_t i = 3 - axes; i < 3; ++i)
    RG_CHECK(lengths[i] > 0 || o.x.size(0) == 0 || channels == 0, ShapeError, op,
             ": the images of input ", x.shape(), " are empty");
  return o;
}

Tensor as_given(const Tensor& y, const Operands& o) { return o.batched ? y : squeeze(y, {0}); }

}  // namespace

Tensor convolution(const char* op, int64_t axes, const Tensor& x, const Tensor& w,
                   const Tensor& bias, const Sliding& s) {
  Operands o = operands_of(op, axes, x, w, bias, s, false);
  Kept& k = o.k;
  const bool same = s.named_padding == "same";
  if (s.named_padding)
    RG_CHECK(same || s.named_padding == "valid", ShapeError, op,
             ": expected padding 'same', 'valid' or numbers, got '", *s.named_padding, "'");
  else
    k.g.padding = triple_of(op, "a padding", s.padding, axes, 0);
  k.inputs = lengths_of(o.x);
  k.results = {1, 1, 1};
  for (int64_t i = 3 - axes; i < 3; ++i) {
    const int64_t reach = reach_of(op, k.kernel[i], k.g.dilation[i]), length = k.inputs[i];
    RG_CHECK(!same || k.g.stride[i] == 1, ShapeError, op,
             ": padding='same' goes with a stride of 1, got ", s.stride);
    if (same) k.g.padding[i] = reach / 2;
    const int64_t room = same ? length - 1 : length + 2 * k.g.padding[i] - reach - 1;
    check_fits(op, room >= 0, reach, length + 2 * k.g.padding[i]);
    k.results[i] = room / k.g.stride[i] + 1;
  }
  return as_given(sums(o.x, w, bias, k), o);
}

Tensor transposed_convolution(const char* op, int64_t axes, const Tensor& x, const Tensor& w,
                              const Tensor& bias, const Sliding& s, const Dims& output_padding) {
  Operands o = operands_of(op, axes, x, w, bias, s, true);
  Kept& k = o.k;
  k.g.padding = triple_of(op, "a padding", s.padding, axes, 0);
  const Triple more = triple_of(op, "an output_padding", output_padding, axes, 0);
  k.results = lengths_of(o.x);
  k.inputs = {1, 1, 1};
  for (int64_t i = 3 - axes; i < 3; ++i) {
    RG_CHECK(more[i] < k.g.stride[i] || more[i] < k.g.dilation[i], ShapeError, op,
             ": output_padding must be less than stride or dilation, got ", output_padding,
             " with stride ", s.stride, " and dilation ", s.dilation);
    RG_CHECK(k.results[i] <= kMost / k.g.stride[i], ShapeError, op, ": a stride of ", k.g.stride[i],
             " makes too long a result");
    const int64_t reach = reach_of(op, k.kernel[i], k.g.dilation[i]);
    const int64_t length =
        (k.results[i] - 1) * k.g.stride[i] - 2 * k.g.padding[i] + reach + more[i] + 1;
    RG_CHECK(length > 0, ShapeError, op, ": the result of an axis of length ", k.results[i],
             " would have length ", length);
    k.inputs[i] = length;
  }
  return as_given(spreads(o.x, w, bias, k), o);
}

}  // namespace retrograd::ops
