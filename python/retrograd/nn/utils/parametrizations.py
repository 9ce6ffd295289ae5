"""Parametrizations: weights that are orthogonal, of a given length, or of spectral norm 1."""

from __future__ import annotations

from enum import Enum
from typing import Any

from ... import _core, linalg
from ..._core import Tensor
from ...autograd import no_grad
from .. import functional as F
from .. import init
from ..module import Module
from . import parametrize
from ._norms import _as_matrix, _norm_except, _spectral_dim, _step, _with_norm

__all__ = ["orthogonal", "spectral_norm", "weight_norm"]


def __dir__() -> list[str]:
    return __all__


class _OrthMaps(Enum):
    matrix_exp = 1
    cayley = 2
    householder = 3


def _orthonormal(matrix: Tensor) -> Tensor:
    """Return the factor Q of ``matrix`` = Q R where the diagonal of R is positive."""
    packed, tau = _core.geqrf(matrix)
    q = linalg.householder_product(packed, tau)
    return q * packed.diagonal(dim1=-2, dim2=-1).sgn().unsqueeze(-2)


class _Orthogonal(Module):
    """Makes orthonormal columns, or rows where there are fewer, of any matrix."""

    base: Tensor | None

    def __init__(
        self, weight: Tensor, orthogonal_map: _OrthMaps, *, use_trivialization: bool = True
    ) -> None:
        super().__init__()
        self.shape = weight.shape
        self.orthogonal_map = orthogonal_map
        if use_trivialization:
            self.register_buffer("base", None)

    def forward(self, X: Tensor) -> Tensor:
        """Return the orthogonal matrix of ``X``, of which the lower triangle counts."""
        wide = X.shape[-2] < X.shape[-1]
        x = X.mT if wide else X
        n, k = x.shape[-2:]
        if self.orthogonal_map is _OrthMaps.householder:
            # k reflections, each by 1 and what stands below the diagonal.
            below = x.tril(-1)
            tau = 2 / (1 + (below * below).sum(-2))
            q = linalg.householder_product(below, tau)
            q = q * x.diagonal(dim1=-2, dim2=-1).to(_core.int32).unsqueeze(-2)
        else:
            lower = F.pad(x.tril(), (0, n - k)) if n != k else x.tril()
            skew = lower - lower.mT
            if self.orthogonal_map is _OrthMaps.matrix_exp:
                q = linalg.matrix_exp(skew)
            else:
                eye = _core.eye(n, dtype=skew.dtype)
                q = linalg.solve(eye - 0.5 * skew, eye + 0.5 * skew)
            q = q[..., :k]
        base = self._buffers.get("base")
        if base is not None:
            q = base @ q
        return q.mT if wide else q

    def right_inverse(self, Q: Tensor) -> Tensor:
        """Return what ``forward`` turns into ``Q``, made orthogonal if it is not.

        Raises ValueError for another shape, NotImplementedError for maps that cannot be inverted.
        """
        if Q.shape != self.shape:
            raise ValueError(
                f"orthogonal: expected a matrix of shape {tuple(self.shape)}, got {tuple(Q.shape)}"
            )
        wide = Q.shape[-2] < Q.shape[-1]
        matrix = Q.mT if wide else Q
        n, k = matrix.shape[-2:]
        if "base" in self._buffers:
            # Trivialization: Q itself is the base, and the original starts as minus the identity.
            if n != k:
                more = _core.randn(*matrix.shape[:-1], n - k, dtype=matrix.dtype)
                matrix = _core.cat([matrix, more], -1)
            self.base = _orthonormal(matrix)
            start = _core.zeros_like(Q)
            start.diagonal(dim1=-2, dim2=-1).fill_(-1)
            return start
        if self.orthogonal_map is not _OrthMaps.householder:
            raise NotImplementedError(
                f"orthogonal: the map {self.orthogonal_map.name} has no inverse; use"
                " use_trivialization=True to assign to it"
            )
        packed, tau = _core.geqrf(matrix)
        diagonal = packed.diagonal(dim1=-2, dim2=-1)
        diagonal.sign_()
        diagonal[tau == 0] *= -1
        return packed.mT if wide else packed


def _tensor_of(module: Module, name: str) -> Tensor:
    found = getattr(module, name, None)
    if not isinstance(found, Tensor):
        raise ValueError(f"{type(module).__name__}: there is no parameter or buffer {name!r}")
    return found


def orthogonal(
    module: Module,
    name: str = "weight",
    orthogonal_map: str | None = None,
    *,
    use_trivialization: bool = True,
) -> Module:
    """Keep a matrix of ``module`` orthogonal: ``Q^T Q = I``, or ``Q Q^T = I`` where it is wide.

    ``orthogonal_map`` is how it is made of a free one: ``'matrix_exp'`` (the choice
    for square ones), ``'cayley'`` or ``'householder'`` (for others). With ``use_trivialization`` it
    is made relative to the value that was assigned last.

    Raises ValueError for another map, no such tensor, and less than two dimensions.

    >>> import retrograd as rg
    >>> layer = rg.nn.utils.parametrizations.orthogonal(rg.nn.Linear(4, 2))
    >>> rg.allclose(layer.weight @ layer.weight.T, rg.eye(2), atol=1e-6)
    True
    """
    weight = _tensor_of(module, name)
    if weight.dim() < 2:
        raise ValueError(
            f"orthogonal: expected a matrix or a batch of them, got shape {tuple(weight.shape)}"
        )
    if orthogonal_map is None:
        square = weight.shape[-2] == weight.shape[-1]
        orthogonal_map = "matrix_exp" if square else "householder"
    if orthogonal_map not in _OrthMaps.__members__:
        raise ValueError(
            f"orthogonal: orthogonal_map must be one of {list(_OrthMaps.__members__)}, not"
            f" {orthogonal_map!r}"
        )
    made = _Orthogonal(weight, _OrthMaps[orthogonal_map], use_trivialization=use_trivialization)
    return parametrize.register_parametrization(module, name, made, unsafe=True)


class _WeightNorm(Module):
    """A weight as a length and a direction."""

    def __init__(self, dim: int | None = 0) -> None:
        super().__init__()
        self.dim = -1 if dim is None else dim

    def forward(self, weight_g: Tensor, weight_v: Tensor) -> Tensor:
        """Return ``weight_v`` made as long as ``weight_g`` says."""
        return _with_norm(weight_v, weight_g, self.dim)

    def right_inverse(self, weight: Tensor) -> tuple[Tensor, Tensor]:
        """Return the lengths and the weight as directions."""
        return _norm_except(weight, self.dim), weight


def weight_norm(module: Module, name: str = "weight", dim: int | None = 0) -> Module:
    """Write a weight as lengths times directions, ``w = g v / |v|``, and train these.

    There is a length for each index of ``dim``, one for all if it is None. ``g`` and ``v`` stand at
    ``module.parametrizations.NAME.original0`` and ``original1``. Files with the ``NAME_g`` and
    ``NAME_v`` of old are read too.

    Raises ValueError if there is no such tensor.

    >>> import retrograd as rg
    >>> layer = rg.nn.utils.parametrizations.weight_norm(rg.nn.Linear(2, 3))
    >>> [(name, tuple(p.shape)) for name, p in layer.named_parameters()][1:]
    [('parametrizations.weight.original0', (3, 1)), ('parametrizations.weight.original1', (3, 2))]
    """
    parametrize.register_parametrization(module, name, _WeightNorm(dim), unsafe=True)

    def rename(state_dict: dict[str, Any], prefix: str, *_: Any) -> None:
        for part, old in enumerate("gv"):
            key = f"{prefix}{name}_{old}"
            if key in state_dict:
                new = f"{prefix}parametrizations.{name}.original{part}"
                state_dict[new] = state_dict.pop(key)

    module._register_load_state_dict_pre_hook(rename)
    return module


class _SpectralNorm(Module):
    """A weight divided by its largest singular value, which power iteration follows."""

    _u: Tensor
    _v: Tensor

    def __init__(
        self, weight: Tensor, n_power_iterations: int = 1, dim: int = 0, eps: float = 1e-12
    ) -> None:
        super().__init__()
        if not -weight.dim() <= dim < weight.dim():
            raise IndexError(
                f"spectral_norm: dim {dim} is out of range for shape {tuple(weight.shape)}"
            )
        if n_power_iterations <= 0:
            raise ValueError(
                f"spectral_norm: n_power_iterations must be 1 or more, not {n_power_iterations}"
            )
        self.dim = dim if dim >= 0 else dim + weight.dim()
        self.eps = eps
        if weight.dim() > 1:
            self.n_power_iterations = n_power_iterations
            matrix = _as_matrix(weight.detach(), self.dim)
            for name, length in zip(("_u", "_v"), matrix.shape, strict=True):
                drawn = init.normal_(matrix.new_empty(length))
                self.register_buffer(name, F.normalize(drawn, dim=0, eps=eps))
            self._iterate(matrix, 15)

    def _iterate(self, matrix: Tensor, times: int) -> None:
        with no_grad():
            for _ in range(times):
                _step(self._u, matrix, self._v, self.eps)
                _step(self._v, matrix.mT, self._u, self.eps)

    def forward(self, weight: Tensor) -> Tensor:
        """Return the weight over its spectral norm; while training one more iteration is made."""
        if weight.dim() == 1:
            return F.normalize(weight, dim=0, eps=self.eps)
        matrix = _as_matrix(weight, self.dim)
        if self.training:
            self._iterate(matrix.detach(), self.n_power_iterations)
        # Copies: the next iteration writes into the buffers, and backward may still need these.
        u, v = self._u.clone(), self._v.clone()
        return weight / _core.vdot(u, _core.mv(matrix, v))

    def right_inverse(self, value: Tensor) -> Tensor:
        """Return the value: its spectral norm may be any."""
        return value


def spectral_norm(
    module: Module,
    name: str = "weight",
    n_power_iterations: int = 1,
    eps: float = 1e-12,
    dim: int | None = None,
) -> Module:
    """Divide a weight by its largest singular value: ``w = W / sigma(W)``, ``sigma = u^T W v``.

    ``W`` is taken as a matrix with the rows of ``dim`` (0, of transposed convolutions 1). ``u`` and
    ``v``, buffers, follow the singular vectors by ``n_power_iterations`` at each forward while
    training.

    Raises ValueError if there is no such tensor or for less than one iteration, IndexError for no
    such dimension.

    >>> import retrograd as rg
    >>> layer = rg.nn.utils.parametrizations.spectral_norm(rg.nn.Linear(3, 3))
    >>> rg.allclose(rg.linalg.matrix_norm(layer.weight, 2), rg.tensor(1.0), atol=0.1)
    True
    """
    weight = _tensor_of(module, name)
    made = _SpectralNorm(
        weight, n_power_iterations, _spectral_dim(module) if dim is None else dim, eps
    )
    return parametrize.register_parametrization(module, name, made)
