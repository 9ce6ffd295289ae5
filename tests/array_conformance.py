"""How much of the array API standard tensors keep: python tests/array_conformance.py [WORD].

Each expression below is computed by array-api-strict, the standard's reference in NumPy, and by
retrograd, for all element types and several shapes. What the reference refuses is left out: the
standard does not ask for it. Prints the expressions that differ, and the share of what agrees;
WORD shows an example for those that have it.
"""

from __future__ import annotations

import itertools
import operator
import re
import sys
import warnings

import array_api_strict as strict
import numpy as np
import retrograd as rg


def words(text):
    return text.split()


TYPES = words("bool uint8 int8 int16 int32 int64 float32 float64")
SHAPES = [(), (1,), (3,), (0,), (2, 3), (3, 1), (2, 0, 3), (2, 3, 4)]
PAIRS = [
    ((), ()),
    ((3,), (3,)),
    ((), (3,)),
    ((3,), ()),
    ((2, 1), (1, 3)),
    ((2, 3), (3,)),
    ((0,), (1,)),
]
OF_AN_AXIS = re.compile(r"axis=-?\d")  # which a tensor without dimensions has not
SPECIAL = [np.nan, np.inf, -np.inf, 0.0, -0.0, 1.0, -1.0, 0.5, 2.5, 3e38, 1e-40]

OF_ONE = words("""
    abs acos acosh asin asinh atan atanh bitwise_invert ceil conj cos cosh exp expm1 floor
    isfinite isinf isnan log log10 log1p log2 logical_not negative positive real reciprocal
    round sign signbit sin sinh sqrt square tan tanh trunc zeros_like ones_like
""")
OF_TWO = words("""
    add atan2 bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor copysign
    divide equal floor_divide greater greater_equal hypot less less_equal logaddexp logical_and
    logical_or logical_xor maximum minimum multiply nextafter not_equal pow remainder subtract
""")
OPERATORS = words("+ - * / // % ** @ & | ^ << >> == != < <= > >=")
REDUCTIONS = words("sum prod max min mean std var all any count_nonzero")

# Of x alone; of a tensor without special numbers, so that reductions have a value, of x1.
EXPRESSIONS = [
    *(f"xp.{name}(x)" for name in OF_ONE),
    *(f"{function}(x)" for function in ("-", "+", "~", "abs", "bool", "int", "float", "complex")),
    *(
        f"xp.{name}(x1, axis={axis}, keepdims={keep})"
        for name in REDUCTIONS
        for axis in (None, 0, -1, (), (0, 1))
        for keep in (False, True)
    ),
    *(
        f"xp.{name}(x1, axis={axis}, correction=0.5)"
        for name in ("std", "var")
        for axis in (None, 0)
    ),
    *(
        f"xp.{name}(x1, axis={axis}, dtype=xp.{t})"
        for name in ("sum", "prod")
        for axis in (None, 0)
        for t in ("int64", "float32", "float64")
    ),
    *(
        f"xp.{name}(x1, axis={axis}, keepdims={keep})"
        for name in ("argmax", "argmin")
        for axis in (None, 0, -1)
        for keep in (False, True)
    ),
    *(
        f"xp.cumulative_{name}(x1, axis={axis}, include_initial={first})"
        for name in ("sum", "prod")
        for axis in (None, 0, -1)
        for first in (False, True)
    ),
    *(
        f"xp.{name}(x1, axis={axis}, descending={down})"
        for name in ("sort", "argsort")
        for axis in (0, -1)
        for down in (False, True)
    ),
    *(
        f"xp.{name}(x, axis={axis})"
        for name in ("flip", "expand_dims", "unstack", "squeeze")
        for axis in (0, -1)
    ),
    *(f"xp.concat([x, x1], axis={axis})" for axis in (None, 0, -1)),
    *(f"xp.stack([x, x1], axis={axis})" for axis in (0, -1)),
    *(f"xp.roll(x, {how})" for how in ("1", "-2, axis=0", "(1, 2), axis=(0, 1)", "1, axis=(0, 1)")),
    *(f"xp.diff(x1, axis={axis}, n={n})" for axis in (0, -1) for n in (1, 2)),
    *(f"xp.reshape(x, {how})" for how in ("(-1,)", "x.shape[::-1]", "(1, *x.shape), copy=True")),
    *(f"xp.tile(x, {how})" for how in ("(2,)", "(2, 1, 2)", "()")),
    *(
        f"xp.clip(x, {how})"
        for how in ("None, None", "1", "None, 2", "1, 3", "max=xp.ones_like(x)")
    ),
    *(f"xp.{name}(x, k={k})" for name in ("tril", "triu") for k in (-1, 0, 2)),
    *(f"xp.astype(x1, xp.{t})" for t in TYPES if t != "uint8"),
    *(f"xp.can_cast(x, xp.{t})" for t in TYPES),
    *(f"xp.result_type(x, xp.{t})" for t in TYPES),
    *(f"xp.empty_like(x, dtype=xp.{t}).dtype" for t in TYPES),
    *(
        f"xp.isdtype(x.dtype, {kind!r})"
        for kind in (
            "bool",
            "signed integer",
            "unsigned integer",
            "integral",
            "real floating",
            "complex floating",
            "numeric",
            ("bool", "integral"),
        )
    ),
    *(f"xp.take(x, xp.asarray({i}), axis={axis})" for i in ([0], [0, -1]) for axis in (0, -1)),
    *(f"xp.take_along_axis(x, xp.zeros(x.shape, dtype=xp.int64) - {k}, axis=-1)" for k in (0, 1)),
    *(f"xp.unique_{what}(x2)" for what in ("all", "counts", "inverse", "values")),
    *(f"xp.{name}({how}, dtype=x.dtype)" for name in ("zeros", "ones") for how in ("x.shape", "3")),
    *(f"xp.eye({how}, dtype=x.dtype)" for how in ("3", "2, 4, k=1", "3, 2, k=-1")),
    *(f"xp.arange({how}, dtype=x.dtype)" for how in ("5", "1, 5", "5, 1", "0, 5, 2", "5, 0, -2")),
    *(
        f"xp.linspace(0, 9, {n}, dtype=x.dtype, endpoint={end})"
        for n in (0, 1, 4)
        for end in (True, False)
    ),
    *(
        f"xp.meshgrid(xp.ones(2, dtype=x.dtype), xp.reshape(x, (-1,)), indexing={how!r})"
        for how in ("xy", "ij")
    ),
    *(
        f"x[{index}]"
        for index in (
            "0",
            "-1",
            "...",
            "None",
            "()",
            ":",
            "1:",
            "::2",
            "..., 0",
            "0, ...",
            "0, 1",
            "1, :",
            ":, -1",
            "..., None",
            "5:9",
            "-2:",
            "::-1",
            ":, ::-2",
            "x1 > 0",
            "xp.asarray(True)",
            "xp.asarray([0, 0])",
            "xp.asarray([0], dtype=xp.int8)",
        )
    ),
    *(
        f"assigned(x, lambda x: x.__setitem__({index}, 1))"
        for index in ("0", "slice(None, None, 2)", "(..., 0)", "x1 > 0", "slice(None, None, -1)")
    ),
    "xp.permute_dims(x, axes=tuple(range(x.ndim))[::-1])",
    "xp.moveaxis(x, 0, -1)",
    "xp.flip(x)",
    "xp.broadcast_to(x, shape=(2, *x.shape))",
    "xp.broadcast_arrays(x, xp.asarray(1))",
    "xp.repeat(x, 2)",
    "xp.repeat(x, 2, axis=0)",
    "xp.squeeze(x, ())",
    "xp.nonzero(x)",
    "xp.full(x.shape, 1, dtype=x.dtype)",
    "xp.full_like(x, 1)",
    "xp.full(3, True)",
    "xp.asarray(x, copy=True)",
    "xp.from_dlpack(x, copy=True)",
    "x.to_device(x.device)",
    "x.shape == tuple(x.shape)",
    "x.ndim",
    "x.size",
    "x.T",
    "x.mT",
    "xp.matrix_transpose(x)",
    "operator.index(x)",
    "xp.where(x1 > 0, x, 1)",
    "xp.searchsorted(xp.sort(xp.reshape(x1, (-1,))), x1, side='right')",
    "xp.isin(x1, x2)",
    "xp.finfo(x.dtype).eps",
    "xp.finfo(x).max",
    "xp.iinfo(x.dtype).max",
    "xp.linalg.svdvals(x1)",
    *(
        f"xp.linalg.vector_norm(x1, axis={axis}, keepdims={keep}, ord={o})"
        for axis in (None, 0, (), (0, 1))
        for keep in (False, True)
        for o in ("1", "2", "3.5", "0", "xp.inf")
    ),
    *(
        f"xp.linalg.matrix_norm(x1, keepdims={keep}, ord={o})"
        for keep in (False, True)
        for o in ("'fro'", "'nuc'", "1", "-2", "xp.inf")
    ),
    *(
        f"xp.linalg.{name}"
        for name in (
            "trace(x1, offset=1)",
            "diagonal(x, offset=-1)",
            "matrix_rank(square)",
            "pinv(x1)",
            "svd(x1, full_matrices=False).S",
            "qr(x1).R.shape",
            "outer(x1, x2)",
            "cross(x1, x2)",
            "det(square)",
            "inv(square)",
            "slogdet(square)",
            "solve(square, square[..., 0, :])",
            "solve(square, square)",
            "cholesky(symmetric)",
            "cholesky(symmetric, upper=True)",
            "eigvalsh(symmetric)",
            "eigh(symmetric).eigenvalues",
            "matrix_power(square, -2)",
        )
    ),
]
# Of x and y of two types of one kind, and shapes that are broadcast.
EXPRESSIONS_OF_TWO = [
    *(f"xp.{name}(x, y)" for name in OF_TWO),
    *(f"xp.{name}(x, 2)" for name in OF_TWO),
    *(f"xp.{name}(2, y)" for name in OF_TWO),
    *(f"x {sign} y" for sign in OPERATORS),
    *(f"x {sign} 2" for sign in OPERATORS),
    *(f"2 {sign} y" for sign in OPERATORS if sign != "@"),
    *(f"assigned(x, lambda x: operator.i{name}(x, y))" for name in ("add", "sub", "mul", "pow")),
    "xp.where(x > 0, x, y)",
    "xp.concat([x, y])",
    "xp.isin(x, y)",
    "xp.result_type(x, y)",
    "xp.matmul(x, y)",
    "xp.vecdot(x, y)",
    "xp.tensordot(x, y, axes=1)",
    "xp.tensordot(x, y, axes=0)",
]


def drawn(rng, kind, shape, special):
    n = int(np.prod(shape))
    if kind == "bool":
        a = rng.integers(0, 2, n)
    elif "int" in kind:
        a = rng.integers(1 if special else 0 if kind[0] == "u" else -5, 6, n)
    else:
        a = rng.normal(size=n) * 3
        a = (
            np.where(rng.random(n) < 0.4, rng.choice(SPECIAL, n), a)
            if special
            else np.clip(a, -5, 5)
        )
    return a.astype(kind).reshape(shape)


def assigned(x, change):
    change(x)
    return x


def name_of(t):
    return str(t).rpartition(".")[2]


def differs(want, got):
    """What two results differ in; empty if they are alike."""
    if isinstance(want, (tuple, list)):
        return (
            next((d for d in map(differs, want, got) if d), "")
            if len(want) == len(got)
            else "length"
        )
    if not hasattr(want, "__array_namespace__"):
        same = want == got or want != want or name_of(want) == name_of(got)
        return "" if same else f"{want}, got {got}"
    a, b = np.asarray(want._array), got.numpy()
    kinds = (a.dtype.name, b.dtype.name)
    if kinds[0] != kinds[1] and kinds != ("uint64", "int64"):  # there is no uint64
        return f"type {kinds[0]}, got {kinds[1]}"
    if a.shape != b.shape:
        return f"shape {a.shape}, got {b.shape}"
    tolerance = 2e-5 if a.dtype.name == "float32" else 1e-9
    alike = (
        np.isclose(a, b, tolerance, tolerance, equal_nan=True) if a.dtype.kind == "f" else a == b
    )
    signs = a.dtype.kind == "f" and (np.signbit(a) != np.signbit(b))[(a == 0) & (b == 0)].any()
    return f"{a}, got {b}" if not alike.all() else "sign of zero" if signs else ""


def result(xp, expression, arrays):
    given = {k: xp.asarray(a.copy()) for k, a in arrays.items()}
    return eval(expression, {"xp": xp, "operator": operator, "assigned": assigned} | given)


def calls():
    """Each expression with arrays for it."""
    rng = np.random.default_rng(0)
    for kind, shape in itertools.product(TYPES, SHAPES):
        arrays = {"x": drawn(rng, kind, shape, True), "x1": drawn(rng, kind, shape, False)}
        arrays["x2"] = np.round(drawn(rng, kind, shape, False)).astype(kind) + np.asarray(0, kind)
        if "float" in kind and len(shape) > 1 and shape[-2] != 0:
            a = drawn(rng, kind, (*shape[:-2], 3, 3), False)
            arrays["square"] = (a + 4 * np.eye(3)).astype(kind)
            arrays["symmetric"] = a @ np.swapaxes(a, -1, -2) + np.eye(3, dtype=kind)
        for expression in EXPRESSIONS:
            counted = kind == "bool" and re.match(r"xp\.(arange|linspace)", expression)
            if not counted and (shape or not OF_AN_AXIS.search(expression)):
                yield expression, arrays
    for kinds, shapes in itertools.product(itertools.product(TYPES, TYPES), PAIRS):
        if len({np.dtype(kind).kind.replace("u", "i") for kind in kinds}) == 1:  # others are open
            x, y = (
                drawn(rng, kind, shape, True) for kind, shape in zip(kinds, shapes, strict=True)
            )
            yield from ((expression, {"x": x, "y": y}) for expression in EXPRESSIONS_OF_TWO)


def main(word=None):
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    tried: dict[str, int] = {}
    wrong: dict[str, list[str]] = {}
    for expression, arrays in calls():
        try:
            want = result(strict, expression, arrays)
        except Exception:  # the standard does not ask for it, or the expression not for this shape
            continue
        tried[expression] = tried.get(expression, 0) + 1
        try:
            found = differs(want, result(rg.array_api, expression, arrays))
        except Exception as error:  # of any kind: it should be none
            found = f"{type(error).__name__}: {error}"
        if found:
            wrong.setdefault(expression, []).append(f"{found}\n      {arrays}")
    for expression, faults in wrong.items():
        print(f"{expression}: {len(faults)} of {tried[expression]} differ")
        if word and word in expression:
            print(f"      {faults[0]}"[:300])
    calls_wrong, all_calls = sum(map(len, wrong.values())), sum(tried.values())
    print(
        f"{len(tried) - len(wrong)} of {len(tried)} expressions agree in all of their calls, ",
        end="",
    )
    print(f"{1 - calls_wrong / all_calls:.1%} of {all_calls} calls")


if __name__ == "__main__":
    main(*sys.argv[1:])
