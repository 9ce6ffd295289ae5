// edge.h: GradientEdge, the Python handle on one output of a node, and arguments that may be one.
#pragma once

#include "bind/call/convert.h"
#include "graph/node.h"

namespace retrograd::bind {

// GradientEdge(node, output_nr, ownership_token=None), a tuple. It keeps the graph alive, and no
// tensor.
void add_edge_type(PyObject* module);
Object edge_object(const Edge& edge);

// What gradients start from or end at: a tensor, or an edge alone.
struct GraphPoint {
  Tensor tensor;  // undefined for an edge
  Edge edge;      // of an edge; of a tensor it is found when asked for
};

// A tensor or edge, or several: an iterable of them, or the values of a dict.
std::vector<GraphPoint> to_points(const CallContext& call, int i);

template <>
struct Argument<const std::vector<GraphPoint>&> {
  Argument(const CallContext& call, int i) : points_(to_points(call, i)) {}
  const std::vector<GraphPoint>& get() const { return points_; }

 private:
  std::vector<GraphPoint> points_;
};

template <>
struct Argument<const std::optional<std::vector<GraphPoint>>&> {
  Argument(const CallContext& call, int i) {
    if (call.values[i] != Py_None) points_ = to_points(call, i);
  }
  const std::optional<std::vector<GraphPoint>>& get() const { return points_; }

 private:
  std::optional<std::vector<GraphPoint>> points_;
};

}  // namespace retrograd::bind
