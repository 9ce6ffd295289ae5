"""One epoch of a DataLoader, and how it goes on without workers."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any, NoReturn

from ._utils.fetch import _DatasetKind, takes_columns
from .sampler import _drawn_seed, _index_tensors

__all__: list[str] = []


class _BaseDataLoaderIter:
    """What epochs with and without workers have in common."""

    def __init__(self, loader: Any) -> None:
        self._dataset = loader.dataset
        self._dataset_kind: int = loader._dataset_kind
        self._auto_collation: bool = loader._auto_collation
        self._drop_last: bool = loader.drop_last
        self._index_sampler = loader._index_sampler
        self._num_workers: int = loader.num_workers
        self._timeout: float = loader.timeout
        self._collate_fn = loader.collate_fn
        _BaseDataLoaderIter._reset(self, loader)
        # Drawn for no workers too: the state of the generator is torch's.
        self._base_seed = _drawn_seed(loader.generator)
        if loader.pin_memory:
            if loader.pin_memory_device:
                warnings.warn(
                    "DataLoader: pin_memory_device has no effect, for there are no devices",
                    stacklevel=4,
                )
            warnings.warn(
                "DataLoader: pin_memory has no effect, for there are no devices to copy to",
                stacklevel=4,
            )

    def __iter__(self) -> _BaseDataLoaderIter:
        return self

    def _reset(self, loader: Any, first_iter: bool = False) -> None:
        """Begin an epoch."""
        self._sampler_iter = self._indices()
        self._num_yielded = 0
        self._IterableDataset_len_called: int | None = loader._IterableDataset_len_called

    def _indices(self) -> Iterator[Any]:
        if takes_columns(self._dataset, self._auto_collation, self._collate_fn):
            tensors = _index_tensors(self._index_sampler)
            if tensors is not None:
                return tensors
        return iter(self._index_sampler)

    def _next_index(self) -> Any:
        return next(self._sampler_iter)

    def _next_data(self) -> Any:
        raise NotImplementedError

    def _has_ended(self) -> bool:
        return False

    def __next__(self) -> Any:
        data = self._next_data()
        self._num_yielded += 1
        told = self._IterableDataset_len_called
        if told is not None and self._num_yielded > told:
            each = (
                " Each worker has a copy of the dataset: get_worker_info() says which share of the "
                "samples is its own."
            )
            warnings.warn(
                f"DataLoader: {type(self._dataset).__name__} said that there were {told} batches, "
                f"and {self._num_yielded} have come.{each if self._num_workers else ''}",
                stacklevel=2,
            )
        return data

    def __len__(self) -> int:
        return len(self._index_sampler)

    def __getstate__(self) -> NoReturn:
        raise NotImplementedError(f"{type(self).__name__}: an epoch cannot be pickled")


class _SingleProcessDataLoaderIter(_BaseDataLoaderIter):
    """Batches are fetched when they are asked for."""

    def __init__(self, loader: Any) -> None:
        super().__init__(loader)
        self._fetcher = _DatasetKind.create_fetcher(
            self._dataset_kind,
            self._dataset,
            self._auto_collation,
            self._collate_fn,
            self._drop_last,
        )

    def _next_data(self) -> Any:
        return self._fetcher.fetch(self._next_index())


def __dir__() -> list[str]:
    return __all__
