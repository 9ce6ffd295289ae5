"""Order, places and sets of elements."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .. import _core
from .._core import Tensor
from ._types import Number, promoted


def argsort(
    x: Tensor, /, *, axis: int = -1, descending: bool = False, stable: bool = True
) -> Tensor:
    """Where the elements in order stand; equal ones in the order in which they came.

    >>> import retrograd as rg
    >>> rg.array_api.argsort(rg.tensor([2, 3, 1]), descending=True)
    tensor([1, 0, 2])
    """
    return _core.argsort(x, axis, descending, stable)


def nonzero(x: Tensor, /) -> tuple[Tensor, ...]:
    """The places of the elements that are not 0: one tensor of indices for each axis.

    >>> import retrograd as rg
    >>> rg.array_api.nonzero(rg.tensor([[0, 1], [2, 0]]))
    (tensor([0, 1]), tensor([1, 0]))
    """
    if x.ndim == 0:
        raise ValueError("nonzero: a tensor without dimensions has no indices; reshape it to (1,)")
    operation: Callable[..., tuple[Tensor, ...]] = _core.nonzero
    return operation(x, as_tuple=True)


def searchsorted(
    x1: Tensor, x2: Tensor | Number, /, *, side: str = "left", sorter: Tensor | None = None
) -> Tensor:
    """Where in the ordered ``x1`` each of ``x2`` would be put, in front of its equals or behind.

    >>> import retrograd as rg
    >>> rg.array_api.searchsorted(rg.tensor([1, 3, 3]), rg.tensor([3, 4]), side="right")
    tensor([3, 3])
    """
    operation: Callable[..., Tensor] = _core.searchsorted
    order = None if sorter is None else sorter.to(_core.int64)
    return operation(*promoted(x1, x2), side=side, sorter=order)


def sort(x: Tensor, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Tensor:
    """The elements in order.

    >>> import retrograd as rg
    >>> rg.array_api.sort(rg.tensor([2, 3, 1]))
    tensor([1, 2, 3])
    """
    return _core.sort(x, dim=axis, descending=descending, stable=stable)[0]


def take(x: Tensor, indices: Tensor, /, *, axis: int | None = None) -> Tensor:
    """The slices of those numbers along an axis; negative ones count from the end.

    >>> import retrograd as rg
    >>> rg.array_api.take(rg.tensor([[1, 2, 3]]), rg.tensor([0, -1]), axis=1)
    tensor([[1, 3]])
    """
    if axis is None:
        if x.ndim != 1:
            raise ValueError(f"take: give axis= for a tensor of shape {tuple(x.shape)}")
        axis = 0
    return x[(slice(None),) * (axis % max(x.ndim, 1)) + (indices.to(_core.int64),)]


def take_along_axis(x: Tensor, indices: Tensor, /, *, axis: int = -1) -> Tensor:
    """``x[i, indices[i, j]]``, along an axis; negative indices count from the end.

    >>> import retrograd as rg
    >>> rg.array_api.take_along_axis(rg.tensor([[1, 2], [3, 4]]), rg.tensor([[1], [-2]]))
    tensor([[2],
            [3]])
    """
    at = indices.to(_core.int64)
    return _core.take_along_dim(x, _core.where(at < 0, at + x.size(axis), at), axis)


class UniqueAll(NamedTuple):
    """What ``unique_all`` finds."""

    values: Tensor
    indices: Tensor
    inverse_indices: Tensor
    counts: Tensor


class UniqueCounts(NamedTuple):
    """What ``unique_counts`` finds."""

    values: Tensor
    counts: Tensor


class UniqueInverse(NamedTuple):
    """What ``unique_inverse`` finds."""

    values: Tensor
    inverse_indices: Tensor


def unique_all(x: Tensor, /) -> UniqueAll:
    """The different elements in order, where each was first, which each was, and how many.

        x = values[inverse_indices],  values = x.reshape(-1)[indices]

    A nan equals no other.

    >>> import retrograd as rg
    >>> rg.array_api.unique_all(rg.tensor([2, 1, 2])).indices
    tensor([1, 0])
    """
    values, inverse, counts = _core.unique(x, return_inverse=True, return_counts=True)
    # In this order the elements of one value stand together, the first of them in front.
    order = _core.argsort(inverse.reshape(-1), stable=True)
    return UniqueAll(values, order[counts.cumsum(0) - counts], inverse, counts)


def unique_counts(x: Tensor, /) -> UniqueCounts:
    """The different elements in order, and how many there are of each.

    >>> import retrograd as rg
    >>> rg.array_api.unique_counts(rg.tensor([2, 1, 2])).counts
    tensor([1, 2])
    """
    found = _core.unique(x, return_counts=True)
    return UniqueCounts(found[0], found[1])


def unique_inverse(x: Tensor, /) -> UniqueInverse:
    """The different elements in order, and which of them each was.

    >>> import retrograd as rg
    >>> rg.array_api.unique_inverse(rg.tensor([2, 1, 2])).inverse_indices
    tensor([1, 0, 1])
    """
    found = _core.unique(x, return_inverse=True)
    return UniqueInverse(found[0], found[1])


def unique_values(x: Tensor, /) -> Tensor:
    """The different elements in order.

    >>> import retrograd as rg
    >>> rg.array_api.unique_values(rg.tensor([2, 1, 2]))
    tensor([1, 2])
    """
    return unique_counts(x).values
