"""What distributions do beside their figures: second derivatives, warnings, caches, own classes."""

from __future__ import annotations

import copy
import pickle

import pytest
import retrograd as rg
import retrograd.distributions as d
from retrograd.autograd import gradgradcheck


def double(*numbers):
    return rg.tensor(numbers, dtype=rg.float64, requires_grad=True)


@pytest.mark.parametrize(
    "cls", [d.Normal, d.Laplace, d.Cauchy, d.Gumbel, d.LogNormal, d.Weibull, d.Pareto]
)
def test_log_prob_can_be_differentiated_twice(cls):
    inputs = double(0.5, 0.8), double(1.5, 0.7), double(2.3, 1.7)
    assert gradgradcheck(lambda a, b, x: cls(a, b).log_prob(x), inputs)


def test_the_entropy_of_a_family_can_be_differentiated_by_its_normalizer():
    scale = double(0.5, 2.0)
    y = d.ExponentialFamily.entropy(d.Normal(0.0, scale))
    assert y.tolist() == pytest.approx(d.Normal(0.0, scale).entropy().tolist(), rel=1e-6)


def test_of_rules_that_are_equally_near_the_first_is_taken_with_a_warning():
    class A(d.Normal): ...

    class B(d.Normal): ...

    d.register_kl(A, d.Normal)(lambda p, q: 1)
    d.register_kl(d.Normal, B)(lambda p, q: 2)
    with pytest.warns(RuntimeWarning, match=r"\(A, Normal\) and \(Normal, B\)"):
        assert d.kl_divergence(A(0.0, 1.0), B(0.0, 1.0)) == 1
    assert d.kl_divergence(d.Normal(0.0, 1.0), B(0.0, 1.0)) == 2


def test_a_class_with_its_own_init_must_have_its_own_expand():
    class Narrow(d.Normal):
        def __init__(self, loc):
            super().__init__(loc, 0.1)

    with pytest.raises(NotImplementedError, match="Narrow has its own __init__"):
        Narrow(0.0).expand((2,))


def test_arguments_are_checked_unless_one_says_otherwise():
    d.Distribution.set_default_validate_args(False)
    try:
        assert d.Normal(0.0, -1.0).scale == -1
    finally:
        d.Distribution.set_default_validate_args(True)
    with pytest.raises(ValueError, match="Normal: scale of shape"):
        d.Normal(0.0, -1.0)
    with pytest.warns(FutureWarning, match="sample_n"):
        assert d.Normal(0.0, 1.0).sample_n(3).shape == (3,)


def test_a_transform_survives_pickle_and_copy_without_its_inverse():
    transform = d.ComposeTransform([d.ExpTransform(cache_size=1), d.AffineTransform(1.0, 2.0)])
    inverse = transform.inv
    for again in (pickle.loads(pickle.dumps(transform)), copy.deepcopy(transform)):
        assert again == transform and again.inv == inverse


def test_distributions_survive_pickle_and_copy():
    normal = d.Independent(d.LogNormal(rg.zeros(2), 1.0), 1)
    for again in (pickle.loads(pickle.dumps(normal)), copy.deepcopy(normal)):
        assert rg.equal(again.log_prob(rg.ones(2)), normal.log_prob(rg.ones(2)))
