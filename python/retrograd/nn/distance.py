"""Layers that measure how far apart two batches of vectors are."""

from __future__ import annotations

from .._core import Tensor
from . import functional as F
from ._fields import OfFields, made_of_fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar

__all__ = ["CosineSimilarity", "PairwiseDistance"]


def __dir__() -> list[str]:
    return __all__


class PairwiseDistance(OfFields):
    """The norm of the difference along the last dimension: ``y = |x1 - x2 + eps|_p``.

    Shape: ``(*, d), (*, d) -> (*)``, with ``keepdim`` ``(*, 1)``.

    >>> import retrograd as rg
    >>> rg.nn.PairwiseDistance(p=1.0)(rg.zeros(1, 2), rg.tensor([[1.0, 2.0]]))
    tensor([3.0000])
    """

    __constants__: ClassVar[list[str]] = ["norm", "eps", "keepdim"]
    norm: float
    eps: float
    keepdim: bool

    def __init__(self, p: float = 2.0, eps: float = 1e-6, keepdim: bool = False) -> None:
        super().__init__()
        self.norm = p
        self.eps = eps
        self.keepdim = keepdim

    def forward(self, x1: Tensor, x2: Tensor) -> Tensor:
        return F.pairwise_distance(x1, x2, self.norm, self.eps, self.keepdim)


@made_of_fields
class CosineSimilarity(OfFields):
    """The cosine of the angle between two vectors along ``dim``.

        y = x1 . x2 / (max(|x1|, eps) max(|x2|, eps))

    >>> import retrograd as rg
    >>> rg.nn.CosineSimilarity(0)(rg.tensor([1.0, 0.0]), rg.tensor([3.0, 4.0]))
    tensor(0.6000)
    """

    dim: int = 1
    eps: float = 1e-8

    def forward(self, x1: Tensor, x2: Tensor) -> Tensor:
        return F.cosine_similarity(x1, x2, self.dim, self.eps)
