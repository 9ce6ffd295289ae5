"""Divergences of the gamma and beta families, and between them and other continuous ones."""

from __future__ import annotations

import math

from .._core import Tensor
from ._divergence import register_kl
from ._kl_continuous import _infinite, _to_exponential, _to_gumbel, _to_normal, _to_uniform
from .beta import Beta
from .continuous_bernoulli import ContinuousBernoulli
from .dirichlet import Dirichlet
from .distribution import Distribution
from .exponential import Exponential
from .gamma import Gamma
from .gumbel import Gumbel
from .laplace import Laplace
from .normal import Normal
from .pareto import Pareto
from .uniform import Uniform
from .utils import euler_constant

# All that the first of these can be, the others cannot.
for _p, _qs in {
    Exponential: (Beta, ContinuousBernoulli),
    Gamma: (Beta, ContinuousBernoulli, Pareto, Uniform),
    Gumbel: (Beta, ContinuousBernoulli, Gamma),
    Laplace: (Beta, ContinuousBernoulli, Gamma),
    Normal: (Beta, ContinuousBernoulli, Gamma),
    Pareto: (Beta, ContinuousBernoulli),
    Beta: (Pareto,),
    ContinuousBernoulli: (Pareto,),
}.items():
    for _q in _qs:
        register_kl(_p, _q)(_infinite)
for _p in (Beta, ContinuousBernoulli):
    register_kl(_p, Exponential)(_to_exponential)
    register_kl(_p, Uniform)(_to_uniform)
register_kl(Gamma, Exponential)(_to_exponential)
for _p in (Beta, ContinuousBernoulli, Gamma):
    register_kl(_p, Normal)(_to_normal)


@register_kl(Gamma, Gamma)
def _gamma_gamma(p: Gamma, q: Gamma) -> Tensor:
    a, b, c, d = p.concentration, p.rate, q.concentration, q.rate
    norms = c * (b / d).log() + c.lgamma() - a.lgamma()
    return norms + (a - c) * a.digamma() + (d - b) * (a / b)


@register_kl(Beta, Beta)
def _beta_beta(p: Beta, q: Beta) -> Tensor:
    return _dirichlet_dirichlet(p._dirichlet, q._dirichlet)


@register_kl(Dirichlet, Dirichlet)
def _dirichlet_dirichlet(p: Dirichlet, q: Dirichlet) -> Tensor:
    a, c = p.concentration, q.concentration
    total = a.sum(-1)
    norms = total.lgamma() - c.sum(-1).lgamma() - (a.lgamma() - c.lgamma()).sum(-1)
    return norms + ((a - c) * (a.digamma() - total.digamma().unsqueeze(-1))).sum(-1)


@register_kl(Gamma, Gumbel)
def _gamma_gumbel(p: Gamma, q: Gumbel) -> Tensor:
    return _to_gumbel(p, q, -p.concentration * (1 / (p.rate * q.scale)).log1p())


def _to_gamma(p: Distribution, q: Gamma, mean_log: Tensor) -> Tensor:
    """Of E_p[log x]."""
    c, d = q.concentration, q.rate
    return -p.entropy() + c.lgamma() - c * d.log() - (c - 1) * mean_log + d * p.mean


@register_kl(Exponential, Gamma)
def _exponential_gamma(p: Exponential, q: Gamma) -> Tensor:
    return _to_gamma(p, q, -euler_constant - p.rate.log())


@register_kl(Pareto, Gamma)
def _pareto_gamma(p: Pareto, q: Gamma) -> Tensor:
    return _to_gamma(p, q, p.scale.log() + p.alpha.reciprocal())


def _mean_log(low: Tensor, high: Tensor) -> Tensor:
    """The mean of log x between two numbers."""
    return (high.xlogy(high) - low.xlogy(low)) / (high - low) - 1


@register_kl(Uniform, Gamma)
def _uniform_gamma(p: Uniform, q: Gamma) -> Tensor:
    return _to_gamma(p, q, _mean_log(p.low, p.high)).masked_fill(p.low < 0, math.inf)


@register_kl(Uniform, Beta)
def _uniform_beta(p: Uniform, q: Beta) -> Tensor:
    a, b = q.concentration1, q.concentration0
    norms = a.lgamma() + b.lgamma() - (a + b).lgamma() - p.entropy()
    powers = (a - 1) * _mean_log(p.low, p.high) + (b - 1) * _mean_log(1 - p.high, 1 - p.low)
    return (norms - powers).masked_fill((p.low < 0) | (p.high > 1), math.inf)


@register_kl(Beta, Gamma)
def _beta_gamma(p: Beta, q: Gamma) -> Tensor:
    total = p.concentration1 + p.concentration0
    return _to_gamma(p, q, p.concentration1.digamma() - total.digamma())


def _to_continuous_bernoulli(p: Distribution, q: ContinuousBernoulli) -> Tensor:
    return -p.entropy() - p.mean * q.logits - (-q.probs).log1p() - q._cont_bern_log_norm()


register_kl(Beta, ContinuousBernoulli)(_to_continuous_bernoulli)
register_kl(ContinuousBernoulli, ContinuousBernoulli)(_to_continuous_bernoulli)


@register_kl(Uniform, ContinuousBernoulli)
def _uniform_continuous_bernoulli(p: Uniform, q: ContinuousBernoulli) -> Tensor:
    outside = (p.low < 0) | (p.high > 1)
    return _to_continuous_bernoulli(p, q).masked_fill(outside, math.inf)
