#include "engine/modes/dual.h"

#include "base/check.h"
#include "core/loop/loop.h"
#include "engine/backward.h"
#include "graph/grad_meta.h"
#include "graph/modes/grad_mode.h"
#include "graph/modes/tangent.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"
#include "ops/shape/strided.h"

namespace retrograd {
namespace {

bool same_layout(const Tensor& a, const Tensor& b) {
  for (size_t d = 0; d < a.shape().size(); ++d)
    if (a.shape()[d] > 1 && a.strides()[d] != b.strides()[d]) return false;
  return true;
}

Tensor zeros_laid_out_as(const Tensor& x) {
  const Tensor memory = ops::zeros({extent_of(x.shape(), x.strides())}, x.dtype());
  return alias(memory, x.shape(), x.strides());
}

Tensor broadcast_as(const Tensor& t, const Dims& shape, DType dtype) {
  return ops::to(t.shape() == shape ? t : ops::expand(t, shape), dtype);
}

}  // namespace

Tensor make_dual(const Tensor& primal, const Tensor& t) {
  RG_CHECK(dual_level_open(), GraphError,
           "make_dual: no dual level is open; call it inside `with dual_level():`");
  for (const Tensor* x : {&primal, &t})
    RG_CHECK(is_floating(x->dtype()), DomainError, "make_dual: the ",
             x == &t ? "tangent" : "primal", " must be floating, got ", x->dtype());
  RG_CHECK(!has_tangent(primal), GraphError,
           "make_dual: the primal has a tangent already; take its unpack_dual().primal");
  RG_CHECK(!has_tangent(t), GraphError,
           "make_dual: the tangent has a tangent itself; forward mode does not nest");
  RG_CHECK(t.shape() == primal.shape(), ShapeError, "make_dual: the tangent has shape ", t.shape(),
           ", but the primal ", primal.shape());
  for (size_t d = 0; d < t.shape().size(); ++d)
    RG_CHECK(primal.strides()[d] != 0 || t.shape()[d] <= 1 || same_layout(t, primal), ShapeError,
             "make_dual: dimension ", d,
             " of the primal is expanded, so its elements share memory; take a clone() of it");
  const ForwardOff off;
  const Tensor y = ops::view(primal, primal.shape());
  set_tangent(y, engine::fit_tangent(t, y, false));
  return y;
}

Tensor primal_of(const Tensor& x) {
  const ForwardOff off;
  const Tensor y = ops::view(x, x.shape());
  if (dual_level_open()) set_tangent(y, {});
  return y;
}

namespace engine {

Tensor tangent_window(const Tensor& base_tangent, const TensorImpl& base, const Tensor& view) {
  const int64_t start = (view.bytes() - base.data) / view.item_bytes();
  const int64_t end = start + extent_of(view.shape(), view.strides());
  if (start < 0 || end > extent_of(base.layout->shape, base.layout->strides)) return {};
  // A view made without recording could not be written to later.
  const GradMode recorded(true);
  const ForwardOff off;
  return ops::as_strided(base_tangent, view.shape(), view.strides(),
                         base_tangent.storage_offset() + start);
}

Tensor fit_tangent(const Tensor& t, const Tensor& x, bool copy) {
  if (t.defined() && !copy && t.dtype() == x.dtype() && t.shape() == x.shape() && same_layout(t, x))
    return t;
  Tensor y = zeros_laid_out_as(x);
  if (t.defined()) ops::copy_(y, t);
  return y;
}

void write_tangent(const Tensor& x, const Tensor& t) {
  Tensor own = tangent(x);
  if (!own.defined() && x.impl()->base && !tangent_barred(x)) {
    const Tensor base(x.impl()->base);
    if (base.impl()->storage == x.impl()->storage && !has_tangent(base)) {
      set_tangent(base, fit_tangent({}, base, false));
      own = tangent(x);
    }
  }
  if (!own.defined()) {
    set_tangent(x, fit_tangent(t, x, true));
  } else if (t.defined()) {
    ops::copy_(own, t);
  } else {
    ops::zero_(own);
  }
}

Tensor symmetric(detail::DualCall& call, const Tensor& y) {
  const Tensors& tangents = call.tangents();
  Tensor sum;
  for (size_t i = 0; i < tangents.size(); ++i) {
    if (!tangents[i].defined()) continue;
    const Tensor t = broadcast_as(tangents[i], y.shape(), y.dtype());
    const Tensor part = call.apply(i, i + 1, {t})[i];
    if (part.defined()) sum = sum.defined() ? ops::add(sum, part) : part;
  }
  return sum;
}

Tensors by_two_vjps(detail::DualCall& call, const Tensors& ys) {
  const Tensors& tangents = call.tangents();
  const bool recorded = grad_enabled();
  const GradMode on(true);
  Tensors us;
  std::vector<Tensor> leaves;  // of `us`, those that are there
  for (const Tensor& y : ys) {
    us.emplace_back();
    if (!is_floating(y.dtype())) continue;
    us.back() = alias(ops::zeros({}, y.dtype()), y.shape(), Dims(y.shape().size(), 0));
    set_requires_grad(us.back(), true);
    leaves.push_back(us.back());
  }
  const Tensors gradients = call.apply(0, tangents.size(), us);
  std::vector<Tensor> roots, seeds;
  for (size_t i = 0; i < gradients.size(); ++i) {
    const Tensor& g = gradients[i];
    if (!tangents[i].defined() || !g.defined() || !requires_grad(g)) continue;
    roots.push_back(g);
    seeds.push_back(broadcast_as(tangents[i], g.shape(), g.dtype()));
  }
  const BackwardOptions options = {.retain_graph = recorded, .create_graph = recorded};
  const std::vector<Tensor> found = grad(roots, seeds, leaves, options);
  Tensors ts;
  size_t next = 0;
  for (const Tensor& u : us) ts.push_back(u.defined() ? found[next++] : Tensor());
  return ts;
}

}  // namespace engine
}  // namespace retrograd
