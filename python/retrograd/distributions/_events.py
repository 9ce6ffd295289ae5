"""Transforms of whole events, vectors and matrices, and of the pieces of a tensor."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .. import _core, linalg
from .._core import Tensor
from .._limits import finfo
from ..nn.functional import logsigmoid, pad, softplus
from . import constraints
from ._pointwise import _Alike, _clipped_sigmoid
from ._transform import Transform, _check_dims
from .constraints import Constraint
from .utils import _sum_rightmost, tril_matrix_to_vec, vec_to_tril_matrix


class SoftmaxTransform(_Alike):
    """y = softmax(x), whose inverse is log(y), one of many.

    >>> import retrograd as rg
    >>> rg.distributions.SoftmaxTransform()(rg.zeros(2))
    tensor([0.5000, 0.5000])
    """

    domain: Constraint = constraints.real_vector
    codomain: Constraint = constraints.simplex

    def _call(self, x: Tensor) -> Tensor:
        return x.softmax(-1)

    def _inverse(self, y: Tensor) -> Tensor:
        return y.log()

    def forward_shape(self, shape: Sequence[int]) -> Sequence[int]:
        _check_dims(self, shape, 1)
        return shape

    def inverse_shape(self, shape: Sequence[int]) -> Sequence[int]:
        _check_dims(self, shape, 1)
        return shape


class StickBreakingTransform(_Alike):
    """A vector of k numbers as a point of the simplex with k + 1: each breaks a piece of the rest.

        z_i = sigmoid(x_i - log(k + 1 - i)),   y_i = z_i (1 - z_1) ... (1 - z_(i-1)),   z_(k+1) = 1

    >>> import retrograd as rg
    >>> rg.distributions.StickBreakingTransform()(rg.zeros(3))
    tensor([0.2500, 0.2500, 0.2500, 0.2500])
    """

    domain: Constraint = constraints.real_vector
    codomain: Constraint = constraints.simplex
    bijective: bool = True

    def _call(self, x: Tensor) -> Tensor:
        z = _clipped_sigmoid(x - _log_of_rest(x))
        rest = (1 - z).cumprod(-1)
        return pad(z, [0, 1], value=1) * pad(rest, [1, 0], value=1)

    def _inverse(self, y: Tensor) -> Tensor:
        y = y[..., :-1]
        rest = (1 - y.cumsum(-1)).clamp(min=finfo(y.dtype).tiny)  # never log 0
        return y.log() - rest.log() + _log_of_rest(y)

    def log_abs_det_jacobian(self, x: Tensor, y: Tensor) -> Tensor:
        x = x - _log_of_rest(x)
        return (logsigmoid(x) - x + y[..., :-1].log()).sum(-1)

    def forward_shape(self, shape: Sequence[int]) -> Sequence[int]:
        _check_dims(self, shape, 1)
        return (*shape[:-1], shape[-1] + 1)

    def inverse_shape(self, shape: Sequence[int]) -> Sequence[int]:
        _check_dims(self, shape, 1)
        return (*shape[:-1], shape[-1] - 1)


class CorrCholeskyTransform(Transform):
    """A vector of n (n - 1) / 2 numbers as the Cholesky factor of an n x n correlation matrix.

        z = tanh(x) below the diagonal, row by row,   y_ij = z_ij prod_k<j sqrt(1 - z_ik^2)

    >>> import retrograd as rg
    >>> rg.distributions.CorrCholeskyTransform()(rg.zeros(1))
    tensor([[1., 0.],
            [0., 1.]])
    """

    domain: Constraint = constraints.real_vector
    codomain: Constraint = constraints.corr_cholesky
    bijective: bool = True

    def _call(self, x: Tensor) -> Tensor:
        eps = finfo(x.dtype).eps
        z = vec_to_tril_matrix(x.tanh().clamp(eps - 1, 1 - eps), diag=-1)
        rest = (1 - z.square()).sqrt().cumprod(-1)
        z = z + _core.eye(z.shape[-1], dtype=z.dtype, device=z.device)
        return z * pad(rest[..., :-1], [1, 0], value=1)

    def _inverse(self, y: Tensor) -> Tensor:
        rest = 1 - y.square().cumsum(-1)
        rest = pad(rest[..., :-1], [1, 0], value=1)
        z = tril_matrix_to_vec(y, diag=-1) / tril_matrix_to_vec(rest, diag=-1).sqrt()
        return (z.log1p() - (-z).log1p()) / 2

    def log_abs_det_jacobian(self, x: Tensor, y: Tensor) -> Tensor:
        rest = tril_matrix_to_vec(1 - y.square().cumsum(-1), diag=-2)
        of_tanh = x + softplus(-2 * x) - math.log(2)
        return 0.5 * rest.log().sum(-1) - 2 * of_tanh.sum(-1)

    def forward_shape(self, shape: Sequence[int]) -> Sequence[int]:
        _check_dims(self, shape, 1)
        n = (math.isqrt(8 * shape[-1] + 1) + 1) // 2
        if n * (n - 1) // 2 != shape[-1]:
            raise ValueError(
                f"CorrCholeskyTransform: no triangle has {shape[-1]} elements; {n} rows have"
                f" {n * (n - 1) // 2} below the diagonal"
            )
        return (*shape[:-1], n, n)

    def inverse_shape(self, shape: Sequence[int]) -> Sequence[int]:
        _check_dims(self, shape, 2)
        n = shape[-1]
        if shape[-2] != n:
            raise ValueError(
                f"CorrCholeskyTransform: {tuple(shape)} is no shape of square matrices"
            )
        return (*shape[:-2], n * (n - 1) // 2)


class LowerCholeskyTransform(_Alike):
    """The lower triangle of a matrix, the diagonal as its exponentials.

    >>> import retrograd as rg
    >>> rg.distributions.LowerCholeskyTransform()(rg.zeros(2, 2))
    tensor([[1., 0.],
            [0., 1.]])
    """

    domain: Constraint = constraints.independent(constraints.real, 2)
    codomain: Constraint = constraints.lower_cholesky

    def _call(self, x: Tensor) -> Tensor:
        return x.tril(-1) + x.diagonal(dim1=-2, dim2=-1).exp().diag_embed()

    def _inverse(self, y: Tensor) -> Tensor:
        return y.tril(-1) + y.diagonal(dim1=-2, dim2=-1).log().diag_embed()


class PositiveDefiniteTransform(_Alike):
    """L L^T of the Cholesky factor L that LowerCholeskyTransform makes of a matrix.

    >>> import retrograd as rg
    >>> rg.distributions.PositiveDefiniteTransform()(rg.zeros(2, 2))
    tensor([[1., 0.],
            [0., 1.]])
    """

    domain: Constraint = constraints.independent(constraints.real, 2)
    codomain: Constraint = constraints.positive_definite

    def _call(self, x: Tensor) -> Tensor:
        lower = LowerCholeskyTransform()(x)
        return lower @ lower.mT

    def _inverse(self, y: Tensor) -> Tensor:
        return LowerCholeskyTransform().inv(linalg.cholesky(y))


class CatTransform(Transform):
    """A transform for each piece of a tensor along a dimension, of ``lengths`` (else 1 each).

    >>> import retrograd as rg
    >>> d = rg.distributions
    >>> t = d.CatTransform([d.ExpTransform(), d.AbsTransform()], lengths=[1, 2])
    >>> t(rg.tensor([0.0, -1.0, -2.0]))
    tensor([1., 1., 2.])
    """

    def __init__(
        self,
        tseq: Sequence[Transform],
        dim: int = 0,
        lengths: Sequence[int] | None = None,
        cache_size: int = 0,
    ) -> None:
        self.transforms: list[Transform] = _check_transforms("CatTransform", tseq, cache_size)
        super().__init__(cache_size=cache_size)
        self.lengths: list[int] = [1] * len(self.transforms) if lengths is None else list(lengths)
        if len(self.lengths) != len(self.transforms):
            raise AssertionError(
                f"CatTransform: {len(self.transforms)} transforms, but {len(self.lengths)} lengths"
            )
        self.dim: int = dim

    @property
    def event_dim(self) -> int:
        return max(t.event_dim for t in self.transforms)

    @property
    def length(self) -> int:
        """The sum of the lengths."""
        return sum(self.lengths)

    def with_cache(self, cache_size: int = 1) -> Transform:
        if self._cache_size == cache_size:
            return self
        return CatTransform(self.transforms, self.dim, self.lengths, cache_size)

    def _call(self, x: Tensor) -> Tensor:
        pieces = zip(self.transforms, self._pieces(x), strict=True)
        return _core.cat([t(piece) for t, piece in pieces], self.dim)

    def _inverse(self, y: Tensor) -> Tensor:
        pieces = zip(self.transforms, self._pieces(y), strict=True)
        return _core.cat([t.inv(piece) for t, piece in pieces], self.dim)

    def log_abs_det_jacobian(self, x: Tensor, y: Tensor) -> Tensor:
        dims, terms = self.event_dim, []
        pieces = zip(self.transforms, self._pieces(x), self._pieces(y), strict=True)
        for t, before, after in pieces:
            term = t.log_abs_det_jacobian(before, after)
            terms.append(_sum_rightmost(term, dims - t.event_dim))
        # The pieces lie along the batch, or else within the event, over which terms are summed.
        dim = (self.dim - x.dim() if self.dim >= 0 else self.dim) + dims
        return _core.cat(terms, dim) if dim < 0 else sum(terms[1:], terms[0])

    @property
    def bijective(self) -> bool:  # type: ignore[override]
        return all(t.bijective for t in self.transforms)

    @constraints.dependent_property()
    def domain(self) -> Constraint:
        return constraints.cat([t.domain for t in self.transforms], self.dim, self.lengths)

    @constraints.dependent_property()
    def codomain(self) -> Constraint:
        return constraints.cat([t.codomain for t in self.transforms], self.dim, self.lengths)

    def _pieces(self, x: Tensor) -> Sequence[Tensor]:
        _check_place(self, x, self.dim, self.length)
        return x.split(self.lengths, self.dim)


class StackTransform(Transform):
    """A transform for each slice of a tensor along a dimension.

    >>> import retrograd as rg
    >>> d = rg.distributions
    >>> t = d.StackTransform([d.ExpTransform(), d.AbsTransform()])
    >>> t(rg.tensor([[0.0], [-1.0]]))
    tensor([[1.],
            [1.]])
    """

    def __init__(self, tseq: Sequence[Transform], dim: int = 0, cache_size: int = 0) -> None:
        self.transforms: list[Transform] = _check_transforms("StackTransform", tseq, cache_size)
        super().__init__(cache_size=cache_size)
        self.dim: int = dim

    def with_cache(self, cache_size: int = 1) -> Transform:
        if self._cache_size == cache_size:
            return self
        return StackTransform(self.transforms, self.dim, cache_size)

    def _slice(self, z: Tensor) -> Sequence[Tensor]:
        _check_place(self, z, self.dim, len(self.transforms))
        return z.unbind(self.dim)

    def _call(self, x: Tensor) -> Tensor:
        slices = zip(self.transforms, self._slice(x), strict=True)
        return _core.stack([t(part) for t, part in slices], self.dim)

    def _inverse(self, y: Tensor) -> Tensor:
        slices = zip(self.transforms, self._slice(y), strict=True)
        return _core.stack([t.inv(part) for t, part in slices], self.dim)

    def log_abs_det_jacobian(self, x: Tensor, y: Tensor) -> Tensor:
        slices = zip(self.transforms, self._slice(x), self._slice(y), strict=True)
        terms = [t.log_abs_det_jacobian(before, after) for t, before, after in slices]
        return _core.stack(terms, self.dim)

    @property
    def bijective(self) -> bool:  # type: ignore[override]
        return all(t.bijective for t in self.transforms)

    @constraints.dependent_property()
    def domain(self) -> Constraint:
        return constraints.stack([t.domain for t in self.transforms], self.dim)

    @constraints.dependent_property()
    def codomain(self) -> Constraint:
        return constraints.stack([t.codomain for t in self.transforms], self.dim)


def _log_of_rest(x: Tensor) -> Tensor:
    """log(k), ..., log(1): how many pieces are left of a stick, this one and the last aside."""
    k = x.shape[-1]
    return _core.arange(k, 0, -1, dtype=x.dtype, device=x.device).log()


def _check_transforms(name: str, given: Sequence[Transform], cache_size: int) -> list[Transform]:
    for t in given:
        if not isinstance(t, Transform):
            raise AssertionError(
                f"{name}: transforms are wanted, got an object of {type(t).__name__}"
            )
    return [t.with_cache(cache_size) if cache_size else t for t in given]


def _check_place(transform: Transform, x: Tensor, dim: int, length: int) -> None:
    name, shape = type(transform).__name__, tuple(x.shape)
    if not -x.dim() <= dim < x.dim():
        raise AssertionError(f"{name}: dim {dim} is out of range for shape {shape}")
    if x.size(dim) != length:
        raise AssertionError(
            f"{name}: dimension {dim} of shape {shape} must have length {length}, as the transforms"
        )
