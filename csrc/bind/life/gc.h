// gc.h: what Python's garbage collector sees of the graph.
//
// Note [Stand-ins]: the collector counts how many references to an object it can find, and takes
// the object for dead when that is all of them and none comes from something alive. Tensors and
// nodes are no Python objects, so for the time of one collection Python objects stand in for them,
// one for each cluster of Note [Clusters] that matters. A stand-in has as many references as the
// root of its cluster has owners; the Python object of the root visits it, other stand-ins visit it
// once for each reference of theirs to the root, and it visits what Python objects its cluster
// owns. So an owner that nobody knows of (a run that goes on, a C++ variable, an object too old for
// this collection) keeps the stand-in alive, and all behind it. If the collector clears one, its
// cluster is dead, cycles within it included, and lets go of what holds it together.
//
// Finalizers that the collector calls may change the graph under a stand-in. It looks at it again
// before it is counted a second time, and if anything is not as it was, visits nothing from then
// on: what it would have visited is alive.
//
// What it costs: nothing until a collection. A full one walks once through the graphs that Python
// can reach, if there is anything that could make a cycle: hooks, custom functions, packed or
// attribute-carrying tensors, gradients with a history, writes in place. Collections that Python
// starts by itself do so only as often as they have together saved up the work for it.
#pragma once

#include <cstdint>
#include <vector>

#include "base/ref.h"
#include "bind/python.h"

namespace retrograd::bind {

// What the core owns of Python, in classes of this floor.
class PythonHolder {
 public:
  // Adds what it owns, each as often as it owns it. Nulls are allowed.
  virtual void list(std::vector<PyObject*>& into) const = 0;
  // Gives away what may hold a cycle together, when it cannot be called any more. Dicts need not be
  // given away, since the collector empties them.
  virtual void let_go(std::vector<Object>& into) = 0;

 protected:
  ~PythonHolder() = default;
};

// Holders are counted: with none alive there is less to look for.
void count_python_things(int n);
// Buffers of objects that the collector looks at. Without any, memory need not be looked at.
void count_exports(int n);
bool any_exports();

// The number of the latest collection.
uint32_t collection_number();
// What stands in for a tensor or node whose Python object is `wrapper`, borrowed; null outside of
// collections, and where nothing needs to. For tp_traverse of the wrapper.
PyObject* stand_in(const Counted& what, const PyObject* wrapper);

// Has Python tell of its collections. Throws PythonError.
void watch_collections();

// A dict that the core owns for the host.
class HostObject final : public Counted, public PythonHolder {
 public:
  explicit HostObject(Object dict) : object(std::move(dict)) { count_python_things(1); }
  ~HostObject() override;
  void list(std::vector<PyObject*>& into) const override { into.push_back(object.get()); }
  void let_go(std::vector<Object>&) override {}

  Object object;
};

}  // namespace retrograd::bind
