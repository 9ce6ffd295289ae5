// backward.h: runs a recorded graph backwards: order, accumulation, capture.
//
// Nodes run from the youngest to the oldest. A node is younger than all that made its inputs, so
// when it is its turn everything that could still add to its gradient has run, and no counting of
// dependencies is needed. A leaf's sink is as old as the leaf's first use in a graph that lives, so
// it runs as soon as the last of its gradient has arrived, or later where an older graph lives too.
// Where hooks can see when, it is the former: see Note [Leaves in time].
//
// Thread safety: several threads may run graphs that share nodes and leaves at once; a graph run
// without `retain_graph` can be run by one of them only. Runs on the calling thread.
#pragma once

#include <optional>
#include <vector>

#include "engine/options.h"
#include "graph/node.h"

namespace retrograd {

// Adds the gradient of sum_i <grads_i, roots_i> to the .grad of every leaf below the roots, or of
// `inputs` alone where there are any; those of them that are no leaves are told to retain theirs.
// An undefined gradient stands for 1 and needs a root of one element. Throws GraphError or
// ShapeError; leaves that were reached before keep what they got.
void backward(const std::vector<Tensor>& roots, const std::vector<Tensor>& grads,
              const std::vector<Tensor>& inputs, BackwardOptions options);

// The same gradients, one per input, returned instead; undefined where the roots do not depend on
// an input. Only nodes between the roots and the inputs run, and no .grad changes.
std::vector<Tensor> grad(const std::vector<Tensor>& roots, const std::vector<Tensor>& grads,
                         const std::vector<Tensor>& inputs, BackwardOptions options);

// The same from and to edges of the graph, which keep no tensor alive.
void backward_from(const std::vector<Edge>& roots, const std::vector<Tensor>& grads,
                   const std::vector<Edge>& inputs, BackwardOptions options);
std::vector<Tensor> grad_from(const std::vector<Edge>& roots, const std::vector<Tensor>& grads,
                              const std::vector<Edge>& inputs, BackwardOptions options);

// What hooks and derivatives may ask of the run that calls them, the innermost one on this thread.
struct CurrentRun {
  // Whether it goes to inputs that were named, and to no other leaves; nothing outside a run.
  static std::optional<bool> restricted();
  // The others throw GraphError outside a run.
  // Whether the run goes, or went, through the node of this sequence number.
  static bool reaches(uint64_t sequence);
  // A place for what the host wants to keep as long as the run; empty at first.
  static Ref<Counted>& host_state();
};

// The edge of a root, and of the input of a number. Throw GraphError where it requires no grad.
Edge root_edge(const Tensor& root);
Edge input_edge(const Tensor& input, size_t number);

}  // namespace retrograd
