"""Normal vectors on the simplex."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from .._core import Tensor
from . import constraints
from .constraints import Constraint
from .independent import Independent
from .normal import Normal
from .transformed_distribution import TransformedDistribution
from .transforms import StickBreakingTransform

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["LogisticNormal"]


def __dir__() -> list[str]:
    return __all__


class LogisticNormal(TransformedDistribution):
    """The distribution on the simplex of what StickBreakingTransform makes of a normal vector.

    ``loc`` and ``scale`` > 0 are those of the vector, ``(..., k)``; events have length k + 1.

    >>> import retrograd as rg
    >>> rg.distributions.LogisticNormal(rg.zeros(2), rg.ones(2)).event_shape
    torch.Size([3])
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "loc": constraints.real,
        "scale": constraints.positive,
    }
    support: Constraint = constraints.simplex
    base_dist: Independent[Normal]

    def __init__(
        self, loc: Tensor | float, scale: Tensor | float, validate_args: bool | None = None
    ) -> None:
        base = Normal(loc, scale, validate_args=validate_args)
        if not base.batch_shape:
            base = base.expand((1,))
        super().__init__(base, StickBreakingTransform(), validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        return self._expanded(LogisticNormal, batch_shape, _instance)

    @property
    def loc(self) -> Tensor:
        return self.base_dist.base_dist.loc

    @property
    def scale(self) -> Tensor:
        return self.base_dist.base_dist.scale
