# Written from retrograd._core._stub(); pytest tests/test_stubs.py --update makes it anew.
from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias, overload

from .._core import Generator, Tensor, dtype
from ._attention import multi_head_attention_forward as multi_head_attention_forward

_bool: TypeAlias = bool
_float: TypeAlias = float
_int: TypeAlias = int
_dtype: TypeAlias = dtype
_Number: TypeAlias = int | float | bool

__all__ = [
    "adaptive_avg_pool1d",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool3d",
    "adaptive_max_pool1d",
    "adaptive_max_pool2d",
    "adaptive_max_pool3d",
    "affine_grid",
    "alpha_dropout",
    "avg_pool1d",
    "avg_pool2d",
    "avg_pool3d",
    "batch_norm",
    "bilinear",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "celu",
    "celu_",
    "channel_shuffle",
    "conv1d",
    "conv2d",
    "conv3d",
    "conv_transpose1d",
    "conv_transpose2d",
    "conv_transpose3d",
    "cosine_embedding_loss",
    "cosine_similarity",
    "cross_entropy",
    "ctc_loss",
    "dropout",
    "dropout1d",
    "dropout2d",
    "dropout3d",
    "elu",
    "elu_",
    "embedding",
    "embedding_bag",
    "feature_alpha_dropout",
    "fold",
    "gaussian_nll_loss",
    "gelu",
    "glu",
    "grid_sample",
    "group_norm",
    "gumbel_softmax",
    "hardshrink",
    "hardsigmoid",
    "hardswish",
    "hardtanh",
    "hardtanh_",
    "hinge_embedding_loss",
    "huber_loss",
    "instance_norm",
    "interpolate",
    "kl_div",
    "l1_loss",
    "layer_norm",
    "leaky_relu",
    "leaky_relu_",
    "linear",
    "local_response_norm",
    "log_softmax",
    "logsigmoid",
    "lp_pool1d",
    "lp_pool2d",
    "lp_pool3d",
    "margin_ranking_loss",
    "max_pool1d",
    "max_pool2d",
    "max_pool3d",
    "max_unpool1d",
    "max_unpool2d",
    "max_unpool3d",
    "mish",
    "mse_loss",
    "multi_head_attention_forward",
    "multi_margin_loss",
    "multilabel_margin_loss",
    "multilabel_soft_margin_loss",
    "nll_loss",
    "normalize",
    "one_hot",
    "pad",
    "pairwise_distance",
    "pdist",
    "pixel_shuffle",
    "pixel_unshuffle",
    "poisson_nll_loss",
    "prelu",
    "relu",
    "relu6",
    "relu_",
    "rms_norm",
    "rrelu",
    "rrelu_",
    "scaled_dot_product_attention",
    "selu",
    "selu_",
    "sigmoid",
    "silu",
    "smooth_l1_loss",
    "soft_margin_loss",
    "softmax",
    "softmin",
    "softplus",
    "softshrink",
    "softsign",
    "tanh",
    "tanhshrink",
    "threshold",
    "threshold_",
    "triplet_margin_loss",
    "triplet_margin_with_distance_loss",
    "unfold",
    "upsample",
    "upsample_bilinear",
    "upsample_nearest",
]

def adaptive_avg_pool1d(input: Tensor, output_size: _int | tuple[_int | None, ...]) -> Tensor:
    """The means of as many windows as are asked for.

        y[i] = mean x[floor(i n / m)], ..., x[ceil((i + 1) n / m) - 1]

    Windows overlap where they must. None leaves the length of an axis.

    Shape:   input ``(n, c, l)`` or ``(c, l)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.adaptive_avg_pool1d.

    >>> rg.nn.functional.adaptive_avg_pool1d(rg.tensor([[1.0, 3.0, 2.0]]), 2)
    tensor([[2.0000, 2.5000]])
    """
def adaptive_avg_pool2d(input: Tensor, output_size: _int | tuple[_int | None, ...]) -> Tensor:
    """The means of as many windows as are asked for.

        y[i] = mean x[floor(i n / m)], ..., x[ceil((i + 1) n / m) - 1]

    Windows overlap where they must. None leaves the length of an axis.

    Shape:   input ``(n, c, h, w)`` or ``(c, h, w)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.adaptive_avg_pool2d.

    >>> rg.nn.functional.adaptive_avg_pool2d(rg.tensor([[[1.0, 3.0, 2.0]]]), (1, 2))
    tensor([[[2.0000, 2.5000]]])
    """
def adaptive_avg_pool3d(input: Tensor, output_size: _int | tuple[_int | None, ...]) -> Tensor:
    """The means of as many windows as are asked for.

        y[i] = mean x[floor(i n / m)], ..., x[ceil((i + 1) n / m) - 1]

    Windows overlap where they must. None leaves the length of an axis.

    Shape:   input ``(n, c, d, h, w)`` or ``(c, d, h, w)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.adaptive_avg_pool3d.

    >>> rg.nn.functional.adaptive_avg_pool3d(rg.tensor([[[[1.0, 3.0, 2.0]]]]), (1, 1, 2))
    tensor([[[[2.0000, 2.5000]]]])
    """
def adaptive_max_pool1d(input: Tensor, output_size: _int | tuple[_int | None, ...], return_indices: _bool = False) -> Tensor | tuple[Tensor, Tensor]:
    """The largest elements of as many windows as are asked for.

        y[i] = max x[floor(i n / m)], ..., x[ceil((i + 1) n / m) - 1]

    Windows overlap where they must. None leaves the length of an axis.

    Shape:   input ``(n, c, l)`` or ``(c, l)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   all but bool.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.adaptive_max_pool1d.

    >>> rg.nn.functional.adaptive_max_pool1d(rg.tensor([[1.0, 3.0, 2.0]]), 2)
    tensor([[3., 3.]])
    """
def adaptive_max_pool2d(input: Tensor, output_size: _int | tuple[_int | None, ...], return_indices: _bool = False) -> Tensor | tuple[Tensor, Tensor]:
    """The largest elements of as many windows as are asked for.

        y[i] = max x[floor(i n / m)], ..., x[ceil((i + 1) n / m) - 1]

    Windows overlap where they must. None leaves the length of an axis.

    Shape:   input ``(n, c, h, w)`` or ``(c, h, w)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   all but bool.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.adaptive_max_pool2d.

    >>> rg.nn.functional.adaptive_max_pool2d(rg.tensor([[[1.0, 3.0, 2.0]]]), (1, 2))
    tensor([[[3., 3.]]])
    """
def adaptive_max_pool3d(input: Tensor, output_size: _int | tuple[_int | None, ...], return_indices: _bool = False) -> Tensor | tuple[Tensor, Tensor]:
    """The largest elements of as many windows as are asked for.

        y[i] = max x[floor(i n / m)], ..., x[ceil((i + 1) n / m) - 1]

    Windows overlap where they must. None leaves the length of an axis.

    Shape:   input ``(n, c, d, h, w)`` or ``(c, d, h, w)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   all but bool.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.adaptive_max_pool3d.

    >>> rg.nn.functional.adaptive_max_pool3d(rg.tensor([[[[1.0, 3.0, 2.0]]]]), (1, 1, 2))
    tensor([[[[3., 3.]]]])
    """
def affine_grid(theta: Tensor, size: Sequence[_int], align_corners: _bool | None = None) -> Tensor:
    """The grid for grid_sample that maps places by matrices.

        y[n, i] = theta[n] (place of i, 1)

    Shape:   theta ``(n, 2, 3)`` and size ``(n, c, h, w)`` -> ``(n, h, w, 2)``; or ``(n, 3, 4)`` and
             ``(n, c, d, h, w)`` -> ``(n, d, h, w, 3)``.
    Dtype:   floating.
    Grad:    theta. Twice differentiable.
    Raises:  ValueError for other shapes of theta and a size without elements; NotImplementedError for
             sizes of other than 4 or 5 numbers; ShapeError if the numbers of images differ.
    Source:  torch.nn.functional.affine_grid.

    >>> theta = rg.tensor([[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]])
    >>> rg.nn.functional.affine_grid(theta, (1, 1, 1, 2), align_corners=True)
    tensor([[[[-1.,  0.],
              [ 1.,  0.]]]])
    """
def alpha_dropout(input: Tensor, p: _float = 0.5, training: _bool = False, inplace: _bool = False) -> Tensor:
    """Dropout that keeps a mean of 0 and a variance of 1, as selu() does.

        y = a x + b,  or a s + b with the probability p;  dy/dx = a, or 0

    s = -1.758 is the limit of selu() far below zero, a = 1 / sqrt((s^2 p + 1) (1 - p)), b = -a s p.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating; all if not in training.
    Grad:    input. Twice differentiable.
    Raises:  DomainError unless p is in [0, 1]; DTypeError unless floating; in place, GraphError for a
             leaf that requires grad.
    Source:  torch.nn.functional.alpha_dropout.

    >>> _ = rg.manual_seed(5)
    >>> rg.nn.functional.alpha_dropout(rg.ones(3), training=True)
    tensor([-0.7792,  1.6656,  1.6656])
    """
def avg_pool1d(input: Tensor, kernel_size: _int | Sequence[_int], stride: _int | Sequence[_int] | None = None, padding: _int | Sequence[_int] = 0, ceil_mode: _bool = False, count_include_pad: _bool = True) -> Tensor:
    """The mean of each window of images.

        y[i] = sum_k x[stride i - padding + k] / n

    n counts padding too, unless ``count_include_pad`` is False.

    Shape:   input ``(n, c, l)`` or ``(c, l)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   floating, and int64, of which the quotient is truncated.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.avg_pool1d.

    >>> rg.nn.functional.avg_pool1d(rg.tensor([[1.0, 3.0, 2.0, 0.0]]), 2)
    tensor([[2., 1.]])
    """
def avg_pool2d(input: Tensor, kernel_size: _int | Sequence[_int], stride: _int | Sequence[_int] | None = None, padding: _int | Sequence[_int] = 0, ceil_mode: _bool = False, count_include_pad: _bool = True, divisor_override: _int | None = None) -> Tensor:
    """The mean of each window of images.

        y[i] = sum_k x[stride i - padding + k] / n

    n counts padding too, unless ``count_include_pad`` is False, or is ``divisor_override``.

    Shape:   input ``(n, c, h, w)`` or ``(c, h, w)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   floating, and int64, of which the quotient is truncated.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.avg_pool2d.

    >>> rg.nn.functional.avg_pool2d(rg.tensor([[[1.0, 3.0, 2.0, 0.0]]]), (1, 2))
    tensor([[[2., 1.]]])
    """
def avg_pool3d(input: Tensor, kernel_size: _int | Sequence[_int], stride: _int | Sequence[_int] | None = None, padding: _int | Sequence[_int] = 0, ceil_mode: _bool = False, count_include_pad: _bool = True, divisor_override: _int | None = None) -> Tensor:
    """The mean of each window of images.

        y[i] = sum_k x[stride i - padding + k] / n

    n counts padding too, unless ``count_include_pad`` is False, or is ``divisor_override``.

    Shape:   input ``(n, c, d, h, w)`` or ``(c, d, h, w)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   floating, and int64, of which the quotient is truncated.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.avg_pool3d.

    >>> rg.nn.functional.avg_pool3d(rg.tensor([[[[1.0, 3.0, 2.0, 0.0]]]]), (1, 1, 2))
    tensor([[[[2., 1.]]]])
    """
def batch_norm(input: Tensor, running_mean: Tensor | None, running_var: Tensor | None, weight: Tensor | None = None, bias: Tensor | None = None, training: _bool = False, momentum: _float = 0.1, eps: _float = 1e-05) -> Tensor:
    """Each channel of a batch brought to mean 0 and variance 1.

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
    """
def bilinear(input1: Tensor, input2: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """A layer of weights for pairs: each output is a weighted sum of the products of two inputs.

        y_n = sum_ij a_i w_nij b_j + bias_n

    Shape:   input1 ``(*, i)``, input2 ``(*, j)``, weight ``(n, i, j)``, bias ``(n)`` -> ``(*, n)``.
    Dtype:   all but bool; inputs and weight alike.
    Grad:    input1, input2, weight, bias. Twice differentiable.
    Raises:  ShapeError if the shapes do not fit; DTypeError if the types differ, or for bool.
    Source:  torch.nn.functional.bilinear.

    >>> weight = rg.tensor([[[1.0, 2.0], [3.0, 4.0]]])
    >>> rg.nn.functional.bilinear(rg.tensor([1.0, 1.0]), rg.tensor([1.0, 10.0]), weight)
    tensor([64.])
    """
def binary_cross_entropy(input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean') -> Tensor:
    """Binary cross entropy between probabilities and targets, both in [0, 1].

        y = -w (t log p + (1 - t) log(1 - p)),  dy/dp = w (p - t) / (p (1 - p))

    Each logarithm is held above -100 and p (1 - p) above 1e-12, so that loss and gradient are finite.

    Shape:   ``(*)``, target the same, weight broadcast -> ``()``, or ``(*)`` for "none".
    Dtype:   floating; both alike.
    Grad:    input, target. Twice differentiable.
    Raises:  ShapeError if the shapes differ; DomainError for an element outside [0, 1]; DTypeError if
             the types differ, NotImplementedError unless floating; GraphError for a weight that
             requires grad; ValueError for another reduction.
    Source:  torch.nn.functional.binary_cross_entropy.

    >>> rg.nn.functional.binary_cross_entropy(rg.tensor([0.5]), rg.tensor([1.0]))
    tensor(0.6931)
    """
def binary_cross_entropy_with_logits(input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean', pos_weight: Tensor | None = None) -> Tensor:
    """Binary cross entropy between ``sigmoid(input)`` and ``target``, without overflow.

        y = w (max(x, 0) - x t + log(1 + e^-|x|)),  dy/dx = w (sigmoid(x) - t),  dy/dt = -w x

    pos_weight multiplies the term of positive targets, t log sigmoid(x). At infinite logits the loss is
    its limit.

    Shape:   ``(*)``, target the same, weights broadcast -> ``()``, or ``(*)`` for "none".
    Dtype:   floating; promoted to a common type.
    Grad:    input, target. Twice differentiable.
    Raises:  ShapeError if the shapes differ; NotImplementedError, or DTypeError for the target, unless
             floating; GraphError for a weight that requires grad; ValueError for another reduction.
    Source:  torch.nn.functional.binary_cross_entropy_with_logits.

    >>> rg.nn.functional.binary_cross_entropy_with_logits(rg.tensor([0.0]), rg.tensor([1.0]))
    tensor(0.6931)
    """
def celu(input: Tensor, alpha: _Number = 1.0, inplace: _bool = False) -> Tensor:
    """The exponential linear unit whose slope has no jump.

        y = x > 0 ? x : a (e^(x / a) - 1),  dy/dx = x > 0 ? 1 : e^(x / a)

    a is ``alpha``.

    With inplace the input itself is written to.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools; RuntimeError for an alpha of 0;
             in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.celu.

    >>> rg.nn.functional.celu(rg.tensor([-1.0, 2.0]), 2.0)
    tensor([-0.7869,  2.0000])
    """
def celu_(input: Tensor, alpha: _Number = 1.0) -> Tensor:
    """The exponential linear unit whose slope has no jump.

        y = x > 0 ? x : a (e^(x / a) - 1),  dy/dx = x > 0 ? 1 : e^(x / a)

    a is ``alpha``.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of celu; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of celu.
    Raises:  what celu raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.celu_.

    >>> rg.celu_(rg.tensor([-1.0, 2.0]), 2.0)
    tensor([-0.7869,  2.0000])
    """
def channel_shuffle(input: Tensor, groups: _int) -> Tensor:
    """The channels of groups in turn.

        y[n, j groups + i] = x[n, i c / groups + j]

    Shape:   input ``(n, c, *)`` -> ``(n, c, *)``, of three dimensions or more.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError if the channels are not a multiple of ``groups``.
    Source:  torch.nn.functional.channel_shuffle.

    >>> rg.nn.functional.channel_shuffle(rg.tensor([[[1.0], [2.0], [3.0], [4.0]]]), 2).flatten()
    tensor([1., 3., 2., 4.])
    """
@overload
def conv1d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: _int | Sequence[_int] = 0, dilation: _int | Sequence[_int] = 1, groups: _int = 1) -> Tensor:
    """conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)
    conv1d(input, weight, bias=None, stride=1, padding="valid", dilation=1, groups=1)

    A kernel that slides over the axis of images: a sum of products at each place.

        y[n, o, i] = b[o] + sum_{c, k} w[o, c, k] x[n, c, stride i - padding + dilation k]

    Beyond the images are zeros, ``padding`` of them on each side of an axis: a number for all
    axes, or one for each; ``"valid"`` is none, and ``"same"`` keeps the lengths. With
    ``groups`` the channels are cut into so many parts, each with kernels of its own. Sums are
    in an order that does not depend on the number of threads.

    Shape:   input ``(n, c, l)`` or ``(c, l)``, weight
             ``(o, c / groups, ...)``, bias ``(o)`` -> ``(n, o, ...)`` or ``(o, ...)``.
    Dtype:   all but bool; all alike. Integers wrap around.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             if the types differ, or for bool.
    Source:  torch.nn.functional.conv1d.

    >>> rg.nn.functional.conv1d(rg.tensor([[[1.0, 4.0]]]), rg.tensor([[[-1.0, 1.0]]]))
    tensor([[[3.]]])
    """
@overload
def conv1d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: str = "valid", dilation: _int | Sequence[_int] = 1, groups: _int = 1) -> Tensor: ...
@overload
def conv2d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: _int | Sequence[_int] = 0, dilation: _int | Sequence[_int] = 1, groups: _int = 1) -> Tensor:
    """conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)
    conv2d(input, weight, bias=None, stride=1, padding="valid", dilation=1, groups=1)

    A kernel that slides over the axes of images: a sum of products at each place.

        y[n, o, i] = b[o] + sum_{c, k} w[o, c, k] x[n, c, stride i - padding + dilation k]

    Beyond the images are zeros, ``padding`` of them on each side of an axis: a number for all
    axes, or one for each; ``"valid"`` is none, and ``"same"`` keeps the lengths. With
    ``groups`` the channels are cut into so many parts, each with kernels of its own. Sums are
    in an order that does not depend on the number of threads.

    Shape:   input ``(n, c, h, w)`` or ``(c, h, w)``, weight
             ``(o, c / groups, ...)``, bias ``(o)`` -> ``(n, o, ...)`` or ``(o, ...)``.
    Dtype:   all but bool; all alike. Integers wrap around.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             if the types differ, or for bool.
    Source:  torch.nn.functional.conv2d.

    >>> rg.nn.functional.conv2d(rg.tensor([[[[1.0, 4.0]]]]), rg.tensor([[[[-1.0, 1.0]]]]))
    tensor([[[[3.]]]])
    """
@overload
def conv2d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: str = "valid", dilation: _int | Sequence[_int] = 1, groups: _int = 1) -> Tensor: ...
@overload
def conv3d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: _int | Sequence[_int] = 0, dilation: _int | Sequence[_int] = 1, groups: _int = 1) -> Tensor:
    """conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)
    conv3d(input, weight, bias=None, stride=1, padding="valid", dilation=1, groups=1)

    A kernel that slides over the axes of images: a sum of products at each place.

        y[n, o, i] = b[o] + sum_{c, k} w[o, c, k] x[n, c, stride i - padding + dilation k]

    Beyond the images are zeros, ``padding`` of them on each side of an axis: a number for all
    axes, or one for each; ``"valid"`` is none, and ``"same"`` keeps the lengths. With
    ``groups`` the channels are cut into so many parts, each with kernels of its own. Sums are
    in an order that does not depend on the number of threads.

    Shape:   input ``(n, c, d, h, w)`` or ``(c, d, h, w)``, weight
             ``(o, c / groups, ...)``, bias ``(o)`` -> ``(n, o, ...)`` or ``(o, ...)``.
    Dtype:   all but bool; all alike. Integers wrap around.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             if the types differ, or for bool.
    Source:  torch.nn.functional.conv3d.

    >>> rg.nn.functional.conv3d(rg.tensor([[[[[1.0, 4.0]]]]]), rg.tensor([[[[[-1.0, 1.0]]]]]))
    tensor([[[[[3.]]]]])
    """
@overload
def conv3d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: str = "valid", dilation: _int | Sequence[_int] = 1, groups: _int = 1) -> Tensor: ...
def conv_transpose1d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: _int | Sequence[_int] = 0, output_padding: _int | Sequence[_int] = 0, groups: _int = 1, dilation: _int | Sequence[_int] = 1) -> Tensor:
    """A convolution turned round, as its gradient is: each element adds a kernel to the result.

        y[n, o, stride i - padding + dilation k] += w[c, o, k] x[n, c, i],  from y = b[o]

    The result is shorter by ``padding`` on both sides of an axis, and longer by
    ``output_padding`` on the far one.

    Shape:   input ``(n, c, l)`` or ``(c, l)``, weight
             ``(c, o / groups, ...)``, bias ``(o)`` -> ``(n, o, ...)`` or ``(o, ...)``, an axis
             being (i - 1) stride - 2 padding + dilation (k - 1) + output_padding + 1 long.
    Dtype:   all but bool; all alike. Integers wrap around.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small or, for
             output_padding, too large; DTypeError if the types differ, or for bool.
    Source:  torch.nn.functional.conv_transpose1d.

    >>> rg.nn.functional.conv_transpose1d(rg.tensor([[[1.0, 2.0]]]), rg.tensor([[[1.0, 10.0]]]))
    tensor([[[ 1., 12., 20.]]])
    """
def conv_transpose2d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: _int | Sequence[_int] = 0, output_padding: _int | Sequence[_int] = 0, groups: _int = 1, dilation: _int | Sequence[_int] = 1) -> Tensor:
    """A convolution turned round, as its gradient is: each element adds a kernel to the result.

        y[n, o, stride i - padding + dilation k] += w[c, o, k] x[n, c, i],  from y = b[o]

    The result is shorter by ``padding`` on both sides of an axis, and longer by
    ``output_padding`` on the far one.

    Shape:   input ``(n, c, h, w)`` or ``(c, h, w)``, weight
             ``(c, o / groups, ...)``, bias ``(o)`` -> ``(n, o, ...)`` or ``(o, ...)``, an axis
             being (i - 1) stride - 2 padding + dilation (k - 1) + output_padding + 1 long.
    Dtype:   all but bool; all alike. Integers wrap around.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small or, for
             output_padding, too large; DTypeError if the types differ, or for bool.
    Source:  torch.nn.functional.conv_transpose2d.

    >>> rg.nn.functional.conv_transpose2d(rg.tensor([[[[1.0, 2.0]]]]), rg.tensor([[[[1.0, 10.0]]]]))
    tensor([[[[ 1., 12., 20.]]]])
    """
def conv_transpose3d(input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: _int | Sequence[_int] = 1, padding: _int | Sequence[_int] = 0, output_padding: _int | Sequence[_int] = 0, groups: _int = 1, dilation: _int | Sequence[_int] = 1) -> Tensor:
    """A convolution turned round, as its gradient is: each element adds a kernel to the result.

        y[n, o, stride i - padding + dilation k] += w[c, o, k] x[n, c, i],  from y = b[o]

    The result is shorter by ``padding`` on both sides of an axis, and longer by
    ``output_padding`` on the far one.

    Shape:   input ``(n, c, d, h, w)`` or ``(c, d, h, w)``, weight
             ``(c, o / groups, ...)``, bias ``(o)`` -> ``(n, o, ...)`` or ``(o, ...)``, an axis
             being (i - 1) stride - 2 padding + dilation (k - 1) + output_padding + 1 long.
    Dtype:   all but bool; all alike. Integers wrap around.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small or, for
             output_padding, too large; DTypeError if the types differ, or for bool.
    Source:  torch.nn.functional.conv_transpose3d.

    >>> rg.nn.functional.conv_transpose3d(rg.tensor([[[[[1.0, 2.0]]]]]), rg.tensor([[[[[1.0, 10.0]]]]]))
    tensor([[[[[ 1., 12., 20.]]]]])
    """
def cosine_embedding_loss(input1: Tensor, input2: Tensor, target: Tensor, margin: _float = 0, size_average: _bool | None = None, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean') -> Tensor:
    """Angles of what is alike, and by how much those of what is not are too small.

        y = t = 1 ? 1 - c : t = -1 ? max(0, c - margin) : 0,  c = a . b / (||a|| ||b||)

    size_average and reduce: see mse_loss().

    Shape:   ``(n, d)`` twice, target ``(n)``, or ``(d)`` twice, target ``()`` -> ``()``, or as the
             target for "none".
    Dtype:   floating; promoted to a common type.
    Grad:    input1, input2. Twice differentiable.
    Raises:  ShapeError for other shapes; ValueError for another reduction.
    Source:  torch.nn.functional.cosine_embedding_loss.

    >>> a, b = rg.tensor([[1.0, 0.0]]), rg.tensor([[3.0, 4.0]])
    >>> rg.nn.functional.cosine_embedding_loss(a, b, rg.tensor([1]))
    tensor(0.4000)
    """
def cosine_similarity(x1: Tensor, x2: Tensor, dim: _int = 1, eps: _float = 1e-08) -> Tensor:
    """The cosines of the angles between vectors along a dimension.

        y = sum_i a_i b_i / (max(||a||, eps) max(||b||, eps))

    Shape:   ``(*)`` and ``(*)``, broadcast together -> ``(*)`` without the dimension.
    Dtype:   floating; promoted to a common type.
    Grad:    x1, x2. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; IndexError if dim is out of range; DTypeError
             unless floating; RuntimeError for a negative eps.
    Source:  torch.nn.functional.cosine_similarity.

    >>> rg.cosine_similarity(rg.tensor([[1.0, 0.0]]), rg.tensor([[3.0, 4.0]]))
    tensor([0.6000])
    """
def cross_entropy(input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None, ignore_index: _int = -100, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean', label_smoothing: _float = 0.0) -> Tensor:
    """The cross entropy of target classes, or class probabilities, given logits.

        y = -w_t log softmax(x)_t,  or  -sum_c w_c t_c log softmax(x)_c;  the mean of classes is
        sum y / sum w_t

    label_smoothing s replaces the target by (1 - s) of it and s spread evenly over all classes.
    Positions whose target is ignore_index count nothing. The mean of nothing is NaN.

    Shape:   ``(c)``, ``(n, c)`` or ``(n, c, d...)``; target ``()``, ``(n)`` or ``(n, d...)``, or as the
             input for probabilities; weight ``(c)`` -> ``()``, or as the class target for "none".
    Dtype:   floating; target int64 or uint8, or floating for probabilities.
    Grad:    input, and a target of probabilities. Twice differentiable.
    Raises:  IndexError for a target that is no class; ShapeError for other shapes; DTypeError for other
             targets, NotImplementedError unless the input is floating; DomainError for a
             label_smoothing outside [0, 1]; GraphError for a weight that requires grad; RuntimeError
             for an ignore_index of probabilities; ValueError for another reduction.
    Source:  torch.nn.functional.cross_entropy.

    >>> rg.nn.functional.cross_entropy(rg.tensor([[0.0, 0.0]]), rg.tensor([1]))
    tensor(0.6931)
    """
@overload
def ctc_loss(log_probs: Tensor, targets: Tensor, input_lengths: Tensor, target_lengths: Tensor, blank: _int = 0, reduction: Literal['none', 'mean', 'sum'] = 'mean', zero_infinity: _bool = False) -> Tensor:
    """ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction='mean', zero_infinity=False)
    ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction='mean', zero_infinity=False)

    The loss of sequences of classes that lie somewhere within longer ones.

        y = -log sum_a prod_t p_t(a_t)  over the alignments a of a sequence of targets,
        dy/dx_t(c) = -P(a_t = c)

    An alignment gives a target or the blank to each time, the targets in their order and as often as
    it likes, with a blank between equal ones. Without an alignment y is infinite, or 0 without a
    gradient if zero_infinity. The mean is that of the losses over the lengths of their targets, at
    least 1. All is computed in float64; the gradient is that by log_probs themselves, whether they sum
    to 1 or not. Third derivatives raise NotImplementedError, and are nan in forward mode.

    Shape:   log_probs ``(t, n, c)``, targets ``(n, s)``, or all in one ``(sum of target_lengths)``,
             lengths ``(n)``; or ``(t, c)``, ``(s)``, ``()`` or ``(1)`` -> ``()``; ``(n)`` for "none".
    Dtype:   floating; targets and lengths integers.
    Grad:    log_probs. Twice differentiable.
    Raises:  ShapeError for other shapes; BoundsError for a target that is no class, and lengths and
             blanks out of range; DTypeError for lengths that are no integers, NotImplementedError
             unless log_probs is floating; ValueError for another reduction.
    Source:  torch.nn.functional.ctc_loss.

    >>> x = rg.zeros(3, 1, 2).log_softmax(2)
    >>> rg.nn.functional.ctc_loss(x, rg.tensor([[1]]), (3,), (1,))
    tensor(0.2877)
    """
@overload
def ctc_loss(log_probs: Tensor, targets: Tensor, input_lengths: Sequence[_int], target_lengths: Sequence[_int], blank: _int = 0, reduction: Literal['none', 'mean', 'sum'] = 'mean', zero_infinity: _bool = False) -> Tensor: ...
def dropout(input: Tensor, p: _float = 0.5, training: _bool = True, inplace: _bool = False) -> Tensor:
    """The input with elements set to 0 by chance, the others made larger for it.

        y = x / (1 - p),  or 0 with the probability p;  dy/dx = 1 / (1 - p), or 0

    The draws are torch's, and follow the memory of the input. Not in training, or with p = 0, it is the
    input itself. With inplace that is written to.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating; all if not in training.
    Grad:    input. Twice differentiable.
    Raises:  DomainError unless p is in [0, 1]; DTypeError unless floating; in place, GraphError for a
             leaf that requires grad.
    Source:  torch.nn.functional.dropout.

    >>> _ = rg.manual_seed(5)
    >>> rg.nn.functional.dropout(rg.ones(6))
    tensor([0., 2., 2., 2., 2., 0.])
    """
def dropout1d(input: Tensor, p: _float = 0.5, training: _bool = True, inplace: _bool = False) -> Tensor:
    """The input with channels set to 0 by chance, the others made larger for it.

        y = x / (1 - p),  or 0 with the probability p for all of a channel

    Shape:   ``(n, c, l)`` or ``(c, l)`` -> the same.
    Dtype:   floating; all if not in training.
    Grad:    input. Twice differentiable.
    Raises:  DomainError unless p is in [0, 1]; ShapeError for other numbers of dimensions; DTypeError
             unless floating; in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.dropout1d.

    >>> _ = rg.manual_seed(5)
    >>> rg.nn.functional.dropout1d(rg.ones(2, 2))
    tensor([[0., 0.],
            [2., 2.]])
    """
def dropout2d(input: Tensor, p: _float = 0.5, training: _bool = True, inplace: _bool = False) -> Tensor:
    """The input with channels set to 0 by chance, the others made larger for it.

        y = x / (1 - p),  or 0 with the probability p for all of a channel

    Other numbers of dimensions than 4 give a UserWarning; the second one is of channels in each case.

    Shape:   ``(n, c, h, w)`` -> ``(n, c, h, w)``.
    Dtype:   floating; all if not in training.
    Grad:    input. Twice differentiable.
    Raises:  DomainError unless p is in [0, 1]; ShapeError for fewer than 2 dimensions; DTypeError
             unless floating; in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.dropout2d.

    >>> _ = rg.manual_seed(5)
    >>> rg.nn.functional.dropout2d(rg.ones(1, 3, 1, 1)).flatten()
    tensor([0., 2., 2.])
    """
def dropout3d(input: Tensor, p: _float = 0.5, training: _bool = True, inplace: _bool = False) -> Tensor:
    """The input with channels set to 0 by chance, the others made larger for it.

        y = x / (1 - p),  or 0 with the probability p for all of a channel

    Other numbers of dimensions than 4 or 5 give a UserWarning; unless there are 5, the first one is of
    channels.

    Shape:   ``(n, c, d, h, w)`` or ``(c, d, h, w)`` -> the same.
    Dtype:   floating; all if not in training.
    Grad:    input. Twice differentiable.
    Raises:  DomainError unless p is in [0, 1]; ShapeError for a 0-d input; DTypeError unless floating;
             in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.dropout3d.

    >>> _ = rg.manual_seed(5)
    >>> rg.nn.functional.dropout3d(rg.ones(3, 1, 1, 1)).flatten()
    tensor([0., 2., 2.])
    """
def elu(input: Tensor, alpha: _Number = 1.0, inplace: _bool = False) -> Tensor:
    """The exponential linear unit, within 2 ulp.

        y = x > 0 ? x : alpha (e^x - 1),  dy/dx = x > 0 ? 1 : alpha e^x

    With inplace the input itself is written to.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools;
             in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.elu.

    >>> rg.nn.functional.elu(rg.tensor([-1.0, 2.0]))
    tensor([-0.6321,  2.0000])
    """
def elu_(input: Tensor, alpha: _Number = 1.0) -> Tensor:
    """The exponential linear unit, within 2 ulp.

        y = x > 0 ? x : alpha (e^x - 1),  dy/dx = x > 0 ? 1 : alpha e^x

    The result is written to the tensor itself, which is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools;
             in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.elu_.

    >>> rg.nn.functional.elu_(rg.tensor([-1.0, 2.0]))
    tensor([-0.6321,  2.0000])
    """
def embedding(input: Tensor, weight: Tensor, padding_idx: _int | None = None, max_norm: _float | None = None, norm_type: _float = 2.0, scale_grad_by_freq: _bool = False, sparse: _bool = False) -> Tensor:
    """The rows of a matrix that numbers name.

        y_i = w[k_i],  dL/dw[r] = the sum of dL/dy_i where k_i = r

    Row ``padding_idx`` gets no gradient; with scale_grad_by_freq that of each row is divided by how
    often it is named. With ``max_norm`` the weight itself is changed first: rows that are named and
    have a larger norm, of order ``norm_type``, are made that long.

    Shape:   input ``(*)``, weight ``(n, d)`` -> ``(*, d)``.
    Dtype:   input int64, int32; weight all, floating with max_norm.
    Grad:    weight. Twice differentiable.
    Raises:  ShapeError unless the weight is 2-D; BoundsError for numbers, or a padding_idx, that name
             no row; NotImplementedError for sparse gradients.
    Source:  torch.nn.functional.embedding.

    >>> rg.nn.functional.embedding(rg.tensor([1, 0]), rg.tensor([[1.0, 2.0], [3.0, 4.0]]))
    tensor([[3., 4.],
            [1., 2.]])
    """
def embedding_bag(input: Tensor, weight: Tensor, offsets: Tensor | None = None, max_norm: _float | None = None, norm_type: _float = 2, scale_grad_by_freq: _bool = False, mode: str = 'mean', sparse: _bool = False, per_sample_weights: Tensor | None = None, include_last_offset: _bool = False, padding_idx: _int | None = None) -> Tensor:
    """The sums, means or largest elements of rows that numbers name, bag by bag.

        y_b = sum_i s_i w[k_i],  or the mean or the largest of w[k_i],  over the k_i of bag b

    The bags are the rows of a 2-d input, or begin at the ``offsets`` in a vector; with
    include_last_offset the last offset is the end of the last bag. Of an empty bag y is 0. Rows
    ``padding_idx`` are left out. The s_i are ``per_sample_weights``, for mode ``'sum'``. Of equal
    largest elements the first one gets the gradient. The other arguments are those of embedding().

    Shape:   input ``(b, k)`` or ``(m)`` with offsets ``(b)``, weight ``(n, d)`` -> ``(b, d)``.
    Dtype:   input and offsets int64, int32; weight floating.
    Grad:    weight, per_sample_weights. Twice differentiable.
    Raises:  ShapeError for other shapes; ValueError for another mode; BoundsError for numbers that name
             no row; RuntimeError for offsets that are not in order; NotImplementedError for sparse
             gradients.
    Source:  torch.nn.functional.embedding_bag.

    >>> w = rg.tensor([[1.0, 2.0], [3.0, 4.0]])
    >>> rg.nn.functional.embedding_bag(rg.tensor([0, 1, 1]), w, rg.tensor([0, 2]))
    tensor([[2., 3.],
            [3., 4.]])
    """
def feature_alpha_dropout(input: Tensor, p: _float = 0.5, training: _bool = False, inplace: _bool = False) -> Tensor:
    """The dropout of alpha_dropout() for whole channels.

        y = a x + b,  or a s + b with the probability p for all of a channel

    Shape:   ``(n, c, *)`` -> ``(n, c, *)``.
    Dtype:   floating; all if not in training.
    Grad:    input. Twice differentiable.
    Raises:  DomainError unless p is in [0, 1]; ShapeError for fewer than 2 dimensions; DTypeError
             unless floating; in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.feature_alpha_dropout.

    >>> rg.nn.functional.feature_alpha_dropout(rg.ones(1, 2))
    tensor([[1., 1.]])
    """
def fold(input: Tensor, output_size: _int | Sequence[_int], kernel_size: _int | Sequence[_int], dilation: _int | Sequence[_int] = 1, padding: _int | Sequence[_int] = 0, stride: _int | Sequence[_int] = 1) -> Tensor:
    """The sums of windows, which are columns, where they slide over two axes.

        y[n, c, stride i - padding + dilation k] += x[n, (c, k), i],  from zeros

    Shape:   input ``(n, c k, l)`` or ``(c k, l)`` -> ``(n, c, h, w)`` or ``(c, h, w)``.
    Dtype:   all that are added.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small.
    Source:  torch.nn.functional.fold.

    >>> rg.nn.functional.fold(rg.tensor([[1.0, 2.0], [2.0, 3.0]]), (1, 3), (1, 2))
    tensor([[[1., 4., 3.]]])
    """
def gaussian_nll_loss(input: Tensor, target: Tensor, var: Tensor | _Number, full: _bool = False, eps: _float = 1e-06, reduction: Literal['none', 'mean', 'sum'] = 'mean') -> Tensor:
    """The negative logarithm of the likelihood of targets under normal distributions.

        y = (log v + (x - t)^2 / v) / 2,  v = max(var, eps)

    With full, log(2 pi) / 2 is added. The gradient of var is that of v, also below eps.

    Shape:   ``(*)`` and ``(*)``, broadcast together; var as the input, or one for the whole of its last
             dimension, or of another one -> ``()``, or ``(*)`` for "none".
    Dtype:   floating; promoted to a common type.
    Grad:    input, target, var. Twice differentiable.
    Raises:  ShapeError for other shapes; DomainError for a negative var; ValueError for another
             reduction.
    Source:  torch.nn.functional.gaussian_nll_loss.

    >>> rg.nn.functional.gaussian_nll_loss(rg.tensor([1.0]), rg.tensor([3.0]), rg.tensor([4.0]))
    tensor(1.1931)
    """
def gelu(input: Tensor, *, approximate: str = 'none', out: Tensor | None = None) -> Tensor:
    """The Gaussian error linear unit, within 5 ulp.

        y = x ndtr(x),  dy/dx = ndtr(x) + x e^(-x^2 / 2) / sqrt(2 pi)

    ndtr is the share of the normal distribution below x. With approximate "tanh" y is
    x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools; RuntimeError for another approximation.
    Source:  torch.nn.functional.gelu.

    >>> rg.nn.functional.gelu(rg.tensor([-1.0, 2.0]))
    tensor([-0.1587,  1.9545])
    """
def glu(input: Tensor, dim: _int = -1) -> Tensor:
    """The gated linear unit: one half times the sigmoid of the other.

        y = a s,  dy/da = s,  dy/db = a s (1 - s),  s = sigmoid(b)

    a and b are the halves of the input along the dimension.

    Shape:   ``(*, 2 n, *)`` -> ``(*, n, *)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for an odd length, and for a 0-d input; IndexError if dim is out of range;
             NotImplementedError unless floating.
    Source:  torch.nn.functional.glu.

    >>> rg.nn.functional.glu(rg.tensor([1.0, 2.0, 0.0, 0.0]))
    tensor([0.5000, 1.0000])
    """
def grid_sample(input: Tensor, grid: Tensor, mode: str = "bilinear", padding_mode: str = "zeros", align_corners: _bool | None = None) -> Tensor:
    """Images read at places that a grid names, from -1 to 1 along each axis.

        y[n, :, i] = sum_k w(grid[n, i], k) x[n, :, k]

    The last dimension of the grid holds x, y and, with three axes, z. ``mode`` is bilinear (of two or
    three axes), nearest, or bicubic (of two); beyond the images are zeros, the outer elements
    ("border"), or the images mirrored ("reflection"). With ``align_corners`` -1 and 1 are the centers
    of the outer elements, else their outer edges.

    Shape:   input ``(n, c, h, w)``, grid ``(n, h', w', 2)`` -> ``(n, c, h', w')``; or ``d`` before h.
    Dtype:   floating; both alike.
    Grad:    input, grid (but nearest). Twice differentiable.
    Raises:  ValueError for other modes; ShapeError for shapes that do not fit; DTypeError for dtypes.
    Source:  torch.nn.functional.grid_sample.

    >>> grid = rg.tensor([[[[0.0, 0.0]]]])
    >>> rg.nn.functional.grid_sample(rg.tensor([[[[1.0, 3.0]]]]), grid)
    tensor([[[[2.]]]])
    """
def group_norm(input: Tensor, num_groups: _int, weight: Tensor | None = None, bias: Tensor | None = None, eps: _float = 1e-05) -> Tensor:
    """Groups of channels of each sample brought to mean 0 and variance 1.

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
    """
def gumbel_softmax(logits: Tensor, tau: _float = 1, hard: _bool = False, eps: _float = 1e-10, dim: _int = -1) -> Tensor:
    """Samples of classes, in proportion to e^logits, that have a gradient.

        y = softmax((x + g) / tau),  g = -log E,  E exponentially distributed

    With hard the largest element is 1 and the others 0, and the gradient is that of y. eps is ignored.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    logits. Twice differentiable.
    Raises:  IndexError if dim is out of range; NotImplementedError unless floating.
    Source:  torch.nn.functional.gumbel_softmax.

    >>> rg.nn.functional.gumbel_softmax(rg.tensor([0.0, 1000.0]), hard=True)
    tensor([0., 1.])
    """
def hardshrink(input: Tensor, lambd: _Number = 0.5, *, out: Tensor | None = None) -> Tensor:
    """Each element that is larger in size than a bound, and 0 for the others.

        y = |x| > lambd ? x : 0,  dy/dx = |x| > lambd ? 1 : 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools.
    Source:  torch.nn.functional.hardshrink.

    >>> rg.nn.functional.hardshrink(rg.tensor([-1.0, 2.0]), 1.5)
    tensor([0., 2.])
    """
def hardsigmoid(input: Tensor, inplace: _bool = False) -> Tensor:
    """A sigmoid of straight lines.

        y = min(max(x + 3, 0), 6) / 6,  dy/dx = 1 / 6 where -3 < x < 3

    With inplace the input itself is written to.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools;
             in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.hardsigmoid.

    >>> rg.nn.functional.hardsigmoid(rg.tensor([-1.0, 2.0]))
    tensor([0.3333, 0.8333])
    """
def hardswish(input: Tensor, inplace: _bool = False) -> Tensor:
    """Each element times its hardsigmoid.

        y = x min(max(x + 3, 0), 6) / 6,  dy/dx = x / 3 + 1 / 2 where -3 < x < 3

    With inplace the input itself is written to.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools;
             in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.hardswish.

    >>> rg.nn.functional.hardswish(rg.tensor([-1.0, 2.0]))
    tensor([-0.3333,  1.6667])
    """
def hardtanh(input: Tensor, min_val: _Number = -1.0, max_val: _Number = 1.0, inplace: _bool = False) -> Tensor:
    """Each element, held within two bounds.

        y = min(max(x, low), high),  dy/dx = low < x < high

    low and high are ``min_val`` and ``max_val``.

    With inplace the input itself is written to.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; integers stay as they are.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for bool; ValueError if low > high; RangeError for a bound that an
             integer type does not hold;
             in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.hardtanh.

    >>> rg.nn.functional.hardtanh(rg.tensor([-1.0, 2.0]))
    tensor([-1.,  1.])
    """
def hardtanh_(input: Tensor, min_val: _Number = -1.0, max_val: _Number = 1.0) -> Tensor:
    """Each element, held within two bounds.

        y = min(max(x, low), high),  dy/dx = low < x < high

    low and high are ``min_val`` and ``max_val``.

    The result is written to the tensor itself, which is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; integers stay as they are.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for bool; ValueError if low > high; RangeError for a bound that an
             integer type does not hold;
             in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.hardtanh_.

    >>> rg.nn.functional.hardtanh_(rg.tensor([-1.0, 2.0]))
    tensor([-1.,  1.])
    """
def hinge_embedding_loss(input: Tensor, target: Tensor, margin: _float = 1.0, size_average: _bool | None = None, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean') -> Tensor:
    """Distances of what is alike, and by how much those of what is not are too small.

        y = t = 1 ? x : t = -1 ? max(0, margin - x) : x + max(0, margin - x)

    size_average and reduce: see mse_loss().

    Shape:   ``(*)`` and ``(*)``, broadcast together -> ``()``, or ``(*)`` for "none".
    Dtype:   all but bool; the mean floating.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; ValueError for another reduction.
    Source:  torch.nn.functional.hinge_embedding_loss.

    >>> rg.nn.functional.hinge_embedding_loss(rg.tensor([0.5, 0.5]), rg.tensor([1, -1]))
    tensor(0.5000)
    """
def huber_loss(input: Tensor, target: Tensor, reduction: Literal['none', 'mean', 'sum'] = 'mean', delta: _float = 1.0, weight: Tensor | None = None) -> Tensor:
    """Squared differences where they are small, absolute ones elsewhere: smooth_l1_loss, scaled.

        y = d <= delta ? d^2 / 2 : delta (d - delta / 2),  d = |x - t|,
        dy/dx = min(max(x - t, -delta), delta) = -dy/dt

    With a weight each y is multiplied by it.

    Shape:   ``(*)`` and ``(*)``, broadcast with a UserWarning, weight as the input -> ``()``, or
             ``(*)`` for "none".
    Dtype:   floating; promoted to a common type.
    Grad:    input, target, weight. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; NotImplementedError unless floating;
             RuntimeError unless delta is positive; ValueError for another reduction.
    Source:  torch.nn.functional.huber_loss.

    >>> rg.nn.functional.huber_loss(rg.tensor([1.0, 2.0]), rg.tensor([1.5, 4.0]), delta=0.5)
    tensor(0.5000)
    """
def instance_norm(input: Tensor, running_mean: Tensor | None = None, running_var: Tensor | None = None, weight: Tensor | None = None, bias: Tensor | None = None, use_input_stats: _bool = True, momentum: _float = 0.1, eps: _float = 1e-05) -> Tensor:
    """Each channel of each sample brought to mean 0 and variance 1.

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
    """
def interpolate(input: Tensor, size: _int | Sequence[_int] | None = None, scale_factor: _float | tuple[_float, ...] | None = None, mode: str = "nearest", align_corners: _bool | None = None, recompute_scale_factor: _bool | None = None, antialias: _bool = False) -> Tensor:
    """Images in other lengths, whose elements are weighted from those nearby.

        y[i] = sum_k w(i, k) x[k],  one axis after another

    Modes are nearest, nearest-exact, area, and for one, two, two and three axes linear, bilinear,
    bicubic and trilinear. With ``align_corners`` the centers of the outer elements stay where they are,
    else their outer edges. ``antialias`` widens the filter of bilinear and bicubic where images shrink.

    Shape:   input ``(n, c, *)`` -> ``(n, c, *)``, with lengths ``size`` or the old ones times
             ``scale_factor``, rounded down.
    Dtype:   floating; nearest ones take all.
    Grad:    input. Twice differentiable.
    Raises:  ValueError for arguments that do not go together; NotImplementedError for other modes and
             numbers of axes; ShapeError for shapes without elements; DTypeError unless floating.
    Source:  torch.nn.functional.interpolate.

    >>> rg.nn.functional.interpolate(rg.tensor([[[0.0, 4.0]]]), scale_factor=2, mode="linear")
    tensor([[[0., 1., 3., 4.]]])
    """
def kl_div(input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean', log_target: _bool = False) -> Tensor:
    """The Kullback-Leibler divergence of log probabilities x from probabilities t.

        y = t (log t - x),  or  e^t (t - x) where the targets are logarithms, too

    The divergence itself is the reduction "batchmean", the sum over the length of the first dimension;
    "mean" warns that it is not. size_average and reduce: see mse_loss().

    Shape:   ``(*)`` and ``(*)``, broadcast together -> ``()``, or ``(*)`` for "none".
    Dtype:   floating; promoted to a common type.
    Grad:    input, target. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError unless floating; ValueError for
             another reduction.
    Source:  torch.nn.functional.kl_div.

    >>> p, q = rg.tensor([[0.5, 0.5]]), rg.tensor([[0.25, 0.75]])
    >>> rg.nn.functional.kl_div(p.log(), q, reduction="batchmean")
    tensor(0.1308)
    """
def l1_loss(input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean', weight: Tensor | None = None) -> Tensor:
    """The absolute differences, their mean or their sum.

        y = |x - t|,  dy/dx = sign(x - t) = -dy/dt

    With a weight the mean is sum w y / sum w. size_average and reduce: see mse_loss().

    Shape:   ``(*)`` and ``(*)``, broadcast with a UserWarning, weight as the input -> ``()``, or
             ``(*)`` for "none".
    Dtype:   all but bool; the mean floating.
    Grad:    input, target, weight; 0 where they are equal. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for the mean of integers; ValueError
             for another reduction.
    Source:  torch.nn.functional.l1_loss.

    >>> rg.nn.functional.l1_loss(rg.tensor([1.0, 2.0]), rg.tensor([1.0, 4.0]))
    tensor(1.)
    """
def layer_norm(input: Tensor, normalized_shape: Sequence[_int], weight: Tensor | None = None, bias: Tensor | None = None, eps: _float = 1e-05) -> Tensor:
    """The last dimensions brought to mean 0 and variance 1.

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
    """
def leaky_relu(input: Tensor, negative_slope: _Number = 0.01, inplace: _bool = False) -> Tensor:
    """The leaky rectified linear unit: negative elements become smaller.

        y = x > 0 ? x : a x,  dy/dx = x > 0 ? 1 : a

    a is ``negative_slope``.

    With inplace the input itself is written to.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools;
             in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.leaky_relu.

    >>> rg.nn.functional.leaky_relu(rg.tensor([-1.0, 2.0]), 0.5)
    tensor([-0.5000,  2.0000])
    """
def leaky_relu_(input: Tensor, negative_slope: _Number = 0.01) -> Tensor:
    """The leaky rectified linear unit: negative elements become smaller.

        y = x > 0 ? x : a x,  dy/dx = x > 0 ? 1 : a

    a is ``negative_slope``.

    The result is written to the tensor itself, which is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools;
             in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.leaky_relu_.

    >>> rg.nn.functional.leaky_relu_(rg.tensor([-1.0, 2.0]), 0.5)
    tensor([-0.5000,  2.0000])
    """
def linear(input: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """A layer of weights: each output is a weighted sum of the inputs, plus a bias.

        y = x w^T + bias

    Shape:   input ``(*, k)``, weight ``(n, k)``, bias ``(n)`` -> ``(*, n)``; with weight ``(k)`` and
             bias ``()`` -> ``(*)``.
    Dtype:   all but bool; input and weight alike.
    Grad:    input, weight, bias. Twice differentiable.
    Raises:  ShapeError if the shapes do not fit; DTypeError if the types differ, or for bool.
    Source:  torch.nn.functional.linear.

    >>> weight = rg.tensor([[1.0, 2.0], [3.0, 4.0]])
    >>> rg.nn.functional.linear(rg.tensor([1.0, 1.0]), weight, rg.tensor([10.0, 20.0]))
    tensor([13., 27.])
    """
def local_response_norm(input: Tensor, size: _int, alpha: _float = 0.0001, beta: _float = 0.75, k: _float = 1.0) -> Tensor:
    """Each element made smaller for the channels around it.

        y = x / (k + alpha mean x^2)^beta

    The mean is over ``size`` channels, of which those that are missing count as 0.

    Shape:   ``(n, c, *)`` of at least 3 dimensions -> the same.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for fewer dimensions; RuntimeError unless the size is above 0.
    Source:  torch.nn.functional.local_response_norm.

    >>> rg.nn.functional.local_response_norm(rg.ones(1, 2, 1), 2, alpha=6.0, beta=1.0).flatten()
    tensor([0.2500, 0.1429])
    """
def log_softmax(input: Tensor, dim: _int | None = None, _stacklevel: _int = 3, dtype: _dtype | None = None) -> Tensor:
    """The logarithm of softmax; see retrograd.log_softmax().

        y_i = x_i - log sum_j e^x_j

    Without a dim it is 0 for up to one dimension and for three, else 1, and a UserWarning says so.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if dim is out of range; NotImplementedError unless floating.
    Source:  torch.nn.functional.log_softmax.

    >>> rg.nn.functional.log_softmax(rg.tensor([0.0, 0.0]), dim=0)
    tensor([-0.6931, -0.6931])
    """
def logsigmoid(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of the sigmoid, without overflow, within 2 ulp.

        y = -log(1 + e^-x),  dy/dx = 1 / (1 + e^x)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools.
    Source:  torch.nn.functional.logsigmoid.

    >>> rg.nn.functional.logsigmoid(rg.tensor([-1.0, 2.0]))
    tensor([-1.3133, -0.1269])
    """
def lp_pool1d(input: Tensor, norm_type: _Number, kernel_size: _int | Sequence[_int], stride: _int | Sequence[_int] | None = None, ceil_mode: _bool = False) -> Tensor:
    """The norm of each window of images.

        y[i] = (sum_k x[stride i + k]^p)^(1 / p)

    Shape:   input ``(n, c, l)`` or ``(c, l)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.lp_pool1d.

    >>> rg.nn.functional.lp_pool1d(rg.tensor([[3.0, 4.0, 0.0, 2.0]]), 2, 2)
    tensor([[5., 2.]])
    """
def lp_pool2d(input: Tensor, norm_type: _Number, kernel_size: _int | Sequence[_int], stride: _int | Sequence[_int] | None = None, ceil_mode: _bool = False) -> Tensor:
    """The norm of each window of images.

        y[i] = (sum_k x[stride i + k]^p)^(1 / p)

    Shape:   input ``(n, c, h, w)`` or ``(c, h, w)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.lp_pool2d.

    >>> rg.nn.functional.lp_pool2d(rg.tensor([[[3.0, 4.0, 0.0, 2.0]]]), 2, (1, 2))
    tensor([[[5., 2.]]])
    """
def lp_pool3d(input: Tensor, norm_type: _Number, kernel_size: _int | Sequence[_int], stride: _int | Sequence[_int] | None = None, ceil_mode: _bool = False) -> Tensor:
    """The norm of each window of images.

        y[i] = (sum_k x[stride i + k]^p)^(1 / p)

    Shape:   input ``(n, c, d, h, w)`` or ``(c, d, h, w)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.lp_pool3d.

    >>> rg.nn.functional.lp_pool3d(rg.tensor([[[[3.0, 4.0, 0.0, 2.0]]]]), 2, (1, 1, 2))
    tensor([[[[5., 2.]]]])
    """
def margin_ranking_loss(input1: Tensor, input2: Tensor, target: Tensor, margin: _float = 0, size_average: _bool | None = None, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean') -> Tensor:
    """By how much one of two is not above the other, as a target of 1 asks for.

        y = max(0, margin - t (a - b))

    A target of -1 asks for the reverse. size_average and reduce: see mse_loss().

    Shape:   ``(*)`` three times, broadcast together, with as many dimensions -> ``()``, or ``(*)`` for
             "none".
    Dtype:   all but bool; the mean floating.
    Grad:    input1, input2, target. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast, or have not as many dimensions; ValueError for
             another reduction.
    Source:  torch.nn.functional.margin_ranking_loss.

    >>> a, b = rg.tensor([1.0, 2.0]), rg.tensor([3.0, 1.0])
    >>> rg.nn.functional.margin_ranking_loss(a, b, rg.tensor([1.0, 1.0]))
    tensor(1.)
    """
def max_pool1d(input: Tensor, kernel_size: _int | Sequence[_int], stride: _int | Sequence[_int] | None = None, padding: _int | Sequence[_int] = 0, dilation: _int | Sequence[_int] = 1, ceil_mode: _bool = False, return_indices: _bool = False) -> Tensor | tuple[Tensor, Tensor]:
    """The largest element of each window of images.

        y[i] = max_k x[stride i - padding + dilation k],  dx = dy where y was found

    A window is the last NaN, else the first of equals. With ``return_indices`` the result is a
    pair: the elements, and where in the flattened axes they are. Windows begin ``stride``
    apart, which is ``kernel_size`` if not given; padding is less than all elements.

    Shape:   input ``(n, c, l)`` or ``(c, l)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   all but bool.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.max_pool1d.

    >>> rg.nn.functional.max_pool1d(rg.tensor([[1.0, 3.0, 2.0, 0.0]]), 2)
    tensor([[3., 2.]])
    """
def max_pool2d(input: Tensor, kernel_size: _int | Sequence[_int], stride: _int | Sequence[_int] | None = None, padding: _int | Sequence[_int] = 0, dilation: _int | Sequence[_int] = 1, ceil_mode: _bool = False, return_indices: _bool = False) -> Tensor | tuple[Tensor, Tensor]:
    """The largest element of each window of images.

        y[i] = max_k x[stride i - padding + dilation k],  dx = dy where y was found

    A window is the last NaN, else the first of equals. With ``return_indices`` the result is a
    pair: the elements, and where in the flattened axes they are. Windows begin ``stride``
    apart, which is ``kernel_size`` if not given; padding is less than all elements.

    Shape:   input ``(n, c, h, w)`` or ``(c, h, w)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   all but bool.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.max_pool2d.

    >>> rg.nn.functional.max_pool2d(rg.tensor([[[1.0, 3.0, 2.0, 0.0]]]), (1, 2))
    tensor([[[3., 2.]]])
    """
def max_pool3d(input: Tensor, kernel_size: _int | Sequence[_int], stride: _int | Sequence[_int] | None = None, padding: _int | Sequence[_int] = 0, dilation: _int | Sequence[_int] = 1, ceil_mode: _bool = False, return_indices: _bool = False) -> Tensor | tuple[Tensor, Tensor]:
    """The largest element of each window of images.

        y[i] = max_k x[stride i - padding + dilation k],  dx = dy where y was found

    A window is the last NaN, else the first of equals. With ``return_indices`` the result is a
    pair: the elements, and where in the flattened axes they are. Windows begin ``stride``
    apart, which is ``kernel_size`` if not given; padding is less than all elements.

    Shape:   input ``(n, c, d, h, w)`` or ``(c, d, h, w)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   all but bool.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small; DTypeError
             for other dtypes.
    Source:  torch.nn.functional.max_pool3d.

    >>> rg.nn.functional.max_pool3d(rg.tensor([[[[1.0, 3.0, 2.0, 0.0]]]]), (1, 1, 2))
    tensor([[[[3., 2.]]]])
    """
def max_unpool1d(input: Tensor, indices: Tensor, kernel_size: _int | Sequence[_int], stride: _int | Sequence[_int] | None = None, padding: _int | Sequence[_int] = 0, output_size: _int | Sequence[_int] | None = None) -> Tensor:
    """Elements at the places where a pooling of largest ones found them.

        y[indices[i]] = x[i],  zeros elsewhere

    An axis is as long as a pooling takes that leaves none over, or as
    ``output_size`` says.

    Shape:   input ``(n, c, l)`` or ``(c, l)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   all; indices are int64.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit; BoundsError for other places;
             DTypeError unless the indices are int64.
    Source:  torch.nn.functional.max_unpool1d.

    >>> rg.nn.functional.max_unpool1d(rg.tensor([[3.0, 2.0]]), rg.tensor([[1, 2]]), 2)
    tensor([[0., 3., 2., 0.]])
    """
def max_unpool2d(input: Tensor, indices: Tensor, kernel_size: _int | Sequence[_int], stride: _int | Sequence[_int] | None = None, padding: _int | Sequence[_int] = 0, output_size: _int | Sequence[_int] | None = None) -> Tensor:
    """Elements at the places where a pooling of largest ones found them.

        y[indices[i]] = x[i],  zeros elsewhere

    An axis is as long as a pooling takes that leaves none over, or as
    ``output_size`` says.

    Shape:   input ``(n, c, h, w)`` or ``(c, h, w)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   all; indices are int64.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit; BoundsError for other places;
             DTypeError unless the indices are int64.
    Source:  torch.nn.functional.max_unpool2d.

    >>> rg.nn.functional.max_unpool2d(rg.tensor([[[3.0, 2.0]]]), rg.tensor([[[1, 2]]]), (1, 2))
    tensor([[[0., 3., 2., 0.]]])
    """
def max_unpool3d(input: Tensor, indices: Tensor, kernel_size: _int | Sequence[_int], stride: _int | Sequence[_int] | None = None, padding: _int | Sequence[_int] = 0, output_size: _int | Sequence[_int] | None = None) -> Tensor:
    """Elements at the places where a pooling of largest ones found them.

        y[indices[i]] = x[i],  zeros elsewhere

    An axis is as long as a pooling takes that leaves none over, or as
    ``output_size`` says.

    Shape:   input ``(n, c, d, h, w)`` or ``(c, d, h, w)`` -> ``(n, c, ...)`` or ``(c, ...)``.
    Dtype:   all; indices are int64.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit; BoundsError for other places;
             DTypeError unless the indices are int64.
    Source:  torch.nn.functional.max_unpool3d.

    >>> rg.nn.functional.max_unpool3d(rg.tensor([[[[3.0, 2.0]]]]), rg.tensor([[[[1, 2]]]]), (1, 1, 2))
    tensor([[[[0., 3., 2., 0.]]]])
    """
def mish(input: Tensor, inplace: _bool = False) -> Tensor:
    """The mish activation, a smooth relu, within 4 ulp.

        y = x w,  dy/dx = w + x sigmoid(x) (1 - w^2),  w = tanh(log(1 + e^x))

    With inplace the input itself is written to.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools;
             in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.mish.

    >>> rg.nn.functional.mish(rg.tensor([-1.0, 2.0]))
    tensor([-0.3034,  1.9440])
    """
def mse_loss(input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean', weight: Tensor | None = None) -> Tensor:
    """The squared differences, their mean or their sum.

        y = (x - t)^2,  dy/dx = 2 (x - t) = -dy/dt

    With a weight the mean is sum w y / sum w. size_average and reduce are torch's older words for a
    reduction, and warn.

    Shape:   ``(*)`` and ``(*)``, broadcast with a UserWarning, weight as the input -> ``()``, or
             ``(*)`` for "none".
    Dtype:   floating; promoted to a common type.
    Grad:    input, target, weight. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; NotImplementedError unless floating; ValueError
             for another reduction.
    Source:  torch.nn.functional.mse_loss.

    >>> rg.nn.functional.mse_loss(rg.tensor([1.0, 2.0]), rg.tensor([1.0, 4.0]))
    tensor(2.)
    """
def multi_margin_loss(input: Tensor, target: Tensor, p: _int = 1, margin: _float = 1.0, weight: Tensor | None = None, size_average: _bool | None = None, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean') -> Tensor:
    """By how much the score of the target class is not above those of the others.

        y = sum_j w_t max(0, margin - x_t + x_j)^p / c  over j != t

    size_average and reduce: see mse_loss().

    Shape:   ``(n, c)``, target ``(n)``, or ``(c)``, target ``()`` or ``(1)``; weight ``(c)`` -> ``()``,
             or as the target for "none".
    Dtype:   floating; target int64.
    Grad:    input. Twice differentiable.
    Raises:  BoundsError for a target that is no class; ShapeError for other shapes; DTypeError for
             other targets; DomainError unless p is 1 or 2; ValueError for another reduction.
    Source:  torch.nn.functional.multi_margin_loss.

    >>> rg.nn.functional.multi_margin_loss(rg.tensor([[1.0, 0.5, 3.0]]), rg.tensor([0]))
    tensor(1.1667)
    """
def multilabel_margin_loss(input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean') -> Tensor:
    """By how much the scores of target classes are not above those of the others.

        y = sum_k sum_j max(0, 1 - x_t_k + x_j) / c  over j that are no target

    The targets of a row are its classes before the first -1. size_average and reduce: see mse_loss().

    Shape:   ``(n, c)`` or ``(c)``, target the same -> ``()``, or ``(n)`` for "none".
    Dtype:   floating; target int64.
    Grad:    input. Twice differentiable.
    Raises:  BoundsError for a target that is no class; ShapeError for other shapes; DTypeError for
             other targets; ValueError for another reduction.
    Source:  torch.nn.functional.multilabel_margin_loss.

    >>> x = rg.tensor([[0.1, 0.2, 0.4, 0.8]])
    >>> rg.nn.functional.multilabel_margin_loss(x, rg.tensor([[3, 0, -1, 1]]))
    tensor(0.8500)
    """
def multilabel_soft_margin_loss(input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean') -> Tensor:
    """The mean over classes of their binary cross entropies, given logits.

        y = -mean_c w_c (t_c log sigmoid(x_c) + (1 - t_c) log sigmoid(-x_c))

    size_average and reduce: see mse_loss().

    Shape:   ``(*, c)``, target and weight broadcast -> ``()``, or ``(*)`` for "none".
    Dtype:   floating; promoted to a common type.
    Grad:    input, target, weight. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; IndexError for a 0-d input; NotImplementedError
             unless floating; ValueError for another reduction.
    Source:  torch.nn.functional.multilabel_soft_margin_loss.

    >>> x, t = rg.tensor([[0.0, 2.0]]), rg.tensor([[1.0, 0.0]])
    >>> rg.nn.functional.multilabel_soft_margin_loss(x, t)
    tensor(1.4100)
    """
def nll_loss(input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: _bool | None = None, ignore_index: _int = -100, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean') -> Tensor:
    """The negative log probability of target classes, given log probabilities.

        y = -w_t x_t,  dy/dx_t = -w_t;  the mean is sum y / sum w_t

    Positions whose target is ignore_index count nothing. The mean of nothing is NaN.

    Shape:   ``(c)``, ``(n, c)`` or ``(n, c, d...)``; target ``()``, ``(n)`` or ``(n, d...)``; weight
             ``(c)`` -> ``()``, or as the target for "none".
    Dtype:   floating; target int64 or uint8.
    Grad:    input. Twice differentiable.
    Raises:  IndexError for a target that is no class; ShapeError for other shapes; DTypeError for other
             targets, NotImplementedError unless the input is floating; GraphError for a weight that
             requires grad; ValueError for another reduction.
    Source:  torch.nn.functional.nll_loss.

    >>> rg.nn.functional.nll_loss(rg.tensor([[-0.5, -1.0]]), rg.tensor([1]))
    tensor(1.)
    """
def normalize(input: Tensor, p: _float = 2.0, dim: _int | Sequence[_int] | None = 1, eps: _float = 1e-12, *, out: Tensor | None = None) -> Tensor:
    """Vectors along dimensions, divided by their norms.

        y = x / max(||x||_p, eps)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError unless floating; IndexError if a dim is out of range.
    Source:  torch.nn.functional.normalize.

    >>> rg.nn.functional.normalize(rg.tensor([[3.0, 4.0]]))
    tensor([[0.6000, 0.8000]])
    """
def one_hot(tensor: Tensor, num_classes: _int = -1) -> Tensor:
    """1 at the class that each element names, 0 at the others.

        y[.., k] = 1 if x[..] = k else 0

    With -1 there are as many classes as the largest asks for.

    Shape:   ``(*)`` -> ``(*, num_classes)``.
    Dtype:   int64.
    Grad:    none.
    Raises:  DomainError for a class that is negative or not below num_classes; DTypeError for another
             type; ShapeError for no classes.
    Source:  torch.nn.functional.one_hot.

    >>> rg.nn.functional.one_hot(rg.tensor([0, 2]))
    tensor([[1, 0, 0],
            [0, 0, 1]])
    """
def pad(input: Tensor, pad: Sequence[_int], mode: str = 'constant', value: _Number | None = None) -> Tensor:
    """The input with more elements, or fewer, at the ends of its last dimensions.

        y[i] = x[s(i)],  dL/dx[k] = the sum of dL/dy[i] where s(i) = k

    ``pad`` holds the numbers of elements before and behind the last dimension, then those of the one
    before it, and so on; negative ones take elements away. Mode ``'constant'`` puts ``value``, 0 if not
    given, into the new places, of any dimensions. The others are for the last 1, 2 or 3 dimensions of
    an input with one or two more: ``'reflect'`` counts back from the end, which is not repeated,
    ``'replicate'`` repeats it, ``'circular'`` goes on at the other end.

    Shape:   ``(*, n)`` -> ``(*, pad[0] + n + pad[1])``, and so on.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for pads that do not fit; NotImplementedError for another mode, or one that is
             not for such dimensions; RangeError for a value that the type cannot hold.
    Source:  torch.nn.functional.pad.

    >>> rg.nn.functional.pad(rg.tensor([[1, 2, 3]]), (2, 1), mode="reflect")
    tensor([[3, 2, 1, 2, 3, 2]])
    """
def pairwise_distance(x1: Tensor, x2: Tensor, p: _float = 2.0, eps: _float = 1e-06, keepdim: _bool = False) -> Tensor:
    """The norms of the differences of vectors along the last dimension.

        y = ||a - b + eps||_p

    Shape:   ``(*, n)`` and ``(*, n)``, broadcast together -> ``(*)``; ``(*, 1)`` if keepdim.
    Dtype:   all; integers give the default type.
    Grad:    x1, x2. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; DTypeError for bools.
    Source:  torch.nn.functional.pairwise_distance.

    >>> rg.pairwise_distance(rg.tensor([[0.0, 0.0]]), rg.tensor([[3.0, 4.0]]))
    tensor([5.0000])
    """
def pdist(input: Tensor, p: _float = 2.0) -> Tensor:
    """The distances between the rows of a matrix, each pair once.

        d = cdist(x, x, p)_ij  for i < j, in the order of i, then j

    Shape:   ``(n, k)`` -> ``(n (n - 1) / 2)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError unless a matrix; DomainError for p < 0; DTypeError unless floating.
    Source:  torch.nn.functional.pdist.

    >>> rg.pdist(rg.tensor([[0.0, 0.0], [3.0, 4.0], [0.0, 1.0]]))
    tensor([5.0000, 1.0000, 4.2426])
    """
def pixel_shuffle(input: Tensor, upscale_factor: _int) -> Tensor:
    """Channels as pixels: each r^2 of them as a square of r by r.

        y[..., c, h r + i, w r + j] = x[..., c r^2 + i r + j, h, w]

    Shape:   input ``(*, c r^2, h, w)`` -> ``(*, c, h r, w r)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError if the channels are not a multiple of r^2, or r is not positive.
    Source:  torch.nn.functional.pixel_shuffle.

    >>> rg.nn.functional.pixel_shuffle(rg.tensor([[[1.0]], [[2.0]], [[3.0]], [[4.0]]]), 2)
    tensor([[[1., 2.],
             [3., 4.]]])
    """
def pixel_unshuffle(input: Tensor, downscale_factor: _int) -> Tensor:
    """Pixels as channels: each square of r by r as r^2 of them.

        y[..., c r^2 + i r + j, h, w] = x[..., c, h r + i, w r + j]

    Shape:   input ``(*, c, h r, w r)`` -> ``(*, c r^2, h, w)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError if an axis is not a multiple of r, or r is not positive.
    Source:  torch.nn.functional.pixel_unshuffle.

    >>> rg.nn.functional.pixel_unshuffle(rg.tensor([[[1.0, 2.0], [3.0, 4.0]]]), 2).flatten()
    tensor([1., 2., 3., 4.])
    """
def poisson_nll_loss(input: Tensor, target: Tensor, log_input: _bool = True, full: _bool = False, size_average: _bool | None = None, eps: _float = 1e-08, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean') -> Tensor:
    """The negative logarithm of the likelihood of counts under Poisson distributions.

        y = e^x - t x,  or  x - t log(x + eps) where x is no logarithm of the rate

    With full, Stirling's t log t - t + log(2 pi t) / 2 is added where t > 1. size_average and reduce:
    see mse_loss().

    Shape:   ``(*)`` and ``(*)``, broadcast together -> ``()``, or ``(*)`` for "none".
    Dtype:   all; integers give the default type.
    Grad:    input, target. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; ValueError for another reduction.
    Source:  torch.nn.functional.poisson_nll_loss.

    >>> rg.nn.functional.poisson_nll_loss(rg.tensor([0.0, 1.0]), rg.tensor([1.0, 1.0]))
    tensor(1.3591)
    """
def prelu(input: Tensor, weight: Tensor) -> Tensor:
    """The leaky rectified linear unit with a slope that can be learnt.

        y = x > 0 ? x : w x,  dy/dx = x > 0 ? 1 : w,  dy/dw = x > 0 ? 0 : x

    Shape:   ``(*)``; weight ``(1)``, ``()``, or ``(c)`` for an input ``(n, c, *)`` -> ``(*)``.
    Dtype:   floating; both alike.
    Grad:    input, weight. Twice differentiable.
    Raises:  ShapeError for another weight; DTypeError if the types differ, NotImplementedError unless
             floating.
    Source:  torch.nn.functional.prelu.

    >>> rg.nn.functional.prelu(rg.tensor([-1.0, 2.0]), rg.tensor([0.5]))
    tensor([-0.5000,  2.0000])
    """
def relu(input: Tensor, inplace: _bool = False) -> Tensor:
    """The rectified linear unit; with inplace the input itself, written to.

        y = max(x, 0),  dy/dx = 1 where x > 0

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool.
    Grad:    input; 0 at 0. Twice differentiable.
    Raises:  DTypeError for bool; in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.relu.

    >>> rg.nn.functional.relu(rg.tensor([-1.0, 2.0]))
    tensor([0., 2.])
    """
def relu6(input: Tensor, inplace: _bool = False) -> Tensor:
    """The rectified linear unit, held below 6.

        y = min(max(x, 0), 6),  dy/dx = 0 < x < 6

    With inplace the input itself is written to.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; integers stay as they are.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for bool;
             in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.relu6.

    >>> rg.nn.functional.relu6(rg.tensor([-1.0, 2.0]))
    tensor([0., 2.])
    """
def relu_(input: Tensor) -> Tensor:
    """The rectified linear unit: negative elements become 0.

        y = max(x, 0),  dy/dx = 1 where x > 0

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of relu; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of relu.
    Raises:  what relu raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.relu_.

    >>> rg.tensor([-1.0, 2.0]).relu_()
    tensor([0., 2.])
    """
def rms_norm(input: Tensor, normalized_shape: Sequence[_int], weight: Tensor | None = None, eps: _float | None = None) -> Tensor:
    """The last dimensions brought to a mean square of 1.

        y = x / sqrt(mean x^2 + eps) w

    Without eps it is the distance from 1 to the next float32, or float64.

    Shape:   input ``(*, *normalized_shape)``, weight ``normalized_shape`` -> as the input.
    Dtype:   floating.
    Grad:    input, weight. Twice differentiable.
    Raises:  ShapeError for what does not fit; NotImplementedError unless floating.
    Source:  torch.nn.functional.rms_norm.

    >>> rg.nn.functional.rms_norm(rg.tensor([3.0, 4.0]), (2,))
    tensor([0.8485, 1.1314])
    """
def rrelu(input: Tensor, lower: _float = 0.125, upper: _float = 0.3333333333333333, training: _bool = False, inplace: _bool = False) -> Tensor:
    """The leaky rectified linear unit with slopes that are random.

        y = x > 0 ? x : a x,  dy/dx = x > 0 ? 1 : a

    In training each negative element has an a of its own, which is drawn between lower and
    upper; else a is their mean.

    With inplace the input itself is written to.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools; RuntimeError if lower > upper;
             in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.rrelu.

    >>> rg.nn.functional.rrelu(rg.tensor([-1.0, 2.0]), 0.25, 0.75)
    tensor([-0.5000,  2.0000])
    """
def rrelu_(input: Tensor, lower: _float = 0.125, upper: _float = 0.3333333333333333, training: _bool = False, generator: Generator | None = None) -> Tensor:
    """The leaky rectified linear unit with slopes that are random.

        y = x > 0 ? x : a x,  dy/dx = x > 0 ? 1 : a

    In training each negative element has an a of its own, which is drawn between lower and
    upper; else a is their mean.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of rrelu; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of rrelu.
    Raises:  what rrelu raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.rrelu_.

    >>> rg.rrelu_(rg.tensor([-1.0, 2.0]), 0.25, 0.75)
    tensor([-0.5000,  2.0000])
    """
def scaled_dot_product_attention(query: Tensor, key: Tensor, value: Tensor, attn_mask: Tensor | None = None, dropout_p: _float = 0.0, is_causal: _bool = False, scale: _float | None = None, enable_gqa: _bool = False) -> Tensor:
    """Values weighed by how well keys answer queries.

        y = softmax(scale q k^T + mask) v

    ``scale`` is 1 / sqrt(d) if not given. The mask broadcasts to the scores: of bools, true where a key
    counts, or numbers that are added. With is_causal query i sees keys 0 to i alone. A query that sees
    no key gets zeros. With enable_gqa several heads of queries, dimension -3, share one of keys and
    values. The scores are made block by block and never all at once, unless there is dropout, whose
    draws are torch's, or the mask requires grad.

    Shape:   query ``(*, m, d)``, key ``(*, n, d)``, value ``(*, n, w)`` -> ``(*, m, w)``.
    Dtype:   floating, all of one; the mask bool, float32 or the same.
    Grad:    query, key, value, attn_mask. Twice differentiable.
    Raises:  ShapeError for what does not fit; DTypeError for other types; DomainError unless dropout_p
             is in [0, 1].
    Source:  torch.nn.functional.scaled_dot_product_attention.

    >>> q = rg.tensor([[1.0, 0.0], [0.0, 1.0]])
    >>> rg.nn.functional.scaled_dot_product_attention(q, q, q, is_causal=True)
    tensor([[1.0000, 0.0000],
            [0.3302, 0.6698]])
    """
def selu(input: Tensor, inplace: _bool = False) -> Tensor:
    """The exponential linear unit that normalises itself.

        y = c (x > 0 ? x : a (e^x - 1)),  dy/dx = c (x > 0 ? 1 : a e^x)

    With a = 1.67326... and c = 1.05070... what has mean 0 and variance 1 keeps them.

    With inplace the input itself is written to.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools;
             in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.selu.

    >>> rg.nn.functional.selu(rg.tensor([-1.0, 2.0]))
    tensor([-1.1113,  2.1014])
    """
def selu_(input: Tensor) -> Tensor:
    """The exponential linear unit that normalises itself.

        y = c (x > 0 ? x : a (e^x - 1)),  dy/dx = c (x > 0 ? 1 : a e^x)

    With a = 1.67326... and c = 1.05070... what has mean 0 and variance 1 keeps them.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of selu; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of selu.
    Raises:  what selu raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.selu_.

    >>> rg.selu_(rg.tensor([-1.0, 2.0]))
    tensor([-1.1113,  2.1014])
    """
def sigmoid(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The logistic function of each element, within 2 ulp.

        y = 1 / (1 + e^-x),  dy/dx = y (1 - y)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.sigmoid.

    >>> rg.sigmoid(rg.tensor([0.0, 1.0]))
    tensor([0.5000, 0.7311])
    """
def silu(input: Tensor, inplace: _bool = False) -> Tensor:
    """The sigmoid linear unit, or swish, within 4 ulp.

        y = x s,  dy/dx = s (1 + x (1 - s)),  s = sigmoid(x)

    With inplace the input itself is written to.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools;
             in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.silu.

    >>> rg.nn.functional.silu(rg.tensor([-1.0, 2.0]))
    tensor([-0.2689,  1.7616])
    """
def smooth_l1_loss(input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean', beta: _float = 1.0) -> Tensor:
    """Squared differences where they are small, absolute ones elsewhere.

        y = d < beta ? d^2 / (2 beta) : d - beta / 2,  d = |x - t|,
        dy/dx = min(max((x - t) / beta, -1), 1) = -dy/dt

    With a beta of 0 it is l1_loss(). size_average and reduce: see mse_loss().

    Shape:   ``(*)`` and ``(*)``, broadcast with a UserWarning -> ``()``, or ``(*)`` for "none".
    Dtype:   floating; promoted to a common type.
    Grad:    input, target. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; NotImplementedError unless floating;
             RuntimeError for a negative beta; ValueError for another reduction.
    Source:  torch.nn.functional.smooth_l1_loss.

    >>> rg.nn.functional.smooth_l1_loss(rg.tensor([1.0, 2.0]), rg.tensor([1.5, 4.0]))
    tensor(0.8125)
    """
def soft_margin_loss(input: Tensor, target: Tensor, size_average: _bool | None = None, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean') -> Tensor:
    """The logistic loss of targets 1 and -1, without overflow.

        y = log(1 + e^(-t x)),  dy/dx = -t / (1 + e^(t x))

    size_average and reduce: see mse_loss().

    Shape:   ``(*)`` and ``(*)``, broadcast together -> ``()``, or ``(*)`` for "none".
    Dtype:   floating; promoted to a common type.
    Grad:    input, target. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast; NotImplementedError unless floating; ValueError
             for another reduction.
    Source:  torch.nn.functional.soft_margin_loss.

    >>> rg.nn.functional.soft_margin_loss(rg.tensor([0.0, 1.0]), rg.tensor([1.0, -1.0]))
    tensor(1.0032)
    """
def softmax(input: Tensor, dim: _int | None = None, _stacklevel: _int = 3, dtype: _dtype | None = None) -> Tensor:
    """Positive numbers that sum to 1 along a dimension; see retrograd.softmax().

        y_i = e^x_i / sum_j e^x_j

    Without a dim it is 0 for up to one dimension and for three, else 1, and a UserWarning says so.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if dim is out of range; NotImplementedError unless floating.
    Source:  torch.nn.functional.softmax.

    >>> rg.nn.functional.softmax(rg.tensor([0.0, 0.0]), dim=0)
    tensor([0.5000, 0.5000])
    """
def softmin(input: Tensor, dim: _int | None = None, _stacklevel: _int = 3, dtype: _dtype | None = None) -> Tensor:
    """The softmax of the negative: the least element has the largest share.

        y_i = e^-x_i / sum_j e^-x_j

    Without a dim it is 0 for up to one dimension and for three, else 1, and a UserWarning says so.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  IndexError if dim is out of range; NotImplementedError unless floating.
    Source:  torch.nn.functional.softmin.

    >>> rg.nn.functional.softmin(rg.tensor([0.0, 0.0]), dim=0)
    tensor([0.5000, 0.5000])
    """
def softplus(input: Tensor, beta: _Number = 1, threshold: _Number = 20, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of 1 plus the exponential: a smooth relu.

        y = log(1 + e^(beta x)) / beta,  dy/dx = 1 / (1 + e^(-beta x))

    Where ``beta x`` is above the threshold, y is x.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools.
    Source:  torch.nn.functional.softplus.

    >>> rg.nn.functional.softplus(rg.tensor([-1.0, 2.0]))
    tensor([0.3133, 2.1269])
    """
def softshrink(input: Tensor, lambd: _Number = 0.5, *, out: Tensor | None = None) -> Tensor:
    """Each element, nearer to 0 by a number, and 0 where it was nearer than that.

        y = |x| > lambd ? x - sign(x) lambd : 0,  dy/dx = |x| > lambd ? 1 : 0

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for integers and bools; RuntimeError for a negative lambd.
    Source:  torch.nn.functional.softshrink.

    >>> rg.nn.functional.softshrink(rg.tensor([-1.0, 2.0]))
    tensor([-0.5000,  1.5000])
    """
def softsign(input: Tensor) -> Tensor:
    """A sigmoid that grows as a quotient.

        y = x / (1 + |x|),  dy/dx = 1 / (1 + |x|)^2

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; integers give the default type.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for bool.
    Source:  torch.nn.functional.softsign.

    >>> rg.nn.functional.softsign(rg.tensor([-1.0, 2.0]))
    tensor([-0.5000,  0.6667])
    """
def tanh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The hyperbolic tangent of each element, within 2 ulp.

        y = (e^x - e^-x) / (e^x + e^-x),  dy/dx = 1 - y^2

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.tanh.

    >>> rg.tanh(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 0.7616])
    """
def tanhshrink(input: Tensor) -> Tensor:
    """What the hyperbolic tangent takes away.

        y = x - tanh x,  dy/dx = tanh(x)^2

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; integers give the default type.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError for bool.
    Source:  torch.nn.functional.tanhshrink.

    >>> rg.nn.functional.tanhshrink(rg.tensor([-1.0, 2.0]))
    tensor([-0.2384,  1.0360])
    """
def threshold(input: Tensor, threshold: _Number, value: _Number, inplace: _bool = False) -> Tensor:
    """Each element above a threshold, and a number for the others.

        y = x > t ? x : v,  dy/dx = x > t ? 1 : 0

    t is ``threshold`` and v is ``value``.

    With inplace the input itself is written to.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all but bool; integers stay as they are.
    Grad:    input. Twice differentiable.
    Raises:  NotImplementedError for bool; RangeError for a value that an integer type does not
             hold;
             in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.threshold.

    >>> rg.nn.functional.threshold(rg.tensor([-1.0, 2.0]), 1, 20)
    tensor([20.,  2.])
    """
def threshold_(input: Tensor, threshold: _Number, value: _Number) -> Tensor:
    """Each element above a threshold, and a number for the others.

        y = x > t ? x : v,  dy/dx = x > t ? 1 : 0

    t is ``threshold`` and v is ``value``.

    The result is written to the tensor itself, which is returned.

    Shape:   the result has the shape of the tensor; what stands beside it broadcasts to that.
    Dtype:   those of threshold; the result is converted to the tensor's type, of at least its kind.
    Grad:    as of threshold.
    Raises:  what threshold raises; ShapeError or DTypeError if the tensor cannot hold the result;
             GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
    Source:  torch.Tensor.threshold_.

    >>> rg.threshold_(rg.tensor([-1.0, 2.0]), 1, 20)
    tensor([20.,  2.])
    """
def triplet_margin_loss(anchor: Tensor, positive: Tensor, negative: Tensor, margin: _float = 1.0, p: _float = 2, eps: _float = 1e-06, swap: _bool = False, size_average: _bool | None = None, reduce: _bool | None = None, reduction: Literal['none', 'mean', 'sum'] = 'mean') -> Tensor:
    """By how much what is alike is not nearer than what is not.

        y = max(0, margin + d(a, p) - d(a, n)),  d(a, b) = ||a - b + eps||_p

    With swap, the negative's distance is the least of those from the anchor and the positive.
    size_average and reduce: see mse_loss().

    Shape:   ``(*, d)`` three times, broadcast together -> ``()``, or ``(*)`` for "none".
    Dtype:   floating; promoted to a common type.
    Grad:    anchor, positive, negative. Twice differentiable.
    Raises:  ShapeError if the shapes do not broadcast, or have not as many dimensions; DomainError
             unless the margin is positive; ValueError for another reduction.
    Source:  torch.nn.functional.triplet_margin_loss.

    >>> a, p, n = rg.tensor([[0.0, 0.0]]), rg.tensor([[3.0, 4.0]]), rg.tensor([[0.0, 2.0]])
    >>> rg.nn.functional.triplet_margin_loss(a, p, n)
    tensor(4.0000)
    """
def triplet_margin_with_distance_loss(anchor: Tensor, positive: Tensor, negative: Tensor, *, distance_function: Callable[[Tensor, Tensor], Tensor] | None = None, margin: _float = 1.0, swap: _bool = False, reduction: Literal['none', 'mean', 'sum'] = 'mean') -> Tensor:
    """By how much what is alike is not nearer than what is not, by any distance.

        y = max(0, margin + d(a, p) - d(a, n))

    Without a distance_function, d is pairwise_distance(). With swap, the negative's distance is the
    least of those from the anchor and the positive.

    Shape:   three that the distance takes, with as many dimensions -> ``()``, or as the distances for
             "none".
    Dtype:   those that the distance takes.
    Grad:    anchor, positive, negative. Twice differentiable.
    Raises:  ShapeError for shapes that have not as many dimensions; DomainError unless the margin is
             positive; TypeError if the distance is no tensor; ValueError for another reduction.
    Source:  torch.nn.functional.triplet_margin_with_distance_loss.

    >>> a, p, n = rg.tensor([[0.0, 0.0]]), rg.tensor([[3.0, 4.0]]), rg.tensor([[0.0, 2.0]])
    >>> rg.nn.functional.triplet_margin_with_distance_loss(
    ...     a, p, n, distance_function=lambda x, y: (x - y).abs().sum(-1))
    tensor(6.)
    """
def unfold(input: Tensor, kernel_size: _int | Sequence[_int], dilation: _int | Sequence[_int] = 1, padding: _int | Sequence[_int] = 0, stride: _int | Sequence[_int] = 1) -> Tensor:
    """The windows that slide over two axes, each as a column.

        y[n, (c, k), i] = x[n, c, stride i - padding + dilation k]

    Shape:   input ``(n, c, h, w)`` or ``(c, h, w)`` -> ``(n, c k, l)`` or ``(c k, l)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  ShapeError for shapes that do not fit, and numbers that are too small.
    Source:  torch.nn.functional.unfold.

    >>> rg.nn.functional.unfold(rg.tensor([[[1.0, 2.0, 3.0]]]), (1, 2))
    tensor([[1., 2.],
            [2., 3.]])
    """
def upsample(input: Tensor, size: _int | Sequence[_int] | None = None, scale_factor: _float | tuple[_float, ...] | None = None, mode: str = "nearest", align_corners: _bool | None = None) -> Tensor:
    """The old name of interpolate.

        y[i] = sum_k w(i, k) x[k],  one axis after another

    Shape:   input ``(n, c, *)`` -> ``(n, c, *)``.
    Dtype:   floating; nearest ones take all.
    Grad:    input. Twice differentiable.
    Raises:  As interpolate.
    Source:  torch.nn.functional.upsample.

    >>> rg.nn.functional.upsample(rg.tensor([[[1.0, 2.0]]]), 4)
    tensor([[[1., 1., 2., 2.]]])
    """
def upsample_bilinear(input: Tensor, size: _int | Sequence[_int] | None = None, scale_factor: _float | tuple[_float, ...] | None = None) -> Tensor:
    """Images in other lengths by bilinear weights, with aligned corners.

        y[i] = sum_k w(i, k) x[k],  one axis after another

    Shape:   input ``(n, c, h, w)`` -> ``(n, c, h', w')``.
    Dtype:   floating.
    Grad:    input. Twice differentiable.
    Raises:  As interpolate.
    Source:  torch.nn.functional.upsample_bilinear.

    >>> rg.nn.functional.upsample_bilinear(rg.tensor([[[[0.0, 4.0]]]]), (1, 3))
    tensor([[[[0., 2., 4.]]]])
    """
def upsample_nearest(input: Tensor, size: _int | Sequence[_int] | None = None, scale_factor: _float | tuple[_float, ...] | None = None) -> Tensor:
    """Images in other lengths, each element being the nearest one.

        y[i] = x[floor(i n / m)]

    Shape:   input ``(n, c, *)`` -> ``(n, c, *)``.
    Dtype:   all.
    Grad:    input. Twice differentiable.
    Raises:  As interpolate.
    Source:  torch.nn.functional.upsample_nearest.

    >>> rg.nn.functional.upsample_nearest(rg.tensor([[[1.0, 2.0]]]), scale_factor=2)
    tensor([[[1., 1., 2., 2.]]])
    """
