"""Rows of op_table.py: running sums, products and extremes."""

from __future__ import annotations

import numpy as np
from op_case import ALL, Call, OpCase, summed, to_int64

SHAPES = (
    Call((2, 3, 5), dim=1),
    Call((37,), dim=0),
    Call((2, 3, 5), dim=-1),
    Call((300, 7), dim=0),
    Call((3, 2100), dim=1),
    Call((3, 0), dim=1),
    Call((0, 3), dim=1),
    Call((), dim=0),
)


def along(function):
    """The scan of numpy, which knows no 0-d arrays."""

    def scan(x, dim):
        return np.asarray(function(np.atleast_1d(x), dim)).reshape(x.shape)

    return scan


def scan(op, function, **fields):
    errors = (
        ("dim", lambda m: getattr(m, op)(m.ones(2, 3), dim=2), IndexError),
        ("no dim", lambda m: getattr(m, op)(m.ones(2, 3)), TypeError),
        *fields.pop("errors", ()),
    )
    return OpCase(
        fields.pop("name", op),
        op,
        along(function),
        SHAPES,
        large=((501, 401),),
        errors=errors,
        **fields,
    )


def total(op, function, **fields):
    def run(x, dim):
        return function(x, axis=dim, dtype=np.int64 if x.dtype.kind in "biu" else None)

    refused = ("bool", lambda m: getattr(m, op)(m.ones(2), 0, dtype=m.bool), NotImplementedError)
    return scan(op, run, dtypes=ALL, out=summed, errors=(refused,), **fields)


def places(better):
    """Where the extreme so far stands: the last of equals."""

    def run(x, dim):
        at = np.zeros(x.shape, np.int64)
        moved, found = np.moveaxis(x, dim, 0), np.moveaxis(at, dim, 0)
        for i in range(1, len(moved)):
            best = np.take_along_axis(moved, found[i - 1 : i], 0)[0]
            found[i] = np.where(better(moved[i], best), i, found[i - 1])
        return at

    return run


def extreme(op, function, better):
    fields = {"dtypes": ALL, "smooth": False, "domain": (-20, 20)}
    return [
        scan(op, lambda x, dim: function.accumulate(x, dim), name=f"{op}_values",
             post=lambda y: y.values, **fields),
        scan(op, places(better), name=f"{op}_indices", post=lambda y: y.indices,
             out=to_int64, grads=(), **fields),
    ]  # fmt: skip


REFUSED = ("integers", lambda m: m.logcumsumexp(m.tensor([1, 2]), 0), NotImplementedError)
SCANS = [
    total("cumsum", np.cumsum),
    total("cumprod", np.cumprod, domain=(0.95, 1.04), integers=(-1, 2)),
    *extreme("cummax", np.maximum, np.greater_equal),
    *extreme("cummin", np.minimum, np.less_equal),
    scan("logcumsumexp", np.logaddexp.accumulate, domain=(-4, 9),
         errors=(REFUSED,)),
]  # fmt: skip
