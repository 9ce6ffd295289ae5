"""Exponential families: their entropy follows from the normalizer, by autograd."""

from __future__ import annotations

from .. import autograd
from .._core import Tensor
from ..autograd.grad_mode import enable_grad
from .distribution import Distribution, _Wanted

TYPE_CHECKING = False

__all__ = ["ExponentialFamily"]


def __dir__() -> list[str]:
    return __all__


class ExponentialFamily(Distribution):
    """Distributions whose density is made of a statistic t and a normalizer F:

        p(x) = exp(<t(x), theta> - F(theta) + k(x))

    A class of your own says its ``_natural_params`` theta, its ``_log_normalizer`` F and its
    ``_mean_carrier_measure``, the mean of k; ``entropy`` is then a Bregman divergence of F
    (Nielsen and Nock 2010):

        H = F(theta) - <theta, dF/dtheta> - E[k(x)]
    """

    if TYPE_CHECKING:
        _mean_carrier_measure: float | Tensor
    else:
        _mean_carrier_measure = _Wanted()

    @property
    def _natural_params(self) -> tuple[Tensor, ...]:
        raise self._lacks("_natural_params")

    def _log_normalizer(self, *natural_params: Tensor) -> Tensor:
        raise self._lacks("_log_normalizer")

    def entropy(self) -> Tensor:
        """The entropy of each distribution, of the normalizer and its gradient."""
        with enable_grad():
            theta = [p.detach().requires_grad_() for p in self._natural_params]
            normalizer = self._log_normalizer(*theta)
            slopes = autograd.grad(normalizer.sum(), theta, create_graph=True)
        y = normalizer - self._mean_carrier_measure
        for p, slope in zip(theta, slopes, strict=True):
            y = y - (p * slope).reshape(*self._batch_shape, -1).sum(-1)
        return y
