"""Rows of op_table.py: elements in another order, or several times; more joins and splits."""

from __future__ import annotations

import numpy as np
import reference as ref
from op_case import Call, OpCase, S, bad
from op_shapes import viewing


def pieces(numpy, i=0):
    """The numpy function that takes apart, and the piece of it that is compared."""
    return lambda x, n, **kw: numpy(x, n, **{k.replace("dim", "axis"): v for k, v in kw.items()})[i]


def stacking(op, numpy, *calls, **fields):
    return OpCase(
        op,
        op,
        numpy,
        calls,
        ("float32", "float64", "int64", "bool"),
        grads=(0, 1),
        listed=True,
        errors=(
            bad("none", lambda m: getattr(m, op)([])),
            bad("shapes", lambda m: getattr(m, op)([m.ones(2, 3), m.ones(4, 5)])),
        ),
        **fields,
    )


def unfold(x, dim, size, step):
    windows = np.lib.stride_tricks.sliding_window_view(x, size, dim)
    return windows[(slice(None),) * (dim % x.ndim) + (slice(None, None, step),)]


def block_diag(*xs):
    xs = [np.atleast_2d(x) for x in xs]
    y = np.zeros(np.sum([x.shape for x in xs], 0), np.result_type(*xs))
    i = j = 0
    for x in xs:
        y[i : i + x.shape[0], j : j + x.shape[1]] = x
        i, j = i + x.shape[0], j + x.shape[1]
    return y


MOVING = [
    viewing(
        "flip",
        np.flip,
        Call(S, args=((0,),)),
        Call(S, args=((2, -3),)),
        Call(S, args=((),)),
        Call((0, 3), args=((0, 1),)),
        Call((), args=((),)),
        errors=(
            bad("dim", lambda m: m.flip(m.ones(2), (1,)), IndexError),
            bad("twice", lambda m: m.flip(m.ones(2), (0, 0))),
        ),
    ),
    viewing("Tensor.flip", lambda x, *d: np.flip(x, d), Call(S, args=(1, 2)), name="flip_method"),
    viewing("fliplr", np.fliplr, Call(S), errors=(bad("1-d", lambda m: m.fliplr(m.ones(2))),)),
    viewing(
        "flipud",
        np.flipud,
        Call(S),
        Call((4,)),
        errors=(bad("0-d", lambda m: m.flipud(m.tensor(1.0))),),
    ),
    viewing(
        "rot90",
        np.rot90,
        Call(S),
        Call(S, args=(2,)),
        Call(S, args=(-1, (2, 0))),
        Call(S, args=(4, (1, 2))),
        Call((0, 3)),
        errors=(
            bad("one dim", lambda m: m.rot90(m.ones(2, 2), 1, (0,))),
            bad("same", lambda m: m.rot90(m.ones(2, 2), 1, (0, 0))),
            bad("1-d", lambda m: m.rot90(m.ones(2))),
            bad("dim", lambda m: m.rot90(m.ones(2, 2), 1, (0, 5)), IndexError),
        ),
    ),
    viewing(
        "roll",
        np.roll,
        Call(S, args=(4,)),
        Call(S, args=(1, 0)),
        Call(S, args=((-1, 8), (2, 1))),
        Call(S, args=((1, 1), (2, 2))),
        Call((0, 3), args=(1, 0)),
        Call((), args=(3,)),
        errors=(
            bad("counts", lambda m: m.roll(m.ones(2, 2), (1, 2), (0,))),
            bad("dim", lambda m: m.roll(m.ones(2), 1, 1), IndexError),
            bad("none", lambda m: m.roll(m.ones(2), ())),
        ),
    ),
    viewing(
        "movedim",
        np.moveaxis,
        Call(S, args=(0, 2)),
        Call(S, args=((0, -1), (1, 0))),
        errors=(
            bad("counts", lambda m: m.movedim(m.ones(2, 2), (0, 1), (0,))),
            bad("twice", lambda m: m.movedim(m.ones(2, 2), (0, 0), (0, 1))),
            bad("dim", lambda m: m.movedim(m.ones(2), 0, 1), IndexError),
        ),
    ),
    viewing("moveaxis", np.moveaxis, Call(S, args=(2, 0))),
    viewing(
        "Tensor.repeat",
        lambda x, *n: np.tile(x, n),
        Call(S, args=(2, 1, 3)),
        Call((3,), args=(2, 0, 2)),
        Call((3,), args=(2, 5)),
        Call((), args=(3,)),
        Call((0, 2), args=(2, 2)),
        errors=(
            bad("few", lambda m: m.ones(2, 2).repeat(2)),
            bad("negative", lambda m: m.ones(2).repeat(-1)),
            bad("huge", lambda m: m.ones(2).repeat(2**62)),
        ),
    ),
    viewing(
        "tile", np.tile, Call(S, args=((2,),)), Call(S, args=((2, 1, 1, 1),)), Call(S, args=((),))
    ),
    viewing("Tensor.tile", lambda x, *n: np.tile(x, n), Call(S, args=(3, 2)), name="tile_method"),
    viewing(
        "Tensor.unfold",
        unfold,
        Call((7,), args=(0, 3, 1)),
        Call((7,), args=(0, 5, 1)),
        Call((2, 7, 3), args=(1, 2, 3)),
        Call((5, 3), args=(-2, 5, 2)),
        Call((2, 7, 3), args=(1, 5, 2)),
        errors=(
            bad("size", lambda m: m.ones(2).unfold(0, 3, 1)),
            bad("step", lambda m: m.ones(2).unfold(0, 1, 0)),
            bad("dim", lambda m: m.ones(2).unfold(1, 1, 1), IndexError),
        ),
    ),
    viewing(
        "unflatten",
        lambda x, d, s: x.reshape(x.shape[:d] + s + x.shape[d + 1 :]),
        Call((2, 6), args=(1, (2, 3))),
        Call((2, 6, 3), args=(1, (-1, 2))),
        errors=(
            bad("sizes", lambda m: m.unflatten(m.ones(6), 0, (4, 2))),
            bad("none", lambda m: m.unflatten(m.ones(6), 0, ())),
            bad("dim", lambda m: m.unflatten(m.ones(6), 1, (2, 3)), IndexError),
        ),
    ),
    viewing(
        "tensor_split",
        pieces(np.array_split, 1),
        Call((7, 3), args=(3,)),
        Call(S, args=((1, 3),), dim=2),
        Call(S, args=((2, 1),), dim=2),
        post=lambda y: y[1],
        errors=(
            bad("sections", lambda m: m.tensor_split(m.ones(2), 0)),
            bad("0-d", lambda m: m.tensor_split(m.tensor(1.0), 1)),
            bad("dim", lambda m: m.tensor_split(m.ones(2), 2, 1), IndexError),
        ),
    ),
    viewing(
        "hsplit",
        pieces(np.hsplit),
        Call(S, args=(3,)),
        Call((4,), args=([1, 2],)),
        post=lambda y: y[0],
        errors=(
            bad("unequal", lambda m: m.hsplit(m.ones(2, 3), 2)),
            bad("0-d", lambda m: m.hsplit(m.tensor(1.0), 1)),
        ),
    ),
    viewing(
        "vsplit",
        pieces(np.vsplit, 1),
        Call(S, args=(2,)),
        post=lambda y: y[1],
        errors=(
            bad("1-d", lambda m: m.vsplit(m.ones(4), 2)),
            bad("none", lambda m: m.vsplit(m.ones(4, 2), 0)),
        ),
    ),
    viewing(
        "dsplit",
        pieces(np.dsplit, 1),
        Call(S, args=([1, 4],)),
        post=lambda y: y[1],
        errors=(bad("2-d", lambda m: m.dsplit(m.ones(2, 2), 2)),),
    ),
    stacking("hstack", np.hstack, Call((2, 3), (2, 1)), Call((3,), (2,)), Call((), ())),
    stacking("vstack", np.vstack, Call((2, 3), (1, 3)), Call((3,), (2, 3)), Call((), ())),
    stacking("row_stack", np.vstack, Call((3,), (3,))),
    stacking("dstack", np.dstack, Call(S, (2, 3, 1)), Call((2, 3), (2, 3)), Call((3,), (3,))),
    stacking("column_stack", np.column_stack, Call((3,), (3, 2)), Call((2, 3), (2, 1))),
    viewing("atleast_1d", np.atleast_1d, Call(()), Call(S)),
    viewing("atleast_2d", np.atleast_2d, Call(()), Call((3,)), Call(S)),
    viewing("atleast_3d", np.atleast_3d, Call(()), Call((3,)), Call((2, 3)), Call(S)),
    viewing(
        "broadcast_tensors",
        lambda x, y: np.broadcast_arrays(x, y)[0],
        Call((3, 1), (2, 1, 4)),
        post=lambda y: y[0],
        errors=(bad("shapes", lambda m: m.broadcast_tensors(m.ones(2), m.ones(3))),),
    ),
    viewing(
        "meshgrid",
        lambda x, y, indexing="ij": np.meshgrid(x, y, indexing=indexing)[0],
        Call((3,), (2,)),
        Call((3,), (2,), indexing="xy"),
        Call((), (2,), indexing="ij"),
        Call((0,), (2,), indexing="ij"),
        post=lambda y: y[0],
        errors=(
            bad("none", lambda m: m.meshgrid([])),
            bad("2-d", lambda m: m.meshgrid(m.ones(2, 2))),
            bad("indexing", lambda m: m.meshgrid(m.ones(2), indexing="ji")),
            bad("dtypes", lambda m: m.meshgrid(m.ones(2), m.ones(2, dtype=m.float64))),
        ),
    ),
    OpCase(
        "block_diag",
        "block_diag",
        block_diag,
        (Call((2, 3), (3, 1)), Call((3,), ()), Call((0, 2), (1, 1))),
        ("float32", "float64", "int64", "bool"),
        grads=(0, 1),
        errors=(bad("3-d", lambda m: m.block_diag(m.ones(1, 1, 1))),),
    ),
    OpCase(
        "cartesian_prod",
        "cartesian_prod",
        ref.cartesian_prod,
        (Call((2,), (3,)), Call((2,), (3,), (2,)), Call((0,), (2,))),
        ("float32", "float64", "int64", "bool"),
        grads=(0, 1),
        errors=(
            bad("2-d", lambda m: m.cartesian_prod(m.ones(2, 2))),
            bad("none", lambda m: m.cartesian_prod()),
        ),
    ),
]
