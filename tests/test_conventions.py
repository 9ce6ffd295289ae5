"""Gradients where the mathematics leaves a choice: torch's choices, row by row."""

from __future__ import annotations

import math

import pytest
import retrograd as rg

inf, nan = math.inf, math.nan


def grads(f, *values):
    xs = [rg.tensor(v, dtype=rg.float64, requires_grad=True) for v in values]
    y = f(*xs)
    y.backward(rg.ones_like(y))
    out = [x.grad.tolist() for x in xs]
    return out[0] if len(out) == 1 else out


def same(got, want):
    return got == pytest.approx(want, nan_ok=True)


def test_abs_relu_and_l2_corner_have_gradient_zero_at_zero():
    assert grads(rg.abs, [0.0, -0.0, -1.0, 2.0]) == [0.0, 0.0, -1.0, 1.0]
    assert grads(rg.relu, [0.0, -0.0, -1.0, 2.0]) == [0.0, 0.0, 0.0, 1.0]


def test_maximum_and_minimum_split_a_tie():
    assert grads(rg.maximum, [1.0, 2.0, 3.0], [1.0, 3.0, 2.0]) == [[0.5, 0, 1], [0.5, 1, 0]]
    assert grads(rg.minimum, [1.0, 2.0, 3.0], [1.0, 3.0, 2.0]) == [[0.5, 1, 0], [0.5, 0, 1]]


@pytest.mark.parametrize("f", [rg.max, rg.amax], ids=["max", "amax"])
def test_full_maximum_spreads_over_ties(f):
    assert grads(f, [1.0, 3.0, 3.0, 0.0]) == [0.0, 0.5, 0.5, 0.0]


@pytest.mark.parametrize("f", [rg.min, rg.amin], ids=["min", "amin"])
def test_full_minimum_spreads_over_ties(f):
    assert grads(f, [1.0, 0.0, 0.0, 0.0]) == pytest.approx([0.0, 1 / 3, 1 / 3, 1 / 3])


def test_amax_over_a_dim_spreads_over_ties():
    got = grads(lambda x: rg.amax(x, dim=1), [[2.0, 2.0], [1.0, 3.0]])
    assert got == [[0.5, 0.5], [0.0, 1.0]]


def test_max_and_min_over_a_dim_choose_the_first():
    assert grads(lambda x: rg.max(x, 0).values, [3.0, 3.0, 1.0]) == [1.0, 0.0, 0.0]
    assert grads(lambda x: rg.min(x, 0).values, [3.0, 1.0, 1.0]) == [0.0, 1.0, 0.0]
    assert rg.max(rg.tensor([3.0, 3.0]), 0).indices.item() == 0
    assert rg.argmax(rg.tensor([1.0, 3.0, 3.0])).item() == 1
    assert rg.argmin(rg.tensor([1.0, 0.0, 0.0])).item() == 1


def test_clamp_exactly_at_a_bound_passes_the_gradient():
    got = grads(lambda x: rg.clamp(x, 0.0, 1.0), [-1.0, 0.0, 0.5, 1.0, 2.0])
    assert got == [0.0, 1.0, 1.0, 1.0, 0.0]


def test_sqrt_log_reciprocal_and_root_at_zero():
    assert grads(rg.sqrt, [0.0]) == [inf]
    assert grads(rg.log, [0.0]) == [inf]
    assert grads(lambda x: 1 / x, [0.0]) == [-inf]
    assert grads(lambda x: x**0.5, [0.0]) == [inf]


def test_powers_at_zero():
    assert grads(lambda x: x**0, [0.0, 2.0]) == [0.0, 0.0]
    assert grads(lambda x: x**1, [0.0]) == [1.0]
    assert grads(lambda x: x**2, [0.0]) == [0.0]
    assert grads(rg.pow, [0.0], [0.0]) == [[0.0], [0.0]]
    assert grads(rg.pow, [0.0], [2.0]) == [[0.0], [0.0]]
    assert grads(lambda y: 0.0**y, [2.0, 0.0]) == [0.0, 0.0]


def test_prod_with_zeros_is_exact():
    assert grads(rg.prod, [2.0, 0.0, 3.0]) == [0.0, 6.0, 0.0]
    assert grads(rg.prod, [0.0, 0.0, 3.0]) == [0.0, 0.0, 0.0]
    got = grads(lambda x: rg.prod(x, 1), [[2.0, 0.0], [4.0, 5.0]])
    assert got == [[0.0, 2.0], [5.0, 4.0]]


def test_softmax_of_a_row_of_minus_infinity_is_nan():
    y = rg.softmax(rg.tensor([[-inf, -inf], [0.0, 0.0]]), 1)
    assert same(y.tolist()[0], [nan, nan])
    assert y.tolist()[1] == [0.5, 0.5]


def test_where_lets_the_gradient_of_the_untaken_branch_become_nan():
    got = grads(lambda x: rg.where(x > 0, rg.log(x), rg.zeros((), dtype=rg.float64)), [0.0, 2.0])
    assert same(got, [nan, 0.5])


def test_bce_clamps_the_log_at_minus_100_and_keeps_the_gradient_finite():
    bce = rg.nn.functional.binary_cross_entropy
    p = rg.tensor([0.0, 1.0], requires_grad=True)
    y = bce(p, rg.tensor([1.0, 0.0]), reduction="none")
    assert y.tolist() == [100.0, 100.0]
    y.sum().backward()
    assert p.grad.tolist() == pytest.approx([-1e12, 1e12], rel=1e-6)


def test_selecting_the_same_element_twice_adds_its_gradients():
    assert grads(lambda x: x[0] + x[0] * 2 + x[1], [1.0, 1.0]) == [3.0, 1.0]


def test_expanding_adds_the_gradients_of_the_copies():
    assert grads(lambda x: x.expand(4, 2), [1.0, 1.0]) == [4.0, 4.0]


def test_tanh_and_sigmoid_do_not_overflow():
    assert grads(rg.tanh, [-1000.0, 1000.0]) == [0.0, 0.0]
    assert grads(rg.sigmoid, [-1000.0, 1000.0]) == [0.0, 0.0]


def test_the_subgradients_above_are_differentiable_again():
    x = rg.tensor([0.0, -2.0, 3.0], requires_grad=True)
    (g,) = rg.autograd.grad((rg.relu(x) * x).sum(), x, create_graph=True)
    (second,) = rg.autograd.grad(g.sum(), x)
    assert second.tolist() == [0.0, 0.0, 2.0]


@pytest.mark.parametrize(
    "f",
    [
        rg.max,
        rg.min,
        rg.amax,
        rg.amin,
        lambda x: x.max(0).values,
        lambda x: x.min(0).values,
        lambda x: rg.maximum(x, rg.zeros(3))[1],
        lambda x: rg.minimum(x, rg.zeros(3))[1],
        lambda x: x.clamp(0, 1)[1],
        lambda x: rg.relu(x)[1],
    ],
)
def test_nan_passes_through_extremes_bounds_and_relu(f):
    assert math.isnan(f(rg.tensor([1.0, nan, -1.0])).item())


def test_relu_passes_the_gradient_of_nan():
    assert grads(rg.relu, [1.0, nan, -1.0]) == [1.0, 1.0, 0.0]


def test_log_softmax_of_large_numbers_is_exact():
    assert rg.tensor([1e4, 0.0]).log_softmax(0).tolist() == [0.0, -1e4]
