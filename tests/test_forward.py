"""Every operation against numpy: every dtype, layout, instruction set, and long inputs."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg
from draw import LAYOUTS, assert_close, draw, expected
from op_case import FLOATS
from op_table import OPS

TYPED = [(case, dtype) for case in OPS for dtype in case.dtypes]
LARGE = [case for case in OPS if case.large]


def numbers(y) -> np.ndarray:
    return y.detach().numpy()


@pytest.mark.parametrize(("case", "dtype"), TYPED, ids=str)
def test_forward_matches_numpy(case, dtype, isa):
    for call in case.calls:
        arrays = draw(case, call, dtype)
        for layout in case.places if arrays else ("contiguous",):
            pairs = [LAYOUTS[layout](rg, x) for x in arrays]
            with np.errstate(all="ignore"):
                want = expected(case, [x for _, x in pairs], call, dtype)
            got = numbers(case.run(rg, [t for t, _ in pairs], call, dtype))
            assert_close(got, want, case.out(dtype), case.rtol, f"{call} {layout}")


@pytest.mark.parametrize("case", LARGE, ids=str)
def test_long_inputs_match_numpy(case, isa):
    dtype = "float32" if "float32" in case.dtypes else case.dtypes[0]
    call = case.calls[0]
    arrays = draw(case, call, dtype, case.large)
    with np.errstate(all="ignore"):
        want = expected(case, arrays, call, dtype)
    got = numbers(case.run(rg, [rg.tensor(x) for x in arrays], call, dtype))
    assert_close(got, want, case.out(dtype), 4 * case.rtol, f"{case.large}")


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("size", range(1, 70))
def test_every_tail_length_of_a_vector_loop_is_right(size, dtype, isa):
    x = np.random.default_rng(size).uniform(0.5, 2, size).astype(dtype)
    t = rg.tensor(x)
    wide = x.astype(np.float64)
    np.testing.assert_array_equal(numbers(t + t), x + x)
    np.testing.assert_allclose(numbers(rg.exp(t)), np.exp(wide), rtol=1e-6)
    np.testing.assert_allclose(t.sum().item(), wide.sum(), rtol=1e-6)
    np.testing.assert_allclose(rg.dot(t, t).item(), wide @ wide, rtol=1e-6)
    np.testing.assert_array_equal(t.max().item(), x.max())


@pytest.mark.parametrize("m", [1, 2, 7, 12, 13, 31, 64])
@pytest.mark.parametrize("n", [1, 5, 16, 33, 65])
@pytest.mark.parametrize("dtype", FLOATS)
def test_every_ragged_matrix_product_is_right(m, n, dtype, isa):
    rng = np.random.default_rng(m * 100 + n)
    for k in (1, 3, 17, 64, 257, 520):
        a, b = rng.standard_normal((m, k)).astype(dtype), rng.standard_normal((k, n)).astype(dtype)
        want = a.astype(np.float64) @ b
        ta, tb = rg.tensor(a), rg.tensor(b)
        fa, fb = rg.tensor(np.ascontiguousarray(a.T)).t(), rg.tensor(np.ascontiguousarray(b.T)).t()
        for x, y in ((ta, tb), (fa, tb), (ta, fb), (fa, fb)):
            atol = 1e-5 * k**0.5 if dtype == "float32" else 1e-12
            np.testing.assert_allclose(numbers(x @ y), want, rtol=0, atol=atol)


def test_equal_compares_shape_and_every_element():
    a = rg.tensor([1.0, 2.0])
    assert rg.equal(a, rg.tensor([1.0, 2.0])) is True
    assert a.equal(rg.tensor([1.0, 2.5])) is False
    assert rg.equal(a, rg.tensor([[1.0, 2.0]])) is False
    assert rg.equal(rg.tensor([float("nan")]), rg.tensor([float("nan")])) is False
    assert rg.equal(rg.ones(0), rg.ones(0)) is True


def test_allclose_takes_tolerances_and_equal_nan():
    a, b = rg.tensor([1.0, 1e-9]), rg.tensor([1.0 + 1e-6, 0.0])
    nan = rg.tensor([float("nan")])
    assert rg.allclose(a, b) is True
    assert a.allclose(b, rtol=1e-9, atol=1e-12) is False
    assert rg.allclose(nan, nan) is False
    assert rg.allclose(nan, nan, equal_nan=True) is True
    assert rg.allclose(rg.tensor([float("inf")]), rg.tensor([float("inf")])) is True


@pytest.mark.parametrize("name", ["max", "min", "amax", "amin", "sum", "mean"])
def test_reductions_propagate_nan(name, isa):
    for at in (0, 5, 40):
        x = rg.zeros(41)
        x[at] = float("nan")
        assert np.isnan(getattr(rg, name)(x).item())


@pytest.mark.parametrize("name", ["maximum", "minimum", "clamp"])
def test_pointwise_extremes_propagate_nan(name, isa):
    x = rg.tensor([float("nan")] * 19)
    y = x.clamp(0, 1) if name == "clamp" else getattr(rg, name)(x, rg.zeros(19))
    assert np.isnan(numbers(y)).all()
    if name != "clamp":
        assert np.isnan(numbers(getattr(rg, name)(rg.zeros(19), x))).all()


def test_special_values_of_the_functions(isa):
    inf, nan = float("inf"), float("nan")
    x = rg.tensor([0.0, -0.0, inf, -inf, nan, 1e-40, 100.0, -100.0])
    with np.errstate(all="ignore"):
        for name in ("exp", "log", "sqrt", "tanh", "abs"):
            want = getattr(np, name)(x.numpy().astype(np.float64)).astype(np.float32)
            np.testing.assert_allclose(numbers(getattr(rg, name)(x)), want, rtol=2e-6, atol=0)
    np.testing.assert_allclose(
        numbers(rg.sigmoid(rg.tensor([inf, -inf, 200.0, -200.0]))), [1, 0, 1, 0], atol=1e-38
    )
