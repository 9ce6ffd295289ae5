"""Relaxed categorical distributions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Size, Tensor
from . import constraints
from .categorical import Categorical
from .constraints import Constraint
from .distribution import Distribution
from .transformed_distribution import TransformedDistribution
from .transforms import ExpTransform
from .utils import (
    broadcast_all,
    clamp_probs,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["ExpRelaxedCategorical", "RelaxedOneHotCategorical"]


def __dir__() -> list[str]:
    return __all__


class ExpRelaxedCategorical(Distribution):
    """The logarithms of RelaxedOneHotCategorical vectors, which do not underflow.

        y = log_softmax((logits + g) / temperature),  g ~ Gumbel(0, 1)

    >>> import retrograd as rg
    >>> d = rg.distributions.relaxed_categorical.ExpRelaxedCategorical
    >>> d(rg.tensor(2.0), logits=rg.zeros(3)).event_shape
    torch.Size([3])
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "probs": constraints.simplex,
        "logits": constraints.real_vector,
    }
    support: Constraint = constraints.real_vector
    has_rsample = True
    temperature: Tensor
    _categorical: Categorical

    def __init__(
        self,
        temperature: Tensor,
        probs: Tensor | None = None,
        logits: Tensor | None = None,
        validate_args: bool | None = None,
    ) -> None:
        self._categorical = Categorical(probs, logits)
        self.temperature = temperature
        shape = self._categorical.param_shape
        super().__init__(Size(shape[:-1]), Size(shape[-1:]), validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        y = self._get_checked_instance(ExpRelaxedCategorical, _instance)
        shape = Size(batch_shape)
        y.temperature = self.temperature
        y._categorical = self._categorical.expand(shape)
        super(ExpRelaxedCategorical, y).__init__(shape, self._event_shape, validate_args=False)
        y._validate_args = self._validate_args
        return y

    @property
    def param_shape(self) -> Size:
        """The shape of the parameter."""
        return self._categorical.param_shape

    @property
    def logits(self) -> Tensor:
        return self._categorical.logits

    @property
    def probs(self) -> Tensor:
        return self._categorical.probs

    def rsample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        shape = self._extended_shape(sample_shape)
        u = clamp_probs(_core.rand(shape, dtype=self.logits.dtype, device=self.logits.device))
        return ((self.logits - (-u.log()).log()) / self.temperature).log_softmax(-1)

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        n = self._event_shape[0]
        logits, value = broadcast_all(self.logits, value)
        score = (logits - value * self.temperature).log_softmax(-1).sum(-1)
        return score + math.lgamma(n) + (n - 1) * self.temperature.log()


class RelaxedOneHotCategorical(TransformedDistribution):
    """Vectors that sum to 1 and near OneHotCategorical's as the ``temperature`` falls (Jang, Gu and
    Poole 2017), with gradients.

        x = softmax((logits + g) / temperature),  g ~ Gumbel(0, 1)

    >>> import retrograd as rg
    >>> d = rg.distributions.RelaxedOneHotCategorical(rg.tensor(0.1), logits=rg.zeros(3))
    >>> d.rsample().sum()
    tensor(1.)
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "probs": constraints.simplex,
        "logits": constraints.real_vector,
    }
    support: Constraint = constraints.simplex
    base_dist: ExpRelaxedCategorical

    def __init__(
        self,
        temperature: Tensor,
        probs: Tensor | None = None,
        logits: Tensor | None = None,
        validate_args: bool | None = None,
    ) -> None:
        base = ExpRelaxedCategorical(temperature, probs, logits, validate_args=validate_args)
        super().__init__(base, ExpTransform(), validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        y = self._get_checked_instance(RelaxedOneHotCategorical, _instance)
        return super().expand(batch_shape, y)

    @property
    def temperature(self) -> Tensor:
        return self.base_dist.temperature

    @property
    def logits(self) -> Tensor:
        return self.base_dist.logits

    @property
    def probs(self) -> Tensor:
        return self.base_dist.probs
