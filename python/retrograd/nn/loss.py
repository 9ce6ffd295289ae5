"""Losses: layers that say how far an output is from its target. See margin.py for more of them."""

from __future__ import annotations

import sys
import warnings

from .._core import Tensor
from . import functional as F
from ._fields import made_of_fields
from .module import Module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import InitVar
    from typing import ClassVar, Literal

    _Reduction = Literal["none", "mean", "sum"]

__all__ = [
    "BCELoss",
    "BCEWithLogitsLoss",
    "CTCLoss",
    "CrossEntropyLoss",
    "GaussianNLLLoss",
    "HuberLoss",
    "KLDivLoss",
    "L1Loss",
    "MSELoss",
    "MultiLabelSoftMarginLoss",
    "NLLLoss",
    "NLLLoss2d",
    "PoissonNLLLoss",
    "SmoothL1Loss",
    "SoftMarginLoss",
]


def __dir__() -> list[str]:
    return __all__


class _Loss(Module):
    """A loss whose elements are averaged, added up, or left alone, as ``reduction`` says.

    ``size_average`` and ``reduce`` are what said it once: they are warned of.
    """

    __constants__: ClassVar[list[str]] = ["reduction"]
    reduction: _Reduction

    def __init__(
        self,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: _Reduction = "mean",
    ) -> None:
        super().__init__()
        if size_average is not None or reduce is not None:
            averaged = "sum" if size_average is False else "mean"
            reduction = "none" if reduce is False else averaged  # type: ignore[assignment]
            level, frame = 1, sys._getframe()
            while frame.f_back and frame.f_locals.get("self") is self:  # __init__ of subclasses
                level, frame = level + 1, frame.f_back
            warnings.warn(
                f"{type(self).__name__}: size_average and reduce are names of old; pass"
                f" reduction={reduction!r} instead",
                stacklevel=level,
            )
        self.reduction = reduction

    def _check(self) -> None:
        """Refuse what the loss was made with; for subclasses."""


class _WeightedLoss(_Loss):
    """A loss with a weight for each class, or for each element of a batch."""

    weight: Tensor | None

    def __init__(
        self,
        weight: Tensor | None = None,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: _Reduction = "mean",
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.register_buffer("weight", weight)


class L1Loss(_Loss):
    """The absolute difference: ``|x - t|``.

    >>> import retrograd as rg
    >>> rg.nn.L1Loss()(rg.tensor([1.0, 2.0]), rg.tensor([0.0, 4.0]))
    tensor(1.5000)
    """

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return F.l1_loss(input, target, reduction=self.reduction)


@made_of_fields
class NLLLoss(_WeightedLoss):
    """Minus the log-probability of the class that is right: ``-weight[t] x[t]``.

    The mean is one weighted by ``weight``. Targets of ``ignore_index`` count for nothing.

    Shape: ``(n, c)`` or ``(n, c, *)`` and targets ``(n)`` or ``(n, *)`` from 0 to c - 1.

    >>> import retrograd as rg
    >>> rg.nn.NLLLoss()(rg.tensor([[-0.5, -1.0]]), rg.tensor([1]))
    tensor(1.)
    """

    weight: Tensor | None = None
    size_average: InitVar[bool | None] = None
    ignore_index: int = -100
    reduce: InitVar[bool | None] = None
    reduction: _Reduction = "mean"

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return F.nll_loss(
            input, target, self.weight, ignore_index=self.ignore_index, reduction=self.reduction
        )


class NLLLoss2d(NLLLoss):
    """The old name of NLLLoss for images, which is warned of.

    >>> import retrograd as rg
    >>> rg.nn.NLLLoss2d()(rg.zeros(1, 2, 3, 3), rg.zeros(1, 3, 3, dtype=rg.int64))
    tensor(0.)
    """

    def _check(self) -> None:
        warnings.warn("NLLLoss2d is a name of old; use NLLLoss", FutureWarning, stacklevel=3)


@made_of_fields
class PoissonNLLLoss(_Loss):
    """Minus the log-likelihood of counts: ``exp(x) - t x``, without the terms of t alone.

    Without ``log_input`` it is ``x - t log(x + eps)``; ``full`` adds Stirling's formula for log t!.

    >>> import retrograd as rg
    >>> rg.nn.PoissonNLLLoss()(rg.tensor([0.0]), rg.tensor([3.0]))
    tensor(1.)
    """

    log_input: bool = True
    full: bool = False
    size_average: InitVar[bool | None] = None
    eps: float = 1e-8
    reduce: InitVar[bool | None] = None
    reduction: _Reduction = "mean"

    def forward(self, log_input: Tensor, target: Tensor) -> Tensor:
        return F.poisson_nll_loss(
            log_input,
            target,
            log_input=self.log_input,
            full=self.full,
            eps=self.eps,
            reduction=self.reduction,
        )


class GaussianNLLLoss(_Loss):
    """Minus the log-likelihood of a normal distribution: ``(log(v) + (x - t)^2 / v) / 2``.

    The variance ``v`` is called with, and at least ``eps``. ``full`` adds log(2 pi) / 2.

    >>> import retrograd as rg
    >>> rg.nn.GaussianNLLLoss()(rg.tensor([1.0]), rg.tensor([3.0]), rg.tensor([1.0]))
    tensor(2.)
    """

    __constants__: ClassVar[list[str]] = ["full", "eps", "reduction"]
    full: bool
    eps: float

    def __init__(
        self, *, full: bool = False, eps: float = 1e-6, reduction: _Reduction = "mean"
    ) -> None:
        super().__init__(reduction=reduction)
        self.full = full
        self.eps = eps

    def forward(self, input: Tensor, target: Tensor, var: Tensor | float) -> Tensor:
        return F.gaussian_nll_loss(
            input, target, var, full=self.full, eps=self.eps, reduction=self.reduction
        )


@made_of_fields
class KLDivLoss(_Loss):
    """The divergence of log-probabilities from probabilities: ``t (log t - x)``.

    ``log_target`` says that the target is the logarithm. ``reduction="batchmean"`` divides the sum
    by the length of the batch, which is the divergence of mathematics.

    >>> import retrograd as rg
    >>> rg.nn.KLDivLoss(reduction="batchmean")(rg.tensor([[-1.0, -2.0]]), rg.ones(1, 2))
    tensor(3.)
    """

    size_average: InitVar[bool | None] = None
    reduce: InitVar[bool | None] = None
    reduction: _Reduction = "mean"
    log_target: bool = False

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return F.kl_div(input, target, reduction=self.reduction, log_target=self.log_target)


class MSELoss(_Loss):
    """The square of the difference: ``(x - t)^2``.

    >>> import retrograd as rg
    >>> rg.nn.MSELoss()(rg.tensor([1.0, 2.0]), rg.tensor([0.0, 4.0]))
    tensor(2.5000)
    """

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return F.mse_loss(input, target, reduction=self.reduction)


class BCELoss(_WeightedLoss):
    """Binary cross entropy of probabilities: ``-t log(x) - (1 - t) log(1 - x)``.

    The logarithms are at least -100. Raises RuntimeError for an input outside of 0 to 1.

    >>> import retrograd as rg
    >>> rg.nn.BCELoss()(rg.tensor([0.5]), rg.tensor([1.0]))
    tensor(0.6931)
    """

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return F.binary_cross_entropy(input, target, self.weight, reduction=self.reduction)


class BCEWithLogitsLoss(_WeightedLoss):
    """Binary cross entropy of sigmoid(x), without overflow.

        max(x, 0) - x t + log(1 + exp(-|x|))

    ``pos_weight`` multiplies the part where the target is 1.

    >>> import retrograd as rg
    >>> rg.nn.BCEWithLogitsLoss()(rg.tensor([0.0]), rg.tensor([1.0]))
    tensor(0.6931)
    """

    pos_weight: Tensor | None

    def __init__(
        self,
        weight: Tensor | None = None,
        size_average: bool | None = None,
        reduce: bool | None = None,
        reduction: _Reduction = "mean",
        pos_weight: Tensor | None = None,
    ) -> None:
        super().__init__(weight, size_average, reduce, reduction)
        self.register_buffer("pos_weight", pos_weight)

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return F.binary_cross_entropy_with_logits(
            input, target, self.weight, reduction=self.reduction, pos_weight=self.pos_weight
        )


@made_of_fields
class SmoothL1Loss(_Loss):
    """A parabola near 0 and the absolute difference beyond ``beta``.

        (x - t)^2 / (2 beta)  where |x - t| < beta,  else  |x - t| - beta / 2

    >>> import retrograd as rg
    >>> rg.nn.SmoothL1Loss(reduction="none")(rg.tensor([0.5, 3.0]), rg.zeros(2))
    tensor([0.1250, 2.5000])
    """

    size_average: InitVar[bool | None] = None
    reduce: InitVar[bool | None] = None
    reduction: _Reduction = "mean"
    beta: float = 1.0

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return F.smooth_l1_loss(input, target, reduction=self.reduction, beta=self.beta)


@made_of_fields
class HuberLoss(_Loss):
    """A parabola near 0 and lines of slope ``delta`` beyond.

        (x - t)^2 / 2  where |x - t| < delta,  else  delta (|x - t| - delta / 2)

    Raises TypeError for a ``delta`` that is no number.

    >>> import retrograd as rg
    >>> rg.nn.HuberLoss(reduction="none")(rg.tensor([0.5, 3.0]), rg.zeros(2))
    tensor([0.1250, 2.5000])
    """

    reduction: _Reduction = "mean"
    delta: float = 1.0

    def _check(self) -> None:
        if not isinstance(self.delta, (float, int)):
            raise TypeError(f"HuberLoss: delta is a number, not a {type(self.delta).__name__}")

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return F.huber_loss(input, target, reduction=self.reduction, delta=self.delta)


class SoftMarginLoss(_Loss):
    """The logistic loss of targets 1 and -1: ``log(1 + exp(-t x))``.

    >>> import retrograd as rg
    >>> rg.nn.SoftMarginLoss()(rg.zeros(2), rg.tensor([1.0, -1.0]))
    tensor(0.6931)
    """

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return F.soft_margin_loss(input, target, reduction=self.reduction)


@made_of_fields
class CrossEntropyLoss(_WeightedLoss):
    """Minus the logarithm of softmax at the class that is right.

        -weight[t] (x[t] - log(sum_i exp(x[i])))

    Targets are classes, or probabilities of the shape of the input. ``label_smoothing`` gives that
    share of the probability to all classes alike. The mean is one weighted by ``weight``; targets
    of ``ignore_index`` count for nothing.

    Shape: ``(n, c)`` or ``(n, c, *)`` and classes ``(n)`` or ``(n, *)`` from 0 to c - 1.

    >>> import retrograd as rg
    >>> rg.nn.CrossEntropyLoss()(rg.zeros(1, 2), rg.tensor([1]))
    tensor(0.6931)
    """

    weight: Tensor | None = None
    size_average: InitVar[bool | None] = None
    ignore_index: int = -100
    reduce: InitVar[bool | None] = None
    reduction: _Reduction = "mean"
    label_smoothing: float = 0.0

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return F.cross_entropy(
            input,
            target,
            self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )


class MultiLabelSoftMarginLoss(_WeightedLoss):
    """Binary cross entropy of sigmoid(x), averaged over the classes.

    >>> import retrograd as rg
    >>> rg.nn.MultiLabelSoftMarginLoss()(rg.zeros(1, 2), rg.tensor([[1.0, 0.0]]))
    tensor(0.6931)
    """

    def forward(self, input: Tensor, target: Tensor) -> Tensor:
        return F.multilabel_soft_margin_loss(input, target, self.weight, reduction=self.reduction)


@made_of_fields
class CTCLoss(_Loss):
    """Minus the log-probability of a sequence of labels, over all ways to align it with the input.

    ``blank`` is the label that stands between others. The mean is one of the losses divided by the
    lengths of their targets. ``zero_infinity`` counts targets that do not fit as 0.

    Shape: log-probabilities ``(t, n, c)`` or ``(t, c)``, targets ``(n, s)`` or all in a row, and
    the lengths of both ``(n)``.

    >>> import retrograd as rg
    >>> x = rg.zeros(3, 1, 2).log_softmax(2)
    >>> rg.nn.CTCLoss()(x, rg.tensor([[1]]), rg.tensor([3]), rg.tensor([1]))
    tensor(0.2877)
    """

    blank: int = 0
    reduction: _Reduction = "mean"
    zero_infinity: bool = False

    def forward(
        self, log_probs: Tensor, targets: Tensor, input_lengths: Tensor, target_lengths: Tensor
    ) -> Tensor:
        return F.ctc_loss(
            log_probs,
            targets,
            input_lengths,
            target_lengths,
            self.blank,
            self.reduction,
            self.zero_infinity,
        )
