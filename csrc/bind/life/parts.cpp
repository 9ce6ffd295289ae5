#include "bind/life/parts.h"

#include <bit>

#include "bind/life/gc.h"
#include "bind/tensor/tensor_type.h"
#include "graph/grad_meta.h"

namespace retrograd::bind {
namespace {

// Goes through what one part owns.
class PartVisitor : public Owned {
 public:
  void visit(Counted& what, Parts::Kind kind) {
    if (kind == Parts::Kind::kTensor) {
      auto& x = static_cast<TensorImpl&>(what);
      visit_owned(x, *this);
      for (PyObject* attribute : attributes_of(x))
        if (attribute) object(attribute);
    } else if (kind == Parts::Kind::kNode) {
      static_cast<Node&>(what).visit_owned(*this);
    } else if (Counted* keeper = static_cast<Storage&>(what).keeper()) {
      if (auto* other = dynamic_cast<Storage*>(keeper)) {
        storage(*other);
      } else if (keeper->use_count() == 1) {
        host(*keeper);
      }
    }
  }

  void tensor(TensorImpl& x) final {
    if (Parts::may_own(x)) part(x, Parts::Kind::kTensor);
  }
  void node(Node& node) final { part(node, Parts::Kind::kNode); }
  void storage(Storage& storage) final {
    if (any_exports() && storage.keeper()) part(storage, Parts::Kind::kStorage);
  }
  void host(Counted& thing) final {
    auto* holder = dynamic_cast<PythonHolder*>(&thing);
    if (!holder) return;
    listed_.clear();
    holder->list(listed_);
    for (PyObject* o : listed_)
      if (o) object(o);
  }

 protected:
  ~PartVisitor() = default;
  virtual void part(Counted& what, Parts::Kind kind) = 0;
  virtual void object(PyObject* object) = 0;

 private:
  std::vector<PyObject*> listed_;
};

// Drops what the host's things of a node or tensor own.
class LetGo final : public Owned {
 public:
  void tensor(TensorImpl&) override {}
  void node(Node&) override {}
  void storage(Storage&) override {}
  void host(Counted& thing) override {
    if (auto* holder = dynamic_cast<PythonHolder*>(&thing)) holder->let_go(dropped_);
  }

 private:
  std::vector<Object> dropped_;  // ends after the walk, since dropping changes what is walked on
};

}  // namespace

class Parts::Gather final : public PartVisitor {
 public:
  explicit Gather(Parts& to) : to_(to) {}

 private:
  void part(Counted& what, Kind kind) override {
    to_.references_.push_back(to_.number_of(what, kind));
  }
  void object(PyObject* object) override {
    to_.references_.push_back(kObject | static_cast<uint32_t>(to_.objects_.size()));
    to_.objects_.push_back(object);
  }
  Parts& to_;
};

class Parts::Compare final : public PartVisitor {
 public:
  Compare(const Parts& with, std::span<const uint32_t> expected) : with_(with), left_(expected) {}
  bool same() const { return same_ && left_.empty(); }

 private:
  void part(Counted& what, Kind) override {
    const uint32_t next = take();
    same_ = same_ && !(next & kObject) && with_.parts_[next].what == &what;
  }
  void object(PyObject* object) override {
    const uint32_t next = take();
    same_ = same_ && next != kNone && (next & kObject) && with_.objects_[next & ~kObject] == object;
  }
  uint32_t take() {
    if (left_.empty()) {
      same_ = false;
      return kNone;
    }
    const uint32_t next = left_.front();
    left_ = left_.subspan(1);
    return next;
  }

  const Parts& with_;
  std::span<const uint32_t> left_;
  bool same_ = true;
};

bool Parts::may_own(const TensorImpl& x) {
  return x.made_by || x.grad_meta || x.base || has_attributes(x) ||
         (any_exports() && x.storage->keeper());
}

Parts::~Parts() {
  for (const Part& part : parts_)
    if (part.cluster != kNone && clusters_[part.cluster].matters) part.what->release();
}

void Parts::start(Counted& what, Kind kind, PyObject* wrapper) {
  starts_.emplace_back(number_of(what, kind), wrapper);
}

void Parts::close() {
  walk();
  // Those with wrappers first: the rest may then be behind them.
  for (const auto& [part, wrapper] : starts_)
    if (wrapper) form_cluster(part, wrapper);
  for (const auto& [part, wrapper] : starts_)
    if (parts_[part].cluster == kNone) form_cluster(part, nullptr);
  // What was met and did not join; members are added meanwhile.
  for (size_t k = 0; k < members_.size(); ++k)
    for (const uint32_t to : references(members_[k]))
      if (!(to & kObject) && parts_[to].cluster == kNone) form_cluster(to, nullptr);
  list_exits();
  spread();
  for (const Part& part : parts_)
    if (clusters_[part.cluster].matters) part.what->retain();
}

// The slot of a part, or the free one where it belongs.
size_t Parts::slot_of(const Counted* what) const {
  const size_t mask = slots_.size() - 1;
  const uint64_t key = reinterpret_cast<uintptr_t>(what) * 0x9E3779B97F4A7C15u;
  for (size_t at = key >> (64 - std::countr_zero(slots_.size()));; at = (at + 1) & mask)
    if (slots_[at] == 0 || parts_[slots_[at] - 1].what == what) return at;
}

uint32_t Parts::number_of(Counted& what, Kind kind) {
  if (2 * parts_.size() >= slots_.size()) {
    slots_.assign(std::max<size_t>(64, 2 * slots_.size()), 0);
    for (uint32_t i = 0; i < parts_.size(); ++i) slots_[slot_of(parts_[i].what)] = i + 1;
  }
  uint32_t& slot = slots_[slot_of(&what)];
  if (slot == 0) {
    parts_.push_back({.what = &what, .owners = what.use_count(), .references = 0, .kind = kind});
    slot = static_cast<uint32_t>(parts_.size());
  }
  return slot - 1;
}

void Parts::walk() {
  Gather gather(*this);
  for (uint32_t i = 0; i < parts_.size(); ++i) {
    parts_[i].references = static_cast<uint32_t>(references_.size());
    gather.visit(*parts_[i].what, parts_[i].kind);
  }
}

// See Note [Clusters].
void Parts::form_cluster(uint32_t root, PyObject* wrapper) {
  const auto c = static_cast<uint32_t>(clusters_.size());
  const auto first = static_cast<uint32_t>(members_.size());
  clusters_.push_back({first, 0, 0, wrapper, false});
  parts_[root].cluster = c;
  parts_[root].root = true;
  members_.push_back(root);
  for (size_t k = first; k < members_.size(); ++k)
    for (const uint32_t to : references(members_[k])) {
      if (to & kObject) continue;
      Part& part = parts_[to];
      if (part.cluster != kNone) continue;
      if (part.met_by != c) {
        part.met_by = c;
        part.met = 0;
      }
      if (++part.met != part.owners) continue;
      part.cluster = c;
      members_.push_back(to);
    }
}

void Parts::list_exits() {
  for (uint32_t c = 0; c < clusters_.size(); ++c) {
    Cluster& cluster = clusters_[c];
    cluster.exits = static_cast<uint32_t>(exits_.size());
    cluster.objects = static_cast<uint32_t>(cluster_objects_.size());
    for (const uint32_t member : members(c)) {
      const Part& part = parts_[member];
      cluster.matters |=
          part.kind == Kind::kTensor && may_own_itself(static_cast<TensorImpl&>(*part.what));
      for (const uint32_t to : references(member)) {
        if (to & kObject) {
          cluster_objects_.push_back(objects_[to & ~kObject]);
        } else if (parts_[to].root) {
          exits_.push_back(parts_[to].cluster);
        }
      }
    }
    cluster.matters |= cluster.objects < cluster_objects_.size();
  }
}

// From clusters that matter to those that own them.
void Parts::spread() {
  std::vector<uint32_t> begin(clusters_.size() + 2), owner(exits_.size()), left;
  for (const uint32_t c : exits_) ++begin[c + 2];
  for (size_t i = 2; i < begin.size(); ++i) begin[i] += begin[i - 1];
  for (uint32_t c = 0; c < clusters_.size(); ++c)
    for (const uint32_t to : exits(c)) owner[begin[to + 1]++] = c;
  for (uint32_t c = 0; c < clusters_.size(); ++c)
    if (clusters_[c].matters) left.push_back(c);
  while (!left.empty()) {
    const uint32_t c = left.back();
    left.pop_back();
    for (uint32_t i = begin[c]; i < begin[c + 1]; ++i) {
      if (clusters_[owner[i]].matters) continue;
      clusters_[owner[i]].matters = true;
      left.push_back(owner[i]);
    }
  }
}

namespace {
// From `begin` of one to `begin` of the next in a list, which may be the end.
template <class T, class Of, class Field>
std::span<const T> stretch(const std::vector<T>& all, const std::vector<Of>& of, uint32_t i,
                           Field begin) {
  const size_t end = i + 1 < of.size() ? of[i + 1].*begin : all.size();
  return {all.data() + of[i].*begin, end - of[i].*begin};
}
}  // namespace

std::span<const uint32_t> Parts::references(uint32_t part) const {
  return stretch(references_, parts_, part, &Part::references);
}
std::span<const uint32_t> Parts::members(uint32_t cluster) const {
  return stretch(members_, clusters_, cluster, &Cluster::members);
}
std::span<const uint32_t> Parts::exits(uint32_t cluster) const {
  return stretch(exits_, clusters_, cluster, &Cluster::exits);
}
std::span<PyObject* const> Parts::objects(uint32_t cluster) const {
  return stretch(cluster_objects_, clusters_, cluster, &Cluster::objects);
}

uint32_t Parts::find(const Counted& what, const PyObject* wrapper) const {
  if (slots_.empty()) return kNone;
  const uint32_t slot = slots_[slot_of(&what)];
  if (slot == 0) return kNone;
  const uint32_t cluster = parts_[slot - 1].cluster;
  return clusters_[cluster].wrapper == wrapper ? cluster : kNone;
}

bool Parts::unchanged(uint32_t cluster) const {
  for (const uint32_t member : members(cluster)) {
    const Part& part = parts_[member];
    if (part.what->use_count() != part.owners + 1) return false;
    Compare compare(*this, references(member));
    compare.visit(*part.what, part.kind);
    if (!compare.same()) return false;
  }
  return true;
}

void Parts::let_go(uint32_t cluster) {
  LetGo hosts;
  for (const uint32_t member : members(cluster)) {
    const Part& part = parts_[member];
    if (part.kind == Kind::kNode) {
      static_cast<Node&>(*part.what).visit_owned(hosts);
    } else if (part.kind == Kind::kTensor) {
      const Tensor x(Ref<TensorImpl>::share(static_cast<TensorImpl*>(part.what)));
      visit_owned(*x.impl(), hosts);
      set_grad(x, {});
      forget_history(x);
    }
  }
}

}  // namespace retrograd::bind
