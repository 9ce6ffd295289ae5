#include "graph/modes/tangent.h"

#include <mutex>
#include <unordered_map>
#include <utility>

#include "base/check.h"
#include "base/machine/fork.h"
#include "core/loop/loop.h"
#include "graph/grad_meta.h"
#include "graph/modes/grad_mode.h"
#include "graph/view.h"

namespace retrograd {
namespace {

ForkMutex level_lock;  // guards all below, and detail::open_level
uint32_t levels = 0;   // opened so far
using Table = std::unordered_map<const TangentSlot*, Tensor>;
Table& table = *new Table;  // for ever: tensors may end after the statics

const TangentSlot* live_slot(const TensorImpl* x) {
  const GradMeta* meta = grad_meta(x);
  return meta && meta->tangent.live() ? &meta->tangent : nullptr;
}

// Stands where an input has a tangent, but needs no gradient.
class Mark final : public Node {
 public:
  std::string name() const override { return "Tangent"; }
  Tensors apply(Tensors) override { return {}; }
};

}  // namespace

void open_dual_level() {
  const std::lock_guard lock(level_lock);
  RG_CHECK(!dual_level_open(), GraphError,
           "dual_level: a level is open already; forward mode does not nest");
  detail::open_level = ++levels;
}

void close_dual_level() {
  Table ending;  // destroyed after the lock is open again
  const std::lock_guard lock(level_lock);
  RG_CHECK(dual_level_open(), GraphError, "dual_level: no level is open");
  detail::open_level = 0;
  ending.swap(table);
}

Tensor TangentSlot::value() const {
  const std::lock_guard lock(level_lock);
  const auto found = table.find(this);
  return found == table.end() ? Tensor() : found->second;
}

void TangentSlot::set(Tensor value) {
  const std::lock_guard lock(level_lock);
  if (!dual_level_open()) return;
  level_ = detail::open_level;
  std::swap(table[this], value);
}

void TangentSlot::clear() {
  Table::node_type ending;  // destroyed after the lock is open again
  const std::lock_guard lock(level_lock);
  ending = table.extract(this);
  level_ = 0;
}

Tensor tangent(const Tensor& x) {
  if (!dual_level_open() || !x.defined() || !is_floating(x.dtype())) return {};
  if (const TangentSlot* own = live_slot(x.impl())) return own->value();
  const TensorImpl* base = x.impl()->base.get();
  if (!base) return {};
  const TangentSlot* whole = live_slot(base);
  // Another memory may have been put into the base since.
  if (!whole || !whole->value().defined() || base->storage != x.impl()->storage) return {};
  Tensor part = detail::tangent_window(whole->value(), *base, x);
  set_tangent(x, part);
  return part;
}

bool has_tangent(const std::vector<Tensor>& xs) {
  for (const Tensor& x : xs)
    if (has_tangent(x)) return true;
  return false;
}

void set_tangent(const Tensor& x, Tensor t) { ensure_grad_meta(x).tangent.set(std::move(t)); }

bool tangent_barred(const Tensor& x) {
  const TangentSlot* own = live_slot(x.impl());
  return own && !own->value().defined();
}

void share_tangent(const Tensor& to, const Tensor& from) {
  if (Tensor t = tangent(from); t.defined()) set_tangent(to, std::move(t));
}

void forget_tangent(const Tensor& x) {
  if (GradMeta* meta = grad_meta(x)) meta->tangent.clear();
}

namespace {
thread_local std::vector<Pushed>* pushed_log = nullptr;

Tensors copies(const Tensors& xs) {
  Tensors ys;
  for (const Tensor& x : xs) ys.push_back(x.defined() ? detail::unwritten(detach(x), x) : x);
  return ys;
}
}  // namespace

void log_pushed(std::vector<Pushed>* log) { pushed_log = log; }

namespace detail {

bool on_memory_of(const Tensors& xs, const Tensor& y) {
  for (const Tensor& x : xs)
    if (x.defined() && x.impl()->storage == y.impl()->storage) return true;
  return false;
}

Tensors logged(const Tensors& tangents) { return pushed_log ? copies(tangents) : Tensors(); }

void note_pushed(Node& node, const Tensors& inputs, const Tensors& ys) {
  if (!pushed_log || node.outputs.empty()) return;
  Tensors outputs;
  for (const Tensor& y : ys) outputs.push_back(tangent(y));
  pushed_log->push_back({Ref<Node>::share(&node), copies(inputs), copies(outputs)});
}

constinit thread_local DualCall* DualCall::current = nullptr;

DualCall::DualCall(Node& node)
    : node_(node), mark_(make_ref<Mark>()), recorded_(!node.edges.empty()) {}

DualCall::~DualCall() {
  if (begun_) end();
}

void DualCall::add(const Tensor& x) {
  tangents_.push_back(tangent(x));
  if (tangents_.back().defined()) inputs_.push_back(x);
}

void DualCall::begin() {
  const size_t n = tangents_.size();
  edges_ = node_.edges.empty() ? Edges(n) : node_.edges;
  node_.edges = marks(0, n);
  for (size_t i = 0; i < n; ++i)
    if (edges_[i].node) node_.edges[i] = edges_[i];
  around_ = std::exchange(current, this);
  begun_ = true;
}

void DualCall::end() {
  node_.edges = edges_;
  current = around_;
  begun_ = false;
}

// Edges to nothing but marks, for the tangents of these inputs.
Edges DualCall::marks(size_t begin, size_t end) const {
  Edges edges(tangents_.size());
  for (size_t i = begin; i < end; ++i)
    if (tangents_[i].defined()) edges[i] = {mark_, 0};
  return edges;
}

// The node's derivative by these inputs, as if no other one needed any.
Tensors DualCall::apply(size_t begin, size_t end, const Tensors& grads) {
  struct Swapped {
    Swapped(Edges& of, Edges by) : edges(of), before(std::exchange(of, std::move(by))) {}
    Swapped(const Swapped&) = delete;
    Swapped& operator=(const Swapped&) = delete;
    ~Swapped() { edges = std::move(before); }
    Edges& edges;
    Edges before;
  } const swapped(node_.edges, marks(begin, end));
  return node_.apply(grads);
}

void DualCall::finish(const Tensors& ys, const Tensors& tangents) {
  for (size_t i = 0; i < ys.size(); ++i) {
    if (!is_floating(ys[i].dtype())) continue;
    const Tensor t = i < tangents.size() ? tangents[i] : Tensor();
    // Only where the output lies on an input may its tangent lie on the input's.
    const bool copy = t.defined() && on_memory_of(tangents_, t) && !on_memory_of(inputs_, ys[i]);
    set_tangent(ys[i], fit_tangent(t, ys[i], copy));
  }
  pass_on(ys);
}

void DualCall::finish_inplace(const Tensor& x, const Tensor& t) {
  write_tangent(x, t);
  pass_on({x});
}

void DualCall::note_saved(uint32_t output, const Tensor& saved, Counted* owner, TangentSlot* slot) {
  if (!current) return;
  current->saved_.push_back({output, saved, Ref<Counted>::share(owner), slot});
}

void DualCall::pass_on(const Tensors& ys) {
  note_pushed(node_, tangents_, ys);
  for (const Saved& saved : saved_) {
    const Tensor t = tangent(ys[saved.output]);
    if (!t.defined()) continue;
    if (saved.slot) saved.slot->set(t);
    if (saved.tensor.defined()) set_tangent(saved.tensor, t);
  }
}

Tensor tangent_or_zero(const Tensor& x) {
  if (!x.defined() || !is_floating(x.dtype())) return x;
  Tensor t = tangent(x);
  if (t.defined()) return t;
  const Tensor zero = empty({}, x.dtype());
  Scalar(0.0).write(x.dtype(), zero.bytes());
  return alias(zero, x.shape(), Dims(x.shape().size(), 0));
}

std::vector<Tensor> tangent_or_zero(const std::vector<Tensor>& xs) {
  std::vector<Tensor> ts;
  for (const Tensor& x : xs) ts.push_back(tangent_or_zero(x));
  return ts;
}

void view_tangent(const Tensor& view, const Tensor& x) {
  if (tangent_barred(x)) {
    set_tangent(view, {});
  } else if (const TangentSlot* slot = live_slot(view.impl())) {
    const GradMode recorded(true);  // so that it can be written to later
    set_base(slot->value(), tangent(x));
  }
}

}  // namespace detail
}  // namespace retrograd
