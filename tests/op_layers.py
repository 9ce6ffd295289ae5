"""Rows of op_table.py: the layers of networks that are neither products nor activations."""

from __future__ import annotations

import numpy as np
from op_case import ALL, Call, OpCase

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


LAYERS = [
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
