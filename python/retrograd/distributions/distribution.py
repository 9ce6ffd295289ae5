"""The base class of distributions."""

from __future__ import annotations

from collections.abc import Sequence

from .._core import Size, Tensor
from ..autograd.grad_mode import no_grad

__all__ = ["Distribution"]


class Distribution:
    """A batch of distributions of events: a class of your own has ``rsample``, ``log_prob``, ...

    ``batch_shape`` is that of the parameters, ``event_shape`` that of one event. What a class does
    not have is a NotImplementedError.

    >>> class Coin(rg.distributions.Distribution):
    ...     def rsample(self, sample_shape=rg.Size()):
    ...         return rg.ones(self._extended_shape(sample_shape))
    >>> Coin(rg.Size([2])).sample((3,)).shape
    torch.Size([3, 2])
    """

    has_rsample = False
    has_enumerate_support = False

    def __init__(
        self,
        batch_shape: Size = Size(),  # noqa: B008, which nobody can change
        event_shape: Size = Size(),  # noqa: B008
        validate_args: bool | None = None,
    ) -> None:
        self._batch_shape = batch_shape
        self._event_shape = event_shape
        super().__init__()

    @property
    def batch_shape(self) -> Size:
        """The shape of the parameters."""
        return self._batch_shape

    @property
    def event_shape(self) -> Size:
        """The shape of one event."""
        return self._event_shape

    @property
    def mean(self) -> Tensor:
        """The mean of each distribution."""
        raise self._lacks("mean")

    @property
    def variance(self) -> Tensor:
        """The variance of each distribution."""
        raise self._lacks("variance")

    @property
    def stddev(self) -> Tensor:
        """The root of the variance."""
        return self.variance.sqrt()

    def sample(self, sample_shape: Sequence[int] = ()) -> Tensor:
        """Draw events, which nothing is differentiated by."""
        with no_grad():
            return self.rsample(sample_shape)

    def rsample(self, sample_shape: Sequence[int] = ()) -> Tensor:
        """Draw events that can be differentiated by the parameters."""
        raise self._lacks("rsample")

    def log_prob(self, value: Tensor) -> Tensor:
        """The logarithm of the density, or of the probability, at events."""
        raise self._lacks("log_prob")

    def cdf(self, value: Tensor) -> Tensor:
        """The probability of events up to a value."""
        raise self._lacks("cdf")

    def icdf(self, value: Tensor) -> Tensor:
        """The value up to which events have a probability."""
        raise self._lacks("icdf")

    def entropy(self) -> Tensor:
        """The entropy of each distribution."""
        raise self._lacks("entropy")

    def _extended_shape(self, sample_shape: Sequence[int] = ()) -> Size:
        return Size([*sample_shape, *self._batch_shape, *self._event_shape])

    def _lacks(self, name: str) -> NotImplementedError:
        return NotImplementedError(f"{type(self).__name__} has no {name}")


def __dir__() -> list[str]:
    return __all__
