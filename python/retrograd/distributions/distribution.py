"""The base class of distributions: their shapes, the check of arguments, and what they may have."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any, ClassVar

from .._core import Size, Tensor
from ..autograd.grad_mode import no_grad
from . import constraints
from .constraints import Constraint
from .utils import lazy_property

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["Distribution"]


def __dir__() -> list[str]:
    return __all__


class _Wanted:
    """An attribute that only classes of distributions have."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        if instance is None:
            return self
        raise NotImplementedError(f"{type(instance).__name__} has no {self.name}")


class Distribution:
    """A batch of distributions of events: a class of your own has ``rsample``, ``log_prob``, ...

    ``batch_shape`` is that of the parameters, ``event_shape`` that of one event. The parameters
    that ``arg_constraints`` names are checked when an instance is made, and values when their
    probability is asked for, unless ``validate_args`` is False. What a class does not have is a
    NotImplementedError.

    >>> import retrograd as rg
    >>> class Coin(rg.distributions.Distribution):
    ...     arg_constraints = {}
    ...     def rsample(self, sample_shape=rg.Size()):
    ...         return rg.ones(self._extended_shape(sample_shape))
    >>> Coin(rg.Size([2])).sample((3,)).shape
    torch.Size([3, 2])
    """

    has_rsample: bool = False
    has_enumerate_support: bool = False
    _validate_args: bool = __debug__
    if TYPE_CHECKING:
        arg_constraints: ClassVar[dict[str, Constraint]]
        support: Constraint
    else:
        arg_constraints = _Wanted()
        support = _Wanted()

    @staticmethod
    def set_default_validate_args(value: bool) -> None:
        """Check arguments, or do not, where nothing else is said. At first Python's -O decides."""
        if value not in (True, False):
            raise ValueError(f"set_default_validate_args: True or False is wanted, got {value!r}")
        Distribution._validate_args = value

    def __init__(
        self,
        batch_shape: Size = Size(),  # noqa: B008, which nobody can change
        event_shape: Size = Size(),  # noqa: B008
        validate_args: bool | None = None,
    ) -> None:
        self._batch_shape = batch_shape
        self._event_shape = event_shape
        if validate_args is not None:
            self._validate_args = validate_args
        if self._validate_args:
            self._validate_parameters()
        super().__init__()

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        """The same distributions with a larger batch, to which their parameters are expanded."""
        raise self._lacks("expand")

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
    def mode(self) -> Tensor:
        """The most probable event of each distribution."""
        raise self._lacks("mode")

    @property
    def variance(self) -> Tensor:
        """The variance of each distribution."""
        raise self._lacks("variance")

    @property
    def stddev(self) -> Tensor:
        """The root of the variance."""
        return self.variance.sqrt()

    def sample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        """Draw events, which nothing is differentiated by."""
        with no_grad():
            return self.rsample(sample_shape)

    def rsample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        """Draw events that can be differentiated by the parameters."""
        raise self._lacks("rsample")

    def sample_n(self, n: int) -> Tensor:
        """Draw n events: an old way to say ``sample((n,))``."""
        warnings.warn("sample_n: use sample((n,)) instead", FutureWarning, stacklevel=2)
        return self.sample(Size((n,)))

    def log_prob(self, value: Tensor) -> Tensor:
        """The logarithm of the density, or of the probability, at events."""
        raise self._lacks("log_prob")

    def cdf(self, value: Tensor) -> Tensor:
        """The probability of events up to a value."""
        raise self._lacks("cdf")

    def icdf(self, value: Tensor) -> Tensor:
        """The value up to which events have a probability."""
        raise self._lacks("icdf")

    def enumerate_support(self, expand: bool = True) -> Tensor:
        """All events of a discrete distribution, along a first dimension."""
        raise self._lacks("enumerate_support")

    def entropy(self) -> Tensor:
        """The entropy of each distribution."""
        raise self._lacks("entropy")

    def perplexity(self) -> Tensor:
        """e to the power of the entropy."""
        return self.entropy().exp()

    def _extended_shape(self, sample_shape: Sequence[int] = Size()) -> Size:
        return Size([*sample_shape, *self._batch_shape, *self._event_shape])

    def _validate_parameters(self) -> None:
        try:
            arg_constraints = self.arg_constraints
        except NotImplementedError:
            warnings.warn(
                f"{type(self).__name__} has no arg_constraints: its parameters are not checked;"
                " set arg_constraints = {} or pass validate_args=False",
                stacklevel=3,
            )
            return
        for name, constraint in arg_constraints.items():
            if constraints.is_dependent(constraint):
                continue
            if name not in self.__dict__ and isinstance(
                getattr(type(self), name, None), lazy_property
            ):
                continue  # it is computed of others, which are checked
            value = getattr(self, name)
            valid = constraint.check(value)
            if not valid.all():
                raise ValueError(
                    f"{type(self).__name__}: {name} of shape {tuple(value.shape)} must satisfy"
                    f" {constraint!r}, got\n{value}"
                )

    def _validate_sample(self, value: Tensor) -> None:
        """Raise ValueError for what is no event of these distributions."""
        name = type(self).__name__
        if not isinstance(value, Tensor):
            raise ValueError(
                f"{name}: a value must be a tensor, got an object of {type(value).__name__};"
                " use torch.tensor(...)"
            )
        batch, event = self._batch_shape, self._event_shape
        dims = value.dim() - len(event)
        if value.shape[max(dims, 0) :] != event:
            raise ValueError(
                f"{name}: events have shape {tuple(event)}, the value has {tuple(value.shape)}"
            )
        for one, other in zip(reversed(value.shape[:dims]), reversed(batch), strict=False):
            if 1 not in (one, other) and one != other:
                raise ValueError(
                    f"{name}: a value of shape {tuple(value.shape)} does not broadcast with batch"
                    f" {tuple(batch)} of events {tuple(event)}"
                )
        try:
            support = self.support
        except NotImplementedError:
            warnings.warn(
                f"{name} has no support: values are not checked; define support or pass"
                " validate_args=False",
                stacklevel=3,
            )
            return
        if not support.check(value).all():
            raise ValueError(
                f"{name}: a value of shape {tuple(value.shape)} must lie in the support"
                f" {support!r}, got\n{value}"
            )

    def _get_checked_instance(self, cls: type, _instance: Any = None) -> Self:
        """A new instance for ``expand`` of ``cls`` to fill, if this class is made as that is."""
        made: Any = type(self)
        if _instance is None and made.__init__ is not vars(cls)["__init__"]:
            raise NotImplementedError(
                f"{made.__name__} has its own __init__: it must define its own expand"
            )
        y: Self = made.__new__(made) if _instance is None else _instance
        return y

    def _expanded(self, cls: Any, batch_shape: Sequence[int], _instance: Any) -> Self:
        """What ``expand`` of ``cls`` gives, if the parameters in arg_constraints are all it has."""
        y = self._get_checked_instance(cls, _instance)
        shape = Size(batch_shape)
        named = cls.arg_constraints
        if not isinstance(named, dict):  # a property, which only the instance has
            named = self.arg_constraints
        for name, constraint in named.items():
            if name in self.__dict__:
                value = self.__dict__[name]
                event = value.shape[value.dim() - constraint.event_dim :]
                setattr(y, name, value.expand(shape + event))
        Distribution.__init__(y, shape, self._event_shape, validate_args=False)
        y._validate_args = self._validate_args
        return y

    def _lacks(self, name: str) -> NotImplementedError:
        return NotImplementedError(f"{type(self).__name__} has no {name}")

    def __repr__(self) -> str:
        names = [name for name in self.arg_constraints if name in self.__dict__]
        values = [getattr(self, name) for name in names]
        shown = ", ".join(
            f"{name}: {value if value.numel() == 1 else value.shape}"
            for name, value in zip(names, values, strict=True)
        )
        return f"{type(self).__name__}({shown})"
