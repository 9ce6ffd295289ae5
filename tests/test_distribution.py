"""Modes, quantiles, histograms, distances, repeats. Figures of special values are torch's, seen
there."""

from __future__ import annotations

import math

import numpy as np
import pytest
import retrograd as rg

nan, inf = math.nan, math.inf


def test_extremes_come_named_and_share_the_gradient():
    x = rg.tensor([[1.0, 2.0, 1.0], [4.0, nan, 6.0]], requires_grad=True)
    found = x.aminmax(dim=1, keepdim=True)
    assert isinstance(found, rg.return_types.aminmax)
    np.testing.assert_array_equal(found.min.detach(), [[1], [nan]])
    np.testing.assert_array_equal(found.max.detach(), [[2], [nan]])
    assert rg.aminmax(x.detach()[0], keepdim=True).max.shape == (1,)
    low, high = x[0].aminmax()
    (low + 10 * high).backward()
    assert x.grad.tolist() == [[0.5, 10, 0.5], [0, 0, 0]]


def test_the_mode_is_the_least_of_the_most_frequent():
    x = rg.tensor([3, 3, 1, 1, 2])
    assert tuple(v.item() for v in x.mode()) == (1, 3)
    assert repr(x.mode()) == "torch.return_types.mode(\nvalues=tensor(1),\nindices=tensor(3))"
    assert tuple(v.item() for v in rg.tensor([0.0, -0.0, 1.0]).mode()) == (0.0, 1)
    assert tuple(v.item() for v in rg.tensor([nan, nan, 1.0]).mode()) == (1.0, 2)
    assert math.isnan(rg.tensor([nan, nan]).mode().values)
    assert [v.shape for v in rg.zeros(3, 0).mode(0)] == [(0,), (0,)]
    x = rg.tensor([1.0, 2.0, 2.0], requires_grad=True)
    x.mode().values.backward()
    assert x.grad.tolist() == [0, 0, 1]


def test_a_nan_makes_a_quantile_one_or_is_left_out():
    x = rg.tensor([[1.0, nan, 2.0], [1.0, 2.0, 5.0], [nan, nan, nan]])
    q = rg.tensor([0.1, 0.5])
    np.testing.assert_allclose(rg.quantile(x, q, 1), [[nan, 1.2, nan], [nan, 2, nan]], rtol=1e-6)
    np.testing.assert_allclose(rg.nanquantile(x, q, 1), [[1.1, 1.2, nan], [1.5, 2, nan]], rtol=1e-6)
    assert rg.nanquantile(x, 0.5, 1, interpolation="nearest").tolist()[:2] == [1, 2]


def test_a_quantile_at_an_element_is_that_element():
    x = rg.tensor([-inf, 1.0, inf])
    assert x.quantile(rg.tensor([0.0, 0.5, 1.0])).tolist() == [-inf, 1, inf]
    x = rg.arange(11.0)
    for way in ("linear", "lower", "higher", "midpoint", "nearest"):
        at = [x.quantile(q / 10, interpolation=way).item() for q in range(11)]
        assert at == list(range(11))
    assert [rg.tensor([1.0, 2, 3, 4]).quantile(0.5, interpolation="nearest").item()] == [3]


def test_quantiles_have_the_gradients_of_their_neighbours():
    x = rg.tensor([5.0, 1.0, 2.0], dtype=rg.float64, requires_grad=True)
    q = rg.tensor([0.4, 0.1], dtype=rg.float64, requires_grad=True)
    x.quantile(q).sum().backward()
    np.testing.assert_allclose(x.grad, [0, 1, 1])
    np.testing.assert_allclose(q.grad, [2, 2])


def test_bins_hold_their_lower_edges_and_the_last_one_its_upper():
    x = rg.tensor([1.0, 2.0, 1.0, 5.0, nan, -3.0])
    assert x.histogram(rg.tensor([0.0, 1.0, 2.0])).hist.tolist() == [0, 3]
    assert x.histc(4, 0, 3).tolist() == [0, 2, 1, 0]
    assert rg.tensor([1.0, 1.0]).histc(4).tolist() == [0, 0, 2, 0]
    assert rg.tensor([1.0, 1.0]).histogram(2).bin_edges.tolist() == [0.5, 1, 1.5]
    assert x[:3].histc(4, 2, 2).tolist() == [2, 0, 0, 1]
    assert rg.zeros(0).histc(3).tolist() == [0, 0, 0]
    assert rg.zeros(0).histogram(2).bin_edges.tolist() == [0, 0.5, 1]
    assert rg.tensor([0.7]).histc(10, 0, 1).argmax().item() == 6  # float32: below 0.7
    edges = rg.linspace(-3, 3, 301, dtype=rg.float64)
    inside = (edges[1:] + edges[:-1]).repeat(2) / 2
    assert inside.histogram(edges).hist.tolist() == [2] * 300
    assert edges.histogram(300, range=(-3, 3)).hist.tolist() == [1] * 299 + [2]


def test_weights_count_and_densities_sum_to_one():
    x, w = rg.tensor([1.0, 2.0, 1.0]), rg.tensor([1.0, 2.0, 4.0])
    assert x.histogram(4, weight=w).hist.tolist() == [5, 0, 0, 2]
    dense = x.histogram(4, weight=w, density=True)
    np.testing.assert_allclose(dense.hist, [2.8571429, 0, 0, 1.1428571], rtol=1e-6)
    assert x.histogram(rg.tensor([0.0, 1.0, 3.0]), density=True).hist.tolist() == [0, 0.5]
    assert rg.zeros(3).histogram(2, range=(5.0, 6.0), density=True).hist.isnan().all()
    with pytest.raises(NotImplementedError, match="derivative of histogram"):
        x.histogram(3, weight=w.requires_grad_()).hist.sum().backward()


def test_bins_at_the_ends_of_the_numbers_are_no_crash():
    x = rg.tensor([-1.7e308, 1.7e308, 0.0], dtype=rg.float64)
    assert x.histc(3).sum().item() <= 3
    assert x.histogram(rg.tensor([0.0, inf], dtype=rg.float64)).hist.tolist() == [2]
    tiny = rg.tensor([0.0, 5e-324], dtype=rg.float64)
    assert tiny.histc(4).sum().item() == 2
    assert x.histogram(rg.tensor([2.0, 1.0, 0.0], dtype=rg.float64)).hist.tolist() == [0, 0]


def test_distances_have_gradients_also_where_there_is_none():
    a, b = (rg.tensor([1.0, 2.0], requires_grad=True) for _ in range(2))
    rg.dist(a, b, 3).backward()
    assert a.grad.tolist() == [0, 0]
    assert rg.dist(rg.zeros(0), rg.zeros(0)).item() == 0
    assert rg.dist(a, a + 2, inf).item() == 2 and rg.dist(a, a + 2, 0).item() == 2


def test_norms_are_bounded_in_place_too():
    x = rg.tensor([[3.0, 4.0], [0.3, 0.4]])
    assert x.renorm_(2, 0, 1) is x
    np.testing.assert_allclose(x, [[0.6, 0.8], [0.3, 0.4]], rtol=1e-6)
    assert rg.ones(2, 2).renorm(2, 0, 0).tolist() == [[0, 0], [0, 0]]
    np.testing.assert_array_equal(rg.tensor([[nan, 4.0]]).renorm(2, 0, 1), [[nan, 4]])
    assert rg.zeros(0, 3).renorm(2, 0, 1).shape == (0, 3)


def test_repeats_are_told_by_their_kind():
    assert rg.repeat_interleave(rg.tensor([1, 0, 2])).tolist() == [0, 2, 2]
    assert rg.repeat_interleave(rg.tensor([1, 0, 2], dtype=rg.int32)).dtype is rg.int32
    x = rg.tensor([[1, 2], [3, 4]])
    assert x.repeat_interleave(rg.tensor([1, 2]), 0).tolist() == [[1, 2], [3, 4], [3, 4]]
    assert x.repeat_interleave(2, dim=-1, output_size=4)[0].tolist() == [1, 1, 2, 2]
    with pytest.raises(RuntimeError, match="overflow"):
        rg.repeat_interleave(rg.tensor([2**62, 2**62]))


def test_choices_come_in_order():
    x = rg.tensor([1, 2, 3])
    assert rg.combinations(x, 2, True).tolist() == [[1, 1], [1, 2], [1, 3], [2, 2], [2, 3], [3, 3]]
    assert rg.combinations(x, 0).shape == (0,) and rg.combinations(x, 4).shape == (0, 4)
    for n, r, again in ((2, 2**62, True), (100, 50, False), (2**20, 2**19, False)):
        with pytest.raises(RuntimeError, match="too many"):
            rg.combinations(rg.zeros(n), r, again)


def test_coordinates_wrap_around():
    assert [v.tolist() for v in rg.unravel_index(rg.tensor([6, -1]), (2, 3))] == [[0, 1], [0, 2]]
    assert rg.unravel_index(rg.tensor(0), ()) == ()
    half = rg.unravel_index(rg.tensor(2**62), (2**31, 2**31, 2))
    assert [v.item() for v in half] == [2**30, 0, 0]
    assert [v.item() for v in rg.unravel_index(rg.tensor(5), (2**63 - 1, 2))] == [2, 1]
    with pytest.raises(ValueError, match="a step along dim 0"):
        rg.unravel_index(rg.tensor(5), (3, 2**40, 2**40))
