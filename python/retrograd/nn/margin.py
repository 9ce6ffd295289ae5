"""Losses that ask for a margin: between right and wrong, near and far, the first and the second."""

from __future__ import annotations

from .._core import Tensor
from . import functional as F
from ._fields import made_of_fields
from .distance import PairwiseDistance
from .loss import _Loss, _WeightedLoss

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import InitVar
    from typing import ClassVar

    from .loss import _Reduction

__all__ = [
    "CosineEmbeddingLoss",
    "HingeEmbeddingLoss",
    "MarginRankingLoss",
    "MultiLabelMarginLoss",
    "MultiMarginLoss",
    "TripletMarginLoss",
    "TripletMarginWithDistanceLoss",
]


def __dir__() -> list[str]:
    return __all__


@made_of_fields
class HingeEmbeddingLoss(_Loss):
    """Distances of pairs that belong together (1) or not (-1).

    It is ``x`` where the target is 1, and ``max(margin - x, 0)`` where it is -1.

    >>> import retrograd as rg
    >>> rg.nn.HingeEmbeddingLoss(reduction="none")(rg.tensor([0.2, 0.2]), rg.tensor([1.0, -1.0]))
    tensor([0.2000, 0.8000])
    """

    margin: float = 1.0
    size_average: InitVar[bool | None] = None
    reduce: InitVar[bool | None] = None
    reduction: _Reduction = "mean"

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return F.hinge_embedding_loss(input, target, margin=self.margin, reduction=self.reduction)


class MultiLabelMarginLoss(_Loss):
    """A hinge between each class that is right and each that is not, over the classes.

        sum_ij max(1 - x[t[j]] + x[i], 0) / c        j up to the first -1, i none of these t[j]

    >>> import retrograd as rg
    >>> rg.nn.MultiLabelMarginLoss()(rg.tensor([[0.5, 1.0]]), rg.tensor([[0, -1]]))
    tensor(0.7500)
    """

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return F.multilabel_margin_loss(input, target, reduction=self.reduction)


@made_of_fields
class CosineEmbeddingLoss(_Loss):
    """Angles of pairs of vectors that belong together (1) or not (-1).

    It is ``1 - cos`` where the target is 1, and ``max(cos - margin, 0)`` where it is -1.

    >>> import retrograd as rg
    >>> x = rg.tensor([[1.0, 0.0]])
    >>> rg.nn.CosineEmbeddingLoss(margin=0.25)(x, x, rg.tensor([-1]))
    tensor(0.7500)
    """

    margin: float = 0.0
    size_average: InitVar[bool | None] = None
    reduce: InitVar[bool | None] = None
    reduction: _Reduction = "mean"

    def forward(self, input1: Tensor, input2: Tensor, target: Tensor) -> Tensor:
        return F.cosine_embedding_loss(
            input1, input2, target, margin=self.margin, reduction=self.reduction
        )


@made_of_fields
class MarginRankingLoss(_Loss):
    """Which of two is to be larger, the first (1) or the second (-1).

        max(-t (x1 - x2) + margin, 0)

    >>> import retrograd as rg
    >>> rg.nn.MarginRankingLoss()(rg.tensor([1.0]), rg.tensor([3.0]), rg.tensor([1.0]))
    tensor(2.)
    """

    margin: float = 0.0
    size_average: InitVar[bool | None] = None
    reduce: InitVar[bool | None] = None
    reduction: _Reduction = "mean"

    def forward(self, input1: Tensor, input2: Tensor, target: Tensor) -> Tensor:
        return F.margin_ranking_loss(
            input1, input2, target, margin=self.margin, reduction=self.reduction
        )


@made_of_fields
class MultiMarginLoss(_WeightedLoss):
    """A hinge between the class that is right and each of the others.

        sum_i max(margin - x[t] + x[i], 0)^p / c     i not t

    Raises ValueError for another ``p`` than 1 and 2, and for a ``weight`` that is no vector.

    >>> import retrograd as rg
    >>> rg.nn.MultiMarginLoss()(rg.tensor([[0.5, 1.0]]), rg.tensor([0]))
    tensor(0.7500)
    """

    p: int = 1
    margin: float = 1.0
    weight: Tensor | None = None
    size_average: InitVar[bool | None] = None
    reduce: InitVar[bool | None] = None
    reduction: _Reduction = "mean"

    def _check(self) -> None:
        if self.p not in (1, 2):
            raise ValueError(f"MultiMarginLoss: p is 1 or 2, not {self.p}")
        if self.weight is not None and self.weight.dim() != 1:
            raise ValueError(
                "MultiMarginLoss: weight has one number for each class, got shape"
                f" {tuple(self.weight.shape)}"
            )

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return F.multi_margin_loss(
            input,
            target,
            p=self.p,
            margin=self.margin,
            weight=self.weight,
            reduction=self.reduction,
        )


class _Triplet(_Loss):
    """A loss that keeps what belongs together nearer than what does not, by a margin."""

    margin: float

    def _check(self) -> None:
        if self.margin <= 0:
            raise ValueError(f"{type(self).__name__}: margin is positive, not {self.margin}")


@made_of_fields
class TripletMarginLoss(_Triplet):
    """Distances of an anchor from what belongs to it, and from what does not.

        max(|a - p| - |a - n| + margin, 0)

    The norm is the ``p``-norm of the difference plus ``eps``. ``swap`` takes the distance from p to
    n where that is the smaller one. Raises ValueError unless ``margin`` is positive.

    >>> import retrograd as rg
    >>> rg.nn.TripletMarginLoss()(rg.tensor([[0.0]]), rg.tensor([[1.0]]), rg.tensor([[1.5]]))
    tensor(0.5000)
    """

    margin: float = 1.0
    p: float = 2.0
    eps: float = 1e-6
    swap: bool = False
    size_average: InitVar[bool | None] = None
    reduce: InitVar[bool | None] = None
    reduction: _Reduction = "mean"

    def forward(self, anchor: Tensor, positive: Tensor, negative: Tensor) -> Tensor:
        return F.triplet_margin_loss(
            anchor,
            positive,
            negative,
            margin=self.margin,
            p=self.p,
            eps=self.eps,
            swap=self.swap,
            reduction=self.reduction,
        )


class TripletMarginWithDistanceLoss(_Triplet):
    """As TripletMarginLoss, with a ``distance_function`` of two tensors: PairwiseDistance if none.

    >>> import retrograd as rg
    >>> loss = rg.nn.TripletMarginWithDistanceLoss(distance_function=lambda x, y: (x - y).abs())
    >>> loss(rg.tensor([0.0]), rg.tensor([1.0]), rg.tensor([1.5]))
    tensor(0.5000)
    """

    __constants__: ClassVar[list[str]] = ["margin", "swap", "reduction"]
    distance_function: Callable[[Tensor, Tensor], Tensor]
    swap: bool

    def __init__(
        self,
        *,
        distance_function: Callable[[Tensor, Tensor], Tensor] | None = None,
        margin: float = 1.0,
        swap: bool = False,
        reduction: _Reduction = "mean",
    ) -> None:
        super().__init__(reduction=reduction)
        self.distance_function = distance_function or PairwiseDistance()
        self.margin = margin
        self.swap = swap
        self._check()

    def forward(self, anchor: Tensor, positive: Tensor, negative: Tensor) -> Tensor:
        return F.triplet_margin_with_distance_loss(
            anchor,
            positive,
            negative,
            distance_function=self.distance_function,
            margin=self.margin,
            swap=self.swap,
            reduction=self.reduction,
        )
