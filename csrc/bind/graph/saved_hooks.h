// saved_hooks.h: pack and unpack hooks written in Python.
#pragma once

#include "bind/python.h"
#include "graph/saved/saved.h"

namespace retrograd::bind {

// Hooks that call the two functions. Throws TypeError, in the name of `op`, unless they can be
// called.
Ref<SavedHooks> python_saved_hooks(const char* op, PyObject* pack, PyObject* unpack);

// Puts the two functions in force on this thread, or, with None for both, the usual way of saving.
// Throws TypeError unless they can be called.
void push_python_saved_hooks(PyObject* owner, PyObject* pack, PyObject* unpack);

}  // namespace retrograd::bind
