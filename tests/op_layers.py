"""Rows of op_table.py: the layers of networks that are neither products nor activations."""

from __future__ import annotations

import numpy as np
from op_attention import ATTENTION
from op_case import ALL, Call, OpCase
from op_normalization import NORMALIZATION
from op_recurrent import RECURRENT

MODES = {"constant": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}


def pad(x, pads, mode="constant", value=None):
    """numpy's, which takes no negative ends."""
    ends = [(pads[i], pads[i + 1]) for i in range(0, len(pads), 2)][::-1]
    ends = [(0, 0)] * (x.ndim - len(ends)) + ends
    more = [(max(a, 0), max(b, 0)) for a, b in ends]
    crop = tuple(
        slice(max(-a, 0), n + max(a, 0) + b + min(a, 0) + max(-a, 0))
        for (a, b), n in zip(ends, x.shape, strict=True)
    )
    fill = {"constant_values": value or 0} if mode == "constant" else {}
    if not x.ndim:
        return x
    if mode == "circular":
        shorter = tuple(
            slice(max(-a, 0), n + min(b, 0)) for (a, b), n in zip(ends, x.shape, strict=True)
        )
        return np.pad(x[shorter], more, "wrap")
    return np.pad(x, more, MODES[mode], **fill)[crop]


def around(mode, *calls, **fields):
    for call in calls:
        call.kwargs["mode"] = mode
    types = ALL if mode in ("constant", "circular") else ALL[:-1]
    return OpCase(f"pad_{mode}", "nn.functional.pad", pad, calls, dtypes=types, **fields)


def numbers(rng, shape):
    """Rows of a weight of 6 rows, some of them twice."""
    return rng.integers(0, 6, shape)


def embedding_bag(index, weight, offsets=None, mode="mean", padding_idx=None, **kwargs):
    scale = kwargs.pop("per_sample_weights", np.ones(index.shape))
    last = kwargs.pop("include_last_offset", False)
    if index.ndim == 2:
        bags = list(zip(index, scale, strict=True))
    else:
        ends = [*offsets[1:], *([] if last else [len(index)])]
        bags = [(index[a:b], scale[a:b]) for a, b in zip(offsets, ends, strict=False)]
    y = np.zeros((len(bags), weight.shape[1]))
    for out, (rows, factors) in zip(y, bags, strict=True):
        keep = rows != padding_idx
        if keep.any():
            chosen = weight[rows[keep]] * factors[keep, None]
            out[:] = {"sum": np.sum, "mean": np.mean, "max": np.max}[mode](chosen, 0)
    return y


def bags(mode, *calls, **fields):
    for call in calls:
        call.kwargs["mode"] = mode
    draws = {0: numbers, 2: lambda rng, shape: np.array([0, 2, 2, 5, 7][: shape[0]])}
    name, grads = fields.pop("name", f"embedding_bag_{mode}"), fields.pop("grads", (1,))
    return OpCase(name, "nn.functional.embedding_bag", embedding_bag, calls, draws=draws,
                  grads=grads, **fields)  # fmt: skip


BAGS = (
    Call((9,), (6, 5), (4,)),
    Call((7,), (6, 5), (5,), include_last_offset=True),
    Call((3, 4), (6, 5), padding_idx=2),
    Call((0, 4), (6, 5)),
)
REFUSED_BAGS = (
    ("mode", lambda m: m.nn.functional.embedding_bag(m.tensor([[1]]), m.ones(2, 3), mode="x"),
     ValueError),
    ("no offsets", lambda m: m.nn.functional.embedding_bag(m.tensor([1]), m.ones(2, 3)),
     ValueError),
    ("offsets of 2-d",
     lambda m: m.nn.functional.embedding_bag(m.tensor([[1]]), m.ones(2, 3), m.tensor([0])),
     ValueError),
    ("first", lambda m: m.nn.functional.embedding_bag(m.tensor([1]), m.ones(2, 3), m.tensor([1])),
     RuntimeError),
    ("weights", lambda m: m.nn.functional.embedding_bag(
        m.tensor([[1]]), m.ones(2, 3), per_sample_weights=m.ones(1, 1)), NotImplementedError),
    ("number", lambda m: m.nn.functional.embedding_bag(m.tensor([[2]]), m.ones(2, 3)),
     RuntimeError),
    ("3-d", lambda m: m.nn.functional.embedding_bag(m.ones(1, 1, 1).long(), m.ones(2, 3)),
     ValueError),
)  # fmt: skip
EMBEDDINGS = [
    OpCase(
        "embedding",
        "nn.functional.embedding",
        lambda index, weight, **kwargs: weight[index],
        (
            Call((4, 3), (6, 5)),
            Call((20,), (6, 70)),
            Call((7,), (6, 3), scale_grad_by_freq=True),
            Call((), (6, 5)),
            Call((0, 2), (6, 5)),
        ),
        dtypes=ALL,
        draws={0: numbers},
        grads=(),
        errors=(
            ("1-d", lambda m: m.nn.functional.embedding(m.tensor([0]), m.ones(3)), RuntimeError),
            ("far", lambda m: m.nn.functional.embedding(m.tensor([2]), m.ones(2, 3)), IndexError),
            ("below", lambda m: m.nn.functional.embedding(m.tensor([-1]), m.ones(2, 3)),
             IndexError),
            ("floats", lambda m: m.nn.functional.embedding(m.ones(1), m.ones(2, 3)),
             RuntimeError),
        ),
    ),
    OpCase(
        "embedding_gradient",
        "embedding",
        lambda weight, index: weight[index],
        (Call((6, 5), (4, 3)), Call((6, 70), (20,)), Call((6, 2), ())),
        draws={1: numbers},
    ),
    bags("mean", *BAGS, errors=REFUSED_BAGS),
    bags("sum", *(Call(*c.shapes, **c.kwargs) for c in BAGS)),
    bags("max", *(Call(*c.shapes, **c.kwargs) for c in BAGS), smooth=False),
    bags("sum", Call((9,), (6, 5), (4,), (9,)), Call((9,), (6, 5), (4,), (9,), padding_idx=1),
         name="embedding_bag_weighted", named=("per_sample_weights",), grads=(1, 3)),
]  # fmt: skip

LAYERS = [
    *EMBEDDINGS,
    *NORMALIZATION,
    *RECURRENT,
    *ATTENTION,
    around(
        "constant",
        Call((2, 3, 5), args=((1, 2),)),
        Call((2, 3, 4, 5), args=((1, 1, 2, 0),)),
        Call((2, 3, 5), args=((0, 0, 1, 1),), value=2),
        Call((2, 3, 5), args=((-1, 2, 1, -2, 1, 0),)),
        Call((2, 3, 5), args=((-2, -3),)),
        Call((2, 3, 5), args=((0, 0, 0, 0, 2, 1),), value=1),
        Call((2, 3), args=((),)),
        Call((), args=((),)),
        Call((0, 3), args=((1, 1, 1, 1),)),
        Call((2, 3, 2, 2, 2), args=((1, 0, 0, 1, 1, 1, 1, 0, 1, 0),)),
        errors=(
            ("odd", lambda m: m.nn.functional.pad(m.ones(2), (1,)), RuntimeError),
            ("too many", lambda m: m.nn.functional.pad(m.ones(2), (1, 1, 1, 1)), RuntimeError),
            ("nothing left", lambda m: m.nn.functional.pad(m.ones(2), (-1, -2)), RuntimeError),
            ("huge", lambda m: m.nn.functional.pad(m.ones(2), (2**62, 2**62)), RuntimeError),
            ("mode", lambda m: m.nn.functional.pad(m.ones(2), (1, 1), "x"), NotImplementedError),
            ("value", lambda m: m.nn.functional.pad(m.ones(2, dtype=m.uint8), (1, 1), value=-1),
             RuntimeError),
            ("one number", lambda m: m.nn.functional.pad(m.ones(2), 1), TypeError),
        ),
    ),
    around(
        "reflect",
        Call((2, 5), args=((1, 4),)),
        Call((2, 3, 4, 5), args=((2, 1, 1, 3),)),
        Call((1, 2, 3, 4, 3), args=((2, -1, -1, 2, 1, 1),)),
        Call((0, 2, 3), args=((1, 1),)),
        errors=(
            ("far", lambda m: m.nn.functional.pad(m.ones(1, 3), (3, 0), "reflect"), RuntimeError),
            ("dims", lambda m: m.nn.functional.pad(m.ones(3), (1, 1), "reflect"),
             NotImplementedError),
            ("value", lambda m: m.nn.functional.pad(m.ones(1, 3), (1, 1), "reflect", 2),
             RuntimeError),
            ("empty", lambda m: m.nn.functional.pad(m.ones(2, 0, 3), (1, 1), "reflect"),
             RuntimeError),
        ),
    ),
    around(
        "replicate",
        Call((2, 5), args=((1, 7),)),
        Call((2, 3, 4, 5), args=((2, 1, 1, 3),)),
        Call((1, 2, 3, 4, 3), args=((2, -1, -1, 2, 1, 1),)),
        Call((2, 3), args=((5, -5),)),
        Call((2, 3), args=((-4, 5),)),
    ),
    around(
        "circular",
        Call((2, 5), args=((1, 5),)),
        Call((2, 3, 4, 5), args=((2, 1, 1, 3),)),
        Call((1, 2, 3, 4, 3), args=((2, -1, -1, 2, 1, 1),)),
        errors=(
            ("far", lambda m: m.nn.functional.pad(m.ones(1, 3), (4, 0), "circular"), RuntimeError),
        ),
    ),
]  # fmt: skip
