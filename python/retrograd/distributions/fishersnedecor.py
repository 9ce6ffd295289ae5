"""The distribution of Fisher and Snedecor."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, ClassVar

from .._core import Size, Tensor
from .._limits import finfo
from . import constraints
from .constraints import Constraint
from .distribution import Distribution
from .gamma import Gamma
from .utils import (
    broadcast_all,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["FisherSnedecor"]


def __dir__() -> list[str]:
    return __all__


class FisherSnedecor(Distribution):
    """The F distribution: of the quotient of two chi-squared numbers, each over its freedom.

        x = (c / df1) / (d / df2),  c ~ Chi2(df1),  d ~ Chi2(df2)

    >>> import retrograd as rg
    >>> rg.distributions.FisherSnedecor(2.0, 4.0).mean
    tensor(2.)
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "df1": constraints.positive,
        "df2": constraints.positive,
    }
    support: Constraint = constraints.positive
    has_rsample = True
    df1: Tensor
    df2: Tensor
    _gamma1: Gamma
    _gamma2: Gamma

    def __init__(
        self, df1: Tensor | float, df2: Tensor | float, validate_args: bool | None = None
    ) -> None:
        self.df1, self.df2 = broadcast_all(df1, df2)
        self._gamma1 = Gamma(self.df1 * 0.5, self.df1)
        self._gamma2 = Gamma(self.df2 * 0.5, self.df2)
        super().__init__(self.df1.shape, validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        y = self._expanded(FisherSnedecor, batch_shape, _instance)
        y._gamma1 = self._gamma1.expand(y._batch_shape)
        y._gamma2 = self._gamma2.expand(y._batch_shape)
        return y

    @property
    def mean(self) -> Tensor:
        df2 = self.df2.masked_fill(self.df2 <= 2, math.nan)
        return df2 / (df2 - 2)

    @property
    def mode(self) -> Tensor:
        y = (self.df1 - 2) / self.df1 * self.df2 / (self.df2 + 2)
        return y.masked_fill(self.df1 <= 2, math.nan)

    @property
    def variance(self) -> Tensor:
        df1, df2 = self.df1, self.df2.masked_fill(self.df2 <= 4, math.nan)
        above = 2 * df2.square() * (df1 + df2 - 2)
        return above / (df1 * (df2 - 2).square() * (df2 - 4))

    def rsample(self, sample_shape: Sequence[int] = Size(())) -> Tensor:
        one, other = self._gamma1.rsample(sample_shape), self._gamma2.rsample(sample_shape)
        y = one / other
        y.detach().clamp_(min=finfo(y.dtype).tiny)  # which passes the gradient on
        return y

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        half1, half2, ratio = self.df1 * 0.5, self.df2 * 0.5, self.df1 / self.df2
        constant = (half1 + half2).lgamma() - half1.lgamma() - half2.lgamma()
        power = half1 * ratio.log() + (half1 - 1) * value.log()
        return constant + power - (half1 + half2) * (ratio * value).log1p()
