"""Rows of op_table.py: elements repeated one by one, choices of several, coordinates."""

from __future__ import annotations

import itertools

import numpy as np
from op_case import ALL, Call, OpCase, bad, to_int64

S = (2, 3, 5)


def each(x, times, dim=None):
    return np.repeat(x, times, axis=dim)


def small(rng, shape):
    return rng.integers(0, 4, shape)


def choices(x, r=2, with_replacement=False):
    choose = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    at = np.array(list(choose(range(len(x)), r)), np.int64).reshape(-1, r)
    return x[at] if r else np.zeros(0, x.dtype)


ONCE = (
    Call(S, args=(2,)),
    Call(S, args=(3,), dim=1),
    Call((), args=(2,)),
    Call((3, 0), args=(2,), dim=-1),
    Call((4,), args=(0,)),
)
REPEATS = [
    OpCase("repeat_interleave", "repeat_interleave", each, ONCE, dtypes=ALL, errors=(
        bad("negative", lambda m: m.repeat_interleave(m.ones(3), -1)),
        bad("dim", lambda m: m.repeat_interleave(m.ones(3), 2, 1), IndexError),
        bad("0-d", lambda m: m.repeat_interleave(m.tensor(1), 2, 0), IndexError),
        bad("size", lambda m: m.repeat_interleave(m.ones(3), 2, output_size=5)),
        bad("few", lambda m: m.repeat_interleave(m.ones(3), m.tensor([1, 2]))),
        bad("one negative", lambda m: m.repeat_interleave(m.ones(2), m.tensor([1, -2]))),
        bad("matrix", lambda m: m.repeat_interleave(m.ones(2), m.tensor([[1, 2]]))),
        bad("floats", lambda m: m.repeat_interleave(m.ones(1), m.ones(1)), NotImplementedError),
        bad("sum", lambda m: m.repeat_interleave(m.tensor([1, 2]), output_size=4)),
        bad("list", lambda m: m.repeat_interleave(m.ones(2), [1, 2]), TypeError),
    )),
    OpCase("repeat_interleave_each", "repeat_interleave", each,
           (Call((7,), (7,)), Call(S, (3,), dim=1), Call(S, (1,), dim=-1), Call(S, (), dim=0),
            Call(S, (30,)), Call((0,), (0,))), draws={1: small}),
    OpCase("repeat_interleave_places", "repeat_interleave",
           lambda times: np.repeat(np.arange(len(times)), times), (Call((7,)), Call((0,))),
           dtypes=("int64",), integers=(0, 5), grads=()),
    OpCase("combinations", "combinations", choices,
           (Call((5,)), Call((5,), r=3), Call((4,), r=3, with_replacement=True),
            Call((2,), r=3), Call((0,)), Call((3,), r=1)), dtypes=ALL, errors=(
               bad("matrix", lambda m: m.combinations(m.ones(2, 2))),
               bad("r", lambda m: m.combinations(m.ones(2), -1)),
           )),
    OpCase(
    "unravel_index",
    "unravel_index",
    lambda x, shape: np.unravel_index(x, shape)[-1],
    (Call((9,), args=((3, 4, 5),)), Call((2, 3), args=((60,),)), Call((), args=((6, 10),)),
     Call((0,), args=((0, 3),))),
    dtypes=("uint8", "int32", "int64"),
    integers=(0, 60),
    out=to_int64,
    grads=(),
    post=lambda y: y[-1],
    errors=(
        bad("floats", lambda m: m.unravel_index(m.ones(3), (2, 3)), TypeError),
        bad("negative", lambda m: m.unravel_index(m.tensor([1]), (-2, 3)), ValueError),
        bad("empty", lambda m: m.unravel_index(m.tensor([1]), (0, 3))),
    ),
    ),
]  # fmt: skip
