// Origins as a host other than Python may supply them, and their absence without one.

#include <gtest/gtest.h>

#include <string>

#include "base/check.h"
#include "base/origin.h"
#include "engine/backward.h"
#include "graph/grad_meta.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/shape/creation.h"

namespace retrograd {
namespace {

int step = 0;
int alive = 0;

// A host that counts steps, while this lives.
struct StepHost {
  StepHost() {
    host.locate = [] {
      ++alive;
      return HostPlace{&alive, step};
    };
    host.drop_place = [](const HostPlace&) noexcept { --alive; };
    host.describe_place = [](const HostPlace& place) {
      return "step " + std::to_string(place.offset);
    };
  }
  StepHost(const StepHost&) = delete;
  StepHost& operator=(const StepHost&) = delete;
  ~StepHost() {
    host.locate = nullptr;
    host.drop_place = drop_before;
    host.describe_place = describe_before;
  }

 private:
  const decltype(host.drop_place) drop_before = host.drop_place;
  const decltype(host.describe_place) describe_before = host.describe_place;
};

Tensor leaf() {
  Tensor x = ops::ones({1}, DType::kFloat64);
  set_requires_grad(x, true);
  return x;
}

std::string failure_of(const Tensor& y) {
  try {
    backward({y}, {{}}, {}, {});
  } catch (const GraphError& error) {
    return error.what();
  }
  return "";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Origin, is_null_without_a_host) {
  const Tensor x = leaf();
  EXPECT_FALSE(grad_fn(ops::mul(x, x))->origin());
}

TEST(Origin, is_named_by_a_second_backward_and_freed_with_the_graph) {
  {
    const StepHost counting;
    const Tensor x = leaf();
    step = 1;
    const Tensor y = ops::mul(x, x);
    step = 2;
    EXPECT_EQ(failure_of(y), "");
    step = 3;
    const std::string text = failure_of(y);
    EXPECT_TRUE(contains(text, ", at step 2;")) << text;
    EXPECT_TRUE(contains(text, "MulBackward0 was recorded at step 1")) << text;
  }
  EXPECT_EQ(alive, 2);  // where the two runs began
}

}  // namespace
}  // namespace retrograd
