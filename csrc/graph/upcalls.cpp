#include "graph/upcalls.h"

#include "base/check.h"
#include "graph/modes/anomaly.h"
#include "graph/modes/tangent.h"
#include "graph/view.h"

namespace retrograd {
namespace {
// Set by the constructor of another file, so it must have its first value before any of those.
constinit const Upcalls* above = nullptr;
}  // namespace

const Upcalls& upcalls() {
  RG_CHECK(above, RuntimeError,
           "the engine is not linked in: link with -Wl,--undefined=retrograd_upcalls");
  return *above;
}

void set_upcalls(const Upcalls* table) noexcept { above = table; }

Ref<Node> as_strided_node(const Tensor& base, const Tensor& view) {
  return upcalls().as_strided_node(base, view);
}

Ref<Node> copy_slices_node(const Tensor& base, const Tensor& view, const Edge& written) {
  return upcalls().copy_slices_node(base, view, written);
}

void OperationWatch::look(const Tensors& inputs, const Tensors& outputs, bool clean) const {
  upcalls().look(op_, before_ == detail::Watched::kDerivative, inputs, outputs, clean);
}

bool all_finite(const Tensors& xs) { return upcalls().all_finite(xs); }

namespace detail {

Tensor tangent_window(const Tensor& base_tangent, const TensorImpl& base, const Tensor& view) {
  return upcalls().tangent_window(base_tangent, base, view);
}

Tensor fit_tangent(const Tensor& t, const Tensor& x, bool copy) {
  return upcalls().fit_tangent(t, x, copy);
}

void write_tangent(const Tensor& x, const Tensor& t) { upcalls().write_tangent(x, t); }

Tensor DualCall::symmetric(const Tensor& y) { return upcalls().symmetric(*this, y); }

Tensors DualCall::by_two_vjps(const Tensors& ys) { return upcalls().by_two_vjps(*this, ys); }

}  // namespace detail
}  // namespace retrograd
