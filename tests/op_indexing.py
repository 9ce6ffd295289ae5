"""The rows of op_table.py that read and write elements named by tensors of indices and masks."""

from __future__ import annotations

import numpy as np
from op_case import ALL, LAYOUTS, Call, OpCase, bad, to_int64

# An expanded index would name one place several times.
DISTINCT = tuple(name for name in LAYOUTS if name != "expanded")


def positions(low, high):
    """Draws indices; as int64 they stay what they are in every type of the row."""
    return lambda rng, shape: rng.integers(low, high, shape)


def mask(rng, shape):
    return rng.random(shape) < 0.5


def put(x, values, *indices, accumulate=False):
    y = x.copy()
    if accumulate:
        (np.logical_or if y.dtype == bool else np.add).at(y, indices, values)
    else:
        y[indices] = values
    return y


def along(x, dim, index):
    """The index that NumPy takes for positions along one dimension of each line."""
    at = list(np.indices(index.shape, sparse=True))
    at[dim] = index
    return tuple(at)


def scatter(x, dim, src, index):
    if x.ndim == 0:
        return np.where(index.size > 0, src.reshape(-1)[-1] if np.ndim(src) else src, x)
    y = x.copy()
    lines = index.shape
    y[along(x, dim, index)] = src if np.ndim(src) == 0 else src[tuple(slice(n) for n in lines)]
    return y


def scatter_add(x, dim, src, index):
    y = x.copy()
    part = src[tuple(slice(n) for n in index.shape)]
    (np.logical_or if y.dtype == bool else np.add).at(y, along(x, dim, index), part)
    return y


def slices(dim, index):
    return (slice(None),) * (dim % 8 if dim >= 0 else 0) + (index,)


def index_add(x, dim, index, source, alpha=1):
    y = x.copy()
    if y.dtype == bool:
        np.logical_or.at(y, slices(dim, index), source)
    else:
        np.add.at(y, slices(dim, index), alpha * source)
    return y


def index_write(x, dim, index, value):
    y = x.copy()
    y[slices(dim, index)] = value
    return y


def masked_scatter(x, mask, source):
    x, mask = (a.copy() for a in np.broadcast_arrays(x, mask))
    x[mask] = source.reshape(-1)[: mask.sum()]
    return x


def flat_put(x, index, source, accumulate=False):
    y = x.copy().reshape(-1)
    if not accumulate:
        y[index.reshape(-1)] = source.reshape(-1)
    else:
        (np.logical_or if y.dtype == bool else np.add).at(y, index, source.reshape(index.shape))
    return y.reshape(x.shape)


def distinct(n):
    """Draws positions of which each comes once."""
    return lambda rng, shape: rng.permutation(n)[: int(np.prod(shape))].reshape(shape)


def distinct_columns(n):
    """Positions along dimension 0 of which each comes once in a column."""
    return lambda rng, s: rng.permuted(np.tile(np.arange(n), (int(s[1]), 1)), axis=1).T[: s[0]]


# A dimension of the tensors that are indexed has at least 3 places.
INDEXING = [
    OpCase(
        "index",
        lambda x, i: x[i],
        lambda x, i: x[i],
        (Call((3, 4), (5,)), Call((3, 2, 4), (2, 3)), Call((3,), ()), Call((3, 4), (0,))),
        dtypes=ALL,
        draws={1: positions(-3, 3)},
        large=((50_003, 4), (50_000,)),
        errors=(
            bad("out of bounds", lambda m: m.ones(3)[m.tensor([0, 3])], IndexError),
            bad("float", lambda m: m.ones(3)[m.tensor([0.0])], IndexError),
            bad("too many", lambda m: m.ones(3)[m.tensor([0]), m.tensor([0])], IndexError),
        ),
    ),
    OpCase(
        "index_columns",
        lambda x, i: x[:, i],
        lambda x, i: x[:, i],
        (Call((2, 4), (3,)), Call((2, 3, 5), (2, 2))),
        dtypes=ALL,
        draws={1: positions(-3, 3)},
    ),
    OpCase(
        "index_pairs",
        lambda x, i, j: x[i, :, j],
        lambda x, i, j: x[i, :, j],
        (Call((3, 2, 4), (2, 1), (3,)), Call((3, 2, 3), (4,), ())),
        dtypes=ALL,
        draws={1: positions(-3, 3), 2: positions(-3, 3)},
    ),
    OpCase(
        "index_mask",
        lambda x, i: x[i],
        lambda x, i: x[i],
        (Call((3, 4), (3, 4)), Call((3, 4), (3,)), Call((2, 3, 2), (2, 3)), Call((0, 2), (0,))),
        dtypes=ALL,
        draws={1: mask},
        errors=(bad("shape", lambda m: m.ones(3)[m.tensor([True, False])], IndexError),),
    ),
    OpCase(
        "index_put",
        lambda x, v, i: x.index_put((i,), v),
        put,
        (Call((4, 3), (2, 3), (2,)), Call((5,), (), (3,)), Call((4, 2), (2,), (2, 2))),
        dtypes=ALL,
        grads=(0, 1),
        # Each place once, for NumPy does not promise which of several values stays.
        draws={2: lambda rng, s: rng.permutation(4)[: int(np.prod(s))].reshape(s)},
        places=DISTINCT,
        errors=(
            bad("shape", lambda m: m.ones(3).index_put((m.tensor([0, 1]),), m.ones(3))),
            bad("type", lambda m: m.ones(3).index_put((m.tensor([0]),), m.ones(1).double())),
            bad(
                "bounds",
                lambda m: m.ones(3).index_put((m.tensor([-4]),), m.ones(1)),
                IndexError,
            ),
        ),
    ),
    OpCase(
        "index_put_accumulate",
        lambda x, v, i: x.index_put((i,), v, accumulate=True),
        lambda x, v, i: put(x, v, i, accumulate=True),
        (Call((3, 2), (5, 2), (5,)), Call((3,), (), (7,)), Call((3, 2), (2,), (2, 2))),
        dtypes=ALL,
        grads=(0, 1),
        draws={2: positions(-3, 3)},
    ),
    OpCase(
        "index_put_mask",
        lambda x, v, i: x.index_put((i,), v),
        lambda x, v, i: put(x, v, i),
        (Call((4, 3), (), (4, 3)), Call((4, 3), (3,), (4,))),
        dtypes=ALL,
        grads=(0, 1),
        draws={2: mask},
    ),
    OpCase(
        "gather",
        "gather",
        lambda x, dim, index: x[along(x, dim, index)],
        (
            Call((3, 4), (2, 4), args=(0,)),
            Call((3, 4), (2, 7), args=(1,)),
            Call((2, 3, 2), (2, 5, 1), args=(1,)),
            Call((3,), (6,), args=(0,)),
            Call((3, 2), (0, 2), args=(0,)),
        ),
        dtypes=ALL,
        named=("index",),
        draws={1: positions(0, 3)},
        errors=(
            bad("bounds", lambda m: m.ones(3).gather(0, m.tensor([3]))),
            bad("negative", lambda m: m.ones(3).gather(0, m.tensor([-1]))),
            bad("dims", lambda m: m.ones(3, 3).gather(0, m.tensor([0]))),
            bad("length", lambda m: m.ones(3, 1).gather(0, m.tensor([[0, 0]]))),
            bad("type", lambda m: m.ones(3).gather(0, m.tensor([0.0]))),
        ),
    ),
    OpCase(
        "scatter",
        "scatter",
        lambda x, dim, src, index: scatter(x, dim, src, index),
        (
            Call((4, 3), (2, 3), (2, 3), args=(0,)),
            Call((4, 2, 2), (2, 2, 1), (2, 2, 1), args=(0,)),
        ),
        dtypes=ALL,
        grads=(0, 1),
        named=("src", "index"),
        draws={2: lambda rng, s: distinct_columns(4)(rng, (s[0], int(np.prod(s[1:])))).reshape(s)},
        places=DISTINCT,
        errors=(
            bad("bounds", lambda m: m.ones(3).scatter(0, m.tensor([3]), m.ones(1))),
            bad("source", lambda m: m.ones(3).scatter(0, m.tensor([0, 1]), m.ones(1))),
            bad("type", lambda m: m.ones(3).scatter(0, m.tensor([0]), m.ones(1).double())),
        ),
    ),
    OpCase(
        "scatter_value",
        lambda x, index: x.scatter(0, index, 2),
        lambda x, index: scatter(x, 0, x.dtype.type(2), index),
        (Call((4, 3), (2, 3)), Call((3,), (5,))),
        dtypes=ALL,
        draws={1: positions(0, 3)},
    ),
    OpCase(
        "scatter_add",
        "scatter_add",
        lambda x, dim, src, index: scatter_add(x, dim, src, index),
        (
            Call((3, 3), (5, 3), (5, 3), args=(0,)),
            Call((3, 3), (2, 4), (2, 4), args=(1,)),
            Call((2, 3, 2), (1, 4, 2), (1, 4, 2), args=(1,)),
            Call((3,), (8,), (8,), args=(0,)),
        ),
        dtypes=ALL,
        grads=(0, 1),
        named=("src", "index"),
        draws={2: positions(0, 3)},
        errors=(
            bad("bounds", lambda m: m.ones(3).scatter_add(0, m.tensor([3]), m.ones(1))),
            bad("type", lambda m: m.ones(3).scatter_add(0, m.tensor([0]), m.ones(1).double())),
        ),
    ),
    OpCase(
        "take_along_dim",
        "take_along_dim",
        lambda x, indices, dim=None: np.take_along_axis(x, indices, dim),
        (
            Call((3, 4), (2, 4), dim=0),
            Call((3, 4), (3, 1), dim=1),
            Call((3, 1), (2, 4), dim=0),
            Call((3,), (5,)),
        ),
        dtypes=ALL,
        draws={1: positions(0, 3)},
        errors=(bad("dims", lambda m: m.take_along_dim(m.ones(3, 3), m.tensor([0]), 0)),),
    ),
    OpCase(
        "take",
        "take",
        lambda x, index: x.reshape(-1)[index],
        (Call((3, 4), (2, 3)), Call((3,), ()), Call((2, 3), (0,))),
        dtypes=ALL,
        draws={1: positions(-3, 3)},
        errors=(
            bad("bounds", lambda m: m.take(m.ones(3), m.tensor([3])), IndexError),
            bad("empty", lambda m: m.take(m.ones(0), m.tensor([0])), IndexError),
        ),
    ),
    OpCase(
        "put",
        lambda x, s, i: x.put(i, s),
        lambda x, s, i: flat_put(x, i, s),
        (Call((3, 2), (2, 2), (2, 2)), Call((4,), (), ()), Call((4,), (3,), (3,))),
        dtypes=ALL,
        grads=(0, 1),
        draws={2: distinct(4)},
        places=DISTINCT,
        errors=(
            bad("count", lambda m: m.ones(3).put(m.tensor([0, 1]), m.ones(1)), IndexError),
            bad("type", lambda m: m.ones(3).put(m.tensor([0]), m.ones(1).double())),
            bad("bounds", lambda m: m.ones(3).put(m.tensor([3]), m.ones(1)), IndexError),
        ),
    ),
    OpCase(
        "put_accumulate",
        lambda x, s, i: x.put(i, s, accumulate=True),
        lambda x, s, i: flat_put(x, i, s, accumulate=True),
        (Call((3, 2), (4, 2), (4, 2)), Call((3,), (7,), (7,))),
        dtypes=ALL,
        grads=(0, 1),
        draws={2: positions(-3, 3)},
    ),
    OpCase(
        "index_select",
        "index_select",
        lambda x, dim, index: np.take(x, index, dim),
        (
            Call((3, 4), (5,), args=(0,)),
            Call((2, 4), (3,), args=(1,)),
            Call((2, 3, 2), (2,), args=(-2,)),
            Call((3,), (0,), args=(0,)),
        ),
        dtypes=ALL,
        named=("index",),
        draws={1: positions(0, 3)},
        errors=(
            bad("bounds", lambda m: m.ones(3).index_select(0, m.tensor([3])), IndexError),
            bad("negative", lambda m: m.ones(3).index_select(0, m.tensor([-1])), IndexError),
            bad("matrix", lambda m: m.ones(3).index_select(0, m.tensor([[0]])), IndexError),
            bad("type", lambda m: m.ones(3).index_select(0, m.tensor([0.0]))),
        ),
    ),
    OpCase(
        "index_add",
        lambda x, source, i, **alpha: x.index_add(0, i, source, **alpha),
        lambda x, source, i, **alpha: index_add(x, 0, i, source, **alpha),
        (
            Call((3, 4), (5, 4), (5,)),
            Call((3,), (7,), (7,), alpha=2),
            Call((3, 2, 2), (0, 2, 2), (0,)),
        ),
        dtypes=ALL,
        grads=(0, 1),
        draws={2: positions(0, 3)},
        errors=(
            bad("bounds", lambda m: m.ones(3).index_add(0, m.tensor([3]), m.ones(1)), IndexError),
            bad("count", lambda m: m.ones(3).index_add(0, m.tensor([0, 1]), m.ones(1))),
            bad("slices", lambda m: m.ones(3, 2).index_add(0, m.tensor([0]), m.ones(1, 3))),
            bad("type", lambda m: m.ones(3).index_add(0, m.tensor([0]), m.ones(1).double())),
        ),
    ),
    OpCase(
        "index_add_columns",
        lambda x, source, i: x.index_add(-1, i, source, alpha=3),
        lambda x, source, i: index_add(x, 1, i, source, 3),
        (Call((2, 3), (2, 5), (5,)), Call((50, 3), (50, 2), (2,))),
        dtypes=ALL,
        grads=(0, 1),
        draws={2: positions(0, 3)},
    ),
    OpCase(
        "index_copy",
        lambda x, source, i: x.index_copy(0, i, source),
        lambda x, source, i: index_write(x, 0, i, source),
        (Call((4, 3), (2, 3), (2,)), Call((5,), (3,), (3,))),
        dtypes=ALL,
        grads=(0, 1),
        draws={2: distinct(4)},
        places=DISTINCT,
        errors=(
            bad("bounds", lambda m: m.ones(3).index_copy(0, m.tensor([3]), m.ones(1)), IndexError),
            bad("slices", lambda m: m.ones(3, 2).index_copy(0, m.tensor([0]), m.ones(1, 3))),
        ),
    ),
    OpCase(
        "index_fill",
        lambda x, value, i: x.index_fill(0, i, value),
        lambda x, value, i: index_write(x, 0, i, value),
        (Call((3, 4), (), (2,)), Call((3,), (), (4,)), Call((3, 2), (), ())),
        dtypes=ALL,
        grads=(0, 1),
        draws={2: positions(0, 3)},
        errors=(
            bad("bounds", lambda m: m.ones(3).index_fill(0, m.tensor([3]), 1), IndexError),
            bad("value", lambda m: m.ones(3).index_fill(0, m.tensor([0]), m.ones(1))),
        ),
    ),
    OpCase(
        "masked_fill",
        "masked_fill",
        lambda x, value, mask: np.where(mask, value, x),
        (
            Call((3, 4), (), (3, 4)),
            Call((3, 4), (), (4,)),
            Call((4,), (), (3, 1)),
            Call((), (), ()),
        ),
        dtypes=ALL,
        grads=(0, 1),
        named=("value", "mask"),
        draws={2: mask},
        large=((200_003,), (), (200_003,)),
        errors=(
            bad("mask", lambda m: m.ones(3).masked_fill(m.tensor([1, 0, 1]), 1)),
            bad("value", lambda m: m.ones(1).masked_fill(m.tensor([True]), m.ones(1))),
            bad("shape", lambda m: m.ones(3).masked_fill(m.tensor([True, False]), 1)),
        ),
    ),
    OpCase(
        "masked_select",
        "masked_select",
        lambda x, mask: (lambda a, b: a[b])(*np.broadcast_arrays(x, mask)),
        (Call((3, 4), (3, 4)), Call((3, 4), (4,)), Call((4,), (3, 1)), Call((), ())),
        dtypes=ALL,
        draws={1: mask},
        large=((200_003,), (200_003,)),
        errors=(
            bad("mask", lambda m: m.ones(3).masked_select(m.tensor([1, 0, 1]))),
            bad("shape", lambda m: m.ones(3).masked_select(m.tensor([True, False]))),
        ),
    ),
    OpCase(
        "masked_scatter",
        "masked_scatter",
        lambda x, source, mask: masked_scatter(x, mask, source),
        (Call((3, 4), (12,), (3, 4)), Call((3, 4), (4, 4), (4,)), Call((4,), (20,), (3, 1))),
        dtypes=ALL,
        grads=(0, 1),
        named=("source", "mask"),
        draws={2: mask},
        errors=(
            bad("short", lambda m: m.ones(2).masked_scatter(m.tensor([True, True]), m.ones(1))),
            bad("mask", lambda m: m.ones(1).masked_scatter(m.tensor([1]), m.ones(1))),
            bad("type", lambda m: m.ones(1).masked_scatter(m.tensor([True]), m.ones(1).double())),
        ),
    ),
    OpCase(
        "nonzero",
        "nonzero",
        lambda x: np.argwhere(x),
        (Call((3, 4)), Call((2, 3, 2)), Call((5,)), Call((0, 2))),
        dtypes=ALL,
        out=to_int64,
        grads=(),
        integers=(0, 2),
        large=((200_003,),),
    ),
    OpCase(
        "argwhere",
        "argwhere",
        lambda x: np.argwhere(x),
        (Call((3, 4)), Call(())),
        dtypes=ALL,
        out=to_int64,
        grads=(),
        integers=(0, 2),
    ),
]
