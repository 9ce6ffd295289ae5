"""The negative binomial distribution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Size, Tensor
from ..autograd.grad_mode import no_grad
from ..nn import functional as F
from . import constraints
from ._odds import Odds, one_of
from .constraints import Constraint
from .distribution import Distribution
from .gamma import Gamma
from .utils import (
    broadcast_all,
    lazy_property,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["NegativeBinomial"]


def __dir__() -> list[str]:
    return __all__


class NegativeBinomial(Odds, Distribution):
    """How many trials of probability ``probs`` p succeed before ``total_count`` r of them fail.

        P(k) = gamma(k + r) / (k! gamma(r)) (1 - p)^r p^k,  k = 0, 1, ...

    Takes probs or their ``logits``; r need not be whole. Draws are Poisson numbers of gamma rates.

    >>> import retrograd as rg
    >>> rg.distributions.NegativeBinomial(3.0, rg.tensor(0.5)).mean
    tensor(3.)
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "total_count": constraints.greater_than_eq(0),
        "probs": constraints.half_open_interval(0.0, 1.0),
        "logits": constraints.real,
    }
    support: Constraint = constraints.nonnegative_integer
    total_count: Tensor

    def __init__(
        self,
        total_count: Tensor | float,
        probs: Tensor | None = None,
        logits: Tensor | None = None,
        validate_args: bool | None = None,
    ) -> None:
        name, given = one_of("NegativeBinomial", probs, logits)
        count, param = broadcast_all(total_count, given)
        self.total_count = count.type_as(param)
        self.__dict__[name] = param
        super().__init__(param.shape, validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        return self._expanded(NegativeBinomial, batch_shape, _instance)

    @property
    def mean(self) -> Tensor:
        return self.total_count * self.logits.exp()

    @property
    def mode(self) -> Tensor:
        return ((self.total_count - 1) * self.logits.exp()).floor().clamp(min=0)

    @property
    def variance(self) -> Tensor:
        return self.mean / (-self.logits).sigmoid()

    @lazy_property
    def _gamma(self) -> Gamma:
        return Gamma(self.total_count, (-self.logits).exp(), validate_args=False)

    def sample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        with no_grad():
            return _core.poisson(self._gamma.sample(sample_shape))

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        r, x = self.total_count, self.logits
        ways = (r + value).lgamma() - (1 + value).lgamma() - r.lgamma()
        powers = r * F.logsigmoid(-x) + value * F.logsigmoid(x)
        return powers + ways.masked_fill(r + value == 0, 0)
