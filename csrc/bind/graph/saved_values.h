// saved_values.h: the attributes _saved_<name> and _raw_saved_<name> of nodes.
#pragma once

#include "bind/python.h"

namespace retrograd::bind {

// The tp_getattro of nodes: what every object has, then what the node keeps.
PyObject* get_node_attribute(PyObject* self, PyObject* name);
// The __dir__ of nodes.
PyObject* list_node_attributes(PyObject* self, PyObject*);

// Creates the class of raw saved tensors and adds it to the module.
void add_saved_tensor_type(PyObject* module);

}  // namespace retrograd::bind
