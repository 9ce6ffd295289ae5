"""First derivatives: each vjp against central differences of the numpy reference in float64.

One random direction per call: <u, J v> from the reference must equal <J^T u, v> from backward.
"""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg
from draw import LAYOUTS, directional, draw, generator, widen
from op_table import DIFFERENTIABLE

STRIDED = [(case, layout) for case in DIFFERENTIABLE for layout in case.layouts()]
RTOL = {"float32": 3e-4, "float64": 1e-6}


def leaf(x: np.ndarray, wanted: bool):
    t = rg.tensor(x)
    return t.requires_grad_() if wanted else t


def numbers(y) -> np.ndarray:
    return y.detach().numpy()


def check(case, call, dtype, arrays, tensors, leaves):
    """Compare the gradients that backward leaves in ``leaves`` with differences."""
    rng = generator(case.name, repr(call), "direction")
    y = case.run(rg, tensors, call, dtype)
    u = rng.uniform(0.5, 1.5, tuple(y.shape)) * rng.choice([-1, 1], tuple(y.shape))
    y.backward(rg.tensor(u, dtype=y.dtype))

    floating = [i for i in case.grads if i < len(arrays)]
    xs = widen(case, arrays)
    vs = [rng.uniform(-1, 1, x.shape) if i in floating else 0 * x for i, x in enumerate(xs)]
    got = 0.0
    for i in floating:
        grad = leaves[i].grad
        assert grad.shape == leaves[i].shape
        assert grad.dtype == leaves[i].dtype
        got += float(np.sum(grad.numpy().astype(np.float64) * vs[i]))
    want = directional(lambda xs: case.reference(xs, call), xs, vs, u)
    rtol = RTOL[str(numbers(y).dtype)]
    scale = max(1.0, float(np.sqrt(u.size)))
    assert got == pytest.approx(want, rel=rtol, abs=rtol * scale), str(call)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("case", DIFFERENTIABLE, ids=str)
def test_vjp_matches_finite_differences(case, dtype, isa):
    for call in case.calls:
        arrays = draw(case, call, dtype)
        tensors = [leaf(x, i in case.grads) for i, x in enumerate(arrays)]
        check(case, call, dtype, arrays, tensors, tensors)


@pytest.mark.parametrize(("case", "layout"), STRIDED, ids=str)
def test_vjp_of_strided_inputs_matches_finite_differences(case, layout):
    dtype = "float64"
    for call in case.calls:
        placed = [LAYOUTS[layout](rg, x) for x in draw(case, call, dtype)]
        arrays = [x for _, x in placed]
        tensors = [t.requires_grad_() if i in case.grads else t for i, (t, _) in enumerate(placed)]
        check(case, call, dtype, arrays, tensors, tensors)


@pytest.mark.parametrize("case", DIFFERENTIABLE, ids=str)
def test_expanded_gradients_flow_as_dense_ones_do(case):
    call = case.calls[0]
    arrays = draw(case, call, case.start)
    grads = []
    for expanded in (True, False):
        xs = [leaf(x, i in case.grads) for i, x in enumerate(arrays)]
        y = case.run(rg, xs, call)
        seed = rg.ones((), dtype=y.dtype).expand(y.shape) if expanded else rg.ones_like(y)
        y.backward(seed)
        grads.append([x.grad.numpy() for x in xs if x.requires_grad])
    for one, other in zip(*grads, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("case", DIFFERENTIABLE, ids=str)
def test_only_the_asked_inputs_get_a_gradient(case):
    call = case.calls[0]
    arrays = draw(case, call, case.start)
    for wanted in case.grads[: len(arrays)]:
        xs = [leaf(x, i == wanted) for i, x in enumerate(arrays)]
        y = case.run(rg, xs, call)
        assert y.requires_grad
        assert not y.is_leaf
        y.backward(rg.ones_like(y))
        assert [x.grad is not None for x in xs] == [i == wanted for i in range(len(xs))]


@pytest.mark.parametrize("case", [case for case in DIFFERENTIABLE if len(case.grads) > 1], ids=str)
def test_a_gradient_that_is_asked_for_alone_is_the_same(case):
    for call in case.calls:
        arrays = draw(case, call, case.start)
        xs = [leaf(x, i in case.grads) for i, x in enumerate(arrays)]
        y = case.run(rg, xs, call)
        seed = rg.linspace(0.5, 1.5, y.numel(), dtype=y.dtype).reshape(y.shape)
        wanted = [x for x in xs if x.requires_grad]
        together = rg.autograd.grad(y, wanted, seed, retain_graph=True)
        for x, expected in zip(wanted, together, strict=True):
            (alone,) = rg.autograd.grad(y, x, seed, retain_graph=True)
            assert rg.equal(alone, expected), str(call)
            (recorded,) = rg.autograd.grad(y, x, seed, create_graph=True)
            np.testing.assert_allclose(numbers(recorded), expected.numpy(), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("case", DIFFERENTIABLE, ids=str)
def test_nothing_is_recorded_without_need_or_under_no_grad(case):
    call = case.calls[0]
    arrays = draw(case, call, case.start)
    assert case.run(rg, [rg.tensor(x) for x in arrays], call).grad_fn is None
    with rg.no_grad():
        y = case.run(rg, [leaf(x, i in case.grads) for i, x in enumerate(arrays)], call)
    assert y.grad_fn is None
    assert y.is_leaf
