// one_node.h: running one node by itself, outside of a run.
#pragma once

#include "graph/node.h"

namespace retrograd {

// Whether nobody wants a gradient of an operation, which then has not saved what it takes: one of a
// view alone that was made under no_grad, of a base that requires grad.
inline bool needs_nothing(const Node& node) {
  for (const Edge& edge : node.edges)
    if (edge.node) return false;
  return !node.runs_host_code();
}

// The gradient of each input of `node`, in its shape and type, for those of its outputs, which may
// be undefined, as those of inputs that need none are; outputs of integers at the end may be left
// out. The sink of a leaf adds to the .grad instead and gives nothing. Hooks are not called, saved
// tensors stay. Throws TypeError for another number of gradients, ShapeError for another shape,
// GraphError if what the node saved is gone.
Tensors apply_node(Node& node, Tensors grads);

}  // namespace retrograd
