"""Rows of op_table.py: functions of three tensors, of the parts of numbers, and special ones."""

from __future__ import annotations

import operator
from dataclasses import replace

import numpy as np
import reference as ref
import scipy.special as sp
from op_case import (
    ALL,
    INTEGERS,
    LARGE,
    NUMBERS,
    ONE,
    Call,
    OpCase,
    bad,
    pairwise,
    pointwise,
    to_bool,
    to_float,
)

THREE = (
    Call((37,), (37,), (37,)),
    Call((4, 1), (3,), (4, 3)),
    Call((2, 3, 5), (3, 1), ()),
    Call((3,), (), (2, 3)),
    Call((), (), ()),
    Call((0, 3), (1, 3), (3,)),
)


def with_value(*calls, value):
    return tuple(Call(*call.shapes, value=value) for call in calls)


def triple(op, function, name="", **fields):
    """A function of three tensors that broadcast."""
    shapes = bad("shapes", lambda m: getattr(m, op)(m.ones(2), m.ones(3), m.ones(2)))
    return OpCase(
        name or op,
        op,
        function,
        fields.pop("calls", THREE),
        grads=fields.pop("grads", (0, 1, 2)),
        large=((LARGE,), (LARGE,), (LARGE,)),
        errors=(shapes, *fields.pop("errors", ())),
        **fields,
    )


WHOLE = {"dtypes": INTEGERS, "grads": ()}
EVERY = {"dtypes": ALL, "out": to_float}


def floats_only(op):
    """What torch raises for integers."""
    return bad("integers", lambda m: getattr(m, op)(*[m.tensor([1])] * 2), NotImplementedError)


OTHERS = [
    triple(
        "addcmul",
        ref.addcmul,
        dtypes=NUMBERS,
        calls=(*THREE, *with_value(*THREE[:2], value=3)),
        errors=(bad("bools", lambda m: m.addcmul(*[m.tensor([True])] * 3), NotImplementedError),),
    ),
    triple(
        "addcdiv",
        ref.addcdiv,
        calls=(*THREE, *with_value(*THREE[:2], value=-0.25)),
        domain=((-2, 2), (-2, 2), (0.5, 2)),
        errors=(bad("integers", lambda m: m.addcdiv(m.ones(1), *[m.tensor([1])] * 2)),),
    ),
    triple(
        "lerp",
        ref.lerp,
        domain=((-2, 2), (-2, 2), (-0.5, 1.5)),
        errors=(
            bad("types", lambda m: m.lerp(m.ones(1), m.ones(1, dtype=m.float64), 0.5)),
            bad("integers", lambda m: m.lerp(*[m.tensor([1])] * 2, 0.5), NotImplementedError),
        ),
    ),
    replace(
        pairwise(
            "lerp",
            ref.lerp,
            "lerp_number",
            tuple(
                Call(*shapes, weight=weight)
                for weight in (0.25, 0.75, -1, 2.5)
                for shapes in (((37,), (37,)), ((4, 1), (3,)), ((2, 3), ()), ((0, 3), (1, 3)))
            ),
        ),
        errors=(bad("shapes", lambda m: m.lerp(m.ones(2), m.ones(3), 0.5)),),
    ),
    pairwise("fmax", np.fmax, dtypes=ALL),
    pairwise("fmin", np.fmin, dtypes=ALL),
    pairwise("clamp_min", np.maximum, dtypes=ALL),
    pairwise("clamp_max", np.minimum, dtypes=ALL),
    pairwise(
        "fmod",
        np.fmod,
        ulp=0,
        dtypes=NUMBERS,
        domain=((2.2, 3.8), (-2, -1.95)),
        integers=((-9, 10), (1, 4)),
        errors=(bad("zero", lambda m: m.fmod(m.tensor([1]), m.tensor([0]))),),
    ),
    pairwise(
        "ldexp", ref.ldexp, ulp=3, domain=((-2, 2), (-3, 3)), integers=((-5, 6), (-3, 4)), **EVERY
    ),
    pairwise("nextafter", np.nextafter, errors=(floats_only("nextafter"),)),
    pairwise("logaddexp2", np.logaddexp2, domain=(-9, 9), errors=(floats_only("logaddexp2"),)),
    pairwise(
        lambda a, b: a.float_power(b),
        np.power,
        "float_power",
        dtypes=NUMBERS,
        out=lambda dtype: "float64",
        domain=((0.2, 3), (-2, 2)),
        integers=((1, 6), (0, 4)),
    ),
    pairwise(
        "heaviside",
        ref.heaviside,
        dtypes=ALL,
        grads=(),
        integers=(-1, 2),
        errors=(bad("types", lambda m: m.heaviside(m.ones(1), m.tensor([1]))),),
    ),
    pairwise(
        "gcd",
        np.gcd,
        integers=(-30, 31),
        errors=(bad("floats", lambda m: m.gcd(m.ones(1), m.ones(1)), NotImplementedError),),
        **WHOLE,
    ),
    pairwise(
        "lcm",
        np.lcm,
        integers=(-30, 31),
        errors=(bad("bools", lambda m: m.lcm(*[m.tensor([True])] * 2), NotImplementedError),),
        **WHOLE,
    ),
    pairwise(
        "bitwise_left_shift",
        np.left_shift,
        integers=((-50, 51), (0, 7)),
        errors=(bad("floats", lambda m: m.ones(1) << 2, NotImplementedError),),
        **WHOLE,
    ),
    pairwise(
        "bitwise_right_shift",
        np.right_shift,
        integers=((-50, 51), (0, 7)),
        errors=(bad("floats", lambda m: m.tensor([2]) >> 1.0, NotImplementedError),),
        **WHOLE,
    ),
    pairwise(operator.lshift, np.left_shift, "operator_lshift", integers=(0, 7), **WHOLE),
    pairwise(operator.rshift, np.right_shift, "operator_rshift", integers=(0, 7), **WHOLE),
    pointwise("signbit", np.signbit, dtypes=NUMBERS, out=to_bool, grads=(), special=True),
    pointwise(
        "positive",
        np.positive,
        dtypes=NUMBERS,
        grads=(),
        errors=(bad("bool", lambda m: m.positive(m.tensor([True]))),),
    ),
]

# Their bounds are tested by test_special_functions.py.
OTHERS += [
    pointwise(
        "frexp",
        lambda x: np.frexp(x)[0],
        post=lambda parts: parts[0],
        domain=(1.1, 1.9),
        errors=(bad("integers", lambda m: m.frexp(m.tensor([1]))),),
    ),
    pointwise("lgamma", sp.gammaln, domain=(0.2, 5), integers=(0, 9), **EVERY),
    pointwise("digamma", sp.psi, **{**EVERY, "dtypes": NUMBERS}, domain=(0.2, 5), integers=(1, 9)),
    pointwise(
        lambda x: x.polygamma(2),
        lambda x: sp.polygamma(2, x),
        "polygamma",
        dtypes=NUMBERS,
        out=to_float,
        domain=(0.5, 5),
        integers=(1, 9),
        errors=(bad("order", lambda m: m.polygamma(-1, m.ones(1))),),
    ),
    pointwise(
        "mvlgamma",
        lambda x, p: sp.multigammaln(x.reshape(-1), p).reshape(x.shape),
        calls=(
            Call((37,), args=(2,)),
            Call((2, 3, 5), p=3),
            Call((), args=(1,)),
            Call((2, 0), p=2),
        ),
        dtypes=NUMBERS,
        out=to_float,
        domain=(1.5, 5),
        integers=(2, 9),
        errors=(
            bad("dimensions", lambda m: m.mvlgamma(m.ones(1), 0)),
            bad("bool", lambda m: m.mvlgamma(m.tensor([True]), 2)),
        ),
    ),
    *(
        pairwise(
            name,
            function,
            grads=(1,),
            domain=((0.3, 5), (0.2, 5)),
            errors=(floats_only(name),),
        )
        for name, function in (("igamma", sp.gammainc), ("igammac", sp.gammaincc))
    ),
    pairwise(
        "special.zeta",
        sp.zeta,
        dtypes=NUMBERS,
        out=to_float,
        grads=(1,),
        domain=((1.5, 6), (0.5, 5)),
        integers=((2, 5), (1, 9)),
    ),
    pointwise("erfinv", sp.erfinv, domain=(-0.9, 0.9), integers=(-1, 2), **EVERY),
    pointwise("special.erfcx", sp.erfcx, **EVERY),
    pointwise("special.ndtr", sp.ndtr, domain=(-4, 4), integers=(-1, 2), **EVERY),
    pointwise("special.log_ndtr", sp.log_ndtr, domain=(-4, 4), **EVERY),
    pointwise("special.ndtri", sp.ndtri, domain=(0.05, 0.95), integers=(0, 2), **EVERY),
    pointwise("i0", sp.i0, domain=(-3, 3), **EVERY),
    pointwise("special.i1", sp.i1, domain=(-3, 3), **EVERY),
    pointwise("special.i0e", sp.i0e, domain=(0.1, 9), **EVERY),
    pointwise("special.i1e", sp.i1e, domain=(0.1, 9), **EVERY),
    pointwise("special.entr", sp.entr, domain=(0.2, 3), **EVERY),
    pairwise(
        "special.xlog1py",
        sp.xlog1py,
        domain=((-2, 2), (-0.8, 3)),
        integers=((-5, 6), (1, 9)),
        **EVERY,
    ),
]

OF_ONE = [
    pointwise(
        "clamp_min",
        lambda x, min: np.maximum(x, min),
        "clamp_min_number",
        dtypes=NUMBERS,
        calls=(Call((37,), min=1), Call((3, 4), min=0), Call((), min=1)),
        ulp=0,
    ),
    pointwise(
        "clamp_max",
        lambda x, max: np.minimum(x, max),
        "clamp_max_number",
        dtypes=NUMBERS,
        calls=(Call((37,), max=1), Call((3, 4), max=0), Call((), max=1)),
        ulp=0,
    ),
    pointwise(
        "frac",
        lambda x: x - np.trunc(x),
        domain=(0.1, 0.9),
        errors=(bad("integers", lambda m: m.frac(m.tensor([1])), NotImplementedError),),
        ulp=0,
    ),
    pointwise("sgn", ref.sign, dtypes=NUMBERS, grads=(), ulp=0),
    pointwise(
        "nan_to_num",
        np.nan_to_num,
        dtypes=ALL,
        calls=(Call((37,), nan=2.0, posinf=3.0, neginf=-4.5), *ONE),
        ulp=0,
    ),
    pointwise("deg2rad", np.deg2rad, domain=(-360, 360), ulp=2, **EVERY),
    pointwise("rad2deg", np.rad2deg, ulp=2, **EVERY),
    # torch has 1e-8 at whole numbers.
    pointwise(
        "sinc",
        ref.sinc,
        domain=(-3, 3),
        integers=(0, 1),
        ulp=2,
        dtypes=NUMBERS,
        out=to_float,
    ),
    pointwise(
        "logit",
        ref.logit,
        calls=(*ONE, Call((37,), eps=0.2), Call((2, 3, 5), args=(0.3,))),
        domain=(0.05, 0.95),
        integers=(0, 2),
        ulp=2,
        **EVERY,
    ),
]
