"""Rows of op_table.py: variances and deviations."""

from __future__ import annotations

import numpy as np
from op_case import Call, OpCase

SHAPES = (
    Call((2, 3, 5)),
    Call((37,), dim=0),
    Call((2, 3, 5), dim=-1),
    Call((2, 3, 5), args=(1, False)),
    Call((2, 3, 5), dim=1, correction=2.5, keepdim=True),
    Call((300, 7), dim=0),
    Call((7, 300), dim=1),
    Call((2, 3, 5), dim=(0, 2)),
    Call((2, 3, 5), dim=(-1, 0), unbiased=False, keepdim=True),
    Call((3, 0), dim=0),
    Call((), correction=0),
    Call((1,), correction=0),
)


def spread(op, function, post=None):
    def reference(x, dim=None, unbiased=True, keepdim=False, correction=None):
        ddof = int(unbiased) if correction is None else correction
        axis = None if dim is None else dim
        if x.ndim == 0:
            axis = None
        return np.asarray(function(x, axis=axis, keepdims=keepdim, ddof=ddof))

    errors = (
        ("dim", lambda m: getattr(m, op)(m.ones(2, 3), dim=3), IndexError),
        ("twice", lambda m: getattr(m, op)(m.ones(2, 3), dim=(0, 0)), RuntimeError),
        ("integers", lambda m: getattr(m, op)(m.tensor([1, 2])), RuntimeError),
        ("both", lambda m: getattr(m, op)(m.ones(2), 0, unbiased=True, correction=1), TypeError),
    )
    return OpCase(
        op if post is None else f"{op}_of_two",
        op,
        reference,
        SHAPES,
        post=post,
        large=((501, 401),),
        errors=errors,
        rtol=4,
        # Of equal elements all digits are those of rounding errors.
        places=("contiguous", "transposed", "sliced", "offset"),
    )


def mean(x, axis, keepdims, ddof):
    return np.mean(x, axis=axis, keepdims=keepdims)


STATISTICS = [
    spread("var", np.var),
    spread("std", np.std),
    spread("var_mean", np.var, lambda y: y[0]),
    spread("std_mean", np.std, lambda y: y[0]),
    OpCase(
        "mean_beside_var",
        "var_mean",
        lambda x, **kw: spread("", mean).ref(x, **kw),
        (Call((2, 3, 5)), Call((37,), dim=0)),
        post=lambda y: y[1],
    ),
]
