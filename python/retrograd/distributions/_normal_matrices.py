"""Products, lengths and determinants of the covariances of normal vectors, by their factors."""

from __future__ import annotations

from .. import _core, linalg
from .._core import Tensor


def one_matrix(
    owner: str, covariance: Tensor | None, precision: Tensor | None, tril: Tensor | None
) -> tuple[str, Tensor]:
    """The name and the value of the one matrix that is given."""
    of_name = {
        "covariance_matrix": covariance,
        "precision_matrix": precision,
        "scale_tril": tril,
    }
    given = [(name, matrix) for name, matrix in of_name.items() if matrix is not None]
    if len(given) != 1:
        found = " and ".join(name for name, _ in given) or "none"
        raise ValueError(f"{owner}: expects one of {', '.join(of_name)}, got {found}")
    name, matrix = given[0]
    if matrix.dim() < 2:
        raise ValueError(f"{owner}: {name} needs two dimensions, got {matrix.dim()}")
    return name, matrix


def factor(name: str, matrix: Tensor) -> Tensor:
    """The lower triangular L of S = L L^T, where the matrix called ``name`` is S, S^-1 or L."""
    if name == "scale_tril":
        return matrix
    if name == "covariance_matrix":
        return linalg.cholesky(matrix)
    # Turned around, the factor of S^-1 is the upper one, whose inverse is transposed L.
    upper = linalg.cholesky(matrix.flip((-2, -1))).flip((-2, -1)).mT
    one = _core.eye(matrix.shape[-1], dtype=matrix.dtype, device=matrix.device)
    return linalg.solve_triangular(upper, one, upper=False)


def times(matrix: Tensor, vectors: Tensor) -> Tensor:
    """The products of matrices with vectors, of batches that broadcast."""
    return (matrix @ vectors.unsqueeze(-1)).squeeze(-1)


def solved(tril: Tensor, vectors: Tensor) -> Tensor:
    """L^-1 x for lower triangular L, of batches that broadcast."""
    if tril.dim() == 2:  # one matrix for all vectors, which are its right sides together
        sides = vectors.reshape(-1, vectors.shape[-1]).mT
        return linalg.solve_triangular(tril, sides, upper=False).mT.reshape(vectors.shape)
    return linalg.solve_triangular(tril, vectors.unsqueeze(-1), upper=False).squeeze(-1)


def squared_length(tril: Tensor, vectors: Tensor) -> Tensor:
    """The lengths x^T (L L^T)^-1 x of Mahalanobis."""
    return solved(tril, vectors).square().sum(-1)


def half_log_det(tril: Tensor) -> Tensor:
    """log det L, half that of L L^T."""
    return tril.diagonal(dim1=-2, dim2=-1).log().sum(-1)


def capacitance(factor: Tensor, diagonal: Tensor) -> Tensor:
    """The lower triangular C of C C^T = I + W^T D^-1 W."""
    scaled = factor.mT / diagonal.unsqueeze(-2)
    one = _core.eye(factor.shape[-1], dtype=factor.dtype, device=factor.device)
    return linalg.cholesky(scaled @ factor + one)


def low_rank_length(factor: Tensor, diagonal: Tensor, vectors: Tensor, tril: Tensor) -> Tensor:
    """The lengths x^T (W W^T + D)^-1 x, by Woodbury's identity."""
    scaled = vectors / diagonal
    narrow = times(factor.mT, scaled)
    return (vectors * scaled).sum(-1) - squared_length(tril, narrow)
