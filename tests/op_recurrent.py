"""Rows of op_layers.py: recurrent layers and their cells."""

from __future__ import annotations

import importlib

import numpy as np
from op_case import Call, OpCase

GATES = {"rnn_tanh": 1, "rnn_relu": 1, "gru": 3, "lstm": 4}


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def step(name, x, h, c, w, u, b=0.0, d=0.0):
    """h and c after one step."""
    s, p = x @ w.T + b, h @ u.T + d
    if name == "rnn_tanh":
        return np.tanh(s + p), c
    if name == "rnn_relu":
        return np.maximum(s + p, 0), c
    if name == "gru":
        (r, z, n), (pr, pz, pn) = np.split(s, 3, -1), np.split(p, 3, -1)
        r, z = sigmoid(r + pr), sigmoid(z + pz)
        n = np.tanh(n + r * pn)
        return (1 - z) * n + z * h, c
    i, f, g, o = np.split(s + p, 4, -1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def cell(name):
    """The function under test, and numpy's; of a LSTM they give h and c as one."""
    lstm = name == "lstm"

    def run(x, h, *rest):
        module = importlib.import_module(type(x).__module__.partition(".")[0])
        op = getattr(module, f"{name}_cell")
        if module.__name__ == "torch" and x.dim() == 1:  # which takes rows alone
            return run(*(t[None] for t in (x, h, *rest[:lstm])), *rest[lstm:])[0]
        if not lstm:
            return op(x, h, *rest)
        return module.cat(op(x, (h, rest[0]), *rest[1:]), -1)

    def reference(x, h, *rest):
        c, weights = (rest[0], rest[1:]) if lstm else (h, rest)
        h, c = step(name, x, h, c, *weights)
        return np.concatenate([h, c], -1) if lstm else h

    return run, reference


def layer(name):
    """One layer over all steps."""
    lstm = name == "lstm"

    def run(x, h, *rest, batch_first=False):
        module = importlib.import_module(type(x).__module__.partition(".")[0])
        hx, weights = ((h, rest[0]), rest[1:]) if lstm else (h, rest)
        rule = (len(weights) == 4, 1, 0.0, False, False, batch_first)
        return getattr(module, name)(x, hx, list(weights), *rule)[0]

    def reference(x, h, *rest, batch_first=False):
        c, weights = (rest[0], rest[1:]) if lstm else (h, rest)
        h, c, ys = h[0], c[0], []
        for now in np.moveaxis(x, int(batch_first), 0):
            h, c = step(name, now, h, c, *weights)
            ys.append(h)
        return np.stack(ys, int(batch_first))

    return run, reference


def rows():
    for name, gates in GATES.items():
        states, h = 1 + (name == "lstm"), 3
        weights = ((gates * h, 2), (gates * h, h), (gates * h,), (gates * h,))
        # Sums that nearly cancel have few digits left, and relu keeps these.
        domain = (0.1, 0.8) if name == "rnn_relu" else (-0.8, 0.8)
        run, reference = cell(name)
        yield OpCase(
            f"{name}_cell",
            run,
            reference,
            (
                Call((4, 2), *((4, h),) * states, *weights),
                Call((2,), *((h,),) * states, *weights[:2]),
            ),
            grads=tuple(range(3 + states)),
            domain=domain,
            rtol=4.0,
        )
        run, reference = layer(name)
        yield OpCase(
            name,
            run,
            reference,
            (
                Call((3, 2, 2), *((1, 2, h),) * states, *weights),
                Call((2, 3, 2), *((1, 2, h),) * states, *weights[:2], batch_first=True),
            ),
            grads=tuple(range(3 + states)),
            domain=domain,
            rtol=4.0,
        )


RECURRENT = list(rows())
