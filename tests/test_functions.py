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


def test_xlogy_is_0_where_its_first_operand_is(isa):
    a, b = leaf(0.0, 1.0, 0.0, 0.0, 0.0), leaf(0.0, 0.0, 1.0, -1.0, nan)
    y = rg.xlogy(a, b)
    np.testing.assert_array_equal(y.detach().numpy(), [0, -inf, 0, 0, nan])
    y[:4].sum().backward()
    np.testing.assert_array_equal(a.grad[:4].numpy(), [0, -inf, 0, 0])
    np.testing.assert_array_equal(b.grad[:4].numpy(), [nan, inf, 0, 0])
    assert rg.xlogy(2, rg.tensor([1.0])).tolist() == [0.0]
    assert rg.xlogy(rg.tensor([2, 0]), 1).tolist() == [0.0, 0.0]


def test_logaddexp_does_not_overflow_and_keeps_infinities(isa):
    a = rg.tensor([1000.0, -1000.0, inf, -inf, inf, nan, -inf], dtype=rg.float64)
    b = rg.tensor([1000.0, -1001.0, 1.0, -inf, -inf, 1.0, 2.0], dtype=rg.float64)
    with np.errstate(invalid="ignore"):
        want = np.logaddexp(a.numpy(), b.numpy())
    np.testing.assert_allclose(rg.logaddexp(a, b).numpy(), want, rtol=1e-15)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_logaddexp_is_within_2_ulp_of_the_larger_operand(dtype, isa):
    rng = np.random.default_rng(4)
    a, b = rng.uniform(-20, 20, (2, 50_000)).astype(dtype)
    want = np.logaddexp(a.astype(np.longdouble), b.astype(np.longdouble))
    off = np.abs(rg.logaddexp(rg.tensor(a), rg.tensor(b)).numpy() - want)
    size = np.maximum(np.abs(want), np.abs(np.maximum(a, b))).astype(dtype)
    assert (off <= 2 * np.spacing(size)).all()


def test_asin_is_within_2_ulp_where_all_its_roundings_add_up(isa):
    x = np.float32(0.839050293)  # of all floats the worst, were pi/2 rounded before the rest is off
    off = abs(rg.asin(rg.tensor([x])).item() - math.asin(x))
    assert off < 1.7 * np.spacing(np.float32(math.asin(x)))


def test_copysign_takes_the_sign_of_zero_and_keeps_its_first_operand_alone():
    a, b = leaf(0.0, 1.0, -2.0, 3.0), leaf(-1.0, -0.0, 0.0, 2.0)
    y = rg.copysign(a, b)
    np.testing.assert_array_equal(y.detach().numpy(), [-0.0, -1, 2, 3])
    assert np.signbit(y.detach().numpy()).tolist() == [True, True, False, False]
    assert not hasattr(y.grad_fn, "_saved_other")
    with rg.no_grad():
        b.zero_()
    y.sum().backward()
    assert a.grad.tolist() == [0.0, -1.0, -1.0, 1.0]
    assert b.grad.tolist() == [0.0] * 4
    assert rg.copysign(rg.tensor([1, -2]), -1).tolist() == [-1.0, -2.0]


def test_fmax_and_fmin_pass_nan_over_and_give_ties_to_the_first(isa):
    a = rg.tensor([1.0, nan, nan, 2.0, 3.0], requires_grad=True)
    b = rg.tensor([nan, 1.0, nan, 2.0, 1.0], requires_grad=True)
    for function, value, grads in (
        (rg.fmax, [1, 1, nan, 2, 3], ([1, 0, 1, 1, 1], [0, 1, 0, 0, 0])),
        (rg.fmin, [1, 1, nan, 2, 1], ([1, 0, 1, 1, 0], [0, 1, 0, 0, 1])),
    ):
        y = function(a, b)
        np.testing.assert_array_equal(y.detach(), value)
        assert tuple(g.tolist() for g in rg.autograd.grad(y.sum(), (a, b))) == grads
    assert rg.fmax(rg.tensor([1, 2]), rg.tensor([1.5, 1.0])).tolist() == [1.5, 2.0]


@pytest.mark.parametrize(
    ("shape", "wrap", "places"),
    [
        ((3, 3), False, [0, 4, 8]),
        ((7, 3), True, [0, 4, 8, 12, 16, 20]),
        ((7, 3), False, [0, 4, 8]),
        ((2, 5), True, [0, 6]),
        ((3, 3, 3), True, [0, 13, 26]),
        ((0, 3), True, []),
    ],
)
def test_a_diagonal_is_filled_where_torch_fills_it(shape, wrap, places):
    x = rg.zeros(shape)
    assert x.fill_diagonal_(5, wrap=wrap) is x
    assert x.flatten().nonzero().flatten().tolist() == places and set(x.unique().tolist()) <= {0, 5}
    turned = rg.zeros(shape[::-1]).permute(*range(len(shape)))
    assert turned.fill_diagonal_(5).sum().item() == 5 * min(shape)


def test_what_a_filled_diagonal_hides_has_no_gradient():
    x = rg.ones(2, 3, requires_grad=True)
    (x * 2).fill_diagonal_(0).sum().backward()
    assert x.grad.tolist() == [[0, 2, 2], [2, 0, 2]]
    with pytest.raises(rg.errors.GraphError):
        x.fill_diagonal_(0)
    for shape in ((3,), (2, 3, 3)):
        with pytest.raises(rg.errors.ShapeError, match="fill_diagonal_: expected"):
            rg.zeros(shape).fill_diagonal_(1)


def test_concatenate_is_cat():
    x = rg.ones(1, 2)
    assert rg.concatenate([x, x], axis=1).tolist() == rg.cat([x, x], 1).tolist()


def test_a_bad_probability_is_shown_with_the_digits_of_its_type():
    for dtype in (rg.float32, rg.float64):
        with pytest.raises(RuntimeError, match=r"got 1\.1\.\.1\.3$"):
            rg.bernoulli(rg.tensor([1.1, 1.3], dtype=dtype))
