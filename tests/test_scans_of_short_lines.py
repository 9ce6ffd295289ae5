"""Scans of short lines and of few lines side by side, which are brought together in blocks."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg

RNG = np.random.default_rng(0)
TYPES = ("float32", "float64", "int64", "int16", "uint8")
LINES = [(300, n) for n in (1, 2, 3, 5, 8, 9, 15, 16, 17, 33, 50)] + [
    (5, n) for n in (511, 512, 513, 1023, 1024, 1025, 2050)
]
SIDE_BY_SIDE = [
    (5, n, width) for n in (1, 2, 3, 70, 1030) for width in (2, 3, 4, 5, 8, 9, 16, 17, 129)
] + [(400, 2, 2), (200, 3, 5), (2, 4, 300)]
# Of a tile that is narrow beside others the columns are not few.
SIDE_BY_SIDE += [(3, n, 128 + width) for n in (1, 2, 9) for width in (2, 4, 8, 16, 32, 130)]


def draw(dtype, *shape):
    return RNG.integers(0 if dtype == "uint8" else -9, 9, shape).astype(dtype)


def last_places(x, extremes):
    """Where the last element up to each one stands that is the extreme, or a NaN."""
    found = (x == extremes) | np.isnan(x)
    steps = np.arange(x.shape[1]).reshape(1, -1, *[1] * (x.ndim - 2))
    return np.maximum.accumulate(np.where(found, steps, -1), 1)


@pytest.mark.parametrize("dtype", TYPES)
def test_sums_start_anew_with_each_line(dtype, isa):
    for shape in LINES + SIDE_BY_SIDE:
        a = draw(dtype, *shape)
        want = np.cumsum(a, 1, dtype=dtype if "float" in dtype else np.int64)
        assert np.array_equal(rg.from_numpy(a).cumsum(1).numpy(), want)


def test_halves_and_bools_are_summed_in_the_same_blocks(isa):
    for shape in LINES[:11] + SIDE_BY_SIDE[-3:]:
        a = draw("uint8", *shape) % 2
        want = np.cumsum(a, 1, dtype=np.int64)
        for dtype in (rg.float16, rg.bfloat16, rg.bool):
            got = rg.from_numpy(a).to(dtype).cumsum(1)
            assert np.array_equal(got.long().numpy(), want)


def test_products_start_anew_with_each_line(isa):
    for shape in LINES + SIDE_BY_SIDE:
        a = RNG.choice([-1.0, 1.0, 1.0, 2.0, 0.5], shape)
        for x in (a, a.astype(np.float32)):
            want = np.cumprod(x, 1, dtype=np.float64).astype(x.dtype)
            assert np.array_equal(rg.from_numpy(x).cumprod(1).numpy(), want)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("name", ["cummax", "cummin"])
def test_extremes_stand_in_their_own_line(name, dtype, isa):
    best = np.maximum if name == "cummax" else np.minimum
    for shape in LINES + SIDE_BY_SIDE:
        a = draw(dtype, *shape)
        for nan in (False, "float" in dtype):
            if nan:
                a[RNG.random(shape) < 0.01] = np.nan
            values, places = getattr(rg.from_numpy(a), name)(1)
            want = best.accumulate(a, 1)
            assert np.array_equal(values.numpy(), want, equal_nan=nan)
            assert np.array_equal(places.numpy(), last_places(a, want))


def test_logarithms_of_sums_start_anew_with_each_line(isa):
    for shape in [*LINES[:11], (2, 2050), *SIDE_BY_SIDE[-3:], (2, 70, 9)]:
        a = 30 * RNG.normal(size=shape)
        want = np.logaddexp.accumulate(a.astype(np.longdouble), 1).astype(np.float64)
        got = rg.from_numpy(a).logcumsumexp(1).numpy()
        np.testing.assert_allclose(got, want, rtol=4e-14, atol=4e-14)


def test_derivatives_are_summed_from_the_other_end(isa):
    for shape in LINES + SIDE_BY_SIDE:
        a, g = draw("float64", *shape), draw("float64", *shape)
        x = rg.from_numpy(a).requires_grad_()
        x.cumsum(1).backward(rg.from_numpy(g))
        assert np.array_equal(x.grad.numpy(), np.cumsum(g[:, ::-1], 1)[:, ::-1])
    for shape in ((300, 3), (5, 40), (40, 3, 2), (3, 4, 20)):
        x = rg.from_numpy(RNG.choice([-1.0, 1.0, 2.0, 0.5], shape)).requires_grad_()
        g = draw("float64", *shape)
        y = x.cumprod(1)
        y.backward(rg.from_numpy(g))
        want = np.cumsum((g * y.detach().numpy())[:, ::-1], 1)[:, ::-1] / x.detach().numpy()
        assert np.array_equal(x.grad.numpy(), want)


def test_scans_in_place_read_before_they_write(isa):
    for shape in ((300, 3), (5, 1030), (90, 3), (5, 70, 2), (5, 300, 5), (3, 40, 20)):
        a = draw("float64", *shape)
        x = rg.from_numpy(a.copy())
        x.cumsum_(1)
        assert np.array_equal(x.numpy(), np.cumsum(a, 1))
        y = rg.from_numpy(a.copy())
        rg.cumsum(y, 1, out=y)
        assert np.array_equal(y.numpy(), np.cumsum(a, 1))


def test_a_line_has_the_same_bits_wherever_it_lies(threads, isa):
    for n in (3, 10, 17, 50, 1100):
        line = RNG.normal(size=n)
        x = rg.from_numpy(np.tile(line, (70_000 // n, 1)))
        for dim, lines in ((1, x), (0, x[:3].t().contiguous()), (0, x[:40].t().contiguous())):
            for scan in (rg.cumsum, rg.cumprod, rg.logcumsumexp):
                found = set()
                for count in (1, 2, 3):
                    rg.set_num_threads(count)
                    y = scan(lines, dim)
                    for row in y if dim else y.t():
                        found.add(row.numpy().tobytes())
                assert len(found) == 1
