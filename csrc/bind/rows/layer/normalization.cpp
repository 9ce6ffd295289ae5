// Rows of ops/layer/normalization.h.

#include "ops/layer/normalization.h"

#include "base/check.h"
#include "bind/call/row.h"

namespace retrograd::bind {
namespace {

using ops::Running;
using OptionalDouble = std::optional<double>;

// The functions of torch itself end with a flag for other devices.
Tensor layer_norm(const Tensor& x, const Dims& shape, const Tensor& w, const Tensor& b, double eps,
                  bool) {
  return ops::layer_norm(x, shape, w, b, eps);
}
Tensor rms_norm(const Tensor& x, const Dims& shape, const Tensor& w, const OptionalDouble& eps) {
  return ops::rms_norm(x, shape, w, eps);
}

// One value has no variance.
void check_several(const char* op, const Tensor& x, int64_t n) {
  RG_CHECK(n != 1, ValueError, op,
           ": expected more than 1 value for each variance, got an input of shape ", x.shape());
}

Tensor functional_group_norm(const Tensor& x, int64_t groups, const Tensor& w, const Tensor& b,
                             double eps) {
  if (x.dim() >= 2 && groups > 0 && x.size(1) % groups == 0 && x.numel() > 0)
    check_several("group_norm", x, x.numel() / groups);
  return ops::group_norm(x, groups, w, b, eps);
}
Tensor group_norm(const Tensor& x, int64_t groups, const Tensor& w, const Tensor& b, double eps,
                  bool) {
  return ops::group_norm(x, groups, w, b, eps);
}

Tensor functional_batch_norm(const Tensor& x, const Tensor& mean, const Tensor& var,
                             const Tensor& w, const Tensor& b, bool training, double momentum,
                             double eps) {
  if (training && x.dim() >= 2 && x.numel() > 0)
    check_several("batch_norm", x, x.numel() / x.size(1));
  return ops::batch_norm(x, {mean, var, momentum}, w, b, training, eps);
}
Tensor batch_norm(const Tensor& x, const Tensor& w, const Tensor& b, const Tensor& mean,
                  const Tensor& var, bool training, double momentum, double eps, bool) {
  return ops::batch_norm(x, {mean, var, momentum}, w, b, training, eps);
}

Tensor functional_instance_norm(const Tensor& x, const Tensor& mean, const Tensor& var,
                                const Tensor& w, const Tensor& b, bool training, double momentum,
                                double eps) {
  int64_t n = 1;
  for (int64_t d = 2; d < x.dim(); ++d) n *= x.size(d);
  if (training) check_several("instance_norm", x, n);
  return ops::instance_norm(x, {mean, var, momentum}, w, b, training, eps);
}
Tensor instance_norm(const Tensor& x, const Tensor& w, const Tensor& b, const Tensor& mean,
                     const Tensor& var, bool training, double momentum, double eps, bool) {
  return ops::instance_norm(x, {mean, var, momentum}, w, b, training, eps);
}

void add_functional(Rows& rows);
void add_functions(Rows& rows);

}  // namespace

void add_normalization_rows(Rows& rows) {
  add_functional(rows);
  add_functions(rows);
}

namespace {

void add_functional(Rows& rows) {
  rows.row<&ops::layer_norm>(
      "layer_norm(input: Tensor, normalized_shape: tuple[int, ...], weight: Tensor | None = None, "
      "bias: Tensor | None = None, eps: float = 1e-05) -> Tensor",
      kFunctional, R"(The last dimensions brought to mean 0 and variance 1.

    y = (x - mean) / sqrt(var + eps) w + b

Mean and variance are formed in double, the variance from the distances.

Shape:   input ``(*, *normalized_shape)``, weight and bias ``normalized_shape`` -> as the input.
Dtype:   floating; weight and bias as the input, or float32 beside float16 and bfloat16.
Grad:    input, weight, bias. Twice differentiable.
Raises:  ShapeError for what does not fit; DTypeError for other types of weight and bias;
         NotImplementedError unless floating.
Source:  torch.nn.functional.layer_norm.

>>> rg.nn.functional.layer_norm(rg.tensor([[1.0, 2.0, 3.0]]), (3,))
tensor([[-1.2247,  0.0000,  1.2247]])
)");
  rows.row<&ops::rms_norm>(
      "rms_norm(input: Tensor, normalized_shape: tuple[int, ...], weight: Tensor | None = None, "
      "eps: float | None = None) -> Tensor",
      kFunctional, R"(The last dimensions brought to a mean square of 1.

    y = x / sqrt(mean x^2 + eps) w

Without eps it is the distance from 1 to the next float32, or float64.

Shape:   input ``(*, *normalized_shape)``, weight ``normalized_shape`` -> as the input.
Dtype:   floating.
Grad:    input, weight. Twice differentiable.
Raises:  ShapeError for what does not fit; NotImplementedError unless floating.
Source:  torch.nn.functional.rms_norm.

>>> rg.nn.functional.rms_norm(rg.tensor([3.0, 4.0]), (2,))
tensor([0.8485, 1.1314])
)");
  rows.row<functional_group_norm>(
      "group_norm(input: Tensor, num_groups: int, weight: Tensor | None = None, "
      "bias: Tensor | None = None, eps: float = 1e-05) -> Tensor",
      kFunctional, R"(Groups of channels of each sample brought to mean 0 and variance 1.

    y = (x - mean) / sqrt(var + eps) w + b

Weight and bias are those of each channel.

Shape:   input ``(n, c, *)``, weight and bias ``(c)`` -> as the input.
Dtype:   floating; weight and bias as the input, or float32 beside float16 and bfloat16.
Grad:    input, weight, bias. Twice differentiable.
Raises:  ShapeError for what does not fit; RuntimeError unless there are groups; ValueError for one
         value in each; DTypeError for other types of weight and bias; NotImplementedError unless
         floating.
Source:  torch.nn.functional.group_norm.

>>> rg.nn.functional.group_norm(rg.tensor([[1.0, 3.0, 5.0, 9.0]]), 2)
tensor([[-1.0000,  1.0000, -1.0000,  1.0000]])
)");
  rows.row<functional_batch_norm>(
      "batch_norm(input: Tensor, running_mean: Tensor | None, running_var: Tensor | None, "
      "weight: Tensor | None = None, bias: Tensor | None = None, training: bool = False, "
      "momentum: float = 0.1, eps: float = 1e-05) -> Tensor",
      kFunctional, R"(Each channel of a batch brought to mean 0 and variance 1.

    y = (x - mean) / sqrt(var + eps) w + b

In training mean and variance are those of the batch, and go into the running ones, which are
written to:  running = (1 - momentum) running + momentum found,  the variance with n - 1 for n. Else
the running ones are taken.

Shape:   input ``(n, c, *)``, all others ``(c)`` -> as the input.
Dtype:   floating; the others as the input, or float32 beside float16 and bfloat16.
Grad:    input, weight, bias. Twice differentiable.
Raises:  ShapeError for what does not fit; RuntimeError without running ones outside training;
         ValueError for one of them alone, and for one value in each channel in training; DTypeError
         for other types beside the input's; NotImplementedError unless floating.
Source:  torch.nn.functional.batch_norm.

>>> rg.nn.functional.batch_norm(rg.tensor([[1.0], [3.0]]), None, None, training=True)
tensor([[-1.0000],
        [ 1.0000]])
)");
  rows.row<functional_instance_norm>(
      "instance_norm(input: Tensor, running_mean: Tensor | None = None, "
      "running_var: Tensor | None = None, weight: Tensor | None = None, "
      "bias: Tensor | None = None, use_input_stats: bool = True, momentum: float = 0.1, "
      "eps: float = 1e-05) -> Tensor",
      kFunctional, R"(Each channel of each sample brought to mean 0 and variance 1.

    y = (x - mean) / sqrt(var + eps) w + b

With use_input_stats mean and variance are those of the input, and their means over the samples go
into the running ones, as in batch_norm(). Else the running ones are taken.

Shape:   input ``(n, c, *)``, all others ``(c)`` -> as the input.
Dtype:   floating; the others as the input, or float32 beside float16 and bfloat16.
Grad:    input, weight, bias. Twice differentiable.
Raises:  ShapeError for what does not fit; RuntimeError without statistics of any kind; ValueError
         for one value in each channel; DTypeError for other types beside the input's;
         NotImplementedError unless floating.
Source:  torch.nn.functional.instance_norm.

>>> rg.nn.functional.instance_norm(rg.tensor([[[1.0, 3.0], [5.0, 9.0]]]))
tensor([[[-1.0000,  1.0000],
         [-1.0000,  1.0000]]])
)");
  rows.row<&ops::local_response_norm>(
      "local_response_norm(input: Tensor, size: int, alpha: float = 0.0001, beta: float = 0.75, "
      "k: float = 1.0) -> Tensor",
      kFunctional, R"(Each element made smaller for the channels around it.

    y = x / (k + alpha mean x^2)^beta

The mean is over ``size`` channels, of which those that are missing count as 0.

Shape:   ``(n, c, *)`` of at least 3 dimensions -> the same.
Dtype:   all; integers and bool give the default type.
Grad:    input. Twice differentiable.
Raises:  ShapeError for fewer dimensions; RuntimeError unless the size is above 0.
Source:  torch.nn.functional.local_response_norm.

>>> rg.nn.functional.local_response_norm(rg.ones(1, 2, 1), 2, alpha=6.0, beta=1.0).flatten()
tensor([0.2500, 0.1429])
)");
}

void add_functions(Rows& rows) {
  rows.row<layer_norm>(
      "layer_norm(input: Tensor, normalized_shape: tuple[int, ...], weight: Tensor | None = None, "
      "bias: Tensor | None = None, eps: float = 1e-05, cudnn_enable: bool = True) -> Tensor",
      kFunction, R"(The last dimensions brought to mean 0 and variance 1; see
nn.functional.layer_norm(). The last argument is torch's, for other devices.

    y = (x - mean) / sqrt(var + eps) w + b

Shape:   input ``(*, *normalized_shape)``, weight and bias ``normalized_shape`` -> as the input.
Dtype:   floating; weight and bias as the input, or float32 beside float16 and bfloat16.
Grad:    input, weight, bias. Twice differentiable.
Raises:  ShapeError for what does not fit; DTypeError for other types of weight and bias;
         NotImplementedError unless floating.
Source:  torch.layer_norm.

>>> rg.layer_norm(rg.tensor([1.0, 2.0, 3.0]), (3,))
tensor([-1.2247,  0.0000,  1.2247])
)");
  rows.row<rms_norm>(
      "rms_norm(input: Tensor, normalized_shape: tuple[int, ...], weight: Tensor | None = None, "
      "eps: float | None = None) -> Tensor",
      kFunction, R"(The last dimensions brought to a mean square of 1; see
nn.functional.rms_norm().

    y = x / sqrt(mean x^2 + eps) w

Shape:   input ``(*, *normalized_shape)``, weight ``normalized_shape`` -> as the input.
Dtype:   floating.
Grad:    input, weight. Twice differentiable.
Raises:  ShapeError for what does not fit; NotImplementedError unless floating.
Source:  torch.rms_norm.

>>> rg.rms_norm(rg.tensor([3.0, 4.0]), (2,))
tensor([0.8485, 1.1314])
)");
  rows.row<group_norm>(
      "group_norm(input: Tensor, num_groups: int, weight: Tensor | None = None, "
      "bias: Tensor | None = None, eps: float = 1e-05, cudnn_enabled: bool = True) -> Tensor",
      kFunction, R"(Groups of channels brought to mean 0 and variance 1; see
nn.functional.group_norm(). The last argument is torch's, for other devices.

    y = (x - mean) / sqrt(var + eps) w + b

Shape:   input ``(n, c, *)``, weight and bias ``(c)`` -> as the input.
Dtype:   floating; weight and bias as the input, or float32 beside float16 and bfloat16.
Grad:    input, weight, bias. Twice differentiable.
Raises:  ShapeError for what does not fit; RuntimeError unless there are groups; DTypeError for
         other types of weight and bias; NotImplementedError unless floating.
Source:  torch.group_norm.

>>> rg.group_norm(rg.tensor([[1.0, 3.0, 5.0, 9.0]]), 2)
tensor([[-1.0000,  1.0000, -1.0000,  1.0000]])
)");
  rows.row<batch_norm>(
      "batch_norm(input: Tensor, weight: Tensor | None, bias: Tensor | None, "
      "running_mean: Tensor | None, running_var: Tensor | None, training: bool, momentum: float, "
      "eps: float, cudnn_enabled: bool) -> Tensor",
      kFunction, R"(Each channel of a batch brought to mean 0 and variance 1; see
nn.functional.batch_norm(). The last argument is torch's, for other devices.

    y = (x - mean) / sqrt(var + eps) w + b

Shape:   input ``(n, c, *)``, all others ``(c)`` -> as the input.
Dtype:   floating; the others as the input, or float32 beside float16 and bfloat16.
Grad:    input, weight, bias. Twice differentiable.
Raises:  ShapeError for what does not fit; RuntimeError without running ones outside training;
         ValueError for one of them alone; DTypeError for other types beside the input's;
         NotImplementedError unless floating.
Source:  torch.batch_norm.

>>> x = rg.tensor([[1.0], [3.0]])
>>> rg.batch_norm(x, None, None, None, None, True, 0.1, 1e-5, False)
tensor([[-1.0000],
        [ 1.0000]])
)");
  rows.row<instance_norm>(
      "instance_norm(input: Tensor, weight: Tensor | None, bias: Tensor | None, "
      "running_mean: Tensor | None, running_var: Tensor | None, use_input_stats: bool, "
      "momentum: float, eps: float, cudnn_enabled: bool) -> Tensor",
      kFunction, R"(Each channel of each sample brought to mean 0 and variance 1; see
nn.functional.instance_norm(). The last argument is torch's, for other devices.

    y = (x - mean) / sqrt(var + eps) w + b

Shape:   input ``(n, c, *)``, all others ``(c)`` -> as the input.
Dtype:   floating; the others as the input, or float32 beside float16 and bfloat16.
Grad:    input, weight, bias. Twice differentiable.
Raises:  ShapeError for what does not fit; RuntimeError without statistics of any kind; DTypeError
         for other types beside the input's; NotImplementedError unless floating.
Source:  torch.instance_norm.

>>> x = rg.tensor([[[1.0, 3.0], [5.0, 9.0]]])
>>> rg.instance_norm(x, None, None, None, None, True, 0.1, 1e-5, False)
tensor([[[-1.0000,  1.0000],
         [-1.0000,  1.0000]]])
)");
}

}  // namespace
}  // namespace retrograd::bind
