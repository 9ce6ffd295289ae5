"""Numbers of the gamma family and of counts: torch's streams, their laws, and how they move with
their parameters.

The streams are torch 2.13's with seed 0. The slopes are of the quantile functions, by differences
in 50 digits.
"""

from __future__ import annotations

import math
import signal
import threading

import numpy as np
import pytest
import retrograd as rg
from retrograd import _core
from scipy import special, stats

STREAMS = [
    (
        "_standard_gamma(tensor([1e-3, 0.3, 1.0, 2.5, 100.0]))",
        [1.17549435e-38, 0.00791742187, 1.05320406, 3.6491127, 93.8281326],
    ),
    (
        "_standard_gamma(tensor([[0.5, 3.0], [7.0, 1.0]]).t().double())",
        [0.000789358206, 4.26728923, 2.93723577, 0.283978276],
    ),
    (
        "_sample_dirichlet(tensor([[1.0, 0.5], [3.0, 4.0]]))",
        [0.9980914, 0.00190858892, 0.528192699, 0.471807301],
    ),
    ("_sample_dirichlet(tensor([1e-4, 1e-4]).double())", [0.5, 0.5]),
    ("binomial(tensor([5.0, 30.0, 1000.0]), tensor([0.3, 0.7, 0.9]))", [3.0, 20.0, 902.0]),
    (
        "binomial(tensor([[50.0], [4.0]]).double(), tensor([0.5, 0.1]).double())",
        [25.0, 5.0, 1.0, 0.0],
    ),
    ("binomial(tensor([3.0, 3.0, -1.0, 3.5]), tensor([-1.0, 2.0, 0.5, 0.5]))", [0, 3, 0, 2]),
]

GAMMA_SLOPES = [
    (0.03, 5.752818817068967e-201, 8.83136296165159e-197),
    (0.1, 6.073048362408003e-61, 8.394779309290517e-58),
    (1, 1.0000005000003338e-06, 1.4238308881371559e-05),
    (9, 0.9855689567294741, 0.2763095710091181),
    (15, 3.1001468691717977, 0.4149528013108158),
    (19.9, 5.315433981962292, 0.48493322420066787),
    (20.1, 5.412657222852883, 0.48729388770859255),
    (60, 30.075637249346656, 0.6960202925335927),
    (500, 400.81221880343287, 0.8938108807509757),
    (10000.0, 9531.835117189807, 0.9762339288834874),
]
BETA_SLOPES = [
    (0.01, 0.01, 0.5, 2534.8942321862337),
    (1, 1, 0.99, 0.9949832494966426),
    (50, 0.1, 0.8262750978516453, 0.018311335442613187),
    (2, 3, 0.5824535745243333, 0.28081875424792807),
    (0.1, 10, 6.35634284678593e-22, 2.931637459972299e-19),
    (5, 80, 0.13201566903394482, 0.01781196541336584),
    (100, 100, 0.336386618490606, 0.00408733088627159),
    (1000, 3, 0.9957343657245464, 0.0009968686492658131),
    (1000, 1200, 0.5051807080751585, 0.00047912640801499226),
]


def double(x):
    return rg.tensor(x, dtype=rg.float64)


@pytest.mark.parametrize(("call", "want"), STREAMS, ids=[call for call, _ in STREAMS])
def test_numbers_are_those_of_torch(call, want):
    rg.manual_seed(0)
    y = eval(call, vars(_core))
    assert y.flatten().tolist() == pytest.approx(want, rel=1e-6)


@pytest.mark.parametrize("a", [0.05, 0.7, 1.0, 4.0, 300.0])
def test_gamma_numbers_have_the_law_that_they_should(a):
    g = rg.Generator().manual_seed(1)
    y = rg._standard_gamma(rg.full((4000,), a, dtype=rg.float64), g).numpy()
    assert stats.kstest(y, stats.gamma(a).cdf).pvalue > 0.01


@pytest.mark.parametrize(("n", "p"), [(7, 0.4), (1000, 0.002), (60, 0.5), (5000, 0.9)])
def test_binomial_numbers_have_the_law_that_they_should(n, p):
    g = rg.Generator().manual_seed(2)
    y = rg.binomial(rg.full((4000,), float(n)), rg.tensor(p), generator=g).numpy()
    law = stats.binom(n, p)
    cuts = sorted(set(law.ppf([0.1, 0.3, 0.5, 0.7, 0.9])))
    counts = np.histogram(y, [-1, *(c + 0.5 for c in cuts), n + 1])[0]
    shares = np.diff([0, *law.cdf(cuts), 1])
    assert stats.chisquare(counts, 4000 * shares / shares.sum()).pvalue > 0.01


def test_rows_of_dirichlet_sum_to_1_with_the_means_that_they_should():
    a = double([0.3, 2.0, 5.0])
    x = rg._sample_dirichlet(a.expand(4000, 3), rg.Generator().manual_seed(3))
    assert x.sum(-1).numpy() == pytest.approx(1)
    assert x.mean(0).tolist() == pytest.approx((a / a.sum()).tolist(), abs=0.01)
    assert stats.kstest(x[:, 1].numpy(), stats.beta(2.0, 5.3).cdf).pvalue > 0.01


def test_gamma_numbers_move_with_their_shape_along_a_quantile():
    a, x, want = double(GAMMA_SLOPES).unbind(1)
    assert rg._standard_gamma_grad(a, x).tolist() == pytest.approx(want.tolist(), rel=1e-12)
    assert rg._standard_gamma_grad(double([2.0, 2.0]), double([0.0, math.inf]))[0] == 0
    assert rg._standard_gamma_grad(double(-1.0), double(1.0)).isnan()


def test_beta_numbers_move_with_their_first_parameter_along_a_quantile():
    a, b, x, want = double(BETA_SLOPES).unbind(1)
    assert rg._dirichlet_grad(x, a, a + b).tolist() == pytest.approx(want.tolist(), rel=1e-11)
    assert rg._dirichlet_grad(double(0.0), double(1.0), double(2.0)) == 0
    assert rg._dirichlet_grad(double(0.5), double(2.0), double(1.0)).isnan()


def test_the_gradient_of_a_gamma_number_is_its_slope():
    a = double([0.4, 3.0, 40.0]).requires_grad_()
    y = rg._standard_gamma(a)
    assert y.grad_fn.name() == "StandardGammaBackward0"
    (y * double([1.0, 2.0, 3.0])).sum().backward()
    share = special.gammainc(a.detach().numpy(), y.detach().numpy())
    h = 1e-5 * a.detach().numpy()
    above, below = (special.gammaincinv(a.detach().numpy() + e, share) for e in (h, -h))
    assert a.grad.numpy() == pytest.approx((above - below) / (2 * h) * [1, 2, 3], rel=1e-5)


def test_the_gradient_of_dirichlet_moves_means_as_it_should():
    a = double([0.5, 2.0, 4.0])
    rows = a.expand(20_000, 3).clone().requires_grad_()
    x = rg._sample_dirichlet(rows, rg.Generator().manual_seed(4))
    x[:, 0].sum().backward()
    total = a.sum()
    want = (rg.eye(3, dtype=rg.float64)[0] * total - a[0]) / total**2  # d mean_0 / d a
    assert rows.grad.mean(0).tolist() == pytest.approx(want.tolist(), abs=2e-3)
    assert (x.sum(-1) - 1).abs().max() < 1e-12


def test_results_have_types_and_shapes_of_their_own():
    assert rg._standard_gamma(rg.ones(2, 3).t()).is_contiguous()
    assert rg._standard_gamma(rg.ones(())).shape == rg._sample_dirichlet(rg.ones(())).shape == ()
    assert rg._standard_gamma(rg.ones(0, 3)).shape == rg._sample_dirichlet(rg.ones(0, 3)).shape
    assert rg._sample_dirichlet(rg.ones(3, 0)).shape == (3, 0)
    assert rg.binomial(rg.ones(2, 1), rg.ones(3)).shape == (2, 3)
    assert rg.binomial(rg.ones(0), rg.ones(0)).dtype is rg.float32
    assert rg.binomial(double(math.inf), double(0.5)).isnan()
    assert rg.binomial(double([1e15, 1e300]), double([0.5, 1e-299])).isfinite().all()
    assert rg._standard_gamma_grad(rg.ones(2, 1), rg.ones(3)).shape == (2, 3)


@pytest.mark.parametrize(
    "call",
    [
        lambda: rg._standard_gamma(rg.ones(2).half()),
        lambda: rg._standard_gamma(rg.tensor([1])),
        lambda: rg._standard_gamma_grad(rg.ones(2), rg.ones(2).double()),
        lambda: rg._standard_gamma_grad(rg.ones(2), rg.ones(3)),
        lambda: rg._sample_dirichlet(rg.ones(2).bfloat16()),
        lambda: rg._dirichlet_grad(rg.ones(2), rg.ones(2), rg.ones(2).double()),
        lambda: rg.binomial(rg.ones(2), rg.ones(2).double()),
        lambda: rg.binomial(rg.ones(2).half(), rg.ones(2).half()),
        lambda: rg.binomial(rg.ones(2), rg.ones(3)),
    ],
)
def test_what_torch_refuses_is_refused_before_anything_is_drawn(call):
    state = rg.get_rng_state()
    with pytest.raises(RuntimeError):
        call()
    assert rg.equal(rg.get_rng_state(), state)


def test_derivatives_that_are_not_there_are_not_taken_for_0():
    a = double([0.5, 2.0]).requires_grad_()
    y = rg._standard_gamma(a)
    (slope,) = rg.autograd.grad(y.sum(), a, create_graph=True)
    for z in (slope, rg.binomial(a, a), rg._dirichlet_grad(a * 0.2, a, a + 1)):
        with pytest.raises(NotImplementedError):
            z.sum().backward()


def test_ctrl_c_ends_long_draws():
    a = rg.full((20_000_000,), 0.5)
    timer = threading.Timer(0.1, lambda: signal.raise_signal(signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        rg._standard_gamma(a)
    timer.join()
