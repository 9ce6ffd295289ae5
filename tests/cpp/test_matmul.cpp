// Matrix products against a triple loop in double, for every shape of path and every ISA.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <random>
#include <type_traits>
#include <vector>

#include "base/machine/parallel.h"
#include "kernels/dispatch.h"
#include "kernels/matrix/matmul.h"

namespace retrograd {
namespace {

template <class T>
constexpr DType kDTypeOf = std::is_same_v<T, float>     ? DType::kFloat32
                           : std::is_same_v<T, double>  ? DType::kFloat64
                           : std::is_same_v<T, int64_t> ? DType::kInt64
                           : std::is_same_v<T, int32_t> ? DType::kInt32
                                                        : DType::kUInt8;

// How a matrix lies in memory; the strides follow from it.
enum class Layout { rows, columns, padded, strided, reversed, repeated };
constexpr Layout kLayouts[] = {Layout::rows,    Layout::columns,  Layout::padded,
                               Layout::strided, Layout::reversed, Layout::repeated};

template <class T>
struct Matrix {
  std::vector<T> memory;
  int64_t first, row, col, batch;

  Matrix(Layout layout, int64_t items, int64_t rows, int64_t cols, unsigned seed) {
    switch (layout) {
      case Layout::rows:
        row = cols, col = 1, batch = rows * cols;
        break;
      case Layout::columns:
        row = 1, col = rows, batch = rows * cols;
        break;
      case Layout::padded:
        row = cols + 3, col = 1, batch = rows * row + 5;
        break;
      case Layout::strided:
        row = 2 * cols + 1, col = 2, batch = rows * row;
        break;
      case Layout::reversed:
        row = -cols, col = -1, batch = rows * cols;
        break;
      case Layout::repeated:
        row = 0, col = 1, batch = 0;
        break;
    }
    first = layout == Layout::reversed ? rows * cols : 0;
    const int64_t span = std::abs(row) * rows + std::abs(col) * cols;
    memory.resize(static_cast<size_t>(span + batch * items + 1));
    std::mt19937 random(seed);
    for (T& x : memory) {
      if constexpr (std::is_floating_point_v<T>)
        x = static_cast<T>(std::uniform_real_distribution<double>(-1, 1)(random));
      else
        x = static_cast<T>(random() * 0x9e3779b97f4a7c15ull >> 3);
    }
  }
  const T* data() const { return memory.data() + first; }
  T at(int64_t b, int64_t i, int64_t j) const { return data()[b * batch + i * row + j * col]; }
};

struct Shape {
  int64_t m, n, k, batch = 1;
};

template <class T>
kernels::MatmulArgs arguments(Shape s, const Matrix<T>& a, const Matrix<T>& b, Matrix<T>& c) {
  return {.a = a.data(),
          .b = b.data(),
          .c = c.memory.data(),
          .bias = nullptr,
          .m = s.m,
          .n = s.n,
          .k = s.k,
          .a_row = a.row,
          .a_col = a.col,
          .b_row = b.row,
          .b_col = b.col,
          .c_row = c.row,
          .batch = s.batch,
          .a_batch = a.batch,
          .b_batch = b.batch,
          .c_batch = c.batch,
          .accumulate = false};
}

template <class T>
void run(const kernels::MatmulArgs& args) {
  kernels::matmul().product[kDTypeOf<T>](args);
}

// Integers wrap around; floats are summed in double.
template <class T>
using Wide = std::conditional_t<std::is_floating_point_v<T>, double, uint64_t>;

// Runs one product and compares each element; the padding of C must stay as it was.
template <class T>
void check_product(Shape s, Layout la, Layout lb, bool bias = false, bool add = false) {
  SCOPED_TRACE(testing::Message() << s.batch << " x " << s.m << " x " << s.n << " x " << s.k
                                  << ", layouts " << int(la) << " " << int(lb)
                                  << (bias ? " bias" : "") << (add ? " add" : ""));
  const Matrix<T> a(la, s.batch, s.m, s.k, 1), b(lb, s.batch, s.k, s.n, 2);
  const Matrix<T> row(Layout::rows, 1, 1, s.n, 3);
  Matrix<T> c(Layout::padded, s.batch, s.m, s.n, 4);
  Matrix<T> want = c;
  kernels::MatmulArgs args = arguments(s, a, b, c);
  args.bias = bias ? row.data() : nullptr;
  args.accumulate = add;
  run<T>(args);

  double worst = 0;
  for (int64_t q = 0; q < s.batch; ++q)
    for (int64_t i = 0; i < s.m; ++i)
      for (int64_t j = 0; j < s.n; ++j) {
        T& y = want.memory[size_t(q * c.batch + i * c.row + j)];
        Wide<T> sum = add ? Wide<T>(y) : 0;
        if (bias) sum += Wide<T>(row.data()[j]);
        for (int64_t k = 0; k < s.k; ++k) sum += Wide<T>(a.at(q, i, k)) * Wide<T>(b.at(q, k, j));
        y = static_cast<T>(sum);
        if constexpr (std::is_floating_point_v<T>) {
          T& got = c.memory[size_t(q * c.batch + i * c.row + j)];
          worst = std::fmax(worst, std::isnan(got) ? INFINITY : std::fabs(double(got) - sum));
          got = y;
        }
      }
  const double eps = std::is_same_v<T, float> ? 1.2e-7 : 2.3e-16;
  EXPECT_LE(worst, eps * (8 + double(s.k)));
  EXPECT_EQ(std::memcmp(c.memory.data(), want.memory.data(), c.memory.size() * sizeof(T)), 0);
}

class MatmulTest : public testing::TestWithParam<Isa> {
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

constexpr Shape kShapes[] = {
    {1, 1, 1},     {1, 1, 300},   {1, 1, 5000},    {1, 3, 5},     {1, 40, 7},     {1, 700, 300},
    {1, 33, 5000}, {3, 1, 5},     {700, 1, 300},   {2, 2, 2},     {4, 4, 4},      {5, 7, 3},
    {16, 16, 16},  {17, 15, 33},  {12, 32, 256},   {13, 33, 257}, {37, 71, 53},   {100, 65, 70},
    {5, 333, 600}, {97, 129, 70}, {131, 100, 600}, {300, 70, 33}, {1, 1000, 600}, {40, 70, 9},
};

TEST_P(MatmulTest, every_shape_and_layout_agrees_with_the_triple_loop) {
  for (const Shape& s : kShapes)
    for (Layout la : kLayouts)
      for (Layout lb : kLayouts) {
        if (s.m * s.n * s.k > 1000000 && (la == Layout::padded || lb == Layout::padded)) continue;
        check_product<float>(s, la, lb);
        check_product<double>(s, la, lb);
      }
}

TEST_P(MatmulTest, every_small_shape_agrees_with_the_triple_loop) {
  for (int64_t m = 1; m <= 14; ++m)
    for (int64_t n = 1; n <= 36; ++n)
      for (int64_t k : {1, 2, 9}) {
        check_product<float>({m, n, k}, Layout::rows, Layout::rows);
        check_product<double>({m, n, k}, Layout::rows, Layout::columns);
      }
}

TEST_P(MatmulTest, a_bias_is_added_once_and_accumulation_keeps_what_c_holds) {
  for (const Shape& s : kShapes)
    for (Layout lb : {Layout::rows, Layout::columns})
      for (int flags = 1; flags < 4; ++flags) {
        check_product<float>(s, Layout::rows, lb, flags & 1, flags & 2);
        check_product<double>(s, Layout::rows, lb, flags & 1, flags & 2);
      }
}

TEST_P(MatmulTest, integers_wrap_around) {
  for (const Shape& s : {Shape{1, 1, 1}, Shape{3, 5, 7}, Shape{17, 33, 65, 2}})
    for (Layout lb : {Layout::rows, Layout::columns, Layout::reversed}) {
      check_product<uint8_t>(s, Layout::rows, lb, true, true);
      check_product<int32_t>(s, Layout::rows, lb, true);
      check_product<int64_t>(s, Layout::columns, lb, false, true);
    }
}

TEST_P(MatmulTest, an_empty_sum_is_zero_or_what_was_there) {
  for (bool bias : {false, true})
    for (bool add : {false, true}) {
      check_product<float>({3, 5, 0}, Layout::rows, Layout::rows, bias, add);
      check_product<int64_t>({3, 5, 0}, Layout::rows, Layout::rows, bias, add);
    }
  check_product<float>({0, 5, 3}, Layout::rows, Layout::rows);
  check_product<float>({5, 0, 3}, Layout::rows, Layout::rows);
  check_product<float>({5, 4, 3, 0}, Layout::rows, Layout::rows);
}

TEST_P(MatmulTest, batches_agree_with_the_triple_loop) {
  for (const Shape& s : {Shape{4, 4, 4, 7}, Shape{33, 40, 50, 5}, Shape{64, 64, 64, 12}})
    for (Layout la : kLayouts)
      for (Layout lb : kLayouts) check_product<float>(s, la, lb);
}

TEST_P(MatmulTest, bits_do_not_depend_on_the_number_of_threads) {
  const Layout layouts[][2] = {{Layout::rows, Layout::rows},
                               {Layout::rows, Layout::columns},
                               {Layout::columns, Layout::rows}};
  for (const Shape& s :
       {Shape{300, 500, 600}, Shape{5, 2000, 700}, Shape{2000, 12, 300}, Shape{1, 3000, 1000},
        Shape{64, 64, 64, 16}, Shape{50, 4000, 300}, Shape{96, 96, 96}, Shape{200, 40, 300}})
    for (const auto& [la, lb] : layouts) {
      const Matrix<float> a(la, s.batch, s.m, s.k, 1), b(lb, s.batch, s.k, s.n, 2);
      Matrix<float> first(Layout::rows, s.batch, s.m, s.n, 3);
      set_num_threads(1);
      run<float>(arguments(s, a, b, first));
      for (int threads : {2, 3, 4}) {
        Matrix<float> c(Layout::rows, s.batch, s.m, s.n, 4);
        set_num_threads(threads);
        run<float>(arguments(s, a, b, c));
        const size_t bytes = size_t(s.batch * s.m * s.n) * sizeof(float);
        EXPECT_EQ(std::memcmp(c.memory.data(), first.memory.data(), bytes), 0)
            << s.m << " x " << s.n << " x " << s.k << " with " << threads << " threads";
      }
    }
}

TEST_P(MatmulTest, long_sums_of_equal_terms_stay_accurate) {
  const int64_t n = 10'000'000;
  const std::vector<float> tenths(n, 0.1f), ones(n, 1.0f);
  // A dot product, and the same with strides that no fast path takes.
  for (int64_t step : {1, 0}) {
    float y = 0;
    run<float>({.a = tenths.data(),
                .b = ones.data(),
                .c = &y,
                .bias = nullptr,
                .m = 1,
                .n = 1,
                .k = n,
                .a_row = n,
                .a_col = 1,
                .b_row = step,
                .b_col = 1,
                .c_row = 1,
                .batch = 1,
                .a_batch = 0,
                .b_batch = 0,
                .c_batch = 0,
                .accumulate = false});
    EXPECT_NEAR(y, 1e6, 5);
  }
}

TEST_P(MatmulTest, a_nan_or_infinity_reaches_its_row_alone) {
  const Shape s = {40, 70, 300};
  Matrix<float> a(Layout::rows, 1, s.m, s.k, 1);
  const Matrix<float> b(Layout::rows, 1, s.k, s.n, 2);
  Matrix<float> c(Layout::rows, 1, s.m, s.n, 3);
  a.memory[size_t(7 * s.k + 5)] = NAN;
  run<float>(arguments(s, a, b, c));
  for (int64_t i = 0; i < s.m; ++i)
    for (int64_t j = 0; j < s.n; ++j) EXPECT_EQ(std::isnan(c.at(0, i, j)), i == 7);
}

std::string name_of(const testing::TestParamInfo<Isa>& info) { return isa_name(info.param); }
INSTANTIATE_TEST_SUITE_P(Isas, MatmulTest, testing::Values(Isa::v2, Isa::v3, Isa::v4, Isa::neon),
                         name_of);

}  // namespace
}  // namespace retrograd
