"""Rows of op_table.py: pooling."""

from __future__ import annotations

import itertools
import math

import numpy as np
from op_case import Call, OpCase
from op_convolution import each


def windows(length, kernel, stride, padding, dilation, ceil):
    """For each result: the positions of its window, and its length with padding."""
    room = length + 2 * padding - dilation * (kernel - 1) - 1
    n = (math.ceil(room / stride) if ceil else room // stride) + 1
    if ceil and (n - 1) * stride >= length + padding:
        n -= 1
    for i in range(n):
        first = i * stride - padding
        taps = [first + k * dilation for k in range(kernel)]
        yield [t for t in taps if 0 <= t < length], min(first + kernel, length + padding) - first


def cut(length, n):
    for i in range(n):
        inside = list(range(i * length // n, -(-(i + 1) * length // n)))
        yield inside, len(inside)


def pooled(x, of_axes, reduce):
    """reduce(elements of a window, positions in it, room of it) at each result."""
    axes = len(of_axes)
    shape = [len(a) for a in of_axes]
    y = np.zeros((*x.shape[: x.ndim - axes], *shape))
    lengths = x.shape[x.ndim - axes :]
    for at in itertools.product(*map(range, shape)):
        chosen = [a[i] for a, i in zip(of_axes, at, strict=True)]
        inside = np.ix_(*(c[0] for c in chosen))
        part = x[(..., *inside)].reshape(
            *y.shape[: x.ndim - axes], math.prod(len(c[0]) for c in chosen)
        )
        flat = np.ravel_multi_index(inside, lengths).reshape(-1)
        y[(..., *at)] = reduce(part, flat, math.prod(c[1] for c in chosen))
    return y


def sliding(axes, reduce):
    def run(x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, **more):
        stride = kernel_size if stride is None else stride
        numbers = [each(v, axes) for v in (kernel_size, stride, padding, dilation)]
        lengths = x.shape[x.ndim - axes :]
        of_axes = [
            list(windows(n, *given, ceil_mode)) for n, *given in zip(lengths, *numbers, strict=True)
        ]
        return pooled(x, of_axes, lambda *a: reduce(*a, **more))

    return run


def adaptive(axes, reduce):
    def run(x, output_size, **more):
        lengths = x.shape[x.ndim - axes :]
        sizes = output_size if isinstance(output_size, tuple) else (output_size,) * axes
        of_axes = [list(cut(n, n if m is None else m)) for n, m in zip(lengths, sizes, strict=True)]
        return pooled(x, of_axes, lambda *a: reduce(*a, **more))

    return run


def largest(part, flat, room):
    return part.max(-1)


def where_largest(part, flat, room):
    return flat[part.argmax(-1)]


def average(part, flat, room, count_include_pad=True, divisor_override=None):
    n = divisor_override or (room if count_include_pad else part.shape[-1])
    return part.sum(-1) / n


def unpooled(axes):
    def run(x, indices, kernel_size, stride=None, padding=0, output_size=None):
        k, s, p = (each(v, axes) for v in (kernel_size, stride or kernel_size, padding))
        of = zip(x.shape[-axes:], k, s, p, strict=True)
        lengths = [(n - 1) * b - 2 * c + a for n, a, b, c in of]
        if output_size:
            lengths = list(output_size)[-axes:]
        y = np.zeros((*x.shape[:-axes], math.prod(lengths)))
        flat = (*x.shape[:-axes], -1)
        np.put_along_axis(y, indices.astype(np.int64).reshape(flat), x.reshape(flat), -1)
        return y.reshape(*x.shape[:-axes], *lengths)

    return run


def places(n):
    """Different places for each image."""

    def draw(rng, shape):
        count = math.prod(shape[2:])
        rows = [rng.permutation(n)[:count] for _ in range(shape[0] * shape[1])]
        return np.array(rows).reshape(shape)

    return draw


def refused(name, axes, *rest):
    def call(x, *given, **kwargs):
        return lambda m: getattr(m.nn.functional, name)(m.ones(x), *given, **kwargs)

    image = (1, 2, *(5,) * axes)
    errors = [
        ("empty", call((1, 2, *(0,) * axes), *rest, 2), RuntimeError),
        ("negative", call(image, *rest, -1), RuntimeError),
    ]
    if "lp" not in name:
        errors.append(("bool", lambda m: call(image, *rest, 2)(_Bools(m)), NotImplementedError))
    if "max_pool" in name:
        errors.append(("dimensions", call((5,) * axes, *rest, 2), RuntimeError))
    return tuple(errors)


class _Bools:
    """A module whose ones are bools."""

    def __init__(self, module):
        self.nn, self.ones = module.nn, lambda x: module.ones(x).bool()


def kernel_errors(name, axes):
    def call(*given, **kwargs):
        return lambda m: getattr(m.nn.functional, name)(
            m.ones(1, 2, *(5,) * axes), *given, **kwargs
        )

    return (
        ("stride", call(2, 0), RuntimeError),
        ("padding", call(3, padding=2), RuntimeError),
        ("too large", call(6), RuntimeError),
    )


MAX_CALLS = {
    1: (Call((2, 3, 9), args=(3, 2, 1)), Call((3, 10), args=(2,), dilation=3, ceil_mode=True)),
    2: (
        Call((2, 3, 6, 8), args=(2,)),
        Call((3, 7, 9), args=((3, 2), (2, 3), (1, 0), (1, 2)), ceil_mode=True),
        Call((0, 3, 5, 5), args=(2,)),
        Call((1, 2, 4, 300), args=(2, 1)),
    ),
    3: (Call((2, 2, 4, 5, 6), args=((2, 1, 3), (1, 2, 2))),),
}
AVG_CALLS = {
    1: (
        Call((2, 3, 9), args=(3, 2, 1)),
        Call((3, 9), args=(4, 3, 2, True), count_include_pad=False),
    ),
    2: (
        Call((2, 3, 6, 8), args=(2,)),
        Call((3, 7, 9), args=((3, 2), (2, 3), (1, 0)), ceil_mode=True, count_include_pad=False),
        Call((3, 7, 8), args=(3, 2, 1), ceil_mode=True),
        Call((1, 2, 5, 5), args=(2, 1), divisor_override=3),
        Call((0, 3, 5, 5), args=(2,)),
    ),
    3: (Call((2, 2, 4, 5, 6), args=((2, 1, 3), (1, 2, 2), (1, 0, 1))),),
}
ADAPTIVE_CALLS = {
    1: (Call((2, 3, 7), args=(3,)), Call((3, 5), args=(1,))),
    2: (
        Call((2, 3, 7, 5), args=((3, None),)),
        Call((3, 4, 4), args=(1,)),
        Call((2, 2, 3, 2), args=(5,)),
        Call((0, 2, 3, 2), args=(2,)),
    ),
    3: (Call((1, 2, 4, 5, 3), args=((2, 3, 1),)),),
}
UNPOOL_CALLS = {
    1: (Call((2, 3, 4), (2, 3, 4), args=(2,)),),
    2: (Call((2, 1, 2, 2), (2, 1, 2, 2), args=((2, 3), 2, 0), output_size=(4, 4)),),
    3: (Call((1, 1, 2, 1, 2), (1, 1, 2, 1, 2), args=(2,)),),
}
NORM_CALLS = {
    1: (Call((2, 3, 8), args=(2, 3)),),
    2: (Call((2, 5, 6), args=(3, (2, 3), (1, 2)), ceil_mode=True),),
    3: (Call((1, 2, 2, 4, 2), args=(2.5, 2)),),
}


def norm(axes):
    def run(x, p, kernel_size, stride=None, ceil_mode=False):
        mean = sliding(axes, average)(x**p, kernel_size, stride, ceil_mode=ceil_mode)
        return (mean * math.prod(each(kernel_size, axes))) ** (1 / p)

    return run


def case(name, function, calls, **fields):
    return OpCase(fields.pop("label", name), f"nn.functional.{name}", function, calls, **fields)


def rows(axes):
    named = [f"{kind}_pool{axes}d" for kind in ("max", "avg", "adaptive_max", "adaptive_avg", "lp")]
    top, mean, adaptive_top, adaptive_mean, lp = named
    far = {"smooth": False, "domain": (-20.0, 20.0)}
    with_indices = {"post": lambda y: y[1], "out": lambda t: "int64", "grads": (), **far}

    def indexed(calls):
        return tuple(Call(*c.shapes, args=c.args, **c.kwargs, return_indices=True) for c in calls)

    def without(reference):
        return lambda *a, return_indices, **kwargs: reference(*a, **kwargs)

    return [
        case(top, sliding(axes, largest), MAX_CALLS[axes],
             errors=(*refused(top, axes), *kernel_errors(top, axes)), **far),
        case(top, without(sliding(axes, where_largest)), indexed(MAX_CALLS[axes]),
             label=f"{top}_indices", **with_indices),
        case(adaptive_top, adaptive(axes, largest), ADAPTIVE_CALLS[axes],
             errors=refused(adaptive_top, axes), **far),
        case(adaptive_top, without(adaptive(axes, where_largest)), indexed(ADAPTIVE_CALLS[axes]),
             label=f"{adaptive_top}_indices", **with_indices),
        case(mean, sliding(axes, average), AVG_CALLS[axes],
             errors=(*refused(mean, axes), *kernel_errors(mean, axes)), rtol=4),
        case(adaptive_mean, adaptive(axes, average), ADAPTIVE_CALLS[axes],
             errors=refused(adaptive_mean, axes), rtol=4),
        case(lp, norm(axes), NORM_CALLS[axes], domain=(0.3, 2.0), rtol=20,
             errors=refused(lp, axes, 2)),
        case(f"max_unpool{axes}d", unpooled(axes), UNPOOL_CALLS[axes], draws={1: places(8)}),
    ]  # fmt: skip


POOLS = [row for axes in (1, 2, 3) for row in rows(axes)]
