#include "graph/node.h"

#include <utility>
#include <vector>

#include "base/check.h"

namespace retrograd {
namespace {
std::atomic<uint64_t> next_sequence{1};
thread_local std::vector<Node*>* releasing = nullptr;
}  // namespace

Node::Node(Edges&& inputs)
    : edges(std::move(inputs)), sequence_(next_sequence.fetch_add(1, std::memory_order_relaxed)) {
  allocator::count_live(allocator::Live::kNodes, 1);
}

Node::~Node() { allocator::count_live(allocator::Live::kNodes, -1); }

void Node::acquire(bool retain) {
  if (!has_saved()) return;
  uint32_t state = state_.load(std::memory_order_acquire);
  do {
    RG_CHECK(!(state & kFreed), GraphError, "backward: the saved tensors of ", name(),
             " were freed by an earlier backward through this graph; pass retain_graph=True to the "
             "earlier call to go through it a second time");
  } while (!state_.compare_exchange_weak(state, (state + 1) | (retain ? 0 : kFreed),
                                         std::memory_order_acq_rel));
}

void Node::done() {
  if (!has_saved()) return;
  if (state_.fetch_sub(1, std::memory_order_acq_rel) != (kFreed | 1)) return;
  release_saved();
  if (!hooks) return;
  hooks->tensor.clear();
  hooks->pre.clear();
  hooks->post.clear();
}

// See Note [Graph release].
void Node::last_release() noexcept {
  if (releasing) {
    releasing->push_back(this);
    return;
  }
  std::vector<Node*> queue;
  releasing = &queue;
  delete this;
  while (!queue.empty()) {
    Node* node = queue.back();
    queue.pop_back();
    delete node;
  }
  releasing = nullptr;
}

}  // namespace retrograd
