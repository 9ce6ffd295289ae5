"""Samplers: in which order samples are fetched, and which ones make a batch."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence, Sized
from typing import Any, Generic, TypeVar, cast

from ... import _core
from ..._core import Generator, Tensor

__all__ = [
    "BatchSampler",
    "RandomSampler",
    "Sampler",
    "SequentialSampler",
    "SubsetRandomSampler",
    "WeightedRandomSampler",
]

_T_co = TypeVar("_T_co", covariant=True)


def _check_flag(name: str, value: object, error: type[Exception] = ValueError) -> None:
    if not isinstance(value, bool):
        raise error(f"{name} is to be True or False, got {value!r}")


def _check_count(name: str, value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        raise ValueError(f"{name} is to be a positive integer, got {value!r}")


def _drawn_seed(generator: Generator | None = None) -> int:
    """A seed from a stream, the default one if none is given."""
    return int(_core.empty((), dtype=_core.int64).random_(generator=generator).item())


class Sampler(Generic[_T_co]):
    """An order of keys, for a class of your own: ``__iter__``, and mostly ``__len__``.

    >>> class Backwards(rg.utils.data.Sampler):
    ...     def __iter__(self):
    ...         return iter([2, 1, 0])
    >>> list(rg.utils.data.DataLoader("abc", sampler=Backwards(), batch_size=None))
    ['c', 'b', 'a']
    """

    def __iter__(self) -> Iterator[_T_co]:
        raise NotImplementedError(f"{type(self).__name__} lacks __iter__, which gives the keys")


class _Chunked(Sampler[int]):
    """A sampler that knows its indices many at a time, as tensors, of which batches can be cut."""

    def _chunks(self) -> Iterator[Tensor]:
        raise NotImplementedError

    def __iter__(self) -> Iterator[int]:
        for chunk in self._chunks():
            yield from chunk.tolist()


class SequentialSampler(_Chunked):
    """0, 1, 2, ... to the length of ``data_source``.

    >>> list(rg.utils.data.SequentialSampler("abc"))
    [0, 1, 2]
    """

    data_source: Sized

    def __init__(self, data_source: Sized) -> None:
        self.data_source = data_source

    def _chunks(self) -> Iterator[Tensor]:
        n, most = len(self.data_source), 1 << 16
        for start in range(0, n, most):
            yield _core.arange(start, min(n, start + most))

    def __len__(self) -> int:
        return len(self.data_source)


class RandomSampler(_Chunked):
    """Indices by chance: a permutation, or with ``replacement`` each drawn anew.

    ``num_samples`` is how many, else the length of ``data_source``; more than there are take one
    permutation after the other. Without a ``generator`` the default stream gives a seed.

    Raises TypeError for a replacement that is no bool, ValueError for no samples.

    >>> sampler = rg.utils.data.RandomSampler(range(4), generator=rg.Generator().manual_seed(0))
    >>> sorted(sampler)
    [0, 1, 2, 3]
    """

    data_source: Sized
    replacement: bool
    generator: Generator | None

    def __init__(
        self,
        data_source: Sized,
        replacement: bool = False,
        num_samples: int | None = None,
        generator: Generator | None = None,
    ) -> None:
        self.data_source = data_source
        self.replacement = replacement
        self._num_samples = num_samples
        self.generator = generator
        _check_flag("RandomSampler: replacement", replacement, TypeError)
        if not isinstance(self.num_samples, int) or self.num_samples <= 0:
            raise ValueError(
                f"RandomSampler: num_samples is to be a positive integer, got {self.num_samples!r}"
            )

    @property
    def num_samples(self) -> int:
        """How many indices there are."""
        return len(self.data_source) if self._num_samples is None else self._num_samples

    def _chunks(self) -> Iterator[Tensor]:
        n, wanted = len(self.data_source), self.num_samples
        generator = self.generator
        if generator is None:
            generator = Generator().manual_seed(_drawn_seed())
        if self.replacement:  # the streams of torch go on after each 32
            for start in range(0, wanted, 32):
                yield _core.randint(n, (min(32, wanted - start),), generator=generator)
            return
        whole, rest = divmod(wanted, n)
        for _ in range(whole):
            yield _core.randperm(n, generator=generator)
        # Drawn for no rest too: the state of the generator is torch's.
        yield _core.randperm(n, generator=generator)[:rest]

    def __len__(self) -> int:
        return self.num_samples


class SubsetRandomSampler(Sampler[int]):
    """The given indices, in an order by chance.

    >>> sorted(rg.utils.data.SubsetRandomSampler([4, 8, 6]))
    [4, 6, 8]
    """

    indices: Sequence[int]
    generator: Generator | None

    def __init__(self, indices: Sequence[int], generator: Generator | None = None) -> None:
        self.indices = indices
        self.generator = generator

    def __iter__(self) -> Iterator[int]:
        for i in _core.randperm(len(self.indices), generator=self.generator).tolist():
            yield self.indices[i]

    def __len__(self) -> int:
        return len(self.indices)


class WeightedRandomSampler(_Chunked):
    """Indices by chance, each as likely as its weight says, with or without replacement.

    Raises ValueError for weights that are no sequence of numbers, for no samples, and for a
    replacement that is no bool.

    >>> list(rg.utils.data.WeightedRandomSampler([0.0, 3.0], 3))
    [1, 1, 1]
    """

    weights: Tensor
    num_samples: int
    replacement: bool
    generator: Generator | None

    def __init__(
        self,
        weights: Sequence[float] | Tensor,
        num_samples: int,
        replacement: bool = True,
        generator: Generator | None = None,
    ) -> None:
        _check_count("WeightedRandomSampler: num_samples", num_samples)
        _check_flag("WeightedRandomSampler: replacement", replacement)
        self.weights = _core.as_tensor(weights, dtype=_core.float64)
        if self.weights.dim() != 1:
            raise ValueError(
                "WeightedRandomSampler: weights are to be a sequence of numbers, got shape "
                f"{tuple(self.weights.shape)}"
            )
        self.num_samples = num_samples
        self.replacement = replacement
        self.generator = generator

    def _chunks(self) -> Iterator[Tensor]:
        yield _core.multinomial(
            self.weights, self.num_samples, self.replacement, generator=self.generator
        )

    def __len__(self) -> int:
        return self.num_samples


class BatchSampler(Sampler[list[int]]):
    """Lists of ``batch_size`` keys of a sampler; the last one may be shorter, or is dropped.

    Raises ValueError for a batch size that is no positive integer, or a drop_last that is no bool.

    >>> list(rg.utils.data.BatchSampler(range(5), batch_size=2, drop_last=False))
    [[0, 1], [2, 3], [4]]
    """

    sampler: Sampler[int] | Iterable[int]
    batch_size: int
    drop_last: bool

    def __init__(
        self, sampler: Sampler[int] | Iterable[int], batch_size: int, drop_last: bool
    ) -> None:
        _check_count("batch_size", batch_size)
        _check_flag("drop_last", drop_last)
        self.sampler = sampler
        self.batch_size = batch_size
        self.drop_last = drop_last

    def __iter__(self) -> Iterator[list[int]]:
        keys = iter(self.sampler)
        while batch := list(itertools.islice(keys, self.batch_size)):
            if len(batch) == self.batch_size or not self.drop_last:
                yield batch

    def __len__(self) -> int:
        n = len(cast("Sized", self.sampler))
        return n // self.batch_size if self.drop_last else -(-n // self.batch_size)


def _index_tensors(batches: Any) -> Iterator[Tensor] | None:
    """What a BatchSampler yields, as tensors that no list was made of; None if it is not known."""
    if not isinstance(batches, BatchSampler) or type(batches).__iter__ is not BatchSampler.__iter__:
        return None
    sampler = batches.sampler
    if not isinstance(sampler, _Chunked) or type(sampler).__iter__ is not _Chunked.__iter__:
        return None
    return _cut(sampler._chunks(), batches.batch_size, batches.drop_last)


def _cut(chunks: Iterator[Tensor], size: int, drop_last: bool) -> Iterator[Tensor]:
    rest: Tensor | None = None
    for chunk in chunks:
        if rest is not None:
            chunk = _core.cat([rest, chunk])
        whole = len(chunk) // size * size
        if whole:
            yield from chunk[:whole].split(size)
        rest = chunk[whole:] if whole < len(chunk) else None
    if rest is not None and not drop_last:
        yield rest


def __dir__() -> list[str]:
    return __all__
