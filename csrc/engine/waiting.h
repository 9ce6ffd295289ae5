// waiting.h: the nodes at which gradients wait in one run backwards, and whose turn it is.
//
// What a run knows of a node lives in a slot of its own, so that several runs can pass through one
// graph. Node::run_slot caches (run, slot) for the run that came first; the others look theirs up.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>

#include "graph/node.h"

namespace retrograd {

// The gradients that have arrived at one node so far, by output.
struct Slot {
  Ref<Node> node;
  Tensors grads;
  bool is_ready;  // whether it has a turn
};

class Waiting {
 public:
  explicit Waiting(uint32_t run) : run_(run) {}
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  // Gives up the caches of nodes that an exception left waiting.
  ~Waiting() {
    for (const Slot& slot : slots_)
      if (slot.node) uncache(*slot.node);
  }

  Slot& operator[](uint32_t index) { return slots_[index]; }
  const Slot& operator[](uint32_t index) const { return slots_[index]; }

  // The slot of a node that has one.
  std::optional<uint32_t> find(const Node& node) const {
    const uint64_t cached = node.run_slot.load(std::memory_order_relaxed);
    if (cached >> 32 == run_) return static_cast<uint32_t>(cached);
    if (!displaced_.empty())
      if (const auto found = displaced_.find(&node); found != displaced_.end())
        return found->second;
    return std::nullopt;
  }

  // REQUIRES: the node has none.
  uint32_t add(const Ref<Node>& node) {
    const uint32_t index = new_slot(node);
    uint64_t none = 0;
    const uint64_t own = uint64_t{run_} << 32 | index;
    if (!node->run_slot.compare_exchange_strong(none, own, std::memory_order_relaxed))
      displaced_.emplace(node.get(), index);
    return index;
  }

  // Gives the node of a slot its turn: those of larger numbers come first.
  void make_ready(uint32_t index, uint64_t number) {
    slots_[index].is_ready = true;
    ready_.emplace_back(number, index);
    if (ready_.size() > 1) std::push_heap(ready_.begin(), ready_.end(), is_later);
  }

  // (number, slot) of those that have a turn, in no order.
  const auto& ready() const { return ready_; }

  // Takes the node whose turn it is out. REQUIRES: there is one.
  Slot take_next() {
    if (ready_.size() > 1) std::pop_heap(ready_.begin(), ready_.end(), is_later);
    const uint32_t index = ready_.back().second;
    ready_.pop_back();
    Slot slot = std::move(slots_[index]);
    free_slots_.push_back(index);
    uncache(*slot.node);
    if (!displaced_.empty()) displaced_.erase(slot.node.get());
    return slot;
  }

 private:
  static bool is_later(const std::pair<uint64_t, uint32_t>& a,
                       const std::pair<uint64_t, uint32_t>& b) {
    return a.first < b.first;
  }

  uint32_t new_slot(const Ref<Node>& node) {
    if (free_slots_.empty()) {
      slots_.push_back({node, {}, false});
      return static_cast<uint32_t>(slots_.size() - 1);
    }
    const uint32_t index = free_slots_.back();
    free_slots_.pop_back();
    Slot& slot = slots_[index];
    slot.node = node;
    slot.is_ready = false;
    return index;
  }

  void uncache(Node& node) {
    if (node.run_slot.load(std::memory_order_relaxed) >> 32 == run_)
      node.run_slot.store(0, std::memory_order_relaxed);
  }

  const uint32_t run_;
  // Most runs have a few nodes waiting at a time, and need no heap memory for them.
  SmallVec<Slot, 8> slots_;
  SmallVec<uint32_t, 8> free_slots_;
  SmallVec<std::pair<uint64_t, uint32_t>, 8> ready_;  // a heap, the largest number on top
  std::unordered_map<const Node*, uint32_t> displaced_;
};

}  // namespace retrograd
