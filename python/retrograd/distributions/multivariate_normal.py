"""The normal distribution of vectors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Size, Tensor
from . import constraints
from ._normal_matrices import (
    factor,
    half_log_det,
    one_matrix,
    squared_length,
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

__all__ = ["MultivariateNormal"]


def __dir__() -> list[str]:
    return __all__


class MultivariateNormal(Distribution):
    """The normal distribution of vectors of mean ``loc`` m and covariance S = L L^T.

        p(x) = exp(-(x - m)^T S^-1 (x - m) / 2) / sqrt(det(2 pi S))

    Takes one of ``covariance_matrix`` S, ``precision_matrix`` S^-1 and ``scale_tril`` L, which is
    what is computed with. Raises ValueError unless one is given, of two dimensions or more.

    >>> import retrograd as rg
    >>> d = rg.distributions.MultivariateNormal(rg.zeros(2), rg.eye(2))
    >>> d.log_prob(rg.zeros(2))
    tensor(-1.8379)
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "loc": constraints.real_vector,
        "covariance_matrix": constraints.positive_definite,
        "precision_matrix": constraints.positive_definite,
        "scale_tril": constraints.lower_cholesky,
    }
    support: Constraint = constraints.real_vector
    has_rsample = True
    loc: Tensor
    _unbroadcasted_scale_tril: Tensor

    def __init__(
        self,
        loc: Tensor,
        covariance_matrix: Tensor | None = None,
        precision_matrix: Tensor | None = None,
        scale_tril: Tensor | None = None,
        validate_args: bool | None = None,
    ) -> None:
        if loc.dim() < 1:
            raise ValueError("MultivariateNormal: loc needs a dimension, which is that of events")
        name, matrix = one_matrix(
            "MultivariateNormal", covariance_matrix, precision_matrix, scale_tril
        )
        batch = _core.broadcast_tensors(matrix[..., 0, 0], loc[..., 0])[0].shape
        self.loc = loc.expand((*batch, -1))
        self.__dict__[name] = matrix.expand((*batch, -1, -1))
        super().__init__(batch, Size(self.loc.shape[-1:]), validate_args=validate_args)
        self._unbroadcasted_scale_tril = factor(name, matrix)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        y = self._expanded(MultivariateNormal, batch_shape, _instance)
        y._unbroadcasted_scale_tril = self._unbroadcasted_scale_tril
        return y

    @lazy_property
    def scale_tril(self) -> Tensor:
        """The lower triangular L."""
        return self._unbroadcasted_scale_tril.expand(self._matrices())

    @lazy_property
    def covariance_matrix(self) -> Tensor:
        """The covariance S."""
        tril = self._unbroadcasted_scale_tril
        return (tril @ tril.mT).expand(self._matrices())

    @lazy_property
    def precision_matrix(self) -> Tensor:
        """The inverse of the covariance."""
        return _core.cholesky_inverse(self._unbroadcasted_scale_tril).expand(self._matrices())

    def _matrices(self) -> Size:
        return Size(self._batch_shape + self._event_shape + self._event_shape)

    @property
    def mean(self) -> Tensor:
        return self.loc

    @property
    def mode(self) -> Tensor:
        return self.loc

    @property
    def variance(self) -> Tensor:
        squares = self._unbroadcasted_scale_tril.square().sum(-1)
        return squares.expand(self._batch_shape + self._event_shape)

    def rsample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        shape = self._extended_shape(sample_shape)
        noise = _standard_normal(shape, dtype=self.loc.dtype, device=self.loc.device)
        return self.loc + times(self._unbroadcasted_scale_tril, noise)

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        apart = squared_length(self._unbroadcasted_scale_tril, value - self.loc)
        constant = self._event_shape[0] * math.log(2 * math.pi)
        return -0.5 * (constant + apart) - half_log_det(self._unbroadcasted_scale_tril)

    def entropy(self) -> Tensor:
        constant = 0.5 * self._event_shape[0] * (1 + math.log(2 * math.pi))
        return (constant + half_log_det(self._unbroadcasted_scale_tril)).expand(self._batch_shape)
