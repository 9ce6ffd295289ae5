// parts.h: Parts, a snapshot of the tensors, nodes and storages behind Python objects: who owns
// whom, what each owns of Python, and in which clusters all of it lives and dies.
//
// Note [Clusters]: a part that has no owner outside a cluster lives as long as the root of the
// cluster, so the collector need not know of it by itself. A cluster grows from its root: a part
// joins when as many references to it have been met inside as it has owners. Parts that several
// clusters own, or somebody unknown, are roots. A graph behind one tensor is one cluster, whatever
// its branches; each part is entered, and each reference followed, once.
//
// Thread safety: under the GIL. Counts may change meanwhile, where another thread computes, but
// nothing that it drops or takes then is garbage.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "bind/python.h"
#include "core/tensor.h"
#include "graph/saved/owned.h"

namespace retrograd::bind {

class Parts {
 public:
  static constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();
  enum class Kind : uint8_t { kTensor, kNode, kStorage };

  Parts() = default;
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;
  ~Parts();

  // Whether x owns more than its elements. If not, it is no part.
  static bool may_own(const TensorImpl& x);

  // Where the walk starts. `wrapper` is the Python object, which owns it, where the collector is
  // going to look at that; null otherwise.
  void start(Counted& what, Kind kind, PyObject* wrapper);
  // After the last start: walks, forms the clusters, and finds those that matter.
  void close();

  size_t size() const { return parts_.size(); }
  size_t clusters() const { return clusters_.size(); }
  // Whether the cluster owns something of Python or may own itself, or owns a cluster that does.
  bool matters(uint32_t cluster) const { return clusters_[cluster].matters; }
  // The references to the root of the cluster.
  int64_t owners(uint32_t cluster) const {
    return parts_[members_[clusters_[cluster].members]].owners;
  }
  // The roots that the cluster owns, by cluster, and its Python objects: once for each reference.
  std::span<const uint32_t> exits(uint32_t cluster) const;
  std::span<PyObject* const> objects(uint32_t cluster) const;
  // The cluster that starts at this wrapper of `what`; kNone without.
  uint32_t find(const Counted& what, const PyObject* wrapper) const;

  // Whether all references in and to the cluster are as they were.
  bool unchanged(uint32_t cluster) const;
  // Has a dead cluster let go of all that may hold a cycle together.
  void let_go(uint32_t cluster);

 private:
  struct Part {
    Counted* what;   // owned if it is in a cluster that matters
    int64_t owners;  // before we were one
    uint32_t references;
    uint32_t cluster = kNone;
    uint32_t met_by = kNone, met = 0;  // references met by the latest cluster that met any
    Kind kind;
    bool root = false;
  };
  struct Cluster {
    uint32_t members, exits, objects;  // where they begin; they end where those of the next begin
    PyObject* wrapper;
    bool matters;
  };
  // A reference is the number of a part, or, with this bit, of an object.
  static constexpr uint32_t kObject = 1u << 31;
  class Gather;
  class Compare;

  uint32_t number_of(Counted& what, Kind kind);
  size_t slot_of(const Counted* what) const;
  std::span<const uint32_t> references(uint32_t part) const;
  std::span<const uint32_t> members(uint32_t cluster) const;
  void walk();
  void form_cluster(uint32_t root, PyObject* wrapper);
  void list_exits();
  void spread();

  std::vector<Part> parts_;
  std::vector<uint32_t> slots_;  // a hash table of numbers of parts, from 1; 0 is free
  std::vector<uint32_t> references_;
  std::vector<PyObject*> objects_;  // borrowed
  std::vector<std::pair<uint32_t, PyObject*>> starts_;
  std::vector<Cluster> clusters_;
  std::vector<uint32_t> members_, exits_;
  std::vector<PyObject*> cluster_objects_;
};

}  // namespace retrograd::bind
