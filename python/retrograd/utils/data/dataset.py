"""Datasets: what samples there are, and how one is fetched."""

from __future__ import annotations

import bisect
import itertools
import math
import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence, Sized
from typing import Any, Generic, TypeVar, cast

from ... import _core
from ..._core import Generator, Tensor

__all__ = [
    "ChainDataset",
    "ConcatDataset",
    "Dataset",
    "IterableDataset",
    "StackDataset",
    "Subset",
    "TensorDataset",
    "random_split",
]

_T_co = TypeVar("_T_co", covariant=True)
_T = TypeVar("_T")


class Dataset(Generic[_T_co]):
    """Samples that are fetched by a key, for a class of your own: ``__getitem__``, ``__len__``.

    Where samples come cheaper together, ``__getitems__(keys)`` returns a list of them.

    >>> class Squares(rg.utils.data.Dataset):
    ...     def __len__(self):
    ...         return 3
    ...     def __getitem__(self, i):
    ...         return i * i
    >>> [batch.tolist() for batch in rg.utils.data.DataLoader(Squares(), batch_size=2)]
    [[0, 1], [4]]
    """

    def __getitem__(self, index: Any) -> _T_co:
        raise NotImplementedError(
            f"{type(self).__name__} lacks __getitem__, by which a Dataset gives a sample"
        )

    def __add__(self, other: Dataset[_T_co]) -> ConcatDataset[_T_co]:
        return ConcatDataset([self, other])


class IterableDataset(Dataset[_T_co], Iterable[_T_co], ABC):
    """Samples that come one after the other, for a class of your own: ``__iter__``.

    Every worker of a DataLoader has a copy: ``get_worker_info()`` says which share is its own.

    >>> class Countdown(rg.utils.data.IterableDataset):
    ...     def __iter__(self):
    ...         return iter([3, 2, 1])
    >>> list(rg.utils.data.DataLoader(Countdown(), batch_size=None))
    [3, 2, 1]
    """

    @abstractmethod
    def __iter__(self) -> Iterator[_T_co]: ...

    def __add__(self, other: Dataset[_T_co]) -> ChainDataset:  # type: ignore[override]
        return ChainDataset([self, other])


class TensorDataset(Dataset[tuple[Tensor, ...]]):
    """The rows of tensors of one length: sample i is ``(tensors[0][i], tensors[1][i], ...)``.

    Raises AssertionError where the lengths differ.

    >>> data = rg.utils.data.TensorDataset(rg.eye(2), rg.tensor([5, 6]))
    >>> data[1]
    (tensor([0., 1.]), tensor(6))
    """

    tensors: tuple[Tensor, ...]

    def __init__(self, *tensors: Tensor) -> None:
        lengths = [tensor.size(0) for tensor in tensors]
        if len(set(lengths)) > 1:
            raise AssertionError(f"TensorDataset: the tensors are of different lengths: {lengths}")
        self.tensors = tensors

    def __getitem__(self, index: Any) -> tuple[Tensor, ...]:
        return tuple(tensor[index] for tensor in self.tensors)

    def __len__(self) -> int:
        return self.tensors[0].size(0)


class StackDataset(Dataset[Any]):
    """Samples of several datasets side by side: a tuple of them, or for keywords a dict.

    Raises ValueError for no dataset, for both forms at once, and where the lengths differ.

    >>> rg.utils.data.StackDataset(image=["a", "b"], label=[0, 1])[1]
    {'image': 'b', 'label': 1}
    """

    datasets: Any  # a tuple or a dict

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if bool(args) == bool(kwargs):
            raise ValueError(
                "StackDataset: datasets are wanted, either by position or by keyword; "
                f"got {len(args)} and {len(kwargs)}"
            )
        self.datasets = args or kwargs
        lengths = [len(dataset) for dataset in args or kwargs.values()]
        if len(set(lengths)) > 1:
            raise ValueError(f"StackDataset: the datasets are of different lengths: {lengths}")
        self._length = lengths[0]

    def _like(self, parts: Sequence[Any]) -> Any:
        if isinstance(self.datasets, dict):
            return dict(zip(self.datasets, parts, strict=True))
        return tuple(parts)

    def _parts(self) -> Iterable[Any]:
        return self.datasets.values() if isinstance(self.datasets, dict) else self.datasets

    def __getitem__(self, index: Any) -> Any:
        return self._like([dataset[index] for dataset in self._parts()])

    def __getitems__(self, indices: list[Any]) -> list[Any]:
        columns = [_fetch(dataset, indices) for dataset in self._parts()]
        for column in columns:
            if len(column) != len(indices):
                raise ValueError(
                    f"StackDataset: __getitems__ of a dataset gave {len(column)} samples for "
                    f"{len(indices)} indices"
                )
        return [self._like(sample) for sample in zip(*columns, strict=True)]

    def __len__(self) -> int:
        return self._length


class ConcatDataset(Dataset[_T_co]):
    """One dataset after the other.

    Raises AssertionError for no dataset and for an IterableDataset, which has no keys.

    >>> both = rg.utils.data.ConcatDataset([["a", "b"], ["c"]])
    >>> both[2], both[-3], both.cumulative_sizes
    ('c', 'a', [2, 3])
    """

    datasets: list[Dataset[_T_co]]
    cumulative_sizes: list[int]

    @staticmethod
    def cumsum(sequence: Iterable[Sized]) -> list[int]:
        """The lengths, added up."""
        return list(itertools.accumulate(map(len, sequence)))

    def __init__(self, datasets: Iterable[Any]) -> None:
        self.datasets = list(datasets)
        if not self.datasets:
            raise AssertionError("ConcatDataset: at least one dataset is wanted")
        if any(isinstance(dataset, IterableDataset) for dataset in self.datasets):
            raise AssertionError(
                "ConcatDataset: an IterableDataset cannot be fetched by a key; use ChainDataset"
            )
        self.cumulative_sizes = self.cumsum(cast("list[Sized]", self.datasets))

    def __len__(self) -> int:
        return self.cumulative_sizes[-1]

    def __getitem__(self, index: Any) -> _T_co:
        if index < 0:
            if -index > len(self):
                raise ValueError(f"ConcatDataset: index {index} is before all {len(self)} samples")
            index += len(self)
        which = bisect.bisect_right(self.cumulative_sizes, index)
        if which == len(self.datasets):
            raise IndexError(f"ConcatDataset: index {index} is behind all {len(self)} samples")
        return self.datasets[which][index - (self.cumulative_sizes[which - 1] if which else 0)]

    @property
    def cummulative_sizes(self) -> list[int]:
        """The old spelling of ``cumulative_sizes``."""
        warnings.warn("cummulative_sizes is now cumulative_sizes", FutureWarning, stacklevel=2)
        return self.cumulative_sizes


class ChainDataset(IterableDataset[Any]):
    """One IterableDataset after the other; AssertionError in front of any other one.

    >>> class Letters(rg.utils.data.IterableDataset):
    ...     def __iter__(self):
    ...         return iter("ab")
    >>> list(rg.utils.data.ChainDataset([Letters(), Letters()]))
    ['a', 'b', 'a', 'b']
    """

    datasets: Iterable[Dataset[Any]]

    def __init__(self, datasets: Iterable[Dataset[Any]]) -> None:
        self.datasets = datasets

    def _checked(self) -> Iterator[IterableDataset[Any]]:
        for dataset in self.datasets:
            if not isinstance(dataset, IterableDataset):
                raise AssertionError(
                    f"ChainDataset: {type(dataset).__name__} is no IterableDataset; "
                    "use ConcatDataset"
                )
            yield dataset

    def __iter__(self) -> Iterator[Any]:
        for dataset in self._checked():
            yield from dataset

    def __len__(self) -> int:
        return sum(len(cast("Sized", dataset)) for dataset in self._checked())


class Subset(Dataset[_T_co]):
    """The samples of a dataset at some indices.

    >>> part = rg.utils.data.Subset("abcd", [3, 1])
    >>> len(part), part[0]
    (2, 'd')
    """

    dataset: Dataset[_T_co]
    indices: Sequence[int]

    def __init__(self, dataset: Any, indices: Sequence[int]) -> None:
        self.dataset = dataset
        self.indices = indices

    def __getitem__(self, index: Any) -> _T_co:
        if isinstance(index, list):
            return self.dataset[[self.indices[i] for i in index]]
        return self.dataset[self.indices[index]]

    def __getitems__(self, indices: list[int]) -> list[_T_co]:
        return _fetch(self.dataset, [self.indices[i] for i in indices])

    def __len__(self) -> int:
        return len(self.indices)


def random_split(
    dataset: Dataset[_T],
    lengths: Sequence[int | float],
    generator: Generator = _core.default_generator,
) -> list[Subset[_T]]:
    """Split a dataset by chance into subsets of these lengths, or of these fractions of it.

    Fractions that add up to 1 are rounded down; what is left over goes one each to the first ones.

    Raises ValueError where the lengths do not add up to that of the dataset, and for a fraction
    outside of 0..1. Warns of a fraction that comes to nothing.

    >>> halves = rg.utils.data.random_split(range(5), [0.5, 0.5])
    >>> [len(half) for half in halves]
    [3, 2]
    """
    total = len(cast("Sized", dataset))
    if sum(lengths) <= 1 and math.isclose(sum(lengths), 1):
        for i, fraction in enumerate(lengths):
            if not 0 <= fraction <= 1:
                raise ValueError(f"random_split: fraction {i} is {fraction}, outside of 0..1")
        counts: list[Any] = [math.floor(total * fraction) for fraction in lengths]
        for i in range(total - sum(counts)):
            counts[i % len(counts)] += 1
        for i, count in enumerate(counts):
            if count == 0:
                warnings.warn(
                    f"random_split: fraction {i} of {total} samples is none", stacklevel=2
                )
    else:
        counts = list(lengths)
    if sum(counts) != total:
        raise ValueError(
            f"random_split: lengths {counts} add up to {sum(counts)}, the dataset has {total}"
        )
    order = _core.randperm(sum(counts), generator=generator).tolist()
    ends = itertools.accumulate(counts)
    return [
        Subset(dataset, order[end - count : end]) for end, count in zip(ends, counts, strict=True)
    ]


def _fetch(dataset: Any, indices: list[Any]) -> list[Any]:
    """The samples at some indices, together where the dataset can."""
    together = getattr(dataset, "__getitems__", None)
    if callable(together):
        return cast("list[Any]", together(indices))
    return [dataset[i] for i in indices]


def _has_columns(dataset: Any) -> bool:
    """Whether a batch of it is what ``_columns`` gives: no subclass has its own samples."""
    kind = type(dataset)
    if isinstance(dataset, TensorDataset):
        own = kind.__getitem__ is TensorDataset.__getitem__ and not hasattr(kind, "__getitems__")
        return own and bool(dataset.tensors)
    return (
        isinstance(dataset, Subset)
        and kind.__getitem__ is Subset.__getitem__
        and kind.__getitems__ is Subset.__getitems__
        and _has_columns(dataset.dataset)
    )


def _columns(dataset: Any, index: list[Any] | Tensor) -> list[Tensor] | None:
    """The samples at ``index``, stacked, by one gather for each tensor.

    None where the indices are no list of integers, and each stands for something else.
    """
    while isinstance(dataset, Subset):
        rows = index.tolist() if isinstance(index, Tensor) else index
        dataset, index = dataset.dataset, [dataset.indices[i] for i in rows]
    if not isinstance(index, Tensor):
        if not all(type(i) is int for i in index):
            return None
        index = _core.tensor(index)
    return [tensor[index] for tensor in dataset.tensors]


def __dir__() -> list[str]:
    return __all__
