#include "ops/pool/pool.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "kernels/pool/pool.h"
#include "ops/convolution/axes.h"
#include "ops/index/gather.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// The windows along one axis.
struct AxisWindows {
  int64_t length = 1, step = 1;
  std::vector<int64_t> first = {0}, count = {1};
  std::vector<double> divisor = {1};  // what sums are divided by

  // Fails at once where there is no room for so many, in the allocator that says so.
  void reserve(int64_t n) {
    retrograd::empty({n}, DType::kInt64);
    first.reserve(n);
    count.reserve(n);
    divisor.reserve(n);
  }
};
using Axes = std::array<AxisWindows, 3>;

Dims lengths_of(const Axes& axes, int64_t n) {
  Dims lengths;
  for (int64_t i = 3 - n; i < 3; ++i) lengths.push_back(static_cast<int64_t>(axes[i].first.size()));
  return lengths;
}

Dims with_lengths(const Tensor& x, const Dims& lengths) {
  Dims shape = x.shape();
  std::copy(lengths.begin(), lengths.end(), shape.end() - static_cast<int64_t>(lengths.size()));
  return shape;
}
Dims last_lengths(const Tensor& x, int64_t n) { return Dims(x.shape().end() - n, x.shape().end()); }

// The results in the middle, whose windows are whole and as far apart as the first two of them.
// Their divisors are equal: a window that loses padding at an end has lost elements there.
void find_even(kernels::PoolAxis& a) {
  if (a.results == 0) return;
  const int64_t most = *std::max_element(a.count, a.count + a.results);
  while (a.count[a.even] < most) ++a.even;
  a.even_end = a.even + 1;
  if (a.even_end == a.results || a.first[a.even_end] <= a.first[a.even]) return;
  a.apart = a.first[a.even_end] - a.first[a.even];
  while (a.even_end < a.results && a.count[a.even_end] == most &&
         a.first[a.even_end] - a.first[a.even_end - 1] == a.apart)
    ++a.even_end;
}

void find_cover(kernels::PoolArgs& args, const kernels::PoolAxis& a) {
  int64_t end = 0;
  for (int64_t r = 0; r < a.results; ++r) {
    if (a.count[r] == 0) continue;
    args.overlaps |= a.first[r] < end;
    args.gaps |= a.first[r] > end;
    end = a.first[r] + a.count[r];
  }
  args.gaps |= end < a.length;
}

kernels::PoolArgs arguments(const Axes& axes, const Tensor& x, const Tensor& y, int64_t planes) {
  kernels::PoolArgs args = {.x = x.bytes(),
                            .y = y.bytes(),
                            .index = nullptr,
                            .divisor = {},
                            .planes = planes,
                            .axis = {},
                            .overlaps = false,
                            .gaps = false};
  for (int i = 0; i < 3; ++i) {
    const AxisWindows& a = axes[i];
    args.axis[i] = {.length = a.length,
                    .results = static_cast<int64_t>(a.first.size()),
                    .step = a.step,
                    .first = a.first.data(),
                    .count = a.count.data(),
                    .even = 0,
                    .even_end = 0,
                    .apart = 1};
    args.divisor[i] = a.divisor.data();
    find_even(args.axis[i]);
    find_cover(args, args.axis[i]);
  }
  return args;
}

int64_t planes_of(const Tensor& x, int64_t n) {
  return count(Dims(x.shape().begin(), x.shape().end() - n));
}

// y = the largest x of each window,  dx = dy where it was
struct MaxPool {
  static constexpr const char* name = "MaxPool";
  struct Saved {
    SavedTensor index;
  };
  struct Attributes {
    Dims shape;
    int64_t axes;
    bool adaptive;
  };
  static std::string node_name(const Ctx<MaxPool>& ctx) {
    const std::string pool = "MaxPool" + std::to_string(ctx.attributes.axes) + "D";
    return (ctx.attributes.adaptive ? "Adaptive" + pool : pool + "WithIndices") + "Backward0";
  }
  static std::tuple<Tensor, Tensor> forward(Ctx<MaxPool>* ctx, const Tensor& x, const Axes& axes,
                                            int64_t n, bool adaptive) {
    const DType t = computing(x.dtype());
    const Tensor from = packed(convert_to(x, t));
    const Dims shape = with_lengths(x, lengths_of(axes, n));
    const Tensor y = retrograd::empty(shape, t), index = retrograd::empty(shape, DType::kInt64);
    if (y.numel() > 0) {
      const LongWork outside(x.numel() >= kLongLoop);
      kernels::PoolArgs args = arguments(axes, from, y, planes_of(x, n));
      args.index = index.data<int64_t>();
      kernels::pool().largest[t](args);
    }
    if (ctx) {
      ctx->attributes = {x.shape(), n, adaptive};
      ctx->saved.index = index;
    }
    return {convert_to(y, x.dtype()), index};
  }
  static Grads<1> backward(const Ctx<MaxPool>& ctx, const Tensors& grads) {
    if (!grads[0].defined()) return {};
    const auto& [shape, n, adaptive] = ctx.attributes;
    const int64_t elements = count(Dims(shape.end() - n, shape.end()));
    const Tensor index = ctx.saved.index;
    if (index.numel() == 0) return {zeros(shape, grads[0].dtype())};
    const int64_t planes = planes_of(index, n);
    const Dims flat = {planes, index.numel() / planes};
    Tensor x = zeros({planes, elements}, grads[0].dtype());
    scatter_add_(x, 1, view(index, flat), reshape(grads[0], flat));
    return {view(x, shape)};
  }
};

// y = zeros, and x where the index says,  dx = dy there
struct MaxUnpool {
  static constexpr const char* name = "MaxUnpool";
  struct Saved {
    SavedTensor index;
  };
  using Attributes = int64_t;  // axes
  static std::string node_name(const Ctx<MaxUnpool>& ctx) {
    return "MaxUnpool" + std::to_string(ctx.attributes) + "DBackward0";
  }
  static Tensor forward(Ctx<MaxUnpool>* ctx, const Tensor& x, const Tensor& index, int64_t n,
                        const Dims& lengths) {
    if (ctx) {
      ctx->attributes = n;
      ctx->saved.index = index;
    }
    const GradMode off(false);
    const int64_t planes = planes_of(x, n);
    const Tensor none = zeros({planes, count(lengths)}, x.dtype());
    const Dims shape = with_lengths(x, lengths);
    if (x.numel() == 0) return view(none, shape);
    const Dims flat = {planes, x.numel() / planes};
    return view(scatter(none, 1, reshape(index, flat), reshape(x, flat)), shape);
  }
  static Grads<2> backward(const Ctx<MaxUnpool>& ctx, const Tensor& grad) {
    const Tensor index = ctx.saved.index;
    if (index.numel() == 0) return {zeros(index.shape(), grad.dtype()), Tensor()};
    const int64_t planes = planes_of(index, ctx.attributes);
    const Tensor flat = reshape(grad, {planes, grad.numel() / planes});
    const Tensor places = reshape(index, {planes, index.numel() / planes});
    return {view(gather(flat, 1, places), index.shape()), Tensor()};
  }
};

Tensor sums(const Tensor& x, const Axes& axes, int64_t n, bool adaptive);
Tensor spread(const Tensor& y, const Axes& axes, int64_t n, const Dims& lengths);

// y = (the sum of x over each window) / divisor,  dx = the sum of dy / divisor of its windows
struct Sums {
  static constexpr const char* name = "AvgPool";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Axes axes;
    int64_t n;
    Dims lengths;
    bool adaptive;
  };
  static std::string node_name(const Ctx<Sums>& ctx) {
    return (ctx.attributes.adaptive ? "AdaptiveAvgPool" : "AvgPool") +
           std::to_string(ctx.attributes.n) + "DBackward0";
  }
  static Tensor forward(Ctx<Sums>* ctx, const Tensor& x, const Axes& axes, int64_t n,
                        bool adaptive) {
    if (ctx) ctx->attributes = {axes, n, last_lengths(x, n), adaptive};
    const DType t = is_floating(x.dtype()) ? computing(x.dtype()) : DType::kInt64;
    const Tensor from = packed(convert_to(x, t));
    const Tensor y = retrograd::empty(with_lengths(x, lengths_of(axes, n)), t);
    if (y.numel() > 0) {
      const LongWork outside(x.numel() >= kLongLoop);
      const kernels::Pool& k = kernels::pool();
      (t == DType::kFloat32   ? k.sums_float
       : t == DType::kFloat64 ? k.sums_double
                              : k.sums_int64)(arguments(axes, from, y, planes_of(x, n)));
    }
    return convert_to(y, x.dtype());
  }
  static Grads<1> backward(const Ctx<Sums>& ctx, const Tensor& grad) {
    const auto& a = ctx.attributes;
    return {spread(grad, a.axes, a.n, a.lengths)};
  }
};

// x = the sum of y / divisor over the windows that each element is in,  dy = the sums of dx
struct Spread {
  static constexpr const char* name = "AvgPoolBackward";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Axes axes;
    int64_t n;
  };
  static Tensor forward(Ctx<Spread>* ctx, const Tensor& y, const Axes& axes, int64_t n,
                        const Dims& lengths) {
    if (ctx) ctx->attributes = {axes, n};
    const DType t = computing(y.dtype());
    const Tensor from = packed(convert_to(y, t)), x = retrograd::empty(with_lengths(y, lengths), t);
    if (x.numel() > 0) {
      const LongWork outside(x.numel() >= kLongLoop);
      const kernels::Pool& k = kernels::pool();
      (t == DType::kFloat32 ? k.spread_float
                            : k.spread_double)(arguments(axes, from, x, planes_of(x, n)));
    }
    return convert_to(x, y.dtype());
  }
  static Grads<1> backward(const Ctx<Spread>& ctx, const Tensor& grad) {
    return {sums(grad, ctx.attributes.axes, ctx.attributes.n, false)};
  }
};

Tensor sums(const Tensor& x, const Axes& axes, int64_t n, bool adaptive) {
  return record<Sums>(x, axes, n, adaptive);
}
Tensor spread(const Tensor& y, const Axes& axes, int64_t n, const Dims& lengths) {
  return record<Spread>(y, axes, n, lengths);
}

// ---- Arguments. ----

void check_floating(const char* op, const Tensor& x) {
  RG_CHECK(is_floating(x.dtype()), DTypeError, op, ": expected a floating dtype, got ", x.dtype(),
           "; convert it with float()");
}

// Those of pooling, for each axis; an empty stride is the kernel.
Windows windows_of(const char* op, int64_t n, const Windows& given) {
  Windows w = given;
  w.kernel = numbers_of_axes(op, "a kernel_size", given.kernel, n, 1);
  w.stride = given.stride.empty() ? w.kernel : numbers_of_axes(op, "a stride", given.stride, n, 1);
  w.padding = numbers_of_axes(op, "a padding", given.padding, n, 0);
  w.dilation = numbers_of_axes(op, "a dilation", given.dilation, n, 1);
  for (int64_t i = 0; i < n; ++i) {
    RG_CHECK(w.padding[i] <= (reach_of(op, w.kernel[i], w.dilation[i]) + 1) / 2, ShapeError, op,
             ": a padding of ", w.padding[i], " is more than half of a kernel of ", w.kernel[i],
             " with dilation ", w.dilation[i]);
  }
  return w;
}

enum class Divide { kNot, kByElements, kByRoom };

AxisWindows axis_of(const char* op, int64_t length, const Windows& w, int64_t i, Divide divide) {
  const int64_t kernel = w.kernel[i], stride = w.stride[i], padding = w.padding[i],
                step = w.dilation[i], room = length + 2 * padding - step * (kernel - 1) - 1;
  int64_t results = room < 0 && !(w.ceil_mode && room + stride - 1 >= 0)
                        ? 0
                        : (room + (w.ceil_mode ? stride - 1 : 0)) / stride + 1;
  // The last window begins in the input or the padding before it.
  if (w.ceil_mode && (results - 1) * stride >= length + padding) --results;
  check_fits(op, results > 0, step * (kernel - 1), length + 2 * padding);
  check_shape(op, {results}, 8);
  AxisWindows a = {length, step, {}, {}, {}};
  a.reserve(results);
  for (int64_t r = 0; r < results; ++r) {
    const int64_t from = r * stride - padding;
    const int64_t skipped = from < 0 ? (-from + step - 1) / step : 0;
    const int64_t first = from + skipped * step;
    const int64_t fit = first < length ? (length - 1 - first) / step + 1 : 0;
    const int64_t some = std::max<int64_t>(std::min(kernel - skipped, fit), 0);
    a.first.push_back(some > 0 ? first : 0);
    a.count.push_back(some);
    const int64_t whole = std::min(from + kernel, length + padding) - from;
    a.divisor.push_back(divide == Divide::kNot      ? 1
                        : divide == Divide::kByRoom ? static_cast<double>(whole)
                                                    : static_cast<double>(some));
  }
  return a;
}

Axes axes_of(const char* op, int64_t n, const Tensor& x, const Windows& given, Divide divide) {
  const Windows w = windows_of(op, n, given);
  Axes axes;
  for (int64_t i = 0; i < n; ++i) axes[3 - n + i] = axis_of(op, x.size(i - n), w, i, divide);
  return axes;
}

// -1 stands for the length of the axis.
Dims adapted(const char* op, int64_t n, const Tensor& x, const Dims& given) {
  const Dims asked = numbers_of_axes(op, "an output_size", given, n, -1);
  Dims lengths;
  for (int64_t i = 0; i < n; ++i) lengths.push_back(asked[i] < 0 ? x.size(i - n) : asked[i]);
  check_shape(op, with_lengths(x, lengths), 8);
  return lengths;
}

Axes adaptive_axes(int64_t n, const Tensor& x, const Dims& lengths) {
  Axes axes;
  for (int64_t i = 0; i < n; ++i) {
    AxisWindows a = {x.size(i - n), 1, {}, {}, {}};
    a.reserve(lengths[i]);
    for (int64_t r = 0; r < lengths[i]; ++r) {
      // r length / lengths, and the next one rounded up, without a product that overflows.
      const int64_t whole = a.length / lengths[i], rest = a.length % lengths[i];
      const int64_t first = r * whole + r * rest / lengths[i];
      const int64_t last = (r + 1) * whole + ((r + 1) * rest + lengths[i] - 1) / lengths[i];
      a.first.push_back(first);
      a.count.push_back(last - first);
      a.divisor.push_back(static_cast<double>(last - first));
    }
    axes[3 - n + i] = std::move(a);
  }
  return axes;
}

// One axis is the second one of two, as in torch.
using Found = std::tuple<Tensor, Tensor>;
Found largest(const Tensor& x, const Axes& axes, int64_t n, bool adaptive) {
  if (n > 1) return record<MaxPool>(x, axes, n, adaptive);
  const auto [y, index] = largest(unsqueeze(x, -2), axes, 2, adaptive);
  return {squeeze(y, {-2}), squeeze(index, {-2})};
}
Tensor averages(const Tensor& x, const Axes& axes, int64_t n, bool adaptive) {
  if (n > 1) return sums(x, axes, n, adaptive);
  return squeeze(sums(unsqueeze(x, -2), axes, 2, adaptive), {-2});
}
Tensor unpooled(const Tensor& x, const Tensor& index, int64_t n, const Dims& lengths) {
  if (n > 1) return record<MaxUnpool>(x, index, n, lengths);
  return squeeze(unpooled(unsqueeze(x, -2), unsqueeze(index, -2), 2, {1, lengths[0]}), {-2});
}

}  // namespace

std::tuple<Tensor, Tensor> max_pool(const char* op, int64_t n, const Tensor& x,
                                    const Windows& windows) {
  check_images(op, n, x);
  RG_CHECK(x.dtype() != DType::kBool, DTypeError, op, ": not defined for bool");
  return largest(x, axes_of(op, n, x, windows, Divide::kNot), n, false);
}

std::tuple<Tensor, Tensor> adaptive_max_pool(const char* op, int64_t n, const Tensor& x,
                                             const Dims& lengths) {
  check_images(op, n, x);
  RG_CHECK(x.dtype() != DType::kBool, DTypeError, op, ": not defined for bool");
  return largest(x, adaptive_axes(n, x, adapted(op, n, x, lengths)), n, true);
}

Tensor avg_pool(const char* op, int64_t n, const Tensor& x, const Windows& windows,
                bool count_padding, std::optional<int64_t> divisor) {
  check_images(op, n, x);
  RG_CHECK(x.dtype() != DType::kBool, DTypeError, op, ": not defined for bool");
  RG_CHECK(!divisor || *divisor != 0, ShapeError, op, ": divisor_override is 0");
  Axes axes = axes_of(op, n, x, windows,
                      divisor         ? Divide::kNot
                      : count_padding ? Divide::kByRoom
                                      : Divide::kByElements);
  if (divisor) std::fill(axes[2].divisor.begin(), axes[2].divisor.end(), double(*divisor));
  return averages(x, axes, n, false);
}

Tensor adaptive_avg_pool(const char* op, int64_t n, const Tensor& x, const Dims& lengths) {
  check_images(op, n, x);
  check_floating(op, x);
  const Dims to = adapted(op, n, x, lengths);
  if (count(to) == 1) {
    Dims dims;
    for (int64_t i = -n; i < 0; ++i) dims.push_back(i);
    return mean(x, dims, true);
  }
  return averages(x, adaptive_axes(n, x, to), n, true);
}

Tensor lp_pool(const char* op, int64_t n, const Tensor& x, const Scalar& p,
               const Windows& windows) {
  check_images(op, n, x);
  check_floating(op, x);
  int64_t elements = 1;
  for (const int64_t k : windows_of(op, n, windows).kernel) elements *= k;
  const Tensor y = avg_pool(op, n, pow(x, p), windows, true, {});
  // Of sums that are negative, the sign goes through the root.
  const Tensor total = mul(mul(sign(y), relu(abs(y))), operand(elements, y));
  return pow(total, Scalar(1.0 / p.to_double()));
}

Tensor max_unpool(const char* op, int64_t n, const Tensor& x, const Tensor& indices,
                  const Windows& windows, const Dims& lengths) {
  check_images(op, n, x);
  RG_CHECK(indices.dtype() == DType::kInt64, DTypeError, op, ": expected int64 indices, got ",
           indices.dtype());
  RG_CHECK(indices.shape() == x.shape(), ShapeError, op, ": the indices ", indices.shape(),
           " are not of the shape of the input ", x.shape());
  Windows w = windows;
  w.kernel = numbers_of_axes(op, "a kernel_size", windows.kernel, n, 1);
  w.stride =
      windows.stride.empty() ? w.kernel : numbers_of_axes(op, "a stride", windows.stride, n, 1);
  w.padding = numbers_of_axes(op, "a padding", windows.padding, n, 0);
  const auto some = static_cast<int64_t>(lengths.size());
  RG_CHECK(some == 0 || some == n || some == x.dim(), ShapeError, op,
           ": expected an output_size of ", n, " or ", x.dim(), " numbers, got ", lengths);
  Dims to;
  for (int64_t i = 0; i < n; ++i) {
    RG_CHECK(x.size(i - n) <= kMost / w.stride[i], ShapeError, op, ": a stride of ", w.stride[i],
             " makes too long a result");
    const int64_t usual = (x.size(i - n) - 1) * w.stride[i] - 2 * w.padding[i] + w.kernel[i];
    const int64_t length = some == 0 ? usual : lengths[some - n + i];
    RG_CHECK(some == 0 || std::abs(length - usual) < w.stride[i], ShapeError, op, ": output_size ",
             lengths, " has ", length, " where less than ", w.stride[i], " more or less than ",
             usual, " is expected");
    RG_CHECK(length > 0, ShapeError, op, ": the result would have an axis of length ", length);
    to.push_back(length);
  }
  check_shape(op, with_lengths(x, to), 8);
  return unpooled(x, indices, n, to);
}

}  // namespace retrograd::ops
