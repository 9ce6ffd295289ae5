#include "graph/saved/saving.h"

namespace retrograd {

Tensors SavingNode::saved_now() const {
  Tensors found;
  for (const SavedTensor& member : const_cast<SavingNode*>(this)->members())
    if (member.unchecked().defined()) found.push_back(member.unchecked());
  return found;
}

void SavingNode::visit_owned(Owned& to) {
  Node::visit_owned(to);
  for (const SavedTensor& member : members()) member.visit_owned(to);
}

void SavingNode::release_saved() {
  for (SavedTensor& member : members()) member = SavedTensor();
}

void SavingNode::add_saved(SavedValues& all, std::span<const char* const> names, bool numbers) {
  const std::span<SavedTensor> kept = members();
  for (size_t i = 0; i < kept.size(); ++i)
    if (names[i]) all.push_back({names[i], &kept[i], numbers});
}

}  // namespace retrograd
