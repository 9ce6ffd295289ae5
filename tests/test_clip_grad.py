"""Clipping gradients by norm and by value, and parameters as a vector."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg

utils = rg.nn.utils
SHAPES = ((3, 4), (5,), (), (2, 0), (7, 3))


def with_grads(dtype=rg.float64, seed=0, shapes=SHAPES):
    rng = np.random.default_rng(seed)
    params = []
    for shape in shapes:
        p = rg.zeros(shape, dtype=dtype).requires_grad_()
        p.grad = rg.tensor(rng.standard_normal(shape), dtype=dtype)
        params.append(p)
    return [*params, rg.zeros(2, dtype=dtype).requires_grad_()]  # the last one has none


def elements(params):
    return np.concatenate([np.ravel(p.grad.tolist()) for p in params if p.grad is not None])


@pytest.mark.parametrize("order", [2, 1, 3, 0.5, float("inf"), -float("inf"), 0])
def test_the_norm_is_that_of_all_elements(order):
    params = with_grads(shapes=SHAPES[:3] + SHAPES[4:])
    before = elements(params)
    want = np.linalg.norm(before, order)
    if order == 0:  # norms of norms: how many tensors have any
        want = 4
    found = utils.get_total_norm([p.grad for p in params[:-1]], order)
    assert found.item() == pytest.approx(want, rel=1e-12)
    assert utils.clip_grad_norm_(params, 0.5, order).item() == pytest.approx(want, rel=1e-12)
    factor = min(1.0, 0.5 / (want + 1e-6))
    assert elements(params) == pytest.approx(before * factor, rel=1e-12)


@pytest.mark.parametrize("dtype", [rg.float32, rg.float64, rg.float16, rg.bfloat16], ids=str)
def test_gradients_of_every_type_are_clipped(dtype):
    params = with_grads(dtype)
    before = elements(params)
    norm = utils.clip_grad_norm_(params, 1.0)
    tolerance = 2 * rg.finfo(dtype).eps
    assert norm.dtype == dtype and norm.shape == ()
    assert norm.item() == pytest.approx(np.linalg.norm(before), rel=tolerance)
    assert elements(params) == pytest.approx(before / (norm.item() + 1e-6), rel=4 * tolerance)


def test_small_gradients_stay_as_they_are_but_count_as_written():
    params = with_grads()
    before, version = elements(params), params[0].grad._version
    utils.clip_grad_norm_(params, 1e6)
    assert (elements(params) == before).all()
    assert params[0].grad._version == version + 1


def test_long_gradients_and_those_with_gaps_are_clipped():
    p, q = rg.ones(70001, requires_grad=True), rg.ones(50, 2, requires_grad=True)
    p.grad, q.grad = rg.full((70001,), 2.0), rg.full((50, 4), 2.0)[:, ::2]
    norm = utils.clip_grad_norm_((x for x in (p, q)), 1.0)
    assert norm.item() == pytest.approx(2 * 70101**0.5, rel=1e-6)
    assert p.grad[-1].item() == q.grad[7, 1].item() == pytest.approx(2 / norm.item(), rel=1e-5)


def test_a_norm_that_is_not_finite_is_refused_where_that_was_asked_for():
    params = with_grads()
    params[1].grad[0] = float("nan")
    with pytest.raises(RuntimeError, match="nan"):
        utils.clip_grad_norm_(params, 1.0, error_if_nonfinite=True)
    assert np.isfinite(elements(params)).sum() == len(elements(params)) - 1
    assert np.isnan(utils.clip_grad_norm_(params, 1.0).item())
    assert np.isnan(elements(params)).all()


def test_nothing_to_clip_has_the_norm_0():
    assert utils.clip_grad_norm_([], 1.0).item() == 0
    assert utils.clip_grad_norm_(rg.zeros(2, requires_grad=True), 1.0).item() == 0
    with pytest.warns(UserWarning, match="empty"):
        utils.clip_grad_norm_((p for p in ()), 1.0)


def test_clipping_records_nothing_and_goes_by_a_norm_that_is_given():
    x = rg.ones(2, requires_grad=True)
    x.grad = rg.tensor([3.0, 4.0])
    utils.clip_grads_with_norm_(x, 1.0, rg.tensor(10.0))
    assert x.grad.tolist() == pytest.approx([0.3, 0.4], rel=1e-6)
    assert not x.grad.requires_grad
    with pytest.warns(FutureWarning, match="clip_grad_norm_"):
        utils.clip_grad_norm(x, 1.0)


def test_values_are_held_within_bounds():
    params = with_grads()
    before = elements(params)
    utils.clip_grad_value_(params, 0.5)
    assert (elements(params) == np.clip(before, -0.5, 0.5)).all()


def test_parameters_become_a_vector_and_back():
    x, y = rg.ones(2, 2, requires_grad=True), rg.zeros(3, requires_grad=True)
    vector = utils.parameters_to_vector([x, y])
    assert vector.tolist() == [1, 1, 1, 1, 0, 0, 0]
    (vector * rg.arange(7.0)).sum().backward()
    assert y.grad.tolist() == [4, 5, 6]
    utils.vector_to_parameters(rg.arange(7.0), [x, y])
    assert x.tolist() == [[0, 1], [2, 3]] and y.tolist() == [4, 5, 6]
    assert x.requires_grad and x.is_leaf
    with pytest.raises(TypeError, match="list"):
        utils.vector_to_parameters([1.0], [x])
