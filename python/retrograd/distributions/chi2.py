"""The chi-squared distribution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from .._core import Tensor
from . import constraints
from .constraints import Constraint
from .gamma import Gamma

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["Chi2"]


def __dir__() -> list[str]:
    return __all__


class Chi2(Gamma):
    """The distribution of the sum of ``df`` k > 0 squared standard normal numbers.

        p(x) = x^(k/2 - 1) e^(-x/2) / (2^(k/2) gamma(k/2))

    >>> import retrograd as rg
    >>> rg.distributions.Chi2(3.0).mean
    tensor(3.)
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {"df": constraints.positive}

    def __init__(self, df: Tensor | float, validate_args: bool | None = None) -> None:
        super().__init__(0.5 * df, 0.5, validate_args=validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        return super().expand(batch_shape, self._get_checked_instance(Chi2, _instance))

    @property
    def df(self) -> Tensor:
        return self.concentration * 2
