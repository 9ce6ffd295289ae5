"""Short rows are brought together, long ones cut: repeated, with gaps, read and written to."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg

RNG = np.random.default_rng(0)
TYPES = ("float32", "float64", "int64", "int16", "uint8", "bool")
COLUMNS = (2, 3, 4, 5, 8, 15, 16, 17, 32, 33, 64, 111, 112, 113)
LONG = (2559, 2560, 2561, 5003, 33_000)


def draw(dtype, *shape):
    return RNG.integers(0, 2 if dtype == "bool" else 100, shape).astype(dtype)


def check(a, b):
    """That two arrays and tensors of their memory have the same sum and the same greater ones."""
    x, y = rg.from_numpy(a), rg.from_numpy(b)
    with np.errstate(over="ignore"):
        assert np.array_equal((x + y).numpy(), a + b)
    assert np.array_equal((y > x).numpy(), b > a)
    assert np.array_equal(rg.where(x > y, x, y).numpy(), np.maximum(a, b))


@pytest.mark.parametrize("rows", [12, 65, 700])
@pytest.mark.parametrize("dtype", TYPES)
def test_rows_and_columns_are_repeated(dtype, rows, isa):
    for n in COLUMNS:
        a = draw(dtype, rows, n)
        for b in (draw(dtype, n), draw(dtype, rows, 1), draw(dtype, 2 * n)[::2]):
            check(a, b)
            check(b, a)


@pytest.mark.parametrize("dtype", TYPES)
def test_more_dimensions_are_repeated_in_turn(dtype, isa):
    for n in (2, 3, 7, 16, 40):
        a = draw(dtype, 5, 9, n)
        for shape in ((9, n), (9, 1), (5, 1, n), (5, 1, 1), (5, 9, 1), (1, 1, n), (2, 5, 9, 1)):
            check(a, draw(dtype, *shape))
        check(draw(dtype, 40, n, 1), draw(dtype, 40, 1, n))
        check(draw(dtype, 3, 4, 5, n), draw(dtype, 4, 1, n))


@pytest.mark.parametrize("dtype", TYPES)
def test_rows_with_gaps_are_read_to_their_ends_alone(dtype, isa):
    for n in COLUMNS:
        a, wide = draw(dtype, 50, n), draw(dtype, 50, 2 * n + 1)
        for b in (wide[:, n + 1 :], wide[:, :n], wide[:, 1::2], wide[::-1][:, -n:]):
            check(a, np.ascontiguousarray(b) if b.strides[0] < 0 else b)
        check(wide[:, :n], wide[:, -n:])
        check(wide[:, :n], draw(dtype, n))


@pytest.mark.parametrize("dtype", TYPES)
def test_rows_with_gaps_are_written_and_their_neighbours_are_not(dtype, isa):
    for n in COLUMNS:
        for columns in (slice(0, n), slice(n + 1, None), slice(1, None, 2)):
            a, b = draw(dtype, 50, 2 * n + 1), draw(dtype, n)
            x = rg.tensor(a)
            x[:, columns] = rg.tensor(b)
            a[:, columns] = b
            assert np.array_equal(x.numpy(), a)
            if dtype == "bool":
                continue
            x[:, columns] += rg.tensor(b)
            a[:, columns] += b
            assert np.array_equal(x.numpy(), a)
            other = draw(dtype, 50, 1)
            rg.mul(rg.tensor(b), rg.tensor(other), out=x[:, columns])
            a[:, columns] = b * other
            assert np.array_equal(x.numpy(), a)


def test_types_are_converted_on_the_way(isa):
    for n in (2, 3, 16, 50):
        a = draw("float32", 60, n)
        for b in (draw("int64", n), draw("uint8", 60, 1), draw("float64", n), draw("bool", 60, n)):
            want = a + b.astype(np.float64)
            assert np.array_equal((rg.from_numpy(a) + rg.from_numpy(b)).numpy(), want)
        for narrow in (rg.float16, rg.bfloat16):
            x = rg.from_numpy(a).to(narrow)
            y = rg.from_numpy(draw("float32", n)).to(narrow)
            for both in (x + y, x * x[:, :1], x[:, : n - 1] + y[1:]):
                assert both.dtype == narrow
            assert np.array_equal((x + y).float().numpy(), (x + y.expand(60, n).clone()).float())


def test_memory_that_starts_at_an_odd_byte(isa):
    for n in (2, 3, 17):
        buffer = bytearray(4 * 50 * n + 1)
        a = np.frombuffer(buffer, np.float32, 50 * n, 1).reshape(50, n)
        a[:] = draw("float32", 50, n)
        x = rg.frombuffer(buffer, dtype=rg.float32, offset=1).reshape(50, n)
        assert np.array_equal((x + x[:, :1]).numpy(), a + a[:, :1])
        assert np.array_equal((x + x[0]).numpy(), a + a[0])
        x += rg.ones(n)
        assert np.array_equal(x.numpy(), a)


@pytest.mark.parametrize("n", LONG)
def test_long_rows_meet_one_that_is_repeated(n, isa):
    for dtype in ("float32", "float64", "uint8"):
        a = draw(dtype, 41, n)
        for b in (draw(dtype, n), draw(dtype, 41, 1)):
            check(a, b)
        check(draw(dtype, 3, 20, n), draw(dtype, 20, n))
        check(draw(dtype, 3, 20, n), draw(dtype, 3, 1, n))


def test_the_bits_are_the_same_for_any_number_of_threads(threads):
    a = rg.from_numpy(RNG.standard_normal((30_000, 7)).astype(np.float32))
    b = rg.from_numpy(RNG.standard_normal((300, 5003)).astype(np.float32))
    results = set()
    for n in (1, 2, 3):
        rg.set_num_threads(n)
        results.add(((a * a[0]).exp() / a[:, :1]).numpy().tobytes())
        results.add(((b * b[0]).exp() / b[:, :1]).numpy().tobytes())
    assert len(results) == 2
