#include <algorithm>

#include "base/check.h"
#include "core/loop/loop.h"
#include "graph/record.h"
#include "kernels/move/gather.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/loss.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/pick.h"
#include "ops/reduce/reduce.h"
#include "ops/reduce/softmax.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// The dimension of x along which its classes lie.
int64_t class_dim(const Tensor& x) { return x.dim() == 1 ? 0 : 1; }

// The targets as pick() takes them: int64, checked, -1 where the position is ignored.
Tensor class_indices(const char* op, const Tensor& target, int64_t classes, int64_t ignore_index) {
  const Tensor from = packed(convert_to(target, DType::kInt64));
  Tensor index = retrograd::empty(target.shape(), DType::kInt64);
  const int64_t n = index.numel();
  const int64_t* given = from.data<int64_t>();
  const int64_t wrong =
      kernels::gather().classes(index.data<int64_t>(), given, n, classes, ignore_index);
  RG_CHECK(wrong == n, IndexError, op, ": target ", given[wrong], " is out of bounds for ", classes,
           " classes");
  return index;
}

// The weight of each position: that of its class, 0 where it is ignored.
Tensor position_weights(const Tensor& index, const Tensor& weight, DType t) {
  if (!weight.defined()) return convert_to(ge(index, 0), t);
  Dims shape = index.shape(), strides(index.shape().size() + 1, 0);
  shape.insert(0, weight.size(0));
  strides[0] = weight.stride(0);
  return pick(alias(weight, shape, strides), index, 0);
}

// dx[t] = slope dy, 0 elsewhere, whatever x is: the gradient follows x alone, as torch's does,
// so that it can be differentiated once more where dy is a constant
struct NllLossBackward {
  static constexpr const char* name = "NllLossBackward";
  struct Saved {
    SavedTensor index, slope;
  };
  static constexpr const char* saved_names[] = {"target", nullptr};
  struct Attributes {
    int64_t dim;
  };
  static Tensor forward(Ctx<NllLossBackward>* ctx, const Tensor& grad, const Tensor& x,
                        const Tensor& index, const Tensor& slope, int64_t dim) {
    const GradMode off(false);
    if (ctx) {
      ctx->saved = {index, slope};
      ctx->attributes = {dim};
    }
    return put(mul(grad, slope), index, dim, x.size(dim));
  }
  static Grads<4> backward(const Ctx<NllLossBackward>& ctx, const Tensor& v) {
    return {ctx.needs(0) ? mul(pick(v, ctx.saved.index, ctx.attributes.dim), ctx.saved.slope)
                         : Tensor(),
            ctx.needs(1) ? zeros_like(v) : Tensor(), Tensor(), Tensor()};
  }
};

// y = -w[t] x[t], divided by the sum of all w[t] for the mean,  dy/dx[t] = -w[t], divided likewise
struct NllLoss {
  static constexpr const char* name = "NllLoss";
  struct Saved {
    SavedTensor x, index, slope;
  };
  static constexpr const char* saved_names[] = {"self", "target", nullptr};
  struct Attributes {
    int64_t dim;
  };
  static Tensor forward(Ctx<NllLoss>* ctx, const Tensor& x, const Tensor& index,
                        const Tensor& weight, Reduction reduction) {
    const GradMode off(false);
    const int64_t dim = class_dim(x);
    const Tensor w = position_weights(index, weight, x.dtype());
    // Taken from 0 rather than negated, so that a loss of nothing is no -0.
    Tensor slope = sub(0, w), y = sub(0, mul(pick(x, index, dim), w));
    if (reduction != Reduction::kNone) y = sum(y);
    if (reduction == Reduction::kMean) {
      const Tensor total = sum(w);
      y = div(y, total);
      slope = div(slope, total);
    }
    if (ctx) {
      ctx->saved = {x, index, slope};
      ctx->attributes = {dim};
    }
    return y;
  }
  static Grads<3> backward(const Ctx<NllLoss>& ctx, const Tensor& grad) {
    return {record<NllLossBackward>(grad, Tensor(ctx.saved.x), Tensor(ctx.saved.index),
                                    Tensor(ctx.saved.slope), ctx.attributes.dim),
            Tensor(), Tensor()};
  }
};

void check_classes(const char* op, const Tensor& x, const Tensor& weight) {
  RG_CHECK(x.dim() > 0, ShapeError, op, ": expected 1 or more dimensions, got a 0-d input");
  RG_CHECK(is_floating(x.dtype()), NotImplementedError, op, ": not implemented for ", x.dtype(),
           "; convert the input with .to()");
  if (!weight.defined()) return;
  const int64_t classes = x.size(class_dim(x));
  RG_CHECK(weight.dim() == 1 && weight.size(0) == classes, ShapeError, op,
           ": weight must have one entry for each of ", classes, " classes, got shape ",
           weight.shape());
  RG_CHECK(weight.dtype() == x.dtype(), DTypeError, op, ": weight is ", weight.dtype(),
           " but the input ", x.dtype(), "; convert it with .to()");
}

void check_constant(const char* op, const Tensor& weight) {
  if (!weight.defined()) return;
  RG_CHECK(!(grad_enabled() && requires_grad(weight)) && !(forward_mode() && has_tangent(weight)),
           GraphError, op, ": not differentiable in weight; detach() it");
}

// The checked targets of x, as class_indices makes them, in the shape of x without its classes.
Tensor targets_of(const char* op, const Tensor& x, const Tensor& target, int64_t ignore_index) {
  RG_CHECK(target.dtype() == DType::kInt64 || target.dtype() == DType::kUInt8, DTypeError, op,
           ": expected target dtype to be int64 or uint8, but got ", target.dtype());
  const int64_t dim = class_dim(x);
  Dims shape = x.shape();
  shape.erase(dim);
  const bool single = x.dim() == 1 && target.numel() == 1;
  RG_CHECK(target.shape() == shape || single, ShapeError, op, ": an input of shape ", x.shape(),
           " takes targets of shape ", shape, ", got ", target.shape());
  const Tensor shaped = single ? alias(target, {}, {}) : target;
  return class_indices(op, shaped, x.size(dim), ignore_index);
}

// weight, one per class, in a shape that broadcasts against x.
Tensor along_classes(const Tensor& weight, const Tensor& x) {
  Dims shape(static_cast<size_t>(std::max<int64_t>(x.dim() - 1, 1)), 1);
  shape[0] = weight.size(0);
  return view(weight, shape);
}

// Cross entropy with the probability of each class given.
Tensor with_probabilities(const Tensor& log_p, const Tensor& target, const Tensor& weight,
                          Reduction reduction, double smoothing) {
  const int64_t dim = class_dim(log_p), classes = log_p.size(dim);
  Tensor t = target;
  if (smoothing > 0) t = add(mul(t, 1 - smoothing), smoothing / static_cast<double>(classes));
  Tensor terms = mul(log_p, t);
  if (weight.defined()) terms = mul(terms, along_classes(weight, log_p));
  if (reduction == Reduction::kNone) return neg(sum(terms, {dim}));
  const Tensor total = neg(sum(terms));
  if (reduction == Reduction::kSum) return total;
  // Not an integer quotient: without classes it is NaN.
  return div(total, static_cast<double>(log_p.numel()) / static_cast<double>(classes));
}

// The loss of targets spread evenly over all classes, times their number.
Tensor spread_evenly(const Tensor& log_p, const Tensor& index, const Tensor& weight,
                     Reduction reduction) {
  const Tensor terms = weight.defined() ? mul(log_p, along_classes(weight, log_p)) : log_p;
  Tensor y = neg(sum(terms, {class_dim(log_p)}));
  y = where(lt(index, 0), operand(0.0, y), y);
  if (reduction == Reduction::kNone) return y;
  if (reduction == Reduction::kSum) return sum(y);
  return div(sum(y), sum(position_weights(index, weight, log_p.dtype())));
}

}  // namespace

Tensor nll_loss(const Tensor& log_probs, const Tensor& target, const Tensor& weight,
                int64_t ignore_index, Reduction reduction) {
  check_classes("nll_loss", log_probs, weight);
  check_constant("nll_loss", weight);
  const Tensor index = targets_of("nll_loss", log_probs, target, ignore_index);
  return record<NllLoss>(log_probs, index, weight, reduction);
}

Tensor cross_entropy(const Tensor& x, const Tensor& target, const Tensor& weight,
                     int64_t ignore_index, Reduction reduction, double label_smoothing) {
  const char* op = "cross_entropy";
  check_classes(op, x, weight);
  RG_CHECK(0 <= label_smoothing && label_smoothing <= 1, DomainError, op,
           ": label_smoothing must be between 0 and 1, got ", label_smoothing);
  const int64_t dim = class_dim(x);
  if (target.shape() == x.shape()) {
    RG_CHECK(is_floating(target.dtype()), DTypeError, op,
             ": a target of the input's shape holds probabilities and must be floating, got ",
             target.dtype(), "; class indices have the shape without the classes");
    RG_CHECK(ignore_index < 0, RuntimeError, op,
             ": ignore_index is not supported for probabilities");
    return with_probabilities(log_softmax(x, dim), target, weight, reduction, label_smoothing);
  }
  check_constant(op, weight);
  const Tensor index = targets_of(op, x, target, ignore_index);
  const Tensor log_p = log_softmax(x, dim);
  const Tensor y = record<NllLoss>(log_p, index, weight, reduction);
  if (label_smoothing == 0) return y;
  const Tensor even = spread_evenly(log_p, index, weight, reduction);
  return add(mul(y, 1 - label_smoothing),
             mul(even, label_smoothing / static_cast<double>(x.size(dim))));
}

}  // namespace retrograd::ops
