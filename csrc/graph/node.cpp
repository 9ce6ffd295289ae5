#include "graph/node.h"

#include <limits>
#include <utility>

#include "base/check.h"
#include "base/host.h"
#include "graph/modes/backward_runs.h"

namespace retrograd {
namespace {
std::atomic<uint64_t> next_sequence{1};
using ReleaseQueue = SmallVec<Node*, 16>;  // most releases are short, and need no heap
thread_local ReleaseQueue* releasing = nullptr;

// About a millisecond.
constexpr size_t kLongRelease = 10'000;

void empty(ReleaseQueue& queue, size_t at_most) noexcept {
  while (!queue.empty() && at_most-- > 0) {
    Node* node = queue.back();
    queue.pop_back();
    delete node;
  }
}
}  // namespace

Node::Node(Edges&& inputs, Origin recorded)
    : edges(std::move(inputs)),
      sequence_(next_sequence.fetch_add(1, std::memory_order_relaxed)),
      origin_(std::move(recorded)) {
  allocator::count_live(allocator::Live::kNodes, 1);
}

Node::~Node() { allocator::count_live(allocator::Live::kNodes, -1); }

void Node::visit_owned(Owned& to) {
  for (const Edge& edge : edges)
    if (edge.node) to.node(*edge.node);
  if (!hooks) return;
  for (const HookList* list : {&hooks->tensor, &hooks->pre, &hooks->post}) list->visit_owned(to);
  if (hooks->metadata && hooks->metadata->use_count() == 1) to.host(*hooks->metadata);
}

void Node::acquire(bool retain, uint32_t run) {
  if (!has_saved()) return;
  uint32_t state = state_.load(std::memory_order_acquire);
  do {
    if (state & kFreed) fail_freed();
  } while (!state_.compare_exchange_weak(state, (state + 1) | (retain ? 0 : kFreed),
                                         std::memory_order_acq_rel));
  if (!retain) freed_by_.store(run, std::memory_order_relaxed);
}

void Node::fail_freed() const {
  fail<GraphError>("backward: the saved tensors of ", name(),
                   " were freed by an earlier backward through this graph",
                   run_text(", at ", freed_by_.load(std::memory_order_relaxed)),
                   "; pass retain_graph=True to the earlier call to go through it a second time");
}

void Node::done() {
  if (!has_saved()) return;
  // Nobody claims a freed node anew, so the last claim can be given up without a locked
  // instruction.
  if (state_.load(std::memory_order_acquire) == (kFreed | 1)) {
    state_.store(kFreed, std::memory_order_relaxed);
  } else if (state_.fetch_sub(1, std::memory_order_acq_rel) != (kFreed | 1)) {
    return;
  }
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
  ReleaseQueue queue;
  releasing = &queue;
  delete this;
  empty(queue, kLongRelease);
  if (!queue.empty()) {
    void* const token =
        host_things.load(std::memory_order_relaxed) == 0 ? host.enter_long_work() : nullptr;
    empty(queue, std::numeric_limits<size_t>::max());
    host.leave_long_work(token);
  }
  releasing = nullptr;
}

}  // namespace retrograd
