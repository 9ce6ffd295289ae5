"""Functions of one and of two tensors where the table of operations does not look."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import retrograd as rg

inf, nan = math.inf, math.nan


def leaf(*values):
    return rg.tensor(values, dtype=rg.float64, requires_grad=True)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_atan2_has_the_quadrants_of_ieee(dtype, isa):
    tiny, huge = np.finfo(dtype).smallest_subnormal, np.finfo(dtype).max
    ends = [0.0, -0.0, 1.0, -1.0, inf, -inf, nan, tiny, -tiny, huge, -huge]
    a, b = np.array(list(itertools.product(ends, repeat=2)), dtype).T
    got = rg.atan2(rg.tensor(a), rg.tensor(b)).numpy()
    want = np.arctan2(a.astype(np.float64), b.astype(np.float64)).astype(dtype)
    np.testing.assert_allclose(got, want, rtol=3e-16 if dtype == "float64" else 2e-7)
    np.testing.assert_array_equal(np.signbit(got[want == 0]), np.signbit(want[want == 0]))


def test_atan2_has_the_gradient_0_at_the_origin():
    a, b = leaf(0.0, 1.0, 0.0), leaf(0.0, 0.0, -2.0)
    rg.atan2(a, b).sum().backward()
    assert a.grad.tolist() == [0.0, 0.0, -0.5]
    assert b.grad.tolist() == [0.0, -1.0, 0.0]


def test_hypot_has_the_slopes_of_torch_at_the_axes():
    a, b = leaf(0.0, 1.0, 0.0, 0.0), leaf(0.0, 0.0, 1.0, -1.0)
    rg.hypot(a, b).sum().backward()
    np.testing.assert_array_equal(a.grad.numpy(), [nan, 1, 0, 0])
    np.testing.assert_array_equal(b.grad.numpy(), [nan, 0, 1, -1])


@pytest.mark.parametrize("name", ["asinh", "acosh", "atanh"])
def test_inverse_hyperbolic_functions_have_a_gradient_in_place(name):
    value = 1.5 if name == "acosh" else 0.5
    x, other = leaf(value), leaf(value)
    getattr(x * 1, f"{name}_")().backward()
    getattr(rg, name)(other).backward()
    assert x.grad.tolist() == other.grad.tolist()


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("log1p", "Log1PBackward0"),
        ("expm1", "Expm1Backward0"),
        ("exp2", "Exp2Backward0"),
        ("erf", "ErfBackward0"),
        ("asin", "AsinBackward0"),
        ("arctanh", "AtanhBackward0"),
    ],
)
def test_a_node_is_called_as_in_torch(name, node):
    assert getattr(rg, name)(leaf(0.5)).grad_fn.name() == node


def test_nodes_of_two_operands_show_what_they_keep_in_the_words_of_torch():
    y = rg.hypot(leaf(3.0), leaf(4.0))
    node = y.grad_fn
    kept = [node._saved_self.item(), node._saved_other.item(), node._saved_result.item()]
    assert kept == [3.0, 4.0, 5.0]
    node = rg.atan2(leaf(3.0), leaf(4.0)).grad_fn
    assert [node._saved_self.item(), node._saved_other.item()] == [3.0, 4.0]
    assert not hasattr(node, "_saved_result")


def test_anomaly_mode_names_the_function_that_made_an_infinity():
    with rg.autograd.detect_anomaly(), pytest.warns(UserWarning, match="anomaly mode: atanh at"):
        rg.atanh(leaf(1.0))
