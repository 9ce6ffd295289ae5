"""Fetching: from keys to a batch, alike in the process of a DataLoader and in its workers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from ...._core import Tensor
from ..dataset import _columns, _fetch, _has_columns
from .collate import collate_tensor_fn, default_collate, default_collate_fn_map

__all__: list[str] = []


class Fetcher(Protocol):
    """Makes batches: raises StopIteration where an IterableDataset ends."""

    def fetch(self, index: Any) -> Any: ...


def takes_columns(dataset: Any, auto_collation: bool, collate_fn: object) -> bool:
    """Whether batches are gathered from tensors, and no sample is looked at."""
    return (
        auto_collation
        and collate_fn is default_collate
        and default_collate_fn_map.get(Tensor) is collate_tensor_fn
        and _has_columns(dataset)
    )


class _MapDatasetFetcher:
    def __init__(
        self, dataset: Any, auto_collation: bool, collate_fn: Callable[[Any], Any], drop_last: bool
    ) -> None:
        self.dataset = dataset
        self.auto_collation = auto_collation
        self.collate_fn = collate_fn
        self.columns = takes_columns(dataset, auto_collation, collate_fn)

    def fetch(self, index: Any) -> Any:
        if self.columns and (batch := _columns(self.dataset, index)) is not None:
            return batch
        try:
            data = _fetch(self.dataset, index) if self.auto_collation else self.dataset[index]
            return self.collate_fn(data)
        except StopIteration as end:  # would end the epoch, as if nothing had gone wrong
            raise RuntimeError(
                f"{type(self.dataset).__name__} raised StopIteration for index {index}"
            ) from end


class _IterableDatasetFetcher:
    def __init__(
        self, dataset: Any, auto_collation: bool, collate_fn: Callable[[Any], Any], drop_last: bool
    ) -> None:
        self.samples: Iterator[Any] = iter(dataset)
        self.auto_collation = auto_collation
        self.collate_fn = collate_fn
        self.drop_last = drop_last

    def fetch(self, index: Any) -> Any:
        if not self.auto_collation:
            return self.collate_fn(next(self.samples))
        data = []
        for _ in index:
            try:
                data.append(next(self.samples))
            except StopIteration:
                if not data or self.drop_last:
                    raise
                break
        return self.collate_fn(data)


class _DatasetKind:
    """How samples come: by keys, or one after the other."""

    Map = 0
    Iterable = 1

    @staticmethod
    def create_fetcher(
        kind: int,
        dataset: Any,
        auto_collation: bool,
        collate_fn: Callable[[Any], Any],
        drop_last: bool,
    ) -> Fetcher:
        """The fetcher of the kind; for an IterableDataset it begins with the first sample."""
        fetcher = _MapDatasetFetcher if kind == _DatasetKind.Map else _IterableDatasetFetcher
        return fetcher(dataset, auto_collation, collate_fn, drop_last)


def __dir__() -> list[str]:
    return __all__
