"""Searching: what is different, sorted sequences, membership, counts.

Figures of special values are torch's, seen there.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
import retrograd as rg

nan, inf = math.nan, math.inf
TYPES = ["bool", "uint8", "int8", "int16", "int32", "int64", "float16", "bfloat16", "float32",
         "float64"]  # fmt: skip


def lists(found):
    return [part.tolist() for part in found]


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("span", [2, 60])
def test_every_type_gives_what_numpy_finds(dtype, span):
    drawn = np.random.default_rng(span).integers(0, span, 500)
    x = rg.tensor(drawn).to(getattr(rg, dtype))
    wide = x.double().numpy()
    want = np.unique(wide, return_inverse=True, return_counts=True)
    found = x.unique(return_inverse=True, return_counts=True)
    assert found[0].dtype is x.dtype and found[1].dtype is found[2].dtype is rg.int64
    assert lists(found) == [part.tolist() for part in want]
    assert rg.isin(x, x[:3]).tolist() == np.isin(wide, wide[:3]).tolist()
    places = np.searchsorted(want[0], wide, "right")
    assert rg.searchsorted(found[0], x, side="right").tolist() == places.tolist()


def test_integers_that_lie_far_apart_are_found_too():
    x = rg.tensor([2**63 - 1, -(2**63), 0, 2**63 - 1, -(2**63)])
    found = x.unique(return_inverse=True, return_counts=True)
    assert lists(found) == [[-(2**63), 0, 2**63 - 1], [2, 0, 1, 2, 0], [2, 1, 2]]
    assert rg.isin(x, rg.tensor([2**63 - 1])).tolist() == [True, False, False, True, False]
    assert rg.searchsorted(found[0], 2**63 - 2).item() == 2
    assert rg.searchsorted(rg.tensor([2**30, 2**30 + 1]), 2**30 + 0.5).item() == 1


def test_each_nan_is_different_and_zeros_of_both_signs_are_equal():
    x = rg.tensor([nan, 1, nan, -0.0, 0.0, 1])
    values, inverse, counts = x.unique(return_inverse=True, return_counts=True)
    assert str(values.tolist()) == "[-0.0, 1.0, nan, nan]"
    assert inverse.tolist() == [2, 1, 3, 0, 0, 1] and counts.tolist() == [2, 2, 1, 1]
    x = rg.tensor([[0.0, 1.0], [-0.0, 1.0], [nan, 2.0], [nan, 1.0]])
    values, inverse, counts = x.unique(dim=0, return_inverse=True, return_counts=True)
    assert str(values.tolist()) == "[[0.0, 1.0], [nan, 1.0], [nan, 2.0]]"
    assert inverse.tolist() == [0, 0, 2, 1] and counts.tolist() == [2, 1, 1]
    found = rg.unique_consecutive(rg.tensor([nan, nan, 1, 1]), True, True)
    assert lists(found[1:]) == [[0, 1, 2, 2], [1, 1, 2]]
    assert rg.isin(rg.tensor([nan, 1.0]), rg.tensor([nan, 1.0])).tolist() == [False, True]


def test_slices_are_compared_as_wholes():
    rng = np.random.default_rng(3)
    x = rng.integers(0, 2, (200, 3, 2))
    for dim in range(3):
        want = np.unique(x, return_inverse=True, return_counts=True, axis=dim)
        found = rg.unique(rg.tensor(x), return_inverse=True, return_counts=True, dim=dim)
        assert lists(found) == [want[0].tolist(), want[1].reshape(-1).tolist(), want[2].tolist()]
    x = rg.tensor([[1, 1, 2], [1, 1, 2], [2, 2, 1]])
    found = x.unique_consecutive(return_inverse=True, return_counts=True, dim=0)
    assert lists(found) == [[[1, 1, 2], [2, 2, 1]], [0, 0, 1], [2, 1]]
    assert lists(x.unique_consecutive(return_counts=True)) == [[1, 2, 1, 2, 1], [2, 1, 2, 3, 1]]


def test_the_choice_among_equals_has_no_derivative():
    x = rg.tensor([1.0, 2.0, 1.0], requires_grad=True)
    for y, name in ((x.unique(), "Unique2"), (x.unique(dim=0), "UniqueDim"),
                    (x.unique_consecutive(), "UniqueConsecutive")):  # fmt: skip
        assert y.grad_fn.name() == f"{name}Backward0"
        with pytest.raises(NotImplementedError, match="derivative of unique"):
            y.sum().backward()


def test_a_nan_has_its_place_behind_all_and_a_sorter_sorts():
    edges = rg.tensor([1.0, 2.0, inf, nan, nan])
    x = rg.tensor([nan, 1.5, inf, -inf])
    for right in (False, True):
        assert rg.searchsorted(edges, x, right=right).tolist() == [5, 1, 2 + right, 0]
    mixed = rg.tensor([[5, 1, 3], [4, 6, 2]])
    x = rg.tensor([[3, 6], [6, 1]])
    assert rg.searchsorted(mixed, x, sorter=mixed.argsort()).tolist() == [[1, 3], [2, 0]]
    small = rg.searchsorted(mixed[0], x, sorter=mixed[0].argsort(), out_int32=True, right=True)
    assert small.dtype is rg.int32 and small.tolist() == [[2, 3], [3, 1]]


def test_numbers_are_looked_for_by_their_value():
    bytes_ = rg.tensor([1, 200], dtype=rg.uint8)
    assert [rg.searchsorted(bytes_, v).item() for v in (-3, 1, 1.5, 300)] == [0, 0, 1, 2]
    assert rg.bucketize(2, rg.tensor([1.0, 2.0, 3.0])).item() == 1
    assert rg.bucketize(2.5, rg.tensor([1, 2, 3]), right=True).item() == 2
    assert rg.searchsorted(rg.tensor([0.1]), 0.1, right=True).item() == 1
    assert rg.isin(rg.tensor([1, 2]), 1.0).tolist() == [True, False]
    assert rg.isin(2, rg.tensor([1, 2])).item() is True
    assert rg.isin(element=2, test_elements=rg.tensor([1, 2]), invert=True).item() is False
    assert rg.isin(rg.tensor([16777217]), 16777216.0).tolist() == [False]
    assert rg.isin(rg.tensor([3, 3]), rg.tensor([1, 1]), assume_unique=True).tolist() == [False] * 2


def test_weights_are_added_where_their_numbers_are():
    w = rg.tensor([0.5, 0.25, 1.0], requires_grad=True)
    x = rg.tensor([1, 2, 1])
    y = rg.bincount(x, w, 4)
    assert y.tolist() == [0, 1.5, 0.25, 0] and y.dtype is rg.float32
    y.backward(rg.tensor([1.0, 2.0, 3.0, 4.0]))
    assert w.grad.tolist() == [2, 3, 2]
    assert rg.autograd.gradcheck(lambda v: x.bincount(v), w.detach().double().requires_grad_())
    assert rg.autograd.gradgradcheck(
        lambda v: x.bincount(v) ** 2, w.double().detach_().requires_grad_()
    )
    for dtype in (rg.int64, rg.bool, rg.float16, rg.float64):
        assert x.bincount(rg.ones(3).to(dtype)).dtype is rg.float64
    assert x[:0].bincount(w[:0], 1).tolist() == [0.0]
    assert x.bincount(rg.tensor([3, 2**40, 4])).tolist() == [0, 7, 2**40]


def test_results_do_not_depend_on_threads():
    x, edges = rg.randn(200_000), rg.randn(5_000).sort().values
    before = rg.get_num_threads()
    try:
        rg.set_num_threads(1)
        one = rg.searchsorted(edges, x)
        rg.set_num_threads(2)
        assert rg.equal(one, rg.searchsorted(edges, x))
    finally:
        rg.set_num_threads(before)
    assert one.tolist() == np.searchsorted(edges.numpy(), x.numpy()).tolist()


@pytest.mark.parametrize("places", [3, 1000, 50_000])
def test_many_elements_are_counted_in_parts(places):
    x = np.random.default_rng(0).integers(0, places, 300_000)
    before = rg.get_num_threads()
    try:
        for threads in (1, 2):
            rg.set_num_threads(threads)
            assert np.array_equal(rg.bincount(rg.tensor(x)).numpy(), np.bincount(x))
            values, counts = rg.unique(rg.tensor(x), return_counts=True)
            assert counts.sum() == x.size
            assert np.array_equal(values.numpy(), np.unique(x))
    finally:
        rg.set_num_threads(before)
