"""Operands that lie across the result are taken in tiles: every type, ragged edges, any thread.

Reductions find their way through such operands too.
"""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg

RNG = np.random.default_rng(0)
TYPES = ("float32", "float64", "int64", "int32", "uint8", "bool")
SHAPES = [(64, 64), (67, 81), (1000, 5), (5, 1000), (3, 70, 65), (17, 4, 33, 9)]


def pair(shape, dtype):
    """An array, and one of the same shape whose memory runs the other way."""
    straight = RNG.integers(0, 100, shape).astype(dtype)
    crooked = RNG.integers(0, 100, shape[::-1]).astype(dtype).transpose()
    return straight, crooked


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("dtype", TYPES)
def test_a_transposed_operand_gives_the_elements_that_numpy_gives(dtype, shape, isa):
    a, b = pair(shape, dtype)
    x, y = rg.from_numpy(a), rg.from_numpy(b)
    assert y.stride() == tuple(s // b.itemsize for s in b.strides)
    assert np.array_equal(y.contiguous().numpy(), b)
    assert np.array_equal((x == y).numpy(), a == b)
    assert np.array_equal(rg.where(y > x, y, x).numpy(), np.where(b > a, b, a))
    assert np.array_equal(rg.maximum(y[1:], x[1:]).numpy(), np.maximum(b[1:], a[1:]))


def test_memory_that_starts_at_an_odd_byte_is_transposed_too(isa):
    buffer = bytearray(4 * 70 * 90 + 1)
    a = np.frombuffer(buffer, np.float32, 70 * 90, 1).reshape(70, 90)
    a[:] = RNG.standard_normal((70, 90))
    x = rg.frombuffer(buffer, dtype=rg.float32, offset=1).reshape(70, 90)
    assert np.array_equal((x.t() + 1).numpy(), a.T + np.float32(1))
    assert np.array_equal(x.t().contiguous().numpy(), a.T)


def test_writing_across_a_tensor_in_place_reads_what_was_there_before():
    a = RNG.standard_normal((80, 80))
    x = rg.tensor(a)
    x += x.t()
    assert np.array_equal(x.numpy(), a + a.T)


def test_tiles_are_the_same_bits_for_any_number_of_threads(threads):
    a, b = (rg.from_numpy(v) for v in pair((700, 900), "float32"))
    results = set()
    for n in (1, 2, 3):
        rg.set_num_threads(n)
        results.add(((a / (b + 1)).exp() + b).numpy().tobytes())
    assert len(results) == 1


LAYOUTS = {
    "transposed": lambda a: a.T,
    "every other row and column": lambda a: a[1::2, ::3],
    "one column": lambda a: a[:, 2],
    "a row repeated": lambda a: np.broadcast_to(a[3], (50, a.shape[1])),
    "a column repeated": lambda a: np.broadcast_to(a[:, 3:4], a.shape),
    "three dimensions": lambda a: a.reshape(a.shape[0], 5, -1).transpose(1, 2, 0),
}
RG_LAYOUTS = {
    "transposed": lambda x: x.t(),
    "every other row and column": lambda x: x[1::2, ::3],
    "one column": lambda x: x[:, 2],
    "a row repeated": lambda x: x[3].expand(50, x.shape[1]),
    "a column repeated": lambda x: x[:, 3:4].expand(*x.shape),
    "three dimensions": lambda x: x.reshape(x.shape[0], 5, -1).permute(1, 2, 0),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("dtype", ["float32", "float64", "int64", "uint8"])
def test_argmax_and_argmin_of_any_layout_find_the_first_in_row_order(dtype, layout, isa):
    a = RNG.integers(0, 9, (300, 40)).astype(dtype)
    if dtype.startswith("float"):
        a[3, 3] = a[200, 7] = a[290, 2] = np.nan
    want = LAYOUTS[layout](a)
    x = RG_LAYOUTS[layout](rg.from_numpy(a))
    assert not x.is_contiguous()
    assert x.shape == want.shape
    assert x.argmax().item() == want.argmax()
    assert x.argmin().item() == want.argmin()
    assert x.argmax(keepdim=True).shape == (1,) * want.ndim


def test_argmax_of_an_expanded_tensor_makes_no_copy_of_it():
    x = rg.arange(3).reshape(3, 1).expand(3, 2**20)
    rg.memory.trim()
    assert x.argmax().item() == 2 * 2**20
    assert rg.memory.cached_bytes() < 2**20  # where a copy would have been left
