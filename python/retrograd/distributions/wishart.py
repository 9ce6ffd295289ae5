"""The distribution of Wishart."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from typing import Any

from .. import _core, linalg
from .._core import Size, Tensor
from .._limits import finfo
from . import constraints
from ._normal_matrices import (
    factor,
    half_log_det,
    one_matrix,
)
from .chi2 import Chi2
from .constraints import Constraint
from .exp_family import ExponentialFamily
from .utils import (
    lazy_property,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["Wishart"]


def __dir__() -> list[str]:
    return __all__


class Wishart(ExponentialFamily):
    """The distribution of sums of x x^T over ``df`` v vectors x ~ N(0, S), of n elements.

        p(X) ~ det(X)^((v - n - 1) / 2) e^(-tr(S^-1 X) / 2)

    Takes one of ``covariance_matrix`` S, ``precision_matrix`` S^-1 and ``scale_tril`` L, S = L L^T.
    Draws are made of triangles (Bartlett 1933). Raises ValueError unless v > n - 1.

    >>> import retrograd as rg
    >>> rg.distributions.Wishart(3.0, rg.eye(2)).mean
    tensor([[3., 0.],
            [0., 3.]])
    """

    support: Constraint = constraints.positive_definite
    has_rsample = True
    _mean_carrier_measure = 0
    df: Tensor
    _unbroadcasted_scale_tril: Tensor
    _dist_chi2: Chi2

    @property
    def arg_constraints(self) -> dict[str, Constraint]:  # type: ignore[override]
        """What the parameters must satisfy."""
        return {
            "covariance_matrix": constraints.positive_definite,
            "precision_matrix": constraints.positive_definite,
            "scale_tril": constraints.lower_cholesky,
            "df": constraints.greater_than(self._event_shape[-1] - 1),
        }

    def __init__(
        self,
        df: Tensor | float,
        covariance_matrix: Tensor | None = None,
        precision_matrix: Tensor | None = None,
        scale_tril: Tensor | None = None,
        validate_args: bool | None = None,
    ) -> None:
        name, matrix = one_matrix("Wishart", covariance_matrix, precision_matrix, scale_tril)
        count = df if isinstance(df, Tensor) else matrix.new_tensor(float(df))
        batch = _core.broadcast_tensors(matrix[..., 0, 0], count)[0].shape
        n = matrix.shape[-1]
        if count.le(n - 1).any():
            raise ValueError(f"Wishart: df must be above {n - 1}, for matrices of {n} rows")
        if count.lt(n).any():
            warnings.warn(f"Wishart: df below {n} makes singular draws likely", stacklevel=2)
        self.df = count.expand(batch) if isinstance(df, Tensor) else count
        self.__dict__[name] = matrix.expand((*batch, -1, -1))
        super().__init__(batch, Size(matrix.shape[-2:]), validate_args=validate_args)
        self._unbroadcasted_scale_tril = factor(name, matrix)
        lower = _core.arange(n, dtype=matrix.dtype, device=matrix.device).expand((*batch, -1))
        self._dist_chi2 = Chi2(self.df.unsqueeze(-1) - lower)

    def expand(self, batch_shape: Sequence[int], _instance: Any = None) -> Self:
        y = self._get_checked_instance(Wishart, _instance)
        shape = Size(batch_shape)
        for name in ("covariance_matrix", "precision_matrix", "scale_tril"):
            if name in self.__dict__:
                y.__dict__[name] = self.__dict__[name].expand(shape + self._event_shape)
        y.df = self.df.expand(shape)
        y._unbroadcasted_scale_tril = self._unbroadcasted_scale_tril
        y._dist_chi2 = self._dist_chi2.expand((*shape, -1))
        super(Wishart, y).__init__(shape, self._event_shape, validate_args=False)
        y._validate_args = self._validate_args
        return y

    @lazy_property
    def scale_tril(self) -> Tensor:
        """The lower triangular L."""
        return self._unbroadcasted_scale_tril.expand(self._batch_shape + self._event_shape)

    @lazy_property
    def covariance_matrix(self) -> Tensor:
        """The matrix S."""
        tril = self._unbroadcasted_scale_tril
        return (tril @ tril.mT).expand(self._batch_shape + self._event_shape)

    @lazy_property
    def precision_matrix(self) -> Tensor:
        """The inverse of S."""
        inverse = _core.cholesky_inverse(self._unbroadcasted_scale_tril)
        return inverse.expand(self._batch_shape + self._event_shape)

    @property
    def mean(self) -> Tensor:
        return self.df.reshape((*self._df_shape(), 1, 1)) * self.covariance_matrix

    @property
    def mode(self) -> Tensor:
        above = self.df - self._event_shape[-1] - 1
        above = above.masked_fill(above <= 0, math.nan)
        return above.reshape((*self._df_shape(), 1, 1)) * self.covariance_matrix

    @property
    def variance(self) -> Tensor:
        s = self.covariance_matrix
        diagonal = s.diagonal(dim1=-2, dim2=-1)
        squares = s.square() + diagonal.unsqueeze(-1) * diagonal.unsqueeze(-2)
        return self.df.reshape((*self._df_shape(), 1, 1)) * squares

    def _df_shape(self) -> Size:
        return self._batch_shape if self.df.dim() else Size()

    def _bartlett_sampling(self, sample_shape: Sequence[int] = Size()) -> Tensor:
        n = self._event_shape[-1]
        chi = self._dist_chi2.rsample(sample_shape).sqrt()
        noise = chi.clamp(min=finfo(chi.dtype).eps).diag_embed()
        i, j = _core.tril_indices(n, n, offset=-1).unbind()
        below = (*sample_shape, *self._batch_shape, n * (n - 1) // 2)
        noise[..., i, j] = _core.randn(below, dtype=noise.dtype, device=noise.device)
        tril = self._unbroadcasted_scale_tril @ noise
        return tril @ tril.mT

    def rsample(
        self, sample_shape: Sequence[int] = Size(), max_try_correction: int | None = None
    ) -> Tensor:
        """Draw matrices; where some are singular, warn and draw these again, a few times."""
        self._bartlett_sampling(Size(sample_shape))  # torch makes draws again that are good
        y = self._bartlett_sampling(Size(sample_shape))
        singular = self._singular(y)
        if singular.any():
            warnings.warn("Wishart: singular draws are made again", stacklevel=2)
            for _ in range(10 if max_try_correction is None else max_try_correction):
                again = self._bartlett_sampling(Size((int(singular.sum()),)))
                y[singular] = again
                singular[singular.clone()] = self._singular(again)
                if not singular.any():
                    break
        return y

    def _singular(self, y: Tensor) -> Tensor:
        """Which draws have a singular matrix in their batch."""
        found = ~self.support.check(y)
        return (
            found.flatten(found.dim() - len(self._batch_shape)).any(-1)
            if (self._batch_shape)
            else found
        )

    def log_prob(self, value: Tensor) -> Tensor:
        if self._validate_args:
            self._validate_sample(value)
        n, v = self._event_shape[-1], self.df
        tril = self._unbroadcasted_scale_tril
        trace = _core.cholesky_solve(value, tril).diagonal(dim1=-2, dim2=-1).sum(-1)
        constant = v * (0.5 * n * math.log(2) + half_log_det(tril)) + (0.5 * v).mvlgamma(n)
        return 0.5 * ((v - n - 1) * linalg.slogdet(value).logabsdet - trace) - constant

    def entropy(self) -> Tensor:
        n, v = self._event_shape[-1], self.df
        steps = _core.arange(n, dtype=v.dtype, device=v.device) / 2
        slope = (0.5 * v.unsqueeze(-1) - steps).digamma().sum(-1)
        size = 0.5 * n * math.log(2) + half_log_det(self._unbroadcasted_scale_tril)
        return (n + 1) * size + (0.5 * v).mvlgamma(n) - 0.5 * (v - n - 1) * slope + 0.5 * v * n

    @property
    def _natural_params(self) -> tuple[Tensor, Tensor]:
        return -0.5 * self.precision_matrix, 0.5 * (self.df - self._event_shape[-1] - 1)

    def _log_normalizer(self, x: Tensor, y: Tensor) -> Tensor:  # type: ignore[override]
        n = self._event_shape[-1]
        half = y + 0.5 * (n + 1)
        return half * (n * math.log(2) - linalg.slogdet(-2 * x).logabsdet) + half.mvlgamma(n)
