// The public header alone: a program in C++ needs no other one.
#include "api/retrograd.h"

#include <gtest/gtest.h>

#include <sstream>

namespace {

using namespace retrograd;

TEST(Api, FindsTheGradientOfAModel) {
  manual_seed(0);
  const Tensor x = randn({100, 2}), y = ones({100});
  const Tensor w = zeros({2}, true), b = zeros({1}, true);
  const Tensor loss = binary_cross_entropy_with_logits(matmul(x, w) + b, y);
  backward(loss);
  EXPECT_NEAR(loss.item().to_double(), 0.6931472, 1e-6);
  EXPECT_TRUE(allclose(w.grad(), -mean(x, {0}) / 2));
  EXPECT_EQ(b.grad()[0].item().to_double(), -0.5);
  w.zero_grad();
  EXPECT_FALSE(w.grad().defined());
}

TEST(Api, GivesTheRandomNumbersOfPython) {
  manual_seed(0);  // torch.manual_seed(0); torch.randn(2)
  EXPECT_EQ(to_vector<float>(randn({2})),
            (std::vector<float>{1.5409960746765137f, -0.293428897857666f}));
}

TEST(Api, DerivesDerivatives) {
  const Tensor x = tensor(3.0).requires_grad_();
  const Tensor slope = grad(x * x * x, {x}, {}, {.create_graph = true})[0];
  EXPECT_EQ(slope.item().to_double(), 27);
  EXPECT_EQ(grad(slope, {x})[0].item().to_double(), 18);
  EXPECT_FALSE(x.grad().defined());
}

TEST(Api, RecordsNothingUnderAGuard) {
  const Tensor x = ones({2}, true);
  const NoGrad guard;
  EXPECT_FALSE((x * 2).requires_grad());
  {
    const EnableGrad inner;
    EXPECT_TRUE((x * 2).requires_grad());
  }
  Tensor w = x;
  w -= 0.5;
  EXPECT_EQ(to_vector<double>(x), (std::vector<double>{0.5, 0.5}));
}

TEST(Api, MarksWhatInferenceModeMade) {
  const Tensor w = ones({2}, true);
  Tensor x;
  {
    const InferenceMode guard;
    x = ones({2});
  }
  EXPECT_THROW(w * x, GraphError);
}

TEST(Api, MakesTensorsOfNumbers) {
  EXPECT_EQ(tensor({{1, 2, 3}, {4, 5, 6}}).shape(), (Dims{2, 3}));
  EXPECT_EQ(tensor({{1, 2}}).shape(), (Dims{1, 2}));
  EXPECT_EQ(tensor({{1}, {2}}).shape(), (Dims{2, 1}));
  EXPECT_EQ(tensor(1.5).shape(), Dims{});
  EXPECT_EQ(tensor({1, 2}).dtype(), DType::kInt64);
  EXPECT_EQ(tensor({1, 2.5}).dtype(), DType::kFloat32);
  EXPECT_EQ(tensor({true, false}).dtype(), DType::kBool);
  EXPECT_EQ(tensor({1, 2}, DType::kFloat64).dtype(), DType::kFloat64);
  EXPECT_EQ(tensor(std::vector<int32_t>{1, 2}).dtype(), DType::kInt32);
  EXPECT_EQ(to_vector<int64_t>(tensor({1.9f, -1.9f})), (std::vector<int64_t>{1, -1}));
  EXPECT_THROW(tensor({{1, 2}, {3}}), ShapeError);
  EXPECT_THROW(tensor({{1, 2}, 3}), ShapeError);
  EXPECT_THROW(tensor({1, {2, 3}}), ShapeError);
  EXPECT_THROW(tensor({300}, DType::kUInt8), RangeError);
}

TEST(Api, SharesBorrowedMemory) {
  float numbers[] = {1, 2, 3, 4};
  Tensor x = from_blob(numbers, {2, 2});
  x *= 2;
  EXPECT_EQ(numbers[3], 8);
  EXPECT_EQ(to_vector<float>(x[1]), (std::vector<float>{6, 8}));
  EXPECT_EQ(x[-1].data<float>(), numbers + 2);
}

TEST(Api, HasTheOperatorsOfPython) {
  const Tensor x = tensor({1.0, 2.0, 4.0});
  const size_t n = 2;
  EXPECT_EQ(to_vector<double>(1 - x / n), (std::vector<double>{0.5, 0, -1}));
  EXPECT_EQ(to_vector<double>(4 / x), (std::vector<double>{4, 2, 1}));
  EXPECT_EQ(to_vector<double>(-x % 3), (std::vector<double>{2, 1, 2}));
  EXPECT_EQ(to_vector<bool>(x >= 2), (std::vector<bool>{false, true, true}));
  EXPECT_EQ(to_vector<bool>((1 < x) & ~(x > 2)), (std::vector<bool>{false, true, false}));
  EXPECT_EQ((x * 1.5).dtype(), DType::kFloat32);
  EXPECT_EQ((tensor({1, 2}) * 1.5).dtype(), DType::kFloat32);
}

TEST(Api, HasLayers) {
  const Tensor x = ones({1, 3, 8, 8}), w = ones({4, 3, 3, 3}, true);
  const Tensor y = max_pool2d(conv2d(x, w, {}, {.padding = {1}}), {2});
  EXPECT_EQ(y.shape(), (Dims{1, 4, 4, 4}));
  EXPECT_EQ(max(y).item().to_double(), 27);
  EXPECT_TRUE(dropout(x, 0.5, false).same(x));
}

TEST(Api, ThrowsWhatPythonShows) {
  try {
    matmul(ones({2, 3}), ones({2, 3}));
    FAIL();
  } catch (const ShapeError& error) {
    EXPECT_NE(std::string(error.what()).find("matmul"), std::string::npos) << error.what();
  }
  const Tensor y = square(ones({2}, true));
  EXPECT_THROW(backward(y), GraphError);
  backward(y, ones({2}));
  EXPECT_THROW(backward(y, ones({2})), GraphError);
  EXPECT_THROW(y.item(), RuntimeError);
  EXPECT_THROW(y[2], IndexError);
}

TEST(Api, ShowsTensorsAsPythonDoes) {
  std::ostringstream out;
  const Tensor x = tensor({1.0, 2.0}).requires_grad_();
  out << x << " " << x * 2 << " " << x.grad();
  EXPECT_EQ(out.str(),
            "tensor([1., 2.], requires_grad=True) tensor([2., 4.], grad_fn=<MulBackward0>) "
            "undefined");
}

}  // namespace
