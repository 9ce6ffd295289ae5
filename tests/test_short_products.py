"""Products of a few terms: of short rows with a vector, of a few long rows, batches of them."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg

RNG = np.random.default_rng(0)
TERMS = (1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 16, 17, 31, 32, 33)
TYPES = {"float32": 1e-5, "float64": 1e-13, "int64": 0, "int32": 0, "uint8": 0}


def draw(dtype, *shape):
    if dtype.startswith("float"):
        return RNG.standard_normal(shape).astype(dtype)
    return RNG.integers(0, 100, shape).astype(dtype)


def check(a, b, dtype):
    """That the product is numpy's, in float64 where it is of floats."""
    floats = dtype.startswith("float")
    wide = [v.astype(np.float64) if floats else v for v in (a, b)]
    want = wide[0] @ wide[1]
    got = (rg.from_numpy(a) @ rg.from_numpy(b)).numpy()
    assert got.dtype == dtype
    room = np.abs(wide[0]) @ np.abs(wide[1]) if floats else 0
    assert (np.abs(got - want) <= TYPES[dtype] * room).all()


@pytest.mark.parametrize("dtype", TYPES)
def test_rows_of_a_few_terms_meet_a_vector(dtype, isa):
    for k in TERMS:
        for rows in (1, 2, 3, 5, 64, 1030):
            a, v = draw(dtype, rows, k), draw(dtype, k)
            check(a, v, dtype)
            check(a, v[:, None], dtype)
            check(draw(dtype, rows, 2 * k)[:, k:], v, dtype)
            check(draw(dtype, rows, 2 * k)[:, ::2], draw(dtype, 2 * k)[::2], dtype)
            check(np.broadcast_to(v, (rows, k)), v, dtype)


@pytest.mark.parametrize("dtype", TYPES)
def test_a_vector_meets_a_few_long_rows(dtype, isa):
    for k in TERMS:
        for n in (1, 15, 17, 1025, 2500):
            check(draw(dtype, k), draw(dtype, k, n), dtype)
        check(draw(dtype, 2 * k)[::2], draw(dtype, k, 300)[:, 1:298], dtype)


@pytest.mark.parametrize("dtype", TYPES)
def test_many_short_rows_are_summed_by_a_vector(dtype, isa):
    for n in TERMS:
        for rows in (1, 17, 40, 300, 1031):
            check(draw(dtype, rows), draw(dtype, rows, n), dtype)
            check(draw(dtype, n, rows)[::-1].copy(), draw(dtype, 2 * rows)[::2], dtype)
        check(draw(dtype, 600)[::2], draw(dtype, 300, n), dtype)
        check(draw(dtype, 300, n).T, draw(dtype, 300), dtype)
        check(draw(dtype, 300, n + 1)[:, 1:].T, draw(dtype, 300, 1), dtype)


@pytest.mark.parametrize("dtype", TYPES)
def test_batches_of_small_matrices(dtype, isa):
    shapes = ((1, 1), (2, 1), (1, 3), (3, 3), (4, 4), (2, 5))
    for k in (1, 2, 3, 4, 6, 8, 11, 32, 33):
        for m, n in shapes:
            a, b = draw(dtype, 37, m, k), draw(dtype, 37, k, n)
            check(a, b, dtype)
            check(a, b[5], dtype)
            check(a[5], b, dtype)
            check(draw(dtype, 37, k, m).transpose(0, 2, 1), b, dtype)
            check(a, draw(dtype, 37, n, k).transpose(0, 2, 1), dtype)


def test_what_is_masked_is_not_met(isa):
    inf = float("inf")
    for k in (5, 6, 7, 9, 11, 30):
        a = rg.ones(9, k)
        a[:, k - 4 if k < 8 else 7] = inf
        for v in (rg.ones(k), -rg.ones(k)):
            want = inf * v[0].item()
            assert (a @ v).tolist() == [want] * 9
            assert (a[:, None] @ v[:, None]).flatten().tolist() == [want] * 9


def test_a_bias_and_what_was_there_are_added(isa):
    for k in (2, 3, 6, 12, 20, 40):
        a, w = rg.randn(50, k, dtype=rg.float64), rg.randn(1, k, dtype=rg.float64)
        bias = rg.randn(1, dtype=rg.float64)
        want = a.numpy() @ w.numpy().T + bias.numpy()
        assert np.allclose(rg.nn.functional.linear(a, w, bias).numpy(), want, 1e-13, 1e-13)
        across = a.t().contiguous().t()
        assert np.allclose(rg.nn.functional.linear(across, w, bias).numpy(), want, 1e-13, 1e-13)
        for n in (1, 3):
            c, b = rg.randn(50, 1, n, dtype=rg.float64), rg.randn(50, k, n, dtype=rg.float64)
            want = c.numpy() + a[:, None].numpy() @ b.numpy()
            assert np.allclose(rg.baddbmm(c, a[:, None], b).numpy(), want, 1e-13, 1e-13)
        y, v = rg.randn(300, dtype=rg.float64), rg.randn(k, dtype=rg.float64)
        m = rg.randn(k, 300, dtype=rg.float64)
        want = y.numpy() + v.numpy() @ m.numpy()
        assert np.allclose(rg.addmv(y, m.t(), v).numpy(), want, 1e-13, 1e-13)


def test_the_bits_are_the_same_for_any_number_of_threads(threads, isa):
    a, v = rg.randn(200_003, 3), rg.randn(3)
    b, w = rg.randn(100_001, 7), rg.randn(7)
    p, q = rg.randn(50_001, 1, 21), rg.randn(50_001, 21, 1)
    results = set()
    for n in (1, 2, 3):
        rg.set_num_threads(n)
        parts = (a @ v, b @ w, p @ q, v @ a.t().contiguous())
        results.add(b"".join(x.numpy().tobytes() for x in parts))
    assert len(results) == 1
    assert rg.equal((b @ w)[8:], b[8:] @ w)
