"""Threads: the same bits for any number of them."""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg

RNG = np.random.default_rng(0)
LONG = rg.tensor(RNG.standard_normal(3_000_001).astype(np.float32))
TALL = rg.tensor(RNG.standard_normal((4001, 301)).astype(np.float32))
SQUARE = rg.tensor(RNG.standard_normal((310, 290)).astype(np.float32))

WORK = {
    "sum": lambda: LONG.sum(),
    "mean": lambda: LONG.mean(),
    "sum_columns": lambda: TALL.sum(0),
    "sum_rows": lambda: TALL.sum(1),
    "sum_transposed": lambda: TALL.t().sum(0),
    "prod": lambda: (LONG.abs() + 0.3).prod(),
    "exp": lambda: LONG.exp(),
    "matmul": lambda: SQUARE @ SQUARE.t(),
    "matmul_transposed": lambda: SQUARE.t() @ SQUARE,
    "matmul_float64": lambda: SQUARE.double() @ SQUARE.t().double(),
    "mv": lambda: TALL @ TALL[0],
    "dot": lambda: rg.dot(LONG, LONG),
    "softmax": lambda: rg.softmax(TALL, 1),
    "max": lambda: LONG.max(),
    "loss": lambda: rg.nn.functional.binary_cross_entropy_with_logits(TALL, TALL.sigmoid()),
}


def bits(t) -> bytes:
    return t.detach().contiguous().numpy().tobytes()


@pytest.mark.parametrize("name", WORK)
def test_results_are_the_same_bits_for_1_2_and_4_threads(name, isa, threads):
    results = []
    for n in (1, 2, 4, 3):
        rg.set_num_threads(n)
        assert rg.get_num_threads() == n
        results.append(bits(WORK[name]()))
    assert len(set(results)) == 1


def test_a_training_step_is_the_same_bits_for_1_2_and_4_threads(threads):
    x, t = TALL[:2000], TALL[:2000, :2]
    results = []
    for n in (1, 2, 4):
        rg.set_num_threads(n)
        w1 = (SQUARE[:301] * 0.1).requires_grad_()
        w2 = (SQUARE[:290, :2] * 0.1).requires_grad_()
        for _ in range(3):
            loss = rg.nn.functional.mse_loss(rg.tanh(x @ w1) @ w2, t)
            loss.backward()
            with rg.no_grad():
                for w in (w1, w2):
                    w -= 0.1 * w.grad
                    w.grad = None
        results.append((bits(w1), bits(w2), bits(loss)))
    assert len(set(results)) == 1


def test_repeated_runs_give_the_same_bits():
    for name in ("sum", "matmul", "softmax"):
        assert len({bits(WORK[name]()) for _ in range(5)}) == 1


@pytest.mark.parametrize("wrong", [0, -1, "2", 1.5, None])
def test_a_number_of_threads_that_is_none(wrong):
    before = rg.get_num_threads()
    with pytest.raises((ValueError, TypeError, RuntimeError)):
        rg.set_num_threads(wrong)
    assert rg.get_num_threads() == before
