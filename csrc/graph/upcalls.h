// upcalls.h: what this floor and ops have done by floors above them.
//
// Views are read anew from their bases by operations, tangents are computed by them, and the rule
// that fits all operations runs backward. engine/upcalls.cpp hands this table in when the program
// is loaded; nothing here is on the way of a usual operation.
#pragma once

#include "graph/node.h"

namespace retrograd {

namespace detail {
class DualCall;
}

struct Upcalls {
  // See view.h.
  Ref<Node> (*as_strided_node)(const Tensor& base, const Tensor& view);
  Ref<Node> (*copy_slices_node)(const Tensor& base, const Tensor& view, const Edge& written);
  // See modes/tangent.h.
  Tensor (*tangent_window)(const Tensor& base_tangent, const TensorImpl& base, const Tensor& view);
  Tensor (*fit_tangent)(const Tensor& t, const Tensor& x, bool copy);
  void (*write_tangent)(const Tensor& x, const Tensor& t);
  Tensor (*symmetric)(detail::DualCall& call, const Tensor& y);
  Tensors (*by_two_vjps)(detail::DualCall& call, const Tensors& ys);
  // See anomaly.h.
  bool (*all_finite)(const Tensors& xs);
  void (*look)(const char* op, bool of_derivative, const Tensors& inputs, const Tensors& outputs,
               bool clean);
};

// Throws RuntimeError if none was handed in: a program that links the library by hand has to ask
// for it, with -Wl,--undefined=retrograd_upcalls, or the linker leaves it out.
const Upcalls& upcalls();

// `table` lives for ever. REQUIRES: no other thread runs.
void set_upcalls(const Upcalls* table) noexcept;

}  // namespace retrograd
