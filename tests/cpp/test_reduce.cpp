// Reductions against plain loops in long double, for every type, layout and ISA.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <type_traits>
#include <vector>

#include "base/machine/parallel.h"
#include "kernels/dispatch.h"
#include "kernels/reduce/reduce.h"

namespace retrograd {
namespace {

using kernels::ReduceArgs;
using kernels::ReduceFn;

template <class T>
constexpr DType kDTypeOf = std::is_same_v<T, float>     ? DType::kFloat32
                           : std::is_same_v<T, double>  ? DType::kFloat64
                           : std::is_same_v<T, int64_t> ? DType::kInt64
                           : std::is_same_v<T, int32_t> ? DType::kInt32
                                                        : DType::kUInt8;

// A view of shape (outer, n, inner); strides in elements.
template <class T>
struct View {
  std::vector<T> memory;
  int64_t outer, n, inner, first, s_outer, s_n, s_inner;

  const T& at(int64_t o, int64_t k, int64_t i) const {
    return memory[size_t(first + o * s_outer + k * s_n + i * s_inner)];
  }
  ReduceArgs args(void* y, int64_t* index = nullptr) const {
    const int64_t size = sizeof(T);
    return {.x = memory.data() + first,
            .y = y,
            .index = index,
            .outer = outer,
            .n = n,
            .inner = inner,
            .x_outer = s_outer * size,
            .x_n = s_n * size,
            .x_inner = s_inner * size,
            .divisor = 1};
  }
};

enum class Layout { contiguous, transposed, every_other, reversed, repeated };
constexpr Layout kLayouts[] = {Layout::contiguous, Layout::transposed, Layout::every_other,
                               Layout::reversed, Layout::repeated};

template <class T>
View<T> random_view(Layout layout, int64_t outer, int64_t n, int64_t inner) {
  View<T> v = {{}, outer, n, inner, 0, n * inner, inner, 1};
  const int64_t count = outer * n * inner;
  if (layout == Layout::transposed) v.s_outer = 1, v.s_n = outer, v.s_inner = outer * n;
  if (layout == Layout::every_other) v.s_outer *= 2, v.s_n *= 2, v.s_inner *= 2;
  if (layout == Layout::reversed) {
    v.first = count;
    v.s_outer *= -1, v.s_n *= -1, v.s_inner *= -1;
  }
  if (layout == Layout::repeated) v.s_n = 0;
  v.memory.resize(size_t(2 * count + 1));
  std::mt19937 random(7);
  for (T& x : v.memory) {
    if constexpr (std::is_floating_point_v<T>)
      x = static_cast<T>(std::uniform_real_distribution<double>(-1, 1)(random));
    else
      x = static_cast<T>(random() % 41);
  }
  return v;
}

struct Shape {
  int64_t outer, n, inner;
};
constexpr Shape kShapes[] = {{1, 1, 1},    {1, 7, 1},    {3, 63, 1},      {3, 64, 1},
                             {2, 1000, 1}, {1, 4097, 1}, {1, 300000, 1},  {2, 3, 5},
                             {1, 70, 300}, {3, 5, 257},  {1, 100000, 3},  {40, 10, 2},
                             {500, 30, 1}, {7, 9, 11},   {1, 3000, 1000}, {2000, 1, 1}};

// What the sum of n doubles may be off, by the sum of their magnitudes: half a unit in the last
// place for each addition that an element goes through. A chain takes in eight elements or more at
// a time and is at most 4096 long, and the totals of chains are added one by one. Equal elements
// come near it, for their rounding errors do not average out. What is compared with is a plain sum,
// in 64 bits on x86.
double double_bound(int64_t n) {
  const int64_t additions = std::min<int64_t>(n, 4096) / 8 + n / 4096 + 8;
  return static_cast<double>(additions) * 0x1p-53 +
         static_cast<double>(n) * static_cast<double>(std::numeric_limits<long double>::epsilon()) /
             2;
}

template <class T>
void check_shape(const View<T>& v) {
  const int64_t outputs = v.outer * v.inner;
  using Out = std::conditional_t<std::is_floating_point_v<T>, T, int64_t>;
  const DType type = kDTypeOf<T>;
  std::vector<Out> sum(static_cast<size_t>(outputs));
  std::vector<T> max(sum.size()), min(sum.size()), max_value(sum.size());
  std::vector<int64_t> max_at(sum.size()), min_at(sum.size());
  std::vector<uint8_t> any(sum.size()), all(sum.size());
  kernels::sum_prod().sum[type](v.args(sum.data()));
  kernels::extremes().max[type](v.args(max.data()));
  kernels::extremes().min[type](v.args(min.data()));
  kernels::extremes().max_index[type](v.args(max_value.data(), max_at.data()));
  kernels::extremes().min_index[type](v.args(nullptr, min_at.data()));
  kernels::any_all().any[type](v.args(any.data()));
  kernels::any_all().all[type](v.args(all.data()));
  const double eps = std::is_same_v<T, float> ? 1.2e-7 : double_bound(v.n);
  int64_t wrong = 0;
  for (int64_t o = 0; o < v.outer; ++o)
    for (int64_t i = 0; i < v.inner; ++i) {
      const size_t out = size_t(o * v.inner + i);
      long double want = 0, magnitude = 0;
      int64_t highest = 0, lowest = 0;
      bool some = false, every = true;
      for (int64_t k = 0; k < v.n; ++k) {
        const T x = v.at(o, k, i);
        want += static_cast<long double>(x);
        magnitude += std::fabs(static_cast<long double>(x));
        if (x > v.at(o, highest, i)) highest = k;
        if (x < v.at(o, lowest, i)) lowest = k;
        some |= x != 0;
        every &= x != 0;
      }
      if constexpr (std::is_floating_point_v<T>)
        wrong += std::fabs(double(sum[out] - want)) > eps * double(magnitude);
      else
        wrong += sum[out] != static_cast<Out>(want);
      wrong += max[out] != v.at(o, highest, i) || max_value[out] != max[out];
      wrong += min[out] != v.at(o, lowest, i);
      wrong += max_at[out] != highest || min_at[out] != lowest;
      wrong += any[out] != some || all[out] != every;
    }
  EXPECT_EQ(wrong, 0) << v.outer << " x " << v.n << " x " << v.inner << ", strides " << v.s_outer
                      << " " << v.s_n << " " << v.s_inner << ", type " << int(type);
}

class ReduceTest : public testing::TestWithParam<Isa> {
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

TEST_P(ReduceTest, every_kind_agrees_with_the_plain_loop) {
  for (const Shape& s : kShapes)
    for (Layout layout : kLayouts) {
      check_shape(random_view<float>(layout, s.outer, s.n, s.inner));
      if (s.outer * s.n * s.inner > 1000000) continue;
      check_shape(random_view<double>(layout, s.outer, s.n, s.inner));
      check_shape(random_view<uint8_t>(layout, s.outer, s.n, s.inner));
      check_shape(random_view<int32_t>(layout, s.outer, s.n, s.inner));
      check_shape(random_view<int64_t>(layout, s.outer, s.n, s.inner));
    }
}

template <class Out, class T>
Out full(const kernels::PerType<ReduceFn>& kind, const std::vector<T>& x, double divisor = 1) {
  const View<T> v = {x, 1, int64_t(x.size()), 1, 0, 0, 1, 1};
  Out y{};
  ReduceArgs args = v.args(&y);
  args.divisor = divisor;
  kind[kDTypeOf<T>](args);
  return y;
}
template <class T>
int64_t where(const kernels::PerType<ReduceFn>& kind, const std::vector<T>& x) {
  const View<T> v = {x, 1, int64_t(x.size()), 1, 0, 0, 1, 1};
  int64_t index = -1;
  kind[kDTypeOf<T>](v.args(nullptr, &index));
  return index;
}

TEST_P(ReduceTest, long_float_sums_are_right_to_the_last_bit_or_nearly) {
  EXPECT_EQ(full<float>(kernels::sum_prod().sum, std::vector<float>(1 << 25, 1.0f)), 33554432.0f);
  EXPECT_NEAR(full<float>(kernels::sum_prod().sum, std::vector<float>(10'000'000, 0.1f)),
              1e7 * double(0.1f), 0.04);
}

// Values of every size whose neighbours, near and far, nearly cancel.
std::vector<float> cancelling(size_t n) {
  std::mt19937 random(11);
  std::vector<float> x(n);
  for (size_t i = 0; i < n; ++i) {
    const float size = std::ldexp(1.0f, int(random() % 60) - 30);
    x[i] = i >= 3 && random() % 2 ? -x[i - 1 - random() % 3]
                                  : size * std::uniform_real_distribution<float>(-1, 1)(random);
  }
  return x;
}
// Pairs of the largest values and their negatives, three apart: no few of them add up as floats.
std::vector<float> overflowing(size_t n) {
  std::vector<float> x(n, 1.0f);
  for (size_t i = 0; i + 6 <= n; i += 6)
    for (size_t k = 0; k < 6; ++k) x[i + k] = k < 3 ? 3e38f : -3e38f;
  return x;
}

// The sums over n of a matrix of `n` rows, or, transposed, of `n` columns, against long double.
void check_float_sums(const std::vector<float>& memory, int64_t n, int64_t width, bool rows,
                      double eps) {
  View<float> v = {memory, 1, n, width, 0, 0, width, 1};
  if (!rows) v = {memory, width, n, 1, 0, n, 1, 1};
  std::vector<float> y(size_t(width), NAN);
  kernels::sum_prod().sum[DType::kFloat32](v.args(y.data()));
  for (int64_t i = 0; i < width; ++i) {
    long double want = 0, magnitude = 0;
    for (int64_t k = 0; k < n; ++k) {
      const float x = rows ? v.at(0, k, i) : v.at(i, k, 0);
      want += x;
      magnitude += std::fabs(x);
    }
    const long double bound = eps * magnitude + 6e-8L * std::fabs(want);
    if (const float rounded = float(want); std::isinf(rounded))
      EXPECT_EQ(y[size_t(i)], rounded) << n << ", output " << i;
    else
      EXPECT_LE(std::fabs(y[size_t(i)] - want), bound)
          << n << (rows ? " rows of " : " columns of ") << width << ", output " << i;
  }
}

// Around every size at which the loops change: Vec, eight of them, runs, four runs, parts; rows by
// eight and 128, and stripes of 1024 columns.
TEST_P(ReduceTest, float_sums_of_ragged_lengths_keep_their_bound) {
  // Three roundings of float at 2^-24 each, and those of the double totals.
  constexpr double kBound = 1.8e-7, kDouble = 1e-15;
  for (const auto data : {cancelling, overflowing}) {
    const double eps = data == cancelling ? kBound : kDouble;
    for (int64_t n = 1; n <= 300; ++n) check_float_sums(data(size_t(3 * n)), n, 3, false, eps);
    for (int64_t n : {4095, 4096, 4097, 4 * 4096 - 1, 4 * 4096 + 1, 256 * 4096 - 1, 256 * 4096 + 1})
      check_float_sums(data(size_t(n)), n, 1, false, eps);
    for (int64_t n : {3 * 256 * 4096 + 1, 5 * 256 * 4096 + 4097})
      check_float_sums(data(size_t(n)), n, 1, false, eps);
    for (int64_t n : {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 17, 127, 128, 129, 137, 300})
      for (int64_t width : {2, 3, 7, 8, 9, 16, 31, 63, 64, 65, 1023, 1024, 1025, 1041})
        check_float_sums(data(size_t(n * width)), n, width, true, eps);
    check_float_sums(data(5 * 100003), 100003, 5, true, eps);
    check_float_sums(data(1000 * 2051), 2051, 1000, true, eps);
  }
}

TEST_P(ReduceTest, a_mean_does_not_overflow_on_the_way) {
  for (size_t n : {2, 1000, 20000})
    EXPECT_EQ(full<float>(kernels::sum_prod().sum, std::vector<float>(n, 3e38f), double(n)), 3e38f);
  const View<float> columns = {std::vector<float>(3000, 3e38f), 1, 1000, 3, 0, 0, 3, 1};
  float y[3];
  ReduceArgs args = columns.args(y);
  args.divisor = 1000;
  kernels::sum_prod().sum[DType::kFloat32](args);
  for (float mean : y) EXPECT_EQ(mean, 3e38f);
  EXPECT_EQ(full<float>(kernels::sum_prod().prod, std::vector<float>{1e30f, 1e30f, 1e-30f, 1e-30f}),
            1.0f);
}

TEST_P(ReduceTest, an_empty_axis_gives_the_neutral_element) {
  float y[6];
  uint8_t truth[6];
  View<float> v = {std::vector<float>(1), 2, 0, 3, 0, 0, 3, 1};
  kernels::sum_prod().sum[DType::kFloat32](v.args(y));
  for (float value : y) EXPECT_EQ(value, 0);
  kernels::sum_prod().prod[DType::kFloat32](v.args(y));
  for (float value : y) EXPECT_EQ(value, 1);
  kernels::any_all().any[DType::kFloat32](v.args(truth));
  for (uint8_t value : truth) EXPECT_EQ(value, 0);
  kernels::any_all().all[DType::kFloat32](v.args(truth));
  for (uint8_t value : truth) EXPECT_EQ(value, 1);
}

TEST_P(ReduceTest, the_first_nan_wins_and_so_does_the_first_of_equals) {
  for (int64_t n : {5, 63, 64, 200, 5000, 500000}) {
    std::vector<float> x(size_t(n), 2.0f);
    EXPECT_EQ(where(kernels::extremes().max_index, x), 0);
    EXPECT_EQ(where(kernels::extremes().min_index, x), 0);
    x[size_t(n / 2)] = NAN;
    x[size_t(n - 1)] = NAN;
    EXPECT_EQ(where(kernels::extremes().max_index, x), n / 2);
    EXPECT_EQ(where(kernels::extremes().min_index, x), n / 2);
    EXPECT_TRUE(std::isnan(full<float>(kernels::extremes().max, x)));
    EXPECT_TRUE(std::isnan(full<float>(kernels::extremes().min, x)));
    EXPECT_TRUE(full<uint8_t>(kernels::any_all().all, x));
  }
  // The same down columns.
  View<float> v = {std::vector<float>(3 * 2000, 1.0f), 1, 2000, 3, 0, 0, 3, 1};
  v.memory[1500 * 3 + 1] = NAN;
  v.memory[1600 * 3 + 1] = INFINITY;
  v.memory[1999 * 3 + 2] = INFINITY;
  float y[3];
  int64_t index[3];
  kernels::extremes().max_index[DType::kFloat32](v.args(y, index));
  EXPECT_EQ(index[0], 0);
  EXPECT_EQ(index[1], 1500);
  EXPECT_EQ(index[2], 1999);
  EXPECT_TRUE(std::isnan(y[1]));
}

TEST_P(ReduceTest, a_nan_wins_wherever_it_lies) {
  for (size_t n : {1, 3, 8, 9, 31, 64, 65, 100, 150})
    for (size_t k = 0; k < n; ++k) {
      std::vector<float> x(n, -1.0f);
      x[k] = NAN;
      EXPECT_TRUE(std::isnan(full<float>(kernels::extremes().max, x))) << k << " of " << n;
      EXPECT_TRUE(std::isnan(full<float>(kernels::extremes().min, x))) << k << " of " << n;
      EXPECT_EQ(where(kernels::extremes().max_index, x), int64_t(k)) << n;
      const std::vector<double> wide(x.begin(), x.end());
      EXPECT_TRUE(std::isnan(full<double>(kernels::extremes().max, wide))) << k << " of " << n;
      EXPECT_TRUE(std::isnan(full<double>(kernels::extremes().min, wide))) << k << " of " << n;
    }
  for (int64_t n : {1, 2, 4, 7, 8, 15, 130})
    for (int64_t k = 0; k < n; ++k) {
      View<float> v = {std::vector<float>(size_t(n * 77), 2.0f), 1, n, 77, 0, 0, 77, 1};
      v.memory[size_t(k * 77 + (k * 5) % 77)] = NAN;
      float high[77], low[77];
      kernels::extremes().max[DType::kFloat32](v.args(high));
      kernels::extremes().min[DType::kFloat32](v.args(low));
      for (int64_t i = 0; i < 77; ++i) {
        EXPECT_EQ(std::isnan(high[i]), i == (k * 5) % 77) << k << " of " << n << ", column " << i;
        EXPECT_EQ(std::isnan(low[i]), i == (k * 5) % 77) << k << " of " << n << ", column " << i;
      }
    }
}

TEST_P(ReduceTest, extremes_of_infinities_and_integer_limits_are_found) {
  const float inf = std::numeric_limits<float>::infinity();
  EXPECT_EQ(full<float>(kernels::extremes().max, std::vector<float>(100, -inf)), -inf);
  EXPECT_EQ(where(kernels::extremes().max_index, std::vector<float>(100, -inf)), 0);
  const int64_t lowest = std::numeric_limits<int64_t>::min();
  EXPECT_EQ(full<int64_t>(kernels::extremes().max, std::vector<int64_t>(100, lowest)), lowest);
  EXPECT_EQ(full<int64_t>(kernels::sum_prod().sum, std::vector<int64_t>(2, lowest)), 0);
  EXPECT_EQ(full<int64_t>(kernels::sum_prod().sum, std::vector<int32_t>(3, -5)), -15);
  EXPECT_EQ(full<int64_t>(kernels::sum_prod().prod, std::vector<int32_t>(3, -5)), -125);
}

TEST_P(ReduceTest, bits_do_not_depend_on_the_number_of_threads) {
  for (const Shape& s : {Shape{1, 3000000, 1}, Shape{1, 400000, 5}, Shape{300, 2000, 1},
                         Shape{1, 1000, 1000}, Shape{2, 500000, 1}})
    for (Layout layout : {Layout::contiguous, Layout::every_other, Layout::transposed}) {
      const View<double> v = random_view<double>(layout, s.outer, s.n, s.inner);
      std::vector<double> first(size_t(s.outer * s.inner));
      set_num_threads(1);
      kernels::sum_prod().sum[DType::kFloat64](v.args(first.data()));
      for (int threads : {2, 3, 5}) {
        std::vector<double> y(first.size());
        set_num_threads(threads);
        kernels::sum_prod().sum[DType::kFloat64](v.args(y.data()));
        EXPECT_EQ(std::memcmp(y.data(), first.data(), y.size() * sizeof(double)), 0);
      }
    }
}

// Few different values, so that the first of equals lies in another part than the last.
TEST_P(ReduceTest, places_of_extremes_in_columns_do_not_depend_on_the_number_of_threads) {
  for (int64_t width : {3, 1000, 1025})
    for (int64_t n : {1, 127, 129, 3000, 70000}) {
      if (n * width > 4'000'000) continue;
      View<float> v = random_view<float>(Layout::contiguous, 1, n, width);
      for (float& x : v.memory) x = std::round(3 * x);
      v.memory[size_t(n / 2 * width + 1)] = NAN;
      v.memory[size_t((n - 1) * width + 1)] = NAN;
      std::vector<int64_t> index(static_cast<size_t>(width));
      std::vector<float> y(index.size());
      for (int threads : {1, 2, 5}) {
        set_num_threads(threads);
        kernels::extremes().max_index[DType::kFloat32](v.args(y.data(), index.data()));
        int64_t wrong = 0;
        for (int64_t i = 0; i < width; ++i) {
          int64_t want = 0;
          for (int64_t k = 1; k < n; ++k)
            if (v.at(0, k, i) > v.at(0, want, i)) want = k;
          if (i == 1) want = n / 2;
          wrong += index[size_t(i)] != want;
          if (i != 1) wrong += y[size_t(i)] != v.at(0, want, i);
        }
        EXPECT_EQ(wrong, 0) << n << " x " << width << ", threads " << threads;
        EXPECT_TRUE(std::isnan(y[1]));
      }
    }
}

std::string name_of(const testing::TestParamInfo<Isa>& info) { return isa_name(info.param); }
INSTANTIATE_TEST_SUITE_P(Isas, ReduceTest, testing::Values(Isa::v2, Isa::v3, Isa::v4, Isa::neon),
                         name_of);

}  // namespace
}  // namespace retrograd
