"""The continuous Bernoulli distribution."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Size, Tensor
from ..autograd.grad_mode import no_grad
from ..nn import functional as F
from . import constraints
from ._odds import OneOfBoth, one_of
from .constraints import Constraint
from .exp_family import ExponentialFamily
from .utils import (
    broadcast_all,
    clamp_probs,
    lazy_property,
    logits_to_probs,
    probs_to_logits,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["ContinuousBernoulli"]


def __dir__() -> list[str]:
    return __all__


class ContinuousBernoulli(OneOfBoth, ExponentialFamily):
    """Numbers in [0, 1] with a density like the probabilities of Bernoulli's (Loaiza-Ganem and
    Cunningham 2019).

        p(x) = C(p) p^x (1 - p)^(1 - x),  C(p) = 2 atanh(1 - 2 p) / (1 - 2 p)

    Takes ``probs`` or their ``logits``. Between ``lims`` C and the moments are taken from their
    series at 1/2.

    >>> import retrograd as rg
    >>> rg.distributions.ContinuousBernoulli(rg.tensor(0.5)).mean
    tensor(0.5000)
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "probs": constraints.unit_interval,
        "logits": constraints.real,
    }
    support: Constraint = constraints.unit_interval
    has_rsample = True
    _mean_carrier_measure = 0
    _lims: tuple[float, float]

    def __init__(
        self,
        probs: Tensor | float | None = None,
        logits: Tensor | float | None = None,
        lims: tuple[float, float] = (0.499, 0.501),
        validate_args: bool | None = None,
    ) -> None:
        name, given = one_of("ContinuousBernoulli", probs, logits)
        (param,) = broadcast_all(given)
        if name == "probs":
            if validate_args is not None and not constraints.unit_interval.check(param).all():
                raise ValueError("ContinuousBernoulli: probs must lie in [0, 1]")
            param = clamp_probs(param)
        self.__dict__[name] = param
        self._lims = lims
        shape = Size() if isinstance(given, (int, float)) else param.shape
        super().__init__(shape, validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        y = self._expanded(ContinuousBernoulli, batch_shape, _instance)
        y._lims = self._lims
        return y

    @lazy_property
    def logits(self) -> Tensor:
        """The logarithm of the odds."""
        return probs_to_logits(self.probs, is_binary=True)

    @lazy_property
    def probs(self) -> Tensor:
        """The parameter p."""
        return clamp_probs(logits_to_probs(self.logits, is_binary=True))

    def _outside_unstable_region(self) -> Tensor:
        return (self.probs <= self._lims[0]) | (self.probs > self._lims[1])

    def _cut_probs(self) -> Tensor:
        """The parameters, those near 1/2 moved away to where nothing cancels."""
        return _core.where(self._outside_unstable_region(), self.probs, self._lims[0])

    def _by_series(self, exact: Tensor, series: Tensor) -> Tensor:
        return _core.where(self._outside_unstable_region(), exact, series)

    def _cont_bern_log_norm(self) -> Tensor:
        p, x = self._cut_probs(), (self.probs - 0.5).square()
        log_odds = ((-p).log1p() - p.log()).abs()
        return self._by_series(
            log_odds.log() - (1 - 2 * p).abs().log(),
            math.log(2) + (4 / 3 + 104 / 45 * x) * x,
        )

    @property
    def mean(self) -> Tensor:
        p, x = self._cut_probs(), self.probs - 0.5
        exact = p / (2 * p - 1) + 1 / ((-p).log1p() - p.log())
        return self._by_series(exact, 0.5 + (1 / 3 + 16 / 45 * x.square()) * x)

    @property
    def stddev(self) -> Tensor:
        return self.variance.sqrt()

    @property
    def variance(self) -> Tensor:
        p, x = self._cut_probs(), (self.probs - 0.5).square()
        exact = p * (p - 1) / (1 - 2 * p).square() + 1 / ((-p).log1p() - p.log()).square()
        return self._by_series(exact, 1 / 12 - (1 / 15 - 128 / 945 * x) * x)

    def sample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        with no_grad():
            return self.rsample(sample_shape)

    def rsample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        shape = self._extended_shape(sample_shape)
        return self.icdf(_core.rand(shape, dtype=self.probs.dtype, device=self.probs.device))

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        logits, value = broadcast_all(self.logits, value)
        unscaled = -F.binary_cross_entropy_with_logits(logits, value, reduction="none")
        return unscaled + self._cont_bern_log_norm()

    def cdf(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        p = self._cut_probs()
        exact = (p.pow(value) * (1 - p).pow(1 - value) + p - 1) / (2 * p - 1)
        return self._by_series(exact, value).masked_fill(value <= 0, 0).masked_fill(value >= 1, 1)

    def icdf(self, value: Tensor) -> Tensor:
        p = self._cut_probs()
        low, high = (-p).log1p(), p.log()
        exact = ((-p + value * (2 * p - 1)).log1p() - low) / (high - low)
        return self._by_series(exact, value)

    def entropy(self) -> Tensor:
        low = (-self.probs).log1p()
        return self.mean * (low - self.probs.log()) - self._cont_bern_log_norm() - low

    @property
    def _natural_params(self) -> tuple[Tensor]:
        return (self.logits,)

    def _log_normalizer(self, x: Tensor) -> Tensor:  # type: ignore[override]
        outside = (x <= self._lims[0] - 0.5) | (x > self._lims[1] - 0.5)
        far = _core.where(outside, x, self._lims[0] - 0.5)
        exact = far.expm1().abs().log() - far.abs().log()
        series = 0.5 * x + x.square() / 24 - x.pow(4) / 2880
        return _core.where(outside, exact, series)
