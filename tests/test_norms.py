"""Norms and logarithms of sums: what is infinite, empty, very large and very small, and orders."""

from __future__ import annotations

import math

import numpy as np
import pytest
import retrograd as rg

inf, nan = math.inf, math.nan


@pytest.mark.parametrize("n", [2, 9, 100, 5000, 70_000])
def test_squares_of_floats_neither_overflow_nor_vanish(n):
    for size in (1e30, 1e-30, 3e38 / math.sqrt(n)):
        x = np.full(n, size, np.float32)
        exact = np.linalg.norm(x.astype(float))
        assert rg.tensor(x).norm().item() == pytest.approx(exact, rel=2e-7)
        lying = rg.tensor(x).expand(3, n)
        np.testing.assert_allclose(lying.norm(dim=1).numpy(), exact, rtol=2e-7)
        np.testing.assert_allclose(lying.t().norm(dim=0).numpy(), exact, rtol=2e-7)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_halves_have_the_norm_of_what_they_are(dtype):
    x = rg.tensor(np.random.default_rng(3).normal(size=(70, 40)) * 100).to(getattr(rg, dtype))
    wide = x.double().numpy()
    for dim in (None, 0, 1):
        y = x.norm(dim=dim)
        assert y.dtype is x.dtype
        exact = rg.tensor(np.linalg.norm(wide, axis=dim)).to(x.dtype)
        assert rg.equal(y, exact)
    assert x.norm(dtype=rg.float64).item() == pytest.approx(np.linalg.norm(wide), rel=1e-12)


# The order, the norm and its gradient where two elements are equal, and where all are 0.
TIES = [
    (2, 7.14142843, [0.70014006, -0.70014006, 0.14002801]),
    (1, 11.0, [1.0, -1.0, 1.0]),
    (inf, 5.0, [0.5, -0.5, 0.0]),
    (-inf, 1.0, [0.0, 0.0, 1.0]),
    (3, 6.30799389, [0.62828621, -0.62828621, 0.02513145]),
    (0.5, 29.94427191, [2.44721360, -2.44721360, 5.47213595]),
    (-1, 0.71428571, [0.02040816, -0.02040816, 0.51020408]),
]


@pytest.mark.parametrize("order, value, slopes", TIES)
def test_gradients_are_shared_by_equals_and_0_where_all_is_0(order, value, slopes):
    x = rg.tensor([5.0, -5.0, 1.0], dtype=rg.float64, requires_grad=True)
    y = rg.linalg.vector_norm(x, order)
    assert y.item() == pytest.approx(value)
    y.backward()
    np.testing.assert_allclose(x.grad.numpy(), slopes, atol=1e-8)
    flat = rg.zeros(2, requires_grad=True)
    rg.linalg.vector_norm(flat, order).backward()
    assert flat.grad.tolist() == [0.0, 0.0]


def test_order_0_counts_and_has_no_gradient():
    x = rg.tensor([3.0, 0.0, nan], requires_grad=True)
    y = rg.norm(x, 0)
    assert y.item() == 2
    y.backward()
    assert x.grad is None


def test_nan_and_infinities_come_through():
    x = rg.tensor([1.0, nan, 2.0])
    for order in (2, 1, inf, -inf, 3):
        assert math.isnan(rg.linalg.vector_norm(x, order))
    x = rg.tensor([1.0, inf, -inf], requires_grad=True)
    for order, slopes in ((2, [0, nan, nan]), (1, [1, 1, -1]), (inf, [0, 0.5, -0.5])):
        y = rg.linalg.vector_norm(x, order)
        assert y.item() == inf
        np.testing.assert_array_equal(rg.autograd.grad(y, x)[0].numpy(), slopes)


def test_norms_of_nothing_are_0_or_an_error():
    for order in (2, 1, 0, 3):
        assert rg.linalg.vector_norm(rg.zeros(0), order).item() == 0
    for order in (inf, -inf, -1):
        with pytest.raises(RuntimeError, match="no value for no elements"):
            rg.linalg.vector_norm(rg.zeros(3, 0), order, dim=1)
        assert rg.linalg.vector_norm(rg.zeros(0, 3), order, dim=1).shape == (0,)


def test_least_sums_of_no_rows_and_columns_are_an_error():
    for order, shape in ((-inf, (0, 3)), (-1, (3, 0))):
        with pytest.raises((IndexError, RuntimeError)):
            rg.linalg.matrix_norm(rg.zeros(shape), order)
        assert rg.linalg.matrix_norm(rg.zeros(shape), -order).item() == 0
        assert rg.linalg.matrix_norm(rg.zeros(shape[::-1]), order).item() == 0


def test_the_old_norm_takes_names_of_orders():
    x = rg.tensor([[3.0, -4.0], [0.0, 2.0]])
    for p in ("fro", None, 2):
        assert rg.norm(x, p).item() == pytest.approx(5.38516481)
        assert x.norm(p, dim=1).tolist() == pytest.approx([5.0, 2.0])
    assert rg.norm(x, "fro", dim=(0, 1), keepdim=True).shape == (1, 1)
    with pytest.raises(RuntimeError, match="no order 'abc'"):
        rg.norm(x, "abc")
    assert rg.norm(x, "nuc").item() == pytest.approx(41**0.5)
    with pytest.raises(RuntimeError, match="two dims; got 3"):
        rg.norm(rg.ones(2, 2, 2), "fro", dim=(0, 1, 2))
    for integers in (rg.tensor([1, 2]), rg.tensor([True])):
        with pytest.raises(RuntimeError, match="floating"):
            rg.norm(integers)
    with pytest.raises(RuntimeError, match="float32 does not fit into dtype float16"):
        rg.norm(x, dtype=rg.float16)


def test_nodes_show_order_and_dims():
    x = rg.tensor([[3.0, -4.0]], requires_grad=True)
    node = rg.norm(x, 2, dim=1, keepdim=True).grad_fn
    assert node.name() == "LinalgVectorNormBackward0"
    assert (node._saved_ord, node._saved_dim, node._saved_keepdim) == (2, (1,), True)
    assert node._saved_result.tolist() == [[5.0]] and node._saved_self.tolist() == x.tolist()
    node = x.logsumexp(1).grad_fn
    assert (node.name(), node._saved_dim, node._saved_keepdim) == (
        "LogsumexpBackward0",
        (1,),
        False,
    )


SUMS = [
    ([-inf, -inf, 1.0, 2.0], 2.31326169, [0.0, 0.0, 0.26894142, 0.73105858]),
    ([1.0, inf, 2.0, inf], inf, [0.0, nan, 0.0, nan]),
    ([inf, -inf, 1.0], inf, [nan, 0.0, 0.0]),
    ([1.0, nan, 2.0], nan, [nan, nan, nan]),
    ([inf, nan, 0.0], nan, [nan, nan, nan]),
    ([-inf, -inf], -inf, [nan, nan]),
    ([1e4, 0.0], 1e4, [1.0, 0.0]),
]


@pytest.mark.parametrize("values, expected, slopes", SUMS)
def test_logarithms_of_sums_take_infinities(values, expected, slopes):
    for repeated in (1, 5, 40):
        x = rg.tensor([values] * repeated).t().contiguous().requires_grad_()
        for lines, dim in ((x, 0), (x.t(), 1), (x.t().contiguous(), 1)):
            y = lines.logsumexp(dim)
            np.testing.assert_allclose(y.detach().numpy(), [expected] * repeated, rtol=1e-6)
            (slope,) = rg.autograd.grad(y.sum(), x)
            np.testing.assert_allclose(slope.numpy(), np.transpose([slopes] * repeated), rtol=1e-6)


def test_logarithms_of_sums_of_nothing_and_of_integers():
    assert rg.zeros(2, 0).logsumexp(1).tolist() == [-inf, -inf]
    assert rg.zeros(0, 3).logsumexp((0, 1), True).tolist() == [[-inf]]
    assert rg.tensor(3.0).logsumexp(0).item() == 3
    y = rg.tensor([1, 2]).logsumexp(0)
    assert y.dtype is rg.float32 and y.item() == pytest.approx(2.31326169)
