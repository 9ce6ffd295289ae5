"""Plain cases that go a shorter way: signs of halves, scaled sums, dots of integers, early ends."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg
from draw import rounded_to

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("name", ["float16", "bfloat16"])
def test_the_sign_of_a_half_is_changed_and_nothing_else(name, isa):
    dtype = getattr(rg, name)
    every = rg.arange(2**16, dtype=rg.int32).to(rg.int16).view(dtype)
    wide = every.float().numpy()
    for ours, want in (
        (-every, -wide),
        (every.abs(), np.abs(wide)),
        (every[::2].neg(), -wide[::2]),
        (rg.copysign(every, every.flip(0)), np.copysign(wide, wide[::-1])),
        (rg.copysign(every[:100, None], every[-9:]), np.copysign(wide[:100, None], wide[-9:])),
    ):
        got = ours.float().numpy()
        assert ours.dtype == dtype
        assert np.array_equal(got, want, equal_nan=True)
        number = ~np.isnan(want)
        assert np.array_equal(np.signbit(got)[number], np.signbit(want)[number])


@pytest.mark.parametrize("name", ["float16", "bfloat16", "float32", "float64"])
def test_a_scaled_sum_is_rounded_to_its_type_once(name, isa):
    wide = name == "float64"
    a, b = (rounded_to(RNG.standard_normal(3000), name) for _ in range(2))
    x, y = (rg.tensor(v, dtype=getattr(rg, name)) for v in (a, b))
    s = rounded_to(np.array([0.3]), name)
    computed = np.float64 if wide else np.float32
    want = a.astype(computed) + s.astype(computed) * b.astype(computed)
    for ours, sign in ((rg.add(x, y, alpha=0.3), 1), (rg.sub(x, -y, alpha=0.3), -1)):
        assert ours.dtype == x.dtype, sign
        assert np.array_equal(ours.to(rg.float64).numpy(), rounded_to(want, name))
    assert np.array_equal(rg.add(x[:, None], y[:5], alpha=2).shape, (3000, 5))
    assert rg.equal(rg.add(x, y[0], alpha=2), rg.add(x, y[:1].expand(3000).clone(), alpha=2))


def test_an_alpha_that_its_type_does_not_hold_is_refused():
    x = rg.ones(3, dtype=rg.float16)
    with pytest.raises(RuntimeError, match=r"add: alpha is 1e\+05, .*range of float16"):
        rg.add(x, x, alpha=1e5)
    with pytest.raises(RuntimeError, match="sub: alpha"):
        rg.sub(x, x[0], alpha=1e5)
    assert rg.add(x, x, alpha=float("inf")).isinf().all()
    assert rg.add(x.bfloat16(), x.bfloat16(), alpha=1e5)[0] > 9e4


def test_the_larger_of_integers_is_what_it_is_of_numbers(isa):
    for dtype in ("int64", "int32", "uint8", "bool"):
        a, b = (RNG.integers(0, 2 if dtype == "bool" else 90, 300).astype(dtype) for _ in range(2))
        assert np.array_equal(rg.fmax(rg.tensor(a), rg.tensor(b)).numpy(), np.fmax(a, b))
        assert np.array_equal(rg.fmin(rg.tensor(a), rg.tensor(b)).numpy(), np.fmin(a, b))
    assert rg.fmax(rg.tensor([1, 5]), rg.tensor([2.5, float("nan")])).tolist() == [2.5, 5.0]


@pytest.mark.parametrize("dtype", ["int64", "int32", "int16", "uint8"])
def test_dots_of_integers_wrap(dtype, isa):
    for m, k, n in ((1, 1000, 1), (1, 17, 3), (5, 100, 7), (3, 40, 50)):
        a, b = (
            RNG.integers(-90, 90, (m, k)).astype(dtype),
            RNG.integers(0, 90, (n, k)).astype(dtype),
        )
        assert np.array_equal((rg.tensor(a) @ rg.tensor(b).t()).numpy(), a @ b.T)
        assert np.array_equal((rg.tensor(a) @ rg.tensor(b.T.copy())).numpy(), a @ b.T)
    v = RNG.integers(-90, 90, 5000).astype(dtype)
    assert rg.dot(rg.tensor(v), rg.tensor(v)).item() == np.dot(v, v)


@pytest.mark.parametrize("dtype", ["float32", "int64", "bool"])
def test_tensors_are_compared_until_they_differ(dtype):
    x = rg.tensor(RNG.integers(0, 2, 70_000).astype(dtype))
    assert rg.equal(x, x.clone())
    for place in (0, 4095, 4096, 12_287, 12_288, 28_671, 28_672, 69_999):
        y = x.clone()
        y[place] = 1 - y[place].long()
        assert not rg.equal(x, y)
        assert not rg.equal(x[None].expand(2, -1), rg.stack([x, y]))
        assert rg.equal(x[:place], y[:place])
    assert rg.equal(x[:0], x[5:5])
    assert not rg.equal(x, x[:-1])
    nan = rg.full((5000,), float("nan"))
    assert not rg.equal(nan, nan)
