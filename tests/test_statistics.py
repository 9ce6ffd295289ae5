"""Variances and deviations where digits are easily lost, and on any number of threads."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(
    "shape, dim", [((100_003,), 0), ((4099, 65), 0), ((65, 4099), 1), ((9, 700, 5), 1)]
)
def test_a_mean_far_from_zero_takes_no_digits(dtype, shape, dim):
    """By squares alone, float32 would have none left, and float64 four."""
    far = {"float32": 4096.0, "float64": 1e6}[dtype]
    x = (far + np.random.default_rng(0).standard_normal(shape)).astype(dtype)
    exact = np.var(x.astype(np.longdouble), axis=dim, ddof=1)
    bound = {"float32": 1.2e-7, "float64": 4e-15}[dtype]
    y = rg.var(rg.tensor(x), dim).numpy()
    assert (abs(y - exact) <= bound * exact).all()


def test_bits_do_not_depend_on_the_number_of_threads():
    before = rg.get_num_threads()
    x, y = rg.randn(3_000_001), rg.randn(100_000, 37)
    try:
        found = []
        for n in (1, 2, 3):
            rg.set_num_threads(n)
            found.append(
                [rg.var_mean(x), rg.var_mean(y, 0), rg.std_mean(y.t(), 1), rg.std_mean(y, 1)]
            )
        for other in found[1:]:
            for a, b in zip(found[0], other, strict=True):
                assert rg.equal(a[0], b[0]) and rg.equal(a[1], b[1])
    finally:
        rg.set_num_threads(before)


def test_dimensions_that_lie_apart_are_reduced_together():
    x = rg.randn(4, 5, 6, 7, dtype=rg.float64)
    for dims in ((0, 2), (1, 3), (0, 1, 3), (3, 0)):
        for view in (x, x.permute(3, 1, 0, 2), x[:, ::2, 1:]):
            ours = rg.std(view, dims, correction=0).numpy()
            np.testing.assert_allclose(ours, np.std(view.numpy(), axis=dims), rtol=1e-14)


@pytest.mark.parametrize("dtype", [rg.float16, rg.bfloat16])
def test_narrow_types_are_rounded_once(dtype):
    x = (rg.randn(3, 2000) * 3 + 50).to(dtype)
    for view, dim in ((x, 1), (x.t(), 0), (x.t(), 1), (x[:, ::3], 1)):
        assert rg.equal(rg.var(view, dim), rg.var(view.double(), dim).to(dtype))
        assert rg.equal(rg.var_mean(view, dim)[1], view.double().mean(dim).to(dtype))


def test_too_few_elements_are_nan_and_what_is_not_finite_stays_so():
    assert rg.tensor([1.0]).var().isnan()
    assert rg.zeros(0).std().isnan()
    assert rg.var_mean(rg.zeros(0, 2), 0)[1].isnan().all()
    assert rg.zeros(2, 0).var(0).shape == (0,)
    assert rg.tensor([1.0, 2.0]).var(correction=3) == rg.inf
    assert rg.tensor([1.0, rg.inf]).var().isnan()
    x = rg.tensor([[1.0, rg.nan], [2.0, 4.0]])
    assert rg.equal(x.var(0).isnan(), rg.tensor([False, True]))


def test_the_gradient_of_a_deviation_of_equal_elements_is_zero():
    x = rg.tensor([[2.0, 2.0], [1.0, 3.0]], requires_grad=True)
    x.std(1, correction=0).sum().backward()
    assert rg.equal(x.grad, rg.tensor([[0.0, 0.0], [-0.5, 0.5]]))


def test_nodes_keep_what_those_of_torch_keep():
    x = rg.randn(2, 3, requires_grad=True)
    fn = x.std(0, keepdim=True).grad_fn
    assert fn.name() == "StdBackward0"
    assert fn._saved_self is x and fn._saved_result.shape == (1, 3)
    assert (fn._saved_correction, fn._saved_dim, fn._saved_keepdim) == (1, (0,), True)
    assert x.var(correction=0.5).grad_fn._saved_correction == 0.5
    assert rg.var_mean(x)[1].grad_fn.name() == "VarMeanBackward0"


def test_results_are_written_to_out():
    x, y = rg.randn(3, 4), rg.empty(0)
    assert rg.var(x, 0, out=y) is y and rg.equal(y, x.var(0))
    assert rg.std(x, dim=1, correction=0, out=y) is y and rg.equal(y, x.std(1, correction=0))


def test_deviations_whose_squares_overflow_are_infinite():
    for line in ([1e300, 0.0], [1e300, -1e300], [1e200, -1e200, 1.0]):
        x = rg.tensor(line, dtype=rg.float64)
        columns = x[:, None].expand(-1, 3).contiguous()
        assert rg.std(x).item() == float("inf")
        assert rg.std(columns, 0).tolist() == rg.var(columns, 0).tolist() == [float("inf")] * 3
    same = rg.full((40, 3), 1e300, dtype=rg.float64)
    assert rg.std(same, 0).tolist() == [0] * 3
