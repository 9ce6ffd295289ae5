"""The rows of op_table.py that read and write elements named by tensors of indices and masks."""

from __future__ import annotations

import numpy as np
from op_case import ALL, LAYOUTS, Call, OpCase, bad

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
]
