#include "ops/loss/margin.h"

#include "base/check.h"
#include "ops/index/gather.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/reduce.h"
#include "ops/scan/scan.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

Tensor positive_part(const Tensor& x) { return clamp_min(x, number(0)); }

// x where the mask is true, 0 elsewhere.
Tensor only(const Tensor& mask, const Tensor& x) { return where(mask, x, operand(0.0, x)); }

// x and its targets as rows of classes; a single row has no dimension of its own.
struct Rows {
  Tensor x;
  int64_t n, classes;
};
Rows as_rows(const char* op, const Tensor& x) {
  const int64_t classes = x.dim() == 0 ? 1 : x.size(-1);
  RG_CHECK(x.dim() <= 2 && classes > 0, ShapeError, op,
           ": expected a matrix of classes or one row of them, got shape ", x.shape());
  const int64_t n = x.dim() == 2 ? x.size(0) : 1;
  return {reshape(x, {n, classes}), n, classes};
}

void check_targets(const char* op, const Tensor& target, int64_t least, int64_t classes) {
  RG_CHECK(target.dtype() == DType::kInt64, DTypeError, op, ": expected an int64 target, got ",
           target.dtype(), "; convert it with .to()");
  if (target.numel() == 0) return;
  const int64_t low = min(target).item().to_int(), high = max(target).item().to_int();
  RG_CHECK(low >= least && high < classes, BoundsError, op, ": target ", low < least ? low : high,
           " is out of bounds for ", classes, " classes");
}

// A loss of rows, of which a single one is a number.
Tensor reduced_rows(const Tensor& y, const Dims& shape, bool single, Reduction reduction) {
  if (reduction == Reduction::kNone && single) return reshape(y, shape);
  return reduced(y, reduction);
}

}  // namespace

Tensor margin_ranking_loss(const Tensor& a, const Tensor& b, const Tensor& target, double margin,
                           Reduction reduction) {
  RG_CHECK(a.dim() == b.dim() && b.dim() == target.dim(), ShapeError,
           "margin_ranking_loss: all must have as many dimensions, got shapes ", a.shape(), ", ",
           b.shape(), " and ", target.shape());
  return reduced(positive_part(add(mul(neg(target), sub(a, b)), margin)), reduction);
}

Tensor hinge_embedding_loss(const Tensor& input, const Tensor& target, double margin,
                            Reduction reduction) {
  const Tensor apart = only(ne(target, 1), positive_part(sub(margin, input)));
  return reduced(add(apart, only(ne(target, -1), input)), reduction);
}

Tensor cosine_embedding_loss(const Tensor& a, const Tensor& b, const Tensor& target, double margin,
                             Reduction reduction) {
  const char* op = "cosine_embedding_loss";
  const int64_t dims = target.dim();
  RG_CHECK(dims <= 1, ShapeError, op, ": the target has one dimension or none, got shape ",
           target.shape());
  RG_CHECK(a.dim() == dims + 1 && b.dim() == dims + 1, ShapeError, op, ": a target of shape ",
           target.shape(), " takes inputs of ", dims + 1, " dimensions, got shapes ", a.shape(),
           " and ", b.shape());
  constexpr double kLeast = 1e-12;
  const auto length = [&](const Tensor& x) { return add(sum(mul(x, x), {dims}), kLeast); };
  const Tensor cosine = div(sum(mul(a, b), {dims}), sqrt(mul(length(a), length(b))));
  return reduced(add(only(eq(target, 1), sub(1, cosine)),
                     only(eq(target, -1), positive_part(sub(cosine, margin)))),
                 reduction);
}

void check_triplet(const char* op, const Tensor& anchor, const Tensor& positive,
                   const Tensor& negative, double margin) {
  RG_CHECK(margin > 0, DomainError, op, ": margin must be greater than 0, got ", margin);
  RG_CHECK(anchor.dim() == positive.dim() && positive.dim() == negative.dim(), ShapeError, op,
           ": anchor, positive and negative must have as many dimensions, got shapes ",
           anchor.shape(), ", ", positive.shape(), " and ", negative.shape());
}

Tensor triplet_loss(const Tensor& positive, const Tensor& negative, double margin,
                    Reduction reduction) {
  return reduced(positive_part(sub(add(positive, margin), negative)), reduction);
}

Tensor multi_margin_loss(const Tensor& input, const Tensor& target, int64_t p, double margin,
                         const Tensor& weight, Reduction reduction) {
  const char* op = "multi_margin_loss";
  RG_CHECK(p == 1 || p == 2, DomainError, op, ": only p = 1 and p = 2 are supported, got ", p);
  const auto [x, n, classes] = as_rows(op, input);
  RG_CHECK(target.dim() <= 1 && target.numel() == n && (input.dim() < 2 || target.dim() == 1),
           ShapeError, op, ": expected ", n, " targets in one dimension, got shape ",
           target.shape());
  RG_CHECK(!weight.defined() || (weight.dim() == 1 && weight.numel() == classes), ShapeError, op,
           ": weight must have one entry for each of ", classes, " classes, got shape ",
           weight.shape());
  check_targets(op, target, 0, classes);
  const Tensor t = reshape(target, {n, 1});
  Tensor y = relu(add(sub(x, gather(x, 1, t)), margin));  // of slope 0 at the hinge
  if (p == 2) y = square(y);
  if (weight.defined()) y = mul(y, gather(expand(weight, {n, classes}), 1, t));
  const Tensor other = ne(arange(0, classes, 1), t);
  return reduced_rows(div(sum(only(other, y), {1}), classes), target.shape(), input.dim() < 2,
                      reduction);
}

Tensor multilabel_margin_loss(const Tensor& input, const Tensor& target, Reduction reduction) {
  const char* op = "multilabel_margin_loss";
  RG_CHECK(input.shape() == target.shape(), ShapeError, op, ": the target has shape ",
           target.shape(), " but the input ", input.shape(), "; they must be the same");
  const auto [x, n, classes] = as_rows(op, input);
  check_targets(op, target, -1, classes);
  const Tensor t = reshape(target, {n, classes});
  const Tensor counts = gt(cumprod(ge(t, 0), 1), 0);
  const Tensor at = where(counts, t, operand(0, t));
  // How often each class is a target, from which the others are those that never are.
  const Tensor others =
      eq(scatter_add(zeros({n, classes}, DType::kInt64), 1, at, to(counts, DType::kInt64)), 0);
  const Tensor picked = unsqueeze(gather(x, 1, at), 2);
  const Tensor y = relu(add(sub(unsqueeze(x, 1), picked), 1));
  const Tensor pairs = mul(unsqueeze(counts, 2), unsqueeze(others, 1));
  const Tensor rows = div(sum(only(pairs, y), {1, 2}), classes);
  return reduced_rows(rows, {}, input.dim() < 2, reduction);
}

}  // namespace retrograd::ops
