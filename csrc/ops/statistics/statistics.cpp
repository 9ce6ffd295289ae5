#include "ops/statistics/statistics.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "graph/record.h"
#include "kernels/reduce/moments.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/reduce/axis.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/shape.h"
#include "ops/statistics/at_zero.h"

namespace retrograd::ops {
namespace {

struct Spread : Over {
  double n = 0, correction = 0;
  double divisor() const { return std::max(n - correction, 0.0); }
};

// (variance or its root, mean), the mean only where it is asked for.
std::tuple<Tensor, Tensor> spread_of(Tensor x, const Spread& s, bool root, bool with_mean) {
  const DType t = x.dtype();
  const Dims shape = reduced_shape(x.shape(), s.dims, s.keepdim);
  const LongWork outside(x.numel() >= kLongLoop);
  kernels::ReduceArgs args = run_over(x, s.dims);
  Dims both = shape;
  both.insert(0, 2);
  const Tensor found = empty(both, DType::kFloat64);
  args.y = found.bytes();
  kernels::moments().moments[computing(t)](args);
  const int64_t results = count(shape);
  double *mean = found.data<double>(), *m2 = mean + results;
  for (int64_t i = 0; i < results; ++i) {
    m2[i] /= s.divisor();
    if (root) m2[i] = std::sqrt(m2[i]);
    if (args.n == 0) mean[i] = std::nan("");
  }
  const auto half = [&](int64_t offset) {
    const Tensor y = empty(shape, t);
    copy_into(y, alias(found, shape, contiguous_strides(shape), offset));
    return y;
  };
  return {half(results), with_mean ? half(0) : Tensor()};
}

SavedValues shown_spread(const Spread& s) {
  SavedValues all = shown_over(s);
  all.push_back(shown_number("correction", s.correction));
  return all;
}

// v = m / (n - c),  m = sum (x - mean)^2:  dv/dx = 2 (x - mean) / (n - c)
Tensor var_slope(const Tensor& grad, const Tensor& x, const Spread& s) {
  const Tensor distance = sub(x, mean(x, s.dims, true));
  return mul(mul(keep_dims(grad, s.kept), 2 / s.divisor()), distance);
}
// s = sqrt v:  ds/dx = dv/dx / (2 s), and 0 where s is
Tensor std_slope(const Tensor& grad, const Tensor& y, const Tensor& x, const Spread& s) {
  return var_slope(but_at_zero(y, [&](const Tensor& root) { return div(grad, mul(root, 2)); }), x,
                   s);
}

// A variance or its root, and the mean beside it where that is asked for,  dmean/dx = 1 / n
template <bool kRoot, bool kMean>
struct SpreadOp {
  static constexpr const char* name =
      kRoot ? (kMean ? "StdMean" : "Std") : (kMean ? "VarMean" : "Var");
  using Attributes = Spread;
  static constexpr auto shown = shown_spread;
  struct Saved {
    SavedTensor x, y;
  };
  static constexpr const char* saved_names[] = {"self",
                                                kRoot ? (kMean ? "result0" : "result") : nullptr};
  static auto forward(Ctx<SpreadOp>* ctx, const Tensor& x, const Spread& s) {
    const auto found = spread_of(x, s, kRoot, kMean);
    const Tensor& y = std::get<0>(found);
    if (ctx) {
      ctx->attributes = s;
      ctx->saved.x = x;
      if (kRoot) ctx->saved.y = ctx->output(y);
    }
    if constexpr (kMean)
      return found;
    else
      return y;
  }
  static Grads<1> backward(const Ctx<SpreadOp>& ctx, const Tensors& grads) {
    const Spread& s = ctx.attributes;
    const Tensor x = ctx.saved.x;
    Tensor total;
    if (grads[0].defined()) {
      if constexpr (kRoot)
        total = std_slope(grads[0], ctx.saved.y, x, s);
      else
        total = var_slope(grads[0], x, s);
    }
    if (kMean && grads[1].defined()) {
      const Tensor even = expand(keep_dims(div(grads[1], s.n), s.kept), x.shape());
      total = sum_of(total, even);
    }
    return {total};
  }
};

template <class Op>
auto measured(const char* op, const Tensor& x, const Dims& dims, double correction, bool keepdim) {
  RG_CHECK(is_floating(x.dtype()), DTypeError, op, ": expected a floating dtype, got ", x.dtype(),
           "; convert it with float()");
  const Over r = over(op, x, dims, keepdim);
  const auto n = static_cast<double>(length_of(x.shape(), r.dims));
  return record<Op>(x, Spread{r, n, correction});
}

}  // namespace

Tensor var(const Tensor& x, const Dims& dims, double correction, bool keepdim) {
  return measured<SpreadOp<false, false>>("var", x, dims, correction, keepdim);
}
Tensor std(const Tensor& x, const Dims& dims, double correction, bool keepdim) {
  return measured<SpreadOp<true, false>>("std", x, dims, correction, keepdim);
}
std::tuple<Tensor, Tensor> var_mean(const Tensor& x, const Dims& dims, double correction,
                                    bool keepdim) {
  return measured<SpreadOp<false, true>>("var_mean", x, dims, correction, keepdim);
}
std::tuple<Tensor, Tensor> std_mean(const Tensor& x, const Dims& dims, double correction,
                                    bool keepdim) {
  return measured<SpreadOp<true, true>>("std_mean", x, dims, correction, keepdim);
}

}  // namespace retrograd::ops
