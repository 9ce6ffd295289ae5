// run_hooks.h: calling the hooks of nodes and leaves, and checking what they return.
//
// The order at one node: hooks of its tensors, retained gradients, pre-hooks, the node, post-hooks.
// A hook may edit the gradients that it gets in place: one that others see too is copied first. No
// lock is held while a hook runs.
// Each function does nothing where there are no hooks of its kind.
#pragma once

#include "graph/node.h"

namespace retrograd {

// Hooks of the tensors that `node` made, or of the leaf that it is the sink of.
void run_tensor_hooks(const Node& node, Tensors& grads);

// Adds to the .grad of the tensors that asked for it.
void keep_retained(const Node& node, const Tensors& grads);

void run_pre_hooks(const Node& node, Tensors& grads);

// What the post-hooks of the node will see of the gradients that it is about to take in; nothing
// where it has none.
Tensors for_post_hooks(const Node& node, const Tensors& grads);

// `grads`, in the shapes and types of the node's inputs, were computed from `arrived`.
void run_post_hooks(const Node& node, Tensors& grads, const Tensors& arrived);

// What is called when something was added to the .grad of a leaf.
void run_accumulated_hooks(const Tensor& leaf);

}  // namespace retrograd
