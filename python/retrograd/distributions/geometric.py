"""The geometric distribution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Size, Tensor
from .._limits import finfo
from ..autograd.grad_mode import no_grad
from ..nn import functional as F
from . import constraints
from ._odds import Odds, one_of
from .constraints import Constraint
from .distribution import Distribution
from .utils import broadcast_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["Geometric"]


def __dir__() -> list[str]:
    return __all__


class Geometric(Odds, Distribution):
    """How many trials of probability ``probs`` fail before one succeeds.

        P(k) = p (1 - p)^k,  k = 0, 1, ...

    Takes probs or their ``logits``.

    >>> import retrograd as rg
    >>> rg.distributions.Geometric(0.25).mean
    tensor(3.)
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "probs": constraints.unit_interval,
        "logits": constraints.real,
    }
    support: Constraint = constraints.nonnegative_integer

    def __init__(
        self,
        probs: Tensor | float | None = None,
        logits: Tensor | float | None = None,
        validate_args: bool | None = None,
    ) -> None:
        name, given = one_of("Geometric", probs, logits)
        (param,) = broadcast_all(given)
        self.__dict__[name] = param
        shape = Size() if isinstance(given, (int, float)) else param.shape
        super().__init__(shape, validate_args=validate_args)
        if self._validate_args and name == "probs" and not (param > 0).all():
            raise ValueError("Geometric: probs must be above 0, else no trial ever succeeds")

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        return self._expanded(Geometric, batch_shape, _instance)

    @property
    def mean(self) -> Tensor:
        return 1 / self.probs - 1

    @property
    def mode(self) -> Tensor:
        return _core.zeros_like(self.probs)

    @property
    def variance(self) -> Tensor:
        return (1 / self.probs - 1) / self.probs

    def sample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        shape = self._extended_shape(sample_shape)
        with no_grad():
            probs = self.probs
            u = probs.new_empty(shape).uniform_(finfo(probs.dtype).tiny, 1)
            return (u.log() / (-probs).log1p()).floor()

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        value, probs = broadcast_all(value, self.probs)
        failure = probs.masked_fill((probs == 1) & (value == 0), 0)
        return value * (-failure).log1p() + self.probs.log()

    def entropy(self) -> Tensor:
        return F.binary_cross_entropy_with_logits(self.logits, self.probs, reduction="none") / (
            self.probs
        )
