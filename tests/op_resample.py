"""Rows of op_table.py: images shuffled, cut into windows, resized, and read at places of a grid."""

from __future__ import annotations

import itertools
import math

import numpy as np
from op_case import ALL, FLOATS, Call, OpCase
from op_convolution import each, meets


def pixel_shuffle(x, r):
    *lead, c, h, w = x.shape
    parts = x.reshape(*lead, c // r**2, r, r, h, w)
    return np.moveaxis(parts, (-4, -3), (-3, -1)).reshape(*lead, c // r**2, h * r, w * r)


def pixel_unshuffle(x, r):
    *lead, c, h, w = x.shape
    parts = x.reshape(*lead, c, h // r, r, w // r, r)
    return np.moveaxis(parts, (-3, -1), (-4, -3)).reshape(*lead, c * r**2, h // r, w // r)


def channel_shuffle(x, groups):
    n, c, *rest = x.shape
    return np.swapaxes(x.reshape(n, groups, c // groups, *rest), 1, 2).reshape(x.shape)


def slides(lengths, kernel, dilation, padding, stride):
    numbers = [each(v, 2) for v in (kernel, dilation, padding, stride)]
    of = zip(lengths, *numbers, strict=True)
    counts = [(n + 2 * p - d * (k - 1) - 1) // s + 1 for n, k, d, p, s in of]
    taps = itertools.product(*map(range, numbers[0]))
    return numbers[2], counts, [meets(t, numbers[3], numbers[1], counts) for t in taps]


def unfold(x, kernel, dilation=1, padding=0, stride=1):
    if x.ndim == 3:
        return unfold(x[None], kernel, dilation, padding, stride)[0]
    (h, w), counts, at = slides(x.shape[2:], kernel, dilation, padding, stride)
    x = np.pad(x, [(0, 0), (0, 0), (h, h), (w, w)])
    columns = np.stack([x[(..., *a)] for a in at], 2)
    return columns.reshape(len(x), x.shape[1] * len(at), math.prod(counts))


def fold(x, lengths, kernel, dilation=1, padding=0, stride=1):
    if x.ndim == 2:
        return fold(x[None], lengths, kernel, dilation, padding, stride)[0]
    lengths = each(lengths, 2)
    (h, w), counts, at = slides(lengths, kernel, dilation, padding, stride)
    parts = x.reshape(len(x), x.shape[1] // len(at), len(at), *counts)
    y = np.zeros((*parts.shape[:2], lengths[0] + 2 * h, lengths[1] + 2 * w), x.dtype)
    for i, a in enumerate(at):
        y[(..., *a)] += parts[:, :, i]
    return y[:, :, h : h + lengths[0], w : w + lengths[1]]


def triangle(x):
    return np.maximum(0, 1 - np.abs(x))


def cubic(x, a):
    x = np.abs(x)
    near, far = (a + 2) * x**3 - (a + 3) * x**2 + 1, a * (x**3 - 5 * x**2 + 8 * x - 4)
    return np.where(x <= 1, near, np.where(x < 2, far, 0))


def weights(n, m, mode, align, factor, antialias):
    """The matrix of one axis, from n elements to m."""
    i = np.arange(m)
    step = 1 / factor if factor else n / m
    if align:
        step = (n - 1) / (m - 1) if m > 1 else 0
    if mode == "area":
        y = np.zeros((m, n))
        for k in range(m):
            inside = slice(k * n // m, -(-(k + 1) * n // m))
            y[k, inside] = 1 / (inside.stop - inside.start)
        return y
    if mode.startswith("nearest"):
        at = (i + 0.5 * (mode != "nearest")) * step
        return np.eye(n)[np.minimum(np.floor(at + 1e-9).astype(int), n - 1)]
    if antialias:
        wide, half = max(step, 1), 2 if mode == "bicubic" else 1
        center, k = step * (i + 0.5), np.arange(n)
        low = np.maximum((center - half * wide + 0.5).astype(int), 0)
        high = np.minimum((center + half * wide + 0.5).astype(int), n)
        x = (k + 0.5 - center[:, None]) / wide
        y = cubic(x, -0.5) if mode == "bicubic" else triangle(x)
        y = np.where((k >= low[:, None]) & (k < high[:, None]), y, 0)
        return y / y.sum(1, keepdims=True)
    at = i * step if align else (i + 0.5) * step - 0.5
    y = np.zeros((m, n))
    if mode != "bicubic":
        at = np.clip(at, 0, n - 1)
    for k in range(m):
        for tap in range(math.floor(at[k]) - 1, math.floor(at[k]) + 3):
            w = cubic(at[k] - tap, -0.75) if mode == "bicubic" else triangle(at[k] - tap)
            y[k, min(max(tap, 0), n - 1)] += w
    return y


def interpolate(x, size=None, scale_factor=None, mode="nearest", align_corners=None,
                recompute_scale_factor=None, antialias=False):  # fmt: skip
    axes = x.ndim - 2
    for d in range(axes):
        factor = None if scale_factor is None else each(scale_factor, axes)[d]
        n = x.shape[2 + d]
        m = each(size, axes)[d] if size is not None else math.floor(n * factor)
        w = weights(
            n, m, mode, align_corners, None if recompute_scale_factor else factor, antialias
        )
        x = np.moveaxis(np.moveaxis(x, 2 + d, -1) @ w.T, -1, 2 + d)
    return x


def bring_in(at, n, padding, align):
    if padding == "zeros":
        return at
    if padding == "reflection":
        low, high = (0, n - 1) if align else (-0.5, n - 0.5)
        span = high - low
        turned = np.mod(at - low, 2 * span)
        at = low + np.where(turned > span, 2 * span - turned, turned)
    return np.clip(at, 0, n - 1)


def grid_sample(x, grid, mode="bilinear", padding_mode="zeros", align_corners=None):
    lengths, axes = x.shape[2:], x.ndim - 2
    at = [
        (grid[..., axes - 1 - d] + 1) / 2 * (n - 1)
        if align_corners
        else ((grid[..., axes - 1 - d] + 1) * n - 1) / 2
        for d, n in enumerate(lengths)
    ]
    bound = [lambda a, n=n: bring_in(a, n, padding_mode, align_corners) for n in lengths]
    if mode != "bicubic":
        at = [f(a) for f, a in zip(bound, at, strict=True)]
    if mode == "nearest":
        at = [np.round(a) for a in at]
    y = np.zeros((*x.shape[:2], *grid.shape[1:-1]))
    images = np.arange(len(x)).reshape(-1, *[1] * axes)
    for taps in itertools.product(range(-1, 3), repeat=axes):
        places = [np.floor(a) + t for a, t in zip(at, taps, strict=True)]
        weight, inside = np.ones(grid.shape[:-1]), np.ones(grid.shape[:-1], bool)
        for d, (a, p) in enumerate(zip(at, places, strict=True)):
            weight = weight * (cubic(a - p, -0.75) if mode == "bicubic" else triangle(a - p))
            if mode == "bicubic":
                places[d] = bound[d](p)
            inside &= (places[d] >= 0) & (places[d] < lengths[d])
        index = [np.clip(p, 0, n - 1).astype(int) for p, n in zip(places, lengths, strict=True)]
        found = np.moveaxis(x[(images, slice(None), *index)], -1, 1)
        y += np.where(inside, weight, 0)[:, None] * np.where(inside[:, None], found, 0)
    return y


def affine_grid(theta, size, align_corners=None):
    lines = [
        (np.linspace(-1, 1, n) * (1 if align_corners else (n - 1) / n)) if n > 1 else np.zeros(1)
        for n in size[2:]
    ]
    places = np.meshgrid(*lines, indexing="ij")[::-1]
    base = np.stack([*places, np.ones_like(places[0])], -1)
    return np.einsum("...k,njk->n...j", base, theta)


def bad(name, *calls):
    """Calls of a function of nn.functional that are refused: what is wrong, shape, arguments."""

    def call(shape, args, kwargs):
        return lambda m: getattr(m.nn.functional, name)(m.ones(shape), *args, **kwargs)

    return tuple((text, call(shape, args, kwargs), e) for text, shape, args, kwargs, e in calls)


def case(name, function, *calls, errors=(), **fields):
    label = fields.pop("label", name)
    path = f"nn.functional.{name}"
    return OpCase(label, path, function, calls, errors=bad(name, *errors), **fields)


R, V, N = RuntimeError, ValueError, NotImplementedError
IMAGE = (1, 2, 4, 4)
APART = ("contiguous", "transposed", "sliced", "offset")

RESAMPLING = [
    case(
        "pixel_shuffle",
        pixel_shuffle,
        Call((2, 8, 3, 4), args=(2,)),
        Call((9, 1, 2), args=(3,)),
        dtypes=ALL,
        errors=(
            ("channels", (7, 2, 2), (2,), {}, R),
            ("factor", (8, 2, 2), (-2,), {}, R),
            ("dimensions", (4, 4), (2,), {}, R),
        ),
    ),
    case(
        "pixel_unshuffle",
        pixel_unshuffle,
        Call((2, 3, 4, 6), args=(2,)),
        Call((1, 3, 3), args=(3,)),
        dtypes=ALL,
        errors=(("lengths", (1, 3, 4), (2,), {}, R), ("factor", (1, 4, 4), (0,), {}, R)),
    ),
    case(
        "channel_shuffle",
        channel_shuffle,
        Call((2, 6, 3, 2), args=(3,)),
        Call((1, 4, 2), args=(2,)),
        dtypes=ALL,
        errors=(
            ("groups", (2, 7, 4), (2,), {}, R),
            ("none", (2, 8, 4), (0,), {}, R),
            ("dimensions", (8, 4), (2,), {}, R),
        ),
    ),
    case(
        "unfold",
        unfold,
        Call((2, 3, 5, 6), args=((2, 3),)),
        Call((2, 5, 4), args=(2, 2, 1, 3)),
        Call((0, 2, 4, 4), args=(2,)),
        Call((2, 2, 4, 5), args=((1, 3), (1, 2), (0, 2), (2, 1))),
        label="functional_unfold",
        errors=(
            ("too large", IMAGE, (5,), {}, R),
            ("stride", IMAGE, (2,), {"stride": 0}, R),
            ("numbers", IMAGE, ((2, 2, 2),), {}, R),
            ("padding", IMAGE, (2, 1, -1), {}, R),
        ),
    ),
    case(
        "fold",
        fold,
        Call((2, 12, 12), args=((4, 5), (2, 2))),
        Call((4, 4), args=(4, 2, 2, 1, 3)),
        Call((0, 4, 9), args=((4, 4), 2)),
        rtol=4,
        errors=(
            ("windows", (1, 4, 8), ((4, 4), 2), {}, R),
            ("rows", (1, 5, 9), ((4, 4), 2), {}, R),
            ("dimensions", (9,), ((4, 4), 2), {}, R),
        ),
    ),
    case(
        "interpolate",
        interpolate,
        Call((2, 3, 5, 4), scale_factor=2),
        Call((2, 3, 5), args=(7,), mode="nearest-exact"),
        Call((1, 2, 3, 4, 2), args=((2, 5, 3),)),
        Call((2, 1, 7, 5), scale_factor=(0.6, 1.7)),
        Call((2, 1, 5, 7), args=(3,), mode="area"),
        Call((0, 1, 5, 7), args=(3,)),
        label="interpolate_nearest",
        errors=(
            ("both", IMAGE, (3, 2), {}, V),
            ("neither", IMAGE, (), {}, V),
            ("numbers", IMAGE, ((3, 3, 3),), {}, V),
            ("zero", IMAGE, (0,), {}, R),
            ("corners", IMAGE, (3,), {"align_corners": True}, V),
            ("mode", IMAGE, (3,), {"mode": "full"}, N),
            ("axes", IMAGE, (3,), {"mode": "linear"}, N),
            ("dimensions", (4, 4), (3,), {}, N),
            ("antialias", IMAGE, (3,), {"antialias": True}, V),
            ("recompute", IMAGE, (3,), {"recompute_scale_factor": True}, V),
        ),
    ),
    case(
        "interpolate",
        interpolate,
        Call((2, 3, 5), args=(8,), mode="linear"),
        Call((2, 3, 5, 4), scale_factor=1.7, mode="bilinear"),
        Call((2, 3, 5, 4), args=((3, 7),), mode="bilinear", align_corners=True),
        Call((1, 2, 3, 4, 2), scale_factor=2, mode="trilinear", align_corners=False),
        Call((2, 1, 9, 7), args=((4, 10),), mode="bilinear", antialias=True),
        Call((2, 1, 4, 3), scale_factor=1.7, mode="bilinear", recompute_scale_factor=True),
        label="interpolate_linear",
        rtol=20,
    ),
    case(
        "interpolate",
        interpolate,
        Call((2, 3, 5, 4), scale_factor=1.7, mode="bicubic"),
        Call((2, 3, 5, 4), args=((3, 7),), mode="bicubic", align_corners=True),
        Call((2, 1, 9, 7), args=((4, 10),), mode="bicubic", antialias=True),
        label="interpolate_cubic",
        rtol=40,
    ),
    case("upsample", interpolate, Call((2, 3, 5, 4), scale_factor=2)),
    case(
        "upsample_nearest", lambda x, size: interpolate(x, size), Call((2, 3, 5, 4), args=((7, 2),))
    ),
    case(
        "upsample_bilinear",
        lambda x, size: interpolate(x, size, None, "bilinear", True),
        Call((2, 3, 5, 4), args=((7, 2),)),
        rtol=20,
    ),
    *(
        case(
            "grid_sample",
            grid_sample,
            *(
                Call((2, 2, 5, 4), (2, 3, 4, 2), mode=mode, padding_mode=p, align_corners=align)
                for p in ("zeros", "border", "reflection")
                for align in (False, True)
            ),
            *(
                ()
                if mode == "bicubic"
                else (Call((1, 2, 3, 4, 2), (1, 2, 3, 2, 3), mode=mode, padding_mode="reflection"),)
            ),
            Call((0, 2, 3, 3), (0, 2, 2, 2), mode=mode),
            label=f"grid_sample_{mode}",
            grads=(0,) if mode == "nearest" else (0, 1),
            domain=((-2, 2), (-1.6, 1.6)),
            smooth=False,
            places=APART,
            dtypes=FLOATS,
            rtol=100,
        )
        for mode in ("bilinear", "nearest", "bicubic")
    ),
    case(
        "affine_grid",
        affine_grid,
        Call((2, 2, 3), args=((2, 3, 4, 5),)),
        Call((2, 3, 4), args=((2, 1, 3, 1, 2),), align_corners=True),
        rtol=8,
        errors=(
            ("theta", (2, 3, 3), ((2, 3, 4, 5),), {}, V),
            ("size", (2, 2, 3), ((2, 3, 4),), {}, N),
            ("images", (2, 2, 3), ((1, 3, 4, 5),), {}, R),
            ("empty", (2, 2, 3), ((2, 3, 0, 5),), {}, V),
        ),
    ),
]
