"""Dropout: torch's numbers for a seed, what is dropped, and what is done in place."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg

F = rg.nn.functional
X = rg.arange(1.0, 9.0).reshape(2, 4)
K = 1 / 0.7
# What torch gives for seed 7 and p = 0.3, and the number that its stream gives next.
FIGURES = [
    (lambda: F.dropout(X, 0.3), [K, 2 * K, 0, 4 * K, 0, 0, 7 * K, 8 * K], 0.72038),
    (lambda: F.dropout(X.t(), 0.3), [K, 0, 2 * K, 0, 0, 7 * K, 4 * K, 8 * K], 0.72038),
    (lambda: F.dropout(X[:, ::2], 0.3), [K, 3 * K, 0, 7 * K], 0.365316),
    (lambda: F.dropout(X.double(), 0.3), [K, 2 * K, 0, 4 * K, 0, 0, 7 * K, 8 * K], 0.72038),
    (lambda: F.dropout(X.half(), 0.3),
     [1.428711, 2.857422, 0.0, 5.714844, 0.0, 0.0, 10.0, 11.429688], 0.72038),
    (lambda: F.alpha_dropout(X, 0.3, True),
     [1.315045, 2.175997, -1.059548, 3.897902, -1.059548, -1.059548, 6.480761, 7.341713], 0.72038),
    (lambda: F.alpha_dropout(X.bfloat16(), 0.3, True),
     [1.3125, 2.171875, -1.0625, 3.890625, -1.0625, -1.0625, 6.4375, 7.3125], 0.72038),
    (lambda: F.feature_alpha_dropout(X.reshape(2, 2, 2), 0.3, True),
     [1.315045, 2.175997, 3.03695, 3.897902, -1.059548, -1.059548, 6.480761, 7.341713], 0.365316),
    (lambda: F.dropout1d(X.reshape(2, 2, 2), 0.3),
     [K, 2 * K, 3 * K, 4 * K, 0, 0, 7 * K, 8 * K], 0.365316),
    (lambda: F.dropout1d(X, 0.3), [i * K for i in range(1, 9)], 0.232762),
    (lambda: F.dropout2d(X.reshape(2, 2, 1, 2), 0.3),
     [K, 2 * K, 3 * K, 4 * K, 0, 0, 7 * K, 8 * K], 0.365316),
    (lambda: F.dropout3d(X.reshape(2, 2, 1, 2), 0.3), [i * K for i in range(1, 9)], 0.232762),
    (lambda: F.dropout3d(X.reshape(2, 2, 1, 2, 1), 0.3),
     [K, 2 * K, 3 * K, 4 * K, 0, 0, 7 * K, 8 * K], 0.365316),
    (lambda: rg.feature_dropout(X, 0.3, True), [K, 2 * K, 0, 4 * K, 0, 0, 7 * K, 8 * K], 0.72038),
]  # fmt: skip
FUNCTIONS = [rg.dropout, rg.feature_dropout, rg.alpha_dropout, rg.feature_alpha_dropout]
WRITING = [rg.dropout_, rg.feature_dropout_, rg.alpha_dropout_, rg.feature_alpha_dropout_]


@pytest.mark.parametrize(("run", "wanted", "following"), FIGURES)
def test_the_numbers_of_a_seed_are_those_of_torch(run, wanted, following):
    rg.manual_seed(7)
    np.testing.assert_allclose(run().double().flatten().numpy(), wanted, rtol=3e-6)
    assert rg.rand(1).item() == pytest.approx(following, rel=1e-5)


def test_a_long_tensor_is_dropped_as_in_torch():
    rg.manual_seed(7)
    y = F.dropout(rg.ones(1000), 0.1)
    assert y.sum().item() == pytest.approx(988.8888, rel=1e-6)
    assert (y == 0).nonzero()[:6].flatten().tolist() == [4, 17, 19, 20, 26, 29]


def seeded(f, x, p=0.3):
    rg.manual_seed(3)
    return f(x, p, True)


@pytest.mark.parametrize(("plain", "writing"), list(zip(FUNCTIONS, WRITING, strict=True)))
def test_in_place_gives_the_same_and_the_tensor_itself(plain, writing):
    x = X.clone()
    assert seeded(writing, x) is x
    assert rg.equal(x, seeded(plain, X))


@pytest.mark.parametrize("name", ["dropout", "dropout1d", "dropout2d", "dropout3d",
                                  "alpha_dropout", "feature_alpha_dropout"])  # fmt: skip
def test_inplace_writes_to_the_argument(name):
    f, x = getattr(F, name), rg.arange(1.0, 9.0).reshape((2, 2, 2) + (1,) * (name[7:] == "2d"))
    if name == "dropout3d":
        x = x.unsqueeze(-1)
    wanted = seeded(lambda t, p, on: f(t, p, training=on), x)
    assert not rg.equal(wanted, x)
    assert seeded(lambda t, p, on: f(t, p, training=on, inplace=True), x) is x
    assert rg.equal(x, wanted)


@pytest.mark.parametrize("f", FUNCTIONS)
def test_the_gradient_is_the_slope_of_what_was_kept(f):
    x = X.double().requires_grad_()
    y = seeded(f, x)
    zero = seeded(f, rg.zeros_like(X).double())
    (grad,) = rg.autograd.grad(y.sum(), x)
    np.testing.assert_allclose((grad * x).detach().numpy(), (y - zero).detach().numpy())
    assert rg.autograd.gradgradcheck(lambda t: seeded(f, t) * t, (x,))


@pytest.mark.parametrize("f", FUNCTIONS)
def test_not_in_training_or_never_dropped_the_input_comes_back(f):
    state = rg.get_rng_state()
    for x in (X, rg.tensor([[1, 2]])):
        assert f(x, 0.5, False) is x
        assert f(x, 0.0, True) is x
    assert rg.equal(rg.get_rng_state(), state)


@pytest.mark.parametrize("f", FUNCTIONS)
def test_with_probability_one_nothing_is_left(f):
    assert f(X, 1.0, True).tolist() == [[0.0] * 4] * 2


@pytest.mark.parametrize("f", FUNCTIONS + WRITING)
@pytest.mark.parametrize("p", [1.5, -0.1, float("nan")])
def test_a_probability_beyond_0_and_1_is_refused(f, p):
    with pytest.raises(RuntimeError, match="between 0 and 1"):
        f(X.clone(), p, False)


def test_what_cannot_be_dropped_is_refused():
    with pytest.raises(RuntimeError, match="floating"):
        F.dropout(rg.tensor([1, 2]))
    with pytest.raises(RuntimeError, match="2 dimensions"):
        F.feature_alpha_dropout(rg.ones(3), 0.5, True)
    with pytest.raises(RuntimeError, match=r"\(n, c, l\)"):
        F.dropout1d(rg.ones(1, 2, 3, 4))
    with pytest.raises(RuntimeError, match="leaf"):
        F.dropout(rg.ones(3, requires_grad=True), inplace=True)
    with pytest.warns(UserWarning, match="expected 4 dimensions, got 3"):
        F.dropout2d(rg.ones(1, 2, 3))
    with pytest.warns(UserWarning, match="expected 4 or 5 dimensions, got 3"):
        F.dropout3d(rg.ones(1, 2, 3))
