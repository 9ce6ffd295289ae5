// owned.h: a walk over what tensors, nodes and storages own, for who must see every reference.
//
// Each class lists in one place what it owns: the function below for tensors, Node::visit_owned and
// its overrides for nodes. What is added to one of them and can lead back into a graph is added
// there as well, or the garbage collector of the host takes it for what somebody outside owns.
#pragma once

#include "core/tensor.h"

namespace retrograd {

class Node;

class Owned {
 public:
  virtual void tensor(TensorImpl& x) = 0;
  virtual void node(Node& node) = 0;
  virtual void storage(Storage& storage) = 0;
  // Hooks, what they packed, and the like: what the host's floor knows more about.
  virtual void host(Counted& thing) = 0;

 protected:
  ~Owned() = default;
};

// Calls `to` once for each reference that x owns. Hooks are left out while a run that is going to
// call them owns them too.
void visit_owned(const TensorImpl& x, Owned& to);

}  // namespace retrograd
