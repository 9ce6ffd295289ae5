"""Rows of op_table.py: sorting, and elements of one rank."""

from __future__ import annotations

import numpy as np
from op_case import ALL, NUMBERS, Call, OpCase, bad, to_int64

S = (2, 3, 5)
SHAPES = (
    Call(S, dim=1),
    Call((37,)),
    Call(S, dim=-1, descending=True),
    Call((9, 4), dim=0),
    Call((3, 7), dim=1),
    Call((3, 0), dim=1),
    Call((0, 3), dim=1),
    Call(()),
)


def order(x, dim, descending):
    """Stable, as numpy has it for ascending order alone."""
    if x.ndim == 0:
        return np.zeros((), np.int64)
    if not descending:
        return np.argsort(x, axis=dim, kind="stable")
    turned = np.argsort(np.flip(x, dim), axis=dim, kind="stable")
    return np.flip(x.shape[dim] - 1 - turned, dim)


def placed(x, dim, at):
    return x if x.ndim == 0 else np.take_along_axis(x, at, dim)


def values_of(x, dim=-1, descending=False):
    return placed(x, dim, order(x, dim, descending))


def places_of(x, dim=-1, descending=False):
    return order(x, dim, descending)


def first_of(x, k, dim, largest):
    return np.take(order(x, dim, largest), np.arange(k), dim)


def best(x, k, dim=-1, largest=True):
    return placed(x, dim, first_of(x, k, dim, largest)) if x.ndim else x


def places_of_best(x, k, dim=-1, largest=True):
    return first_of(x, k, dim, largest) if x.ndim else np.zeros((), np.int64)


def ranked(rank, part):
    """The value or the place of the element of one rank along a dimension."""

    def run(x, *given, dim=-1, keepdim=False):
        if x.ndim == 0:
            return x if part == "values" else np.zeros((), np.int64)
        at = np.expand_dims(np.take(order(x, dim, False), rank(x.shape[dim], *given), dim), dim)
        y = placed(x, dim, at) if part == "values" else at
        return y if keepdim else np.squeeze(y, dim)

    return run


RANKED = (Call(S, dim=1), Call((37,), dim=0), Call(S, dim=-1, keepdim=True), Call((9, 4), dim=0),
          Call((), dim=0), Call((3, 0), dim=0))  # fmt: skip
FAR = {"smooth": False, "domain": (-20, 20)}


def of_rank(op, rank, given=(), errors=()):
    # Of a 0-d tensor there is no second element.
    some = [c for c in RANKED if not given or c.shapes != ((),)]
    calls = tuple(Call(*c.shapes, args=given, **c.kwargs) for c in some)
    errors = (
        bad("dim", lambda m: getattr(m, op)(m.ones(2, 3), *given, dim=3), IndexError),
        bad("bool", lambda m: getattr(m, op)(m.tensor([True, False]), *given), NotImplementedError),
        bad("empty", lambda m: getattr(m, op)(m.ones(0, 3), *given, dim=0), IndexError),
        *errors,
    )
    return [
        OpCase(f"{op}_values", op, ranked(rank, "values"), calls, dtypes=NUMBERS, errors=errors,
               post=lambda y: y.values, large=((501, 401),), **FAR),
        OpCase(f"{op}_indices", op, ranked(rank, "places"), calls, dtypes=NUMBERS, out=to_int64,
               grads=(), post=lambda y: y.indices, **FAR),
    ]  # fmt: skip


def middle(n):
    return (n - 1) // 2


BEST = (Call(S, args=(2,), dim=1), Call((37,), args=(37,)), Call(S, args=(0,)),
        Call((9, 4), args=(3,), dim=0, largest=False), Call((3, 700), args=(5,), dim=1),
        Call((), args=(1,)))  # fmt: skip
TOPK_ERRORS = (
    bad("k", lambda m: m.topk(m.ones(3), 4)),
    bad("negative", lambda m: m.topk(m.ones(3), -1)),
    bad("bool", lambda m: m.topk(m.tensor([True]), 1)),
    bad("dim", lambda m: m.topk(m.ones(3), 1, 2), IndexError),
)
SORT_ERRORS = (bad("dim", lambda m: m.sort(m.ones(3), 1), IndexError),)

SORTING = [
    OpCase("sort_values", "sort", values_of, SHAPES, dtypes=ALL, post=lambda y: y.values,
           large=((501, 401),), errors=SORT_ERRORS, **FAR),
    OpCase("sort_indices", "sort", places_of, SHAPES, dtypes=ALL, post=lambda y: y.indices,
           out=to_int64, grads=(), large=((501, 401),), **FAR),
    OpCase("argsort", "argsort", places_of, SHAPES, dtypes=ALL, out=to_int64, grads=(),
           errors=(bad("dim", lambda m: m.argsort(m.ones(3), 1), IndexError),), **FAR),
    OpCase("msort", "msort", lambda x: values_of(x, 0), (Call(S), Call((37,)), Call(())),
           dtypes=ALL, **FAR),
    OpCase("topk_values", "topk", best, BEST, dtypes=NUMBERS, post=lambda y: y.values,
           errors=TOPK_ERRORS, **FAR),
    OpCase("topk_indices", "topk", places_of_best, BEST, dtypes=NUMBERS, out=to_int64, grads=(),
           post=lambda y: y.indices, **FAR),
    *of_rank("kthvalue", lambda n, k: k - 1, (2,), errors=(
        bad("k", lambda m: m.kthvalue(m.ones(3), 4)),
        bad("zero", lambda m: m.kthvalue(m.ones(3), 0)),
    )),
    *of_rank("median", middle),
    *of_rank("nanmedian", middle),
    OpCase("median", "median", lambda x: np.sort(x, None)[middle(x.size)],
           (Call(S), Call((9, 4)), Call(()), Call((1,))), dtypes=NUMBERS, large=((501, 401),),
           errors=(bad("bool", lambda m: m.median(m.tensor([True])), NotImplementedError),), **FAR),
    OpCase("nanmedian", "nanmedian", lambda x: np.sort(x, None)[middle(x.size)],
           (Call(S), Call(())), dtypes=NUMBERS, **FAR),
]  # fmt: skip
