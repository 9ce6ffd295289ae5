"""The normal distribution of vectors, of a covariance of low rank."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core, linalg
from .._core import Size, Tensor
from . import constraints
from ._normal_matrices import (
    capacitance,
    half_log_det,
    low_rank_length,
    times,
)
from .constraints import Constraint
from .distribution import Distribution
from .utils import (
    _standard_normal,
    lazy_property,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["LowRankMultivariateNormal"]


def __dir__() -> list[str]:
    return __all__


class LowRankMultivariateNormal(Distribution):
    """The normal distribution of vectors whose covariance is W W^T + diag(D), for narrow W.

        p(x) = exp(-(x - loc)^T S^-1 (x - loc) / 2) / sqrt(det(2 pi S)),  S = W W^T + diag(D)

    ``cov_factor`` W has shape ``(*, n, k)``, ``cov_diag`` D ``(*, n)``. Only matrices of k rows are
    factorized (Woodbury 1950). Raises ValueError for shapes that do not fit.

    >>> import retrograd as rg
    >>> d = rg.distributions.LowRankMultivariateNormal(rg.zeros(2), rg.ones(2, 1), rg.ones(2))
    >>> d.covariance_matrix
    tensor([[2., 1.],
            [1., 2.]])
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "loc": constraints.real_vector,
        "cov_factor": constraints.independent(constraints.real, 2),
        "cov_diag": constraints.independent(constraints.positive, 1),
    }
    support: Constraint = constraints.real_vector
    has_rsample = True
    loc: Tensor
    cov_factor: Tensor
    cov_diag: Tensor
    _unbroadcasted_cov_factor: Tensor
    _unbroadcasted_cov_diag: Tensor
    _capacitance_tril: Tensor

    def __init__(
        self,
        loc: Tensor,
        cov_factor: Tensor,
        cov_diag: Tensor,
        validate_args: bool | None = None,
    ) -> None:
        if loc.dim() < 1 or cov_factor.dim() < 2 or cov_diag.dim() < 1:
            raise ValueError(
                "LowRankMultivariateNormal: expects loc (*, n), cov_factor (*, n, k) and cov_diag"
                f" (*, n), got {loc.dim()}, {cov_factor.dim()} and {cov_diag.dim()} dimensions"
            )
        n = loc.shape[-1]
        if cov_factor.shape[-2] != n or cov_diag.shape[-1] != n:
            raise ValueError(
                f"LowRankMultivariateNormal: loc has {n} elements, cov_factor"
                f" {cov_factor.shape[-2]} rows and cov_diag {cov_diag.shape[-1]} elements"
            )
        try:
            wide, self.cov_factor, tall = _core.broadcast_tensors(
                loc.unsqueeze(-1), cov_factor, cov_diag.unsqueeze(-1)
            )
        except RuntimeError as error:
            raise ValueError(f"LowRankMultivariateNormal: batches do not fit: {error}") from error
        self.loc, self.cov_diag = wide[..., 0], tall[..., 0]
        shape = self.loc.shape
        super().__init__(Size(shape[:-1]), Size(shape[-1:]), validate_args=validate_args)
        self._unbroadcasted_cov_factor = cov_factor
        self._unbroadcasted_cov_diag = cov_diag
        self._capacitance_tril = capacitance(cov_factor, cov_diag)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        y = self._expanded(LowRankMultivariateNormal, batch_shape, _instance)
        y._unbroadcasted_cov_factor = self._unbroadcasted_cov_factor
        y._unbroadcasted_cov_diag = self._unbroadcasted_cov_diag
        y._capacitance_tril = self._capacitance_tril
        return y

    @property
    def mean(self) -> Tensor:
        return self.loc

    @property
    def mode(self) -> Tensor:
        return self.loc

    @property
    def variance(self) -> Tensor:
        """The diagonal of the covariance."""
        squares = self._unbroadcasted_cov_factor.square().sum(-1)
        return (squares + self._unbroadcasted_cov_diag).expand(
            self._batch_shape + self._event_shape
        )

    @lazy_property
    def scale_tril(self) -> Tensor:
        """The lower triangular L of the covariance L L^T."""
        # Of D^-1/2 S D^-1/2 = I + V V^T no eigenvalue is below 1.
        deviations = self._unbroadcasted_cov_diag.sqrt().unsqueeze(-1)
        v = self._unbroadcasted_cov_factor / deviations
        scaled = v @ v.mT + _core.eye(v.shape[-2], dtype=v.dtype, device=v.device)
        return (deviations * linalg.cholesky(scaled)).expand(self._matrices())

    @lazy_property
    def covariance_matrix(self) -> Tensor:
        """The covariance S."""
        factor = self._unbroadcasted_cov_factor
        y = factor @ factor.mT + self._unbroadcasted_cov_diag.diag_embed()
        return y.expand(self._matrices())

    @lazy_property
    def precision_matrix(self) -> Tensor:
        """The inverse of the covariance."""
        diagonal = self._unbroadcasted_cov_diag
        scaled = self._unbroadcasted_cov_factor.mT / diagonal.unsqueeze(-2)
        a = linalg.solve_triangular(self._capacitance_tril, scaled, upper=False)
        return (diagonal.reciprocal().diag_embed() - a.mT @ a).expand(self._matrices())

    def _matrices(self) -> Size:
        return Size(self._batch_shape + self._event_shape + self._event_shape)

    def rsample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        shape = self._extended_shape(sample_shape)
        dtype, device = self.loc.dtype, self.loc.device
        narrow = _standard_normal(shape[:-1] + self.cov_factor.shape[-1:], dtype, device)
        own = _standard_normal(shape, dtype, device)
        y = self.loc + times(self._unbroadcasted_cov_factor, narrow)
        return y + self._unbroadcasted_cov_diag.sqrt() * own

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        apart = low_rank_length(
            self._unbroadcasted_cov_factor,
            self._unbroadcasted_cov_diag,
            value - self.loc,
            self._capacitance_tril,
        )
        constant = self._event_shape[0] * math.log(2 * math.pi)
        return -0.5 * (constant + self._log_det() + apart)

    def entropy(self) -> Tensor:
        constant = self._event_shape[0] * (1 + math.log(2 * math.pi))
        return (0.5 * (constant + self._log_det())).expand(self._batch_shape)

    def _log_det(self) -> Tensor:
        return 2 * half_log_det(self._capacitance_tril) + self._unbroadcasted_cov_diag.log().sum(-1)
