"""What becomes of a distribution when transforms are applied to its events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from .._core import Size, Tensor
from ..autograd.grad_mode import no_grad
from . import constraints
from .constraints import Constraint
from .distribution import Distribution
from .independent import Independent
from .transforms import ComposeTransform, Transform
from .utils import _sum_rightmost

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["TransformedDistribution"]


def __dir__() -> list[str]:
    return __all__


class TransformedDistribution(Distribution):
    """The distribution of y = f(x), where x has another one and f is made of transforms.

        log p(y) = log p(x) - log |det dy/dx|

    Raises ValueError for what is no transform, and where events have too few dimensions for one.

    >>> import retrograd as rg
    >>> d = rg.distributions
    >>> d.TransformedDistribution(d.Normal(0.0, 1.0), d.ExpTransform()).log_prob(rg.tensor(1.0))
    tensor(-0.9189)
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {}
    base_dist: Any
    transforms: list[Transform]

    def __init__(
        self,
        base_distribution: Distribution,
        transforms: Transform | list[Transform],
        validate_args: bool | None = None,
    ) -> None:
        self.transforms = [transforms] if isinstance(transforms, Transform) else transforms
        if not isinstance(self.transforms, list) or not all(
            isinstance(t, Transform) for t in self.transforms
        ):
            raise ValueError(
                f"{type(self).__name__}: a Transform or a list of them is wanted, got {transforms}"
            )
        base, whole = base_distribution, ComposeTransform(self.transforms)
        shape = base.batch_shape + base.event_shape
        needed, had = whole.domain.event_dim, len(base.event_shape)
        if len(shape) < needed:
            raise ValueError(
                f"{type(self).__name__}: the transforms take events with {needed} dimensions, but"
                f" the base distribution has batch and event of shape {tuple(shape)}"
            )
        # The parameters of a transform may broadcast the base to a larger batch.
        y_shape = Size(whole.forward_shape(shape))
        x_shape = Size(whole.inverse_shape(y_shape))
        if x_shape != shape:
            base = base.expand(x_shape[: len(x_shape) - had])
        self.base_dist = Independent(base, needed - had) if needed > had else base
        batch = len(y_shape) - whole.codomain.event_dim - max(had - needed, 0)
        super().__init__(Size(y_shape[:batch]), Size(y_shape[batch:]), validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        return self._expanded(TransformedDistribution, batch_shape, _instance)

    def _expanded(self, cls: Any, batch_shape: Sequence[int], _instance: Any) -> Self:
        y = super()._expanded(cls, batch_shape, _instance)
        shape: Sequence[int] = y.batch_shape + y.event_shape
        for transform in reversed(self.transforms):
            shape = transform.inverse_shape(shape)
        batch = len(shape) - len(self.base_dist.event_shape)
        y.base_dist = self.base_dist.expand(Size(shape[:batch]))
        y.transforms = self.transforms
        return y

    def _support(self) -> Constraint:
        if not self.transforms:
            base: Constraint = self.base_dist.support
            return base
        found = self.transforms[-1].codomain
        more = len(self.event_shape) - found.event_dim
        return constraints.independent(found, more) if more > 0 else found

    support: Constraint = constraints.dependent_property(_support, is_discrete=False)

    @property
    def has_rsample(self) -> bool:  # type: ignore[override]
        return bool(self.base_dist.has_rsample)

    def sample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        with no_grad():
            return self._transformed(self.base_dist.sample(sample_shape))

    def rsample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        return self._transformed(self.base_dist.rsample(sample_shape))

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        dims, slopes = len(self.event_shape), []
        for transform in reversed(self.transforms):
            x = transform.inv(value)
            dims += transform.domain.event_dim - transform.codomain.event_dim
            slope = transform.log_abs_det_jacobian(x, value)
            slopes.append(_sum_rightmost(slope, dims - transform.domain.event_dim))
            value = x
        found = _sum_rightmost(
            self.base_dist.log_prob(value), dims - len(self.base_dist.event_shape)
        )
        return found - sum(slopes)

    def cdf(self, value: Tensor) -> Tensor:
        for transform in reversed(self.transforms):
            value = transform.inv(value)
        if self.base_dist._validate_args:
            self.base_dist._validate_sample(value)
        return self._monotonize_cdf(self.base_dist.cdf(value))

    def icdf(self, value: Tensor) -> Tensor:
        return self._transformed(self.base_dist.icdf(self._monotonize_cdf(value)))

    def _transformed(self, x: Tensor) -> Tensor:
        for transform in self.transforms:
            x = transform(x)
        return x

    def _monotonize_cdf(self, value: Tensor) -> Tensor:
        """A probability p, and 1 - p where the transforms turn the order of events round."""
        sign: Any = ComposeTransform(self.transforms).sign
        return value if isinstance(sign, int) and sign == 1 else sign * (value - 0.5) + 0.5
