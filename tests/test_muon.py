"""Muon moves matrices along the product of the singular vectors of their gradients."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg


def moved(shape, **settings):
    """How far one step moves a matrix, and U V^T of its gradient."""
    rng = np.random.default_rng(0)
    grad = rng.standard_normal(shape)
    p = rg.zeros(shape, dtype=rg.float64).requires_grad_()
    p.grad = rg.tensor(grad)
    rg.optim.Muon([p], lr=1.0, weight_decay=0.5, **settings).step()
    u, _, v = np.linalg.svd(grad, full_matrices=False)
    return -np.array(p.tolist()), u @ v


@pytest.mark.parametrize("shape", [(4, 4), (6, 3), (3, 6)])
def test_the_step_has_singular_values_near_1(shape):
    step, rotation = moved(shape)
    scale = max(1, shape[0] / shape[1]) ** 0.5
    values = np.linalg.svd(step / scale, compute_uv=False)
    assert ((values > 0.6) & (values < 1.3)).all()
    assert (step * rotation).sum() / np.linalg.norm(step) / np.linalg.norm(rotation) > 0.95


def test_the_rate_is_adjusted_to_that_of_adamw():
    plain, _ = moved((6, 3), nesterov=False)
    other, _ = moved((6, 3), nesterov=False, adjust_lr_fn="match_rms_adamw")
    assert other == pytest.approx(plain / 2**0.5 * 0.2 * 6**0.5, rel=1e-6)


def test_weights_decay_and_the_state_is_that_of_torch():
    p = rg.eye(3, dtype=rg.float64).requires_grad_()
    p.grad = rg.zeros(3, 3, dtype=rg.float64)
    optimizer = rg.optim.Muon([p], lr=0.5, weight_decay=0.5)
    optimizer.step()
    assert p.diagonal().tolist() == [0.75] * 3
    assert list(optimizer.state[p]) == ["momentum_buffer"]


def test_wrong_settings_are_named():
    matrix = rg.ones(2, 2, requires_grad=True)
    for settings, said in (
        ({"adjust_lr_fn": "adam"}, "adjust_lr_fn"),
        ({"ns_steps": 100}, "ns_steps"),
        ({"ns_coefficients": (1.0, 2.0)}, "ns_coefficients"),
        ({"momentum": -1}, "momentum"),
    ):
        with pytest.raises(ValueError, match=said):
            rg.optim.Muon([matrix], **settings)
    with pytest.raises(ValueError, match="matrices"):
        rg.optim.Muon([rg.ones(2, requires_grad=True)])
