// saving.h: nodes that keep tensors for their derivative.
#pragma once

#include <span>

#include "graph/saved/saved.h"

namespace retrograd {

// What Ctx (record.h) can do without knowing its operation.
class SavingNode : public Node {
 public:
  using Node::Node;

  Tensors saved_now() const override;
  void visit_owned(Owned& to) override;

 protected:
  // All that the node can keep, in order, whether it keeps it now or not.
  virtual std::span<SavedTensor> members() = 0;

  void release_saved() override;
  // Each member under its name, but those whose name is null. REQUIRES: a name for each.
  void add_saved(SavedValues& all, std::span<const char* const> names, bool numbers);
};

}  // namespace retrograd
