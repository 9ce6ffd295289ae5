"""Batch dimensions as parts of the event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from .._core import Size, Tensor
from . import constraints
from .constraints import Constraint
from .distribution import Distribution
from .utils import _sum_rightmost

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["Independent"]

_D = TypeVar("_D", bound=Distribution)


def __dir__() -> list[str]:
    return __all__


class Independent(Distribution, Generic[_D]):
    """A distribution, ``reinterpreted_batch_ndims`` of whose batch dimensions are the event's.

        log p(x) = sum_i log p(x_i)   over those dimensions

    Raises ValueError where the batch has fewer dimensions.

    >>> import retrograd as rg
    >>> normal = rg.distributions.Normal(rg.zeros(3), 1.0)
    >>> vector = rg.distributions.Independent(normal, 1)
    >>> vector.event_shape, vector.log_prob(rg.zeros(3))
    (torch.Size([3]), tensor(-2.7568))
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {}
    base_dist: _D
    reinterpreted_batch_ndims: int

    def __init__(
        self,
        base_distribution: _D,
        reinterpreted_batch_ndims: int,
        validate_args: bool | None = None,
    ) -> None:
        base_shape = base_distribution.batch_shape
        shape = base_shape + base_distribution.event_shape
        batch = len(base_shape) - reinterpreted_batch_ndims
        if batch < 0:
            raise ValueError(
                f"Independent: the base distribution has batch {tuple(base_shape)}, of which"
                f" {reinterpreted_batch_ndims} dimensions cannot be taken"
            )
        self.base_dist = base_distribution
        self.reinterpreted_batch_ndims = reinterpreted_batch_ndims
        super().__init__(Size(shape[:batch]), Size(shape[batch:]), validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        y = self._expanded(Independent, batch_shape, _instance)
        taken = self.event_shape[: self.reinterpreted_batch_ndims]
        y.base_dist = self.base_dist.expand(y.batch_shape + taken)
        y.reinterpreted_batch_ndims = self.reinterpreted_batch_ndims
        return y

    @property
    def has_rsample(self) -> bool:  # type: ignore[override]
        return self.base_dist.has_rsample

    @property
    def has_enumerate_support(self) -> bool:  # type: ignore[override]
        return self.reinterpreted_batch_ndims == 0 and self.base_dist.has_enumerate_support

    @constraints.dependent_property()
    def support(self) -> Constraint:
        base = self.base_dist.support
        n = self.reinterpreted_batch_ndims
        return constraints.independent(base, n) if n else base

    @property
    def mean(self) -> Tensor:
        return self.base_dist.mean

    @property
    def mode(self) -> Tensor:
        return self.base_dist.mode

    @property
    def variance(self) -> Tensor:
        return self.base_dist.variance

    def sample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        return self.base_dist.sample(sample_shape)

    def rsample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        return self.base_dist.rsample(sample_shape)

    def log_prob(self, value: Tensor) -> Tensor:
        return _sum_rightmost(self.base_dist.log_prob(value), self.reinterpreted_batch_ndims)

    def entropy(self) -> Tensor:
        return _sum_rightmost(self.base_dist.entropy(), self.reinterpreted_batch_ndims)

    def enumerate_support(self, expand: bool = True) -> Tensor:
        if self.reinterpreted_batch_ndims:
            raise NotImplementedError(
                "Independent: the events of several dimensions together are not enumerated; ask"
                " base_dist"
            )
        return self.base_dist.enumerate_support(expand=expand)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.base_dist!r}, {self.reinterpreted_batch_ndims})"
