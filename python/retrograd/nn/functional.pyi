# Written from retrograd._core._stub(); pytest tests/test_stubs.py --update makes it anew.
from collections.abc import Sequence
from typing import Literal, TypeAlias

from .._core import Tensor, dtype

_bool: TypeAlias = bool
_float: TypeAlias = float
_int: TypeAlias = int
_dtype: TypeAlias = dtype
_Number: TypeAlias = int | float | bool

__all__ = [
    "alpha_dropout",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "cross_entropy",
    "dropout",
    "dropout1d",
    "dropout2d",
    "dropout3d",
    "elu",
    "elu_",
    "feature_alpha_dropout",
    "l1_loss",
    "leaky_relu",
    "leaky_relu_",
    "linear",
    "log_softmax",
    "mse_loss",
    "nll_loss",
    "one_hot",
    "pad",
    "pdist",
    "relu",
    "relu_",
    "sigmoid",
    "softmax",
    "softplus",
    "tanh",
]

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
    Dtype:   float32, float64.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError for integers and bools; in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.elu.

    >>> rg.nn.functional.elu(rg.tensor([-1.0, 2.0]))
    tensor([-0.6321,  2.0000])
    """
def elu_(input: Tensor, alpha: _Number = 1.0) -> Tensor:
    """The exponential linear unit, written to the tensor itself, which is returned.

        y = x > 0 ? x : alpha (e^x - 1),  dy/dx = x > 0 ? 1 : alpha e^x

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   float32, float64.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError for integers and bools; GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.elu_.

    >>> rg.nn.functional.elu_(rg.tensor([-1.0, 2.0]))
    tensor([-0.6321,  2.0000])
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
def leaky_relu(input: Tensor, negative_slope: _Number = 0.01, inplace: _bool = False) -> Tensor:
    """The leaky rectified linear unit: negative elements become smaller.

        y = x > 0 ? x : a x,  dy/dx = x > 0 ? 1 : a

    a is ``negative_slope``. With inplace the input itself is written to.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   float32, float64.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError for integers and bools; in place, GraphError for a leaf that requires grad.
    Source:  torch.nn.functional.leaky_relu.

    >>> rg.nn.functional.leaky_relu(rg.tensor([-1.0, 2.0]), 0.5)
    tensor([-0.5000,  2.0000])
    """
def leaky_relu_(input: Tensor, negative_slope: _Number = 0.01) -> Tensor:
    """The leaky rectified linear unit, written to the tensor itself, which is returned.

        y = x > 0 ? x : a x,  dy/dx = x > 0 ? 1 : a

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   float32, float64.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError for integers and bools; GraphError for a leaf that requires grad.
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
def softplus(input: Tensor, beta: _Number = 1, threshold: _Number = 20, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of 1 plus the exponential: a smooth relu.

        y = log(1 + e^(beta x)) / beta,  dy/dx = 1 / (1 + e^(-beta x))

    Where ``beta x`` is above the threshold, y is x.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   float32, float64.
    Grad:    input. Twice differentiable.
    Raises:  DTypeError for integers and bools.
    Source:  torch.nn.functional.softplus.

    >>> rg.nn.functional.softplus(rg.tensor([-1.0, 2.0]))
    tensor([0.3133, 2.1269])
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
