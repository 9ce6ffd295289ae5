"""The binomial distribution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Size, Tensor
from ..autograd.grad_mode import no_grad
from . import constraints
from ._odds import Odds, enumerated, one_of
from .constraints import Constraint
from .distribution import Distribution
from .utils import broadcast_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["Binomial"]


def __dir__() -> list[str]:
    return __all__


class Binomial(Odds, Distribution):
    """How many of ``total_count`` n trials of probability ``probs`` p succeed.

        P(k) = n! / (k! (n - k)!) p^k (1 - p)^(n - k)

    Takes probs or their ``logits``. Events are enumerated, and the entropy is known, where all
    counts are equal; else NotImplementedError.

    >>> import retrograd as rg
    >>> rg.distributions.Binomial(2, rg.tensor(0.5)).log_prob(rg.tensor([0.0, 1.0])).exp()
    tensor([0.2500, 0.5000])
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "total_count": constraints.nonnegative_integer,
        "probs": constraints.unit_interval,
        "logits": constraints.real,
    }
    has_enumerate_support = True
    total_count: Tensor

    def __init__(
        self,
        total_count: Tensor | int = 1,
        probs: Tensor | None = None,
        logits: Tensor | None = None,
        validate_args: bool | None = None,
    ) -> None:
        name, given = one_of("Binomial", probs, logits)
        count, param = broadcast_all(total_count, given)
        self.total_count = count.type_as(param)
        self.__dict__[name] = param
        super().__init__(param.shape, validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        return self._expanded(Binomial, batch_shape, _instance)

    @constraints.dependent_property(is_discrete=True, event_dim=0)
    def support(self) -> Constraint:
        """The integers from 0 to the number of trials."""
        return constraints.integer_interval(0, self.total_count)

    @property
    def mean(self) -> Tensor:
        return self.total_count * self.probs

    @property
    def mode(self) -> Tensor:
        return ((self.total_count + 1) * self.probs).floor().clamp(max=self.total_count)

    @property
    def variance(self) -> Tensor:
        return self.total_count * self.probs * (1 - self.probs)

    def sample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        shape = self._extended_shape(sample_shape)
        with no_grad():
            return _core.binomial(self.total_count.expand(shape), self.probs.expand(shape))

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        n, x = self.total_count, self.logits
        ways = (n + 1).lgamma() - (value + 1).lgamma() - (n - value + 1).lgamma()
        # log(1 + e^x), whose first part has a slope of 1/2 at 0, since both its halves do.
        positive = (x.clamp(min=0) + x - x.clamp(max=0)) / 2
        return value * x - (n * positive + n * (-x.abs()).exp().log1p() - ways)

    def entropy(self) -> Tensor:
        self._one_count("entropy")
        log_prob = self.log_prob(self.enumerate_support(False))
        return -(log_prob.exp() * log_prob).sum(0)

    def enumerate_support(self, expand: bool = True) -> Tensor:
        n = self._one_count("enumerate_support")
        events = _core.arange(1 + n, dtype=self._param.dtype, device=self._param.device)
        return enumerated(self, events, expand)

    def _one_count(self, op: str) -> int:
        n = int(self.total_count.max())
        if self.total_count.min() != n:
            raise NotImplementedError(f"Binomial: {op} needs one total_count for all, got several")
        return n
