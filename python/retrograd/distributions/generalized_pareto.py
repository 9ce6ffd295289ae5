"""The generalized Pareto distribution."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Size, Tensor
from . import constraints
from .constraints import Constraint
from .distribution import Distribution
from .utils import broadcast_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["GeneralizedPareto"]


def __dir__() -> list[str]:
    return __all__


class GeneralizedPareto(Distribution):
    """The generalized Pareto distribution from ``loc`` m on, of ``scale`` s > 0 and shape k.

        p(x) = (1 + k z)^(-1 / k - 1) / s,   z = (x - m) / s,   for k = 0: exp(-z) / s

    ``concentration`` is k; where it is below 0, events end at m - s / k.

    >>> import retrograd as rg
    >>> rg.distributions.GeneralizedPareto(0.0, 1.0, 0.5).log_prob(rg.tensor([1.0, 2.0]))
    tensor([-1.2164, -2.0794])
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "loc": constraints.real,
        "scale": constraints.positive,
        "concentration": constraints.real,
    }
    has_rsample = True
    loc: Tensor
    scale: Tensor
    concentration: Tensor

    def __init__(
        self,
        loc: Tensor | float,
        scale: Tensor | float,
        concentration: Tensor | float,
        validate_args: bool | None = None,
    ) -> None:
        self.loc, self.scale, self.concentration = broadcast_all(loc, scale, concentration)
        super().__init__(self.loc.shape, validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        return self._expanded(GeneralizedPareto, batch_shape, _instance)

    @property
    def mean(self) -> Tensor:
        k = self.concentration
        return (self.loc + self.scale / (1 - k)).masked_fill(k >= 1, math.nan)

    @property
    def mode(self) -> Tensor:
        return self.loc

    @property
    def variance(self) -> Tensor:
        k = self.concentration
        found = (self.scale / (1 - k)).square() / (1 - 2 * k)
        return found.masked_fill(k >= 0.5, math.nan)

    @constraints.dependent_property(is_discrete=False, event_dim=0)
    def support(self) -> Constraint:
        k = self.concentration
        end = _core.where(k < 0, self.loc - self.scale / k, math.inf)
        return constraints.interval(self.loc, end)

    def rsample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        shape = self._extended_shape(sample_shape)
        return self.icdf(_core.rand(shape, dtype=self.loc.dtype, device=self.loc.device))

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        z, small, k = self._z(value), *self._shape()
        found = _core.where(small, z, (1 + 1 / k) * (k * z).log1p())
        return -self.scale.log() - found

    def log_survival_function(self, value: Tensor) -> Tensor:
        """The logarithm of the probability of events above a value."""
        if self._validate_args:
            self._validate_sample(value)
        z, small, k = self._z(value), *self._shape()
        return _core.where(small, -z, -(k * z).log1p() / k)

    def log_cdf(self, value: Tensor) -> Tensor:
        """The logarithm of the probability of events up to a value."""
        if self._validate_args:
            self._validate_sample(value)
        return (-self.log_survival_function(value).exp()).log1p()

    def cdf(self, value: Tensor) -> Tensor:
        return self.log_cdf(value).exp()

    def icdf(self, value: Tensor) -> Tensor:
        small, k = self._shape()
        log = (-value).log1p()
        return self.loc + self.scale * _core.where(small, -log, (-k * log).expm1() / k)

    def entropy(self) -> Tensor:
        return self.scale.log() + self.concentration + 1

    def _z(self, x: Tensor) -> Tensor:
        return (x - self.loc) / self.scale

    def _shape(self) -> tuple[Tensor, Tensor]:
        """Where k is too small to divide by, and k with 1 in its place there."""
        k = self.concentration
        small = k.isclose(_core.zeros_like(k))
        return small, k.masked_fill(small, 1)
