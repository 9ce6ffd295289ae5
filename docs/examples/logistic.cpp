// Logistic regression: which of two overlapping clouds does a point belong to?
#include <retrograd/retrograd.h>

#include <cstdio>
#include <exception>

using namespace retrograd;

int main() try {
  manual_seed(0);

  // 200 points around (1, 1) and 200 around (-1, -1), labelled 1 and 0.
  const Tensor y = cat({ones({200}), zeros({200})});
  const Tensor x = randn({400, 2}) + unsqueeze(2 * y - 1, 1);

  Tensor w = zeros({2}, true);
  Tensor b = zeros({1}, true);
  for (int epoch = 0; epoch <= 100; ++epoch) {
    const Tensor logits = matmul(x, w) + b;
    const Tensor loss = binary_cross_entropy_with_logits(logits, y);
    if (epoch % 20 == 0) {
      const Tensor right = eq(logits > 0, y > 0);
      std::printf("epoch %3d: loss %.4f, accuracy %.1f %%\n", epoch, loss.item().to_double(),
                  100 * mean(to(right, DType::kFloat32)).item().to_double());
    }

    backward(loss);
    const NoGrad guard;  // a step of descent is no part of the model
    for (Tensor* parameter : {&w, &b}) {
      *parameter -= 0.5 * parameter->grad();
      parameter->zero_grad();
    }
  }
  std::printf("w = %s\n", to_string(w.detach()).c_str());
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());  // what Python would say
  return 1;
}
