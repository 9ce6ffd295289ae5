#include "bind/gc.h"

#include <atomic>
#include <vector>

#include "bind/function.h"
#include "bind/hooks.h"
#include "graph/grad_meta.h"

namespace retrograd::bind {
namespace {

// A walk that takes longer than a collection should stops, the same way at each repetition.
constexpr size_t kLongestWalk = 1 << 16;

// See Note [Sole owner]. `meet` gets an Object& of what is owned; it returns non-zero to stop.
template <class F>
class Walk {
 public:
  explicit Walk(F& meet) : meet_(meet) {}

  void start(const TensorImpl* x) { enter(x); }
  void start(Node* node) { enter(node); }

  int run() {
    for (size_t met = 0; met < kLongestWalk; ++met) {
      int stop = 0;
      if (!nodes_.empty()) {
        Node* node = nodes_.back();
        nodes_.pop_back();
        stop = pass(*node);
      } else if (!tensors_.empty()) {
        const TensorImpl* x = tensors_.back();
        tensors_.pop_back();
        stop = pass(*x);
      } else {
        break;
      }
      if (stop) return stop;
    }
    return 0;
  }

 private:
  void enter(const TensorImpl* x) {
    if (x && x->use_count() == 1) tensors_.push_back(x);
  }
  void enter(Node* node) {
    if (node && node->use_count() == 1) nodes_.push_back(node);
  }

  int pass(const TensorImpl& x) {
    enter(x.base.get());
    const GradMeta* meta = grad_meta(&x);
    if (!meta) return 0;
    enter(meta->grad.impl());
    enter(meta->grad_fn.get());
    if (!meta->hooks) return 0;
    if (const int stop = pass(meta->hooks->tensor)) return stop;
    return pass(meta->hooks->accumulated);
  }

  int pass(Node& node) {
    for (const Edge& edge : node.edges) enter(edge.node.get());
    if (const Tensor* leaf = node.leaf()) enter(leaf->impl());
    if (auto* function = dynamic_cast<FunctionNode*>(&node))
      if (const int stop = function->for_each_object(meet_)) return stop;
    if (!node.hooks) return 0;
    for (const HookList* hooks : {&node.hooks->tensor, &node.hooks->pre, &node.hooks->post})
      if (const int stop = pass(*hooks)) return stop;
    const Ref<Counted>& metadata = node.hooks->metadata;
    if (!metadata || metadata->use_count() != 1) return 0;
    return meet_(static_cast<HostObject&>(*metadata).object);
  }

  int pass(const HookList& hooks) {
    int stop = 0;
    hooks.for_each([&](Hook& hook) {
      // A run that is going to call the hook owns it too.
      if (!stop && hook.use_count() == 1) stop = meet_(static_cast<PythonHook&>(hook).function());
    });
    return stop;
  }

  F& meet_;
  std::vector<Node*> nodes_;
  std::vector<const TensorImpl*> tensors_;
};

template <class Start>
int visit_behind(Start* start, visitproc visit, void* arg) {
  if (host_things.load(std::memory_order_relaxed) == 0) return 0;
  auto meet = [&](Object& object) { return object ? visit(object.get(), arg) : 0; };
  Walk walk(meet);
  walk.start(start);
  return walk.run();
}

template <class Start>
void clear_behind(Start* start) {
  if (host_things.load(std::memory_order_relaxed) == 0) return;
  std::vector<Object> dropped;  // only after the walk, since dropping changes what it walks on
  auto meet = [&](Object& object) {
    if (object) dropped.push_back(std::move(object));
    return 0;
  };
  Walk walk(meet);
  walk.start(start);
  walk.run();
}

}  // namespace

void count_python_things(int n) { host_things.fetch_add(n, std::memory_order_relaxed); }

HostObject::~HostObject() {
  const PyGILState_STATE state = PyGILState_Ensure();
  count_python_things(-1);
  object = Object();
  PyGILState_Release(state);
}

int visit_python_behind(const Tensor& x, visitproc visit, void* arg) {
  return visit_behind(static_cast<const TensorImpl*>(x.impl()), visit, arg);
}
int visit_python_behind(const Ref<Node>& node, visitproc visit, void* arg) {
  return visit_behind(node.get(), visit, arg);
}
void clear_python_behind(const Tensor& x) {
  clear_behind(static_cast<const TensorImpl*>(x.impl()));
}
void clear_python_behind(const Ref<Node>& node) { clear_behind(node.get()); }

}  // namespace retrograd::bind
