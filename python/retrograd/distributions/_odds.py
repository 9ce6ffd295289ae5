"""What discrete distributions share: probabilities or their logits, and lists of all events."""

from __future__ import annotations

from typing import Any

from .._core import Size, Tensor
from .distribution import Distribution
from .utils import lazy_property, logits_to_probs, probs_to_logits


class OneOfBoth:
    """Made of probabilities, or of the logits of them."""

    @property
    def param_shape(self) -> Size:
        """The shape of the parameter."""
        return self._param.shape

    @property
    def _param(self) -> Tensor:
        held: dict[str, Tensor] = vars(self)
        return held["probs"] if "probs" in held else held["logits"]


class Odds(OneOfBoth):
    """What a distribution of single trials is made of: probabilities, or the logits of them."""

    @lazy_property
    def logits(self) -> Tensor:
        """The logarithm of the odds."""
        return probs_to_logits(self.probs, is_binary=True)

    @lazy_property
    def probs(self) -> Tensor:
        """The probability of success."""
        return logits_to_probs(self.logits, is_binary=True)


def one_of(owner: str, probs: Any, logits: Any) -> tuple[str, Any]:
    """The name and the value of the one of both that is given."""
    if (probs is None) == (logits is None):
        found = "neither" if probs is None else "both"
        raise ValueError(f"{owner}: expects either probs or logits, got {found}")
    return ("logits", logits) if probs is None else ("probs", probs)


def enumerated(owner: Distribution, events: Tensor, expand: bool) -> Tensor:
    """Events along the first dimension, and dimensions for the batch after it."""
    batch, event = owner.batch_shape, owner.event_shape
    y = events.view((-1, *[1] * len(batch), *event))
    return y.expand((-1, *batch, *event)) if expand else y
