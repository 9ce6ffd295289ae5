"""ctc_loss: alignments one by one, those that do not exist, and how its arguments may come.

Figures are torch's.
"""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import retrograd as rg
from retrograd.nn import functional as F

LOGITS = np.sin(np.linspace(-2, 1, 40)).reshape(5, 2, 4)
TARGETS = rg.tensor([[1, 2, 3], [2, 2, 1]])


def log_probs(**how):
    return rg.tensor(LOGITS, **how).log_softmax(2)


@pytest.fixture
def threads():
    before = rg.get_num_threads()
    yield
    rg.set_num_threads(before)


def test_the_probability_is_that_of_all_alignments_together():
    lp = log_probs().numpy()[:4, 0]

    def collapsed(path):
        return [label for label, _ in itertools.groupby(path) if label]

    total = sum(
        math.exp(sum(lp[t, label] for t, label in enumerate(path)))
        for path in itertools.product(range(4), repeat=4)
        if collapsed(path) == [2, 2]
    )
    y = F.ctc_loss(rg.tensor(lp), rg.tensor([2, 2]), (4,), (2,), reduction="none")
    assert y.item() == pytest.approx(-math.log(total), rel=1e-12)


@pytest.mark.parametrize("dtype", [rg.float32, rg.float64])
def test_losses_and_gradients_behind_log_softmax_are_those_of_torch(dtype, isa):
    z = rg.tensor(LOGITS, dtype=dtype, requires_grad=True)
    losses = F.ctc_loss(z.log_softmax(2), TARGETS, (5, 4), (2, 3), reduction="none")
    assert losses.tolist() == pytest.approx([3.4466, 5.6208], abs=5e-5)
    y = F.ctc_loss(z.log_softmax(2), TARGETS, (5, 4), (2, 3))
    assert y.item() == pytest.approx(1.7985, abs=5e-5)
    y.backward()
    first = [0.0418193, 0.0415533, -0.125133, 0.0417603, -0.127609, 0.0406119, 0.0424391, 0.0445582]
    assert z.grad[:2, 1].flatten().tolist() == pytest.approx(first, rel=2e-5)
    assert z.grad[4, 1].tolist() == [0.0] * 4


def test_targets_and_lengths_come_in_any_form():
    lp = log_probs()
    want = F.ctc_loss(lp, TARGETS, rg.tensor([5, 4]), rg.tensor([2, 3])).item()
    short = rg.tensor([5, 4], dtype=rg.int32)
    for targets in (TARGETS, TARGETS.int(), TARGETS.double(), rg.tensor([1, 2, 2, 2, 1])):
        assert F.ctc_loss(lp, targets, (5, 4), [2, 3]).item() == want
        assert F.ctc_loss(lp, targets, short, rg.tensor([2, 3])).item() == want
    one = F.ctc_loss(lp[:, 0], TARGETS[0], rg.tensor(5), rg.tensor(3), reduction="none")
    assert one.shape == ()
    assert one.item() == pytest.approx(3.5076, abs=5e-5)


def test_a_sequence_that_has_no_alignment_is_infinite_or_nothing():
    lp = log_probs(dtype=rg.float64).detach().requires_grad_()
    y = F.ctc_loss(lp, TARGETS, (5, 3), (2, 3), reduction="none")
    assert y.tolist() == [pytest.approx(3.4466, abs=5e-5), math.inf]
    y = F.ctc_loss(lp, TARGETS, (5, 3), (2, 3), reduction="none", zero_infinity=True)
    assert y[1].item() == 0.0
    y.sum().backward()
    assert lp.grad[:, 1].abs().sum().item() == 0.0
    np.testing.assert_allclose(lp.grad[:, 0].sum(-1).numpy(), -1.0, rtol=1e-12)
    nothing = F.ctc_loss(lp, TARGETS, (0, 0), (0, 1), reduction="none")
    assert nothing.tolist() == [0.0, math.inf]
    assert math.copysign(1, nothing[0].item()) == 1.0
    assert F.ctc_loss(lp, TARGETS, (5, 5), (0, 0), reduction="none")[0].item() == pytest.approx(
        7.2364, abs=5e-5
    )


def test_classes_that_cannot_be_leave_the_others_as_they_are():
    lp = rg.full((4, 1, 3), math.log(0.5))
    lp[:, :, 2] = -math.inf
    lp.requires_grad_()
    y = F.ctc_loss(lp, rg.tensor([[1]]), (4,), (1,), reduction="sum")
    assert y.item() == pytest.approx(math.log(16 / 10))
    y.backward()
    np.testing.assert_allclose(lp.grad[:, 0].sum(-1).numpy(), -1.0, rtol=1e-6)
    assert lp.grad[:, 0, 2].tolist() == [0.0] * 4


def test_long_sequences_lose_no_digits_and_do_not_depend_on_threads(threads):
    rng = np.random.default_rng(3)
    lp = rg.tensor(rng.standard_normal((300, 3, 20)), requires_grad=True).log_softmax(2)
    lp = lp.detach().requires_grad_()
    targets = rg.tensor(rng.integers(1, 20, (3, 40)))
    results = []
    for n in (1, 2):
        rg.set_num_threads(n)
        lp.grad = None
        y = F.ctc_loss(lp, targets, (300, 250, 280), (40, 30, 35), reduction="none")
        y.sum().backward()
        results.append((y.tolist(), lp.grad.tolist()))
    assert results[0] == results[1]
    np.testing.assert_allclose(lp.grad[:250].sum(-1).numpy(), -1.0, rtol=1e-11)


def test_a_label_that_is_no_class_is_refused():
    for label in (4, -1):
        with pytest.raises(IndexError, match=f"ctc_loss: target {label} is out of bounds"):
            F.ctc_loss(log_probs(), rg.tensor([[1, label], [1, 1]]), (5, 5), (2, 2))
    # Behind its length a row may hold anything.
    F.ctc_loss(log_probs(), rg.tensor([[1, 99], [1, 1]]), (5, 5), (1, 2))


def test_a_third_derivative_is_refused():
    lp = log_probs().detach().requires_grad_()
    (g,) = rg.autograd.grad(F.ctc_loss(lp, TARGETS, (5, 4), (2, 3)), lp, create_graph=True)
    (h,) = rg.autograd.grad((g * g).sum(), lp, create_graph=True)
    with pytest.raises(NotImplementedError, match="ctc_loss: it has no third derivative"):
        h.sum().backward()
