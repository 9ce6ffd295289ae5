"""The categorical distribution."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Size, Tensor
from .._limits import finfo
from . import constraints
from ._odds import OneOfBoth, enumerated, one_of
from .constraints import Constraint
from .distribution import Distribution
from .utils import (
    lazy_property,
    logits_to_probs,
    probs_to_logits,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["Categorical"]


def __dir__() -> list[str]:
    return __all__


class Categorical(OneOfBoth, Distribution):
    """Numbers from 0 to n - 1, by ``probs`` along the last dimension, which are made to sum to 1.

        P(k) = p_k = softmax(logits)_k

    Takes probs or their ``logits``. Raises ValueError for a parameter without dimensions.

    >>> import retrograd as rg
    >>> d = rg.distributions.Categorical(rg.tensor([1.0, 1.0, 2.0]))
    >>> d.probs, d.log_prob(rg.tensor(2)).exp()
    (tensor([0.2500, 0.2500, 0.5000]), tensor(0.5000))
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "probs": constraints.simplex,
        "logits": constraints.real_vector,
    }
    has_enumerate_support = True
    _num_events: int

    def __init__(
        self,
        probs: Tensor | None = None,
        logits: Tensor | None = None,
        validate_args: bool | None = None,
    ) -> None:
        name, given = one_of("Categorical", probs, logits)
        if given.dim() < 1:
            raise ValueError(f"Categorical: {name} needs a dimension, along which events lie")
        if name == "probs":
            param = given / given.sum(-1, keepdim=True)
        else:
            param = given - given.logsumexp(-1, keepdim=True)
        self.__dict__[name] = param
        self._num_events = param.shape[-1]
        super().__init__(param.shape[:-1], validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        y = self._expanded(Categorical, batch_shape, _instance)
        y._num_events = self._num_events
        return y

    @constraints.dependent_property(is_discrete=True, event_dim=0)
    def support(self) -> Constraint:
        """The integers from 0 to the number of events less 1."""
        return constraints.integer_interval(0, self._num_events - 1)

    @lazy_property
    def logits(self) -> Tensor:
        """The logarithms of the probabilities."""
        return probs_to_logits(self.probs)

    @lazy_property
    def probs(self) -> Tensor:
        """The probabilities, which sum to 1."""
        return logits_to_probs(self.logits)

    @property
    def mean(self) -> Tensor:
        return _core.full_like(self.probs[..., 0], math.nan)

    @property
    def mode(self) -> Tensor:
        return self.probs.argmax(-1)

    @property
    def variance(self) -> Tensor:
        return _core.full_like(self.probs[..., 0], math.nan)

    def sample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        if not isinstance(sample_shape, Size):
            sample_shape = Size(sample_shape)
        rows = self.probs.detach().reshape(-1, self._num_events)
        drawn = _core.multinomial(rows, sample_shape.numel(), True)
        return drawn.T.reshape(self._extended_shape(sample_shape))

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        index, logits = _core.broadcast_tensors(value.long().unsqueeze(-1), self.logits)
        return logits.gather(-1, index[..., :1]).squeeze(-1)

    def entropy(self) -> Tensor:
        logits = self.logits.clamp(min=finfo(self.logits.dtype).min)
        return -(logits * self.probs).sum(-1)

    def enumerate_support(self, expand: bool = True) -> Tensor:
        events = _core.arange(self._num_events, device=self._param.device)
        return enumerated(self, events, expand)
