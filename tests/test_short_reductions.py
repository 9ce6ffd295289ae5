"""Short rows are reduced side by side: the results of one by one, in any layout."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg

RNG = np.random.default_rng(0)
TYPES = ("float32", "float64", "int64", "int32", "int16", "uint8")
LENGTHS = (1, 2, 3, 4, 5, 6, 8, 9, 13, 16, 17, 24, 31, 32, 33, 63, 64, 95, 127, 255, 257)


def draw(dtype, *shape):
    a = RNG.integers(0, 100, shape)
    return a.astype(dtype) if np.dtype(dtype).kind != "f" else (a / 8 - 4).astype(dtype)


def layouts(a, n):
    """Rows of n: next to each other, with gaps, every second element, columns, repeated."""
    x = rg.from_numpy(a)
    yield x[:, :n].contiguous(), a[:, :n]
    yield x[:, 1 : n + 1], a[:, 1 : n + 1]
    yield x[:, 1 : 2 * n : 2], a[:, 1 : 2 * n : 2]
    yield x[:, :n].t().contiguous().t(), a[:, :n]
    yield x[:1, :n].expand(len(a), n), np.broadcast_to(a[:1, :n], (len(a), n))


@pytest.mark.parametrize("dtype", TYPES)
def test_short_rows_give_what_numpy_gives(dtype, isa):
    whole = np.dtype(dtype).kind != "f"
    for n in LENGTHS:
        for rows in (5, 9, 40, 1100 if n < 18 else 70):
            for x, a in layouts(draw(dtype, rows, 2 * n + 1), n):
                wide = a.astype(np.int64 if whole else np.float64)
                assert np.allclose(x.sum(1).numpy(), wide.sum(1), 1e-6, 1e-5)
                with np.errstate(over="ignore"):
                    want = np.multiply.reduce(wide[:, :3], 1)
                assert np.allclose(x[:, :3].prod(1).numpy(), want, 1e-6)
                assert np.array_equal(x.amax(1).numpy(), a.max(1))
                assert np.array_equal(x.amin(1).numpy(), a.min(1))
                assert np.array_equal((x > 3).all(1).numpy(), (a > 3).all(1))
                assert np.array_equal(x.any(1).numpy(), a.any(1))
                value, index = x.max(1)
                assert np.array_equal(value.numpy(), a.max(1))
                assert np.array_equal(index.numpy(), a.argmax(1))
                assert np.array_equal(x.argmin(1).numpy(), a.argmin(1))


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_short_rows_of_halves_are_rounded_once(dtype, isa):
    for n in (1, 3, 7, 16, 31, 32):
        a = draw("float32", 300, 2 * n + 1)
        x = rg.from_numpy(a).to(getattr(rg, dtype))
        for y, b in ((x[:, :n].contiguous(), a[:, :n]), (x[:, n:], a[:, n:]), (x[::2], a[::2])):
            assert rg.equal(y.sum(1), rg.from_numpy(b.sum(1)).to(x.dtype))
            assert np.array_equal(y.amax(1).float().numpy(), b.max(1))
            assert np.array_equal(y.argmax(1).numpy(), b.argmax(1))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_row_has_the_same_bits_alone_and_among_others(dtype, isa):
    for n in (2, 3, 4, 5, 7, 11, 16, 19, 24):
        a = RNG.standard_normal((40, n)) * 10.0 ** RNG.integers(-9, 9, (40, n))
        x = rg.from_numpy(a.astype(dtype))
        for f in (
            lambda y: y.sum(1),
            lambda y: y.mean(1),
            lambda y: y.prod(1),
            lambda y: y.norm(dim=1),
            lambda y: y.amax(1),
        ):
            alone = rg.cat([f(x[i : i + 1]) for i in range(40)])
            assert f(x).numpy().tobytes() == alone.numpy().tobytes()


@pytest.mark.parametrize("dtype", [*TYPES, "float16"])
def test_few_short_columns_of_many_groups(dtype, isa):
    for n, inner in ((1, 5), (2, 2), (3, 2), (3, 3), (5, 4), (9, 9), (2, 42), (63, 2), (64, 2)):
        for groups in (3, 40, 1100 if n * inner < 30 else 70):
            a = draw(dtype, 2 * groups, n, inner)
            for x, b in ((rg.from_numpy(a), a), (rg.from_numpy(a)[::2], a[::2])):
                wide = b.astype(np.float64)
                close = 2e-3 if dtype == "float16" else 1e-6
                assert np.allclose(x.sum(1).numpy(), wide.sum(1), close, 1e-5)
                assert np.array_equal(x.amin(1).numpy(), b.min(1))
                assert np.array_equal((x > 3).any(1).numpy(), (b > 3).any(1))
                value, index = x.max(1)
                assert np.array_equal(value.numpy(), b.max(1))
                assert np.array_equal(index.numpy(), b.argmax(1))
                assert np.array_equal(x.argmin(1).numpy(), b.argmin(1))


def test_a_group_has_the_same_bits_alone_and_beside_infinite_ones(isa):
    for n, inner in ((3, 2), (9, 4), (4, 20)):
        a = RNG.standard_normal((40, n, inner)).astype(np.float32)
        a[7, 1, 1], a[9, 0, 0] = np.inf, np.nan
        x = rg.from_numpy(a)
        for f in (lambda y: y.sum(1), lambda y: y.prod(1), lambda y: y.norm(dim=1)):
            alone = rg.cat([f(x[i : i + 1]) for i in range(40)])
            assert np.array_equal(f(x).numpy(), alone.numpy(), equal_nan=True)


def test_what_is_no_number_and_what_overflows_on_the_way(isa):
    for n in (3, 5, 12, 20):
        a = RNG.standard_normal((50, n)).astype(np.float32)
        a[7, n - 1] = a[9, 0] = np.nan
        a[11, 1], a[12, 0] = np.inf, -np.inf
        a[13, :3] = 3e38, 3e38, -3e38
        x = rg.from_numpy(a)
        exact = a.astype(np.float64).sum(1).astype(np.float32)
        assert np.allclose(x.sum(1).numpy(), exact, 1e-6, 1e-5, equal_nan=True)
        assert np.array_equal(x.amax(1).numpy(), a.max(1), equal_nan=True)
        value, index = x.max(1)
        assert np.array_equal(value.numpy(), a.max(1), equal_nan=True)
        assert np.array_equal(index.numpy(), a.argmax(1))
        assert np.array_equal(x.argmin(1).numpy(), a.argmin(1))


@pytest.mark.parametrize("columns", [1, 2, 3, 7, 15, 16, 17])
def test_few_long_columns_have_their_extremes_found(columns, isa):
    for dtype in ("float32", "float64", "int64", "uint8"):
        a = draw(dtype, 5003, columns)
        x = rg.from_numpy(a)
        for y, b in ((x, a), (x[::2], a[::2])):
            value, index = y.max(0)
            assert np.array_equal(value.numpy(), b.max(0))
            assert np.array_equal(index.numpy(), b.argmax(0))
        assert np.array_equal(x.argmin(0).numpy(), a.argmin(0))


def test_the_bits_are_the_same_for_any_number_of_threads(threads):
    x = rg.from_numpy(RNG.standard_normal((70_000, 7)).astype(np.float32))
    results = set()
    for n in (1, 2, 3):
        rg.set_num_threads(n)
        value, index = x.max(1)
        parts = [x.sum(1), x.prod(1), x.norm(dim=1), value, index, x.half().sum(1), x.argmax(0)]
        parts += [x.view(-1, 7, 2).sum(1), x.view(-1, 5, 2).argmax(1), x.view(-1, 5, 7).prod(1)]
        results.add(b"".join(y.float().numpy().tobytes() for y in parts))
    assert len(results) == 1
