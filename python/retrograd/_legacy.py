"""What torch keeps at its top in older forms: range(), losses whose reductions are numbers."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING, Any, Literal

from . import _core
from .autograd import no_grad
from .nn import functional

if TYPE_CHECKING:
    from ._core import Tensor, device, dtype

_Number = int | float


def range(
    start: _Number,
    end: _Number,
    step: _Number = 1,
    *,
    out: Tensor | None = None,
    dtype: dtype | None = None,
    device: str | device | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """Return numbers at equal distances, from start to end, which may be among them.

        y_i = start + i step,  0 <= i <= (end - start) / step

    It warns: arange(), which ends before ``end`` as Python's ranges do, is to be preferred.

    Shape:   -> ``(n)``.
    Dtype:   all but bool; if not given, the default type.
    Grad:    none; the result is a leaf.
    Raises:  RuntimeError if step is 0 or leads away from end, or a bound is not finite.
    Source:  torch.range.

    >>> import warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     rg.range(1, 2, 0.5)
    tensor([1.0000, 1.5000, 2.0000])
    """
    warnings.warn(
        "range: the last number is among the results, unlike in Python's range; use arange",
        stacklevel=2,
    )
    if not math.isfinite(start) or not math.isfinite(end):
        raise RuntimeError(f"range: expected finite bounds, got {start} and {end}")
    if step == 0 or (end - start) * step < 0:
        raise RuntimeError(f"range: a step of {step} does not lead from {start} to {end}")
    kind = _core.get_default_dtype() if dtype is None else dtype
    if not kind.is_floating_point:
        start, end, step = int(start), int(end), int(step)
    behind = start + (math.floor((end - start) / step) + 0.5) * step
    if not kind.is_floating_point:
        behind = math.ceil(behind) if step > 0 else math.floor(behind)
    return _core.arange(
        start, behind, step, out=out, dtype=kind, device=device, requires_grad=requires_grad
    )


def _named(op: str, reduction: int) -> Literal["none", "mean", "sum"]:
    if type(reduction) is not int:
        raise TypeError(f"{op}: reduction must be an int, got {type(reduction).__name__}")
    if reduction == 0:
        return "none"
    if reduction not in (1, 2):
        raise ValueError(
            f"{op}: expected the reduction 0 (none), 1 (mean) or 2 (sum), got {reduction}"
        )
    return "mean" if reduction == 1 else "sum"


def binary_cross_entropy_with_logits(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    pos_weight: Tensor | None = None,
    reduction: int = 0,
) -> Tensor:
    """Return the loss of nn.functional, its reduction a number: 0 none, 1 mean, 2 sum.

    Shape:   as that.
    Dtype:   as that.
    Grad:    as that.
    Raises:  as that; TypeError unless the reduction is an int; ValueError for another.
    Source:  torch.binary_cross_entropy_with_logits.

    >>> rg.binary_cross_entropy_with_logits(rg.zeros(2), rg.ones(2), reduction=2)
    tensor(1.3863)
    """
    return functional.binary_cross_entropy_with_logits(
        input,
        target,
        weight,
        reduction=_named("binary_cross_entropy_with_logits", reduction),
        pos_weight=pos_weight,
    )


def cosine_embedding_loss(
    input1: Tensor, input2: Tensor, target: Tensor, margin: float = 0.0, reduction: int = 0
) -> Tensor:
    """Return the loss of nn.functional, its reduction a number: 0 none, 1 mean, 2 sum.

    Shape:   as that.
    Dtype:   as that.
    Grad:    as that.
    Raises:  as that; TypeError unless the reduction is an int; ValueError for another.
    Source:  torch.cosine_embedding_loss.

    >>> rg.cosine_embedding_loss(rg.eye(2), rg.ones(2, 2), rg.ones(2), reduction=1)
    tensor(0.2929)
    """
    return functional.cosine_embedding_loss(
        input1, input2, target, margin, reduction=_named("cosine_embedding_loss", reduction)
    )


def ctc_loss(
    log_probs: Tensor,
    targets: Tensor,
    input_lengths: Any,
    target_lengths: Any,
    blank: int = 0,
    reduction: int = 0,
    zero_infinity: bool = False,
) -> Tensor:
    """Return the loss of nn.functional, its reduction a number: 0 none, 1 mean, 2 sum.

    Shape:   as that.
    Dtype:   as that.
    Grad:    as that.
    Raises:  as that; TypeError unless the reduction is an int; ValueError for another.
    Source:  torch.ctc_loss.

    >>> rg.ctc_loss(rg.zeros(1, 1, 2).log_softmax(-1), rg.tensor([[1]]), (1,), (1,))
    tensor([0.6931])
    """
    loss: Tensor = functional.ctc_loss(
        log_probs,
        targets,
        input_lengths,
        target_lengths,
        blank,
        _named("ctc_loss", reduction),
        zero_infinity,
    )
    return loss


def hinge_embedding_loss(
    input: Tensor, target: Tensor, margin: float = 1.0, reduction: int = 0
) -> Tensor:
    """Return the loss of nn.functional, its reduction a number: 0 none, 1 mean, 2 sum.

    Shape:   as that.
    Dtype:   as that.
    Grad:    as that.
    Raises:  as that; TypeError unless the reduction is an int; ValueError for another.
    Source:  torch.hinge_embedding_loss.

    >>> rg.hinge_embedding_loss(rg.tensor([0.5, 0.5]), rg.tensor([1.0, -1.0]), 2.0)
    tensor([0.5000, 1.5000])
    """
    return functional.hinge_embedding_loss(
        input, target, margin, reduction=_named("hinge_embedding_loss", reduction)
    )


def kl_div(
    input: Tensor, target: Tensor, reduction: int = 0, *, log_target: bool = False
) -> Tensor:
    """Return the loss of nn.functional, its reduction a number: 0 none, 1 mean, 2 sum.

    Shape:   as that.
    Dtype:   as that.
    Grad:    as that.
    Raises:  as that; TypeError unless the reduction is an int; ValueError for another.
    Source:  torch.kl_div.

    >>> rg.kl_div(rg.zeros(2), rg.tensor([1.0, 2.0]), 2)
    tensor(1.3863)
    """
    name = _named("kl_div", reduction)
    y = functional.kl_div(
        input, target, reduction="none" if name == "mean" else name, log_target=log_target
    )
    return y.mean() if name == "mean" else y


def margin_ranking_loss(
    input1: Tensor, input2: Tensor, target: Tensor, margin: float = 0.0, reduction: int = 0
) -> Tensor:
    """Return the loss of nn.functional, its reduction a number: 0 none, 1 mean, 2 sum.

    Shape:   as that.
    Dtype:   as that.
    Grad:    as that.
    Raises:  as that; TypeError unless the reduction is an int; ValueError for another.
    Source:  torch.margin_ranking_loss.

    >>> rg.margin_ranking_loss(rg.zeros(2), rg.ones(2), rg.tensor([1.0, -1.0]))
    tensor([1., 0.])
    """
    return functional.margin_ranking_loss(
        input1, input2, target, margin, reduction=_named("margin_ranking_loss", reduction)
    )


def poisson_nll_loss(
    input: Tensor, target: Tensor, log_input: bool, full: bool, eps: float, reduction: int
) -> Tensor:
    """Return the loss of nn.functional, its reduction a number: 0 none, 1 mean, 2 sum.

    Shape:   as that.
    Dtype:   as that.
    Grad:    as that.
    Raises:  as that; TypeError unless the reduction is an int; ValueError for another.
    Source:  torch.poisson_nll_loss.

    >>> rg.poisson_nll_loss(rg.zeros(2), rg.ones(2), True, False, 1e-8, 1)
    tensor(1.)
    """
    return functional.poisson_nll_loss(
        input,
        target,
        log_input,
        full,
        eps=eps,
        reduction=_named("poisson_nll_loss", reduction),
    )


def triplet_margin_loss(
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    margin: float = 1.0,
    p: float = 2.0,
    eps: float = 1e-6,
    swap: bool = False,
    reduction: int = 0,
) -> Tensor:
    """Return the loss of nn.functional, its reduction a number: 0 none, 1 mean, 2 sum.

    Shape:   as that.
    Dtype:   as that.
    Grad:    as that.
    Raises:  as that; TypeError unless the reduction is an int; ValueError for another.
    Source:  torch.triplet_margin_loss.

    >>> rg.triplet_margin_loss(rg.zeros(1, 2), rg.zeros(1, 2), rg.ones(1, 2), 2.0)
    tensor([0.5858])
    """
    return functional.triplet_margin_loss(
        anchor,
        positive,
        negative,
        margin,
        p,
        eps,
        swap,
        reduction=_named("triplet_margin_loss", reduction),
    )


def embedding_bag(
    weight: Tensor,
    indices: Tensor,
    offsets: Tensor,
    scale_grad_by_freq: bool = False,
    mode: int = 0,
    sparse: bool = False,
    per_sample_weights: Tensor | None = None,
    include_last_offset: bool = False,
    padding_idx: int | None = None,
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return what nn.functional.embedding_bag() does, the mode a number, and the bag of each index.

    The modes are 0 sum, 1 mean and 2 max. Beside the result stand the bag of each index, how many
    indices each bag has that are no padding, and, of mode 2, the index of each largest element, 0
    in an empty bag.

    Shape:   ``(n, d)``, ``(m)``, ``(b)`` -> ``(b, d)``, ``(m)``, ``(b)``, ``(b, d)`` or ``(b)``.
    Dtype:   as that.
    Grad:    as that.
    Raises:  as that; RuntimeError for another mode, and unless the indices have one dimension.
    Source:  torch.embedding_bag.

    >>> rg.embedding_bag(rg.eye(2), rg.tensor([0, 1, 1]), rg.tensor([0, 2]))[:2]
    (tensor([[1., 1.],
            [0., 1.]]), tensor([0, 0, 1]))
    """
    if mode not in (0, 1, 2):
        raise RuntimeError(f"embedding_bag: expected the mode 0, 1 or 2, got {mode!r}")
    if indices.dim() != 1:
        raise RuntimeError(
            f"embedding_bag: expected indices of one dimension, got shape {tuple(indices.shape)}"
        )
    y = functional.embedding_bag(
        indices,
        weight,
        offsets,
        scale_grad_by_freq=scale_grad_by_freq,
        mode=("sum", "mean", "max")[mode],
        sparse=sparse,
        per_sample_weights=per_sample_weights,
        include_last_offset=include_last_offset,
        padding_idx=padding_idx,
    )
    with no_grad():
        starts = offsets[: y.size(0)]
        at = _core.arange(indices.numel(), dtype=starts.dtype)
        bag = _core.searchsorted(starts.contiguous(), at, right=True) - 1
        own = _core.ones_like(indices, dtype=starts.dtype)
        if padding_idx is not None:
            own = (indices != padding_idx % weight.size(0)).to(starts.dtype)
        size = _core.zeros(y.size(0), dtype=starts.dtype).index_add(0, bag, own)
        if mode < 2:
            return y, bag, size, size.clone()
        # The first row of a bag that has the largest element of a column.
        found = (weight[indices] == y[bag]) & (own != 0).unsqueeze(1)
        place = _core.where(found, at.unsqueeze(1), indices.numel())
        first = _core.full_like(y, indices.numel(), dtype=starts.dtype)
        first = first.index_reduce(0, bag, place, "amin")
        largest = _core.cat([indices, indices.new_zeros(1)])[first]
    return y, bag, size, largest
