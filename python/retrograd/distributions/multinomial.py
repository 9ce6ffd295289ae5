"""The multinomial distribution."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Size, Tensor
from . import constraints
from .binomial import Binomial
from .categorical import Categorical
from .constraints import Constraint
from .distribution import Distribution
from .utils import (
    broadcast_all,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["Multinomial"]


def __dir__() -> list[str]:
    return __all__


class Multinomial(Distribution):
    """How often each of n events comes in ``total_count`` N draws, as Categorical takes them.

        P(x) = N! prod p_k^(x_k) / x_k!,  sum x_k = N

    Raises NotImplementedError unless total_count is an int.

    >>> import retrograd as rg
    >>> rg.distributions.Multinomial(4, rg.tensor([0.5, 0.5])).mean
    tensor([2., 2.])
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "probs": constraints.simplex,
        "logits": constraints.real_vector,
    }
    total_count: int
    _categorical: Categorical
    _binomial: Binomial

    def __init__(
        self,
        total_count: int = 1,
        probs: Tensor | None = None,
        logits: Tensor | None = None,
        validate_args: bool | None = None,
    ) -> None:
        if not isinstance(total_count, int):
            raise NotImplementedError(
                "Multinomial: total_count is one int for all, got an object of"
                f" {type(total_count).__name__}"
            )
        self.total_count = total_count
        self._categorical = Categorical(probs, logits)
        self._binomial = Binomial(total_count, probs=self.probs)
        shape = self._categorical.param_shape
        super().__init__(Size(shape[:-1]), Size(shape[-1:]), validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        y = self._get_checked_instance(Multinomial, _instance)
        shape = Size(batch_shape)
        y.total_count = self.total_count
        y._categorical = self._categorical.expand(shape)
        y._binomial = self._binomial.expand(shape + self._event_shape)
        super(Multinomial, y).__init__(shape, self._event_shape, validate_args=False)
        y._validate_args = self._validate_args
        return y

    @constraints.dependent_property(is_discrete=True, event_dim=1)
    def support(self) -> Constraint:
        """Vectors of counts whose sum is at most the number of draws."""
        return constraints.multinomial(self.total_count)

    @property
    def probs(self) -> Tensor:
        return self._categorical.probs

    @property
    def logits(self) -> Tensor:
        return self._categorical.logits

    @property
    def param_shape(self) -> Size:
        """The shape of the parameter."""
        return self._categorical.param_shape

    @property
    def mean(self) -> Tensor:
        return self.probs * self.total_count

    @property
    def variance(self) -> Tensor:
        return self.total_count * self.probs * (1 - self.probs)

    def sample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        drawn = self._categorical.sample(Size((self.total_count, *sample_shape)))
        events = drawn.movedim(0, -1)
        counts = events.new_zeros(self._extended_shape(sample_shape))
        return counts.scatter_add_(-1, events, _core.ones_like(events)).type_as(self.probs)

    def entropy(self) -> Tensor:
        n = self.total_count
        counts = self._binomial.enumerate_support(expand=False)[1:]
        probs = self._binomial.log_prob(counts).exp()
        orders = (probs * (counts + 1).lgamma()).sum([0, -1])
        return n * self._categorical.entropy() - math.lgamma(n + 1) + orders

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        logits, value = broadcast_all(self.logits, value)
        logits = logits.masked_fill((value == 0) & (logits == -math.inf), 0)
        ways = (value.sum(-1) + 1).lgamma() - (value + 1).lgamma().sum(-1)
        return ways + (logits * value).sum(-1)
