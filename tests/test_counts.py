"""What skips NaNs, and weights of covariances. Figures are torch's, seen there."""

from __future__ import annotations

import math

import numpy as np
import pytest
import retrograd as rg

nan = math.nan


def test_sums_and_means_leave_nan_out():
    x = rg.tensor([[1.0, nan, 3.0], [nan, nan, nan]], requires_grad=True)
    assert rg.nansum(x).item() == 4 and rg.nanmean(x).item() == 2
    assert x.nansum(1).tolist() == [4, 0]
    (slopes,) = rg.autograd.grad(x.nansum(1).sum(), x)
    assert slopes.tolist() == [[1, 0, 1], [0, 0, 0]]
    y = x.nanmean(1)
    np.testing.assert_array_equal(y.detach().numpy(), [2, nan])
    (slopes,) = rg.autograd.grad(y.sum(), x)
    assert slopes.tolist() == [[0.5, 0, 0.5], [0, 0, 0]]
    assert rg.nansum(x.detach(), 0, dtype=rg.int64).tolist() == [1, 0, 3]
    # Of infinities the plain sum is NaN too.
    assert rg.nansum(rg.tensor([[1.0, 2.0], [nan, 4.0]])).item() == 7
    assert rg.nansum(rg.tensor([[1.0, 2.0], [nan, 4.0]]), 0, keepdim=True).tolist() == [[1, 6]]
    odd = rg.tensor([[math.inf, -math.inf], [1.0, nan], [math.inf, nan]])
    np.testing.assert_array_equal(rg.nansum(odd, 1).numpy(), [nan, 1, math.inf])
    whole = rg.tensor(3.0)
    assert rg.nansum(whole).add_(1).item() == 4 and whole.item() == 3
    assert math.isnan(rg.nanmean(rg.zeros(0)))
    with pytest.raises(RuntimeError, match="floating"):
        rg.nanmean(x.detach(), dtype=rg.int64)
    node = x.nansum(1).grad_fn
    assert node.name() == "NansumBackward0" and node._saved_dim == (1,)


def test_zeros_of_both_signs_do_not_count_and_nan_does():
    assert rg.count_nonzero(rg.tensor([nan, 0.0, -0.0, math.inf])).item() == 2


WEIGHTS = [
    ({}, [[1.0, -0.5], [-0.5, 0.33333334]]),
    ({"correction": 0}, [[0.66666669, -0.33333334], [-0.33333334, 0.22222222]]),
    ({"fweights": [1, 2, 1]}, [[0.66666669, -0.33333334], [-0.33333334, 0.25]]),
    ({"aweights": [0.1, 0.2, 0.3]}, [[0.90909088, -0.36363634], [-0.36363634, 0.22727273]]),
    (
        {"fweights": [1, 2, 1], "aweights": [0.1, 0.2, 0.3], "correction": 0},
        [[0.4375, -0.15625], [-0.15625, 0.109375]],
    ),
]


@pytest.mark.parametrize("weights, expected", WEIGHTS)
def test_covariances_take_weights(weights, expected):
    x = rg.tensor([[0.0, 1.0, 2.0], [2.0, 1.0, 1.0]])
    given = {k: rg.tensor(v) if isinstance(v, list) else v for k, v in weights.items()}
    np.testing.assert_allclose(rg.cov(x, **given).numpy(), expected, rtol=1e-6)
    arrays = {k: np.array(v) for k, v in weights.items() if k != "correction"}
    judged = np.cov(x.numpy().astype(float), ddof=weights.get("correction", 1), **arrays)
    np.testing.assert_allclose(rg.cov(x, **given).numpy(), judged, rtol=1e-6)


def test_many_observations_are_counted_exactly():
    x = rg.tensor([1.0, 2.0, 3.0, 5.0], dtype=rg.float64)
    found = rg.cov(x, fweights=rg.tensor([16777217, 1, 1, 1]))
    assert found.item() == pytest.approx(1.2516971423793838e-06, rel=1e-13)
    x = rg.tensor([[1.0, 2.0, 4.0, 3.0], [2.0, 1.0, 1.0, 5.0]])
    weights = {"fweights": rg.tensor([1, 2, 3, 4]), "aweights": rg.tensor([1.0, 2.0, 3.0, 4.0])}
    found = rg.cov(x.bfloat16(), **weights)
    assert found.dtype is rg.float32
    np.testing.assert_allclose(found.numpy(), rg.cov(x, **weights).numpy(), rtol=1e-2)


def test_too_few_observations_are_warned_of():
    x = rg.tensor([[0.0, 1.0], [2.0, 1.0]])
    with pytest.warns(UserWarning, match="degrees of freedom"):
        y = rg.cov(x, correction=5)
    assert np.isinf(y.numpy()).all()
    with pytest.warns(UserWarning, match="degrees of freedom"):
        assert math.isnan(rg.cov(rg.tensor(3.0)))


def test_covariances_are_differentiable_in_weights_too():
    x = rg.tensor([[0.0, 1.0, 2.5], [2.0, 1.0, 1.5]], dtype=rg.float64, requires_grad=True)
    w = rg.tensor([0.5, 1.0, 2.0], dtype=rg.float64, requires_grad=True)

    def weighed(x, w):
        return rg.cov(x, aweights=w)

    assert rg.autograd.gradcheck(weighed, (x, w))
    assert rg.autograd.gradgradcheck(weighed, (x, w))


def test_correlations_stay_between_their_bounds():
    x = rg.tensor([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [3.0, 2.0, 1.0]])
    y = rg.corrcoef(x)
    np.testing.assert_allclose(y.numpy(), [[1, 1, -1], [1, 1, -1], [-1, -1, 1]], rtol=1e-6)
    assert y.abs().max().item() <= 1
    assert rg.corrcoef(x[0]).item() == 1


def test_differences_take_ends_and_bools():
    x = rg.tensor([1.0, 4.0, 9.0], requires_grad=True)
    y = rg.diff(x, prepend=rg.tensor([0.0]), append=rg.tensor([16.0]))
    assert y.tolist() == [1, 3, 5, 7]
    (slopes,) = rg.autograd.grad(y, x, rg.tensor([1.0, 10.0, 100.0, 1000.0]))
    assert slopes.tolist() == [-9, -90, -900]
    assert rg.diff(x.detach(), 0, prepend=rg.tensor([0.0])).tolist() == [1, 4, 9]
    assert rg.diff(rg.tensor([True, False, False])).tolist() == [True, False]
    assert rg.diff(rg.tensor([3, 1], dtype=rg.uint8)).tolist() == [254]


def test_an_integral_needs_points_that_fit():
    with pytest.raises(RuntimeError, match="5 points, one for each of y's, got 4"):
        rg.trapezoid(rg.ones(2, 5), rg.ones(4))
    with pytest.raises(RuntimeError, match="more dimensions than y"):
        rg.trapezoid(rg.ones(4), rg.ones(2, 4))
    with pytest.raises(RuntimeError, match="bool"):
        rg.cumulative_trapezoid(rg.ones(2), rg.tensor([True, False]))
    assert rg.trapz(rg.tensor([1.0, 4.0]), dx=rg.tensor(2.0)).item() == 5
    assert rg.trapezoid(rg.zeros(0)).item() == 0
    assert rg.trapezoid(rg.tensor([math.inf, 1.0, 2.0])).item() == math.inf
    bytes_ = rg.tensor([[200, 100, 200]], dtype=rg.uint8)
    assert (
        rg.trapezoid(bytes_).tolist() == [300] and rg.trapezoid(bytes_, dim=0).tolist() == [0] * 3
    )
