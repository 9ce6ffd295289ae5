"""Rows of op_table.py: views, joins, conversions, in-place writes and factories."""

from __future__ import annotations

import numpy as np
import reference as ref
from op_case import ALL, FLOATS, LARGE, NUMBERS, POSITIVE, Call, DType, OpCase, S, bad, name_of


def viewing(op, function, *calls, name="", **fields):
    fields.setdefault("dtypes", ("float32", "float64", "int64", "bool"))
    return OpCase(name_of(op, name), op, function, calls, **fields)


def index(name, key):
    """Basic indexing, whose reference is the same key in numpy."""
    return viewing(lambda x: x[key], lambda x: x[key], Call((4, 5, 6)), name=f"index_{name}")


SHAPES = [
    viewing(
        "Tensor.view",
        lambda x, *s: x.reshape(s),
        Call((2, 6), args=(3, 4)),
        Call((2, 6), args=(-1,)),
        Call((), args=(1, 1)),
        Call((0, 3), args=(3, 0)),
        places=("contiguous", "offset"),
        errors=(
            bad("size", lambda m: m.ones(6).view(4)),
            bad("two -1", lambda m: m.ones(6).view(-1, -1)),
            bad("strides", lambda m: m.ones(2, 3).t().view(6)),
        ),
    ),
    viewing(
        "reshape",
        lambda x, s: x.reshape(s),
        Call((2, 6), args=((3, 4),)),
        Call((2, 3, 4), args=((4, -1),)),
        Call((0, 3), args=((3, 0),)),
        errors=(
            bad("size", lambda m: m.reshape(m.ones(6), (4,))),
            bad("ambiguous", lambda m: m.ones(0).reshape(0, -1)),
        ),
    ),
    viewing(
        "Tensor.reshape",
        lambda x, *s: x.reshape(s),
        Call((2, 6), args=(-1, 3)),
        name="reshape_method",
    ),
    viewing("ravel", np.ravel, Call(S), Call(())),
    viewing(
        "flatten",
        ref.flatten,
        Call(S),
        Call(S, start_dim=1),
        Call(S, args=(0, 1)),
        Call(()),
        errors=(bad("order", lambda m: m.flatten(m.ones(2, 3), 1, 0)),),
    ),
    viewing(
        "unsqueeze",
        np.expand_dims,
        Call(S, args=(0,)),
        Call(S, args=(-1,)),
        Call((), args=(0,)),
        errors=(bad("dim", lambda m: m.unsqueeze(m.ones(2), 3), IndexError),),
    ),
    viewing(
        "squeeze",
        ref.squeeze,
        Call((1, 3, 1)),
        Call((1, 3, 1), args=(0,)),
        Call((1, 3, 1), dim=1),
        Call((1, 3, 1), args=(-1,)),
        errors=(bad("dim", lambda m: m.squeeze(m.ones(2), 3), IndexError),),
    ),
    viewing(
        "transpose",
        np.swapaxes,
        Call(S, args=(0, 2)),
        Call(S, args=(-1, -2)),
        Call((3,), args=(0, 0)),
        errors=(bad("dim", lambda m: m.transpose(m.ones(2, 3), 0, 2), IndexError),),
    ),
    viewing(
        "permute",
        np.transpose,
        Call(S, args=((2, 0, 1),)),
        Call(S, args=((-1, 0, 1),)),
        errors=(
            bad("count", lambda m: m.permute(m.ones(2, 3), (0,))),
            bad("twice", lambda m: m.permute(m.ones(2, 3), (0, 0))),
        ),
    ),
    viewing(
        "t",
        np.transpose,
        Call((2, 3)),
        Call((3,)),
        Call(()),
        errors=(bad("three dims", lambda m: m.t(m.ones(2, 3, 4))),),
    ),
    viewing(lambda x: x.T, np.transpose, Call((2, 3)), name="T"),
    viewing(
        "Tensor.expand",
        ref.expand,
        Call((3, 1), args=(3, 4)),
        Call((3,), args=(2, 3)),
        Call((3, 1), args=(2, -1, 4)),
        Call((), args=(5,)),
        Call((1,), args=(0,)),
        errors=(
            bad("size", lambda m: m.ones(3).expand(2)),
            bad("leading -1", lambda m: m.ones(3).expand(-1, 3)),
            bad("too few", lambda m: m.ones(2, 3).expand(3)),
        ),
    ),
    viewing(
        lambda x: x.transpose(0, -1).contiguous(),
        lambda x: np.swapaxes(x, 0, -1),
        Call(S),
        name="contiguous",
    ),
    viewing("clone", np.copy, Call(S), Call(()), Call((0, 2)), dtypes=ALL),
    viewing("Tensor.detach", np.copy, Call(S), grads=()),
    index("int", 1),
    index("negative", -1),
    index("slice", slice(1, 3)),
    index("step", slice(None, None, 2)),
    index("beyond", slice(-100, 100)),
    index("empty", slice(3, 1)),
    index("none", None),
    index("ellipsis", (..., 2)),
    index("tuple", (slice(None), 2, slice(1, None, 3))),
    index("mixed", (1, None, ..., slice(None, None, 2), None)),
    index("all", (3, 4, 5)),
    viewing("swapdims", np.swapaxes, Call(S, args=(0, 2))),
    viewing("broadcast_to", np.broadcast_to, Call((3, 1), args=((2, 3, 4),))),
    viewing(
        "select", lambda x, d, i: np.take(x, i, d), Call(S, args=(1, 2)), Call(S, args=(0, -1))
    ),
    viewing(
        "narrow",
        lambda x, d, at, n: np.take(x, range(at, at + n), d),
        Call(S, args=(1, 1, 2)),
        Call(S, args=(-1, 0, 1)),
        errors=(bad("length", lambda m: m.narrow(m.ones(3), 0, 2, 2)),),
    ),
    viewing("unbind", lambda x: x[1], Call(S), Call((3,)), post=lambda y: y[1]),
    viewing(
        "chunk",
        lambda x, n, dim=0: np.array_split(x, n, dim)[1],
        Call((4, 3), args=(2,)),
        Call(S, args=(5,), dim=2),
        post=lambda y: y[1],
    ),
    viewing(
        "split",
        lambda x, n, dim=0: np.split(x, range(n, x.shape[dim], n), dim)[1],
        Call((5, 3), args=(2,)),
        Call(S, args=(2,), dim=2),
        post=lambda y: y[1],
    ),
    viewing(
        "as_strided",
        ref.as_strided,
        Call((4, 6), args=((3, 2), (6, 2), 1)),
        Call((12,), args=((5, 4), (2, 1))),
        Call((12,), args=((3, 4), (0, 3))),
        places=("contiguous",),
        errors=(
            bad("beyond", lambda m: m.as_strided(m.ones(4), (3, 2), (2, 1))),
            bad("negative", lambda m: m.as_strided(m.ones(4), (2,), (1,), -1)),
        ),
    ),
    viewing(
        "Tensor.sum_to_size",
        ref.sum_to_size,
        Call(S, args=(3, 1)),
        Call(S, args=(2, 1, 5)),
        dtypes=FLOATS,
    ),
    viewing(
        "Tensor.view_as",
        lambda x, y: x.reshape(y.shape),
        Call((2, 6), (3, 4)),
        places=("contiguous", "offset"),
    ),
    viewing("Tensor.expand_as", lambda x, y: np.broadcast_to(x, y.shape), Call((3, 1), (2, 3, 4))),
    viewing("concat", ref.cat, Call((2, 3), (4, 3)), listed=True, grads=(0, 1)),
    OpCase(
        "cat",
        "cat",
        ref.cat,
        (
            Call((2, 3), (4, 3)),
            Call((2, 3), (2, 1), (2, 2), dim=1),
            Call((2, 3), (2, 4), dim=-1),
            Call((0, 3), (2, 3)),
            Call((3,)),
        ),
        listed=True,
        dtypes=ALL,
        grads=(0, 1, 2),
        errors=(
            bad("lengths", lambda m: m.cat([m.ones(2, 3), m.ones(2, 4)])),
            bad("dims", lambda m: m.cat([m.ones(2), m.ones(3, 3)])),
            bad("none", lambda m: m.cat([]), (RuntimeError, ValueError)),
            bad("dim", lambda m: m.cat([m.ones(2)], dim=1), IndexError),
        ),
    ),
    OpCase(
        "stack",
        "stack",
        ref.stack,
        (
            Call((2, 3), (2, 3)),
            Call((3,), (3,), (3,), dim=1),
            Call((), (), dim=0),
            Call((2, 3), (2, 3), dim=-1),
        ),
        listed=True,
        dtypes=ALL,
        grads=(0, 1, 2),
        errors=(
            bad("lengths", lambda m: m.stack([m.ones(2), m.ones(3)])),
            bad("none", lambda m: m.stack([])),
            bad("dim", lambda m: m.stack([m.ones(2)], dim=3), IndexError),
        ),
    ),
]


def convert(name, dtype):
    start = "float64" if dtype == "float32" else "float32"
    return [
        viewing(
            lambda x: getattr(x, name)(),
            lambda x: ref.cast(x, dtype),
            Call((37,)),
            Call(()),
            name=f"to_{name}",
            start=start,
            dtypes=ALL,
            out=lambda _: dtype,
            grads=(0,) if dtype in FLOATS else (),
        ),
        viewing(
            "Tensor.to",
            ref.cast,
            Call(S, args=(DType(dtype),)),
            Call((37,), dtype=DType(dtype)),
            name=f"to_{dtype}",
            start=start,
            dtypes=ALL,
            out=lambda _: dtype,
            grads=(0,) if dtype in FLOATS else (),
        ),
    ]


TYPES = [
    *convert("float", "float32"),
    *convert("double", "float64"),
    *convert("long", "int64"),
    *convert("bool", "bool"),
]


WRITES = (Call(S, S), Call((3, 4), (4,)), Call((), ()))


def in_place(name, method, function, calls=WRITES, **fields):
    """x.method(*others) on a copy of x: the copy comes back and has the result."""

    def changed(x, *others):
        y = x.clone()
        assert getattr(y, method)(*others) is y
        return y

    fields.setdefault("grads", (0, 1))
    return OpCase(
        name, changed, ref.broadcast(function), calls, large=((LARGE,), (LARGE,)), **fields
    )


ALONE = {"calls": (Call(S), Call(())), "grads": (0,), "dtypes": ALL}
IN_PLACE = [
    in_place("add_", "add_", np.add, dtypes=ALL),
    in_place("sub_", "sub_", np.subtract, dtypes=NUMBERS),
    in_place("mul_", "mul_", np.multiply, dtypes=ALL),
    in_place("div_", "div_", np.divide, domain=POSITIVE),
    in_place("copy_", "copy_", lambda x, y: y, dtypes=ALL),
]


def filling(method, value, *args):
    """An in-place write of one value; the old elements get no gradient."""
    return OpCase(
        f"{method}",
        lambda x: getattr(x.clone(), method)(*args),
        lambda x: np.full_like(x, value),
        (Call(S), Call(())),
        dtypes=ALL,
        large=((LARGE,),),
    )


def written(name, key, value=None):
    """x[key] = y, on a copy of x; ``value`` is a number, or None for a second tensor."""

    def target(x, y=value):
        x = x * 1
        x[key] = y
        return x

    def wanted(x, y=value):
        x = x.copy()
        x[key] = y
        return x

    shape = np.empty((4, 5))[key].shape
    calls = (Call((4, 5), shape), Call((4, 5), ())) if value is None else (Call((4, 5)),)
    grads = (0, 1) if value is None else (0,)
    return OpCase(f"write_{name}", target, wanted, calls, dtypes=NUMBERS, grads=grads)


IN_PLACE += [
    filling("zero_", 0),
    filling("fill_", 1, 1),
    written("int", 1),
    written("step", (slice(None), slice(0, None, 2))),
    written("ellipsis", (..., -1)),
    written("none", (None, 2)),
    written("number", (slice(1, 3), 2), 3),
]


def factory(op, function, *calls, **fields):
    return OpCase(
        op,
        op,
        function,
        calls,
        dtypes=fields.pop("dtypes", ALL),
        grads=(),
        dtype_argument=True,
        **fields,
    )


def like(op, value):
    """A factory that takes the shape of a tensor."""
    return OpCase(
        op,
        op,
        lambda x: np.full_like(x, value),
        (Call(S), Call(()), Call((0, 2))),
        dtypes=ALL,
        grads=(),
    )


WINDOW_CALLS = tuple(Call(args=(n, p)) for n in (0, 1, 2, 9) for p in (False, True))
WINDOWS = [
    ("hann", lambda x: 0.5 - 0.5 * np.cos(2 * np.pi * x), WINDOW_CALLS),
    (
        "hamming",
        lambda x, a=0.54, b=0.46: a - b * np.cos(2 * np.pi * x),
        (*WINDOW_CALLS, Call(args=(8, True, 0.6, 0.3))),
    ),
    (
        "blackman",
        lambda x: 0.08 * np.cos(4 * np.pi * x) - 0.5 * np.cos(2 * np.pi * x) + 0.42,
        WINDOW_CALLS[:4] + WINDOW_CALLS[5:],  # of torch's two ends in float32 no digit is right
    ),
    ("bartlett", lambda x: 1 - np.abs(2 * x - 1), WINDOW_CALLS),
    (
        "kaiser",
        lambda x, b=12.0: np.i0(b * np.sqrt(1 - (2 * x - 1) ** 2)) / np.i0(b),
        (*WINDOW_CALLS, Call(args=(8, True, 3.0))),
    ),
]


def window(shape):
    """The numpy form of a window, by its values on 0 <= x <= 1."""

    def values(n, periodic=True, *numbers, dtype="float64"):
        steps = max(n - 1 + periodic, 1)
        return (np.ones(n) if n < 2 else shape(np.arange(n) / steps, *numbers)).astype(dtype)

    return values


def window_errors(name):
    def call(*args, **kwargs):
        return lambda m: getattr(m, f"{name}_window")(*args, **kwargs)

    return (
        bad("negative", call(-1)),
        bad("integers", lambda m: getattr(m, f"{name}_window")(3, dtype=m.int64)),
        bad("fraction", call(2.5), TypeError),
    )


FACTORIES = [
    factory(
        "zeros",
        np.zeros,
        Call(args=((2, 3),)),
        Call(args=((),)),
        Call(args=((0, 2),)),
        errors=(bad("negative", lambda m: m.zeros(-1)),),
    ),
    factory("ones", np.ones, Call(args=((2, 3),)), Call(args=((),)), Call(args=((37,),))),
    factory("full", np.full, Call(args=((2, 3), 1)), Call(args=((), 1))),
    factory(
        "arange",
        ref.arange,
        Call(args=(5,)),
        Call(args=(2, 9)),
        Call(args=(1, 20, 3)),
        Call(args=(5, 0, -2)),
        Call(args=(0,)),
        dtypes=NUMBERS,
        errors=(
            bad("step 0", lambda m: m.arange(0, 5, 0)),
            bad("wrong way", lambda m: m.arange(0, 5, -1)),
        ),
    ),
    factory(
        "linspace",
        ref.linspace,
        Call(args=(0, 1, 5)),
        Call(args=(-2, 3, 38)),
        Call(args=(3, 1, 3)),
        Call(args=(2, 5, 1)),
        Call(args=(0, 1, 0)),
        dtypes=FLOATS,
        errors=(bad("steps", lambda m: m.linspace(0, 1, -1)),),
    ),
    factory(
        "logspace",
        np.logspace,
        Call(args=(0, 1, 5)),
        Call(args=(-2, 3, 38), base=2.0),
        Call(args=(2, 5, 1)),
        Call(args=(0, 1, 0)),
        dtypes=FLOATS,
        errors=(
            bad("steps", lambda m: m.logspace(0, 1, -1)),
            bad("bool", lambda m: m.logspace(0, 1, 2, dtype=m.bool), NotImplementedError),
        ),
    ),
    factory("scalar_tensor", np.asarray, Call(args=(3,)), Call(args=(0,))),
    *(
        factory(f"{name}_window", window(shape), *calls, dtypes=FLOATS, errors=window_errors(name))
        for name, shape, calls in WINDOWS
    ),
    factory(
        "eye",
        ref.eye,
        Call(args=(3,)),
        Call(args=(2, 4)),
        Call(args=(4, 2)),
        Call(args=(0,)),
        errors=(bad("negative", lambda m: m.eye(-1)),),
    ),
    like("zeros_like", 0),
    like("ones_like", 1),
    OpCase("full_like", "full_like", np.full_like, (Call(S, args=(1,)),), dtypes=ALL, grads=()),
]

SHAPING = [*SHAPES, *TYPES, *IN_PLACE, *FACTORIES]
