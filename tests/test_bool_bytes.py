"""Bools in memory that others wrote: any byte but 0 is true, in every operation that reads it."""

from __future__ import annotations

import operator
import pickle

import numpy as np
import pytest
import retrograd as rg

LEFT = bytes([0, 1, 2, 255, 128, 4, 0, 1] * 25)
RIGHT = bytes([2, 1, 1, 255, 0, 8, 0, 0] * 25)


def foreign(data: bytes) -> rg.Tensor:
    return rg.frombuffer(bytearray(data), dtype=rg.bool)


def truth(data: bytes) -> np.ndarray:
    return np.frombuffer(data, np.uint8) != 0


LAYOUTS = {
    "dense": (lambda x: x, lambda x: x),
    "strided": (lambda x: x[::3], lambda x: x[::3]),
    "transposed": (lambda x: x.view(8, 25).t(), lambda x: x.reshape(8, 25).T),
    "expanded": (lambda x: x[2].expand(7), lambda x: np.broadcast_to(x[2], 7)),
    "one": (lambda x: x[2], lambda x: x[2]),
    "empty": (lambda x: x[:0], lambda x: x[:0]),
}
BINARY = {
    "eq": (rg.eq, np.equal),
    "ne": (rg.ne, np.not_equal),
    "lt": (rg.lt, np.less),
    "le": (rg.le, np.less_equal),
    "gt": (rg.gt, np.greater),
    "ge": (rg.ge, np.greater_equal),
    "and": (operator.and_, np.logical_and),
    "or": (operator.or_, np.logical_or),
    "xor": (operator.xor, np.logical_xor),
    "logical_and": (rg.logical_and, np.logical_and),
    "logical_or": (rg.logical_or, np.logical_or),
    "logical_xor": (rg.logical_xor, np.logical_xor),
    "add": (rg.add, np.logical_or),
    "mul": (rg.mul, np.logical_and),
    "maximum": (rg.maximum, np.logical_or),
    "minimum": (rg.minimum, np.logical_and),
    "div": (lambda a, b: rg.div(a, b | True), lambda a, b: a.astype(np.float32)),
}


def bytes_of(x: rg.Tensor) -> list[int]:
    """What the memory of a bool tensor holds."""
    return x.numpy().view(np.uint8).ravel().tolist()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", BINARY)
def test_two_operands_are_read_as_truths(name, layout):
    ours, theirs = BINARY[name]
    cut, reference_cut = LAYOUTS[layout]
    got = ours(cut(foreign(LEFT)), cut(foreign(RIGHT)))
    want = theirs(reference_cut(truth(LEFT)), reference_cut(truth(RIGHT)))
    assert got.tolist() == want.tolist()
    if got.dtype == rg.bool:
        assert set(bytes_of(got)) <= {0, 1}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "dtype", [rg.bool, rg.uint8, rg.int32, rg.int64, rg.float32, rg.float64], ids=str
)
def test_conversions_give_zero_and_one(dtype, layout):
    cut, reference_cut = LAYOUTS[layout]
    got = cut(foreign(LEFT)).to(dtype, copy=True)
    if dtype == rg.bool:
        assert set(bytes_of(got)) <= {0, 1}
    assert got.to(rg.float64).tolist() == reference_cut(truth(LEFT)).astype(float).tolist()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (rg.sum, np.sum),
        (rg.prod, np.prod),
        (rg.any, np.any),
        (rg.all, np.all),
        (lambda x: rg.sum(x, dtype=rg.float32), np.sum),
        (lambda x: rg.mean(x, dtype=rg.float64), lambda x: x.mean() if x.size else np.nan),
    ],
    ids=["sum", "prod", "any", "all", "sum_float", "mean"],
)
def test_reductions_count_every_true_element_once(ours, theirs, layout):
    cut, reference_cut = LAYOUTS[layout]
    got = ours(cut(foreign(LEFT))).item()
    assert got == pytest.approx(theirs(reference_cut(truth(LEFT))), nan_ok=True)


@pytest.mark.parametrize("dim", [0, 1, 2, (0, 2), (1, 2)])
def test_reductions_along_dimensions_count_every_true_element_once(dim):
    x, want = foreign(LEFT).view(5, 4, 10), truth(LEFT).reshape(5, 4, 10)
    for view, reference in ((x, want), (x.transpose(0, 2), want.transpose(2, 1, 0))):
        assert view.sum(dim).tolist() == reference.sum(dim).tolist()
        assert view.any(dim).tolist() == reference.any(dim).tolist()
        assert view.all(dim).tolist() == reference.all(dim).tolist()
        assert view.amax(dim).tolist() == reference.max(dim).tolist()
        assert view.amin(dim).tolist() == reference.min(dim).tolist()
        if isinstance(dim, int):
            assert view.prod(dim).tolist() == reference.prod(dim).tolist()


@pytest.mark.parametrize("length", [3, 200, 5000])
def test_extremes_are_the_first_of_equal_truths(length):
    data = bytes([0, 1, 255, 2] * length)
    x, want = foreign(data), truth(data)
    assert (x.max().item(), x.min().item()) == (True, False)
    assert (bytes_of(x.max()), bytes_of(x.min())) == ([1], [0])
    value, index = x[1:].max(0)
    assert (value.item(), index.item()) == (True, int(want[1:].argmax()))
    value, index = x.min(0)
    assert (value.item(), index.item()) == (False, 0)
    values, indices = x.view(length, 4).max(1)
    assert set(values.tolist()) == {True}
    assert set(indices.tolist()) == {1}


def test_a_sum_of_many_bools_does_not_overflow():
    data = bytes([255, 0, 3, 1]) * 300_000
    assert foreign(data).sum().item() == 900_000
    assert foreign(data).view(-1, 4).sum(0).tolist() == [300_000, 0, 300_000, 300_000]


def test_one_element_is_a_python_bool():
    x = foreign(bytes([2, 0, 255]))
    assert x.tolist() == [True, False, True]
    assert [type(v.item()) for v in x] == [bool] * 3
    assert [v.item() for v in x] == [True, False, True]
    assert (int(x[0]), float(x[2]), bool(x[0])) == (1, 1.0, True)
    assert f"{x!r}" == "tensor([ True, False,  True])"


def test_equal_compares_truths():
    assert rg.equal(foreign(bytes([0, 2, 255])), rg.tensor([False, True, True]))
    assert not rg.equal(foreign(bytes([0, 2, 255])), rg.tensor([False, True, False]))
    assert (foreign(LEFT) == True).tolist() == truth(LEFT).tolist()  # noqa: E712
    assert (foreign(LEFT) == 2).tolist() == [False] * len(LEFT)


def test_unary_operations_read_truths():
    x, want = foreign(LEFT), truth(LEFT)
    assert (~x).tolist() == (~want).tolist()
    assert rg.logical_not(x).tolist() == (~want).tolist()
    assert bytes_of(rg.sign(x)) == want.astype(np.uint8).tolist()
    assert rg.sqrt(x).tolist() == want.astype(float).tolist()
    assert (x + 1).tolist() == (want + 1).tolist()
    assert (x * 3.0).tolist() == (want * 3.0).tolist()


def test_where_chooses_by_truth_and_moves_truths():
    cond, want = foreign(LEFT), truth(LEFT)
    assert rg.where(cond, 1.0, 2.0).tolist() == np.where(want, 1.0, 2.0).tolist()
    got = rg.where(rg.tensor(True), cond, ~cond)
    assert got.tolist() == want.tolist()


def test_writes_of_foreign_bools_store_numbers():
    x = rg.zeros(len(LEFT))
    x.copy_(foreign(LEFT))
    assert x.tolist() == truth(LEFT).astype(float).tolist()
    x[:] = foreign(RIGHT)
    assert x.tolist() == truth(RIGHT).astype(float).tolist()
    y = foreign(LEFT)
    y.copy_(foreign(RIGHT))
    assert set(bytes_of(y)) == {0, 1}


def test_arrays_and_pickles_may_hold_any_byte():
    array = np.frombuffer(bytearray(LEFT), np.uint8).view(bool)
    shared = rg.from_numpy(array)
    assert shared.sum().item() == truth(LEFT).sum()
    loaded = pickle.loads(pickle.dumps(foreign(LEFT)))
    assert loaded.sum().item() == truth(LEFT).sum()
    assert rg.tensor(array).sum().item() == truth(LEFT).sum()
    assert rg.cat([shared, shared]).sum().item() == 2 * truth(LEFT).sum()


def test_gradients_through_foreign_masks_are_zero_or_one_times():
    w = rg.ones(len(LEFT), requires_grad=True)
    (w * foreign(LEFT)).sum().backward()
    assert w.grad.tolist() == truth(LEFT).astype(float).tolist()
