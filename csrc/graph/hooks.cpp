#include "graph/hooks.h"

#include <utility>

namespace retrograd {

void Hook::remove() {
  if (!list_) return;
  HookList& list = *std::exchange(list_, nullptr);
  // The last owner may go with the place on the list, so nothing of the hook is used after this.
  const Ref<Hook> self = std::exchange(list.hooks_[place_], nullptr);
  if (++list.gaps_ * 2 > list.hooks_.size()) list.close_gaps();
}

void HookList::add(Ref<Hook> hook, uint32_t output) {
  hook->list_ = this;
  hook->place_ = hooks_.size();
  hook->output_ = output;
  hooks_.push_back(std::move(hook));
}

void HookList::clear() {
  // Out of reach first: what a hook ends may come back to this list.
  const std::vector<Ref<Hook>> ending = std::exchange(hooks_, {});
  gaps_ = 0;
  for (const Ref<Hook>& hook : ending)
    if (hook) hook->list_ = nullptr;
}

std::vector<HookList::Entry> HookList::snapshot() const {
  std::vector<Entry> all;
  all.reserve(hooks_.size() - gaps_);
  for (const Ref<Hook>& hook : hooks_)
    if (hook) all.push_back({hook, hook->output_});
  return all;
}

void HookList::close_gaps() {
  std::erase(hooks_, nullptr);
  gaps_ = 0;
  for (size_t i = 0; i < hooks_.size(); ++i) hooks_[i]->place_ = i;
}

}  // namespace retrograd
