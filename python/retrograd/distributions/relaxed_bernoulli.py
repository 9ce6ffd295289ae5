"""Relaxed Bernoulli distributions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Size, Tensor
from . import constraints
from ._odds import Odds, one_of
from .constraints import Constraint
from .distribution import Distribution
from .transformed_distribution import TransformedDistribution
from .transforms import SigmoidTransform
from .utils import (
    broadcast_all,
    clamp_probs,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["LogitRelaxedBernoulli", "RelaxedBernoulli"]


def __dir__() -> list[str]:
    return __all__


class LogitRelaxedBernoulli(Odds, Distribution):
    """The logits of RelaxedBernoulli numbers, which do not underflow.

        y = (logits + log(u) - log(1 - u)) / temperature,  u ~ U(0, 1)

    >>> import retrograd as rg
    >>> d = rg.distributions.relaxed_bernoulli.LogitRelaxedBernoulli
    >>> d(rg.tensor(2.0), logits=rg.zeros(3)).batch_shape
    torch.Size([3])
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "probs": constraints.unit_interval,
        "logits": constraints.real,
    }
    support: Constraint = constraints.real
    has_rsample = True
    temperature: Tensor

    def __init__(
        self,
        temperature: Tensor,
        probs: Tensor | float | None = None,
        logits: Tensor | float | None = None,
        validate_args: bool | None = None,
    ) -> None:
        self.temperature = temperature
        name, given = one_of("LogitRelaxedBernoulli", probs, logits)
        (param,) = broadcast_all(given)
        self.__dict__[name] = param
        shape = Size() if isinstance(given, (int, float)) else param.shape
        super().__init__(shape, validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        y = self._expanded(LogitRelaxedBernoulli, batch_shape, _instance)
        y.temperature = self.temperature
        return y

    def rsample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        shape = self._extended_shape(sample_shape)
        probs = clamp_probs(self.probs.expand(shape))
        u = clamp_probs(_core.rand(shape, dtype=probs.dtype, device=probs.device))
        return (u.log() - (-u).log1p() + probs.log() - (-probs).log1p()) / self.temperature

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        logits, value = broadcast_all(self.logits, value)
        apart = logits - value * self.temperature
        return self.temperature.log() + apart - 2 * apart.exp().log1p()


class RelaxedBernoulli(TransformedDistribution):
    """Numbers in (0, 1) that near Bernoulli's as the ``temperature`` falls (Maddison, Mnih and Teh
    2017), with gradients.

        x = sigmoid(y),  y of LogitRelaxedBernoulli

    >>> import retrograd as rg
    >>> d = rg.distributions.RelaxedBernoulli(rg.tensor(1e-3), logits=rg.tensor([9.0, -9.0]))
    >>> d.sample().round()
    tensor([1., 0.])
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "probs": constraints.unit_interval,
        "logits": constraints.real,
    }
    support: Constraint = constraints.unit_interval
    base_dist: LogitRelaxedBernoulli

    def __init__(
        self,
        temperature: Tensor,
        probs: Tensor | float | None = None,
        logits: Tensor | float | None = None,
        validate_args: bool | None = None,
    ) -> None:
        base = LogitRelaxedBernoulli(temperature, probs, logits)
        super().__init__(base, SigmoidTransform(), validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        return super().expand(batch_shape, self._get_checked_instance(RelaxedBernoulli, _instance))

    @property
    def temperature(self) -> Tensor:
        return self.base_dist.temperature

    @property
    def logits(self) -> Tensor:
        return self.base_dist.logits

    @property
    def probs(self) -> Tensor:
        return self.base_dist.probs
