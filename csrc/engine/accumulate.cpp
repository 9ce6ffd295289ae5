#include "engine/accumulate.h"

#include <mutex>
#include <utility>

#include "base/check.h"
#include "core/loop/loop.h"
#include "graph/grad_meta.h"
#include "graph/modes/grad_mode.h"
#include "graph/modes/tangent.h"
#include "graph/saved/copy_on_write.h"
#include "graph/view.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/shape/copy.h"

namespace retrograd {
namespace {

// True where the handle in hand is the only way to the elements.
bool is_private(const Tensor& x) {
  return x.impl()->use_count() == 1 && x.storage().use_count() == 1 && !x.storage().read_only() &&
         !requires_grad(x) && (x.is_contiguous() || is_dense(x.shape(), x.strides()));
}

// False where a write could meet an element twice, or may not be made at all: a .grad that was
// assigned can be anything of the right shape.
bool takes_sums(const Tensor& x) {
  return !x.storage().read_only() && (x.is_contiguous() || is_injective(x.shape(), x.strides()));
}

bool has_tangents(const Tensor& a, const Tensor& b) {
  return forward_mode() && (has_tangent(a) || has_tangent(b));
}

Tensor own(Tensor grad, const Tensor& x) {
  if (grad_enabled() || has_tangents(grad, grad))
    return requires_grad(grad) || !is_private(grad) ? ops::clone(grad) : grad;
  if (is_private(grad) && grad.strides() == x.strides()) return grad;
  Tensor copy = empty_strided(x.shape(), like_strides(x), x.dtype());
  copy_into(copy, grad);
  return copy;
}

void add_in_place(const Tensor& sum, const Tensor& grad) {
  add_into(sum, grad);
  sum.storage().bump_version();
}

// The gradient of a leaf, out of its slot while it is being added to. Back in on every way out.
class Taken {
 public:
  explicit Taken(GradMeta& meta) : meta_(meta) {
    const std::lock_guard lock(meta_.lock);
    grad = std::exchange(meta_.grad, Tensor());
  }
  Taken(const Taken&) = delete;
  Taken& operator=(const Taken&) = delete;
  ~Taken() { put_back(); }

  // False if another thread has put one there meanwhile.
  bool put_back() {
    if (!grad.defined()) return true;
    const std::lock_guard lock(meta_.lock);
    if (meta_.grad.defined()) return false;
    meta_.grad = std::move(grad);
    return true;
  }

  Tensor grad;

 private:
  GradMeta& meta_;
};

}  // namespace

Tensor add_gradients(Tensor sum, const Tensor& grad) {
  if (grad_enabled() || !is_private(sum) || sum.shape() != grad.shape() ||
      sum.dtype() != grad.dtype() || has_tangents(sum, grad))
    return ops::add(sum, grad);
  add_in_place(sum, grad);
  return sum;
}

Tensor private_copy(Tensor grad) { return is_private(grad) ? grad : ops::clone(grad); }

void accumulate_into(const Tensor& x, Tensor grad, Sum sum) {
  // Memory of another shape can be assigned to x.data at any time, also by a hook.
  RG_CHECK(grad.shape() == x.shape(), ShapeError, "backward: a gradient of shape ", grad.shape(),
           " arrived at a tensor that has shape ", x.shape(),
           " by now; its data was assigned to after the graph was recorded");
  GradMeta& meta = ensure_grad_meta(x);
  for (;;) {
    Taken slot(meta);
    if (!slot.grad.defined()) {
      slot.grad = own(std::move(grad), x);
    } else {
      RG_CHECK(slot.grad.shape() == grad.shape() && slot.grad.dtype() == grad.dtype(), ShapeError,
               "backward: a gradient of shape ", grad.shape(), " and ", grad.dtype(),
               " cannot be added to .grad of shape ", slot.grad.shape(), " and ", slot.grad.dtype(),
               "; set .grad to None after assigning .data of another kind");
      if (grad_enabled() || sum == Sum::kApart || !takes_sums(slot.grad)) {
        slot.grad = ops::add(slot.grad, grad);
      } else if (has_tangents(slot.grad, grad)) {
        ops::add_(slot.grad, grad, 1);
      } else {
        if (slot.grad.storage().guarded() || detail::copy_on_write) [[unlikely]]
          detail::check_writable("backward: adding to .grad", slot.grad, false);
        add_in_place(slot.grad, grad);
      }
    }
    const bool back = grad_enabled() && may_lead_back(slot.grad);
    if (slot.put_back()) {
      if (back) watch(x);
      return;
    }
    grad = std::exchange(slot.grad, Tensor());
  }
}

}  // namespace retrograd
