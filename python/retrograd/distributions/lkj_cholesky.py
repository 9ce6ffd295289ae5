"""The distribution of Lewandowski, Kurowicka and Joe."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core, linalg
from .._core import Size, Tensor
from .._limits import finfo
from ..autograd.grad_mode import no_grad
from . import constraints
from .beta import Beta
from .constraints import Constraint
from .distribution import Distribution
from .utils import (
    broadcast_all,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["LKJCholesky"]


def __dir__() -> list[str]:
    return __all__


class LKJCholesky(Distribution):
    """The distribution of factors L of the correlations L L^T of ``dim`` variables.

        p(L L^T) ~ det(L L^T)^(c - 1)

    ``concentration`` c = 1 makes all correlations equally likely, more of it weak ones.
    Draws are onions (Lewandowski, Kurowicka and Joe 2009). Raises ValueError for fewer than 2
    variables.

    >>> import retrograd as rg
    >>> tril = rg.distributions.LKJCholesky(3, 0.5).sample()
    >>> (tril @ tril.T).diagonal()
    tensor([1., 1., 1.])
    """

    arg_constraints: ClassVar[dict[str, Constraint]] = {"concentration": constraints.positive}
    support: Constraint = constraints.corr_cholesky
    dim: int
    concentration: Tensor
    _beta: Beta

    def __init__(
        self,
        dim: int,
        concentration: Tensor | float = 1.0,
        validate_args: bool | None = None,
    ) -> None:
        if dim < 2:
            raise ValueError(f"LKJCholesky: dim must be 2 or more, got {dim}")
        self.dim = dim
        (self.concentration,) = broadcast_all(concentration)
        c = self.concentration
        steps = _core.arange(dim - 1, dtype=c.dtype, device=c.device)
        steps = _core.cat([steps.new_zeros(1), steps])
        self._beta = Beta(steps + 0.5, c.unsqueeze(-1) + 0.5 * (dim - 2) - 0.5 * steps)
        super().__init__(c.shape, Size((dim, dim)), validate_args)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        y = self._get_checked_instance(LKJCholesky, _instance)
        shape = Size(batch_shape)
        y.dim = self.dim
        y.concentration = self.concentration.expand(shape)
        y._beta = self._beta.expand((*shape, self.dim))
        super(LKJCholesky, y).__init__(shape, self._event_shape, validate_args=False)
        y._validate_args = self._validate_args
        return y

    def sample(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        with no_grad():
            squares = self._beta.sample(sample_shape).unsqueeze(-1)
            shape = self._extended_shape(sample_shape)
            noise = _core.randn(shape, dtype=squares.dtype, device=squares.device).tril(-1)
            # Rows are points of spheres, whose radius is that of a beta number; the first is none.
            rows = squares.sqrt() * noise / linalg.vector_norm(noise, dim=-1, keepdim=True)
            rows[..., 0, :] = 0
            rest = (1 - rows.square().sum(-1)).clamp(min=finfo(rows.dtype).tiny).sqrt()
            return rows + rest.diag_embed()

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        c, rest = self.concentration, self.dim - 1
        orders = _core.arange(2, self.dim + 1, device=c.device)
        powers = 2 * (c - 1).unsqueeze(-1) + self.dim - orders
        unscaled = (powers * value.diagonal(dim1=-1, dim2=-2)[..., 1:].log()).sum(-1)
        alpha = c + 0.5 * rest
        constant = 0.5 * rest * math.log(math.pi) + (alpha - 0.5).mvlgamma(rest)
        return unscaled - constant + alpha.lgamma() * rest
