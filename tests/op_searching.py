"""Rows of op_table.py: what is different, where it would stand, how often it is there."""

from __future__ import annotations

import numpy as np
from op_case import ALL, FLOATS, NUMBERS, Call, OpCase, bad, to_bool, to_int64

S = (2, 3, 5)
FEW = {"integers": (-3, 3)}


def distinct(x, dim=None):
    return np.unique(x, axis=dim) if x.ndim else x.reshape(1)


def inverse(x, dim=None, return_inverse=True):
    shape = x.shape if dim is None else -1
    return np.unique(x, return_inverse=return_inverse, axis=dim)[1].reshape(shape)


def counts(x, dim=None, return_counts=True):
    return np.unique(x, return_counts=return_counts, axis=dim)[1]


def starts(x, dim=None):
    rows = x.reshape(-1, 1) if dim is None else np.moveaxis(x, dim, 0).reshape(x.shape[dim], -1)
    return np.r_[[True] * (len(rows) > 0), (rows[1:] != rows[:-1]).any(1)].astype(bool)


def in_turn(x, dim=None):
    return x.reshape(-1)[starts(x)] if dim is None else np.compress(starts(x, dim), x, dim)


def rounded(rng, shape):
    return np.round(rng.uniform(-2, 2, shape))


def ascending(rng, shape):
    return np.sort(np.round(rng.uniform(-5, 5, shape)), -1)


def places(sorted_, x, right=False):
    side = "right" if right else "left"
    if sorted_.ndim == 1:
        return np.searchsorted(sorted_, x, side)
    rows = zip(sorted_.reshape(-1, sorted_.shape[-1]), x.reshape(-1, x.shape[-1]), strict=True)
    return np.array([np.searchsorted(s, v, side) for s, v in rows]).reshape(x.shape)


def small(rng, shape):
    return rng.integers(0, 9, shape)


def sums_at(w, x, minlength=0):
    return np.bincount(x, w, minlength)


SLICES_ERRORS = (
    bad("dim", lambda m: m.unique(m.ones(2, 3), dim=2), IndexError),
    bad("0-d", lambda m: m.unique(m.tensor(1.0), dim=0), IndexError),
    bad("no elements", lambda m: m.unique(m.ones(3, 0), dim=0)),
)
WHOLE = (Call(S), Call((37,)), Call(()), Call((0, 3)))
SLICES = (Call((9, 2), dim=0), Call(S, dim=1), Call((4, 9), dim=-1), Call((0, 3), dim=0))
EVEN = ("contiguous", "transposed", "sliced", "offset")


def asking(what):
    return tuple(Call(*c.shapes, **{what: True}, **c.kwargs) for c in WHOLE[:2] + SLICES)


SEARCHING = [
    OpCase("unique", "unique", distinct, WHOLE + SLICES, dtypes=ALL, grads=(), places=EVEN,
           large=((100_003,),), errors=SLICES_ERRORS, **FEW),
    OpCase("unique_inverse", "unique", inverse, asking("return_inverse"), dtypes=FLOATS,
           out=to_int64, grads=(), places=EVEN, post=lambda y: y[1], **FEW),
    OpCase("unique_counts", "unique", counts, asking("return_counts"), dtypes=NUMBERS,
           out=to_int64, grads=(), places=EVEN, post=lambda y: y[1], **FEW),
    OpCase("unique_consecutive", "unique_consecutive", in_turn, WHOLE + SLICES[:3], dtypes=ALL,
           grads=(), errors=(
               bad("dim", lambda m: m.unique_consecutive(m.ones(3), dim=1), IndexError),
           ), **FEW),
    OpCase("searchsorted", "searchsorted", places,
           (Call((9,), (5,)), Call((40,), (3, 7), right=True), Call((0,), (3,)), Call((5,), ()),
            Call((2, 3, 6), (2, 3, 20)), Call((2, 8), (2, 4), right=True), Call((3,), (0,))),
           out=to_int64, grads=(), draws={0: ascending, 1: rounded}, places=EVEN,
           errors=(
               bad("rows", lambda m: m.searchsorted(m.ones(2, 3), m.ones(3, 1))),
               bad("0-d", lambda m: m.searchsorted(m.tensor(1.0), m.ones(3))),
               bad("side", lambda m: m.searchsorted(m.ones(3), m.ones(3), side="up")),
               bad("sides", lambda m: m.searchsorted(m.ones(3), 1, side="left", right=True)),
               bad("int32", lambda m: m.searchsorted(
                   m.ones(3), 1, sorter=m.tensor([0, 1, 2], dtype=m.int32))),
               bad("few", lambda m: m.searchsorted(m.ones(3), 1, sorter=m.tensor([0]))),
               bad("outside", lambda m: m.searchsorted(m.ones(2), 1, sorter=m.tensor([0, 2]))),
           )),
    OpCase("bucketize", "bucketize", lambda x, b, right=False: places(b, x, right),
           (Call((9,), (5,)), Call((3, 70), (40,), right=True), Call((), (4,)), Call((3,), (0,))),
           out=to_int64, grads=(), draws={0: rounded, 1: ascending}, places=EVEN,
           errors=(bad("rows", lambda m: m.bucketize(m.ones(3), m.ones(2, 3))),)),
    OpCase("isin", "isin", np.isin,
           (Call((9,), (5,)), Call((3, 70), (2, 4), invert=True), Call((), (4,)), Call((3,), (0,)),
            Call((0,), (3,)), Call((5,), ())),
           out=to_bool, grads=(), draws={0: rounded, 1: rounded},
           errors=(bad("numbers", lambda m: m.isin(2, 2), TypeError),)),
    OpCase("bincount", "bincount", np.bincount,
           (Call((9,)), Call((70,), minlength=20), Call((0,)), Call((0,), minlength=2)),
           dtypes=("uint8", "int32", "int64"), integers=(0, 9), out=to_int64, grads=(),
           large=((100_003,),), errors=(
               bad("negative", lambda m: m.bincount(m.tensor([1, -1]))),
               bad("minlength", lambda m: m.bincount(m.tensor([1]), minlength=-1)),
               bad("floats", lambda m: m.bincount(m.ones(3)), NotImplementedError),
               bad("matrix", lambda m: m.bincount(m.tensor([[1]]))),
               bad("weights", lambda m: m.bincount(m.tensor([1, 2]), m.ones(3))),
               bad("huge", lambda m: m.bincount(m.tensor([2**50]))),
           )),
    OpCase("bincount_weights", lambda w, x, **k: x.bincount(w, **k), sums_at,
           (Call((9,), (9,)), Call((70,), (70,), minlength=20)), dtypes=("float64",),
           draws={1: small}, grads=(), places=("contiguous", "sliced", "offset")),
]  # fmt: skip
