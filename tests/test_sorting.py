"""Sorting: NaN, signs of zero, equals, all types and sizes; ranks and medians.

Figures of special values are torch's, seen there.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
import retrograd as rg

inf, nan = math.inf, math.nan
TYPES = ["bool", "uint8", "int8", "int16", "int32", "int64", "float16", "bfloat16", "float32",
         "float64"]  # fmt: skip


def test_nan_is_last_and_zeros_of_both_signs_are_equal():
    x = rg.tensor([3.0, nan, 1.0, -0.0, 0.0, inf, -inf, 1.0])
    for dtype in (rg.float16, rg.bfloat16, rg.float32, rg.float64):
        up, down = x.to(dtype).sort(), x.to(dtype).sort(descending=True)
        assert up.indices.tolist() == [6, 3, 4, 2, 7, 0, 5, 1]
        assert down.indices.tolist() == [1, 5, 0, 2, 7, 3, 4, 6]
        np.testing.assert_array_equal(up.values.float().numpy(), [-inf, -0.0, 0, 1, 1, 3, inf, nan])
        assert np.signbit(up.values.float().numpy()).tolist()[:3] == [True, True, False]
    assert rg.tensor([nan, -nan, 1.0]).argsort().tolist() == [2, 0, 1]


@pytest.mark.parametrize("n", [1, 2, 39, 40, 41, 1000, 16_383, 16_384, 100_000])
@pytest.mark.parametrize("dtype", TYPES)
def test_every_type_is_sorted_stably_at_every_size(dtype, n):
    drawn = np.random.default_rng(n).integers(-(2**63), 2**63 - 1, n, dtype=np.int64)
    if "float" in dtype:
        x = (rg.tensor(drawn).double() / 2**58).to(getattr(rg, dtype))
    else:
        x = rg.tensor(drawn if dtype == "int64" else drawn % 120 - 60).to(getattr(rg, dtype))
    wide = x.double().numpy() if x.dtype.is_floating_point else x.long().numpy()
    assert x.argsort().tolist() == np.argsort(wide, kind="stable").tolist()
    down = x.argsort(descending=True).numpy()
    assert down.tolist() == (n - 1 - np.argsort(wide[::-1], kind="stable"))[::-1].tolist()
    assert rg.equal(x.sort(descending=True).values, x[rg.tensor(down)])


@pytest.mark.parametrize("n", [500, 70_000])
def test_ranks_are_those_of_the_whole_order(n):
    rng = np.random.default_rng(7)
    for x in (rng.normal(size=n), rng.integers(0, 9, n), np.full(n, 2.0), np.arange(n)[::-1]):
        order = np.argsort(x, kind="stable")
        t = rg.tensor(np.ascontiguousarray(x))
        for k in (1, 2, n // 2, n - 1, n):
            found = t.kthvalue(k)
            assert found.indices.item() == order[k - 1] and found.values.item() == x[order[k - 1]]
        for k in (1, 5, n // 3, n):
            assert t.topk(k, largest=False).indices.tolist() == order[:k].tolist()
            down = (n - 1 - np.argsort(x[::-1], kind="stable"))[::-1]
            assert t.topk(k).indices.tolist() == down[:k].tolist()


def hard(kind, n):
    """Keys that lie badly: few of them, far apart and side by side at once, in order already."""
    rng = np.random.default_rng(n)
    if kind == "few":
        return rng.choice([nan, -0.0, 0.0, 1.0, inf], n)
    if kind == "apart":
        return np.where(rng.random(n) < 0.01, 2.0**600, 1 + rng.integers(0, 99, n) * 2.0**-52)
    if kind == "close":
        return 1 + rng.random(n) * 2.0**-14
    return np.arange(n) * (1.0 if kind == "rising" else -1.0)


@pytest.mark.parametrize("kind", ["few", "apart", "close", "rising", "falling"])
@pytest.mark.parametrize("n", [300, 20_000])
def test_keys_that_lie_badly_are_sorted_too(n, kind, isa):
    x = hard(kind, n)
    with np.errstate(over="ignore"):
        single = x.astype(np.float32)
    for a in (x, single, np.nan_to_num(x, posinf=9).clip(-(2.0**40), 2**40) * 2**20):
        a = a.astype(np.int64) if a.dtype == np.float64 and a is not x else a
        t = rg.tensor(np.repeat(a, 2))[::2]  # apart
        up, turned = np.argsort(a, kind="stable"), np.argsort(a[::-1], kind="stable")
        down = (n - 1 - turned)[::-1]
        assert t.argsort().tolist() == up.tolist()
        found = t.sort(descending=True)
        assert found.indices.tolist() == down.tolist()
        np.testing.assert_array_equal(found.values.numpy().view("u1"), a[down].view("u1"))
        for k in (1, 3, n // 70, n // 3):
            assert t.topk(k).indices.tolist() == down[:k].tolist()
            assert t.topk(k, largest=False).indices.tolist() == up[:k].tolist()
            assert t.kthvalue(n - k).indices.item() == up[n - k - 1]


def test_results_lie_as_the_input_and_are_named():
    x = rg.arange(6.0).reshape(3, 2).t()
    found = x.sort(0, descending=True)
    assert found.values.stride() == (1, 2) == found.indices.stride() == x.argsort(0).stride()
    assert found.values.tolist() == [[1.0, 3.0, 5.0], [0.0, 2.0, 4.0]]
    assert isinstance(found, rg.return_types.sort)
    assert repr(rg.tensor([1]).topk(1)) == (
        "torch.return_types.topk(\nvalues=tensor([1]),\nindices=tensor([0]))"
    )
    values, indices = rg.empty(0), rg.empty(0, dtype=rg.int64)
    assert rg.sort(rg.tensor([2.0, 1.0]), out=(values, indices))[0] is values
    assert values.tolist() == [1.0, 2.0] and indices.tolist() == [1, 0]


def test_gradients_go_back_to_where_elements_stood():
    x = rg.tensor([3.0, 1.0, 2.0], requires_grad=True)
    weights = rg.tensor([1.0, 10.0, 100.0])
    (slopes,) = rg.autograd.grad(x.sort().values, x, weights)
    assert slopes.tolist() == [100.0, 1.0, 10.0]
    (slopes,) = rg.autograd.grad(x.topk(2).values, x, weights[:2])
    assert slopes.tolist() == [1.0, 0.0, 10.0]
    node = x.sort().values.grad_fn
    assert (node.name(), node._saved_dim, node._saved_self_sym_sizes) == ("SortBackward0", 0, (3,))
    assert node._saved_indices.tolist() == [1, 2, 0]
    for y, name in (
        (x.topk(1).values, "TopkBackward0"),
        (x.kthvalue(1).values, "KthvalueBackward0"),
        (x.median(), "MedianBackward0"),
        (x.median(0).values, "MedianBackward1"),
        (x.nanmedian(), "NanmedianBackward0"),
        (x.nanmedian(0).values, "NanmedianBackward1"),
    ):
        assert y.grad_fn.name() == name


def test_medians_of_nan_and_of_nothing():
    x = rg.tensor([3.0, nan, 1.0, -0.0, 0.0, inf, -inf, 1.0])
    assert math.isnan(x.median()) and x.median(0).indices.item() == 1
    assert x.nanmedian().item() == 1 and x.nanmedian(0).indices.item() == 2
    both = rg.tensor([[nan, nan], [2.0, nan]])
    assert both.nanmedian(1).indices.tolist() == [0, 0]
    assert both.median(1).indices.tolist() == [0, 1]
    assert math.isnan(rg.zeros(0).median())
    assert rg.zeros(0, dtype=rg.int64).median().item() == -(2**63)
    assert rg.zeros(0, 3).median(1).values.shape == (0,)
    with pytest.raises(IndexError, match="no elements to choose from"):
        rg.zeros(0, 0).median(0)
    q = rg.tensor([1.0, 2.0, 2.0, 3.0], requires_grad=True)
    q.median().backward()
    assert q.grad.tolist() == [0.0, 0.5, 0.5, 0.0]
