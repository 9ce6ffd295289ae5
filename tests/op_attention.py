"""Rows of op_layers.py: attention."""

from __future__ import annotations

import numpy as np
from op_case import Call, OpCase


def attention(q, k, v, attn_mask=None, is_causal=False, scale=None, enable_gqa=False):
    if enable_gqa:
        k, v = (np.repeat(x, q.shape[-3] // x.shape[-3], -3) for x in (k, v))
    scale = 1 / np.sqrt(max(1, q.shape[-1])) if scale is None else scale
    scores = scale * (q @ np.swapaxes(k, -1, -2))
    seen = np.ones(scores.shape, bool)
    if attn_mask is not None and attn_mask.dtype == bool:
        seen = seen & attn_mask
    elif attn_mask is not None:
        scores = scores + attn_mask
    if is_causal:
        seen = np.tril(seen)
    e = np.exp(scores - scores.max(-1, keepdims=True)) * seen
    total = e.sum(-1, keepdims=True)
    return (e / np.where(total == 0, 1, total)) @ v


def row(name, *calls, grads=(0, 1, 2), **fields):
    fields = {"rtol": 4.0} | fields
    return OpCase(name, "nn.functional.scaled_dot_product_attention", attention, calls,
                  grads=grads, **fields)  # fmt: skip


def mask(rng, shape):
    """The first query sees no key, the last one all."""
    chosen = rng.random(shape) < 0.6
    chosen[..., :1, :], chosen[..., -1:, :] = shape[-2] == 1, True
    return chosen


def refused(text, call, error=RuntimeError):
    return (text, lambda m: call(m, m.nn.functional.scaled_dot_product_attention), error)


MASKED = {"named": ("attn_mask",)}
ATTENTION = [
    row(
        "attention",
        Call((2, 3, 5, 4), (2, 3, 7, 4), (2, 3, 7, 6)),
        Call((5, 17), (3, 17), (3, 19), scale=0.3),
        Call((1, 2, 3, 4), (2, 1, 5, 4), (5, 2)),
        Call((0, 3, 4), (0, 3, 4), (0, 3, 4)),
        errors=(
            refused("1-d", lambda m, f: f(m.ones(2), m.ones(2), m.ones(2))),
            refused("lengths", lambda m, f: f(m.ones(2, 3), m.ones(2, 4), m.ones(2, 3))),
            refused("types", lambda m, f: f(m.ones(2, 3), m.ones(2, 3).double(), m.ones(2, 3))),
            refused("integers", lambda m, f: f(*(m.ones(2, 3).long(),) * 3)),
            refused("mask", lambda m, f: f(*(m.ones(2, 3),) * 3, m.ones(3, 2).bool())),
            refused("mask type", lambda m, f: f(*(m.ones(2, 3),) * 3, m.ones(2, 2).long())),
            refused("dropout", lambda m, f: f(*(m.ones(2, 3),) * 3, dropout_p=1.5)),
            refused("heads", lambda m, f: f(
                m.ones(4, 2, 3), m.ones(3, 2, 3), m.ones(3, 2, 3), enable_gqa=True)),
        ),
    ),
    row(
        "attention_causal",
        Call((2, 5, 4), (2, 5, 4), (2, 5, 3), is_causal=True),
        Call((3, 4), (6, 4), (6, 3), is_causal=True),
        Call((6, 4), (3, 4), (3, 3), is_causal=True, scale=2.0),
    ),
    row("attention_masked", Call((2, 5, 4), (2, 6, 4), (2, 6, 3), (5, 6)),
        Call((2, 5, 4), (2, 6, 4), (2, 6, 3), (2, 1, 6)), draws={3: mask}, **MASKED),
    row("attention_added", Call((2, 5, 4), (2, 6, 4), (2, 6, 3), (5, 6)),
        Call((2, 2, 5, 4), (2, 2, 6, 4), (2, 2, 6, 3), (2, 1, 5, 6)), grads=(0, 1, 2, 3), **MASKED),
    row("attention_grouped", Call((2, 6, 3, 4), (2, 2, 5, 4), (2, 3, 5, 3), enable_gqa=True)),
]  # fmt: skip
