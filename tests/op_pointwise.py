"""Rows of op_table.py: arithmetic, functions of one element, comparison and logic."""

from __future__ import annotations

import operator

import numpy as np
import reference as ref
from op_activations import POINTWISE_ACTIVATIONS
from op_case import (
    ALL,
    FLOATS,
    INTEGERS,
    LARGE,
    NUMBERS,
    ONE,
    POSITIVE,
    Call,
    OpCase,
    pairwise,
    pointwise,
    to_bool,
    to_float,
)
from op_special import OF_ONE, OTHERS


def integers(name):
    """A function of nn.functional that refuses them."""
    return (
        "integers",
        lambda m: getattr(m.nn.functional, name)(m.tensor([1])),
        NotImplementedError,
    )


ROUNDED = {
    mode: (Call((37,), (37,), rounding_mode=mode), Call((4, 1), (3,), rounding_mode=mode))
    for mode in ("floor", "trunc")
}
QUOTIENT = {
    "dtypes": NUMBERS,
    "domain": ((-4, 4), (0.5, 2)),
    "integers": ((-9, 10), (1, 4)),
}

ARITHMETIC = [
    pairwise("add", ref.add, ulp=0.5, dtypes=ALL),
    pairwise("add", ref.add, "add_alpha", (Call((3, 4), (4,), alpha=2),), dtypes=NUMBERS),
    pairwise(
        "sub",
        ref.sub,
        ulp=0.5,
        dtypes=NUMBERS,
        errors=(("bool", lambda m: m.tensor([True]) - m.tensor([True]), RuntimeError),),
    ),
    pairwise("sub", ref.sub, "sub_alpha", (Call((3, 4), (4,), alpha=2),), dtypes=NUMBERS),
    pairwise("mul", np.multiply, ulp=0.5, dtypes=ALL),
    pairwise(
        "div",
        np.true_divide,
        ulp=0.5,
        dtypes=NUMBERS,
        out=to_float,
        domain=((-2, 2), (0.5, 2)),
        integers=((-5, 6), (1, 6)),
    ),
    pairwise(
        "pow",
        np.power,
        ulp=2,
        dtypes=NUMBERS,
        domain=((0.2, 3), (-2, 2)),
        integers=((-5, 6), (0, 4)),
        errors=(("negative", lambda m: m.pow(m.tensor([2]), -1), RuntimeError),),
    ),
    pairwise("div", ref.floored, "div_floor", ROUNDED["floor"], **QUOTIENT),
    pairwise("div", ref.truncated, "div_trunc", ROUNDED["trunc"], **QUOTIENT),
    pairwise(
        "hypot",
        np.hypot,
        ulp=2,
        errors=(
            ("integers", lambda m: m.hypot(m.tensor([1]), m.tensor([2])), NotImplementedError),
        ),
    ),
    pairwise("atan2", np.arctan2, ulp=2, dtypes=ALL, out=to_float),
    pairwise(
        "xlogy",
        ref.xlogy,
        ulp=2,
        dtypes=ALL,
        out=to_float,
        domain=((-2, 2), POSITIVE),
        integers=((-5, 6), (1, 9)),
    ),
    pairwise("logaddexp", np.logaddexp, domain=(-9, 9)),
    pairwise(
        "copysign", np.copysign, ulp=0, dtypes=NUMBERS, out=to_float, integers=((-5, 6), (-3, 4))
    ),
    pairwise("maximum", np.maximum, dtypes=ALL),
    pairwise("minimum", np.minimum, dtypes=ALL),
    pairwise(
        "floor_divide",
        np.floor_divide,
        dtypes=NUMBERS,
        grads=(),
        domain=((-4, 4), (0.5, 2)),
        integers=((-9, 10), (1, 4)),
        errors=(("zero", lambda m: m.tensor([1]) // m.tensor([0]), RuntimeError),),
    ),
    pairwise(
        "remainder",
        np.mod,
        dtypes=NUMBERS,
        domain=((-4, 4), (-2, -0.7)),
        integers=((-9, 10), (1, 4)),
        errors=(("zero", lambda m: m.tensor([1]) % m.tensor([0]), RuntimeError),),
    ),
    pairwise(operator.add, np.add, "operator_add", dtypes=ALL),
    pairwise(operator.sub, np.subtract, "operator_sub"),
    pairwise(operator.mul, np.multiply, "operator_mul"),
    pairwise(operator.truediv, np.divide, "operator_truediv", domain=((-2, 2), POSITIVE)),
    pairwise(operator.pow, np.power, "operator_pow", domain=((0.2, 3), (-2, 2))),
    pairwise(
        operator.floordiv,
        np.floor_divide,
        "operator_floordiv",
        grads=(),
        dtypes=NUMBERS,
        domain=((-4, 4), (0.5, 2)),
        integers=((-9, 10), (1, 4)),
    ),
    pairwise(
        operator.mod,
        np.mod,
        "operator_mod",
        dtypes=NUMBERS,
        domain=((-4, 4), (0.5, 2)),
        integers=((-9, 10), (1, 4)),
    ),
    pointwise(lambda x: 1.5 - 2.0 * x + x / 4.0 - (x - 0.5), lambda x: 2.0 - 2.75 * x, "scalars"),
    pointwise(lambda x: 2.0 / x, lambda x: 2 / x, "scalar_div", domain=POSITIVE, dtypes=FLOATS),
    pointwise(lambda x: 2.0**x, lambda x: 2.0**x, "scalar_pow"),
    pointwise(lambda x: x**3, lambda x: x**3, "pow_scalar", dtypes=NUMBERS),
    pointwise(lambda x: x**2, lambda x: x**2, "square_by_pow"),
    pointwise(lambda x: x**0.5, np.sqrt, "root_by_pow", domain=POSITIVE),
    pointwise(lambda x: x**-1.0, lambda x: 1 / x, "inverse_by_pow", domain=POSITIVE),
    pointwise(lambda x: x // 3, lambda x: x // 3, "floordiv_scalar", dtypes=NUMBERS, grads=()),
    pointwise(
        lambda x: 7 % x,
        lambda x: 7 % x,
        "scalar_mod",
        grads=(),
        dtypes=NUMBERS,
        domain=(2.4, 3.4),
        integers=(1, 6),
    ),
]

UNARY = [
    pointwise(
        "neg",
        np.negative,
        dtypes=NUMBERS,
        errors=(("bool", lambda m: -m.tensor([True]), RuntimeError),),
        ulp=0,
    ),
    pointwise("sign", ref.sign, dtypes=NUMBERS, ulp=0),
    pointwise("square", np.square, dtypes=NUMBERS, ulp=0.5),
    pointwise("reciprocal", np.reciprocal, domain=POSITIVE, ulp=0.5),
    pointwise("rsqrt", lambda x: 1 / np.sqrt(x), domain=POSITIVE, ulp=1.5),
    pointwise("floor", np.floor, dtypes=NUMBERS, ulp=0),
    pointwise("ceil", np.ceil, dtypes=NUMBERS, ulp=0),
    pointwise("round", np.round, dtypes=NUMBERS, ulp=0),
    pointwise("trunc", np.trunc, dtypes=NUMBERS, ulp=0),
    pointwise("abs", np.abs, dtypes=NUMBERS, ulp=0),
    pointwise("sqrt", np.sqrt, dtypes=ALL, out=to_float, domain=POSITIVE, integers=(0, 9), ulp=0.5),
    pointwise("exp", np.exp, dtypes=ALL, out=to_float, domain=(-8, 8), ulp=2),
    pointwise("log", np.log, dtypes=ALL, out=to_float, domain=POSITIVE, integers=(0, 9), ulp=2),
    pointwise("sin", np.sin, dtypes=ALL, out=to_float, domain=(-9, 9), ulp=2),
    pointwise("cos", np.cos, dtypes=ALL, out=to_float, domain=(-9, 9), ulp=2),
    pointwise("exp2", np.exp2, dtypes=ALL, out=to_float, domain=(-8, 8), ulp=2),
    pointwise("expm1", np.expm1, dtypes=ALL, out=to_float, ulp=2),
    pointwise("log2", np.log2, dtypes=ALL, out=to_float, domain=POSITIVE, integers=(0, 9), ulp=2),
    pointwise("log10", np.log10, dtypes=ALL, out=to_float, domain=POSITIVE, integers=(0, 9), ulp=2),
    pointwise(
        "log1p", np.log1p, dtypes=ALL, out=to_float, domain=(-0.8, 3), integers=(0, 9), ulp=2
    ),
    pointwise("tan", np.tan, dtypes=ALL, out=to_float, domain=(-1.2, 1.2), ulp=2),
    pointwise(
        "asin", np.arcsin, dtypes=ALL, out=to_float, domain=(-0.9, 0.9), integers=(-1, 2), ulp=2
    ),
    pointwise(
        "acos", np.arccos, dtypes=ALL, out=to_float, domain=(-0.9, 0.9), integers=(-1, 2), ulp=2
    ),
    pointwise("atan", np.arctan, dtypes=ALL, out=to_float, ulp=2),
    pointwise("sinh", np.sinh, dtypes=ALL, out=to_float, ulp=2),
    pointwise("cosh", np.cosh, dtypes=ALL, out=to_float, ulp=2),
    pointwise("asinh", np.arcsinh, dtypes=ALL, out=to_float, ulp=2),
    pointwise(
        "acosh", np.arccosh, dtypes=ALL, out=to_float, domain=(1.2, 4), integers=(1, 9), ulp=2
    ),
    pointwise(
        "atanh", np.arctanh, dtypes=ALL, out=to_float, domain=(-0.8, 0.8), integers=(0, 1), ulp=2
    ),
    pointwise("erfc", ref.erfc, dtypes=ALL, out=to_float, domain=(-3, 3), ulp=2),
    pointwise("erf", ref.erf, dtypes=ALL, out=to_float, domain=(-3, 3), ulp=2),
    pointwise("tanh", np.tanh, dtypes=ALL, out=to_float, domain=(-3, 3), ulp=2),
    pointwise("sigmoid", ref.sigmoid, dtypes=ALL, out=to_float, domain=(-6, 6), ulp=2),
    pointwise(
        "relu",
        ref.relu,
        dtypes=NUMBERS,
        errors=(("bool", lambda m: m.relu(m.tensor([True])), RuntimeError),),
        ulp=0,
    ),
    pointwise("nn.functional.relu", ref.relu, "functional_relu"),
    pointwise(
        "nn.functional.leaky_relu",
        ref.leaky_relu,
        calls=(Call((37,), negative_slope=0.25), Call((2, 3, 5)), Call(()), Call((2, 0))),
        ulp=0.5,
        errors=(integers("leaky_relu"),),
    ),
    pointwise(
        "nn.functional.elu",
        ref.elu,
        calls=(*ONE, Call((37,), alpha=2)),
        ulp=2,
        errors=(integers("elu"),),
    ),
    pointwise(
        "nn.functional.softplus",
        ref.softplus,
        calls=(*ONE, Call((37,), beta=2.5, threshold=3)),
        domain=(-9, 9),
        ulp=2,
        errors=(integers("softplus"),),
    ),
    pointwise("nn.functional.sigmoid", ref.sigmoid, "functional_sigmoid"),
    pointwise("nn.functional.tanh", np.tanh, "functional_tanh"),
    pointwise(
        "clamp",
        ref.clamp,
        dtypes=NUMBERS,
        calls=(Call((37,), min=1, max=3), Call((3, 4), min=1), Call((3, 4), max=2)),
        errors=(("no bound", lambda m: m.clamp(m.ones(2)), RuntimeError),),
        ulp=0,
    ),
    pointwise(
        "Tensor.clamp", ref.clamp, "clamp_method", calls=(Call((2, 3, 5), args=(-0.5, 0.75)),)
    ),
    *OF_ONE,
]

LOGIC = [
    pairwise("eq", np.equal, dtypes=ALL, out=to_bool, grads=(), special=True),
    pairwise("ne", np.not_equal, dtypes=ALL, out=to_bool, grads=(), special=True),
    pairwise("lt", np.less, dtypes=ALL, out=to_bool, grads=(), special=True),
    pairwise("le", np.less_equal, dtypes=ALL, out=to_bool, grads=(), special=True),
    pairwise("gt", np.greater, dtypes=ALL, out=to_bool, grads=(), special=True),
    pairwise("ge", np.greater_equal, dtypes=ALL, out=to_bool, grads=(), special=True),
    pairwise("logical_and", np.logical_and, dtypes=ALL, out=to_bool, grads=(), special=True),
    pairwise("logical_or", np.logical_or, dtypes=ALL, out=to_bool, grads=(), special=True),
    pointwise("logical_not", np.logical_not, dtypes=ALL, out=to_bool, grads=(), special=True),
    pairwise(
        "bitwise_and",
        np.bitwise_and,
        dtypes=(*INTEGERS, "bool"),
        grads=(),
        errors=(("float", lambda m: m.ones(2) & m.ones(2), RuntimeError),),
    ),
    pairwise(
        "bitwise_or",
        np.bitwise_or,
        dtypes=(*INTEGERS, "bool"),
        grads=(),
        errors=(("float", lambda m: m.ones(2) | m.ones(2), RuntimeError),),
    ),
    pointwise(
        "bitwise_not",
        np.bitwise_not,
        dtypes=(*INTEGERS, "bool"),
        grads=(),
        errors=(("float", lambda m: ~m.ones(2), TypeError),),
    ),
    pairwise("logical_xor", np.logical_xor, dtypes=ALL, out=to_bool, grads=(), special=True),
    pairwise("isclose", np.isclose, dtypes=FLOATS, out=to_bool, grads=(), special=True),
    pairwise("bitwise_xor", np.bitwise_xor, dtypes=(*INTEGERS, "bool"), grads=()),
    pairwise(operator.and_, np.bitwise_and, "operator_and", dtypes=("int64", "bool"), grads=()),
    pairwise(operator.or_, np.bitwise_or, "operator_or", dtypes=("int64", "bool"), grads=()),
    pointwise(operator.invert, np.invert, "operator_invert", dtypes=("int64", "bool"), grads=()),
    pairwise(operator.lt, np.less, "operator_lt", dtypes=FLOATS, out=to_bool, grads=()),
    pairwise(operator.eq, np.equal, "operator_eq", dtypes=("int64",), out=to_bool, grads=()),
    pointwise(
        lambda x: x <= 1, lambda x: x <= 1, "compare_scalar", dtypes=NUMBERS, out=to_bool, grads=()
    ),
    pointwise("isnan", np.isnan, dtypes=ALL, out=to_bool, grads=(), special=True),
    pointwise("isinf", np.isinf, dtypes=ALL, out=to_bool, grads=(), special=True),
    pointwise("isposinf", np.isposinf, dtypes=ALL, out=to_bool, grads=(), special=True),
    pointwise("isneginf", np.isneginf, dtypes=ALL, out=to_bool, grads=(), special=True),
    pointwise("isfinite", np.isfinite, dtypes=ALL, out=to_bool, grads=(), special=True),
    OpCase(
        "where",
        "where",
        np.where,
        (Call((37,), (37,), (37,)), Call((4, 1), (3,), (4, 3)), Call((3,), (), (2, 3))),
        dtypes=ALL,
        grads=(1, 2),
        draws={0: lambda rng, s: rng.random(s) < 0.5},
        large=((LARGE,), (LARGE,), (LARGE,)),
        errors=(
            ("shapes", lambda m: m.where(m.tensor([True] * 2), m.ones(3), m.ones(3)), RuntimeError),
        ),
    ),
]


POINTWISE = [*ARITHMETIC, *UNARY, *POINTWISE_ACTIVATIONS, *OTHERS, *LOGIC]
