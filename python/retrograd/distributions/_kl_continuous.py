"""Divergences between continuous distributions.

With the entropy H of p, each is -H - E_p[log q(x)], so that one rule for q serves every p of which
the mean in it is known: that of x, of x^2, of log(x), of exp(-x / b) or of |x - m|.
"""

from __future__ import annotations

import math
from typing import Any

from .. import autograd
from .._core import Tensor
from ..autograd.grad_mode import enable_grad
from ._divergence import kl_divergence, register_kl
from .cauchy import Cauchy
from .distribution import Distribution
from .exp_family import ExponentialFamily
from .exponential import Exponential
from .gumbel import Gumbel
from .independent import Independent
from .laplace import Laplace
from .normal import Normal
from .pareto import Pareto
from .transformed_distribution import TransformedDistribution
from .uniform import Uniform
from .utils import _sum_rightmost


def _infinite(p: Distribution, q: Distribution) -> Tensor:
    """Where p has events that q does not have."""
    return p.mean.new_full(p.batch_shape, math.inf)


def _to_normal(p: Distribution, q: Normal) -> Tensor:
    square = p.variance + (p.mean - q.loc).square()
    return square / (2 * q.variance) + q.scale.log() + math.log(2 * math.pi) / 2 - p.entropy()


def _to_exponential(p: Distribution, q: Exponential) -> Tensor:
    return q.rate * p.mean - q.rate.log() - p.entropy()


def _to_uniform(p: Any, q: Uniform) -> Tensor:
    found: Tensor = (q.high - q.low).log() - p.entropy()
    return found.masked_fill(
        (p.support.lower_bound < q.low) | (p.support.upper_bound > q.high), math.inf
    )


def _to_gumbel(p: Distribution, q: Gumbel, log_mean: Tensor) -> Tensor:
    """Of log E_p[exp(-x / q.scale)]."""
    apart = (p.mean - q.loc) / q.scale
    return apart + (q.loc / q.scale + log_mean).exp() + q.scale.log() - p.entropy()


def _to_pareto(p: Any, q: Pareto, mean_log: Tensor) -> Tensor:
    """Of E_p[log x]."""
    found: Tensor = (q.alpha + 1) * mean_log - q.alpha * q.scale.log() - q.alpha.log() - p.entropy()
    return found.masked_fill(p.support.lower_bound < q.scale, math.inf)


_wider: dict[type, tuple[type, ...]] = {
    Exponential: (Pareto, Uniform),
    Gumbel: (Exponential, Pareto, Uniform),
    Laplace: (Exponential, Pareto, Uniform),
    Normal: (Exponential, Pareto, Uniform),
    Pareto: (Uniform,),
}
for _p, _narrower in _wider.items():
    for _q in _narrower:
        register_kl(_p, _q)(_infinite)
for _p in (Exponential, Gumbel, Laplace, Pareto, Uniform):
    register_kl(_p, Normal)(_to_normal)
register_kl(Pareto, Exponential)(_to_exponential)
register_kl(Uniform, Uniform)(_to_uniform)


@register_kl(Normal, Normal)
def _normal_normal(p: Normal, q: Normal) -> Tensor:
    ratio = (p.scale / q.scale).square()
    apart = ((p.loc - q.loc) / q.scale).square()
    return 0.5 * (ratio + apart - 1 - ratio.log())


@register_kl(Exponential, Exponential)
def _exponential_exponential(p: Exponential, q: Exponential) -> Tensor:
    ratio = q.rate / p.rate
    return ratio - 1 - ratio.log()


@register_kl(Cauchy, Cauchy)
def _cauchy_cauchy(p: Cauchy, q: Cauchy) -> Tensor:
    square = (p.scale + q.scale).square() + (p.loc - q.loc).square()
    return square.log() - (4 * p.scale * q.scale).log()


@register_kl(Laplace, Laplace)
def _laplace_laplace(p: Laplace, q: Laplace) -> Tensor:
    apart = (p.loc - q.loc).abs()
    ratio = p.scale / q.scale
    return apart / q.scale + ratio * (-apart / p.scale).exp() - ratio.log() - 1


@register_kl(Normal, Laplace)
def _normal_laplace(p: Normal, q: Laplace) -> Tensor:
    z = (p.loc - q.loc) / p.scale
    apart = math.sqrt(2 / math.pi) * (-0.5 * z.square()).exp() + z * (z / math.sqrt(2)).erf()
    return p.scale * apart / q.scale + (2 * q.scale).log() - p.entropy()


@register_kl(Exponential, Gumbel)
def _exponential_gumbel(p: Exponential, q: Gumbel) -> Tensor:
    return _to_gumbel(p, q, -(1 / (p.rate * q.scale)).log1p())


@register_kl(Gumbel, Gumbel)
def _gumbel_gumbel(p: Gumbel, q: Gumbel) -> Tensor:
    return _to_gumbel(p, q, (1 + p.scale / q.scale).lgamma() - p.loc / q.scale)


@register_kl(Normal, Gumbel)
def _normal_gumbel(p: Normal, q: Gumbel) -> Tensor:
    return _to_gumbel(p, q, 0.5 * (p.scale / q.scale).square() - p.loc / q.scale)


@register_kl(Uniform, Gumbel)
def _uniform_gumbel(p: Uniform, q: Gumbel) -> Tensor:
    width = (p.high - p.low) / q.scale
    return _to_gumbel(p, q, (-(-width).expm1() / width).log() - p.low / q.scale)


@register_kl(Uniform, Exponential)
def _uniform_exponential(p: Uniform, q: Exponential) -> Tensor:
    return _to_exponential(p, q).masked_fill(p.low < 0, math.inf)


@register_kl(Pareto, Pareto)
def _pareto_pareto(p: Pareto, q: Pareto) -> Tensor:
    return _to_pareto(p, q, p.scale.log() + p.alpha.reciprocal())


@register_kl(Uniform, Pareto)
def _uniform_pareto(p: Uniform, q: Pareto) -> Tensor:
    mean_log = (p.high.xlogy(p.high) - p.low.xlogy(p.low)) / (p.high - p.low) - 1
    return _to_pareto(p, q, mean_log)


@register_kl(Independent, Independent)
def _independent_independent(p: Any, q: Any) -> Tensor:
    n = p.reinterpreted_batch_ndims
    if n != q.reinterpreted_batch_ndims:
        raise NotImplementedError(
            f"kl_divergence: {n} and {q.reinterpreted_batch_ndims} dimensions are independent"
        )
    return _sum_rightmost(kl_divergence(p.base_dist, q.base_dist), n)


@register_kl(TransformedDistribution, TransformedDistribution)
def _transformed_transformed(p: TransformedDistribution, q: TransformedDistribution) -> Tensor:
    """A bijection changes no divergence."""
    if p.transforms != q.transforms or p.event_shape != q.event_shape:
        raise NotImplementedError(
            f"kl_divergence: {type(p).__name__} and {type(q).__name__} differ in their transforms"
        )
    return kl_divergence(p.base_dist, q.base_dist)


@register_kl(ExponentialFamily, ExponentialFamily)
def _kl_expfamily_expfamily(p: ExponentialFamily, q: ExponentialFamily) -> Tensor:
    """F(b) - F(a) - <b - a, dF/da>, the Bregman divergence of the natural parameters a and b."""
    if type(p) is not type(q):
        raise NotImplementedError(
            f"kl_divergence: no rule for {type(p).__name__} and {type(q).__name__}; give one with"
            " register_kl"
        )
    with enable_grad():
        a = [x.detach().requires_grad_() for x in p._natural_params]
        normalizer = p._log_normalizer(*a)
        slopes = autograd.grad(normalizer.sum(), a, create_graph=True)
    b = q._natural_params
    found = q._log_normalizer(*b) - normalizer
    for x, y, slope in zip(a, b, slopes, strict=True):
        found = found - _sum_rightmost((y - x) * slope, len(q.event_shape))
    return found
