// normalization.h: elements brought to mean 0 and variance 1, or to size 1, over parts of a tensor.
//
// y = (x - mean) / sqrt(variance + eps) w + b, the variance being that of all elements of a part.
// Weights and biases may be undefined: 1 and 0. They have the type of the input, or float32 beside
// float16 and bfloat16 (DTypeError). All are for floating types (NotImplementedError), and throw
// ShapeError for what does not fit.
#pragma once

#include <optional>

#include "core/tensor.h"

namespace retrograd::ops {

// Over the last dimensions, which have the lengths `shape`, as have weight and bias.
Tensor layer_norm(const Tensor& x, const Dims& shape, const Tensor& weight = {},
                  const Tensor& bias = {}, double eps = 1e-5);
// y = x / sqrt(mean x^2 + eps) w over those; without eps it is the distance from 1 to the next
// number of the type that x computes in.
Tensor rms_norm(const Tensor& x, const Dims& shape, const Tensor& weight = {},
                const std::optional<double>& eps = {});

// The input has the dimensions (n, c, ...), weight and bias (c).

// Over `groups` groups of channels for each n.
Tensor group_norm(const Tensor& x, int64_t groups, const Tensor& weight = {},
                  const Tensor& bias = {}, double eps = 1e-5);

// What is known of earlier batches, (c) each: a mean and a variance with n - 1 for n. Both or none.
struct Running {
  Tensor mean, var;
  double momentum = 0.1;  // the weight of the batch under way
};
// Over n and what is behind c. `training`: mean and variance are those of the input, of which the
// running ones take their part; else they are the running ones.
Tensor batch_norm(const Tensor& x, const Running& running, const Tensor& weight = {},
                  const Tensor& bias = {}, bool training = false, double eps = 1e-5);
// Over what is behind c. `training` as there; what is running is the mean over n.
Tensor instance_norm(const Tensor& x, const Running& running, const Tensor& weight,
                     const Tensor& bias, bool training, double eps);

// y = x / (k + alpha mean x^2)^beta over `size` channels around each one, those missing being 0.
Tensor local_response_norm(const Tensor& x, int64_t size, double alpha, double beta, double k);

}  // namespace retrograd::ops
