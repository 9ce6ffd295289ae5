"""Basic indexing, reading and writing, against numpy; and what is no index."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg

BASE = np.arange(60, dtype=np.float32).reshape(3, 4, 5)
S = slice
KEYS = [
    0, -1, 2, S(None), S(1, 3), S(-2, None), S(None, None, 2), S(5, 9), S(2, 1), S(1, None, 3),
    None, Ellipsis, (), (1, 2), (1, 2, 3), (S(1), 2), (Ellipsis, 1), (1, Ellipsis), (None, 1),
    (S(None), None, 1), (1, None, Ellipsis, S(None, None, 2)), (Ellipsis, None),
    (S(None), S(1, 3), S(0, 5, 2)), (-1, -1, -1), (Ellipsis, S(-100, 100)), (None, None),
    (0, Ellipsis, None, 4), (Ellipsis, S(None, 0)), (S(0, 0), 1),
]  # fmt: skip


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_reading_gives_what_numpy_gives(key):
    got, want = rg.tensor(BASE)[key], BASE[key]
    assert got.shape == want.shape
    assert got.tolist() == want.tolist()


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_reading_a_transposed_tensor_gives_what_numpy_gives(key):
    flipped = np.ascontiguousarray(BASE.transpose(2, 0, 1))
    got = rg.tensor(flipped).permute(1, 2, 0)[key]
    assert got.tolist() == BASE[key].tolist()


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_writing_a_number_writes_what_numpy_writes(key):
    got, want = rg.tensor(BASE), BASE.copy()
    got[key] = -1.5
    want[key] = -1.5
    assert got.tolist() == want.tolist()


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_writing_a_tensor_writes_what_numpy_writes(key):
    got, want = rg.tensor(BASE), BASE.copy()
    value = np.random.default_rng(0).standard_normal(BASE[key].shape).astype(np.float32)
    got[key] = rg.tensor(value)
    want[key] = value
    assert got.tolist() == want.tolist()


def test_writing_broadcasts_and_converts_the_value():
    x = rg.zeros(2, 3)
    x[:, 1:] = rg.tensor([1, 2])
    assert x.tolist() == [[0.0, 1.0, 2.0]] * 2
    y = rg.zeros(2, dtype=rg.int64)
    y[0] = rg.tensor(2.9)
    y[1] = True
    assert y.tolist() == [2, 1]


def test_writing_counts_one_version():
    x = rg.zeros(3)
    x[0] = 1
    x[1:] = rg.ones(2)
    assert x._version == 2


def test_augmented_writing_through_an_index_changes_the_base():
    x = rg.ones(2, 3)
    x[0] += 5
    x[:, 1] *= 2
    assert x.tolist() == [[6.0, 12.0, 6.0], [1.0, 2.0, 1.0]]


def test_a_zero_dimensional_tensor_takes_ellipsis_none_and_the_empty_tuple():
    x = rg.tensor(3.0)
    assert x[...].shape == ()
    assert x[()].shape == ()
    assert x[None].shape == (1,)
    x[...] = 4
    assert x.item() == 4.0


def test_numpy_integers_and_integer_tensors_are_integers():
    x = rg.tensor(BASE)
    assert x[np.int64(1)].tolist() == BASE[1].tolist()
    assert x[rg.tensor(1)].tolist() == BASE[1].tolist()
    assert x[1 : np.int32(3)].shape == (2, 4, 5)


@pytest.mark.parametrize("key", [3, -4, (0, 4), (0, 0, -6)], ids=str)
def test_an_index_out_of_range_is_an_index_error(key):
    with pytest.raises(IndexError, match="out of"):
        rg.tensor(BASE)[key]
    with pytest.raises(IndexError):
        rg.tensor(BASE)[key] = 0


@pytest.mark.parametrize("key", [1.0, "a", (0, "b"), {}, (0, 1.5)], ids=str)
def test_what_is_no_index_is_refused(key):
    with pytest.raises((IndexError, TypeError)):
        rg.tensor(BASE)[key]
    with pytest.raises((IndexError, TypeError)):
        rg.tensor(BASE)[key] = 0


@pytest.mark.parametrize("key", [(0, 0, 0, 0), (Ellipsis, 0, 0, 0, 0)], ids=str)
def test_too_many_indices_are_an_index_error(key):
    with pytest.raises(IndexError):
        rg.tensor(BASE)[key]


def test_two_ellipses_are_refused_or_read_as_full_slices():
    x = rg.tensor(BASE)
    try:
        got = x[..., ...]
    except IndexError:
        return
    assert got.shape == BASE.shape


def test_steps_must_be_positive():
    x = rg.tensor(BASE)
    with pytest.raises(ValueError, match="step"):
        x[::-1]
    with pytest.raises(ValueError, match="step"):
        x[::0]


def test_a_value_that_does_not_broadcast_is_refused():
    x = rg.zeros(2, 3)
    with pytest.raises(RuntimeError):
        x[0] = rg.ones(2)
    with pytest.raises(RuntimeError):
        x[0] = rg.ones(2, 3)
    assert x.tolist() == [[0.0] * 3] * 2


def test_indexing_a_scalar_is_an_index_error():
    with pytest.raises(IndexError):
        rg.tensor(1.0)[0]
    with pytest.raises(TypeError):
        len(rg.tensor(1.0))
    with pytest.raises(TypeError):
        iter(rg.tensor(1.0))
