// Layers of networks, forwards and backwards: those that multiply beside the peak of fma, those
// that move elements beside the memory.
#include <cmath>

#include "ops/recurrent/recurrent.h"
#include "rows.h"

namespace retrograd {
namespace {

using rows::gradients;
using rows::is;
using rows::kFloat;
using rows::Work;

struct Layout {
  int64_t from, to, length, window, stride = 1, padding = 0, groups = 1;
};

// n images of ones: what is away from the edges is the number of weights that it sums.
template <bool backwards>
std::function<Work(int64_t)> convolution(const Layout& of) {
  return [of](int64_t n) -> Work {
    const int64_t depth = of.from / of.groups;
    const Tensor x = ones({n, of.from, of.length, of.length}, backwards);
    const Tensor w = ones({of.to, depth, of.window, of.window}, backwards);
    const ConvOptions options{{of.stride}, {of.padding}, {1}, of.groups};
    const Tensor y = conv2d(x, w, {}, options);
    const double products = static_cast<double>(y.numel() * depth * of.window * of.window);
    // The weight in the middle of a window meets every one of its places.
    if (backwards)
      return {.run = gradients(y, {w, x}),
              .flops = 4 * products,
              .error = [places = y.numel() / of.to, of](const Tensor& g) {
                const int64_t middle = (of.window / 2) * (of.window + 1);
                return rows::off(select(reshape(g, {-1}), 0, middle).item().to_double(),
                                 static_cast<double>(places));
              }};
    return {.run = [=] { return conv2d(x, w, {}, options); },
            .flops = 2 * products,
            .error =
                [want = depth * of.window * of.window](const Tensor& got) {
                  return rows::off(ops::max(got).item().to_double(), static_cast<double>(want));
                }};
  };
}

// A layer that reads and writes each element once: `f` of n x 64 x 28 x 28 ones is `want`, and the
// sum of its gradient `slope` for each element.
using Layer = Tensor (*)(const Tensor&);
std::function<Work(int64_t)> once(Layer f, double want) {
  return [=](int64_t n) -> Work {
    const Tensor x = ones({n, 64, 28, 28}), y = f(x);
    return {.run = [=] { return f(x); },
            .bytes = kFloat * static_cast<double>(x.numel() + y.numel()),
            .error = is(want)};
  };
}
std::function<Work(int64_t)> once_back(Layer f, double slope) {
  return [=](int64_t n) -> Work {
    const Tensor x = ones({n, 64, 28, 28}, true), y = f(x);
    return {.run = gradients(y, {x}),
            .bytes = kFloat * static_cast<double>(x.numel() + y.numel()),
            .error = [slope](const Tensor& g) {
              return rows::off(ops::mean(g).item().to_double(), slope);
            }};
  };
}

const PoolOptions kHalves = {.stride = {2}};
Tensor max_pool(const Tensor& x) { return max_pool2d(x, {2}, kHalves); }
Tensor max_pool_3(const Tensor& x) { return max_pool2d(x, {3}, {.stride = {2}, .padding = {1}}); }
Tensor avg_pool(const Tensor& x) { return avg_pool2d(x, {2}, kHalves); }
Tensor adaptive(const Tensor& x) { return adaptive_avg_pool2d(x, {1, 1}); }
Tensor batch(const Tensor& x) { return batch_norm(x, {}, {}, {}, true); }
Tensor group(const Tensor& x) { return group_norm(x, 8); }
Tensor layer(const Tensor& x) { return layer_norm(x, {28, 28}); }
Tensor rms(const Tensor& x) { return rms_norm(x, {28, 28}); }
Tensor soft(const Tensor& x) { return softmax(x, -1); }
Tensor log_soft(const Tensor& x) { return log_softmax(x, -1); }
Tensor soft_channels(const Tensor& x) { return softmax(x, 1); }
Tensor reflect(const Tensor& x) { return pad(x, {1, 1, 1, 1}, "reflect"); }
Tensor twice(const Tensor& x) {
  return interpolate(x, {{}, std::vector<double>{2, 2}, "bilinear", false, {}, false});
}

// Heads of n queries and keys of 64 numbers: all scores are alike, so the values come out.
template <bool backwards>
Work attention(int64_t n) {
  const Tensor q = ones({8, n, 64}, backwards), k = ones({8, n, 64}, backwards);
  const Tensor v = ones({8, n, 64}, backwards), y = scaled_dot_product_attention(q, k, v);
  const double products = static_cast<double>(8 * n * n * 64);
  if (backwards) return {.run = gradients(y, {v, q, k}), .flops = 10 * products, .error = is(1)};
  return {.run = [=] { return scaled_dot_product_attention(q, k, v); },
          .flops = 4 * products,
          .error = is(1)};
}

// n steps of an LSTM, 32 rows, 128 numbers to 128; of weights 0 the cell stays 0.
Work lstm(int64_t n) {
  const std::vector<Tensor> weights = {zeros({512, 128}), zeros({512, 128}), zeros({512}),
                                       zeros({512})};
  const Tensor x = randn({n, 32, 128}), h = zeros({1, 32, 128});
  return {.run =
              [=] {
                const ops::RecurrentRule rule{"lstm", ops::Cell::kLstm, weights, true, 1, 0, false,
                                              false};
                return ops::recurrent(rule, x, {h, h}, false)[0];
              },
          .flops = 2.0 * static_cast<double>(n * 32 * 2 * 128 * 512),
          .error = is(0)};
}

// n of 10,000 rows of 256 numbers.
Work embedding_rows(int64_t n) {
  const Tensor w = ones({10'000, 256}), at = randint(0, 10'000, {n});
  return {.run = [=] { return embedding(w, at); },
          .bytes = 2 * kFloat * 256 * static_cast<double>(n),
          .error = is(1)};
}

[[maybe_unused]] const bool enrolled =
    rows::enroll("convolution",
                 {{"5x5_1_to_6", convolution<false>({1, 6, 28, 5}), {32}},
                  {"5x5_6_to_16", convolution<false>({6, 16, 14, 5}), {32}},
                  {"3x3_64", convolution<false>({64, 64, 28, 3, 1, 1}), {1, 32}},
                  {"3x3_stride_2", convolution<false>({16, 32, 28, 3, 2, 1}), {32}},
                  {"1x1", convolution<false>({64, 128, 28, 1}), {1, 32}},
                  {"depthwise", convolution<false>({32, 32, 14, 3, 1, 1, 32}), {32}},
                  {"5x5_1_to_6_backward", convolution<true>({1, 6, 28, 5}), {32}},
                  {"5x5_6_to_16_backward", convolution<true>({6, 16, 14, 5}), {32}},
                  {"3x3_64_backward", convolution<true>({64, 64, 28, 3, 1, 1}), {1, 32}},
                  {"3x3_stride_2_backward", convolution<true>({16, 32, 28, 3, 2, 1}), {32}},
                  {"1x1_backward", convolution<true>({64, 128, 28, 1}), {1, 32}},
                  {"depthwise_backward", convolution<true>({32, 32, 14, 3, 1, 1, 32}), {32}}}) &&
    rows::enroll("pool", {{"max", once(max_pool, 1), {1, 32}},
                          {"max_3x3", once(max_pool_3, 1), {1, 32}},
                          {"avg", once(avg_pool, 1), {1, 32}},
                          {"adaptive_avg", once(adaptive, 1), {1, 32}},
                          {"max_backward", once_back(max_pool, 0.25), {1, 32}},
                          {"avg_backward", once_back(avg_pool, 0.25), {1, 32}}}) &&
    rows::enroll("norm", {{"batch", once(batch, 0), {1, 32}},
                          {"group", once(group, 0), {1, 32}},
                          {"layer", once(layer, 0), {1, 32}},
                          {"rms", once(rms, 1), {1, 32}},
                          {"batch_backward", once_back(batch, 0), {1, 32}},
                          {"group_backward", once_back(group, 0), {1, 32}},
                          {"layer_backward", once_back(layer, 0), {1, 32}}}) &&
    rows::enroll("softmax", {{"last", once(soft, 1.0 / 28), {1, 32}},
                             {"channels", once(soft_channels, 1.0 / 64), {1, 32}},
                             {"log", once(log_soft, -std::log(28.0)), {1, 32}},
                             {"last_backward", once_back(soft, 0), {1, 32}},
                             {"log_backward", once_back(log_soft, 0), {1, 32}}}) &&
    rows::enroll("layer", {{"attention", attention<false>, {64, 256, 1024}},
                           {"attention_backward", attention<true>, {64, 256, 1024}},
                           {"lstm", lstm, {1, 64}},
                           {"embedding", embedding_rows, {256, 8192}},
                           {"pad_reflect", once(reflect, 1), {1, 32}},
                           {"interpolate", once(twice, 1), {1, 32}}});

}  // namespace
}  // namespace retrograd
