// drop.h: letting go of the attributes of objects, without recursion.
//
// An attribute may be the last owner of an object that has attributes, and so on: see Note [Graph
// release]. Python ends such a recursion by a count, whatever the stack of the thread.
#pragma once

#include "base/small_vec.h"
#include "bind/python.h"

namespace retrograd::bind {

namespace detail {
using DropQueue = SmallVec<PyObject*, 16>;
inline constinit thread_local DropQueue* dropping = nullptr;
}  // namespace detail

// Takes over a reference to the dict of an object's attributes, or null. REQUIRES: the GIL.
inline void drop_attributes(PyObject* dict) noexcept {
  if (!dict) return;
  if (detail::dropping) return detail::dropping->push_back(dict);
  detail::DropQueue queue = {dict};
  detail::dropping = &queue;
  while (!queue.empty()) {
    PyObject* const next = queue.back();
    queue.pop_back();
    Py_DECREF(next);
  }
  detail::dropping = nullptr;
}

}  // namespace retrograd::bind
