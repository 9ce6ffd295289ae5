// layers.h: convolutions, pools and dropout, of which each number of axes has a name of its own.
//
// x is (images, channels, lengths...) or (channels, lengths...). A list with a number for each axis
// may hold a single one for all. Throw ShapeError for what does not fit.
#pragma once

#include <tuple>

#include "core/tensor.h"
#include "ops/convolution/convolution.h"
#include "ops/layer/dropout.h"
#include "ops/pool/pool.h"

namespace retrograd {

// conv2d(x, w, b, {.stride = {2}, .padding = {1}})
struct ConvOptions {
  Dims stride = {1}, padding = {0}, dilation = {1};
  int64_t groups = 1;
};

// max_pool2d(x, {2}, {.stride = {1}}); without a stride it is the kernel.
struct PoolOptions {
  Dims stride = {}, padding = {0}, dilation = {1};
  bool ceil_mode = false;
};

namespace detail {
inline ops::Sliding sliding(const ConvOptions& o) {
  return {o.stride, o.padding, o.dilation, o.groups, {}};
}
inline ops::Windows windows(const Dims& kernel, const PoolOptions& o) {
  return {kernel, o.stride, o.padding, o.dilation, o.ceil_mode};
}
}  // namespace detail

// The mean of avg_pool counts the padding; adaptive ones cut an axis into so many parts.
#define RG_OF_AXES(n)                                                                             \
  inline Tensor conv##n##d(const Tensor& x, const Tensor& weight, const Tensor& bias = {},        \
                           const ConvOptions& options = {}) {                                     \
    return ops::convolution("conv" #n "d", n, x, weight, bias, detail::sliding(options));         \
  }                                                                                               \
  inline Tensor conv_transpose##n##d(const Tensor& x, const Tensor& weight,                       \
                                     const Tensor& bias = {}, const ConvOptions& options = {},    \
                                     const Dims& output_padding = {0}) {                          \
    return ops::transposed_convolution("conv_transpose" #n "d", n, x, weight, bias,               \
                                       detail::sliding(options), output_padding);                 \
  }                                                                                               \
  inline Tensor max_pool##n##d(const Tensor& x, const Dims& kernel,                               \
                               const PoolOptions& options = {}) {                                 \
    return std::get<0>(ops::max_pool("max_pool" #n "d", n, x, detail::windows(kernel, options))); \
  }                                                                                               \
  inline Tensor avg_pool##n##d(const Tensor& x, const Dims& kernel,                               \
                               const PoolOptions& options = {}) {                                 \
    return ops::avg_pool("avg_pool" #n "d", n, x, detail::windows(kernel, options), true, {});    \
  }                                                                                               \
  inline Tensor adaptive_avg_pool##n##d(const Tensor& x, const Dims& lengths) {                   \
    return ops::adaptive_avg_pool("adaptive_avg_pool" #n "d", n, x, lengths);                     \
  }
RG_OF_AXES(1)
RG_OF_AXES(2)
RG_OF_AXES(3)
#undef RG_OF_AXES

// Zeros with the probability p, the others divided by 1 - p; x itself unless training. Throws
// DomainError unless p is in [0, 1].
inline Tensor dropout(const Tensor& x, double p = 0.5, bool training = true) {
  return ops::dropout({"dropout", false, false}, x, p, training);
}

}  // namespace retrograd
