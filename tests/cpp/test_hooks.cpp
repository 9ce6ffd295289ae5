// Hooks without Python: order, replacement, removal, and what a run drops.

#include "graph/hooks.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "base/check.h"
#include "engine/backward.h"
#include "graph/grad_meta.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/unary.h"
#include "ops/shape/creation.h"

namespace retrograd {
namespace {

using Body = std::function<std::optional<Tensors>(const Tensors&, const Tensors&)>;

class TestHook final : public Hook {
 public:
  explicit TestHook(Body body) : body_(std::move(body)) { ++alive; }
  ~TestHook() override { --alive; }
  std::optional<Tensors> call(const Tensors& grads, const Tensors& arrived) override {
    return body_(grads, arrived);
  }
  std::string name() const override { return "test"; }
  static inline std::atomic<int> alive = 0;

 private:
  Body body_;
};

Ref<Hook> hook(Body body) { return make_ref<TestHook>(std::move(body)); }

Ref<Hook> note(std::string& log, const char* what) {
  return hook([&log, what](const Tensors&, const Tensors&) {
    log += what;
    return std::nullopt;
  });
}

Ref<Hook> times(double factor) {
  return hook([factor](const Tensors& grads, const Tensors&) {
    Tensors by;
    for (const Tensor& grad : grads)
      by.push_back(grad.defined() ? ops::mul(grad, factor) : Tensor());
    return by;
  });
}

Tensor leaf(double value) {
  const Tensor x = ops::full({1}, value, DType::kFloat64);
  set_requires_grad(x, true);
  return x;
}

double grad_of(const Tensor& x) { return get_grad(x).item().to_double(); }

void run(const Tensor& y, BackwardOptions options = {}) { backward({y}, {{}}, {}, options); }

TEST(Hooks, run_in_the_order_that_the_header_says) {
  const Tensor x = leaf(2), y = ops::mul(x, 3);
  std::string log;
  Node& node = *grad_fn(y);
  node.ensure_hooks().post.add(note(log, "post "));
  node.ensure_hooks().pre.add(note(log, "pre "));
  add_hook(y, note(log, "first "));
  add_hook(y, note(log, "second "));
  add_accumulated_hook(x, note(log, "accumulated"));
  add_hook(x, note(log, "leaf "));
  run(y);
  EXPECT_EQ(log, "first second pre post leaf accumulated");
}

TEST(Hooks, replace_gradients_everywhere) {
  const Tensor x = leaf(2), y = ops::mul(x, 3);
  add_hook(x, times(2));
  add_hook(y, times(5));
  grad_fn(y)->ensure_hooks().pre.add(times(7));
  grad_fn(y)->ensure_hooks().post.add(times(11));
  run(y);
  EXPECT_EQ(grad_of(x), 3 * 2 * 5 * 7 * 11);
}

TEST(Hooks, must_return_what_fits) {
  const Tensor x = leaf(2);
  const auto returning = [](Tensors by) {
    return hook([by](const Tensors&, const Tensors&) { return by; });
  };
  Tensor y = ops::mul(x, 1);
  add_hook(y, returning({ops::ones({2}, DType::kFloat64)}));
  EXPECT_THROW(run(y), ShapeError);
  y = ops::mul(x, 1);
  add_hook(y, returning({ops::ones({1}, DType::kFloat32)}));
  EXPECT_THROW(run(y), DTypeError);
  y = ops::mul(x, 1);
  grad_fn(y)->ensure_hooks().pre.add(returning({}));
  EXPECT_THROW(run(y), GraphError);
  EXPECT_FALSE(get_grad(x).defined());
}

TEST(Hooks, that_throw_leave_the_graph_usable) {
  const Tensor x = leaf(2), y = ops::mul(x, 3);
  const Ref<Hook> bad = hook([](const Tensors&, const Tensors&) -> std::optional<Tensors> {
    throw std::runtime_error("");
  });
  add_hook(y, bad);
  EXPECT_THROW(run(y, {.retain_graph = true}), std::runtime_error);
  bad->remove();
  run(y);
  EXPECT_EQ(grad_of(x), 3);
}

TEST(Hooks, end_with_their_tensor_or_with_a_run_that_frees_the_graph) {
  const int before = TestHook::alive;
  {
    const Tensor x = leaf(2), y = ops::exp(x), z = ops::exp(x);
    add_hook(x, times(1));
    add_hook(y, times(1));
    add_hook(z, times(1));
    run(y, {.retain_graph = true});
    EXPECT_EQ(TestHook::alive, before + 3);
    run(y);
    EXPECT_EQ(TestHook::alive, before + 2);
  }
  EXPECT_EQ(TestHook::alive, before);
}

TEST(Hooks, are_removed_in_any_order) {
  HookList list;
  std::vector<Ref<Hook>> hooks;
  for (int i = 0; i < 1000; ++i) hooks.push_back(times(i));
  for (const Ref<Hook>& h : hooks) list.add(h);
  for (size_t i = 0; i < hooks.size(); i += 3) hooks[i]->remove();
  for (size_t i = hooks.size(); i-- > 2;) hooks[i]->remove();
  hooks[999]->remove();
  ASSERT_EQ(list.snapshot().size(), 1u);
  EXPECT_EQ(list.snapshot()[0].hook, hooks[1]);
  list.clear();
  EXPECT_TRUE(list.empty());
  hooks[1]->remove();
}

TEST(Hooks, know_the_run_that_calls_them) {
  const Tensor x = leaf(2), w = leaf(3), y = ops::mul(x, 3);
  const uint64_t used = gradient_edge(x).node->sequence();
  const Edge unused = gradient_edge(w);
  bool ran = false;
  add_hook(y, hook([&](const Tensors&, const Tensors&) {
             EXPECT_TRUE(CurrentRun::reaches(used));
             EXPECT_FALSE(CurrentRun::reaches(unused.node->sequence()));
             EXPECT_FALSE(CurrentRun::host_state());
             ran = true;
             return std::nullopt;
           }));
  run(y);
  EXPECT_TRUE(ran);
  EXPECT_THROW(CurrentRun::reaches(used), GraphError);
}

TEST(Hooks, get_gradients_of_their_own) {
  const Tensor x = leaf(2), w = leaf(3), seed = ops::ones({1}, DType::kFloat64);
  add_hook(x, hook([](const Tensors& grads, const Tensors&) {
             grads[0].data<double>()[0] = 100;
             return std::nullopt;
           }));
  backward({ops::add(x, w)}, {seed}, {}, {});
  EXPECT_EQ(grad_of(x), 100);
  EXPECT_EQ(grad_of(w), 1);
  EXPECT_EQ(seed.item().to_double(), 1);
}

constexpr int kThreads = 8, kRounds = 100;

template <class F>
void in_threads(F f) {
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back(f, i);
  for (std::thread& t : threads) t.join();
}

TEST(HookThreads, run_graphs_over_one_leaf_with_hooks_that_throw_replace_and_remove_themselves) {
  const int before = TestHook::alive;
  {
    const Tensor x = leaf(2);
    std::atomic<int> accumulated = 0;
    add_hook(x, times(3));
    add_accumulated_hook(x, hook([&](const Tensors&, const Tensors&) {
                           ++accumulated;
                           return std::nullopt;
                         }));
    in_threads([&](int) {
      for (int n = 0; n < kRounds; ++n) {
        const Tensor y = ops::exp(ops::mul(x, 0));
        add_hook(y, times(5));
        grad_fn(y)->ensure_hooks().pre.add(times(7));
        const Ref<Hook> bad = hook([](const Tensors&, const Tensors&) -> std::optional<Tensors> {
          throw std::runtime_error("");
        });
        grad_fn(y)->ensure_hooks().post.add(bad);
        EXPECT_THROW(run(y, {.retain_graph = true}), std::runtime_error);
        bad->remove();
        Hook* self = nullptr;
        Ref<Hook> once = hook([&](const Tensors&, const Tensors&) {
          self->remove();
          return std::nullopt;
        });
        self = once.get();
        add_hook(y, std::move(once));
        retain_grad(y);
        run(ops::add(x, y));
        EXPECT_EQ(grad_of(y), 5);
      }
    });
    // d/dx (x + e^(0 x)) is 1, times 3, from each run that came to its end.
    EXPECT_EQ(grad_of(x), 3 * kThreads * kRounds);
    EXPECT_EQ(accumulated, kThreads * kRounds);
  }
  EXPECT_EQ(TestHook::alive, before);
}

TEST(HookThreads, run_one_retained_graph_with_hooks_on_all_its_nodes) {
  const Tensor x = leaf(2), trunk = ops::mul(x, 3);
  add_hook(trunk, times(2));
  grad_fn(trunk)->ensure_hooks().pre.add(times(2));
  grad_fn(trunk)->ensure_hooks().post.add(times(2));
  retain_grad(trunk);
  std::vector<Tensor> ends;
  for (int i = 0; i < kThreads; ++i) ends.push_back(ops::mul(trunk, i));
  in_threads([&](int i) {
    for (int n = 0; n < kRounds; ++n) run(ends[static_cast<size_t>(i)], {.retain_graph = true});
  });
  const double sum = kRounds * kThreads * (kThreads - 1) / 2;
  EXPECT_EQ(grad_of(x), sum * 3 * 2 * 2 * 2);
  EXPECT_EQ(grad_of(trunk), sum * 2);
}

TEST(HookThreads, release_graphs_whose_retained_tensors_die_elsewhere) {
  const Tensor x = leaf(2);
  in_threads([&](int) {
    for (int n = 0; n < kRounds; ++n) {
      Tensor y = ops::mul(x, 3), z = ops::mul(y, 2);
      retain_grad(y);
      std::thread other([moved = std::move(y)]() mutable { moved = {}; });
      other.join();
      run(z);
    }
  });
  EXPECT_EQ(grad_of(x), 6 * kThreads * kRounds);
}

}  // namespace
}  // namespace retrograd
