"""Rows of op_layers.py: elements brought to mean 0 and variance 1."""

from __future__ import annotations

import numpy as np
from op_case import POSITIVE, Call, OpCase

# Of equal elements all digits are those of rounding errors.
PLACES = ("contiguous", "transposed", "sliced", "offset")


def unit(x, axes, eps=1e-5):
    return (x - x.mean(axes, keepdims=True)) / np.sqrt(x.var(axes, keepdims=True) + eps)


def of_channels(p, x):
    return p.reshape((1, -1) + (1,) * (x.ndim - 2))


def affine(y, x, weight, bias):
    y = y if weight is None else y * of_channels(weight, x)
    return y if bias is None else y + of_channels(bias, x)


def layer_norm(x, shape, weight=None, bias=None, eps=1e-5):
    y = unit(x, tuple(range(-len(shape), 0)), eps) if x.size else x
    return (y if weight is None else y * weight) + (0 if bias is None else bias)


def rms_norm(x, shape, weight=None, eps=None):
    eps = np.finfo(np.float32).eps if eps is None else eps
    mean = np.mean(x * x, tuple(range(-len(shape), 0)), keepdims=True)
    return x / np.sqrt(mean + eps) * (1 if weight is None else weight)


def group_norm(x, groups, weight=None, bias=None, eps=1e-5):
    y = unit(x.reshape(len(x), groups, -1), 2, eps).reshape(x.shape) if x.size else x
    return affine(y, x, weight, bias)


def batch_norm(
    x, running_mean=None, running_var=None, weight=None, bias=None, training=False, eps=1e-5
):
    mean, var = running_mean, running_var
    if training or mean is None:
        y = unit(x, (0, *range(2, x.ndim)), eps) if x.size else x
    else:
        y = (x - of_channels(mean, x)) / np.sqrt(of_channels(var, x) + eps)
    return affine(y, x, weight, bias)


def instance_norm(x, weight=None, bias=None, eps=1e-5):
    return affine(unit(x, tuple(range(2, x.ndim)), eps) if x.size else x, x, weight, bias)


def local_response_norm(x, size, alpha=1e-4, beta=0.75, k=1.0):
    squares = np.pad(x * x, [(0, 0), (size // 2, (size - 1) // 2)] + [(0, 0)] * (x.ndim - 2))
    sums = sum(squares[:, i : i + x.shape[1]] for i in range(size))
    return x / (k + alpha * sums / size) ** beta


def norm(name, function, *calls, named=(), grads=(0,), **fields):
    fields = {"rtol": 8.0, "places": PLACES} | fields
    op = fields.pop("op", f"nn.functional.{name.split(' ')[0]}")
    return OpCase(name.replace(" ", "_"), op, function, calls, named=named, grads=grads, **fields)


def F(m):
    return m.nn.functional


WEIGHT, BOTH = ("weight",), ("weight", "bias")
NORMALIZATION = [
    norm(
        "layer_norm",
        layer_norm,
        Call((4, 37), args=((37,),)),
        Call((2, 3, 5), args=((3, 5),), eps=0.1),
        Call((0, 4), args=((4,),)),
        errors=(
            ("lengths", lambda m: F(m).layer_norm(m.ones(2, 3), (2,)), RuntimeError),
            ("no lengths", lambda m: F(m).layer_norm(m.ones(2, 3), ()), RuntimeError),
            ("an int", lambda m: F(m).layer_norm(m.ones(2, 3), 3), TypeError),
            ("weight", lambda m: F(m).layer_norm(m.ones(2, 3), (3,), m.ones(2)), RuntimeError),
            ("bias", lambda m: F(m).layer_norm(m.ones(2, 3), (3,), None, m.ones(2)), RuntimeError),
            ("double", lambda m: F(m).layer_norm(m.ones(2, 3), (3,), m.ones(3).double()),
             RuntimeError),
            ("integers", lambda m: F(m).layer_norm(m.ones(2, 3).long(), (3,)),
             NotImplementedError),
        ),
    ),
    norm("layer_norm both", layer_norm, Call((4, 37), (37,), (37,), args=((37,),)),
         Call((2, 3, 5), (3, 5), (3, 5), args=((3, 5),)), named=BOTH, grads=(0, 1, 2)),
    norm("layer_norm bias", layer_norm, Call((4, 3), (3,), args=((3,),)),
         named=("bias",), grads=(0, 1), op="layer_norm"),
    norm(
        "rms_norm",
        rms_norm,
        Call((4, 37), (37,), args=((37,),), eps=1e-3),
        Call((2, 3, 5), (3, 5), args=((3, 5),), eps=0.1),
        named=WEIGHT,
        grads=(0, 1),
        errors=(
            ("lengths", lambda m: F(m).rms_norm(m.ones(2, 3), (2,)), RuntimeError),
            ("weight", lambda m: F(m).rms_norm(m.ones(2, 3), (3,), m.ones(2)), RuntimeError),
            ("integers", lambda m: F(m).rms_norm(m.ones(2).long(), (2,)), NotImplementedError),
        ),
    ),
    norm("rms_norm plain", rms_norm, Call((2, 3, 5), args=((5,), None, 1e-5)), op="rms_norm"),
    norm(
        "group_norm",
        group_norm,
        Call((2, 6, 4), (6,), (6,), args=(3,)),
        Call((2, 4), (4,), (4,), args=(2,), eps=0.1),
        Call((0, 6, 4), (6,), (6,), args=(3,)),
        named=BOTH,
        grads=(0, 1, 2),
        errors=(
            ("groups", lambda m: F(m).group_norm(m.ones(2, 3, 4), 2), RuntimeError),
            ("no groups", lambda m: F(m).group_norm(m.ones(2, 3, 4), -1), RuntimeError),
            ("1-d", lambda m: F(m).group_norm(m.ones(2), 1), RuntimeError),
            ("one value", lambda m: F(m).group_norm(m.ones(1, 3), 3), ValueError),
            ("weight", lambda m: F(m).group_norm(m.ones(2, 3), 1, m.ones(2)), RuntimeError),
        ),
    ),
    norm("group_norm plain", group_norm, Call((2, 6, 2, 2), args=(2,)), op="group_norm"),
    norm(
        "batch_norm",
        batch_norm,
        Call((4, 3, 5), (3,), (3,), running_mean=None, running_var=None, training=True),
        Call((5, 37), (37,), (37,), running_mean=None, running_var=None, training=True, eps=0.1),
        Call((3, 2, 4, 5), (2,), (2,), running_mean=None, running_var=None, training=True),
        Call((0, 3, 5), (3,), (3,), running_mean=None, running_var=None, training=True),
        named=BOTH,
        grads=(0, 1, 2),
        errors=(
            ("no statistics", lambda m: F(m).batch_norm(m.ones(2, 3), None, None), RuntimeError),
            ("one of them", lambda m: F(m).batch_norm(
                m.ones(2, 3), m.ones(3), None, training=True), ValueError),
            ("one value", lambda m: F(m).batch_norm(m.ones(1, 3), None, None, training=True),
             ValueError),
            ("mean", lambda m: F(m).batch_norm(m.ones(2, 3), m.ones(2), m.ones(3)), RuntimeError),
            ("weight", lambda m: F(m).batch_norm(m.ones(2, 3), m.ones(3), m.ones(3), m.ones(2)),
             RuntimeError),
            ("integers", lambda m: F(m).batch_norm(m.ones(2, 3).long(), m.ones(3), m.ones(3)),
             RuntimeError),
        ),
    ),
    norm("batch_norm known", lambda x, mean, var, weight, bias: batch_norm(x, mean, var, weight,
                                                                           bias),
         Call((4, 3, 5), (3,), (3,), (3,), (3,)), Call((4, 20), (20,), (20,), (20,), (20,)),
         grads=(0, 3, 4), domain=((-2, 2), (-2, 2), POSITIVE, (-2, 2), (-2, 2))),
    norm(
        "instance_norm",
        instance_norm,
        Call((4, 3, 5), (3,), (3,)),
        Call((2, 2, 3, 4), (2,), (2,), eps=0.1),
        named=BOTH,
        grads=(0, 1, 2),
        errors=(
            ("one value", lambda m: F(m).instance_norm(m.ones(2, 3, 1)), ValueError),
            ("no statistics", lambda m: F(m).instance_norm(m.ones(2, 3, 4), use_input_stats=False),
             RuntimeError),
            ("weight", lambda m: F(m).instance_norm(m.ones(2, 3, 4), weight=m.ones(2)),
             RuntimeError),
        ),
    ),
    norm("instance_norm plain", instance_norm, Call((2, 3, 5)), Call((0, 3, 5))),
    norm(
        "local_response_norm",
        local_response_norm,
        Call((2, 5, 3), args=(2,)),
        Call((2, 5, 2, 2), args=(3, 0.5, 1.5, 2.0)),
        Call((2, 3, 2), args=(8, 0.5)),
        rtol=1.0,
        errors=(
            ("2-d", lambda m: F(m).local_response_norm(m.ones(2, 3), 2), ValueError),
            ("size", lambda m: F(m).local_response_norm(m.ones(2, 3, 4), 0), RuntimeError),
        ),
    ),
]  # fmt: skip
