"""Short rows are reversed, padded, joined and indexed as numpy does it, whatever their size."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg
import retrograd.nn.functional as F

RNG = np.random.default_rng(0)
TYPES = ("float32", "float64", "int16", "uint8", "bool")
COLUMNS = (1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 130)
ROWS = (1, 13, 300)


def draw(dtype, *shape):
    return RNG.integers(0, 2 if dtype == "bool" else 100, shape).astype(dtype)


def same(x, a):
    return x.shape == a.shape and np.array_equal(x.numpy(), a)


def each(dtype):
    for rows in ROWS:
        for n in COLUMNS:
            a = draw(dtype, rows, n)
            yield a, rg.tensor(a)


@pytest.mark.parametrize("dtype", TYPES)
def test_rows_and_columns_are_reversed(dtype, isa):
    for a, x in each(dtype):
        assert same(x.flip(1), a[:, ::-1])
        assert same(x.flip(0), a[::-1])
        assert same(x.flip(0, 1), a[::-1, ::-1])
        assert same(x[:, ::2].flip(1), a[:, ::2][:, ::-1])


@pytest.mark.parametrize("dtype", TYPES)
def test_windows_slices_and_repeats_are_copied(dtype, isa):
    for a, x in each(dtype):
        for width in (2, 3, 5):
            if width <= a.shape[1]:
                windows = np.lib.stride_tricks.sliding_window_view(a, width, 1)
                assert same(x.unfold(1, width, 1).contiguous(), windows)
        assert same(x[:, 1:].contiguous(), a[:, 1:])
        assert same(x[:, ::2].contiguous(), a[:, ::2])
        assert same(x.repeat(2, 3), np.tile(a, (2, 3)))
        assert same(x.roll(2, 1), np.roll(a, 2, 1))
        assert same(x[:, None].expand(-1, 3, -1).clone(), np.stack([a, a, a], 1))
        part = rg.tensor(np.tile(a, (1, 2)))
        part[:, : a.shape[1]] = x.flip(1)
        assert same(part, np.concatenate([a[:, ::-1], a], 1))


@pytest.mark.parametrize("dtype", TYPES)
def test_rows_get_ends_and_lose_them(dtype, isa):
    for a, x in each(dtype):
        value = 1 if dtype == "bool" else 7
        for left, right in ((1, 1), (0, 2), (3, 0), (70, 1)):
            want = np.pad(a, ((1, 3), (left, right)), constant_values=value)
            assert same(F.pad(x, (left, right, 1, 3), value=value), want)
            assert same(F.pad(x, (left, right), value=value), want[1:-3])
        if a.shape[1] > 2:
            assert same(F.pad(x, (-1, 2)), np.pad(a[:, 1:], ((0, 0), (0, 2))))
            assert same(F.pad(x, (-1, -1)), a[:, 1:-1])
            assert same(F.pad(x, (-1, 0, 2, 0)), np.pad(a[:, 1:], ((2, 0), (0, 0))))
            for mode, name in (("reflect", "reflect"), ("replicate", "edge"), ("circular", "wrap")):
                if dtype != "bool" or mode != "circular":
                    want = np.pad(a, ((0, 0), (2, 1)), name)
                    assert same(F.pad(x[None], (2, 1), mode)[0], want)


@pytest.mark.parametrize("dtype", TYPES)
def test_rows_are_joined(dtype, isa):
    for a, x in each(dtype):
        b = draw(dtype, a.shape[0], 5)
        parts = [a, b, a[:, :0], a[:, ::2]]
        tensors = [x, rg.tensor(b), x[:, :0], x[:, ::2]]
        assert same(rg.cat(tensors, 1), np.concatenate(parts, 1))
        assert same(rg.stack([x, x, x.flip(0).flip(0)], 1), np.stack([a, a, a], 1))
        assert same(rg.stack([x, x], -1), np.stack([a, a], -1))


@pytest.mark.parametrize("dtype", TYPES)
def test_rows_are_indexed_and_written_in_order(dtype, isa):
    for a, x in each(dtype):
        rows, n = a.shape
        along, down = RNG.integers(0, n, (rows, n)), RNG.integers(0, rows, (rows, n))
        values = draw(dtype, rows, n)
        for dim, index in ((1, along), (0, down)):
            at, v = rg.tensor(index), rg.tensor(values)
            assert same(x.gather(dim, at), np.take_along_axis(a, index, dim))
            lines, columns = np.indices(a.shape)
            place = (lines, index) if dim == 1 else (index, columns)
            written, filled = a.copy(), a.copy()
            flat = [p.ravel() for p in place]
            for i in range(a.size if rows < 50 else 0):
                written[flat[0][i], flat[1][i]] = values.ravel()[i]
            if rows < 50:
                assert same(x.scatter(dim, at, v), written)
            filled[place] = 1
            assert same(x.scatter(dim, at, 1), filled)
            if dtype != "bool":
                with np.errstate(over="ignore"):
                    added = a.copy()
                    np.add.at(added, place, values)
                assert same(x.scatter_add(dim, at, v), added)


def test_a_wrong_number_in_a_short_row_is_refused():
    x = rg.zeros(50, 3)
    at = rg.zeros(50, 3, dtype=rg.int64)
    at[40, 2] = 3
    for f in (lambda: x.gather(1, at), lambda: x.scatter(1, at, 1.0)):
        with pytest.raises(IndexError, match="index 3 is out of bounds"):
            f()


@pytest.mark.parametrize("dtype", ["float32", "bool"])
def test_triangles_of_tall_and_wide_matrices_are_kept(dtype):
    for rows, n in ((1, 1), (3, 3), (40, 3), (3, 40), (300, 130)):
        a = draw(dtype, 2, rows, n)
        x = rg.tensor(a)
        for k in (-400, -rows, 1 - rows, -2, -1, 0, 1, n - 1, n, 400, 2**63 - 1, -(2**63)):
            near = max(-1000, min(1000, k))
            assert same(x.tril(k), np.tril(a, near))
            assert same(x.triu(k), np.triu(a, near))
            assert same(rg.tensor(a).tril_(k), np.tril(a, near))
            assert same(rg.tensor(a).triu_(k), np.triu(a, near))


def test_the_gradient_of_repeats_is_the_sum_of_the_parts():
    for counts in ((2, 2), (1, 3), (3, 2), (2, 1, 1)):
        x = rg.ones(4, 3, requires_grad=True)
        g = rg.tensor(RNG.standard_normal(rg.ones(4, 3).repeat(*counts).shape), dtype=rg.float32)
        (x.repeat(*counts) * g * x.detach().repeat(*counts)).sum().backward()
        want = g.numpy().reshape(-1, counts[-2], 4, counts[-1], 3).sum((0, 1, 3))
        assert np.allclose(x.grad.numpy(), want, atol=1e-5)
    x = rg.ones(4, 3, dtype=rg.float64, requires_grad=True)
    assert rg.autograd.gradgradcheck(lambda t: (t * t).repeat(2, 2), (x,))


def test_threads_do_not_change_what_is_moved():
    before = rg.get_num_threads()
    a = draw("float32", 40_000, 3)
    x, at = rg.tensor(a), rg.tensor(RNG.integers(0, 3, a.shape))
    try:
        for threads in (1, 2, 3):
            rg.set_num_threads(threads)
            assert same(x.flip(1), a[:, ::-1])
            assert same(F.pad(x, (1, 1)), np.pad(a, ((0, 0), (1, 1))))
            assert same(rg.cat([x, x], 1), np.concatenate([a, a], 1))
            assert same(x.gather(1, at), np.take_along_axis(a, at.numpy(), 1))
            assert same(x.unfold(1, 2, 1).contiguous(), np.stack([a[:, :2], a[:, 1:]], 1))
            assert same(x.tril(-5), np.tril(a, -5))
    finally:
        rg.set_num_threads(before)
