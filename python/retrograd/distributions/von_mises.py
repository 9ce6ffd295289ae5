"""The distribution of von Mises."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core, special
from .._core import Size, Tensor
from ..autograd.grad_mode import no_grad
from . import constraints
from .constraints import Constraint
from .distribution import Distribution
from .utils import (
    broadcast_all,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["VonMises"]


def __dir__() -> list[str]:
    return __all__


class VonMises(Distribution):
    """The distribution of von Mises, on a circle: of mean ``loc`` m and ``concentration`` k > 0.

        p(x) = e^(k cos(x - m)) / (2 pi I_0(k)),  -pi <= x < pi

    Draws are made in double by rejection (Best and Fisher 1979).

    >>> import retrograd as rg
    >>> rg.distributions.VonMises(rg.tensor(0.0), rg.tensor(4.0)).log_prob(rg.tensor(0.0))
    tensor(-0.2628)
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {
        "loc": constraints.real,
        "concentration": constraints.positive,
    }
    support: Constraint = constraints.real
    has_rsample = False
    loc: Tensor
    concentration: Tensor

    def __init__(
        self, loc: Tensor, concentration: Tensor, validate_args: bool | None = None
    ) -> None:
        self.loc, self.concentration = broadcast_all(loc, concentration)
        super().__init__(self.loc.shape, Size(), validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        return self._expanded(VonMises, batch_shape, _instance)

    @property
    def mean(self) -> Tensor:
        return self.loc

    @property
    def mode(self) -> Tensor:
        return self.loc

    @property
    def variance(self) -> Tensor:
        """The circular variance."""
        ratio = special.i1e(self.concentration) / special.i0e(self.concentration)
        return 1 - ratio

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        k = self.concentration
        # i0e is I_0 over e^k.
        return k * (_core.cos(value - self.loc) - 1) - math.log(2 * math.pi) - special.i0e(k).log()

    @no_grad()
    def sample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        shape = self._extended_shape(sample_shape)
        k = self.concentration.double().expand(shape)
        tau = 1 + (1 + 4 * k.square()).sqrt()
        rho = (tau - (2 * tau).sqrt()) / (2 * k)
        r = _core.where(k < 1e-5, 1 / k + k, (1 + rho.square()) / (2 * rho))
        y = _core.zeros(shape, dtype=_core.float64, device=self.loc.device)
        done = _core.zeros(shape, dtype=_core.bool, device=self.loc.device)
        while not done.all():
            u, v, side = _core.rand((3, *shape), dtype=y.dtype, device=y.device).unbind()
            z = (math.pi * u).cos()
            f = (1 + r * z) / (r + z)
            c = k * (r - f)
            accept = (c * (2 - c) - v > 0) | ((c / v).log() + 1 - c >= 0)
            y = _core.where(accept, (side - 0.5).sign() * f.acos(), y)
            done = done | accept
        y = (y + math.pi + self.loc.double()) % (2 * math.pi) - math.pi
        return y.to(self.loc.dtype)
