"""Activations with numbers: in place, what their nodes keep, and the ends of their domains."""

from __future__ import annotations

import math

import numpy as np
import pytest
import retrograd as rg
from retrograd.nn import functional as F

inf, nan = math.inf, math.nan
ENDS = [-1.0, -0.0, 0.0, 2.0, nan, inf, -inf, -200.0, 30.0]


def leaf(*values, dtype=None):
    return rg.tensor(values, dtype=dtype, requires_grad=True)


# What torch gives at ENDS, and its gradients.
@pytest.mark.parametrize(
    ("function", "values", "slopes"),
    [
        (
            lambda x: F.leaky_relu(x, 0.1),
            [-0.1, -0.0, 0, 2, nan, inf, -inf, -20, 30],
            [0.1, 0.1, 0.1, 1, 0.1, 1, 0.1, 0.1, 1],
        ),
        (
            lambda x: F.elu(x, 2.0),
            [-1.2642411, -0.0, 0, 2, nan, inf, -2, -2, 30],
            [0.73575888, 2, 2, 1, 1, 1, 0, 0, 1],
        ),
        (
            lambda x: F.softplus(x, 2, 3),
            [0.063464, 0.346574, 0.346574, 2, nan, inf, 0, 0, 30],
            [0.119203, 0.5, 0.5, 1, nan, 1, 0, 0, 1],
        ),
    ],
    ids=["leaky_relu", "elu", "softplus"],
)
def test_the_ends_of_the_domain_are_those_of_torch(function, values, slopes, isa):
    x = leaf(*ENDS)
    y = function(x)
    y.sum().backward()
    np.testing.assert_allclose(y.detach().numpy(), np.float32(values), rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(x.grad.numpy(), np.float32(slopes), rtol=1e-5, atol=1e-7)


def test_softplus_overflows_for_no_threshold():
    x = leaf(500.0, 1000.0)
    y = F.softplus(x, 1, 2000)
    y.sum().backward()
    assert y.tolist() == [500.0, 1000.0]
    assert x.grad.tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("in_place", "plain"),
    [
        (lambda x: F.leaky_relu(x, 0.5, inplace=True), lambda x: F.leaky_relu(x, 0.5)),
        (lambda x: F.leaky_relu_(x, 0.5), lambda x: F.leaky_relu(x, 0.5)),
        (lambda x: F.elu(x, 3, inplace=True), lambda x: F.elu(x, 3)),
        (lambda x: F.elu_(x), F.elu),
    ],
    ids=["leaky_relu", "leaky_relu_", "elu", "elu_"],
)
@pytest.mark.parametrize("dtype", [rg.float32, rg.float64, rg.bfloat16])
def test_in_place_the_tensor_itself_is_written_and_has_the_gradient(in_place, plain, dtype):
    x, other = leaf(-1.0, 2.0, -3.0, dtype=dtype), leaf(-1.0, 2.0, -3.0, dtype=dtype)
    y = x * 1
    assert in_place(y) is y
    want = plain(other)
    assert y.tolist() == want.tolist()
    assert y._version == 1
    y.sum().backward()
    want.sum().backward()
    assert x.grad.tolist() == other.grad.tolist()
    with pytest.raises(RuntimeError, match="leaf tensor that requires grad"):
        in_place(x)


def test_a_negative_slope_has_a_gradient_in_place_too():
    x = leaf(-1.0, 2.0)
    F.leaky_relu_(x * 1, -0.5).sum().backward()
    assert x.grad.tolist() == [-0.5, 1.0]


@pytest.mark.parametrize(
    ("y", "name", "numbers"),
    [
        (F.leaky_relu(leaf(-1.0)), "LeakyRelu", {"negative_slope": 0.01}),
        (F.leaky_relu(leaf(-1.0), 1), "LeakyRelu", {"negative_slope": 1}),
        (F.elu(leaf(-1.0), 2.5), "Elu", {"alpha": 2.5, "scale": 1, "input_scale": 1}),
        (F.softplus(leaf(-1.0)), "Softplus", {"beta": 1, "threshold": 20}),
        (F.softplus(leaf(-1.0), 1.5), "Softplus", {"beta": 1.5, "threshold": 20}),
    ],
    ids=str,
)
def test_a_node_shows_its_numbers_as_they_were_given(y, name, numbers):
    node = y.grad_fn
    assert node.name() == f"{name}Backward0"
    assert node._saved_self.tolist() == [-1.0]
    for key, value in numbers.items():
        shown = getattr(node, f"_saved_{key}")
        assert (shown, type(shown)) == (value, type(value))
    (grad,) = rg.autograd.grad(y.sum(), node.next_functions[0][0].variable, create_graph=True)
    assert grad.grad_fn.name() == f"{name}BackwardBackward0"


@pytest.mark.parametrize("x", [0.5, 3.0, -0.5, 800.0])
def test_elu_has_a_third_derivative(x):
    x = leaf(x, dtype=rg.float64)
    y = F.elu(x, 2).sum()
    for _ in range(3):
        (y,) = rg.autograd.grad(y, x, create_graph=True)
    assert y.tolist() == [0.0 if x.item() > 0 else pytest.approx(2 * math.exp(x.item()))]


def test_softplus_takes_an_output():
    out = rg.empty(0)
    assert F.softplus(rg.tensor([-1.0, 2.0]), out=out) is out
    np.testing.assert_allclose(out.numpy(), [0.31326169, 2.126928], rtol=1e-6)


@pytest.mark.parametrize("n", [1, 7, 37, 511, 513, 3000, 70_001])
@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
def test_numbers_reach_every_block_and_thread(n, dtype, isa):
    kind = getattr(rg, dtype)
    x = rg.linspace(-3, 3, n, dtype=rg.float64).to(kind)
    wide = x.double().numpy()
    want = rg.tensor(np.where(wide > 0, wide, wide * 0.25)).to(kind)
    for t in (x, rg.stack([x, x], 1)[:, 0]):
        assert rg.equal(F.leaky_relu(t, 0.25), want)


@pytest.mark.parametrize("bad", ["a", None, [1]])
def test_a_number_is_asked_for(bad):
    with pytest.raises(TypeError, match="negative_slope"):
        F.leaky_relu(rg.ones(2), bad)
