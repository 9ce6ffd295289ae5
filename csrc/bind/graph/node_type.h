// node_type.h: the layout of the Python objects of nodes, for the types that build on it.
#pragma once

#include "bind/python.h"
#include "graph/node.h"

namespace retrograd::bind {

struct NodeObject {
  PyObject_HEAD Ref<Node> node;
};

extern PyTypeObject* node_type;

// The attribute `origin`.
PyObject* node_origin(PyObject* self, void*);

inline const Ref<Node>& node_of(PyObject* self) {
  return reinterpret_cast<NodeObject*>(self)->node;
}

}  // namespace retrograd::bind
