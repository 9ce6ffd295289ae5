#include "ops/layer/attention.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "graph/record.h"
#include "graph/view.h"
#include "kernels/layer/attention.h"
#include "ops/index/arrange.h"
#include "ops/layer/dropout.h"
#include "ops/layer/norm_parts.h"
#include "ops/matrix/diagonal.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/compare.h"
#include "ops/reduce/softmax.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

constexpr const char* kOp = "scaled_dot_product_attention";
constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Scores {
  bool causal;
  double scale;
};

// p = softmax(scale q k^T + mask), all of it, and 0 for a query that sees no key.
Tensor weights_of(const Tensor& q, const Tensor& k, const Tensor& mask, const Scores& how) {
  Tensor s = matmul(mul(q, how.scale), mT(k));
  if (mask.defined() && mask.dtype() == DType::kBool) s = where(mask, s, operand(-kInfinity, s));
  if (mask.defined() && mask.dtype() != DType::kBool) s = add(s, to(mask, s.dtype()));
  if (how.causal)
    s = where(tril(ones({q.size(-2), k.size(-2)}, DType::kBool), 0), s, operand(-kInfinity, s));
  if (k.size(-2) == 0) return s;
  const Tensor blind = eq(amax(detach(s), {-1}, true), -kInfinity);
  const Tensor p = softmax(where(blind, operand(0.0, s), s), -1);
  return where(blind, operand(0.0, p), p);
}

// The mask of each head, in bytes from its first element, and its last two steps.
struct MaskPlaces {
  std::vector<int64_t> heads;
  int64_t row = 0, key = 0;
};
MaskPlaces places_of_mask(const Tensor& mask, const Dims& shape) {
  MaskPlaces places;
  const Tensor all = alias_in(mask, shape);
  const auto batch = shape.size() - 2;
  const int64_t item = mask.item_bytes();
  int64_t n = 1;
  for (size_t d = 0; d < batch; ++d) n *= shape[d];
  for (int64_t i = 0; i < n; ++i) {
    int64_t left = i, at = 0;
    for (size_t d = batch; d-- > 0; left /= shape[d]) at += left % shape[d] * all.strides()[d];
    places.heads.push_back(at * item);
  }
  places.row = all.stride(-2) * item;
  places.key = all.stride(-1) * item;
  return places;
}

kernels::AttentionArgs arguments(const Tensor& q, const Tensor& k, const Tensor& v,
                                 const Tensor& mask, const MaskPlaces& places, const Scores& how) {
  kernels::AttentionArgs g = {};
  g.q = q.bytes();
  g.k = k.bytes();
  g.v = v.bytes();
  g.mask = bytes_of(mask);
  g.mask_at = places.heads.data();
  g.mask_row = places.row;
  g.mask_key = places.key;
  g.mask_is_bool = mask.defined() && mask.dtype() == DType::kBool;
  g.causal = how.causal;
  g.rows = q.size(-2);
  g.keys = k.size(-2);
  g.d = q.size(-1);
  g.width = v.size(-1);
  g.heads = 1;
  for (int64_t d = 0; d < q.dim() - 2; ++d) g.heads *= q.size(d);
  g.scale = how.scale;
  return g;
}
// Of a mask that is added, as kernels read it.
Tensor ready_mask(const Tensor& mask, DType t) {
  if (!mask.defined() || mask.dtype() == DType::kBool) return mask;
  return aligned(convert_to(mask, t));
}
Tensor working_memory(const kernels::AttentionArgs& g, DType t) {
  return retrograd::empty({kernels::attention().scratch(g.d, g.width)}, t);
}

// y = p v,  p = softmax(s),  s = scale q k^T + mask:
//   dv = p^T dy,  ds = p (dy v^T - sum dy y),  dq = scale ds k,  dk = scale ds^T q
struct FlashAttention {
  static constexpr const char* name = "ScaledDotProductFlashAttentionForCpu";
  struct Saved {
    SavedTensor q, k, v, y, log_sum, mask;
  };
  static constexpr const char* saved_names[] = {"query",  "key",       "value",
                                                "output", "logsumexp", "attn_mask"};
  using Attributes = Scores;
  static SavedValues shown(const Scores& how) {
    return {{"dropout_p", 0.0}, {"is_causal", how.causal}, {"scale", how.scale}};
  }

  // REQUIRES: the batches are equal, and the mask wants no gradient.
  static Tensor forward(Ctx<FlashAttention>* ctx, const Tensor& q, const Tensor& k, const Tensor& v,
                        const Tensor& mask, const Scores& how) {
    const DType t = computing(q.dtype());
    Dims shape = q.shape(), scores = q.shape();
    shape.back() = v.size(-1);
    scores.back() = k.size(-2);
    const MaskPlaces places = mask.defined() ? places_of_mask(mask, scores) : MaskPlaces();
    const Tensor a = ready(q, t), b = ready(k, t), c = ready(v, t), m = ready_mask(mask, t);
    const MaskPlaces own = m.same(mask) || !m.defined() ? places : places_of_mask(m, scores);
    Tensor y = retrograd::empty(shape, t);
    shape.pop_back();
    const Tensor log_sum = retrograd::empty(shape, t);
    kernels::AttentionArgs g = arguments(a, b, c, m, own, how);
    g.y = y.bytes();
    g.log_sum = log_sum.bytes();
    const kernels::Attention& f = kernels::attention();
    const int64_t blocks = (g.rows + f.block - 1) / f.block;
    const double work = work_of(g, f.block);
    const LongWork outside(static_cast<double>(g.heads * blocks) * work > kLongProduct);
    const int64_t tasks = y.numel() > 0 ? g.heads * blocks : 0;  // nothing asks for the scores
    parallel_for(tasks, static_cast<int64_t>(kGrain / work) + 1, [&](int64_t begin, int64_t end) {
      const Tensor memory = working_memory(g, t);
      for (; begin < end; ++begin) f.forward[t](g, begin / blocks, begin % blocks, memory.bytes());
    });
    if (!q.same(a)) y = convert_to(y, q.dtype());
    if (ctx) {
      ctx->saved.q = q;
      ctx->saved.k = k;
      ctx->saved.v = v;
      ctx->saved.y = ctx->output(y);
      ctx->saved.log_sum = log_sum;
      if (mask.defined()) ctx->saved.mask = mask;
      ctx->attributes = how;
    }
    return y;
  }

  static Grads<4> backward(const Ctx<FlashAttention>& ctx, const Tensor& grad) {
    const Tensor q = ctx.saved.q, k = ctx.saved.k, v = ctx.saved.v, mask = ctx.saved.mask;
    const Scores& how = ctx.attributes;
    const DType t = computing(q.dtype());
    if (grad_enabled() || forward_mode()) {
      const Tensor a = to(q, t), b = to(k, t), c = to(v, t), dy = to(grad, t);
      const Tensor p = weights_of(a, b, mask, how), dp = matmul(dy, mT(c));
      const Tensor ds = mul(mul(p, sub(dp, sum(mul(p, dp), {-1}, true))), how.scale);
      return {to(matmul(ds, b), q.dtype()), to(matmul(mT(ds), a), k.dtype()),
              to(matmul(mT(p), dy), v.dtype()), Tensor()};
    }
    const Tensor a = ready(q, t), b = ready(k, t), c = ready(v, t), dy = ready(grad, t),
                 y = ready(ctx.saved.y, t), log_sum = ctx.saved.log_sum, m = ready_mask(mask, t);
    Dims scores = q.shape();
    scores.back() = k.size(-2);
    const MaskPlaces places = m.defined() ? places_of_mask(m, scores) : MaskPlaces();
    const Tensor dq = zeros(q.shape(), t), dk = zeros(k.shape(), t), dv = zeros(v.shape(), t);
    kernels::AttentionArgs g = arguments(a, b, c, m, places, how);
    g.grad = dy.bytes();
    g.y = y.bytes();
    g.log_sum = log_sum.bytes();
    g.dq = dq.bytes();
    g.dk = dk.bytes();
    g.dv = dv.bytes();
    const double work = work_of(g, g.rows + 1);
    const LongWork outside(static_cast<double>(g.heads) * work > kLongProduct);
    parallel_for(y.numel() > 0 ? g.heads : 0, static_cast<int64_t>(kGrain / work) + 1,
                 [&](int64_t begin, int64_t end) {
                   const Tensor memory = working_memory(g, t);
                   for (; begin < end; ++begin)
                     kernels::attention().backward[t](g, begin, memory.bytes());
                 });
    return {convert_to(dq, q.dtype()), convert_to(dk, k.dtype()), convert_to(dv, v.dtype()),
            Tensor()};
  }

 private:
  static constexpr double kGrain = 1 << 20;  // multiply-adds worth a task of their own
  // Those of so many rows; empty ones may be of any number.
  static double work_of(const kernels::AttentionArgs& g, int64_t rows) {
    return static_cast<double>(rows) * static_cast<double>(g.keys + 1) *
           static_cast<double>(g.d + g.width + 16);
  }
};

void check(const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& mask,
           const AttentionRule& rule) {
  RG_CHECK(q.dim() >= 2 && k.dim() >= 2 && v.dim() >= 2, ShapeError, kOp,
           ": expected query, key and value with at least 2 dimensions, got shapes ", q.shape(),
           ", ", k.shape(), " and ", v.shape());
  RG_CHECK(is_floating(q.dtype()) && k.dtype() == q.dtype() && v.dtype() == q.dtype(), DTypeError,
           kOp, ": expected query, key and value of one floating dtype, got ", q.dtype(), ", ",
           k.dtype(), " and ", v.dtype());
  RG_CHECK(k.size(-1) == q.size(-1), ShapeError, kOp, ": queries have ", q.size(-1),
           " elements each but keys ", k.size(-1));
  RG_CHECK(v.size(-2) == k.size(-2), ShapeError, kOp, ": there are ", k.size(-2), " keys but ",
           v.size(-2), " values");
  RG_CHECK(rule.dropout >= 0 && rule.dropout <= 1, DomainError, kOp,
           ": dropout probability has to be between 0 and 1, but got ", rule.dropout);
  if (!mask.defined()) return;
  RG_CHECK(
      mask.dtype() == DType::kBool || mask.dtype() == DType::kFloat32 || mask.dtype() == q.dtype(),
      DTypeError, kOp, ": expected attn_mask of dtype bool, float32 or ", q.dtype(), ", got ",
      mask.dtype());
  const Dims scores = {q.size(-2), k.size(-2)};
  Dims last(mask.shape().end() - std::min<int64_t>(2, mask.dim()), mask.shape().end());
  RG_CHECK(can_broadcast(last, scores), ShapeError, kOp, ": attn_mask of shape ", mask.shape(),
           " does not broadcast to ", scores[0], " queries and ", scores[1], " keys");
}

// Each head as often as it takes to have `heads` of them.
Tensor repeated(const Tensor& x, int64_t heads) {
  const int64_t own = x.size(-3);
  RG_CHECK(own > 0 && heads % own == 0, ShapeError, kOp, ": with enable_gqa the ", own,
           " heads of keys and values must divide the ", heads, " of queries");
  return own == heads ? x : repeat_interleave(x, heads / own, x.dim() - 3);
}

Dims batch_of(const Tensor& x) { return Dims(x.shape().begin(), x.shape().end() - 2); }
Tensor in_batch(const Tensor& x, Dims shape) {
  shape.push_back(x.size(-2));
  shape.push_back(x.size(-1));
  return x.shape() == shape ? x : expand(x, shape);
}

}  // namespace

Tensor scaled_dot_product_attention(const Tensor& query, const Tensor& key, const Tensor& value,
                                    const Tensor& mask, const AttentionRule& rule) {
  check(query, key, value, mask, rule);
  Tensor k = key, v = value;
  if (rule.grouped) {
    RG_CHECK(query.dim() >= 3 && k.dim() >= 3 && v.dim() >= 3, ShapeError, kOp,
             ": enable_gqa asks for a dimension of heads, got shape ", query.shape());
    k = repeated(k, query.size(-3));
    v = repeated(v, query.size(-3));
  }
  Dims batch = broadcast_shapes(kOp, batch_of(query), batch_of(k));
  batch = broadcast_shapes(kOp, batch, batch_of(v));
  if (mask.defined() && mask.dim() > 2) batch = broadcast_shapes(kOp, batch, batch_of(mask));
  const Tensor q = in_batch(query, batch);
  k = in_batch(k, batch);
  v = in_batch(v, batch);
  const auto d = static_cast<double>(std::max<int64_t>(1, q.size(-1)));
  const Scores how = {rule.causal, rule.scale.value_or(1 / std::sqrt(d))};
  const bool mask_learns = mask.defined() && ((grad_enabled() && requires_grad(mask)) ||
                                              (forward_mode() && has_tangent(mask)));
  if (rule.dropout == 0 && !mask_learns) return record<FlashAttention>(q, k, v, mask, how);
  const DType t = computing(q.dtype());
  const Tensor p = weights_of(to(q, t), to(k, t), mask, how);
  const Tensor kept = dropout({kOp, false, false}, p, rule.dropout, true);
  return to(matmul(kept, to(v, t)), q.dtype());
}

}  // namespace retrograd::ops
