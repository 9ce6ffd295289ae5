"""The rows of op_table.py that reduce what goes to one place, and those of diagonals, triangles."""

from __future__ import annotations

import numpy as np
from op_case import ALL, NUMBERS, Call, OpCase, bad, to_int64

UFUNCS = {"sum": np.add, "prod": np.multiply, "amax": np.maximum, "amin": np.minimum}


def scatter_reduce(x, dim, reduce, src, index, include_self=True):
    y = np.moveaxis(x.astype(np.result_type(x, np.int8)), dim, 0).copy()
    src, index = np.moveaxis(src, dim, 0), np.moveaxis(index, dim, 0)
    for lane in np.ndindex(index.shape[1:]):
        for place in np.unique(index[(slice(None), *lane)]):
            values = [src[(i, *lane)] for i in np.flatnonzero(index[(slice(None), *lane)] == place)]
            values = ([y[(place, *lane)]] if include_self else []) + values
            if reduce == "mean":
                total = np.sum(values)
                whole = y.dtype.kind in "iu"
                y[(place, *lane)] = total // len(values) if whole else total / len(values)
            else:
                y[(place, *lane)] = UFUNCS[reduce].reduce(values)
    return np.moveaxis(y, 0, dim)


def index_reduce(x, dim, reduce, source, index, include_self=True):
    shape = [1] * source.ndim
    shape[dim] = index.size
    full = np.broadcast_to(index.reshape(shape), source.shape)
    return scatter_reduce(x, dim, reduce, source, full, include_self)


def diag_embed(x, offset=0, dim1=-2, dim2=-1):
    n = x.shape[-1] + abs(offset)
    y = np.zeros((*x.shape[:-1], n, n), x.dtype)
    i = np.arange(x.shape[-1])
    y[..., i + max(-offset, 0), i + max(offset, 0)] = x
    return np.moveaxis(y, (-2, -1), (dim1, dim2))


def diagonal_scatter(x, src, offset=0, dim1=0, dim2=1):
    y = x.copy()
    np.einsum("...ii->...i", square(np.moveaxis(y, (dim1, dim2), (-2, -1)), offset))[...] = src
    return y


def square(x, offset):
    """The part of matrices whose main diagonal is the one at ``offset``."""
    x = x[..., max(-offset, 0) :, max(offset, 0) :]
    n = min(x.shape[-2:])
    return x[..., :n, :n]


def part(x, src, dim, at):
    y = x.copy()
    np.moveaxis(y, dim, 0)[at] = src if isinstance(at, int) else np.moveaxis(src, dim, 0)
    return y


def near(rng, shape):
    return rng.integers(0, 3, shape)


def reducing(name, ref, source, index):
    """One row for each reduction."""
    return [
        OpCase(
            f"{name}_{how}",
            lambda x, s, i, dim, how=how, **self: getattr(x, name)(dim, i, s, how, **self),
            lambda x, s, i, dim, how=how, **self: ref(x, dim, how, s, i, **self),
            (
                Call((3, 2), source, index, args=(0,)),
                Call((3, 2), source, index, args=(0,), include_self=False),
                Call((3,), (7,), (7,), args=(0,)),
            ),
            dtypes=NUMBERS if how == "mean" or name == "index_reduce" else ALL,
            grads=(0, 1),
            domain=(0.5, 2.0),
            integers=(0, 4),
            draws={2: near},
            # No derivative where extremes are equal.
            smooth=how not in ("amax", "amin"),
            rtol=4,
        )
        for how in ("sum", "prod", "mean", "amax", "amin")
        if name == "scatter_reduce" or how != "sum"
    ]


def matrices(name, op, ref, *calls, **kwargs):
    return OpCase(name, op, ref, calls, dtypes=ALL, **kwargs)


SCATTERING = [
    *reducing("scatter_reduce", scatter_reduce, (5, 2), (5, 2)),
    *reducing("index_reduce", index_reduce, (5, 2), (5,)),
    OpCase(
        "scatter_reduce",
        "scatter_reduce",
        lambda x, dim, **k: scatter_reduce(x, dim, k["reduce"], k["src"], k["index"]),
        (Call((3, 4), (3, 2), (3, 2), args=(1,), reduce="sum"),),
        grads=(0, 1),
        named=("src", "index"),
        draws={2: near},
        errors=(
            bad("reduce", lambda m: m.ones(1).scatter_reduce(0, m.tensor([0]), m.ones(1), "low")),
            bad("bounds", lambda m: m.ones(1).scatter_reduce(0, m.tensor([1]), m.ones(1), "sum")),
        ),
    ),
    OpCase(
        "index_reduce",
        "index_reduce",
        lambda x, dim, **k: index_reduce(x, dim, k["reduce"], k["source"], k["index"]),
        (Call((2, 3), (2, 4), (4,), args=(1,), reduce="mean"),),
        grads=(0, 1),
        named=("source", "index"),
        draws={2: near},
        errors=(
            bad("reduce", lambda m: m.ones(1).index_reduce(0, m.tensor([0]), m.ones(1), "sum")),
        ),
    ),
    matrices(
        "tril",
        "tril",
        np.tril,
        Call((3, 4)),
        Call((2, 4, 3), args=(1,)),
        Call((3, 3), args=(-1,)),
        Call((2, 2), args=(9,)),
        Call((0, 3)),
        large=((501, 401),),
        errors=(bad("vector", lambda m: m.tril(m.ones(3))),),
    ),
    matrices(
        "triu",
        "triu",
        np.triu,
        Call((3, 4)),
        Call((2, 4, 3), args=(1,)),
        Call((3, 3), args=(-1,)),
        Call((2, 2), args=(-9,)),
        Call((3, 0)),
        large=((501, 401),),
        errors=(bad("vector", lambda m: m.triu(m.ones(3))),),
    ),
    matrices(
        "diagonal",
        "diagonal",
        lambda x, offset=0, dim1=0, dim2=1: np.diagonal(x, offset, dim1, dim2).copy(),
        Call((3, 4)),
        Call((3, 4), args=(-1,)),
        Call((2, 3, 4), args=(1, 1, -1)),
        Call((2, 3), args=(7,)),
        errors=(
            bad("same", lambda m: m.diagonal(m.ones(2, 2), 0, 1, -1)),
            bad("range", lambda m: m.diagonal(m.ones(2, 2), 0, 0, 2), IndexError),
        ),
    ),
    matrices(
        "diag",
        "diag",
        lambda x, diagonal=0: np.diag(x, diagonal),
        Call((3,)),
        Call((3, 4)),
        Call((3,), args=(-2,)),
        Call((3, 4), args=(1,)),
        Call((0,)),
        errors=(bad("cube", lambda m: m.diag(m.ones(1, 1, 1))),),
    ),
    matrices(
        "diag_embed",
        "diag_embed",
        diag_embed,
        Call((3,)),
        Call((2, 3), args=(1,)),
        Call((2, 3), args=(-1, 0, -1)),
        Call((2, 2), args=(0, 2, 1)),
        errors=(
            bad("same", lambda m: m.diag_embed(m.ones(2), 0, 1, 1)),
            bad("0-d", lambda m: m.diag_embed(m.tensor(1.0)), IndexError),
        ),
    ),
    matrices(
        "diagonal_scatter",
        "diagonal_scatter",
        diagonal_scatter,
        Call((3, 4), (3,)),
        Call((3, 4), (2,), args=(-1,)),
        Call((2, 3, 3), (2, 3), args=(0, 1, 2)),
        grads=(0, 1),
        errors=(bad("shape", lambda m: m.diagonal_scatter(m.ones(2, 2), m.ones(3))),),
    ),
    matrices(
        "select_scatter",
        "select_scatter",
        lambda x, src, dim, index: part(x, src, dim, index),
        Call((3, 4), (4,), args=(0, -1)),
        Call((3, 4), (3,), args=(1, 2)),
        grads=(0, 1),
        errors=(
            bad("shape", lambda m: m.select_scatter(m.ones(2, 2), m.ones(1), 0, 0)),
            bad("index", lambda m: m.select_scatter(m.ones(2, 2), m.ones(2), 0, 2), IndexError),
        ),
    ),
    matrices(
        "slice_scatter",
        "slice_scatter",
        lambda x, src, dim=0, *at: part(x, src, dim, slice(*(at or (None,)))),
        Call((3, 4), (3, 4)),
        Call((3, 4), (3, 2), args=(1, 0, 4, 2)),
        Call((3, 4), (2, 4), args=(0, -2, 9)),
        grads=(0, 1),
        errors=(bad("shape", lambda m: m.slice_scatter(m.ones(2, 2), m.ones(1, 2))),),
    ),
    *(
        OpCase(
            f"{name}_indices",
            f"{name}_indices",
            lambda row, col, offset=0, ref=ref: np.array(ref(row, offset, col)),
            (Call(args=(3, 3)), Call(args=(2, 4, 1)), Call(args=(4, 2, -1)), Call(args=(0, 3))),
            dtypes=("int64",),
            out=to_int64,
            grads=(),
            errors=(
                bad("negative", lambda m, name=name: getattr(m, f"{name}_indices")(-1, 2)),
                bad("type", lambda m, n=name: getattr(m, f"{n}_indices")(2, 2, dtype=m.float32)),
            ),
        )
        for name, ref in (("tril", np.tril_indices), ("triu", np.triu_indices))
    ),
    OpCase(
        "one_hot",
        "nn.functional.one_hot",
        lambda x, n: np.eye(n, dtype=np.int64)[x],
        (
            Call((4,), args=(3,)),
            Call((2, 3), args=(5,)),
            Call((), args=(3,)),
            Call((0,), args=(3,)),
        ),
        dtypes=("int64",),
        out=to_int64,
        grads=(),
        integers=(0, 3),
        start="int64",
        errors=(
            bad("negative", lambda m: m.nn.functional.one_hot(m.tensor([-1]), 3)),
            bad("large", lambda m: m.nn.functional.one_hot(m.tensor([3]), 3)),
            bad("empty", lambda m: m.nn.functional.one_hot(m.tensor([], dtype=m.int64))),
            bad("type", lambda m: m.nn.functional.one_hot(m.tensor([1.0]), 3)),
        ),
    ),
]
