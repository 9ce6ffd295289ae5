"""Rows of op_table.py: reductions, matrix products, softmax and the losses."""

from __future__ import annotations

import operator

import numpy as np
import reference as ref
from op_case import (
    ALL,
    FLOATS,
    LARGE,
    NUMBERS,
    Call,
    DType,
    OpCase,
    S,
    mismatch,
    name_of,
    summed,
    to_int64,
)


def reducing(op, function, name="", several=True, **fields):
    """A reduction: all elements, one dimension, kept, several, with lengths 1 and 0 beside."""
    s = (2, 3, 5)
    calls = [Call(s), Call((37,), dim=0), Call(s, dim=-1), Call(s, dim=1, keepdim=True)]
    calls += [Call(()), Call((1,)), Call((3, 0), dim=0), Call((300, 7), dim=0)]
    calls += [Call(s, dim=(0, 2)), Call(s, dim=(-1, 0), keepdim=True)] if several else []
    bad = [("dim", lambda m: getattr(m, op)(m.ones(2, 3), dim=3), IndexError)]
    if several:
        bad += [("twice", lambda m: getattr(m, op)(m.ones(2, 3), dim=(0, 0)), RuntimeError)]
    errors = (*bad, *fields.pop("errors", ()))
    function = ref.reduction(function)
    return OpCase(
        name_of(op, name), op, function, tuple(calls), large=((501, 401),), errors=errors, **fields
    )


def truth(dtype):
    """all and any keep uint8, as torch does."""
    return dtype if dtype == "uint8" else "bool"


def extreme(name, function, **fields):
    """max and min over one dimension give values and the index of the first of them."""
    s = (2, 3, 5)
    calls = (Call(s, dim=1), Call((37,), dim=0), Call(s, dim=-1, keepdim=True), Call((), dim=0))
    calls += (Call(s, args=(0, True)), Call((300, 7), dim=0), Call((3, 0), dim=0))
    where = {"max": np.argmax, "min": np.argmin}[name]
    errors = (
        ("dim", lambda m: getattr(m, name)(m.ones(2, 3), dim=3), IndexError),
        ("empty", lambda m: getattr(m, name)(m.ones(0)), RuntimeError),
        ("empty dim", lambda m: getattr(m, name)(m.ones(0, 3), dim=0), IndexError),
    )
    return [
        OpCase(
            f"{name}_dim_values",
            name,
            ref.reduction(function),
            calls,
            dtypes=ALL,
            post=lambda y: y.values,
            smooth=False,
            domain=(-20, 20),
            errors=errors,
            large=((501, 401),),
            **fields,
        ),
        OpCase(
            f"{name}_dim_indices",
            name,
            ref.reduction(where),
            calls,
            dtypes=NUMBERS,
            out=to_int64,
            grads=(),
            post=lambda y: y.indices,
            **fields,
        ),
        OpCase(
            name,
            name,
            ref.reduction(function),
            (Call((2, 3, 5)), Call(()), Call((300, 7))),
            dtypes=ALL,
            smooth=False,
            domain=(-20, 20),
            large=((501, 401),),
            **fields,
        ),
    ]


def empty(op, error, **kwargs):
    return (("empty", lambda m: getattr(m, op)(m.ones(0, 3), **kwargs), error),)


REDUCTIONS = [
    reducing("sum", np.sum, dtypes=ALL, out=summed, rtol=4),
    OpCase(
        "sum_dtype",
        "sum",
        ref.reduction(np.sum),
        (Call((3, 4), dim=1, dtype=DType("float64")),),
        dtypes=("float32", "int64"),
        out=lambda dtype: "float64",
    ),
    reducing(
        "mean",
        np.mean,
        rtol=4,
        errors=(("integers", lambda m: m.mean(m.tensor([1, 2])), RuntimeError),),
    ),
    reducing(
        "prod",
        np.prod,
        several=False,
        dtypes=ALL,
        out=summed,
        rtol=4,
        integers=(-2, 3),
        domain=(0.95, 1.05),
    ),
    OpCase(
        "prod_of_zeros",
        "prod",
        ref.reduction(np.prod),
        (Call((2, 3)), Call((2, 3), dim=1)),
        draws={0: lambda rng, s: np.array([[2.0, 0.0, 3.0], [0.0, 0.0, 1.5]])},
    ),
    reducing("any", np.any, dtypes=ALL, out=truth, grads=(), integers=(0, 2)),
    reducing("all", np.all, dtypes=ALL, out=truth, grads=(), integers=(0, 3)),
    reducing(
        "amax",
        np.amax,
        dtypes=ALL,
        smooth=False,
        domain=(-20, 20),
        errors=empty("amax", IndexError, dim=0),
    ),
    reducing(
        "amin",
        np.amin,
        dtypes=ALL,
        smooth=False,
        domain=(-20, 20),
        errors=empty("amin", IndexError, dim=0),
    ),
    reducing(
        "argmax",
        np.argmax,
        several=False,
        dtypes=NUMBERS,
        out=to_int64,
        grads=(),
        errors=empty("argmax", IndexError),
    ),
    reducing(
        "argmin",
        np.argmin,
        several=False,
        dtypes=NUMBERS,
        out=to_int64,
        grads=(),
        errors=empty("argmin", IndexError),
    ),
    *extreme("max", np.max),
    *extreme("min", np.min),
]

MATRICES = ("float32", "float64", "int32", "int64")


def product(op, function, *pairs, name="", **fields):
    """A product over inner lengths: sums of many terms, so a wider tolerance."""
    calls = tuple(Call(*shapes) for shapes in pairs)
    fields.setdefault("grads", (0, 1))
    fields.setdefault("dtypes", MATRICES)
    return OpCase(name_of(op, name), op, function, calls, rtol=8, **fields)


PRODUCTS = [
    product(
        "matmul",
        np.matmul,
        ((3,), (3,)),
        ((2, 3), (3,)),
        ((3,), (3, 4)),
        ((2, 3), (3, 4)),
        ((5, 2, 3), (3, 4)),
        ((2, 1, 2, 3), (5, 3, 4)),
        ((5, 2, 3), (3,)),
        ((3,), (5, 3, 4)),
        ((2, 0), (0, 3)),
        ((0, 2), (2, 3)),
        ((0, 2, 3), (3, 4)),
        ((33, 70), (70, 17)),
        ((1, 1), (1, 1)),
        large=((130, 150), (150, 140)),
        errors=(
            mismatch("matmul", (2, 3), (2, 3)),
            mismatch("matmul", (3,), (4,)),
            mismatch("matmul", (), (3,)),
            mismatch("matmul", (2, 2, 3), (3, 3, 4)),
            (
                "dtypes",
                lambda m: m.matmul(m.ones(2, 2), m.ones(2, 2, dtype=m.float64)),
                RuntimeError,
            ),
        ),
    ),
    product(operator.matmul, np.matmul, ((2, 3), (3, 4)), ((3,), (3,)), name="operator_matmul"),
    product(
        "mm",
        np.matmul,
        ((2, 3), (3, 4)),
        ((2, 0), (0, 3)),
        ((19, 33), (33, 18)),
        errors=(mismatch("mm", (2, 3), (2, 3)), mismatch("mm", (3,), (3, 4))),
    ),
    product(
        "bmm",
        np.matmul,
        ((5, 2, 3), (5, 3, 4)),
        ((0, 2, 3), (0, 3, 4)),
        errors=(mismatch("bmm", (2, 3), (3, 4)), mismatch("bmm", (2, 2, 3), (1, 3, 4))),
    ),
    product(
        "mv",
        np.matmul,
        ((4, 3), (3,)),
        ((4, 0), (0,)),
        ((40, 33), (33,)),
        errors=(mismatch("mv", (4, 3), (4,)), mismatch("mv", (4, 3), (3, 1))),
    ),
    product(
        "dot",
        np.dot,
        ((37,), (37,)),
        ((0,), (0,)),
        errors=(mismatch("dot", (3,), (4,)), mismatch("dot", (3, 1), (3,))),
    ),
    product(
        "outer", np.outer, ((5,), (3,)), ((0,), (3,)), errors=(mismatch("outer", (3, 1), (3,)),)
    ),
    product(
        "nn.functional.linear",
        ref.linear,
        ((4, 3), (5, 3), (5,)),
        ((3,), (5, 3), (5,)),
        ((2, 4, 3), (5, 3), (5,)),
        ((4, 3), (5, 3)),
        ((0, 3), (5, 3), (5,)),
        grads=(0, 1, 2),
        dtypes=FLOATS,
        errors=(mismatch("nn.functional.linear", (2, 3), (4, 5)),),
    ),
]


def classes(count):
    return {1: lambda rng, s: rng.integers(0, count, s)}


REDUCE = ({}, {"reduction": "none"}, {"reduction": "sum"}, {"reduction": "mean"})
LONG_ROWS = (Call((37,), dim=0), Call(S, dim=1), Call(S, dim=-1), Call((3, 300), dim=1))
LONG_ROWS += (Call((), dim=0), Call((0, 3), dim=1))


def loss(op, function, shape=(4, 3), name="", **fields):
    calls = (*tuple(Call(shape, shape, **how) for how in REDUCE), Call((), ()))
    fields.setdefault("grads", (0, 1))
    return OpCase(name_of(op, name), f"nn.functional.{op}", function, calls, rtol=4, **fields)


BCE = "binary_cross_entropy_with_logits"
UNIT = ((-4, 4), (0.05, 0.95))
LOSSES = [
    OpCase(
        "softmax",
        "softmax",
        ref.softmax,
        LONG_ROWS,
        rtol=4,
        errors=(
            ("dim", lambda m: m.softmax(m.ones(2), dim=1), IndexError),
            ("integers", lambda m: m.softmax(m.tensor([1, 2]), 0), RuntimeError),
        ),
    ),
    OpCase(
        "log_softmax",
        "log_softmax",
        ref.log_softmax,
        LONG_ROWS,
        rtol=4,
        errors=(("dim", lambda m: m.log_softmax(m.ones(2), dim=1), IndexError),),
    ),
    OpCase("functional_softmax", "nn.functional.softmax", ref.softmax, LONG_ROWS[1:3], rtol=4),
    OpCase(
        "functional_log_softmax",
        "nn.functional.log_softmax",
        ref.log_softmax,
        LONG_ROWS[1:3],
        rtol=4,
    ),
    loss(
        "mse_loss",
        ref.mse_loss,
        errors=(
            mismatch("nn.functional.mse_loss", (2,), (3,)),
            (
                "reduction",
                lambda m: m.nn.functional.mse_loss(m.ones(2), m.ones(2), reduction="all"),
                ValueError,
            ),
        ),
    ),
    loss("l1_loss", ref.l1_loss),
    OpCase(
        "nll_loss",
        "nn.functional.nll_loss",
        ref.nll_loss,
        tuple(Call((4, 3), (4,), **how) for how in REDUCE),
        draws=classes(3),
        rtol=4,
        errors=(
            (
                "class",
                lambda m: m.nn.functional.nll_loss(m.ones(2, 3), m.tensor([0, 3])),
                IndexError,
            ),
        ),
    ),
    loss(
        "binary_cross_entropy",
        ref.binary_cross_entropy,
        grads=(0,),
        domain=(0.05, 0.95),
        errors=(mismatch("nn.functional.binary_cross_entropy", (2,), (3,), ValueError),),
    ),
    OpCase(
        "binary_cross_entropy_weight",
        "nn.functional.binary_cross_entropy",
        ref.binary_cross_entropy,
        (Call((4, 3), (4, 3), (3,)),),
        domain=(0.05, 0.95),
        named=("weight",),
        rtol=4,
    ),
    loss(
        BCE,
        ref.binary_cross_entropy_with_logits,
        domain=UNIT,
        large=((LARGE,), (LARGE,)),
        errors=(mismatch(f"nn.functional.{BCE}", (2,), (3,), ValueError),),
    ),
    OpCase(
        f"{BCE}_weight",
        f"nn.functional.{BCE}",
        ref.binary_cross_entropy_with_logits,
        (Call((4, 3), (4, 3), (3,)), Call((4, 3), (4, 3), (4, 1), reduction="none")),
        named=("weight",),
        domain=(*UNIT, (0.5, 2)),
        grads=(0, 1),
        rtol=4,
    ),
    OpCase(
        f"{BCE}_pos_weight",
        f"nn.functional.{BCE}",
        ref.binary_cross_entropy_with_logits,
        (Call((4, 3), (4, 3), (3,)), Call((4, 3), (4, 3), (3,), reduction="sum")),
        named=("pos_weight",),
        domain=(*UNIT, (0.5, 2)),
        grads=(0, 1),
        rtol=4,
    ),
    OpCase(
        "cross_entropy",
        "nn.functional.cross_entropy",
        ref.cross_entropy,
        (
            *(Call((4, 3), (4,), **how) for how in REDUCE),
            Call((3,), ()),
            Call((2, 3, 5), (2, 5)),
            Call((2, 3, 5), (2, 5), reduction="none"),
            Call((6, 3), (6,), ignore_index=1),
        ),
        draws=classes(3),
        rtol=4,
        errors=(
            (
                "class",
                lambda m: m.nn.functional.cross_entropy(m.ones(2, 3), m.tensor([0, 3])),
                IndexError,
            ),
            (
                "batch",
                lambda m: m.nn.functional.cross_entropy(m.ones(2, 3), m.tensor([0])),
                ValueError,
            ),
            (
                "int32",
                lambda m: m.nn.functional.cross_entropy(
                    m.ones(2, 3), m.tensor([0, 1], dtype=m.int32)
                ),
                RuntimeError,
            ),
        ),
    ),
    OpCase(
        "cross_entropy_weight",
        "nn.functional.cross_entropy",
        ref.cross_entropy,
        (Call((6, 3), (6,), (3,)), Call((6, 3), (6,), (3,), reduction="none")),
        named=("weight",),
        draws=classes(3),
        domain=(0.5, 2),
        rtol=4,
    ),
]


REDUCING = [*REDUCTIONS, *PRODUCTS, *LOSSES]
