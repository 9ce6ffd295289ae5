"""The mathematics of weight and spectral normalization, which come in an old and a new form."""

from __future__ import annotations

from ... import linalg
from ..._core import Tensor
from .. import functional as F
from ..convolution import _ConvTransposeNd
from ..module import Module

__all__: list[str] = []


def __dir__() -> list[str]:
    return __all__


def _norm_except(weight: Tensor, dim: int) -> Tensor:
    """Return the norms over all dimensions but ``dim``, which are kept; -1: over all."""
    if dim == -1:
        return weight.norm()
    others = [d for d in range(weight.dim()) if d != dim]
    return linalg.vector_norm(weight, dim=others, keepdim=True) if others else weight.abs()


def _with_norm(direction: Tensor, length: Tensor, dim: int) -> Tensor:
    return direction * (length / _norm_except(direction, dim))


def _spectral_dim(module: Module) -> int:
    """Return the dimension of the outputs in the weight of a layer."""
    return 1 if isinstance(module, _ConvTransposeNd) else 0


def _as_matrix(weight: Tensor, dim: int) -> Tensor:
    return weight.movedim(dim, 0).flatten(1) if weight.dim() > 1 else weight.unsqueeze(1)


def _step(into: Tensor, matrix: Tensor, vector: Tensor, eps: float) -> None:
    """Write the direction of ``matrix @ vector`` into a buffer."""
    into.copy_(F.normalize(matrix.mv(vector), dim=0, eps=eps))
