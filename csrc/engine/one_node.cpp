#include "engine/one_node.h"

#include <utility>

#include "base/check.h"
#include "engine/accumulate.h"
#include "graph/grad_meta.h"
#include "graph/modes/unwanted.h"
#include "graph/saved/saved.h"

#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"

namespace retrograd {
namespace {

// Of the type of the output that it belongs to, and of its shape, which it must have.
Tensor checked(const Node& node, size_t i, const Tensor& grad) {
  const OutputInfo& want = node.outputs[i];
  RG_CHECK(grad.shape() == want.shape(), ShapeError, node.name(), ": a gradient of shape ",
           grad.shape(), " was given for an output of shape ", want.shape());
  return ops::to(grad, want.dtype());
}

}  // namespace

Tensors apply_node(Node& node, Tensors grads) {
  size_t least = node.outputs.size();
  while (least > 1 && !is_floating(node.outputs[least - 1].dtype())) --least;
  RG_CHECK(least <= grads.size() && grads.size() <= node.outputs.size(), TypeError, node.name(),
           ": expected ", least, " gradients, one for each output, got ", grads.size());
  grads.resize(node.outputs.size());
  for (size_t i = 0; i < grads.size(); ++i)
    if (grads[i].defined()) grads[i] = checked(node, i, grads[i]);
  if (const Tensor* leaf = node.leaf()) {
    if (grads[0].defined() && grad_meta(*leaf)->requires_grad)
      accumulate_into(*leaf, std::move(grads[0]));
    return {};
  }
  const Claim claim(node);
  const UnwantedInputs none;
  if (needs_nothing(node)) return Tensors(node.edges.size());
  try {
    Tensors found = node.apply(std::move(grads));
    for (size_t i = 0; i < found.size(); ++i) {
      const Edge& edge = node.edges[i];
      if (!edge.node) {
        found[i] = {};
      } else if (found[i].defined()) {
        const OutputInfo& want = edge.node->outputs[edge.output];
        found[i] = ops::to(ops::sum_to(found[i], want.shape()), want.dtype());
      }
    }
    return found;
  } catch (const SavedTensorError& error) {
    fail<GraphError>(node.name(), ": ", error.what());
  }
}

}  // namespace retrograd
