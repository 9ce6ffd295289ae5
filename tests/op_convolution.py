"""Rows of op_table.py: convolutions."""

from __future__ import annotations

import itertools

import numpy as np
from op_case import FLOATS, Call, OpCase


def each(value, axes):
    return tuple(np.broadcast_to(value, (axes,)))


def taps_of(w, axes):
    return itertools.product(*map(range, w.shape[-axes:]))


def meets(tap, stride, dilation, results):
    """Where a tap of the kernel meets a padded input, for each result."""
    return tuple(
        slice(t * d, t * d + s * (n - 1) + 1, s)
        for t, s, d, n in zip(tap, stride, dilation, results, strict=True)
    )


def convolution(axes):
    def run(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
        if x.ndim == axes + 1:
            return run(x[None], w, b, stride, padding, dilation, groups)[0]
        stride, dilation = each(stride, axes), each(dilation, axes)
        reach = [d * (k - 1) for d, k in zip(dilation, w.shape[2:], strict=True)]
        sides = [(p, p) for p in each(0 if isinstance(padding, str) else padding, axes)]
        if padding == "same":
            sides = [(r // 2, r - r // 2) for r in reach]
        x = np.pad(x, [(0, 0), (0, 0), *sides])
        n = [(m - r - 1) // s + 1 for m, r, s in zip(x.shape[2:], reach, stride, strict=True)]
        y = np.zeros((len(x), w.shape[0], *n), x.dtype)
        inner, outer = w.shape[1], w.shape[0] // groups
        for g, tap in itertools.product(range(groups), taps_of(w, axes)):
            part = x[(..., *meets(tap, stride, dilation, n))][:, g * inner : (g + 1) * inner]
            rows = slice(g * outer, (g + 1) * outer)
            y[:, rows] += np.einsum("nc...,oc->no...", part, w[(rows, slice(None), *tap)])
        return y if b is None else y + b.reshape(-1, *[1] * axes)

    return run


def transposed(axes):
    def run(x, w, b=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
        if x.ndim == axes + 1:
            return run(x[None], w, b, stride, padding, output_padding, groups, dilation)[0]
        stride, dilation = each(stride, axes), each(dilation, axes)
        sizes = zip(x.shape[2:], stride, dilation, w.shape[2:], strict=True)
        whole = [(n - 1) * s + d * (k - 1) + 1 for n, s, d, k in sizes]
        more, cut = each(output_padding, axes), each(padding, axes)
        room = [n + o for n, o in zip(whole, more, strict=True)]
        y = np.zeros((len(x), w.shape[1] * groups, *room), x.dtype)
        inner, outer = w.shape[0] // groups, w.shape[1]
        for g, tap in itertools.product(range(groups), taps_of(w, axes)):
            rows = slice(g * inner, (g + 1) * inner)
            part = np.einsum("nc...,co->no...", x[:, rows], w[(rows, slice(None), *tap)])
            at = meets(tap, stride, dilation, x.shape[2:])
            y[(slice(None), slice(g * outer, (g + 1) * outer), *at)] += part
        y = y[(..., *(slice(p, n - p) for p, n in zip(cut, room, strict=True)))]
        return y if b is None else y + b.reshape(-1, *[1] * axes)

    return run


def refused(name, axes):
    ones = (1,) * axes

    def call(x, w, *rest, **kwargs):
        return lambda m: getattr(m.nn.functional, name)(m.ones(x), m.ones(w), *rest, **kwargs)

    image, weight = (1, 2, *(5,) * axes), (2, 2, *(3,) * axes)
    return (
        ("channels", call((1, 3, *(5,) * axes), weight), RuntimeError),
        ("dimensions", call((5,) * axes, weight), RuntimeError),
        ("stride", call(image, weight, stride=0), RuntimeError),
        ("padding", call(image, weight, padding=-1), RuntimeError),
        ("dilation", call(image, weight, dilation=0), RuntimeError),
        ("groups", call(image, weight, groups=0), RuntimeError),
        ("strides", call(image, weight, stride=(*ones, 1, 1)), RuntimeError),
        ("empty kernel", call(image, (2, 2, *(0,) * axes)), RuntimeError),
        ("bias", lambda m: call(image, weight, m.ones(5))(m), RuntimeError),
        (
            "types",
            lambda m: getattr(m.nn.functional, name)(m.ones(image), m.ones(weight).double()),
            RuntimeError,
        ),
        ("number", lambda m: getattr(m.nn.functional, name)(m.ones(image), 3), TypeError),
    )


def rows(name, reference, axes, calls, errors=()):
    common = {"errors": (*refused(name, axes), *errors), "rtol": 20.0}
    plain = tuple(c for c in calls if len(c.shapes) == 2)
    biased = tuple(c for c in calls if len(c.shapes) == 3)
    types = FLOATS + (("int64",) if "transpose" not in name else ())
    path = f"nn.functional.{name}"
    return [
        OpCase(name, path, reference, plain, grads=(0, 1), dtypes=types, **common),
        OpCase(f"{name}_with_bias", path, reference, biased, grads=(0, 1, 2), rtol=20.0),
    ]


SAME = (
    "same with a stride",
    lambda m: m.conv2d(m.ones(1, 2, 5, 5), m.ones(3, 2, 3, 3), padding="same", stride=2),
    RuntimeError,
)
WORD = (
    "an unknown padding",
    lambda m: m.conv2d(m.ones(1, 2, 5, 5), m.ones(3, 2, 3, 3), padding="full"),
    RuntimeError,
)
LONG = (
    "a kernel that does not fit",
    lambda m: m.conv2d(m.ones(1, 2, 5, 5), m.ones(3, 2, 6, 2)),
    RuntimeError,
)
MORE = (
    "output_padding",
    lambda m: m.conv_transpose2d(m.ones(1, 2, 5, 5), m.ones(2, 3, 2, 2), output_padding=1),
    RuntimeError,
)

CONVOLUTIONS = [
    *rows("conv1d", convolution(1), 1, (
        Call((2, 4, 9), (6, 2, 3), stride=2, padding=1, dilation=2, groups=2),
        Call((3, 20), (5, 3, 4), padding="same"),
        Call((0, 3, 20), (5, 3, 4)),
        Call((2, 3, 5), (4, 3, 2), (4,)),
    )),
    *rows("conv2d", convolution(2), 2, (
        Call((2, 3, 7, 6), (5, 3, 3, 2)),
        Call((2, 2, 9, 7), (4, 1, 3, 3), stride=(2, 3), padding=(1, 2), dilation=(1, 2), groups=2),
        Call((2, 6, 5), (3, 2, 2, 3), padding="same"),
        Call((2, 2, 4, 4), (3, 2, 1, 1)),
        Call((2, 3, 1, 1), (4, 3, 1, 1)),
        Call((2, 4, 5, 5), (4, 1, 3, 3), padding=1, groups=4),
        Call((1, 2, 5, 5), (13, 2, 2, 2), (13,), stride=(2,)),
        Call((2, 2, 3, 3), (3, 2, 1, 1), (3,)),
        Call((2, 3, 1, 1), (4, 3, 1, 1), (4,)),
    ), (SAME, WORD, LONG)),
    *rows("conv3d", convolution(3), 3, (
        Call((1, 2, 4, 5, 3), (3, 2, 2, 3, 2), padding=(1, 1, 0)),
        Call((2, 5, 4, 4), (4, 1, 3, 1, 2), stride=2, dilation=(2, 1, 1), groups=2),
        Call((1, 1, 3, 3, 3), (2, 1, 2, 2, 2), (2,)),
    )),
    *rows("conv_transpose1d", transposed(1), 1, (
        Call((2, 4, 5), (4, 3, 3), stride=2, padding=1, output_padding=1, groups=2),
        Call((3, 4), (3, 2, 4), (2,), stride=5),
    )),
    *rows("conv_transpose2d", transposed(2), 2, (
        Call((2, 3, 4, 3), (3, 4, 3, 2)),
        Call((1, 4, 3, 3), (4, 1, 2, 3), stride=(3, 2), padding=(0, 1), dilation=(1, 2), groups=2),
        Call((2, 2, 3, 3), (2, 3, 1, 1)),
        Call((0, 2, 3, 3), (2, 3, 2, 2)),
        Call((3, 4, 4), (3, 2, 4, 4), (2,), stride=2, padding=1),
    ), (MORE,)),
    *rows("conv_transpose3d", transposed(3), 3, (
        Call((1, 2, 2, 3, 2), (2, 1, 2, 2, 3), stride=(1, 2, 1), padding=(0, 1, 1)),
        Call((2, 2, 2, 2), (2, 1, 2, 2, 2), (1,), stride=2, output_padding=1),
    )),
]  # fmt: skip
