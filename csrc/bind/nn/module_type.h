// module_type.h: the class that nn.Module derives from: calling a module, and its attributes.
//
// It has no fields, so that classes of other packages can be bases beside it.
#pragma once

#include "bind/python.h"

namespace retrograd::bind {

// Adds the class _Module and what nn/module.py tells it.
void add_module_type(PyObject* module);

}  // namespace retrograd::bind
