"""How near floating results are: every row that states a bound, over all floats there are."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import retrograd as rg
from op_case import FLOATS
from op_pointwise import POINTWISE, UNARY

LEVELS = rg._core.isa_levels()
BOUNDED = [
    (case, dtype)
    for case in POINTWISE
    if case.ulp is not None
    for dtype in FLOATS
    if dtype in case.dtypes
]
UNSIGNED = {"float32": np.uint32, "float64": np.uint64}


def specials(dtype):
    """Where functions change their ways, both signs, and the floats next to them."""
    info = np.finfo(dtype)
    ends = [info.smallest_subnormal, info.tiny, info.max, np.inf, np.nan, 1 / info.eps]
    logs = [np.log(info.max), np.log2(info.max), -np.log(info.smallest_subnormal), info.nmant + 1]
    x = np.array([0, 0.5, 1, 1.5, 2, 3, np.pi / 2, *ends, *logs], dtype)
    with np.errstate(over="ignore"):
        x = np.concatenate([x, np.nextafter(x, dtype(0)), np.nextafter(x, dtype(np.inf))])
    return np.concatenate([x, -x])


def patterns(dtype, rng, n):
    """Floats of every exponent."""
    unsigned = UNSIGNED[dtype.__name__]
    x = rng.integers(0, np.iinfo(unsigned).max, n, unsigned, endpoint=True).view(dtype)
    return np.where(np.isnan(x), dtype(1), x)


def spread(dtype, rng, n):
    """Those around which functions do something: near 0, near 1, and up to their overflow."""
    parts = [rng.uniform(-r, r, n) for r in (1e-3, 1, 30, 750)]
    return np.concatenate([*parts, 1 + parts[0]]).astype(dtype)


def one(dtype):
    rng = np.random.default_rng(20)
    # Close to a multiple of pi/2; the last is the closest that a double comes (Kahan).
    turns = np.append(np.arange(-3000, 3000) * (np.pi / 2), 6381956970095103 * 2.0**797)
    with np.errstate(over="ignore"):
        turns = turns.astype(dtype)
    return [
        np.concatenate(
            [specials(dtype), patterns(dtype, rng, 60_000), spread(dtype, rng, 10_000), turns]
        )
    ]


def two(dtype):
    rng = np.random.default_rng(21)
    n = 20_000
    pairs = [np.array(list(itertools.product(specials(dtype), repeat=2))).T]
    a = patterns(dtype, rng, n)
    pairs += [(a, patterns(dtype, rng, n)), (a, a * dtype(0.7)), (a, (1 / np.log2(np.abs(a))))]
    for r in (1, 50):
        pairs.append((rng.uniform(0, 3, n), rng.uniform(-r, r, n)))
        pairs.append((spread(dtype, rng, n), np.tile(rng.integers(-r, r, n), 5)))
    a = 1 + rng.uniform(-1e-2, 1e-2, n)
    pairs.append((a, rng.uniform(-90, 90, n) / np.log(a)))
    return [np.concatenate([p[i] for p in pairs]).astype(dtype) for i in (0, 1)]


def operands(case, dtype):
    with np.errstate(all="ignore"):
        return (one if len(case.calls[0].shapes) == 1 else two)(getattr(np, dtype))


@np.errstate(all="ignore")
def distance(got, want):
    """How far ``got`` is off in units of the last place; infinite where its kind is another."""
    info = np.finfo(got.dtype)
    rounded = want.astype(got.dtype)
    exponent = np.maximum(np.frexp(want)[1] - 1, info.minexp)
    off = np.abs(got - want) / np.ldexp(np.longdouble(1), exponent - info.nmant)
    # Next to overflow, the greatest number and infinity are one unit apart.
    ends = np.isinf(got) | np.isinf(rounded)
    capped = [np.clip(x, info.min, info.max) for x in (got, rounded)]
    off[ends] = np.where(got == rounded, 0, np.where(capped[0] == capped[1], 1, np.inf))[ends]
    zero = want == 0
    off[zero] = np.where((got == 0) & (np.signbit(got) == np.signbit(want)), 0, np.inf)[zero]
    nan = np.isnan(want) | np.isnan(got)
    off[nan] = np.where(np.isnan(want) == np.isnan(got), 0, np.inf)[nan]
    return off


@pytest.fixture
def any_isa():
    """Restore the level."""
    before = rg._core.isa()
    yield
    rg._core.set_isa(before)


@pytest.mark.parametrize(("case", "dtype"), BOUNDED, ids=str)
def test_a_function_keeps_its_bound_over_all_floats_at_every_level(case, dtype, any_isa):
    xs = operands(case, dtype)
    with np.errstate(all="ignore"):
        want = case.reference([x.astype(np.longdouble) for x in xs], case.calls[0])
        for level in LEVELS:
            rg._core.set_isa(level)
            got = case.run(rg, [rg.tensor(x) for x in xs], case.calls[0]).numpy()
            off = distance(got, want)
            at = int(np.argmax(off))
            worst = (
                f"{case}({', '.join(repr(x[at]) for x in xs)}) gave {got[at]!r}, not {want[at]!r}"
            )
            assert off[at] <= case.ulp, f"{level}: {float(off[at]):.3f} ulp: {worst}"


def test_every_function_of_one_tensor_states_a_bound():
    assert [case.name for case in UNARY if case.op == case.name and case.ulp is None] == []


def test_a_result_that_is_off_is_seen():
    want = np.array([1, -0.0, np.inf, np.nan, 1e-45], np.longdouble)
    same = want.astype(np.float32)
    assert distance(same, want).max() < 0.5
    for i, wrong in enumerate([1 + 2.0**-22, 0.0, 1e38, 1.0, 5e-45]):
        got = same.copy()
        got[i] = wrong
        assert distance(got, want)[i] >= 2
