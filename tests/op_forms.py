"""Rows for the in-place and out= forms, made from those of op_table.py: a row's operation has the
forms that the package gives it, and its reference, its calls and its domain judge them too.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import retrograd as rg
from op_case import FLOATS, OpCase, same
from op_pointwise import POINTWISE
from op_table import OPS


def kind(dtype: str) -> int:
    return 2 if dtype in FLOATS else int(dtype != "bool")


def in_place(case: OpCase) -> OpCase:
    """The method ``name_`` on a clone of the first input, which takes the result's place."""
    method = case.op.split(".")[-1] + "_"

    def op(x, *others, **kwargs):
        return getattr(x.clone(), method)(*others, **kwargs)

    return replace(
        case,
        op=op,
        calls=tuple(c for c in case.calls if np.broadcast_shapes(*c.shapes) == c.shapes[0]),
        dtypes=tuple(t for t in case.dtypes if kind(case.out(t)) <= kind(t)),
        out=same,
        errors=(),
    )


def of_rows(name: str) -> bool:
    """Whether a row names a function of the package itself, not one below it or an operator."""
    return isinstance(name, str) and "." not in name


def takes_out(name: str) -> bool:
    """Whether a signature says so; of several ones, the docstring begins with all."""
    function = getattr(rg, name)
    forms = function.__doc__.split("\n\n")[0]
    return " out=None" in f"{function.__text_signature__} {forms}"


IN_PLACE = [
    in_place(case) for case in POINTWISE if of_rows(case.op) and hasattr(rg.Tensor, f"{case.op}_")
]
WITH_OUT = [case for case in OPS if of_rows(case.op) and takes_out(case.op)]
