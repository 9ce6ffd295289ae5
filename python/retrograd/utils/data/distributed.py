"""DistributedSampler: the share of one process of several that train together."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sized
from typing import Any, cast

from ... import _core
from .dataset import Dataset
from .sampler import Sampler

__all__ = ["DistributedSampler"]


class DistributedSampler(Sampler[int]):
    """Every ``num_replicas``-th index of a dataset from ``rank`` on, of a permutation of them all.

    The permutation comes of ``seed`` and the epoch, which ``set_epoch`` says. All shares have one
    length: the first indices come twice, or with ``drop_last`` the last ones not at all.

    Raises ValueError for a rank outside of the replicas, or where either is left out: there are
    no groups of processes here to ask.

    >>> data = rg.utils.data
    >>> list(data.DistributedSampler(range(5), num_replicas=2, rank=1, shuffle=False))
    [1, 3, 0]
    """

    dataset: Dataset[Any]
    num_replicas: int
    rank: int
    epoch: int
    drop_last: bool
    num_samples: int
    total_size: int
    shuffle: bool
    seed: int

    def __init__(
        self,
        dataset: Any,
        num_replicas: int | None = None,
        rank: int | None = None,
        shuffle: bool = True,
        seed: int = 0,
        drop_last: bool = False,
    ) -> None:
        if num_replicas is None or rank is None:
            raise ValueError(
                "DistributedSampler: num_replicas and rank are wanted, for there is no group of "
                "processes to ask"
            )
        if not 0 <= rank < num_replicas:
            raise ValueError(f"DistributedSampler: rank {rank} is outside of 0..{num_replicas - 1}")
        self.dataset = dataset
        self.num_replicas = num_replicas
        self.rank = rank
        self.epoch = 0
        self.drop_last = drop_last
        n = len(cast("Sized", dataset))
        self.num_samples = n // num_replicas if drop_last else -(-n // num_replicas)
        self.total_size = self.num_samples * num_replicas
        self.shuffle = shuffle
        self.seed = seed

    def __iter__(self) -> Iterator[int]:
        n = len(cast("Sized", self.dataset))
        order = range(n)
        if self.shuffle:
            generator = _core.Generator().manual_seed(self.seed + self.epoch)
            order = _core.randperm(n, generator=generator).tolist()
        filled = itertools.islice(itertools.cycle(order), self.total_size)
        return itertools.islice(filled, self.rank, None, self.num_replicas)

    def __len__(self) -> int:
        return self.num_samples

    def set_epoch(self, epoch: int) -> None:
        """Shuffle otherwise from the next iteration on: call it before each epoch."""
        self.epoch = epoch


def __dir__() -> list[str]:
    return __all__
