// Softmax and its relatives against the formulas in long double, for every layout and ISA.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <random>
#include <type_traits>
#include <vector>

#include "base/machine/parallel.h"
#include "kernels/dispatch.h"
#include "kernels/reduce/softmax.h"

namespace retrograd {
namespace {

using kernels::PerType;
using kernels::SoftmaxArgs;
using kernels::SoftmaxFn;

struct Shape {
  int64_t outer, n, inner;
  size_t size() const { return size_t(outer * n * inner); }
};
constexpr Shape kShapes[] = {{1, 1, 1},   {3, 2, 1},    {5, 10, 1},    {2, 31, 1}, {7, 64, 1},
                             {2, 257, 1}, {1, 5000, 1}, {100, 400, 1}, {3, 5, 2},  {2, 7, 16},
                             {1, 33, 37}, {9, 20, 65},  {4, 1, 3}};

template <class T>
std::vector<T> random_values(size_t n, unsigned seed, double scale) {
  std::mt19937 random(seed);
  std::vector<T> x(n);
  for (T& v : x) v = static_cast<T>(std::normal_distribution<double>(0, scale)(random));
  return x;
}

template <class T>
std::vector<T> run(const PerType<SoftmaxFn>& kind, Shape s, const std::vector<T>& x,
                   const std::vector<T>& grad = {}) {
  std::vector<T> y(s.size());
  kind[std::is_same_v<T, float> ? DType::kFloat32 : DType::kFloat64]({.x = x.data(),
                                                                      .grad = grad.data(),
                                                                      .y = y.data(),
                                                                      .outer = s.outer,
                                                                      .n = s.n,
                                                                      .inner = s.inner});
  return y;
}

template <class T>
void check_shape(Shape s) {
  SCOPED_TRACE(testing::Message() << s.outer << " x " << s.n << " x " << s.inner);
  const auto& table = kernels::softmax();
  const std::vector<T> x = random_values<T>(s.size(), 1, 5),
                       grad = random_values<T>(s.size(), 2, 1);
  const std::vector<T> y = run(table.softmax, s, x), log_y = run(table.log_softmax, s, x);
  const std::vector<T> dx = run(table.softmax_backward, s, y, grad);
  const std::vector<T> log_dx = run(table.log_softmax_backward, s, log_y, grad);
  const double eps = std::is_same_v<T, float> ? 6e-8 : 1.2e-16;
  double worst = 0;
  const auto note = [&](long double got, long double want, long double size) {
    worst = std::fmax(worst, double(std::fabs(got - want) / size));
  };
  for (int64_t o = 0; o < s.outer; ++o)
    for (int64_t i = 0; i < s.inner; ++i) {
      const auto at = [&](int64_t k) { return size_t((o * s.n + k) * s.inner + i); };
      long double max = -INFINITY, sum = 0, dot = 0, total = 0, scale = 0;
      for (int64_t k = 0; k < s.n; ++k) max = std::fmax(max, static_cast<long double>(x[at(k)]));
      for (int64_t k = 0; k < s.n; ++k) {
        sum += std::exp(x[at(k)] - max);
        dot += static_cast<long double>(grad[at(k)]) * y[at(k)];
        total += grad[at(k)];
        scale += std::fabs(grad[at(k)]);
      }
      for (int64_t k = 0; k < s.n; ++k) {
        const size_t p = at(k);
        const long double e = std::exp(static_cast<long double>(x[p]) - max) / sum;
        note(y[p], e, e * (1 + max - x[p]));
        const long double l = x[p] - max - std::log(sum);
        note(log_y[p], l, 1 + std::fabs(l) + std::fabs(x[p]) + std::fabs(max));
        note(dx[p], y[p] * (grad[p] - dot), std::fabs(y[p]) * (std::fabs(grad[p]) + scale));
        note(log_dx[p], grad[p] - std::exp(static_cast<long double>(log_y[p])) * total, 1 + scale);
      }
    }
  EXPECT_LE(worst, (std::is_same_v<T, float> ? 6 : 16) * eps);
}

class SoftmaxTest : public testing::TestWithParam<Isa> {
 protected:
  void SetUp() override {
    if (!kernels::has_isa(GetParam())) GTEST_SKIP() << "this machine does not run it";
    kernels::set_isa(GetParam());
  }
  void TearDown() override {
    kernels::set_isa(before_);
    set_num_threads(threads_);
  }

 private:
  Isa before_ = kernels::active_isa();
  int threads_ = num_threads();
};

TEST_P(SoftmaxTest, every_kind_and_shape_agrees_with_the_formula) {
  for (const Shape& s : kShapes) {
    check_shape<float>(s);
    check_shape<double>(s);
  }
}

TEST_P(SoftmaxTest, large_logits_do_not_overflow) {
  const std::vector<float> x = {1e4f, 1e4f - 1, -1e30f};
  const std::vector<float> y = run(kernels::softmax().log_softmax, {1, 3, 1}, x);
  EXPECT_NEAR(y[0], -0.3132617, 1e-6);
  EXPECT_NEAR(y[1], -1.3132617, 1e-6);
  EXPECT_EQ(y[2], -1e30f);
  EXPECT_EQ(run(kernels::softmax().softmax, {1, 3, 1}, x)[2], 0.0f);
}

TEST_P(SoftmaxTest, a_slice_without_a_finite_maximum_is_nan_and_leaves_its_neighbours_alone) {
  for (int64_t inner : {1, 3})
    for (float bad : {-INFINITY, INFINITY, NAN}) {
      const Shape s = {2, 40, inner};
      std::vector<float> x(s.size(), 1.0f);
      for (int64_t k = 0; k < s.n; ++k) x[size_t(k * inner)] = bad;
      for (const auto* kind : {&kernels::softmax().softmax, &kernels::softmax().log_softmax}) {
        const std::vector<float> y = run(*kind, s, x);
        for (int64_t j = 0; j < 2 * s.n * inner; ++j)
          EXPECT_EQ(std::isnan(y[size_t(j)]), j < s.n * inner && j % inner == 0);
      }
    }
}

TEST_P(SoftmaxTest, bits_do_not_depend_on_the_number_of_threads) {
  for (const Shape& s : {Shape{300, 200, 1}, Shape{10, 100, 60}}) {
    const std::vector<float> x = random_values<float>(s.size(), 3, 4);
    set_num_threads(1);
    const std::vector<float> first = run(kernels::softmax().softmax, s, x);
    set_num_threads(3);
    EXPECT_EQ(run(kernels::softmax().softmax, s, x), first);
  }
}

std::string name_of(const testing::TestParamInfo<Isa>& info) { return isa_name(info.param); }
INSTANTIATE_TEST_SUITE_P(Isas, SoftmaxTest, testing::Values(Isa::v2, Isa::v3, Isa::v4, Isa::neon),
                         name_of);

}  // namespace
}  // namespace retrograd
