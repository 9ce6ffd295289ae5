"""Reductions of arrays that are cut into parts: no element is left out or taken twice."""

from __future__ import annotations

import pathlib

import numpy as np
import pytest
import retrograd as rg

# Around the length from which the parts are longer, with every kind of tail.
LENGTHS = (262_143, 262_144, 262_145, 262_207, 278_529, 400_037, 720_001)
DTYPES = (np.float32, np.float64)


@pytest.fixture(params=LENGTHS)
def whole_numbers(request):
    """Whole numbers, the sums of which no rounding changes before the last one."""
    return np.random.default_rng(request.param).integers(-500, 1000, request.param)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_long_sum_takes_every_element_once(whole_numbers, dtype):
    x = whole_numbers.astype(dtype)
    t = rg.from_numpy(x)
    assert t.sum().item() == dtype(whole_numbers.sum())
    assert t[1:].sum().item() == dtype(whole_numbers[1:].sum())
    assert t[::3].sum().item() == dtype(whole_numbers[::3].sum())
    assert t.norm().item() == dtype(np.sqrt(np.float64((whole_numbers**2).sum())))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("n", LENGTHS[1:])
def test_a_long_extreme_finds_its_element_anywhere(n, dtype):
    x = np.zeros(n, dtype)
    t = rg.from_numpy(x)
    for place in (0, 1, 16_383, 16_384, 65_535, 65_536, n // 2, 262_143, n - 2, n - 1):
        x[place] = 2
        assert (t.max().item(), t.argmax().item(), t.sum().item()) == (2, place, 2)
        x[place] = 0.5
        assert t.sum().item() == 0.5
        x[place] = -2
        assert (t.min().item(), t.argmin().item()) == (-2, place)
        x[place] = np.nan
        assert np.isnan([t.max().item(), t.min().item(), t.sum().item()]).all()
        x[place] = 0
    x[:] = 1
    for place in (0, 65_537, n - 1):
        x[place] = 3
        assert t.prod().item() == 3
        x[place] = 1


def test_a_long_sum_is_the_same_with_one_thread_and_with_two():
    t = rg.from_numpy(np.random.default_rng(0).standard_normal(720_001).astype(np.float32))
    before, answers = rg.get_num_threads(), set()
    try:
        for threads in (1, 2, 3):
            rg.set_num_threads(threads)
            answers.add((t.sum().item(), t.norm().item(), t.mean().item()))
    finally:
        rg.set_num_threads(before)
    assert len(answers) == 1


def test_an_overflow_of_the_floats_on_the_way_is_mended():
    x = np.zeros(300_000, np.float32)
    x[:64], x[64:128] = 3e38, -3e38
    assert rg.from_numpy(x).sum().item() == 0


@pytest.mark.skipif(
    not pathlib.Path("/sys/kernel/mm/transparent_hugepage").exists(),
    reason="the system has no large pages to ask for",
)
def test_large_blocks_ask_for_large_pages():
    t = rg.empty(9_000_000)
    flags = ""
    for line in pathlib.Path("/proc/self/smaps").read_text().splitlines():
        bounds = line.split()[0].split("-")
        if len(bounds) == 2:
            inside = int(bounds[0], 16) <= t.data_ptr() < int(bounds[1], 16)
        elif inside and bounds[0] == "VmFlags:":
            flags = line
    assert "hg" in flags.split()
    assert t.data_ptr() % (2 << 20) == 64


@pytest.mark.parametrize("dtype", DTYPES)
def test_rows_of_every_length_are_reduced_whole(dtype):
    x = np.random.default_rng(1).integers(-99, 99, (3, 300)).astype(dtype)
    for n in range(1, 300):
        rows, t = x[:, :n].copy(), rg.from_numpy(x)[:, :n]
        assert t.sum(1).tolist() == rows.sum(1).tolist()
        assert t.amax(1).tolist() == rows.max(1).tolist()
        assert t.amin(1).tolist() == rows.min(1).tolist()
        assert (
            t.norm(dim=1).tolist()
            == np.sqrt((rows.astype(np.float64) ** 2).sum(1)).astype(dtype).tolist()
        )
        signs = np.sign(rows) + (rows == 0)
        assert rg.from_numpy(signs).prod(1).tolist() == signs.prod(1).tolist()
        rows[1, n - 1] = np.nan
        spoilt = rg.from_numpy(rows).amax(1)
        assert spoilt.isnan().tolist() == [False, True, False]


@pytest.mark.parametrize("n", [1024, 4096, 262_144, 1 << 20])
def test_a_power_of_two_of_equal_floats_sums_without_any_rounding(n):
    x = rg.full((n,), 0.1)
    assert x.sum().item() == n * np.float64(np.float32(0.1))
    assert x.mean().item() == np.float32(0.1)
