"""Short lines are sorted side by side, and few ranks are kept of many: stable, NaN last."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg

RNG = np.random.default_rng(0)
TYPES = ("float32", "float64", "float16", "int64", "int32", "int16", "uint8", "bool")
LENGTHS = (1, 2, 3, 7, 10, 16, 33, 50, 64, 65, 130, 300)


def draw(dtype, rows, n):
    """Many equal ones, zeros of both signs, what is no number, and the least and greatest."""
    kind = np.dtype(dtype).kind
    low, high = {"b": (0, 2), "u": (0, 50)}.get(kind, (-25, 25))
    a = RNG.integers(low, high, (rows, n)).astype(dtype)
    if kind == "f":
        for value in (np.nan, -0.0, np.inf, -np.inf):
            a[RNG.random(a.shape) < 0.04] = value
    elif kind in "iu":
        a[RNG.random(a.shape) < 0.02] = np.iinfo(dtype).max
        a[RNG.random(a.shape) < 0.02] = np.iinfo(dtype).min
    return a


def layouts(a):
    yield rg.from_numpy(a)
    yield rg.from_numpy(np.ascontiguousarray(a.T)).t()
    yield rg.from_numpy(np.repeat(a, 2, 1))[:, ::2]


def order(a, descending):
    """Where the elements of each row go, by numpy: stable, NaN last or, descending, first."""
    wide = a.astype(np.float64 if a.dtype.kind == "f" else np.int64)
    nan = np.isnan(wide)
    if not descending:
        return np.argsort(wide, 1, kind="stable")
    key = -np.where(nan, 0, wide) if a.dtype.kind == "f" else ~wide
    places = np.broadcast_to(np.arange(a.shape[1]), a.shape)
    return np.lexsort((places, key, ~nan), axis=1)


def same(tensor, array):
    return tensor.numpy().tobytes() == np.ascontiguousarray(array).tobytes()


@pytest.mark.parametrize("dtype", TYPES)
def test_lines_of_any_length_are_sorted(dtype, isa):
    for n in LENGTHS:
        for rows in (3, 9, 70 if n < 60 else 17):
            a = draw(dtype, rows, n)
            for descending in (False, True):
                want = order(a, descending)
                for x in layouts(a):
                    value, index = x.sort(dim=1, descending=descending, stable=True)
                    assert same(index.contiguous(), want)
                    assert same(value.contiguous(), np.take_along_axis(a, want, 1))


@pytest.mark.parametrize("dtype", [t for t in TYPES if t != "bool"])
def test_few_ranks_are_those_of_a_sort(dtype, isa):
    for n in LENGTHS:
        a = draw(dtype, 70 if n < 60 else 17, n)
        up, down = order(a, False), order(a, True)
        for k in {1, min(2, n), min(5, n), min(17, n), n}:
            for x in layouts(a):
                assert same(x.topk(k, dim=1)[1].contiguous(), down[:, :k])
                value, index = x.topk(k, dim=1, largest=False)
                assert same(index.contiguous(), up[:, :k])
                assert same(value.contiguous(), np.take_along_axis(a, up[:, :k], 1))
                assert same(x.kthvalue(k, 1)[1], up[:, k - 1])


@pytest.mark.parametrize("dtype", ["float32", "float64", "int64", "int16"])
def test_the_median_stands_in_the_middle_of_each_line(dtype, isa):
    for n in (1, 2, 3, 10, 31, 50, 64, 90):
        a = draw(dtype, 40, n)
        wide = a.astype(np.float64)
        numbers = (~np.isnan(wide)).sum(1)
        rows, up = np.arange(40), order(a, False)
        middle = np.where(numbers < n, numbers, (n - 1) // 2)
        for x in layouts(a):
            value, index = x.median(1)
            assert same(index, up[rows, middle])
            assert same(value, a[rows, up[rows, middle]])
            assert same(x.nanmedian(1)[1], up[rows, np.maximum(numbers - 1, 0) // 2])


@pytest.mark.parametrize("n", [70, 500, 4000, 5000])
def test_long_lines_are_sorted_whatever_their_range(n, isa):
    for dtype in ("int64", "int32", "float64"):
        for scale in (1, 300, 2**30 if dtype == "int32" else 2**60):
            a = (RNG.integers(-100, 100, (3, n)) * (scale // 100 + 1)).astype(dtype)
            a[1, 5] = np.iinfo(dtype).min if dtype[0] == "i" else -1e300
            a[2, 7] = np.iinfo(dtype).max if dtype[0] == "i" else 1e300
            value, index = rg.from_numpy(a).sort(dim=1, stable=True)
            assert same(index, order(a, False))
            assert same(value, np.sort(a, 1, kind="stable"))


def test_any_number_of_threads_gives_the_same(threads):
    x = rg.from_numpy(draw("float32", 20_000, 11))
    results = set()
    for n in (1, 2, 3):
        rg.set_num_threads(n)
        parts = (*x.sort(1), *x.topk(2, 1), *x.median(1), *x.sort(0))
        results.add(b"".join(y.numpy().tobytes() for y in parts))
    assert len(results) == 1
