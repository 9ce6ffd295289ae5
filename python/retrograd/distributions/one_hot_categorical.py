"""The categorical distribution, of vectors with one 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Size, Tensor
from ..nn import functional as F
from . import constraints
from ._odds import enumerated
from .categorical import Categorical
from .constraints import Constraint
from .distribution import Distribution

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["OneHotCategorical", "OneHotCategoricalStraightThrough"]


def __dir__() -> list[str]:
    return __all__


class OneHotCategorical(Distribution):
    """Vectors with one 1 and zeros, by the probabilities of the 1, as Categorical takes them.

        P(e_k) = p_k = softmax(logits)_k

    >>> import retrograd as rg
    >>> d = rg.distributions.OneHotCategorical(rg.tensor([0.0, 1.0, 0.0]))
    >>> d.sample()
    tensor([0., 1., 0.])
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "probs": constraints.simplex,
        "logits": constraints.real_vector,
    }
    support: Constraint = constraints.one_hot
    has_enumerate_support = True
    _categorical: Categorical

    def __init__(
        self,
        probs: Tensor | None = None,
        logits: Tensor | None = None,
        validate_args: bool | None = None,
    ) -> None:
        self._categorical = Categorical(probs, logits)
        shape = self._categorical.param_shape
        super().__init__(Size(shape[:-1]), Size(shape[-1:]), validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        y = self._get_checked_instance(OneHotCategorical, _instance)
        shape = Size(batch_shape)
        y._categorical = self._categorical.expand(shape)
        super(OneHotCategorical, y).__init__(shape, self._event_shape, validate_args=False)
        y._validate_args = self._validate_args
        return y

    @property
    def _param(self) -> Tensor:
        return self._categorical._param

    @property
    def probs(self) -> Tensor:
        return self._categorical.probs

    @property
    def logits(self) -> Tensor:
        return self._categorical.logits

    @property
    def param_shape(self) -> Size:
        """The shape of the parameter."""
        return self._categorical.param_shape

    @property
    def mean(self) -> Tensor:
        return self.probs

    @property
    def mode(self) -> Tensor:
        return F.one_hot(self.probs.argmax(-1), self.probs.shape[-1]).to(self.probs)

    @property
    def variance(self) -> Tensor:
        return self.probs * (1 - self.probs)

    def sample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        drawn = self._categorical.sample(Size(sample_shape))
        return F.one_hot(drawn, self._categorical._num_events).to(self.probs)

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        return self._categorical.log_prob(value.argmax(-1))

    def entropy(self) -> Tensor:
        return self._categorical.entropy()

    def enumerate_support(self, expand: bool = True) -> Tensor:
        n = self._categorical._num_events
        return enumerated(self, _core.eye(n, dtype=self.probs.dtype), expand)


class OneHotCategoricalStraightThrough(OneHotCategorical):
    """OneHotCategorical whose draws pass gradients on to the probabilities as they are (Bengio,
    Leonard and Courville 2013).

        x = e_k + p - detach(p)

    >>> import retrograd as rg
    >>> p = rg.tensor([0.0, 1.0], requires_grad=True)
    >>> rg.distributions.OneHotCategoricalStraightThrough(logits=p).rsample().requires_grad
    True
    """

    has_rsample = True

    def rsample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        probs = self._categorical.probs
        return self.sample(sample_shape) + (probs - probs.detach())
