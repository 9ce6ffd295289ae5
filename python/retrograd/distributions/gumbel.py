"""The Gumbel distribution."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Tensor
from .._limits import finfo
from . import constraints
from .constraints import Constraint
from .transformed_distribution import TransformedDistribution
from .transforms import AffineTransform, ExpTransform
from .uniform import Uniform
from .utils import broadcast_all, euler_constant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["Gumbel"]


def __dir__() -> list[str]:
    return __all__


class Gumbel(TransformedDistribution):
    """The Gumbel distribution of mode ``loc`` m and ``scale`` s > 0.

        p(x) = exp(-z - exp(-z)) / s,   z = (x - m) / s

    >>> import retrograd as rg
    >>> rg.distributions.Gumbel(0.0, 1.0).log_prob(rg.tensor([0.0, 1.0]))
    tensor([-1.0000, -1.3679])
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "loc": constraints.real,
        "scale": constraints.positive,
    }
    support: Constraint = constraints.real
    loc: Tensor
    scale: Tensor

    def __init__(
        self, loc: Tensor | float, scale: Tensor | float, validate_args: bool | None = None
    ) -> None:
        self.loc, self.scale = broadcast_all(loc, scale)
        limits = finfo(self.loc.dtype)
        low = _core.full_like(self.loc, limits.tiny)
        base = Uniform(low, _core.full_like(low, 1 - limits.eps), validate_args=validate_args)
        log = ExpTransform().inv
        turned = AffineTransform(0, -_core.ones_like(self.scale))
        transforms = [log, turned, log, AffineTransform(loc, -self.scale)]
        super().__init__(base, transforms, validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        return self._expanded(Gumbel, batch_shape, _instance)

    @property
    def mean(self) -> Tensor:
        return self.loc + self.scale * euler_constant

    @property
    def mode(self) -> Tensor:
        return self.loc

    @property
    def stddev(self) -> Tensor:
        return math.pi / math.sqrt(6) * self.scale

    @property
    def variance(self) -> Tensor:
        return self.stddev.square()

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        z = (self.loc - value) / self.scale
        return z - z.exp() - self.scale.log()

    def entropy(self) -> Tensor:
        return self.scale.log() + (1 + euler_constant)
