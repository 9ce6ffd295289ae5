"""Older forms: range(), losses by numeric reductions, embedding_bag(), Tensor.new()."""

from __future__ import annotations

import math

import numpy as np
import pytest
import retrograd as rg

X = rg.tensor([[0.1, 0.2], [0.3, 0.4]])
Y = rg.tensor([[0.2, 0.1], [0.5, 0.4]])
SIGNS = rg.tensor([[-1.0, -1.0], [1.0, 1.0]])

# Each loss of X and Y, and what torch has for it: one element, the mean and the sum.
LOSSES = {
    "binary_cross_entropy_with_logits": (
        lambda r: rg.binary_cross_entropy_with_logits(X, Y, reduction=r),
        (0.7244, 0.7400, 2.9599),
    ),
    "cosine_embedding_loss": (
        lambda r: rg.cosine_embedding_loss(X, Y, rg.tensor([1, -1]), 0.1, r),
        (0.2, 0.5341, 1.0683),
    ),
    "hinge_embedding_loss": (
        lambda r: rg.hinge_embedding_loss(X, SIGNS, reduction=r),
        (0.9, 0.6, 2.4),
    ),
    "kl_div": (lambda r: rg.kl_div(X, Y, r), (-0.3419, -0.4038, -1.6152)),
    "margin_ranking_loss": (
        lambda r: rg.margin_ranking_loss(X, Y, SIGNS, 0.1, r),
        (0.0, 0.15, 0.6),
    ),
    "poisson_nll_loss": (
        lambda r: rg.poisson_nll_loss(X, Y, True, False, 1e-8, r),
        (1.0852, 1.2046, 4.8183),
    ),
    "triplet_margin_loss": (
        lambda r: rg.triplet_margin_loss(X, Y, X * 2, reduction=r),
        (0.9178, 0.8089, 1.6178),
    ),
    "ctc_loss": (
        lambda r: rg.ctc_loss(
            (rg.arange(24.0).reshape(4, 2, 3) % 5).log_softmax(-1),
            rg.tensor([[1, 2], [2, 1]]),
            rg.tensor([4, 4]),
            rg.tensor([2, 1]),
            reduction=r,
        ),
        (2.9235, 1.6914, 4.8446),
    ),
}


@pytest.mark.parametrize("name", LOSSES)
def test_losses_take_their_reduction_as_a_number(name):
    loss, (first, mean, whole) = LOSSES[name]
    assert loss(0).flatten()[0].item() == pytest.approx(first, abs=6e-5)
    assert loss(1).item() == pytest.approx(mean, abs=6e-5)
    assert loss(2).item() == pytest.approx(whole, abs=6e-5)
    for wrong in ("mean", True, None):
        with pytest.raises(TypeError, match=name):
            loss(wrong)
    with pytest.raises(ValueError, match=name):
        loss(3)


def test_losses_without_a_reduction_are_not_reduced():
    assert rg.kl_div(X, Y, log_target=True).shape == (2, 2)
    assert rg.hinge_embedding_loss(X, SIGNS).shape == (2, 2)
    assert rg.triplet_margin_loss(X, Y, X).shape == (2,)


WEIGHT, INDICES, OFFSETS = rg.arange(10.0).reshape(5, 2), rg.tensor([0, 1, 4, 2]), [0, 1, 3]


# Figures of torch.
def test_bags_say_what_is_in_them():
    def bags(mode, offsets=OFFSETS, **kwargs):
        got = rg.embedding_bag(WEIGHT, INDICES, rg.tensor(offsets), mode=mode, **kwargs)
        return [x.tolist() for x in got]

    assert bags(0)[0] == [[0, 1], [10, 12], [4, 5]]
    assert bags(1) == [[[0, 1], [5, 6], [4, 5]], [0, 1, 1, 2], [1, 2, 1], [1, 2, 1]]
    assert bags(2) == [
        [[0, 1], [8, 9], [4, 5]],
        [0, 1, 1, 2],
        [1, 2, 1],
        [[0, 0], [4, 4], [2, 2]],
    ]
    assert bags(1, padding_idx=1)[:3] == [[[0, 1], [8, 9], [4, 5]], [0, 1, 1, 2], [1, 1, 1]]
    assert bags(2, [0, 0, 4])[1:] == [[1, 1, 1, 1], [0, 4, 0], [[0, 0], [4, 4], [0, 0]]]
    assert bags(0, include_last_offset=True)[0] == [[0, 1], [10, 12]]
    with pytest.raises(RuntimeError, match="mode"):
        bags(3)
    with pytest.raises(RuntimeError, match="one dimension"):
        rg.embedding_bag(WEIGHT, INDICES.view(2, 2), rg.tensor(OFFSETS))
    weight = WEIGHT.clone().requires_grad_()
    rg.embedding_bag(weight, INDICES, rg.tensor(OFFSETS))[0].sum().backward()
    assert weight.grad[:, 0].tolist() == [1, 1, 1, 0, 1]


RANGES = [
    ((1, 4), {}, [1.0, 2, 3, 4]),
    ((0, 1, 0.25), {}, [0, 0.25, 0.5, 0.75, 1]),
    ((1.5, 3), {}, [1.5, 2.5]),
    ((4, 1, -1), {}, [4.0, 3, 2, 1]),
    ((4, 1, -2), {"dtype": rg.int64}, [4, 2]),
    ((1, 4), {"dtype": rg.int32}, [1, 2, 3, 4]),
    ((1, 1), {}, [1.0]),
    ((0, 2.9), {}, [0.0, 1, 2]),
]


@pytest.mark.parametrize("args, kwargs, want", RANGES, ids=str)
def test_a_range_has_its_end_among_its_numbers(args, kwargs, want):
    with pytest.warns(UserWarning, match="arange"):
        got = rg.range(*args, **kwargs)
    assert got.dtype == kwargs.get("dtype", rg.float32) and got.tolist() == want


def test_a_range_that_does_not_reach_its_end_is_refused():
    for args in ((1, 0), (0, 1, 0), (0, 1, -1), (0, math.inf), (0, math.nan)):
        with pytest.warns(UserWarning), pytest.raises(RuntimeError, match="range"):
            rg.range(*args)
    with pytest.warns(UserWarning):
        out = rg.range(0, 3, out=rg.empty(2), requires_grad=False)
        leaf = rg.range(0, 1, dtype=rg.float64, requires_grad=True)
    assert out.tolist() == [0, 1, 2, 3] and leaf.is_leaf and leaf.requires_grad


def test_new_makes_tensors_of_the_same_type():
    x, i = rg.tensor([1.0, 2.0], dtype=rg.float64, requires_grad=True), rg.tensor([1, 2])
    assert x.new().shape == (0,) and x.new().dtype == rg.float64
    assert x.new(2, 3).shape == i.new(rg.Size([2, 3])).shape == x.new(size=(2, 3)).shape == (2, 3)
    assert x.new([1, 2]).dtype == rg.float64 and i.new((3, 4)).tolist() == [3, 4]
    assert not x.new([1.0]).requires_grad
    assert x.new(np.ones(2)).tolist() == x.new(data=[1.0, 1.0]).tolist() == [1, 1]
    assert i.new(2, device="cpu").dtype == rg.int64
    y = rg.zeros(2, dtype=rg.float64)
    assert x.new(y).data_ptr() == y.data_ptr()
    for wrong in (3.5, "a", i, True):
        with pytest.raises(TypeError):
            x.new(wrong)
