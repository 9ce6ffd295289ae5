// gc.h: what Python's garbage collector sees of the graph: the objects that hooks, nodes and dead
// Python objects of tensors hold, behind the tensors and nodes that have Python objects.
//
// Note [Sole owner]: the collector must meet each reference exactly once, and from its owner. So a
// walk goes on to a tensor or node only where the count says that the way there is the only one;
// all the rest counts as alive. A cycle through a part of a graph that two own is therefore not
// found until one of them lets go.
#pragma once

#include "bind/python.h"
#include "core/tensor.h"
#include "graph/node.h"

namespace retrograd::bind {

// Hooks, metadata and the like are counted: with none alive there is nothing to walk for.
void count_python_things(int n);

// For tp_traverse of the Python objects that own x, or the node.
int visit_python_behind(const Tensor& x, visitproc visit, void* arg);
int visit_python_behind(const Ref<Node>& node, visitproc visit, void* arg);

// For tp_clear: drops what the same walk meets.
void clear_python_behind(const Tensor& x);
void clear_python_behind(const Ref<Node>& node);

// A Python object as the core owns things of its host.
class HostObject : public Counted {
 public:
  explicit HostObject(Object o) : object(std::move(o)) { count_python_things(1); }
  ~HostObject() override;

  Object object;
};

}  // namespace retrograd::bind
