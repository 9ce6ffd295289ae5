"""Gradients where the rule is a choice: beside NaN, of weights, of nothing, and of the unused.

Figures are torch 2.13's.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
import retrograd as rg
from functions import function
from retrograd.autograd import grad
from retrograd.nn import functional as F

NAN = math.nan


def leaf(*values):
    return rg.tensor(values, requires_grad=True)


def gradients(f, *inputs):
    """Of the sum of f; NaN as None, so that lists compare."""
    found = grad(f(*inputs).sum(), inputs)
    return [[None if math.isnan(v) else v for v in g.tolist()] for g in found]


@pytest.mark.parametrize(
    ("bounds", "want"),
    [
        ({"min": 0, "max": 1.5}, [1.0, 0.0, 0.0, 0.0]),
        ({"min": 0}, [1.0, 0.0, 0.0, 1.0]),
        ({"max": 1.5}, [1.0, 0.0, 0.0, 0.0]),
        ({"min": NAN, "max": 3}, [0.0] * 4),
        ({"max": NAN}, [0.0] * 4),
    ],
)
def test_clamp_beside_nan_is_constant(bounds, want):
    assert gradients(lambda x: x.clamp(**bounds), leaf(1.0, NAN, NAN, 2.0)) == [want]


def test_clamp_between_tensors_beside_nan_is_constant():
    x, low = leaf(1.0, NAN, 2.0), leaf(NAN, 0.0, 3.0)
    assert gradients(lambda x, y: x.clamp(min=y), x, low) == [[0.0] * 3, [0.0, 0.0, 1.0]]
    assert gradients(lambda x, y: x.clamp(max=y), x, low) == [[0.0, 0.0, 1.0], [0.0] * 3]
    x = leaf(1.0, 1.0, 1.0, NAN, 4.0, NAN)
    low, high = leaf(NAN, 0.0, NAN, 0.0, 3.0, NAN), leaf(2.0, NAN, NAN, 5.0, 2.0, NAN)
    want = [[0.0] * 6, [0.0] * 6, [0.0, 0.0, 0.0, 0.0, 1.0, 0.0]]
    assert gradients(rg.clamp, x, low, high) == want


def test_clamp_at_its_bounds_passes_the_gradient_on():
    x, low, high = leaf(0.0, 1.0, 3.0, 2.0), leaf(0.0, 1.0, 2.0, 3.0), leaf(0.0, 1.0, 1.0, 1.0)
    want = [[1.0, 1.0, 0.0, 0.0], [0.0] * 4, [0.0, 0.0, 1.0, 1.0]]
    assert gradients(rg.clamp, x, low, high) == want


@pytest.mark.parametrize("f", [rg.maximum, rg.minimum])
def test_the_larger_of_two_beside_nan_passes_to_both(f):
    want = [[1.0] * 3, [1.0] * 3]
    assert gradients(f, leaf(1.0, NAN, NAN), leaf(NAN, 1.0, NAN)) == want


@pytest.mark.parametrize("f", [rg.amax, rg.amin])
def test_extremes_of_nan_along_dims_have_no_gradient(f):
    assert gradients(lambda x: f(x, 0), leaf(NAN, 1.0)) == [[None, None]]
    x = rg.tensor([[NAN, 1.0, NAN], [2.0, 2.0, 2.0]], requires_grad=True)
    (g,) = grad(f(x, 1).sum(), x)
    assert all(math.isnan(v) for v in g[0].tolist())
    assert g[1].tolist() == pytest.approx([1 / 3] * 3)
    (g,) = grad(f(x, (0, 1)).sum(), x)
    assert rg.isnan(g).all()


@pytest.mark.parametrize("f", [rg.max, rg.min])
def test_the_extreme_of_all_shares_its_gradient_among_nan(f):
    assert gradients(f, leaf(NAN, 1.0, NAN)) == [[0.5, 0.0, 0.5]]


def test_a_weight_beside_probabilities_has_a_gradient():
    w = rg.ones(2, requires_grad=True)
    F.cross_entropy(rg.eye(2), rg.full((2, 2), 0.5), weight=w).backward()
    assert w.grad.tolist() == pytest.approx([0.4066, 0.4066], abs=1e-4)


@pytest.mark.parametrize(
    "loss",
    [
        lambda w: F.cross_entropy(rg.eye(2), rg.tensor([0, 1]), weight=w),
        lambda w: F.cross_entropy(rg.eye(2), rg.tensor([0, 1]), weight=w, label_smoothing=0.1),
        lambda w: F.nll_loss(rg.eye(2), rg.tensor([0, 1]), weight=w),
        lambda w: F.binary_cross_entropy(rg.full((2,), 0.3), rg.ones(2), weight=w),
        lambda w: F.binary_cross_entropy_with_logits(rg.ones(2), rg.ones(2), weight=w),
        lambda w: F.binary_cross_entropy_with_logits(rg.ones(2), rg.ones(2), pos_weight=w),
    ],
)
def test_other_weights_are_constants(loss):
    with pytest.raises(RuntimeError, match="not differentiable"):
        loss(rg.ones(2, requires_grad=True))


def test_gradients_of_what_was_not_used_require_grad_in_a_new_graph():
    x, y = rg.ones(2, requires_grad=True), rg.ones(3, requires_grad=True)
    loss = (x * x).sum()
    g = grad(loss, [x, y], create_graph=True, materialize_grads=True)
    assert [v.requires_grad for v in g] == [True, True]
    assert g[1].tolist() == [0.0] * 3
    g = grad(loss, [x, y], materialize_grads=True)
    assert [v.requires_grad for v in g] == [False, False]


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_the_gradient_of_nll_loss_follows_its_input(reduction):
    x = rg.eye(3, requires_grad=True)
    loss = F.nll_loss(x, rg.tensor([0, 1, -100]), reduction=reduction).sum()
    (g,) = grad(loss, x, create_graph=True)
    assert g.requires_grad
    assert type(g.grad_fn).__name__.startswith("NllLossBackward")
    n = 2 if reduction == "mean" else 1
    assert g.tolist() == [[-1 / n, 0.0, 0.0], [0.0, -1 / n, 0.0], [0.0, 0.0, 0.0]]
    assert grad(g.sum(), x)[0].tolist() == [[0.0] * 3] * 3


def test_the_gradient_of_nll_loss_is_linear_in_what_arrives():
    x = rg.eye(3, requires_grad=True)
    v = rg.tensor([1.0, 2.0, 3.0], requires_grad=True)
    loss = F.nll_loss(x, rg.tensor([0, 1, -100]), reduction="none", weight=rg.tensor([5.0, 7, 9]))
    (g,) = grad(loss, x, v, create_graph=True)
    assert g.tolist() == [[-5.0, 0.0, 0.0], [0.0, -14.0, 0.0], [0.0, 0.0, 0.0]]
    assert grad(g.sum(), v)[0].tolist() == [-5.0, -7.0, 0.0]


@pytest.mark.parametrize("dim", [0, 1, -1])
def test_an_empty_vector_among_joined_tensors_has_an_empty_gradient(dim):
    x, z = rg.zeros(0, requires_grad=True), rg.ones(2, 3, requires_grad=True)
    y = rg.cat([z, x, z * 2], dim)
    (y * rg.arange(12.0).view(y.shape)).sum().backward()
    assert x.grad.tolist() == []
    rows = [[12.0, 15.0, 18.0], [21.0, 24.0, 27.0]]
    columns = [[6.0, 9.0, 12.0], [24.0, 27.0, 30.0]]
    assert z.grad.tolist() == (rows if dim == 0 else columns)


def test_an_empty_vector_alone_gives_history_to_what_it_joins():
    x = rg.zeros(0, requires_grad=True)
    y = rg.cat([x, rg.ones(1)])
    assert y.requires_grad
    y.sum().backward()
    assert x.grad.tolist() == []
    assert rg.cat([x, x], dim=1).shape == (0,)


@pytest.mark.parametrize("rows, cols", [(3, 2), (1100, 1000)])
def test_the_gradient_of_a_matrix_beside_a_vector_is_an_outer_product(rows, cols):
    """Small and large ones take different loops."""
    rng = np.random.default_rng(0)
    w, left, right = rng.normal(size=(rows, cols)), rng.normal(size=rows), rng.normal(size=cols)
    m = rg.tensor(w, requires_grad=True)
    (rg.tensor(left) @ m).backward(rg.tensor(right))
    np.testing.assert_allclose(m.grad.numpy(), left[:, None] * right, rtol=1e-14)
    m.grad = None
    (m @ rg.tensor(right)).backward(rg.tensor(left))
    np.testing.assert_allclose(m.grad.numpy(), left[:, None] * right, rtol=1e-14)


def test_rounding_to_decimals_has_gradient_zero():
    x = rg.tensor([1.25, -3.0], requires_grad=True)
    y = x.round(decimals=1)
    assert y.tolist() == pytest.approx([1.2, -3.0])
    assert type(y.grad_fn).__name__ == "RoundBackward1"
    assert grad(y.sum(), x)[0].tolist() == [0.0, 0.0]
    assert grad(x.round(decimals=40).sum(), x)[0].tolist() == [0.0, 0.0]
    assert grad(x.round(decimals=-1).sum(), x, create_graph=True)[0].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("part", [lambda x: x.unbind(0)[1], lambda x: x.split(1)[1]])
def test_what_is_undefined_behind_all_parts_is_undefined_before_them(part):
    x = leaf(1.0, 2.0)
    nothing = function(rg, lambda ctx, x: x * 1, lambda ctx, grad: None)
    nothing.apply(part(x * 2)).sum().backward()
    assert x.grad is None


@pytest.mark.parametrize(
    ("f", "shape"),
    [
        (lambda x, w: x @ w.t(), (4, 3)),
        (lambda x, w: x.expand(2, 5, 3) @ w.t(), (4, 3)),
        (lambda x, w: w.t() @ x.t(), (3, 4)),
        (lambda x, w: w @ x.t(), (4, 3)),
        (lambda x, w: F.linear(x, w), (4, 3)),
        (lambda x, w: F.linear(x, w, rg.ones(4, dtype=rg.float64)), (4, 3)),
        (lambda x, w: x[0] @ w.t(), (4, 3)),
    ],
)
def test_the_gradient_of_a_matrix_that_is_used_transposed_is_contiguous(f, shape):
    rng = np.random.default_rng(0)
    x, w = rg.tensor(rng.normal(size=(5, 3))), rg.tensor(rng.normal(size=shape), requires_grad=True)
    (g,) = grad(f(x, w).sum(), w)
    assert g.is_contiguous()
    assert rg.autograd.gradcheck(lambda w: f(x, w), w)


def test_a_number_one_half_as_exponent_takes_the_root_as_torch_does():
    x = leaf(-math.inf, -0.0, 4.0)
    assert str((x**0.5).tolist()) == "[nan, -0.0, 2.0]"
    assert str((x**-0.5).tolist()) == "[nan, -inf, 0.5]"
    assert str(x.detach().clone().pow_(0.5).tolist()) == "[nan, -0.0, 2.0]"
    assert str((x ** rg.tensor(0.5)).tolist()) == "[inf, 0.0, 2.0]"
    assert gradients(lambda x: x**0.5, x) == [[None, -math.inf, 0.25]]
    assert gradients(lambda x: x**-0.5, x) == [[-0.0, -math.inf, -0.0625]]


def test_a_remainder_by_what_needs_no_gradient_saves_nothing():
    x, y = leaf(5.0, 7.0), leaf(3.0, 4.0)
    for z in (x % 3, x % y.detach()):
        z.sum().backward()
        z.sum().backward()
    assert x.grad.tolist() == [4.0, 4.0]
    z = x % y
    z.sum().backward()
    with pytest.raises(RuntimeError, match="retain_graph"):
        z.sum().backward()


@pytest.mark.parametrize("narrow", [rg.int64, rg.float16, rg.float32, rg.bool])
def test_logarithms_of_narrower_operands_are_taken_in_the_type_of_the_gradient(narrow):
    other = rg.tensor([3, 1, 1.7]).to(narrow)
    base = np.array(other.tolist(), np.float64)
    x = rg.tensor([0.3, -1.2, 2.5], dtype=rg.float64, requires_grad=True)
    at = x.detach().numpy()
    (slope,) = rg.autograd.grad((other**x).sum(), x)
    np.testing.assert_allclose(slope.numpy(), base**at * np.log(base), rtol=1e-14)
    (slope,) = rg.autograd.grad(rg.xlogy(x, other).sum(), x)
    np.testing.assert_allclose(slope.numpy(), np.log(base), rtol=1e-14)
    y = rg.tensor([0.3, 1.2, 2.5], dtype=rg.float64, requires_grad=True)
    exponent = rg.tensor([0.1, 0.7, 3]).to(narrow)
    (slope,) = rg.autograd.grad((y**exponent).sum(), y)
    power = np.array(exponent.tolist(), np.float64)
    want = power * y.detach().numpy() ** (power - 1)
    np.testing.assert_allclose(slope.numpy(), want, rtol=1e-14)


def test_an_inner_product_with_a_number_is_a_product():
    x = rg.ones(2, dtype=rg.float64)
    assert rg.inner(x, rg.tensor(2)).tolist() == [2, 2]
    assert rg.inner(rg.tensor(2.0), x).dtype == rg.float64
    with pytest.raises(RuntimeError, match="two tensors of one type"):
        rg.inner(x, rg.ones(2))
