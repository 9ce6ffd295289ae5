"""DataLoader: batches of a dataset, epoch after epoch, on request by worker processes."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Sequence, Sized
from typing import Any, Generic, TypeVar, cast

from ..._core import Generator
from ._iterators import _BaseDataLoaderIter, _SingleProcessDataLoaderIter
from ._utils.collate import default_collate, default_convert
from ._utils.fetch import _DatasetKind
from ._utils.worker import get_worker_info
from .dataset import Dataset, IterableDataset
from .sampler import BatchSampler, RandomSampler, Sampler, SequentialSampler

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.context import BaseContext

__all__ = ["DataLoader", "default_collate", "default_convert", "get_worker_info"]

_T_co = TypeVar("_T_co", covariant=True)

# What other attributes were made of when the loader was.
_FIXED = ("batch_size", "batch_sampler", "sampler", "drop_last", "dataset", "persistent_workers")


class _InfiniteConstantSampler(Sampler[None]):
    """The keys of an IterableDataset, which has none."""

    def __iter__(self) -> Iterator[None]:
        while True:
            yield None


class DataLoader(Generic[_T_co]):
    """Batches of a dataset, for a ``for`` loop an epoch: ``for x, y in DataLoader(data, 64): ...``.

    - ``batch_size`` samples become a batch by ``collate_fn`` (``default_collate``); with None there
      are no batches, and each sample goes through it (``default_convert``).
    - The order is that of the dataset, a new permutation each epoch (``shuffle``), that of a
      ``sampler`` of keys, or of a ``batch_sampler`` of lists of keys. ``generator`` is what draws.
    - ``num_workers`` processes fetch ahead, ``prefetch_factor`` batches each (2). They end after an
      epoch, but not with ``persistent_workers``. ``worker_init_fn(number)`` is called first in
      each. After ``timeout`` seconds without a batch there is an error. With ``in_order=False``
      batches come as they are ready.
    - ``pin_memory`` is accepted, and has no effect.

    A batch of a TensorDataset is one gather for each tensor; no sample is made for it.

    Raises ValueError where arguments contradict each other. An exception in a worker is raised here
    with its class and traceback, and a worker that was killed is a RuntimeError.

    >>> data = rg.utils.data.TensorDataset(rg.arange(5), rg.arange(5) * 10)
    >>> loader = rg.utils.data.DataLoader(data, batch_size=2)
    >>> len(loader)
    3
    >>> for x, y in loader:
    ...     print(x.tolist(), y.tolist())
    [0, 1] [0, 10]
    [2, 3] [20, 30]
    [4] [40]
    """

    dataset: Any
    batch_size: int | None
    num_workers: int
    pin_memory: bool
    drop_last: bool
    timeout: float
    sampler: Sampler[Any] | Iterable[Any]
    batch_sampler: Sampler[list[Any]] | Iterable[list[Any]] | None
    collate_fn: Callable[[Any], Any]
    worker_init_fn: Callable[[int], object] | None
    generator: Generator | None
    pin_memory_device: str
    prefetch_factor: int | None
    persistent_workers: bool
    in_order: bool
    _iterator: _BaseDataLoaderIter | None

    def __init__(
        self,
        dataset: Dataset[_T_co] | Sequence[_T_co],
        batch_size: int | None = 1,
        shuffle: bool | None = None,
        sampler: Sampler[Any] | Iterable[Any] | None = None,
        batch_sampler: Sampler[list[Any]] | Iterable[list[Any]] | None = None,
        num_workers: int = 0,
        collate_fn: Callable[[Any], Any] | None = None,
        pin_memory: bool = False,
        drop_last: bool = False,
        timeout: float = 0,
        worker_init_fn: Callable[[int], object] | None = None,
        multiprocessing_context: str | BaseContext | None = None,
        generator: Generator | None = None,
        *,
        prefetch_factor: int | None = None,
        persistent_workers: bool = False,
        pin_memory_device: str = "",
        in_order: bool = True,
    ) -> None:
        _check_workers(num_workers, timeout, prefetch_factor, persistent_workers)
        self.dataset = dataset
        self.num_workers = num_workers
        self.prefetch_factor = 2 if num_workers and prefetch_factor is None else prefetch_factor
        self.pin_memory = pin_memory
        self.pin_memory_device = pin_memory_device
        self.timeout = timeout
        self.worker_init_fn = worker_init_fn
        self.multiprocessing_context = multiprocessing_context
        self.in_order = in_order
        if isinstance(dataset, IterableDataset):
            self._dataset_kind = _DatasetKind.Iterable
            given = {"shuffle": shuffle or None, "sampler": sampler, "batch_sampler": batch_sampler}
            for name, value in given.items():
                if value is not None:
                    raise ValueError(
                        f"DataLoader: {name}={value!r} is not for an IterableDataset, which gives "
                        "the order itself"
                    )
        else:
            self._dataset_kind = _DatasetKind.Map
            shuffle = bool(shuffle)
        if sampler is not None and shuffle:
            raise ValueError(
                "DataLoader: the order comes from sampler or by shuffle, not from both"
            )
        if batch_sampler is not None:
            if batch_size != 1 or shuffle or sampler is not None or drop_last:
                raise ValueError(
                    "DataLoader: batch_sampler stands for batch_size, shuffle, sampler, drop_last"
                )
            batch_size = None
        elif batch_size is None and drop_last:
            raise ValueError("DataLoader: with batch_size=None there is no last batch to drop")
        if sampler is None:
            sampler = self._make_sampler(bool(shuffle), generator)
        if batch_size is not None and batch_sampler is None:
            batch_sampler = BatchSampler(sampler, batch_size, drop_last)
        self.batch_size = batch_size
        self.drop_last = drop_last
        self.sampler = sampler
        self.batch_sampler = batch_sampler
        self.generator = generator
        if collate_fn is None:
            collate_fn = default_collate if self._auto_collation else default_convert
        self.collate_fn = collate_fn
        self.persistent_workers = persistent_workers
        self._IterableDataset_len_called: int | None = None
        self._iterator = None
        self._initialized = True
        self.check_worker_number_rationality()

    def _make_sampler(self, shuffle: bool, generator: Generator | None) -> Sampler[Any]:
        if self._dataset_kind == _DatasetKind.Iterable:
            return _InfiniteConstantSampler()
        if shuffle:
            return RandomSampler(cast("Sized", self.dataset), generator=generator)
        return SequentialSampler(cast("Sized", self.dataset))

    def __setattr__(self, name: str, value: object) -> None:
        if name in _FIXED and "_initialized" in self.__dict__:
            raise ValueError(
                f"DataLoader: {name} cannot be changed any more, for others depend on it; make "
                "another DataLoader"
            )
        super().__setattr__(name, value)

    @property
    def multiprocessing_context(self) -> BaseContext | None:
        """How worker processes start: a context of ``multiprocessing``, or its name to set it."""
        return self._context

    @multiprocessing_context.setter
    def multiprocessing_context(self, context: str | BaseContext | None) -> None:
        if context is not None:
            import multiprocessing.context

            if not self.num_workers > 0:
                raise ValueError("DataLoader: multiprocessing_context is for num_workers > 0")
            if isinstance(context, str):
                methods = multiprocessing.get_all_start_methods()
                if context not in methods:
                    raise ValueError(
                        f"DataLoader: processes start by one of {methods}, not by {context!r}"
                    )
                context = multiprocessing.get_context(context)
            if not isinstance(context, multiprocessing.context.BaseContext):
                raise TypeError(
                    "DataLoader: multiprocessing_context is to be a context or its name, got "
                    f"{context!r}"
                )
        self._context = context

    def __iter__(self) -> _BaseDataLoaderIter:
        if not (self.persistent_workers and self.num_workers > 0):
            return self._get_iterator()
        if self._iterator is None or self._iterator._has_ended():
            self._iterator = self._get_iterator()
        else:
            self._iterator._reset(self)
        return self._iterator

    def _get_iterator(self) -> _BaseDataLoaderIter:
        if self.num_workers == 0:
            return _SingleProcessDataLoaderIter(self)
        from ._multiprocessing import _MultiProcessingDataLoaderIter

        self.check_worker_number_rationality()
        return _MultiProcessingDataLoaderIter(self)

    @property
    def _auto_collation(self) -> bool:
        return self.batch_sampler is not None

    @property
    def _index_sampler(self) -> Any:
        return self.sampler if self.batch_sampler is None else self.batch_sampler

    def __len__(self) -> int:
        """How many batches there are, as far as the dataset or the sampler says."""
        if self._dataset_kind == _DatasetKind.Map:
            return len(self._index_sampler)
        n = len(cast("Sized", self.dataset))
        if self.batch_size is not None:
            n = n // self.batch_size if self.drop_last else -(-n // self.batch_size)
        self._IterableDataset_len_called = n
        return n

    def check_worker_number_rationality(self) -> None:
        """Warn of more workers than this process has processors."""
        if not self.num_workers:
            return
        cpus = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        if cpus is not None and self.num_workers > cpus:
            warnings.warn(
                f"DataLoader: {self.num_workers} workers share {cpus} processors, which is slower "
                "than a worker for each",
                stacklevel=3,
            )


def _check_workers(
    num_workers: int, timeout: float, prefetch_factor: int | None, persistent_workers: bool
) -> None:
    if num_workers < 0:
        raise ValueError(
            f"DataLoader: num_workers is {num_workers}; 0 is none, and loads in this process"
        )
    if timeout < 0:
        raise ValueError(f"DataLoader: timeout is {timeout}; 0 waits for ever")
    if num_workers == 0 and prefetch_factor is not None:
        raise ValueError("DataLoader: prefetch_factor is for num_workers > 0")
    if prefetch_factor is not None and prefetch_factor < 1:
        raise ValueError(f"DataLoader: prefetch_factor is {prefetch_factor}; 1 is the least")
    if num_workers == 0 and persistent_workers:
        raise ValueError("DataLoader: persistent_workers is for num_workers > 0")


if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        if name == "_MultiProcessingDataLoaderIter":  # loaded with the first worker
            from . import _multiprocessing

            return _multiprocessing._MultiProcessingDataLoaderIter
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
