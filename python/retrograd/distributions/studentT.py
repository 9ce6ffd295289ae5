"""Student's t distribution."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, ClassVar

from .._core import Size, Tensor
from . import constraints
from .chi2 import Chi2
from .constraints import Constraint
from .distribution import Distribution
from .utils import (
    _standard_normal,
    broadcast_all,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["StudentT"]


def __dir__() -> list[str]:
    return __all__


class StudentT(Distribution):
    """Student's t distribution of ``df`` k > 0, moved to ``loc`` and stretched by ``scale`` s > 0.

        x = loc + s z sqrt(k / c),  z ~ N(0, 1),  c ~ Chi2(k)

    >>> import retrograd as rg
    >>> rg.distributions.StudentT(1.0).log_prob(rg.tensor(0.0)).exp() * rg.pi
    tensor(1.0000)
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "df": constraints.positive,
        "loc": constraints.real,
        "scale": constraints.positive,
    }
    support: Constraint = constraints.real
    has_rsample = True
    df: Tensor
    loc: Tensor
    scale: Tensor
    _chi2: Chi2

    def __init__(
        self,
        df: Tensor | float,
        loc: Tensor | float = 0.0,
        scale: Tensor | float = 1.0,
        validate_args: bool | None = None,
    ) -> None:
        self.df, self.loc, self.scale = broadcast_all(df, loc, scale)
        self._chi2 = Chi2(self.df)
        super().__init__(self.df.shape, validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        y = self._expanded(StudentT, batch_shape, _instance)
        y._chi2 = self._chi2.expand(y._batch_shape)
        return y

    @property
    def mean(self) -> Tensor:
        return self.loc.masked_fill(self.df <= 1, math.nan)

    @property
    def mode(self) -> Tensor:
        return self.loc

    @property
    def variance(self) -> Tensor:
        df = self.df
        y = self.scale.square() * df / (df - 2)
        return y.masked_fill(df <= 2, math.inf).masked_fill(df <= 1, math.nan)

    def rsample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        shape = self._extended_shape(sample_shape)
        normal = _standard_normal(shape, dtype=self.df.dtype, device=self.df.device)
        squares = self._chi2.rsample(sample_shape)
        return self.loc + self.scale * normal * (squares / self.df).rsqrt()

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        df, half = self.df, 0.5 * self.df
        constant = (half + 0.5).lgamma() - half.lgamma() - 0.5 * (math.pi * df).log()
        apart = ((value - self.loc) / self.scale).square()
        return constant - self.scale.log() - (half + 0.5) * (apart / df).log1p()

    def entropy(self) -> Tensor:
        half = 0.5 * self.df
        above = half + 0.5
        constant = half.lgamma() + 0.5 * math.log(math.pi) - above.lgamma() + 0.5 * self.df.log()
        return self.scale.log() + above * (above.digamma() - half.digamma()) + constant
