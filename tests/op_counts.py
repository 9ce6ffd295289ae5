"""Rows of op_table.py: reductions that skip NaNs, counts, covariances, differences, integrals."""

from __future__ import annotations

import numpy as np
from op_case import ALL, NUMBERS, Call, OpCase, bad, summed, to_float, to_int64

S = (2, 3, 5)
SHAPES = (
    Call(S),
    Call((37,), dim=0),
    Call(S, dim=-1),
    Call(S, dim=(0, 2)),
    Call(()),
    Call((3, 0), dim=0),
    Call((300, 7), dim=0),
)
KEPT = (Call(S, dim=1, keepdim=True), Call(S, dim=(-1, 0), keepdim=True))


def axes(x, dim):
    return None if dim is None or x.ndim == 0 else dim


def reducing(op, function, calls, **fields):
    def reference(x, dim=None, keepdim=False):
        return np.asarray(function(x, axes(x, dim), keepdim))

    errors = (
        bad("dim", lambda m: getattr(m, op)(m.ones(2, 3), dim=3), IndexError),
        bad("twice", lambda m: getattr(m, op)(m.ones(2, 3), dim=(0, 0))),
        *fields.pop("errors", ()),
    )
    return OpCase(op, op, reference, calls, large=((501, 401),), errors=errors, **fields)


def covariance(x, correction=1):
    if x.ndim == 0:
        return np.asarray(np.nan)
    return np.asarray(np.cov(x.astype(float), ddof=correction))


def points(op, function):
    """An integral with the points of a second tensor, or with steps."""
    shapes = ((5,), (2, 3, 5), (1, 4))

    def integral(y, x=None, dx=1, dim=-1):
        if x is not None and x.ndim == 1 and y.ndim > 1:
            x = x.reshape([-1 if d == dim % y.ndim else 1 for d in range(y.ndim)])
        widths = dx if x is None else np.diff(x, axis=dim)
        ends = np.moveaxis(y, dim, -1)
        both = np.moveaxis((ends[..., 1:] + ends[..., :-1]) / 2, -1, dim)
        return np.asarray(function(widths * both, dim))

    calls = [Call(s) for s in shapes] + [Call(S, dim=0, dx=0.5), Call((1,)), Call((3, 0), dim=1)]
    with_points = [Call((5,), (5,)), Call(S, (5,)), Call(S, (3,), dim=1), Call(S, S, dim=0)]
    errors = (
        bad("0-d", lambda m: getattr(m, op)(m.tensor(1.0)), IndexError),
        bad("bool", lambda m: getattr(m, op)(m.tensor([True, False]))),
        bad("points", lambda m: getattr(m, op)(m.ones(3), m.ones(2))),
        bad("dim", lambda m: getattr(m, op)(m.ones(3), dim=1), IndexError),
    )
    return [
        OpCase(op, op, integral, tuple(calls), dtypes=NUMBERS, out=to_float, errors=errors),
        OpCase(f"{op}_of_points", op, integral, tuple(with_points), grads=(0, 1), rtol=4),
    ]


def differences(x, n=1, dim=-1):
    return np.diff(x, n, axis=dim)


COUNTS = [
    reducing("nansum", lambda x, axis, keep: np.nansum(x, axis=axis, keepdims=keep),
             SHAPES + KEPT, dtypes=ALL, out=summed, special=False),
    reducing("nanmean", lambda x, axis, keep: np.nanmean(x, axis=axis, keepdims=keep),
             SHAPES + KEPT,
             errors=(bad("integers", lambda m: m.nanmean(m.tensor([1, 2]))),)),
    reducing("count_nonzero", lambda x, axis, keep: np.count_nonzero(x, axis=axis), SHAPES,
             dtypes=ALL, out=to_int64, grads=()),
    OpCase("cov", "cov", covariance,
           (Call((3, 5)), Call((4,)), Call((1, 4)), Call((2, 6), correction=0)),
           rtol=8, errors=(
               bad("dims", lambda m: m.cov(m.zeros(2, 3, 4))),
               bad("bool", lambda m: m.cov(m.tensor([True, False]))),
               bad("float weights", lambda m: m.cov(m.ones(2, 3), fweights=m.ones(3))),
               bad("int weights", lambda m: m.cov(m.ones(2, 3), aweights=m.tensor([1, 2, 3]))),
               bad("few", lambda m: m.cov(m.ones(2, 3), fweights=m.tensor([1, 2]))),
               bad("negative", lambda m: m.cov(m.ones(2, 3), fweights=m.tensor([1, 2, -1]))),
           )),
    OpCase("corrcoef", "corrcoef", np.corrcoef, (Call((3, 5)), Call((4, 9))), rtol=16,
           places=("contiguous", "transposed", "sliced", "offset"),
           errors=(bad("dims", lambda m: m.corrcoef(m.zeros(2, 3, 4))),)),
    OpCase("diff", "diff", differences,
           (Call((5,)), Call(S, dim=1), Call(S, n=2), Call((4,), n=0), Call((3,), n=9),
            Call((3, 0), dim=0), Call((3, 0))), dtypes=ALL,
           errors=(
               bad("0-d", lambda m: m.diff(m.tensor(1.0))),
               bad("n", lambda m: m.diff(m.ones(3), n=-1)),
               bad("dim", lambda m: m.diff(m.ones(3), dim=1), IndexError),
               bad("ends", lambda m: m.diff(m.ones(2, 3), prepend=m.ones(1))),
           )),
    *points("trapezoid", lambda areas, dim: np.sum(areas, axis=dim)),
    *points("cumulative_trapezoid", lambda areas, dim: np.cumsum(areas, axis=dim)),
]  # fmt: skip
