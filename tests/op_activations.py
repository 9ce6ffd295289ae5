"""Rows of op_table.py: activations, and what measures how near vectors are."""

from __future__ import annotations

import numpy as np
import reference as ref
from op_case import NUMBERS, ONE, Call, OpCase, bad, mismatch

F = "nn.functional."
FEW = (Call((37,)), Call((2, 3, 5)))


def integers(name):
    """A function of nn.functional that refuses them."""
    return bad("integers", lambda m: getattr(m.nn.functional, name)(m.tensor([1])), RuntimeError)


def activation(op, function, name="", calls=FEW, **fields):
    return OpCase(name or op, F + op, function, calls, **fields)


def limit(y, x):
    """y, and its limits at infinities, where numpy has inf times 0."""
    return np.where(np.isinf(x), np.where(x > 0, x, -0.0), y)


def ndtr(x):
    """The share of the normal distribution below x; far from 0 it is 0, 1 or 1 / 2."""
    y = np.asarray(np.where(np.abs(x) < 1, 0.5, x > 0), x.dtype)
    some = (np.abs(x) > 1e-25) & (np.abs(x) < 40)
    z = x[some]
    y[some] = ref.erfc(-z / np.sqrt(z * 0 + 2)) / 2
    return y


def gelu(x, approximate="none"):
    if approximate == "none":
        return limit(x * ndtr(x), x)
    k, c = np.sqrt(8 / np.arccos(x * 0 - 1)), x.dtype.type("0.044715")
    return silu(x, k * (x + c * x**3))


def silu(x, u=None):
    return limit(x / (1 + np.exp(-x if u is None else -u)), x)


def mish(x):
    return limit(x * np.tanh(np.log1p(np.exp(x))), x)


def logsigmoid(x):
    return np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x)))


def selu(x):
    return 1.0507009873554805 * np.where(x > 0, x, 1.6732632423543773 * np.expm1(x))


def celu(x, alpha):
    return np.where(x > 0, x, alpha * np.expm1(x / alpha))


def softshrink(x, lambd=0.5):
    return np.sign(x) * np.maximum(np.abs(x) - lambd, 0)


def rrelu(x, lower=1 / 8, upper=1 / 3):
    return np.where(x > 0, x, x * (lower + upper) / 2)


def glu(x, dim=-1):
    a, b = np.split(x, 2, dim)
    return a * ref.sigmoid(b)


def prelu(x, w):
    if x.ndim > 1:
        w = w.reshape(-1, *(1,) * (x.ndim - 2))
    return np.where(x > 0, x, w * x)


def norm(x, p, dim, keepdim=True):
    size = np.abs(x)
    if p == np.inf:
        return size.max(dim, keepdims=keepdim)
    return (size**p).sum(dim, keepdims=keepdim) ** (1 / p)


def normalize(x, p=2.0, dim=1, eps=1e-12):
    return x / np.maximum(norm(x, p, dim), eps)


def cosine_similarity(a, b, dim=1, eps=1e-8):
    a, b = np.broadcast_arrays(a, b)
    return (normalize(a, dim=dim, eps=eps) * normalize(b, dim=dim, eps=eps)).sum(dim)


def pairwise_distance(a, b, p=2.0, eps=1e-6, keepdim=False):
    return norm(a - b + eps, p, -1, keepdim)


POINTWISE_ACTIVATIONS = [
    activation(
        "gelu",
        gelu,
        calls=ONE,
        domain=(-5, 5),
        ulp=5,
        errors=(
            integers("gelu"),
            bad("form", lambda m: m.nn.functional.gelu(m.ones(2), approximate="sigmoid")),
        ),
    ),
    activation(
        "gelu",
        gelu,
        "gelu_tanh",
        tuple(Call(c.shapes[0], approximate="tanh") for c in FEW),
        domain=(-5, 5),
        ulp=2,
    ),
    activation("silu", silu, ulp=2, domain=(-9, 9), errors=(integers("silu"),)),
    activation("mish", mish, ulp=4, domain=(-9, 9), errors=(integers("mish"),)),
    activation("logsigmoid", logsigmoid, ulp=2, domain=(-9, 9), errors=(integers("logsigmoid"),)),
    activation("selu", selu, errors=(integers("selu"),)),
    activation(
        "celu",
        celu,
        calls=(Call((2, 3, 5), alpha=1.5),),
        errors=(bad("alpha", lambda m: m.celu(m.ones(2), 0)), integers("celu")),
    ),
    activation(
        "hardtanh",
        lambda x, min_val=-1, max_val=1: np.clip(x, min_val, max_val),
        calls=(*FEW, Call((2, 3, 5), min_val=0, max_val=2)),
        dtypes=NUMBERS[:2] + NUMBERS[3:],
        errors=(
            bad("bool", lambda m: m.nn.functional.hardtanh(m.tensor([True]))),
            bad("bounds", lambda m: m.nn.functional.hardtanh(m.ones(2), 2, 1), ValueError),
        ),
    ),
    activation("relu6", lambda x: np.clip(x, 0, 6), dtypes=NUMBERS, domain=(-3, 9)),
    activation(
        "hardsigmoid",
        lambda x: np.clip(x + 3, 0, 6) / 6,
        domain=(-5, 5),
        errors=(integers("hardsigmoid"),),
    ),
    activation(
        "hardswish",
        lambda x: x * np.clip(x + 3, 0, 6) / 6,
        domain=(-5, 5),
        errors=(integers("hardswish"),),
    ),
    activation(
        "hardshrink",
        lambda x, lambd=0.5: np.where(np.abs(x) > lambd, x, 0),
        errors=(integers("hardshrink"),),
    ),
    activation(
        "softshrink",
        softshrink,
        calls=(*FEW, Call((37,), lambd=1)),
        errors=(
            integers("softshrink"),
            bad("negative", lambda m: m.nn.functional.softshrink(m.ones(2), -1)),
        ),
    ),
    activation("tanhshrink", lambda x: x - np.tanh(x), rtol=2),
    activation("softsign", lambda x: x / (1 + np.abs(x))),
    activation(
        "threshold",
        lambda x, threshold, value: np.where(x > threshold, x, value),
        calls=(Call((2, 3, 5), args=(1, 20)), Call((37,), args=(0.5, 7))),
        dtypes=NUMBERS,
    ),
    activation(
        "rrelu",
        rrelu,
        calls=(*FEW, Call((37,), lower=0.25, upper=0.5)),
        errors=(bad("bounds", lambda m: m.rrelu(m.ones(2), 0.5, 0.2)), integers("rrelu")),
    ),
]

VECTORS = [
    OpCase(
        "softmin",
        F + "softmin",
        lambda x, dim: ref.softmax(-x, dim),
        (Call((2, 3, 5), dim=1),),
        rtol=4,
    ),
    OpCase(
        "glu",
        F + "glu",
        glu,
        (Call((6,)), Call((2, 4, 3), dim=1), Call((3, 0))),
        errors=(
            bad("odd", lambda m: m.nn.functional.glu(m.ones(3))),
            bad("0-d", lambda m: m.nn.functional.glu(m.tensor(1.0))),
            bad("dim", lambda m: m.nn.functional.glu(m.ones(4), 1), IndexError),
        ),
    ),
    OpCase(
        "prelu",
        "prelu",
        prelu,
        (Call((2, 3, 4), (3,)), Call((5,), (1,)), Call((2, 3), (1,)), Call((), ())),
        grads=(0, 1),
        errors=(
            bad("channels", lambda m: m.prelu(m.ones(2, 3), m.ones(2))),
            bad("matrix", lambda m: m.prelu(m.ones(2, 3), m.ones(1, 3))),
            bad("types", lambda m: m.prelu(m.ones(2), m.ones(1, dtype=m.float64))),
        ),
    ),
    OpCase(
        "normalize",
        F + "normalize",
        normalize,
        (Call((3, 4)), Call((2, 3), p=3.0, dim=0), Call((2, 3, 2), dim=(0, 2)), Call((2, 0))),
        rtol=4,
        errors=(
            bad("dim", lambda m: m.nn.functional.normalize(m.ones(2)), IndexError),
            bad("integers", lambda m: m.nn.functional.normalize(m.tensor([[1]]))),
        ),
    ),
    OpCase(
        "cosine_similarity",
        "cosine_similarity",
        cosine_similarity,
        (Call((3, 4), (3, 4)), Call((2, 3, 4), (4,), dim=-1), Call((5,), (5,), dim=0)),
        grads=(0, 1),
        rtol=4,
        errors=(
            mismatch("cosine_similarity", (2, 3), (4, 3)),
            bad("eps", lambda m: m.cosine_similarity(m.ones(1, 2), m.ones(1, 2), eps=-1)),
        ),
    ),
    OpCase(
        "pairwise_distance",
        "pairwise_distance",
        pairwise_distance,
        (
            Call((3, 4), (3, 4)),
            Call((2, 3, 4), (4,), p=3.0, keepdim=True),
            Call((3, 4), (3, 4), p=np.inf),
        ),
        grads=(0, 1),
        rtol=4,
        errors=(mismatch("pairwise_distance", (2, 3), (4, 3)),),
    ),
    OpCase(
        "bilinear",
        F + "bilinear",
        lambda a, b, w, bias=0: np.einsum("...i,nij,...j->...n", a, w, b) + bias,
        (
            Call((4, 2), (4, 3), (5, 2, 3), (5,)),
            Call((2, 4, 2), (2, 4, 3), (5, 2, 3)),
            Call((2,), (3,), (5, 2, 3), (5,)),
            Call((0, 2), (0, 3), (5, 2, 3)),
        ),
        grads=(0, 1, 2, 3),
        rtol=4,
        errors=(
            bad("batch", lambda m: m.bilinear(m.ones(4, 2), m.ones(1, 3), m.ones(5, 2, 3))),
            bad("length", lambda m: m.bilinear(m.ones(4, 2), m.ones(4, 2), m.ones(5, 2, 3))),
            bad(
                "bias",
                lambda m: m.bilinear(m.ones(4, 2), m.ones(4, 3), m.ones(5, 2, 3), m.ones(4)),
            ),
            bad("types", lambda m: m.bilinear(m.ones(2), m.ones(3).double(), m.ones(5, 2, 3))),
        ),
    ),
]
