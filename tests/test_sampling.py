"""Random numbers with parameters for each element: torch's streams, and what is refused.

Figures are torch 2.13's, with seed 0.
"""

from __future__ import annotations

import math
import signal
import threading

import numpy as np
import pytest
import retrograd as rg

W = [0.1, 0.2, 0.3, 0.4]
ROWS = [W, [0.0, 0.0, 1.0, 1.0]]
RATES = [0.0, 0.5, 3.0, 9.99, 10.0, 30.0, 1000.0]

STREAMS = [
    ("normal(zeros(3), ones(3))", [1.5409961, -0.2934289, -2.1787894]),
    ("normal(arange(3.0), 2.0)", [3.0819921, 0.4131422, -2.3575788]),
    ("normal(arange(3.0))", [1.5409961, 0.7065711, -0.17878938]),
    ("normal(1.0, arange(3.0))", [1.0, 0.7065711, -3.3575788]),
    ("normal(1, 2, (2, 2), dtype=float64)", [4.0819922, 0.41314219, -3.3575788, 2.1368626]),
    ("normal(mean=zeros(2, 1), std=ones(2))", [1.5409961, -0.2934289, -2.1787894, 0.56843126]),
    ("normal(zeros(20), ones(20))[:3]", [-1.1258398, -1.1523602, -0.25057858]),
    ("normal(zeros(2, 20).t(), ones(20, 2))[1]", [-0.25057858, -0.43387881]),
    (f"multinomial(tensor({W}), 2)", [2, 1]),
    (f"multinomial(tensor({W}), 1)", [2]),
    (f"multinomial(tensor({W}), 6, True)", [3, 3, 2, 3, 3, 3]),
    (f"multinomial(tensor({ROWS}), 2)", [2, 1, 2, 3]),
    (f"tensor({ROWS}).multinomial(5, True)", [3, 3, 2, 3, 3, 3, 2, 2, 3, 2]),
    (f"multinomial(tensor({ROWS}).double(), 5, True)", [3, 3, 2, 3, 3, 3, 2, 2, 3, 2]),
    ("multinomial(tensor([0.5, 0.5]).half(), 4, True)", [1, 1, 0, 1]),
    ("multinomial(tensor([[.1, .2, .7], [.3, .3, .4]]).t(), 2)", [1, 0, 1, 0, 0, 1]),
    (f"poisson(tensor({RATES}))", [0, 2, 4, 10, 13, 33, 1002]),
    (f"poisson(tensor({RATES}).double())", [0, 2, 4, 10, 13, 33, 1002]),
    ("poisson(tensor([5.0, 50.0]).half())", [8, 45]),
    ("zeros(3).cauchy_()", [10.59773, 0.76476729, -0.12829934]),
    ("zeros(3).double().cauchy_(1, 2)", [22.195459, 2.5295345, 0.74340132]),
    ("zeros(2, 3).t().cauchy_()[0]", [10.59773, 3.9330733]),
    ("zeros(3).log_normal_()", [59.263416, 1.51156, 0.034819461]),
    ("zeros(20).log_normal_(0, 0.5)[:3]", [2.1608422, 0.86354053, 0.33642006]),
    ("zeros(5).geometric_(0.3)", [1, 1, 3, 1, 2]),
    ("zeros(5, dtype=int8).geometric_(0.3)", [1, 1, 3, 1, 2]),
    ("zeros(2, 3).t().geometric_(0.3)", [1, 1, 1, 2, 3, 1]),
]


@pytest.mark.parametrize(("call", "want"), STREAMS, ids=[call for call, _ in STREAMS])
def test_numbers_are_those_of_torch(call, want):
    rg.manual_seed(0)
    y = eval(call, vars(rg))
    assert y.flatten().tolist() == pytest.approx(want, rel=2e-6)


def test_distributions_have_the_moments_that_they_should():
    g = rg.Generator().manual_seed(5)
    n = 20_000
    for rate in (0.7, 6.0, 40.0):
        y = rg.poisson(rg.full((n,), rate, dtype=rg.float64), g)
        assert y.mean().item() == pytest.approx(rate, abs=4 * math.sqrt(rate / n))
        assert y.var().item() == pytest.approx(rate, rel=0.05)
    y = rg.empty(n).geometric_(0.2, generator=g)
    assert y.mean().item() == pytest.approx(5, rel=0.05) and y.min() == 1
    assert rg.empty(n).cauchy_(3, 2, generator=g).median().item() == pytest.approx(3, abs=0.1)
    counts = np.bincount(rg.multinomial(rg.tensor(W), n, True, generator=g).numpy(), minlength=4)
    np.testing.assert_allclose(counts / n, W, atol=0.015)
    mean = rg.normal(rg.full((n,), 2.0), rg.full((n,), 3.0), generator=g)
    assert (mean.mean().item(), mean.std().item()) == pytest.approx((2, 3), abs=0.1)


def test_without_replacement_nothing_comes_twice_and_nothing_of_weight_0_early():
    w = rg.tensor([[0.0, 1.0, 2.0, 3.0, 0.0]] * 50)
    y = rg.multinomial(w, 3)
    assert sorted(set(map(tuple, y.sort(1).values.tolist()))) == [(1, 2, 3)]
    assert not (rg.multinomial(w, 100, True) % 4 == 0).any()


def test_results_have_types_and_shapes_of_their_own_and_can_be_given():
    assert rg.multinomial(rg.ones(3), 2, out=rg.empty(2, dtype=rg.int64)).dtype is rg.int64
    out = rg.empty(2, dtype=rg.float64)
    rg.manual_seed(3)
    want = rg.normal(0.0, 1.0, (2,), dtype=rg.float64)
    rg.manual_seed(3)
    assert rg.normal(0.0, 1.0, (2,), out=out) is out and rg.equal(out, want)
    assert rg.normal(rg.zeros(2), rg.ones(2), out=rg.empty(2)).shape == (2,)
    assert rg.normal(rg.zeros(2).half(), 1.0).dtype is rg.float16
    assert rg.normal(rg.zeros(2).double(), rg.ones(2)).dtype is rg.float64
    assert rg.normal(0.0, 1.0, (2,), requires_grad=True).is_leaf
    assert rg.multinomial(rg.ones(0, 3), 2).shape == (0, 2)
    assert rg.normal(rg.zeros(0), rg.ones(0)).shape == rg.poisson(rg.zeros(0)).shape == (0,)
    assert rg.zeros(3, dtype=rg.uint8).geometric_(1e-12).tolist() == [255] * 3


def test_parameters_have_a_gradient_of_0():
    a, b = rg.ones(2, 1, requires_grad=True), rg.ones(3, requires_grad=True)
    for y, name in (
        (rg.normal(a, b), "NormalBackward3"),
        (rg.normal(a, 1.0), "NormalBackward1"),
        (rg.normal(1.0, b), "NormalBackward2"),
        (rg.poisson(a), "PoissonBackward0"),
        ((a * 2).cauchy_(), "CauchyBackward0"),
        ((a * 2).log_normal_(), "LogNormalBackward0"),
        ((a * 2).geometric_(0.5), "GeometricBackward0"),
    ):
        assert y.grad_fn.name() == name
        y.sum().backward()
    assert not a.grad.any() and not b.grad.any()
    assert not rg.multinomial(b, 2).requires_grad
    for method in ("cauchy_", "log_normal_"):
        with pytest.raises(RuntimeError):
            getattr(b, method)()


INF, NAN = math.inf, math.nan


@pytest.mark.parametrize(
    "call",
    [
        lambda: rg.normal(rg.zeros(2), rg.ones(3)),
        lambda: rg.normal(rg.zeros(2), -1.0),
        lambda: rg.normal(rg.zeros(2), rg.tensor([1.0, -1.0])),
        lambda: rg.normal(rg.zeros(2), rg.tensor([1.0, NAN])),
        lambda: rg.normal(0.0, -1.0, (2,)),
        lambda: rg.normal(rg.tensor([1]), 1.0),
        lambda: rg.normal(0.0, 1.0, (2,), dtype=rg.int64),
        lambda: rg.multinomial(rg.ones(3), 4),
        lambda: rg.multinomial(rg.ones(3), 0),
        lambda: rg.multinomial(rg.zeros(3), 1),
        lambda: rg.multinomial(rg.tensor([[1.0, 1.0], [0.0, 0.0]]), 2, True),
        lambda: rg.multinomial(rg.tensor([1.0, -1.0]), 1),
        lambda: rg.multinomial(rg.tensor([1.0, NAN]), 1),
        lambda: rg.multinomial(rg.tensor([1.0, INF]), 2, True),
        lambda: rg.multinomial(rg.tensor([3e38, 3e38]), 2, True),
        lambda: rg.multinomial(rg.tensor([1, 2]), 1),
        lambda: rg.multinomial(rg.tensor(1.0), 1),
        lambda: rg.multinomial(rg.ones(2, 2, 2), 1),
        lambda: rg.multinomial(rg.ones(2, 0), 1, True),
        lambda: rg.poisson(rg.tensor([-1.0])),
        lambda: rg.poisson(rg.tensor([NAN])),
        lambda: rg.poisson(rg.tensor([INF])),
        lambda: rg.poisson(rg.tensor([1])),
        lambda: rg.ones(2).cauchy_(0, 0),
        lambda: rg.ones(2).cauchy_(0, NAN),
        lambda: rg.tensor([1]).cauchy_(),
        lambda: rg.ones(2).log_normal_(0, 0),
        lambda: rg.tensor([1]).log_normal_(),
        lambda: rg.ones(2).geometric_(0.0),
        lambda: rg.ones(2).geometric_(1.0),
        lambda: rg.ones(2).geometric_(NAN),
        lambda: rg.ones(2).bool().geometric_(0.5),
    ],
)
def test_parameters_that_cannot_be_are_refused_before_anything_is_drawn(call):
    state = rg.get_rng_state()
    with pytest.raises(RuntimeError):
        call()
    assert rg.equal(rg.get_rng_state(), state)


def test_extreme_rates_end():
    y = rg.poisson(rg.tensor([1e-300, 1e18, 1e300], dtype=rg.float64))
    assert y[0] == 0 and y[1:].tolist() == pytest.approx([1e18, 1e300])
    big = np.finfo(np.float32).max
    assert rg.poisson(rg.tensor([big])).item() == pytest.approx(big)
    assert rg.ones(3).double().geometric_(1e-300).isfinite().all()


def test_ctrl_c_ends_long_draws():
    rates = rg.full((20_000_000,), 9.0)
    timer = threading.Timer(0.1, lambda: signal.raise_signal(signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        rg.poisson(rates)
    timer.join()
