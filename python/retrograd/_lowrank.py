"""Decompositions of nearly singular matrices by products with random ones."""

from __future__ import annotations

from . import _core, linalg
from ._core import Tensor

__all__ = ["pca_lowrank", "svd_lowrank"]


def _range(a: Tensor, q: int, niter: int) -> Tensor:
    """Columns that nearly span those of a (Halko, Martinsson and Tropp 2011, section 4.5)."""
    x = a @ _core.randn(a.shape[-1], q, dtype=a.dtype)
    basis = linalg.qr(x).Q
    for _ in range(niter):
        basis = linalg.qr(a.mT @ basis).Q
        basis = linalg.qr(a @ basis).Q
    return basis


def svd_lowrank(
    A: Tensor, q: int | None = 6, niter: int | None = 2, M: Tensor | None = None
) -> tuple[Tensor, Tensor, Tensor]:
    """The first ``q`` singular values of A, or of A - M, and their vectors, nearly.

        A = U diag(S) V^T

    It takes ``niter`` products with A and its transpose for them, from random numbers, and is near
    if the others are small.

    Shape:   A, M ``(*, m, n)`` -> ``(*, m, q)``, ``(*, q)``, ``(*, n, q)``.
    Source:  torch.svd_lowrank.

    >>> import retrograd as rg
    >>> U, S, V = rg.svd_lowrank(rg.ones(3, 2), q=1)
    >>> S
    tensor([2.4495])
    """
    a = A if M is None else A - M
    turned = a.shape[-2] < a.shape[-1]
    if turned:
        a = a.mT
    basis = _range(a, 6 if q is None else q, 2 if niter is None else niter)
    u, s, vh = linalg.svd(basis.mT @ a, full_matrices=False)
    u, v = basis @ u, vh.mT
    return (v, s, u) if turned else (u, s, v)


def pca_lowrank(
    A: Tensor, q: int | None = None, center: bool = True, niter: int = 2
) -> tuple[Tensor, Tensor, Tensor]:
    """The first principal axes of the rows of A, as columns of V: see svd_lowrank().

        A - mean of the rows = U diag(S) V^T

    Shape:   A ``(*, m, n)`` -> ``(*, m, q)``, ``(*, q)``, ``(*, n, q)``; q is 6 or less by default.
    Raises:  ValueError unless q is from 0 to the lesser of m and n, and niter from 0 on.
    Source:  torch.pca_lowrank.

    >>> import retrograd as rg
    >>> U, S, V = rg.pca_lowrank(rg.tensor([[0.0, 1.0], [0.0, 3.0]]), q=1)
    >>> S
    tensor([1.4142])
    """
    q = min(6, *A.shape[-2:]) if q is None else q
    if not 0 <= q <= min(A.shape[-2:]) or niter < 0:
        raise ValueError(
            f"pca_lowrank: q is {q} and niter {niter}, for matrices of {tuple(A.shape[-2:])}"
        )
    return svd_lowrank(A - A.mean(-2, keepdim=True) if center else A, q, niter)
