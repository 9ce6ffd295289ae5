#include "engine/backward.h"

#include <atomic>
#include <queue>
#include <unordered_map>
#include <utility>

#include "base/check.h"
#include "base/host.h"
#include "engine/accumulate.h"
#include "graph/grad_meta.h"
#include "graph/grad_mode.h"
#include "graph/saved.h"
#include "ops/copy.h"
#include "ops/creation.h"
#include "ops/reduce.h"

namespace retrograd {
namespace {

// Nodes between two looks at the host's interrupt flag.
constexpr int kPollInterval = 64;

std::atomic<uint32_t> next_run{1};

// The gradients that have arrived at one node so far, by output.
struct Slot {
  Ref<Node> node;
  Tensors grads;
};

// Where a gradient is taken out on its way: output `output` of `node`, into result `input`.
struct Capture {
  uint32_t output;
  size_t input;
};

// One run backwards. What it knows of a node lives in a slot of its own, so that several runs can
// pass through one graph. Node::run_slot caches (run, slot) for the run that came first; the others
// look theirs up in `displaced_`.
class Run {
 public:
  explicit Run(BackwardOptions options) : options_(options), id_(next_run.fetch_add(1)) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  // Gives up the caches of nodes that an exception left waiting.
  ~Run() {
    for (const Slot& slot : slots_)
      if (slot.node) uncache(*slot.node);
  }

  // Only nodes that lead to a captured edge will run, and leaves get nothing.
  void capture(const Edge& edge, size_t input) {
    restricted_ = true;
    if (edge.node) captures_[edge.node.get()].push_back({edge.output, input});
  }

  void add(const Edge& edge, Tensor grad) {
    const OutputInfo& want = edge.node->outputs[edge.output];
    grad = fit(std::move(grad), want, *edge.node);
    Tensors& grads = slots_[slot_of(edge.node)].grads;
    if (grads.size() <= edge.output) grads.resize(edge.node->outputs.size());
    Tensor& sum = grads[edge.output];
    sum = sum.defined() ? add_gradients(std::move(sum), grad) : std::move(grad);
  }

  void restrict_to_captured(const std::vector<Edge>& roots) {
    if (restricted_)
      for (const Edge& root : roots) find_needed(root.node.get());
  }

  void run(std::vector<Tensor>& captured) {
    int until_poll = kPollInterval;
    while (!ready_.empty()) {
      if (--until_poll == 0) {
        check_interrupt();
        until_poll = kPollInterval;
      }
      const uint32_t index = ready_.top().second;
      ready_.pop();
      Slot slot = std::move(slots_[index]);
      free_slots_.push_back(index);
      forget(*slot.node);
      visit(slot, captured);
    }
  }

 private:
  static uint64_t key(uint32_t run, uint32_t slot) { return uint64_t{run} << 32 | slot; }

  uint32_t slot_of(const Ref<Node>& node) {
    uint64_t cached = node->run_slot.load(std::memory_order_relaxed);
    if (cached >> 32 == id_) return static_cast<uint32_t>(cached);
    if (!displaced_.empty())
      if (const auto found = displaced_.find(node.get()); found != displaced_.end())
        return found->second;
    const uint32_t index = new_slot(node);
    cached = 0;
    if (!node->run_slot.compare_exchange_strong(cached, key(id_, index), std::memory_order_relaxed))
      displaced_.emplace(node.get(), index);
    ready_.emplace(node->sequence(), index);
    return index;
  }

  uint32_t new_slot(const Ref<Node>& node) {
    if (free_slots_.empty()) {
      slots_.push_back({node, {}});
      return static_cast<uint32_t>(slots_.size() - 1);
    }
    const uint32_t index = free_slots_.back();
    free_slots_.pop_back();
    slots_[index] = {node, {}};
    return index;
  }

  void uncache(Node& node) {
    if (node.run_slot.load(std::memory_order_relaxed) >> 32 == id_)
      node.run_slot.store(0, std::memory_order_relaxed);
  }

  void forget(Node& node) {
    uncache(node);
    if (!displaced_.empty()) displaced_.erase(&node);
  }

  void visit(Slot& slot, std::vector<Tensor>& captured) {
    Node& node = *slot.node;
    if (!node.retained.empty()) keep_retained(node, slot.grads);
    if (restricted_) {
      if (const auto found = captures_.find(&node); found != captures_.end())
        for (const Capture& c : found->second) captured[c.input] = slot.grads[c.output];
      if (!needed_[&node]) return;
    }
    if (const Tensor* leaf = node.leaf()) {
      if (!restricted_ && slot.grads[0].defined()) accumulate_into(*leaf, std::move(slot.grads[0]));
      return;
    }
    const Claim claim(node, options_.retain_graph);
    Tensors grads = apply(node, std::move(slot.grads));
    RG_CHECK(grads.size() == node.edges.size(), GraphError, "backward: ", node.name(), " returned ",
             grads.size(), " gradients for ", node.edges.size(), " inputs");
    for (size_t i = 0; i < grads.size(); ++i) {
      const Edge& edge = node.edges[i];
      if (!grads[i].defined() || !edge.node) continue;
      if (restricted_ && !needed_[edge.node.get()] && !captures_.count(edge.node.get())) continue;
      add(edge, std::move(grads[i]));
    }
  }

  // Says which derivative it was that could not be had.
  static Tensors apply(Node& node, Tensors grads) {
    try {
      return node.apply(std::move(grads));
    } catch (const SavedTensorError& error) {
      fail<GraphError>("backward: ", node.name(), ": ", error.what());
    }
  }

  // Node::acquire and Node::done around one apply.
  struct Claim {
    Claim(Node& claimed, bool retain) : node(claimed) { node.acquire(retain); }
    Claim(const Claim&) = delete;
    Claim& operator=(const Claim&) = delete;
    ~Claim() { node.done(); }
    Node& node;
  };

  // A copy each, since what is in hand may be adopted by a leaf further down.
  static void keep_retained(const Node& node, const Tensors& grads) {
    for (const Node::Retained& r : node.retained) {
      if (!grads[r.output].defined()) continue;
      const Tensor x(Ref<TensorImpl>::share(r.tensor));
      accumulate_into(x, grads[r.output]);
    }
  }

  // The gradient in the shape and type of the output it belongs to.
  static Tensor fit(Tensor grad, const OutputInfo& want, const Node& node) {
    if (grad.shape() != want.shape) {
      RG_CHECK(can_broadcast(want.shape, grad.shape()), GraphError,
               "backward: a gradient of shape ", grad.shape(), " arrived at ", node.name(),
               ", whose output has shape ", want.shape);
      grad = ops::sum_to(grad, want.shape);
    }
    return grad.dtype() == want.dtype ? grad : ops::to(grad, want.dtype);
  }

  // Marks the nodes from which a captured edge can be reached. Depth first on a stack of our own:
  // a graph may be a million nodes deep.
  void find_needed(Node* root) {
    std::vector<std::pair<Node*, size_t>> path;
    const auto enter = [&](Node* node) {
      if (needed_.emplace(node, false).second) path.emplace_back(node, 0);
    };
    enter(root);
    while (!path.empty()) {
      auto& [node, next] = path.back();
      if (next < node->edges.size()) {
        Node* child = node->edges[next++].node.get();
        if (child) enter(child);
        continue;
      }
      for (const Edge& edge : node->edges)
        if (edge.node && (needed_[edge.node.get()] || captures_.count(edge.node.get())))
          needed_[node] = true;
      path.pop_back();
    }
  }

  const BackwardOptions options_;
  const uint32_t id_;
  std::vector<Slot> slots_;
  std::vector<uint32_t> free_slots_;
  std::priority_queue<std::pair<uint64_t, uint32_t>> ready_;  // by sequence, the youngest on top
  std::unordered_map<Node*, uint32_t> displaced_;

  bool restricted_ = false;
  std::unordered_map<Node*, std::vector<Capture>> captures_;
  std::unordered_map<Node*, bool> needed_;
};

// The gradient to start with at a root, checked.
Tensor seed(const Tensor& root, const Tensor& grad) {
  RG_CHECK(requires_grad(root), GraphError,
           "backward: the tensor to start from does not require grad "
           "and has no grad_fn; was it made under no_grad(), or from detached tensors?");
  if (!grad.defined()) {
    RG_CHECK(root.numel() == 1, GraphError,
             "backward: grad can be implicitly created only for scalar "
             "outputs; this one has shape ",
             root.shape(), ", so pass a gradient of that shape");
    return ops::ones_like(root);
  }
  RG_CHECK(grad.shape() == root.shape(), ShapeError, "backward: the gradient has shape ",
           grad.shape(), " but the tensor has shape ", root.shape());
  return grad;
}

std::vector<Tensor> execute(const std::vector<Tensor>& roots, const std::vector<Tensor>& grads,
                            const std::vector<Tensor>& inputs, BackwardOptions options) {
  RG_CHECK(roots.size() == grads.size(), GraphError, "backward: ", roots.size(), " tensors but ",
           grads.size(), " gradients");
  Run run(options);
  std::vector<Edge> edges;
  std::vector<Tensor> seeds;
  for (size_t i = 0; i < roots.size(); ++i) {
    seeds.push_back(seed(roots[i], grads[i]));
    edges.push_back(gradient_edge(roots[i]));
  }
  for (size_t i = 0; i < inputs.size(); ++i) {
    RG_CHECK(requires_grad(inputs[i]), GraphError, "backward: input ", i,
             " does not require grad, so there is no gradient for it");
    run.capture(gradient_edge(inputs[i]), i);
  }
  run.restrict_to_captured(edges);
  const GradMode mode(options.create_graph);
  for (size_t i = 0; i < roots.size(); ++i) run.add(edges[i], std::move(seeds[i]));
  std::vector<Tensor> captured(inputs.size());
  run.run(captured);
  return captured;
}

}  // namespace

void backward(const std::vector<Tensor>& roots, const std::vector<Tensor>& grads,
              const std::vector<Tensor>& inputs, BackwardOptions options) {
  std::vector<Tensor> captured = execute(roots, grads, inputs, options);
  const GradMode mode(options.create_graph);
  for (size_t i = 0; i < inputs.size(); ++i)
    if (captured[i].defined()) accumulate_into(inputs[i], std::exchange(captured[i], Tensor()));
}

std::vector<Tensor> grad(const std::vector<Tensor>& roots, const std::vector<Tensor>& grads,
                         const std::vector<Tensor>& inputs, BackwardOptions options) {
  return execute(roots, grads, inputs, options);
}

}  // namespace retrograd
