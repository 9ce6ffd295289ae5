"""Numpy references for op_table.py: torch's keyword names, numpy's arithmetic.

Every derivative test judges the engine by finite differences of these functions, so they state
the mathematics as plainly as possible and share no code with the engine.
"""

from __future__ import annotations

import math

import numpy as np


def _axis(dim):
    return tuple(dim) if isinstance(dim, (tuple, list)) else dim


def reduction(function):
    """Give a numpy reduction torch's ``dim`` and ``keepdim``."""

    def reduced(x, dim=None, keepdim=False, dtype=None):
        x = x if dtype is None else x.astype(dtype)
        return np.asarray(function(x, axis=_axis(dim), keepdims=keepdim))

    return reduced


def add(a, b, alpha=1):
    return a + alpha * b


def sub(a, b, alpha=1):
    return a - alpha * b


def truncated(a, b, rounding_mode):
    """Division rounded towards zero."""
    y = np.trunc(a / b)
    return y.astype(np.int64) if np.result_type(a, b).kind != "f" else y


def floored(a, b, rounding_mode):
    """Division rounded towards minus infinity."""
    return np.floor_divide(a, b)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def erf(x):
    """The series of positive terms: 2 / sqrt(pi) e^-x^2 sum x (2 x^2)^k / (1 3 5 ... (2k + 1))."""
    x = np.clip(x, -7, 7)  # beyond, erf is 1 to the last bit of a long double
    term = total = x * 1.0
    for k in range(1, 200):
        term = term * (2 * x * x) / (2 * k + 1)
        total = total + term
    return 2 / np.sqrt(np.arccos(x * 0 - 1)) * np.exp(-x * x) * total


def leaky_relu(x, negative_slope=0.01):
    return np.where(x > 0, x, x * negative_slope)


def elu(x, alpha=1.0):
    return np.where(x < 0, np.expm1(x) * alpha, x)


def softplus(x, beta=1, threshold=20):
    z = x * beta
    return np.where(z > threshold, x, np.logaddexp(z, 0) / beta)


def sign(x):
    """0 for NaN, as in torch."""
    return np.where(np.isnan(x), 0, np.sign(x)).astype(x.dtype)


def erfc(x):
    """1 - erf x up to 3/2, and beyond it Laplace's fraction, with e^-x^2 to all bits."""
    x = x * 1.0
    far = np.clip(x, 1.5, 120)
    fraction = far * 0
    for k in range(200, 0, -1):
        fraction = k / 2 / (far + fraction)
    head = far.astype(np.float32)  # its square is exact
    power = np.exp(-(head.astype(x.dtype) ** 2)) * np.exp(-(far - head) * (far + head))
    tail = power / (far + fraction) / np.sqrt(np.arccos(far * 0 - 1))
    return np.where(x > 1.5, tail, 1 - erf(x))


def lerp(a, b, weight):
    return a + weight * (b - a)


def addcmul(x, a, b, value=1):
    return x + value * a * b


def addcdiv(x, a, b, value=1):
    return x + value * a / b


def sinc(x):
    """sin(pi x) by way of what is left of x, which has all its bits."""
    k = np.round(x)
    sine = np.sin(np.arccos(x * 0 - 1) * (x - k)) * np.where(k % 2 == 0, 1, -1)
    return np.where(x == 0, 1, sine / (np.arccos(x * 0 - 1) * np.where(x == 0, 1, x)))


def logit(x, eps=None):
    """By log(1 + t) near 1/2, where the logarithm of a quotient would lose what is small."""
    x = x if eps is None else np.clip(x, eps, 1 - eps)
    return np.where(np.abs(x - 0.5) < 0.25, np.log1p((2 * x - 1) / (1 - x)), np.log(x / (1 - x)))


def ldexp(a, b):
    """Powers of 2 that no format reaches count as the largest that a long double does."""
    return a * np.exp2(np.where(np.isinf(b), b, np.clip(b, -8000.0, 8000.0)))


def heaviside(x, values):
    return np.where(x == 0, values, x > 0)


def xlogy(a, b):
    return np.where((a == 0) & ~np.isnan(b), 0, a * np.log(b))


def relu(x):
    return np.maximum(x, 0)


def clamp(x, min=None, max=None):
    return np.clip(x, min, max)


def broadcast(function):
    """The in-place form: the result takes the first argument's shape and type."""

    def applied(x, *others):
        return np.broadcast_to(function(x, *others), x.shape).astype(x.dtype)

    return applied


def softmax(x, dim):
    e = np.exp(x - np.max(x, axis=dim, keepdims=True))
    return e / np.sum(e, axis=dim, keepdims=True)


def log_softmax(x, dim):
    x = x - np.max(x, axis=dim, keepdims=True)
    return x - np.log(np.sum(np.exp(x), axis=dim, keepdims=True))


def _reduce(y, how):
    return {"none": lambda: y, "sum": y.sum, "mean": y.mean}[how]()


def mse_loss(a, b, reduction="mean"):
    return _reduce((a - b) ** 2, reduction)


def binary_cross_entropy(p, t, weight=1.0, reduction="mean"):
    y = -(t * np.maximum(np.log(p), -100) + (1 - t) * np.maximum(np.log1p(-p), -100))
    return _reduce(weight * y, reduction)


def binary_cross_entropy_with_logits(x, t, weight=1.0, pos_weight=1.0, reduction="mean"):
    softplus = np.log1p(np.exp(-np.abs(x))) + np.maximum(-x, 0)  # log(1 + e^-x)
    y = (1 - t) * x + (1 + (pos_weight - 1) * t) * softplus
    return _reduce(weight * y, reduction)


def l1_loss(a, b, reduction="mean"):
    return _reduce(np.abs(a - b), reduction)


def nll_loss(x, t, reduction="mean"):
    return _reduce(-np.take_along_axis(x, t[:, None], 1)[:, 0], reduction)


def cross_entropy(x, t, weight=None, ignore_index=-100, reduction="mean"):
    classes = 0 if x.ndim == 1 else 1
    logp = np.moveaxis(log_softmax(x, classes), classes, -1)
    kept = t != ignore_index
    index = np.where(kept, t, 0)
    w = kept * (np.ones(x.shape[classes]) if weight is None else weight)[index]
    y = -w * np.take_along_axis(logp, np.expand_dims(index, -1), -1)[..., 0]
    return y.sum() / w.sum() if reduction == "mean" else _reduce(y, reduction)


def linear(x, w, b=0.0):
    return np.matmul(x, w.T) + b


def flatten(x, start_dim=0, end_dim=-1):
    if x.ndim == 0:
        return x.reshape(1)
    start, end = start_dim % x.ndim, end_dim % x.ndim
    return x.reshape((*x.shape[:start], math.prod(x.shape[start : end + 1]), *x.shape[end + 1 :]))


def squeeze(x, dim=None):
    if dim is None:
        return np.squeeze(x)
    return np.squeeze(x, dim) if x.shape[dim] == 1 else x


def cat(xs, dim=0):
    return np.concatenate(xs, axis=dim)


def stack(xs, dim=0):
    return np.stack(xs, axis=dim)


def cast(x, dtype):
    """A float stays as wide as it is: rounding has no derivative, and the test compares dtypes."""
    return x if dtype.startswith("float") and x.dtype.kind == "f" else x.astype(dtype)


def expand(x, *sizes):
    pad = (1,) * (len(sizes) - x.ndim) + x.shape
    return np.broadcast_to(x, tuple(p if s == -1 else s for s, p in zip(sizes, pad, strict=True)))


def as_strided(x, size, stride, at=0):
    """Element (i, j, ...) of the result is element at + i stride[0] + j stride[1] + ... of x."""
    return x.reshape(-1)[at + sum(np.indices(size)[d] * s for d, s in enumerate(stride))]


def sum_to_size(x, *size):
    x = x.sum(axis=tuple(range(x.ndim - len(size))))
    kept = tuple(d for d, n in enumerate(size) if n == 1)
    return x.sum(axis=kept, keepdims=True)


def eye(n, m=None, dtype=None):
    return np.eye(n, m, dtype=dtype)


def arange(*args, dtype=None):
    return np.arange(*args).astype(dtype)


def linspace(start, end, steps, dtype=None):
    return np.linspace(start, end, steps).astype(dtype)


def cartesian_prod(*xs):
    return np.stack([g.reshape(-1) for g in np.meshgrid(*xs, indexing="ij")], 1)
