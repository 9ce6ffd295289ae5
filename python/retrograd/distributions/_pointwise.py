"""Transforms of each element by itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from .. import _core
from .._core import Tensor
from .._limits import finfo
from .._shapes import broadcast_shapes
from ..nn.functional import softplus
from . import constraints
from ._transform import Transform
from .constraints import Constraint
from .distribution import Distribution
from .utils import _sum_rightmost, broadcast_all


class _Alike(Transform):
    """Transforms without settings: those of one class are equal."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self))

    __hash__: None = None  # type: ignore[assignment]


class ExpTransform(_Alike):
    """y = exp(x).

    >>> import retrograd as rg
    >>> rg.distributions.ExpTransform()(rg.tensor([0.0]))
    tensor([1.])
    """

    domain: Constraint = constraints.real
    codomain: Constraint = constraints.positive
    bijective: bool = True
    sign: int | Tensor = 1

    def _call(self, x: Tensor) -> Tensor:
        return x.exp()

    def _inverse(self, y: Tensor) -> Tensor:
        return y.log()

    def log_abs_det_jacobian(self, x: Tensor, y: Tensor) -> Tensor:
        return x


class PowerTransform(Transform):
    """y = x^exponent, of positive numbers.

    >>> import retrograd as rg
    >>> rg.distributions.PowerTransform(2.0)(rg.tensor([3.0]))
    tensor([9.])
    """

    domain: Constraint = constraints.positive
    codomain: Constraint = constraints.positive
    bijective: bool = True

    def __init__(self, exponent: Tensor | float, cache_size: int = 0) -> None:
        super().__init__(cache_size=cache_size)
        self.exponent: Tensor = broadcast_all(exponent)[0]

    def with_cache(self, cache_size: int = 1) -> Transform:
        if self._cache_size == cache_size:
            return self
        return PowerTransform(self.exponent, cache_size=cache_size)

    @property
    def sign(self) -> int | Tensor:  # type: ignore[override]
        return self.exponent.sign()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PowerTransform) and _same(self.exponent, other.exponent)

    __hash__: None = None  # type: ignore[assignment]

    def _call(self, x: Tensor) -> Tensor:
        return x.pow(self.exponent)

    def _inverse(self, y: Tensor) -> Tensor:
        return y.pow(1 / self.exponent)

    def log_abs_det_jacobian(self, x: Tensor, y: Tensor) -> Tensor:
        return (self.exponent * y / x).abs().log()

    def forward_shape(self, shape: Sequence[int]) -> Sequence[int]:
        return broadcast_shapes(shape, self.exponent.shape)

    def inverse_shape(self, shape: Sequence[int]) -> Sequence[int]:
        return broadcast_shapes(shape, self.exponent.shape)


def _clipped_sigmoid(x: Tensor) -> Tensor:
    """The sigmoid, kept inside of the open interval, so that it has an inverse."""
    limits = finfo(x.dtype)
    return x.sigmoid().clamp(limits.tiny, 1 - limits.eps)


class SigmoidTransform(_Alike):
    """y = 1 / (1 + exp(-x)).

    >>> import retrograd as rg
    >>> rg.distributions.SigmoidTransform()(rg.tensor([0.0]))
    tensor([0.5000])
    """

    domain: Constraint = constraints.real
    codomain: Constraint = constraints.unit_interval
    bijective: bool = True
    sign: int | Tensor = 1

    def _call(self, x: Tensor) -> Tensor:
        return _clipped_sigmoid(x)

    def _inverse(self, y: Tensor) -> Tensor:
        limits = finfo(y.dtype)
        y = y.clamp(limits.tiny, 1 - limits.eps)
        return y.log() - (-y).log1p()

    def log_abs_det_jacobian(self, x: Tensor, y: Tensor) -> Tensor:
        return -softplus(-x) - softplus(x)


class SoftplusTransform(_Alike):
    """y = log(1 + exp(x)), which is x where x > 20.

    >>> import retrograd as rg
    >>> rg.distributions.SoftplusTransform()(rg.tensor([0.0]))
    tensor([0.6931])
    """

    domain: Constraint = constraints.real
    codomain: Constraint = constraints.positive
    bijective: bool = True
    sign: int | Tensor = 1

    def _call(self, x: Tensor) -> Tensor:
        return softplus(x)

    def _inverse(self, y: Tensor) -> Tensor:
        return (-(-y).expm1()).log() + y

    def log_abs_det_jacobian(self, x: Tensor, y: Tensor) -> Tensor:
        return -softplus(-x)


class TanhTransform(_Alike):
    """y = tanh(x).

    >>> import retrograd as rg
    >>> rg.distributions.TanhTransform()(rg.tensor([0.0]))
    tensor([0.])
    """

    domain: Constraint = constraints.real
    codomain: Constraint = constraints.interval(-1.0, 1.0)
    bijective: bool = True
    sign: int | Tensor = 1

    def _call(self, x: Tensor) -> Tensor:
        return x.tanh()

    def _inverse(self, y: Tensor) -> Tensor:
        return y.atanh()

    def log_abs_det_jacobian(self, x: Tensor, y: Tensor) -> Tensor:
        # 1 - tanh(x)^2 = 4 / (e^x + e^-x)^2, whose log has no difference of what is nearly 1.
        return 2 * (math.log(2) - x - softplus(-2 * x))


class AbsTransform(_Alike):
    """y = |x|, whose inverse is y.

    >>> import retrograd as rg
    >>> rg.distributions.AbsTransform()(rg.tensor([-1.0]))
    tensor([1.])
    """

    domain: Constraint = constraints.real
    codomain: Constraint = constraints.positive

    def _call(self, x: Tensor) -> Tensor:
        return x.abs()

    def _inverse(self, y: Tensor) -> Tensor:
        return y


class AffineTransform(Transform):
    """y = loc + scale x, of events with ``event_dim`` dimensions.

    >>> import retrograd as rg
    >>> rg.distributions.AffineTransform(1.0, 2.0)(rg.tensor([3.0]))
    tensor([7.])
    """

    bijective: bool = True

    def __init__(
        self,
        loc: Tensor | float,
        scale: Tensor | float,
        event_dim: int = 0,
        cache_size: int = 0,
    ) -> None:
        super().__init__(cache_size=cache_size)
        self.loc: Tensor | float = loc
        self.scale: Tensor | float = scale
        self._event_dim = event_dim

    @property
    def event_dim(self) -> int:
        return self._event_dim

    def _events(self) -> Constraint:
        real, dims = constraints.real, self._event_dim
        return constraints.independent(real, dims) if dims else real

    domain: Constraint = constraints.dependent_property(_events, is_discrete=False)
    codomain: Constraint = constraints.dependent_property(_events, is_discrete=False)

    def with_cache(self, cache_size: int = 1) -> Transform:
        if self._cache_size == cache_size:
            return self
        return AffineTransform(self.loc, self.scale, self._event_dim, cache_size=cache_size)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, AffineTransform)
            and _same(self.loc, other.loc)
            and _same(self.scale, other.scale)
        )

    __hash__: None = None  # type: ignore[assignment]

    @property
    def sign(self) -> int | Tensor:  # type: ignore[override]
        if isinstance(self.scale, Tensor):
            return self.scale.sign()
        return (self.scale > 0) - (self.scale < 0)

    def _call(self, x: Tensor) -> Tensor:
        return self.loc + self.scale * x

    def _inverse(self, y: Tensor) -> Tensor:
        return (y - self.loc) / self.scale

    def log_abs_det_jacobian(self, x: Tensor, y: Tensor) -> Tensor:
        if isinstance(self.scale, Tensor):
            found = self.scale.abs().log()
        else:
            found = _core.full_like(x, math.log(abs(self.scale)))
        return _sum_rightmost(found.expand(x.shape), self._event_dim)

    def forward_shape(self, shape: Sequence[int]) -> Sequence[int]:
        return broadcast_shapes(shape, *(getattr(a, "shape", ()) for a in (self.loc, self.scale)))

    def inverse_shape(self, shape: Sequence[int]) -> Sequence[int]:
        return self.forward_shape(shape)


class CumulativeDistributionTransform(Transform):
    """y = P(X <= x), which is spread evenly over the unit interval.

    >>> import retrograd as rg
    >>> d = rg.distributions
    >>> d.CumulativeDistributionTransform(d.Normal(0.0, 1.0))(rg.tensor([0.0]))
    tensor([0.5000])
    """

    bijective: bool = True
    codomain: Constraint = constraints.unit_interval
    sign: int | Tensor = 1

    def __init__(self, distribution: Distribution, cache_size: int = 0) -> None:
        super().__init__(cache_size=cache_size)
        self.distribution: Distribution = distribution

    @property
    def domain(self) -> Constraint:  # type: ignore[override]
        support: Constraint = self.distribution.support
        return support

    def _call(self, x: Tensor) -> Tensor:
        return self.distribution.cdf(x)

    def _inverse(self, y: Tensor) -> Tensor:
        return self.distribution.icdf(y)

    def log_abs_det_jacobian(self, x: Tensor, y: Tensor) -> Tensor:
        return self.distribution.log_prob(x)

    def with_cache(self, cache_size: int = 1) -> Transform:
        if self._cache_size == cache_size:
            return self
        return CumulativeDistributionTransform(self.distribution, cache_size=cache_size)


def _same(a: Any, b: Any) -> bool:
    """Whether two numbers or tensors are equal everywhere."""
    same = a == b
    return bool(same.all() if isinstance(same, Tensor) else same)
