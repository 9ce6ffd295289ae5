"""Losses: the ends of their domains, their warnings, and the functions they call."""

from __future__ import annotations

import math

import pytest
import retrograd as rg
from retrograd.nn import functional as F


def leaf(*values):
    return rg.tensor(values, requires_grad=True)


def test_a_beta_of_zero_is_the_absolute_difference():
    x, t = leaf(1.0, 2.0, -3.0), rg.tensor([1.5, 2.0, 4.0])
    y = F.smooth_l1_loss(x, t, reduction="none", beta=0)
    assert y.tolist() == [0.5, 0.0, 7.0]
    y.sum().backward()
    assert x.grad.tolist() == [-1.0, 0.0, -1.0]


@pytest.mark.parametrize(
    ("y", "name", "numbers"),
    [
        (F.smooth_l1_loss(leaf(1.0), leaf(3.0), beta=0.5), "SmoothL1Loss", {"beta": 0.5}),
        (F.huber_loss(leaf(1.0), leaf(3.0), delta=2), "HuberLoss", {"delta": 2.0}),
        (F.soft_margin_loss(leaf(1.0), leaf(3.0)), "SoftMarginLoss", {}),
    ],
)
def test_a_node_shows_its_reduction_and_its_number(y, name, numbers):
    assert y.grad_fn.name() == f"{name}Backward0"
    assert y.grad_fn._saved_reduction == 1
    for key, value in numbers.items():
        assert getattr(y.grad_fn, f"_saved_{key}") == value


def test_the_logistic_loss_overflows_for_no_score():
    x = leaf(-1000.0, 1000.0, -math.inf)
    y = F.soft_margin_loss(x, rg.ones(3), reduction="none")
    assert y.tolist() == [1000.0, 0.0, math.inf]
    y.sum().backward()
    assert x.grad.tolist() == [-1.0, 0.0, -1.0]


def test_losses_by_distances_warn_when_their_arguments_broadcast():
    for loss in (F.smooth_l1_loss, F.huber_loss):
        with pytest.warns(UserWarning, match="broadcast"):
            assert loss(rg.ones(3, 1), rg.ones(2)).item() == 0.0


def test_the_divergence_is_the_sum_over_the_batch():
    p, q = rg.tensor([[0.5, 0.5], [0.1, 0.9]]), rg.tensor([[0.25, 0.75], [0.0, 1.0]])
    rows = [0.25 * math.log(0.5) + 0.75 * math.log(1.5), -math.log(0.9)]
    y = F.kl_div(p.log(), q, reduction="batchmean")
    assert y.item() == pytest.approx(sum(rows) / 2)
    with pytest.warns(UserWarning, match="batchmean"):
        assert F.kl_div(p.log(), q).item() == pytest.approx(sum(rows) / 4)
    q.requires_grad_()
    F.kl_div(p.log(), q[1, 1:], reduction="sum").backward()
    assert math.isfinite(q.grad.sum().item())


def test_stirling_counts_beyond_one_event_and_leaves_no_nan_behind():
    t = leaf(0.0, 1.0, 2.0)
    y = F.poisson_nll_loss(rg.ones(3), t, full=True, reduction="none")
    assert y.tolist() == pytest.approx([2.718282, 1.718282, 1.370094], rel=1e-5)
    y.sum().backward()
    assert t.grad.tolist() == pytest.approx([-1.0, -1.0, math.log(2) + 0.25 - 1], rel=1e-5)


def test_a_variance_below_eps_counts_as_eps_and_passes_its_gradient_on():
    v = leaf(0.0, 4.0)
    y = F.gaussian_nll_loss(rg.zeros(2), rg.zeros(2), v, eps=0.5, reduction="none")
    assert y.tolist() == pytest.approx([math.log(0.5) / 2, math.log(4) / 2])
    y.sum().backward()
    assert v.grad.tolist() == [1.0, 0.125]
    assert F.gaussian_nll_loss(rg.ones(2), rg.ones(2), 4.0).item() == pytest.approx(math.log(4) / 2)
    with pytest.raises(ValueError, match="negative"):
        F.gaussian_nll_loss(rg.ones(2), rg.ones(2), -1.0)


def test_any_distance_makes_a_triplet_loss():
    a, p, n = leaf(0.0, 0.0), rg.tensor([3.0, 4.0]), rg.tensor([0.0, 2.0])

    def city(x, y):
        assert isinstance(x, rg.Tensor)
        return (x - y).abs().sum(-1)

    y = F.triplet_margin_with_distance_loss(a, p, n, distance_function=city)
    assert y.item() == 6.0
    y.backward()
    assert a.grad.tolist() == [-1.0, 0.0]
    swapped = F.triplet_margin_with_distance_loss(
        rg.zeros(2), rg.tensor([1.0, 0.0]), n, distance_function=city, swap=True, margin=0.5
    )
    assert swapped.item() == 0.0
    with pytest.raises(TypeError, match="distance_function"):
        F.triplet_margin_with_distance_loss(a, p, n, distance_function=lambda x, y: 3)
    with pytest.raises(ZeroDivisionError):
        F.triplet_margin_with_distance_loss(a, p, n, distance_function=lambda x, y: 1 / 0)


def test_targets_of_many_classes_end_at_the_first_that_is_none():
    x = rg.tensor([0.1, 0.2, 0.4, 0.8])
    loss = F.multilabel_margin_loss
    assert loss(x, rg.tensor([3, 0, -1, 1]), reduction="none").item() == pytest.approx(0.85)
    assert loss(x, rg.tensor([3, 3, -1, 1])).item() == pytest.approx(0.65)
    assert loss(x[None], rg.tensor([[-1, 0, 1, 2]]), reduction="none").tolist() == [0.0]
    assert loss(rg.ones(0, 3), rg.zeros(0, 3, dtype=rg.int64), reduction="sum").item() == 0.0


def test_a_row_of_scores_alone_is_a_batch_of_one():
    x = leaf(1.0, 0.5, 3.0)
    for target in (rg.tensor(0), rg.tensor([0])):
        y = F.multi_margin_loss(x, target, reduction="none")
        assert y.shape == target.shape
        assert y.item() == pytest.approx(3.5 / 3)
    assert F.multi_margin_loss(x, rg.tensor(0), p=2).item() == pytest.approx(9.25 / 3)


def test_margins_that_are_just_kept_have_no_slope():
    for loss, target in (
        (F.multi_margin_loss, [0]),
        (F.multilabel_margin_loss, [[0, -1, -1]]),
    ):
        x = rg.tensor([[1.0, 0.0, 0.0]], requires_grad=True)
        loss(x, rg.tensor(target)).backward()
        assert x.grad.tolist() == [[0.0, 0.0, 0.0]]


def test_a_single_row_has_one_loss_without_dimensions():
    y = F.multilabel_margin_loss(rg.zeros(4), rg.tensor([0, 2, -1, 1]), reduction="none")
    assert (y.shape, y.item()) == ((), 1.0)


def test_the_curvature_of_hardswish_is_of_its_type():
    x = rg.tensor([1.0, -2.0], dtype=rg.float64, requires_grad=True)
    (slope,) = rg.autograd.grad(F.hardswish(x).sum(), x, create_graph=True)
    assert rg.autograd.grad(slope.sum(), x)[0].tolist() == [1 / 3, 1 / 3]


@pytest.mark.parametrize("name", ["mse_loss", "smooth_l1_loss", "huber_loss"])
@pytest.mark.parametrize("dtype", [rg.float64, rg.float16])
def test_a_target_of_bools_is_one_of_zeros_and_ones(name, dtype):
    loss = getattr(F, name)
    x = rg.tensor([0.5, 0.25, -2.0], dtype=dtype, requires_grad=True)
    hits = rg.tensor([True, False, True])
    for bools, numbers in (((x, hits), (x, hits.to(dtype))), ((hits, x), (hits.to(dtype), x))):
        y, want = loss(*bools), loss(*numbers)
        assert y.dtype == dtype and rg.equal(y, want)
        assert rg.equal(*(rg.autograd.grad(z, x)[0] for z in (y, want)))
    with pytest.raises(NotImplementedError, match="not implemented for bool"):
        loss(hits, hits)
