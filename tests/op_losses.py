"""Rows of op_table.py: losses by distances, likelihoods and margins."""

from __future__ import annotations

import numpy as np
import reference as ref
from op_activations import logsigmoid, norm
from op_case import Call, OpCase, bad, mismatch

F = "nn.functional."
HOW = ({}, {"reduction": "sum"}, {"reduction": "none"})


def reduced(y, how):
    return {"none": lambda: y, "sum": y.sum, "mean": y.mean}[how]()


def loss(op, function, calls, name="", grads=(0, 1), **fields):
    """The first call is made with the other reductions, too."""
    first = calls[0]
    more = tuple(Call(*first.shapes, args=first.args, **{**first.kwargs, **h}) for h in HOW[1:])
    return OpCase(name or op, F + op, function, (*calls, *more), grads=grads, rtol=4, **fields)


def reduction(op):
    """What a reduction of another name raises."""

    def call(m):
        return getattr(m.nn.functional, op)(m.ones(2), m.ones(2), reduction="all")

    return bad("reduction", call, ValueError)


def smooth_l1(a, b, beta=1.0, reduction="mean"):
    d = np.abs(a - b)
    return reduced(np.where(d < beta, d * d / (2 * beta), d - beta / 2), reduction)


def huber(a, b, weight=None, delta=1.0, reduction="mean"):
    d = np.abs(a - b)
    y = np.where(d < delta, d * d / 2, delta * (d - delta / 2))
    return reduced(y if weight is None else y * weight, reduction)


def soft_margin(x, t, reduction="mean"):
    return reduced(-logsigmoid(x * t), reduction)


def kl_div(x, t, log_target=False, reduction="mean"):
    y = np.exp(t) * (t - x) if log_target else ref.xlogy(t, t) - t * x
    return y.sum() / x.shape[0] if reduction == "batchmean" else reduced(y, reduction)


def poisson(x, t, log_input=True, full=False, eps=1e-8, reduction="mean"):
    y = np.exp(x) - t * x if log_input else x - t * np.log(x + eps)
    if full:
        y = y + np.where(t > 1, t * np.log(t) - t + np.log(2 * np.pi * t) / 2, 0)
    return reduced(y, reduction)


def gaussian(x, t, v, full=False, eps=1e-6, reduction="mean"):
    v = v[..., None] if v.ndim < x.ndim else v
    y = (np.log(v) + (x - t) ** 2 / v) / 2 + full * np.log(2 * np.pi) / 2
    return reduced(y, reduction)


def margin_ranking(a, b, t, margin=0, reduction="mean"):
    return reduced(np.maximum(0, -t * (a - b) + margin), reduction)


def hinge_embedding(x, t, margin=1.0, reduction="mean"):
    apart = np.where(t == 1, 0, np.maximum(0, margin - x))
    return reduced(apart + np.where(t == -1, 0, x), reduction)


def cosine_embedding(a, b, t, margin=0, reduction="mean"):
    c = (a * b).sum(-1) / np.sqrt(((a * a).sum(-1) + 1e-12) * ((b * b).sum(-1) + 1e-12))
    return reduced(np.where(t == 1, 1 - c, np.maximum(0, c - margin)), reduction)


def triplet(*xs, margin=1.0, p=2.0, eps=1e-6, swap=False, reduction="mean"):
    anchor, positive, negative = xs

    def distance(a, b):
        return norm(a - b + eps, p, -1, False)

    near, far = distance(anchor, positive), distance(anchor, negative)
    if swap:
        far = np.minimum(far, distance(positive, negative))
    return reduced(np.maximum(0, margin + near - far), reduction)


def multi_margin(x, t, weight=None, p=1, margin=1.0, reduction="mean"):
    rows = x.reshape(-1, x.shape[-1])
    at = np.arange(len(rows)), t.reshape(-1)
    y = np.maximum(0, margin - rows[at][:, None] + rows) ** p
    y[at] = 0
    y = y.sum(1) / x.shape[-1] * (1 if weight is None else weight[at[1]])
    return reduced(y.reshape(t.shape), reduction)


def multilabel_margin(x, t, reduction="mean"):
    rows, targets = x.reshape(-1, x.shape[-1]), t.reshape(-1, x.shape[-1])
    losses = []
    for row, target in zip(rows, targets, strict=True):
        end = list(target).index(-1) if -1 in target else len(target)
        others = np.delete(row, target[:end])
        losses.append(sum(np.maximum(0, 1 - row[k] + others).sum() for k in target[:end]))
    return reduced((np.array(losses) / x.shape[-1]).reshape(x.shape[:-1]), reduction)


def multilabel_soft_margin(x, t, weight=1.0, reduction="mean"):
    y = -weight * (t * logsigmoid(x) + (1 - t) * logsigmoid(-x))
    return reduced(y.mean(-1), reduction)


def ctc(lp, targets, times, counts, blank=0, reduction="mean", zero_infinity=False):
    """The sum over alignments by positions, in probabilities as they are."""
    lp, starts = (lp if lp.ndim == 3 else lp[:, None]), np.cumsum([0, *np.ravel(counts)])
    losses = []
    for n, (t, c) in enumerate(zip(np.ravel(times), np.ravel(counts), strict=True)):
        row = targets[n][:c] if targets.ndim == 2 else targets[starts[n] : starts[n] + c]
        labels = [blank] + [k for label in row for k in (label, blank)]
        p = np.exp(lp[:, n])[:, labels]
        a = p[0] * (np.arange(len(labels)) < 2)
        for step in range(1, t):
            more = a.copy()
            more[1:] += a[:-1]
            for s in range(3, len(labels), 2):
                more[s] += a[s - 2] * (labels[s] != labels[s - 2])
            a = more * p[step]
        losses.append(-np.log(a[-2:].sum()))
    y = np.array(losses)
    y = np.where(np.isinf(y), 0, y) if zero_infinity else y
    y = y / np.maximum(np.ravel(counts), 1) if reduction == "mean" else y
    return reduced(y if targets.ndim == 2 or len(y) > 1 else y.reshape(()), reduction)


def ctc_call(m, *args):
    return m.nn.functional.ctc_loss(m.zeros(3, 1, 3), m.tensor([[1, 2]]), *args)


def signs(rng, shape):
    return rng.choice([-1, 1], shape)


def some_classes(rng, shape):
    """Distinct ones in each row, and -1 behind some of them."""
    rows = np.argsort(rng.random(shape), -1)
    rows[..., -1:] = -1
    return rows


PAIR = Call((4, 3), (4, 3))
LOSSES = [
    loss(
        "smooth_l1_loss",
        smooth_l1,
        (PAIR, Call((4, 3), (4, 3), beta=0.5), Call((), ())),
        errors=(
            mismatch(F + "smooth_l1_loss", (2,), (3,)),
            reduction("smooth_l1_loss"),
            bad("beta", lambda m: m.nn.functional.smooth_l1_loss(m.ones(2), m.ones(2), beta=-1)),
        ),
    ),
    loss(
        "huber_loss",
        huber,
        (PAIR, Call((4, 3), (4, 3), delta=0.5)),
        errors=(
            reduction("huber_loss"),
            bad("delta", lambda m: m.nn.functional.huber_loss(m.ones(2), m.ones(2), delta=0)),
        ),
    ),
    loss(
        "huber_loss",
        huber,
        (Call((4, 3), (4, 3), (4, 3)),),
        "huber_loss_weight",
        (0, 1, 2),
        named=("weight",),
        domain=((-2, 2), (-2, 2), (0.5, 2)),
    ),
    loss("soft_margin_loss", soft_margin, (PAIR, Call((2, 3), (3,))), grads=(0,)),
    loss(
        "kl_div",
        kl_div,
        (Call((4, 3), (4, 3), reduction="batchmean"), Call((2, 3), (3,), log_target=True)),
        domain=((-3, -0.1), (0.1, 1)),
        errors=(
            reduction("kl_div"),
            bad("integers", lambda m: m.nn.functional.kl_div(m.tensor([1]), m.tensor([1]))),
        ),
    ),
    loss(
        "poisson_nll_loss",
        poisson,
        (PAIR, Call((4, 3), (4, 3), log_input=False), Call((4, 3), (4, 3), full=True)),
        domain=((0.2, 3), (0.2, 3)),
        errors=(reduction("poisson_nll_loss"),),
    ),
    loss(
        "gaussian_nll_loss",
        gaussian,
        (
            Call((4, 3), (4, 3), (4, 3)),
            Call((4, 3), (4, 3), (4,), full=True),
            Call((4, 3), (3,), (4, 1)),
        ),
        grads=(0, 1, 2),
        domain=((-2, 2), (-2, 2), (0.5, 2)),
        errors=(
            bad(
                "shape",
                lambda m: m.nn.functional.gaussian_nll_loss(m.ones(2, 3), m.ones(2, 3), m.ones(3)),
                ValueError,
            ),
            bad(
                "negative",
                lambda m: m.nn.functional.gaussian_nll_loss(m.ones(2), m.ones(2), -m.ones(2)),
                ValueError,
            ),
        ),
    ),
    loss(
        "margin_ranking_loss",
        margin_ranking,
        (Call((4, 3), (4, 3), (4, 3), margin=0.5), Call((2, 3), (1, 3), (2, 1))),
        grads=(0, 1, 2),
        errors=(
            bad(
                "dimensions",
                lambda m: m.nn.functional.margin_ranking_loss(m.ones(2), m.ones(2, 1), m.ones(2)),
            ),
        ),
    ),
    loss(
        "hinge_embedding_loss",
        hinge_embedding,
        (PAIR, Call((4, 3), (3,), margin=0.5)),
        grads=(0,),
        draws={1: lambda rng, shape: rng.choice([-1.0, 0.0, 1.0], shape)},
    ),
    loss(
        "cosine_embedding_loss",
        cosine_embedding,
        (Call((4, 3), (4, 3), (4,), margin=-0.5), Call((3,), (3,), ())),
        draws={2: signs},
        errors=(
            bad(
                "target",
                lambda m: m.nn.functional.cosine_embedding_loss(
                    m.ones(2, 2), m.ones(2, 2), m.ones(2, 1)
                ),
            ),
        ),
    ),
    loss(
        "triplet_margin_loss",
        triplet,
        (
            Call((4, 3), (4, 3), (4, 3)),
            Call((4, 3), (4, 3), (4, 3), margin=0.5, p=3.0, swap=True),
            Call((3,), (3,), (3,)),
        ),
        grads=(0, 1, 2),
        errors=(
            bad(
                "margin",
                lambda m: m.nn.functional.triplet_margin_loss(*[m.ones(2, 3)] * 3, margin=0),
                ValueError,
            ),
            bad(
                "dimensions",
                lambda m: m.nn.functional.triplet_margin_loss(
                    m.ones(2, 3), m.ones(2, 3), m.ones(3)
                ),
            ),
        ),
    ),
    loss(
        "triplet_margin_with_distance_loss",
        triplet,
        (Call((4, 3), (4, 3), (4, 3)), Call((4, 3), (4, 3), (4, 3), margin=0.5, swap=True)),
        grads=(0, 1, 2),
    ),
    loss(
        "multi_margin_loss",
        multi_margin,
        (
            Call((4, 3), (4,)),
            Call((4, 3), (4,), p=2, margin=0.5),
            Call((3,), ()),
        ),
        grads=(0,),
        draws={1: lambda rng, shape: rng.integers(0, 3, shape)},
        errors=(
            bad(
                "class",
                lambda m: m.nn.functional.multi_margin_loss(m.ones(2, 3), m.tensor([0, 3])),
            ),
            bad(
                "p",
                lambda m: m.nn.functional.multi_margin_loss(m.ones(2, 3), m.tensor([0, 1]), p=3),
                ValueError,
            ),
            bad("batch", lambda m: m.nn.functional.multi_margin_loss(m.ones(2, 3), m.tensor([0]))),
        ),
    ),
    loss(
        "multi_margin_loss",
        multi_margin,
        (Call((4, 3), (4,), (3,)),),
        "multi_margin_loss_weight",
        grads=(0,),
        named=("weight",),
        draws={1: lambda rng, shape: rng.integers(0, 3, shape)},
    ),
    loss(
        "multilabel_margin_loss",
        multilabel_margin,
        (Call((4, 3), (4, 3)), Call((5,), (5,))),
        grads=(0,),
        draws={1: some_classes},
        errors=(
            mismatch(F + "multilabel_margin_loss", (2, 2), (2,)),
            bad(
                "class",
                lambda m: m.nn.functional.multilabel_margin_loss(m.ones(1, 2), m.tensor([[0, 2]])),
            ),
        ),
    ),
    loss(
        "multilabel_soft_margin_loss",
        multilabel_soft_margin,
        (Call((4, 3), (4, 3)), Call((2, 4, 3), (3,))),
        domain=((-3, 3), (0, 1)),
        errors=(reduction("multilabel_soft_margin_loss"),),
    ),
    loss(
        "ctc_loss",
        ctc,
        (
            Call((6, 2, 4), (2, 3), args=((6, 5), (3, 2))),
            Call((6, 2, 4), (5,), args=((6, 5), (3, 2)), blank=3),
            Call((5, 3), (2,), args=((5,), (2,))),
        ),
        grads=(0,),
        domain=(-2, 0),
        draws={1: lambda rng, shape: rng.integers(1, 3, shape)},
        errors=(
            bad("times", lambda m: ctc_call(m, (4,), (2,))),
            bad("counts", lambda m: ctc_call(m, (3,), (3,))),
            bad("negative", lambda m: ctc_call(m, (-1,), (2,))),
            bad("batch", lambda m: ctc_call(m, (3, 3), (2,))),
            bad("blank", lambda m: ctc_call(m, (3,), (2,), 3)),
            bad("name", lambda m: ctc_call(m, (3,), (2,), 0, "all"), ValueError),
        ),
    ),
]
