"""Divergences between normal distributions of vectors."""

from __future__ import annotations

from .. import linalg
from .._core import Tensor, cat
from ._divergence import register_kl
from ._normal_matrices import half_log_det, low_rank_length, squared_length
from .lowrank_multivariate_normal import LowRankMultivariateNormal
from .multivariate_normal import MultivariateNormal

_Normal = MultivariateNormal | LowRankMultivariateNormal


@register_kl(MultivariateNormal, MultivariateNormal)
@register_kl(MultivariateNormal, LowRankMultivariateNormal)
@register_kl(LowRankMultivariateNormal, MultivariateNormal)
@register_kl(LowRankMultivariateNormal, LowRankMultivariateNormal)
def _normal_normal(p: _Normal, q: _Normal) -> Tensor:
    n = p.event_shape[0]
    if p.event_shape != q.event_shape:
        raise ValueError(f"kl_divergence: normal vectors of {n} and of {q.event_shape[0]} elements")
    if isinstance(q, LowRankMultivariateNormal):
        factor, diagonal = q._unbroadcasted_cov_factor, q._unbroadcasted_cov_diag
        tril = q._capacitance_tril
        apart = low_rank_length(factor, diagonal, q.loc - p.loc, tril)
        # tr(S_q^-1 S_p), by the columns of a factor of S_p.
        rows = _columns(p).mT
        wide = factor.unsqueeze(-3), diagonal.unsqueeze(-2), rows, tril.unsqueeze(-3)
        spread = low_rank_length(*wide).sum(-1)
        size = q._log_det()
    else:
        tril = q._unbroadcasted_scale_tril
        apart = squared_length(tril, q.loc - p.loc)
        solved = linalg.solve_triangular(tril, _columns(p), upper=False)
        spread = solved.square().sum((-2, -1))
        size = 2 * half_log_det(tril)
    own = (
        p._log_det()
        if isinstance(p, LowRankMultivariateNormal)
        else 2 * half_log_det(p._unbroadcasted_scale_tril)
    )
    return 0.5 * (size - own + spread + apart - n)


def _columns(p: _Normal) -> Tensor:
    """A matrix A of the covariance A A^T."""
    if isinstance(p, LowRankMultivariateNormal):
        parts = [p._unbroadcasted_cov_factor, p._unbroadcasted_cov_diag.sqrt().diag_embed()]
        batch = p.batch_shape
        return cat([part.expand((*batch, *part.shape[-2:])) for part in parts], -1)
    return p._unbroadcasted_scale_tril
