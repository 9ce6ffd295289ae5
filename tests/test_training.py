"""A real training run: two layers, BCE with logits, the Wisconsin breast-cancer data."""

from __future__ import annotations

import numpy as np
import pytest
import reference as ref
import retrograd as rg

datasets = pytest.importorskip("sklearn.datasets")

HIDDEN, RATE, STEPS = 16, 0.5, 50


@pytest.fixture(scope="module")
def data():
    """Standardised features and labels, split in training and held-out rows."""
    x, t = datasets.load_breast_cancer(return_X_y=True)
    order = np.random.default_rng(0).permutation(len(x))
    x, t = x[order], t[order].astype(np.float64)[:, None]
    kept = 400
    mean, scale = x[:kept].mean(0), x[:kept].std(0)
    x = (x - mean) / scale
    return x[:kept], t[:kept], x[kept:], t[kept:]


def parameters(features: int) -> list[np.ndarray]:
    rng = np.random.default_rng(1)
    return [
        rng.standard_normal((features, HIDDEN)) / np.sqrt(features),
        np.zeros(HIDDEN),
        rng.standard_normal((HIDDEN, 1)) / np.sqrt(HIDDEN),
        np.zeros(1),
    ]


def engine_run(x, t, steps: int):
    """Plain gradient descent on the engine; the loss of every step, and the classifier."""
    x, t = rg.tensor(x, dtype=rg.float32), rg.tensor(t, dtype=rg.float32)
    params = [rg.tensor(p, dtype=rg.float32, requires_grad=True) for p in parameters(x.shape[1])]

    def forward(x):
        w1, b1, w2, b2 = params
        return rg.tanh(x @ w1 + b1) @ w2 + b2

    losses = []
    for _ in range(steps):
        loss = rg.nn.functional.binary_cross_entropy_with_logits(forward(x), t)
        loss.backward()
        losses.append(loss.item())
        with rg.no_grad():
            for p in params:
                p -= RATE * p.grad
                p.grad.zero_()
    return losses, forward


def numpy_run(x, t, steps: int) -> list[float]:
    """The same with every derivative written out, in float64."""
    w1, b1, w2, b2 = parameters(x.shape[1])
    losses = []
    for _ in range(steps):
        h = np.tanh(x @ w1 + b1)
        z = h @ w2 + b2
        losses.append(float(ref.binary_cross_entropy_with_logits(z, t)))
        dz = (ref.sigmoid(z) - t) / len(x)
        dh = dz @ w2.T * (1 - h * h)
        w2, b2 = w2 - RATE * (h.T @ dz), b2 - RATE * dz.sum(0)
        w1, b1 = w1 - RATE * (x.T @ dh), b1 - RATE * dh.sum(0)
    return losses


def test_loss_curve_equals_that_of_plain_numpy(data):
    x, t, _, _ = data
    got, _ = engine_run(x, t, STEPS)
    np.testing.assert_allclose(got, numpy_run(x, t, STEPS), rtol=0, atol=1e-4)
    assert got[-1] < 0.3 * got[0]


def test_classifier_is_right_on_95_percent_of_held_out_rows(data):
    x, t, held_x, held_t = data
    _, forward = engine_run(x, t, 2 * STEPS)
    with rg.no_grad():
        guess = forward(rg.tensor(held_x, dtype=rg.float32)) > 0
    right = (guess == rg.tensor(held_t).bool()).float().mean().item()
    assert right >= 0.95


def test_training_leaves_no_graph_behind(data, counts):
    x, t, _, _ = data
    engine_run(x, t, 2)
    before = counts()
    engine_run(x, t, 5)
    assert counts() == before
