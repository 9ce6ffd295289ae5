"""The Kumaraswamy distribution."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Tensor
from . import constraints
from .constraints import Constraint
from .transformed_distribution import TransformedDistribution
from .transforms import AffineTransform, PowerTransform
from .uniform import Uniform
from .utils import broadcast_all, euler_constant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["Kumaraswamy"]


def __dir__() -> list[str]:
    return __all__


class Kumaraswamy(TransformedDistribution):
    """The Kumaraswamy distribution of ``concentration1`` a > 0 and ``concentration0`` b > 0.

        p(x) = a b x^(a - 1) (1 - x^a)^(b - 1)   where 0 < x < 1

    >>> import retrograd as rg
    >>> rg.distributions.Kumaraswamy(2.0, 1.0).log_prob(rg.tensor([0.5]))
    tensor([0.])
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "concentration1": constraints.positive,
        "concentration0": constraints.positive,
    }
    support: Constraint = constraints.unit_interval
    concentration1: Tensor
    concentration0: Tensor

    def __init__(
        self,
        concentration1: Tensor | float,
        concentration0: Tensor | float,
        validate_args: bool | None = None,
    ) -> None:
        a, b = broadcast_all(concentration1, concentration0)
        self.concentration1, self.concentration0 = a, b
        low = _core.zeros_like(b)
        base = Uniform(low, _core.ones_like(low), validate_args=validate_args)
        turned = AffineTransform(loc=1, scale=-1)
        transforms = [PowerTransform(b.reciprocal()), turned, PowerTransform(a.reciprocal())]
        super().__init__(base, transforms, validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        return self._expanded(Kumaraswamy, batch_shape, _instance)

    @property
    def mean(self) -> Tensor:
        return self._moment(1)

    @property
    def mode(self) -> Tensor:
        a, b = self.concentration1, self.concentration0
        found = ((a - 1) / (a * b - 1)).pow(a.reciprocal())
        return found.masked_fill((a < 1) | (b < 1), math.nan)  # the density is largest at an end

    @property
    def variance(self) -> Tensor:
        return self._moment(2) - self.mean.square()

    def entropy(self) -> Tensor:
        a, b = self.concentration1, self.concentration0
        harmonic = (b + 1).digamma() + euler_constant
        return 1 - b.reciprocal() + (1 - a.reciprocal()) * harmonic - a.log() - b.log()

    def _moment(self, n: int) -> Tensor:
        """E[x^n] = b B(1 + n / a, b)"""
        a, b = self.concentration1, self.concentration0
        c = 1 + n / a
        return b * (c.lgamma() + b.lgamma() - (c + b).lgamma()).exp()
