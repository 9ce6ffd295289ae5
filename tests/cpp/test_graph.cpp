// Recording and running graphs without Python: depth, threads, in-place writes, release.

#include <gtest/gtest.h>
#include <pthread.h>

#include <atomic>
#include <cmath>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "base/check.h"
#include "engine/backward.h"
#include "graph/modes/grad_mode.h"
#include "graph/view.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"
#include "ops/shape/strided.h"

namespace retrograd {
namespace {

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr int kDepth = 100'000;
#else
constexpr int kDepth = 1'000'000;
#endif

Tensor vector_of(const std::vector<double>& values) {
  Tensor x = empty({static_cast<int64_t>(values.size())}, DType::kFloat64);
  for (size_t i = 0; i < values.size(); ++i) x.data<double>()[i] = values[i];
  return x;
}

Tensor leaf(const std::vector<double>& values) {
  Tensor x = vector_of(values);
  set_requires_grad(x, true);
  return x;
}

std::vector<double> values_of(const Tensor& x) {
  if (!x.defined()) return {};
  const Tensor packed = ops::contiguous(detach(x));
  return {packed.data<double>(), packed.data<double>() + packed.numel()};
}

std::vector<double> grad_of(const Tensor& x) { return values_of(get_grad(x)); }

void run(const Tensor& y, BackwardOptions options = {}) {
  backward({ops::sum(y)}, {{}}, {}, options);
}

using Values = std::vector<double>;

TEST(Backward, fills_the_gradients_of_the_leaves) {
  const Tensor a = leaf({2, 3}), b = leaf({5, 7});
  run(ops::mul(a, b));
  EXPECT_EQ(grad_of(a), (Values{5, 7}));
  EXPECT_EQ(grad_of(b), (Values{2, 3}));
}

TEST(Backward, adds_to_a_gradient_that_is_there) {
  const Tensor a = leaf({2, 3});
  run(ops::mul(a, 2));
  run(ops::mul(a, 3));
  EXPECT_EQ(grad_of(a), (Values{5, 5}));
}

TEST(Backward, sums_over_what_broadcasting_repeated) {
  const Tensor a = leaf({2}), b = leaf({1, 10, 100});
  run(ops::mul(a, b));
  EXPECT_EQ(grad_of(a), (Values{111}));
  EXPECT_EQ(grad_of(b), (Values{2, 2, 2}));
}

// y = x; 60 times y := y + y. Every node is passed once, or 2^60 paths would be.
TEST(Backward, passes_each_node_of_a_tower_of_diamonds_once) {
  const Tensor x = leaf({1});
  Tensor y = ops::mul(x, 1);
  for (int i = 0; i < 60; ++i) y = ops::add(y, y);
  run(y);
  EXPECT_EQ(grad_of(x), (Values{std::ldexp(1.0, 60)}));
}

// d/dx (x + x^2) through branches of unlike length: the short one must wait for the long one.
TEST(Backward, waits_for_the_longest_branch) {
  const Tensor x = leaf({3});
  const Tensor stem = ops::mul(x, 1);
  Tensor branch = ops::mul(stem, stem);
  for (int i = 0; i < 10; ++i) branch = ops::mul(branch, 1);
  run(ops::add(stem, branch));
  EXPECT_EQ(grad_of(x), (Values{7}));
}

TEST(Backward, needs_a_gradient_for_more_than_one_element) {
  const Tensor y = ops::mul(leaf({1, 2}), 2);
  EXPECT_THROW(backward({y}, {{}}, {}, {}), GraphError);
  EXPECT_THROW(backward({y}, {vector_of({1, 2, 3})}, {}, {}), ShapeError);
  EXPECT_THROW(backward({vector_of({1})}, {{}}, {}, {}), GraphError);
}

TEST(Backward, fills_named_inputs_alone) {
  const Tensor a = leaf({2}), b = leaf({5});
  const Tensor middle = ops::mul(a, b);
  backward({ops::mul(middle, middle)}, {{}}, {b, middle}, {});
  EXPECT_EQ(grad_of(a), Values{});
  EXPECT_EQ(grad_of(b), (Values{40}));
  EXPECT_EQ(grad_of(middle), (Values{20}));
}

TEST(Backward, grad_returns_nothing_for_an_input_that_was_not_used) {
  const Tensor a = leaf({2}), b = leaf({5});
  const std::vector<Tensor> grads = grad({ops::mul(a, 3)}, {{}}, {a, b}, {});
  EXPECT_EQ(values_of(grads[0]), (Values{3}));
  EXPECT_FALSE(grads[1].defined());
  EXPECT_FALSE(get_grad(a).defined());
}

TEST(Backward, runs_a_freed_graph_no_second_time) {
  const Tensor a = leaf({2});
  const Tensor y = ops::mul(a, a);
  run(y, {.retain_graph = true});
  run(y);
  EXPECT_EQ(grad_of(a), (Values{8}));
  try {
    run(y);
    FAIL();
  } catch (const GraphError& e) {
    EXPECT_NE(std::string(e.what()).find("retain_graph=True"), std::string::npos) << e.what();
  }
}

// y = tanh(x) x,  t = tanh(x):  y' = (1 - t^2) x + t,  y'' = 2 (1 - t^2) (1 - t x)
TEST(Backward, differentiates_its_own_run) {
  const double x0 = 0.7, t = std::tanh(x0);
  const Tensor x = leaf({x0});
  const Tensor y = ops::mul(ops::tanh(x), x);
  const Tensor first = grad({y}, {{}}, {x}, {.retain_graph = true, .create_graph = true})[0];
  EXPECT_NEAR(values_of(first)[0], (1 - t * t) * x0 + t, 1e-14);
  const Tensor second = grad({first}, {{}}, {x}, {})[0];
  EXPECT_NEAR(values_of(second)[0], 2 * (1 - t * t) * (1 - t * x0), 1e-14);
}

TEST(Graph, keeps_the_gradient_of_a_tensor_that_asked) {
  const Tensor x = leaf({2});
  const Tensor y = ops::mul(x, x);
  retain_grad(y);
  run(ops::mul(y, 3));
  EXPECT_EQ(grad_of(y), (Values{3}));
  EXPECT_EQ(grad_of(x), (Values{12}));
}

TEST(Graph, forgets_a_tensor_that_asked_and_died) {
  const Tensor x = leaf({2});
  Tensor z;
  {
    const Tensor y = ops::mul(x, x);
    retain_grad(y);
    z = ops::add(y, 1);
  }
  run(z);
  EXPECT_EQ(grad_of(x), (Values{4}));
}

TEST(Graph, is_not_recorded_under_no_grad) {
  const Tensor x = leaf({2});
  const GradMode off(false);
  EXPECT_FALSE(requires_grad(ops::mul(x, x)));
}

TEST(Graph, dies_with_its_last_tensor) {
  const int64_t nodes = allocator::live(allocator::Live::kNodes),
                tensors = allocator::live(allocator::Live::kTensors),
                bytes = allocator::live(allocator::Live::kBytes);
  {
    const Tensor x = leaf({1, 2, 3});
    Tensor y = x;
    for (int i = 0; i < 10; ++i) y = ops::tanh(ops::mul(y, x));
    const Tensor first =
        grad({ops::sum(y)}, {{}}, {x}, {.retain_graph = true, .create_graph = true})[0];
    run(first);
    EXPECT_GT(allocator::live(allocator::Live::kNodes), nodes);
  }
  EXPECT_EQ(allocator::live(allocator::Live::kNodes), nodes);
  EXPECT_EQ(allocator::live(allocator::Live::kTensors), tensors);
  EXPECT_EQ(allocator::live(allocator::Live::kBytes), bytes);
}

// Node, result and its memory together, where all of it is kept for the derivatives.
TEST(Graph, takes_at_most_400_bytes_for_a_pointwise_operation) {
  constexpr int kNodes = 1000;
  const Tensor x = leaf({1, 2, 3});
  Tensor y = ops::mul(x, x);
  const int64_t before = allocator::live(allocator::Live::kBytes);
  for (int i = 0; i < kNodes; ++i) y = ops::mul(y, x);
  const int64_t each = (allocator::live(allocator::Live::kBytes) - before) / kNodes;
  EXPECT_LE(each, 400);
  EXPECT_GT(each, 200);
}

// A write to a saved tensor, through any view of it, must be seen by the node that saved it.
TEST(Versions, refuse_a_gradient_from_a_tensor_written_since) {
  const Tensor x = leaf({1, 2});
  const Tensor w = vector_of({3, 4});
  const Tensor y = ops::mul(x, w);
  Tensor part = ops::select(w, 0, 1);
  ops::fill_(part, 9);
  EXPECT_THROW(run(y), GraphError);
}

TEST(Versions, refuse_a_gradient_from_a_result_written_since) {
  Tensor y = ops::tanh(leaf({1, 2}));
  const Tensor before = y;
  ops::mul_(y, vector_of({2, 2}));
  EXPECT_THROW(run(before), GraphError);
}

TEST(InPlace, refuses_to_write_to_a_leaf_or_a_view_of_one) {
  Tensor x = leaf({1, 2});
  EXPECT_THROW(ops::zero_(x), GraphError);
  Tensor part = ops::select(x, 0, 0);
  EXPECT_THROW(ops::zero_(part), GraphError);
  EXPECT_EQ(values_of(x), (Values{1, 2}));
}

TEST(InPlace, continues_the_history_of_what_it_writes_to) {
  const Tensor x = leaf({2, 3}), w = leaf({5, 7});
  Tensor y = ops::mul(x, 1);
  ops::add_(y, w);  // x + w
  ops::add_(y, y);  // 2 (x + w)
  run(y);
  EXPECT_EQ(values_of(y), (Values{14, 20}));
  EXPECT_EQ(grad_of(x), (Values{2, 2}));
  EXPECT_EQ(grad_of(w), (Values{2, 2}));
}

TEST(InPlace, gives_the_overwritten_no_gradient) {
  const Tensor x = leaf({2, 3}), w = leaf({5, 7});
  Tensor y = ops::mul(x, 1);
  ops::copy_(y, w);
  run(y);
  EXPECT_EQ(grad_of(w), (Values{1, 1}));
  const Values of_x = grad_of(x);
  EXPECT_TRUE(of_x.empty() || of_x == (Values{0, 0}));
}

// y = [x0, x1, x2, x3]; y[1:3] := y[1:3] + w. Base and view share the new history.
TEST(InPlace, write_through_a_view_reaches_base_and_view) {
  const Tensor x = leaf({1, 2, 3, 4}), w = leaf({10, 20});
  const Tensor y = ops::mul(x, 1);
  Tensor part = ops::slice(y, 0, 1, 3, 1);
  ops::mul_(part, w);
  EXPECT_EQ(values_of(y), (Values{1, 20, 60, 4}));
  EXPECT_EQ(grad_fn(y)->name(), "CopySlices");
  run(ops::mul(y, vector_of({1, 2, 3, 4})), {.retain_graph = true});
  EXPECT_EQ(grad_of(x), (Values{1, 20, 60, 4}));
  EXPECT_EQ(grad_of(w), (Values{4, 9}));
  set_grad(x, {});
  run(part);
  EXPECT_EQ(grad_of(x), (Values{0, 10, 20, 0}));
}

TEST(InPlace, write_through_one_view_is_seen_by_the_gradient_of_another) {
  const Tensor x = leaf({1, 2, 3, 4}), w = leaf({10, 20});
  const Tensor y = ops::mul(x, 1);
  Tensor front = ops::slice(y, 0, 0, 2, 1);
  const Tensor middle = ops::slice(y, 0, 1, 3, 1);  // shares y[1] with front
  ops::copy_(front, w);
  EXPECT_EQ(values_of(middle), (Values{20, 3}));
  run(ops::mul(middle, vector_of({5, 6})));
  EXPECT_EQ(grad_of(w), (Values{0, 5}));
  EXPECT_EQ(grad_of(x), (Values{0, 0, 6, 0}));
}

TEST(InPlace, write_to_the_base_is_seen_by_the_gradient_of_a_view) {
  const Tensor x = leaf({1, 2, 3}), w = leaf({10, 20, 30});
  Tensor y = ops::mul(x, 1);
  const Tensor part = ops::slice(y, 0, 1, 3, 1);
  ops::mul_(y, w);
  run(part);
  EXPECT_EQ(grad_of(x), (Values{0, 20, 30}));
  EXPECT_EQ(grad_of(w), (Values{0, 2, 3}));
}

TEST(InPlace, write_through_a_view_of_a_view_reaches_the_base) {
  const Tensor x = leaf({1, 2, 3, 4}), w = leaf({10});
  const Tensor y = ops::mul(x, 1);
  Tensor corner = ops::select(ops::select(ops::view(y, {2, 2}), 0, 1), 0, 0);  // y[2]
  ops::copy_(corner, ops::select(w, 0, 0));
  run(ops::mul(y, vector_of({1, 2, 3, 4})));
  EXPECT_EQ(grad_of(x), (Values{1, 2, 0, 4}));
  EXPECT_EQ(grad_of(w), (Values{3}));
}

TEST(InPlace, base_without_history_gets_one_from_what_is_written) {
  const Tensor w = leaf({10, 20});
  const Tensor y = ops::zeros({3}, DType::kFloat64);
  Tensor part = ops::slice(y, 0, 0, 2, 1);
  ops::copy_(part, w);
  EXPECT_TRUE(requires_grad(y));
  run(ops::mul(y, vector_of({1, 2, 3})));
  EXPECT_EQ(grad_of(w), (Values{1, 2}));
}

TEST(InPlace, retained_gradient_is_that_of_the_new_value) {
  const Tensor x = leaf({2});
  Tensor y = ops::mul(x, 1);
  retain_grad(y);
  ops::mul_(y, vector_of({3}));
  run(ops::mul(y, 5));
  EXPECT_EQ(grad_of(y), (Values{5}));
  EXPECT_EQ(grad_of(x), (Values{15}));
}

TEST(Views, window_that_overlaps_itself_adds_its_gradients) {
  const Tensor x = leaf({1, 2, 3});
  run(ops::as_strided(x, {2, 2}, {1, 1}));
  EXPECT_EQ(grad_of(x), (Values{1, 2, 1}));
}

Tensor chain(const Tensor& x, int length) {
  Tensor y = x;
  for (int i = 0; i < length; ++i) y = ops::mul(y, 1);
  return y;
}

TEST(Depth, a_chain_is_built_run_and_released) {
  const int64_t nodes = allocator::live(allocator::Live::kNodes);
  const Tensor x = leaf({3});
  run(chain(x, kDepth));
  EXPECT_EQ(grad_of(x), (Values{1}));
  EXPECT_EQ(allocator::live(allocator::Live::kNodes), nodes);
  { const Tensor y = chain(x, kDepth); }
  EXPECT_EQ(allocator::live(allocator::Live::kNodes), nodes);
}

TEST(Depth, a_chain_of_in_place_writes_is_released) {
  const int64_t nodes = allocator::live(allocator::Live::kNodes);
  {
    const Tensor y = ops::mul(leaf({3, 4}), 1);
    Tensor part = ops::select(y, 0, 0);
    const Tensor one = ops::ones({}, DType::kFloat64);
    for (int i = 0; i < kDepth / 10; ++i) ops::add_(part, one);
    run(y);
  }
  EXPECT_EQ(allocator::live(allocator::Live::kNodes), nodes);
}

TEST(Depth, grad_searches_a_chain_for_its_input) {
  const Tensor x = leaf({3});
  EXPECT_EQ(values_of(grad({chain(x, kDepth / 10)}, {{}}, {x}, {})[0]), (Values{1}));
}

#if !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
// Runs f in a thread with so little stack that any recursion along the graph overflows it.
void run_on_small_stack(std::function<void()> f) {
  pthread_attr_t attributes;
  ASSERT_EQ(pthread_attr_init(&attributes), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, 64 << 10), 0);
  pthread_t thread;
  const auto enter = [](void* call) -> void* {
    (*static_cast<std::function<void()>*>(call))();
    return nullptr;
  };
  ASSERT_EQ(pthread_create(&thread, &attributes, enter, &f), 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

TEST(Depth, a_chain_needs_no_stack) {
  const Tensor x = leaf({3});
  run_on_small_stack([&] {
    run(chain(x, kDepth));
    const Tensor y = chain(x, kDepth);
  });
  EXPECT_EQ(grad_of(x), (Values{1}));
}

TEST(Depth, a_chain_of_gradients_of_gradients_needs_no_stack) {
  const Tensor x = leaf({1});
  run_on_small_stack([&] {
    const Tensor y = chain(x, kDepth / 10);
    const Tensor first = grad({y}, {{}}, {x}, {.retain_graph = true, .create_graph = true})[0];
    EXPECT_EQ(values_of(first), (Values{1}));
  });
}
#endif

constexpr int kThreads = 8;

void in_threads(const std::function<void(int)>& f) {
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back(f, i);
  for (std::thread& t : threads) t.join();
}

// The sinks of shared leaves are made, shared and dropped by all threads at once.
TEST(Threads, lose_no_gradient_of_a_shared_leaf) {
  constexpr int kRounds = 300;
  const Tensor a = leaf({1, 2, 3}), b = leaf({4});
  in_threads([&](int) {
    for (int i = 0; i < kRounds; ++i) run(ops::mul(ops::add(a, 1), ops::mul(b, 1)));
  });
  const double n = kThreads * kRounds;
  EXPECT_EQ(grad_of(a), (Values{4 * n, 4 * n, 4 * n}));
  EXPECT_EQ(grad_of(b), (Values{9 * n}));
}

TEST(Threads, lose_no_large_gradient) {
  constexpr int64_t kLength = 200'000;
  const Tensor x = ops::ones({kLength}, DType::kFloat64);
  set_requires_grad(x, true);
  in_threads([&](int) {
    for (int i = 0; i < 4; ++i) run(ops::mul(x, x));
  });
  const Values got = grad_of(x);
  EXPECT_EQ(got.front(), 2 * 4 * kThreads);
  EXPECT_EQ(got.back(), 2 * 4 * kThreads);
}

TEST(Threads, may_run_one_retained_graph_at_once) {
  constexpr int kRounds = 100;
  const Tensor x = leaf({2, 3});
  Tensor y = ops::mul(x, x);
  for (int i = 0; i < 20; ++i) y = ops::add(y, ops::mul(x, 1));
  const Tensor loss = ops::sum(y);
  in_threads([&](int) {
    for (int i = 0; i < kRounds; ++i) backward({loss}, {{}}, {}, {.retain_graph = true});
  });
  const double n = kThreads * kRounds;
  EXPECT_EQ(grad_of(x), (Values{24 * n, 26 * n}));
}

TEST(Threads, of_which_one_alone_runs_a_graph_that_it_frees) {
  const Tensor x = leaf({2});
  const Tensor loss = ops::mul(x, x);
  std::atomic<int> done{0};
  in_threads([&](int) {
    try {
      backward({loss}, {{}}, {}, {});
      ++done;
    } catch (const GraphError&) {
    }
  });
  EXPECT_EQ(done, 1);
  EXPECT_EQ(grad_of(x), (Values{4}));
}

TEST(Threads, release_a_shared_graph_once) {
  const int64_t nodes = allocator::live(allocator::Live::kNodes);
  {
    std::vector<Tensor> ends;
    {
      const Tensor stem = chain(leaf({1}), 1000);
      for (int i = 0; i < kThreads; ++i) ends.push_back(ops::mul(stem, i));
    }
    in_threads([&](int i) { ends[i] = {}; });
  }
  EXPECT_EQ(allocator::live(allocator::Live::kNodes), nodes);
}

}  // namespace
}  // namespace retrograd
