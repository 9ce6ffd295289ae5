"""Rows of op_table.py: extremes, modes, quantiles, histograms; distances and their bounds."""

from __future__ import annotations

import numpy as np
from op_case import ALL, NUMBERS, Call, OpCase, bad, to_int64

S = (2, 3, 5)
LINES = (Call(S), Call((37,)), Call(()))
BOTH = (*LINES, Call(S, dim=1), Call((9, 4), dim=0, keepdim=True), Call((3, 0), dim=0))
APART = ("contiguous", "transposed", "sliced", "offset")


def extreme(function):
    def of(x, dim=None, keepdim=False):
        axis = None if x.ndim == 0 else dim
        return np.asarray(function(x, axis=axis, keepdims=keepdim))

    return of


def most_often(x, dim=-1, keepdim=False):
    """Where: the last place of the least of those that are there most often."""

    def of(line):
        values, counts = np.unique(line, return_counts=True)
        return np.flatnonzero(line == values[np.argmax(counts)])[-1]

    if x.ndim == 0:
        return np.zeros((), np.int64)
    at = np.apply_along_axis(of, dim, x)
    return np.expand_dims(at, dim) if keepdim else at


def mode_of(x, dim=-1, keepdim=False):
    if x.ndim == 0:
        return x
    y = np.take_along_axis(x, most_often(x, dim, True), dim)
    return y if keepdim else np.squeeze(y, dim)


def quantiles(x, q, dim=None, keepdim=False, interpolation="linear"):
    axis = None if x.ndim == 0 else dim
    return np.quantile(x, q, axis=axis, keepdims=keepdim, method=interpolation)


def shares(rng, shape):
    return rng.uniform(0, 1, shape)


def columns(x, bins=100, min=0, max=0):
    return np.histogram(x, bins, None if min == max else (min, max))[0].astype(float)


def heights(x, bins, density=False):
    return np.histogram(x, bins, density=density)[0].astype(float)


def distance(a, b, p=2):
    return np.asarray(np.linalg.norm((a - b).reshape(-1), p))


def bounded(x, p, dim, maxnorm):
    rows = np.moveaxis(x, dim, 0).reshape(x.shape[dim], -1)
    norms = np.linalg.norm(rows, p, axis=1)
    scale = np.where(norms > maxnorm, maxnorm / (norms + 1e-7), 1)
    return x * scale.reshape([-1 if d == dim % x.ndim else 1 for d in range(x.ndim)])


def quantile_errors(op):
    def call(*args, **kwargs):
        return lambda m: getattr(m, op)(*(a(m) if callable(a) else a for a in args), **kwargs)

    def x(m):
        return m.ones(3)

    return (
        bad("q", call(x, 1.5)),
        bad("vector", call(x, lambda m: m.tensor([0.5, -0.5]))),
        bad("matrix", call(x, lambda m: m.zeros(1, 1))),
        bad("type", call(x, lambda m: m.zeros(1, dtype=m.float64))),
        bad("integers", call(lambda m: m.tensor([1, 2]), 0.5)),
        bad("empty", call(lambda m: m.ones(0), 0.5)),
        bad("way", call(x, 0.5, interpolation="far")),
        bad("dim", call(x, 0.5, dim=1), IndexError),
    )


def quantile_rows(op):
    ways = [
        Call((37,), args=(0.3,), interpolation=way)
        for way in ("lower", "higher", "midpoint", "nearest")
    ]
    given = (Call(S, args=(0.4,)), Call(S, args=(0.25,), dim=1), *ways,
             Call(S, args=(0.5,), dim=-1, keepdim=True), Call((), args=(0.5,)))  # fmt: skip
    asked = (Call(S, (4,), dim=1), Call((37,), ()), Call(S, (2,), dim=0, keepdim=True),
             Call((6,), (3,), keepdim=True))  # fmt: skip
    errors = quantile_errors(op)
    return [
        OpCase(op, op, quantiles, given, places=APART, errors=errors, large=((2001,),), rtol=4),
        OpCase(f"{op}_at", op, quantiles, asked, grads=(0, 1), draws={1: shares}, places=APART,
               rtol=8),
    ]  # fmt: skip


DISTRIBUTION = [
    OpCase("aminmax_min", "aminmax", extreme(np.min), BOTH[:5], dtypes=ALL, post=lambda y: y.min,
           large=((501, 401),), errors=(
               bad("empty", lambda m: m.aminmax(m.ones(0))),
               bad("dim", lambda m: m.aminmax(m.ones(3), dim=1), IndexError),
               bad("no element", lambda m: m.aminmax(m.ones(0, 3), dim=0), IndexError),
           ), smooth=False),
    OpCase("aminmax_max", "aminmax", extreme(np.max), BOTH[:5], post=lambda y: y.max, smooth=False),
    OpCase("mode_values", "mode", mode_of,
           (Call(S), Call((37,)), Call(()), Call(S, dim=0), Call((4, 60), dim=1, keepdim=True)),
           dtypes=NUMBERS, post=lambda y: y.values, smooth=False, errors=(
               bad("dim", lambda m: m.mode(m.ones(3), 1), IndexError),
               bad("empty", lambda m: m.mode(m.ones(0, 3), 0), IndexError),
           )),
    OpCase("mode_indices", "mode", most_often, (Call(S, dim=1), Call((12, 4), dim=0)),
           dtypes=NUMBERS, post=lambda y: y.indices, out=to_int64, grads=()),
    *quantile_rows("quantile"),
    *quantile_rows("nanquantile"),
    OpCase("histc", "histc", columns,
           (Call((50,), bins=7), Call(S, bins=4, min=-1, max=2), Call((90,), bins=30)), grads=(),
           places=APART, large=((20_003,),), errors=(
               bad("bins", lambda m: m.histc(m.ones(3), 0)),
               bad("ends", lambda m: m.histc(m.ones(3), 3, 2, 1)),
               bad("nan", lambda m: m.histc(m.tensor([1.0, float("nan")]), 3)),
               bad("integers", lambda m: m.histc(m.tensor([1]), 3), NotImplementedError),
           )),
    OpCase("histogram", "histogram", heights,
           (Call((50,), args=(7,)), Call(S, args=(4,), density=True)), grads=(), places=APART,
           post=lambda y: y.hist, errors=(
               bad("bins", lambda m: m.histogram(m.ones(3), 0)),
               bad("ends", lambda m: m.histogram(m.ones(3), 3, range=(2.0, 1.0))),
               bad("range", lambda m: m.histogram(m.ones(3), 3, range=(2.0,))),
               bad("edges", lambda m: m.histogram(m.ones(3), m.ones(2, 2))),
               bad("edge", lambda m: m.histogram(m.ones(3), m.ones(1))),
               bad("type", lambda m: m.histogram(m.ones(3), m.tensor([1, 2]))),
               bad("weights", lambda m: m.histogram(m.ones(3), 3, weight=m.ones(2))),
               bad("weight", lambda m: m.histogram(m.ones(1), 3, weight=m.tensor([1]))),
               bad("integers", lambda m: m.histogram(m.tensor([1]), 3), NotImplementedError),
           )),
    OpCase("dist", "dist", distance,
           (Call((9,), (9,)), Call(S, (3, 1)), Call(S, S, p=1), Call((9,), (9,), p=3)),
           grads=(0, 1), rtol=4, places=APART, errors=(
               bad("shapes", lambda m: m.dist(m.ones(2), m.ones(3))),
               bad("integers", lambda m: m.dist(m.tensor([1]), m.tensor([2]))),
               bad("empty", lambda m: m.dist(m.ones(0), m.ones(0), float("inf"))),
           )),
    OpCase("renorm", "renorm", bounded,
           (Call((5, 4), args=(2, 0, 1.5)), Call(S, args=(1, 1, 6)), Call(S, args=(2, -1, 0.5))
            ), rtol=4, places=APART, errors=(
               bad("dims", lambda m: m.renorm(m.ones(3), 2, 0, 1)),
               bad("p", lambda m: m.renorm(m.ones(3, 3), 0, 0, 1)),
               bad("maxnorm", lambda m: m.renorm(m.ones(3, 3), 2, 0, -1)),
               bad("dim", lambda m: m.renorm(m.ones(3, 3), 2, 2, 1), IndexError),
               bad("integers", lambda m: m.renorm(m.tensor([[1]]), 2, 0, 1)),
           )),
]  # fmt: skip
