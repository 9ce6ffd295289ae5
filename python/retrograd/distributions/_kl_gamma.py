"""Divergences of the gamma and beta families, and between them and other continuous ones."""

from __future__ import annotations

import math

from .. import _core
from .._core import Tensor
from ._divergence import register_kl
from .beta import Beta
from .continuous_bernoulli import ContinuousBernoulli
from .dirichlet import Dirichlet
from .distribution import Distribution
from .gamma import Gamma
from .normal import Normal


def infinite(p: Distribution, q: Distribution) -> Tensor:
    """The divergence where q does not reach all of p."""
    return _core.full_like(p.mean, math.inf)


# All that a beta or a continuous Bernoulli number can be, the others can be, but not the reverse.
for _wide in (Normal, Gamma):
    for _narrow in (Beta, ContinuousBernoulli):
        register_kl(_wide, _narrow)(infinite)
register_kl(Normal, Gamma)(infinite)


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


@register_kl(Gamma, Normal)
def _gamma_normal(p: Gamma, q: Normal) -> Tensor:
    return _to_normal(p, q)


@register_kl(Beta, Normal)
def _beta_normal(p: Beta, q: Normal) -> Tensor:
    return _to_normal(p, q)


@register_kl(ContinuousBernoulli, Normal)
def _continuous_bernoulli_normal(p: ContinuousBernoulli, q: Normal) -> Tensor:
    return _to_normal(p, q)


def _to_normal(p: Distribution, q: Normal) -> Tensor:
    apart = (p.variance + (p.mean - q.loc).square()) / (2 * q.variance)
    return -p.entropy() + 0.5 * math.log(2 * math.pi) + q.scale.log() + apart


@register_kl(Beta, Gamma)
def _beta_gamma(p: Beta, q: Gamma) -> Tensor:
    a, total = p.concentration1, p.concentration1 + p.concentration0
    c, d = q.concentration, q.rate
    norms = -p.entropy() + c.lgamma() - c * d.log()
    return norms - (c - 1) * (a.digamma() - total.digamma()) + d * p.mean


def _to_continuous_bernoulli(p: Distribution, q: ContinuousBernoulli) -> Tensor:
    return -p.entropy() - p.mean * q.logits - (-q.probs).log1p() - q._cont_bern_log_norm()


register_kl(Beta, ContinuousBernoulli)(_to_continuous_bernoulli)
register_kl(ContinuousBernoulli, ContinuousBernoulli)(_to_continuous_bernoulli)
