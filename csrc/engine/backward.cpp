#include "engine/backward.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/check.h"
#include "base/host.h"
#include "engine/accumulate.h"
#include "engine/modes/anomaly.h"
#include "engine/one_node.h"
#include "engine/run_hooks.h"
#include "engine/waiting.h"
#include "graph/grad_meta.h"
#include "graph/modes/anomaly.h"
#include "graph/modes/backward_runs.h"
#include "graph/modes/grad_mode.h"
#include "graph/modes/unwanted.h"
#include "graph/record.h"
#include "graph/saved/saved.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"

namespace retrograd {
namespace {

// Nodes between two looks at the host's interrupt flag, and at the clock.
constexpr int kPollInterval = 64;

// How many waiting nodes are looked at before a leaf runs. More are better counted, once.
constexpr size_t kGlance = 32;
// In the place of a sequence number: younger than all nodes.
constexpr uint64_t kNext = UINT64_MAX;

using Clock = std::chrono::steady_clock;
// How long a run of small nodes keeps other threads out. Python's threads ask for the lock after
// 5 ms of waiting, from anew each time that it is let go of, and only then are sure to get it.
constexpr Clock::duration kTurn = std::chrono::milliseconds(10);

// Where a gradient is taken out on its way: output `output` of `node`, into result `input`.
struct Capture {
  uint32_t output;
  size_t input;
};

// One run backwards.
class Run {
 public:
  Run(BackwardOptions options, bool fills)
      : options_(options),
        id_(begin_run(options.retain_graph ? Origin() : Origin::here())),
        waiting_(id_),
        fills_(fills) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  // Only nodes that lead to a captured edge will run, and other leaves get nothing.
  void capture(const Edge& edge, size_t input) {
    restricted_ = true;
    oldest_ = std::min(oldest_, edge.node->sequence());
    map().captures[edge.node.get()].push_back({edge.output, input});
  }

  // `rest`: the edges by which something goes to other nodes, or to this one, afterwards.
  void add(const Edge& edge, Tensor&& grad, std::span<const Edge> rest) {
    const OutputInfo& want = edge.node->outputs[edge.output];
    if (!want.fits(grad)) grad = fit(std::move(grad), want, *edge.node);
    const uint32_t index = slot_of(edge.node);
    Tensors& grads = waiting_[index].grads;
    if (grads.size() <= edge.output) grads.resize(edge.node->outputs.size());
    Tensor& sum = grads[edge.output];
    sum = sum.defined() ? add_gradients(std::move(sum), grad) : std::move(grad);
    if (times_leaves_) [[unlikely]]
      arrived(*edge.node, index, rest);
  }

  // Has the node run though what came to it is undefined: its hooks, and those behind it, are
  // called all the same, and a derivative written by hand may make something of nothing.
  [[gnu::noinline]] void reach(const Edge& edge, std::span<const Edge> rest) {
    const uint32_t index = slot_of(edge.node);
    Tensors& grads = waiting_[index].grads;
    if (grads.empty()) grads.resize(edge.node->outputs.size());
    if (times_leaves_) arrived(*edge.node, index, rest);
  }

  void start_at(const std::vector<Edge>& roots) {
    roots_ = &roots;
    if (restricted_)
      for (const Edge& root : roots) find_needed(root.node.get());
    times_leaves_ = hooked_leaves.load(std::memory_order_relaxed) > 0;
  }

  // Asked by few, so found out when it is first asked.
  bool reaches(uint64_t sequence) {
    Map& m = map();
    if (m.reached.empty()) {
      if (!restricted_) find_all();
      for (const auto& [node, needed] : m.needed)
        if (wants(*node)) m.reached.insert(node->sequence());
    }
    return m.reached.count(sequence) != 0;
  }

  // Whether it goes to the inputs that were named, and to no others.
  bool restricted() const { return restricted_; }

  // The innermost run of this thread.
  static constinit thread_local Run* current;
  Ref<Counted> host_state;

  // Whether gradients are to go to a node at all.
  bool wants(Node& node) const {
    if (!restricted_) return true;
    const auto found = map_->needed.find(&node);
    return (found != map_->needed.end() && found->second) || map_->captures.count(&node);
  }

  void run(std::vector<Tensor>& captured) {
    const Running running(this);
    int until_poll = kPollInterval;
    Clock::time_point turn{};
    while (!waiting_.ready().empty()) {
      if (--until_poll == 0) {
        poll(turn);
        until_poll = kPollInterval;
      }
      Slot slot = waiting_.take_next();
      visit(slot, captured);
    }
  }

 private:
  static void poll(Clock::time_point& turn) {
    check_interrupt();
    const bool started = turn != Clock::time_point();
    if (started && Clock::now() - turn < kTurn) return;
    if (started) const LongWork others(true);
    turn = Clock::now();
  }

  uint32_t slot_of(const Ref<Node>& node) {
    if (const auto found = waiting_.find(*node)) return *found;
    const uint32_t index = waiting_.add(node);
    if (!times_leaves_ || !node->leaf()) waiting_.make_ready(index, node->sequence());
    return index;
  }

  // Note [Leaves in time]: hooks see when a leaf has its gradient, so it is next as soon as the
  // last of it is there. Most often all that waits is older than the leaf, and sends nothing more
  // to it, which is seen at a glance. Where it is not, what is on its way to leaves is counted,
  // once.

  // A gradient, or nothing in its place, came to the node; others will come by the edges `rest`.
  [[gnu::noinline]] void arrived(Node& node, uint32_t index, std::span<const Edge> rest) {
    const Tensor* leaf = node.leaf();
    if (!leaf || waiting_[index].is_ready) return;
    if (!counts_ && !is_last(node, rest)) {
      if (!is_hooked(node, *leaf)) return waiting_.make_ready(index, node.sequence());
      count_arrivals(rest);
      if (map_->arriving.count(&node)) return;
    } else if (counts_) {
      const auto found = map_->arriving.find(&node);
      if (found != map_->arriving.end() && --found->second > 0) return;
    }
    waiting_.make_ready(index, kNext);
  }

  static bool is_hooked(const Node& sink, const Tensor& leaf) {
    const NodeHooks* at_sink = sink.hooks.get();
    const LeafHooks* at_leaf = grad_meta(leaf)->hooks.get();
    return (at_sink && !(at_sink->pre.empty() && at_sink->post.empty())) ||
           (at_leaf && !(at_leaf->tensor.empty() && at_leaf->accumulated.empty()));
  }

  // Whether a glance shows that nothing more will come to a leaf: it is older than all that sends
  // something to it.
  bool is_last(const Node& sink, std::span<const Edge> rest) const {
    if (waiting_.ready().size() + rest.size() > kGlance) return false;
    const uint64_t age = sink.sequence();
    for (const auto& [number, index] : waiting_.ready())
      if (number > age && !waiting_[index].node->leaf()) return false;
    for (const Edge& edge : rest) {
      if (!edge.node || edge.node->sequence() < age || !wants(*edge.node)) continue;
      if (edge.node.get() == &sink || !edge.node->leaf()) return false;
    }
    return true;
  }

  // Counts what is on its way to the leaves that are not ready: by the edges that are left, and
  // from all that waits and what is behind it. Each node that runs sends something to each of its
  // inputs that is wanted.
  void count_arrivals(std::span<const Edge> rest) {
    counts_ = true;
    Map& m = map();
    std::unordered_set<Node*> seen;
    std::vector<Node*> path;
    const auto enter = [&](Node* node) {
      if (seen.insert(node).second) path.push_back(node);
    };
    const auto follow = [&](const Edge& edge) {
      if (!edge.node || !wants(*edge.node)) return;
      if (!edge.node->leaf()) return enter(edge.node.get());
      const auto index = waiting_.find(*edge.node);
      if (!index || !waiting_[*index].is_ready) ++m.arriving[edge.node.get()];
    };
    for (const auto& [number, index] : waiting_.ready())
      if (!waiting_[index].node->leaf()) enter(waiting_[index].node.get());
    for (const Edge& edge : rest) follow(edge);
    while (!path.empty()) {
      Node* node = path.back();
      path.pop_back();
      if (restricted_ && !m.needed[node]) continue;
      for (const Edge& edge : node->edges) follow(edge);
    }
  }

  // Enters all nodes below the roots into the map.
  void find_all() {
    oldest_ = 0;
    for (const Edge& root : *roots_) find_needed(root.node.get());
  }

  void visit(Slot& slot, std::vector<Tensor>& captured) {
    const Tensor* leaf = slot.node->leaf();
    // Iteration adds results to its node, also while a run is under way.
    if (slot.grads.size() < slot.node->outputs.size()) [[unlikely]]
      slot.grads.resize(slot.node->outputs.size());
    try {
      if (slot.node->hooks || (leaf && grad_meta(*leaf)->hooks)) [[unlikely]] {
        visit_hooked(slot, leaf, captured);
      } else if (restricted_) [[unlikely]] {
        visit_restricted(slot, leaf, captured);
      } else {
        pass<false, false>(slot, leaf, captured);
      }
    } catch (...) {
      add_origin(*slot.node);
      throw;
    }
  }

  // In a handler: has the exception name where the node was recorded, the cause of most failures.
  [[gnu::cold, gnu::noinline]] static void add_origin(const Node& node) {
    if (!node.origin()) return;
    const std::string line = node.name() + node.origin().text(" was recorded at ");
    try {
      throw;
    } catch (Error& error) {
      error.add_line(line);
    } catch (...) {
      host.add_note(line);
    }
  }

  [[gnu::noinline]] void visit_hooked(Slot& slot, const Tensor* leaf,
                                      std::vector<Tensor>& captured) {
    run_tensor_hooks(*slot.node, slot.grads);
    slot.grads.resize(std::max(slot.grads.size(), slot.node->outputs.size()));
    keep_retained(*slot.node, slot.grads);
    pass<true, true>(slot, leaf, captured);
  }
  [[gnu::noinline]] void visit_restricted(Slot& slot, const Tensor* leaf,
                                          std::vector<Tensor>& captured) {
    pass<false, true>(slot, leaf, captured);
  }

  // From the gradients of a node, or of a leaf, to those of its inputs. kSome: only some of them
  // may be wanted.
  template <bool kHooked, bool kSome>
  void pass(Slot& slot, const Tensor* leaf, std::vector<Tensor>& captured) {
    Node& node = *slot.node;
    if (kSome && restricted_) {
      if (const auto found = map_->captures.find(&node); found != map_->captures.end())
        for (const Capture& c : found->second) captured[c.input] = slot.grads[c.output];
      if (!map_->needed[&node] && !(leaf && fills_)) {
        if constexpr (kHooked) run_end_hooks(node, slot.grads);
        return;
      }
    }
    if constexpr (kHooked) run_pre_hooks(node, slot.grads);
    if (leaf) {
      const GradMeta& meta = *grad_meta(*leaf);
      if (!meta.requires_grad) [[unlikely]] {
        RG_CHECK(
            !leaf->impl()->made_by, GraphError,
            "backward: a leaf took in a history after it was used, by an in-place write, so it "
            "is no leaf any more and its gradient has no place; write to a clone() of it");
        return;  // it was told so after the graph was made
      }
      RG_CHECK(meta.sink == &node, GraphError,
               "backward: a leaf is of another shape or type now than when it was used, by .data "
               "or a view "
               "in place, so its gradient no longer fits it; change it before the forward pass");
      if constexpr (kHooked) return accumulate_hooked(node, *leaf, slot.grads);
      if (slot.grads[0].defined()) accumulate_into(*leaf, std::move(slot.grads[0]));
      return;
    }
    Claim claim(node, options_.retain_graph, id_);
    Tensors grads = kHooked ? apply_hooked(node, std::move(slot.grads), restricted_)
                    : kSome ? apply_wanted(node, std::move(slot.grads))
                            : apply(node, std::move(slot.grads));
    for (size_t i = 0; i < grads.size(); ++i) {
      const Edge& edge = node.edges[i];
      if (!edge.node || (kSome && !wants(*edge.node))) continue;
      const std::span<const Edge> rest(&edge + 1, grads.size() - i - 1);
      if (!grads[i].defined()) [[unlikely]] {
        reach(edge, rest);
      } else {
        add(edge, std::move(grads[i]), rest);
      }
    }
    claim.used();
  }

  // Says which derivative it was that could not be had.
  [[gnu::always_inline]] static Tensors apply(Node& node, Tensors&& grads) {
    if (needs_nothing(node)) [[unlikely]]
      return Tensors(node.edges.size());
    try {
      Tensors out = watches_operations() ? apply_watched(node, std::move(grads))
                                         : node.apply(std::move(grads));
      RG_CHECK(out.size() == node.edges.size(), GraphError, "backward: ", node.name(), " returned ",
               out.size(), " gradients for ", node.edges.size(), " inputs");
      return out;
    } catch (const SavedTensorError& error) {
      fail<GraphError>("backward: ", node.name(), ": ", error.what());
    }
  }

  // Without those gradients that lead to no captured edge.
  [[gnu::noinline]] Tensors apply_wanted(Node& node, Tensors&& grads) const {
    uint64_t unwanted = 0;
    for (size_t i = 0; i < std::min<size_t>(node.edges.size(), 64); ++i)
      if (const Ref<Node>& to = node.edges[i].node; to && !wants(*to)) unwanted |= uint64_t{1} << i;
    const UnwantedInputs scope(&node, unwanted);
    return apply(node, std::move(grads));
  }

  Tensors apply_hooked(Node& node, Tensors arriving, bool wanted_alone) const {
    const Tensors arrived = for_post_hooks(node, arriving);
    Tensors grads =
        wanted_alone ? apply_wanted(node, std::move(arriving)) : apply(node, std::move(arriving));
    for (size_t i = 0; i < grads.size(); ++i)
      if (const Edge& edge = node.edges[i]; !edge.node) {
        grads[i] = {};
      } else if (grads[i].defined()) {
        grads[i] = fit(std::move(grads[i]), edge.node->outputs[edge.output], *edge.node);
      }
    run_post_hooks(node, grads, arrived);
    return grads;
  }

  // At a node where a run that fills .grad ends, which is none of a leaf: its own hooks run too. It
  // is computed for its post-hooks alone, and keeps what it saved.
  void run_end_hooks(Node& node, Tensors& grads) const {
    if (!fills_) return;
    run_pre_hooks(node, grads);
    if (node.hooks->post.empty()) return;
    const Claim claim(node, true, id_);
    apply_hooked(node, std::move(grads), false);
  }

  static void accumulate_hooked(Node& node, const Tensor& leaf, Tensors& grads) {
    const Tensors arrived = for_post_hooks(node, grads);
    if (grads[0].defined()) accumulate_into(leaf, std::move(grads[0]));
    run_accumulated_hooks(leaf);
    Tensors none;
    run_post_hooks(node, none, arrived);
  }

  // While a run lasts, the one that hooks can ask about.
  struct Running {
    explicit Running(Run* run) : around(std::exchange(current, run)) {}
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() { current = around; }
    Run* around;
    const UnwantedInputs none;  // what a node around this run leaves out is nothing to it
  };

  // The sum over dimensions that were repeated. Those of length 1 alone take another view, where
  // nobody follows: what comes to a bias from a batch of one.
  static Tensor summed(const Tensor& grad, const Dims& shape) {
    if (is_followed(grad) || grad.numel() != count(shape)) return ops::sum_to(grad, shape);
    const auto strides = grad.strides().end();
    return alias(grad, shape, Dims(strides - shape.size(), strides));
  }

  // The gradient in the shape and type of the output it belongs to.
  static Tensor fit(Tensor grad, const OutputInfo& want, const Node& node) {
    if (grad.shape() != want.shape()) {
      RG_CHECK(can_broadcast(want.shape(), grad.shape()), GraphError,
               "backward: a gradient of shape ", grad.shape(), " arrived at ", node.name(),
               ", whose output has shape ", want.shape());
      grad = summed(grad, want.shape());
    }
    return grad.dtype() == want.dtype() ? grad : ops::to(grad, want.dtype());
  }

  // Marks the nodes from which a captured edge can be reached. Depth first on a stack of our own:
  // a graph may be a million nodes deep. What is older than all captured edges leads to none.
  void find_needed(Node* root) {
    Map& m = map();
    std::vector<std::pair<Node*, size_t>> path;
    const auto enter = [&](Node* node) {
      if (m.needed.emplace(node, false).second) path.emplace_back(node, 0);
    };
    enter(root);
    while (!path.empty()) {
      auto& [node, next] = path.back();
      if (next < node->edges.size()) {
        Node* child = node->edges[next++].node.get();
        if (child && child->sequence() >= oldest_) enter(child);
        continue;
      }
      for (const Edge& edge : node->edges)
        if (edge.node && (m.needed[edge.node.get()] || m.captures.count(edge.node.get())))
          m.needed[node] = true;
      path.pop_back();
    }
  }

  const BackwardOptions options_;
  const uint32_t id_;
  Waiting waiting_;  // by the nodes' sequence numbers

  // What a run knows of the graph below its roots, where it has to know it.
  struct Map {
    std::unordered_map<Node*, std::vector<Capture>> captures;
    std::unordered_map<Node*, bool> needed;        // true for those that lead to a captured edge
    std::unordered_set<uint64_t> reached;          // by sequence number
    std::unordered_map<Node*, uint32_t> arriving;  // how much is on its way to a leaf
  };
  Map& map() {
    if (!map_) map_ = std::make_unique<Map>();
    return *map_;
  }

  bool restricted_ = false;
  bool times_leaves_ = false;     // leaves run when all has arrived there, and first of all
  bool counts_ = false;           // that was not seen at a glance
  uint64_t oldest_ = UINT64_MAX;  // the smallest sequence number of a captured edge's node
  const bool fills_;  // leaves among the captured edges get their gradient added to .grad
  std::unique_ptr<Map> map_;
  const std::vector<Edge>* roots_ = nullptr;
};

constinit thread_local Run* Run::current = nullptr;

// The gradient to start with at a root, checked.
Tensor seed(const Edge& root, const Tensor& grad) {
  RG_CHECK(root.output < root.node->outputs.size(), GraphError, "backward: ", root.node->name(),
           " has ", root.node->outputs.size(), " outputs, so none of number ", root.output);
  const OutputInfo& y = root.node->outputs[root.output];
  if (!grad.defined()) {
    RG_CHECK(count(y.shape()) == 1, GraphError,
             "backward: grad can be implicitly created only for scalar "
             "outputs; this one has shape ",
             y.shape(), ", so pass a gradient of that shape");
    return ops::ones(y.shape(), y.dtype());
  }
  RG_CHECK(grad.shape() == y.shape(), ShapeError, "backward: the gradient has shape ", grad.shape(),
           " but the tensor has shape ", y.shape());
  return grad;
}

std::vector<Tensor> execute(const std::vector<Edge>& roots, const std::vector<Tensor>& grads,
                            const std::vector<Edge>& inputs, BackwardOptions options, bool fills) {
  RG_CHECK(roots.size() == grads.size(), GraphError, "backward: ", roots.size(), " tensors but ",
           grads.size(), " gradients");
  Run run(options, fills);
  for (size_t i = 0; i < inputs.size(); ++i) run.capture(inputs[i], i);
  run.start_at(roots);
  const GradMode mode(options.create_graph);
  for (size_t i = 0; i < roots.size(); ++i)
    if (Tensor grad = seed(roots[i], grads[i]); run.wants(*roots[i].node))
      run.add(roots[i], std::move(grad), std::span(roots).subspan(i + 1));
  std::vector<Tensor> captured(inputs.size());
  run.run(captured);
  return captured;
}

std::vector<Edge> root_edges(const std::vector<Tensor>& roots) {
  std::vector<Edge> edges;
  for (const Tensor& root : roots) edges.push_back(root_edge(root));
  return edges;
}

std::vector<Edge> input_edges(const std::vector<Tensor>& inputs) {
  std::vector<Edge> edges;
  for (const Tensor& input : inputs) edges.push_back(input_edge(input, edges.size()));
  return edges;
}

}  // namespace

std::optional<bool> CurrentRun::restricted() {
  return Run::current ? std::optional(Run::current->restricted()) : std::nullopt;
}

bool CurrentRun::reaches(uint64_t sequence) {
  RG_CHECK(Run::current, GraphError, "backward: nothing is run on this thread");
  return Run::current->reaches(sequence);
}

Ref<Counted>& CurrentRun::host_state() {
  RG_CHECK(Run::current, GraphError, "backward: nothing is run on this thread");
  return Run::current->host_state;
}

Edge root_edge(const Tensor& root) {
  RG_CHECK(requires_grad(root), GraphError,
           "backward: the tensor to start from does not require grad "
           "and has no grad_fn; was it made under no_grad(), or from detached tensors?");
  Edge edge = gradient_edge(root);
  RG_CHECK(edge.node, GraphError,
           "backward: the tensor to start from is a view without a history of its own; it was made "
           "under no_grad(), or before its base required grad");
  return edge;
}

Edge input_edge(const Tensor& input, size_t number) {
  RG_CHECK(requires_grad(input), GraphError, "backward: input ", number,
           " does not require grad, so there is no gradient for it");
  Edge edge = gradient_edge(input);
  // A view without a history of its own is reached from nowhere, and so by no run.
  if (!edge.node) edge.node = make_ref<AccumulateGrad>(input);
  return edge;
}

void backward_from(const std::vector<Edge>& roots, const std::vector<Tensor>& grads,
                   const std::vector<Edge>& inputs, BackwardOptions options) {
  execute(roots, grads, inputs, options, true);
}

std::vector<Tensor> grad_from(const std::vector<Edge>& roots, const std::vector<Tensor>& grads,
                              const std::vector<Edge>& inputs, BackwardOptions options) {
  return execute(roots, grads, inputs, options, false);
}

void backward(const std::vector<Tensor>& roots, const std::vector<Tensor>& grads,
              const std::vector<Tensor>& inputs, BackwardOptions options) {
  const std::vector<Edge> from = root_edges(roots), to = input_edges(inputs);
  for (const Tensor& input : inputs) retain_grad(input);
  backward_from(from, grads, to, options);
}

std::vector<Tensor> grad(const std::vector<Tensor>& roots, const std::vector<Tensor>& grads,
                         const std::vector<Tensor>& inputs, BackwardOptions options) {
  return grad_from(root_edges(roots), grads, input_edges(inputs), options);
}

}  // namespace retrograd
