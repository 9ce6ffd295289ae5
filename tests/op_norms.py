"""Rows of op_table.py: norms, and logarithms of sums of exponentials."""

from __future__ import annotations

import numpy as np
from op_case import ALL, Call, OpCase, to_float

inf = float("inf")
S = (2, 3, 5)
SHAPES = (
    Call(S),
    Call((37,), dim=0),
    Call(S, dim=-1),
    Call(S, dim=1, keepdim=True),
    Call(S, dim=(0, 2)),
    Call(S, dim=(-1, 0), keepdim=True),
    Call((300, 7), dim=0),
    Call((7, 300), dim=1),
    Call(()),
    Call((1,)),
)
NO_ELEMENTS = (Call((3, 0), dim=1), Call((3, 0), dim=0), Call((0,)))


def axes(x, dim):
    return tuple(range(x.ndim)) if dim is None or x.ndim == 0 else dim


def norm(x, p, dim=None, keepdim=False):
    size = np.abs(x)
    along = {"axis": axes(x, dim), "keepdims": keepdim}
    if p == inf:
        return np.max(size, **along)
    if p == -inf:
        return np.min(size, **along)
    if p == 0:
        return np.sum(size != 0, **along).astype(float)
    return np.sum(size**p, **along) ** (1 / p)


def of_vectors(op, name, p, domain=(-2, 2), **fields):
    argument = "p" if op == "norm" else "ord"
    calls = SHAPES + (NO_ELEMENTS if 0 <= p < inf else ())
    given = [Call(*call.shapes, **{argument: p}, **call.kwargs) for call in calls]

    def reference(x, dim=None, keepdim=False, **order):
        return norm(x, order[argument], dim, keepdim)

    def run(**kwargs):
        def call(m):
            of = m.norm if op == "norm" else m.linalg.vector_norm
            return of(m.ones(2, 3), **kwargs)

        return call

    errors = (
        ("dim", run(dim=3), IndexError),
        ("twice", run(dim=(0, 0)), RuntimeError),
        ("dtype", run(dtype=None, dim="x"), TypeError),
    )
    return OpCase(
        name,
        op,
        reference,
        tuple(given),
        domain=domain,
        large=((501, 401),),
        errors=errors,
        rtol=2,
        smooth=not np.isinf(p),
        **fields,
    )


def of_matrices(name, order, numpy_order, **fields):
    shapes = ((3, 4), (2, 3, 5), (1, 1))
    calls = [Call(shape, ord=order) for shape in shapes]
    calls += [Call(S, ord=order, dim=(2, 0), keepdim=True), Call((0, 3), ord=order)]

    def reference(x, ord, dim=(-2, -1), keepdim=False):
        if x.size == 0:
            return np.zeros(())
        return np.linalg.norm(x, numpy_order, axis=dim, keepdims=keepdim)

    errors = (
        ("one dim", lambda m: m.linalg.matrix_norm(m.ones(3), order), RuntimeError),
        ("same dims", lambda m: m.linalg.matrix_norm(m.ones(2, 2), order, (0, 0)), RuntimeError),
    )
    return OpCase(
        name, "linalg.matrix_norm", reference, tuple(calls), errors=errors, smooth=order == "fro",
        rtol=2, **fields,
    )  # fmt: skip


def logsumexp(x, dim, keepdim=False):
    return np.logaddexp.reduce(x.astype(float), axis=axes(x, dim), keepdims=keepdim)


NORMS = [
    of_vectors("norm", "norm", 2),
    of_vectors("norm", "norm_1", 1),
    of_vectors("norm", "norm_inf", inf, domain=(-20, 20)),
    of_vectors("linalg.vector_norm", "vector_norm_3", 3),
    of_vectors("linalg.vector_norm", "vector_norm_half", 0.5, domain=(0.02, 0.3)),
    of_vectors("linalg.vector_norm", "vector_norm_least", -inf, domain=(-20, 20)),
    of_vectors("linalg.vector_norm", "vector_norm_inverse", -1, domain=(0.2, 3)),
    of_vectors("linalg.vector_norm", "vector_norm_0", 0, grads=()),
    of_matrices("matrix_norm", "fro", "fro"),
    of_matrices("matrix_norm_1", 1, 1),
    of_matrices("matrix_norm_inf", inf, inf),
    of_matrices("matrix_norm_least", -1, -1),
    OpCase(
        "linalg_norm",
        "linalg.norm",
        lambda x, ord=None, dim=None: (
            np.linalg.norm(x, ord, dim)
            if x.ndim < 3 or dim is not None
            else np.linalg.norm(x.ravel())
        ),
        (
            Call(S),
            Call((4,), ord=3),
            Call((3, 4), ord=1),
            Call(S, ord=1, dim=1),
            Call(S, dim=(0, 2)),
        ),
        smooth=False,
        errors=(
            ("three dims", lambda m: m.linalg.norm(m.ones(2, 2, 2), 2), RuntimeError),
            ("dims", lambda m: m.linalg.norm(m.ones(2, 2, 2), dim=(0, 1, 2)), RuntimeError),
            ("order", lambda m: m.linalg.norm(m.ones(2, 2), 3), RuntimeError),
            ("name", lambda m: m.linalg.norm(m.ones(2, 2), "abc"), RuntimeError),
        ),
    ),
    OpCase(
        "logsumexp",
        "logsumexp",
        logsumexp,
        tuple(
            Call(*call.shapes, **{"dim": 0, **call.kwargs})
            for call in (
                *SHAPES[1:],
                Call((3, 0), dim=0),
                Call((2, 1500), dim=1),
                Call((3, 40, 33), dim=1),
            )
        ),
        dtypes=ALL,
        out=to_float,
        large=((501, 401),),
        errors=(
            ("dim", lambda m: m.logsumexp(m.ones(2, 3), 2), IndexError),
            ("twice", lambda m: m.logsumexp(m.ones(2, 3), (0, 0)), RuntimeError),
            ("no dim", lambda m: m.logsumexp(m.ones(2, 3)), TypeError),
        ),
    ),
]
