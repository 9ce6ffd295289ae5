"""Folding a batch normalization that no longer learns into the layer before it."""

from __future__ import annotations

import copy
from typing import TypeVar

from ... import _core
from ..._core import Tensor
from ..batchnorm import _BatchNorm
from ..convolution import _ConvNd
from ..linear import Linear
from ..parameter import Parameter

__all__ = [
    "fuse_conv_bn_eval",
    "fuse_conv_bn_weights",
    "fuse_linear_bn_eval",
    "fuse_linear_bn_weights",
]

ConvT = TypeVar("ConvT", bound=_ConvNd)
LinearT = TypeVar("LinearT", bound=Linear)


def __dir__() -> list[str]:
    return __all__


def _check(name: str, layer: _ConvNd | Linear, bn: _BatchNorm) -> tuple[Tensor, Tensor]:
    """Return the running statistics, which must be what ``bn`` normalizes by."""
    if layer.training or bn.training:
        raise AssertionError(f"{name}: both modules must be in eval mode; call eval() first")
    if bn.running_mean is None or bn.running_var is None:
        raise AssertionError(f"{name}: {bn} keeps no running statistics to fold in")
    return bn.running_mean, bn.running_var


def fuse_conv_bn_eval(conv: ConvT, bn: _BatchNorm, transpose: bool = False) -> ConvT:
    """Return a convolution that computes ``bn(conv(x))``, both in eval mode.

    ``transpose`` for a transposed convolution. Raises AssertionError if one of them is training.

    >>> import retrograd as rg
    >>> conv, bn = rg.nn.Conv1d(2, 3, 3).eval(), rg.nn.BatchNorm1d(3).eval()
    >>> x = rg.ones(1, 2, 5)
    >>> rg.allclose(rg.nn.utils.fuse_conv_bn_eval(conv, bn)(x), bn(conv(x)), atol=1e-6)
    True
    """
    mean, var = _check("fuse_conv_bn_eval", conv, bn)
    fused = copy.deepcopy(conv)
    fused.weight, fused.bias = fuse_conv_bn_weights(
        conv.weight, conv.bias, mean, var, bn.eps, bn.weight, bn.bias, transpose
    )
    return fused


def fuse_conv_bn_weights(
    conv_w: Tensor,
    conv_b: Tensor | None,
    bn_rm: Tensor,
    bn_rv: Tensor,
    bn_eps: float,
    bn_w: Tensor | None,
    bn_b: Tensor | None,
    transpose: bool = False,
) -> tuple[Parameter, Parameter]:
    """Return the weight and the bias of ``fuse_conv_bn_eval``, as parameters.

    s = bn_w / sqrt(bn_rv + eps),  w = s conv_w,  b = s (conv_b - bn_rm) + bn_b
    """
    scale = _core.rsqrt(bn_rv + bn_eps)
    if bn_w is not None:
        scale = bn_w * scale
    shift = -bn_rm if conv_b is None else conv_b - bn_rm
    bias = shift * scale if bn_b is None else shift * scale + bn_b
    along = [1] * conv_w.dim()
    along[1 if transpose else 0] = -1
    weight = (conv_w * scale.reshape(along)).to(conv_w.dtype)
    if conv_b is None:
        return Parameter(weight, conv_w.requires_grad), Parameter(bias.to(conv_w.dtype), False)
    bias = bias.to(conv_b.dtype)
    return Parameter(weight, conv_w.requires_grad), Parameter(bias, conv_b.requires_grad)


def fuse_linear_bn_eval(linear: LinearT, bn: _BatchNorm) -> LinearT:
    """Return a linear layer that computes ``bn(linear(x))``, both in eval mode.

    Raises AssertionError if one of them is training, or if their features differ.

    >>> import retrograd as rg
    >>> linear, bn = rg.nn.Linear(2, 3).eval(), rg.nn.BatchNorm1d(3).eval()
    >>> x = rg.ones(4, 2)
    >>> rg.allclose(rg.nn.utils.fuse_linear_bn_eval(linear, bn)(x), bn(linear(x)), atol=1e-6)
    True
    """
    mean, var = _check("fuse_linear_bn_eval", linear, bn)
    if bn.num_features not in (linear.out_features, 1):
        raise AssertionError(
            f"fuse_linear_bn_eval: a batch normalization of {bn.num_features} features does not"
            f" follow a layer of {linear.out_features}"
        )
    fused = copy.deepcopy(linear)
    fused.weight, fused.bias = fuse_linear_bn_weights(
        linear.weight, linear.bias, mean, var, bn.eps, bn.weight, bn.bias
    )
    return fused


def fuse_linear_bn_weights(
    linear_w: Tensor,
    linear_b: Tensor | None,
    bn_rm: Tensor,
    bn_rv: Tensor,
    bn_eps: float,
    bn_w: Tensor | None,
    bn_b: Tensor | None,
) -> tuple[Parameter, Parameter]:
    """Return the weight and the bias of ``fuse_linear_bn_eval``, as parameters.

    s = bn_w / sqrt(bn_rv + eps),  w = s linear_w,  b = s (linear_b - bn_rm) + bn_b
    """
    return fuse_conv_bn_weights(linear_w, linear_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b)
