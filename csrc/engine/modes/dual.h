// dual.h: the two ends of forward mode: tensors made dual, and taken apart again.
#pragma once

#include "graph/node.h"

namespace retrograd {

namespace detail {
class DualCall;
}

// A view of `primal` with a tangent: `t` itself, or a copy in the type and the layout of `primal`.
// Throws GraphError outside a level, or if one of the two has a tangent already; DomainError
// unless both are floating; ShapeError if their shapes differ, or elements of `primal` share
// memory.
Tensor make_dual(const Tensor& primal, const Tensor& t);

// A view of x without a tangent.
Tensor primal_of(const Tensor& x);

// See graph/modes/tangent.h and graph/upcalls.h.
namespace engine {
Tensor tangent_window(const Tensor& base_tangent, const TensorImpl& base, const Tensor& view);
Tensor fit_tangent(const Tensor& t, const Tensor& x, bool copy);
void write_tangent(const Tensor& x, const Tensor& t);
Tensor symmetric(detail::DualCall& call, const Tensor& y);
Tensors by_two_vjps(detail::DualCall& call, const Tensors& ys);
}  // namespace engine

}  // namespace retrograd
