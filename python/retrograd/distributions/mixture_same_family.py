"""Mixtures of distributions of one family."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from .._core import Size, Tensor
from ..autograd.grad_mode import no_grad
from . import constraints
from .categorical import Categorical
from .constraints import Constraint
from .distribution import Distribution

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["MixtureSameFamily"]


def __dir__() -> list[str]:
    return __all__


class MixtureSameFamily(Distribution):
    """A mixture: of the components along the last batch dimension, one by a Categorical.

        p(x) = sum_k w_k p_k(x)

    Raises ValueError for a mixture that is not Categorical, or does not fit the components.

    >>> import retrograd as rg
    >>> d = rg.distributions
    >>> mixture = d.Categorical(rg.tensor([0.25, 0.75]))
    >>> d.MixtureSameFamily(mixture, d.Normal(rg.tensor([0.0, 4.0]), 1.0)).mean
    tensor(3.)
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {}
    has_rsample = False
    _mixture_distribution: Categorical
    _component_distribution: Distribution
    _num_component: int
    _event_ndims: int

    def __init__(
        self,
        mixture_distribution: Categorical,
        component_distribution: Distribution,
        validate_args: bool | None = None,
    ) -> None:
        mixture, component = mixture_distribution, component_distribution
        if not isinstance(mixture, Categorical) or not isinstance(component, Distribution):
            raise ValueError(
                "MixtureSameFamily: expects a Categorical and a distribution, got"
                f" {type(mixture).__name__} and {type(component).__name__}"
            )
        batch = Size(component.batch_shape[:-1])
        pairs = zip(reversed(mixture.batch_shape), reversed(batch), strict=False)
        if any(1 not in pair and pair[0] != pair[1] for pair in pairs):
            raise ValueError(
                f"MixtureSameFamily: a mixture of batch {tuple(mixture.batch_shape)} does not fit"
                f" components of batch {tuple(component.batch_shape)}"
            )
        count = mixture.logits.shape[-1]
        if not component.batch_shape or component.batch_shape[-1] != count:
            raise ValueError(
                f"MixtureSameFamily: the mixture is of {count} components, their batch is"
                f" {tuple(component.batch_shape)}"
            )
        self._mixture_distribution = mixture
        self._component_distribution = component
        self._num_component = count
        self._event_ndims = len(component.event_shape)
        super().__init__(batch, component.event_shape, validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        y = self._get_checked_instance(MixtureSameFamily, _instance)
        shape = Size(batch_shape)
        y._component_distribution = self._component_distribution.expand(
            (*shape, self._num_component)
        )
        y._mixture_distribution = self._mixture_distribution.expand(shape)
        y._num_component, y._event_ndims = self._num_component, self._event_ndims
        super(MixtureSameFamily, y).__init__(shape, self._event_shape, validate_args=False)
        y._validate_args = self._validate_args
        return y

    @constraints.dependent_property()
    def support(self) -> Constraint:
        """Where every component has its events."""
        return constraints.MixtureSameFamilyConstraint(self._component_distribution.support)

    @property
    def mixture_distribution(self) -> Categorical:
        """The distribution of the component's number."""
        return self._mixture_distribution

    @property
    def component_distribution(self) -> Distribution:
        """The distributions of the components."""
        return self._component_distribution

    def _mixed(self, values: Tensor) -> Tensor:
        """The mean over components of what each of them has."""
        probs = self._mixture_distribution.probs
        probs = probs.reshape(probs.shape + (1,) * self._event_ndims)
        return (probs * values).sum(-1 - self._event_ndims)

    @property
    def mean(self) -> Tensor:
        return self._mixed(self._component_distribution.mean)

    @property
    def variance(self) -> Tensor:
        apart = self._component_distribution.mean - self._pad(self.mean)
        return self._mixed(self._component_distribution.variance) + self._mixed(apart.square())

    def _pad(self, value: Tensor) -> Tensor:
        return value.unsqueeze(-1 - self._event_ndims)

    def cdf(self, value: Tensor) -> Tensor:
        shares = self._component_distribution.cdf(self._pad(value))
        return (shares * self._mixture_distribution.probs).sum(-1)

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        log_probs = self._component_distribution.log_prob(self._pad(value))
        return (log_probs + self._mixture_distribution.logits.log_softmax(-1)).logsumexp(-1)

    def sample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        with no_grad():
            number = self._mixture_distribution.sample(sample_shape)
            drawn = self._component_distribution.sample(sample_shape)
            dim = len(sample_shape) + len(self._batch_shape)
            index = number.reshape(number.shape + (1,) * (self._event_ndims + 1))
            index = index.expand((*drawn.shape[:dim], 1, *self._event_shape))
            return drawn.gather(dim, index).squeeze(dim)

    def __repr__(self) -> str:
        parts = f"{self._mixture_distribution},\n  {self._component_distribution}"
        return f"MixtureSameFamily(\n  {parts})"
