"""Faults of group C: losses at infinite logits, impossible targets and shapes that surprise."""

from __future__ import annotations

import math
import warnings

import pytest
import retrograd as rg

F = rg.nn.functional
ShapeError = rg.errors.ShapeError
inf, nan = math.inf, math.nan


def logits_loss(x, t):
    """Losses and their gradient, element by element."""
    x = rg.tensor(x, requires_grad=True)
    y = F.binary_cross_entropy_with_logits(x, rg.tensor(t), reduction="none")
    y.sum().backward()
    return y.tolist(), x.grad.tolist()


def test_C01_large_logits_are_exact(isa):
    y, grad = logits_loss([1e4, -1e4, 1e4, -1e4], [1.0, 0.0, 0.0, 1.0])
    assert y == [0.0, 0.0, 1e4, 1e4]
    assert grad == [0.0, 0.0, 1.0, -1.0]


def test_C02_infinite_logits_have_the_limit_of_the_loss(isa):
    y, grad = logits_loss([inf, -inf, inf, -inf], [1.0, 0.0, 0.0, 1.0])
    assert y == [0.0, 0.0, inf, inf]
    assert grad == [0.0, 0.0, 1.0, -1.0]


def test_C02_infinite_logits_in_a_long_row(isa):
    y, grad = logits_loss([inf, -inf] * 40, [1.0, 0.0] * 40)
    assert y == [0.0] * 80
    assert grad == [0.0] * 80


def test_C02_mean_over_infinite_logits_is_finite():
    x = rg.tensor([inf, 0.0], requires_grad=True)
    loss = F.binary_cross_entropy_with_logits(x, rg.tensor([1.0, 1.0]))
    assert loss.item() == pytest.approx(math.log(2) / 2)


def test_C03_targets_outside_zero_and_one_are_taken_by_the_logits_form():
    y, grad = logits_loss([1.0, 1.0], [2.0, -1.0])
    assert y == pytest.approx([1.3132617 - 2, 1.3132617 + 1])
    assert grad == pytest.approx([0.7310586 - 2, 0.7310586 + 1])


def test_C03_nan_targets_and_logits_give_nan():
    y, _ = logits_loss([1.0, nan], [nan, 1.0])
    assert all(math.isnan(v) for v in y)


@pytest.mark.parametrize(("p", "t"), [(1.5, 0.5), (-0.1, 0.5), (0.5, 1.5), (0.5, -0.5)])
def test_C04_probabilities_outside_zero_and_one(p, t):
    with pytest.raises(RuntimeError, match="binary_cross_entropy") as caught:
        F.binary_cross_entropy(rg.tensor([p]), rg.tensor([t]))
    assert isinstance(caught.value, ValueError)


def test_C05_probabilities_zero_and_one_have_finite_losses_and_gradients():
    p = rg.tensor([0.0, 1.0, 0.0, 1.0], requires_grad=True)
    y = F.binary_cross_entropy(p, rg.tensor([1.0, 0.0, 0.0, 1.0]), reduction="none")
    assert y.tolist() == [100.0, 100.0, 0.0, 0.0]
    y.sum().backward()
    assert p.grad.tolist()[:2] == pytest.approx([-1e12, 1e12], rel=1e-6)
    assert p.grad.tolist()[2:] == [0.0, 0.0]


def test_C06_mse_warns_when_its_arguments_broadcast():
    x, t = rg.tensor([1.0, 2.0]), rg.tensor([[1.0], [2.0]])
    with pytest.warns(UserWarning, match="mse_loss|broadcast|size"):
        y = F.mse_loss(x, t)
    assert y.item() == 0.5
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        F.mse_loss(x, x)


@pytest.mark.parametrize("name", ["binary_cross_entropy", "binary_cross_entropy_with_logits"])
def test_C06_bce_refuses_other_shapes(name):
    with pytest.raises(ValueError, match=name) as caught:
        getattr(F, name)(rg.full((3,), 0.5), rg.full((3, 1), 0.5))
    assert str((3, 1)) in str(caught.value) or "[3, 1]" in str(caught.value)


@pytest.mark.parametrize("loss", ["cross_entropy", "nll_loss"])
def test_C14_the_mean_loss_of_no_rows_is_nan(loss):
    rows, classes = rg.zeros(0, 3), rg.zeros(0, dtype=rg.int64)
    assert math.isnan(getattr(F, loss)(rows, classes).item())
    assert getattr(F, loss)(rows, classes, reduction="sum").item() == 0


def sign_bits(y):
    return [math.copysign(1, value) for value in y.tolist()]


def test_a_loss_of_nothing_is_no_negative_zero():
    x, ignored = rg.tensor([[1.0, 2.0], [3.0, -1.0]]), rg.tensor([-100, -100])
    weight = rg.tensor([0.0, 0.0])
    for y in (
        F.cross_entropy(x, ignored, reduction="none"),
        F.nll_loss(x, ignored, reduction="none"),
        F.nll_loss(-x, rg.tensor([0, 1]), weight=weight, reduction="none"),
        F.cross_entropy(x, rg.tensor([0, 1]), weight=weight, reduction="none"),
        F.cross_entropy(rg.tensor([[200.0, -200.0]]), rg.tensor([0]), reduction="none"),
        F.cross_entropy(x, ignored, reduction="none", label_smoothing=0.1),
        F.binary_cross_entropy(rg.tensor([1.0, 0.0]), rg.tensor([1.0, 0.0]), reduction="none"),
        F.binary_cross_entropy_with_logits(
            rg.tensor([200.0, -200.0]), rg.tensor([1.0, 0.0]), reduction="none"
        ),
    ):
        assert y.tolist() == [0.0] * y.numel()
        assert sign_bits(y) == [1.0] * y.numel()
    assert repr(F.cross_entropy(x, ignored, reduction="sum")) == "tensor(0.)"


def test_a_target_of_weight_zero_gets_a_gradient_without_a_sign():
    x = rg.tensor([[-1.0, -2.0]], requires_grad=True)
    F.nll_loss(x, rg.tensor([1]), weight=rg.tensor([1.0, 0.0]), reduction="sum").backward()
    assert sign_bits(x.grad[0]) == [1.0, 1.0]
