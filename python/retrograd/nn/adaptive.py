"""A softmax over very many classes, which computes little for those that are rare."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from .. import _core
from .._core import Tensor
from . import functional as F
from .container import ModuleList, Sequential
from .linear import Linear
from .module import Module

__all__ = ["AdaptiveLogSoftmaxWithLoss"]


def __dir__() -> list[str]:
    return __all__


class _ASMoutput(NamedTuple):
    """Log-probabilities of the targets, and minus their mean."""

    output: Tensor
    loss: Tensor


class AdaptiveLogSoftmaxWithLoss(Module):
    """Log-softmax over classes that are sorted from frequent to rare, in clusters (Grave 2017).

    The head decides between the classes below ``cutoffs[0]`` and the clusters between the cutoffs;
    in cluster i a bottleneck of ``in_features / div_value^(i + 1)`` features precedes the classes.
    It is called with an input and targets, and returns the log-probabilities of those (``output``)
    and minus their mean (``loss``).

    Shape: ``(n, in_features)`` and ``(n)``, or ``(in_features)`` and ``()``. Raises ValueError
    unless the cutoffs increase from 1 to n_classes - 1, RuntimeError for shapes and targets that do
    not fit.

    >>> import retrograd as rg
    >>> layer = rg.nn.AdaptiveLogSoftmaxWithLoss(8, 20, cutoffs=[5, 10])
    >>> layer(rg.ones(3, 8), rg.tensor([1, 7, 19])).output.shape
    torch.Size([3])
    >>> layer.log_prob(rg.ones(3, 8)).shape
    torch.Size([3, 20])
    """

    in_features: int
    n_classes: int
    cutoffs: list[int]
    div_value: float
    head_bias: bool
    shortlist_size: int
    n_clusters: int
    head_size: int
    head: Linear
    tail: ModuleList

    def __init__(
        self,
        in_features: int,
        n_classes: int,
        cutoffs: Sequence[int],
        div_value: float = 4.0,
        head_bias: bool = False,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        super().__init__()
        bounds = [0, *cutoffs, n_classes]
        if len(bounds) == 2:
            raise ValueError("AdaptiveLogSoftmaxWithLoss: cutoffs is empty; give at least one")
        rising = all(low < high for low, high in pairwise(bounds))
        if not rising or any(int(bound) != bound for bound in bounds):
            raise ValueError(
                "AdaptiveLogSoftmaxWithLoss: cutoffs are integers that increase from 1 to"
                f" n_classes - 1 ({n_classes - 1}), not {list(cutoffs)}"
            )
        self.in_features = in_features
        self.n_classes = n_classes
        self.cutoffs = bounds[1:]
        self.div_value = div_value
        self.head_bias = head_bias
        self.shortlist_size = self.cutoffs[0]
        self.n_clusters = len(self.cutoffs) - 1
        self.head_size = self.shortlist_size + self.n_clusters
        self.head = Linear(in_features, self.head_size, head_bias, device, dtype)
        self.tail = ModuleList()
        for i in range(self.n_clusters):
            between = int(in_features // div_value ** (i + 1))
            classes = self.cutoffs[i + 1] - self.cutoffs[i]
            down = Linear(in_features, between, False, device, dtype)
            self.tail.append(Sequential(down, Linear(between, classes, False, device, dtype)))

    def reset_parameters(self) -> None:
        """Draw the weights of the head and of the clusters."""
        self.head.reset_parameters()
        for cluster in self.tail:
            for layer in cluster.children():
                layer.reset_parameters()

    def forward(self, input_: Tensor, target_: Tensor) -> _ASMoutput:
        if (
            target_.dim() > 1
            or input_.dim() != target_.dim() + 1
            or (target_.dim() == 1 and len(input_) != len(target_))
        ):
            raise RuntimeError(
                "AdaptiveLogSoftmaxWithLoss: expected input (n, in_features) and target (n), or"
                f" (in_features) and (), got {tuple(input_.shape)} and {tuple(target_.shape)}"
            )
        input, target = (input_, target_) if target_.dim() else (input_[None], target_[None])
        self._check(target)
        # The entry of the head: the class itself, or the cluster that it is in.
        entry, within = target, []
        for i, low in enumerate(self.cutoffs[:-1]):
            rows = ((target >= low) & (target < self.cutoffs[i + 1])).nonzero()[:, 0]
            if len(rows):
                entry = entry.index_fill(0, rows, self.shortlist_size + i)
                classes = F.log_softmax(self.tail[i](input[rows]), 1)
                within.append((rows, classes.gather(1, target[rows, None] - low)[:, 0]))
        output = F.log_softmax(self.head(input), 1).gather(1, entry[:, None])[:, 0]
        for rows, found in within:
            output = output.index_add(0, rows, found)
        loss = -output.mean()
        return _ASMoutput(output if target_.dim() else output[0], loss)

    def _check(self, target: Tensor) -> None:
        if len(target) and not 0 <= target.min() <= target.max() < self.n_classes:
            raise RuntimeError(
                f"AdaptiveLogSoftmaxWithLoss: targets are from 0 to {self.n_classes - 1}, got"
                f" {target.min().item()} to {target.max().item()}"
            )

    def _get_full_log_prob(self, input: Tensor, head_output: Tensor) -> Tensor:
        head = F.log_softmax(head_output, 1)
        parts = [head[:, : self.shortlist_size]]
        for i, cluster in enumerate(self.tail):
            column = self.shortlist_size + i
            parts.append(F.log_softmax(cluster(input), 1) + head[:, column : column + 1])
        return _core.cat(parts, 1)

    def log_prob(self, input: Tensor) -> Tensor:
        """Return the log-probabilities of all classes, ``(n, n_classes)``."""
        return self._get_full_log_prob(input, self.head(input))

    def predict(self, input: Tensor) -> Tensor:
        """Return the most probable class of each row, as ``log_prob(input).argmax(1)`` does.

        Clusters are looked into only for the rows whose head says so.
        """
        head_output = self.head(input)
        best: Tensor = head_output.argmax(1)
        rows = (best >= self.shortlist_size).nonzero()[:, 0]
        if not len(rows):
            return best
        within = self._get_full_log_prob(input[rows], head_output[rows]).argmax(1)
        return best.index_copy(0, rows, within)
