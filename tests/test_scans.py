"""Running sums, products and extremes: special values, zeros, types, and long lines.

Figures of special values are torch's, seen there.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
import retrograd as rg

inf, nan = math.inf, math.nan


def test_nan_is_an_extreme_from_where_it_stands():
    x = rg.tensor([1.0, nan, 3.0, nan, 2.0])
    for scan in (rg.cummax, rg.cummin):
        found = scan(x, 0)
        np.testing.assert_array_equal(found.values.numpy(), [1.0, nan, nan, nan, nan])
        assert found.indices.tolist() == [0, 1, 1, 3, 3]


def test_the_last_of_equals_is_the_extreme():
    assert rg.tensor([1.0, 3.0, 3.0, 2.0, 3.0]).cummax(0).indices.tolist() == [0, 1, 2, 2, 4]
    found = rg.tensor([1.0, 0.0, -0.0, 0.0]).cummin(0)
    assert found.indices.tolist() == [0, 1, 2, 3]
    assert np.signbit(found.values.numpy()).tolist() == [False, False, True, False]
    assert rg.tensor([-inf, -inf]).cummax(0).indices.tolist() == [0, 1]
    assert rg.tensor([True, False, True]).cummax(0).indices.tolist() == [0, 0, 2]


def test_results_are_named_and_printed_as_torch_does():
    found = rg.cummax(rg.tensor([1, 2]), 0)
    assert repr(found) == (
        "torch.return_types.cummax(\nvalues=tensor([1, 2]),\nindices=tensor([0, 1]))"
    )
    assert isinstance(found, rg.return_types.cummax)
    assert isinstance(rg.cummin(rg.tensor([1, 2]), 0), rg.return_types.cummin)


@pytest.mark.parametrize("n", [1, 5, 1023, 1025, 2500])
@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "int8", "int16", "uint8", "bool"])
def test_types_of_few_bytes_are_scanned_in_blocks(n, dtype):
    drawn = np.random.default_rng(n).integers(0, 2, (n, 2))
    x = rg.tensor(drawn).to(getattr(rg, dtype))
    for dim, lines in ((0, x), (1, x.t())):
        y = lines.cumsum(dim)
        expected = np.cumsum(drawn if dim == 0 else drawn.T, dim)
        if y.dtype.is_floating_point:
            assert y.dtype is x.dtype
            expected = rg.tensor(expected).to(x.dtype).tolist()
        else:
            assert y.dtype is rg.int64
            expected = expected.tolist()
        assert y.tolist() == expected
        values, indices = lines.cummax(dim)
        assert values.dtype is x.dtype
        assert values.long().tolist() == np.maximum.accumulate(lines.long().numpy(), dim).tolist()
        assert lines.gather(dim, indices).tolist() == values.tolist()


def test_integers_wrap():
    assert rg.tensor([2**62, 2**62, 1]).cumsum(0).tolist() == [2**62, -(2**63), 1 - 2**63]
    assert rg.tensor([2**62, 2, 3]).cumprod(0).tolist() == [2**62, -(2**63), -(2**63)]
    x = rg.tensor([200, 100], dtype=rg.uint8)
    assert x.cumsum(0, dtype=rg.uint8).tolist() == [200, 44]
    assert x.cumsum_(0).tolist() == [200, 44]


def test_floats_are_added_in_double():
    x = rg.tensor([1.0, 2.0**-30, -1.0, 3e38, 3e38, -3e38])
    assert x.cumsum(0).tolist()[2] == 2.0**-30
    assert x.cumsum(0).tolist()[4:] == [inf, rg.tensor(3e38).item()]
    assert rg.tensor([1e30, 1e30, 1e-30, 1e-30]).cumprod(0)[3] == 1.0


@pytest.mark.parametrize("shape, dim", [((200_003,), 0), ((3, 70_001), 1), ((70_001, 3), 0)])
def test_long_lines_are_as_exact_as_short_ones(shape, dim):
    x = np.random.default_rng(5).normal(size=shape)
    exact = np.cumsum(x.astype(np.longdouble), dim)
    bound = np.cumsum(np.abs(x), dim)
    found = rg.tensor(x).cumsum(dim).numpy()
    assert np.max(np.abs(found - exact) / bound) < 1e-13
    single = x.astype(np.float32)
    exact = np.cumsum(single.astype(np.longdouble), dim)
    found = rg.tensor(single).cumsum(dim).numpy()
    assert np.all(np.abs(found - exact) <= np.spacing(np.abs(exact).astype(np.float32)))


def test_a_product_has_the_gradient_of_its_zeros():
    x = rg.tensor([2.0, 0.0, 3.0, 0.0, 4.0], requires_grad=True)
    x.cumprod(0).sum().backward()
    assert x.grad.tolist() == [1.0, 8.0, 0.0, 0.0, 0.0]
    for values in ([0.0, 0.0, 2.0], [3.0, 0.0, -2.0], [0.0, 1.0, 0.0]):
        x = rg.tensor(values, dtype=rg.float64, requires_grad=True)
        assert rg.autograd.gradcheck(lambda x: x.cumprod(0), x)
        assert rg.autograd.gradgradcheck(lambda x: x.cumprod(0), x)


LOGARITHMS = [
    ([-inf, -inf, 1.0, 2.0], [-inf, -inf, 1.0, 2.31326169], [nan, nan, 1.26894142, 0.73105858]),
    ([1.0, inf, 2.0, inf], [1.0, inf, inf, inf], [1.0, nan, 0.0, nan]),
    ([1.0, -inf, 2.0], [1.0, 1.0, 2.31326169], [2.26894142, 0.0, 0.73105858]),
    ([1.0, nan, 2.0], [1.0, nan, nan], [nan, nan, nan]),
    ([0.0, 1e4, 0.0], [0.0, 1e4, 1e4], [1.0, 2.0, 0.0]),
]


@pytest.mark.parametrize("values, expected, slopes", LOGARITHMS)
def test_logarithms_of_sums_take_infinities(values, expected, slopes):
    x = rg.tensor(values, dtype=rg.float64, requires_grad=True)
    y = x.logcumsumexp(0)
    y.sum().backward()
    np.testing.assert_allclose(y.detach().numpy(), expected, rtol=1e-7)
    np.testing.assert_allclose(x.grad.numpy(), slopes, rtol=1e-7)


def test_nodes_show_what_torch_shows():
    x = rg.tensor([[1.0, 2.0]], requires_grad=True)
    for y, name, saved in (
        (x.cumsum(1), "CumsumBackward0", ()),
        (x.cumprod(1), "CumprodBackward0", ("self", "result")),
        (x.logcumsumexp(-1), "LogcumsumexpBackward0", ("self", "result")),
        (x.cummax(1).values, "CummaxBackward0", ("self", "indices")),
        (x.cummin(1).values, "CumminBackward0", ("self", "indices")),
    ):
        assert y.grad_fn.name() == name and y.grad_fn._saved_dim == 1
        for attribute in saved:
            assert isinstance(getattr(y.grad_fn, f"_saved_{attribute}"), rg.Tensor)


def test_results_are_contiguous_and_go_to_out():
    x = rg.arange(6.0).reshape(3, 2).t()
    assert x.cumsum(0).stride() == (3, 1)
    values, indices = rg.empty(0), rg.empty(0, dtype=rg.int64)
    found = rg.cummax(x, 1, out=(values, indices))
    assert found[0] is values and values.tolist() == x.tolist()
    assert indices.tolist() == [[0, 1, 2], [0, 1, 2]]
    with pytest.raises(RuntimeError, match="must be that of the tensor"):
        rg.tensor([1.5, 1.5]).cumsum_(0, dtype=rg.int64)
    with pytest.raises(RuntimeError, match="cumsum_: the result is int64"):
        rg.tensor([True, True]).cumsum_(0)


LINES = {
    "mixed": lambda rng, n: 300 * rng.normal(size=n),
    "ascending": lambda rng, n: np.sort(50 * rng.normal(size=n)),
    "descending": lambda rng, n: -np.sort(50 * rng.normal(size=n)),
    "near each other": lambda rng, n: 1e-3 * rng.normal(size=n) - 700,
    "steps below the limit": lambda rng, n: 0.99 * np.arange(n) - 1000,
    "infinities": lambda rng, n: np.where(np.arange(n) % 7 < 4, -np.inf, np.arange(n) - 900.0),
}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("dim", [0, 1])
def test_logarithms_of_sums_are_right_over_long_lines(line, dim):
    rng = np.random.default_rng(7)
    x = np.stack([LINES[line](rng, 2500), LINES["mixed"](rng, 2500)])
    want = np.logaddexp.accumulate(x.astype(np.longdouble), 1).astype(np.float64)
    got = (rg.tensor(x) if dim else rg.tensor(x).T.contiguous()).logcumsumexp(dim).numpy()
    np.testing.assert_allclose(got if dim else got.T, want, rtol=4e-14, atol=4e-14)


def test_logarithms_of_sums_keep_nan_and_infinity():
    inf, nan = math.inf, math.nan
    x = rg.tensor([[-inf, -inf, 1.0, inf, 2.0, -inf], [-inf, 0.0, nan, 5.0, inf, -inf]])
    want = [[-inf, -inf, 1.0, inf, inf, inf], [-inf, 0.0, nan, nan, nan, nan]]
    for got in (x.logcumsumexp(1), x.T.contiguous().logcumsumexp(0).T):
        np.testing.assert_array_equal(got.numpy(), want)
    assert rg.zeros(3, 0).logcumsumexp(1).shape == (3, 0)
