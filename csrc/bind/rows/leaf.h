// leaf.h: what factories give: a leaf of the graph, which requires grad where that was asked for.
#pragma once

#include "graph/grad_meta.h"

namespace retrograd::bind {

inline Tensor leaf(Tensor x, bool wants_grad) {
  if (wants_grad) set_requires_grad(x, true);
  return x;
}

}  // namespace retrograd::bind
