"""Powers by the numbers that have loops of their own, quotients, remainders: every register."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import retrograd as rg
from test_bounds import distance

RNG = np.random.default_rng(0)
FLOATS = ("float32", "float64")
EXPONENTS = (1, 2, 3, -1, -2, 0.5, -0.5)


def spread(dtype):
    """Floats of every size, and the odd ones."""
    info = np.finfo(dtype)
    odd = np.array([0, 1, 3, 0.1, info.max, info.tiny, info.smallest_subnormal, np.inf, np.nan])
    reach = info.maxexp - 2
    x = RNG.standard_normal(5000) * 2.0 ** RNG.uniform(-reach, reach, 5000)
    return np.concatenate([odd, -odd, x]).astype(dtype)


@pytest.mark.parametrize("exponent", EXPONENTS)
@pytest.mark.parametrize("dtype", FLOATS)
def test_a_power_by_a_number_is_within_two_ulp(dtype, exponent, isa):
    x = spread(dtype)
    with np.errstate(all="ignore"):
        if exponent in (0.5, -0.5):
            x = np.abs(x)
        want = x.astype(np.longdouble) ** np.longdouble(exponent)
    for e in {exponent, float(exponent)}:
        y = (rg.from_numpy(x) ** e).numpy()
        assert y.dtype == dtype
        assert distance(y, want).max() <= 2


def test_an_integer_keeps_its_type_beside_an_integer_alone(isa):
    for dtype in ("int64", "int32", "int16", "uint8"):
        x = RNG.integers(0, 100, 300).astype(dtype)
        for e in (2, 3):
            y = rg.from_numpy(x) ** e
            assert np.array_equal(y.numpy(), x**e)
            assert y.numpy().dtype == dtype
        for e in (1.0, 2.0, 3.0, 0.5, -0.5, -1.0, -2.0):
            y = rg.from_numpy(x + 1) ** e
            assert y.dtype == rg.float32
            assert np.allclose(y.numpy(), (x + np.array(1, dtype)).astype(float) ** e, 3e-7, 0)
    assert (rg.tensor([True, False]) ** 2).tolist() == [1, 0]
    assert (rg.tensor([True, False]) ** -1.0).tolist() == [1.0, float("inf")]


@pytest.mark.parametrize("exponent", EXPONENTS)
def test_its_slope_is_that_of_a_power(exponent):
    values = [0.3, 1.0, 2.5]
    x = rg.tensor(values, dtype=rg.float64, requires_grad=True)
    (slope,) = rg.autograd.grad((x**exponent).sum(), x, create_graph=True)
    want = exponent * np.array(values) ** (exponent - 1.0)
    assert np.allclose(slope.detach().numpy(), want, 1e-14, 0)
    if exponent != 1:
        (bend,) = rg.autograd.grad(slope.sum(), x)
        want = exponent * (exponent - 1.0) * np.array(values) ** (exponent - 2.0)
        assert np.allclose(bend.numpy(), want, 1e-14, 0)


@pytest.mark.parametrize("dtype", FLOATS)
def test_remainders_of_floats_are_exact(dtype, isa):
    x = spread(dtype)
    odd = x[:18]
    pairs = np.array(list(itertools.product(odd, odd)), dtype).T
    near = RNG.standard_normal(5000).astype(dtype)
    tenths = (RNG.integers(-1000, 1000, 5000) * dtype_of(dtype)(0.1)).astype(dtype)
    for a, b in (
        pairs,
        (x, x[::-1].copy()),
        (near * 1000, near[::-1].copy()),
        (tenths, np.full_like(tenths, 0.1)),
        (near * 2.0 ** RNG.uniform(0, 60, 5000).astype(dtype), near[::-1].copy()),
    ):
        a, b = np.asarray(a, dtype), np.asarray(b, dtype)
        p, q = rg.from_numpy(a.copy()), rg.from_numpy(b.copy())
        with np.errstate(all="ignore"):
            for ours, want in (
                (rg.fmod(p, q), np.fmod(a, b)),
                (rg.remainder(p, q), np.remainder(a, b)),
                (rg.floor_divide(p, q), np.floor_divide(a, b)),
            ):
                assert np.array_equal(ours.numpy(), want, equal_nan=True)
        left = rg.fmod(p, q).numpy()
        assert np.array_equal(np.signbit(left)[left == left], np.signbit(a)[left == left])


def wrapped(n, info):
    return (n - int(info.min)) % (int(info.max) - int(info.min) + 1) + int(info.min)


def rests(a, b, info):
    """Of Python's integers: quotient, remainder, and what is left of a quotient towards 0."""
    left = abs(a) % abs(b) * (-1 if a < 0 else 1)
    return wrapped(a // b, info), a % b, left


@pytest.mark.parametrize("dtype", ("uint8", "int8", "int16", "int32", "int64"))
def test_quotients_of_integers_are_exact(dtype, isa):
    info = np.iinfo(dtype)
    ends = [*range(info.min, info.min + 4), *range(info.max - 3, info.max + 1)]
    some = {*ends, *range(1, 12)} | {2**k + d for k in range(1, 63) for d in (-1, 0, 1)}
    some |= {int(n) for n in np.exp(RNG.uniform(0, np.log(2.0**62), 60))}
    some |= {-n for n in some}
    divisors = sorted(n for n in some if info.min <= n <= info.max and n)
    for d in divisors:
        near = {k * d + o for k in (-3, -2, -1, 0, 1, 2, 3) for o in (-1, 0, 1)}
        near |= {info.max // d * d - 1, info.max // d * d, info.min // d * d, info.min // d * d + 1}
        values = np.array([n for n in [*near, *divisors] if info.min <= n <= info.max], dtype)
        want = np.array([rests(n, d, info) for n in values.tolist()]).astype(dtype).T
        for x in (values, values.repeat(2)[::2], values[:5]):
            p, q = rg.from_numpy(x), rg.from_numpy(np.full_like(values, d))[: len(x)]
            for divisor in (d, q):
                assert np.array_equal((p // divisor).numpy(), want[0][: len(x)])
                assert np.array_equal((p % divisor).numpy(), want[1][: len(x)])
                assert np.array_equal(rg.fmod(p, divisor).numpy(), want[2][: len(x)])


def dtype_of(name):
    return np.dtype(name).type


def test_a_zero_keeps_its_sign_between_bounds_and_a_bound_that_is_nan_wins(isa):
    x = rg.tensor([-0.0, 0.0] * 20)
    for low, high in ((0, 1), (-0.0, 1.0), (-1.0, 0.0)):
        assert rg.equal(x.clamp(low, high).signbit(), x.signbit())
    nan = float("nan")
    odd = rg.tensor([nan, 1.0, -np.inf, np.inf] * 20)
    assert odd.clamp(nan, 1.0).isnan().all()
    assert odd.clamp(-1.0, nan).isnan().all()
    assert str(odd.clamp(-2.0, 3.0)[:4].tolist()) == "[nan, 1.0, -2.0, 3.0]"
    assert str(odd.clamp(3.0, -2.0)[:4].tolist()) == "[nan, -2.0, -2.0, -2.0]"


def test_a_few_elements_and_every_other_one_are_the_same_bits(isa):
    x = RNG.standard_normal(101).astype(np.float32)
    y = RNG.standard_normal(101).astype(np.float32)
    a, b = rg.from_numpy(x), rg.from_numpy(y)
    for f in (rg.fmod, rg.remainder, rg.floor_divide, lambda a, b: a.clamp(-b.abs(), b)):
        whole = f(a, b)
        for n in (1, 3, 15, 17, 100):
            assert rg.equal(f(a[:n], b[:n]), whole[:n])
        assert rg.equal(f(a[::2], b[::2]), whole[::2])


def test_halves_are_filled_with_a_number_and_with_an_element():
    for dtype in (rg.float16, rg.bfloat16):
        x = rg.empty(70_001, dtype=dtype)
        assert (x.fill_(0.1) == rg.tensor(0.1, dtype=dtype)).all()
        assert (x.zero_() == 0).all()
        x.copy_(rg.tensor([2.7], dtype=rg.float64))
        assert (x == rg.tensor(2.7, dtype=dtype)).all()
    y = rg.empty(5, dtype=rg.int64).copy_(rg.tensor([[2.7]]).squeeze())
    assert y.tolist() == [2] * 5
